//! What `rend`, `rendition` and `style` say of how words look: words of many editions and languages, and the kinds they mean.
//!
//! TEI leaves the values of `rend` to each edition (P5, chapter 1.3.1.1.3). Words are compared without capitals, hyphens,
//! underscores and figures, so that `Strike-Through` and `indent-2` are `strikethrough` and `indent`. Knows no elements.

use std::collections::HashMap;

use crate::document::Kind;
use crate::source::xml::{Attributes, local};

/// The attributes that say how words look.
const ATTRIBUTES: [&str; 3] = ["rend", "rendition", "style"];

/// The kinds of words by their folded forms; none for words that say nothing that is shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks(HashMap<String, Option<Kind>>);

impl Looks {
    /// Adds words of one kind, instead of what they meant before.
    pub(super) fn add(&mut self, words: &[String], kind: Option<Kind>) {
        self.0.extend(words.iter().map(|word| (folded(word), kind)));
    }

    /// These words, and another table's before them.
    pub(super) fn extend(&mut self, other: &Self) {
        let others = other.0.iter().map(|(word, kind)| (word.clone(), *kind));
        self.0.extend(others);
    }

    /// The kinds that an element's attributes mean, each once, in the order of the words.
    pub(super) fn of(&self, attributes: Attributes<'_>) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for value in attributes.filter_map(look) {
            for word in self.words(value) {
                let kind = self.0.get(&folded(word)).copied().flatten();
                kinds.extend(kind.filter(|kind| !kinds.contains(kind)));
            }
        }
        kinds
    }

    /// Whether a value of `rend` says that words are struck out.
    pub(super) fn is_struck(&self, value: &str) -> bool {
        self.words(value)
            .any(|word| self.0.get(&folded(word)) == Some(&Some(Kind::Deletion)))
    }

    /// The words of `rend` that are not in the table.
    pub(super) fn unknown<'a>(
        &'a self,
        attributes: Attributes<'a>,
    ) -> impl Iterator<Item = &'a str> {
        let words = attributes
            .filter(|(name, _)| local(name) == "rend")
            .flat_map(|(_, value)| self.words(value));
        words.filter(|word| {
            let folded = folded(word);
            !folded.is_empty() && !self.0.contains_key(&folded)
        })
    }

    /// The words of a value: itself, if the table has it whole (`crossed out`), else its parts, those that it denies
    /// (`bold:false`) left out.
    fn words<'a>(&'a self, value: &'a str) -> impl Iterator<Item = &'a str> {
        let is_known = self.0.contains_key(&folded(value));
        let parts = value
            .split([' ', '\t', '\n', ';', ',', '#', '/'])
            .filter(|part| !part.to_ascii_lowercase().ends_with(":false"))
            .flat_map(|part| part.split([':', '(', ')']))
            .filter(|part| !part.is_empty());
        is_known
            .then_some(value)
            .into_iter()
            .chain(parts.filter(move |_| !is_known))
    }
}

/// The value of an attribute that says how words look.
fn look<'a>((name, value): (&'a str, &'a str)) -> Option<&'a str> {
    ATTRIBUTES.contains(&local(name)).then_some(value)
}

/// A word without capitals and without what is no letter.
fn folded(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tei::Mapping;

    #[track_caller]
    fn check(attributes: &str, expected: &[Kind]) {
        let found = Mapping::built_in().looks().of(Attributes(attributes));
        assert_eq!(found, expected, "{attributes}");
    }

    #[test]
    fn struck_out_words_are_known_in_their_many_spellings() {
        for value in [
            "strikethrough",
            "strike",
            "str",
            "Strike-Through",
            "struck out",
            "crossed_out",
            "line-through",
            "text-decoration: line-through;",
            "strikethrough:true;",
            "textStrike:true; ",
            "overstrike",
            "cancelled",
            "durchgestrichen",
        ] {
            check(&format!(" rend='{value}'"), &[Kind::Deletion]);
        }
        check(" style='text-decoration:line-through'", &[Kind::Deletion]);
        check(" rend='strikethrough:false;'", &[]);
    }

    #[test]
    fn several_looks_hold_together() {
        check(
            " rend='underlined:true; superscript:true;'",
            &[Kind::Underlined, Kind::Superscript],
        );
        check(
            " rend='sup underline'",
            &[Kind::Superscript, Kind::Underlined],
        );
        check(
            " rend='bold' rendition='#b #i'",
            &[Kind::Bold, Kind::Italic],
        );
        check(" type='italic'", &[]);
    }

    #[test]
    fn words_that_are_not_known_are_named() {
        let unknown = |value: &str| -> Vec<String> {
            let attributes = format!(" rend='{value}'");
            let looks = Mapping::built_in().looks();
            let words = looks.unknown(Attributes(&attributes));
            words.map(str::to_owned).collect()
        };
        assert_eq!(unknown("wavy bold indent-2.5 align(center)"), ["wavy"]);
        assert_eq!(unknown("struck out"), [""; 0]);
    }
}
