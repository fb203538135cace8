//! From the bytes of a file to documents: decoding, recognising the format, one reader for each format.
//!
//! [`read`] is the way in. A reader returns what it understood, its [problems](crate::problem), and a
//! [ledger](ledger::Ledger) that says of every byte of the source what it was taken for. Knows nothing of folders,
//! screens or settings; what a file refers to is fetched through [`Surroundings`].
//!
//! A new format is one module here with a function from [`Decoded`] to [`Reading`], and one line in [`read`].
//!
//! ```
//! use manicule::source::{self, Alone, Class};
//!
//! let reading = source::read("letter.txt", b"1. Come.\n\n2. Stay.\n".to_vec(), &Alone)?;
//! assert_eq!(reading.documents[0].points().len(), 2);
//! assert!(reading.problems.is_empty());
//! // The ledger says what each byte was taken for.
//! assert_eq!(reading.ledger.entries()[0].class, Class::Text);
//! # Ok::<(), manicule::source::NotText>(())
//! ```

pub mod commentary;
pub mod decode;
mod extract;
pub mod html;
pub mod ledger;
mod lists;
mod markdown;
pub mod native;
mod ocr;
pub mod pasted;
mod plain_table;
pub mod recognise;
mod root;
pub mod tei;
mod word;
mod xml;

pub use decode::{Decoded, NotText};
pub use ledger::{Class, Entry, Ledger, LeftOut, Tally};
pub use ocr::listing as listing_of_pages;

use std::borrow::Cow;

use crate::document::Document;
use crate::problem::Problem;
use html::Websites;
use pasted::Sites;
use recognise::conventions::Conventions;
use root::Root;
use tei::Mapping;

/// What came of reading one file.
#[derive(Debug)]
pub struct Reading {
    /// The source as decoded text; problems and ledger refer to it.
    pub decoded: Decoded,
    /// The documents in it, in order; at least one.
    pub documents: Vec<Document>,
    /// What could not be taken as it stands, in the order of the source.
    pub problems: Vec<Problem>,
    /// What every stretch of the source was taken for.
    pub ledger: Ledger,
}

impl Reading {
    /// What comes of reading a file: the ledger over all of it, and what is wrong in the order of the source.
    fn finished(
        decoded: Decoded,
        documents: Vec<Document>,
        problems: Vec<Problem>,
        mut ledger: Ledger,
    ) -> Self {
        let unclaimed = ledger.finish(&decoded.text);
        let mut reading = Self {
            decoded,
            documents,
            problems,
            ledger,
        };
        reading.report(unclaimed);
        reading
    }

    /// Adds problems, each in its place.
    fn report(&mut self, more: impl IntoIterator<Item = Problem>) {
        self.problems.extend(more);
        self.problems.sort_by_key(|problem| problem.span);
    }
}

/// The formats that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with TOML front matter between two lines `+++`.
    Native,
    /// A saved web page.
    Html,
    /// TEI, or XML of another kind.
    Tei,
    /// Markdown.
    Markdown,
    /// A transcription of pages in PAGE XML.
    PageXml,
    /// Recognised text in ALTO.
    Alto,
    /// Recognised text in hOCR.
    Hocr,
    /// A list of the parts of a digitised object.
    Mets,
    /// A page pasted or saved from an archive's site: any other text.
    Pasted,
}

impl Format {
    /// The format of a text, by how it begins: of markup by its root. Between Markdown and other plain text the file's name
    /// decides where the text does not.
    ///
    /// # Errors
    /// When the root is of a kind that no reader takes.
    pub fn of(name: &str, text: &str) -> Result<Self, NotText> {
        let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let first_line = start.lines().next().unwrap_or_default().trim_end();
        let is_tag = start.strip_prefix('<').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '?' | '!'))
        });
        Ok(match first_line {
            "+++" => Self::Native,
            _ if is_tag => match Root::of(text) {
                Some(root) => root.format(text)?,
                None => Self::Tei,
            },
            _ if markdown::is_markdown(name, start) => Self::Markdown,
            _ => Self::Pasted,
        })
    }
}

