//! The text as one long column of rows, of which only what is near the window is ever laid out.
//!
//! A row is found by the place of its line and its distance from it, never by its number, so that it is the same row after
//! a new width or another view. Knows nothing of where on the screen the column stands.

use std::collections::HashMap;
use std::rc::Rc;

use crate::document::{AnnotationId, BlockId, Document, FlowId, Place};
use crate::layout::{self, Line, Measure, NoteLayout};
use crate::view::View;

/// More laid-out blocks than this are forgotten: a few screens' worth of one-line blocks in the largest terminal.
const MOST_REMEMBERED: usize = 2048;

/// A note beside the text is cut after this many lines, unless it is in focus.
const LONGEST_NOTE: usize = 7;

/// A note under its paragraph is cut after this many lines, so that the text goes on; opened, it is whole.
const LONGEST_NOTE_BELOW: usize = 3;

/// A note beside the text keeps at least this many lines, however many stand beside one paragraph.
const SHORTEST_CUT: usize = 2;

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

/// A row as the present layout numbers it: a block and a row of it. Ordered as in the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The block.
    pub block: BlockId,
    /// The row within the block's item.
    pub row: usize,
}

/// What the rows are made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Which of the open documents.
    pub document: usize,
    /// What is shown.
    pub view: View,
    /// How wide.
    pub measure: Measure,
    /// The width of the notes beside the text; without one they stand under their paragraphs.
    pub margin: Option<u16>,
}

/// One block's rows: the gap before it, its lines, and under them its notes if they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The rows.
    pub rows: Vec<Row>,
    /// The annotations that have something to say, each with the row of the item that it stands beside.
    pub notes: Vec<ItemNote>,
}

/// A note of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemNote {
    /// The annotation that it explains.
    pub annotation: AnnotationId,
    /// The row of the item that it stands beside.
    pub row: usize,
    /// What stands there, cut to the room that the block has; nothing where notes stand under their paragraphs.
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

/// The rows of one document in one setting.
#[derive(Debug, Default)]
pub struct Column {
    setting: Option<Setting>,
    items: HashMap<BlockId, Rc<Item>>,
}

impl Column {
    /// Sets the column anew if the setting has changed.
    pub fn set(&mut self, setting: Setting) {
        if self.setting.as_ref() != Some(&setting) {
            self.items.clear();
            self.setting = Some(setting);
        }
    }

    /// Forgets all rows: the document itself has changed.
    pub fn forget(&mut self) {
        self.setting = None;
        self.items.clear();
    }

    /// The rows of a block; laid out if they are not remembered.
    pub fn item(&mut self, document: &Document, block: BlockId) -> Rc<Item> {
        if let Some(item) = self.items.get(&block) {
            return Rc::clone(item);
        }
        let item = Rc::new(self.setting.as_ref().map_or_else(Item::empty, |setting| {
            Item::lay_out(document, block, setting)
        }));
        if self.items.len() >= MOST_REMEMBERED {
            self.items.clear();
        }
        self.items.insert(block, Rc::clone(&item));
        item
    }

    /// Where the row of `anchor` is now: the nearest row before it that is still there, else the nearest after it.
    pub fn position(&mut self, document: &Document, anchor: Anchor) -> Option<Position> {
        let place = main_place(document, anchor.place);
        let block = document.block_at(place)?;
        let item = self.item(document, block);
        if item.rows.is_empty() {
            let start = Position { block, row: 0 };
            return self
                .next_block(document, start)
                .or_else(|| self.last_of_previous_block(document, start));
        }
        let line = item.line_of(place);
        let row = line
            .saturating_add_signed(anchor.offset)
            .clamp(item.first_before(line), item.last_after(line));
        Some(Position { block, row })
    }

    /// The anchor of a row.
    pub fn anchor(&mut self, document: &Document, position: Position) -> Anchor {
        let item = self.item(document, position.block);
        item.anchor_of(position.row)
            .unwrap_or_else(|| Anchor::at(document.block(position.block).span.start))
    }

    /// The row `rows` further down (up, if negative), or the last (first) row there is; and how many rows were gone.
    pub fn step(&mut self, document: &Document, from: Position, rows: isize) -> (Position, usize) {
        let (mut at, wanted) = (from, rows.unsigned_abs());
        let mut gone = 0;
        while gone < wanted {
            let item = self.item(document, at.block);
            let left = wanted - gone;
            let (here, next) = if rows > 0 {
                let here = left.min(item.rows.len().saturating_sub(1).saturating_sub(at.row));
                at.row += here;
                (
                    here,
                    if here < left {
                        self.next_block(document, at)
                    } else {
                        None
                    },
                )
            } else {
                let here = left.min(at.row);
                at.row -= here;
                (
                    here,
                    if here < left {
                        self.last_of_previous_block(document, at)
                    } else {
                        None
                    },
                )
            };
            gone += here;
            match next {
                Some(position) => {
                    at = position;
                    gone += 1;
                }
                None => break,
            }
        }
        (at, gone)
    }

