//! Finding the annotations that touch a stretch of text, in a time that does not grow with the document.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::ids::{AnnotationId, GroupId};
use super::span::{Place, Span};

/// An interval tree laid out in the order of the annotations: each node is the middle of its range and knows the greatest
/// end below it (Cormen et al., *Introduction to Algorithms*, 14.3, with the tree implicit in the sorted order).
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SpanIndex {
    ids: Vec<AnnotationId>,
    spans: Vec<Span>,
    /// The greatest end in the subtree whose middle is this position.
    greatest_end: Vec<Place>,
    groups: HashMap<GroupId, Vec<AnnotationId>>,
    /// By position, the number of each annotation among those of its layer.
    numbers: Vec<u32>,
}

impl SpanIndex {
    /// An index of annotations sorted by start, each with its span; and of their groups.
    pub(super) fn new(
        ids: Vec<AnnotationId>,
        spans: Vec<Span>,
        groups: HashMap<GroupId, Vec<AnnotationId>>,
    ) -> Self {
        let mut greatest_end = vec![0; spans.len()];
        fill(&spans, &mut greatest_end, 0, spans.len());
        Self {
            ids,
            spans,
            greatest_end,
            groups,
            numbers: Vec::new(),
        }
    }

    /// Gives each annotation its number, in their order.
    pub(super) fn set_numbers(&mut self, numbers: Vec<u32>) {
        self.numbers = numbers;
    }

    /// The number of the annotation that `compare` finds equal; 0 if there is none.
    pub(super) fn number(&self, compare: impl FnMut(&AnnotationId) -> Ordering) -> u32 {
        let position = self.ids.binary_search_by(compare);
        let number = position.ok().and_then(|at| self.numbers.get(at));
        number.copied().unwrap_or_default()
    }

    /// All annotations in order.
    pub(super) fn ids(&self) -> &[AnnotationId] {
        &self.ids
    }

    /// The annotations touching `wanted`, in order.
    pub(super) fn touching(&self, wanted: Span) -> impl Iterator<Item = AnnotationId> + '_ {
        let mut found = Vec::new();
        self.collect(wanted, 0, self.spans.len(), &mut found);
        found.into_iter().map(|position: usize| self.ids[position])
    }

    /// The members of a group; none where there is no group.
    pub(super) fn group(&self, group: Option<GroupId>) -> impl Iterator<Item = AnnotationId> + '_ {
        group
            .and_then(|group| self.groups.get(&group))
            .into_iter()
            .flatten()
            .copied()
    }

    fn collect(&self, wanted: Span, low: usize, high: usize, found: &mut Vec<usize>) {
        if low >= high {
            return;
        }
        let middle = low + (high - low) / 2;
        if self.greatest_end[middle] < wanted.start {
            return;
        }
        self.collect(wanted, low, middle, found);
        let span = self.spans[middle];
        if span.start > wanted.end {
            return;
        }
        if touches(span, wanted) {
            found.push(middle);
        }
        self.collect(wanted, middle + 1, high, found);
    }
}

/// Whether two spans share a byte, or one of them is empty and lies in the other or at its edge.
fn touches(span: Span, wanted: Span) -> bool {
    if span.is_empty() || wanted.is_empty() {
        span.start <= wanted.end && wanted.start <= span.end
    } else {
        span.overlaps(wanted)
    }
}

fn fill(spans: &[Span], greatest_end: &mut [Place], low: usize, high: usize) -> Place {
    if low >= high {
        return 0;
    }
    let middle = low + (high - low) / 2;
    let left = fill(spans, greatest_end, low, middle);
    let right = fill(spans, greatest_end, middle + 1, high);
    greatest_end[middle] = spans[middle].end.max(left).max(right);
    greatest_end[middle]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spans: &[(usize, usize)], wanted: (usize, usize), expected: &[usize]) {
        let spans: Vec<Span> = spans
            .iter()
            .map(|&(start, end)| Span::new(start, end))
            .collect();
        let ids = (0..spans.len()).map(AnnotationId::edition).collect();
        let found: Vec<usize> = SpanIndex::new(ids, spans, HashMap::new())
            .touching(Span::new(wanted.0, wanted.1))
            .map(AnnotationId::index)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn finds_what_touches() {
        check(&[], (0, 9), &[]);
        check(&[(0, 100), (5, 8), (20, 20), (30, 40)], (8, 21), &[0, 2]);
        check(&[(0, 100), (5, 8), (20, 20), (30, 40)], (7, 8), &[0, 1]);
        check(&[(0, 100), (5, 8), (20, 20), (30, 40)], (20, 20), &[0, 2]);
        check(&[(0, 2), (2, 4), (4, 6)], (2, 4), &[1]);
        check(&[(0, 2), (2, 4), (4, 4), (4, 6)], (2, 4), &[1, 2]);
    }
}
