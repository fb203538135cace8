//! What is EDTF and what is not, and which days it may mean. That text and date agree for any text is held by `tests/edtf.rs`.

use super::*;

#[track_caller]
fn read(text: &str) -> Edtf {
    let edtf: Edtf = text.parse().expect(text);
    assert_eq!(edtf.to_string(), text);
    edtf
}

#[test]
fn every_level_is_read_and_written() {
    for text in [
        "1945-11-11",
        "1945-11",
        "1945",
        "-0043-03-15",
        "0000",
        "1945-11-11T22:40:00",
        "1945-11-11T22:40:00Z",
        "1945-11-11T22:40:00+01",
        "1945-11-11T22:40:00-03:30",
        "1945-11-11/1946",
        "1945~",
        "1945-11?",
        "1945-11-11%",
        "194X",
        "19XX",
        "1945-XX",
        "1945-11-XX",
        "1945-XX-XX",
        "1945-21",
        "1945/..",
        "../1945",
        "1945/",
        "/1945-11-11",
        "Y170000002",
        "Y-170000002",
        "Y-17E7",
        "Y3388E2S3",
        "Y171010000S3",
        "1950S2",
        "1945-41",
        "[1667,1668,1670..1672]",
        "[..1760-12-03]",
        "[1760-12..]",
        "[1667,1760-12]",
        "{1960,1961-12}",
        "{..1984}",
        "156X-12-25",
        "XXXX-12-XX",
        "1XXX-12",
        "1984-1X",
        "2004-06~-11",
        "?2004-06-~11",
        "2004-06-11%/2004-06-~21",
        "1984-02-29",
        "XXXX-02-29",
    ] {
        read(text);
    }
}

#[test]
fn what_is_no_date_is_not_read() {
    for text in [
        "",
        "11 November 1945",
        "1945-13",
        "1945-00",
        "1945-11-31",
        "1945-02-29",
        "194",
        "19451111",
        "1945-1-1",
        "1945-11-11T22:40",
        "1945-11T22:40:00",
        "1945-11-11~T22:40:00",
        "1945-11-11T24:00:00",
        "1945-11-11T22:40:00-00:00",
        "1945-11-11T22:40:00+24:00",
        "1945/1944",
        "/",
        "../..",
        "1945/1946/1947",
        "-0000",
        "Y1945",
        "Y17E07",
        "Y12345-11",
        "1950S0",
        "1950S5",
        "195XS2",
        "1945-21-01",
        "1945-42",
        "1945-3X",
        "1945-02-3X",
        "[]",
        "[1945",
        "{1945]",
        "[1945..1944]",
        "[1945..1946-11]",
        "[1944,..1945]",
        "[1945..,1946]",
        "[..]",
        "1945~~",
        "x1945",
        "１９４５",
    ] {
        assert!(text.parse::<Edtf>().is_err(), "{text}");
    }
}

#[track_caller]
fn check_bounds(text: &str, first: Option<(i64, u8, u8)>, last: Option<(i64, u8, u8)>) {
    let day = |(year, month, day)| Day { year, month, day };
    assert_eq!(
        read(text).bounds(),
        (first.map(day), last.map(day)),
        "{text}"
    );
}

#[test]
fn a_date_has_a_first_and_a_last_day() {
    let both = |text, first, last| check_bounds(text, Some(first), Some(last));
    both("1945-11-11", (1945, 11, 11), (1945, 11, 11));
    both("1945-11-11T22:40:00", (1945, 11, 11), (1945, 11, 11));
    both("1945-11?", (1945, 11, 1), (1945, 11, 30));
    both("1944-02", (1944, 2, 1), (1944, 2, 29));
    both("1900-02", (1900, 2, 1), (1900, 2, 28));
    both("2000-02", (2000, 2, 1), (2000, 2, 29));
    both("1945", (1945, 1, 1), (1945, 12, 31));
    both("194X", (1940, 1, 1), (1949, 12, 31));
    both("-004X", (-49, 1, 1), (-40, 12, 31));
    both("XXXX-07-26", (0, 7, 26), (9999, 7, 26));
    both("194X-02-29", (1940, 2, 29), (1948, 2, 29));
    both("1945-XX-31", (1945, 1, 31), (1945, 12, 31));
    both("1945-1X", (1945, 10, 1), (1945, 12, 31));
    both("1945-02-2X", (1945, 2, 20), (1945, 2, 28));
    both("1945-23", (1945, 1, 1), (1945, 12, 31));
    both("1945-34", (1945, 4, 1), (1945, 6, 30));
    both("1945-39", (1945, 9, 1), (1945, 12, 31));
    both("1945-40", (1945, 1, 1), (1945, 6, 30));
    both("1950S2", (1900, 1, 1), (1999, 12, 31));
    both("-1950S3", (-1959, 1, 1), (-1950, 12, 31));
    both("Y-17E7", (-170_000_000, 1, 1), (-170_000_000, 12, 31));
    both("Y17101S3", (17_100, 1, 1), (17_199, 12, 31));
    both("1945-11/1946-02-02", (1945, 11, 1), (1946, 2, 2));
    both("[1667,1670..1672]", (1667, 1, 1), (1672, 12, 31));
    check_bounds("1945/..", Some((1945, 1, 1)), None);
    check_bounds("/1945", None, Some((1945, 12, 31)));
    check_bounds("[1667,1760-12..]", Some((1667, 1, 1)), None);
    check_bounds("{..1984-05}", None, Some((1984, 5, 31)));
}

