//! The number of a document in its series, as head lines print it.

use super::Line;
use super::levels;
use crate::source::recognise::{archive, dates};

/// The symbol of a document alone on its line, or with its secrecy: `PR/11/57 (Ottawa)`, `F.N.33.`, `114-11234/68 geheim`,
/// `C.P. (49) 12`.
pub(super) fn symbol_line(text: &str) -> Option<Line> {
    const LONGEST: usize = 40;
    let words: Vec<&str> = text.split(' ').collect();
    let levels_at = (1..words.len()).find_map(|at| {
        let level = levels::line(&words[at..].join(" "))?;
        level.facts.number.is_none().then_some((at, level))
    });
    let (end, mut line) = match levels_at {
        Some((at, level)) => (at, level),
        None => (words.len(), Line::default()),
    };
    let symbol = words[..end].join(" ");
    // Before a degree of secrecy the sign of a file may be written in any way: `St.S. 1204/66 VS-vertraulich`.
    let is_file = end < words.len()
        && end <= 3
        && symbol.contains('/')
        && symbol.contains(|c: char| c.is_ascii_digit())
        && symbol.starts_with(char::is_alphanumeric);
    if symbol.len() > LONGEST || !(is_symbol(&symbol) || is_file) || is_numbered(&symbol) {
        return None;
    }
    line.is_classification = false;
    line.symbol = Some(symbol.trim_end_matches(['.', ',']).to_owned());
    Some(line)
}

/// `412. DEA/50121-40`: the number of a document in its edition stands before the file.
fn is_numbered(symbol: &str) -> bool {
    let rest = symbol.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < symbol.len() && rest.starts_with(". ")
}

/// The number of a document in its edition and the file in which it lies: `412. DEA/50121-40`.
pub fn numbered_file(text: &str) -> Option<(&str, &str)> {
    let (number, file) = text.split_once(". ")?;
    let is_number =
        (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && is_symbol(file)).then_some((number, file))
}

/// `T. s.n.d. 4412/88. Havn, 4 giugno 1957, ore 20.`: number, place and date one behind the other, parted by stops.
pub(super) fn segmented(text: &str) -> Option<Line> {
    /// Longer beginnings are sentences.
    const LONGEST: usize = 40;
    let mut cuts = text.rmatch_indices(". ").map(|(at, _)| at);
    cuts.find_map(|at| {
        let before = text.get(..at).filter(|before| before.len() <= LONGEST)?;
        let line = super::dateline::dateline(text.get(at + 2..)?)?;
        let is_placed = line.facts.from.iter().any(|party| party.place.is_some());
        let is_number = before.contains(|c: char| c.is_ascii_digit())
            && before.split(' ').count() <= 4
            && dates::find(before).is_none();
        (is_placed && is_number).then_some(line)
    })
}

/// Whether words are the symbol of a document: capitals and figures parted by strokes, stops or a year in brackets. A date is
/// none, nor is the shelf mark of an archive.
fn is_symbol(words: &str) -> bool {
    let (symbol, place) = match words.split_once(" (") {
        Some((symbol, place)) if place.ends_with(')') && place.contains(char::is_lowercase) => {
            (symbol, place.trim_end_matches(')'))
        }
        _ => (words, ""),
    };
    let is_place = place.chars().all(|c| c.is_alphabetic() || c == ' ');
    let symbol = symbol.trim_end_matches(['.', ',']);
    let is_written = symbol.split(' ').count() <= 3
        && symbol.chars().all(|c| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '/' | '.' | '-' | '(' | ')' | ' ' | '–')
        });
    let has_figure = symbol.contains(|c: char| c.is_ascii_digit());
    let has_letter = symbol.contains(char::is_uppercase);
    // `417/178/10`, `PR/11/57`, `114-11234/68`
    let strokes = symbol.matches('/').count();
    let is_stroked = strokes >= 2 || strokes == 1 && (has_letter || symbol.contains('-'));
    // `F.N.33`, `O.JA 7484`: initials with stops before the figures, never behind them as in `3.B.`
    let initials = symbol
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or_default();
    let is_initials = has_letter
        && symbol.get(..initials).is_some_and(|letters| {
            letters.contains('.') && letters.starts_with(char::is_uppercase) && letters.len() <= 8
        })
        && symbol
            .get(initials..)
            .is_some_and(|figures| figures.bytes().all(|byte| byte.is_ascii_digit()));
    // `JIC(57)12`, `C.P. (49) 12`
    let is_dated = has_letter && symbol.contains('(') && symbol.contains(')');
    is_place
        && is_written
        && has_figure
        && (is_stroked || is_initials || is_dated)
        && !symbol.starts_with(['/', '-', ')'])
        && dates::find(words).is_none()
        && !archive::is_source_line(words)
}

/// A head line without what an edition says of the copy: `276 (extract) PARIS`, `unnumbered LONDON, [`.
pub(super) fn without_remarks(words: &str) -> String {
    const REMARKS: [&str; 8] = [
        "(extract)",
        "(extracts)",
        "[extract]",
        "[extracts]",
        "unnumbered",
        "extract",
        "extracts",
        "(draft)",
    ];
    let kept: Vec<&str> = words
        .split(' ')
        .filter(|word| !REMARKS.contains(&word.trim_end_matches(',').to_lowercase().as_str()))
        .collect();
    kept.join(" ")
}

/// How long the number is with which a stretch begins, the name of its series before it: `84`, `UN441`, `Winch 9`. A place in
/// capitals is no series.
pub(super) fn series_number(words: &str) -> usize {
    const LONGEST: usize = 16;
    let has_figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let mut parts = words.split([' ', ',']);
    let first = parts.next().unwrap_or_default();
    if has_figure(first) {
        return if first.len() < LONGEST {
            first.len()
        } else {
            0
        };
    }
    let second = parts.next().unwrap_or_default();
    let is_series = first.chars().skip(1).any(char::is_lowercase)
        && first.starts_with(char::is_uppercase)
        && words
            .get(first.len()..)
            .is_some_and(|rest| rest.starts_with(' '))
        && second.starts_with(|c: char| c.is_ascii_digit())
        && second.bytes().all(|byte| byte.is_ascii_digit());
    if is_series {
        first.len() + 1 + second.len()
    } else {
        0
    }
}
