//! Every date in EDTF that the program reads or writes is valid, held against rules written down here from the text of the
//! standard, independently of the parser.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::path::{Path, PathBuf};

use manicule::document::{Content, Document, Edtf};
use manicule::source::{self, Alone};
use proptest::prelude::*;

/// Whether a text is EDTF: ISO 8601-2:2019, annex A, levels 0 to 2, in the order of the Library of Congress' specification.
fn is_valid(text: &str) -> bool {
    let set = |open, close| {
        text.strip_prefix(open)
            .and_then(|text| text.strip_suffix(close))
    };
    if let Some(members) = set('[', ']').or(set('{', '}')) {
        return is_set(members);
    }
    if let Some((start, end)) = text.split_once('/') {
        let is_end = |end: &str| end.is_empty() || end == ".." || is_date(end);
        let has_date = is_date(start) || is_date(end);
        return is_end(start) && is_end(end) && has_date && in_order(start, end);
    }
    match text.split_once('T') {
        Some((day, time)) => shape(day) == "9999-99-99" && is_date(day) && is_time(time),
        None => is_date(text),
    }
}

/// A text with `9` for every digit.
fn shape(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "9")
}

fn is_set(members: &str) -> bool {
    let members: Vec<&str> = members.split(',').collect();
    members.iter().enumerate().all(|(at, member)| {
        let Some((start, end)) = member.split_once("..") else {
            return is_date(member);
        };
        let length = |date: &str| plain(date).map(|parts| parts.len());
        match (start, end) {
            ("", end) => at == 0 && is_date(end),
            (start, "") => at + 1 == members.len() && is_date(start),
            (start, end) => {
                is_date(start)
                    && is_date(end)
                    && length(start) == length(end)
                    && in_order(start, end)
            }
        }
    })
}

fn is_time(time: &str) -> bool {
    let parted = time.split_at_checked("22:40:00".len());
    let (clock, zone) = parted.unwrap_or((time, ""));
    let below = |text: &str, limit: u32| text.parse::<u32>().is_ok_and(|number| number < limit);
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = shape(clock) == "99:99:99"
        && below(parts[0], 24)
        && below(parts[1], 60)
        && below(parts[2], 60);
    let is_zone = match shape(zone).as_str() {
        "" | "Z" => true,
        "+99" | "-99" => below(zone.trim_start_matches(['+', '-']), 24) && zone != "-00",
        "+99:99" | "-99:99" => {
            let parts = zone.trim_start_matches(['+', '-']).split_once(':');
            let is_offset = |(hours, minutes)| below(hours, 24) && below(minutes, 60);
            parts.is_some_and(is_offset) && zone != "-00:00"
        }
        _ => false,
    };
    is_clock && is_zone
}

/// The year, month and day of a date without their qualifiers; none where a qualifier stands in a wrong place.
fn plain(date: &str) -> Option<Vec<String>> {
    let is_qualifier = |c| matches!(c, '?' | '~' | '%');
    let rest = date.strip_prefix(is_qualifier).unwrap_or(date);
    // The sign of a year is part of it, and so is that behind its `Y`.
    let (sign, rest) = match rest.strip_prefix("Y-").or(rest.strip_prefix('-')) {
        Some(after) => (rest.get(..rest.len() - after.len())?, after),
        None => ("", rest),
    };
    let mut parts: Vec<String> = Vec::new();
    for (at, part) in rest.split('-').enumerate() {
        let before = if at == 0 {
            part
        } else {
            part.strip_prefix(is_qualifier).unwrap_or(part)
        };
        let bare = before.strip_suffix(is_qualifier).unwrap_or(before);
        if bare.contains(is_qualifier) {
            return None;
        }
        parts.push(bare.to_owned());
    }
    parts[0].insert_str(0, sign);
    Some(parts)
}

/// The numbers below a limit that a text of digits and `X` may mean.
fn meant(digits: &str, limit: u32) -> Vec<u32> {
    let width = digits.len();
    let numbers = (0..limit).filter(|number| {
        let number = format!("{number:0width$}");
        number.len() == width
            && std::iter::zip(number.chars(), digits.chars()).all(|(a, b)| b == 'X' || a == b)
    });
    numbers.collect()
}

fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit() || b == b'X')
}

/// A number without a sign and a zero before it.
fn is_count(text: &str) -> bool {
    !text.starts_with('0') && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_date(text: &str) -> bool {
    let Some(parts) = plain(text) else {
        return false;
    };
    match &parts[..] {
        [year] => is_year(year) || is_estimated_year(year),
        [year, month] => is_year(year) && !year.starts_with('Y') && is_month(month),
        [year, month, day] => is_year(year) && !year.starts_with('Y') && is_day(year, month, day),
        _ => false,
    }
}

fn is_year(year: &str) -> bool {
    let (four, long) = (
        year.strip_prefix('-').unwrap_or(year),
        year.strip_prefix('Y'),
    );
    let is_four = is_digits(four, 4) && year != "-0000";
    let is_long = long.is_some_and(|long| {
        let long = long.strip_prefix('-').unwrap_or(long);
        match long.split_once('E') {
            // As far as the program counts years.
            Some((number, power)) => {
                is_count(number) && is_count(power) && power_of(number, power).is_some()
            }
            None => is_count(long) && long.len() > 4 && long.parse::<i64>().is_ok(),
        }
    });
    is_four || is_long
}

fn power_of(number: &str, power: &str) -> Option<i64> {
    let power = 10_i64.checked_pow(power.parse().ok()?)?;
    number.parse::<i64>().ok()?.checked_mul(power)
}

/// `1950S2`: the year has at least as many digits as are significant.
fn is_estimated_year(year: &str) -> bool {
    let Some((year, significant)) = year.split_once('S') else {
        return false;
    };
    let digits = year.trim_start_matches(['Y', '-']);
    let length = match digits.split_once('E') {
        Some((number, power)) => power_of(number, power).map_or(0, |year| year.to_string().len()),
        None => digits.len(),
    };
    let fits = significant
        .parse::<usize>()
        .is_ok_and(|count| count <= length);
    is_year(year) && !year.contains('X') && is_count(significant) && fits
}

fn is_month(month: &str) -> bool {
    let is_season = !month.contains('X')
        && month
            .parse()
            .is_ok_and(|number: u32| (21..=41).contains(&number));
    is_digits(month, 2) && (is_season || meant(month, 13).into_iter().any(|month| month > 0))
}

fn is_day(year: &str, month: &str, day: &str) -> bool {
    if !is_digits(month, 2) || !is_digits(day, 2) {
        return false;
    }
    let is_leap = |year: &u32| {
        year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
    };
    let has_leap_year = || {
        let years = meant(year.trim_start_matches('-'), 10_000);
        years.iter().any(is_leap)
    };
    let months = meant(month, 13);
    let days = meant(day, 32);
    let pairs = months
        .iter()
        .flat_map(|month| days.iter().map(move |day| (*month, *day)));
    pairs.into_iter().any(|pair| match pair {
        (0, _) | (_, 0) | (2, 30 | 31) | (4 | 6 | 9 | 11, 31) => false,
        (2, 29) => has_leap_year(),
        _ => true,
    })
}

/// Whether two ends may be in order; only plain years of four digits are compared, by their digits.
fn in_order(start: &str, end: &str) -> bool {
    let key = |date: &str| {
        let is_plain =
            date.bytes().all(|b| b.is_ascii_digit() || b == b'-') && !date.starts_with('-');
        (is_plain && is_date(date)).then(|| date.to_owned())
    };
    match (key(start), key(end)) {
        (Some(start), Some(end)) => {
            let length = start.len().min(end.len());
            start.get(..length) <= end.get(..length)
        }
        _ => true,
    }
}

/// Whether the rules above compare the ends of an interval or set as the program does: for plain dates of days and months.
fn is_compared(text: &str) -> bool {
    let has_stretch = text.contains('/') || text.contains("..");
    let is_simple = |c: char| c.is_ascii_digit() || "-/.[]{},".contains(c);
    let has_sign = ["--", "/-", "[-", "{-", ".-", ",-"]
        .iter()
        .any(|sign| text.contains(sign));
    let seasons = ["-2", "-3", "-4"]
        .iter()
        .any(|season| text.contains(season));
    !has_stretch || text.chars().all(is_simple) && !has_sign && !text.starts_with('-') && !seasons
}

#[track_caller]
fn check(text: &str) {
    let read = text.parse::<Edtf>();
    if is_compared(text) {
        assert_eq!(read.is_ok(), is_valid(text), "{text}");
    }
    if let Ok(read) = read {
        assert!(is_valid(text), "{text}");
        assert_eq!(read.to_string(), text);
    }
}

#[test]
fn the_rules_tell_dates_from_others() {
    for text in [
        "1945-11-11",
        "1945-11~",
        "194X",
        "[1816..1819]",
        "1945/..",
        "Y-17E7",
        "?1945-11",
        "XXXX-02-29",
    ] {
        assert!(is_valid(text), "{text}");
        check(text);
    }
    for text in [
        "1945-13",
        "1945-02-29",
        "1945~~",
        "~1945-11-11T22:40:00",
        "[1946..1945]",
        "../..",
        "1945S5",
    ] {
        assert!(!is_valid(text), "{text}");
        check(text);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_if_it_follows_the_rules(
        text in "(-?[0-9X]{4}(-[0-9X]{2}){0,2}|[?~%]?-?[012][0-9X]{3}[?~%]?(-[?~%]?[01][0-9X][?~%]?(-[?~%]?[0-3][0-9X][?~%]?)?)?|Y-?[0-9]{0,7}(E[0-9]{1,2})?(S[0-9]{1,2})?|[0-9]{4}S[0-9])",
    ) {
        check(&text);
    }

    #[test]
    fn any_stretch_is_read_if_it_follows_the_rules(
        text in "(\\[|\\{)?(\\.\\.)?(19[0-9]{2}(-0[1-3](-[0-2][0-9])?)?)?(/|\\.\\.|,)?(\\.\\.)?(19[0-9]{2}(-0[1-3](-[0-2][0-9])?)?)?(\\.\\.)?(\\]|\\})?",
    ) {
        check(&text);
    }

    #[test]
    fn any_moment_is_read_if_it_follows_the_rules(
        text in "19[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|[+-][0-2][0-9](:[0-6][0-9])?)?",
    ) {
        check(&text);
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in "[0-9XYTZES?~%/.,\\[\\]{}:+ é-]{0,14}") {
        check(&text);
    }
}

/// All dates of a document in EDTF.
fn dates(document: &Document) -> Vec<String> {
    let metadata = document.metadata.dates.iter();
    let mut dates: Vec<String> = (metadata.filter_map(|date| date.edtf.as_ref()))
        .map(ToString::to_string)
        .collect();
    for annotation in document.annotations() {
        if let Content::Date { when: Some(when) } = &annotation.content {
            dates.push(when.to_string());
        }
    }
    dates
}

/// The files in a folder and its folders.
fn files_in(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_in(&path, files);
        } else {
            files.push(path);
        }
    }
}

#[test]
fn every_date_of_every_document_is_valid() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = project.join("../shared/sources");
    let mut files = Vec::new();
    files_in(&project.join("corpus"), &mut files);
    if shared.exists() {
        files_in(&shared, &mut files);
    } else {
        assert!(
            std::env::var_os("CI").is_none(),
            "the shared sources are not there"
        );
        eprintln!("skipped: there are no shared sources");
    }
    let mut count = 0;
    for path in files {
        let name = path.to_string_lossy();
        let bytes = std::fs::read(&path).expect("a file that can be read");
        let Ok(reading) = source::read(&name, bytes, &Alone) else {
            continue;
        };
        for date in reading.documents.iter().flat_map(dates) {
            assert!(is_valid(&date), "{date} in {name}");
            count += 1;
        }
    }
    assert!(count > 5, "there are only {count} dates");
}
