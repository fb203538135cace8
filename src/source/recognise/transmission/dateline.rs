//! Datelines: `Washington, January 3, 1955.`, `Bonn, den 14. März 1961`, `11 November 1945 for the five`.
//!
//! Knows one line, and nothing of where it stands.

use super::Line;
use super::parts::{at_place, date_of, moment, named};
use crate::source::recognise::dates;

/// A place without the article of the day behind it: `Bonn, den`, `Havn, the`, `LA HAVANE, LE`; a line may begin with it.
fn without_article(before: &str) -> &str {
    const ARTICLES: [&str; 18] = [
        "vom", "du", "del", "den", "the", "le", "am", "done at", "dated", "date:", "a", "à", "el",
        "dnia", "il", "li", "den.", "d.",
    ];
    // `г. Москва`, `гор. Киев`: the word for a town.
    let before = ["г. ", "гор. ", "г."]
        .iter()
        .find_map(|town| before.strip_prefix(town))
        .unwrap_or(before);
    let lower = before.to_lowercase();
    if lower.len() != before.len() {
        return before;
    }
    if ARTICLES.contains(&lower.as_str()) {
        return "";
    }
    let before = ARTICLES
        .iter()
        .find(|article| {
            lower.ends_with(&format!(", {article}")) || lower.ends_with(&format!(" {article}"))
        })
        .and_then(|article| before.get(..before.len() - article.len()))
        .unwrap_or(before)
        .trim_end_matches([' ', ',']);
    [
        "Done at ",
        "Done in ",
        "Signed at ",
        "Signed in ",
        "Given at ",
        "Signé à ",
        "Fait à ",
        "Geschehen zu ",
        "Unterzeichnet in ",
        "Firmado en ",
        "Hecho en ",
        "Fatto a ",
        "Совершено в ",
        "Подписано в ",
    ]
    .iter()
    .find_map(|act| before.strip_prefix(act))
    .unwrap_or(before)
}

/// `Opened September, 1975`: a word for what was done then is no place.
fn tells_of_act(before: &str) -> bool {
    const WORDS: [&str; 8] = [
        "date",
        "meeting",
        "session",
        "copyright",
        "spring",
        "summer",
        "autumn",
        "winter",
    ];
    let lower = before.to_lowercase();
    let first = lower.split([' ', ',']).next().unwrap_or_default();
    WORDS.contains(&first) || first.len() > 4 && first.ends_with("ed")
}

/// A word of a place’s name that has no capital: `Frankfurt am Main`, `Rio de Janeiro`.
fn is_small_word(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        ",", "de", "of", "am", "der", "la", "le", "del", "di", "sur", "upon",
    ];
    WORDS.contains(&word)
}

