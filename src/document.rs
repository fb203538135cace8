//! The model: one document as values. Running text once, in one buffer; everything else is ranges into it.
//!
//! Knows nothing of files, formats, screens or widths. A [`Document`] is made by a [`Draft`] and does not
//! change afterwards, save that a commentary and the reader's own notes may be attached to it and replaced: strata that lie
//! beside the edition's.
//!
//! Invariants, held by [`Draft::finish`](draft::Draft::finish) and by tests:
//! - the buffer holds the main flow first, then each note's body, one flow after the other;
//! - blocks partition the buffer in reading order, each ending with its line feed;
//! - every span lies on character boundaries inside the buffer;
//! - annotations of all strata are read as one sequence, sorted by start, the longer first; they may overlap and nest freely;
//! - an annotation's identity and the edition's text do not change with what is attached.
//!
//! A document is made by a [`Draft`], here by the one reader that needs no markup:
//!
//! ```
//! use manicule::document::{Kind, Layer};
//! use manicule::source::{self, Alone};
//!
//! let reading = source::read("letter.txt", b"Come [soon].".to_vec(), &Alone)?;
//! let document = &reading.documents[0];
//! let supplied = &document.annotations()[0];
//! assert_eq!(document.slice(supplied.span), "soon");
//! assert_eq!((supplied.kind(), supplied.layer()), (Kind::Supplied, Some(Layer::Supplied)));
//! # Ok::<(), manicule::source::NotText>(())
//! ```

pub mod annotation;
pub mod block;
pub mod content;
pub mod draft;
pub mod edtf;
pub mod extent;
pub mod facsimile;
mod families;
pub mod fields;
#[cfg(test)]
pub(crate) mod fixture;
pub mod ids;
mod index;
pub mod layer;
pub mod metadata;
pub mod names;
pub mod payload;
pub mod point;
pub mod says;
pub mod span;
mod strata;
mod table;
pub mod traits;

pub use annotation::{Annotation, Attribution, Certainty, Hand, Printed};
pub use block::{Block, BlockKind, Flow};
pub use content::{Content, Kind, Property, Taken};
pub use draft::Draft;
pub use edtf::{CalendarDate, Edtf};
pub use extent::Extent;
pub use facsimile::Facsimile;
pub use fields::{FieldName, FieldValue};
pub use ids::{
    AnnotationId, BlockId, DocumentId, FileId, FlowId, GroupId, HandId, NoteId, PointId, Stratum,
};
pub use layer::Layer;
pub use metadata::{
    ArchivalReference, Date, Edition, Field, Metadata, Party, ReferencePart, Transmission,
};
pub use payload::{Cause, Identity, Note, Number, Pen, Target, Witnesses};
pub use point::Point;
pub use span::{Place, Span};
pub use strata::{Annotations, Attached, Order, is_same};
pub use traits::{Look, TextEffect, Traits};

use std::collections::HashMap;

use index::SpanIndex;
use strata::Strata;

/// At most so many annotations that touch a place, and so many alternatives of a word, are looked through where only their kinds
/// are asked for. No source has as many; the bound keeps a hostile one from costing the square of their number.
pub const MOST_ASKED: usize = 256;

/// One document: a telegram, a letter, an inscription; its text, and all that is said of its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// A name for the document that is stable between readings of the same file: the file's stem, or the `xml:id`.
    pub id: String,
    /// What is known of the document as a whole. What the source leaves empty is absent.
    pub metadata: Metadata,
    /// The hands told apart in it, in the order in which they are lettered.
    pub hands: Vec<Hand>,
    /// The images of its pages, and where on them its text stands.
    pub facsimile: Facsimile,
    text: String,
    flows: Vec<Flow>,
    blocks: Vec<Block>,
    /// The edition's annotations.
    annotations: Vec<Annotation>,
    strata: Strata,
    points: Vec<Point>,
    /// Where references may lead by name; not sorted by place.
    anchors: HashMap<String, Place>,
    index: SpanIndex,
}

impl Document {
    /// The whole buffer: the running text of the main flow, then the bodies of the notes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`; empty if the span does not lie in the buffer.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The flows: the main text first, then one for each note's body.
    pub fn flows(&self) -> &[Flow] {
        &self.flows
    }

    /// The flow of the main text.
    pub fn main_flow(&self) -> &Flow {
        &self.flows[0]
    }

    /// All blocks, in reading order, those of the notes' bodies after those of the main text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The numbered points, in reading order, each before its sub-points.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The place that the source calls by this name (TEI's `xml:id`): of a passage, a page, or the body of a note.
    pub fn anchor(&self, name: &str) -> Option<Place> {
        self.anchors.get(name).copied()
    }

    /// The block with this identifier.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// The text of a block without its final line feed.
    pub fn block_text(&self, id: BlockId) -> &str {
        self.slice(self.block(id).content())
    }

    /// The blocks of a flow.
    pub fn flow_blocks(
        &self,
        flow: FlowId,
    ) -> impl DoubleEndedIterator<Item = BlockId> + Clone + use<> {
        self.flows[flow.0].blocks.clone().map(BlockId)
    }

    /// The text of a flow, its blocks one to a line, without the last line feed.
    pub fn flow_text(&self, flow: FlowId) -> &str {
        let span = self.flows[flow.0].span;
        let text = self.slice(span);
        text.strip_suffix('\n').unwrap_or(text)
    }

    /// The block that holds `place`; the last block for a place at or behind the end. `None` only in an empty document.
    pub fn block_at(&self, place: Place) -> Option<BlockId> {
        let after = self
            .blocks
            .partition_point(|block| block.span.start <= place);
        after
            .checked_sub(1)
            .or(if self.blocks.is_empty() {
                None
            } else {
                Some(0)
            })
            .map(BlockId)
    }

    /// The flow that holds `place`.
    pub fn flow_at(&self, place: Place) -> FlowId {
        let after = self.flows.partition_point(|flow| flow.span.start <= place);
        FlowId(after.saturating_sub(1))
    }

    /// The annotations that touch `span`, in order; an empty annotation touches a span that holds its place or ends at it.
    pub fn annotations_in(&self, span: Span) -> impl Iterator<Item = AnnotationId> + '_ {
        self.index.touching(span)
    }

    /// The annotation whose body is `flow`, if one is.
    pub fn annotation_of_flow(&self, flow: FlowId) -> Option<AnnotationId> {
        self.flows.get(flow.0).and_then(|flow| flow.owner)
    }

    /// The other members of an annotation's group of alternatives (`sic` and `corr`, `lem` and its `rdg`s).
    pub fn alternatives(&self, id: AnnotationId) -> impl Iterator<Item = AnnotationId> + '_ {
        let group = self.annotation(id).group;
        self.index.group(group).filter(move |&other| other != id)
    }

    /// The innermost point that governs `place`.
    pub fn point_at(&self, place: Place) -> Option<PointId> {
        let after = self
            .points
            .partition_point(|point| point.span.start <= place);
        (0..after)
            .rev()
            .find(|&index| self.points[index].span.contains(place))
            .map(PointId)
    }
}
