//! What a document says of its own brackets: `Double brackets indicate that the text was crossed out`, `Brackets are in the
//! original`, `Words in square brackets were added by Kirby by hand`.
//!
//! Such a key stands in a bracket or line of its own, or in a note. It holds for the brackets that no rule of the
//! conventions explains: `[Page 4]` stays a page break whatever the key says. Knows the words of keys, and no places.

use super::Paragraph;

/// What a document declares of its double and of its single brackets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declared {
    pub(super) double: Option<Usage>,
    pub(super) single: Option<Usage>,
}

/// What a pair of brackets was used for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Usage {
    /// The words were struck out.
    Deleted,
    /// The words were added by this hand.
    Added(String),
    /// The words are doubtful.
    Unclear,
    /// The words were put in by an editor or translator.
    Supplied,
    /// What stands in them are somebody's remarks, and whether the translator's.
    Remarks(bool),
    /// The document itself has the brackets.
    Original,
}

/// What stands in the way of longer sentences: they tell a story in which brackets occur.
const LONGEST: usize = 240;

impl Declared {
    /// What these paragraphs declare. Looks only at lines that speak of brackets.
    pub fn in_paragraphs<'p>(
        text: &str,
        paragraphs: impl IntoIterator<Item = &'p Paragraph>,
    ) -> Self {
        let finder = memchr::memmem::Finder::new("racket");
        let mut declared = Self::default();
        for line in paragraphs
            .into_iter()
            .flat_map(|paragraph| &paragraph.lines)
        {
            let words = line.of(text);
            if finder.find(words.as_bytes()).is_none() {
                continue;
            }
            for sentence in words.split_inclusive(['.', ';', '[', ']', '=']) {
                declared.add(sentence);
            }
        }
        declared
    }

    /// With what is said elsewhere, where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            double: self.double.or(other.double),
            single: self.single.or(other.single),
        }
    }

    /// Whether single brackets are said to be the document's own, which a note may say of the one that it is about.
    pub fn keeps_single(&self) -> bool {
        self.single == Some(Usage::Original)
    }

    fn add(&mut self, sentence: &str) {
        let lower = sentence.to_lowercase();
        let Some(which) = speaks_of(&lower) else {
            return;
        };
        let Some(usage) = usage(&lower, sentence) else {
            return;
        };
        let slot = match which {
            Which::Double => &mut self.double,
            Which::Single => &mut self.single,
        };
        slot.get_or_insert(usage);
    }
}

enum Which {
    Double,
    Single,
}

/// Which brackets a sentence (in lower case) is about, if it is a key: they or what stands in them are its subject.
fn speaks_of(lower: &str) -> Option<Which> {
    const SUBJECTS: [&str; 13] = [
        "double brackets",
        "double square brackets",
        "square brackets",
        "single brackets",
        "brackets",
        "all brackets",
        "the brackets",
        "bracketed ",
        "words in ",
        "text in ",
        "passages in ",
        "material in ",
        "italics in ",
    ];
    const OTHERS: [&str; 4] = [
        "angle bracket",
        "curly bracket",
        "round bracket",
        "angled bracket",
    ];
    let start = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    let is_short = start.len() <= LONGEST && start.contains("bracket");
    let is_subject = SUBJECTS.iter().any(|subject| start.starts_with(subject))
        || [
            "given in brackets",
            "are in brackets",
            "in square brackets",
            "enclosed in brackets",
            "within brackets",
            "italicized in brackets",
            "italics in brackets",
        ]
        .iter()
        .any(|words| start.contains(words));
    if !is_short || !is_subject || OTHERS.iter().any(|other| start.contains(other)) {
        return None;
    }
    Some(if start.contains("double") {
        Which::Double
    } else {
        Which::Single
    })
}

/// What a key says of them. What was done to the text goes before where it was done: words can be struck out `in the
/// original`.
fn usage(lower: &str, sentence: &str) -> Option<Usage> {
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if says(&[
        "crossed out",
        "struck",
        "stricken",
        "deleted",
        "deletion",
        "cancelled",
        "canceled",
        "erased",
    ]) {
        Some(Usage::Deleted)
    } else if says(&["by hand", "handwrit", "in pencil", "in ink", "marginal"]) {
        Some(Usage::Added(hand(sentence)))
    } else if says(&[
        "uncertain",
        "doubtful",
        "conjectur",
        "illegible",
        "dubious",
        "tentative",
        "hard to read",
        "unclear",
    ]) {
        Some(Usage::Unclear)
    } else if says(&["comment", "remark", "explanat", "annotation"]) {
        Some(Usage::Remarks(lower.contains("translat")))
    } else if says(&[
        "supplied",
        "added",
        "insert",
        "interpolat",
        "editor",
        "translat",
        "restor",
        "reconstruct",
        "addition",
    ]) {
        Some(Usage::Supplied)
    } else if says(&[
        "in the original",
        "in original",
        "in the source",
        "in the document",
        "in source text",
    ]) {
        Some(Usage::Original)
    } else {
        None
    }
}

/// `… were added by Kirby by hand`: whose hand it was.
fn hand(sentence: &str) -> String {
    sentence
        .split(" by ")
        .nth(1)
        .and_then(|rest| rest.split([' ', '.', ',']).next())
        .filter(|name| name.starts_with(char::is_uppercase))
        .unwrap_or("handwritten")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Span};

    #[track_caller]
    fn check(text: &str, double: Option<Usage>, single: Option<Usage>) {
        let paragraph = Paragraph::line(BlockKind::Paragraph, Span::new(0, text.len()));
        let found = Declared::in_paragraphs(text, [&paragraph]);
        assert_eq!(found, Declared { double, single }, "{text}");
    }

    #[test]
    fn keys() {
        check(
            "[[Double brackets indicate that the text was crossed out in the original]]",
            Some(Usage::Deleted),
            None,
        );
        check(
            "[Italics in brackets are additions of the clerk; double brackets mark words struck out]",
            Some(Usage::Deleted),
            Some(Usage::Supplied),
        );
        check(
            "Secret. Brackets are in the original.",
            None,
            Some(Usage::Original),
        );
        check("All brackets in the original.", None, Some(Usage::Original));
        check(
            "Words in square brackets were added by Kirby by hand.",
            None,
            Some(Usage::Added("Kirby".to_owned())),
        );
        check(
            "Key: UM = Male Speaker. Translator comments are given in brackets.",
            None,
            Some(Usage::Remarks(true)),
        );
        check("Note: bracketed words are conjectural.", None, None);
        check(
            "Bracketed words are conjectural.",
            None,
            Some(Usage::Unclear),
        );
    }

    #[test]
    fn stories_with_brackets() {
        check(
            "He repaired the brackets of the shelf in the original way.",
            None,
            None,
        );
        check("Angle brackets are in the original.", None, None);
        check("The brackets were sent to the yard.", None, None);
    }
}
