//! Notes that stand beside a text and find their place in it again: a commentary's and the reader's own.
//!
//! Knows nothing of files, formats or screens.
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

mod anchor;

pub use anchor::{Anchors, Found, Quotation};
