//! What is known of a document as a whole: transmission, archive, edition. What the source leaves empty is absent.
//!
//! The same types are the native format's front matter and the JSON of `manicule print`, so their names are the field's.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::edtf::Edtf;

/// The metadata of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metadata {
    /// The title, as the source gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What sort of document: "telegram", "letter".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// An account of what it says, by an editor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The record's number in the archive's catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
    /// When the archive put it on its site, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uploaded: Option<String>,
    /// The languages of the text, as BCP 47 tags where the source has them, else as printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The dates of the document, the first the one it goes by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<Date>,
    /// How it went from sender to addressee.
    #[serde(skip_serializing_if = "Transmission::is_empty")]
    pub transmission: Transmission,
    /// Where the original lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<ArchivalReference>,
    /// Further archives that hold it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_archives: Vec<ArchivalReference>,
    /// Who made this text of it available, and on what terms.
    #[serde(skip_serializing_if = "Edition::is_empty")]
    pub edition: Edition,
    /// Every other field, as the source names it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Field>,
}

/// A date as printed, and as EDTF (ISO 8601-2) where it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Date {
    /// The date in EDTF: `1945-11-11`, `1945-11~`, `194X`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edtf: Option<Edtf>,
    /// The date as the source prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
}

impl Date {
    /// What a reader is shown of it: as printed, else in EDTF.
    pub fn shown(&self) -> Option<Cow<'_, str>> {
        let printed = self.printed.as_deref().map(Cow::Borrowed);
        printed.or_else(|| Some(Cow::Owned(self.edtf.as_ref()?.to_string())))
    }
}

/// How a document went from its sender to its addressee.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Transmission {
    /// Who sent it, and from where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Party>,
    /// Whom it is addressed to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Party>,
    /// For whom else: the distribution list, "for the five".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies_to: Vec<Party>,
    /// By what way, as printed: "cable".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Its serial number, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How secret, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// How urgent, as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// The clerk who sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<String>,
    /// When it was sent, in ISO 8601: `1945-11-11T22:40`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<String>,
    /// The clerk who received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_by: Option<String>,
    /// When it was received, in ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<String>,
}

impl Transmission {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A person or body that sends or receives, and where it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Party {
    /// The name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Where an original lies: `RGASPI, f. 558, op. 11, d. 98, ll. 0102-0105`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArchivalReference {
    /// The archive or library, as printed: `RGASPI`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// The whole reference as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Its parts in order: `fond` 558, `opis` 11, `delo` 98, `listy` 0102–0105.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ReferencePart>,
}

/// One step of an archival reference.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferencePart {
    /// What the step is called: `fond`, `box`.
    pub name: String,
    /// Its number or name.
    pub value: String,
}

/// Who made this text of the document available, and on what terms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edition {
    /// Who found or gave the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributor: Option<String>,
    /// Who translated it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translator: Option<String>,
    /// Who edited it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editor: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Who paid for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funder: Option<String>,
    /// On what terms it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
}

impl Edition {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Any other field, as the source names it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// What it says.
    pub value: String,
}