const WEEKDAYS: [&str; 14] = [
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// `morning session`, `afternoon sitting`: of which part of a day a record is.
fn names_sitting(rest: &str) -> bool {
    let words: Vec<String> = rest.split(' ').map(str::to_lowercase).collect();
    let is_sitting = |word: &String| matches!(word.as_str(), "session" | "sitting" | "meeting");
    words.len() <= 3 && words.last().is_some_and(is_sitting)
}

/// `The Marby Courier, Saturday 4 June 1887, Page 3`: a newspaper with its day and page.
pub(super) fn of_newspaper(text: &str) -> Option<Line> {
    const LONGEST: usize = 110;
    let found = dates::find(text).filter(|found| !found.edtf.has_unspecified_digits())?;
    let page = text.get(found.span.end..)?.trim_start_matches([',', ' ']);
    let number = ["Page ", "page ", "p. ", "S. "]
        .iter()
        .find_map(|word| page.strip_prefix(word))?;
    let is_page = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = text.starts_with(char::is_uppercase) && found.span.start > 4;
    (is_page && is_name && text.len() <= LONGEST).then(|| Line {
        date: Some(date_of(text, &found)),
        is_dateline: true,
        ..Line::default()
    })
}

/// `Held in New York, on Tuesday, 4 June 1957, at 3 p.m.`, `Volume 612: debated on Tuesday 3 May 1955`: when and where
/// something was done, as the heads of records say.
pub(super) fn of_occasion(text: &str) -> Option<Line> {
    const LONGEST: usize = 110;
    const ACTS: [&str; 16] = [
        "held",
        "debated",
        "signed",
        "adopted",
        "delivered",
        "given",
        "done",
        "dated",
        "approved",
        "concluded",
        "issued",
        "sitting of",
        "meeting of",
        "session of",
        "séance du",
        "sitzung vom",
    ];
    let behind_label = text
        .split_once(": ")
        .filter(|(label, _)| label.len() <= 24)
        .map_or(text, |(_, rest)| rest);
    let lower = behind_label.to_lowercase();
    let act = ACTS.iter().find(|act| lower.starts_with(**act))?;
    let rest = behind_label.get(act.len()..)?;
    (text.len() <= LONGEST && rest.starts_with(' ')).then_some(())?;
    let found = dates::find(rest).filter(|found| !found.edtf.has_unspecified_digits())?;
    let after = rest
        .get(found.span.end..)?
        .trim_matches([' ', ',', '.', ')']);
    let is_timed =
        dates::time(after).is_some_and(|(span, _)| span.start <= 3 && after.len() <= span.end + 2);
    (after.is_empty() || is_timed || names_sitting(after)).then_some(())?;
    let mut before: Vec<&str> = rest
        .get(..found.span.start)?
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    before.retain(|word| *word != "on" && !WEEKDAYS.contains(&word.to_lowercase().as_str()));
    let mut line = Line {
        date: Some(date_of(rest, &found)),
        is_dateline: true,
        ..Line::default()
    };
    // `at Marby`, `in New York`; what else stands there is no place.
    if let Some((preposition, place)) = before.split_first() {
        let is_place = matches!(*preposition, "in" | "at")
            && (1..=3).contains(&place.len())
            && place
                .iter()
                .all(|word| word.starts_with(char::is_uppercase));
        is_place.then_some(())?;
        line.facts.from.push(at_place(&place.join(" ")));
    }
    Some(line)
}

/// `11 November 1945 for the five`, `Washington, January 3, 1955.`
pub(super) fn dateline(text: &str) -> Option<Line> {
    let found = dates::find(text)?;
    if text.len() > 90 || found.edtf.lacks_year() && found.span.len() + 3 < text.len() {
        return None;
    }
    let before = text
        .get(..found.span.start)?
        .trim_matches([' ', ',', '.', '“', '"', '«', '(', '[', '*', '_']);
    let before = without_article(before);
    // `Friday, 19 September`: a day of the week is no place.
    let before = if WEEKDAYS.contains(&before.to_lowercase().as_str()) {
        ""
    } else {
        before
    };
    let after = text.get(found.span.end..)?;
    let mut line = Line {
        date: Some(date_of(text, &found)),
        is_dateline: true,
        ..Line::default()
    };
    let is_place = !before.contains(['.', ':', ';'])
        && before.split_whitespace().count() <= 4
        && before
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || is_small_word(word))
        && !before.rsplit(' ').next().is_some_and(is_small_word)
        && !tells_of_act(before);
    if !before.is_empty() {
        is_place.then_some(())?;
        line.facts
            .from
            .push(at_place(before.trim_end_matches([' ', ','])));
    }
    let rest = after.trim_matches([
        ' ', ',', '.', '—', '–', '-', ')', ']', '”', '"', ':', '*', '_',
    ]);
    // `4 мая 1950 г.`, `4 maja 1950 r.`: the year’s sign.
    let rest = ["года", "г", "р", "r"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))
        .filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .map_or(rest, |rest| rest.trim_start_matches(['.', ' ', ',']));
    if rest.is_empty()
        || rest.chars().all(|c| c.is_ascii_digit()) && rest.len() <= 2
        || names_sitting(rest)
    {
        return Some(line);
    }
    if let Some(whom) = rest
        .strip_prefix("for ")
        .or_else(|| rest.strip_prefix("to "))
        .filter(|whom| whom.starts_with("the ") && whom.len() < 20)
    {
        line.facts.copies_to.push(named(whom));
        line.is_dateline = false;
        return Some(line);
    }
    let (span, _) = dates::time(rest)?;
    let left = rest.get(span.end..)?.trim_matches(['.', ' ', ',', ']']);
    // `1:25–3:10 p.m.`: a talk from one hour to another; the half of the day stands behind the second.
    if let Some(until) = left.strip_prefix(['–', '-', '—'])
        && span.start <= 3
        && let Some((end, _)) = dates::time(until.trim_start())
        && end.start == 0
        && until.trim_start().len() <= end.len() + 2
    {
        return Some(line);
    }
    if span.start > 3 || left.len() > 4 {
        return None;
    }
    line.facts.sent_at = moment(text).filter(|_| !found.edtf.has_unspecified_digits());
    Some(line)
}
