//! What the metadata pane says of a document: its fields in groups, in lines of a width.
//!
//! What a reader would look for and the source does not give is said to be "not given".

use crate::document::Date;
use crate::document::{Document, Metadata, Party};
use crate::layout::{self, Line, Measure};
use std::borrow::Cow;

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
            let is_long = value.as_ref().is_some_and(|value| value.len() > LONG);
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

type Fields = Vec<(String, Option<String>)>;

fn groups(document: &Document) -> Vec<Fields> {
    let metadata = &document.metadata;
    let groups = [
        transmission(metadata),
        archive(metadata),
        edition(metadata),
        rest(document),
    ];
    groups
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect()
}

fn transmission(metadata: &Metadata) -> Fields {
    let transmission = &metadata.transmission;
    let dates = metadata.dates.iter().filter_map(Date::shown);
    let dates = dates.map(Cow::into_owned);
    let mut fields = if is_sent(metadata) {
        wanted([
            ("From", parties(&transmission.from)),
            ("To", parties(&transmission.to)),
        ])
    } else {
        Fields::new()
    };
    fields.extend(given([("For", parties(&transmission.copies_to))]));
    fields.extend(wanted([("Date", joined(dates))]));
    fields.extend(given([
        ("Via", transmission.channel.clone()),
        ("Number", transmission.number.clone()),
        ("Secrecy", transmission.classification.clone()),
        ("Urgency", transmission.urgency.clone()),
        ("Sent by", transmission.sent_by.clone()),
        ("Sent", transmission.sent_at.as_deref().map(moment)),
        ("Recd by", transmission.received_by.clone()),
        ("Received", transmission.received_at.as_deref().map(moment)),
    ]));
    fields
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

fn archive(metadata: &Metadata) -> Fields {
    let archives = metadata.archive.iter().chain(&metadata.other_archives);
    let mut fields = Fields::new();
    for archive in archives {
        fields.extend(given([(
            "Archive",
            archive
                .repository
                .clone()
                .or_else(|| archive.reference.clone()),
        )]));
        fields.extend(
            archive
                .parts
                .iter()
                .map(|part| (capitalised(&part.name), Some(part.value.clone()))),
        );
    }
    if fields.is_empty() && is_sent(metadata) {
        wanted([("Archive", None)])
    } else {
        fields
    }
}

fn edition(metadata: &Metadata) -> Fields {
    let edition = &metadata.edition;
    let mut fields = given([
        ("Given by", edition.contributor.clone()),
        ("Translator", edition.translator.clone()),
        ("Editor", edition.editor.clone()),
        ("Publisher", edition.publisher.clone()),
        ("Funder", edition.funder.clone()),
    ]);
    fields.extend(wanted([
        ("Record ID", metadata.record_id.clone()),
        ("Uploaded", metadata.uploaded.clone()),
    ]));
    fields
}

fn rest(document: &Document) -> Fields {
    let metadata = &document.metadata;
    let mut fields = given([
        ("Genre", metadata.genre.clone()),
        ("Language", joined(metadata.languages.iter().cloned())),
        ("Summary", metadata.summary.clone()),
        ("Rights", metadata.edition.rights.clone()),
    ]);
    fields.extend(
        metadata
            .other
            .iter()
            .map(|field| (field.name.clone(), Some(field.value.clone()))),
    );
    if document.hands.len() > 1 {
        let letters = 'a'..='z';
        fields.extend(letters.zip(&document.hands).map(|(letter, hand)| {
            let description = hand
                .description
                .as_ref()
                .map(|more| format!(", {more}"))
                .unwrap_or_default();
            (
                format!("Hand {letter}"),
                Some(format!("{}{description}", hand.name)),
            )
        }));
    }
    fields
}

/// Fields that a reader looks for: they stand there also when they are not given.
fn wanted<const N: usize>(fields: [(&str, Option<String>); N]) -> Fields {
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

/// Fields that stand there only when they are given.
fn given<const N: usize>(fields: [(&str, Option<String>); N]) -> Fields {
    wanted(fields)
        .into_iter()
        .filter(|(_, value)| value.is_some())
        .collect()
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
