//! Notes that stand beside a text and find their place in it again: a commentary's and the reader's own.
//!
//! Knows nothing of files, formats or screens.

mod anchor;

pub use anchor::{Anchors, Found, Quotation};
