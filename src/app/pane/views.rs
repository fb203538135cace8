//! Views and layers: what is shown and how.

use strum::IntoEnumIterator;

use crate::document::Layer;
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

/// Shows the view before this one.
pub(in crate::app) fn last(pane: &mut Pane) -> Said {
    let Some(before) = pane.before.take() else {
        return say("the view has not been changed");
    };
    pane.before = Some(std::mem::replace(&mut pane.view, before));
    let title = pane.view.named().map(NamedView::title);
    say(format!("view: {}", title.as_deref().unwrap_or("own view")))
}

/// Remembers the view, for it is about to be changed.
fn remember(pane: &mut Pane) {
    pane.before = Some(pane.view.clone());
}

/// Shows a named view, also in the documents opened after this one.
fn set(pane: &mut Pane, named: NamedView) {
    remember(pane);
    let notation = pane.view.notation;
    pane.view = View::from(named);
    pane.view.notation = notation;
    pane.asked = pane.view.clone();
}

/// Switches a layer off, or shows it in the margin. One that the document lacks stays as it is.
pub(in crate::app) fn toggle(pane: &mut Pane, layer: Layer) -> Said {
    // Names left alone are as good as off: the text is the same.
    let is_quiet = match pane.view.showing(layer) {
        Showing::Off => true,
        Showing::Silent => !layer.changes_text(),
        Showing::Margin | Showing::Inline => false,
    };
    let showing = if is_quiet {
        Showing::Margin
    } else {
        Showing::Off
    };
    show_layer(pane, layer, showing)
}

fn show_layer(pane: &mut Pane, layer: Layer, showing: Showing) -> Said {
    let count = pane.count_of(layer);
    if count == 0 {
        return say(format!("this document has no {}", layer_title(layer)));
    }
    remember(pane);
    pane.view.show(layer, showing);
    let way = match showing {
        Showing::Margin => "in the margin".to_owned(),
        Showing::Inline => "in the text".to_owned(),
        Showing::Silent => "unmarked".to_owned(),
        Showing::Off => format!("off, {count} hidden"),
    };
    say(format!("{}: {way}", layer_title(layer)))
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
    remember(pane);
    let (notation, text) = match pane.view.notation {
        Notation::Printed => (Notation::Leiden, "signs in the text: Leiden"),
        Notation::Leiden => (Notation::Printed, "signs in the text: as printed"),
    };
    pane.view.notation = notation;
    say(text)
}

/// Shows a layer in the next of the ways of showing, or the one before.
pub(in crate::app) fn step_showing(pane: &mut Pane, layer: Layer, by: isize) -> Said {
    let ways: Vec<Showing> = Showing::iter().collect();
    let now = pane.view.showing(layer);
    let at = ways.iter().position(|&way| way == now).unwrap_or_default();
    let next = (at.cast_signed() + by).rem_euclid(ways.len().cast_signed());
    show_layer(pane, layer, ways[next.unsigned_abs()])
}

/// Whether a layer's annotations are explained beside the text. Breaks and the form are, but seldom say what the text does
/// not, and do not count against its lines.
pub(in crate::app) fn speaks_beside(view: &View, layer: Layer) -> bool {
    let is_aside = matches!(layer, Layer::Breaks | Layer::Form);
    view.showing(layer) == Showing::Margin && !is_aside
}

/// The layers that the document has, by their letters; and those of them that are off, with how many annotations each hides.
pub fn strip(pane: &Pane) -> (String, String) {
    let present = Layer::iter().filter(|&layer| pane.count_of(layer) > 0);
    let (off, shown): (Vec<Layer>, Vec<Layer>) =
        present.partition(|&layer| pane.view.showing(layer) == Showing::Off);
    let is_unmarked =
        |layer: Layer| pane.view.showing(layer) == Showing::Silent && !layer.changes_text();
    let shown: Vec<String> = shown
        .iter()
        .map(|&layer| match layer.letter() {
            letter if is_unmarked(layer) => format!("({letter})"),
            letter => letter.to_string(),
        })
        .collect();
    let off: Vec<String> = off
        .iter()
        .map(|&layer| format!("{} {}", layer.letter(), pane.count_of(layer)))
        .collect();
    (shown.join(" "), off.join(", "))
}
