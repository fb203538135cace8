//! From bytes to text: UTF-8 with and without BOM, UTF-16, UTF-32, and the single-byte encodings by detection.
//!
//! The decoded text keeps a way back: any place in it is a place among the source's bytes. What is uncertain about the
//! encoding, or was lost in it, is a problem; text that was spoilt before it was saved (mojibake, control characters) is
//! reported and kept. Knows nothing of formats.

mod mixed;
mod spoilt;
mod wide;

use encoding_rs::Encoding;
use wide::{utf16_order, utf32_order};

use crate::document::{Place, Span};
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
    /// What stands for bytes that are not UTF-8, in order; only for `UTF-8`.
    replaced: Vec<Replaced>,
}

/// What stands in the text for bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Replaced {
    /// Where it begins in the text.
    place: Place,
    /// How many bytes of the text it takes.
    written: usize,
    /// How many bytes of the source it stands for.
    bytes: usize,
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
            replaced: Vec::new(),
        }
    }

    /// A walk over places of the decoded text in ascending order, giving their offsets among the source's bytes.
    pub fn source_offsets(&self) -> SourceOffsets<'_> {
        SourceOffsets {
            decoded: self,
            place: 0,
            offset: 0,
            replaced: 0,
        }
    }
}

/// See [`Decoded::source_offsets`].
#[derive(Debug)]
pub struct SourceOffsets<'a> {
    decoded: &'a Decoded,
    place: Place,
    offset: usize,
    /// How many of the replaced places lie before `place`.
    replaced: usize,
}

impl SourceOffsets<'_> {
    /// The source's byte offset of `place`, which must not lie before a place asked for earlier.
    pub fn offset_of(&mut self, place: Place) -> usize {
        let decoded = self.decoded;
        if place >= decoded.text.len() {
            return decoded.source_len;
        }
        if decoded.encoding == "UTF-8" {
            self.walk_replaced(place);
        } else {
            let passed = Span::new(self.place, place).of(&decoded.text);
            self.offset += passed
                .chars()
                .map(|c| source_bytes(decoded.encoding, c))
                .sum::<usize>();
        }
        self.place = self.place.max(place);
        self.offset.min(decoded.source_len)
    }

    /// Moves through UTF-8, where only the replacement characters differ in length from their bytes.
    fn walk_replaced(&mut self, place: Place) {
        let mut from = self.place;
        while let Some(&found) = self
            .decoded
            .replaced
            .get(self.replaced)
            .filter(|found| found.place < place)
        {
            self.offset += found.place.saturating_sub(from) + found.bytes;
            from = found.place + found.written;
            self.replaced += 1;
        }
        self.offset += place.saturating_sub(from);
    }
}

/// How many bytes a character took in the source. Exact for UTF-16 and the single-byte encodings; in the others a
/// character that was lost counts as one byte.
fn source_bytes(encoding: &str, c: char) -> usize {
    if encoding.starts_with("UTF-16") {
        return c.len_utf16() * 2;
    }
    if encoding.starts_with("UTF-32") {
        return 4;
    }
    match Encoding::for_label(encoding.as_bytes()) {
        Some(encoding) if !encoding.is_single_byte() && !c.is_ascii() => {
            let mut buffer = [0; 4];
            let (bytes, _, lost) = encoding.encode(c.encode_utf8(&mut buffer));
            if lost { 1 } else { bytes.len() }
        }
        _ => 1,
    }
}

/// Decodes a file's bytes. What is not certain about the encoding, or was lost in it, is a problem.
///
/// # Errors
/// When the bytes are no text: a picture, an archive, a file full of NUL.
pub fn decode(bytes: Vec<u8>) -> Result<(Decoded, Vec<Problem>), NotText> {
    if let Some(decoded) = wide::decode(&bytes) {
        let decoded = Decoded {
            text: with_line_feeds(decoded.text),
            ..decoded
        };
        let mut problems = Vec::new();
        report_lost(&decoded, &mut problems);
        spoilt::report(&decoded.text, &mut problems);
        return Ok((decoded, problems));
    }
    refuse_binary(&bytes)?;
    let mut problems = Vec::new();
    let decoded = match String::from_utf8(bytes) {
        Ok(text) => Decoded::utf8(text),
        Err(error) => {
            let bytes = error.into_bytes();
            if let Some(encoding) = declared(&bytes) {
                from_single_byte(encoding, &bytes)
            } else if is_mostly_utf8(&bytes) {
                from_broken_utf8(&bytes)
            } else if let Some(decoded) = mixed::decode(&bytes, &mut problems) {
                decoded
            } else {
                from_legacy(&bytes, &mut problems)?
            }
        }
    };
    let decoded = Decoded {
        text: with_line_feeds(decoded.text),
        ..decoded
    };
    if decoded.text.is_empty() {
        problems.push(
            Problem::new(Span::at(0), "the file is empty")
                .hint("give a file with the document's text"),
        );
    }
    report_lost(&decoded, &mut problems);
    spoilt::report(&decoded.text, &mut problems);
    Ok((decoded, problems))
}

