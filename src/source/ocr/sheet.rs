//! A page of text with its places on an image, whatever format it was read from: regions in reading order, and their lines.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::facsimile::MeasuringUnit;
use crate::document::{Annotation, BlockKind, Field, Span};
use crate::problem::Problem;
use crate::source::ledger::Class;

/// Corners on an image, x before y.
pub(super) type Outline = Vec<(i32, i32)>;

/// What came of reading a file of pages.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) sheets: Vec<Sheet>,
    /// What the file says of itself.
    pub(super) fields: Vec<Field>,
    pub(super) languages: Vec<String>,
    /// Stretches of the source that are not text.
    pub(super) claims: Vec<(Span, Class, &'static str)>,
    pub(super) problems: Vec<Problem>,
}

/// The text of one image.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The page's number as printed.
    pub(super) number: Option<String>,
    /// The image's file.
    pub(super) image: Option<String>,
    pub(super) size: Option<(u32, u32)>,
    pub(super) unit: MeasuringUnit,
    /// In reading order.
    pub(super) regions: Vec<Region>,
}

impl Sheet {
    /// Adds a region. The first that is the page's number says it.
    pub(super) fn push(&mut self, region: Region, source: &str) {
        if region.kind == RegionKind::PageNumber && self.number.is_none() {
            let words: Vec<String> = region.lines.iter().map(|line| line.text(source)).collect();
            self.number = Some(words.join(" ").trim().to_owned()).filter(|words| !words.is_empty());
        }
        self.regions.push(region);
    }
}

/// A region of a page.
#[derive(Debug, Default)]
pub(super) struct Region {
    pub(super) kind: RegionKind,
    pub(super) outline: Outline,
    /// In reading order.
    pub(super) lines: Vec<Line>,
    /// The cells of a table, row by row; its lines are in them.
    pub(super) rows: Vec<Vec<Vec<Line>>>,
}

/// What a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RegionKind {
    /// Text: a block of this kind.
    Text(BlockKind),
    /// Each line is a block of its own: entries of a table of contents.
    Lines,
    /// A running head or foot, a signature of a quire, a catchword.
    FormWork,
    /// The page's number as printed.
    PageNumber,
    /// A note at the foot of the page or the end of the book.
    Footnote,
    /// A note in the margin.
    Marginal,
    /// A stamp or a seal.
    Stamp,
    /// A table.
    Table,
}

impl Default for RegionKind {
    fn default() -> Self {
        Self::Text(BlockKind::Paragraph)
    }
}

/// A line.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) outline: Outline,
    pub(super) pieces: Vec<Piece>,
    /// What is said of words in it.
    pub(super) tags: Vec<Tag>,
    /// The kind of block that it makes, where it is no line of its region's.
    pub(super) kind: Option<BlockKind>,
    /// Whether its last word goes on in the next line, as the source says.
    pub(super) is_divided: bool,
}

/// A stretch of a line's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands in the source; an empty span if nowhere.
    pub(super) span: Span,
    /// What it says, where that is not what stands in the source.
    pub(super) text: Option<String>,
}

/// Something said of words in a line.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) name: Cow<'static, str>,
    /// Of which bytes of the line's text.
    pub(super) range: Range<usize>,
    pub(super) annotation: Annotation,
    /// Who did it, for what a hand did.
    pub(super) is_by_hand: bool,
    /// Another text of the words: an expansion, a correction. Of the two the view shows one.
    pub(super) other: Option<(Annotation, Piece)>,
    /// The text of a note on the words.
    pub(super) note: Option<Piece>,
    /// Whether it goes on in the next line, or comes from the line before.
    pub(super) is_continued: bool,
}

impl Piece {
    /// Text as it stands.
    pub(super) fn verbatim(span: Span) -> Self {
        Self { span, text: None }
    }

    /// A blank that stands nowhere.
    pub(super) fn blank() -> Self {
        Self {
            span: Span::default(),
            text: Some(" ".to_owned()),
        }
    }

    pub(super) fn of<'t>(&'t self, source: &'t str) -> &'t str {
        self.text.as_deref().unwrap_or_else(|| self.span.of(source))
    }
}

impl Tag {
    /// A tag of which nothing else is known.
    pub(super) fn new(
        name: impl Into<Cow<'static, str>>,
        range: Range<usize>,
        annotation: Annotation,
    ) -> Self {
        Self {
            name: name.into(),
            range,
            annotation,
            is_by_hand: false,
            other: None,
            note: None,
            is_continued: false,
        }
    }
}

impl Line {
    /// Its text.
    pub(super) fn text(&self, source: &str) -> String {
        self.pieces.iter().map(|piece| piece.of(source)).collect()
    }

    /// Whether nothing but white space is in it.
    pub(super) fn is_blank(&self, source: &str) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.all(|piece| piece.of(source).trim().is_empty())
    }
}

impl Region {
    /// Whether nothing but white space is in it.
    pub(super) fn is_blank(&self, source: &str) -> bool {
        let in_cells = self.rows.iter().flatten().flatten();
        self.lines
            .iter()
            .chain(in_cells)
            .all(|line| line.is_blank(source))
    }
}
