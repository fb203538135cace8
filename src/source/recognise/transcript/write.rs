//! Writing paragraphs with their marks into a draft, remembering what every byte of the source became.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Mark, Paragraph, Words};
use crate::document::draft::{DraftPlace, Finished};
use crate::document::{Annotation, AnnotationId, BlockKind, Draft, FlowId, Kind, Place, Span};
use crate::source::ledger::{Class, Ledger};

/// What writes paragraphs of one source into a draft, and settles the ledger when the draft is finished.
///
/// Invariant: claims do not overlap as long as no two paragraphs given to it do.
#[derive(Debug)]
pub struct Writer<'a> {
    text: &'a str,
    claims: Vec<Claim>,
    /// Where the words of marks without an annotation stand, by the signs before them.
    stretches: HashMap<Span, (FlowId, Span)>,
}

/// What a stretch is, for the ledger.
type Detail = Cow<'static, str>;

#[derive(Debug, Clone)]
struct Claim {
    span: Span,
    class: Class,
    detail: Cow<'static, str>,
    place: Option<DraftPlace>,
}

/// Where an annotation begins or ends among the source's bytes. Ends come before starts at one place, and a mark without
/// words does both between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    place: Place,
    order: u8,
    /// Of several that start at one place, the outer first; of several that end, the inner first.
    outward: usize,
    mark: usize,
    is_start: bool,
}

impl<'a> Writer<'a> {
    /// A writer of stretches of this decoded text.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            claims: Vec::new(),
            stretches: HashMap::new(),
        }
    }

    /// Where the words of a mark without an annotation came to stand, by the signs before them.
    pub fn stretch(&self, before: Span) -> Option<(FlowId, Span)> {
        self.stretches.get(&before).copied()
    }

    /// Claims a stretch that goes into no document.
    pub fn claim(&mut self, span: Span, class: Class, detail: impl Into<Cow<'static, str>>) {
        self.claims.push(Claim {
            span,
            class,
            detail: detail.into(),
            place: None,
        });
    }

    /// Writes paragraphs into the flow that is open, with the marks in them (in the order of their first signs), and
    /// answers the annotation that each mark became. `class` is what the words are: text, or a note's.
    pub fn write(
        &mut self,
        draft: &mut Draft,
        paragraphs: &[Paragraph],
        marks: &[Mark],
        class: Class,
    ) -> Vec<Option<AnnotationId>> {
        let mut writing = Writing {
            writer: self,
            draft,
            marks,
            class,
            cuts: cuts(marks),
            edges: edges(marks),
            next_cut: 0,
            next_edge: 0,
            starts: vec![None; marks.len()],
            annotations: vec![None; marks.len()],
            bodies: Vec::new(),
            wants_block: None,
            wants_block_in: FlowId::MAIN,
            wants_space: false,
        };
        for paragraph in paragraphs {
            writing.paragraph(paragraph);
        }
        writing.end();
        writing.annotations
    }

    /// Enters everything written and claimed in the ledger, with the places in the finished document. The marks of points
    /// are told apart from the text behind them.
    pub fn settle(self, finished: &Finished, ledger: &mut Ledger, document: usize) {
        let mut claims = self.claims;
        claims.sort_by_key(|claim| claim.span.start);
        let mut points: Vec<(Span, String)> = (finished.document.points().iter())
            .filter(|point| !point.mark.is_empty())
            .map(|point| (point.mark, format!("point {}", point.address())))
            .collect();
        points.sort_by_key(|(mark, _)| mark.start);
        for claim in claims {
            let Some(place) = claim.place.map(|place| finished.place(place)) else {
                ledger.claim(claim.span, claim.class, claim.detail);
                continue;
            };
            let written = Span::new(place, place + claim.span.len());
            let mut at = 0;
            let first = points.partition_point(|(mark, _)| mark.end <= written.start);
            for (mark, detail) in points
                .iter()
                .skip(first)
                .take_while(|(mark, _)| mark.start < written.end)
            {
                let from = mark.start.max(written.start) - written.start;
                let to = mark.end.min(written.end) - written.start;
                let part = |from: usize, to: usize| {
                    Span::new(claim.span.start + from, claim.span.start + to)
                };
                ledger.claim_text(
                    part(at, from),
                    claim.class,
                    claim.detail.clone(),
                    document,
                    place + at,
                );
                ledger.claim_text(
                    part(from, to),
                    claim.class,
                    detail.clone(),
                    document,
                    place + from,
                );
                at = to;
            }
            let rest = Span::new(claim.span.start + at, claim.span.end);
            ledger.claim_text(rest, claim.class, claim.detail, document, place + at);
        }
    }
}

