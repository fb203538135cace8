//! Citations: what a footnote says of a document, gathered once and written in the forms of journals and reference managers.
//!
//! A [`Citation`] holds facts; each writer orders them by its rules and leaves out what the source does not give. Knows
//! nothing of files, of views or of the clipboard.
//!
//! ```
//! use manicule::citation::{Citation, Style};
//! use manicule::source::{self, Alone};
//!
//! let letter = r#"+++
//! dates = [{ edtf = "1911-05-03" }]
//!
//! [transmission]
//! from = [{ name = "Ada" }]
//! to = [{ name = "Ben" }]
//! +++
//! Come soon.
//! "#;
//! let reading = source::read("letter.txt", letter.as_bytes().to_vec(), &Alone)?;
//! let citation = Citation::of(&reading.documents[0]);
//! assert_eq!(citation.note(Style::ChicagoShort), "Ada to Ben, May 3, 1911.");
//! # Ok::<(), manicule::source::NotText>(())
//! ```

mod biblatex;
mod csl;
mod facts;
mod holding;
mod name;
mod notes;
mod ris;
mod when;

pub use biblatex::biblatex;
pub use csl::csl_json;
pub use holding::Holding;
pub use name::Name;
pub use ris::ris;
pub use when::When;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::document::names::{Names, plain};

/// What can be said of a document, and of a place in it, in a footnote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citation {
    /// The document's identifier, from which reference managers get their keys.
    pub id: String,
    /// The title, as the source gives it, without the document's number in its edition.
    pub title: Option<String>,
    /// What sort of document: "telegram".
    pub genre: Option<String>,
    /// Its serial number: a telegram's.
    pub serial: Option<String>,
    /// Who sent it.
    pub senders: Vec<Name>,
    /// To whom.
    pub recipients: Vec<Name>,
    /// Where it was written or sent from.
    pub place: Option<String>,
    /// When it was written.
    pub date: Option<When>,
    /// The archives that hold it, the one that the text is from first.
    pub holdings: Vec<Holding>,
    /// The printed or digital edition that the text is from.
    pub edition: Edition,
    /// Who translated it.
    pub translators: Vec<Name>,
    /// Who found or gave it.
    pub contributors: Vec<Name>,
    /// The record's number in a catalogue, where it is no address.
    pub record: Option<String>,
    /// Its address on the network.
    pub url: Option<String>,
    /// The language of the text.
    pub language: Option<String>,
    /// The place in it that is cited.
    pub locator: Locator,
}

/// An edition: who brought the text out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// The edition's or volume's title.
    pub title: Option<String>,
    /// Who edited it.
    pub editors: Vec<Name>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// In which year.
    pub year: Option<String>,
    /// The document's number in it.
    pub number: Option<String>,
}

/// A place within a document, in the words of its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locator {
    /// The page or leaf, as the last page break before the place names it.
    pub page: Option<String>,
    /// The numbered point that governs the place: `5.b`.
    pub point: Option<String>,
}

/// The form of a note.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Style {
    /// The Chicago Manual of Style, a full note.
    #[default]
    Chicago,
    /// The Chicago Manual of Style, the short note of later mentions.
    ChicagoShort,
    /// GOST R 7.0.5-2008, as Russian journals ask for it.
    Gost,
    /// The National Archives (United Kingdom): archive and reference first.
    Tna,
    /// Everything that is known, in the source's own words.
    Plain,
}

impl Style {
    /// The form's name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Chicago => "Chicago, full note",
            Self::ChicagoShort => "Chicago, short note",
            Self::Gost => "GOST R 7.0.5",
            Self::Tna => "The National Archives (UK)",
            Self::Plain => "Plain, as the source has it",
        }
    }
}

/// The form of a reference manager's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Exchange {
    /// The JSON of the Citation Style Language, which Zotero and pandoc read.
    CslJson,
    /// BibLaTeX.
    #[strum(serialize = "biblatex")]
    BibLatex,
    /// RIS, which every reference manager reads.
    Ris,
}

impl Exchange {
    /// The form's name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::CslJson => "CSL-JSON",
            Self::BibLatex => "BibLaTeX",
            Self::Ris => "RIS",
        }
    }

    /// Who reads it.
    pub fn readers(self) -> &'static str {
        match self {
            Self::CslJson => "An entry for Zotero and pandoc",
            Self::BibLatex => "An entry for LaTeX and its reference managers",
            Self::Ris => "An entry for any reference manager",
        }
    }

    /// The citations of any number of documents as one file.
    pub fn write(self, citations: &[Citation]) -> String {
        match self {
            Self::CslJson => csl_json(citations),
            Self::BibLatex => biblatex(citations),
            Self::Ris => ris(citations),
        }
    }
}

/// Parts that are there, joined, with one full stop at the end. Empty if there are none.
fn sentence(parts: impl IntoIterator<Item = Option<String>>, separator: &str) -> String {
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let joined = parts.join(separator);
    match joined.chars().next_back() {
        None | Some('.' | '?' | '!') => joined,
        Some(_) => joined + ".",
    }
}

/// Keys for a reference manager's file: letters, digits and hyphens, each unlike those before it.
fn keys(citations: &[Citation]) -> Vec<String> {
    let mut names = Names::default();
    let keys = citations.iter().map(|citation| {
        let plain = plain(&citation.id);
        names.claim(if plain.is_empty() { "document" } else { &plain })
    });
    keys.collect()
}

#[cfg(test)]
mod tests;
