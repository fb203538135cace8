//! Text made safe for a terminal: everything that a terminal would act on, or that would not be seen, as a visible symbol.
//!
//! Knows nothing of documents.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a character that cannot be shown as it is is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// As it is.
    Plain,
    /// As a visible symbol; see [`symbol`].
    Symbol,
    /// Not at all: it only says how its neighbours are joined, parted or ordered.
    Nothing,
    /// Not at all, or as a hyphen at the end of a line.
    SoftHyphen,
}

/// The text with everything that a terminal would act on as a visible symbol, on one line: for titles and messages.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| treatment(c) == Treatment::Plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match treatment(c) {
            Treatment::Plain => shown.push(c),
            Treatment::Symbol => push_symbol(&mut shown, c),
            Treatment::Nothing | Treatment::SoftHyphen => {}
        }
    }
    Cow::Owned(shown)
}

/// How a character is shown.
pub(super) fn treatment(c: char) -> Treatment {
    match c {
        ' '..='~' => Treatment::Plain,
        '\u{ad}' => Treatment::SoftHyphen,
        // Zero-width space, word joiner and byte order mark; marks of direction, which UAX #9 has acted on by now; the
        // Mongolian vowel separator; invisible operators.
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}' => Treatment::Nothing,
        // Line and paragraph separators; embeddings, overrides and isolates, which can make a text read otherwise than it
        // is; deprecated format characters and interlinear annotation; tags, an ASCII that nobody sees.
        '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Treatment::Symbol,
        c if c.width().is_none() => Treatment::Symbol,
        _ => Treatment::Plain,
    }
}

/// What stands for a cluster that has no room on any line.
pub(super) const REPLACEMENT: &str = "\u{fffd}";

/// Whether a character is white space that shows as nothing but space.
pub(super) fn is_blank(c: char) -> bool {
    c == '\t' || (c.is_whitespace() && treatment(c) == Treatment::Plain)
}

/// What stands for a cluster of which some character is shown as a symbol.
pub(super) fn symbol(cluster: &str) -> String {
    let mut symbol = String::new();
    for c in cluster.chars() {
        match treatment(c) {
            Treatment::Plain => symbol.push(c),
            Treatment::Symbol => push_symbol(&mut symbol, c),
            Treatment::Nothing | Treatment::SoftHyphen => {}
        }
    }
    // A mark that has lost the letter it stood on gets a circle to stand on.
    if width(&symbol) == 0 {
        symbol.insert(0, '◌');
    }
    symbol
}

fn push_symbol(text: &mut String, c: char) {
    match c {
        '\t' => text.push(' '),
        // The control pictures stand in the order of the controls.
        '\0'..='\u{1f}' => text.extend(char::from_u32(0x2400 + c as u32)),
        '\u{7f}' => text.push('␡'),
        '\u{2028}' | '\u{2029}' => text.push('↵'),
        _ => {
            // Writing into a string cannot fail.
            let _ = write!(text, "‹U+{:04X}›", c as u32);
        }
    }
}

/// The width of a text in columns, as the terminal library counts it: by cluster, the half-width sound marks U+FF9E and
/// U+FF9F as one column each.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let sound_marks = text
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'))
        .count();
    text.width() + sound_marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn what_a_terminal_would_act_on_is_seen() {
        check(
            "plain “text” – ж 日本 e\u{301}",
            "plain “text” – ж 日本 e\u{301}",
        );
        check("\u{1b}[31m\u{7}", "␛[31m␇");
        check("a\tb\nc\rd\u{7f}\0", "a b␊c␍d␡␀");
        check("\u{9b}31m\u{85}", "‹U+009B›31m‹U+0085›");
        check(
            "\u{202e}evil\u{2066}\u{2069}",
            "‹U+202E›evil‹U+2066›‹U+2069›",
        );
        check("a\u{ad}b\u{200b}c\u{feff}d\u{200f}", "abcd");
        check("a\u{2028}b", "a↵b");
        check("a\u{e0041}b", "a‹U+E0041›b");
    }

    #[test]
    fn no_control_character_is_left() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = c.to_string();
            let shown = shown(&text);
            assert!(shown.chars().all(|c| !c.is_control()), "U+{:04X}", c as u32);
            assert!(
                shown.chars().all(|c| c.width().is_some()),
                "U+{:04X}",
                c as u32
            );
        }
    }
}
