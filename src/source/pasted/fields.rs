//! The fields behind a document on an archive's page: source, rights, record number; labels with and without values.
//!
//! A value is taken for a label's only if it looks like one, since pages lose values and keep labels.

use super::furniture::{self, Label};
use super::page::{self, Page};
use crate::document::{Date, Field, Metadata, Span};
use crate::source::ledger::Class;
use crate::source::recognise::{archive, dates, transmission};

/// Reads the lines from the first label behind the document to the end of the page.
pub(super) fn read(text: &str, lines: &[Span], metadata: &mut Metadata, page: &mut Page) {
    let mut current: Option<(Label, &'static str)> = None;
    for (number, &line) in lines.iter().enumerate() {
        let words = line.of(text);
        if let Some((label, name, at)) = furniture::label(words) {
            page.claim(
                Span::new(line.start, line.start + at.max(1)),
                Class::Furniture,
                "label",
            );
            current = Some((label, name));
            if at < words.len() {
                let taken = value(
                    text,
                    Span::new(line.start + at, line.end),
                    label,
                    metadata,
                    page,
                );
                if !taken {
                    other(
                        text,
                        Span::new(line.start + at, line.end),
                        name,
                        metadata,
                        page,
                    );
                }
            }
        } else if furniture::is_rights(words) {
            rights(text, line, metadata, page);
        } else if let Some(what) = furniture::furniture(words) {
            page.claim(line, Class::Furniture, what);
        } else if current.is_some_and(|(label, _)| value(text, line, label, metadata, page)) {
            current = current.filter(|(label, _)| *label == Label::Rights);
        } else if metadata.edition.funder.as_deref() == Some(words)
            || number + 1 == lines.len() && is_name(words)
        {
            page.metadata(line, "funder");
            metadata
                .edition
                .funder
                .get_or_insert_with(|| words.to_owned());
        } else if metadata.archive.is_none()
            && !matches!(current, Some((Label::Uploaded | Label::RecordId, _)))
        {
            source(words, metadata);
            page.metadata(line, "source");
        } else if let Some((_, name)) = current {
            other(text, line, name, metadata, page);
        } else {
            page.claim(line, Class::Furniture, "of the page");
        }
    }
}

/// Takes a line as the value of a label, if it looks like one.
pub(super) fn value(
    text: &str,
    line: Span,
    label: Label,
    metadata: &mut Metadata,
    page: &mut Page,
) -> bool {
    let words = line.of(text);
    let has_figures = words.contains(|c: char| c.is_ascii_digit());
    let (slot, detail) = match label {
        Label::Uploaded if dates::find(words).is_some() && words.len() < 30 => {
            (&mut metadata.uploaded, "upload date")
        }
        Label::RecordId if has_figures && words.len() < 40 && !words.contains(". ") => {
            (&mut metadata.record_id, "record number")
        }
        Label::Genre if transmission::genre(words).is_some() && words.len() < 60 => {
            (&mut metadata.genre, "genre")
        }
        Label::Summary => (&mut metadata.summary, "summary"),
        Label::Donors if is_name(words) => (&mut metadata.edition.funder, "funder"),
        Label::Classification
            if words.len() < 40
                && transmission::line(words).is_some_and(|line| line.is_classification) =>
        {
            (&mut metadata.transmission.classification, "classification")
        }
        _ => return other_shape(text, line, label, metadata, page),
    };
    match slot {
        Some(known) if label == Label::Summary => {
            known.push(' ');
            known.push_str(words);
        }
        Some(_) => {}
        None => {
            *slot = Some(if label == Label::Genre {
                words.to_lowercase()
            } else {
                words.to_owned()
            });
        }
    }
    page.metadata(line, detail);
    true
}

/// Values that are more than one string of the model: languages, sources, citations, credits, rights.
fn other_shape(
    text: &str,
    line: Span,
    label: Label,
    metadata: &mut Metadata,
    page: &mut Page,
) -> bool {
    let words = line.of(text);
    match label {
        Label::Language
            if words.len() < 40
                && words
                    .split([',', ' '])
                    .all(|word| word.is_empty() || word.starts_with(char::is_uppercase)) =>
        {
            metadata
                .languages
                .extend(words.split(',').map(|language| language.trim().to_owned()));
            page.metadata(line, "language");
        }
        Label::Source | Label::Information if archive::is_source_line(words) => {
            source(words, metadata);
            page.metadata(line, "source");
        }
        Label::Citation => {
            page::read_citation(words, metadata);
            page.metadata(line, "citation");
        }
        Label::Credits => {
            let name = furniture::donor(words).unwrap_or(0);
            let (label, value) = (
                Span::new(line.start, line.start + name),
                Span::new(line.start + name, line.end),
            );
            page.claim(label, Class::Furniture, "label");
            page.metadata(value, "funder");
            metadata
                .edition
                .funder
                .get_or_insert_with(|| value.of(text).trim_end_matches('.').to_owned());
        }
        Label::Rights => {
            rights(text, line, metadata, page);
        }
        _ => return false,
    }
    true
}

/// Reads a source line into the archive, the further archives and the credits. What is said twice is twice there.
pub(super) fn source(line: &str, metadata: &mut Metadata) {
    let said = archive::source_line(line);
    let mut references = said.references.into_iter();
    if metadata.archive.is_none() {
        metadata.archive = references.next();
    }
    metadata.other_archives.extend(references);
    let edition = &mut metadata.edition;
    edition.contributor = edition.contributor.take().or(said.contributor);
    edition.translator = edition.translator.take().or(said.translator);
    if let Some(published) = said.published {
        metadata.other.push(Field {
            name: "published in".to_owned(),
            value: published,
        });
    }
}

/// Rights of several paragraphs; the address that the page hid from robots is furniture.
fn rights(text: &str, line: Span, metadata: &mut Metadata, page: &mut Page) {
    let words = line.of(text);
    let hidden = ["[email\u{a0}protected]", "[email protected]"]
        .iter()
        .find_map(|sign| words.find(sign).map(|at| (at, sign.len())));
    let mut own = words.to_owned();
    match hidden {
        Some((at, length)) => {
            let start = line.start
                + words
                    .get(..at)
                    .map_or(at, |before| before.trim_end_matches(" at ").len());
            let end = line.start + at + length;
            page.metadata(Span::new(line.start, start), "rights");
            page.claim(
                Span::new(start, end),
                Class::Furniture,
                "address hidden by the page",
            );
            page.metadata(Span::new(end, line.end), "rights");
            own = format!(
                "{}{}",
                Span::new(line.start, start).of(text),
                Span::new(end, line.end).of(text)
            );
        }
        None => page.metadata(line, "rights"),
    }
    match &mut metadata.edition.rights {
        Some(known) => {
            known.push(' ');
            known.push_str(&own);
        }
        None => metadata.edition.rights = Some(own),
    }
}

fn other(text: &str, line: Span, name: &'static str, metadata: &mut Metadata, page: &mut Page) {
    let value = line.of(text).to_owned();
    page.metadata(line, name);
    if name == "document date" {
        metadata.dates.push(Date {
            edtf: dates::find(&value).map(|found| found.edtf),
            printed: Some(value),
        });
    } else {
        metadata.other.push(Field {
            name: name.to_owned(),
            value,
        });
    }
}

/// Whether a line may be the name of a giver: short, capitals, no sentence.
fn is_name(words: &str) -> bool {
    words.len() < 90
        && words.starts_with(char::is_uppercase)
        && !words.ends_with('.')
        && !words.contains(|c: char| c.is_ascii_digit())
}
