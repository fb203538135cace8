//! What is copied from a document: a passage, a citation.

use strum::IntoEnumIterator;

use crate::citation::{Citation, Style};
use crate::document::{AnnotationId, BlockId, Document, FlowId, Layer, Place, Span};
use crate::layout;
use crate::library::Library;
use crate::settings::Copying;
use crate::view::{Matter, NamedView, Showing, View};

use super::Pane;

/// The point one is in, or the paragraph, to be quoted; and what it is called.
pub(in crate::app) fn passage(
    pane: &Pane,
    library: &Library,
    way: Copying,
) -> Option<(String, String)> {
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
    Some(quoted(pane, document, span, &what, way))
}

/// The stretch from a place to the one where one is, from the beginning of the one paragraph to the end of the other.
pub(in crate::app) fn stretch(
    pane: &Pane,
    library: &Library,
    from: Place,
    way: Copying,
) -> Option<(String, String)> {
    let document = pane.document(library)?;
    let here = pane.place();
    let content = |place: Place| Some(document.block(document.block_at(place)?).content());
    let (first, last) = (content(from.min(here))?, content(from.max(here))?);
    let span = Span::new(first.start, last.end);
    Some(quoted(
        pane,
        document,
        span,
        "the stretch from the mark",
        way,
    ))
}

/// A span of a document to be quoted, and what is said of it.
fn quoted(
    pane: &Pane,
    document: &Document,
    span: Span,
    what: &str,
    way: Copying,
) -> (String, String) {
    let view = view_to_copy(&pane.view, way);
    let mut text = shown_text(document, &view, span);
    match way {
        Copying::Brackets => (text, format!("{what} with the edition’s brackets")),
        Copying::Notes => {
            text.push_str(&notes_below(document, &view, span));
            (text, format!("{what} with brackets and notes"))
        }
        Copying::Cited => {
            let note = Citation::at(document, span.start).note(Style::Chicago);
            text.extend(["\n\n", &note]);
            (text, format!("{what} with brackets and a citation"))
        }
        Copying::Plain => {
            let title = pane.view.named().map(NamedView::title);
            let title = title.as_deref().unwrap_or("own view");
            let left_out = if text.contains(LEFT_OUT) {
                format!("; {LEFT_OUT} stands for what it leaves out")
            } else {
                String::new()
            };
            (
                text,
                format!("{what}, plain, in the view “{title}”{left_out}"),
            )
        }
    }
}

/// What stands in a plain copy where the view leaves words out.
const LEFT_OUT: &str = "[…]";

/// The view in which a passage is copied. With brackets, every layer that changes the text stands in the text; plain, none
/// is marked.
fn view_to_copy(view: &View, way: Copying) -> View {
    let mut copied = view.clone();
    for layer in Layer::iter() {
        let changes_text = layer.changes_text();
        let showing = match (way, changes_text) {
            (Copying::Notes, false) if layer == Layer::Notes => Showing::Inline,
            (_, false) => Showing::Off,
            (Copying::Brackets | Copying::Notes | Copying::Cited, true) => Showing::Inline,
            // A gap says what is missing in any view; words that cannot be told from others without a sign are not.
            (Copying::Plain, true) if layer == Layer::Uncertain => Showing::Inline,
            (Copying::Plain, true) if view.showing(layer) == Showing::Off => Showing::Off,
            (Copying::Plain, true) => Showing::Silent,
        };
        copied.show(layer, showing);
    }
    copied
}

/// The notes whose figures stand in a span, one a paragraph.
fn notes_below(document: &Document, view: &View, span: Span) -> String {
    let mut text = String::new();
    for id in document.annotations_in(span) {
        let annotation = document.annotation(id);
        let Some(body) = annotation.body().filter(|_| annotation.is_edition_note()) else {
            continue;
        };
        let sign = layout::explain(document, view, id).sign;
        let body = document.flow_text(body).trim();
        text.extend(["\n\n[", &sign, "] ", body]);
    }
    text
}

/// The text of a span as a view shows it, its blocks parted by empty lines; `[…]` stands where the view leaves something
/// out and shows nothing in its place.
fn shown_text(document: &Document, view: &View, span: Span) -> String {
    // What is copied has no styles.
    let mut view = view.clone();
    view.is_plain = true;
    let touched = document
        .flow_blocks(FlowId::MAIN)
        .filter(|&block| document.block(block).content().overlaps(span));
    let shown = touched.map(|block| shown_block(document, &view, span, block));
    let shown: Vec<String> = shown.filter(|text| !text.is_empty()).collect();
    shown.join("\n\n")
}

fn shown_block(document: &Document, view: &View, span: Span, block: BlockId) -> String {
    let content = document.block(block).content();
    let mut left_out = left_out(document, view, content)
        .into_iter()
        .filter(|hidden| hidden.overlaps(span))
        .peekable();
    let mut text = String::new();
    for piece in view.visible(document, block) {
        while left_out
            .next_if(|hidden| hidden.start <= piece.span.start)
            .is_some()
        {
            mark_left_out(&mut text);
        }
        let shown = match piece.span.intersection(span) {
            Some(part) if piece.matter == Matter::Text => document.slice(part),
            _ if span.covers(piece.span) => piece.text(document),
            _ => continue,
        };
        if text.ends_with(LEFT_OUT) && shown.starts_with(char::is_alphanumeric) {
            text.push(' ');
        }
        text.push_str(shown);
    }
    left_out.for_each(|_| mark_left_out(&mut text));
    text.trim().to_owned()
}

/// Puts the sign of words left out behind a text, once.
fn mark_left_out(text: &mut String) {
    if text.trim_end().ends_with(LEFT_OUT) {
        return;
    }
    if text.ends_with(char::is_alphanumeric) {
        text.push(' ');
    }
    text.push_str(LEFT_OUT);
}

/// What a view leaves out of a span without another version of it in its place.
fn left_out(document: &Document, view: &View, span: Span) -> Vec<Span> {
    let is_replaced = |id: AnnotationId| {
        let mut others = document.alternatives(id).filter(|&other| other != id);
        others.any(|other| !view.hides(document, other))
    };
    let mut left_out: Vec<Span> = document
        .annotations_in(span)
        .filter(|&id| view.hides(document, id) && !is_replaced(id))
        .map(|id| document.annotation(id).span)
        .filter(|hidden| !document.slice(*hidden).trim().is_empty())
        .collect();
    left_out.sort_by_key(|hidden| hidden.start);
    left_out
}
