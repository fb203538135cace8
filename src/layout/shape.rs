//! How each kind of block is set: how far in, at which side, with what space above it, with its number hanging.
//!
//! Knows nothing of where its lines end.

use unicode_width::UnicodeWidthStr;

use crate::document::{BlockId, BlockKind, Document, Place, Point};

use super::collect::{Galley, Look};

/// How the lines of a block stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Empty columns before the first line.
    pub(super) first: usize,
    /// Empty columns before the other lines.
    pub(super) rest: usize,
    pub(super) side: Side,
    /// A sign before the first line, standing in the last columns before its text.
    pub(super) lead: Option<&'static str>,
}

/// At which side of the measure lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Centre,
    /// Moved to the right as one, their left ends under each other.
    Right,
}

/// What stands for a separator of which the source gives no sign.
pub(super) const SEPARATOR: &str = "* * *";
/// What is set apart from the running text stands this far in.
const INDENT: usize = 4;
/// What follows a sub-point's mark stands this much further in than its point's.
const SUB_POINT: usize = 3;
/// The sign before an item of a list that has no mark of its own.
const BULLET: &str = "– ";

/// The marks at the start of a block are looked for in this many points; a block has seldom two.
const MOST_MARKS: usize = 8;
/// How many points back the one that governs a paragraph is looked for.
const MOST_POINTS_BACK: usize = 512;

impl Shape {
    fn new(first: usize, rest: usize) -> Self {
        Self {
            first,
            rest,
            side: Side::Left,
            lead: None,
        }
    }

    /// The shape of a block that is not a row of a table.
    pub(super) fn of(document: &Document, id: BlockId, galley: &Galley<'_>, width: usize) -> Self {
        let block = document.block(id);
        let level = usize::from(block.level);
        let shape = match block.kind {
            BlockKind::Transmission | BlockKind::Line | BlockKind::Address => {
                Self::new(0, INDENT / 2)
            }
            BlockKind::Inscription | BlockKind::Stage | BlockKind::Figure => {
                Self::new(INDENT, INDENT)
            }
            BlockKind::Quotation => {
                let indent = INDENT * level.max(1);
                numbered(document, id, galley, indent).unwrap_or(Self::new(indent, indent))
            }
            BlockKind::Verse => Self::new(INDENT + 2 * level, 2 * INDENT + 2 * level),
            BlockKind::Signature => Self {
                side: Side::Right,
                ..Self::new(0, 0)
            },
            BlockKind::Separator => Self {
                side: Side::Centre,
                ..Self::new(0, 0)
            },
            BlockKind::ListItem => {
                numbered(document, id, galley, 2 * level).unwrap_or_else(|| item(galley, level))
            }
            BlockKind::Paragraph => numbered(document, id, galley, 0).unwrap_or_else(|| {
                let column = governing_column(document, block.span.start);
                Self::new(column, column)
            }),
            _ => numbered(document, id, galley, 0).unwrap_or(Self::new(0, 0)),
        };
        shape.within(width)
    }

    /// The shape, drawn in so that the text keeps two thirds of a narrow measure, and eight columns of the narrowest.
    fn within(mut self, width: usize) -> Self {
        let most = (width / 3).min(width.saturating_sub(8));
        self.first = self.first.min(most);
        self.rest = self.rest.min(most);
        if self.lead.is_some_and(|lead| lead.width() > self.first) {
            self.lead = None;
        }
        self
    }
}

/// The shape of an item without a number: behind a dash, unless it has a bullet of its own.
fn item(galley: &Galley<'_>, level: usize) -> Shape {
    let own = galley
        .text
        .chars()
        .next()
        .is_some_and(|first| "-–—•·*◦▪".contains(first));
    let indent = 2 * level;
    if own {
        return Shape::new(indent, indent + 2);
    }
    let text = indent + BULLET.width();
    Shape {
        lead: Some(BULLET),
        ..Shape::new(text, text)
    }
}

