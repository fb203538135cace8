//! The reader of Word files (DOCX): text, footnotes, endnotes, comments, tracked changes, lists with their numbers, tables.
//!
//! A Word file is a ZIP archive of XML parts ([`parts`]). What decoding gives for it is the text of the parts that are read,
//! one behind the other: problems and ledger refer to it. [`styles`] knows what styles and lists say, [`walk`] goes through
//! the parts. Pictures, macros and embedded objects are never looked at, and nothing outside of the file is opened.
//!
//! Sources: ECMA-376 part 1, 17, the markup of word processing.

mod parts;
mod styles;
mod walk;

use super::extract::Extract;
use super::ledger::Class;
use super::xml::{Lexer, Token, local};
use super::{Decoded, NotText, Reading, Surroundings};
use crate::document::{Field, Metadata};
use parts::Parts;

/// Whether bytes are a ZIP archive, as Word files are.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads a Word file into one document.
///
/// # Errors
/// When the archive is none of Word's, is damaged, or would take more memory than a document may.
pub(super) fn read(
    id: &str,
    bytes: &[u8],
    surroundings: &dyn Surroundings,
) -> Result<Reading, NotText> {
    let parts = Parts::open(bytes)?;
    let text = parts.text.clone();
    let mut extract = Extract::new(&text);
    let mut metadata = Metadata::default();
    read_properties(&parts, &mut extract, &mut metadata);
    for name in ["word/styles.xml", "word/numbering.xml", "word/settings.xml"] {
        extract.claim(parts.span(name), Class::Mark, "styles and lists");
    }
    let relations = parts.span(parts::RELATIONS);
    extract.claim(relations, Class::Mark, "addresses of links");
    walk::walk(&parts, &mut extract);
    extract.claim_rest(Class::Mark, "markup");
    let conventions = surroundings.tables().conventions();
    let extracted = extract.finish(id, metadata, conventions);
    Ok(extracted.into_reading(Decoded::utf8(text), Vec::new()))
}

/// Reads the properties that the program keeps of a file (ECMA-376 part 2, 11). The author is that of the file, who may be
/// its transcriber.
fn read_properties(parts: &Parts, extract: &mut Extract<'_>, metadata: &mut Metadata) {
    let span = parts.span(parts::PROPERTIES);
    extract.claim(span, Class::Metadata, "properties of the file");
    let mut name = "";
    for (token, _) in Lexer::new(span.of(&parts.text)) {
        match token {
            Token::Open { name: opened, .. } => name = local(opened),
            Token::Close(_) => name = "",
            Token::Text(value) if !value.trim().is_empty() => {
                let value = value.trim().to_owned();
                let field = match name {
                    "title" => {
                        metadata.title.get_or_insert(value);
                        continue;
                    }
                    "language" => {
                        metadata.languages.push(value);
                        continue;
                    }
                    "creator" => "author of the file",
                    "lastModifiedBy" => "last changed by",
                    "created" => "file created",
                    "modified" => "file changed",
                    "subject" | "description" | "keywords" | "category" => name,
                    _ => continue,
                };
                metadata.other.push(Field {
                    name: field.to_owned(),
                    value,
                });
            }
            _ => {}
        }
    }
}
