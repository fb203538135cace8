//! Layout: a block, a view and a measure in; lines out. And where the notes beside them stand.
//!
//! Pure and lazy: one block at a time, nothing remembered. A finished layout knows no colours and no terminal; what it says
//! of a run is which annotations it lies in.
//!
//! ```
//! use manicule::layout::{Measure, lay_out_text};
//!
//! let lines = lay_out_text("Come as soon as you can.", Measure::new(12));
//! let lines: Vec<String> = lines.iter().map(|line| line.text()).collect();
//! assert_eq!(lines, ["Come as soon", "as you can."]);
//! ```

mod collect;
mod finish;
pub mod foot;
mod linebreak;
pub mod margin;
pub mod notes;
pub mod page;
mod shape;
mod table;
mod words;

pub use crate::text::{shown, width};
pub use crate::view::{speaks, takes_a_line};
pub use margin::{Want, place};
pub use notes::{Explanation, NoteLayout, explain, lay_out_note};

use crate::document::{AnnotationId, BlockId, BlockKind, Document, Place, Span};
use crate::text::sanitise;
use crate::view::View;

use collect::{Strand, collect};
use finish::{Order, finish};
use linebreak::break_lines;
use shape::{Shape, Side};

/// How wide lines may be, and how they are broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Measure {
    /// The widest line, in columns.
    pub width: u16,
    /// Whether words may be divided at the end of a line.
    pub hyphenation: Hyphenation,
    /// Whether right-to-left text is put into visual order here. Off for a terminal that does so itself.
    pub reorder: bool,
}

impl Measure {
    /// Lines of at most `width` columns, words whole, right-to-left text in visual order.
    pub fn new(width: u16) -> Self {
        Self {
            width,
            hyphenation: Hyphenation::Off,
            reorder: true,
        }
    }
}

impl Measure {
    /// The same; right-to-left text is put into visual order only if `reorder` says so.
    #[must_use]
    pub fn reordered(self, reorder: bool) -> Self {
        Self { reorder, ..self }
    }
}

impl From<u16> for Measure {
    fn from(width: u16) -> Self {
        Self::new(width)
    }
}

/// Whether words may be divided at the end of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Hyphenation {
    /// Words stay whole.
    #[default]
    Off,
    /// Words are divided by the patterns of the document's language.
    On,
}

/// One block set in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLayout {
    /// The block.
    pub block: BlockId,
    /// Empty rows that stand before it when it is not the first of its flow; 0 where it has no lines.
    pub gap_before: u16,
    /// Its lines; none if the view leaves nothing of it.
    pub lines: Vec<Line>,
    /// The annotations that have something to say in the margin, each with the line (counted from 0) that it stands beside,
    /// in order.
    pub notes: Vec<(AnnotationId, usize)>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// Empty columns before the first run.
    pub indent: u16,
    /// What stands on it, from left to right.
    pub runs: Vec<Run>,
    /// The stretch of the buffer from the line's first place to the next line's.
    pub span: Span,
}

/// A stretch of a line that is all of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What is shown: free of control characters, tabs and anything else that a terminal would act on.
    pub text: String,
    /// Its width in columns.
    pub width: u16,
    /// The stretch of the buffer that it shows; empty for what is not in the buffer.
    pub span: Span,
    /// Where it comes from.
    pub origin: Origin,
    /// The annotations that it lies in and that are shown, in the document's order.
    pub annotations: Vec<AnnotationId>,
}

/// Where a run comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The buffer, byte for byte: it may be cut at any grapheme and the parts keep their places.
    Text,
    /// The buffer, but shown otherwise (a control character's symbol, a reordered word): never cut.
    Stand,
    /// An editor's sign: a bracket of a layer shown inline.
    Mark,
    /// The figure of a note's reference.
    Reference,
    /// A sign for text that is not there: a gap's ellipsis, a page's number.
    Sign,
    /// The raised sign of a note that stands beside the text.
    Tie,
    /// Words that are not the document's: an explanation in the margin, a metadata value.
    Words,
}

impl Line {
    /// The width of its runs and of what stands empty before them, in columns.
    pub fn width(&self) -> usize {
        usize::from(self.indent)
            + self
                .runs
                .iter()
                .map(|run| usize::from(run.width))
                .sum::<usize>()
    }

    /// What it reads, without its indentation.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl BlockLayout {
    /// The line, counted from 0, on which `place` is shown; where it is not shown itself, the line on which it would be.
    /// 0 for a block without lines.
    pub fn line_of(&self, place: Place) -> usize {
        let shows = |line: &Line| line.runs.iter().any(|run| run.span.contains(place));
        let first = self.lines.iter().position(shows);
        let behind = self.lines.partition_point(|line| line.span.start <= place);
        first.unwrap_or(behind.saturating_sub(1))
    }
}

/// Sets a block in lines: as the view shows it, at this measure.
pub fn lay_out(document: &Document, block: BlockId, view: &View, measure: Measure) -> BlockLayout {
    let pieces = view.visible(document, block);
    let strands: Vec<Strand<'_>> = pieces
        .iter()
        .map(|piece| Strand::new(document, piece))
        .collect();
    let lines = match document.block(block).kind {
        BlockKind::TableRow | BlockKind::TableHeading => {
            set_row(document, block, &strands, measure)
        }
        _ => set_block(document, block, strands, measure),
    };
    let gap_before = if lines.is_empty() {
        0
    } else {
        shape::gap_before(document, block)
    };
    let mut layout = BlockLayout {
        block,
        gap_before,
        lines,
        notes: Vec::new(),
    };
    layout.notes = notes::beside(document, view, &layout);
    layout
}

