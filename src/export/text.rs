//! A document as plain text, as `manicule print` shows it: metadata, the text at a measure, its notes.
//!
//! Knows nothing of whether its reader is a terminal; it is told.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::document::Document;
use crate::view::View;

/// How a document is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// The widest line in columns, notes beside it included; none for lines as long as their paragraphs.
    pub width: Option<u16>,
    /// Where notes stand.
    pub notes: NotesPlacement,
    /// Whether layers are told apart by ANSI styles.
    pub colour: bool,
}

/// Where notes stand.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum NotesPlacement {
    /// In a column to the right, each beside its line.
    Margin,
    /// Under the paragraph that they belong to.
    #[default]
    Below,
    /// After the text.
    End,
    /// Nowhere.
    None,
}

/// The document as text, ending with a line feed.
pub fn text(document: &Document, view: &View, options: TextOptions) -> String {
    let _ = options;
    let blocks = document.flow_blocks(crate::document::FlowId::MAIN);
    blocks
        .map(|block| view.visible_text(document, block) + "\n\n")
        .collect()
}
