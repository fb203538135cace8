//! Text made safe for a terminal: everything that a terminal would act on, or that would not be seen, as a visible symbol.
//!
//! Knows nothing of documents.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a character that cannot be shown as it is is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// As it is.
    Plain,
    /// As a visible symbol; see [`symbol`].
    Symbol,
    /// Not at all: it only says how its neighbours are joined, parted or ordered.
    Nothing,
    /// Not at all, or as a hyphen at the end of a line.
    SoftHyphen,
}

/// The text with everything that a terminal would act on as a visible symbol, on one line: for titles and names.
pub fn shown(text: &str) -> Cow<'_, str> {
    replaced(text, |c, shown| match treatment(c) {
        Treatment::Plain => shown.push(c),
        Treatment::Symbol => push_symbol(shown, c),
        Treatment::Nothing | Treatment::SoftHyphen => {}
    })
}

/// The same with what has no look of its own spelt out as well: for messages, and for the source as it stands.
pub fn spelt_out(text: &str) -> Cow<'_, str> {
    replaced(text, |c, shown| match treatment(c) {
        Treatment::Plain => shown.push(c),
        Treatment::Symbol | Treatment::Nothing | Treatment::SoftHyphen => push_symbol(shown, c),
    })
}

/// The same with its lines and tabs left: for whole files that go to a terminal.
pub fn shown_in_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c, shown| match treatment(c) {
        _ if matches!(c, '\n' | '\t') => shown.push(c),
        Treatment::Plain => shown.push(c),
        Treatment::Symbol | Treatment::Nothing | Treatment::SoftHyphen => push_symbol(shown, c),
    })
}

/// JSON in which nothing is left that a terminal would act on or not show. Outside of strings JSON is plain ASCII, so whatever
/// is met is in a string, and its escape means the same.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    replaced(json, |c, shown| match treatment(c) {
        // The line feed behind it.
        _ if c == '\n' => shown.push(c),
        Treatment::Plain => shown.push(c),
        Treatment::Symbol | Treatment::Nothing | Treatment::SoftHyphen => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing into a string cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        }
    })
}

/// The text with each character that is not plain replaced.
fn replaced(text: &str, replace: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let is_plain = |c: char| treatment(c) == Treatment::Plain;
    let Some(first) = text.find(|c| !is_plain(c)) else {
        return Cow::Borrowed(text);
    };
    let (plain, rest) = text.split_at(first);
    let mut shown = String::with_capacity(text.len() + 16);
    shown.push_str(plain);
    rest.chars().for_each(|c| replace(c, &mut shown));
    Cow::Owned(shown)
}

/// How a character is shown.
pub fn treatment(c: char) -> Treatment {
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
        // is; deprecated format characters and interlinear annotation; format characters of shorthand and of music; tags, an
        // ASCII that nobody sees, and the code points kept for more of them (Default_Ignorable_Code_Point, UAX #44), but for
        // the variation selectors among them.
        '\u{2028}'..='\u{202e}'
        | '\u{2065}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => Treatment::Symbol,
        c if c.width().is_none() => Treatment::Symbol,
        _ => Treatment::Plain,
    }
}

/// Whether a character beyond ASCII is shown as it is, one column wide, and never joined to another of these or to ASCII into
/// one cluster (UAX #29): letters of Latin and Cyrillic, quotation marks, dashes, the signs of rules. For speed: most text is
/// of these, and so needs no segmentation. The marks © and ® are left out, which pictures are made of.
pub fn is_letter_by_itself(c: char) -> bool {
    matches!(c,
        '\u{a1}'..='\u{a8}'
        | '\u{aa}'..='\u{ac}'
        | '\u{af}'..='\u{2ff}'
        | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{52f}'
        | '\u{2010}'..='\u{2027}'
        | '─'
        | '│')
}

/// What stands for a cluster that has no room on any line.
pub const REPLACEMENT: &str = "\u{fffd}";

/// Whether a character is white space that shows as nothing but space.
pub fn is_blank(c: char) -> bool {
    c == '\t' || (c.is_whitespace() && treatment(c) == Treatment::Plain)
}

/// What stands for a cluster of which some character is shown as a symbol.
pub fn symbol(cluster: &str) -> String {
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
    fn what_is_not_seen_is_spelt_out_in_messages() {
        assert_eq!(
            spelt_out("a\u{200b}b\u{2060}c\u{e0041}\u{206a}\u{fff9}\u{ad}\u{200f}\n"),
            "a‹U+200B›b‹U+2060›c‹U+E0041›‹U+206A›‹U+FFF9›‹U+00AD›‹U+200F›␊"
        );
        assert_eq!(
            shown_in_lines("a\tb\n\u{9b}\u{200b}"),
            "a\tb\n‹U+009B›‹U+200B›"
        );
    }

    #[test]
    fn a_letter_by_itself_is_a_cluster_of_one_column() {
        use unicode_segmentation::UnicodeSegmentation;
        let all = || ('\u{80}'..='\u{ffff}').filter(|&c| is_letter_by_itself(c));
        assert!(all().count() > 900);
        for c in all() {
            assert_eq!(
                (treatment(c), width(&c.to_string())),
                (Treatment::Plain, 1),
                "{c:?}"
            );
            assert!(!c.is_whitespace(), "{c:?}");
            for pair in [
                format!("a{c}"),
                format!("{c}a"),
                format!("{c}{c}"),
                format!("é{c}ж"),
            ] {
                let clusters = pair.graphemes(true).count();
                assert_eq!(clusters, pair.chars().count(), "{pair:?}");
                assert_eq!(width(&pair), clusters, "{pair:?}");
            }
        }
    }

    #[test]
    fn json_means_the_same_when_it_is_escaped() {
        let hostile = "\u{1b}\u{7f}\u{9b}\u{202e}\u{200b}\u{e0041} ж";
        let json = serde_json::to_string(hostile).expect("JSON");
        let escaped = escaped_json(&json);
        assert!(
            escaped.chars().all(|c| treatment(c) == Treatment::Plain),
            "{escaped}"
        );
        assert_eq!(
            serde_json::from_str::<String>(&escaped).expect("JSON"),
            hostile
        );
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
