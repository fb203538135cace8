//! What shows that a list stands behind a text and is one of notes.

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
