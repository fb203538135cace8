//! Notes that stand beside a text and find their place in it again: a commentary's and the reader's own.
//!
//! [`anchor`] finds quotations, [`note`] is what a note says, [`edit`] changes a file of notes, [`notebook`] holds the
//! reader's own notes on one document. Knows nothing of where files are, nor of screens.
//!
//! ```
//! use manicule::document::Span;
//! use manicule::notes::{Anchors, Found, Quotation};
//!
//! let before = "They met at Yalta and parted at noon.";
//! let quotation = Quotation::of(before, Span::new(12, 17));
//! let after = "At ten they met at Yalta and parted at noon.";
//! let anchors = Anchors::new(after, Span::new(0, after.len()));
//! assert_eq!(anchors.find(&quotation), Found::Exact(Span::new(19, 24)));
//! ```

pub mod anchor;
pub mod edit;
mod identity;
pub mod note;
pub mod notebook;
pub mod web;

pub use anchor::{Anchors, Found, Quotation};
pub use edit::Edit;
pub use identity::{Names, identity, title_of};
pub use note::{Note, Subject};
pub use notebook::{Kept, Notebook};
