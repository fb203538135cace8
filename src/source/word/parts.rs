//! The parts of a Word file: taken out of its archive, within limits of size, and laid one behind the other.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::document::Span;
use crate::source::NotText;
use crate::source::xml::{Attributes, Lexer, Token, local};

/// The properties of the file.
pub(super) const PROPERTIES: &str = "docProps/core.xml";
/// The addresses of links.
pub(super) const RELATIONS: &str = "word/_rels/document.xml.rels";

/// The parts that are read, in this order; headers and footers follow.
const NAMES: [&str; 9] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/comments.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/settings.xml",
    RELATIONS,
    PROPERTIES,
];

/// The most bytes of all parts together: a hundred times the longest novels, and what a machine of today can hold.
const LARGEST: u64 = 256 << 20;
/// How many times a part may be larger than it is in the archive. XML of Word's shrinks to a tenth, at most to a fiftieth.
const STEEPEST: u64 = 400;
/// Below this size the ratio says nothing.
const SMALL: u64 = 1 << 20;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The text of the parts.
    pub(super) text: String,
    spans: HashMap<String, Span>,
    /// Headers, then footers, in the order of their names.
    pub(super) running: Vec<String>,
    /// The targets of links by their identifiers.
    pub(super) links: HashMap<String, String>,
}

impl Parts {
    /// Takes the parts out of an archive.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, NotText> {
        let refuse = |reason: String| NotText { reason };
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| refuse(format!("this ZIP archive is damaged: {error}")))?;
        let names: Vec<String> = archive
            .file_names()
            .filter_map(Result::ok)
            .map(Cow::into_owned)
            .collect();
        if !names.iter().any(|name| name == NAMES[0]) {
            let what = if names.iter().any(|name| name == "content.xml") {
                "an OpenDocument file, not text: save it as DOCX or plain text and open that"
            } else {
                "a ZIP archive or an office document, not text: save it as DOCX or plain text and open that"
            };
            return Err(refuse(format!("this is {what}")));
        }
        let mut running: Vec<String> = (names.into_iter())
            .filter(|name| {
                (name.starts_with("word/header") || name.starts_with("word/footer"))
                    && !name.contains("_rels")
            })
            .collect();
        running.sort_by_key(|name| (name.starts_with("word/footer"), name.len(), name.clone()));
        let mut parts = Self::default();
        let mut left = LARGEST;
        let all: Vec<String> = NAMES
            .iter()
            .map(|name| (*name).to_owned())
            .chain(running.iter().cloned())
            .collect();
        for name in all {
            let Ok(file) = archive.by_name(&name) else {
                continue;
            };
            let packed = file.compressed_size().max(1);
            let most = left.min(SMALL.max(packed.saturating_mul(STEEPEST)));
            let mut bytes = Vec::new();
            file.take(most + 1)
                .read_to_end(&mut bytes)
                .map_err(|error| refuse(format!("`{name}` in this file is damaged: {error}")))?;
            let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if size > most {
                return Err(refuse(format!(
                    "`{name}` in this file unpacks to more than a document can be: it is not opened"
                )));
            }
            left -= size;
            parts.push(name, &bytes);
        }
        parts.running = running;
        parts.links = parts.read_links();
        Ok(parts)
    }

    fn push(&mut self, name: String, bytes: &[u8]) {
        let start = self.text.len();
        match encoding_rs::Encoding::for_bom(bytes) {
            Some((encoding, mark)) => {
                let (text, _) =
                    encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
                self.text.push_str(&text);
            }
            None => self.text.push_str(&String::from_utf8_lossy(bytes)),
        }
        self.spans.insert(name, Span::new(start, self.text.len()));
    }

    /// Where a part stands; an empty span if the file has none.
    pub(super) fn span(&self, name: &str) -> Span {
        self.spans.get(name).copied().unwrap_or_default()
    }

    fn read_links(&self) -> HashMap<String, String> {
        let mut links = HashMap::new();
        for (token, _) in Lexer::new(self.span(RELATIONS).of(&self.text)) {
            if let Token::Open {
                name, attributes, ..
            } = token
                && local(name) == "Relationship"
            {
                let value = |wanted| value(Attributes(attributes), wanted);
                if let (Some(id), Some(target)) = (value("Id"), value("Target")) {
                    links.insert(id.to_owned(), target.to_owned());
                }
            }
        }
        links
    }
}

/// The value of an attribute by its local name.
pub(super) fn value<'a>(attributes: Attributes<'a>, wanted: &str) -> Option<&'a str> {
    let mut attributes = attributes;
    attributes
        .find(|(name, _)| local(name) == wanted)
        .map(|(_, value)| value)
}
