//! Which of many patterns fits a bracket first: patterns without a `*` are looked up, the others tried only where their
//! first or last letter is that of the words.
//!
//! Knows nothing of what the rules behind the patterns say.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What of a bracket a pattern is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Side {
    /// All that stands in it.
    Whole,
    /// What stands before its colon, or is all that stands there.
    Label,
}

/// Patterns in the order in which the first that fits holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// Those without a `*`, by their side and words: the first of each.
    exact: [HashMap<Cow<'static, str>, usize, BuildHasherDefault<Fnv>>; 2],
    /// Those that begin with letters, by the first byte, and those that begin with `*`, by the last; in order.
    by_first: Vec<Vec<usize>>,
    by_last: Vec<Vec<usize>>,
    /// Those with a `*` at both ends.
    open: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    rule: usize,
    side: Side,
    /// Words, with stars between them.
    text: Cow<'static, str>,
}

/// FNV-1a (Fowler, Noll, Vo): cheap on words as short as these, all of which come from the table.
#[derive(Debug, Clone)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Patterns {
    /// The patterns of rules, by the rules' numbers.
    pub(super) fn new(
        patterns: impl IntoIterator<Item = (usize, Side, Cow<'static, str>)>,
    ) -> Self {
        let mut found = Self {
            by_first: vec![Vec::new(); 256],
            by_last: vec![Vec::new(); 256],
            ..Self::default()
        };
        for (rule, side, text) in patterns {
            let number = found.all.len();
            let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
            match (first, last) {
                _ if !text.contains('*') => {
                    let exact = &mut found.exact[side as usize];
                    exact.entry(text.clone()).or_insert(number);
                }
                (Some(&first), _) if first != b'*' => {
                    found.by_first[usize::from(first)].push(number);
                }
                (_, Some(&last)) if last != b'*' => {
                    found.by_last[usize::from(last)].push(number);
                }
                _ => found.open.push(number),
            }
            found.all.push(Pattern { rule, side, text });
        }
        found
    }

    /// The rule of the first pattern that fits, what it was compared with, and what its first `*` stands for.
    pub(super) fn first<'t>(
        &self,
        whole: &'t str,
        label: Option<&'t str>,
    ) -> Option<(usize, Side, &'t str)> {
        let sides = [(Side::Whole, Some(whole)), (Side::Label, label)];
        let mut best: Option<(usize, &str)> = None;
        for (side, text) in sides {
            let Some(text) = text else { continue };
            let mut keep = |number: usize, captured| {
                if best.is_none_or(|(known, _)| number < known) {
                    best = Some((number, captured));
                }
            };
            if let Some(&number) = self.exact[side as usize].get(text) {
                keep(number, "");
            }
            let bytes = text.as_bytes();
            let lists = [
                (bytes.first()).and_then(|&first| self.by_first.get(usize::from(first))),
                (bytes.last()).and_then(|&last| self.by_last.get(usize::from(last))),
                Some(&self.open),
            ];
            for list in lists.into_iter().flatten() {
                let fitting = list.iter().find_map(|&number| {
                    let pattern = &self.all[number];
                    let captured = (pattern.side == side)
                        .then(|| pattern.fit(text))
                        .flatten()?;
                    Some((number, captured))
                });
                if let Some((number, captured)) = fitting {
                    keep(number, captured);
                }
            }
        }
        best.map(|(number, captured)| {
            let pattern = &self.all[number];
            (pattern.rule, pattern.side, captured)
        })
    }
}

impl Pattern {
    /// What the first `*` stands for, if a text fits. Greedy, with one look for each piece, so linear.
    fn fit<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut pieces = self.text.split('*').peekable();
        let mut rest = text.strip_prefix(pieces.next()?)?;
        let mut captured: Option<&str> = None;
        while let Some(piece) = pieces.next() {
            let at = if pieces.peek().is_none() {
                let at = rest.len().checked_sub(piece.len())?;
                rest.get(at..).filter(|end| *end == piece).map(|_| at)?
            } else {
                rest.find(piece)?
            };
            captured.get_or_insert(rest.get(..at)?);
            rest = rest.get(at + piece.len()..)?;
        }
        let captured = captured.unwrap_or_default().trim();
        // A star between words stands for at least one word.
        let wants_words = self.text.starts_with('*') || self.text.ends_with(" *");
        (!captured.is_empty() || !wants_words).then_some(captured)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(patterns: &[&str], text: &str, expected: Option<(usize, &str)>) {
        let numbered = patterns
            .iter()
            .enumerate()
            .map(|(number, pattern)| (number, Side::Whole, Cow::Owned((*pattern).to_owned())));
        let found = Patterns::new(numbered).first(text, None);
        assert_eq!(
            found.map(|(rule, _, captured)| (rule, captured)),
            expected,
            "{text}"
        );
    }

    #[test]
    fn the_first_pattern_that_fits() {
        let patterns = ["* lost", "sic", "page *", "page * of *", "sic*", "*"];
        check(&patterns, "3 words lost", Some((0, "3 words")));
        check(&patterns, "sic", Some((1, "")));
        check(&patterns, "page 1 of 2", Some((2, "1 of 2")));
        check(&patterns, "sicker", Some((4, "ker")));
        check(&patterns, "lost", Some((5, "lost")));
        check(&patterns[..4], "lost", None);
        check(&["page *"], "page", None);
        check(&["от *"], "от руки", Some((0, "руки")));
    }
}
