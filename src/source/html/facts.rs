//! What a page says of its document: `meta` elements (Dublin Core, Highwire, Open Graph), JSON-LD of schema.org, lists of
//! labels and values.
//!
//! A field is entered where the page states it in a form that can be named; what is said of the page and not of the
//! document goes among the other fields under the page's own name for it.

use crate::document::edtf::{CalendarDate, Edtf};
use serde_json::Value;

use crate::document::{ArchivalReference, Date, Field, Metadata, Party};
use crate::source::recognise::{archive, dates, transmission};

/// What a label or a name of metadata means in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Title,
    Date,
    From,
    To,
    Source,
    Repository,
    RecordId,
    Part(&'static str),
    Language,
    Rights,
    Translator,
    Editor,
    Publisher,
    Contributor,
    Funder,
    Summary,
    Genre,
    Uploaded,
    Classification,
    Other,
}

/// Labels as pages print them, in lower case without their colon.
const LABELS: [(&str, Meaning); 76] = [
    ("title", Meaning::Title),
    ("document title", Meaning::Title),
    ("date", Meaning::Date),
    ("dates", Meaning::Date),
    ("document date", Meaning::Date),
    ("date created", Meaning::Date),
    ("date of creation", Meaning::Date),
    ("date written", Meaning::Date),
    ("written", Meaning::Date),
    ("from", Meaning::From),
    ("sender", Meaning::From),
    ("to", Meaning::To),
    ("recipient", Meaning::To),
    ("addressee", Meaning::To),
    ("source", Meaning::Source),
    ("original source", Meaning::Source),
    ("original archive", Meaning::Source),
    ("archive", Meaning::Source),
    ("archival source", Meaning::Source),
    ("repository", Meaning::Repository),
    ("held by", Meaning::Repository),
    ("holding institution", Meaning::Repository),
    ("institution", Meaning::Repository),
    ("record id", Meaning::RecordId),
    ("record number", Meaning::RecordId),
    ("reference", Meaning::RecordId),
    ("reference number", Meaning::RecordId),
    ("reference code", Meaning::RecordId),
    ("call number", Meaning::RecordId),
    ("shelfmark", Meaning::RecordId),
    ("identifier", Meaning::RecordId),
    ("national archives identifier", Meaning::RecordId),
    ("naid", Meaning::RecordId),
    ("item number", Meaning::RecordId),
    ("collection", Meaning::Part("collection")),
    ("record group", Meaning::Part("record group")),
    ("series", Meaning::Part("series")),
    ("box", Meaning::Part("box")),
    ("folder", Meaning::Part("folder")),
    ("volume", Meaning::Part("volume")),
    ("language", Meaning::Language),
    ("languages", Meaning::Language),
    ("original language", Meaning::Language),
    ("rights", Meaning::Rights),
    ("copyright", Meaning::Rights),
    ("license", Meaning::Rights),
    ("licence", Meaning::Rights),
    ("translator", Meaning::Translator),
    ("translated by", Meaning::Translator),
    ("translated", Meaning::Translator),
    ("editor", Meaning::Editor),
    ("editors", Meaning::Editor),
    ("edited by", Meaning::Editor),
    ("publisher", Meaning::Publisher),
    ("contributor", Meaning::Contributor),
    ("contributors", Meaning::Contributor),
    ("donors", Meaning::Funder),
    ("funder", Meaning::Funder),
    ("summary", Meaning::Summary),
    ("abstract", Meaning::Summary),
    ("description", Meaning::Summary),
    ("type", Meaning::Genre),
    ("document type", Meaning::Genre),
    ("genre", Meaning::Genre),
    ("original uploaded date", Meaning::Uploaded),
    ("original classification", Meaning::Classification),
    ("classification", Meaning::Classification),
    ("author", Meaning::Other),
    ("authors", Meaning::Other),
    ("author(s)", Meaning::Other),
    ("creator", Meaning::Other),
    ("subject", Meaning::Other),
    ("subjects", Meaning::Other),
    ("subjects discussed", Meaning::Other),
    ("keywords", Meaning::Other),
    ("place", Meaning::Other),
];

