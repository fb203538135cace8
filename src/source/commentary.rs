//! The commentary: `NAME.notes.toml` beside a document, notes anchored by quotation so that they survive corrections of
//! the text.
//!
//! A quotation that is not found, or is found more than once, is a problem; it is never guessed. Knows nothing of files.

mod read;

pub use read::read;

use strum::IntoEnumIterator;

use crate::document::{
    self, Annotation, Attached, Content, Document, FieldName, FlowId, NoteId, Span, Stratum,
};
use crate::notes::{Anchors, Found, Note, Subject};
use crate::problem::{self, Problem};

/// A commentary as written, or a file of the reader's own notes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commentary {
    /// Whether it is the reader's own notes.
    pub is_own: bool,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was written or last revised, in EDTF.
    pub date: Option<String>,
    /// Its notes.
    pub notes: Vec<Note>,
    /// The works it rests on, one entry each, as a bibliography prints them.
    pub bibliography: Vec<String>,
}

impl Commentary {
    /// Who wrote a note, and when, as far as either is said.
    fn responsibility(&self, note: &Note) -> Option<String> {
        let author = note.author.as_ref().or(self.author.as_ref());
        let said: Vec<&str> = (author.into_iter().chain(&note.date))
            .map(String::as_str)
            .collect();
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// The commentary's title page and bibliography, if it has one, as a note on the document's end.
    fn colophon(&self, end: document::Place) -> Option<Attached> {
        if self.bibliography.is_empty() {
            return None;
        }
        let said: Vec<&str> = [&self.title, &self.author, &self.date]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let mut paragraphs = vec![format!("{}.", said.join(", "))];
        paragraphs.retain(|heading| heading.len() > 1);
        paragraphs.extend(self.bibliography.iter().cloned());
        let content = Content::Comment {
            about: None,
            note: document::Note::default(),
        };
        let mut annotation = Annotation::new(content, Span::at(end));
        annotation.by.responsibility.clone_from(&self.author);
        // Behind every note, whose numbers are their places in the file.
        let number = u32::try_from(self.notes.len()).unwrap_or(u32::MAX);
        Some(Attached {
            id: NoteId(number),
            annotation,
            paragraphs,
        })
    }
}

/// Attaches a commentary's notes to a document, and its bibliography as a note on the end. A note whose place cannot
/// be told is a problem at its place in the commentary's file, and stays out.
pub fn attach(document: &mut Document, commentary: &Commentary) -> Vec<Problem> {
    let mut problems = Vec::new();
    let anchors = Anchors::new(document.edition_text(), document.main_flow().span);
    let mut notes = Vec::new();
    for (number, note) in (0..).zip(&commentary.notes) {
        match place(note, &anchors) {
            Ok(place) => {
                let (span, about, remark) = match place {
                    Place::Quoted(span) => (span, None, None),
                    Place::Field(field) => (Span::at(0), Some(field), None),
                    Place::Document => (Span::at(0), None, None),
                    Place::Moved(span) => {
                        problems.push(moved(document, note, span));
                        (span, None, Some("moved: confirm?".to_owned()))
                    }
                };
                let content = Content::Comment {
                    about,
                    note: document::Note::default(),
                };
                let mut annotation = Annotation::new(content, span);
                annotation.remark = remark;
                annotation.by.responsibility = commentary.responsibility(note);
                notes.push(Attached {
                    id: NoteId(number),
                    annotation,
                    paragraphs: note.body(),
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    let end = document.flow_text(FlowId::MAIN).len();
    notes.extend(commentary.colophon(end));
    document.attach(Stratum::Commentary, notes);
    problems
}

/// That a note's words are no longer as they were quoted.
fn moved(document: &Document, note: &Note, span: Span) -> Problem {
    let now = document.slice(span).replace('\n', " ");
    let problem = Problem::new(
        note.span,
        format!("the document no longer reads as it is quoted here; the note is shown at `{now}`"),
    );
    problem
        .hint("if it belongs there, quote the words, and what stands round them, as they are now")
}

/// What a note is about, found in a document.
enum Place {
    /// These words, as they were quoted.
    Quoted(Span),
    /// In all likelihood these words; they or what stands round them have changed since.
    Moved(Span),
    /// A field of the metadata.
    Field(FieldName),
    /// The document as a whole.
    Document,
}

/// What a note is about.
fn place(note: &Note, anchors: &Anchors<'_>) -> Result<Place, Problem> {
    match &note.subject {
        Subject::Field(field) => field.parse().map(Place::Field).map_err(|_| {
            let problem = Problem::new(note.span, format!("there is no field `{field}`"));
            let fields: Vec<&str> = FieldName::iter().map(Into::into).collect();
            match problem::nearest(field, fields.iter().copied()) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem.hint(format!("fields are {}", fields.join(", "))),
            }
        }),
        Subject::Document => Ok(Place::Document),
        Subject::Quotation(quotation) => match anchors.find(quotation) {
            Found::Exact(span) => Ok(Place::Quoted(span)),
            Found::Moved(span) => Ok(Place::Moved(span)),
            Found::Never => Err(Problem::new(
                note.span,
                format!("`{}` is not in the document", quotation.exact),
            )
            .hint("quote the running text exactly, without editorial marks")),
            Found::Often(count) => Err(Problem::new(
                note.span,
                format!("`{}` is in the document {count} times", quotation.exact),
            )
            .hint("add `before` or `after`: what stands before or after the place that is meant")),
        },
    }
}
