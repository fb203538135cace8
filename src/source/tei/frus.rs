//! Header lines of the volumes *Foreign Relations of the United States*: source, receipt, classification.
//!
//! They are typed as prose; what is plain in them becomes metadata, and the text stays as it is.

use super::header::push;
use crate::document::edtf::{Edtf, Precision};
use crate::document::{ArchivalReference, Metadata, Party};
use crate::source::recognise::dates;

/// The kinds of document that source notes and headings name, the longer first.
const GENRES: [&str; 14] = [
    "memorandum of conversation",
    "memorandum of telephone conversation",
    "editorial note",
    "telegram",
    "airgram",
    "despatch",
    "circular",
    "memorandum",
    "minutes",
    "letter",
    "message",
    "paper",
    "note",
    "report",
];

/// Takes the source note: `740.0011 Pacific War/3344: Telegram`, `Source: National Archives, RG 59 …`.
pub(super) fn source(text: &str, metadata: &mut Metadata) {
    if metadata.archive.is_some() {
        return;
    }
    let reference = text.strip_prefix("Source: ").unwrap_or(text);
    let (reference, rest) = match reference.split_once(": ") {
        Some((number, kind)) if genre(kind).is_some() => {
            metadata.genre = metadata.genre.take().or_else(|| genre(kind));
            (number, None)
        }
        _ => reference
            .split_once(". ")
            .map_or((reference, None), |(first, rest)| (first, Some(rest))),
    };
    if let Some(rest) = rest {
        let first = rest.split_once('.').map_or(rest, |(first, _)| first);
        if is_classification(first) {
            metadata
                .transmission
                .classification
                .get_or_insert_with(|| first.to_owned());
        }
    }
    metadata.archive = Some(ArchivalReference {
        repository: None,
        reference: Some(reference.trim_end_matches('.').to_owned()),
        parts: Vec::new(),
    });
}

/// Takes `[Received July 21—8:55 a.m.]` from a dateline.
pub(super) fn receipt(text: &str, metadata: &mut Metadata) {
    let Some((_, rest)) = text.split_once("[Received") else {
        return;
    };
    let when = rest.split_once(']').map_or(rest, |(when, _)| when).trim();
    if when.is_empty() || metadata.transmission.received_at.is_some() {
        return;
    }
    let sent = metadata.dates.first().and_then(|date| date.edtf.clone());
    let day = dates::find(when).map(|date| date.edtf);
    let time = dates::time(when).map(|(_, time)| time);
    let is_inferred = day.as_ref().is_some_and(Edtf::lacks_year);
    let day = day.and_then(|day| {
        if is_inferred {
            in_year_of(&day, sent.as_ref()?)
        } else {
            Some(day)
        }
    });
    let received = day.map(|day| match (day.date(), time) {
        (Some(date), Some(time)) if date.is_plain() && date.precision() == Precision::Day => {
            format!("{date}T{time}")
        }
        _ => day.to_string(),
    });
    if received.is_none() || is_inferred {
        let value = if received.is_some() {
            format!("{when}; the year is that of the dateline")
        } else {
            when.to_owned()
        };
        push(metadata, "received, as printed".to_owned(), value);
    }
    metadata.transmission.received_at = received;
}

/// A day without a year, received in the year in which it was sent, or in the next if it lies before the sending.
fn in_year_of(day: &Edtf, sent: &Edtf) -> Option<Edtf> {
    let (day, sent) = (day.date()?, sent.start()?);
    let year = i16::try_from(sent.year()?).ok()?;
    // Months alone decide; clocks of two zones may make it seem earlier by a day.
    let is_before = day.month()? < sent.month()?;
    let year = if is_before {
        year.checked_add(1)?
    } else {
        year
    };
    day.in_year(year).map(Edtf::from)
}

/// Takes a line of an opener that says how secret or urgent a document is.
pub(super) fn classification(text: &str, metadata: &mut Metadata) {
    let line = text.trim_matches(|c: char| !c.is_alphanumeric());
    if is_classification(line) {
        metadata
            .transmission
            .classification
            .get_or_insert_with(|| line.to_owned());
    } else if matches!(
        line.to_lowercase().as_str(),
        "urgent" | "priority" | "most immediate" | "immediate" | "niact" | "flash"
    ) {
        metadata
            .transmission
            .urgency
            .get_or_insert_with(|| line.to_owned());
    }
}

/// Fills in what a document's heading says: its kind, and the place of its sender.
pub(super) fn complete(metadata: &mut Metadata, place: Option<String>) {
    if metadata.genre.is_none() {
        metadata.genre = metadata.title.as_deref().and_then(genre);
    }
    if let Some(place) = place {
        match metadata.transmission.from.first_mut() {
            Some(party) => {
                party.place.get_or_insert(place);
            }
            None => metadata.transmission.from.push(Party {
                name: None,
                place: Some(place),
            }),
        }
    }
}

fn genre(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let found = GENRES.iter().find(|genre| text.contains(**genre));
    found.map(|genre| (*genre).to_owned())
}

fn is_classification(line: &str) -> bool {
    let folded = line.to_lowercase();
    let first = folded
        .split([';', ',', '—'])
        .next()
        .unwrap_or_default()
        .trim();
    matches!(
        first,
        "secret"
            | "top secret"
            | "confidential"
            | "restricted"
            | "unclassified"
            | "eyes only"
            | "official use only"
            | "limited official use"
            | "strictly confidential"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Date;

    #[test]
    fn source_notes() {
        let mut metadata = Metadata::default();
        source("740.0011 War/33: Telegram", &mut metadata);
        assert_eq!(metadata.genre.as_deref(), Some("telegram"));
        let archive = metadata.archive.expect("a reference");
        assert_eq!(archive.reference.as_deref(), Some("740.0011 War/33"));
        let mut metadata = Metadata::default();
        source(
            "Source: National Archives, RG 59. Secret; Priority. Drafted by X.",
            &mut metadata,
        );
        assert_eq!(
            metadata.transmission.classification.as_deref(),
            Some("Secret; Priority")
        );
        let archive = metadata.archive.expect("a reference");
        assert_eq!(
            archive.reference.as_deref(),
            Some("National Archives, RG 59")
        );
    }

    #[test]
    fn receipts_and_openers() {
        #[track_caller]
        fn check(dateline: &str, sent: &str, expected: Option<&str>) -> Metadata {
            let mut metadata = Metadata::default();
            metadata.dates.push(Date {
                edtf: Some(sent.parse().expect("EDTF")),
                printed: None,
            });
            receipt(dateline, &mut metadata);
            assert_eq!(
                metadata.transmission.received_at.as_deref(),
                expected,
                "{dateline}"
            );
            metadata
        }
        check(
            "Oslo, [Received July 21, 1943—8:55 a.m.]",
            "1943-07-20",
            Some("1943-07-21T08:55"),
        );
        check(
            "Oslo, [Received January 2—8:55 p.m.]",
            "1948-12-31T11:00:00",
            Some("1949-01-02T20:55"),
        );
        let mut metadata = check("Oslo, [Received in the night.]", "1943-07-20", None);
        assert_eq!(metadata.other[0].value, "in the night.");
        classification("confidential", &mut metadata);
        assert_eq!(
            metadata.transmission.classification.as_deref(),
            Some("confidential")
        );
    }
}
