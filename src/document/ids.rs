//! Identities: of a file among those that are open, of a document, and of the parts of one document.
//!
//! Knows nothing of what the parts are, so that every other file of the model may use it.

use std::fmt;

use strum::{Display, EnumIter, IntoStaticStr};

/// A file among those that the program was asked to read. It never changes while other files arrive or are let go, and is
/// never given to another file of the same run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A document: which file it stands in, and which document of that file it is, counted from 0 in the file's order.
/// Documents of one file sort in that order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId {
    /// The file.
    pub file: FileId,
    /// The document's number in it.
    pub number: u32,
}

/// Whose annotation it is. The edition's come first.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Stratum {
    /// The edition's own, frozen when the document is made.
    #[default]
    Edition,
    /// Those of a commentary laid beside it.
    Commentary,
    /// The reader's own notes.
    Own,
}

/// Which note of a stratum that can be edited: the same as long as the note is there, whatever other notes are added, edited or
/// removed. Whoever makes the notes numbers them, and gives the number of a removed note to no other while the program runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub u32);

/// Which annotation of a document: the same as long as the annotation is there, whatever else comes and goes. Its order is
/// not that of the text: see [`Document::order`](super::Document::order).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnnotationId {
    /// Whose it is.
    pub stratum: Stratum,
    /// Its number there. The edition's are counted from 0 in the order of the text.
    pub number: u32,
}

impl AnnotationId {
    /// The edition's annotation of this number.
    pub fn edition(number: usize) -> Self {
        Self {
            stratum: Stratum::Edition,
            // More than four thousand million annotations do not fit into memory.
            number: u32::try_from(number).unwrap_or(u32::MAX),
        }
    }

    /// The annotation of a note. The edition has no notes of this kind: of that stratum it is the annotation of the same number.
    pub fn of_note(stratum: Stratum, note: NoteId) -> Self {
        Self {
            stratum,
            number: note.0,
        }
    }

    /// The note that it is, unless it is the edition's.
    pub fn note(self) -> Option<NoteId> {
        match self.stratum {
            Stratum::Edition => None,
            Stratum::Commentary | Stratum::Own => Some(NoteId(self.number)),
        }
    }

    /// Its number, to index with.
    pub(super) fn index(self) -> usize {
        self.number as usize
    }
}

impl fmt::Display for AnnotationId {
    /// A word that is no other annotation's of the document: `a12`, `c3`, `o1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.stratum {
            Stratum::Edition => 'a',
            Stratum::Commentary => 'c',
            Stratum::Own => 'o',
        };
        write!(formatter, "{letter}{}", self.number)
    }
}

/// Which hand of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HandId(pub usize);

/// A group of alternatives: annotations with the same group are versions of one place (TEI `choice`, `subst`, `app`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// Which block of a document, counted from 0 in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(pub usize);

/// Which flow of a document: 0 is the main text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FlowId(pub usize);

impl FlowId {
    /// The main text.
    pub const MAIN: Self = Self(0);
}

/// Which point of a document, counted from 0 in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PointId(pub usize);
