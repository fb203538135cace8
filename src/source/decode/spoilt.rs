//! What was spoilt before a file was saved: control characters, and letters decoded wrongly once already (mojibake).
//!
//! Only reported. Nothing is mended, since what a wrong letter was cannot be known for sure.

use super::{counted, places_of};
use crate::document::Span;
use crate::problem::Problem;

/// Reports what was spoilt before the file was saved: control characters, and letters decoded wrongly once already.
pub(super) fn report(text: &str, problems: &mut Vec<Problem>) {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let mut odd = text.char_indices().filter(|&(_, c)| is_odd(c));
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

/// The first place where UTF-8 was once read as a single-byte encoding or GBK, and the number of such places.
fn mojibake(text: &str) -> Option<(Span, usize)> {
    // `â€™` and its like (CP1252, CP1250, CP1257), `Ã©`, `вЂ™` (CP1251), `鈥` (GBK); CP437's `‚` and `„` inside words.
    const SIGNS: [&str; 8] = ["â€", "ā€", "Ã©", "Ã¨", "Ã¼", "Ã¶", "вЂ", "鈥"];
    let mut first: Option<Span> = None;
    let mut count = 0;
    for sign in SIGNS {
        for (at, found) in text.match_indices(sign) {
            count += 1;
            let next = text
                .get(at + found.len()..)
                .and_then(|rest| rest.chars().next());
            let tail = next
                .filter(|c| !c.is_ascii() && sign.ends_with(['€', 'Ђ', '鈥']))
                .map_or(0, char::len_utf8);
            let span = Span::new(at, at + found.len() + tail);
            first = Some(first.map_or(span, |known| {
                if known.start < span.start {
                    known
                } else {
                    span
                }
            }));
        }
    }
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inside = before.is_some_and(|c| c.is_ascii_lowercase())
            && next.is_some_and(|c| c.is_ascii_lowercase());
        if matches!(c, '„' | '‚') && inside {
            count += 1;
            let span = Span::new(at, at + c.len_utf8());
            first = Some(first.map_or(span, |known| {
                if known.start < span.start {
                    known
                } else {
                    span
                }
            }));
        }
        before = Some(c);
    }
    first.map(|span| (span, count))
}
