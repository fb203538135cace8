//! UTF-32 and UTF-16, with and without a byte order mark.

use super::Decoded;

/// Decodes bytes that are UTF-32 or UTF-16; `None` if they are neither.
pub(super) fn decode(bytes: &[u8]) -> Option<Decoded> {
    (utf32_order(bytes).map(|big_endian| from_utf32(bytes, big_endian)))
        .or_else(|| utf16_order(bytes).map(|big_endian| from_utf16(bytes, big_endian)))
}

/// Whether the bytes are UTF-32, and then whether big-endian: by the byte order mark, which in little-endian order begins as that
/// of UTF-16 does; or by the zeros of Latin text, three of four bytes.
pub(super) fn utf32_order(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] if bytes.len().is_multiple_of(4) => return Some(false),
        [0, 0, 0xfe, 0xff, ..] => return Some(true),
        _ => {}
    }
    let sample = bytes.get(..bytes.len().min(4096) & !3)?;
    let of = |big_endian: bool| {
        let is_latin = |unit: &[u8]| match (big_endian, unit) {
            (false, &[letter, 0, 0, 0]) | (true, &[0, 0, 0, letter]) => is_text_byte(letter),
            _ => false,
        };
        sample.chunks_exact(4).filter(|unit| is_latin(unit)).count()
    };
    let units = sample.len() / 4;
    let is_most = |count: usize| units >= 2 && count * 10 >= units * 8;
    if is_most(of(false)) {
        Some(false)
    } else {
        is_most(of(true)).then_some(true)
    }
}

fn from_utf32(bytes: &[u8], big_endian: bool) -> Decoded {
    let units = bytes.chunks_exact(4).map(|unit| {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let unit = if big_endian {
            u32::from_be_bytes(unit)
        } else {
            u32::from_le_bytes(unit)
        };
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    let mut text: String = units.collect();
    if !bytes.len().is_multiple_of(4) {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded {
        text,
        encoding: if big_endian { "UTF-32BE" } else { "UTF-32LE" },
        source_len: bytes.len(),
        replaced: Vec::new(),
    }
}

/// Whether the bytes are UTF-16, and then whether big-endian: by the byte order mark, or by the zeros that Latin text has
/// at every other byte.
pub(super) fn utf16_order(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(false),
        [0xfe, 0xff, ..] => return Some(true),
        _ => {}
    }
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    let (mut even, mut odd) = (0, 0);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0 && is_text_byte(pair[1]));
        odd += usize::from(pair[1] == 0 && is_text_byte(pair[0]));
    }
    let half = sample.len() / 2;
    let rules =
        |count: usize, other: usize| half >= 2 && count * 10 >= half * 6 && other * 10 <= half;
    if rules(odd, even) {
        Some(false)
    } else {
        rules(even, odd).then_some(true)
    }
}

/// Whether an ASCII byte occurs in plain text.
fn is_text_byte(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~')
}

fn from_utf16(bytes: &[u8], big_endian: bool) -> Decoded {
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big_endian {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let mut text: String = char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    if bytes.len() % 2 == 1 {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    let encoding = if big_endian { "UTF-16BE" } else { "UTF-16LE" };
    Decoded {
        text,
        encoding,
        source_len: bytes.len(),
        replaced: Vec::new(),
    }
}
