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
    if symbol.len() > LONGEST || !is_symbol(&symbol) {
        return None;
    }
    line.is_classification = false;
    line.symbol = Some(symbol.trim_end_matches(['.', ',']).to_owned());
    Some(line)
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
