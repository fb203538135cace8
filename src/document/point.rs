//! Numbered points: `3`, `5.b`.

use super::span::{Place, Span};

/// A numbered point or sub-point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The mark as printed: `5.`, `b)`.
    pub label: String,
    /// Where the mark stands; empty where the number is only implied (a list item numbered by its editor).
    pub mark: Span,
    /// The numbers from the outermost point to this one, without their punctuation: `["5", "b"]`.
    pub path: Vec<String>,
    /// What the point governs: from its mark to the next point of its level or above, unnumbered paragraphs included.
    pub span: Span,
}

impl Point {
    /// Where the point begins.
    pub fn place(&self) -> Place {
        self.span.start
    }

    /// The path as people write it: `5.b`.
    pub fn address(&self) -> String {
        self.path.join(".")
    }

    /// How deep it lies: 1 for `5`, 2 for `5.b`.
    pub fn depth(&self) -> usize {
        self.path.len()
    }
}
