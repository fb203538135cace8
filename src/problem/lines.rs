//! Lines and columns of places in a text.

use crate::document::{Place, Span};

/// A line and a column, both counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<Place>,
}

impl<'a> LineIndex<'a> {
    /// An index of a text's lines. Lines end with a line feed.
    pub fn new(text: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        Self {
            text,
            starts: std::iter::once(0).chain(ends.map(|end| end + 1)).collect(),
        }
    }

    /// The line and column of a place; those of the end for a place behind it.
    pub fn position(&self, place: Place) -> LineColumn {
        let place = place.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= place);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let before = self.text.get(start..place).unwrap_or_default();
        LineColumn {
            line,
            column: before.chars().count() + 1,
        }
    }

    /// The line that holds a place, without its end.
    pub fn line(&self, place: Place) -> Span {
        let line = self.starts.partition_point(|&start| start <= place);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let end = self
            .starts
            .get(line)
            .map_or(self.text.len(), |&next| next - 1);
        let span = Span::new(start, end);
        let shorter = span.of(self.text).trim_end_matches('\r').len();
        Span::new(start, start + shorter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, place: Place, line: usize, column: usize) {
        assert_eq!(
            LineIndex::new(text).position(place),
            LineColumn { line, column }
        );
    }

    #[test]
    fn places_have_lines_and_columns_in_characters() {
        check("", 0, 1, 1);
        check("ab\ncd", 2, 1, 3);
        check("ab\ncd", 3, 2, 1);
        check("ж́x", 4, 1, 3);
        check("ab\n", 3, 2, 1);
        check("ab", 99, 1, 3);
    }

    #[test]
    fn a_line_is_without_its_end() {
        assert_eq!(LineIndex::new("ab\r\ncd").line(1), Span::new(0, 2));
        assert_eq!(LineIndex::new("ab\ncd").line(4), Span::new(3, 5));
    }
}
