//! The metadata round a printed text: what a reader wants to know before it, and the rest after it.
//!
//! Knows nothing of lines.

use crate::document::fields::Side;
use crate::document::{
    ArchivalReference, BlockKind, Date, Document, FieldName, FieldValue, FlowId, Party,
};

/// A field as it is printed: its label, empty for the title, and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::export) struct Field {
    pub(in crate::export) label: String,
    pub(in crate::export) value: String,
}

/// Fields gathered in order; what the source does not give is not among them.
#[derive(Default)]
struct Fields(Vec<Field>);

impl Fields {
    fn add(&mut self, label: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.0.push(Field {
                label: label.to_owned(),
                value,
            });
        }
    }

    /// Adds what is given of a field. Who did something and when stand in one line.
    fn add_value(&mut self, label: &str, value: FieldValue<'_>) {
        match value {
            FieldValue::Text(text) => self.add(label, text),
            FieldValue::Moment(iso) => self.add(label, iso),
            FieldValue::Texts(texts) => self.add(label, texts.join(", ")),
            FieldValue::Dates(dates) => {
                let dates: Vec<String> = dates.iter().map(date).collect();
                self.add(label, dates.join("; "));
            }
            FieldValue::Parties(parties) => {
                let parties: Vec<String> = parties.iter().map(party).collect();
                self.add(label, parties.join("; "));
            }
            FieldValue::Archives(archives) => {
                for archive in archives {
                    self.add(label, reference(archive));
                }
            }
            FieldValue::Parts(parts) => {
                for part in parts {
                    self.add(&part.name, part.value.as_str());
                }
            }
            FieldValue::Fields(fields) => {
                for field in fields {
                    self.add(&field.name, field.value.as_str());
                }
            }
        }
    }
}

/// The fields on one side of the text.
fn on(side: Side, document: &Document) -> Vec<Field> {
    let metadata = &document.metadata;
    let sent = &metadata.transmission;
    let mut fields = Fields::default();
    for (field, print) in FieldName::printed(side) {
        match field {
            // Who did it and when are one line, which the first of the two writes.
            FieldName::SentBy => {
                let line = by_and_at(sent.sent_by.as_deref(), sent.sent_at.as_deref());
                fields.add(print.label, line.unwrap_or_default());
            }
            FieldName::ReceivedBy => {
                let line = by_and_at(sent.received_by.as_deref(), sent.received_at.as_deref());
                fields.add(print.label, line.unwrap_or_default());
            }
            FieldName::SentAt | FieldName::ReceivedAt => {}
            field => {
                if let Some(value) = metadata.value(field) {
                    fields.add_value(print.label, value);
                }
            }
        }
    }
    fields.0
}

/// What stands above the text: title, transmission, archive.
pub(in crate::export) fn above(document: &Document) -> Vec<Field> {
    on(Side::Above, document)
}

/// The same before a text that is printed: a title alone is not said where the text opens with it.
pub(in crate::export) fn above_text(document: &Document) -> Vec<Field> {
    let fields = above(document);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = document.flow_blocks(FlowId::MAIN).next();
    let opens_with = |title: &Field| {
        first.is_some_and(|id| {
            document.block(id).kind == BlockKind::Heading
                && words(document.block_text(id)) == words(&title.value)
        })
    };
    match fields.as_slice() {
        [title] if title.label.is_empty() && opens_with(title) => Vec::new(),
        _ => fields,
    }
}

/// What stands after the text: the edition and everything else.
pub(in crate::export) fn below(document: &Document) -> Vec<Field> {
    on(Side::Below, document)
}

fn party(party: &Party) -> String {
    let known: Vec<&str> = [&party.name, &party.place]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    known.join(", ")
}

fn date(date: &Date) -> String {
    date.shown().unwrap_or_default().into_owned()
}

/// `by Petrova, 1945-11-11 22:40`.
fn by_and_at(by: Option<&str>, at: Option<&str>) -> Option<String> {
    let by = by.map(|by| format!("by {by}"));
    let at = at.map(|at| at.replace('T', " "));
    let parts: Vec<String> = [by, at].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A reference as printed; if only its parts are known, these in order.
fn reference(archive: &ArchivalReference) -> String {
    if let Some(reference) = &archive.reference {
        let named = archive
            .repository
            .as_deref()
            .filter(|name| !reference.contains(name));
        return named.map_or_else(|| reference.clone(), |name| format!("{name}, {reference}"));
    }
    let parts = archive
        .parts
        .iter()
        .map(|part| format!("{} {}", part.name, part.value));
    archive
        .repository
        .iter()
        .cloned()
        .chain(parts)
        .collect::<Vec<_>>()
        .join(", ")
}
