//! How the bodies of notes begin: `[1]`, `1.`, `¹`, `*`, `［一］`.
//!
//! Knows one line, and nothing of where it stands.

use super::{Style, number, superscript};
use crate::document::Span;

/// A line that may begin a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) label: String,
    pub(super) style: Style,
    /// The mark with the space behind it.
    pub(super) mark: Span,
    /// Whether only its number shows that it is a note: what follows begins in lower case.
    pub(super) is_doubtful: bool,
}

/// The note that a line begins.
pub(super) fn start(text: &str, line: Span) -> Option<Start> {
    let words = line.of(text);
    let (label, length, style) = label(words)?;
    let rest = words.get(length..)?;
    let space = rest.len() - rest.trim_start().len();
    let is_body = matches!(style, Style::Bracketed | Style::Sign | Style::Superscript) || space > 0;
    let next = rest.trim_start().chars().next();
    let starts_well = match style {
        Style::Plain => next
            .is_some_and(|c| c.is_alphabetic() || matches!(c, '‘' | '“' | '\'' | '"' | '[' | '(')),
        Style::Sign => next.is_some(),
        _ => true,
    };
    let is_doubtful = style == Style::Plain && next.is_some_and(char::is_lowercase);
    (is_body && starts_well).then(|| Start {
        label,
        style,
        mark: Span::new(line.start, line.start + length + space),
        is_doubtful,
    })
}

/// The label at the start of a line, its length with its signs, and how it is written.
fn label(words: &str) -> Option<(String, usize, Style)> {
    /// `二十三`, in bytes.
    const LONGEST: usize = 9;
    if let Some((label, length)) = superscript(words) {
        return Some((label, length, Style::Superscript));
    }
    if let Some((label, length)) = named(words) {
        return Some((label, length, Style::Bracketed));
    }
    for (open, close, style) in [
        ("[^", "]", Style::Bracketed),
        ("[", "]", Style::Bracketed),
        ("［", "］", Style::Bracketed),
        ("〔", "〕", Style::Bracketed),
        ("(", ")", Style::Round),
        ("（", "）", Style::Round),
    ] {
        if let Some(inner) = words.strip_prefix(open) {
            let end = inner.find(close).filter(|&end| end <= LONGEST)?;
            let label = inner.get(..end).filter(|label| number(label).is_some())?;
            let length = open.len() + end + close.len();
            let colon = usize::from(words.get(length..)?.starts_with(':'));
            return Some((label.to_owned(), length + colon, style));
        }
    }
    for sign in ["***", "**", "*", "x/", "xx/", "†", "‡"] {
        if words.starts_with(sign)
            && !words.get(sign.len()..)?.starts_with(['*', ' '])
                | words.get(sign.len()..)?.starts_with(' ')
        {
            let stop = usize::from(words.get(sign.len()..)?.starts_with('.'));
            let behind = words.get(sign.len() + stop..)?;
            return behind
                .starts_with(' ')
                .then(|| (sign.to_owned(), sign.len() + stop, Style::Sign));
        }
    }
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let label = words
        .get(..digits)
        .filter(|label| (1..=3).contains(&label.len()))?;
    match words.get(digits..)?.chars().next()? {
        '.' => Some((label.to_owned(), digits + 1, Style::Stopped)),
        ' ' => Some((label.to_owned(), digits, Style::Plain)),
        _ => None,
    }
}

/// `[^note]: words`: a name where others have a number.
fn named(words: &str) -> Option<(String, usize)> {
    let (label, _) = words.strip_prefix("[^")?.split_once("]:")?;
    let is_name = label.len() <= 24
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_name.then(|| (label.to_owned(), label.len() + "[^]:".len()))
}
