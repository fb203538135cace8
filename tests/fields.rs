//! Every field of the metadata is shown and written in every form: none is forgotten when one is added.

use manicule::app::metadata;
use manicule::document::{
    ArchivalReference, BlockKind, Date, Document, Draft, FieldName, Metadata, Party, ReferencePart,
};
use manicule::export::{self, NativeOptions, TextOptions};
use manicule::layout::Measure;
use manicule::source::{self, Alone};
use manicule::view::View;
use strum::IntoEnumIterator;

/// A value that stands for a field wherever it is written: one word without blanks, and without the `T` that parts the day
/// of a moment from its time.
fn word(field: FieldName) -> String {
    let path: &str = field.into();
    path.replace(['.', '_'], "")
        .to_uppercase()
        .replace('T', "D")
        + "VALUE"
}

fn archive() -> ArchivalReference {
    ArchivalReference::default()
}

fn party(field: FieldName) -> Vec<Party> {
    vec![Party {
        name: Some(word(field)),
        place: None,
    }]
}

fn parts(field: FieldName) -> Vec<ReferencePart> {
    vec![ReferencePart {
        name: "collection".to_owned(),
        value: word(field),
    }]
}

/// Metadata in which only one field is given; none for fields that are made of others.
fn only(field: FieldName) -> Option<Metadata> {
    let mut metadata = Metadata::default();
    let value = word(field);
    let sent = &mut metadata.transmission;
    let edition = &mut metadata.edition;
    let slot = match field {
        FieldName::Transmission | FieldName::Edition => return None,
        FieldName::Title => &mut metadata.title,
        FieldName::Genre => &mut metadata.genre,
        FieldName::Summary => &mut metadata.summary,
        FieldName::RecordId => &mut metadata.record_id,
        FieldName::Uploaded => &mut metadata.uploaded,
        FieldName::Channel => &mut sent.channel,
        FieldName::Number => &mut sent.number,
        FieldName::Classification => &mut sent.classification,
        FieldName::Urgency => &mut sent.urgency,
        FieldName::SentBy => &mut sent.sent_by,
        FieldName::SentAt => &mut sent.sent_at,
        FieldName::ReceivedBy => &mut sent.received_by,
        FieldName::ReceivedAt => &mut sent.received_at,
        FieldName::Contributor => &mut edition.contributor,
        FieldName::Translator => &mut edition.translator,
        FieldName::Editor => &mut edition.editor,
        FieldName::Publisher => &mut edition.publisher,
        FieldName::Funder => &mut edition.funder,
        FieldName::Rights => &mut edition.rights,
        FieldName::Repository => &mut metadata.archive.insert(archive()).repository,
        FieldName::Reference | FieldName::Archive => {
            &mut metadata.archive.insert(archive()).reference
        }
        FieldName::ReferenceParts => {
            metadata.archive.insert(ArchivalReference::default()).parts = parts(field);
            return Some(metadata);
        }
        FieldName::OtherArchives => {
            let reference = Some(value);
            let archive = archive();
            metadata.other_archives = vec![ArchivalReference {
                reference,
                ..archive
            }];
            return Some(metadata);
        }
        FieldName::From => {
            sent.from = party(field);
            return Some(metadata);
        }
        FieldName::To => {
            sent.to = party(field);
            return Some(metadata);
        }
        FieldName::CopiesTo => {
            sent.copies_to = party(field);
            return Some(metadata);
        }
        FieldName::Dates => {
            metadata.dates.push(Date {
                edtf: None,
                printed: Some(value),
            });
            return Some(metadata);
        }
        FieldName::Languages => {
            metadata.languages.push(value);
            return Some(metadata);
        }
        FieldName::Other => {
            metadata.other.push(manicule::document::Field {
                name: "mood".to_owned(),
                value,
            });
            return Some(metadata);
        }
    };
    *slot = Some(value);
    Some(metadata)
}

fn document(metadata: Metadata) -> Document {
    let mut draft = Draft::new("d");
    draft.metadata = metadata;
    draft.begin_block(BlockKind::Paragraph);
    draft.push_str("Words.");
    draft.finish().document
}

fn each(mut check: impl FnMut(FieldName, &Document, &str)) {
    for field in FieldName::iter() {
        if let Some(metadata) = only(field) {
            check(field, &document(metadata), &word(field));
        }
    }
}

#[test]
fn every_field_that_is_given_is_known_to_be() {
    each(|field, document, _| {
        for other in FieldName::iter() {
            let is_given = document.metadata.value(other).is_some();
            // Where an archive is known, the fields of its reference are.
            let is_of_it = other == FieldName::Archive && field.table() == "archive"
                || field == FieldName::Archive && other == FieldName::Reference;
            assert_eq!(is_given, other == field || is_of_it, "{other} for {field}");
        }
    });
}

#[test]
fn every_field_stands_in_the_pane() {
    each(|field, document, word| {
        // The title stands in the title line.
        if field != FieldName::Title {
            let lines = metadata::lines(document, Measure::new(60));
            let shown = format!("{lines:?}");
            assert!(shown.contains(word), "{field} is not in {shown}");
        }
    });
}

#[test]
fn every_field_is_written_in_every_form() {
    each(|field, document, word| {
        let view = View::default();
        let forms = [
            ("JSON", export::json(&[document], &[])),
            ("TEI", export::tei(&[document]).text),
            ("Markdown", export::markdown(document, &view).text),
            ("HTML", export::html(&[document], &view)),
            (
                "text",
                export::text(document, &view, TextOptions::default()),
            ),
        ];
        for (form, written) in forms {
            assert!(
                written.contains(word),
                "{field} is not in {form}: {written}"
            );
        }
    });
}

#[test]
fn front_matter_gives_back_every_field() {
    each(|field, document, _| {
        let native = export::native(document, NativeOptions::FRIENDLIEST_FIRST[0]);
        let reading = source::read("d.txt", native.clone().into_bytes(), &Alone).expect("text");
        assert_eq!(
            reading.documents[0].metadata, document.metadata,
            "{field}: {native}"
        );
        assert!(
            reading.problems.is_empty(),
            "{field}: {:?}",
            reading.problems
        );
    });
}
