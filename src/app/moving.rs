//! Moving through a document: scrolling, points, annotations, notes, and back.

use super::App;
use super::column::{Anchor, main_place};
use super::desk::{Location, OpenNote};
use super::picker::Target;
use crate::document::{
    Annotation, AnnotationId, Document, FlowId, Kind, Place, PointId, Target as Reference,
};
use crate::layout;
use crate::view::Showing;

/// The share of the window above an annotation or hit that was scrolled to.
const SHARE_ABOVE_A_FIND: isize = 3;

impl App {
    /// Scrolls by rows; in an open note, the note.
    pub(super) fn scroll(&mut self, rows: isize) {
        if self.scroll_note(rows) {
            return;
        }
        let Some(document) = self.library.document(self.number) else {
            return;
        };
        let Some(areas) = self.areas else { return };
        let desk = self.desks[self.number];
        let Some(top) = super::top_row(&mut self.column, document, desk, areas.text.height) else {
            return;
        };
        let (position, _) = self.column.step(document, top, rows);
        let lowest = {
            let last = self.column.last(document).unwrap_or(position);
            self.column
                .step(
                    document,
                    last,
                    1 - isize::try_from(areas.text.height).unwrap_or(isize::MAX),
                )
                .0
        };
        let anchor = self.column.anchor(document, position.min(lowest));
        let desk = &mut self.desks[self.number];
        desk.top = anchor;
        desk.arrived = None;
    }

    /// Scrolls by windows, or by parts of windows; a row of the old window stays in sight.
    pub(super) fn scroll_pages(&mut self, times: isize, part: isize) {
        let Some(areas) = self.areas else { return };
        let height = match self.note_area() {
            Some(area) if self.desk().note.is_some() => area.height,
            _ => areas.text.height,
        };
        let height = isize::try_from(height).unwrap_or(1);
        let rows = if part == 1 {
            (height - 2).max(1)
        } else {
            (height / part).max(1)
        };
        self.scroll(times.saturating_mul(rows));
    }

    /// Goes to a part of the text, in per cent.
    pub(super) fn go_to_part(&mut self, per_cent: usize) {
        if self.desk().note.is_some() {
            let rows = if per_cent == 0 {
                isize::MIN / 2
            } else {
                isize::MAX / 2
            };
            self.scroll_note(rows);
            return;
        }
        let Some(document) = self.document() else {
            return;
        };
        let text = document.main_flow().span.of(document.text());
        // The end of the text is already the first note's; its last character is still its own.
        let last = text.len().saturating_sub(1);
        let wanted = (text.len() * per_cent.min(100) / 100).min(last);
        let place = (0..=wanted)
            .rev()
            .find(|&place| text.is_char_boundary(place))
            .unwrap_or(0);
        self.leave();
        if let Some(desk) = self.desk_mut() {
            desk.top = Anchor::at(place);
            desk.arrived = None;
        }
        if per_cent >= 100 {
            self.scroll(isize::MAX / 2);
        }
    }

    /// Goes to the next point, or the one before.
    pub(super) fn step_points(&mut self, by: isize) {
        let here = self.place();
        let Some(document) = self.document() else {
            return;
        };
        let points = document.points();
        if points.is_empty() {
            return self.say("this document has no numbered points");
        }
        let wanted = if by > 0 {
            // From a place before the first point, the next is the first.
            points
                .partition_point(|point| point.place() <= here)
                .cast_signed()
                + by
                - 1
        } else {
            points
                .partition_point(|point| point.place() < here)
                .cast_signed()
                + by
        };
        if !(0..points.len().cast_signed()).contains(&wanted) {
            let which = if by > 0 { "last" } else { "first" };
            return self.say(format!("this is the {which} of {} points", points.len()));
        }
        let place = points[wanted.unsigned_abs()].place();
        self.go_to(place);
    }

