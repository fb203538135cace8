//! Searching in a document: the hits, and going to them.

use crate::catalogue;
use crate::document::{FlowId, Place};
use crate::library::Library;

use super::super::message::{Said, complain, say};
use super::column::main_place;
use super::desk::Location;
use super::finding::{self, Finding};
use super::{Pane, views};

/// Begins a search from where one is.
pub(in crate::app) fn begin(pane: &mut Pane) {
    pane.finding = Some(Finding::new(pane.id(), pane.desk()));
}

/// Marks the hits of a query to all documents in the one that is read, and shows the one at a place.
pub(in crate::app) fn show_answer(
    pane: &mut Pane,
    library: &Library,
    line: &str,
    query: catalogue::Query,
    place: Place,
) {
    let (id, origin) = (pane.id(), pane.desk());
    let Some(document) = pane.document(library) else {
        return;
    };
    let finding = Finding::of_query(id, document, origin, (line, query), place);
    let is_found = finding.hit().is_some();
    pane.finding = Some(finding);
    if is_found && place > 0 {
        show_hit(pane, library);
    }
}

/// Changes what is searched for, finds it from where the search began, and shows the first hit.
pub(in crate::app) fn retype(pane: &mut Pane, library: &Library, change: impl FnOnce(&mut String)) {
    let id = pane.id();
    let (Some(document), Some(finding)) = (pane.document(library), &mut pane.finding) else {
        return;
    };
    change(&mut finding.typed);
    finding.find(id, document, finding.origin.top.place);
    let origin = finding.origin;
    match finding.hit() {
        Some(_) => show_hit(pane, library),
        None => *pane.desk_mut() = origin,
    }
}

/// Ends the prompt and stays at the hit.
pub(in crate::app) fn accept(pane: &mut Pane) -> Said {
    let finding = pane.finding.as_ref()?;
    if finding::is_empty(&finding.typed) {
        pane.finding = None;
        return None;
    }
    if finding.hits.is_empty() {
        return not_found(finding);
    }
    let from = Location {
        document: pane.id(),
        desk: finding.origin,
    };
    pane.jumps.leave(from);
    None
}

/// Ends the prompt and goes back to where the search began.
pub(in crate::app) fn give_up(pane: &mut Pane) {
    if let Some(finding) = pane.finding.take() {
        *pane.desk_mut() = finding.origin;
    }
}

/// Goes to the next hit, or the one before; searches another document anew. While one is still typing, where one was is not
/// remembered.
pub(in crate::app) fn step(pane: &mut Pane, library: &Library, by: isize, is_typing: bool) -> Said {
    let (id, here) = (pane.id(), pane.place());
    let document = pane.document(library)?;
    let Some(finding) = &mut pane.finding else {
        return say("nothing has been searched for");
    };
    let mut said = None;
    if finding.document == id {
        let went_round = finding.step(by);
        if went_round && finding.hits.len() > 1 {
            said = say(if by > 0 {
                "round to the first hit"
            } else {
                "round to the last hit"
            });
        }
    } else {
        finding.find(id, document, here);
    }
    if finding.hits.is_empty() {
        return not_found(finding);
    }
    if !is_typing {
        pane.leave();
    }
    show_hit(pane, library);
    said
}

fn not_found(finding: &Finding) -> Said {
    complain(format!("“{}” is not in this document", finding.typed))
}

/// Brings the hit one is at into sight: in the text, or in the note that holds it.
fn show_hit(pane: &mut Pane, library: &Library) {
    let hit = pane.finding.as_ref().and_then(Finding::hit);
    let (Some(document), Some(hit)) = (pane.document(library), hit) else {
        return;
    };
    let main = main_place(document, hit.start);
    let note = document.annotation_of_flow(document.flow_at(hit.start));
    let desk = pane.desk_mut();
    desk.note = None;
    desk.focus = note;
    pane.bring_into_sight(library, main);
}

/// The status of the search: which hit of how many, and what hides it.
pub fn status(pane: &Pane, library: &Library) -> Option<String> {
    let finding = pane.finding.as_ref()?;
    let document = pane.document(library)?;
    let (Some(at), Some(hit)) = (finding.at, finding.hit()) else {
        return (!finding.typed.is_empty()).then(|| "not found".to_owned());
    };
    let mut status = if finding.is_cut {
        format!("{} of many", at + 1)
    } else {
        format!("{} of {}", at + 1, finding.hits.len())
    };
    if let Some(layer) = finding::hidden_by(document, &pane.view, hit) {
        status.push_str(", in a hidden layer: ");
        status.push_str(&views::layer_title(layer));
    } else if document.flow_at(hit.start) != FlowId::MAIN {
        status.push_str(", in a note");
    }
    Some(status)
}
