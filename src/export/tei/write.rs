//! Characters, names and attributes of XML.

use std::collections::HashSet;
use std::fmt::Write as _;

/// The identifiers of a file, each used once.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// An identifier like `wanted` that is a name of XML and not yet taken.
    pub(super) fn claim(&mut self, wanted: &str, fallback: &str) -> String {
        let mut plain: String = wanted
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        if !plain.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            plain = format!("{fallback}-{plain}");
        }
        let mut name = plain.clone();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{plain}-{number}");
            number += 1;
        }
        name
    }
}

/// Text with the characters escaped that XML acts on; those that XML forbids as U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if is_forbidden(c) => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
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

    /// The attributes of a date given as EDTF.
    pub(super) fn date(&mut self, edtf: &str) {
        if let Some(date) = w3c(edtf) {
            self.text("when", &date);
        } else if let Some((start, end)) = edtf.split_once('/')
            && let (Some(start), Some(end)) = (w3c(start), w3c(end))
        {
            self.text("from", &start);
            self.text("to", &end);
        } else {
            self.words("when-custom", edtf);
        }
    }
}

/// A date, month, year or moment as W3C XML Schema writes it; none if it is not that.
pub(super) fn w3c(edtf: &str) -> Option<String> {
    let (date, time) = edtf
        .split_once('T')
        .map_or((edtf, None), |(date, time)| (date, Some(time)));
    let steps: Vec<&str> = date.split('-').collect();
    let is_number =
        |step: &&str, length| step.len() == length && step.bytes().all(|b| b.is_ascii_digit());
    let number = |step: &str| step.parse::<u32>().unwrap_or_default();
    let is_date = match steps.as_slice() {
        [year] => is_number(year, 4) && number(year) > 0,
        [year, month] => {
            is_number(year, 4)
                && number(year) > 0
                && is_number(month, 2)
                && (1..=12).contains(&number(month))
        }
        [year, month, day] => {
            let leap = number(year).is_multiple_of(4) && !number(year).is_multiple_of(100)
                || number(year).is_multiple_of(400);
            let last = match number(month) {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            is_number(year, 4)
                && number(year) > 0
                && is_number(month, 2)
                && (1..=12).contains(&number(month))
                && is_number(day, 2)
                && (1..=last).contains(&number(day))
        }
        _ => false,
    };
    match time {
        _ if !is_date => None,
        None => Some(date.to_owned()),
        Some(time) if steps.len() == 3 => {
            let (clock, zone) = time
                .strip_suffix('Z')
                .map_or((time, ""), |clock| (clock, "Z"));
            let parts: Vec<&str> = clock.split(':').collect();
            let is_clock = parts.iter().all(|part| is_number(part, 2));
            let is_in =
                |index: usize, most| parts.get(index).is_none_or(|part| number(part) < most);
            let is_time = is_clock
                && (2..=3).contains(&parts.len())
                && is_in(0, 24)
                && is_in(1, 60)
                && is_in(2, 60);
            let seconds = if parts.len() == 2 { ":00" } else { "" };
            is_time.then(|| format!("{date}T{clock}{seconds}{zone}"))
        }
        Some(_) => None,
    }
}
