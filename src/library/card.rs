//! What is known of a document without its text: enough to find it in a list.

use crate::document::{Document, Party};

/// What is known of a document without its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Its title; its name, if it has none.
    pub title: String,
    /// When it was written, as printed.
    pub date: Option<String>,
    /// Who wrote it.
    pub from: Option<String>,
    /// To whom.
    pub to: Option<String>,
}

impl Card {
    /// What a document says of itself.
    pub fn of(document: &Document) -> Self {
        let metadata = &document.metadata;
        let name = |parties: &[Party]| parties.first().and_then(|party| party.name.clone());
        let date = metadata.dates.first();
        Self {
            title: metadata
                .title
                .clone()
                .unwrap_or_else(|| document.id.clone()),
            date: date.and_then(|date| Some(date.shown()?.into_owned())),
            from: name(&metadata.transmission.from),
            to: name(&metadata.transmission.to),
        }
    }
}
