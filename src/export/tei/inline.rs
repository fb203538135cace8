//! The text of a block with its annotations as elements, whatever their overlaps.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::fmt::Write as _;

use crate::document::{AnnotationId, Kind, Place, Span};
use crate::export::loss::Loss;

use super::blocks::Body;
use super::elements::{self, Element, Holds};
use super::write::{self, escaped};

/// Words that an element stands round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    start: Place,
    end: Reverse<Place>,
    /// Which of those with the same words stands outside: the earlier annotation; a group outside of its members; a member,
    /// which must stand right in its group, outside of all others.
    rank: (AnnotationId, u8),
    of: Of,
}

/// What an element stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Group(&'static str),
    /// An annotation in the element of its group.
    Member(AnnotationId),
    One(AnnotationId),
}

const GROUP: u8 = 0;
const MEMBER: u8 = 1;
const OTHER: u8 = 2;

/// The annotations of a block, sorted by how they are written.
#[derive(Default)]
struct Marks {
    ranges: BinaryHeap<Reverse<Range>>,
    /// What stands at a place, in the document's order.
    points: BTreeMap<Place, String>,
}

impl Body<'_> {
    /// The text of a block or cell.
    pub(super) fn text(&mut self, content: Span) -> String {
        let marks = self.marks(content);
        let mut points = marks.points;
        let ranges = self.nested(marks.ranges, &mut points);
        let mut places: Vec<Place> = points.keys().copied().collect();
        places.extend(ranges.iter().flat_map(|range| [range.start, range.end.0]));
        places.sort_unstable();
        places.dedup();
        let mut text = String::new();
        let mut open: Vec<(Place, Vec<&'static str>, Holds)> = Vec::new();
        let mut next = ranges.iter().peekable();
        let mut at = content.start;
        for place in places {
            text.push_str(&escaped(self.document.slice(Span::new(at, place))));
            at = place;
            while let Some((_, names, _)) = open.pop_if(|(end, _, _)| *end <= place) {
                for name in names.iter().rev() {
                    // Writing into a string cannot fail.
                    let _ = write!(text, "</{name}>");
                }
            }
            if let Some(points) = points.get(&place) {
                text.push_str(points);
            }
            while let Some(range) = next.next_if(|range| range.start == place) {
                let holds = open.last().map_or(Holds::Anything, |(_, _, holds)| *holds);
                let has_inner = next.peek().is_some_and(|inner| inner.start < range.end.0)
                    || points.range(range.start + 1..range.end.0).next().is_some();
                let (names, inner) = self.open(&mut text, range, holds, has_inner);
                open.push((range.end.0, names, inner));
            }
        }
        text.push_str(&escaped(self.document.slice(Span::new(at, content.end))));
        text
    }

    /// Writes the beginning of an element; its names from the outermost, and what may stand in it.
    fn open(
        &mut self,
        text: &mut String,
        range: &Range,
        holds: Holds,
        has_inner: bool,
    ) -> (Vec<&'static str>, Holds) {
        let (id, is_member) = match range.of {
            Of::Group(name) => {
                let _ = write!(text, "<{name}>");
                return (vec![name], holds);
            }
            Of::Member(id) => (id, true),
            Of::One(id) => (id, false),
        };
        let annotation = self.document.annotation(id);
        let mut element = elements::around(annotation, self.hands, &mut self.losses);
        let is_refused = element.holds == Holds::Text && has_inner
            || element.name == "q" && holds == Holds::Phrases;
        if is_refused {
            let kind: &'static str = annotation.kind().into();
            element = Element {
                name: "seg",
                attributes: format!(" type=\"{kind}\""),
                holds: Holds::Anything,
            };
        }
        let mut names = Vec::new();
        let is_loose = matches!(annotation.kind(), Kind::Lemma | Kind::Reading) && !is_member;
        if is_loose {
            text.push_str("<app>");
            names.push("app");
        }
        let _ = write!(text, "<{}{}>", element.name, element.attributes);
        names.push(element.name);
        let inner = if holds == Holds::Phrases {
            holds
        } else {
            element.holds
        };
        (names, inner)
    }

    /// Sorts the annotations of a block by how they are written.
    fn marks(&mut self, content: Span) -> Marks {
        let document = self.document;
        let flow = document.flow_at(content.start);
        let mut marks = Marks::default();
        let mut ranges: Vec<Range> = Vec::new();
        let mut members: HashMap<Span, AnnotationId> = HashMap::new();
        let ids: Vec<AnnotationId> = document.annotations_in(content).collect();
        for id in ids {
            let annotation = document.annotation(id);
            if document.flow_at(annotation.span.start) != flow {
                continue;
            }
            let span = annotation.span;
            // What stands at the line feed of the block before stands in that block.
            let is_note = annotation.kind().is_note() || annotation.kind() == Kind::OrphanReference;
            if is_note || span.is_empty() || is_break(annotation.kind()) {
                let place = if is_note { span.end } else { span.start };
                let place = place.min(document.flows()[flow.0].span.end.saturating_sub(1));
                if content.start <= place && place <= content.end && self.done.insert(id) {
                    let written = self.point(id, content, place);
                    marks.points.entry(place).or_default().push_str(&written);
                }
                continue;
            }
            let start = span.start.max(content.start);
            let end = span.end.min(content.end);
            if start >= end {
                continue;
            }
            let is_parted = span.start < content.start || span.end > content.end + 1;
            if is_parted && matches!(annotation.kind(), Kind::Addition | Kind::Deletion) {
                self.span_in(id, content, &mut marks.points);
                continue;
            }
            if is_parted && span.start >= content.start {
                self.losses.push(Loss::new(
                    span,
                    "what goes over several paragraphs is parted at each",
                ));
            }
            let mut range = Range {
                start,
                end: Reverse(end),
                rank: (id, OTHER),
                of: Of::One(id),
            };
            if let Some((first, whole, name)) = self
                .group(id)
                .filter(|(_, whole, _)| content.covers(*whole))
            {
                range.rank = (id, MEMBER);
                range.of = Of::Member(id);
                members.insert(Span::new(start, end), id);
                if first == id {
                    ranges.push(Range {
                        start: whole.start,
                        end: Reverse(whole.end),
                        rank: (id, GROUP),
                        of: Of::Group(name),
                    });
                }
            }
            ranges.push(range);
        }
        for range in &mut ranges {
            let member = members.get(&Span::new(range.start, range.end.0));
            if let (Of::One(_), Some(&member)) = (range.of, member) {
                range.rank = (range.rank.0.max(member), OTHER);
            }
        }
        marks.ranges = ranges.into_iter().map(Reverse).collect();
        marks
    }

    /// The element round the group of alternatives that an annotation is of, if there is one.
    fn group(&mut self, id: AnnotationId) -> Option<(AnnotationId, Span, &'static str)> {
        let group = self.document.annotation(id).group?;
        if let Some(known) = self.groups.get(&group) {
            return *known;
        }
        let found = self.group_of(id);
        self.groups.insert(group, found);
        found
    }

    /// The element round a group of alternatives, where they follow each other and nothing stands between them.
    fn group_of(&self, id: AnnotationId) -> Option<(AnnotationId, Span, &'static str)> {
        let document = self.document;
        let mut members = vec![id];
        members.extend(document.alternatives(id));
        members.sort_unstable_by_key(|&id| document.annotation(id).span);
        let annotations: Vec<_> = members.iter().map(|&id| document.annotation(id)).collect();
        let follow = annotations
            .windows(2)
            .all(|pair| pair[0].span.end == pair[1].span.start);
        let none_empty = annotations
            .iter()
            .all(|annotation| !annotation.span.is_empty());
        let kinds: Vec<Kind> = annotations
            .iter()
            .map(|annotation| annotation.kind())
            .collect();
        let all = |wanted: &[Kind]| kinds.iter().all(|kind| wanted.contains(kind));
        let name = if all(&[Kind::Addition, Kind::Deletion])
            && kinds.contains(&Kind::Addition)
            && kinds.contains(&Kind::Deletion)
        {
            "subst"
        } else if all(&[
            Kind::Sic,
            Kind::Correction,
            Kind::Original,
            Kind::Regularised,
            Kind::Abbreviation,
            Kind::Expansion,
        ]) {
            "choice"
        } else if kinds.first() == Some(&Kind::Lemma)
            && kinds.iter().skip(1).all(|kind| *kind == Kind::Reading)
        {
            "app"
        } else {
            return None;
        };
        let span = Span::new(
            annotations.first()?.span.start,
            annotations.last()?.span.end,
        );
        // None is empty and each begins where the one before it ends, so that one alone can hold another annotation.
        let member_round = |other: Span| {
            let behind = annotations.partition_point(|member| member.span.start <= other.start);
            let member = annotations.get(behind.checked_sub(1)?)?.span;
            member.covers(other).then_some(member)
        };
        let all_members: HashSet<AnnotationId> = members.iter().copied().collect();
        if members.len() < 2 || !follow || !none_empty {
            return None;
        }
        let is_clean = document.annotations_in(span).all(|id| {
            let other = document.annotation(id).span;
            all_members.contains(&id)
                || other.covers(span)
                || member_round(other).is_some_and(|member| {
                    !other.is_empty() || other.start > member.start && other.end < member.end
                })
                || other.end <= span.start && !other.is_empty()
                || other.start >= span.end
                || other.is_empty() && other.start == span.start
        });
        let first = *members.first()?;
        is_clean.then_some((first, span, name))
    }

    /// Ranges in order, none crossing another: what crosses is parted, or stands between two anchors.
    fn nested(
        &mut self,
        mut ranges: BinaryHeap<Reverse<Range>>,
        points: &mut BTreeMap<Place, String>,
    ) -> Vec<Range> {
        let mut nested = Vec::with_capacity(ranges.len());
        let mut ends: Vec<Place> = Vec::new();
        while let Some(Reverse(mut range)) = ranges.pop() {
            while ends.pop_if(|end| *end <= range.start).is_some() {}
            if let Some(&end) = ends.last().filter(|&&end| end < range.end.0) {
                let whole = Span::new(range.start, range.end.0);
                if let Of::One(id) = range.of
                    && matches!(
                        self.document.annotation(id).kind(),
                        Kind::Addition | Kind::Deletion
                    )
                {
                    self.span_in(id, whole, points);
                    continue;
                }
                self.losses.push(Loss::new(
                    whole,
                    "where one annotation crosses another it is parted in two",
                ));
                ranges.push(Reverse(Range {
                    start: end,
                    ..range
                }));
                range.end = Reverse(end);
            }
            ends.push(range.end.0);
            nested.push(range);
        }
        nested
    }

    /// An addition or deletion between two places: `addSpan` or `delSpan` where it begins, an anchor where it ends.
    fn span_in(&mut self, id: AnnotationId, content: Span, points: &mut BTreeMap<Place, String>) {
        let annotation = self.document.annotation(id);
        let span = annotation.span;
        let anchor = if let Some(anchor) = self.anchors.get(&id) {
            anchor.clone()
        } else {
            let anchor = write::identifier(self.names, &format!("end-{id}"), "end");
            self.anchors.insert(id, anchor.clone());
            anchor
        };
        if content.start <= span.start && span.start <= content.end {
            let name = if annotation.kind() == Kind::Addition {
                "addSpan"
            } else {
                "delSpan"
            };
            let element = elements::around(annotation, self.hands, &mut self.losses);
            let attributes = element.attributes;
            let begin = format!("<{name} spanTo=\"#{anchor}\"{attributes}/>");
            points.entry(span.start).or_default().push_str(&begin);
        }
        // A stretch that ends with a block's line feed ends with the block.
        let end = if self.document.slice(span).ends_with('\n') {
            span.end - 1
        } else {
            span.end
        };
        if content.start <= end && end <= content.end {
            let end_mark = format!("<anchor xml:id=\"{anchor}\"/>");
            points.entry(end).or_default().push_str(&end_mark);
        }
    }

    /// What stands at a place: a note, a break, a gap.
    fn point(&mut self, id: AnnotationId, content: Span, place: Place) -> String {
        let annotation = self.document.annotation(id);
        if annotation.kind().is_note() {
            let attributes = elements::of_note(annotation, &mut self.losses);
            if !annotation.span.is_empty() {
                self.losses.push(Loss::new(
                    annotation.span,
                    "the words that a note is about are not marked; it stands at their end",
                ));
            }
            let body = annotation
                .body()
                .map(|flow| self.note(flow))
                .unwrap_or_default();
            return format!("<note{attributes}>{body}</note>");
        }
        if let Some(written) = elements::at(annotation, &mut self.losses) {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let before = self
                .document
                .slice(Span::new(content.start, place))
                .chars()
                .next_back();
            let after = self
                .document
                .slice(Span::new(place, content.end))
                .chars()
                .next();
            if is_break(annotation.kind())
                && annotation.kind() != Kind::Milestone
                && is_letter(before)
                && is_letter(after)
            {
                return written.replacen("/>", " break=\"no\"/>", 1);
            }
            return written;
        }
        let kind = annotation.kind();
        self.losses.push(Loss::new(
            annotation.span,
            format!("TEI has no element for {kind} without words"),
        ));
        String::new()
    }
}

/// Whether a kind is a place where something begins.
fn is_break(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::PageBreak | Kind::ColumnBreak | Kind::LineBreak | Kind::Milestone
    )
}
