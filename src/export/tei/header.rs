//! The header: title, edition, manuscript, correspondence, hands; every further field as a note.

use std::fmt::Write as _;

use crate::document::{ArchivalReference, Document, Party};

use super::write::{Attributes, escaped, moment};
use crate::export::html::is_language_tag;

/// Writes the header of a document.
pub(super) fn write(written: &mut String, document: &Document, hands: &[String]) {
    let metadata = &document.metadata;
    written.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>");
    element(
        written,
        "title",
        metadata.title.as_deref().unwrap_or_default(),
    );
    let edition = &metadata.edition;
    for editor in names(edition.editor.as_deref()) {
        element(written, "editor", editor);
    }
    for funder in names(edition.funder.as_deref()) {
        element(written, "funder", funder);
    }
    for (what, who) in [
        ("translation", &edition.translator),
        ("contribution", &edition.contributor),
    ] {
        for name in names(who.as_deref()) {
            // Writing into a string cannot fail.
            let _ = write!(
                written,
                "<respStmt><resp>{what}</resp><name>{}</name></respStmt>",
                escaped(name)
            );
        }
    }
    written.push_str("</titleStmt>\n");
    publication(written, document);
    notes(written, document);
    manuscript(written, document);
    written.push_str("</fileDesc>\n<profileDesc>\n");
    profile(written, document, hands);
    written.push_str("</profileDesc>\n</teiHeader>\n");
}

fn publication(written: &mut String, document: &Document) {
    let metadata = &document.metadata;
    let edition = &metadata.edition;
    written.push_str("<publicationStmt>");
    let Some(publisher) = &edition.publisher else {
        // Without a publisher the schema has prose here.
        let told = [&metadata.record_id, &edition.rights].into_iter().flatten();
        let told: String = told.fold(String::new(), |mut told, value| {
            let _ = write!(told, "<p>{}</p>", escaped(value));
            told
        });
        written.push_str(if told.is_empty() { "<p/>" } else { &told });
        written.push_str("</publicationStmt>\n");
        return;
    };
    element(written, "publisher", publisher);
    if let Some(record) = &metadata.record_id {
        element(written, "idno", record);
    }
    if let Some(rights) = &edition.rights {
        let _ = write!(
            written,
            "<availability><p>{}</p></availability>",
            escaped(rights)
        );
    }
    written.push_str("</publicationStmt>\n");
}

/// Every field that has no place of its own, as a note with the field's name.
fn notes(written: &mut String, document: &Document) {
    let metadata = &document.metadata;
    let sent = &metadata.transmission;
    let own = [
        ("uploaded", &metadata.uploaded),
        ("channel", &sent.channel),
        ("number", &sent.number),
        ("classification", &sent.classification),
        ("urgency", &sent.urgency),
        ("sent by", &sent.sent_by),
        ("received by", &sent.received_by),
    ];
    let own = own
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let others = metadata
        .other
        .iter()
        .map(|field| (field.name.as_str(), field.value.as_str()));
    let mut fields = own.chain(others).peekable();
    if fields.peek().is_none() {
        return;
    }
    written.push_str("<notesStmt>");
    for (name, value) in fields {
        let mut attributes = Attributes::default();
        attributes.text("n", name);
        let _ = write!(
            written,
            "<note type=\"field\"{}>{}</note>",
            attributes.0,
            escaped(value)
        );
    }
    written.push_str("</notesStmt>\n");
}