/// Reads a file. `name` is the file's name, whose stem is the document's; what the file refers to comes from `surroundings`.
///
/// # Errors
/// When the bytes are no text, or markup of a kind that no reader takes. On other text reading cannot fail.
pub fn read(
    name: &str,
    bytes: Vec<u8>,
    surroundings: &dyn Surroundings,
) -> Result<Reading, NotText> {
    let id = stem(name);
    if word::is_archive(&bytes) {
        return word::read(id, &bytes, surroundings);
    }
    if let Some(page) = html::page_in_mhtml(&bytes) {
        let (decoded, problems) = decode::decode(page.bytes)?;
        return Ok(html::read(
            id,
            decoded,
            surroundings,
            problems,
            page.address,
        ));
    }
    let (decoded, mut problems) = decode::decode(bytes)?;
    Ok(match Format::of(name, &decoded.text)? {
        Format::Native => native::read(id, decoded, surroundings, problems),
        Format::Html => html::read(id, decoded, surroundings, problems, None),
        Format::Tei => {
            let mapping = surroundings.tables().mapping();
            problems.extend(Root::of(&decoded.text).and_then(|root| root.doubt(mapping)));
            tei::read(id, decoded, surroundings, problems)
        }
        Format::Markdown => markdown::read(id, decoded, surroundings, problems),
        format @ (Format::PageXml | Format::Alto | Format::Hocr | Format::Mets) => {
            return ocr::read(id, decoded, format, surroundings, problems);
        }
        Format::Pasted => pasted::read(id, decoded, surroundings, problems),
    })
}

/// A file's name without its folder and its last ending: `volume/d276.txt` is `d276`.
pub fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .trim_end_matches(".pasted")
}

/// What lies round a file, for its reader: the other files that it refers to, and the user's own tables.
pub trait Surroundings {
    /// The bytes of the file of this relative name (`xi:include`), within the folder opened; or why it cannot be had.
    fn fetch(&self, relative: &str) -> Result<Vec<u8>, String>;

    /// The tables to read by.
    fn tables(&self) -> &Tables {
        &BUILT_IN
    }
}

/// The tables by which sources are read: the program's own, extended by the user's.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    conventions: Option<Conventions>,
    mapping: Option<Mapping>,
    sites: Option<Sites>,
    websites: Option<Websites>,
}

static BUILT_IN: Tables = Tables {
    conventions: None,
    mapping: None,
    sites: None,
    websites: None,
};

impl Tables {
    /// What brackets mean.
    pub fn conventions(&self) -> &Conventions {
        let own = self.conventions.as_ref();
        own.unwrap_or_else(|| Conventions::archive())
    }

    /// The set of conventions of this name: a built-in one, or the user's.
    pub fn named_conventions(&self, name: &str) -> Option<Cow<'_, Conventions>> {
        let own = self.conventions.as_ref().filter(|own| own.name == name);
        own.map(Cow::Borrowed).or_else(|| Conventions::named(name))
    }

    /// What the elements of TEI are.
    pub fn mapping(&self) -> &Mapping {
        let own = self.mapping.as_ref();
        own.unwrap_or_else(|| Mapping::built_in())
    }

    /// What archives' sites put round a document.
    pub(crate) fn sites(&self) -> &Sites {
        self.sites.as_ref().unwrap_or_else(|| Sites::built_in())
    }

    /// Lays a user's `sites.toml` over the table of sites' habits; what is wrong in it, if it cannot be taken.
    pub fn lay_sites_over(&mut self, text: &str) -> Vec<Problem> {
        match Sites::from_toml(text) {
            Ok(own) => self.sites = Some(self.sites().extended_by(&own)),
            Err(problems) => return problems,
        }
        Vec::new()
    }

    /// The user's own table of websites, which is asked before the program's.
    pub(crate) fn websites(&self) -> Option<&Websites> {
        self.websites.as_ref()
    }

    /// Takes a user's `websites.toml`, which is asked before the program's table; what is wrong in it, if it cannot be taken.
    pub fn lay_websites_over(&mut self, text: &str) -> Vec<Problem> {
        match Websites::from_toml(text) {
            Ok(own) => self.websites = Some(own),
            Err(problems) => return problems,
        }
        Vec::new()
    }

    /// Lays a user's `conventions.toml` over the archives' conventions; what is wrong in it, if it cannot be taken.
    pub fn lay_conventions_over(&mut self, text: &str) -> Vec<Problem> {
        match Conventions::from_toml(text) {
            Ok(own) => self.conventions = Some(self.conventions().extended_by(&own)),
            Err(problems) => return problems,
        }
        Vec::new()
    }

    /// Lays a user's `tei.toml` over the mapping of elements; what is wrong in it, if it cannot be taken.
    pub fn lay_mapping_over(&mut self, text: &str) -> Vec<Problem> {
        match Mapping::from_toml(text) {
            Ok(own) => self.mapping = Some(self.mapping().extended_by(&own)),
            Err(problems) => return problems,
        }
        Vec::new()
    }
}

/// No other files: for standard input and tests.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Surroundings for Alone {
    fn fetch(&self, _relative: &str) -> Result<Vec<u8>, String> {
        Err("this document stands alone: no folder is known for it".to_owned())
    }
}
