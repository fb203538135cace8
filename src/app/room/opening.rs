//! From the list to a document, and back to the list as it was.

use crate::catalogue::regions::TextField;
use crate::catalogue::{Hit, Query};
use crate::document::{DocumentId, Place};
use crate::library::State;

use super::super::message::{Said, complain};
use super::super::pane::{moving, searching};
use super::{App, Effect, Job};

/// A document that is to be shown as soon as it is there.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    document: DocumentId,
    place: Place,
    /// The query that led to it, as typed and as understood.
    query: Option<(String, Query)>,
}

/// The place of a hit in the document's text; the start for one in its metadata.
pub(super) fn place_of(hit: &Hit) -> Place {
    if hit.field == TextField::Metadata {
        0
    } else {
        hit.span.start
    }
}

/// Wants the selected document.
pub(super) fn want(app: &mut App) -> Said {
    let room = &mut app.room;
    let (shelved, hit) = room.entry(room.selected)?;
    let asked = room.asked.as_ref().filter(|asked| asked.has_words());
    room.wanted = Some(Wanted {
        document: shelved.document,
        place: hit.map_or(0, place_of),
        query: asked.map(|asked| (asked.line.clone(), asked.query.clone())),
    });
    None
}

/// Opens the document that is wanted, if its file has been read; asks for the file otherwise.
pub(in crate::app) fn open_wanted(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(wanted) = app.room.wanted.clone() else {
        return;
    };
    let file = wanted.document.file;
    if app.library.want(file) {
        effects.push(Effect::Work(Job::Load(file)));
        return;
    }
    let is_there = app.library.document(wanted.document).is_some();
    match app.library.file(file).map(|file| &file.state) {
        // The list was made from the whole file; of a part of it places and numbers are not the same.
        Some(State::Open(opened)) if opened.part.is_none() && is_there => show(app, wanted),
        Some(State::Open(opened)) if opened.part.is_none() => {
            app.message = complain("the file no longer holds this document");
            app.room.wanted = None;
        }
        Some(State::Failed(reason)) => {
            app.message = complain(reason.clone());
            app.room.wanted = None;
        }
        Some(State::Open(_) | State::Waiting | State::Known) | None => {}
    }
}

fn show(app: &mut App, wanted: Wanted) {
    let (pane, library) = (&mut app.pane, &app.library);
    if pane.document(library).is_some() {
        pane.leave();
    }
    pane.visit(library, wanted.document, wanted.place);
    pane.finding = None;
    if let Some((line, query)) = wanted.query {
        searching::show_answer(pane, library, &line, query, wanted.place);
    }
    app.room.returns_at = Some(moving::jumps_behind(&app.pane));
    app.room.is_open = false;
    app.room.wanted = None;
    app.say_problems();
}

/// Goes back: to the list, if a document was opened from it and nothing was jumped from since.
pub(in crate::app) fn back(app: &mut App) -> Said {
    let behind = moving::jumps_behind(&app.pane);
    if app.room.returns_at.is_some_and(|at| behind <= at) {
        app.room.returns_at = None;
        app.room.is_open = true;
        return None;
    }
    moving::back(&mut app.pane)
}
