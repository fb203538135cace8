//! What tests see of a document: the words of a view, the lines of the margin.

use manicule::document::{AnnotationId, Document, FlowId};
use manicule::layout::{explain, speaks};
use manicule::view::{NamedView, View};

/// What a view has of a document, a line a block.
pub(crate) fn shown(document: &Document, view: NamedView) -> String {
    let mut view = View::from(view);
    view.is_plain = true;
    let blocks = document.flow_blocks(FlowId::MAIN).map(|block| {
        let pieces = view.visible(document, block);
        pieces
            .iter()
            .map(|piece| piece.text(document))
            .collect::<String>()
    });
    blocks
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What stands in the margin of the annotated view, a line each: the sign, and what is said.
pub(crate) fn margin(document: &Document) -> Vec<String> {
    let view = View::default();
    let is_hidden = |&id: &AnnotationId| {
        let span = document.annotation(id).span;
        if span.is_empty() {
            view.is_within_hidden(document, span.start)
        } else {
            view.hider(document, span.start).is_some() && !view.hides(document, id)
        }
    };
    let ids = document.annotations().ids().iter().copied();
    let ids = ids.filter(|id| !is_hidden(id));
    let lines = ids.filter(|&id| speaks(document, &view, id)).map(|id| {
        let said = explain(document, &view, id);
        // Where they stand in the margin they are numbered besides: `u1`, `u2`.
        let sign = match said.sign.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "" => said.sign.as_str(),
            letter => letter,
        };
        format!("{sign} {}", said.text(document).trim())
    });
    lines.collect()
}
