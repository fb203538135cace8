//! The facts of a citation, taken from a document's metadata and a place in it. The only file that knows the metadata's shape.

use crate::document::{
    ArchivalReference, Date, Document, Kind, Metadata, Party, Place, Property, Span, Transmission,
};

use super::holding::Holding;
use super::name::{Name, names_in};
use super::when::When;
use super::{Citation, Edition, Locator};

impl Citation {
    /// The citation of a document as a whole.
    pub fn of(document: &Document) -> Self {
        let metadata = &document.metadata;
        let transmission = &metadata.transmission;
        let edition = edition(document);
        let (number, title) = numbered_title(metadata.title.as_deref());
        let url = metadata
            .record_id
            .iter()
            .chain(fields(metadata, &["url", "uri", "permalink", "address"]))
            .find(|value| is_address(value));
        Self {
            id: document.id.clone(),
            title,
            genre: metadata.genre.clone(),
            serial: transmission.number.clone(),
            senders: names(metadata, &transmission.from),
            recipients: names(metadata, &transmission.to),
            place: place_of_writing(transmission),
            date: metadata.dates.first().and_then(when),
            holdings: metadata
                .archive
                .iter()
                .chain(&metadata.other_archives)
                .filter_map(holding)
                .collect(),
            edition: Edition {
                number: edition.number.or(number),
                ..edition
            },
            translators: names_in(metadata.edition.translator.as_deref()),
            contributors: names_in(metadata.edition.contributor.as_deref()),
            record: metadata
                .record_id
                .clone()
                .filter(|record| !is_address(record) && *record != document.id),
            url: url.cloned(),
            language: metadata.languages.first().cloned(),
            locator: Locator::default(),
        }
    }

    /// The citation of a place in a document: with its page and its point.
    pub fn at(document: &Document, place: Place) -> Self {
        let point = document
            .point_at(place)
            .map(|id| document.points()[id.0].address());
        Self {
            locator: Locator {
                page: page_at(document, place),
                point,
            },
            ..Self::of(document)
        }
    }
}

/// The page or leaf that a place stands on, if a page break before it names one.
fn page_at(document: &Document, place: Place) -> Option<String> {
    let before = Span::new(document.main_flow().span.start, place);
    let mut page = None;
    for id in document.annotations_in(before) {
        let annotation = document.annotation(id);
        if annotation.kind() == Kind::PageBreak && annotation.span.start <= place {
            // A break without a number begins a page that has no name.
            page = annotation.content.property(Property::Number);
        }
    }
    page.filter(|page| !page.trim().is_empty())
}

fn names(metadata: &Metadata, parties: &[Party]) -> Vec<Name> {
    let evidence = metadata.title.as_deref().unwrap_or_default();
    let names = parties.iter().filter_map(|party| party.name.as_deref());
    names.map(|name| Name::read(name, evidence)).collect()
}

fn place_of_writing(transmission: &Transmission) -> Option<String> {
    let places = transmission
        .from
        .iter()
        .filter_map(|party| party.place.as_deref());
    let first = places.map(super::name::without_capitals).next();
    first.filter(|place| !place.is_empty())
}

fn when(date: &Date) -> Option<When> {
    When::new(date)
}

fn holding(reference: &ArchivalReference) -> Option<Holding> {
    let parts = reference.parts.iter();
    Holding::new(
        reference.repository.as_deref(),
        reference.reference.as_deref(),
        &parts
            .map(|part| (part.name.as_str(), part.value.as_str()))
            .collect::<Vec<_>>(),
    )
}

fn edition(document: &Document) -> Edition {
    let metadata = &document.metadata;
    let own_title = metadata.title.as_deref().unwrap_or_default();
    // A document of a volume names what it lies in, the outermost last. A file of one document names only itself.
    let volume = fields(metadata, &["in", "vol full title"])
        .filter(|title| !is_same_title(title, own_title))
        .last();
    let title = fields(metadata, &["edition title", "volume", "series"])
        .next()
        .or(volume)
        .cloned();
    let number = fields(metadata, &["document number", "doc num"])
        .next()
        .cloned()
        .or_else(|| title.as_ref().and_then(|_| number_of_id(&document.id)));
    Edition {
        title,
        editors: names_in(metadata.edition.editor.as_deref()),
        publisher: metadata.edition.publisher.clone(),
        place: fields(metadata, &["publication place", "pub place"])
            .next()
            .cloned(),
        year: fields(metadata, &["publication date", "published"]).find_map(|value| year_in(value)),
        number,
    }
}

/// The values of the fields with one of these names, whatever their case.
fn fields<'a>(metadata: &'a Metadata, names: &'a [&str]) -> impl Iterator<Item = &'a String> {
    let is_wanted = |name: &str| {
        names
            .iter()
            .any(|wanted| wanted.eq_ignore_ascii_case(name.trim()))
    };
    metadata
        .other
        .iter()
        .filter(move |field| is_wanted(&field.name))
        .map(|field| &field.value)
        .filter(|value| !value.trim().is_empty())
}

/// A title that begins with its document's number, as FRUS prints it, parted from the number: `287. Telegram From …`.
fn numbered_title(title: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) else {
        return (None, None);
    };
    if let Some((number, rest)) = title.split_once(". ")
        && !number.is_empty()
        && number.len() <= 4
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return (Some(number.to_owned()), Some(rest.trim().to_owned()));
    }
    (None, Some(title.to_owned()))
}

/// The number in an identifier such as FRUS gives its documents: `d196`.
fn number_of_id(id: &str) -> Option<String> {
    let digits = id.strip_prefix('d')?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.to_owned())
}

/// Whether one title is the other, apart from a note's figure or a number at its edges.
fn is_same_title(one: &str, other: &str) -> bool {
    let letters = |title: &str| {
        let letters = title.chars().filter(|c| c.is_alphabetic());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    let (one, other) = (letters(one), letters(other));
    !other.is_empty() && (one.starts_with(&other) || other.starts_with(&one))
}

fn year_in(value: &str) -> Option<String> {
    let years = value.split(|c: char| !c.is_ascii_digit());
    years
        .filter(|digits| digits.len() == 4)
        .map(str::to_owned)
        .next()
}

fn is_address(value: &str) -> bool {
    let value = value.trim();
    (value.starts_with("https://") || value.starts_with("http://"))
        && !value.contains(char::is_whitespace)
}
