//! `manicule convert`: a document in the native format on standard output. The commentary beside it stays where it is.

use std::process::ExitCode;

use crate::export;

use super::output::{fail, warn, write};
use super::{Convert, FOUND_WRONG, files};

/// Converts one file. A file of several documents cannot become one: only its first is written, and that is said.
pub(super) fn convert(arguments: &Convert) -> ExitCode {
    let opened = match files::open_alone(&arguments.file) {
        Ok(opened) => opened,
        Err(reason) => return fail(&reason),
    };
    let documents = &opened.reading.documents;
    let Some(first) = documents.first() else {
        return fail("there is nothing to convert");
    };
    let mut status = 0;
    if documents.len() > 1 {
        let count = documents.len();
        warn(&format!(
            "manicule: this file holds {count} documents; the first is converted\n"
        ));
        status = FOUND_WRONG;
    }
    write(&export::native(first), status)
}
