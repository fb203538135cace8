//! Files of two encodings, as they come of pasting from several sources: UTF-8 beside a single-byte encoding of Latin letters.
//!
//! What is UTF-8 stays so; only the other bytes are read in the other encoding. Letters of other alphabets are left alone: in
//! their encodings two letters side by side are UTF-8 by chance too often.

use encoding_rs::Encoding;

use super::{Decoded, Replaced, counted};
use crate::document::Span;
use crate::problem::Problem;

/// The encodings of Latin letters in which sound text never has a sequence of UTF-8.
const LATIN: [&str; 8] = [
    "windows-1252",
    "windows-1250",
    "windows-1254",
    "windows-1257",
    "ISO-8859-2",
    "ISO-8859-4",
    "ISO-8859-15",
    "ISO-8859-16",
];

/// Decodes a file in which some of the sequences beyond ASCII are whole letters of UTF-8 and others are none. `None` if it is
/// no such file.
pub(super) fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> Option<Decoded> {
    let mut rest = Vec::with_capacity(bytes.len());
    let mut whole = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_ascii() {
                rest.extend(u8::try_from(c).ok());
            } else if is_latin_text(c) {
                whole += 1;
            } else {
                return None;
            }
        }
        rest.extend_from_slice(chunk.invalid());
    }
    if whole == 0 {
        return None;
    }
    let encoding = guess(&rest)?;
    let mut text = String::with_capacity(bytes.len());
    let mut replaced: Vec<Replaced> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let (letter, _) = encoding.decode_without_bom_handling(std::slice::from_ref(byte));
            replaced.push(Replaced {
                place: text.len(),
                written: letter.len(),
                bytes: 1,
            });
            text.push_str(&letter);
        }
    }
    let first = replaced.first()?;
    let message = format!(
        "not all UTF-8: {} read as `{}`, by the look of the letters",
        counted(replaced.len(), "byte"),
        encoding.name()
    );
    problems.push(
        Problem::new(Span::new(first.place, first.place + first.written), message)
            .hint("the rest of the file is UTF-8; save all of it as UTF-8"),
    );
    Some(Decoded {
        text,
        encoding: "UTF-8",
        source_len: bytes.len(),
        replaced,
    })
}

/// The single-byte encoding of the bytes that are no UTF-8.
fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    LATIN.contains(&encoding.name()).then_some(encoding)
}

/// Whether a character occurs in text in Latin letters: a letter with a sign, a typographic sign, a currency.
fn is_latin_text(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{203a}' | '\u{20ac}' | '\u{2116}' | '\u{2122}' | '\u{feff}')
}
