//! `manicule convert`: a document in the native format, in the friendliest form that reads back to the same document.

use std::path::Path;
use std::process::ExitCode;

use crate::document::Document;
use crate::export::{self, NativeOptions};
use crate::source::{Decoded, native};

use super::output::{fail, warn, write};
use super::{FOUND_WRONG, files};

/// Writes a file in the native format.
pub(super) fn convert(path: &Path) -> ExitCode {
    let opened = match files::open_alone(path) {
        Ok(opened) => opened,
        Err(reason) => return fail(&reason),
    };
    let documents = &opened.reading.documents;
    let Some(document) = documents.first() else {
        return fail("there is no document in this file");
    };
    let is_alone = documents.len() == 1;
    if !is_alone {
        let count = documents.len();
        warn(&format!(
            "manicule: the first of {count} documents is written; a native file holds one\n"
        ));
    }
    write(
        &friendliest(document),
        if is_alone { 0 } else { FOUND_WRONG },
    )
}

/// The friendliest form of a document that reads back to it.
fn friendliest(document: &Document) -> String {
    let mut written = String::new();
    for options in NativeOptions::FRIENDLIEST_FIRST {
        written = export::native(document, options);
        let reading = native::read(&document.id, Decoded::utf8(written.clone()), Vec::new());
        if reading
            .documents
            .iter()
            .any(|read| read.is_same_as(document))
        {
            return written;
        }
    }
    written
}
