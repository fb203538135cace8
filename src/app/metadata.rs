//! What the metadata pane says of a document: its fields in groups, in lines of a width.
//!
//! What a reader would look for and the source does not give is said to be "not given", unless nothing of its group is.

use strum::IntoEnumIterator;

use crate::document::fields::{PaneGroup, Wanted};
use crate::document::{
    ArchivalReference, Document, FieldName, FieldValue, Metadata, Party, ReferencePart,
};
use crate::layout::{self, Line, Measure};

/// Columns of the fields' names.
pub const LABEL_WIDTH: u16 = 11;

/// A line of the pane: the name of a field before the first line of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataLine {
    /// The field's name, on its first line; a group's heading has only this.
    pub label: Option<String>,
    /// A line of the value; `None` for headings and empty lines.
    pub value: Option<Line>,
    /// Whether the source gives the value.
    pub is_given: bool,
    /// Whether the value stands beside the names, not under its name.
    pub is_beside: bool,
}

/// The metadata in lines of this measure.
pub fn lines(document: &Document, measure: impl Into<Measure>) -> Vec<MetadataLine> {
    let measure = measure.into();
    let width = measure.width;
    let mut lines: Vec<MetadataLine> = Vec::new();
    for group in groups(document) {
        if !lines.is_empty() {
            lines.push(MetadataLine {
                label: None,
                value: None,
                is_given: true,
                is_beside: true,
            });
        }
        for (label, value) in group {
            let beside = usize::from(width.saturating_sub(LABEL_WIDTH));
            let is_long = stands_below(&label, value.as_deref(), beside);
            let room = if is_long {
                width
            } else {
                width.saturating_sub(LABEL_WIDTH)
            };
            let is_given = value.is_some();
            let mut label = Some(label);
            if is_long {
                lines.push(MetadataLine {
                    label: label.take(),
                    value: None,
                    is_given,
                    is_beside: false,
                });
            }
            let room = Measure {
                width: room.max(8),
                ..measure
            };
            for line in layout::lay_out_text(value.as_deref().unwrap_or("not given"), room) {
                lines.push(MetadataLine {
                    label: label.take(),
                    value: Some(line),
                    is_given,
                    is_beside: !is_long,
                });
            }
        }
    }
    lines
}

/// A value longer than this stands under its name, not beside it.
const LONG: usize = 120;

/// Whether a value stands under its name: it is long, its name would touch it, or one of its words would be divided beside it.
fn stands_below(label: &str, value: Option<&str>, beside: usize) -> bool {
    let touches = layout::width(label) >= usize::from(LABEL_WIDTH);
    value.is_some_and(|value| {
        let mut words = value.split_whitespace();
        value.len() > LONG || touches || words.any(|word| layout::width(word) > beside)
    })
}

type Fields = Vec<(String, Option<String>)>;

fn groups(document: &Document) -> Vec<Fields> {
    let metadata = &document.metadata;
    let is_sent = is_sent(metadata);
    let groups = PaneGroup::iter().map(|group| {
        let of_group = FieldName::iter().filter_map(|field| {
            let pane = field.traits().pane?;
            (pane.group == group).then_some((field, pane))
        });
        let mut fields = Fields::new();
        for (field, pane) in of_group {
            let is_wanted = match pane.wanted {
                Wanted::Never => false,
                // Another archive stands for the one that is missing.
                Wanted::IfSent if field == FieldName::Archive => {
                    is_sent && metadata.other_archives.is_empty()
                }
                Wanted::IfSent => is_sent,
                Wanted::Always => true,
            };
            let given = shown(metadata.value(field), pane.label);
            if given.is_empty() && is_wanted {
                fields.push((pane.label.to_owned(), None));
            }
            let given = given.into_iter();
            fields.extend(given.map(|(label, value)| (label, Some(value))));
        }
        if group == PaneGroup::Rest {
            fields.extend(hands(document));
        }
        fields
    });
    let title = metadata.title.clone();
    let title = title.map(|title| ("Title".to_owned(), Some(title)));
    let title: Fields = title.into_iter().collect();
    std::iter::once(title)
        .chain(groups)
        .filter(|group| group.iter().any(|(_, value)| value.is_some()))
        .collect()
}

