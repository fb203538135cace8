//! Writing a document in the native format, so that it reads back as the same document.
//!
//! Every way of writing is tried in turn, the friendliest first, and the first that reads back without a difference is
//! taken: the archives' brackets where they say the same, then braces alone; points as they are recognised, then marked.
//! Knows nothing of the format that the document was read from, nor of files.

mod blocks;
mod events;
mod friendly;
mod front;

use std::collections::HashSet;

use crate::document::{AnnotationId, Document};
use crate::source::{Decoded, native as reader};

/// How much of the text is protected from being read as marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escapes {
    /// What only braces and references need: brackets mean nothing.
    Braces,
    /// Brackets too, and question marks before words.
    Brackets,
    /// Every punctuation mark of ASCII.
    Everything,
}

/// A way of writing a document.
#[derive(Debug, Clone)]
struct Plan {
    escapes: Escapes,
    /// Whether points are marked, because they would be recognised otherwise than they are.
    marks_points: bool,
    /// The annotations written as the source printed them.
    friendly: HashSet<AnnotationId>,
}

/// Writes a document in the native format.
///
/// Where no way of writing reads back as the same document (it has an empty paragraph, which the format cannot say), the
/// plainest is taken.
pub fn native(document: &Document) -> String {
    let friendly = friendly::friendly(document);
    let mut text = String::new();
    for escapes in [Escapes::Brackets, Escapes::Everything, Escapes::Braces] {
        for marks_points in [false, true] {
            let friendly = match escapes {
                Escapes::Braces => HashSet::new(),
                Escapes::Brackets | Escapes::Everything => friendly.clone(),
            };
            text = write(
                document,
                &Plan {
                    escapes,
                    marks_points,
                    friendly,
                },
            );
            if read(&text) == *document {
                return text;
            }
        }
    }
    text
}

fn write(document: &Document, plan: &Plan) -> String {
    let mut text = front::front(document, plan);
    blocks::write(document, plan, &mut text);
    text
}

/// Reads back what was written.
fn read(text: &str) -> Document {
    let reading = reader::read("", Decoded::utf8(text), Vec::new());
    reading.documents.into_iter().next().unwrap_or_default()
}

#[cfg(test)]
mod tests;
