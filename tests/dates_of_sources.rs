//! Every date that the program gives is EDTF, by the rules of the Library of Congress's specification (2019) written down here
//! a second time; and what it gives of a TEI element is what the element's attributes say.
//!
//! The sources lie outside of the project; where they are absent, the tests say so and pass, except under CI.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::path::{Path, PathBuf};

use manicule::document::Document;
use manicule::export;
use manicule::source::{self, Alone, Decoded, tei};

/// Whether a text is EDTF: level 0 whole, of the levels 1 and 2 what dates of documents need.
fn is_edtf(text: &str) -> bool {
    let set = [("[", "]"), ("{", "}")]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    if let Some(members) = set {
        return members.split(',').all(is_member);
    }
    match text.split_once('/') {
        Some((start, end)) => {
            let is_side = |side: &str| matches!(side, "" | "..") || is_date(side);
            is_side(start)
                && is_side(end)
                && !(matches!(start, "" | "..") && matches!(end, "" | ".."))
        }
        None => is_date(text) || is_moment(text),
    }
}

/// A member of a set: a date, or those from one to another (level 2, "Set representation").
fn is_member(text: &str) -> bool {
    match text.split_once("..") {
        Some(("", end)) => is_date(end),
        Some((start, "")) => is_date(start),
        Some((start, end)) => {
            is_date(start) && is_date(end) && start.len() == end.len() && start <= end
        }
        None => is_date(text),
    }
}

/// A day with its clock time: seconds are needed, a zone is not (level 0, "Date and Time").
fn is_moment(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else {
        return false;
    };
    let (clock, zone) = time.split_at_checked(8).unwrap_or((time, ""));
    let is_two = |text: &str, below: u32| {
        text.len() == 2
            && text.bytes().all(|b| b.is_ascii_digit())
            && text.parse::<u32>().is_ok_and(|it| it < below)
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = matches!(parts[..], [hour, minute, second] if is_two(hour, 24) && is_two(minute, 60) && is_two(second, 60));
    let is_zone = match zone {
        "" | "Z" => true,
        zone => {
            let (sign, rest) = zone.split_at_checked(1).unwrap_or((zone, ""));
            let (hour, minute) = rest.split_once(':').unwrap_or((rest, "00"));
            matches!(sign, "+" | "-" | "−") && is_two(hour, 15) && is_two(minute, 60)
        }
    };
    is_date(day)
        && day.len() == 10
        && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && is_clock
        && is_zone
}

/// A year, month or day, its figures perhaps unknown (`X`), perhaps qualified (`?`, `~`, `%`).
fn is_date(text: &str) -> bool {
    let bare = text.trim_end_matches(['?', '~', '%']);
    if text.len() - bare.len() > 1 {
        return false;
    }
    let (is_before_christ, digits) = bare
        .strip_prefix('-')
        .map_or((false, bare), |rest| (true, rest));
    let parts: Vec<&str> = digits.split('-').collect();
    let is_figures = |part: &str, length| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit() || b == b'X')
    };
    let [year, rest @ ..] = parts.as_slice() else {
        return false;
    };
    if !is_figures(year, 4) || is_before_christ && *year == "0000" {
        return false;
    }
    let number = |part: &str| part.parse::<u32>().ok();
    let is_month = |part: &str| {
        is_figures(part, 2)
            && number(part).is_none_or(|it| (1..=12).contains(&it) || (21..=41).contains(&it))
    };
    match rest {
        [] => true,
        [month] => is_month(month),
        [month, day] => {
            let most = match (number(month), number(year)) {
                (Some(2), Some(year)) if year % 4 != 0 || year % 100 == 0 && year % 400 != 0 => 28,
                (Some(2), _) => 29,
                (Some(4 | 6 | 9 | 11), _) => 30,
                (Some(1..=12) | None, _) => 31,
                _ => 0,
            };
            is_month(month)
                && is_figures(day, 2)
                && number(day).is_none_or(|it| it >= 1 && it <= most)
                && most > 0
        }
        _ => false,
    }
}