#[test]
fn dates_are_made_of_parts() {
    let date = |year, month, day| CalendarDate::new(year, month, day);
    let shown = |date: Option<CalendarDate>| date.map(|date| date.to_string());
    let is = |edtf: Option<Edtf>, text: &str| {
        assert_eq!(edtf.map(|edtf| edtf.to_string()).as_deref(), Some(text));
    };
    assert_eq!(
        shown(date(Some(1945), Some(11), Some(1))).as_deref(),
        Some("1945-11-01")
    );
    assert_eq!(
        shown(date(None, Some(7), Some(26))).as_deref(),
        Some("XXXX-07-26")
    );
    assert_eq!(shown(date(Some(-43), None, None)).as_deref(), Some("-0043"));
    assert_eq!(date(Some(1945), Some(2), Some(29)), None);
    assert_eq!(date(Some(1945), None, Some(1)), None);
    assert_eq!(date(Some(10_000), None, None), None);
    let (year, month) = (
        date(Some(1945), None, None),
        date(Some(1945), Some(2), None),
    );
    is(Edtf::interval(year.clone(), None), "1945/..");
    is(Edtf::interval(year.clone(), year.clone()), "1945");
    assert_eq!(Edtf::interval(None, None), None);
    is(
        Edtf::one_between(month.clone(), year.clone()),
        "[1945-02-01..1945-12-31]",
    );
    is(Edtf::one_between(None, month.clone()), "[..1945-02]");
    let later = date(Some(1946), None, None);
    assert_eq!(Edtf::one_between(later.clone(), year.clone()), None);
    assert_eq!(Edtf::interval(later, year.clone()), None);
    let month = month.expect("a month");
    assert_eq!(
        month.clone().doubted(Some(Doubt::Both)).to_string(),
        "1945-02%"
    );
    assert_eq!(month.clone().doubted(None).to_string(), "1945-02");
    let clock = Clock::new(22, 40, 0).expect("a time");
    assert_eq!(Edtf::moment(month, clock), None);
    assert_eq!(Clock::new(24, 0, 0), None);
}

#[test]
fn dates_say_of_themselves_what_they_are() {
    assert!(read("1945~/1946").is_doubted(Doubt::Approximate));
    assert!(!read("1945~/1946").is_doubted(Doubt::Uncertain));
    assert!(read("[1945,1946%]").is_doubted(Doubt::Uncertain));
    assert!(read("XXXX-07-26/XXXX-07-28").lacks_year());
    assert!(!read("1XXX-07-26").lacks_year());
    assert!(read("1945-XX").has_unspecified_digits());
    assert!(read("[1944,194X]").has_unspecified_digits());
    assert!(!read("1945-11-11").has_unspecified_digits());
    let plain = |text| read(text).date().is_some_and(CalendarDate::is_plain);
    assert!(plain("1945-11-11T22:40:00Z") && plain("-0043") && plain("1945-11"));
    assert!(!plain("1945-21") && !plain("1945?") && !plain("194X") && !plain("1950S2"));
    let date = read("XXXX-02-29");
    let date = date.date().expect("one date");
    assert_eq!(date.in_year(1945), None);
    assert_eq!(
        date.in_year(1944).map(|date| date.to_string()).as_deref(),
        Some("1944-02-29")
    );
    assert_eq!(
        read("1945-11-11T22:40:00").in_utc(),
        read("1945-11-11T22:40:00Z")
    );
    assert_eq!(
        read("1945-11-11T22:40:00+01").in_utc(),
        read("1945-11-11T22:40:00+01")
    );
    let (start, end) = (read("1945"), read("1946-02"));
    let (start, end) = (start.date().expect("one"), end.date().expect("one"));
    assert_eq!(read("1945/1946-02").ends(), Some((start, end)));
    assert_eq!(read("1945/1946-02").start(), Some(start));
    assert_eq!(read("[1945..1946]").ends(), None);
    assert_eq!(read("[1945,1946]").between(), None);
    assert_eq!(read("{1945..1946}").between(), None);
}

#[test]
fn dates_are_said_as_people_write_them() {
    let check = |edtf, expected: &str| assert_eq!(read(edtf).in_words(), expected);
    check("1895-10-08/1895-10-12", "8 October 1895 – 12 October 1895");
    check("1945-11/..", "November 1945 – ..");
    check("XXXX-08-02", "2 August, year unknown");
    check("1945-11", "November 1945");
    check("1945", "1945");
    check("1862-06~", "about June 1862");
    check("1862-06-01?", "probably 1 June 1862");
    check("1862-06-01%", "probably 1 June 1862");
    for without_words in [
        "194X",
        "1945~",
        "1945-21",
        "1945-XX",
        "194X-06",
        "-0043-03-15",
        "1862?-06-01",
        "1945-11-11T22:40:00",
        "[1945-11..1945-12]",
    ] {
        check(without_words, without_words);
    }
    assert!("1945-13-01".parse::<Edtf>().is_err());
}
