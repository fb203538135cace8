//! Places of JSON: byte offsets, and the same counted in characters, for readers whose strings are no bytes.

use serde::Serialize;

use crate::document::{Place, Span};

/// Characters are counted anew from every so many bytes on, so that a place costs no more than that.
const STRIDE: usize = 1024;

/// A stretch of `text`, in bytes of UTF-8 and in characters (Unicode code points).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct JsonSpan {
    start: usize,
    end: usize,
    start_char: usize,
    end_char: usize,
}

/// Counts the characters before a place of a text.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The number of characters before each multiple of the stride.
    before: Vec<usize>,
}

impl<'a> Offsets<'a> {
    /// The offsets of a text.
    pub(super) fn new(text: &'a str) -> Self {
        let mut before = vec![0];
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            count += characters(chunk);
            before.push(count);
        }
        Self { text, before }
    }

    /// A span with its characters counted.
    pub(super) fn span(&self, span: Span) -> JsonSpan {
        JsonSpan {
            start: span.start,
            end: span.end,
            start_char: self.count(span.start),
            end_char: self.count(span.end),
        }
    }

    fn count(&self, place: Place) -> usize {
        let place = place.min(self.text.len());
        let whole = place / STRIDE;
        let rest = self.text.as_bytes().get(whole * STRIDE..place);
        self.before[whole] + rest.map_or(0, characters)
    }
}

/// The characters that begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_across_strides() {
        let text = "é–a".repeat(STRIDE);
        let offsets = Offsets::new(&text);
        for (number, (place, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.count(place), number);
        }
        assert_eq!(offsets.count(text.len()), 3 * STRIDE);
    }
}