/// The shape of a block that begins with the mark of a point, or with several: `1. (a) `. They hang before the text.
fn numbered(document: &Document, id: BlockId, galley: &Galley<'_>, indent: usize) -> Option<Shape> {
    let content = document.block(id).content();
    let points = document.points();
    let from = points.partition_point(|point| point.span.start < content.start);
    let mut end = content.start;
    let mut first: Option<&Point> = None;
    for point in points.iter().skip(from).take(MOST_MARKS) {
        let before = content.start.max(end)..point.mark.start;
        let is_next = point.mark.start >= end
            && point.mark.end <= content.end
            && !point.mark.is_empty()
            && !document
                .slice(before.into())
                .contains(char::is_alphanumeric);
        if !is_next {
            break;
        }
        end = point.mark.end;
        first = first.or(Some(point));
    }
    let first = first?;
    let hang = galley.width_of(0..behind(galley, end));
    let column = indent + column(document, first);
    let start = column
        .saturating_sub(hang)
        .max(indent + base(document, first.depth()));
    Some(Shape::new(start, start + hang))
}

/// The first cluster behind `place` that is not a space.
fn behind(galley: &Galley<'_>, place: Place) -> usize {
    let is_before = |&cluster: &usize| {
        let at = galley.place_of(cluster).unwrap_or_default();
        at < place
            || galley
                .clusters
                .get(cluster)
                .is_some_and(|cluster| cluster.look == Look::Space)
    };
    (0..galley.clusters.len()).take_while(is_before).count()
}

/// The column in which the text of a point stands, behind its mark.
fn column(document: &Document, point: &Point) -> usize {
    let mark = point.label.width() + 1;
    let own = point.path.last().map_or(0, |number| number.width());
    let widest = if point.depth() == 1 {
        widest_number(document)
    } else {
        own
    };
    base(document, point.depth()) + mark + widest.saturating_sub(own)
}

/// Where the marks of points of this depth begin.
fn base(document: &Document, depth: usize) -> usize {
    match depth {
        0 | 1 => 0,
        // Behind the number and the full stop of the point that they belong to.
        _ => widest_number(document) + 2 + SUB_POINT * (depth - 2),
    }
}

/// The width of the widest number of the outermost points: the last one's.
fn widest_number(document: &Document) -> usize {
    // Years and serial numbers that pass for points are no reason to move all the others.
    document
        .points()
        .last()
        .and_then(|last| last.path.first())
        .map_or(1, |number| number.width())
        .min(3)
}

/// The column of an unnumbered paragraph: under the text of the point that governs it, if that point begins a block.
fn governing_column(document: &Document, place: Place) -> usize {
    let points = document.points();
    let after = points.partition_point(|point| point.span.start < place);
    let mut governing = (points.iter().take(after).rev().take(MOST_POINTS_BACK))
        .filter(|point| point.span.contains(place));
    governing
        .find(|point| hangs(document, point))
        .map_or(0, |point| column(document, point))
}

/// Whether a point's mark stands at the start of its block.
fn hangs(document: &Document, point: &Point) -> bool {
    let Some(block) = document.block_at(point.mark.start) else {
        return false;
    };
    let before = document.block(block).span.start..point.mark.start;
    !point.mark.is_empty()
        && !document
            .slice(before.into())
            .contains(char::is_alphanumeric)
}

/// The empty rows before a block: none between the lines of a group, one between groups, two before a chief heading.
pub(super) fn gap_before(document: &Document, id: BlockId) -> u16 {
    let block = document.block(id);
    let flow = &document.flows()[document.flow_at(block.span.start).0];
    if id.0 <= flow.blocks.start {
        return 0;
    }
    let before = document.block(BlockId(id.0 - 1));
    let is_line_of_group = matches!(
        block.kind,
        BlockKind::Transmission
            | BlockKind::Line
            | BlockKind::Address
            | BlockKind::Inscription
            | BlockKind::Verse
            | BlockKind::TableRow
            | BlockKind::TableHeading
            | BlockKind::ListItem
    );
    let is_row = |kind| matches!(kind, BlockKind::TableRow | BlockKind::TableHeading);
    let is_of_group = before.kind == block.kind || (is_row(before.kind) && is_row(block.kind));
    match block.kind {
        _ if is_line_of_group && is_of_group && !block.opens_group => 0,
        _ if before.kind == BlockKind::Speaker => 0,
        BlockKind::Heading if block.level <= 1 && before.kind != BlockKind::Heading => 2,
        _ => 1,
    }
}
