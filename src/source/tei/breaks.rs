//! Breaks of lines, columns and pages: whether a word ends at one or goes on, and the hyphens that only end a line.
//!
//! A word goes on where `break` says so (TEI P5, chapter 3.11.3), where an unambiguous hyphen stands before the break, and
//! where an edition puts a page break between two letters though it has blanks round its others. The hyphen is then none of
//! the text; the break keeps it.

use super::builder::Builder;
use super::division::Division;
use crate::document::{BlockKind, Kind, Printed};
use crate::source::xml::Attributes;

impl Builder<'_> {
    /// Takes a break: white space, or nothing where the word goes on.
    pub(super) fn open_break(&mut self, kind: Kind, attributes: Attributes<'_>) {
        let context = self.frames.context();
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
            Division::Within => self.space.join(),
            Division::Between => self.space.is_pending = true,
            Division::Unsaid => {}
        }
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
