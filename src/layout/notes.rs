//! What stands in the margin for an annotation: its sign, and the explanation or the note's body.
//!
//! Knows nothing of where in the margin it stands.

use crate::document::{AnnotationId, Document, FlowId};
use crate::view::View;

use super::{BlockLayout, Line, lay_out_text};

/// What the margin says of an annotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The sign before it: a layer's letter, a hand's letter, a note's figure.
    pub sign: String,
    /// What is said of it in the program's words: `“functions” added by hand`. Empty for a note that is all body.
    pub words: String,
    /// The note's body, which follows the words.
    pub body: Option<FlowId>,
}

/// An explanation set in lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteLayout {
    /// The sign, which stands before the first line and is not part of the lines' width.
    pub sign: String,
    /// The lines; those of a body keep their places in the buffer.
    pub lines: Vec<Line>,
    /// Whether lines were left out, the last then ending with `…`.
    pub is_cut: bool,
}

/// What the margin says of an annotation.
pub fn explain(document: &Document, _view: &View, id: AnnotationId) -> Explanation {
    let annotation = document.annotation(id);
    let sign = annotation
        .layer()
        .map(|layer| layer.letter().to_string())
        .unwrap_or_default();
    Explanation {
        sign,
        words: annotation.kind.to_string(),
        body: annotation.body,
    }
}

/// The explanation of an annotation in lines of at most `width` columns, at most `max_lines` of them.
pub fn lay_out_note(
    document: &Document,
    view: &View,
    id: AnnotationId,
    width: u16,
    max_lines: Option<usize>,
) -> NoteLayout {
    let explanation = explain(document, view, id);
    let mut text = explanation.words;
    if let Some(flow) = explanation.body {
        text.push(' ');
        text.push_str(document.flow_text(flow));
    }
    let mut lines = lay_out_text(&text, width);
    let whole = lines.len();
    lines.truncate(max_lines.unwrap_or(whole));
    NoteLayout {
        sign: explanation.sign,
        is_cut: lines.len() < whole,
        lines,
    }
}

/// The annotations that have something to say beside a block, each with its line.
pub(super) fn beside(
    _document: &Document,
    _view: &View,
    _layout: &BlockLayout,
) -> Vec<(AnnotationId, usize)> {
    Vec::new()
}
