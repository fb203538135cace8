//! What stands in the window: the rows of the text, and the notes placed beside them or at its foot.
//!
//! Made once after every event and only read by the drawing. Knows nothing of colours.

use std::collections::HashSet;
use std::rc::Rc;

use super::column::{Column, Position};
use crate::document::{AnnotationId, Document, Layer, Place, Span};
use crate::layout::foot::{self, Foot};
use crate::layout::margin::{self, Want};
use crate::layout::page::{BlockRows, MarginNote, Notes, Row};
use crate::layout::{self, Measure, NoteLayout};
use crate::view::View;

/// What stands in the window.
#[derive(Debug, Default)]
pub struct Page {
    /// The rows, from the top of the window.
    pub rows: Vec<PageRow>,
    /// The notes beside them.
    pub notes: Vec<MarginNote>,
    /// The lines at the foot of the window; 0 if no note stands there.
    pub foot_lines: usize,
    /// The notes at the foot.
    pub foot: Vec<FootNote>,
    /// How many notes of the first row have been scrolled past.
    pub above: usize,
    /// How many annotations of these rows have something to say and find no place.
    pub waiting: usize,
    /// Whether one of those belongs to the first row: scrolling on then turns the notes, not the text.
    pub waits_at_top: bool,
    /// Whether the last row of the text is in the window.
    pub is_at_end: bool,
    /// Whether the first row of the text is in the window.
    pub is_at_start: bool,
}

/// A note at the foot of the window.
#[derive(Debug, Clone)]
pub struct FootNote {
    /// The annotation that it explains.
    pub annotation: AnnotationId,
    /// The row of the text that it belongs to.
    pub anchor_row: usize,
    /// The line of the foot at which it begins.
    pub line: usize,
    /// The column at which its sign stands.
    pub column: usize,
    /// Its sign and the lines shown.
    pub note: Rc<NoteLayout>,
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

    /// What has something to say of this row, and whether it takes a line for it unasked.
    pub fn notes(&self) -> impl Iterator<Item = (AnnotationId, bool)> + '_ {
        let of_row = self.item.notes.iter().filter(|note| note.row == self.index);
        of_row.map(|note| (note.annotation, note.takes_a_line))
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
    /// How many notes of the first row have been scrolled past.
    pub skipped: usize,
    /// The number of rows.
    pub height: usize,
    /// The number of columns of the text.
    pub width: usize,
    /// Where notes stand.
    pub notes: Notes,
    /// The annotation in focus: its note is whole, and beside the text exactly at its line.
    pub focus: Option<AnnotationId>,
    /// Whether right-to-left text is put into visual order.
    pub reorder: bool,
}

/// A note that wants to be shown.
#[derive(Debug, Clone)]
struct Wanted {
    annotation: AnnotationId,
    row: usize,
    note: Rc<NoteLayout>,
}

