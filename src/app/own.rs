//! The reader's own notes: writing, highlighting, changing, deleting, taking back; and having them kept.
//!
//! Every change is at once in the document and on its way to a file. What cannot be written stays and is tried again. Knows
//! nothing of where the files are.

use crate::command::{Command, Noting};
use crate::document::{AnnotationId, Document, DocumentId, NoteId, Pen, Span, Stratum};
use crate::keymap::Context;
use crate::library::{Library, Opened};
use crate::notes::{Edit, Note, Notebook, Quotation, Subject, identity, notebook, title_of};

use super::message::{Said, complain, say};
use super::overlay::Overlay;
use super::overlay::editor::{Editor, Writing};
use super::overlay::picker::Purpose;
use super::own_list::{self, beginning};
use super::pane::{Pane, relocate, selection};
use super::{App, Effect, Job, hints};

/// Words of a quotation in a title: enough to tell which.
const WORDS_IN_A_TITLE: usize = 60;

/// Changes to the own notes on a document that are to be kept in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keeping {
    /// The document.
    pub document: DocumentId,
    /// What its file calls it, if the file holds several.
    pub name: Option<String>,
    /// Its title.
    pub title: String,
    /// What it is known by, however its file is called.
    pub identity: String,
    /// The changes.
    pub edits: Vec<Edit>,
    /// When they are to be written.
    pub when: When,
}

/// When changes are to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Now.
    Now,
    /// In a while: they could not be written just now.
    InAWhile,
    /// Now, for the last time: the program ends.
    AtLast,
}

/// What a file of own notes holds after it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The file's name.
    pub file: String,
    /// Its notes on the document.
    pub notes: Vec<Note>,
}

/// A text to be written in the user's own editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What is being written.
    pub writing: Writing,
    /// The text so far.
    pub text: String,
    /// The words that it is about.
    pub passage: String,
}

/// Does something with own notes.
pub(super) fn perform(app: &mut App, noting: Noting, effects: &mut Vec<Effect>) -> Said {
    match noting {
        Noting::Write => write(app),
        Noting::WriteLong => write_long(app, effects),
        Noting::OnDocument => write_on_document(app),
        Noting::Delete => delete(app, effects),
        Noting::Undo => undo(app, effects),
        Noting::Confirm => confirm(app, effects),
        Noting::List => list(app),
        Noting::Order => next_order(app),
    }
}

/// Opens the editor: on the own note in focus, or for a new one.
fn write(app: &mut App) -> Said {
    match begin(app) {
        Ok(writing) => open(app, writing),
        Err(said) => said,
    }
}

/// Opens the editor for a note on the document as a whole.
fn write_on_document(app: &mut App) -> Said {
    if let Some(said) = not_yet(app) {
        return said;
    }
    open(app, Writing::OnDocument)
}

/// Has a note written in the user's own editor: the one being written, or as [`write()`] would.
fn write_long(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    let (writing, text) = match &app.overlay {
        Some(Overlay::Editor(editor)) => (editor.writing, editor.text().to_owned()),
        _ => match begin(app) {
            Ok(writing) => (writing, typed_of(app, writing)),
            Err(said) => return said,
        },
    };
    app.overlay = None;
    let passage = passage(app, writing);
    effects.push(Effect::Write(Draft {
        writing,
        text,
        passage,
    }));
    None
}

/// What is to be written; or why nothing can be.
fn begin(app: &App) -> Result<Writing, Said> {
    if let Some(said) = not_yet(app) {
        return Err(said);
    }
    if let Some(number) = in_focus(&app.pane) {
        return Ok(Writing::Again(number));
    }
    let document = app.document().ok_or(None)?;
    let span = selection::subject(&app.pane, document);
    span.map(Writing::On)
        .ok_or_else(|| say("there are no words here"))
}

/// Why no notes can be made now, if they cannot.
fn not_yet(app: &App) -> Option<Said> {
    let opened = app.library.opened(app.pane.id().file);
    match opened {
        None => Some(say("nothing is open")),
        Some(opened) if opened.part.is_some() => Some(say(
            "the rest of the file is still being read; notes can be made then",
        )),
        Some(_) => None,
    }
}

