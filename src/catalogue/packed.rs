//! Texts made smaller for the index: deflated, with the length before them.
//!
//! Without it the index would be as large as the sources. The fastest level takes half of a text away; a text is unpacked faster
//! than it is searched.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::numbers::{push_number, read_number};

/// The text, packed.
pub(super) fn pack(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 2 + 16);
    push_number(text.len() as u64, &mut bytes);
    let mut encoder = DeflateEncoder::new(bytes, Compression::fast());
    // Writing to memory fails never; what were cut short would be seen when it is unpacked.
    let _ = encoder.write_all(text.as_bytes());
    encoder.finish().unwrap_or_default()
}

/// The text again; `None` if the bytes are damaged.
pub(super) fn unpack(mut bytes: &[u8]) -> Option<String> {
    let length = read_number(&mut bytes)?;
    // A damaged length must not take all memory: nothing packs better than a thousand to one.
    let mut text = String::with_capacity(length.min(bytes.len().saturating_mul(1_032)));
    let read = DeflateDecoder::new(bytes).read_to_string(&mut text).ok()?;
    (read == length).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_and_damage_is_seen() {
        let long = "the quay is closed, мой ещё 東京. ".repeat(500);
        for text in ["", "a", long.as_str()] {
            assert_eq!(unpack(&pack(text)).as_deref(), Some(text));
        }
        let packed = pack(&long);
        assert!(packed.len() < long.len() / 2);
        let cut = packed.get(..packed.len() / 2).unwrap_or_default();
        assert_eq!(unpack(cut), None);
        assert_eq!(unpack(&[]), None);
    }
}
