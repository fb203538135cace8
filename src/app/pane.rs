//! A document being read: which one, where in it, in which view, and what of it stands in the window.
//!
//! A pane knows its own part of the screen and nothing of what is laid over it. Whoever asks it for something hands the
//! library over; what there is to say of it comes back as a message.

pub mod annotations;
mod arrange;
pub mod column;
pub mod copying;
pub mod desk;
pub mod finding;
pub mod marks;
pub mod metadata;
pub mod moving;
pub mod notes;
pub mod page;
pub mod relocate;
pub mod searching;
pub mod views;

use std::collections::HashMap;

use crate::document::{Document, DocumentId, Layer, Place, PointId};
use crate::layout::page::{Anchor, Setting};
use crate::library::Library;
use crate::settings::Settings;
use crate::view::View;

use super::areas::Areas;
use arrange::Counts;
use column::{Column, Position, main_place};
use desk::{Desk, Jumps, Location, OpenNote};
use finding::Finding;
use page::Page;

/// The share of the window above an annotation or hit that was scrolled to.
const SHARE_ABOVE_A_FIND: isize = 3;

/// A document being read.
#[derive(Debug, Default)]
pub struct Pane {
    /// Which layers are shown, and how.
    pub view: View,
    /// The search, from its first key until it is forgotten.
    pub finding: Option<Finding>,
    document: DocumentId,
    /// Where each document lies open.
    desks: HashMap<DocumentId, Desk>,
    jumps: Jumps,
    /// Places marked by a letter, and the letter used last.
    marks: HashMap<char, Location>,
    last_mark: Option<char>,
    /// The view asked for: documents begin with it.
    asked: View,
    /// Views changed by hand in one document.
    views: HashMap<DocumentId, View>,
    /// The view before the last change.
    before: Option<View>,
    counts: Counts,
    areas: Option<Areas>,
    /// What the rows are made from: the view with the signs that stand in the text, the measure, where notes stand.
    pub setting: Setting,
    column: Column,
    page: Page,
    /// Whether there are more notes than lines to stand beside.
    pub is_dense: bool,
    /// The first line of the metadata beside the text.
    metadata_top: usize,
    /// Whether right-to-left text is put into visual order here, not by the terminal.
    pub reorder: bool,
}

impl Pane {
    /// A pane that shows documents in this view.
    pub fn new(view: View) -> Self {
        Self {
            asked: view.clone(),
            view,
            ..Self::default()
        }
    }

    /// Which document is read.
    pub fn id(&self) -> DocumentId {
        self.document
    }

