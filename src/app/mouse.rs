//! The mouse: the wheel, a click on a note, a point, a pane, an entry. Nothing is dragged.

use ratatui::layout::{Position, Rect};

use super::column::Row;
use super::{App, Effect, Overlay};
use crate::document::{AnnotationId, Place};
use crate::key::{Gesture, Pointing};

/// Rows for each step of the wheel, as most terminals scroll.
const ROWS_OF_THE_WHEEL: isize = 3;

impl App {
    pub(super) fn point_at(&mut self, mouse: Pointing, effects: &mut Vec<Effect>) {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.gesture {
            Gesture::WheelDown => self.turn_wheel(at, ROWS_OF_THE_WHEEL),
            Gesture::WheelUp => self.turn_wheel(at, -ROWS_OF_THE_WHEEL),
            Gesture::Click => self.click(at, effects),
        }
    }

    fn turn_wheel(&mut self, at: Position, rows: isize) {
        if self.overlay.is_some() {
            return self.step_entries(rows);
        }
        let Some(areas) = self.areas else { return };
        if areas.metadata.is_some_and(|area| area.contains(at)) {
            return self.scroll_metadata(rows);
        }
        let is_over_note = self.note_area().is_some_and(|area| area.contains(at));
        if is_over_note || self.desk().note.is_none() {
            self.scroll(rows);
        } else {
            let note = self.desk_mut().and_then(|desk| desk.note.take());
            self.scroll(rows);
            if let Some(desk) = self.desk_mut() {
                desk.note = note;
            }
        }
    }

    fn scroll_metadata(&mut self, rows: isize) {
        let (Some(document), Some(area)) =
            (self.document(), self.areas.and_then(|areas| areas.metadata))
        else {
            return;
        };
        let lines = super::metadata::lines(document, area.width.saturating_sub(2)).len();
        let most = lines.saturating_sub(usize::from(area.height));
        self.metadata_top = self.metadata_top.saturating_add_signed(rows).min(most);
    }

    fn click(&mut self, at: Position, effects: &mut Vec<Effect>) {
        self.message = None;
        if self.overlay.is_some() {
            return self.click_overlay(at, effects);
        }
        let Some(areas) = self.areas else { return };
        if self.note_area().is_some_and(|area| area.contains(at)) {
            return;
        }
        if areas.status.contains(at) {
            return self.open_palette();
        }
        if areas.title.contains(at) {
            return self.open_documents();
        }
        if areas.metadata.is_some_and(|area| area.contains(at)) {
            self.overlay = Some(Overlay::Metadata(0));
            return;
        }
        let row = at.y.saturating_sub(areas.text.y);
        if let Some(area) = areas.margin.filter(|area| area.contains(at)) {
            let _ = area;
            if let Some(id) = self.margin_note_at(row) {
                self.click_annotation(id);
            }
        } else if areas.text.contains(at) || areas.gutter.contains(at) {
            self.click_text(row, at.x.saturating_sub(areas.text.x));
        }
    }

    /// The note beside the text that stands on a row of the window.
    fn margin_note_at(&self, row: u16) -> Option<AnnotationId> {
        let row = row.cast_signed();
        let stands_there = |note: &&super::page::PlacedNote| {
            (note.row..note.row + note.note.lines.len().cast_signed()).contains(&isize::from(row))
        };
        self.page
            .notes
            .iter()
            .find(stands_there)
            .map(|note| note.annotation)
    }

    fn click_text(&mut self, row: u16, column: u16) {
        let Some(page_row) = self.page.rows.get(usize::from(row)) else {
            return;
        };
        if let Row::Note { annotation, .. } = page_row.row() {
            let id = *annotation;
            return self.click_annotation(id);
        }
        let Row::Text(line) = page_row.row() else {
            return;
        };
        let mut x = line.indent;
        let run = line.runs.iter().find(|run| {
            let stands_there = (x..x + run.width).contains(&column);
            x += run.width;
            stands_there
        });
        let Some(run) = run else { return };
        let place = run.span.start;
        let Some(document) = self.document() else {
            return;
        };
        let mut speaking = run
            .annotations
            .iter()
            .copied()
            .filter(|&id| self.speaks(document, id));
        // The innermost is the one that begins last.
        let innermost = speaking.next_back();
        match innermost {
            Some(id) => self.click_annotation(id),
            None => self.click_point(place),
        }
    }

    /// A click on a point's number goes to the point; elsewhere in the text it takes the focus away.
    fn click_point(&mut self, place: Place) {
        let point = self.document().and_then(|document| {
            let points = document.points().iter();
            points
                .map(|point| (point.mark, point.place()))
                .find(|(mark, _)| mark.contains(place))
                .map(|(_, place)| place)
        });
        match point {
            Some(place) => self.go_to(place),
            None => {
                if let Some(desk) = self.desk_mut() {
                    desk.focus = None;
                }
            }
        }
    }

    /// The first click on an annotation puts it in focus; the second opens it.
    fn click_annotation(&mut self, id: AnnotationId) {
        if self.desk().focus == Some(id) {
            self.close_note();
            self.open_note();
        } else if let Some(desk) = self.desk_mut() {
            desk.note = None;
            desk.focus = Some(id);
        }
    }

    fn click_overlay(&mut self, at: Position, effects: &mut Vec<Effect>) {
        let area = self.overlay_area();
        let Some(area) = area.filter(|area| area.contains(at)) else {
            return self.cancel();
        };
        let first_entry_row = area.y + LIST_HEADING;
        let Some(row) = at.y.checked_sub(first_entry_row).map(usize::from) else {
            return;
        };
        let height = usize::from(area.height.saturating_sub(LIST_HEADING + LIST_FOOT));
        match &mut self.overlay {
            Some(Overlay::List(picker)) => {
                let entry = picker.first_shown(height) + row;
                if entry < picker.entries().len() {
                    picker.select(entry);
                    self.accept(effects);
                }
            }
            Some(Overlay::Layers(panel)) => {
                panel.select(row);
                let layer = panel.layer();
                self.toggle_layer(layer);
            }
            Some(Overlay::Search | Overlay::Metadata(_) | Overlay::Source(_)) | None => {}
        }
    }

    /// Where the overlay stands, its heading included; `None` where there is none, or it is in the status line.
    pub fn overlay_area(&self) -> Option<Rect> {
        let areas = self.areas.as_ref()?;
        let list_rows = |entries: usize| {
            u16::try_from(entries)
                .unwrap_or(u16::MAX)
                .saturating_add(LIST_HEADING + LIST_FOOT)
        };
        match self.overlay.as_ref()? {
            Overlay::List(picker) => Some(areas.overlay(LIST_WIDTH, list_rows(picker.total()))),
            Overlay::Layers(_) => Some(areas.overlay(
                LAYERS_WIDTH,
                list_rows(<crate::document::Layer as strum::EnumCount>::COUNT),
            )),
            Overlay::Metadata(_) => Some(areas.overlay(super::metadata::OVERLAY_WIDTH, u16::MAX)),
            Overlay::Source(_) => Some(areas.overlay(u16::MAX, u16::MAX)),
            Overlay::Search => None,
        }
    }
}

/// Rows above the entries of a list: its title and what is typed, and a rule.
pub const LIST_HEADING: u16 = 2;
/// Rows below them: a rule.
pub const LIST_FOOT: u16 = 1;
const LIST_WIDTH: u16 = 84;
const LAYERS_WIDTH: u16 = 100;
