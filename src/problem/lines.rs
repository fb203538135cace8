//! Lines and columns of places in a text.

use std::rc::Rc;

use super::Problem;
use crate::document::{Place, Span};

/// How far apart the places are, in bytes, for which the characters before them are counted beforehand: so a column is found
/// as fast in a line of a hundred megabytes as in a short one.
const COUNTED: usize = 4096;

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
    /// The characters before every [`COUNTED`]th byte.
    characters: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// An index of a text's lines. Lines end with a line feed.
    pub fn new(text: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut before = 0;
        let counted = text.as_bytes().chunks(COUNTED).map(|chunk| {
            let count = before;
            before += first_bytes(chunk);
            count
        });
        Self {
            text,
            characters: counted.collect(),
            starts: std::iter::once(0).chain(ends.map(|end| end + 1)).collect(),
        }
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
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
        LineColumn {
            line,
            column: self.characters_before(place) - self.characters_before(start) + 1,
        }
    }

    fn characters_before(&self, place: Place) -> usize {
        let counted = place / COUNTED;
        let Some(&before) = self.characters.get(counted) else {
            // Behind the last byte of a text whose length is a multiple, or of an empty one.
            let last = self.text.len().saturating_sub(1);
            return if self.text.is_empty() {
                0
            } else {
                self.characters_before(last) + self.first_bytes(last, place)
            };
        };
        before + self.first_bytes(counted * COUNTED, place)
    }

    fn first_bytes(&self, start: Place, end: Place) -> usize {
        first_bytes(self.text.as_bytes().get(start..end).unwrap_or_default())
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

/// The number of characters that begin in some bytes of UTF-8.
fn first_bytes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

/// Problems, each with the name and the lines of the file that it is in, from problems with name and text. A text that
/// problems one after the other are in is gone through once.
pub fn in_lines<'a>(
    problems: impl Iterator<Item = (&'a str, &'a str, &'a Problem)>,
) -> impl Iterator<Item = (&'a str, Rc<LineIndex<'a>>, &'a Problem)> {
    let mut last: Option<Rc<LineIndex<'a>>> = None;
    problems.map(move |(name, text, problem)| {
        let lines = match last.take() {
            Some(lines) if std::ptr::eq(lines.text, text) => lines,
            _ => Rc::new(LineIndex::new(text)),
        };
        last = Some(Rc::clone(&lines));
        (name, lines, problem)
    })
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
    fn columns_are_counted_in_long_lines() {
        for length in [4095, 4096, 4097, 8192, 9000] {
            let text = format!("a\n{}", "ж".repeat(length));
            for column in [1, 2, 2047, 2048, 2049, 4096, length, length + 1] {
                check(&text, 2 + 2 * (column - 1), 2, column);
            }
        }
        check(&"a".repeat(4096), 4096, 1, 4097);
    }

    #[test]
    fn a_line_is_without_its_end() {
        assert_eq!(LineIndex::new("ab\r\ncd").line(1), Span::new(0, 2));
        assert_eq!(LineIndex::new("ab\ncd").line(4), Span::new(3, 5));
    }
}
