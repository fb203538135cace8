//! `manicule convert`: documents in the forms of others, and what those could not carry.

use std::process::ExitCode;

use crate::document::Document;
use crate::export::{self, Loss, NativeOptions};
use crate::layout::shown;
use crate::library::Opened;
use crate::problem::{LineIndex, Problem};
use crate::source::{Decoded, Surroundings, decode, native};
use crate::text::shown_in_lines;
use crate::view::{NamedView, View};

use super::configuration::Configuration;
use super::files::{self, Folder};
use super::output::{fail, warn, write};
use super::{Convert, FOUND_WRONG, Form, print};

/// Writes a file in another form.
pub(super) fn convert(arguments: &Convert) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    let path = &arguments.file;
    let opened = if arguments.with_notes {
        files::open(path, &tables)
    } else {
        files::open_alone(path, &tables)
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(reason) => return fail(&reason),
    };
    let documents = match files::documents(&opened, arguments.document.as_deref()) {
        Ok(documents) => documents,
        Err(reason) => return fail(&reason),
    };
    let Some(&document) = documents.first() else {
        return fail("there is no document in this file");
    };
    let view = View::from(arguments.view.unwrap_or(arguments.to.view()));
    let name = path.display().to_string();
    let status = if arguments.to.holds_several() || documents.len() == 1 {
        0
    } else {
        let count = documents.len();
        warn(&format!(
            "manicule: the first of {count} documents is written; a {} file holds one: name it with --document\n",
            arguments.to.title()
        ));
        FOUND_WRONG
    };
    let text = match arguments.to {
        Form::Native => friendliest(document, &Folder::round(path, &tables)),
        Form::Json => export::json(&documents, &print::located(&opened, &name)),
        Form::Html => export::html(&documents, &view),
        Form::Markdown => {
            let written = export::markdown(document, &view);
            tell(&written.losses, &opened, document, &name);
            written.text
        }
        Form::Tei => {
            // Each by itself first, so that a loss is told of its document.
            for document in &documents {
                tell(&export::tei(&[document]).losses, &opened, document, &name);
            }
            export::tei(&documents).text
        }
    };
    write_readable(&text, status)
}

/// Writes a text, but none that would then be refused as no text: many control characters among few words, or words like the
/// first ones of a picture.
fn write_readable(text: &str, status: u8) -> ExitCode {
    if decode::refuse_binary(text.as_bytes()).is_ok() {
        return write(text, status);
    }
    let visible = shown_in_lines(text);
    if let Err(error) = decode::refuse_binary(visible.as_bytes()) {
        return fail(&format!(
            "what would be written cannot be read again: {error}"
        ));
    }
    warn(
        "manicule: control characters are written as the signs for them, because a file with so many is taken for no text\n",
    );
    write(&visible, status.max(FOUND_WRONG))
}

impl Form {
    /// The view that loses least where none is asked for.
    fn view(self) -> NamedView {
        match self {
            Self::Native | Self::Tei | Self::Json | Self::Html => NamedView::Annotated,
            Self::Markdown => NamedView::AsEdited,
        }
    }

    /// Whether a file of this form may hold several documents.
    fn holds_several(self) -> bool {
        matches!(self, Self::Json | Self::Html | Self::Tei)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Tei => "TEI",
            Self::Json => "JSON",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
        }
    }
}

/// Says on standard error what a form could not carry, each at its line in the source.
fn tell(losses: &[Loss], opened: &Opened, document: &Document, name: &str) {
    let decoded = &opened.reading.decoded;
    let lines = LineIndex::new(&decoded.text);
    let number = (opened.reading.documents.iter())
        .position(|other| std::ptr::eq(other, document))
        .unwrap_or_default();
    for loss in losses {
        let at = opened.reading.ledger.source_of(number, loss.span.start);
        let span = lines.line(at.unwrap_or_default());
        warn(&Problem::new(span, shown(&loss.what)).render(name, &lines));
    }
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