/// A text in which every line ends in a line feed: a carriage return alone ends a line too, as on old Macintoshes. Every place
/// stays where it is.
fn with_line_feeds(text: String) -> String {
    let bytes = text.as_bytes();
    let is_alone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if !memchr::memchr_iter(b'\r', bytes).any(is_alone) {
        return text;
    }
    let mut pieces = text.split('\r');
    let mut settled = String::with_capacity(text.len());
    settled.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        settled.push(if piece.starts_with('\n') { '\r' } else { '\n' });
        settled.push_str(piece);
    }
    settled
}

/// Where the beginning of a file may be cut off to be read by itself: behind the last line end within its first `most` bytes;
/// in a longer line, between two characters. The length of the file if it is no longer.
pub fn cut(bytes: &[u8], most: usize) -> usize {
    if bytes.len() <= most {
        return bytes.len();
    }
    let beginning = bytes.get(..most).unwrap_or(bytes);
    if let Some(big_endian) = utf32_order(bytes) {
        let line_end = if big_endian {
            [0, 0, 0, b'\n']
        } else {
            [b'\n', 0, 0, 0]
        };
        let mut units = beginning.chunks_exact(4);
        let last = units.rposition(|unit| unit == line_end);
        return last.map_or(most & !3, |last| 4 * (last + 1));
    }
    if let Some(big_endian) = utf16_order(bytes) {
        let line_end = if big_endian { [0, b'\n'] } else { [b'\n', 0] };
        let mut pairs = beginning.chunks_exact(2);
        let last = pairs.rposition(|pair| pair == line_end);
        return last.map_or(most & !1, |last| 2 * (last + 1));
    }
    let is_inside_character = |end: &usize| {
        let byte = bytes.get(*end);
        byte.is_some_and(|byte| byte & 0xc0 == 0x80)
    };
    memchr::memrchr(b'\n', beginning).map_or_else(
        || {
            most - (most.saturating_sub(3)..=most)
                .rev()
                .take_while(is_inside_character)
                .count()
        },
        |last| last + 1,
    )
}

/// Refuses what is plainly no text, and says what it is where its first bytes tell.
fn refuse_binary(bytes: &[u8]) -> Result<(), NotText> {
    const KINDS: [(&[u8], &str, &str); 9] = [
        (
            b"%PDF-",
            "a PDF file",
            "save its text (`pdftotext FILE`) and open that",
        ),
        (
            b"PK\x03\x04",
            "a ZIP archive or an office document",
            "save it as plain text and open that",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "an old office document",
            "save it as plain text and open that",
        ),
        (
            b"{\\rtf",
            "an RTF document",
            "save it as plain text and open that",
        ),
        (b"\x1f\x8b", "a gzip file", "unpack it first"),
        (b"\x89PNG", "a picture", "only its text can be read"),
        (b"\xff\xd8\xff", "a picture", "only its text can be read"),
        (b"GIF8", "a picture", "only its text can be read"),
        (b"\x7fELF", "a program", "give a text file"),
    ];
    if let Some((_, what, hint)) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(NotText {
            reason: format!("this is {what}, not text: {hint}"),
        });
    }
    let nul = memchr::memchr_iter(0, bytes).count();
    // A stray NUL may be a damaged text; one in two hundred bytes never is, unless the rest is good UTF-8.
    let least = if std::str::from_utf8(bytes).is_ok() {
        8
    } else {
        200
    };
    if nul > 0 && nul * least >= bytes.len() {
        return Err(NotText {
            reason: format!(
                "this is a binary file, not text: {nul} of its {} bytes are NUL",
                bytes.len()
            ),
        });
    }
    let odd = bytes
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t'..=b'\r' | 0x1b))
        .count();
    // Control characters of every kind, more than one byte in ten: compressed or encrypted data has one in nine.
    if bytes.len() >= 64 && odd * 12 > bytes.len() {
        return Err(NotText {
            reason: format!(
                "this is a binary file, not text: {odd} of its {} bytes are control characters",
                bytes.len()
            ),
        });
    }
    Ok(())
}

/// Whether the bytes are UTF-8 with a few broken places rather than another encoding: four in five of the sequences
/// beyond ASCII are whole.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 4
}

