//! The mouse: the wheel, a click on a note, a point, a pane, an entry. Nothing is dragged.

use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

use crate::document::{AnnotationId, Document, Place};
use crate::key::{Gesture, Pointing};
use crate::layout::Line;
use crate::layout::page::Row;

use super::choosing::below;
use super::hints::hints;
use super::message::Said;
use super::overlay::metadata::MetadataSheet;
use super::pane::page::FootNote;
use super::pane::{annotations, metadata, moving, notes};
use super::{App, Command, Effect, Library, Overlay, Pane, room};

/// Rows for each step of the wheel, as most terminals scroll.
const ROWS_OF_THE_WHEEL: isize = 3;

impl App {
    pub(super) fn point_at(&mut self, mouse: Pointing, effects: &mut Vec<Effect>) {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.gesture {
            Gesture::WheelDown => turn_wheel(self, at, ROWS_OF_THE_WHEEL),
            Gesture::WheelUp => turn_wheel(self, at, -ROWS_OF_THE_WHEEL),
            Gesture::Click => self.message = self.click(at, effects),
        }
    }

    fn click(&mut self, at: Position, effects: &mut Vec<Effect>) -> Said {
        if let Some(overlay) = &mut self.overlay {
            let answer = overlay.click(&mut below(&mut self.pane, &self.library), at);
            return self.answer(answer, effects);
        }
        let areas = *self.pane.areas()?;
        if self.room.is_open && !areas.status.contains(at) {
            return room::click(self, at, effects);
        }
        let note = notes::area(&self.pane, &self.library);
        if note.is_some_and(|area| area.contains(at)) {
            return None;
        }
        if areas.status.contains(at) {
            // What a click finds is what the drawing put there: the hints that fit where nothing else is said.
            let hints = hints(self, areas.status.width, areas.status.width);
            let hit = hints.iter().find(|(x, _, words)| {
                (*x..x + u16::try_from(words.width()).unwrap_or(0)).contains(&at.x)
            });
            let command = hit.map_or(Command::Palette, |(_, command, _)| *command);
            self.perform(command, None, effects);
            return None;
        }
        if areas.title.contains(at) {
            self.perform(Command::Documents, None, effects);
            return None;
        }
        if areas.metadata.is_some_and(|area| area.contains(at)) {
            return self.lay_over(Overlay::Metadata(MetadataSheet::default()));
        }
        let row = at.y.saturating_sub(areas.text.y);
        if areas.margin.is_some_and(|area| area.contains(at)) {
            let id = margin_note_at(&self.pane, row)?;
            return annotations::click(&mut self.pane, &self.library, id);
        }
        if let Some(area) = notes::foot_area(&self.pane)
            && at.y >= area.y
            && areas.text.contains(at)
        {
            let id = foot_note_at(&self.pane, at.y - area.y, at.x - area.x)?;
            return annotations::click(&mut self.pane, &self.library, id);
        }
        if areas.text.contains(at) || areas.gutter.contains(at) {
            let column = at.x.saturating_sub(areas.text.x);
            return click_text(&mut self.pane, &self.library, row, column);
        }
        None
    }
}

/// Turns the wheel over a place of the screen.
fn turn_wheel(app: &mut App, at: Position, rows: isize) {
    if app.overlay.is_some() {
        app.step_entries(rows);
        return;
    }
    if app.room.is_open {
        return room::turn_wheel(&mut app.room, at, rows);
    }
    let (pane, library) = (&mut app.pane, &app.library);
    let metadata = pane.areas().and_then(|areas| areas.metadata);
    if metadata.is_some_and(|area| area.contains(at)) {
        return metadata::scroll(pane, library, rows);
    }
    let note = notes::area(pane, library);
    if note.is_some_and(|area| area.contains(at)) {
        notes::scroll(pane, library, rows);
    } else {
        moving::scroll_text(pane, library, rows);
    }
}

/// A click on a row and column of the text.
fn click_text(pane: &mut Pane, library: &Library, row: u16, column: u16) -> Said {
    let document = pane.document(library)?;
    let (annotation, place) = match pane.page().rows.get(usize::from(row))?.row() {
        Row::Note { annotation, .. } => (Some(*annotation), None),
        Row::Text(line) => under(pane, document, line, column)?,
        Row::Blank => return None,
    };
    if let Some(id) = annotation {
        return annotations::click(pane, library, id);
    }
    match place.and_then(|place| point_numbered_at(document, place)) {
        Some(place) => pane.go_to(library, place),
        None => pane.drop_focus(),
    }
    None
}

/// The note beside the text that stands on a row of the window.
fn margin_note_at(pane: &Pane, row: u16) -> Option<AnnotationId> {
    let row = isize::from(row.cast_signed());
    let mut notes = pane.page().notes.iter();
    notes
        .find(|note| (note.row..note.row + note.height().cast_signed()).contains(&row))
        .map(|note| note.annotation)
}

/// The note at the foot of the window that stands on a line and column of it.
fn foot_note_at(pane: &Pane, line: u16, column: u16) -> Option<AnnotationId> {
    let (line, column) = (usize::from(line), usize::from(column));
    let mut notes = pane.page().foot.iter().rev();
    let stands_there = |note: &&FootNote| {
        let lines = note.line..note.line + note.note.lines.len();
        lines.contains(&line) && note.column <= column
    };
    notes.find(stands_there).map(|note| note.annotation)
}

/// The innermost annotation that has something to say, and the place, in a column of a line.
fn under(
    pane: &Pane,
    document: &Document,
    line: &Line,
    column: u16,
) -> Option<(Option<AnnotationId>, Option<Place>)> {
    let mut x = line.indent;
    let run = line.runs.iter().find(|run| {
        let stands_there = (x..x + run.width).contains(&column);
        x += run.width;
        stands_there
    })?;
    let annotations = run.annotations.iter().copied();
    let speaking = annotations.filter(|&id| annotations::speaks(pane, document, id));
    // Of several with the same words the document's own comes first, what is said of it after.
    let innermost = speaking.rev().max_by_key(|&id| {
        let span = document.annotation(id).span;
        (span.start, std::cmp::Reverse(span.len()))
    });
    Some((innermost, Some(run.span.start)))
}

/// The point whose number stands at a place.
fn point_numbered_at(document: &Document, place: Place) -> Option<Place> {
    let mut points = document.points().iter();
    let point = points.find(|point| point.mark.contains(place))?;
    Some(point.place())
}
