//! Documents in another form, and what that form could not carry: for the command line and for the reader.
//!
//! Pure: knows nothing of files.
//!
//! ```
//! use manicule::conversion::convert;
//! use manicule::export::Form;
//! use manicule::source::{self, Alone};
//! use manicule::view::View;
//!
//! let reading = source::read("letter.txt", b"Come [soon].".to_vec(), &Alone)?;
//! let view = View::from(Form::Tei.view());
//! let converted = convert(Form::Tei, &[&reading.documents[0]], &view, &[], &Alone);
//! assert!(converted.text.contains("<supplied>soon</supplied>"));
//! for loss in &converted.losses {
//!     println!("{}", loss.what);
//! }
//! # Ok::<(), manicule::source::NotText>(())
//! ```

use crate::document::{self, Document};
use crate::export::{self, Export, Form, LocatedProblem, NativeOptions};
use crate::source::{Decoded, Surroundings, native};
use crate::view::View;

/// Writes documents in a form: all of them, or the first where a file of the form holds one. `problems` are those of the
/// source; JSON repeats them. `surroundings` are those that the source was read in.
pub fn convert(
    form: Form,
    documents: &[&Document],
    view: &View,
    problems: &[LocatedProblem],
    surroundings: &dyn Surroundings,
) -> Export {
    let Some(&first) = documents.first() else {
        return Export::default();
    };
    match form {
        Form::Native => Export::whole(friendliest(first, surroundings)),
        Form::Json => Export::whole(export::json(documents, problems)),
        Form::Html => Export::whole(export::html(documents, view)),
        Form::Markdown => export::markdown(first, view),
        Form::Tei => export::tei(documents),
    }
}

/// The friendliest native form of a document that reads back to it.
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
        let mut read = reading.documents.iter();
        if read.any(|read| document::is_same(read, document)) {
            return written;
        }
    }
    written
}
