//! Asking all files and folders at once: the query in the status line, and the hits that come back.
//!
//! The query is looked up beside the loop, in an index that this module knows nothing of: it asks, and takes the answer.

use crate::document::{DocumentId, Place};

use super::Typing;
use super::picker::{Entry, Picker, Purpose, Target};

/// The prompt for a query to everything that was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Everywhere {
    /// What was typed.
    pub typed: String,
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits, in the order of the documents' dates; only the first if there are very many.
    pub hits: Vec<FoundHit>,
    /// How many hits there are in all.
    pub total: usize,
    /// In how many documents.
    pub documents: usize,
    /// What is wrong in the query, or why it could not be looked up.
    pub trouble: Option<String>,
}

/// A place that a query found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundHit {
    /// The document.
    pub document: DocumentId,
    /// The place in its text; the start for a hit in its metadata.
    pub place: Place,
    /// The words with those before and behind them.
    pub words: String,
    /// Date and title of the document, and the part of it if that is not the main text.
    pub of: String,
}

impl Everywhere {
    /// Types.
    pub fn type_in(&mut self, typing: Typing) {
        typing.change(&mut self.typed);
    }
}

impl Found {
    /// The hits as a list.
    pub fn list(&self) -> Picker {
        let entry = |hit: &FoundHit| Entry {
            address: String::new(),
            label: hit.words.clone(),
            aside: hit.of.clone(),
            depth: 0,
            target: Target::Document(hit.document, hit.place),
        };
        Picker::new(Purpose::Hits, self.hits.iter().map(entry).collect(), 0)
    }

    /// How much was found.
    pub fn summary(&self) -> String {
        let of = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let found = format!(
            "{} in {}",
            of(self.total, "hit", "hits"),
            of(self.documents, "document", "documents")
        );
        if self.hits.len() < self.total {
            format!("{found}; the first {} are listed", self.hits.len())
        } else {
            found
        }
    }
}
