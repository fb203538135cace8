//! The `custom` attribute of PAGE XML as Transkribus writes it: `person {offset:5; length:8; firstname:Ada;}`.

use super::sheet::Piece;
use super::tree::{pieces, place_of, said};

/// One entry of the attribute.
#[derive(Debug, Clone)]
pub(super) struct Custom<'a> {
    pub(super) name: &'a str,
    values: Vec<(&'a str, &'a str)>,
}

/// The entries of an attribute's value. What is no entry is passed over.
pub(super) fn read(value: &str) -> Vec<Custom<'_>> {
    let mut entries = Vec::new();
    let mut rest = value;
    while let Some((name, behind)) = rest.split_once('{') {
        let (inside, after) = behind.split_once('}').unwrap_or((behind, ""));
        rest = after;
        let values = pairs(inside)
            .into_iter()
            .filter_map(|pair| pair.split_once(':'));
        let values = values.map(|(key, value)| (key.trim(), value.trim()));
        entries.push(Custom {
            name: name.trim(),
            values: values.collect(),
        });
    }
    entries
}

/// The pairs of an entry, which end with semicolons; that of a character reference ends none.
fn pairs(inside: &str) -> Vec<&str> {
    let mut pairs = Vec::new();
    let (mut start, mut reference) = (0, false);
    for (at, c) in inside.char_indices() {
        match c {
            '&' => reference = true,
            ';' if reference => reference = false,
            ';' => {
                pairs.extend(inside.get(start..at));
                start = at + 1;
            }
            c if !c.is_ascii_alphanumeric() && c != '#' => reference = false,
            _ => {}
        }
    }
    pairs.extend(inside.get(start..));
    pairs
}

impl<'a> Custom<'a> {
    /// The value of a key, as written, if it is not blank.
    pub(super) fn value(&self, wanted: &str) -> Option<&'a str> {
        let mut values = self.values.iter();
        let (_, value) = values.find(|(key, _)| *key == wanted)?;
        Some(*value).filter(|value| !value.is_empty())
    }

    pub(super) fn number(&self, wanted: &str) -> Option<usize> {
        self.value(wanted)?.parse().ok()
    }

    /// Whether a key says `true`.
    pub(super) fn is(&self, wanted: &str) -> bool {
        self.value(wanted) == Some("true")
    }

    /// What a key says, in words.
    pub(super) fn text(&self, wanted: &str, source: &str) -> Option<String> {
        let value = self.value(wanted)?;
        let text = said(source, &pieces(source, place_of(source, value)));
        Some(unescaped(&text)).filter(|text| !text.trim().is_empty())
    }

    /// What a key says, with its place.
    pub(super) fn piece(&self, wanted: &str, source: &str) -> Option<Piece> {
        let text = self.text(wanted, source)?;
        let span = place_of(source, self.value(wanted)?);
        Some(Piece {
            span,
            text: Some(text),
        })
    }
}

/// Characters that would end a value are written `\u003b`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part
            .get(..4)
            .and_then(|code| u32::from_str_radix(code, 16).ok());
        if let Some(c) = code.and_then(char::from_u32) {
            unescaped.push(c);
            unescaped.push_str(part.get(4..).unwrap_or_default());
        } else {
            unescaped.push_str("\\u");
            unescaped.push_str(part);
        }
    }
    unescaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_names_and_values() {
        let source = "readingOrder {index:2;} abbrev {offset:0; length:3;expansion:Mister\\u0020Orde &amp; Co;} broken {a";
        let entries = read(source);
        let names: Vec<&str> = entries.iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["readingOrder", "abbrev", "broken"]);
        assert_eq!(entries[0].number("index"), Some(2));
        let expansion = entries[1].text("expansion", source);
        assert_eq!(expansion.as_deref(), Some("Mister Orde & Co"));
        assert_eq!(entries[1].value("resp"), None);
    }
}
