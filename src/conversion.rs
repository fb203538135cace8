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
//! for (_, loss) in &converted.losses {
//!     println!("{}", loss.what);
//! }
//! # Ok::<(), manicule::source::NotText>(())
//! ```

use crate::document::{self, Document};
use crate::export::{self, Form, LocatedProblem, Loss, NativeOptions};
use crate::source::{Decoded, Surroundings, native};
use crate::view::View;

/// Documents in another form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversion {
    /// What is written.
    pub text: String,
    /// What it could not carry, each with the number of its document among those converted, from 0.
    pub losses: Vec<(usize, Loss)>,
}

/// Writes documents in a form: all of them, or the first where a file of the form holds one. `problems` are those of the
/// source; JSON repeats them. `surroundings` are those that the source was read in.
pub fn convert(
    form: Form,
    documents: &[&Document],
    view: &View,
    problems: &[LocatedProblem],
    surroundings: &dyn Surroundings,
) -> Conversion {
    let Some(&first) = documents.first() else {
        return Conversion::default();
    };
    let numbered = |number: usize, losses: Vec<Loss>| {
        let losses = losses.into_iter();
        losses.map(move |loss| (number, loss))
    };
    match form {
        Form::Native => Conversion::whole(friendliest(first, surroundings)),
        Form::Json => Conversion::whole(export::json(documents, problems)),
        Form::Html => Conversion::whole(export::html(documents, view)),
        Form::Markdown => {
            let written = export::markdown(first, view);
            Conversion {
                text: written.text,
                losses: numbered(0, written.losses).collect(),
            }
        }
        Form::Tei => {
            // Each by itself first, so that a loss is told of its document.
            let losses = documents
                .iter()
                .enumerate()
                .flat_map(|(number, document)| numbered(number, export::tei(&[document]).losses));
            Conversion {
                losses: losses.collect(),
                text: export::tei(documents).text,
            }
        }
    }
}

impl Conversion {
    /// A form that carries everything.
    fn whole(text: String) -> Self {
        Self {
            text,
            losses: Vec::new(),
        }
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
