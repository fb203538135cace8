//! From the bytes of a file to documents: decoding, recognising the format, one reader for each format.
//!
//! [`read`] is the way in. A reader returns what it understood, its [problems](crate::problem), and a
//! [ledger](ledger::Ledger) that says of every byte of the source what it was taken for. Knows nothing of folders,
//! screens or settings; what a file refers to is fetched through [`Siblings`].
//!
//! A new format is one module here with a function from [`Decoded`] to [`Reading`], and one line in [`read`].

pub mod decode;
pub mod ledger;

pub use decode::Decoded;
pub use ledger::{Class, Entry, Ledger, Tally};

use crate::document::Document;
use crate::problem::Problem;

/// What came of reading one file.
#[derive(Debug)]
pub struct Reading {
    /// The source as decoded text; problems and ledger refer to it.
    pub decoded: Decoded,
    /// The documents in it, in order; at least one.
    pub documents: Vec<Document>,
    /// What could not be taken as it stands, in the order of the source.
    pub problems: Vec<Problem>,
    /// What every stretch of the source was taken for.
    pub ledger: Ledger,
}

/// Where a reader gets the other files that its file refers to (`xi:include`): by relative name, within the folder opened.
pub trait Siblings {
    /// The bytes of the file of this relative name, or why it cannot be had.
    fn fetch(&self, relative: &str) -> Result<Vec<u8>, String>;
}

/// No other files: for standard input and tests.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Siblings for Alone {
    fn fetch(&self, _relative: &str) -> Result<Vec<u8>, String> {
        Err("this document stands alone: no folder is known for it".to_owned())
    }
}
