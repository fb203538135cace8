//! Which of many patterns fits a bracket first: patterns without a `*` are looked up, the others tried only where their
//! first or last letter is that of the words.
//!
//! Knows nothing of what the rules behind the patterns say.

use std::collections::HashMap;

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
    exact: [HashMap<String, usize>; 2],
    /// Those that begin with letters, by the first byte, and those that begin with `*`, by the last; in order.
    by_first: HashMap<u8, Vec<usize>>,
    by_last: HashMap<u8, Vec<usize>>,
    /// Those with a `*` at both ends.
    open: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    rule: usize,
    side: Side,
    /// What stands between its stars.
    pieces: Vec<String>,
    /// A star between words stands for at least one word.
    wants_words: bool,
}

impl Patterns {
    /// The patterns of rules, by the rules' numbers.
    pub(super) fn new<'p>(patterns: impl IntoIterator<Item = (usize, Side, &'p str)>) -> Self {
        let mut found = Self::default();
        for (rule, side, text) in patterns {
            let number = found.all.len();
            let pieces: Vec<String> = text.split('*').map(str::to_owned).collect();
            let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
            match (pieces.len(), first, last) {
                (1, ..) => {
                    let exact = &mut found.exact[side as usize];
                    exact.entry(text.to_owned()).or_insert(number);
                }
                (_, Some(&first), _) if first != b'*' => {
                    found.by_first.entry(first).or_default().push(number);
                }
                (_, _, Some(&last)) if last != b'*' => {
                    found.by_last.entry(last).or_default().push(number);
                }
                _ => found.open.push(number),
            }
            found.all.push(Pattern {
                rule,
                side,
                pieces,
                wants_words: text.starts_with('*') || text.ends_with(" *"),
            });
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
                bytes.first().and_then(|first| self.by_first.get(first)),
                bytes.last().and_then(|last| self.by_last.get(last)),
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
        let (first, others) = self.pieces.split_first()?;
        let mut rest = text.strip_prefix(first.as_str())?;
        let mut captured: Option<&str> = None;
        for (index, piece) in others.iter().enumerate() {
            let at = if index + 1 == others.len() {
                let at = rest.len().checked_sub(piece.len())?;
                rest.get(at..).filter(|end| end == piece).map(|_| at)?
            } else {
                rest.find(piece.as_str())?
            };
            captured.get_or_insert(rest.get(..at)?);
            rest = rest.get(at + piece.len()..)?;
        }
        let captured = captured.unwrap_or_default().trim();
        (!captured.is_empty() || !self.wants_words).then_some(captured)
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
            .map(|(number, pattern)| (number, Side::Whole, *pattern));
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
