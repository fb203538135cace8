//! What is said of a file at its end, all at once: references that lead nowhere, looks that no table has.
//!
//! Each would be said hundreds of times otherwise. Knows nothing of documents.

use std::collections::HashSet;

use super::describe::value;
use crate::document::Span;
use crate::problem::Problem;
use crate::source::xml::Attributes;

/// A value of `rend` that no table has, and where it stands first.
#[derive(Debug, Default)]
pub(super) struct UnknownLooks(Vec<(String, Span)>);

impl UnknownLooks {
    /// Remembers a word, if it is new.
    pub(super) fn meet(&mut self, word: &str, tag: Span) {
        if !self.0.iter().any(|(known, _)| known == word) {
            self.0.push((word.to_owned(), tag));
        }
    }

    /// What is to be said of them, all at once.
    pub(super) fn problem(&self) -> Option<Problem> {
        let &(_, tag) = self.0.first()?;
        let names: Vec<&str> = self.0.iter().map(|(word, _)| word.as_str()).collect();
        let what = format!("no look is known for {} in `rend`", listed(&names));
        Some(Problem::new(tag, what).hint(
            "the words are shown as any others; a `[[style]]` in your own `tei.toml` says what it is",
        ))
    }
}

/// The names in a list of names, the first few of many.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 8;
    let shown: Vec<String> = (names.iter().take(MOST))
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The identifiers that a text gives to its elements, wherever they stand.
fn identifiers(text: &str) -> HashSet<&str> {
    let found = text.match_indices("id=").filter_map(|(at, sign)| {
        let quoted = text.get(at + sign.len()..)?;
        let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (name, _) = quoted.get(1..)?.split_once(quote)?;
        Some(name)
    });
    found.collect()
}

/// The places of the same file that references lead to, and where the references stand.
#[derive(Debug, Default)]
pub(super) struct Pointers(Vec<(String, Span)>);

impl Pointers {
    /// Remembers where a reference leads, if into the same file.
    pub(super) fn meet(&mut self, attributes: Attributes<'_>, tag: Span) {
        let target = value(attributes, "target").unwrap_or_default();
        let keys = target
            .split_whitespace()
            .filter_map(|key| key.strip_prefix('#'));
        // An XPointer is no name.
        let names = keys.filter(|key| !key.is_empty() && !key.contains('('));
        self.0.extend(names.map(|key| (key.to_owned(), tag)));
    }

    /// What is to be said of references to places that are not in the file, whose text is `text`; `is_included` knows the
    /// places in files that it includes.
    pub(super) fn problem(
        &self,
        text: &str,
        is_included: impl Fn(&str) -> bool,
    ) -> Option<Problem> {
        let known = identifiers(text);
        let is_missing = |key: &str| !known.contains(key) && !is_included(key);
        let missing: Vec<&(String, Span)> =
            self.0.iter().filter(|(key, _)| is_missing(key)).collect();
        let &&(_, tag) = missing.first()?;
        let mut seen = HashSet::new();
        let keys = missing.iter().map(|(key, _)| key.as_str());
        let names: Vec<&str> = keys.filter(|key| seen.insert(*key)).collect();
        let names = listed(&names);
        let what = match missing.len() {
            1 => format!("this reference leads to {names}, which is not in the file"),
            count => format!("{count} references lead to places that are not in the file: {names}"),
        };
        Some(Problem::new(tag, what).hint("they cannot be followed; give the place an `xml:id`"))
    }
}