    /// The document that is read; `None` while it is not loaded.
    pub fn document<'a>(&self, library: &'a Library) -> Option<&'a Document> {
        library.document(self.document)
    }

    /// Where the document that is read lies open.
    pub fn desk(&self) -> Desk {
        self.desk_of(self.document)
    }

    /// Where a document lies open.
    pub fn desk_of(&self, document: DocumentId) -> Desk {
        self.desks.get(&document).copied().unwrap_or_default()
    }

    /// What stands in the window.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The parts of the screen; `None` if it is too small to read in.
    pub fn areas(&self) -> Option<&Areas> {
        self.areas.as_ref()
    }

    /// The first line shown of the metadata beside the text.
    pub fn metadata_top(&self) -> usize {
        self.metadata_top
    }

    /// Where one is: the place arrived at, while it is in the window; else the first place in the window.
    pub fn place(&self) -> Place {
        let shown = self.page.span();
        let desk = self.desk();
        let arrived = desk
            .arrived
            .filter(|&place| shown.contains(place) || shown.is_empty());
        arrived
            .or_else(|| self.page.first_place())
            .unwrap_or(desk.top.place)
    }

    /// The point that what is in focus stands in; without a focus, the point one is in.
    pub fn point(&self, library: &Library) -> Option<PointId> {
        let document = self.document(library)?;
        let focus = self
            .desk()
            .focus
            .map(|id| document.annotation(id).span.start);
        let place = focus.map_or_else(|| self.place(), |place| main_place(document, place));
        document.point_at(place)
    }

    /// The part of the text, in per cent, that lies above the top of the window: what going to a part of the text goes
    /// by. 100 where the end of the text is in the window, `None` where all of it is.
    pub fn per_cent(&self, library: &Library) -> Option<usize> {
        if self.page.is_at_end {
            return (!self.page.is_at_start).then_some(100);
        }
        let document = self.document(library);
        let length = document.map_or(0, |document| document.main_flow().span.len());
        let top = self.desk().top.place;
        // Rounded up: the place that `50 g` goes to is the last that is not beyond 50 per cent.
        Some((top * 100).div_ceil(length.max(1)))
    }

    /// Opens a document where it was last left.
    pub(super) fn open(&mut self, document: DocumentId) {
        self.turn_to(document);
        self.metadata_top = 0;
    }

    /// Makes a document the one that is read, in the view that it was left in, or in the one asked for.
    fn turn_to(&mut self, document: DocumentId) {
        if document == self.document {
            return;
        }
        if self.view == self.asked {
            self.views.remove(&self.document);
        } else {
            self.views.insert(self.document, self.view.clone());
        }
        self.document = document;
        let view = self.views.get(&document).unwrap_or(&self.asked);
        self.view = view.clone();
    }

    /// How many annotations of a layer the document has.
    pub fn count_of(&self, layer: Layer) -> usize {
        self.counts.of(layer)
    }

    /// Remembers where one is, for `back`.
    pub(super) fn leave(&mut self) {
        self.jumps.leave(self.location());
    }

    /// Puts a place at the top of the window, or opens the note that holds it, without remembering where one was.
    pub(super) fn show(&mut self, library: &Library, place: Place) {
        let Some(document) = self.document(library) else {
            return;
        };
        let main = main_place(document, place);
        let note = document.annotation_of_flow(document.flow_at(place));
        let desk = self.desk_mut();
        desk.top = Anchor::at(main);
        desk.skipped = 0;
        desk.arrived = Some(main);
        desk.note = note.map(OpenNote::new);
        desk.focus = note;
    }

    /// Jumps to a place of the main text, or into the note that holds it, remembering where one was.
    pub(super) fn go_to(&mut self, library: &Library, place: Place) {
        self.leave();
        self.show(library, place);
    }

    /// Opens a document, at a place of it unless that is its start, without remembering where one was.
    pub(super) fn visit(&mut self, library: &Library, document: DocumentId, place: Place) {
        let was = self.document;
        self.open(document);
        if document == was || place > 0 && self.desk().top.place != place {
            self.show(library, place);
        }
    }

    /// Brings a place of the main text into the window; if it is there, nothing moves.
    pub(super) fn bring_into_sight(&mut self, library: &Library, place: Place) {
        let row = self.page.row_of(place);
        if row.is_some_and(|row| row + 1 < self.page.rows.len().max(2)) {
            return;
        }
        let Some(document) = self.document(library) else {
            return;
        };
        let Some(at) = self.column.position(document, Anchor::at(place)) else {
            return;
        };
        let above = self.page.rows.len().cast_signed() / SHARE_ABOVE_A_FIND;
        let (top, _) = self.column.step(document, at, -above);
        self.put_at_top(document, top);
    }

    /// Takes the focus away.
    pub(super) fn drop_focus(&mut self) {
        self.desk_mut().focus = None;
    }

    /// Closes the open note.
    pub(super) fn close_note(&mut self) {
        self.desk_mut().note = None;
    }

    /// Lays out what stands in the window now.
    pub(super) fn arrange(&mut self, library: &Library, settings: &Settings, size: (u16, u16)) {
        self.reorder = settings.reorder;
        arrange::arrange(self, library, settings, size);
    }

    fn desk_mut(&mut self) -> &mut Desk {
        self.desks.entry(self.document).or_default()
    }

    fn location(&self) -> Location {
        Location {
            document: self.document,
            desk: self.desk(),
        }
    }

    /// Makes a row the first of the window.
    fn put_at_top(&mut self, document: &Document, position: Position) {
        let anchor = self.column.anchor(document, position);
        let desk = self.desk_mut();
        desk.top = anchor;
        desk.skipped = 0;
        desk.arrived = None;
    }
}
