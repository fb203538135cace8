//! The reader's own notes on one document: which there are, where they stand, what of them is not kept in their file yet,
//! and what was changed last.
//!
//! Knows nothing of files: what is to be written there is a list of [`Edit`]s, and whoever writes them hands back what the
//! file then holds.

use std::collections::HashMap;

use super::anchor::{Anchors, Found, Quotation};
use super::edit::Edit;
use super::note::{Note, Subject};
use crate::document::{self, Annotation, Attached, Content, Document, NoteId, Span};

/// The most changes that can be taken back; more are forgotten, the oldest first.
const MOST_UNDONE: usize = 1_000;

/// What the margin says before a note whose words have changed.
pub const MOVED: &str = "moved: confirm?";

/// The own notes on a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notebook {
    kept: Vec<Kept>,
    /// The next number; none is used twice.
    next: u32,
    /// What is not in the file yet, oldest first; the first `sent` of it is being written.
    pending: Vec<Edit>,
    sent: usize,
    /// What takes the last changes back, the last change last.
    undo: Vec<Edit>,
    /// Why the file could not be written, if the last attempt failed.
    pub trouble: Option<String>,
}

/// A note and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number while the program runs.
    pub number: NoteId,
    /// The note.
    pub note: Note,
    /// Where its words stand. A note on the whole document is found at its start.
    pub found: Found,
}

impl Kept {
    /// Where it stands in the text, if it stands anywhere.
    pub fn span(&self) -> Option<Span> {
        match self.found {
            Found::Exact(span) | Found::Moved(span) => Some(span),
            Found::Often(_) | Found::Never => None,
        }
    }

    /// Whether its words have changed and nobody has confirmed its place.
    pub fn is_moved(&self) -> bool {
        matches!(self.found, Found::Moved(_))
    }
}

/// The text of a document to which notes are anchored.
pub fn anchors(document: &Document) -> Anchors<'_> {
    Anchors::new(document.edition_text(), document.main_flow().span)
}

impl Notebook {
    /// The notes of a file.
    pub fn new(notes: Vec<Note>, anchors: &Anchors<'_>) -> Self {
        let mut notebook = Self::default();
        notebook.renew(notes, anchors);
        notebook
    }

    /// The notes, in the order of their file.
    pub fn notes(&self) -> &[Kept] {
        &self.kept
    }

    /// A note by its number.
    pub fn get(&self, number: NoteId) -> Option<&Kept> {
        self.kept.iter().find(|kept| kept.number == number)
    }

    /// The note whose words are exactly these.
    pub fn on(&self, span: Span) -> Option<&Kept> {
        (self.kept.iter()).find(|kept| kept.note.quotation().is_some() && kept.span() == Some(span))
    }

    /// Adds a note, or changes the one of the same identifier.
    pub fn put(&mut self, note: Note, anchors: &Anchors<'_>) -> NoteId {
        self.change(Edit::Put(Box::new(note)), anchors)
    }

    /// Removes a note.
    pub fn remove(&mut self, number: NoteId, anchors: &Anchors<'_>) {
        if let Some(id) = self.get(number).map(|kept| kept.note.id.clone()) {
            self.change(Edit::Remove(id), anchors);
        }
    }

    /// Takes the last change back. The note that it was about, if it is there now; `None` if nothing was changed.
    pub fn undo(&mut self, anchors: &Anchors<'_>) -> Option<Option<NoteId>> {
        let edit = self.undo.pop()?;
        let is_there = matches!(edit, Edit::Put(_));
        let number = self.do_edit(&edit, anchors);
        self.pending.push(edit);
        Some(number.filter(|_| is_there))
    }

    /// Takes a note whose words have changed as standing where it was found: it then quotes the text as it is now.
    pub fn confirm(&mut self, number: NoteId, text: &str, anchors: &Anchors<'_>) -> bool {
        let Some(kept) = self.get(number).filter(|kept| kept.is_moved()) else {
            return false;
        };
        let mut note = kept.note.clone();
        let span = kept.span().unwrap_or_default();
        note.subject = Subject::Quotation(Quotation::of(text, span));
        note.changed = None;
        self.put(note, anchors);
        true
    }

    /// How many changes are in no file yet.
    pub fn unsaved(&self) -> usize {
        self.pending.len()
    }

    /// All changes that are in no file yet.
    pub fn pending(&self) -> &[Edit] {
        &self.pending
    }

