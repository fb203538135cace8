//! The files that the program was asked to read, and the documents in them, by identities that never change.
//!
//! A file is loaded when it is wanted and may be let go again; what is known of its documents by then stays known. Knows
//! nothing of folders and threads: who loads a file hands over what came of it.
//!
//! ```
//! use manicule::library::{Library, Opened, State};
//! use manicule::source::Alone;
//!
//! let mut library = Library::of(["letter.txt".to_owned()]);
//! let (file, _) = library.files().next().expect("one was named");
//! assert!(library.want(file));
//! let opened = Opened::read("letter.txt", b"Come soon.".to_vec(), None, &Alone)?;
//! library.arrive(file, State::Open(Box::new(opened)));
//! assert_eq!(library.documents().count(), 1);
//! # Ok::<(), manicule::source::NotText>(())
//! ```

mod card;
mod opened;
mod reference;

pub use card::Card;
pub use opened::{Commentary, Opened, Part};

use crate::document::{Document, DocumentId, FileId};
use crate::notes::Notebook;

/// The files, in the order asked for.
#[derive(Debug, Default)]
pub struct Library {
    files: Vec<File>,
}

/// A file.
#[derive(Debug)]
pub struct File {
    /// Its name, as the user gave it.
    pub name: String,
    /// How far it is.
    pub state: State,
    /// What is known of its documents, also of those of a file that was let go.
    cards: Vec<Card>,
}

/// How far a file is.
#[derive(Debug)]
pub enum State {
    /// Known by name only, or let go.
    Known,
    /// It is being loaded.
    Waiting,
    /// Read, or its beginning is.
    Open(Box<Opened>),
    /// It cannot be had; why.
    Failed(String),
}

impl State {
    /// What was read.
    pub fn opened(&self) -> Option<&Opened> {
        match self {
            Self::Open(opened) => Some(opened),
            Self::Known | Self::Waiting | Self::Failed(_) => None,
        }
    }

    /// Why it cannot be had.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed(reason) => Some(reason),
            Self::Known | Self::Waiting | Self::Open(_) => None,
        }
    }
}

impl Library {
    /// Files by name, none of them read yet.
    pub fn of(names: impl IntoIterator<Item = String>) -> Self {
        let file = |name| File {
            name,
            state: State::Known,
            cards: Vec::new(),
        };
        Self {
            files: names.into_iter().map(file).collect(),
        }
    }

    /// The files, in the order asked for.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &File)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// A file.
    pub fn file(&self, id: FileId) -> Option<&File> {
        self.files.get(index(id))
    }

    /// Gives a file its name; where there is none of this identity yet, there is one then.
    pub fn name(&mut self, id: FileId, name: String) {
        while self.files.len() <= index(id) {
            self.files.push(File {
                name: String::new(),
                state: State::Known,
                cards: Vec::new(),
            });
        }
        if let Some(file) = self.files.get_mut(index(id)) {
            file.name = name;
        }
    }

    /// Lets a file go that has changed on disk, so that it is loaded anew when it is wanted.
    pub fn forget(&mut self, id: FileId) {
        if let Some(file) = self.files.get_mut(index(id))
            && matches!(file.state, State::Failed(_) | State::Open(_))
        {
            file.state = State::Known;
        }
    }

    /// Marks a file as being loaded. False if it is loaded or being loaded already.
    pub fn want(&mut self, id: FileId) -> bool {
        let Some(file) = self.files.get_mut(index(id)) else {
            return false;
        };
        let is_known = matches!(file.state, State::Known);
        if is_known {
            file.state = State::Waiting;
        }
        is_known
    }

    /// Puts a file that was being loaded in its place, or more of one of which the beginning was there. What was there
    /// before is returned if it was replaced. What cannot be had in full stays as far as it was read.
    pub fn arrive(&mut self, id: FileId, state: State) -> Option<Box<Opened>> {
        let file = self.files.get_mut(index(id))?;
        if file.state.opened().is_some() && state.failure().is_some() {
            return None;
        }
        if let Some(opened) = state.opened() {
            file.cards = opened.reading.documents.iter().map(Card::of).collect();
        }
        match std::mem::replace(&mut file.state, state) {
            State::Open(before) => Some(before),
            State::Known | State::Waiting | State::Failed(_) => None,
        }
    }

    /// Lets files go, the first first, until no more than `most` bytes of text are kept; never `kept`, and none that is
    /// still being read.
    pub fn let_go(&mut self, most: usize, kept: &[FileId]) {
        let size = |file: &File| file.state.opened().map_or(0, Opened::size);
        let mut total: usize = self.files.iter().map(size).sum();
        for (id, file) in (0..).map(FileId).zip(&mut self.files) {
            let is_whole = file
                .state
                .opened()
                .is_some_and(|opened| opened.part.is_none());
            if total > most && is_whole && is_saved(file) && !kept.contains(&id) {
                total -= size(file);
                file.state = State::Known;
            }
        }
    }

