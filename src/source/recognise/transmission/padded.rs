//! Lines whose parts are pushed apart by white space: author or number at the left, place and date at the right.
//!
//! Each part is read by itself; the line is one of transmission only if all of them are.

use super::{Line, line, merge};
use crate::document::Party;

/// White space as wide as this parts; narrower gaps are typing.
const GAP: usize = 4;

/// `L. Holm                    Strand, 12 September 1996`
pub(super) fn padded(printed: &str) -> Option<Line> {
    let parts = parts(printed);
    let (&last, before) = parts
        .split_last()
        .filter(|(_, before)| !before.is_empty())?;
    // One of the parts has its date, or nothing tells the line from a row of a table.
    let mut whole = line(last)?;
    let is_dated = whole.date.is_some();
    for part in before {
        if let Some(read) = line(part) {
            merge(&mut whole.facts, read.facts);
            whole.date = whole.date.or(read.date);
            whole.other.extend(read.other);
            whole.genre = whole.genre.or(read.genre);
            whole.symbol = whole.symbol.or(read.symbol);
        } else if is_dated && is_author(part) {
            author(part, &mut whole);
        } else {
            return None;
        }
    }
    (whole.is_dateline, whole.is_classification) = (false, false);
    Some(whole)
}

/// The writer's name, with the place that the line gives.
fn author(name: &str, line: &mut Line) {
    let known = line
        .facts
        .from
        .iter_mut()
        .find(|party| party.name.is_none());
    match known {
        Some(party) => party.name = Some(name.to_owned()),
        None => line.facts.from.push(Party {
            name: Some(name.to_owned()),
            place: None,
        }),
    }
}

/// Whether a part is a person's name: two to four words with capitals, the first perhaps initials.
fn is_author(part: &str) -> bool {
    let words: Vec<&str> = part.split(' ').collect();
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
            || matches!(*word, "von" | "van" | "de" | "der" | "da" | "zu")
    };
    let has_surname = words.last().is_some_and(|word| word.chars().count() > 2);
    (2..=4).contains(&words.len())
        && words.iter().all(is_name)
        && has_surname
        && part.contains(char::is_lowercase)
        && super::genre(part).is_none()
}

fn parts(printed: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut gap: Option<usize> = None;
    for (at, c) in printed.char_indices().chain([(printed.len(), 'x')]) {
        if c.is_whitespace() && at < printed.len() {
            gap.get_or_insert(at);
            continue;
        }
        let Some(from) = gap.take() else { continue };
        let space = printed.get(from..at).unwrap_or_default();
        if space.chars().count() >= GAP || space.contains('\t') {
            parts.extend(printed.get(start..from).map(str::trim));
            start = at;
        }
    }
    parts.extend(printed.get(start..).map(str::trim));
    parts.retain(|part| !part.is_empty());
    parts
}
