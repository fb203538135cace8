//! Views and layers: what is shown and how.

use strum::IntoEnumIterator;

use crate::document::{Document, Layer};
use crate::library::Library;
use crate::view::{NamedView, Notation, Showing, View};

use super::super::message::{Said, say};
use super::Pane;

/// A layer's name as people read it.
pub fn layer_title(layer: Layer) -> String {
    match layer {
        Layer::Own => "own notes".to_owned(),
        other => other.to_string(),
    }
}

/// Shows the next of the named views.
pub(in crate::app) fn next(pane: &mut Pane) -> Said {
    let named = pane.view.named();
    show(pane, named.map_or_else(NamedView::default, NamedView::next))
}

/// Shows a named view.
pub(in crate::app) fn show(pane: &mut Pane, named: NamedView) -> Said {
    set(pane, named);
    say(format!("view: {}", named.title()))
}

fn set(pane: &mut Pane, named: NamedView) {
    let notation = pane.view.notation;
    pane.view = View::from(named);
    pane.view.notation = notation;
}

/// Switches a layer off, or shows it in the margin.
pub(in crate::app) fn toggle(pane: &mut Pane, library: &Library, layer: Layer) -> Said {
    let showing = if pane.view.showing(layer) == Showing::Off {
        Showing::Margin
    } else {
        Showing::Off
    };
    pane.view.show(layer, showing);
    say_layer(pane, library, layer)
}

/// Switches all layers off, or shows them all in the margin.
pub(in crate::app) fn toggle_all(pane: &mut Pane) -> Said {
    let plain = View::from(NamedView::Reading);
    if Layer::iter().all(|layer| pane.view.showing(layer) == plain.showing(layer)) {
        set(pane, NamedView::Annotated);
        say("all annotations shown")
    } else {
        set(pane, NamedView::Reading);
        say("all annotations hidden")
    }
}

/// Switches between the signs that the source printed and those of Leiden.
pub(in crate::app) fn toggle_notation(pane: &mut Pane) -> Said {
    let (notation, text) = match pane.view.notation {
        Notation::Printed => (Notation::Leiden, "signs in the text: Leiden"),
        Notation::Leiden => (Notation::Printed, "signs in the text: as printed"),
    };
    pane.view.notation = notation;
    say(text)
}

/// Shows a layer in the next of the ways of showing, or the one before.
pub(in crate::app) fn step_showing(
    pane: &mut Pane,
    library: &Library,
    layer: Layer,
    by: isize,
) -> Said {
    let ways: Vec<Showing> = Showing::iter().collect();
    let now = pane.view.showing(layer);
    let at = ways.iter().position(|&way| way == now).unwrap_or_default();
    let next = (at.cast_signed() + by).rem_euclid(ways.len().cast_signed());
    pane.view.show(layer, ways[next.unsigned_abs()]);
    say_layer(pane, library, layer)
}

/// How many annotations of a layer a document has.
pub fn count_of(document: &Document, layer: Layer) -> usize {
    let annotations = document.annotations().iter();
    annotations
        .filter(|annotation| annotation.layer() == Some(layer))
        .count()
}

fn say_layer(pane: &Pane, library: &Library, layer: Layer) -> Said {
    let document = pane.document(library);
    let has_any = document.is_some_and(|document| {
        let mut annotations = document.annotations().iter();
        annotations.any(|annotation| annotation.layer() == Some(layer))
    });
    let way = match pane.view.showing(layer) {
        Showing::Margin => "in the margin",
        Showing::Inline => "in the text",
        Showing::Silent => "unmarked",
        Showing::Off => "off",
    };
    let none = if has_any {
        ""
    } else {
        " (this document has none)"
    };
    say(format!("{}: {way}{none}", layer_title(layer)))
}