/// The own note in focus.
fn in_focus(pane: &Pane) -> Option<NoteId> {
    let desk = pane.desk();
    let id = desk.note.map(|note| note.annotation).or(desk.focus)?;
    id.note()
        .filter(|_| id.stratum == Stratum::Own && desk.selection.is_none())
}

/// The text of what is to be written: as it is kept, or as it was given up.
fn typed_of(app: &App, writing: Writing) -> String {
    let draft = app
        .draft
        .as_ref()
        .filter(|(of, _)| *of == (app.pane.id(), writing));
    draft.map_or_else(|| kept_of(app, writing), |(_, text)| text.clone())
}

fn kept_of(app: &App, writing: Writing) -> String {
    let Writing::Again(number) = writing else {
        return String::new();
    };
    let notebook = app.library.notebook(app.pane.id());
    let kept = notebook.and_then(|notebook| notebook.get(number));
    kept.map_or_else(String::new, |kept| kept.note.typed())
}

/// The words that a note is about.
fn passage(app: &App, writing: Writing) -> String {
    let words = match writing {
        Writing::On(span) => app
            .document()
            .map(|document| document.slice(span).to_owned()),
        Writing::OnDocument => None,
        Writing::Again(number) => {
            let notebook = app.library.notebook(app.pane.id());
            let kept = notebook.and_then(|notebook| notebook.get(number));
            kept.and_then(|kept| Some(kept.note.quotation()?.exact.clone()))
        }
    };
    words.unwrap_or_default()
}

fn open(app: &mut App, writing: Writing) -> Said {
    let words = passage(app, writing);
    let title = if words.is_empty() {
        "Note on the document".to_owned()
    } else {
        format!("Note on “{}”", beginning(&words, WORDS_IN_A_TITLE))
    };
    let (before, text) = (kept_of(app, writing), typed_of(app, writing));
    app.overlay = Some(Overlay::Editor(Editor::new(writing, title, before, text)));
    None
}

/// Takes in what was written.
pub(super) fn finish(
    app: &mut App,
    writing: Writing,
    typed: &str,
    effects: &mut Vec<Effect>,
) -> Said {
    app.draft = None;
    let id = app.pane.id();
    let mut note = match writing {
        Writing::Again(number) => {
            let notebook = app.library.notebook(id)?;
            notebook.get(number)?.note.clone()
        }
        Writing::On(span) => new_note(app, Some(span))?,
        Writing::OnDocument => new_note(app, None)?,
    };
    let before = note.clone();
    note.write(typed);
    let says_nothing = note.text.is_empty() && note.tags.is_empty();
    if says_nothing && note.pen.is_none() {
        return match writing {
            Writing::Again(number) => remove(app, number, effects),
            Writing::On(_) | Writing::OnDocument => say("nothing was written"),
        };
    }
    if note == before {
        return None;
    }
    let number = put(app, note, effects)?;
    focus_on(app, number);
    None
}

/// A note on some words, or on the document; the highlight that is there already, if one is.
fn new_note(app: &mut App, span: Option<Span>) -> Option<Note> {
    let id = app.pane.id();
    let there = span.and_then(|span| app.library.notebook(id)?.on(span));
    if let Some(kept) = there.filter(|kept| kept.note.text.is_empty()) {
        return Some(kept.note.clone());
    }
    let name = app.names.make();
    let document = app.document()?;
    let subject = match span {
        Some(span) => Subject::Quotation(Quotation::of(document.edition_text(), span)),
        None => Subject::Document,
    };
    Some(Note {
        id: name,
        subject,
        document: name_in_file(&app.library, id),
        ..Note::default()
    })
}

/// What a file calls one of its documents, if it holds several.
fn name_in_file(library: &Library, id: DocumentId) -> Option<String> {
    let opened = library.opened(id.file)?;
    let is_one_of_several = opened.reading.documents.len() > 1;
    library
        .document(id)
        .filter(|_| is_one_of_several)
        .map(|document| document.id.clone())
}

/// Keeps what was being written, for the editor was given up.
pub(super) fn give_up(app: &mut App, writing: Writing, text: &str) -> Said {
    app.draft = Some(((app.pane.id(), writing), text.to_owned()));
    say("given up; what you wrote is there again when you write on the same words")
}

