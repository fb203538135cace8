//! Words divided at breaks: which hyphens only end a line, and which breaks say that a word goes on.
//!
//! Looks at the text and the tokens behind it, and knows nothing of documents.

use super::describe::value;
use crate::source::xml::{Attributes, Lexer, Token, local};

/// How many tokens behind a hyphen its break is looked for. Between them stand closing tags, comments, other breaks.
const AHEAD: usize = 12;

/// A sign at the end of a line within a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Hyphen {
    pub(in crate::source) sign: char,
    /// Whether it never is part of a word, so that the word goes on though the break does not say so: the signs of
    /// Transkribus and the DTA, and the soft hyphen.
    pub(in crate::source) is_unambiguous: bool,
}

/// The hyphen at the end of a text.
pub(in crate::source) fn division(text: &str) -> Option<Hyphen> {
    let sign = text.chars().next_back()?;
    let is_unambiguous = matches!(sign, '¬' | '⸗' | '\u{ad}');
    let is_hyphen = is_unambiguous || matches!(sign, '-' | '\u{2010}' | '⸚' | '=');
    is_hyphen.then_some(Hyphen {
        sign,
        is_unambiguous,
    })
}

/// Whether a text is followed by a break in the middle of its last word, whose hyphen is none of the word.
/// `ahead` stands behind the text.
pub(super) fn is_divided(text: &str, ahead: &Lexer<'_>) -> bool {
    let Some(hyphen) = division(text.trim_end()) else {
        return false;
    };
    for (token, _) in ahead.clone().take(AHEAD) {
        match token {
            Token::Aside | Token::Close(_) => {}
            Token::Text(text) if text.trim().is_empty() => {}
            Token::Open {
                name, attributes, ..
            } => match (local(name), Division::of(Attributes(attributes))) {
                ("lb" | "pb" | "cb" | "gb", Division::Within) => return true,
                ("lb" | "pb" | "cb" | "gb", Division::Unsaid) if hyphen.is_unambiguous => {
                    return true;
                }
                ("lb" | "pb" | "cb" | "gb", Division::Unsaid) | ("milestone" | "anchor", _) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
    false
}

/// What a break says of the word that it stands in or behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Division {
    /// The word goes on.
    Within,
    /// The word ends.
    Between,
    /// Nothing.
    Unsaid,
}

impl Division {
    /// What the attributes of a break say.
    pub(super) fn of(attributes: Attributes<'_>) -> Self {
        match (value(attributes, "break"), value(attributes, "type")) {
            (Some("no" | "maybe"), _) | (None, Some("hyphenInWord" | "inWord")) => Self::Within,
            (Some("yes"), _) => Self::Between,
            _ => Self::Unsaid,
        }
    }
}

/// Whether an edition leaves out the blanks at its page breaks, so that a page ends a word: none of those within a line has
/// one.
pub(super) fn pages_part_words(text: &str) -> bool {
    let mut is_any = false;
    for (at, _) in text.match_indices("<pb") {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at..).and_then(|rest| rest.split_once('>'));
        let behind = behind.map_or("", |(_, behind)| behind);
        let has_blank =
            before.ends_with(char::is_whitespace) || behind.starts_with(char::is_whitespace);
        let is_in_line = !before.trim_end().ends_with('>') && !behind.trim_start().starts_with('<');
        if is_in_line && has_blank {
            return false;
        }
        is_any |= is_in_line;
    }
    is_any && text.contains("<lb")
}