fn manuscript(written: &mut String, document: &Document) {
    let metadata = &document.metadata;
    let archives: Vec<&ArchivalReference> = metadata
        .archive
        .iter()
        .chain(&metadata.other_archives)
        .collect();
    if archives.is_empty() {
        written.push_str("<sourceDesc><p/></sourceDesc>\n");
        return;
    }
    for archive in archives {
        written.push_str("<sourceDesc><msDesc><msIdentifier>");
        let part = |name: &str| archive.parts.iter().find(|part| part.name == name);
        for (name, tag) in [
            ("country", "country"),
            ("region", "region"),
            ("settlement", "settlement"),
            ("institution", "institution"),
        ] {
            if let Some(part) = part(name) {
                element(written, tag, &part.value);
            }
        }
        if let Some(repository) = &archive.repository {
            element(written, "repository", repository);
        }
        if let Some(part) = part("collection") {
            element(written, "collection", &part.value);
        }
        if let Some(reference) = &archive.reference {
            element(written, "idno", reference);
        } else if archive.repository.is_none() {
            element(written, "idno", "");
        }
        written.push_str("</msIdentifier></msDesc></sourceDesc>\n");
    }
}

fn profile(written: &mut String, document: &Document, hands: &[String]) {
    let metadata = &document.metadata;
    if let Some(summary) = &metadata.summary {
        let _ = writeln!(written, "<abstract><p>{}</p></abstract>", escaped(summary));
    }
    correspondence(written, document);
    if let Some(genre) = &metadata.genre {
        let _ = writeln!(
            written,
            "<textClass><keywords><term>{}</term></keywords></textClass>",
            escaped(genre)
        );
    }
    let languages: Vec<&String> = metadata.languages.iter().collect();
    if !languages.is_empty() {
        written.push_str("<langUsage>");
        for language in languages {
            let tag = if is_language_tag(language) {
                language
            } else {
                "und"
            };
            let _ = write!(
                written,
                "<language ident=\"{}\">{}</language>",
                escaped(tag),
                escaped(language)
            );
        }
        written.push_str("</langUsage>\n");
    }
    if !hands.is_empty() {
        written.push_str("<handNotes>");
        for (hand, name) in document.hands.iter().zip(hands) {
            let words = match &hand.description {
                Some(description) => format!("{}; {description}", hand.name),
                None => hand.name.clone(),
            };
            let _ = write!(
                written,
                "<handNote xml:id=\"{name}\">{}</handNote>",
                escaped(&words)
            );
        }
        written.push_str("</handNotes>\n");
    }
}

fn correspondence(written: &mut String, document: &Document) {
    let metadata = &document.metadata;
    let sent = &metadata.transmission;
    let mut from = parties(&sent.from);
    for date in &metadata.dates {
        let mut attributes = Attributes::default();
        if let Some(edtf) = &date.edtf {
            attributes.date(edtf);
        }
        let printed = date.printed.as_deref().unwrap_or_default();
        let _ = write!(from, "<date{}>{}</date>", attributes.0, escaped(printed));
    }
    let mut to = parties(&sent.to);
    if let Some(received) = sent.received_at.as_deref() {
        let when = moment(received).map_or(String::new(), |when| format!(" when=\"{when}\""));
        let _ = write!(to, "<date{when}>{}</date>", escaped(received));
    }
    let copies = parties(&sent.copies_to);
    if from.is_empty() && to.is_empty() && copies.is_empty() {
        return;
    }
    written.push_str("<correspDesc>");
    for (kind, parts) in [("sent", from), ("received", to), ("copied", copies)] {
        if !parts.is_empty() {
            let _ = write!(
                written,
                "<correspAction type=\"{kind}\">{parts}</correspAction>"
            );
        }
    }
    written.push_str("</correspDesc>\n");
}

fn parties(parties: &[Party]) -> String {
    let mut written = String::new();
    for party in parties {
        if let Some(name) = &party.name {
            element(&mut written, "name", name);
        }
        if let Some(place) = &party.place {
            element(&mut written, "placeName", place);
        }
    }
    written
}

/// The names in a field that may hold several.
fn names(field: Option<&str>) -> impl Iterator<Item = &str> {
    let names = field.into_iter().flat_map(|field| field.split(';'));
    names.map(str::trim).filter(|name| !name.is_empty())
}

fn element(written: &mut String, name: &str, value: &str) {
    // Writing into a string cannot fail.
    let _ = write!(written, "<{name}>{}</{name}>", escaped(value));
}
