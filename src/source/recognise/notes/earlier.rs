//! Lists of notes behind an earlier part of a text: a letter with its notes, and an enclosure with its own.
//!
//! A list is one only where the text refers to each of its notes before it, and to note 1 again behind it.

use std::ops::Range;

use super::labels::start;
use super::{Style, number};
use crate::document::Span;

/// How many paragraphs of a note may stand before the next.
const MOST_OWN: usize = 3;

/// The lists before the one that begins at the line `until`, in order. Of the last note of each, its first line.
pub(super) fn lists(text: &str, lines: &[Span], until: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Note 1 of each list is referred to before it; without two references there is one list.
    let ones: Vec<usize> = (0..until)
        .filter(|&at| refers(text, lines[at], 1))
        .collect();
    if ones.len() < 2 {
        return found;
    }
    let mut from = 0;
    while let Some(list) = next_list(text, lines, &ones, from, until) {
        from = list.end;
        found.push(list);
    }
    found
}

fn next_list(
    text: &str,
    lines: &[Span],
    ones: &[usize],
    from: usize,
    until: usize,
) -> Option<Range<usize>> {
    (from + 1..until).find_map(|at| {
        let first = note(text, lines[at]).filter(|&(value, _)| value == 1)?;
        let list = at..list_end(text, lines, at, until, first.1);
        let is_behind = |place: usize| ones.iter().any(|&one| one >= place);
        let is_before = ones.iter().any(|&one| (from..at).contains(&one));
        if !is_before || !is_behind(list.end) {
            return None;
        }
        let before = lines.get(from..at)?;
        let count = (list.clone())
            .filter(|&line| note(text, lines[line]).is_some_and(|(_, style)| style == first.1))
            .count();
        let is_referred = |value| before.iter().any(|&line| refers(text, line, value));
        (2..=count).all(is_referred).then_some(list)
    })
}

/// Behind the first line of the last note that counts on from the one at `first`.
fn list_end(text: &str, lines: &[Span], first: usize, until: usize, style: Style) -> usize {
    let (mut end, mut wanted) = (first + 1, 2);
    let behind = lines.iter().enumerate().take(until).skip(first + 1);
    for (at, &line) in behind {
        if note(text, line) == Some((wanted, style)) {
            (end, wanted) = (at + 1, wanted + 1);
        } else if at >= end + MOST_OWN {
            break;
        }
    }
    end
}

/// The number of the note that a line begins, and how its mark is written.
fn note(text: &str, line: Span) -> Option<(usize, Style)> {
    let start = start(text, line)?;
    let is_numbered = matches!(
        start.style,
        Style::Plain | Style::Bracketed | Style::Stopped
    );
    let value = number(&start.label).filter(|_| is_numbered)?;
    Some((usize::try_from(value).ok()?, start.style))
}

/// Whether a line refers to a note in brackets.
fn refers(text: &str, line: Span, value: usize) -> bool {
    let sign = format!("[{value}]");
    line.of(text).find(&sign).is_some_and(|at| at > 0)
}
