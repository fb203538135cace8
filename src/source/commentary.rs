//! The commentary: `NAME.notes.toml` beside a document, notes anchored by quotation so that they survive corrections of
//! the text.
//!
//! A quotation that is not found, or is found more than once, is a problem; it is never guessed. Knows nothing of files.

mod anchor;
mod read;

pub use read::read;

use crate::document::{self, Annotation, Attached, Content, Document, Span, Stratum};
use crate::problem::{self, Problem};
use anchor::{Anchors, Found};

/// A commentary as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commentary {
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its notes.
    pub notes: Vec<Note>,
}

/// A note of a commentary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub subject: Subject,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// Where its subject stands in the commentary's file.
    pub span: Span,
}

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Words of the text.
    Quotation {
        /// The words.
        quote: String,
        /// What stands before them, as far as it is needed to tell them from others.
        before: String,
        /// What stands after them.
        after: String,
    },
    /// A field of the metadata: `transmission.channel`.
    Field(String),
}

/// The fields of the metadata that a note may be about.
const FIELDS: &[&str] = &[
    "title",
    "genre",
    "summary",
    "record_id",
    "uploaded",
    "languages",
    "dates",
    "transmission",
    "transmission.from",
    "transmission.to",
    "transmission.copies_to",
    "transmission.channel",
    "transmission.number",
    "transmission.classification",
    "transmission.urgency",
    "transmission.sent_by",
    "transmission.sent_at",
    "transmission.received_by",
    "transmission.received_at",
    "archive",
    "archive.repository",
    "archive.reference",
    "archive.parts",
    "edition",
    "edition.contributor",
    "edition.translator",
    "edition.editor",
    "edition.publisher",
    "edition.funder",
    "edition.rights",
];

/// Attaches a commentary's notes to a document. A note whose place cannot be told is a problem at its place in the
/// commentary's file, and stays out.
pub fn attach(document: &mut Document, commentary: &Commentary) -> Vec<Problem> {
    let mut problems = Vec::new();
    let anchors = Anchors::new(document);
    let mut notes = Vec::new();
    for (number, note) in (0..).zip(&commentary.notes) {
        match place(note, &anchors) {
            Ok((span, field)) => {
                let content = Content::Comment {
                    about: field,
                    note: document::Note::default(),
                };
                let mut annotation = Annotation::new(content, span);
                annotation.by.responsibility.clone_from(&commentary.author);
                notes.push(Attached {
                    number,
                    annotation,
                    paragraphs: note.paragraphs.clone(),
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    document.attach(Stratum::Commentary, notes);
    problems
}

/// The stretch of text that a note is about; and the field, if it is about the metadata.
fn place(note: &Note, anchors: &Anchors<'_>) -> Result<(Span, Option<String>), Problem> {
    match &note.subject {
        Subject::Field(field) if FIELDS.contains(&field.as_str()) => {
            Ok((Span::at(0), Some(field.clone())))
        }
        Subject::Field(field) => {
            let problem = Problem::new(note.span, format!("there is no field `{field}`"));
            Err(match problem::nearest(field, FIELDS.iter().copied()) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem.hint(format!("fields are {}", FIELDS.join(", "))),
            })
        }
        Subject::Quotation {
            quote,
            before,
            after,
        } => match anchors.find(quote, before, after) {
            Found::Once(span) => Ok((span, None)),
            Found::Never => Err(Problem::new(
                note.span,
                format!("`{quote}` is not in the document"),
            )
            .hint("quote the running text exactly, without editorial marks")),
            Found::Often(count) => Err(Problem::new(
                note.span,
                format!("`{quote}` is in the document {count} times"),
            )
            .hint("add `before` or `after`: what stands before or after the place that is meant")),
        },
    }
}
