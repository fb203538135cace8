//! `manicule convert`: documents in the forms of others, and what those could not carry.

use std::process::ExitCode;

use crate::conversion::convert;
use crate::document::Document;
use crate::export::Loss;
use crate::layout::shown;
use crate::library::Opened;
use crate::problem::{LineIndex, Problem};
use crate::source::decode;
use crate::text::shown_in_lines;
use crate::view::View;

use super::configuration::Configuration;
use super::files::{self, Folder};
use super::output::{fail, warn, write};
use super::{Convert, FOUND_WRONG, print};

/// Writes a file in another form.
pub(super) fn write_in_form(arguments: &Convert) -> ExitCode {
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
    if documents.is_empty() {
        return fail("there is no document in this file");
    }
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
    let problems = print::located(&opened, &name);
    let surroundings = Folder::round(path, &tables);
    let converted = convert(arguments.to, &documents, &view, &problems, &surroundings);
    let lines = LineIndex::new(&opened.reading.decoded.text);
    for loss in &converted.losses {
        tell(loss, &opened, documents[loss.document], &name, &lines);
    }
    write_readable(&converted.text, status)
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

/// Says on standard error what a form could not carry, at its line in the source.
fn tell(loss: &Loss, opened: &Opened, document: &Document, name: &str, lines: &LineIndex<'_>) {
    let number = (opened.reading.documents.iter())
        .position(|other| std::ptr::eq(other, document))
        .unwrap_or_default();
    let at = opened.reading.ledger.source_of(number, loss.span.start);
    let span = lines.line(at.unwrap_or_default());
    warn(&Problem::new(span, shown(&loss.what)).render(name, lines));
}
