//! What shows that a figure refers to a note, and that a list behind a text is one of notes.

use crate::document::Span;

/// The sign with which a site leads back from a note to the text.
pub(super) fn has_arrow(line: &str) -> bool {
    line.trim_end_matches(['\u{fe0e}', ' ', '\u{a0}'])
        .ends_with(['↩', '↑', '⏎'])
}

/// `- Source: …`, as a list is copied whose numbers were no text.
pub(super) fn is_dashed(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("– ") || line.starts_with("• ")
}

/// Whether a short line that is no sentence stands before a line, as a name does under a text.
pub(super) fn is_behind_signature(text: &str, lines: &[Span], at: usize) -> bool {
    let before = at
        .checked_sub(1)
        .map_or("", |before| lines[before].of(text));
    !before.is_empty()
        && before.len() <= 40
        && !before.ends_with(['.', ':', ';', ',', '?'])
        && before.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '(' | '/'))
}

/// Whether a figure is glued to the word or stop before it and ends there.
pub(super) fn is_glued(text: &str, at: usize, length: usize) -> bool {
    let mut before = text.get(..at).unwrap_or_default().chars().rev();
    let last = before.next();
    let one_before = before.next();
    let next = text.get(at + length..).and_then(|rest| rest.chars().next());
    let after_word =
        last.is_some_and(|c| c.is_alphabetic() || matches!(c, '”' | '’' | ')' | ']' | '‘' | '"'));
    let after_stop = last.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '?' | '!'))
        && one_before.is_some_and(|c| !c.is_whitespace());
    let ends = next.is_none_or(|c| !c.is_alphanumeric());
    ends && (after_word || after_stop)
}
