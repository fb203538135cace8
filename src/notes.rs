//! Notes that stand beside a text and find their place in it again: a commentary's and the reader's own.
//!
//! [`anchor`] finds quotations, [`note`] is what a note says, [`edit`] changes a file of notes, [`notebook`] holds the
//! reader's own notes on one document. Knows nothing of where files are, nor of screens.

pub mod anchor;
pub mod edit;
mod identity;
pub mod note;
pub mod notebook;

pub use anchor::{Anchors, Found, Quotation};
pub use edit::Edit;
pub use identity::{Names, identity, title_of};
pub use note::{Note, Subject};
pub use notebook::{Kept, Notebook};
