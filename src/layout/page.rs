//! A page: the rows of a block, its notes under it or beside it, and where those beside it stand. The same for the screen
//! and for print.
//!
//! A row is named by the place of its line and its distance from it, never by its number. Knows nothing of windows.

use std::rc::Rc;

use crate::document::{AnnotationId, BlockId, Document, Place};
use crate::view::View;

use super::margin::{self, Want};
use super::{Line, Measure, NoteLayout, lay_out, lay_out_note, takes_a_line};

/// A note beside the text is laid out for at most so many lines: those of a large terminal. How many of them stand in a
/// window is the window's affair.
const LONGEST_NOTE: usize = 60;

/// A note under its paragraph is cut after this many lines, so that the text goes on; opened, it is whole.
const LONGEST_NOTE_BELOW: usize = 3;

/// The narrowest measure of a note under its paragraph, in columns.
const NARROWEST_NOTE: u16 = 8;

/// A row of the column: the line that holds `place`, or the row `offset` rows after it (before it, if negative) that holds
/// no text of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anchor {
    /// A place in the line.
    pub place: Place,
    /// The distance from that line in rows, over empty rows and notes only.
    pub offset: isize,
}

impl Anchor {
    /// The line that holds `place`.
    pub fn at(place: Place) -> Self {
        Self { place, offset: 0 }
    }
}

/// What the rows are made from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Setting {
    /// What is shown.
    pub view: View,
    /// How wide.
    pub measure: Measure,
    /// Where the notes stand.
    pub notes: Notes,
    /// The columns before a note, where its sign stands.
    pub sign_width: u16,
}

/// Where the notes of a block stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Notes {
    /// Beside it, in a column so wide.
    Beside(u16),
    /// At the foot of the window, in lines so wide.
    Foot(u16),
    /// Under it.
    Below,
    /// Not with the block: whoever sets the page puts them where they go.
    #[default]
    Elsewhere,
}

/// One block's rows: the gap before it, its lines, and under them its notes if they stand there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockRows {
    /// The rows.
    pub rows: Vec<Row>,
    /// The annotations that have something to say, each with the row that it stands beside.
    pub notes: Vec<BlockNote>,
}

/// A note of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockNote {
    /// The annotation that it explains.
    pub annotation: AnnotationId,
    /// The row of the block that it stands beside.
    pub row: usize,
    /// Whether it takes a line unasked: it says what the text does not show.
    pub takes_a_line: bool,
    /// What stands there where there is room for all of it; nothing where it takes no line or stands elsewhere.
    pub note: Rc<NoteLayout>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// An empty row.
    Blank,
    /// A line of the text.
    Text(Line),
    /// A line of a note under its paragraph; the first of them with the note's sign.
    Note {
        /// The annotation that the note explains.
        annotation: AnnotationId,
        /// The sign, on the first row.
        sign: Option<String>,
        /// The line.
        line: Line,
    },
}

/// A note beside the text.
#[derive(Debug, Clone)]
pub struct MarginNote {
    /// The annotation that it explains.
    pub annotation: AnnotationId,
    /// The row of its first line; negative above the rows in hand.
    pub row: isize,
    /// The row of the text that it belongs to.
    pub anchor_row: isize,
    /// Its sign and lines.
    pub note: Rc<NoteLayout>,
}

impl MarginNote {
    /// A note that wants to stand beside a row.
    pub fn at(annotation: AnnotationId, row: isize, note: Rc<NoteLayout>) -> Self {
        Self {
            annotation,
            row,
            anchor_row: row,
            note,
        }
    }

    /// The rows that it takes.
    pub fn height(&self) -> usize {
        self.note.lines.len()
    }
}

/// Gives each note its row, none of them above `base`; the one in focus, if any, its wish.
pub fn settle(notes: &mut [MarginNote], focus: Option<usize>, base: isize) {
    let want = |note: &MarginNote| Want {
        row: (note.anchor_row - base).unsigned_abs(),
        height: note.height(),
    };
    let wants: Vec<Want> = notes.iter().map(want).collect();
    for (note, row) in notes.iter_mut().zip(margin::place(&wants, focus, 0)) {
        note.row = base + row.cast_signed();
    }
}

