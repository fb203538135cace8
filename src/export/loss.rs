//! What an export carries, and what it could not carry, with its places.

use crate::document::Span;

/// A written document, and what its form could not carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Export {
    /// The written form.
    pub text: String,
    /// What it could not carry, in the order of the places.
    pub losses: Vec<Loss>,
}

/// Something that a form could not carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Where in the document's buffer; at its beginning for what belongs to the document as a whole.
    pub span: Span,
    /// What: lower case, no full stop.
    pub what: String,
}

impl Loss {
    /// A loss at a place.
    pub fn new(span: Span, what: impl Into<String>) -> Self {
        Self {
            span,
            what: what.into(),
        }
    }
}
