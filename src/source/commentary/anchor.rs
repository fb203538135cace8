//! Finding a quotation in a document, whatever its white space.

use crate::document::{Document, FlowId, Place, Span};

/// The text of a document in which every stretch of white space is one space.
pub(super) struct Anchors<'a> {
    folded: String,
    /// Where the document's text lies for places of the folded text: a pair for each stretch that keeps its bytes.
    stretches: Vec<(Place, Place)>,
    document: &'a Document,
}

/// How often a quotation was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Once, here.
    Once(Span),
    /// Not at all.
    Never,
    /// This many times.
    Often(usize),
}

impl<'a> Anchors<'a> {
    /// The folded text of a document, its notes included.
    pub(super) fn new(document: &'a Document) -> Self {
        let mut anchors = Self {
            folded: String::with_capacity(document.text().len()),
            stretches: Vec::new(),
            document,
        };
        let mut is_after_space = true;
        for (place, c) in document.text().char_indices() {
            if !c.is_whitespace() {
                anchors.push(place, c);
            } else if !is_after_space {
                anchors.push(place, ' ');
            }
            is_after_space = c.is_whitespace();
        }
        anchors
    }

    /// Where a quotation stands: in the main text, or else in a note.
    pub(super) fn find(&self, quote: &str, before: &str, after: &str) -> Found {
        let (quote, before, after) = (fold(quote), fold(before), fold(after));
        if quote.is_empty() {
            return Found::Never;
        }
        let fits = |&(start, _): &(Place, &str)| {
            let preceding = self.folded.get(..start).unwrap_or_default().trim_end();
            let following = self
                .folded
                .get(start + quote.len()..)
                .unwrap_or_default()
                .trim_start();
            preceding.ends_with(before.as_str()) && following.starts_with(after.as_str())
        };
        let found = self.folded.match_indices(quote.as_str()).filter(fits);
        let spans: Vec<Span> = found
            .map(|(start, quote)| self.span(start, start + quote.len()))
            .collect();
        let is_main = |span: &&Span| self.document.flow_at(span.start) == FlowId::MAIN;
        let in_text: Vec<Span> = spans.iter().filter(is_main).copied().collect();
        match (in_text.as_slice(), spans.as_slice()) {
            ([span], _) | ([], [span]) => Found::Once(*span),
            ([], []) => Found::Never,
            ([], several) | (several, _) => Found::Often(several.len()),
        }
    }

    fn push(&mut self, place: Place, c: char) {
        let at = self.folded.len();
        let continues = self
            .stretches
            .last()
            .is_some_and(|&(folded, own)| own + (at - folded) == place);
        if !continues {
            self.stretches.push((at, place));
        }
        self.folded.push(c);
    }

    /// The stretch of the document for a stretch of the folded text that begins and ends with no space.
    fn span(&self, start: Place, end: Place) -> Span {
        let place = |folded: Place| {
            let after = self
                .stretches
                .partition_point(|&(start, _)| start <= folded);
            let (stretch, own) = self.stretches[after.saturating_sub(1)];
            own + (folded - stretch)
        };
        let last = self
            .folded
            .get(start..end)
            .and_then(|text| text.chars().next_back())
            .map_or(0, char::len_utf8);
        Span::new(place(start), place(end - last) + last)
    }
}

/// A text without white space at its ends, and with one space for each stretch of it within.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Draft;

    #[track_caller]
    fn check(quote: &str, before: &str, after: &str, expected: Result<&str, Found>) {
        let mut draft = Draft::new("test");
        draft.push_str("The five\u{a0}\u{a0} read it; the four did not.");
        draft.end_block();
        draft.push_str("The five read on.");
        draft.end_block();
        draft.open_flow();
        draft.push_str("A note on жизнь and the four.");
        let document = draft.finish().document;
        let found = match Anchors::new(&document).find(quote, before, after) {
            Found::Once(span) => Ok(document.slice(span).to_owned()),
            other => Err(other),
        };
        assert_eq!(found, expected.map(str::to_owned));
    }

    #[test]
    fn a_quotation_is_found_once_or_not_guessed() {
        check("the four", "", "", Ok("the four"));
        check("The five read", "", "it", Ok("The five\u{a0}\u{a0} read"));
        check("The five read", "", "", Err(Found::Often(2)));
        check("read", "five", "on", Ok("read"));
        check("not.  The", "did ", "", Ok("not.\nThe"));
        check("жизнь", "", "", Ok("жизнь"));
        check("The six", "", "", Err(Found::Never));
        check(" ", "", "", Err(Found::Never));
    }
}