impl BlockRows {
    /// The rows of a block; none if the view leaves nothing of it.
    pub fn set(document: &Document, block: BlockId, setting: &Setting) -> Self {
        let set = lay_out(document, block, &setting.view, setting.measure);
        if set.lines.is_empty() {
            return Self::default();
        }
        let gap = usize::from(set.gap_before);
        let mut rows = vec![Row::Blank; gap];
        rows.extend(set.lines.into_iter().map(Row::Text));
        let mut of_block = Self {
            rows,
            notes: Vec::new(),
        };
        for (annotation, line) in set.notes {
            let row = line + gap;
            let takes_a_line = takes_a_line(document, &setting.view, annotation);
            let note = match setting.notes {
                _ if !takes_a_line => Rc::default(),
                Notes::Beside(width) | Notes::Foot(width) => {
                    note_of(document, setting, annotation, width)
                }
                Notes::Below => {
                    of_block.put_note_below(document, setting, annotation);
                    Rc::default()
                }
                Notes::Elsewhere => Rc::default(),
            };
            of_block.notes.push(BlockNote {
                annotation,
                row,
                takes_a_line,
                note,
            });
        }
        of_block
    }

    /// The places of a row: its line's own, or those of the lines before it.
    pub fn anchor_of(&self, row: usize) -> Option<Anchor> {
        let before = self
            .rows
            .get(..=row)?
            .iter()
            .rposition(|row| matches!(row, Row::Text(_)));
        let line =
            before.or_else(|| self.rows.iter().position(|row| matches!(row, Row::Text(_))))?;
        let Row::Text(text) = &self.rows[line] else {
            return None;
        };
        Some(Anchor {
            place: text.span.start,
            offset: row.cast_signed() - line.cast_signed(),
        })
    }

    /// The empty rows before the first line.
    pub fn gap(&self) -> usize {
        let blank = self.rows.iter().take_while(|row| **row == Row::Blank);
        blank.count()
    }

    /// The row of the line that holds `place`.
    pub fn line_of(&self, place: Place) -> usize {
        let mut found = None;
        for (index, row) in self.rows.iter().enumerate() {
            match row {
                Row::Text(line) if found.is_none() || line.span.start <= place => {
                    found = Some(index);
                }
                Row::Text(_) => break,
                _ => {}
            }
        }
        found.unwrap_or_default()
    }

    /// The first of the rows without text right before the line at `line`, if it is the first line; else the line.
    pub fn first_before(&self, line: usize) -> usize {
        let is_first = !self
            .rows
            .iter()
            .take(line)
            .any(|row| matches!(row, Row::Text(_)));
        if is_first { 0 } else { line }
    }

    /// The last of the rows without text right after the line at `line`.
    pub fn last_after(&self, line: usize) -> usize {
        let after = self
            .rows
            .iter()
            .skip(line + 1)
            .take_while(|row| !matches!(row, Row::Text(_)))
            .count();
        line + after
    }

    fn put_note_below(&mut self, document: &Document, setting: &Setting, annotation: AnnotationId) {
        let measure = Measure {
            width: setting.width_below(),
            ..setting.measure
        };
        let note = lay_out_note(
            document,
            &setting.view,
            annotation,
            measure,
            Some(LONGEST_NOTE_BELOW),
        );
        let mut sign = Some(note.sign);
        for line in note.lines {
            let sign = sign.take();
            self.rows.push(Row::Note {
                annotation,
                sign,
                line,
            });
        }
    }
}

impl Setting {
    /// The columns of a note's text under its paragraph.
    pub fn width_below(&self) -> u16 {
        let width = self.measure.width.saturating_sub(self.indent_below());
        width.max(NARROWEST_NOTE)
    }

    /// The columns before it: its sign, a little set in.
    pub fn indent_below(&self) -> u16 {
        self.sign_width + 1
    }
}

/// The whole of a note beside the text or at the foot.
fn note_of(
    document: &Document,
    setting: &Setting,
    annotation: AnnotationId,
    width: u16,
) -> Rc<NoteLayout> {
    let measure = Measure {
        width,
        ..setting.measure
    };
    let most = Some(LONGEST_NOTE);
    Rc::new(lay_out_note(
        document,
        &setting.view,
        annotation,
        measure,
        most,
    ))
}