fn from_broken_utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced.push(Replaced {
                place: text.len(),
                written: char::REPLACEMENT_CHARACTER.len_utf8(),
                bytes: chunk.invalid().len(),
            });
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Decoded {
        text,
        encoding: "UTF-8",
        source_len: bytes.len(),
        replaced,
    }
}

/// The single-byte encoding that a file in markup names for itself, in its XML declaration or as web pages do.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let name = declared_in_xml(bytes).or_else(|| declared_in_html(bytes))?;
    Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.is_single_byte())
}

/// The encoding that an XML declaration names: `<?xml version="1.0" encoding="ISO-8859-1"?>`. What it says of
/// UTF-8 and its like is not asked: the bytes are not UTF-8.
fn declared_in_xml(bytes: &[u8]) -> Option<&str> {
    let start = bytes.get(..bytes.len().min(200))?;
    let declaration = start.strip_prefix(b"<?xml")?;
    let end = memchr::memchr(b'>', declaration)?;
    let declaration = std::str::from_utf8(declaration.get(..end)?).ok()?;
    let (_, after) = declaration.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    value.get(1..)?.split(['"', '\'']).next()
}

/// The encoding that a `meta` element at the start of a web page names: `<meta charset=windows-1251>`, or the older form
/// with `content="text/html; charset=…"`. Browsers look at the first 1024 bytes (HTML, 13.2.3.2).
fn declared_in_html(bytes: &[u8]) -> Option<&str> {
    let start = bytes.get(..bytes.len().min(1024))?;
    let valid = match std::str::from_utf8(start) {
        Ok(start) => start,
        Err(error) => std::str::from_utf8(start.get(..error.valid_up_to())?).ok()?,
    };
    // Lowering ASCII letters moves nothing.
    let lower = valid.to_ascii_lowercase();
    let meta = lower
        .find("<meta")
        .filter(|_| lower.contains("<html") || lower.contains("<head"))?;
    let charset = meta + lower.get(meta..)?.find("charset")?;
    let value = valid.get(charset + "charset".len()..)?.trim_start();
    let value = value
        .strip_prefix('=')?
        .trim_start_matches([' ', '"', '\'']);
    value
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')))
        .next()
}

fn from_single_byte(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        source_len: bytes.len(),
        replaced: Vec::new(),
    }
}

/// Decodes what is no form of Unicode, in the encoding that its bytes look most like.
fn from_legacy(bytes: &[u8], problems: &mut Vec<Problem>) -> Result<Decoded, NotText> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let lost = text
        .chars()
        .filter(|&c| c == char::REPLACEMENT_CHARACTER || ('\u{80}'..'\u{a0}').contains(&c))
        .count();
    if lost * 8 > bytes.len() {
        return Err(NotText {
            reason: "this is a binary file, not text: its bytes are in no encoding known"
                .to_owned(),
        });
    }
    let first = text
        .char_indices()
        .find(|(_, c)| !c.is_ascii())
        .map_or(0, |(at, _)| at);
    let span = Span::new(
        first,
        first
            + text
                .get(first..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8),
    );
    problems.push(
        Problem::new(
            span,
            format!(
                "not UTF-8: read as `{}`, by the look of its letters",
                encoding.name()
            ),
        )
        .hint("save the file as UTF-8 if names look wrong"),
    );
    Ok(Decoded {
        text,
        encoding: encoding.name(),
        source_len: bytes.len(),
        replaced: Vec::new(),
    })
}

/// Reports characters that the decoding could not make out.
fn report_lost(decoded: &Decoded, problems: &mut Vec<Problem>) {
    let lost = if decoded.encoding == "UTF-8" {
        let sign = |found: &&Replaced| {
            decoded
                .text
                .get(found.place..)
                .is_some_and(|rest| rest.starts_with(char::REPLACEMENT_CHARACTER))
        };
        let mut places = decoded
            .replaced
            .iter()
            .filter(sign)
            .map(|found| found.place);
        places.next().map(|place| (place, places.count() + 1))
    } else {
        let mut places = decoded
            .text
            .match_indices(char::REPLACEMENT_CHARACTER)
            .map(|(place, _)| place);
        places.next().map(|place| (place, places.count() + 1))
    };
    if let Some((place, count)) = lost {
        let span = Span::new(place, place + char::REPLACEMENT_CHARACTER.len_utf8());
        let message = format!(
            "{} cannot be read as `{}`",
            places_of(count),
            decoded.encoding
        );
        problems.push(
            Problem::new(span, message)
                .hint("they show as `\u{fffd}`; look for a sounder copy of the file"),
        );
    }
}

fn places_of(count: usize) -> String {
    counted(count, "place")
}

/// `1 place`, `3 places`.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

#[cfg(test)]
mod tests;