    /// Why files cannot be had, in their order.
    pub fn failures(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter_map(|file| file.state.failure())
    }

    /// Why there is nothing to read, and never will be: no file can be had.
    pub fn failure(&self) -> Option<&str> {
        let mut reasons = self.files.iter().map(|file| file.state.failure());
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    }

    /// Whether the first of the files that can be had is still being loaded.
    pub fn is_first_waiting(&self) -> bool {
        let mut files = self.files.iter();
        let first = files.find(|file| file.state.failure().is_none());
        first.is_some_and(|file| matches!(file.state, State::Known | State::Waiting))
    }

    /// What was read of a file.
    pub fn opened(&self, id: FileId) -> Option<&Opened> {
        self.file(id)?.state.opened()
    }

    /// A document, if its file is loaded.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        let opened = self.opened(id.file)?;
        opened.reading.documents.get(number(id))
    }

    /// The reader's own notes on a document, if there are any.
    pub fn notebook(&self, id: DocumentId) -> Option<&Notebook> {
        self.opened(id.file)?.notebook(id.number)
    }

    /// Changes the own notes on a document; `None` while its file is not loaded.
    pub fn edit_notebook<T>(
        &mut self,
        id: DocumentId,
        edit: impl FnOnce(&mut Notebook, &Document) -> T,
    ) -> Option<T> {
        match &mut self.files.get_mut(index(id.file))?.state {
            State::Open(opened) => opened.edit_notebook(id.number, edit),
            State::Known | State::Waiting | State::Failed(_) => None,
        }
    }

    /// What is known of a document, whether its file is loaded or not.
    pub fn card(&self, id: DocumentId) -> Option<&Card> {
        self.file(id.file)?.cards.get(number(id))
    }

    /// All documents that are known, in order; those of files that were let go too.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> {
        self.files().flat_map(|(file, of)| {
            (0..)
                .zip(&of.cards)
                .map(move |(number, _)| DocumentId { file, number })
        })
    }

    /// How many documents are known.
    pub fn len(&self) -> usize {
        self.files.iter().map(|file| file.cards.len()).sum()
    }

    /// Whether no document is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many documents stand before one.
    pub fn ordinal(&self, id: DocumentId) -> usize {
        let before = self.files.iter().take(index(id.file));
        before.map(|file| file.cards.len()).sum::<usize>() + number(id)
    }

    /// The document that stands behind so many others.
    pub fn at(&self, ordinal: usize) -> Option<DocumentId> {
        self.documents().nth(ordinal)
    }
}

/// Whether all own notes on the documents of a file are in a file too.
fn is_saved(file: &File) -> bool {
    let mut notebooks = file.state.opened().into_iter().flat_map(Opened::notebooks);
    notebooks.all(|(_, notebook)| notebook.unsaved() == 0)
}

/// Where a file stands in the list.
fn index(id: FileId) -> usize {
    id.0 as usize
}

/// Where a document stands in its file.
fn number(id: DocumentId) -> usize {
    id.number as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Alone;

    fn file(text: &str) -> State {
        let opened = Opened::read("a.txt", text.as_bytes().to_vec(), None, &Alone);
        State::Open(Box::new(opened.expect("text")))
    }

    fn id(file: u32) -> DocumentId {
        DocumentId {
            file: FileId(file),
            number: 0,
        }
    }

    #[test]
    fn a_document_keeps_its_identity_while_files_before_it_arrive() {
        let mut library = Library::of(["a", "b"].map(str::to_owned));
        library.arrive(FileId(1), file("Second.\n"));
        assert_eq!(library.ordinal(id(1)), 0);
        library.arrive(FileId(0), file("First.\n"));
        assert_eq!(library.ordinal(id(1)), 1);
        assert!(
            library
                .document(id(1))
                .is_some_and(|document| document.text().contains("Second"))
        );
    }

    #[test]
    fn what_is_let_go_is_still_counted_and_can_be_wanted_again() {
        let mut library = Library::of(["a", "b", "c"].map(str::to_owned));
        for number in 0..3 {
            assert!(library.want(FileId(number)));
            library.arrive(FileId(number), file("Some words.\n"));
        }
        let size = library.opened(FileId(0)).map_or(0, Opened::size);
        library.let_go(2 * size, &[FileId(0)]);
        let loaded: Vec<bool> = (0..3)
            .map(|file| library.document(id(file)).is_some())
            .collect();
        assert_eq!((loaded, library.len()), (vec![true, false, true], 3));
        assert!(library.want(FileId(1)) && !library.want(FileId(1)) && !library.want(FileId(0)));
    }
}
