//! A text folded letter by letter, each letter with its place in the text: for comparisons that allow for errors.

use super::fold::{Case, Folder, Pushed};
use crate::document::Span;

/// A folded text whose letters know where they come from.
#[derive(Debug, Clone, Default)]
pub struct Placed {
    letters: Vec<char>,
    /// For each letter, what it was folded from, the marks that belong to it included.
    spans: Vec<Span>,
}

impl Placed {
    /// Folds a text as the search does: case, accents, apostrophes, dashes, normal forms and white space do not count.
    pub fn new(text: &str) -> Self {
        let mut folder = Folder::new(Case::Folded);
        let mut bytes = Vec::with_capacity(text.len());
        let mut placed = Self::default();
        // Where the last unit begins: in the bytes, and among the letters.
        let mut unit = (0, 0);
        for (at, c) in text.char_indices() {
            let before = bytes.len();
            let end = at + c.len_utf8();
            match folder.push(c, &mut bytes) {
                Pushed::Unit => {
                    unit = (before, placed.letters.len());
                    placed.add(bytes.get(before..).unwrap_or_default(), Span::new(at, end));
                }
                Pushed::Continuation => {
                    // A mark may have changed the letter before it.
                    let start = placed.spans.get(unit.1).map_or(at, |span| span.start);
                    placed.letters.truncate(unit.1);
                    placed.spans.truncate(unit.1);
                    let whole = bytes.get(unit.0..).unwrap_or_default();
                    placed.add(whole, Span::new(start, end));
                }
            }
        }
        placed
    }

    fn add(&mut self, bytes: &[u8], span: Span) {
        for letter in std::str::from_utf8(bytes).unwrap_or_default().chars() {
            self.letters.push(letter);
            self.spans.push(span);
        }
    }

    /// The letters.
    pub fn letters(&self) -> &[char] {
        &self.letters
    }

    /// The stretch of the text for some of the letters, without white space at its ends; `None` if nothing is left.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let letters = self.letters.get(start..end)?;
        let blank = letters.iter().take_while(|c| **c == ' ').count();
        let trailing = letters.iter().rev().take_while(|c| **c == ' ').count();
        if blank == letters.len() {
            return None;
        }
        let (first, last) = (start + blank, end - trailing - 1);
        Some(Span::new(self.spans[first].start, self.spans[last].end))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold_text;
    use super::*;

    #[test]
    fn letters_know_their_places() {
        let text = "Cafe\u{301} ﬁn";
        let placed = Placed::new(text);
        let letters: String = placed.letters().iter().collect();
        assert_eq!(letters, "cafe fin");
        assert_eq!(
            placed.span(3, 5).map(|span| span.of(text)),
            Some("e\u{301}")
        );
        assert_eq!(placed.span(5, 6).map(|span| span.of(text)), Some("ﬁ"));
        assert_eq!(placed.span(4, 5), None);
        assert_eq!(placed.span(7, 99), None);
    }

    proptest! {
        #[test]
        fn it_is_the_fold_of_the_search(text in "\\PC{0,60}") {
            let letters: String = Placed::new(&text).letters().iter().collect();
            prop_assert_eq!(letters, fold_text(&text));
        }

        #[test]
        fn every_letter_lies_on_characters(text in "[a-zé\u{301}ﬁ日 \n\u{ad}İß]{0,40}") {
            let placed = Placed::new(&text);
            for at in 0..placed.letters().len() {
                if let Some(span) = placed.span(at, at + 1) {
                    prop_assert!(!span.of(&text).is_empty());
                }
            }
        }
    }
}