    /// What is to be written now, if anything is and nothing is being written.
    pub fn send(&mut self) -> Option<Vec<Edit>> {
        if self.sent > 0 || self.pending.is_empty() {
            return None;
        }
        self.sent = self.pending.len();
        Some(self.pending.clone())
    }

    /// What was sent is written: these notes are in the file now, others' among them.
    pub fn settle(&mut self, notes: Vec<Note>, anchors: &Anchors<'_>) {
        self.pending.drain(..self.sent);
        self.sent = 0;
        self.trouble = None;
        self.renew(notes, anchors);
        for edit in self.pending.clone() {
            self.do_edit(&edit, anchors);
        }
    }

    /// What was sent could not be written; it stays.
    pub fn fail(&mut self, reason: String) {
        self.sent = 0;
        self.trouble = Some(reason);
    }

    /// The notes as annotations of the document: those that stand somewhere.
    pub fn attached(&self) -> Vec<Attached> {
        let attached = self.kept.iter().filter_map(|kept| {
            let content = Content::OwnNote {
                pen: kept.note.pen.map(|pen| pen.to_string()),
                note: document::Note::default(),
            };
            let mut annotation = Annotation::new(content, kept.span()?);
            annotation.remark = match &kept.note.subject {
                Subject::Field(field) => Some(field.clone()),
                Subject::Document => Some("on the document".to_owned()),
                Subject::Quotation(_) => kept.is_moved().then(|| MOVED.to_owned()),
            };
            Some(Attached {
                id: kept.number,
                annotation,
                paragraphs: kept.note.body(),
            })
        });
        attached.collect()
    }

    fn change(&mut self, edit: Edit, anchors: &Anchors<'_>) -> NoteId {
        let id = match &edit {
            Edit::Put(note) => &note.id,
            Edit::Remove(id) => id,
        };
        let before = self.kept.iter().find(|kept| kept.note.id == *id);
        self.undo.push(match before {
            Some(kept) => Edit::Put(Box::new(kept.note.clone())),
            None => Edit::Remove(id.clone()),
        });
        if self.undo.len() > MOST_UNDONE {
            self.undo.remove(0);
        }
        let number = self.do_edit(&edit, anchors);
        self.pending.push(edit);
        number.unwrap_or_default()
    }

    /// Makes an edit in memory. The number of the note that it was about.
    fn do_edit(&mut self, edit: &Edit, anchors: &Anchors<'_>) -> Option<NoteId> {
        match edit {
            Edit::Put(note) => {
                let found = find(note, anchors);
                let note = (**note).clone();
                if let Some(kept) = self.kept.iter_mut().find(|kept| kept.note.id == note.id) {
                    (kept.note, kept.found) = (note, found);
                    return Some(kept.number);
                }
                let number = self.number();
                self.kept.push(Kept {
                    number,
                    note,
                    found,
                });
                Some(number)
            }
            Edit::Remove(id) => {
                let at = self.kept.iter().position(|kept| kept.note.id == *id)?;
                Some(self.kept.remove(at).number)
            }
        }
    }

    /// Takes in what a file holds; a note that was there keeps its number.
    fn renew(&mut self, notes: Vec<Note>, anchors: &Anchors<'_>) {
        let before = std::mem::take(&mut self.kept).into_iter();
        let mut before: HashMap<String, Kept> =
            before.map(|kept| (kept.note.id.clone(), kept)).collect();
        for mut note in notes {
            if note.id.is_empty() {
                note.id = note.known_by_its_words();
            }
            let known = before.remove(&note.id);
            let is_there = |known: &&Kept| known.note.subject == note.subject;
            let found = known.as_ref().filter(is_there).map(|known| known.found);
            let found = found.unwrap_or_else(|| find(&note, anchors));
            let number = known.map_or_else(|| self.number(), |known| known.number);
            self.kept.push(Kept {
                number,
                note,
                found,
            });
        }
    }

    fn number(&mut self) -> NoteId {
        self.next += 1;
        NoteId(self.next - 1)
    }
}

