//! What was spoilt before a file was saved: control characters, and letters decoded wrongly once already (mojibake).
//!
//! Only reported. Nothing is mended, since what a wrong letter was cannot be known for sure.

use std::iter;

use super::{counted, places_of};
use crate::document::Span;
use crate::problem::Problem;

/// Reports what was spoilt before the file was saved: control characters, and letters decoded wrongly once already.
pub(super) fn report(text: &str, problems: &mut Vec<Problem>) {
    // A form feed ends a page.
    let mut odd = rough(text).filter(|(_, c)| c.is_control() && *c != '\u{c}');
    if let Some((place, c)) = odd.next() {
        let count = odd.count() + 1;
        let message = format!(
            "{} in the text, the first `U+{:04X}`",
            counted(count, "control character"),
            u32::from(c)
        );
        problems.push(
            Problem::new(Span::new(place, place + c.len_utf8()), message)
                .hint("they stay in the text and show as visible signs"),
        );
    }
    if let Some((span, count)) = mojibake(text) {
        let message = format!(
            "`{}` looks like a letter that was decoded wrongly before, {}",
            span.of(text),
            places_of(count)
        );
        problems.push(
            Problem::new(span, message)
                .hint("the text is kept as it is; correct it from a sounder copy"),
        );
    }
}

/// The characters of a text that are no plain ones of ASCII: nearly none of most texts, and quick to find.
fn rough(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    /// As many bytes as a processor compares at once, or a few times that.
    const STRIDE: usize = 32;
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let bytes = text.as_bytes();
    let mut at = 0;
    iter::from_fn(move || {
        while let Some(stride) = bytes.get(at..).and_then(<[u8]>::first_chunk::<STRIDE>) {
            // Not `any`, which stops at the first and so looks at one after the other.
            if stride
                .iter()
                .fold(0, |rough, &byte| rough | u8::from(!is_plain(byte)))
                != 0
            {
                break;
            }
            at += STRIDE;
        }
        at += bytes.get(at..)?.iter().position(|&byte| !is_plain(byte))?;
        let c = text.get(at..)?.chars().next()?;
        let found = (at, c);
        at += c.len_utf8();
        Some(found)
    })
}

/// The first place where UTF-8 was once read as a single-byte encoding or GBK, and the number of such places.
fn mojibake(text: &str) -> Option<(Span, usize)> {
    let mut places = rough(text).filter_map(|(at, c)| {
        let spoilt = spoilt_letter(text, at).or_else(|| low_quotation_mark(text, at, c))?;
        Some(Span::new(at, at + spoilt))
    });
    let first = places.next()?;
    Some((first, places.count() + 1))
}

/// `â€™` and its like (CP1252, CP1250, CP1257), `Ã©`, `вЂ™` (CP1251), `鈥` (GBK): how many bytes.
fn spoilt_letter(text: &str, at: usize) -> Option<usize> {
    const SIGNS: [&str; 8] = ["â€", "ā€", "Ã©", "Ã¨", "Ã¼", "Ã¶", "вЂ", "鈥"];
    let rest = text.get(at..)?;
    let sign = SIGNS.iter().find(|&sign| rest.starts_with(sign))?;
    let next = rest.get(sign.len()..)?.chars().next();
    let tail = next
        .filter(|c| !c.is_ascii() && sign.ends_with(['€', 'Ђ', '鈥']))
        .map_or(0, char::len_utf8);
    Some(sign.len() + tail)
}

/// CP437's `‚` and `„`, which stand for é and ä, inside words: how many bytes.
fn low_quotation_mark(text: &str, at: usize, c: char) -> Option<usize> {
    let is_letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase);
    let end = at + c.len_utf8();
    let is_inside = matches!(c, '„' | '‚') && at > 0 && is_letter(at - 1) && is_letter(end);
    is_inside.then_some(c.len_utf8())
}
