//! Identities: of a file among those that are open, of a document, and of the parts of one document.
//!
//! Knows nothing of what the parts are, so that every other file of the model may use it.

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

/// Which annotation of a document, counted from 0 in the order of their spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnnotationId(pub usize);

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