/// The lines of a field in the pane, each with its label: one, but for archives, whose references have parts, and for fields
/// that the source names.
fn shown(value: Option<FieldValue<'_>>, label: &str) -> Vec<(String, String)> {
    let Some(value) = value else {
        return Vec::new();
    };
    let one = |value: Option<String>| {
        let value = value.map(|value| (label.to_owned(), value));
        value.into_iter().collect()
    };
    match value {
        FieldValue::Text(text) => one(Some(text.to_owned())),
        FieldValue::Texts(texts) => one(joined(texts.iter().cloned())),
        FieldValue::Moment(iso) => one(Some(moment(iso))),
        FieldValue::Dates(dates) => one(joined(dates.iter().filter_map(|date| {
            let edtf = || Some(date.edtf.as_ref()?.in_words());
            date.printed.clone().or_else(edtf)
        }))),
        FieldValue::Parties(of) => one(parties(of)),
        FieldValue::Archives(archives) => archives
            .iter()
            .flat_map(|archive| reference(archive, label))
            .collect(),
        FieldValue::Parts(parts) => parts.iter().map(part).collect(),
        FieldValue::Fields(fields) => {
            let fields = fields.iter();
            fields
                .map(|field| (field.name.clone(), field.value.clone()))
                .collect()
        }
    }
}

/// The archive, or the reference where the archive is not named, and the parts of the reference.
fn reference(archive: &ArchivalReference, label: &str) -> Vec<(String, String)> {
    let named = archive.repository.as_ref().or(archive.reference.as_ref());
    let named = named.map(|name| (label.to_owned(), name.clone()));
    named
        .into_iter()
        .chain(archive.parts.iter().map(part))
        .collect()
}

fn part(part: &ReferencePart) -> (String, String) {
    (capitalised(&part.name), part.value.clone())
}

/// Whether a document is of a kind that is sent, so that a reader asks by whom and where it lies: something is known of its way,
/// or its genre says so. A play has no addressee.
fn is_sent(metadata: &Metadata) -> bool {
    const SENT: [&str; 12] = [
        "letter",
        "telegram",
        "cable",
        "despatch",
        "dispatch",
        "airgram",
        "memorandum",
        "message",
        "note",
        "postcard",
        "correspondence",
        "circular",
    ];
    let is_named = |said: &String| {
        let said = said.to_lowercase();
        SENT.iter().any(|kind| said.contains(kind))
    };
    !metadata.transmission.is_empty()
        || metadata
            .genre
            .as_ref()
            .or(metadata.title.as_ref())
            .is_some_and(is_named)
}

/// The hands, where there are several to tell apart.
fn hands(document: &Document) -> Fields {
    if document.hands.len() < 2 {
        return Fields::new();
    }
    let letters = 'a'..='z';
    let hands = letters.zip(&document.hands).map(|(letter, hand)| {
        let description = hand
            .description
            .as_ref()
            .map(|more| format!(", {more}"))
            .unwrap_or_default();
        (
            format!("Hand {letter}"),
            Some(format!("{}{description}", hand.name)),
        )
    });
    hands.collect()
}

fn parties(parties: &[Party]) -> Option<String> {
    joined(
        parties
            .iter()
            .map(|party| match (&party.name, &party.place) {
                (Some(name), Some(place)) => format!("{name}, {place}"),
                (Some(one), None) | (None, Some(one)) => one.clone(),
                (None, None) => String::new(),
            }),
    )
}

fn joined(values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    (!values.is_empty()).then(|| values.join("\n"))
}

/// A moment in ISO 8601 as people read it: `1945-11-11T22:40` as "22:40, 1945-11-11".
fn moment(iso: &str) -> String {
    iso.split_once('T')
        .map_or_else(|| iso.to_owned(), |(day, time)| format!("{time}, {day}"))
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Draft;

    #[test]
    fn the_title_comes_first_and_what_nobody_gives_is_left_out() {
        let mut document = Draft::new("letter").finish().document;
        document.metadata.title = Some("A letter".to_owned());
        document.metadata.record_id = Some("Handschriftenabteilungsnummer 12".to_owned());
        let lines = lines(&document, 30);
        let said = |line: &MetadataLine| {
            let value = line.value.as_ref().map(Line::text).unwrap_or_default();
            format!("{}|{value}", line.label.as_deref().unwrap_or_default())
        };
        let said: Vec<String> = lines.iter().map(said).collect();
        assert_eq!(
            said,
            [
                "Title|A letter",
                "|",
                "Record ID|",
                "|Handschriftenabteilungsnummer",
                "|12",
                "Uploaded|not given"
            ]
        );
    }
}
