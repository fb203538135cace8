//! The metadata round a printed text: what a reader wants to know before it, and the rest after it.
//!
//! Knows nothing of lines.

use crate::document::{ArchivalReference, BlockKind, Date, Document, FlowId, Party};

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
    fn add(&mut self, label: &str, value: Option<impl Into<String>>) {
        let value = value
            .map(Into::into)
            .filter(|value: &String| !value.trim().is_empty());
        self.0.extend(value.map(|value| Field {
            label: label.to_owned(),
            value,
        }));
    }

    fn add_parties(&mut self, label: &str, parties: &[Party]) {
        let parties: Vec<String> = parties.iter().map(party).collect();
        self.add(label, (!parties.is_empty()).then(|| parties.join("; ")));
    }
}

/// What stands above the text: title, transmission, archive.
pub(in crate::export) fn above(document: &Document) -> Vec<Field> {
    let metadata = &document.metadata;
    let sent = &metadata.transmission;
    let mut fields = Fields::default();
    fields.add("", metadata.title.as_deref());
    let dates: Vec<String> = metadata.dates.iter().map(date).collect();
    fields.add("Date", (!dates.is_empty()).then(|| dates.join("; ")));
    fields.add_parties("From", &sent.from);
    fields.add_parties("To", &sent.to);
    fields.add_parties("For", &sent.copies_to);
    fields.add("Via", sent.channel.as_deref());
    fields.add("Number", sent.number.as_deref());
    fields.add("Classification", sent.classification.as_deref());
    fields.add("Urgency", sent.urgency.as_deref());
    fields.add(
        "Sent",
        by_and_at(sent.sent_by.as_deref(), sent.sent_at.as_deref()),
    );
    fields.add(
        "Received",
        by_and_at(sent.received_by.as_deref(), sent.received_at.as_deref()),
    );
    fields.add("Archive", metadata.archive.as_ref().map(reference));
    fields.0
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
    let metadata = &document.metadata;
    let edition = &metadata.edition;
    let mut fields = Fields::default();
    fields.add("Genre", metadata.genre.as_deref());
    fields.add("Summary", metadata.summary.as_deref());
    fields.add(
        "Language",
        (!metadata.languages.is_empty()).then(|| metadata.languages.join(", ")),
    );
    for archive in &metadata.other_archives {
        fields.add("Also in", Some(reference(archive)));
    }
    fields.add("Contributor", edition.contributor.as_deref());
    fields.add("Translator", edition.translator.as_deref());
    fields.add("Editor", edition.editor.as_deref());
    fields.add("Publisher", edition.publisher.as_deref());
    fields.add("Funder", edition.funder.as_deref());
    fields.add("Record ID", metadata.record_id.as_deref());
    fields.add("Uploaded", metadata.uploaded.as_deref());
    for field in &metadata.other {
        fields.add(&field.name, Some(field.value.as_str()));
    }
    fields.add("Rights", edition.rights.as_deref());
    fields.0
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