    /// Goes to the point of this number; without a number, opens the outline.
    pub(super) fn go_to_point(&mut self, number: Option<usize>) {
        let Some(number) = number else {
            return self.open_outline();
        };
        let Some(document) = self.document() else {
            return;
        };
        let wanted = number.to_string();
        let found = document
            .points()
            .iter()
            .find(|point| point.path == [wanted.as_str()]);
        match found.map(crate::document::Point::place) {
            Some(place) => self.go_to(place),
            None => self.complain(format!("there is no point {number} in this document")),
        }
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

    /// How much of the text lies above the window's foot, in per cent.
    pub fn per_cent(&self) -> usize {
        if self.page.is_at_end {
            return 100;
        }
        let length = self
            .document()
            .map_or(0, |document| document.main_flow().span.len());
        (self.page.span().end * 100)
            .checked_div(length)
            .unwrap_or(100)
    }

    /// The point one is in.
    pub fn point(&self) -> Option<PointId> {
        let document = self.document()?;
        document.point_at(self.place())
    }

    /// Jumps to a place of the main text, or into the note that holds it, remembering where one was.
    pub(super) fn go_to(&mut self, place: Place) {
        self.leave();
        self.show_place(place);
    }

    /// Remembers where one is, for `back`.
    pub(super) fn leave(&mut self) {
        let here = self.location();
        self.jumps.leave(here);
    }

    /// Puts a place at the top of the window, without remembering where one was.
    pub(super) fn show_place(&mut self, place: Place) {
        let Some(document) = self.library.document(self.number) else {
            return;
        };
        let main = main_place(document, place);
        let note = note_holding(document, place);
        let desk = &mut self.desks[self.number];
        desk.top = Anchor::at(main);
        desk.arrived = Some(main);
        desk.note = note.map(OpenNote::new);
        desk.focus = note;
    }

    /// Brings a place of the main text into the window; if it is there, nothing moves.
    pub(super) fn bring_into_sight(&mut self, place: Place) {
        if self
            .page
            .row_of(place)
            .is_some_and(|row| row + 1 < self.page.rows.len().max(2))
        {
            return;
        }
        let (Some(document), Some(areas)) = (self.library.document(self.number), self.areas) else {
            return;
        };
        let Some(at) = self.column.position(document, Anchor::at(place)) else {
            return;
        };
        let above = isize::try_from(areas.text.height).unwrap_or(0) / SHARE_ABOVE_A_FIND;
        let (top, _) = self.column.step(document, at, -above);
        let anchor = self.column.anchor(document, top);
        if let Some(desk) = self.desk_mut() {
            desk.top = anchor;
            desk.arrived = None;
        }
    }

    /// Puts the next annotation of the text (or of the open note) in focus, or the one before.
    pub(super) fn step_annotations(&mut self, by: isize) {
        let desk = self.desk();
        let Some(document) = self.document() else {
            return;
        };
        let (flow, focus, here) = match desk.note {
            Some(note) => match document.annotation(note.annotation).body() {
                Some(flow) => (flow, note.focus, document.flows()[flow.0].span.start),
                None => return self.say("there are no annotations in this note"),
            },
            None => (
                FlowId::MAIN,
                desk.focus.filter(|&id| self.is_in_sight(id)),
                self.place(),
            ),
        };
        let ids = document.annotations().ids();
        let start = |id: AnnotationId| document.annotation(id).span.start;
        let from = match focus.map(|focus| document.order(focus)) {
            Some(focus) if by > 0 => ids.partition_point(|&id| document.order(id) <= focus),
            Some(focus) => ids.partition_point(|&id| document.order(id) < focus),
            None => ids.partition_point(|&id| start(id) < here),
        };
        let is_here = |id: &AnnotationId| document.flow_at(start(*id)) == flow;
        let is_stop = |id: &AnnotationId| self.is_stop(document, flow, *id);
        let steps = by.unsigned_abs().saturating_sub(1);
        let (before, after) = ids.split_at(from);
        let found = if by > 0 {
            let after = after.iter().copied();
            after.take_while(is_here).filter(is_stop).nth(steps)
        } else {
            let before = before.iter().rev().copied();
            before.take_while(is_here).filter(is_stop).nth(steps)
        };
        match found {
            Some(id) => self.focus(id),
            None if by > 0 => self.say("no annotation after this"),
            None => self.say("no annotation before this"),
        }
    }

    /// Puts an annotation in focus, in the open note if one is open, and brings it into sight.
    pub(super) fn focus(&mut self, id: AnnotationId) {
        let Some(place) = self
            .document()
            .map(|document| document.annotation(id).span.start)
        else {
            return;
        };
        if let Some(note) = self.desk_mut().and_then(|desk| desk.note.as_mut()) {
            note.focus = Some(id);
            self.keep_note_focus_in_sight();
        } else {
            self.bring_into_sight(place);
            if let Some(desk) = self.desk_mut() {
                desk.focus = Some(id);
            }
        }
    }

    fn is_in_sight(&self, id: AnnotationId) -> bool {
        let start = self
            .document()
            .map(|document| document.annotation(id).span.start);
        start.is_some_and(|start| self.page.span().contains(start))
    }

    /// Whether one can stop at an annotation: it lies in the flow and has something to say.
    fn is_stop(&self, document: &Document, flow: FlowId, id: AnnotationId) -> bool {
        document.flow_at(document.annotation(id).span.start) == flow && self.speaks(document, id)
    }

    /// Whether an annotation is shown and has something to say beyond its look.
    pub(super) fn speaks(&self, document: &Document, id: AnnotationId) -> bool {
        let annotation = document.annotation(id);
        if annotation.kind() == Kind::Reference {
            return annotation.content.target().is_some();
        }
        let is_inline = self.view.showing_of(annotation) == Showing::Inline;
        let is_marked = annotation.layer().is_some() && is_inline && !self.view.hides(document, id);
        is_marked || layout::speaks(document, &self.view, id)
    }

    /// Opens the annotation in focus, or the one nearest to the place one is at; follows a reference.
    pub(super) fn open_note(&mut self) {
        let desk = self.desk();
        let focus = desk.note.map_or(desk.focus, |note| note.focus);
        let Some(id) = focus.or_else(|| {
            if desk.note.is_none() {
                self.first_in_sight()
            } else {
                None
            }
        }) else {
            return self.say("no annotation is in focus");
        };
        let Some(document) = self.document() else {
            return;
        };
        let annotation = document.annotation(id);
        if let Some(target) = self.target_of(annotation) {
            self.leave();
            self.go_to_target(target);
            return;
        }
        if let Some(missing) = reference(annotation).and_then(missing) {
            return self.complain(missing);
        }
        self.leave();
        if let Some(desk) = self.desk_mut() {
            if desk.note.is_none() {
                desk.focus = Some(id);
            }
            desk.note = Some(OpenNote::new(id));
        }
    }

    /// The first annotation in the window that has something to say.
    fn first_in_sight(&self) -> Option<AnnotationId> {
        let document = self.document()?;
        let shown = self.page.span();
        document
            .annotations_in(shown)
            .find(|&id| self.is_in_sight(id) && self.is_stop(document, FlowId::MAIN, id))
    }

    /// Where a reference leads, if the annotation is one and its target is open.
    fn target_of(&self, annotation: &Annotation) -> Option<Target> {
        let reference = reference(annotation)?;
        let (file, _) = self.library.shelf(self.number)?;
        let (number, place) = self.library.find(file, reference)?;
        Some(Target::Document(number, place))
    }

    /// Goes back to where one was before the last jump.
    pub(super) fn go_back(&mut self) {
        let here = self.location();
        match self.jumps.back(here) {
            Some(location) => self.restore(location),
            None if self.desk().note.is_some() => self.close_note(),
            None => self.say("there is nowhere to go back to"),
        }
    }

    /// Goes forward again.
    pub(super) fn go_forward(&mut self) {
        let here = self.location();
        match self.jumps.forward(here) {
            Some(location) => self.restore(location),
            None => self.say("there is nowhere to go forward to"),
        }
    }

    pub(super) fn close_note(&mut self) {
        if let Some(desk) = self.desk_mut() {
            desk.note = None;
        }
    }

    fn restore(&mut self, location: Location) {
        self.number = location.document.min(self.library.len().saturating_sub(1));
        if let Some(desk) = self.desk_mut() {
            *desk = location.desk;
        }
    }
}

/// Where a reference leads, if the annotation is one.
fn reference(annotation: &Annotation) -> Option<&Reference> {
    annotation.content.target()
}

/// What to say of a reference that leads to nothing open; nothing of an address on the web, or of one in words.
fn missing(reference: &Reference) -> Option<String> {
    match reference {
        Reference::Here(name) => Some(format!("“{name}” is nowhere in this file")),
        Reference::File {
            file,
            name: Some(name),
        } => Some(format!("{file}, where “{name}” stands, is not open")),
        Reference::File { file, name: None } => Some(format!("{file} is not open")),
        Reference::Unknown | Reference::Web(_) | Reference::Named(_) => None,
    }
}

/// The note whose body holds a place.
fn note_holding(document: &Document, place: Place) -> Option<AnnotationId> {
    document.annotation_of_flow(document.flow_at(place))
}
