//! Documents as JSON: metadata, the whole buffer, and everything else as byte offsets into it.
//!
//! Knows nothing of views: all that is known of a document is written.

use serde::Serialize;

use crate::document::Document;

/// A problem with the line and the column, both from 1, where it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LocatedProblem {
    /// The file as the user named it.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// The documents and the problems met in reading them as one JSON object, ending with a line feed.
pub fn json(documents: &[&Document], problems: &[LocatedProblem]) -> String {
    let _ = (documents, problems);
    String::new()
}
