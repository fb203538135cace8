//! Dates and times as documents print them.

use super::*;

#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) {
    let found = find_all(text);
    let found: Vec<(&str, String)> = found
        .iter()
        .map(|found| (found.span.of(text), found.edtf.to_string()))
        .collect();
    let expected: Vec<(&str, String)> = expected
        .iter()
        .map(|(printed, edtf)| (*printed, (*edtf).to_owned()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn dates_as_printed() {
    check("November 11, 1945", &[("November 11, 1945", "1945-11-11")]);
    check(
        "11 November 1945 for the five",
        &[("11 November 1945", "1945-11-11")],
    );
    check(
        "Pyongyang, 28 th September, 1955",
        &[("28 th September, 1955", "1955-09-28")],
    );
    check("“13” June 1956", &[("13” June 1956", "1956-06-13")]);
    check(
        "From BEIJING No. 1309 20 hours 05 minutes, 13.1.1951",
        &[("13.1.1951", "1951-01-13")],
    );
    check(
        "Sent by wire on 10/14/50 at 03:15 a.m.",
        &[("10/14/50", "1950-10-14")],
    );
    check(
        "8.II.1950 or 24.III.50",
        &[("8.II.1950", "1950-02-08"), ("24.III.50", "1950-03-24")],
    );
    check(
        "13/5-50. Roshchin, 7/X-1963, 27/X/62",
        &[
            ("13/5-50", "1950-05-13"),
            ("7/X-1963", "1963-10-07"),
            ("27/X/62", "1962-10-27"),
        ],
    );
    check(
        "12-18 August 1960",
        &[("12-18 August 1960", "1960-08-12/1960-08-18")],
    );
    check(
        "n.d. [c. 14 February 1939",
        &[("14 February 1939", "1939-02-14~")],
    );
    check(
        "April 1952, July 26",
        &[("April 1952", "1952-04"), ("July 26", "XXXX-07-26")],
    );
    check(
        "25 December [1965]",
        &[("25 December [1965]", "1965-12-25")],
    );
    check("doc_date: 1946-08-20", &[("1946-08-20", "1946-08-20")]);
    check("4 мая 1950 г.", &[("4 мая 1950", "1950-05-04")]);
    check(
        "Bonn, den 14. März 1961",
        &[("14. März 1961", "1961-03-14")],
    );
    check("LE 4 MAI 1963", &[("4 MAI 1963", "1963-05-04")]);
    check("le 1er août 1914", &[("1er août 1914", "1914-08-01")]);
    check("He read 5. May I go? and 12 mars of it", &[]);
    check("2.2.10, 193.94.1, 31 Sept", &[]);
    check("The May resolution; 1956 (Re: Point IV)", &[]);
}

#[track_caller]
fn check_time(text: &str, expected: Option<&str>) {
    assert_eq!(
        time(text).map(|(_, time)| time).as_deref(),
        expected,
        "{text}"
    );
}

#[test]
fn times_as_printed() {
    check_time("at 2240", Some("22:40"));
    check_time(
        "for decipherment at 18 October 1945 0155 Incoming",
        Some("01:55"),
    );
    check_time("20 hours 05 minutes, 13.1.1951", Some("20:05"));
    check_time("at 6:36 a.m.", Some("06:36"));
    check_time("at 13:30 p.m.", Some("13:30"));
    check_time("WEDNESDAY – 1700hs –", Some("17:00"));
    check_time("Received at 08h17", Some("08:17"));
    check_time("October 5, 1960—11:08 p.m.", Some("23:08"));
    check_time("May 1, 1949—1 p. m.", Some("13:00"));
    check_time("15 May 1948, 2.31 p.m.", Some("14:31"));
    check_time("9.30 hours", Some("09:30"));
    check_time("Aufgabe: 14. Februar 1968, 17.30 Uhr1", Some("17:30"));
    check_time("20 час. 05 мин. 4 мая", Some("20:05"));
    check_time("reçu à 20 h 30", Some("20:30"));
    check_time("in 1945 and 1946, point 2.3", None);
}
