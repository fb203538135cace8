//! Header lines of the volumes *Foreign Relations of the United States*: source, receipt, classification.
//!
//! They are typed as prose; what is plain in them becomes metadata, and the text stays as it is.

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
    if !when.is_empty() && metadata.transmission.received_at.is_none() {
        let found = dates::whole(when).map(|date| date.edtf);
        metadata.transmission.received_at = Some(found.unwrap_or_else(|| when.to_owned()));
    }
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
        let mut metadata = Metadata::default();
        receipt(
            "Chungking, July 20 [Received July 21—8:55 a.m.]",
            &mut metadata,
        );
        assert!(metadata.transmission.received_at.is_some());
        classification("confidential", &mut metadata);
        assert_eq!(
            metadata.transmission.classification.as_deref(),
            Some("confidential")
        );
    }
}
