//! From bytes to text: UTF-8 with and without BOM, UTF-16, and the single-byte encodings by detection.
//!
//! The decoded text keeps a way back: any place in it is a place among the source's bytes.

use crate::document::Place;
use crate::problem::Problem;

/// A source as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text. A byte order mark, if there was one, is its first character, so that every byte of the source is in it.
    pub text: String,
    /// The encoding it was read as, by its name in the WHATWG Encoding Standard: `UTF-8`, `windows-1251`.
    pub encoding: &'static str,
    /// The number of bytes of the source.
    pub source_len: usize,
}

/// A file that cannot be read as text at all.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct NotText {
    /// Why, and what to do.
    pub reason: String,
}

impl Decoded {
    /// Text that was UTF-8 to begin with.
    pub fn utf8(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            source_len: text.len(),
            encoding: "UTF-8",
            text,
        }
    }

    /// A walk over places of the decoded text in ascending order, giving their offsets among the source's bytes.
    pub fn source_offsets(&self) -> SourceOffsets<'_> {
        SourceOffsets {
            decoded: self,
            place: 0,
            offset: 0,
        }
    }
}

/// See [`Decoded::source_offsets`].
#[derive(Debug)]
pub struct SourceOffsets<'a> {
    decoded: &'a Decoded,
    place: Place,
    offset: usize,
}

impl SourceOffsets<'_> {
    /// The source's byte offset of `place`, which must not lie before a place asked for earlier.
    pub fn offset_of(&mut self, place: Place) -> usize {
        if self.decoded.encoding == "UTF-8" {
            return place.min(self.decoded.source_len);
        }
        todo!("the source reader's work: {} {}", self.place, self.offset)
    }
}

/// Decodes a file's bytes. What is not certain about the encoding, or was lost in it, is a problem.
pub fn decode(bytes: Vec<u8>) -> Result<(Decoded, Vec<Problem>), NotText> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok((Decoded::utf8(text), Vec::new())),
        Err(_) => Err(NotText {
            reason: "the source reader's work".to_owned(),
        }),
    }
}
