//! What an export carries, and what it could not carry, with its places.

use crate::document::Span;

/// Written documents, and what their form could not carry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Export {
    /// The written form.
    pub text: String,
    /// What it could not carry, document by document, in the order of the places.
    pub losses: Vec<Loss>,
}

/// Something that a form could not carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The number of its document among those written, from 0.
    pub document: usize,
    /// Where in the document's buffer; at its beginning for what belongs to the document as a whole.
    pub span: Span,
    /// What: lower case, no full stop.
    pub what: String,
}

impl Export {
    /// What is written in a form that carries everything.
    pub fn whole(text: String) -> Self {
        Self {
            text,
            losses: Vec::new(),
        }
    }
}

impl Loss {
    /// A loss at a place of the first document.
    pub fn new(span: Span, what: impl Into<String>) -> Self {
        Self {
            document: 0,
            span,
            what: what.into(),
        }
    }
}