/// Where a note stands.
fn find(note: &Note, anchors: &Anchors<'_>) -> Found {
    match &note.subject {
        Subject::Quotation(quotation) => anchors.find(quotation),
        Subject::Field(_) | Subject::Document => Found::Exact(Span::at(0)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::edit;
    use super::*;

    static TEXT: &str = "The clerk has asked for the lamp. We have no lamp.";

    fn anchors() -> Anchors<'static> {
        Anchors::new(TEXT, Span::new(0, TEXT.len()))
    }

    fn note(id: &str, start: usize, text: &str) -> Note {
        Note {
            id: id.to_owned(),
            subject: Subject::Quotation(Quotation::of(TEXT, Span::new(start, start + 3))),
            text: text.to_owned(),
            ..Note::default()
        }
    }

    fn texts(notebook: &Notebook) -> Vec<&str> {
        notebook
            .notes()
            .iter()
            .map(|kept| kept.note.text.as_str())
            .collect()
    }

    #[test]
    fn changes_are_taken_back_one_by_one() {
        let (mut notebook, anchors) = (Notebook::default(), anchors());
        let first = notebook.put(note("a", 0, "One."), &anchors);
        notebook.put(note("b", 4, "Two."), &anchors);
        notebook.put(note("a", 0, "One, changed."), &anchors);
        notebook.remove(first, &anchors);
        assert_eq!(texts(&notebook), ["Two."]);
        notebook.undo(&anchors);
        assert_eq!(texts(&notebook), ["Two.", "One, changed."]);
        notebook.undo(&anchors);
        notebook.undo(&anchors);
        notebook.undo(&anchors);
        assert_eq!(texts(&notebook), Vec::<&str>::new());
        assert_eq!(notebook.undo(&anchors), None);
        assert_eq!(notebook.unsaved(), 8);
    }

    #[test]
    fn what_was_not_written_stays_and_is_sent_again() {
        let (mut notebook, anchors) = (Notebook::default(), anchors());
        notebook.put(note("a", 0, "One."), &anchors);
        let sent = notebook.send().expect("a change");
        assert_eq!((sent.len(), notebook.send()), (1, None));
        notebook.put(note("b", 4, "Two."), &anchors);
        notebook.fail("the disk is full".to_owned());
        assert_eq!(notebook.send().map(|edits| edits.len()), Some(2));
        notebook.settle(
            vec![
                note("x", 4, "Another's."),
                note("a", 0, "One."),
                note("b", 4, "Two."),
            ],
            &anchors,
        );
        assert_eq!((notebook.unsaved(), notebook.send()), (0, None));
        assert_eq!(texts(&notebook), ["Another's.", "One.", "Two."]);
    }

    proptest! {
        /// Any sequence of changes, failures and programs that end keeps every note: what is in no file is pending, and
        /// writing it makes the file say what the notebook says.
        #[test]
        fn nothing_is_lost(steps in proptest::collection::vec((0..6_u8, 0..4_usize), 0..30)) {
            let anchors = anchors();
            let mut file = edit::new_file("a test");
            let mut expected: HashMap<String, String> = HashMap::new();
            let mut notebook = Notebook::default();
            for (at, (step, which)) in steps.into_iter().enumerate() {
                let id = format!("n{which}");
                let number = notebook.notes().iter().find(|kept| kept.note.id == id).map(|kept| kept.number);
                match step {
                    0 | 1 => {
                        let text = format!("Words {at}.");
                        notebook.put(note(&id, which, &text), &anchors);
                        expected.insert(id, text);
                    }
                    2 => if let Some(number) = number {
                        notebook.remove(number, &anchors);
                        expected.remove(&id);
                    },
                    3 => if notebook.send().is_some() { notebook.fail("full".to_owned()) },
                    // Another program adds a note of its own.
                    4 => {
                        let other = note(&format!("other{at}"), 0, "Another's.");
                        expected.insert(other.id.clone(), other.text.clone());
                        file = edit::apply(&file, &[Edit::Put(Box::new(other))]).expect("TOML");
                    }
                    _ => if let Some(edits) = notebook.send() {
                        file = edit::apply(&file, &edits).expect("TOML");
                        let held = notebook.notes().iter().map(|kept| kept.note.clone()).collect();
                        notebook.settle(held, &anchors);
                    },
                }
            }
            let file = edit::apply(&file, notebook.pending()).expect("TOML");
            for (id, text) in &expected {
                prop_assert!(file.contains(&format!("id = \"{id}\"")) && file.contains(text), "{id} in {file}");
            }
            prop_assert_eq!(file.matches("[[notes]]").count(), expected.len());
        }
    }
}
