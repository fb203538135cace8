//! What comes to the reading room from outside: documents, answers, the text for a preview.

use crate::catalogue::{Hit, Listed};
use crate::document::{FileId, Place};

/// Something new on the shelf.
#[derive(Debug)]
pub enum News {
    /// A file's name.
    Named(FileId, String),
    /// Documents, as the index had them; of a file there may be more.
    Listed(FileId, Vec<Listed>),
    /// All documents of a file that has been read: what was there of it is no more.
    Read(FileId, Vec<Listed>),
    /// The file is gone.
    Gone(FileId),
    /// So many of so many files are dealt with.
    Progress(usize, usize),
    /// All files are dealt with: why some could not be read, and what is to be said of the index.
    Done(Vec<String>, Option<String>),
    /// The documents cannot be listed; why.
    Trouble(String),
}

/// A part of the answer to a query.
#[derive(Debug, Default)]
pub struct Answers {
    /// The documents that answer, by their numbers in the index, each with its hits.
    pub answers: Vec<(i64, Vec<Hit>)>,
    /// How many documents have been looked at by now.
    pub searched: usize,
    /// How many there are to be looked at.
    pub of: usize,
    /// Whether this is the last part.
    pub is_last: bool,
    /// Why the query cannot be looked up.
    pub trouble: Option<String>,
}

/// A stretch of a document's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The document, by its number in the index.
    pub key: i64,
    /// The place that was asked for.
    pub place: Place,
    /// The text round it.
    pub text: String,
    /// Where in the document it begins.
    pub start: Place,
}