#[test]
fn the_rules_tell_edtf_from_what_is_none() {
    for date in [
        "1945",
        "1945-11",
        "1945-11-11",
        "-0043-03-15",
        "1945-11?",
        "1945~",
        "1945-11-11%",
        "194X",
        "1945-XX",
        "XXXX-11-11",
        "1945-21",
        "1945-11-11T22:40:00",
        "1945-11-11T22:40:00Z",
        "1945-11-11T22:40:00+01:00",
        "1945/1946",
        "1945-11-01/..",
        "../1945",
        "[1945..1946]",
        "[1945-11-01..]",
        "[..1945]",
        "[1949-05-23,1949-05-24]",
        "1816-05-01?/1816-05-03?",
        "1948-02-29",
    ] {
        assert!(is_edtf(date), "{date}");
    }
    for other in [
        "",
        "45",
        "1945-13",
        "1945-02-29",
        "1945-04-31",
        "1945-11-11T22:40",
        "1945-11-11T10:03:00/1945-11-11T11:45:00",
        "1945??",
        "[1945..1944]",
        "[1945..1945-11]",
        "[]",
        "11 November 1945",
        "1945-11-11Z",
        "../..",
        "-0000",
        "1945-1-1",
        "IIIspc",
        "1945-11-11T24:00:00",
    ] {
        assert!(!is_edtf(other), "{other}");
    }
}

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/sources")
        .join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let ending = path
                .extension()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if endings.contains(&ending.as_str()) {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        assert!(
            std::env::var_os("CI").is_none(),
            "no sources at {}",
            root.display()
        );
        eprintln!("skipped: no sources at {}", root.display());
    }
    found
}

/// The dates of a document by where they stand, as its JSON gives them.
fn dates(document: &Document) -> Vec<(String, String)> {
    let json = export::json(&[document], &[]);
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut found = Vec::new();
    collect("", &value, &mut found);
    found
}

fn collect(name: &str, value: &serde_json::Value, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(text)
            if matches!(name, "edtf" | "date" | "sent_at" | "received_at") =>
        {
            found.push((name.to_owned(), text.clone()));
        }
        serde_json::Value::Array(values) => {
            for value in values {
                collect(name, value, found);
            }
        }
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                collect(name, value, found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_date_of_every_source_is_edtf() {
    let mut wrong = Vec::new();
    let mut all = 0;
    for path in files(".", &["xml", "txt", "html"]) {
        let bytes = std::fs::read(&path).expect("readable");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let Ok(reading) = source::read(&name, bytes, &Alone) else {
            continue;
        };
        for document in &reading.documents {
            for (field, date) in dates(document) {
                all += 1;
                // A moment of sending or receiving is ISO 8601, and may end with its minutes.
                let is_minute = field.ends_with("_at") && is_moment(&format!("{date}:00"));
                if !is_edtf(&date) && !is_minute {
                    wrong.push(format!("{name}: {field} {date}"));
                }
            }
        }
    }
    eprintln!("{all} dates");
    assert!(
        wrong.is_empty(),
        "{} of {all}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What the dates of a TEI body, one after the other, are in EDTF.
fn read(body: &str) -> Vec<String> {
    let text = format!("<TEI><text><body><p>{body}</p></body></text></TEI>");
    let reading = tei::read("test", Decoded::utf8(text), &Alone, Vec::new());
    let found = dates(&reading.documents[0]).into_iter();
    found
        .filter(|(name, _)| name == "date")
        .map(|(_, date)| date)
        .collect()
}

#[test]
fn what_attributes_say_is_what_is_given() {
    for (attributes, expected) in [
        ("when='1945-11-11'", "1945-11-11"),
        (
            "when='1945-11-11T22:40:00+01:00'",
            "1945-11-11T22:40:00+01:00",
        ),
        (
            "notBefore='1810-07-11' notAfter='1810-07-18' cert='medium'",
            "[1810-07-11..1810-07-18]",
        ),
        ("notBefore='1932-12-20'", "[1932-12-20..]"),
        ("from='1911-05-01' to='1911-05-03'", "1911-05-01/1911-05-03"),
        (
            "from='1973-04-16T10:03:00' to='1973-04-16T11:45:00'",
            "1973-04-16",
        ),
        ("when='1911' precision='low'", "1911~"),
        ("when='1911' cert='low'", "1911?"),
        ("when='--11-11'", "XXXX-11-11"),
    ] {
        assert_eq!(
            read(&format!("<date {attributes}>then</date>")),
            [expected],
            "{attributes}"
        );
    }
    assert_eq!(
        read("<date when-custom='AUC 709'>then</date><date when='1945-02-30'>never</date>"),
        [""; 0]
    );
}
