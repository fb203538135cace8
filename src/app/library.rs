//! The open files and the documents in them.
//!
//! Knows nothing of folders: who opens a file hands its bytes over. A file may still be on its way.

use crate::document::{Document, Place, Target};
use crate::problem::Problem;
use crate::source::{self, Reading, Surroundings, commentary};

/// The open files, in the order asked for.
#[derive(Debug, Default)]
pub struct Library {
    files: Vec<File>,
    /// The documents of all files, in order: file and document.
    shelf: Vec<(usize, usize)>,
}

/// An open file.
#[derive(Debug)]
pub struct File {
    /// Its name, as the user gave it.
    pub name: String,
    /// How far it is.
    pub state: State,
}

/// How far a file is.
#[derive(Debug)]
pub enum State {
    /// Not read yet.
    Waiting,
    /// Read.
    Open(Box<Opened>),
    /// It cannot be had; why.
    Failed(String),
}

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
    /// How many there are.
    pub of: usize,
}

/// A commentary beside a file: its name and its text.
#[derive(Debug, Clone)]
pub struct Commentary {
    /// The name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What putting a file in its place changed.
#[derive(Debug)]
pub struct Arrival {
    /// The number of its first document.
    pub at: usize,
    /// How many documents it had.
    pub was: usize,
    /// How many it has.
    pub is: usize,
    /// What was known of it before, if that was replaced.
    pub before: Option<Box<Opened>>,
}

impl Opened {
    /// Reads a file's bytes and attaches its commentary to the first of its documents that each note's quotation is in.
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

    /// Where a place of one of these documents is in a fuller reading of the same file: by the place in the source.
    pub fn carry(&self, fuller: &Self, document: usize, place: Place) -> (usize, Place) {
        let source = self.reading.ledger.source_of(document, place);
        let last = fuller.reading.documents.len().saturating_sub(1);
        source
            .and_then(|source| fuller.reading.ledger.place_of(source))
            .unwrap_or((document.min(last), place))
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

impl Library {
    /// Files by name, none of them read yet.
    pub fn waiting(names: impl IntoIterator<Item = String>) -> Self {
        let files = names
            .into_iter()
            .map(|name| File {
                name,
                state: State::Waiting,
            })
            .collect();
        Self {
            files,
            shelf: Vec::new(),
        }
    }

    /// The files.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Puts a file that was on its way in its place, or more of one of which the beginning was there. What cannot be had in
    /// full stays as far as it was read.
    pub fn arrive(&mut self, file: usize, state: State) -> Arrival {
        let at = self.shelf.partition_point(|&(of, _)| of < file);
        let was = self.shelf.partition_point(|&(of, _)| of <= file) - at;
        let before = if was > 0 && matches!(state, State::Failed(_)) {
            State::Waiting
        } else {
            std::mem::replace(&mut self.files[file].state, state)
        };
        let is = self
            .opened(file)
            .map_or(0, |opened| opened.reading.documents.len());
        self.shelf
            .splice(at..at + was, (0..is).map(|document| (file, document)));
        let before = match before {
            State::Open(opened) => Some(opened),
            State::Waiting | State::Failed(_) => None,
        };
        Arrival {
            at,
            was,
            is,
            before,
        }
    }

    /// Why files cannot be had, in their order.
    pub fn failures(&self) -> Vec<String> {
        let reasons = self.files.iter().filter_map(|file| match &file.state {
            State::Failed(reason) => Some(reason.clone()),
            State::Waiting | State::Open(_) => None,
        });
        reasons.collect()
    }

    /// Why there is nothing to read, and never will be: no file can be had.
    pub fn failure(&self) -> Option<&str> {
        let mut reasons = self.files.iter().map(|file| match &file.state {
            State::Failed(reason) => Some(reason.as_str()),
            State::Waiting | State::Open(_) => None,
        });
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    }

    /// How many documents are open.
    pub fn len(&self) -> usize {
        self.shelf.len()
    }

    /// Whether no document is open.
    pub fn is_empty(&self) -> bool {
        self.shelf.is_empty()
    }

    /// The document of this number among all that are open.
    pub fn document(&self, number: usize) -> Option<&Document> {
        let &(file, document) = self.shelf.get(number)?;
        self.opened(file)?.reading.documents.get(document)
    }

    /// The file of the document of this number, and the document's number within it.
    pub fn shelf(&self, number: usize) -> Option<(usize, usize)> {
        self.shelf.get(number).copied()
    }

    /// The number of a file's document among all that are open.
    pub fn number(&self, file: usize, document: usize) -> Option<usize> {
        self.shelf
            .iter()
            .position(|&place| place == (file, document))
    }

    /// Where a reference leads that stands in a file: the number of a document, and a place in it.
    pub fn find(&self, file: usize, reference: &Target) -> Option<(usize, Place)> {
        let (of, name) = match reference {
            Target::Here(name) => (Some(file), name.as_str()),
            Target::File { file, name } => (
                Some(self.file_named(file)?),
                name.as_deref().unwrap_or_default(),
            ),
            Target::Named(name) => match self.file_named(name) {
                Some(file) => (Some(file), ""),
                None => (None, name.as_str()),
            },
            Target::Web(_) | Target::Unknown => return None,
        };
        let candidates = (self.shelf.iter().enumerate())
            .filter(|(_, (its, _))| of.is_none_or(|of| of == *its))
            .filter_map(|(number, _)| Some((number, self.document(number)?)));
        if name.is_empty() {
            return candidates.map(|(number, _)| (number, 0)).next();
        }
        let mut places = candidates.map(|(number, document)| {
            if document.id == name {
                return Some((number, 0));
            }
            // A bare word is a document's name and nothing less.
            let place = document.anchor(name).filter(|_| of.is_some())?;
            Some((number, place))
        });
        places.find_map(|place| place)
    }

    /// The file of this name, whatever its folder and ending.
    fn file_named(&self, name: &str) -> Option<usize> {
        let wanted = source::stem(name);
        self.files
            .iter()
            .position(|file| source::stem(&file.name) == wanted)
    }

    /// What was read of a file.
    pub fn opened(&self, file: usize) -> Option<&Opened> {
        match &self.files.get(file)?.state {
            State::Open(opened) => Some(opened),
            State::Waiting | State::Failed(_) => None,
        }
    }
}