/// Sets words that are not a document's, as words of the program or a metadata value. Line feeds in them end a line.
pub fn lay_out_text(text: &str, measure: impl Into<Measure>) -> Vec<Line> {
    let measure = measure.into();
    let set_line = |line| set(vec![Strand::words(line)], Span::default(), measure, None);
    text.lines().flat_map(set_line).collect()
}

/// Sets strands flush left.
fn set(
    strands: Vec<Strand<'_>>,
    whole: Span,
    measure: Measure,
    language: Option<hypher::Lang>,
) -> Vec<Line> {
    let mut galley = collect(strands);
    let order = Order::of(&galley, measure.reorder);
    let width = usize::from(measure.width);
    let broken = break_lines(&mut galley, width, width, language);
    let mut lines = finish(&galley, &broken, &order, whole);
    if order.is_right_to_left() {
        for line in &mut lines {
            line.indent = columns(width.saturating_sub(line.width()));
        }
    }
    lines
}

/// Sets a block that is not a row of a table.
fn set_block(
    document: &Document,
    id: BlockId,
    strands: Vec<Strand<'_>>,
    measure: Measure,
) -> Vec<Line> {
    let block = document.block(id);
    let mut galley = collect(strands);
    if galley.is_blank() {
        if block.kind != BlockKind::Separator || !block.content().is_empty() {
            return Vec::new();
        }
        let sign = Strand {
            text: shape::SEPARATOR,
            span: Span::at(block.span.start),
            origin: Origin::Sign,
            annotations: &[],
        };
        galley = collect(vec![sign]);
    }
    let width = usize::from(measure.width);
    let shape = Shape::of(document, id, &galley, width);
    let order = Order::of(&galley, measure.reorder);
    let language = language(document, measure.hyphenation);
    let broken = break_lines(
        &mut galley,
        width - shape.first.min(width),
        width - shape.rest.min(width),
        language,
    );
    let mut lines = finish(&galley, &broken, &order, block.span);
    let widest = lines.iter().map(Line::width).max().unwrap_or_default();
    for (number, line) in lines.iter_mut().enumerate() {
        let indent = if number == 0 { shape.first } else { shape.rest };
        line.indent = columns(match shape.side {
            Side::Left if order.is_right_to_left() => width.saturating_sub(indent + line.width()),
            Side::Left => indent,
            Side::Centre => width.saturating_sub(line.width()) / 2,
            Side::Right => width.saturating_sub(widest),
        });
    }
    if let (Some(lead), Some(first), false) =
        (shape.lead, lines.first_mut(), order.is_right_to_left())
    {
        let width = columns(sanitise::width(lead));
        let span = Span::at(block.span.start);
        first.indent -= width.min(first.indent);
        first.runs.insert(
            0,
            Run {
                text: lead.to_owned(),
                width,
                span,
                origin: Origin::Sign,
                annotations: Vec::new(),
            },
        );
    }
    lines
}

/// Sets a row of a table: its cells beside each other, or under each other where the measure is too narrow for that.
fn set_row(
    document: &Document,
    id: BlockId,
    strands: &[Strand<'_>],
    measure: Measure,
) -> Vec<Line> {
    let whole = document.block(id).span;
    if strands
        .iter()
        .all(|strand| strand.text.chars().all(sanitise::is_blank))
    {
        return Vec::new();
    }
    let language = language(document, measure.hyphenation);
    let cells = cells(strands);
    let Some(mut widths) = table::columns(document, id, usize::from(measure.width)) else {
        let cells = cells.into_iter().filter(|cell| !cell.is_empty());
        let mut lines: Vec<Line> = cells
            .flat_map(|cell| set(cell, whole, measure, language))
            .collect();
        table::join_spans(&mut lines, whole);
        return lines;
    };
    // Marks shown inline may part a row into fewer cells than its text has, never into more.
    widths.resize(widths.len().max(cells.len()), 2);
    let set_cell = |(cell, &width): (Vec<_>, &usize)| {
        set(
            cell,
            whole,
            Measure {
                width: columns(width),
                ..measure
            },
            language,
        )
    };
    let cells = cells.into_iter().zip(&widths).map(set_cell).collect();
    table::side_by_side(cells, &widths, whole)
}

/// The strands of each cell of a row, cut at its tabs, without the spaces at the cells' edges.
fn cells<'a>(strands: &[Strand<'a>]) -> Vec<Vec<Strand<'a>>> {
    let mut cells = vec![Vec::new()];
    for strand in strands {
        let mut at = 0;
        for (number, part) in strand.text.split('\t').enumerate() {
            if number > 0 {
                cells.push(Vec::new());
            }
            if let (Some(cell), false) = (cells.last_mut(), part.is_empty()) {
                let mut strand = Strand {
                    text: part,
                    ..*strand
                };
                if strand.origin == Origin::Text {
                    strand.span =
                        Span::new(strand.span.start + at, strand.span.start + at + part.len());
                }
                cell.push(strand);
            }
            at += part.len() + 1;
        }
    }
    for cell in &mut cells {
        if let Some(first) = cell.first_mut() {
            first.trim_start();
        }
        if let Some(last) = cell.last_mut() {
            last.trim_end();
        }
    }
    cells
}

/// The patterns by which words of a document may be divided, if they may.
fn language(document: &Document, hyphenation: Hyphenation) -> Option<hypher::Lang> {
    if hyphenation == Hyphenation::Off {
        return None;
    }
    document
        .metadata
        .languages
        .iter()
        .find_map(|language| linebreak::patterns(language))
}

/// A number of columns as it is stored; no line is wider than the type can say.
fn columns(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