    /// The first row.
    pub fn first(&mut self, document: &Document) -> Option<Position> {
        self.position(document, Anchor::at(0))
            .map(|position| self.step(document, position, isize::MIN / 2).0)
    }

    /// The last row.
    pub fn last(&mut self, document: &Document) -> Option<Position> {
        let last = document.flow_blocks(FlowId::MAIN).next_back()?;
        let behind = Position {
            block: BlockId(last.0 + 1),
            row: 0,
        };
        self.last_of_previous_block(document, behind)
    }

    fn next_block(&mut self, document: &Document, from: Position) -> Option<Position> {
        let end = document.main_flow().blocks.end;
        let mut after = (from.block.0 + 1..end).map(BlockId);
        after
            .find(|&block| !self.item(document, block).rows.is_empty())
            .map(|block| Position { block, row: 0 })
    }

    fn last_of_previous_block(&mut self, document: &Document, from: Position) -> Option<Position> {
        (0..from.block.0).rev().map(BlockId).find_map(|block| {
            let row = self.item(document, block).rows.len().checked_sub(1)?;
            Some(Position { block, row })
        })
    }
}

impl Item {
    fn empty() -> Self {
        Self {
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn lay_out(document: &Document, block: BlockId, setting: &Setting) -> Self {
        let set = layout::lay_out(document, block, &setting.view, setting.measure);
        if set.lines.is_empty() {
            return Self::empty();
        }
        let gap = usize::from(set.gap_before);
        let mut rows = vec![Row::Blank; gap];
        rows.extend(set.lines.into_iter().map(Row::Text));
        let mut item = Self {
            rows,
            notes: Vec::new(),
        };
        for (annotation, line) in set.notes {
            let row = line + gap;
            match setting.margin {
                Some(width) => item.put_note_beside(document, setting, annotation, row, width),
                None => item.put_note_below(document, setting, annotation, row),
            }
        }
        if let Some(width) = setting.margin {
            item.cut_notes_to_room(width);
        }
        item
    }

    fn put_note_beside(
        &mut self,
        document: &Document,
        setting: &Setting,
        annotation: AnnotationId,
        row: usize,
        width: u16,
    ) {
        let most = Some(LONGEST_NOTE);
        let note = layout::lay_out_note(document, &setting.view, annotation, width, most);
        self.notes.push(ItemNote {
            annotation,
            row,
            note: Rc::new(note),
        });
    }

    /// Cuts the notes, the longest first, until they fit beside the block, so that none is pushed far from its line.
    fn cut_notes_to_room(&mut self, width: u16) {
        let height = |most: usize| -> usize {
            self.notes
                .iter()
                .map(|note| note.note.lines.len().min(most))
                .sum()
        };
        let most = (SHORTEST_CUT..=LONGEST_NOTE)
            .rev()
            .find(|&most| height(most) <= self.rows.len());
        let most = most.unwrap_or(SHORTEST_CUT);
        for note in &mut self.notes {
            if note.note.lines.len() > most {
                Rc::make_mut(&mut note.note).cut(most, width);
            }
        }
    }

    /// The places of a row: its line's own, or those of the lines before it.
    fn anchor_of(&self, row: usize) -> Option<Anchor> {
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
    fn first_before(&self, line: usize) -> usize {
        let is_first = !self
            .rows
            .iter()
            .take(line)
            .any(|row| matches!(row, Row::Text(_)));
        if is_first { 0 } else { line }
    }

    /// The last of the rows without text right after the line at `line`.
    fn last_after(&self, line: usize) -> usize {
        let after = self
            .rows
            .iter()
            .skip(line + 1)
            .take_while(|row| !matches!(row, Row::Text(_)))
            .count();
        line + after
    }

    fn put_note_below(
        &mut self,
        document: &Document,
        setting: &Setting,
        annotation: AnnotationId,
        row: usize,
    ) {
        let width = note_width(setting.measure.width);
        let note = layout::lay_out_note(
            document,
            &setting.view,
            annotation,
            width,
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
        let note = Rc::default();
        self.notes.push(ItemNote {
            annotation,
            row,
            note,
        });
    }
}

/// The columns before a note's text under its paragraph, where its sign stands.
pub const NOTE_INDENT: u16 = 5;

fn note_width(measure: u16) -> u16 {
    measure.saturating_sub(NOTE_INDENT).max(8)
}

/// The place of the main text that a place belongs to: itself, or the anchor of the note whose body holds it.
pub fn main_place(document: &Document, place: Place) -> Place {
    let mut place = place;
    // Notes may lie in notes; each step goes to a flow that is written before, or the walk ends.
    for _ in 0..document.flows().len() {
        let flow = document.flow_at(place);
        if flow == FlowId::MAIN {
            return place;
        }
        match document.annotation_of_flow(flow) {
            Some(id) => place = document.annotation(id).span.start,
            None => return 0,
        }
    }
    0
}
