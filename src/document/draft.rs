//! Making a document: what a reader writes its text, blocks and annotations into, in the order it meets them.
//!
//! Notes may be opened in the middle of a sentence: the draft keeps one text for each flow and puts them one after the
//! other at the end, moving every span with its flow. Knows nothing of any format.

use std::collections::HashMap;

use super::Document;
use super::annotation::{Annotation, Hand};
use super::block::{Block, BlockKind, Flow};
use super::facsimile::{Facsimile, Surface, Zone};
use super::ids::{AnnotationId, FlowId, GroupId, HandId};
use super::metadata::Metadata;
use super::point::Point;
use super::span::{Place, Span};
use super::strata;

/// A document in the making.
///
/// Invariant: while drafting, every span counts from the start of its own flow.
#[derive(Debug)]
pub struct Draft {
    /// The document's name; see [`Document::id`].
    pub id: String,
    /// Its metadata.
    pub metadata: Metadata,
    /// The images of its pages.
    pub surfaces: Vec<Surface>,
    /// Where on them its text stands: each zone with the flow that its text is in.
    pub zones: Vec<(FlowId, Zone)>,
    flows: Vec<DraftFlow>,
    /// The flows being written, the current one last.
    open: Vec<FlowId>,
    annotations: Vec<(FlowId, Annotation)>,
    points: Vec<(FlowId, Point)>,
    hands: Vec<Hand>,
    /// Where each name stands first among those of them that `hands_named` counts.
    hand_names: HashMap<String, usize>,
    hands_named: usize,
    anchors: Vec<(String, DraftPlace)>,
    groups: u32,
}

/// A place while drafting: a flow, and a byte offset in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftPlace {
    /// The flow.
    pub flow: FlowId,
    /// The byte offset from the flow's start.
    pub offset: usize,
}

/// What [`Draft::finish`] gives: the document, and where each flow of the draft came to lie.
#[derive(Debug)]
pub struct Finished {
    /// The document.
    pub document: Document,
    flow_starts: Vec<Place>,
}

impl Finished {
    /// Where a place of the draft lies in the document.
    pub fn place(&self, place: DraftPlace) -> Place {
        self.flow_starts
            .get(place.flow.0)
            .copied()
            .unwrap_or_default()
            + place.offset
    }
}

#[derive(Debug, Default)]
struct DraftFlow {
    text: String,
    blocks: Vec<Block>,
    is_block_open: bool,
}

