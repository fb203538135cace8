//! Layout: a block, a view and a measure in; lines out. And where the notes beside them stand.
//!
//! Pure and lazy: one block at a time, nothing remembered. A finished layout knows no colours and no terminal; what it says
//! of a run is which annotations it lies in.

pub mod margin;
pub mod notes;
mod sanitise;

pub use margin::{Want, place};
pub use notes::{Explanation, NoteLayout, explain, lay_out_note};
pub use sanitise::shown;

use crate::document::{AnnotationId, BlockId, Document, Span};
use crate::view::View;

/// How wide lines may be, and how they are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// Words that are not the document's: an explanation in the margin, a metadata value.
    Words,
}

/// Sets a block in lines: as the view shows it, at this measure.
pub fn lay_out(document: &Document, block: BlockId, view: &View, measure: Measure) -> BlockLayout {
    let pieces = view.visible(document, block);
    let text: String = pieces.iter().map(|piece| piece.text(document)).collect();
    let lines = lay_out_text(&text, measure.width);
    BlockLayout {
        block,
        gap_before: 1,
        lines,
        notes: Vec::new(),
    }
}

/// Sets words that are not a document's in lines of at most `width` columns: an explanation, a metadata value. Line feeds
/// in them end a line.
pub fn lay_out_text(text: &str, width: u16) -> Vec<Line> {
    let text = shown(text);
    let words = textwrap::wrap(&text, usize::from(width));
    let line = |text: &str| Run {
        text: text.to_owned(),
        width: u16::try_from(unicode_width::UnicodeWidthStr::width(text)).unwrap_or(width),
        span: Span::default(),
        origin: Origin::Words,
        annotations: Vec::new(),
    };
    words
        .iter()
        .map(|text| Line {
            indent: 0,
            runs: vec![line(text)],
            span: Span::default(),
        })
        .collect()
}
