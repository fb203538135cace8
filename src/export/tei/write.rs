//! Characters, names and attributes of XML.

use std::fmt::Write as _;

use crate::document::edtf::{CalendarDate, Clock, Edtf};
use crate::document::names::{Names, plain};
use crate::export::markup;

/// An identifier like `wanted` that is a name of XML and not yet taken in the file.
pub(super) fn identifier(names: &mut Names, wanted: &str, fallback: &str) -> String {
    let plain = plain(wanted);
    if plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        names.claim(&plain)
    } else {
        names.claim(&format!("{fallback}-{plain}"))
    }
}

/// Text with the characters escaped that XML acts on; those that XML forbids as U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    markup::escaped(text, is_forbidden)
}

/// Whether XML 1.0 has no way of writing a character (section 2.2).
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{d}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Attributes in the making.
#[derive(Default)]
pub(super) struct Attributes(pub(super) String);

impl Attributes {
    /// An attribute whose value is any text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        // Writing into a string cannot fail.
        let _ = write!(
            self.0,
            " {name}=\"{}\"",
            escaped(&value.replace(['\n', '\t'], " "))
        );
    }

    /// An attribute whose value is one word; whether it is one.
    pub(super) fn word(&mut self, name: &str, value: &str) -> bool {
        let is_word =
            !value.is_empty() && !value.chars().any(|c| c.is_whitespace() || c.is_control());
        if is_word {
            self.text(name, value);
        }
        is_word
    }

    /// An attribute whose value is some words.
    pub(super) fn words(&mut self, name: &str, value: &str) {
        let words: Vec<&str> = value
            .split(|c: char| c.is_whitespace() || c.is_control())
            .collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            self.text(name, &words.join(" "));
        }
    }

    /// An attribute that points somewhere; whether it can.
    pub(super) fn pointer(&mut self, name: &str, value: &str) -> bool {
        let is_safe = value
            .chars()
            .all(|c| c.is_alphanumeric() || "#:/.-_~?=&;,+@()!*'".contains(c));
        is_safe && value.matches('#').count() <= 1 && self.word(name, value)
    }

    /// The attributes of a date.
    pub(super) fn date(&mut self, edtf: &Edtf) {
        if let Some(date) = w3c(edtf) {
            self.text("when", &date);
        } else if let Some((start, end)) = edtf.ends()
            && is_w3c(start)
            && is_w3c(end)
        {
            self.text("from", &start.to_string());
            self.text("to", &end.to_string());
        } else {
            self.words("when-custom", &edtf.to_string());
        }
    }
}

/// A date, month, year or moment as W3C XML Schema writes it; none if it is not that.
fn w3c(edtf: &Edtf) -> Option<String> {
    let is_written_so = is_w3c(edtf.date()?) && edtf.clock().is_none_or(Clock::has_whole_zone);
    is_written_so.then(|| edtf.to_string())
}

/// Whether W3C XML Schema 1.0 writes a date in the same way, which has no year 0 and counts the years before it otherwise.
fn is_w3c(date: &CalendarDate) -> bool {
    date.is_plain() && date.year().is_some_and(|year| year > 0)
}

/// A moment in ISO 8601, which may be without its seconds, as W3C XML Schema writes it.
pub(super) fn moment(printed: &str) -> Option<String> {
    let (clock, zone) = match printed.strip_suffix('Z') {
        Some(clock) => (clock, "Z"),
        None => (printed, ""),
    };
    let with_seconds = || format!("{clock}:00{zone}").parse();
    let edtf: Edtf = printed.parse().or_else(|_| with_seconds()).ok()?;
    w3c(&edtf)
}