impl Draft {
    /// An empty draft with its main flow open.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            metadata: Metadata::default(),
            surfaces: Vec::new(),
            zones: Vec::new(),
            flows: vec![DraftFlow::default()],
            open: vec![FlowId::MAIN],
            annotations: Vec::new(),
            points: Vec::new(),
            hands: Vec::new(),
            hand_names: HashMap::new(),
            hands_named: 0,
            anchors: Vec::new(),
            groups: 0,
        }
    }

    /// The flow being written.
    pub fn flow(&self) -> FlowId {
        self.open.last().copied().unwrap_or(FlowId::MAIN)
    }

    /// Where the next character will stand, counted from the start of the flow being written.
    pub fn offset(&self) -> usize {
        self.text_of(self.flow()).len()
    }

    /// Where the next character will stand.
    pub fn place(&self) -> DraftPlace {
        DraftPlace {
            flow: self.flow(),
            offset: self.offset(),
        }
    }

    /// The text of any flow, as far as it goes.
    pub fn text_of(&self, flow: FlowId) -> &str {
        &self.flows[flow.0].text
    }

    /// The blocks of any flow that are begun, the last of them perhaps still open. Spans count from the flow's start.
    pub fn blocks_of(&self, flow: FlowId) -> &[Block] {
        &self.flows[flow.0].blocks
    }

    /// The blocks of any flow, to correct their kinds when more is known.
    pub fn blocks_of_mut(&mut self, flow: FlowId) -> &mut [Block] {
        &mut self.flows[flow.0].blocks
    }

    /// Ends the block being written, if one is, and begins another. The block may be changed through the reference.
    pub fn begin_block(&mut self, kind: BlockKind) -> &mut Block {
        self.end_block();
        let flow = self.current_mut();
        flow.is_block_open = true;
        let start = flow.text.len();
        flow.blocks.push(Block::new(kind, Span::at(start)));
        let last = flow.blocks.len() - 1;
        &mut flow.blocks[last]
    }

    /// Ends the block being written with its line feed. Does nothing between blocks.
    pub fn end_block(&mut self) {
        let flow = self.current_mut();
        if !flow.is_block_open {
            return;
        }
        flow.is_block_open = false;
        flow.text.push('\n');
        let end = flow.text.len();
        if let Some(block) = flow.blocks.last_mut() {
            block.span.end = end;
        }
    }

    /// Whether a block is being written in the current flow.
    pub fn is_in_block(&self) -> bool {
        self.flows[self.flow().0].is_block_open
    }

    /// Writes text into the block being written; begins a paragraph if none is. Line feeds in it become spaces, because
    /// a block is one line of the buffer.
    pub fn push_str(&mut self, text: &str) {
        if !self.is_in_block() {
            self.begin_block(BlockKind::Paragraph);
        }
        let flow = self.current_mut();
        if text.contains('\n') {
            flow.text
                .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        } else {
            flow.text.push_str(text);
        }
    }

    /// Takes spaces off the end of the block being written, as far as its start.
    pub fn trim_end(&mut self) {
        let flow = self.current_mut();
        let Some(start) = flow
            .blocks
            .last()
            .filter(|_| flow.is_block_open)
            .map(|block| block.span.start)
        else {
            return;
        };
        while flow.text.len() > start && flow.text.ends_with(' ') {
            flow.text.pop();
        }
    }

    /// Begins a note's body; what is written goes there until [`Draft::close_flow`].
    pub fn open_flow(&mut self) -> FlowId {
        let id = FlowId(self.flows.len());
        self.flows.push(DraftFlow::default());
        self.open.push(id);
        id
    }

    /// Ends the body being written and goes back to the text round it. The main flow stays open.
    pub fn close_flow(&mut self) {
        self.end_block();
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Adds an annotation whose span lies in the flow being written.
    pub fn annotate(&mut self, annotation: Annotation) -> AnnotationId {
        self.annotate_in(self.flow(), annotation)
    }

    /// Adds an annotation whose span lies in `flow`. The identifier holds for the draft only.
    pub fn annotate_in(&mut self, flow: FlowId, annotation: Annotation) -> AnnotationId {
        self.annotations.push((flow, annotation));
        AnnotationId::edition(self.annotations.len() - 1)
    }

    /// The annotations so far, with the flow in which each lies.
    pub fn annotations(&self) -> &[(FlowId, Annotation)] {
        &self.annotations
    }

    /// An annotation added before, to complete it: its end, its body.
    pub fn annotation_mut(&mut self, id: AnnotationId) -> &mut Annotation {
        &mut self.annotations[id.index()].1
    }

    /// Adds a point of `flow`. Points are put in reading order at the end.
    pub fn add_point(&mut self, flow: FlowId, point: Point) {
        self.points.push((flow, point));
    }

    /// The hand of this name, new or met before.
    pub fn hand(&mut self, name: &str) -> HandId {
        // Hands may have been entered through `hands_mut`.
        for (index, hand) in self.hands.iter().enumerate().skip(self.hands_named) {
            self.hand_names.entry(hand.name.clone()).or_insert(index);
        }
        self.hands_named = self.hands.len();
        if let Some(&index) = self.hand_names.get(name) {
            return HandId(index);
        }
        self.hands.push(Hand {
            name: name.to_owned(),
            ..Hand::default()
        });
        HandId(self.hands.len() - 1)
    }

    /// The hands met so far, to complete what is known of them. More may be entered; no name may be changed, because hands are
    /// found by theirs.
    pub fn hands_mut(&mut self) -> &mut Vec<Hand> {
        &mut self.hands
    }

    /// Names a place, so that references lead to it.
    pub fn add_anchor(&mut self, name: String, place: DraftPlace) {
        self.anchors.push((name, place));
    }

    /// A new group of alternatives.
    pub fn group(&mut self) -> GroupId {
        self.groups += 1;
        GroupId(self.groups)
    }

    /// Puts the flows one after the other and everything else in order. A flow without a block gets an empty one.
    pub fn finish(mut self) -> Finished {
        while self.open.len() > 1 {
            self.close_flow();
        }
        self.end_block();
        for flow in self.flows.iter_mut().filter(|flow| flow.blocks.is_empty()) {
            // So that no two flows begin at one place.
            flow.text.push('\n');
            let span = Span::new(0, flow.text.len());
            flow.blocks.push(Block::new(BlockKind::Paragraph, span));
        }
        let mut document = Document {
            id: self.id,
            metadata: self.metadata,
            hands: self.hands,
            ..Document::default()
        };
        let flow_starts = lay_out_flows(self.flows, &mut document);
        document.facsimile = facsimile(self.surfaces, self.zones, &flow_starts);
        // What stands behind the last line feed of a flow stands at the end of its last block.
        let last_of = |flow: FlowId| {
            let span = document.flows[flow.0].span;
            span.end.saturating_sub(1).max(span.start)
        };
        document.annotations = (self.annotations.into_iter())
            .map(|(flow, annotation)| {
                let span = annotation.span.shifted(flow_starts[flow.0]);
                let last = last_of(flow);
                Annotation {
                    span: Span::new(span.start.min(last), span.end.min(last)),
                    ..annotation
                }
            })
            .collect();
        document.points = (self.points.into_iter())
            .map(|(flow, point)| {
                let start = flow_starts[flow.0];
                Point {
                    mark: point.mark.shifted(start),
                    span: point.span.shifted(start),
                    ..point
                }
            })
            .collect();
        document.anchors = (self.anchors.into_iter())
            .map(|(name, place)| {
                let at = flow_starts[place.flow.0] + place.offset;
                (name, at.min(last_of(place.flow)))
            })
            .collect();
        document.text.shrink_to_fit();
        document.blocks.shrink_to_fit();
        document
            .points
            .sort_by_key(|point| (point.span.start, point.path.len()));
        strata::freeze(&mut document);
        Finished {
            document,
            flow_starts,
        }
    }

    fn current_mut(&mut self) -> &mut DraftFlow {
        let id = self.flow();
        &mut self.flows[id.0]
    }
}