/// The signs that leave the text, in order, each with its mark.
fn cuts(marks: &[Mark]) -> Vec<(Span, usize)> {
    let mut cuts: Vec<(Span, usize)> = (marks.iter().enumerate())
        .flat_map(|(index, mark)| [(mark.before, index), (mark.after, index)])
        .filter(|(span, _)| !span.is_empty())
        .collect();
    cuts.sort_unstable();
    cuts
}

fn edges(marks: &[Mark]) -> Vec<Edge> {
    let mut edges = Vec::with_capacity(marks.len() * 2);
    for (mark, Mark { before, after, .. }) in marks.iter().enumerate() {
        let (start, end) = (before.end, after.start.max(before.end));
        let is_empty = start == end;
        let (starts, ends) = if is_empty { (1, 1) } else { (2, 0) };
        edges.push(Edge {
            place: start,
            order: starts,
            outward: if is_empty { mark * 2 } else { usize::MAX - end },
            mark,
            is_start: true,
        });
        edges.push(Edge {
            place: end,
            order: ends,
            outward: if is_empty {
                mark * 2 + 1
            } else {
                usize::MAX - start
            },
            mark,
            is_start: false,
        });
    }
    edges.sort_unstable();
    edges
}

struct Writing<'w, 'a> {
    writer: &'w mut Writer<'a>,
    draft: &'w mut Draft,
    marks: &'w [Mark],
    class: Class,
    cuts: Vec<(Span, usize)>,
    edges: Vec<Edge>,
    next_cut: usize,
    next_edge: usize,
    starts: Vec<Option<DraftPlace>>,
    annotations: Vec<Option<AnnotationId>>,
    /// The marks whose words are being written as bodies, the innermost last.
    bodies: Vec<usize>,
    /// A paragraph begun in the source of which nothing has been written yet.
    wants_block: Option<Paragraph>,
    /// The flow in which it was begun.
    wants_block_in: FlowId,
    /// A line ended in the source, and its space is not written yet.
    wants_space: bool,
}

