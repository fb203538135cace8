//! What stands in the window: the rows of the text, and the margin notes placed beside them.
//!
//! Made once after every event and only read by the drawing. Knows nothing of colours.

use std::rc::Rc;

use super::column::{Column, Position};
use crate::document::{AnnotationId, Document, Place, Span};
use crate::layout::margin::{self, Want};
use crate::layout::page::{BlockRows, MarginNote, Row};
use crate::layout::{self, Measure};
use crate::view::View;

/// The columns before a note beside the text, where its sign stands.
pub const SIGN_WIDTH: u16 = 4;

/// What stands in the window.
#[derive(Debug, Default)]
pub struct Page {
    /// The rows, from the top of the window.
    pub rows: Vec<PageRow>,
    /// The notes beside them.
    pub notes: Vec<MarginNote>,
    /// How many annotations of these rows have something to say and find no place beside them.
    pub waiting: usize,
    /// Whether the last row of the text is in the window.
    pub is_at_end: bool,
    /// Whether the first row of the text is in the window.
    pub is_at_start: bool,
}

/// A row in the window.
#[derive(Debug, Clone)]
pub struct PageRow {
    item: Rc<BlockRows>,
    index: usize,
}

impl PageRow {
    /// What stands on it.
    pub fn row(&self) -> &Row {
        &self.item.rows[self.index]
    }

    /// The stretch of the main text on it, if it is a line of the text.
    pub fn span(&self) -> Option<Span> {
        match self.row() {
            Row::Text(line) => Some(line.span),
            _ => None,
        }
    }
}

/// What a page is made for.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// The document.
    pub document: &'a Document,
    /// What is shown.
    pub view: &'a View,
    /// The first row.
    pub top: Position,
    /// The number of rows.
    pub height: usize,
    /// The width of the notes beside the text; `None` if none stand there.
    pub margin: Option<u16>,
    /// The annotation in focus: its note is whole, and exactly beside it.
    pub focus: Option<AnnotationId>,
    /// Whether right-to-left text is put into visual order.
    pub reorder: bool,
}

impl Page {
    /// Makes the page of a window.
    pub fn make(column: &mut Column, window: Window<'_>) -> Self {
        let mut page = Self::default();
        let mut at = window.top;
        for row in 0..window.height {
            let item = column.item(window.document, at.block);
            page.rows.push(PageRow {
                item,
                index: at.row,
            });
            let (next, gone) = column.step(window.document, at, 1);
            if gone == 0 {
                page.is_at_end = true;
                break;
            }
            page.is_at_end = row + 1 < window.height;
            at = next;
        }
        page.is_at_start = column.step(window.document, window.top, -1).1 == 0;
        if let Some(width) = window.margin {
            (page.notes, page.waiting) = place_notes(&page.rows, window, width);
        }
        page
    }

    /// The row of the window that shows `place` of the main text.
    pub fn row_of(&self, place: Place) -> Option<usize> {
        let shows = |row: &PageRow| row.span().is_some_and(|span| span.contains(place));
        self.rows.iter().position(shows).or_else(|| {
            // A place between blocks, or hidden at a block's end, belongs to the last line before it.
            let last = self
                .rows
                .iter()
                .rposition(|row| row.span().is_some_and(|span| span.start <= place))?;
            let is_last_of_all = last + 1 == self.rows.len() && !self.is_at_end;
            (!is_last_of_all && self.rows[last].span().is_some_and(|span| place <= span.end))
                .then_some(last)
        })
    }

    /// The first place of the main text in the window.
    pub fn first_place(&self) -> Option<Place> {
        self.rows
            .iter()
            .find_map(|row| row.span().map(|span| span.start))
    }

    /// The stretch of the main text in the window.
    pub fn span(&self) -> Span {
        let end = self
            .rows
            .iter()
            .rev()
            .find_map(|row| row.span().map(|span| span.end));
        Span::new(
            self.first_place().unwrap_or_default(),
            end.unwrap_or_default(),
        )
    }
}

/// The notes beside the rows of a window, each at its line or a little below it; and how many find no place there. The one
/// in focus stands whole at its line, and the others stay where they stand without it: what it covers waits.
fn place_notes(rows: &[PageRow], window: Window<'_>, width: u16) -> (Vec<MarginNote>, usize) {
    let mut notes: Vec<MarginNote> = Vec::new();
    for (at, row) in (0..).zip(rows) {
        let of_row = row.item.notes.iter().filter(|note| note.row == row.index);
        notes.extend(of_row.map(|note| MarginNote::at(note.annotation, at, Rc::clone(&note.note))));
    }
    let all = notes.len();
    let want = |note: &MarginNote| Want {
        row: note.anchor_row.unsigned_abs(),
        height: note.height(),
    };
    let wants: Vec<Want> = notes.iter().map(want).collect();
    let found = margin::place_in_window(&wants, window.height);
    let focus = window.focus.and_then(|id| {
        let note = notes.iter().find(|note| note.annotation == id)?;
        let (document, view, most) = (window.document, window.view, Some(window.height));
        let measure = Measure::new(width).reordered(window.reorder);
        let whole = layout::lay_out_note(document, view, id, measure, most);
        Some(MarginNote::at(id, note.anchor_row, Rc::new(whole)))
    });
    let mut placed = Vec::new();
    for (mut note, place) in notes.into_iter().zip(found) {
        let Some(place) = place else { continue };
        note.row = place.row.cast_signed();
        let mut room = place.height;
        if let Some(focus) = &focus {
            let is_covered =
                (focus.row..focus.row + focus.height().cast_signed()).contains(&note.row);
            if is_covered || note.annotation == focus.annotation {
                continue;
            }
            if note.row < focus.row {
                room = room.min((focus.row - note.row).unsigned_abs());
            }
        }
        if room < note.height() {
            Rc::make_mut(&mut note.note).cut(room, width);
        }
        placed.push(note);
    }
    if let Some(focus) = focus {
        let at = placed.partition_point(|note| note.row < focus.row);
        placed.insert(at, focus);
    }
    let waiting = all - placed.len();
    (placed, waiting)
}