/// Highlights the words selected or in focus, or the sentence. The same pen again takes the highlight away.
pub(super) fn highlight(app: &mut App, pen: Pen, effects: &mut Vec<Effect>) -> Said {
    if let Some(said) = not_yet(app) {
        return said;
    }
    let id = app.pane.id();
    let span = selection::subject(&app.pane, app.document()?);
    let there = in_focus(&app.pane).or_else(|| Some(app.library.notebook(id)?.on(span?)?.number));
    let mut note = match there {
        Some(number) => app.library.notebook(id)?.get(number)?.note.clone(),
        None => new_note(app, Some(span?))?,
    };
    note.pen = if note.pen == Some(pen) {
        None
    } else {
        Some(pen)
    };
    let is_nothing = note.pen.is_none() && note.text.is_empty() && note.tags.is_empty();
    if let Some(number) = there.filter(|_| is_nothing) {
        return remove(app, number, effects);
    }
    let words = note.quotation().map_or_else(String::new, |quotation| {
        beginning(&quotation.exact, WORDS_IN_A_TITLE)
    });
    let what = note.pen.map_or("no longer highlighted".to_owned(), |pen| {
        format!("highlighted with pen {pen}")
    });
    put(app, note, effects)?;
    say(format!("“{words}” {what}"))
}

/// Deletes the own note in focus.
fn delete(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    let id = app.pane.id();
    let selected = app.pane.desk().selection;
    let at = selected.and_then(|selection| app.library.notebook(id)?.on(selection.span));
    match in_focus(&app.pane).or(at.map(|kept| kept.number)) {
        Some(number) => remove(app, number, effects),
        None => say("no note of yours is in focus"),
    }
}

fn remove(app: &mut App, number: NoteId, effects: &mut Vec<Effect>) -> Said {
    change(app, effects, |notebook, document| {
        notebook.remove(number, &notebook::anchors(document));
    });
    let key = (app.keymap).key_of(Context::Reader, Command::Own(Noting::Undo));
    say(format!("deleted{}", hints::behind(key, "brings it back")))
}

/// Takes the last change of the notes on this document back.
fn undo(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    let undone = change(app, effects, |notebook, document| {
        notebook.undo(&notebook::anchors(document))
    });
    match undone.flatten() {
        None => say("no note has been changed"),
        Some(number) => {
            if let Some(number) = number {
                focus_on(app, number);
            }
            say("taken back")
        }
    }
}

/// Confirms the place of the note in focus.
fn confirm(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    let Some(number) = in_focus(&app.pane) else {
        return say("no note of yours is in focus");
    };
    let is_done = change(app, effects, |notebook, document| {
        notebook.confirm(
            number,
            document.edition_text(),
            &notebook::anchors(document),
        )
    });
    if is_done == Some(true) {
        say("confirmed: the note quotes the words as they are now")
    } else {
        say("the words of this note have not changed")
    }
}

/// Opens the list of own notes.
fn list(app: &mut App) -> Said {
    let notes = own_list::notes(&app.pane, &app.library, app.notes_order);
    let key = (app.keymap).key_of(Context::Reader, Command::Own(Noting::Write));
    let how = hints::behind(key, "writes one");
    app.list(notes, &format!("you have no notes on this document{how}"))
}

/// Orders the list of own notes by the next of place, time and tag.
fn next_order(app: &mut App) -> Said {
    let Some(Overlay::List(before)) = app.overlay.as_ref() else {
        return None;
    };
    if before.purpose != Purpose::Notes {
        return None;
    }
    app.notes_order = app.notes_order.next();
    let mut list = own_list::notes(&app.pane, &app.library, app.notes_order)?;
    list.retype(&before.typed, 0);
    app.overlay = Some(Overlay::List(list));
    say(format!("notes by {}", app.notes_order))
}

/// Adds or changes a note.
fn put(app: &mut App, mut note: Note, effects: &mut Vec<Effect>) -> Option<NoteId> {
    // Whoever writes it knows the time.
    note.changed = None;
    change(app, effects, |notebook, document| {
        notebook.put(note, &notebook::anchors(document))
    })
}

