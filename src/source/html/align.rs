//! Finding again in the source the characters that a tokenizer gave, where it resolved references and line ends.

use quick_xml::escape::resolve_html5_entity;

use super::tree::Stretch;
use crate::document::Span;

/// The longest name of a character reference in HTML (`CounterClockwiseContourIntegral`), with room.
const LONGEST_NAME: usize = 34;

/// Finds `text` in `source` from `at`, which moves behind it; `end` is where the search stops.
pub(super) fn align(source: &str, at: &mut usize, end: usize, text: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let raw = Span::new(*at, end).of(source);
        let same = shared(raw, rest);
        // A `&` in the source that the text has as well may still be the beginning of `&amp;`.
        let same = if first == '&' { 0 } else { same };
        if same > 0 {
            found.push(Stretch::Verbatim(Span::new(*at, *at + same)));
            *at += same;
            rest = rest.get(same..).unwrap_or_default();
            continue;
        }
        let (length, written) = reference(raw, rest).unwrap_or_else(|| {
            if raw.starts_with("\r\n") && first == '\n' {
                (2, 1)
            } else if raw.starts_with(first) || raw.starts_with(['\r', '\0']) {
                let own = raw.chars().next().map_or(0, char::len_utf8);
                (own, first.len_utf8())
            } else {
                // The signs round a CDATA section, which leave the text.
                (raw.find(first).unwrap_or(0), 0)
            }
        });
        if written == 0 {
            if length == 0 {
                found.push(Stretch::Decoded(Span::default(), rest.to_owned()));
                return found;
            }
            *at += length;
            continue;
        }
        let words = rest.get(..written).unwrap_or_default();
        let span = Span::new(*at, *at + length);
        found.push(if span.of(source) == words {
            Stretch::Verbatim(span)
        } else {
            Stretch::Decoded(span, words.to_owned())
        });
        *at += length;
        rest = rest.get(written..).unwrap_or_default();
    }
    found
}

/// How many bytes two texts begin with alike, up to a `&` or a line end of another form.
fn shared(raw: &str, text: &str) -> usize {
    if !text.contains('&') && raw.starts_with(text) {
        return text.len();
    }
    let mut length = 0;
    for (one, other) in raw.chars().zip(text.chars()) {
        if one != other || one == '&' {
            break;
        }
        length += one.len_utf8();
    }
    length
}

/// The character reference that `raw` begins with, if it stands for what `text` begins with: its length, and that of what
/// it stands for.
fn reference(raw: &str, text: &str) -> Option<(usize, usize)> {
    let name = raw.strip_prefix('&')?;
    let first = text.chars().next()?;
    if let Some(digits) = name.strip_prefix('#') {
        let hex = digits.starts_with(['x', 'X']);
        let digits = digits.get(usize::from(hex)..)?;
        let length = digits
            .bytes()
            .take_while(|byte| {
                if hex {
                    byte.is_ascii_hexdigit()
                } else {
                    byte.is_ascii_digit()
                }
            })
            .count();
        let semicolon = usize::from(digits.get(length..)?.starts_with(';'));
        let whole = 2 + usize::from(hex) + length + semicolon;
        return (length > 0).then_some((whole, first.len_utf8()));
    }
    let letters = name
        .bytes()
        .take(LONGEST_NAME)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    // Without its semicolon a name may be the beginning of a longer word: `&notit;` is `¬it;`.
    (1..=letters).rev().find_map(|length| {
        let stands_for = resolve_html5_entity(name.get(..length)?)?;
        let semicolon = usize::from(name.get(length..)?.starts_with(';'));
        text.starts_with(stands_for)
            .then_some((1 + length + semicolon, stands_for.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stretches as `source>text`, those taken as they stand by themselves.
    #[track_caller]
    fn check(source: &str, text: &str, expected: &[&str]) {
        let mut at = 0;
        let found: Vec<String> = align(source, &mut at, source.len(), text)
            .iter()
            .map(|stretch| match stretch {
                Stretch::Verbatim(span) => span.of(source).to_owned(),
                Stretch::Decoded(span, text) => format!("{}>{text}", span.of(source)),
            })
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn references_are_found_where_they_stand() {
        check("no signs at all", "no signs at all", &["no signs at all"]);
        check("a &amp; b", "a & b", &["a ", "&amp;>&", " b"]);
        check("a & b", "a & b", &["a ", "&", " b"]);
        check(
            "&lt;&#39;&#x27;&nbsp",
            "<''\u{a0}",
            &["&lt;><", "&#39;>'", "&#x27;>'", "&nbsp>\u{a0}"],
        );
        check(
            "&notit; &notin;",
            "¬it; ∉",
            &["&not>¬", "it; ", "&notin;>∉"],
        );
        check("&nonsense; &", "&nonsense; &", &["&", "nonsense; ", "&"]);
        check(
            "one\r\ntwo\rthree",
            "one\ntwo\nthree",
            &["one", "\r\n>\n", "two", "\r>\n", "three"],
        );
        check("&#150;", "–", &["&#150;>–"]);
    }
}
