//! Layout: a block, a view and a measure in; lines out. And where the notes beside them stand.
//!
//! Pure and lazy: one block at a time, nothing remembered. A finished layout knows no colours and no terminal; what it says
//! of a run is which annotations it lies in.

use crate::document::{AnnotationId, BlockId, Span};

/// How wide lines may be, and how they are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// The widest line, in columns.
    pub width: u16,
    /// Whether words may be divided at the end of a line.
    pub hyphenation: Hyphenation,
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
}
