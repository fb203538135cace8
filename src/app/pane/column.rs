//! The text as one long column of rows, of which only what is near the window is ever laid out.
//!
//! A row is found by the place of its line and its distance from it, never by its number, so that it is the same row after
//! a new width or another view. Knows nothing of where on the screen the column stands.

use std::collections::HashMap;
use std::rc::Rc;

use crate::document::{BlockId, Document, DocumentId, FlowId, Place};
use crate::layout::page::{Anchor, BlockRows, Setting};

/// More laid-out blocks than this are forgotten: a few screens' worth of one-line blocks in the largest terminal.
const MOST_REMEMBERED: usize = 2048;

/// A row as the present layout numbers it: a block and a row of it. Ordered as in the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The block.
    pub block: BlockId,
    /// The row within the block's item.
    pub row: usize,
}

/// The rows of one document in one setting.
#[derive(Debug, Default)]
pub struct Column {
    of: Option<(DocumentId, Setting)>,
    items: HashMap<BlockId, Rc<BlockRows>>,
}

impl Column {
    /// Sets the column anew if the setting has changed.
    pub fn set(&mut self, document: DocumentId, setting: Setting) {
        let of = Some((document, setting));
        if self.of != of {
            self.items.clear();
            self.of = of;
        }
    }

    /// Forgets all rows: the document itself has changed.
    pub fn forget(&mut self) {
        self.of = None;
        self.items.clear();
    }

    /// The rows of a block; laid out if they are not remembered.
    pub fn item(&mut self, document: &Document, block: BlockId) -> Rc<BlockRows> {
        if let Some(item) = self.items.get(&block) {
            return Rc::clone(item);
        }
        let rows = self
            .of
            .as_ref()
            .map(|(_, setting)| BlockRows::set(document, block, setting));
        let item = Rc::new(rows.unwrap_or_default());
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

    /// The lowest row at the top of a window that is filled.
    pub fn lowest_top(&mut self, document: &Document, height: u16) -> Option<Position> {
        let last = self.last(document)?;
        let rows = isize::try_from(height).unwrap_or(isize::MAX);
        Some(self.step(document, last, 1 - rows).0)
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
