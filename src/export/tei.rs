//! Documents as TEI P5, valid against the schema of all of TEI (`tei_all`).
//!
//! Annotations become elements. Where two cross, additions and deletions become `addSpan` and `delSpan` with an anchor at their
//! end, and any other is parted in two. What TEI has no place for here is a loss.

mod blocks;
mod elements;
mod header;
mod inline;
mod write;

use std::fmt::Write as _;

use crate::document::Document;
use crate::document::names::Names;

use super::loss::{Export, Loss};
use blocks::Body;
use write::{escaped, identifier};

/// Documents as one file: one document as `TEI`, several in a `teiCorpus`.
pub fn tei(documents: &[&Document]) -> Export {
    let mut export = Export {
        text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        losses: Vec::new(),
    };
    let mut names = Names::default();
    if let [document] = documents {
        one(&mut export, (0, document), &mut names, true);
        return export;
    }
    export
        .text
        .push_str("<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    export.text.push_str(
        "<teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>\
         </fileDesc></teiHeader>\n",
    );
    for (number, document) in documents.iter().enumerate() {
        one(&mut export, (number, document), &mut names, false);
    }
    export.text.push_str("</teiCorpus>\n");
    export
}

fn one(
    export: &mut Export,
    (number, document): (usize, &Document),
    names: &mut Names,
    is_root: bool,
) {
    let space = if is_root {
        " xmlns=\"http://www.tei-c.org/ns/1.0\""
    } else {
        ""
    };
    let id = identifier(names, &document.id, "document");
    let hands: Vec<String> = (document.hands.iter())
        .map(|hand| identifier(names, hand.key.as_deref().unwrap_or(&hand.name), "hand"))
        .collect();
    // Writing into a string cannot fail.
    let _ = writeln!(export.text, "<TEI{space} xml:id=\"{id}\">");
    header::write(&mut export.text, document, &hands);
    let language = document.metadata.languages.first();
    let language = language.filter(|tag| super::html::is_language_tag(tag));
    let language = language.map_or(String::new(), |tag| {
        format!(" xml:lang=\"{}\"", escaped(tag))
    });
    let _ = writeln!(export.text, "<text{language}><body>");
    let mut body = Body::new(document, &hands, names);
    body.main();
    export.text.push_str(&body.written);
    let losses = body.losses.into_iter().map(|loss| Loss {
        document: number,
        ..loss
    });
    export.losses.extend(losses);
    export.text.push_str("</body></text>\n</TEI>\n");
}

#[cfg(test)]
mod tests;