/// The zones in the order of the document's text.
fn facsimile(
    surfaces: Vec<Surface>,
    zones: Vec<(FlowId, Zone)>,
    flow_starts: &[Place],
) -> Facsimile {
    let placed = zones.into_iter().map(|(flow, zone)| Zone {
        place: flow_starts[flow.0] + zone.place,
        ..zone
    });
    let mut zones: Vec<Zone> = placed.collect();
    zones.sort_by_key(|zone| zone.place);
    Facsimile { surfaces, zones }
}

/// Puts flows one after the other into a document, and answers where each begins.
fn lay_out_flows(flows: Vec<DraftFlow>, document: &mut Document) -> Vec<Place> {
    let mut flow_starts = Vec::with_capacity(flows.len());
    for flow in flows {
        let start = document.text.len();
        let first_block = document.blocks.len();
        flow_starts.push(start);
        if start == 0 {
            // The main text may be most of the memory there is: it is moved, not copied.
            document.text = flow.text;
        } else {
            document.text.push_str(&flow.text);
        }
        document
            .blocks
            .extend(flow.blocks.into_iter().map(|mut block| {
                block.span = block.span.shifted(start);
                block
            }));
        document.flows.push(Flow {
            span: Span::new(start, document.text.len()),
            blocks: first_block..document.blocks.len(),
            owner: None,
        });
    }
    flow_starts
}
