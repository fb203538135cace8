//! The facts of one document, as the catalogue keeps and lists them.

use crate::document::edtf::{Day, Edtf};
use serde::{Deserialize, Serialize};

use super::facets::FacetName;
use crate::document::{ArchivalReference, Document, Party};

/// A document in the catalogue: where it is, and what is known of it without opening it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The number of the document in the index, which changes when its file does.
    #[serde(skip)]
    pub key: i64,
    /// The path of its file.
    pub file: String,
    /// Its identifier within the file: the file's stem, or the `xml:id`.
    pub id: String,
    /// Its position among the documents of the file, counted from 0.
    pub number: u32,
    /// The title as the source gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date as the source prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The date in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edtf: Option<String>,
    /// The first day that the date may mean, as `YYYYMMDD`; none for an undated document or an open start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<i64>,
    /// The last day that it may mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<i64>,
    /// Who sent or wrote it.
    pub from: Vec<String>,
    /// Whom it is addressed to.
    pub to: Vec<String>,
    /// Where it was written or sent from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What sort of document it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// The archive and the whole reference, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// Its serial number: of a telegram, say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telegram_number: Option<String>,
    /// How secret it was, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// Everything that is said of the document, a fact a line: `name: value`. This is what `in:metadata` searches.
    #[serde(skip)]
    pub facts: String,
}

/// A card and its values of every facet.
pub struct Described {
    /// The card.
    pub card: Card,
    /// The facets' values; a document may have several of one.
    pub facets: Vec<(FacetName, String)>,
}

/// Describes a document of a file.
pub fn describe(document: &Document, file: &str, number: u32) -> Described {
    let metadata = &document.metadata;
    let transmission = &metadata.transmission;
    let date = metadata.dates.first();
    let edtf = date.and_then(|date| date.edtf.as_ref());
    let bounds = edtf.map(bounds_of);
    let (earliest, latest) = bounds.unwrap_or_default();
    let card = Card {
        key: 0,
        file: file.to_owned(),
        id: document.id.clone(),
        number,
        title: metadata.title.clone(),
        date: date.and_then(|date| date.printed.clone()),
        edtf: edtf.map(ToString::to_string),
        earliest,
        latest,
        from: names(&transmission.from),
        to: names(&transmission.to),
        place: transmission
            .from
            .iter()
            .find_map(|party| party.place.clone()),
        genre: metadata.genre.clone(),
        archive: metadata.archive.as_ref().and_then(whole_reference),
        telegram_number: transmission.number.clone(),
        classification: transmission.classification.clone(),
        facts: facts(document),
    };
    let facets = facets(document, &card);
    Described { card, facets }
}

fn names(parties: &[Party]) -> Vec<String> {
    parties
        .iter()
        .filter_map(|party| party.name.clone())
        .collect()
}

/// `RGASPI, fond 558, opis 11`: the reference as printed, its archive first if that does not say so itself.
fn whole_reference(archive: &ArchivalReference) -> Option<String> {
    match (&archive.repository, &archive.reference) {
        (Some(repository), Some(reference)) if reference.contains(repository.as_str()) => {
            Some(reference.clone())
        }
        (Some(repository), Some(reference)) => Some(format!("{repository}, {reference}")),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// Every fact of the metadata, one a line, as `name: value`.
fn facts(document: &Document) -> String {
    let mut lines = String::new();
    // The metadata's own serial form names every field there is, those to come included.
    if let Ok(value) = serde_json::to_value(&document.metadata) {
        add_facts("", &value, &mut lines);
    }
    lines
}

fn add_facts(name: &str, value: &serde_json::Value, lines: &mut String) {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            // A field of the source's own, and a part of a reference, carry their names beside their values.
            let own = fields
                .get("name")
                .and_then(Value::as_str)
                .zip(fields.get("value").and_then(Value::as_str));
            match own {
                Some((name, value)) => add_fact(name, value, lines),
                None => fields.iter().for_each(|(field, value)| {
                    let name = if field == "name" || field == "printed" {
                        name
                    } else {
                        field
                    };
                    add_facts(name, value, lines);
                }),
            }
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| add_facts(name, value, lines)),
        Value::String(text) => add_fact(name, text, lines),
        Value::Number(number) => add_fact(name, &number.to_string(), lines),
        Value::Null | Value::Bool(_) => {}
    }
}

fn add_fact(name: &str, value: &str, lines: &mut String) {
    lines.push_str(&name.replace('_', " "));
    lines.push_str(": ");
    lines.push_str(&value.replace('\n', " "));
    lines.push('\n');
}

fn facets(document: &Document, card: &Card) -> Vec<(FacetName, String)> {
    let mut facets = Vec::new();
    let mut add = |name, value: &str| {
        let pair = (name, value.to_owned());
        if !value.is_empty() && !facets.contains(&pair) {
            facets.push(pair);
        }
    };
    card.from.iter().for_each(|name| add(FacetName::From, name));
    card.to.iter().for_each(|name| add(FacetName::To, name));
    let transmission = &document.metadata.transmission;
    let parties = transmission.from.iter().chain(&transmission.to);
    parties
        .filter_map(|party| party.place.as_deref())
        .for_each(|place| add(FacetName::Place, place));
    card.genre
        .iter()
        .for_each(|genre| add(FacetName::Genre, genre));
    document
        .metadata
        .languages
        .iter()
        .for_each(|language| add(FacetName::Language, language));
    document
        .hands
        .iter()
        .for_each(|hand| add(FacetName::Hand, &hand.name));
    for annotation in document.annotations() {
        if let Some(layer) = annotation.layer() {
            add(FacetName::Has, layer.into());
        }
    }
    let archives = document
        .metadata
        .archive
        .iter()
        .chain(&document.metadata.other_archives);
    for step in archives.flat_map(archive_steps) {
        add(FacetName::Archive, &step);
    }
    facets
}

/// Stands between the steps of an archival reference in its facet: `RGASPI › fond 558 › opis 11`.
pub const STEP: &str = " › ";

/// The reference as a path, each step with those before it, so that a tree can be counted. Leaves of a file are not steps:
/// every document has its own.
fn archive_steps(archive: &ArchivalReference) -> Vec<String> {
    const LEAVES: &[&str] = &[
        "list", "listy", "leaf", "leaves", "folio", "folios", "page", "pages",
    ];
    let mut steps: Vec<String> = Vec::new();
    let parts = archive
        .parts
        .iter()
        .filter(|part| !LEAVES.contains(&part.name.as_str()));
    let parts = parts.map(|part| format!("{} {}", part.name, part.value));
    for step in archive.repository.iter().cloned().chain(parts) {
        let path = steps
            .last()
            .map_or(step.clone(), |before| format!("{before}{STEP}{step}"));
        steps.push(path);
    }
    steps
}

/// The first and the last day that a date may mean, as `YYYYMMDD`; none where it is open.
fn bounds_of(edtf: &Edtf) -> (Option<i64>, Option<i64>) {
    // A day of an unknown year is no date that anything could be sorted by.
    if edtf.lacks_year() {
        return (None, None);
    }
    // A year of so many digits that it does not fit is as far away as can be.
    let number = |day: Day| {
        let year = day.year.saturating_mul(10_000);
        year.saturating_add(i64::from(day.month) * 100 + i64::from(day.day))
    };
    let (first, last) = edtf.bounds();
    (first.map(number), last.map(number))
}
