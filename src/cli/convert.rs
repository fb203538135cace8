//! `manicule convert`: documents in the forms of others, and what those could not carry.

use std::process::ExitCode;

use crate::conversion::convert;
use crate::document::Document;
use crate::export::Loss;
use crate::layout::shown;
use crate::library::Opened;
use crate::problem::{LineIndex, Problem};
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
    for (number, loss) in &converted.losses {
        tell(loss, &opened, documents[*number], &name);
    }
    write(&converted.text, status)
}

/// Says on standard error what a form could not carry, at its line in the source.
fn tell(loss: &Loss, opened: &Opened, document: &Document, name: &str) {
    let lines = LineIndex::new(&opened.reading.decoded.text);
    let number = (opened.reading.documents.iter())
        .position(|other| std::ptr::eq(other, document))
        .unwrap_or_default();
    let at = opened.reading.ledger.source_of(number, loss.span.start);
    let span = lines.line(at.unwrap_or_default());
    warn(&Problem::new(span, shown(&loss.what)).render(name, &lines));
}
