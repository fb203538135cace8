//! What stands in the window: the rows of the text, and the margin notes placed beside them.
//!
//! Made once after every event and only read by the drawing. Knows nothing of colours.

use std::rc::Rc;

use super::column::{Column, Position};
use crate::document::{AnnotationId, Document, Place, Span};
use crate::layout;
use crate::layout::page::{BlockRows, MarginNote, Row, settle};
use crate::view::View;

/// Notes are placed together with those of this many windows before and after, so that they keep still while scrolling.
const WINDOWS_AROUND: usize = 1;

/// The columns before a note beside the text, where its sign stands.
pub const SIGN_WIDTH: u16 = 4;

/// What stands in the window.
#[derive(Debug, Default)]
pub struct Page {
    /// The rows, from the top of the window.
    pub rows: Vec<PageRow>,
    /// The notes beside them.
    pub notes: Vec<MarginNote>,
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
            page.notes = place_notes(column, window, width);
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

fn place_notes(column: &mut Column, window: Window<'_>, width: u16) -> Vec<MarginNote> {
    let around = window.height * WINDOWS_AROUND;
    let (mut at, above) = column.step(window.document, window.top, -around.cast_signed());
    let mut row = -above.cast_signed() - at.row.cast_signed();
    let end = (window.height + around).cast_signed();
    let mut found: Vec<MarginNote> = Vec::new();
    while row < end {
        let item = column.item(window.document, at.block);
        for of_item in &item.notes {
            let annotation = of_item.annotation;
            let note = if window.focus == Some(annotation) {
                let most = Some(window.height);
                let (document, view) = (window.document, window.view);
                Rc::new(layout::lay_out_note(
                    document, view, annotation, width, most,
                ))
            } else {
                Rc::clone(&of_item.note)
            };
            let anchor_row = row + of_item.row.cast_signed();
            found.push(MarginNote::at(annotation, anchor_row, note));
        }
        let rest = item.rows.len() - at.row;
        row += item.rows.len().cast_signed();
        let (next, gone) = column.step(window.document, at, rest.cast_signed());
        if gone < rest {
            break;
        }
        at = next;
    }
    let base = found.first().map_or(0, |note| note.anchor_row).min(0) - around.cast_signed();
    let base = if above < around {
        -above.cast_signed()
    } else {
        base
    };
    let focus = window
        .focus
        .and_then(|focus| found.iter().position(|note| note.annotation == focus));
    settle(&mut found, focus, base);
    if let Some(at) = focus.filter(|&at| found[at].row != found[at].anchor_row) {
        // The notes before the one in focus have no room above it; they go out of sight.
        let heights = found.iter().take(at).map(MarginNote::height);
        let room = heights.sum::<usize>().cast_signed();
        settle(&mut found, focus, base - room);
    }
    let in_window = |note: &MarginNote| {
        note.row < window.height.cast_signed() && note.row + note.note.lines.len().cast_signed() > 0
    };
    found.retain(in_window);
    found
}