impl Writing<'_, '_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.draft.end_block();
        self.wants_space = false;
        self.wants_block_in = self.draft.flow();
        self.wants_block = Some(Paragraph {
            lines: Vec::new(),
            ..paragraph.clone()
        });
        let detail = match paragraph.kind {
            _ if !paragraph.detail.is_empty() => paragraph.detail.clone(),
            BlockKind::Paragraph => Cow::Borrowed("text"),
            kind => Cow::Borrowed(kind.into()),
        };
        for (number, &line) in paragraph.lines.iter().enumerate() {
            if paragraph.is_row && number > 0 {
                self.begin_block();
                self.draft.push_str("\t");
            }
            self.wants_space = number > 0 && !paragraph.is_row;
            self.line(line, &detail);
        }
        if self.wants_block.is_some()
            && (paragraph.is_kept || self.stands_for_text(paragraph.span()))
        {
            self.begin_block();
        }
        self.wants_block = None;
    }

    fn line(&mut self, line: Span, detail: &Detail) {
        let mut at = line.start;
        while at < line.end {
            self.pass_edges(at);
            let cut = self.cuts.get(self.next_cut).copied();
            if let Some((cut, mark)) = cut.filter(|(cut, _)| cut.start <= at) {
                let end = cut.end.min(line.end);
                if end > at {
                    self.writer.claim(
                        Span::new(at, end),
                        Class::Mark,
                        self.marks[mark].detail.clone(),
                    );
                }
                at = end.max(at);
                if cut.end <= line.end {
                    self.next_cut += 1;
                }
                continue;
            }
            let stop = cut.map_or(line.end, |(cut, _)| cut.start.min(line.end));
            let edge = self
                .edges
                .get(self.next_edge)
                .map_or(stop, |edge| edge.place.min(stop));
            self.text(Span::new(at, edge), detail);
            at = edge;
        }
        self.pass_edges(line.end);
        while self
            .cuts
            .get(self.next_cut)
            .is_some_and(|(cut, _)| cut.end <= line.end)
        {
            self.next_cut += 1;
        }
    }

    fn text(&mut self, span: Span, detail: &Detail) {
        self.begin_block();
        if std::mem::take(&mut self.wants_space)
            && !self.draft.text_of(self.draft.flow()).ends_with([' ', '\n'])
            && !self.draft.text_of(self.draft.flow()).is_empty()
        {
            self.draft.push_str(" ");
        }
        let place = self.draft.place();
        self.draft.push_str(span.of(self.writer.text));
        let in_note = self.draft.flow() != FlowId::MAIN;
        let class = if in_note { Class::Note } else { self.class };
        let detail = match self.bodies.last() {
            Some(&mark) => self.marks[mark].detail.clone(),
            None => detail.clone(),
        };
        self.writer.claims.push(Claim {
            span,
            class,
            detail,
            place: Some(place),
        });
    }

    fn begin_block(&mut self) {
        if self.wants_block_in != self.draft.flow() {
            return;
        }
        if let Some(paragraph) = self.wants_block.take() {
            let (level, opens_group) = (paragraph.level, paragraph.opens_group);
            let block = self.draft.begin_block(paragraph.kind);
            (block.level, block.opens_group) = (level, opens_group);
        }
    }

    /// Opens and closes the annotations whose edges lie at or before `at`.
    fn pass_edges(&mut self, at: Place) {
        while let Some(&edge) = self
            .edges
            .get(self.next_edge)
            .filter(|edge| edge.place <= at)
        {
            self.next_edge += 1;
            if edge.is_start {
                self.open(edge.mark);
            } else {
                self.close(edge.mark);
            }
        }
    }

    fn open(&mut self, index: usize) {
        let mark = &self.marks[index];
        let has_words = !mark.content().is_empty();
        if has_words && mark.words == Words::Text && self.wants_space {
            self.begin_block();
            self.draft.push_str(" ");
            self.wants_space = false;
        }
        let start = self.draft.place();
        self.starts[index] = Some(start);
        // Entered where it begins, so that of two over the same words the outer comes first.
        if let Some(mut annotation) = mark.annotation.clone() {
            annotation.span = Span::at(start.offset);
            annotation.by.hand = mark.hand.as_ref().map(|hand| self.draft.hand(hand));
            self.annotations[index] = Some(self.draft.annotate_in(start.flow, annotation));
            if mark.words == Words::Body {
                self.draft.open_flow();
                self.draft.begin_block(BlockKind::Paragraph);
                self.bodies.push(index);
            }
        }
    }

    fn close(&mut self, index: usize) {
        let Some(start) = self.starts[index].take() else {
            return;
        };
        let Some(id) = self.annotations[index] else {
            let end = self.draft.offset().max(start.offset);
            let stretch = Span::new(start.offset, end);
            let before = self.marks[index].before;
            let stretches = &mut self.writer.stretches;
            stretches.entry(before).or_insert((start.flow, stretch));
            return;
        };
        let mut end = start.offset;
        let mut body = None;
        if self.bodies.last() == Some(&index) {
            self.bodies.pop();
            body = Some(self.draft.flow());
            self.draft.trim_end();
            self.draft.close_flow();
        } else if self.draft.flow() == start.flow {
            end = self.draft.offset();
        } else {
            end = end.max(self.draft.text_of(start.flow).len());
        }
        let annotation = self.draft.annotation_mut(id);
        annotation.span = Span::new(start.offset, end);
        if let Some(body) = body.filter(|_| annotation.body().is_none()) {
            annotation.set_body(body);
        }
    }

    /// Whether a paragraph of nothing but marks is one: something is missing there. Labels, references and page breaks
    /// stand before the paragraph that follows.
    fn stands_for_text(&self, paragraph: Span) -> bool {
        let first = self
            .marks
            .partition_point(|mark| mark.before.start < paragraph.start);
        let inside = self
            .marks
            .iter()
            .skip(first)
            .take_while(|mark| mark.before.start < paragraph.end);
        let mut kinds = inside
            .filter(|mark| mark.content().is_empty())
            .filter_map(|mark| mark.annotation.as_ref())
            .map(Annotation::kind);
        kinds.any(|kind| {
            matches!(
                kind,
                Kind::Gap | Kind::Omission | Kind::Withheld | Kind::Signature
            )
        })
    }

    /// Closes what the paragraphs left open.
    fn end(&mut self) {
        self.pass_edges(usize::MAX);
        while let Some(index) = self.bodies.last().copied() {
            self.close(index);
            if self.bodies.last() == Some(&index) {
                self.bodies.pop();
            }
        }
        self.draft.end_block();
    }
}
