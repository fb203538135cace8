//! `manicule cite`: the citations of documents, as notes or as a file for a reference manager.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::citation::{Citation, Exchange};
use crate::document::Document;
use crate::layout::shown;
use crate::problem::nearest;
use crate::source::Tables;

use super::configuration::Configuration;
use super::output::{fail, warn, write};
use super::{COULD_NOT, Cite, CiteFormat, files};

/// Writes the citations of all documents of some files, or of one document.
pub(super) fn cite(arguments: &Cite) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    let mut citations = Vec::new();
    let mut status = 0;
    for path in &arguments.files {
        match of_file(path, arguments, &tables) {
            Ok(more) => citations.extend(more),
            Err(reason) if arguments.files.len() == 1 => return fail(&reason),
            Err(reason) => {
                warn(&format!("manicule: {reason}\n"));
                status = COULD_NOT;
            }
        }
    }
    let written = match arguments.format {
        CiteFormat::Text => notes(&citations, arguments),
        CiteFormat::CslJson => Exchange::CslJson.write(&citations),
        CiteFormat::BibLatex => Exchange::BibLatex.write(&citations),
        CiteFormat::Ris => Exchange::Ris.write(&citations),
    };
    write(&written, status)
}

/// The notes, one a line.
fn notes(citations: &[Citation], arguments: &Cite) -> String {
    let mut notes = String::new();
    for citation in citations {
        notes.push_str(&shown(&citation.note(arguments.style)));
        notes.push('\n');
    }
    notes
}

fn of_file(path: &Path, arguments: &Cite, tables: &Arc<Tables>) -> Result<Vec<Citation>, String> {
    let opened = files::open_alone(path, tables)?;
    let documents = files::documents(&opened, arguments.document.as_deref())?;
    let Some(point) = arguments.point.as_deref() else {
        return Ok(documents.into_iter().map(Citation::of).collect());
    };
    let [document] = documents.as_slice() else {
        return Err(format!(
            "{}: `--point` wants one document, and this file holds {}; name it with --document",
            shown(&path.display().to_string()),
            documents.len()
        ));
    };
    at_point(document, point).map(|citation| vec![citation])
}

fn at_point(document: &Document, wanted: &str) -> Result<Citation, String> {
    let addresses: Vec<String> = (document.points().iter())
        .map(crate::document::Point::address)
        .collect();
    let found = addresses.iter().position(|address| address == wanted);
    if let Some(index) = found {
        return Ok(Citation::at(document, document.points()[index].place()));
    }
    let hint = nearest(wanted, addresses.iter().map(String::as_str))
        .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Err(format!(
        "there is no point `{wanted}` among the {} of this document{hint}",
        addresses.len()
    ))
}
