//! A file as read: its documents, its commentary, and what is wrong in either.
//!
//! Knows nothing of folders: who opens a file hands its bytes over.

use std::collections::BTreeMap;

use crate::document::{Document, Place, Stratum};
use crate::notes::{Note, Notebook, notebook};
use crate::problem::Problem;
use crate::source::{self, Reading, Surroundings, commentary};

/// A file as read, its commentary attached.
#[derive(Debug)]
pub struct Opened {
    /// The documents, the problems, the ledger.
    pub reading: Reading,
    /// The commentary's name and text, and what is wrong in it.
    pub commentary: Option<(String, String, Vec<Problem>)>,
    /// The files of the reader's own notes that lie elsewhere, each by name and text, and what is wrong in them.
    own_files: Vec<(String, String, Vec<Problem>)>,
    /// The reader's own notes on each document that has some, by its number.
    notebooks: BTreeMap<u32, Notebook>,
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
        let mut own = Vec::new();
        let commentary = beside.map(|Commentary { name, text }| {
            let (notes, mut problems) = commentary::read(&text);
            if notes.is_own {
                own = notes.notes;
            } else if let Some(document) = reading.documents.first_mut() {
                problems.extend(commentary::attach(document, &notes));
            }
            problems.sort_by_key(|problem| problem.span);
            (name, text, problems)
        });
        let mut opened = Self {
            reading,
            commentary,
            own_files: Vec::new(),
            notebooks: BTreeMap::new(),
            part: None,
        };
        opened.take_own(own);
        Ok(opened)
    }

    /// Takes in the reader's own notes of the file beside this one: each is on the document that it names, or on the first.
    fn take_own(&mut self, notes: Vec<Note>) {
        let documents = &self.reading.documents;
        let mut by_document: BTreeMap<u32, Vec<Note>> = BTreeMap::new();
        for note in notes {
            let named = |document: &Document| Some(&document.id) == note.document.as_ref();
            let number = documents.iter().position(named).unwrap_or(0);
            let number = u32::try_from(number).unwrap_or_default();
            by_document.entry(number).or_default().push(note);
        }
        for (number, notes) in by_document {
            self.add_notes(number, notes);
        }
    }

    /// Lays a file of the reader's own notes beside a document.
    pub fn add_own(&mut self, number: u32, Commentary { name, text }: Commentary) {
        let (own, problems) = commentary::read(&text);
        self.add_notes(number, own.notes);
        self.own_files.push((name, text, problems));
    }

    fn add_notes(&mut self, number: u32, more: Vec<Note>) {
        self.edit_notebook(number, |notebook, document| {
            let before = notebook.notes().iter().map(|kept| kept.note.clone());
            let notes: Vec<Note> = before.chain(more).collect();
            *notebook = Notebook::new(notes, &notebook::anchors(document));
        });
    }

    /// The reader's own notes on a document.
    pub fn notebook(&self, number: u32) -> Option<&Notebook> {
        self.notebooks.get(&number)
    }

    /// All notebooks, by the numbers of their documents.
    pub fn notebooks(&self) -> impl Iterator<Item = (u32, &Notebook)> {
        self.notebooks
            .iter()
            .map(|(number, notebook)| (*number, notebook))
    }

    /// Changes the own notes on a document, and attaches them as they are then.
    pub fn edit_notebook<T>(
        &mut self,
        number: u32,
        edit: impl FnOnce(&mut Notebook, &Document) -> T,
    ) -> Option<T> {
        let document = self.reading.documents.get_mut(number as usize)?;
        let notebook = self.notebooks.entry(number).or_default();
        let result = edit(notebook, document);
        document.attach(Stratum::Own, notebook.attached());
        Some(result)
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
        let files = self.commentary.iter().chain(&self.own_files);
        let beside = files.flat_map(|(name, text, problems)| {
            problems
                .iter()
                .map(move |problem| (name.as_str(), text.as_str(), problem))
        });
        own.chain(beside)
    }
}
