//! A file as read: its documents, its commentary, and what is wrong in either.
//!
//! Knows nothing of folders: who opens a file hands its bytes over.

use crate::document::Place;
use crate::problem::Problem;
use crate::source::{self, Reading, Surroundings, commentary};

/// A file as read, its commentary attached.
#[derive(Debug)]
pub struct Opened {
    /// The documents, the problems, the ledger.
    pub reading: Reading,
    /// The commentary's name and text, and what is wrong in it.
    pub commentary: Option<(String, String, Vec<Problem>)>,
    /// How much of the file this is, if the rest is still being read.
    pub part: Option<Part>,
}

/// The beginning of a file, shown while the rest is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// How many bytes are read.
    pub bytes: usize,
    /// How many there are; nobody knows what is still to come through a pipe.
    pub of: Option<usize>,
}

/// A commentary beside a file: its name and its text.
#[derive(Debug, Clone)]
pub struct Commentary {
    /// The name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Opened {
    /// Reads a file's bytes and attaches its commentary to the first of its documents.
    pub fn read(
        name: &str,
        bytes: Vec<u8>,
        beside: Option<Commentary>,
        surroundings: &dyn Surroundings,
    ) -> Result<Self, source::NotText> {
        let mut reading = source::read(name, bytes, surroundings)?;
        let commentary = beside.map(|Commentary { name, text }| {
            let (notes, mut problems) = commentary::read(&text);
            if let Some(document) = reading.documents.first_mut() {
                problems.extend(commentary::attach(document, &notes));
            }
            problems.sort_by_key(|problem| problem.span);
            (name, text, problems)
        });
        Ok(Self {
            reading,
            commentary,
            part: None,
        })
    }

    /// The same as the beginning of a file.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// How many bytes of decoded text it keeps.
    pub fn size(&self) -> usize {
        self.reading.decoded.text.len()
    }

    /// Where a place of one of these documents is in a fuller reading of the same file: by the place in the source.
    pub fn relocate(&self, fuller: &Self, number: u32, place: Place) -> (u32, Place) {
        let last = fuller.reading.documents.len().saturating_sub(1);
        let document = number as usize;
        let source = self.reading.ledger.source_of(document, place);
        let (document, place) = source
            .and_then(|source| fuller.reading.ledger.place_of(source))
            .unwrap_or((document.min(last), place));
        (u32::try_from(document).unwrap_or(number), place)
    }

    /// Every problem with the name and the text of the file that it is in.
    pub fn problems<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a Problem)> {
        let own = self
            .reading
            .problems
            .iter()
            .map(move |problem| (name, self.reading.decoded.text.as_str(), problem));
        let beside = self.commentary.iter().flat_map(|(name, text, problems)| {
            problems
                .iter()
                .map(move |problem| (name.as_str(), text.as_str(), problem))
        });
        own.chain(beside)
    }
}
