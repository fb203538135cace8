//! Places and spans: byte offsets into a text, independent of any width.

use std::ops::Range;

use serde::Serialize;

/// A place in a text: a byte offset on a character boundary. Never a row or a column.
pub type Place = usize;

/// A stretch of a text, from `start` up to but not including `end`, in bytes. It may be empty: a place between two characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: Place,
    /// The byte after the last.
    pub end: Place,
}

impl Span {
    /// The span from `start` to `end`; empty at `start` if `end` lies before it.
    pub fn new(start: Place, end: Place) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The empty span at `place`.
    pub fn at(place: Place) -> Self {
        Self {
            start: place,
            end: place,
        }
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `place` lies in it.
    pub fn contains(self, place: Place) -> bool {
        self.start <= place && place < self.end
    }

    /// Whether all of `other` lies in it.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What the two share, or `None`.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The span as a range, to index with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text of the span in `text`; empty if it does not lie there on character boundaries.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span moved `by` bytes towards the end.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}
