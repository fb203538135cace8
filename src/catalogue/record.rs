//! A document as one record with everything a search engine needs, for those who outgrow one machine.
//!
//! The form is flat where engines want it flat (dates as days, names as lists) and complete where people want it complete (the
//! metadata as the native format writes it). Unlike a [`Card`], a record holds the texts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card::{Card, describe};
use super::regions::{Regions, TextField};
use crate::document::{Document, FlowId, Metadata};
use strum::IntoEnumIterator;

/// A document with its texts.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// The facts, flat.
    #[serde(flatten)]
    pub card: Card,
    /// The main text, its blocks one to a line.
    pub text: &'a str,
    /// The notes, in the order of their places in the text.
    pub notes: Vec<Note<'a>>,
    /// What each layer covers, by the layer's name; layers without a word are left out.
    pub layers: BTreeMap<&'static str, Vec<&'a str>>,
    /// The numbered points.
    pub points: Vec<PointRecord<'a>>,
    /// All metadata, as in the front matter of the native format.
    pub metadata: &'a Metadata,
}

/// A note's body and where it is anchored.
#[derive(Debug, Serialize)]
pub struct Note<'a> {
    /// What sort of note: `note`, `source-note`, `comment`.
    pub kind: &'static str,
    /// The place in the text, in bytes.
    pub at: usize,
    /// Its words.
    pub text: &'a str,
}

/// A numbered point and what it governs.
#[derive(Debug, Serialize)]
pub struct PointRecord<'a> {
    /// The numbers from the outermost: `5.b`.
    pub address: String,
    /// Its text, the number included.
    pub text: &'a str,
}

impl<'a> Record<'a> {
    /// The record of a document of a file.
    pub fn of(document: &'a Document, file: &str, number: u32) -> Self {
        let regions = Regions::of(document);
        let mut layers = BTreeMap::new();
        for field in TextField::iter().filter(|field| !is_listed_apart(*field)) {
            let words: Vec<&str> = regions
                .of_field(field)
                .map(|span| document.slice(span))
                .collect();
            if !words.is_empty() {
                layers.insert(field.name(), words);
            }
        }
        let mut notes: Vec<Note<'_>> = Vec::new();
        for number in 1..document.flows().len() {
            let Some(owner) = document.annotation_of_flow(FlowId(number)) else {
                continue;
            };
            let annotation = document.annotation(owner);
            let (kind, at) = (annotation.kind().into(), annotation.span.start);
            notes.push(Note {
                kind,
                at,
                text: document.flow_text(FlowId(number)),
            });
        }
        notes.sort_by_key(|note| note.at);
        let points = document.points().iter();
        let points = points.map(|point| PointRecord {
            address: point.address(),
            text: document.slice(point.span).trim_end(),
        });
        Self {
            card: describe(document, file, number).card,
            text: document.flow_text(FlowId::MAIN),
            notes,
            layers,
            points: points.collect(),
            metadata: &document.metadata,
        }
    }
}

/// Whether a field stands in a record under a name of its own.
fn is_listed_apart(field: TextField) -> bool {
    matches!(
        field,
        TextField::Text
            | TextField::Notes
            | TextField::Metadata
            | TextField::Commentary
            | TextField::Own
    )
}
