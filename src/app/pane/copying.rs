//! What is copied from a document: a passage, a citation.

use crate::citation::{Citation, Style};
use crate::document::{Document, FlowId, Span};
use crate::library::Library;
use crate::view::{Matter, View};

use super::Pane;

/// The point one is in, or the paragraph, as the view shows it; and what it is called.
pub(in crate::app) fn passage(pane: &Pane, library: &Library) -> Option<(String, String)> {
    let document = pane.document(library)?;
    let (what, span) = if let Some(id) = pane.point(library) {
        let point = &document.points()[id.0];
        (format!("point {}", point.address()), point.span)
    } else {
        let block = document
            .block_at(pane.place())
            .map(|id| document.block(id).content());
        ("the paragraph".to_owned(), block.unwrap_or_default())
    };
    Some((shown_text(document, &pane.view, span), what))
}

/// The full note of the document and of the place that one is at.
pub(in crate::app) fn citation(pane: &Pane, library: &Library) -> Option<(String, String)> {
    let document = pane.document(library)?;
    let citation = match pane.point(library) {
        Some(id) => Citation::at(document, document.points()[id.0].place()),
        None => Citation::at(document, pane.place()),
    };
    Some((citation.note(Style::Chicago), "a citation".to_owned()))
}

/// The text of a span as a view shows it, its blocks parted by empty lines.
fn shown_text(document: &Document, view: &View, span: Span) -> String {
    let touched = document
        .flow_blocks(FlowId::MAIN)
        .filter(|&block| document.block(block).content().overlaps(span));
    let shown = touched.map(|block| {
        let pieces = view.visible(document, block);
        let within = pieces
            .iter()
            .filter_map(|piece| match piece.span.intersection(span) {
                Some(part) if piece.matter == Matter::Text => Some(document.slice(part).to_owned()),
                _ if span.covers(piece.span) => Some(piece.text(document).to_owned()),
                _ => None,
            });
        within.collect::<String>().trim().to_owned()
    });
    shown.collect::<Vec<_>>().join("\n\n")
}
