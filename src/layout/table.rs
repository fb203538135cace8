//! Rows of tables: their cells in columns that stand under each other over the rows round them.
//!
//! Knows nothing of what stands in the cells.

use std::ops::Range;

use crate::document::{Block, BlockId, BlockKind, Document, Span};

use super::{Line, Origin, Run};
use crate::text::sanitise::width;

/// Empty columns between two columns of a table.
const GUTTER: usize = 2;
/// A column is as wide as its longest word, up to this many columns; a longer word is cut, as in narrow text.
const LONGEST_WORD: usize = 14;
/// Columns are alike over this many rows, so that a row of a long table costs no more than one of a short.
const ROWS_TOGETHER: usize = 128;

/// The widths of the columns of the table that a row belongs to; `None` if they cannot stand side by side: a column as
/// narrow as to cut its words is none, and each row is then set as a record, its cells under each other.
pub(super) fn columns(document: &Document, id: BlockId, measure: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<Column> = Vec::new();
    for row in rows_with(document, id) {
        for (column, cell) in document.block_text(BlockId(row)).split('\t').enumerate() {
            let longest = cell.split_whitespace().map(width).max().unwrap_or_default();
            let cell = Column {
                wanted: width(cell.trim()),
                least: longest.min(LONGEST_WORD),
            };
            match widths.get_mut(column) {
                Some(known) => {
                    known.wanted = known.wanted.max(cell.wanted);
                    known.least = known.least.max(cell.least);
                }
                None => widths.push(cell),
            }
        }
    }
    let gutters = GUTTER * widths.len().saturating_sub(1);
    let room = measure.checked_sub(gutters)?;
    // A table of one column is a list: its words may be cut.
    for column in &mut widths {
        column.least = column.least.min(room);
    }
    let least: usize = widths.iter().map(|column| column.least.max(2)).sum();
    if widths.len() > 1 && room < least {
        return None;
    }
    Some(share(&widths, room))
}

/// What a column needs.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// The width of its widest cell.
    wanted: usize,
    /// The width of its longest word.
    least: usize,
}

/// The rows of the same table that share their columns with this one.
fn rows_with(document: &Document, id: BlockId) -> Range<usize> {
    let blocks = document.blocks();
    let flow = &document.flows()[document.flow_at(document.block(id).span.start).0].blocks;
    let is_row =
        |block: &Block| matches!(block.kind, BlockKind::TableRow | BlockKind::TableHeading);
    let mut first = id.0;
    while first > flow.start && !blocks[first].opens_group && is_row(&blocks[first - 1]) {
        first -= 1;
    }
    // Tables longer than that are cut into stretches, always at the same rows.
    let start = first + (id.0 - first) / ROWS_TOGETHER * ROWS_TOGETHER;
    let mut end = id.0 + 1;
    while end < flow.end.min(start + ROWS_TOGETHER)
        && is_row(&blocks[end])
        && !blocks[end].opens_group
    {
        end += 1;
    }
    start..end
}

/// Gives each column its longest word and shares what is left: narrow columns get what they want, the widest give way.
fn share(columns: &[Column], room: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(|column| column.least.max(2)).collect();
    let lack = |column: usize| {
        columns[column]
            .wanted
            .saturating_sub(columns[column].least.max(2))
    };
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|&column| lack(column));
    let mut left = room.saturating_sub(widths.iter().sum());
    for (done, &column) in order.iter().enumerate() {
        let more = lack(column).min(left / (order.len() - done));
        widths[column] += more;
        left -= more;
    }
    widths
}

/// The cells of a row beside each other. Each is given as its lines, set to the width of its column.
pub(super) fn side_by_side(cells: Vec<Vec<Line>>, widths: &[usize], whole: Span) -> Vec<Line> {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows: Vec<Line> = vec![Line::default(); height];
    let mut column_start = 0;
    for (cell, width) in cells.into_iter().zip(widths) {
        for (row, line) in rows.iter_mut().zip(cell) {
            let at = row.width();
            let indent = (column_start + usize::from(line.indent)).saturating_sub(at);
            if row.runs.is_empty() {
                row.indent = u16::try_from(indent).unwrap_or(u16::MAX);
            } else if !line.runs.is_empty() {
                row.runs.push(blank(indent, line.span.start));
            }
            row.runs.extend(line.runs);
        }
        column_start += width + GUTTER;
    }
    join_spans(&mut rows, whole);
    rows
}

/// Gives each line the stretch from its first place to the next line's, as far as lines that are not in reading order
/// have one.
pub(super) fn join_spans(lines: &mut [Line], whole: Span) {
    let first_places: Vec<Option<usize>> = lines
        .iter()
        .map(|line| {
            line.runs
                .iter()
                .find(|run| !run.span.is_empty())
                .map(|run| run.span.start)
        })
        .collect();
    let mut start = whole.start;
    let last = lines.len().saturating_sub(1);
    for (number, line) in lines.iter_mut().enumerate() {
        let next = first_places.get(number + 1).copied().flatten();
        let end = if number == last {
            whole.end
        } else {
            next.unwrap_or(start).max(start)
        };
        line.span = Span::new(start, end);
        start = end;
    }
}

fn blank(columns: usize, place: usize) -> Run {
    Run {
        text: " ".repeat(columns),
        width: u16::try_from(columns).unwrap_or(u16::MAX),
        span: Span::at(place),
        origin: Origin::Sign,
        annotations: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(columns: &[(usize, usize)], room: usize, expected: &[usize]) {
        let columns: Vec<Column> = columns
            .iter()
            .map(|&(wanted, least)| Column { wanted, least })
            .collect();
        assert_eq!(share(&columns, room), expected);
    }

    #[test]
    fn wide_columns_give_way_and_no_word_is_cut() {
        check(&[(3, 3), (4, 4)], 20, &[3, 4]);
        check(&[(3, 3), (40, 5)], 20, &[3, 17]);
        check(&[(30, 5), (40, 5)], 20, &[10, 10]);
        check(&[(30, 14), (40, 5)], 20, &[14, 6]);
        check(&[(0, 0), (40, 6)], 20, &[2, 18]);
        check(&[], 20, &[]);
    }
}
