//! Going from annotation to annotation, opening one, following a reference.

use crate::document::{
    Annotation, AnnotationId, Document, DocumentId, FlowId, Kind, Place, Target,
};
use crate::layout;
use crate::library::Library;
use crate::view::Showing;

use super::super::message::{Said, complain, say};
use super::desk::OpenNote;
use super::{Pane, notes};

/// Puts the next annotation of the text (or of the open note) in focus, or the one before.
pub(in crate::app) fn step(pane: &mut Pane, library: &Library, by: isize) -> Said {
    let desk = pane.desk();
    let document = pane.document(library)?;
    let (flow, focus, here) = match desk.note {
        Some(note) => match document.annotation(note.annotation).body() {
            Some(flow) => (flow, note.focus, document.flows()[flow.0].span.start),
            None => return say("there are no annotations in this note"),
        },
        None => (
            FlowId::MAIN,
            desk.focus.filter(|&id| is_in_sight(pane, document, id)),
            pane.place(),
        ),
    };
    let ids = document.annotations().ids();
    let start = |id: AnnotationId| document.annotation(id).span.start;
    let from = match focus.map(|focus| document.order(focus)) {
        Some(focus) if by > 0 => ids.partition_point(|&id| document.order(id) <= focus),
        Some(focus) => ids.partition_point(|&id| document.order(id) < focus),
        None => ids.partition_point(|&id| start(id) < here),
    };
    let is_of_flow = |id: &AnnotationId| document.flow_at(start(*id)) == flow;
    let is_stop = |id: &AnnotationId| is_stop(pane, document, flow, *id);
    let steps = by.unsigned_abs().saturating_sub(1);
    let (before, after) = ids.split_at(from);
    let found = if by > 0 {
        let after = after.iter().copied();
        after.take_while(is_of_flow).filter(is_stop).nth(steps)
    } else {
        let before = before.iter().rev().copied();
        before.take_while(is_of_flow).filter(is_stop).nth(steps)
    };
    match found {
        Some(id) => focus_on(pane, library, id),
        None if by > 0 => return say("no annotation after this"),
        None => return say("no annotation before this"),
    }
    None
}

/// Puts an annotation in focus, in the open note if one is open, and brings it into sight.
fn focus_on(pane: &mut Pane, library: &Library, id: AnnotationId) {
    let Some(document) = pane.document(library) else {
        return;
    };
    if let Some(note) = pane.desk_mut().note.as_mut() {
        note.focus = Some(id);
        notes::keep_focus_in_sight(pane, library);
    } else {
        pane.bring_into_sight(library, document.annotation(id).span.start);
        pane.desk_mut().focus = Some(id);
    }
}

fn is_in_sight(pane: &Pane, document: &Document, id: AnnotationId) -> bool {
    let start = document.annotation(id).span.start;
    pane.page.span().contains(start)
}

/// Whether one can stop at an annotation: it lies in the flow and has something to say.
fn is_stop(pane: &Pane, document: &Document, flow: FlowId, id: AnnotationId) -> bool {
    document.flow_at(document.annotation(id).span.start) == flow && speaks(pane, document, id)
}

/// Whether an annotation is shown and has something to say beyond its look.
pub(in crate::app) fn speaks(pane: &Pane, document: &Document, id: AnnotationId) -> bool {
    let annotation = document.annotation(id);
    if annotation.kind() == Kind::Reference {
        return annotation.content.target().is_some();
    }
    let view = &pane.view;
    let is_inline = view.showing_of(annotation) == Showing::Inline;
    let is_marked = annotation.layer().is_some() && is_inline && !view.hides(document, id);
    is_marked || layout::speaks(document, view, id)
}

/// Opens the annotation in focus, or the first in the window; follows a reference.
pub(in crate::app) fn open(pane: &mut Pane, library: &Library) -> Said {
    let desk = pane.desk();
    let document = pane.document(library)?;
    let focus = match desk.note {
        Some(note) => note.focus,
        None => desk.focus.or_else(|| first_in_sight(pane, document)),
    };
    let Some(id) = focus else {
        return say("no annotation is in focus");
    };
    let annotation = document.annotation(id);
    if let Some((to, place)) = target_of(pane, library, annotation) {
        pane.leave();
        pane.visit(library, to, place);
        return None;
    }
    if let Some(missing) = reference(annotation).and_then(missing) {
        return complain(missing);
    }
    pane.leave();
    let desk = pane.desk_mut();
    if desk.note.is_none() {
        desk.focus = Some(id);
    }
    desk.note = Some(OpenNote::new(id));
    None
}

/// The first click on an annotation puts it in focus; the second opens it.
pub(in crate::app) fn click(pane: &mut Pane, library: &Library, id: AnnotationId) -> Said {
    if pane.desk().focus == Some(id) {
        pane.close_note();
        return open(pane, library);
    }
    let desk = pane.desk_mut();
    desk.note = None;
    desk.focus = Some(id);
    None
}

/// The first annotation in the window that has something to say.
fn first_in_sight(pane: &Pane, document: &Document) -> Option<AnnotationId> {
    let mut shown = document.annotations_in(pane.page.span());
    shown.find(|&id| is_in_sight(pane, document, id) && is_stop(pane, document, FlowId::MAIN, id))
}

/// Where a reference leads, if the annotation is one and its target is open.
fn target_of(
    pane: &Pane,
    library: &Library,
    annotation: &Annotation,
) -> Option<(DocumentId, Place)> {
    library.find(pane.id().file, reference(annotation)?)
}

/// Where a reference leads, if the annotation is one.
fn reference(annotation: &Annotation) -> Option<&Target> {
    annotation.content.target()
}

/// What to say of a reference that leads to nothing open; nothing of an address on the web, or of one in words.
fn missing(reference: &Target) -> Option<String> {
    match reference {
        Target::Here(name) => Some(format!("“{name}” is nowhere in this file")),
        Target::File {
            file,
            name: Some(name),
        } => Some(format!("{file}, where “{name}” stands, is not open")),
        Target::File { file, name: None } => Some(format!("{file} is not open")),
        Target::Unknown | Target::Web(_) | Target::Named(_) => None,
    }
}