/// Changes the notes on the document that is read, and has them kept.
fn change<T>(
    app: &mut App,
    effects: &mut Vec<Effect>,
    edit: impl FnOnce(&mut Notebook, &Document) -> T,
) -> Option<T> {
    let id = app.pane.id();
    let result = app.library.edit_notebook(id, edit);
    app.pane.desk_mut().selection = None;
    relocate::renew_notes(&mut app.pane, &app.library, id);
    keep(app, id, When::Now, effects);
    result
}

/// Puts an own note in focus.
fn focus_on(app: &mut App, number: NoteId) {
    let id = AnnotationId::of_note(Stratum::Own, number);
    let is_there = app.document().is_some_and(|document| document.has(id));
    if is_there {
        app.pane.desk_mut().focus = Some(id);
    }
}

/// Asks for the changes of a document's notes to be written, unless that is being done.
fn keep(app: &mut App, id: DocumentId, when: When, effects: &mut Vec<Effect>) {
    let name = name_in_file(&app.library, id);
    let sent = app.library.edit_notebook(id, |notebook, document| {
        let edits = notebook.send()?;
        Some(keeping(id, name, document, edits, when))
    });
    effects.extend(
        sent.flatten()
            .map(|keeping| Effect::Work(Job::Keep(keeping))),
    );
}

fn keeping(
    id: DocumentId,
    name: Option<String>,
    document: &Document,
    edits: Vec<Edit>,
    when: When,
) -> Keeping {
    Keeping {
        document: id,
        name,
        title: title_of(document).to_owned(),
        identity: identity(document),
        edits,
        when,
    }
}

/// Takes in what became of writing.
pub(super) fn take_in(
    app: &mut App,
    id: DocumentId,
    result: Result<Held, String>,
    effects: &mut Vec<Effect>,
) {
    match result {
        Ok(held) => {
            let mut was_failing = false;
            app.library.edit_notebook(id, |notebook, document| {
                was_failing = notebook.trouble.is_some();
                notebook.settle(held.notes, &notebook::anchors(document));
            });
            relocate::renew_notes(&mut app.pane, &app.library, id);
            if was_failing {
                app.message = say(format!("your notes are kept now, in {}", held.file));
            }
            keep(app, id, When::Now, effects);
        }
        Err(reason) => {
            app.library
                .edit_notebook(id, |notebook, _| notebook.fail(reason.clone()));
            app.message = complain(format!(
                "not kept: {reason}; it stays here and is tried again"
            ));
            keep(app, id, When::InAWhile, effects);
        }
    }
}

/// How many changes are in no file because writing failed.
pub fn in_trouble(library: &Library) -> usize {
    let files = library.files().filter_map(|(_, file)| file.state.opened());
    let notebooks = files.flat_map(Opened::notebooks);
    let failing = notebooks.filter(|(_, notebook)| notebook.trouble.is_some());
    failing.map(|(_, notebook)| notebook.unsaved()).sum()
}

/// Ends the program; asks once before notes are left behind that no file holds.
pub(super) fn quit(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    let unsaved = in_trouble(&app.library);
    if unsaved > 0 && !app.is_leaving {
        app.is_leaving = true;
        let what = if unsaved == 1 {
            "1 change of your notes is".to_owned()
        } else {
            format!("{unsaved} changes of your notes are")
        };
        return complain(format!(
            "{what} in no file; quit again to have the notes written to standard error"
        ));
    }
    effects.push(Effect::Quit);
    None
}

/// Takes in what was written in the user's own editor; or why nothing was.
pub(super) fn take_written(
    app: &mut App,
    draft: &Draft,
    written: Result<String, String>,
    effects: &mut Vec<Effect>,
) {
    app.message = match written {
        Ok(text) => finish(app, draft.writing, &text, effects),
        Err(reason) => {
            give_up(app, draft.writing, &draft.text);
            complain(reason)
        }
    };
}

/// What is still to be written when the program ends.
pub fn at_last(library: &Library) -> Vec<Keeping> {
    let mut all = Vec::new();
    for (file, of) in library.files() {
        let Some(opened) = of.state.opened() else {
            continue;
        };
        for (number, notebook) in opened.notebooks() {
            let id = DocumentId { file, number };
            if let Some(document) = library.document(id).filter(|_| notebook.unsaved() > 0) {
                let edits = notebook.pending().to_vec();
                let name = name_in_file(library, id);
                all.push(keeping(id, name, document, edits, When::AtLast));
            }
        }
    }
    all
}
