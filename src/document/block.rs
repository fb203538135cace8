//! Blocks: paragraphs, headings, verse lines, table rows; and the flows that they make up.

use std::ops::Range;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::ids::AnnotationId;
use super::span::Span;

/// A sequence of blocks read by itself: the main text, or the body of one note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flow {
    /// The flow's part of the buffer.
    pub span: Span,
    /// The flow's blocks, as positions in [`Document::blocks`](super::Document::blocks).
    pub blocks: Range<usize>,
    /// The annotation whose body this is; none for the main text.
    pub owner: Option<AnnotationId>,
}

/// A block: a stretch of the buffer that begins on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The block's bytes, its final line feed included, so that blocks partition the buffer.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The depth of a heading (1 is the highest) or the nesting of a list item or quotation (0 is none).
    pub level: u8,
    /// Whether it opens a stanza, table or list that stands apart from a block of the same kind before it.
    pub opens_group: bool,
}

impl Block {
    /// A block of this kind, at no depth.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self {
            span,
            kind,
            level: 0,
            opens_group: false,
        }
    }

    /// The block's bytes without its final line feed.
    pub fn content(&self) -> Span {
        Span::new(self.span.start, self.span.end.saturating_sub(1))
    }
}

/// What a block is. Named as TEI names it where TEI does.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph of prose (TEI `p`, `ab`).
    #[default]
    Paragraph,
    /// A heading (TEI `head`); its depth is the block's level.
    Heading,
    /// The lines that say where from, to whom and by what way, standing in the text.
    Transmission,
    /// Place and date of writing (TEI `dateline`).
    Dateline,
    /// The words of greeting (TEI `salute`).
    Salutation,
    /// The name of who signs (TEI `signed`).
    Signature,
    /// Words of closing (TEI `closer`).
    Closer,
    /// A postscript (TEI `postscript`).
    Postscript,
    /// Lines of an address (TEI `address`).
    Address,
    /// Handwriting or a stamp standing by itself: an endorsement, a resolution.
    Inscription,
    /// A line of verse (TEI `l`); `opens_group` begins a stanza.
    Verse,
    /// The name of who speaks in a play or a transcript (TEI `speaker`).
    Speaker,
    /// A stage direction (TEI `stage`).
    Stage,
    /// A row of a table, its cells parted by tabs (TEI `row`); `opens_group` begins a table.
    TableRow,
    /// A row of column headings (TEI `row[@role="label"]`).
    TableHeading,
    /// An item of a list (TEI `item`).
    ListItem,
    /// A block quotation (TEI `quote`, `cit`).
    Quotation,
    /// A line of the source as it stands, its own line breaks kept.
    Line,
    /// A rule or a row of asterisks between sections.
    Separator,
    /// The description of a picture (TEI `figure`).
    Figure,
}
