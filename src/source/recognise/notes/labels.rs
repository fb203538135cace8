//! How the bodies of notes begin: `[1]`, `1.`, `¹`, `*`, `［一］`.
//!
//! Knows one line, and nothing of where it stands.

use super::{Style, number, superscript};

/// The label at the start of a line, its length with its signs, and how it is written.
pub(super) fn label(words: &str) -> Option<(String, usize, Style)> {
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
