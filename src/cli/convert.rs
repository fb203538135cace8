//! `manicule convert`: a document in the native format, in the friendliest form that reads back to the same document.

use std::path::Path;
use std::process::ExitCode;

use crate::document::Document;
use crate::export::{self, NativeOptions};
use crate::source::{Decoded, Surroundings, native};

use super::FOUND_WRONG;
use super::configuration::Configuration;
use super::files::{self, Folder};
use super::output::{fail, warn, write};

/// Writes a file in the native format.
pub(super) fn convert(path: &Path, wanted: Option<&str>) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    let opened = match files::open_alone(path, &tables) {
        Ok(opened) => opened,
        Err(reason) => return fail(&reason),
    };
    let documents = match files::documents(&opened, wanted) {
        Ok(documents) => documents,
        Err(reason) => return fail(&reason),
    };
    let Some(&document) = documents.first() else {
        return fail("there is no document in this file");
    };
    let is_alone = documents.len() == 1;
    if !is_alone {
        let count = documents.len();
        warn(&format!(
            "manicule: the first of {count} documents is written; a native file holds one: name it with --document\n"
        ));
    }
    write(
        &friendliest(document, &Folder::round(path, &tables)),
        if is_alone { 0 } else { FOUND_WRONG },
    )
}

/// The friendliest form of a document that reads back to it.
fn friendliest(document: &Document, surroundings: &dyn Surroundings) -> String {
    let mut written = String::new();
    for options in NativeOptions::FRIENDLIEST_FIRST {
        written = export::native(document, options);
        let reading = native::read(
            &document.id,
            Decoded::utf8(written.clone()),
            surroundings,
            Vec::new(),
        );
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