/// What a printed label means, if it is one that pages label facts of documents with.
pub(super) fn label(text: &str) -> Option<Meaning> {
    let label = text
        .trim()
        .trim_end_matches([':', ' ', '\u{a0}'])
        .to_lowercase();
    LABELS
        .iter()
        .find(|(known, _)| *known == label)
        .map(|(_, meaning)| *meaning)
}

/// Enters a value. What stands there already is not said again.
pub(super) fn enter(metadata: &mut Metadata, meaning: Meaning, name: &str, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let edition = &mut metadata.edition;
    let slot = match meaning {
        Meaning::Title => &mut metadata.title,
        Meaning::Repository => {
            let archive = metadata
                .archive
                .get_or_insert_with(ArchivalReference::default);
            &mut archive.repository
        }
        Meaning::RecordId => &mut metadata.record_id,
        Meaning::Rights => &mut edition.rights,
        Meaning::Translator => &mut edition.translator,
        Meaning::Editor => &mut edition.editor,
        Meaning::Publisher => &mut edition.publisher,
        Meaning::Contributor => &mut edition.contributor,
        Meaning::Funder => &mut edition.funder,
        Meaning::Summary => &mut metadata.summary,
        Meaning::Uploaded => &mut metadata.uploaded,
        Meaning::Genre if transmission::genre(value).is_some() => &mut metadata.genre,
        Meaning::Classification
            if transmission::line(value).is_some_and(|line| line.is_classification) =>
        {
            &mut metadata.transmission.classification
        }
        _ => return enter_other(metadata, meaning, name, value),
    };
    match slot {
        // A title may have the site's name behind it.
        Some(known) if value.starts_with(known.as_str()) => {}
        Some(_) => other(metadata, name, value),
        None if meaning == Meaning::Genre => *slot = Some(value.to_lowercase()),
        None => *slot = Some(value.to_owned()),
    }
}

/// Values that are more than one string of the model.
fn enter_other(metadata: &mut Metadata, meaning: Meaning, name: &str, value: &str) {
    let party = || Party {
        name: Some(value.to_owned()),
        place: None,
    };
    match meaning {
        Meaning::Date => {
            let date = Date {
                edtf: edtf(value),
                printed: Some(value.to_owned()),
            };
            if !metadata.dates.iter().any(|known| known.edtf == date.edtf) {
                metadata.dates.push(date);
            }
        }
        Meaning::From => metadata.transmission.from.push(party()),
        Meaning::To => metadata.transmission.to.push(party()),
        Meaning::Language => {
            for language in value.split([',', ';']) {
                let language = language.trim().to_owned();
                if !language.is_empty() && !metadata.languages.contains(&language) {
                    metadata.languages.push(language);
                }
            }
        }
        Meaning::Source if archive::is_source_line(value) || archive::is_reference(value) => {
            let said = archive::source_line(value);
            let mut references = said.references.into_iter();
            if metadata.archive.is_none() {
                metadata.archive = references.next();
            }
            metadata.other_archives.extend(references);
        }
        Meaning::Part(part) => {
            let archive = metadata
                .archive
                .get_or_insert_with(ArchivalReference::default);
            archive.parts.push(crate::document::ReferencePart {
                name: part.to_owned(),
                value: value.to_owned(),
            });
        }
        _ => other(metadata, name, value),
    }
}

/// A date in one of the forms that pages print dates in.
fn edtf(value: &str) -> Option<Edtf> {
    if let Some(date) = iso(value) {
        return Some(date);
    }
    // `1911 May 3`, as catalogues write it.
    let turned = value
        .split_once(' ')
        .filter(|(year, _)| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(year, rest)| format!("{rest} {year}"));
    let found = turned
        .and_then(|turned| dates::whole(&turned))
        .or_else(|| dates::whole(value))
        .or_else(|| dates::find(value));
    found.map(|found| found.edtf)
}

/// `1945-11-11` and its shorter forms, as machines write dates.
fn iso(value: &str) -> Option<Edtf> {
    let day: CalendarDate = value.split('T').next()?.parse().ok()?;
    day.is_plain().then(|| day.into())
}

fn other(metadata: &mut Metadata, name: &str, value: &str) {
    let field = Field {
        name: name.trim().trim_end_matches(':').to_lowercase(),
        value: value.to_owned(),
    };
    if !metadata.other.contains(&field) {
        metadata.other.push(field);
    }
}

