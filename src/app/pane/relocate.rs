//! Keeps the reader's place when a partially loaded file is replaced by a fuller reading of it.

use crate::document::{AnnotationId, Document, DocumentId, FileId};
use crate::layout::page::Anchor;
use crate::library::{Library, Opened};

use super::Pane;
use super::desk::{Desk, Location, OpenNote};

/// Moves every place that is remembered of a file to where it is in the reading that the library holds now.
pub(in crate::app) fn relocate(pane: &mut Pane, library: &Library, file: FileId, before: &Opened) {
    pane.column.forget();
    let Some(now) = library.opened(file) else {
        return;
    };
    let moved = |location: Location| {
        if location.document.file == file {
            location_in(before, now, location)
        } else {
            location
        }
    };
    let here = moved(pane.location());
    let desks = std::mem::take(&mut pane.desks).into_iter();
    let desks = desks.map(|(document, desk)| moved(Location { document, desk }));
    pane.desks = desks.map(|to| (to.document, to.desk)).collect();
    // Two documents of a beginning may be one of the whole; where one is now is what counts.
    pane.document = here.document;
    *pane.desk_mut() = here.desk;
    for place in pane.jumps.places_mut().chain(pane.marks.values_mut()) {
        *place = moved(*place);
    }
    if let Some(finding) = &mut pane.finding {
        let origin = moved(Location {
            document: finding.document,
            desk: finding.origin,
        });
        finding.document = origin.document;
        finding.origin = origin.desk;
    }
    find_again(pane, library);
}

/// Finds again what is searched for, and stays at the hit.
fn find_again(pane: &mut Pane, library: &Library) {
    let id = pane.id();
    let (Some(document), Some(finding)) = (pane.document(library), &mut pane.finding) else {
        return;
    };
    if finding.document == id {
        let hit = finding.hit().map(|hit| hit.start);
        let from = hit.unwrap_or(finding.origin.top.place);
        finding.forget_document();
        finding.find(id, document, from);
    }
}

/// A location in the beginning of a file, as it is in a fuller reading.
fn location_in(before: &Opened, now: &Opened, Location { document, desk }: Location) -> Location {
    let (number, place) = before.relocate(now, document.number, desk.top.place);
    let top = Anchor {
        // At the start one stays at the start, whatever now stands there.
        place: if desk.top.place == 0 { 0 } else { place },
        ..desk.top
    };
    let to = DocumentId { number, ..document };
    let documents = (
        before.reading.documents.get(document.number as usize),
        now.reading.documents.get(number as usize),
    );
    let (Some(old), Some(new)) = documents else {
        let desk = Desk {
            top,
            ..Desk::default()
        };
        return Location { document: to, desk };
    };
    let same = |id: AnnotationId| counterpart(old, new, id);
    let note = desk.note.and_then(|note| {
        Some(OpenNote {
            annotation: same(note.annotation)?,
            focus: note.focus.and_then(same),
            ..note
        })
    });
    let arrived = desk.arrived;
    let desk = Desk {
        top,
        skipped: 0,
        arrived: arrived.map(|place| before.relocate(now, document.number, place).1),
        focus: desk.focus.and_then(same),
        note,
    };
    Location { document: to, desk }
}

/// The same annotation in a fuller reading of a document.
fn counterpart(old: &Document, new: &Document, id: AnnotationId) -> Option<AnnotationId> {
    let wanted = old.annotation(id);
    new.annotations_in(wanted.span).find(|&id| {
        let found = new.annotation(id);
        found.span == wanted.span && found.kind() == wanted.kind()
    })
}
