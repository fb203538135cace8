//! Breaks of lines, columns and pages: whether a word ends at one or goes on, and the hyphens that only end a line.
//!
//! A word goes on where `break` says so (TEI P5, chapter 3.11.3), where an unambiguous hyphen stands before the break, and
//! where an edition puts a page break between two letters though it has blanks round its others. The hyphen is then none of
//! the text; the break keeps it.

use super::builder::{Builder, Space};
use super::describe::value;
use crate::document::{BlockKind, Kind, Printed};
use crate::source::xml::{Attributes, Lexer, Token, local};

/// How many tokens behind a hyphen its break is looked for. Between them stand closing tags, comments, other breaks.
const AHEAD: usize = 12;

/// A sign at the end of a line within a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hyphen {
    pub(super) sign: char,
    /// Whether it never is part of a word, so that the word goes on though the break does not say so: the signs of
    /// Transkribus and the DTA, and the soft hyphen.
    pub(super) is_unambiguous: bool,
}

/// The hyphen at the end of a text.
pub(super) fn division(text: &str) -> Option<Hyphen> {
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
enum Division {
    /// The word goes on.
    Within,
    /// The word ends.
    Between,
    /// Nothing.
    Unsaid,
}

impl Division {
    fn of(attributes: Attributes<'_>) -> Self {
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

impl Builder<'_> {
    /// Takes a break: white space, or nothing where the word goes on.
    pub(super) fn open_break(&mut self, kind: Kind, attributes: Attributes<'_>) {
        let context = self.context();
        let is_in_block = self
            .current
            .is_some_and(|current| self.sheets[current].draft.is_in_block());
        let hyphen = self.space.divided_by;
        let division = match Division::of(attributes) {
            Division::Unsaid if hyphen.is_some() || self.space.is_joined => Division::Within,
            Division::Unsaid if kind == Kind::LineBreak => Division::Between,
            Division::Unsaid if kind == Kind::PageBreak && self.pages_part_words => {
                Division::Between
            }
            division => division,
        };
        let parts_lines = kind == Kind::LineBreak
            && matches!(
                context.block,
                BlockKind::Dateline
                    | BlockKind::Address
                    | BlockKind::Closer
                    | BlockKind::Signature
                    | BlockKind::Salutation
            );
        if parts_lines && is_in_block && division != Division::Within && !context.is_in_row {
            self.end_block();
        }
        let mut annotation = self.mark(kind, attributes);
        annotation.printed = hyphen.map(|hyphen| Printed {
            before: hyphen.to_string(),
            after: String::new(),
        });
        self.annotate(annotation);
        match division {
            Division::Within if self.space.is_after_lines => self.space.is_pending = true,
            Division::Within => self.join(),
            Division::Between => self.space.is_pending = true,
            Division::Unsaid => {}
        }
    }

    /// Joins the next word to the last.
    pub(super) fn join(&mut self) {
        self.space = Space {
            is_joined: true,
            ..Space::default()
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Alone, Decoded, tei};

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let text = format!("<TEI><text><body><p>{body}</p></body></text></TEI>");
        let reading = tei::read("test", Decoded::utf8(text), &Alone, Vec::new());
        assert_eq!(reading.documents[0].text().trim_end(), expected, "{body}");
    }

    #[test]
    fn a_hyphen_that_ends_a_line_is_none_of_the_word() {
        check(
            "wor-<lb break='no'/>king, wor-<pb n='2' break='no'/>king",
            "working, working",
        );
        check(
            "Hand¬<lb/>schrift Zei⸗<lb/>le Mo\u{ad}<pb/>nat",
            "Handschrift Zeile Monat",
        );
        check("Hand¬\n  schrift", "Handschrift");
        check("<hi>wor-</hi><!-- a -->\n <lb break='no'/>king", "working");
        check("wor- <pb/><lb break='no'/>king", "working");
        check("Peru<lb type='hyphenInWord'/>sal", "Perusal");
        check("a well-<lb/>known one", "a well- known one");
        check(
            "well-known - and <lb break='yes'/>so-",
            "well-known - and so-",
        );
    }

    #[test]
    fn a_word_ends_at_a_break_unless_something_says_that_it_goes_on() {
        check(
            "plan<lb break='no'/>ned thing<lb break='yes'/>next",
            "planned thing next",
        );
        check("plan<lb break='no'/> ned", "planned");
        check("one<lb/>two", "one two");
        check("Govern<pb/>ment and <pb/> so", "Government and so");
        check("k<lb/>nnen<pb/>da", "k nnen da");
        check("one<pb/><lb/>two", "one two");
        check("wor<lb break='no'/><pb/>king", "working");
    }
}