impl Page {
    /// Makes the page of a window.
    pub fn make(column: &mut Column, window: Window<'_>) -> Self {
        let (rows, is_at_end) = rows_from(column, window.document, window.top, window.height);
        let mut page = Self {
            rows,
            is_at_end,
            ..Self::default()
        };
        page.is_at_start = column.step(window.document, window.top, -1).1 == 0;
        match window.notes {
            Notes::Beside(width) => page.set_beside(window, width),
            Notes::Foot(width) => page.set_foot(window, width),
            Notes::Below | Notes::Elsewhere => {}
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

    /// The annotations whose notes are shown, beside the text or at the foot, each with the row that it belongs to.
    pub fn noted(&self) -> impl Iterator<Item = (AnnotationId, usize)> + '_ {
        let beside = self
            .notes
            .iter()
            .map(|note| (note.annotation, note.anchor_row.unsigned_abs()));
        let at_foot = self
            .foot
            .iter()
            .map(|note| (note.annotation, note.anchor_row));
        beside.chain(at_foot)
    }

    /// Places the notes beside the rows, each at its line or a little below it. The one in focus stands whole at its line, and
    /// the others stay where they stand without it: what it covers waits.
    fn set_beside(&mut self, window: Window<'_>, width: u16) {
        let notes = self.wanted(window, None);
        let all = notes.len();
        let found = margin::place_in_window(&beside(&notes), window.height);
        let focus = self.focused(window, width).map(|focus| {
            let row = focus.row.cast_signed();
            MarginNote::at(focus.annotation, row, focus.note)
        });
        let is_wanted = |id| notes.iter().any(|note| note.annotation == id);
        let is_extra = focus
            .as_ref()
            .is_some_and(|focus| !is_wanted(focus.annotation));
        for (note, place) in notes.into_iter().zip(found) {
            let Some(place) = place else {
                self.waits_at_top |= note.row == 0;
                continue;
            };
            let mut note = MarginNote {
                annotation: note.annotation,
                row: place.row.cast_signed(),
                anchor_row: note.row.cast_signed(),
                note: note.note,
            };
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
            self.notes.push(note);
        }
        if let Some(focus) = focus {
            let at = self.notes.partition_point(|note| note.row < focus.row);
            self.notes.insert(at, focus);
        }
        self.waiting = all + usize::from(is_extra) - self.notes.len();
    }

    /// Divides the window between the rows and the notes at its foot.
    fn set_foot(&mut self, window: Window<'_>, width: u16) {
        let focus = self.focused(window, width);
        let mut notes = self.wanted(window, focus.as_ref());
        let mut divided = self.divided(&notes, window);
        // What is in focus is shown: those before it have then been scrolled past.
        let of_focus = |notes: &[Wanted]| {
            let id = focus.as_ref()?.annotation;
            notes.iter().position(|note| note.annotation == id)
        };
        if let Some(at) = of_focus(&notes)
            && divided.places.get(at).is_some_and(Option::is_none)
        {
            notes.drain(..at);
            self.above += at;
            divided = self.divided(&notes, window);
        }
        self.is_at_end &= divided.rows == self.rows.len();
        self.rows.truncate(divided.rows);
        self.foot_lines = divided.lines;
        for (mut wanted, place) in notes.into_iter().zip(divided.places) {
            let Some(place) = place else {
                self.waiting += 1;
                self.waits_at_top |= wanted.row == 0;
                continue;
            };
            if place.height < wanted.note.lines.len() {
                Rc::make_mut(&mut wanted.note).cut(place.height, width);
            }
            self.foot.push(FootNote {
                annotation: wanted.annotation,
                anchor_row: wanted.row,
                line: place.line,
                column: place.column,
                note: wanted.note,
            });
        }
    }

    fn divided(&self, notes: &[Wanted], window: Window<'_>) -> Foot {
        let focus = notes
            .iter()
            .position(|note| Some(note.annotation) == window.focus);
        let wants = at_foot(notes);
        foot::divide(&wants, self.rows.len(), window.height, window.width, focus)
    }

    /// The notes of the rows, those of the first row left out that have been scrolled past. `focus` is among them, whole.
    fn wanted(&mut self, window: Window<'_>, focus: Option<&Wanted>) -> Vec<Wanted> {
        let mut notes = notes_of(window.document, &self.rows, focus);
        let of_top = notes.partition_point(|note| note.row == 0);
        if window.skipped < of_top {
            // What is in focus is never scrolled past.
            let is_in_focus = |note: &Wanted| Some(note.annotation) == window.focus;
            let focus = notes.iter().position(is_in_focus);
            let skipped = window.skipped.min(focus.unwrap_or(of_top));
            notes.drain(..skipped);
            self.above = skipped;
        }
        notes
    }

    /// The note in focus, if its annotation is in the window: whole.
    fn focused(&self, window: Window<'_>, width: u16) -> Option<Wanted> {
        let id = window.focus?;
        let row = self
            .rows
            .iter()
            .position(|row| row.notes().any(|(of_row, _)| of_row == id))?;
        let most = Some(window.height);
        let measure = Measure::new(width).reordered(window.reorder);
        let note = layout::lay_out_note(window.document, window.view, id, measure, most);
        Some(Wanted {
            annotation: id,
            row,
            note: Rc::new(note),
        })
    }
}

/// The rows from a position on, at most `height`; whether the last row of all is among them.
fn rows_from(
    column: &mut Column,
    document: &Document,
    from: Position,
    height: usize,
) -> (Vec<PageRow>, bool) {
    let mut rows = Vec::with_capacity(height);
    let mut at = from;
    while rows.len() < height {
        let item = column.item(document, at.block);
        rows.push(PageRow {
            item,
            index: at.row,
        });
        let (next, gone) = column.step(document, at, 1);
        if gone == 0 {
            return (rows, true);
        }
        at = next;
    }
    (rows, false)
}

/// The notes that take a line beside these rows, `focus` among them. What is said of a name is said once.
fn notes_of(document: &Document, rows: &[PageRow], focus: Option<&Wanted>) -> Vec<Wanted> {
    let mut notes: Vec<Wanted> = Vec::new();
    let mut said = HashSet::new();
    for (at, row) in rows.iter().enumerate() {
        let of_row = row.item.notes.iter().filter(|note| note.row == row.index);
        for note in of_row {
            if let Some(focus) = focus.filter(|focus| focus.annotation == note.annotation) {
                notes.push(focus.clone());
                continue;
            }
            let is_name = document.annotation(note.annotation).layer() == Some(Layer::Names);
            let is_new = !is_name || {
                let lines = note.note.lines.iter();
                said.insert(lines.map(layout::Line::text).collect::<String>())
            };
            if note.takes_a_line && is_new {
                notes.push(Wanted {
                    annotation: note.annotation,
                    row: at,
                    note: Rc::clone(&note.note),
                });
            }
        }
    }
    notes
}

fn beside(notes: &[Wanted]) -> Vec<Want> {
    let want = |note: &Wanted| Want {
        row: note.row,
        height: note.note.lines.len(),
    };
    notes.iter().map(want).collect()
}

fn at_foot(notes: &[Wanted]) -> Vec<foot::Want> {
    let want = |note: &Wanted| foot::Want {
        row: note.row,
        width: note.note.width(),
        height: note.note.lines.len().max(1),
    };
    notes.iter().map(want).collect()
}

/// The lowest row that may stand at the top of a window: so that the window is filled, or lower as long as notes of the last
/// rows find no place beside or below them.
pub fn lowest_top(column: &mut Column, window: Window<'_>) -> Option<Position> {
    let is_all_said = |wants: &[Wanted], rows: usize| match window.notes {
        Notes::Beside(_) => {
            let places = margin::place_in_window(&beside(wants), window.height);
            places.iter().all(Option::is_some)
        }
        Notes::Foot(_) => {
            let (height, width) = (window.height, window.width);
            let foot = foot::divide(&at_foot(wants), rows, height, width, None);
            foot.rows == rows && foot.places.iter().all(Option::is_some)
        }
        Notes::Below | Notes::Elsewhere => true,
    };
    first_of_the_last(column, window, is_all_said)
}

/// The row at the top of the window that shows the end of the text: the first from which its last row is shown.
pub fn end_top(column: &mut Column, window: Window<'_>) -> Option<Position> {
    let is_end_shown = |wants: &[Wanted], rows: usize| match window.notes {
        Notes::Foot(_) => {
            foot::divide(&at_foot(wants), rows, window.height, window.width, None).rows == rows
        }
        Notes::Beside(_) | Notes::Below | Notes::Elsewhere => true,
    };
    first_of_the_last(column, window, is_end_shown)
}

/// The first of the rows of the last window from which `is_enough` holds of the notes and the number of the rows from there
/// on; else the last.
fn first_of_the_last(
    column: &mut Column,
    window: Window<'_>,
    is_enough: impl Fn(&[Wanted], usize) -> bool,
) -> Option<Position> {
    let height = u16::try_from(window.height).unwrap_or(u16::MAX);
    let mut top = column.lowest_top(window.document, height)?;
    let (rows, _) = rows_from(column, window.document, top, window.height);
    let notes = notes_of(window.document, &rows, None);
    for first in 0..rows.len() {
        let from = notes.partition_point(|note| note.row < first);
        let rest = notes.get(from..).unwrap_or_default();
        let rest: Vec<Wanted> = rest
            .iter()
            .cloned()
            .map(|note| Wanted {
                row: note.row - first,
                ..note
            })
            .collect();
        if is_enough(&rest, rows.len() - first) {
            break;
        }
        let (next, gone) = column.step(window.document, top, 1);
        if gone == 0 {
            break;
        }
        top = next;
    }
    Some(top)
}
