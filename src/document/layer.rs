//! Layers: families of annotations that the reader switches as one.
//!
//! Which kind of annotation belongs to which layer stands in the table of kinds ([`Traits`](super::Traits)).

use strum::{Display, EnumCount, EnumIter, EnumMessage, EnumString, IntoStaticStr};

/// A family of annotations that the reader switches as one.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumCount,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Layer {
    /// Additions, deletions, substitutions and inscriptions by a hand
    Handwriting,
    /// Words put in by the editor or translator
    Supplied,
    /// Unclear readings, gaps, illegible, withheld or redacted text
    Uncertain,
    /// Footnotes, source notes, translator’s and editor’s notes
    Notes,
    /// Corrected, regularised and expanded spellings
    Regularised,
    /// Apparatus: what the witnesses read
    Variants,
    /// Stamps, letterheads, pre-printed text, classification
    Form,
    /// Page, column and line numbers
    Breaks,
    /// Persons, places, terms
    Names,
    /// Commentary from a file of notes beside the document
    Commentary,
    /// The reader’s own notes
    Own,
}

impl Layer {
    /// Whether what it holds is words put into the text or taken out of it; the others only speak of the text.
    pub fn changes_text(self) -> bool {
        match self {
            Self::Handwriting
            | Self::Supplied
            | Self::Uncertain
            | Self::Regularised
            | Self::Variants
            | Self::Form => true,
            Self::Notes | Self::Breaks | Self::Names | Self::Commentary | Self::Own => false,
        }
    }

    /// The letter that stands for the layer: on its key and in the margin.
    pub fn letter(self) -> char {
        match self {
            Self::Handwriting => 'h',
            Self::Supplied => 's',
            Self::Uncertain => 'u',
            Self::Notes => 'n',
            Self::Regularised => 'r',
            Self::Variants => 'v',
            Self::Form => 'f',
            Self::Breaks => 'b',
            Self::Names => 'p',
            Self::Commentary => 'c',
            Self::Own => 'o',
        }
    }
}