/// Enters what a `meta` element says; whether it is said of the document or its page at all. Fields that speak of the
/// page's own making (`viewport`, `generator`) are none.
pub(super) fn meta(metadata: &mut Metadata, name: &str, content: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let plain = lower
        .trim_start_matches("dcterms.")
        .trim_start_matches("dc.")
        .trim_start_matches("dcterms:")
        .trim_start_matches("dc:")
        .trim_start_matches("citation_")
        .trim_start_matches("og:")
        .trim_start_matches("article:");
    let is_dublin_core = lower.starts_with("dc");
    let meaning = match plain {
        "title" => Meaning::Title,
        "date" | "created" | "date.created" if is_dublin_core => Meaning::Date,
        "language" if is_dublin_core => Meaning::Language,
        "publisher" => Meaning::Publisher,
        "rights" | "rightsholder" | "license" => Meaning::Rights,
        "abstract" => Meaning::Summary,
        "description" if is_dublin_core => Meaning::Summary,
        "identifier" if is_dublin_core => Meaning::RecordId,
        "source" if is_dublin_core => Meaning::Source,
        "contributor" if is_dublin_core => Meaning::Contributor,
        "url" | "site_name" | "description" | "author" | "creator" | "subject" | "keywords"
        | "published_time" | "modified_time" | "publication_date" | "online_date" | "date"
        | "coverage" | "relation" | "spatial" | "temporal" | "doi" | "archive_title" | "issued" => {
            Meaning::Other
        }
        _ => return false,
    };
    // The name of one field may stand in several vocabularies.
    let name = if plain == "url" { "address" } else { plain };
    enter(metadata, meaning, &name.replace('_', " "), content);
    true
}

/// Enters what JSON-LD of schema.org says of the document; whether anything was said.
pub(super) fn json_ld(metadata: &mut Metadata, text: &str) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    let mut said = false;
    let graph = value.get("@graph").and_then(Value::as_array);
    let single = std::slice::from_ref(&value);
    let items = graph
        .or(value.as_array())
        .map_or(single, |items| items.as_slice());
    for item in items.iter().filter(|item| is_work(item)) {
        for (name, meaning) in [
            ("name", Meaning::Title),
            ("headline", Meaning::Title),
            ("dateCreated", Meaning::Date),
            ("sender", Meaning::From),
            ("recipient", Meaning::To),
            ("holdingArchive", Meaning::Repository),
            ("identifier", Meaning::RecordId),
            ("inLanguage", Meaning::Language),
            ("license", Meaning::Rights),
            ("translator", Meaning::Translator),
            ("editor", Meaning::Editor),
            ("publisher", Meaning::Publisher),
            ("contributor", Meaning::Contributor),
            ("funder", Meaning::Funder),
            ("abstract", Meaning::Summary),
            ("author", Meaning::Other),
            ("creator", Meaning::Other),
            ("datePublished", Meaning::Other),
            ("url", Meaning::Other),
        ] {
            for value in strings(item.get(name)) {
                said = true;
                let name = match name {
                    "url" => "address",
                    "datePublished" => "published",
                    other => other,
                };
                enter(metadata, meaning, name, value);
            }
        }
    }
    said
}

/// Whether an item is the document, and no trail of links, site or organisation.
fn is_work(item: &Value) -> bool {
    const WORKS: [&str; 12] = [
        "ArchiveComponent",
        "Article",
        "Book",
        "Chapter",
        "CreativeWork",
        "DigitalDocument",
        "Legislation",
        "Manuscript",
        "Message",
        "NewsArticle",
        "ScholarlyArticle",
        "Quotation",
    ];
    strings(item.get("@type"))
        .iter()
        .any(|kind| WORKS.contains(kind))
}

/// The strings that a value is or holds: by itself, by its `name`, or several of both.
fn strings(value: Option<&Value>) -> Vec<&str> {
    let values = match value {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values.iter().filter_map(named).collect()
}

fn named(value: &Value) -> Option<&str> {
    let named = value.get("name").or_else(|| value.get("value"));
    value.as_str().or_else(|| named.and_then(Value::as_str))
}
