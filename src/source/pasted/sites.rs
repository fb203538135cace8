//! What archives' sites put round a document, as a table: lines that are never part of it, and the labels of its fields.
//!
//! The table is `sites.toml`; a user's own of the same form adds to it. Knows single lines, not where they stand.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use strum::EnumString;

use crate::document::Span;
use crate::problem::Problem;
use crate::source::plain_table::{self, Item, Text};

/// The field that a label announces.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Label {
    /// `Document Information`: the fields follow.
    Information,
    Source,
    Rights,
    Uploaded,
    RecordId,
    Genre,
    Language,
    Classification,
    Donors,
    Summary,
    /// `Citation:`, with the source in it.
    Citation,
    Credits,
    /// `Contents:`, with the text behind it.
    Contents,
    Date,
    Translator,
    Editor,
    Publisher,
    Title,
    /// A field without a place of its own in the model.
    #[default]
    Other,
}

/// What a line of page furniture is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub(super) enum Furniture {
    #[default]
    Link,
    SearchForm,
    SearchResult,
    SiteName,
    SiteFrame,
    ShareButtons,
    EditMark,
    LanguageChoice,
    PictureDescription,
    Address,
    RunningHead,
    Label,
    Rule,
    TitleAgain,
    HiddenAddress,
}

impl Furniture {
    /// As the ledger names it.
    pub(super) fn detail(self) -> &'static str {
        match self {
            Self::Link => "link of the page",
            Self::SearchForm => "search form",
            Self::SearchResult => "search result",
            Self::SiteName => "site’s name",
            Self::SiteFrame => "site’s frame",
            Self::ShareButtons => "share buttons",
            Self::EditMark => "edit mark of the page",
            Self::LanguageChoice => "choice of language",
            Self::PictureDescription => "picture’s description",
            Self::Address => "address",
            Self::RunningHead => "running head",
            Self::Label => "label",
            Self::Rule => "rule",
            Self::TitleAgain => "title again",
            Self::HiddenAddress => "address hidden by the page",
        }
    }
}

/// A line of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chrome {
    pub(super) what: Furniture,
    /// No document has such a line; else it is furniture only next to other furniture.
    pub(super) is_certain: bool,
    /// A page begins with such lines.
    pub(super) opens: bool,
}

/// A label at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled<'s> {
    pub(super) label: Label,
    pub(super) name: &'s str,
    /// Only sites write such a label.
    pub(super) is_certain: bool,
    /// Where its value begins in the line; the line's length where it has none there.
    pub(super) value: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    donors: Vec<Text>,
    rights: Vec<Text>,
    furniture: Vec<FurnitureRow>,
    label: Vec<LabelRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureRow {
    what: Furniture,
    #[serde(default)]
    always: Vec<Text>,
    #[serde(default)]
    beside: Vec<Text>,
    #[serde(default)]
    begins: Vec<Text>,
    #[serde(default)]
    opens: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelRow {
    field: Label,
    #[serde(default)]
    names: Vec<Text>,
    #[serde(default)]
    common: Vec<Text>,
}

/// The habits of archives' sites.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sites {
    donors: Vec<Text>,
    rights: Vec<Text>,
    whole: HashMap<Text, Chrome>,
    begins: Vec<(Text, Chrome)>,
    labels: HashMap<Text, (Label, bool)>,
}

/// The program's own table.
const OWN_TABLE: &str = include_str!("sites.toml");

/// Reads the program's own table.
fn own_table(table: &'static str) -> Table {
    let mut read = Table::default();
    for item in plain_table::items(table) {
        let (field, strings) = match item {
            Item::Row(name) => {
                if name == "label" {
                    read.label.push(LabelRow::default());
                } else {
                    read.furniture.push(FurnitureRow::default());
                }
                continue;
            }
            Item::Field(field, strings) => (field, strings),
        };
        let name = strings.first().map_or("", |name| &**name);
        match (field, read.furniture.last_mut(), read.label.last_mut()) {
            ("donors", ..) => read.donors = strings,
            ("rights", ..) => read.rights = strings,
            ("what", Some(row), _) => row.what = name.parse().unwrap_or_default(),
            ("opens", Some(row), _) => row.opens = name == "true",
            ("always", Some(row), _) => row.always = strings,
            ("beside", Some(row), _) => row.beside = strings,
            ("begins", Some(row), _) => row.begins = strings,
            ("field", _, Some(row)) => row.field = name.parse().unwrap_or_default(),
            ("names", _, Some(row)) => row.names = strings,
            ("common", _, Some(row)) => row.common = strings,
            _ => {}
        }
    }
    read
}

/// Longer lines are neither labels nor furniture.
const LONGEST: usize = 160;
/// The longest label, in bytes: `document number (foia) /esdn (crest)`.
const LONGEST_LABEL: usize = 48;

impl Sites {
    /// The program's own table.
    pub(in crate::source) fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Sites> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::of_table(own_table(OWN_TABLE)))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong in it, and where.
    pub(in crate::source) fn from_toml(source: &str) -> Result<Self, Vec<Problem>> {
        let table: Table = toml::from_str(source).map_err(|error| {
            let span = error.span().unwrap_or_default();
            vec![Problem::new(
                Span::new(span.start, span.end),
                error.message().to_owned(),
            )]
        })?;
        Ok(Self::of_table(table))
    }

    fn of_table(table: Table) -> Self {
        let mut sites = Self {
            donors: table.donors,
            rights: table.rights,
            // As many as the program's own table has, or a few more.
            whole: HashMap::with_capacity(448),
            labels: HashMap::with_capacity(224),
            begins: Vec::new(),
        };
        for row in table.furniture {
            let chrome = |is_certain| Chrome {
                what: row.what,
                is_certain,
                opens: row.opens && is_certain,
            };
            for (lines, is_certain) in [(row.always, true), (row.beside, false)] {
                let lines = lines.into_iter();
                sites
                    .whole
                    .extend(lines.map(|line| (line, chrome(is_certain))));
            }
            let begins = row.begins.into_iter();
            sites
                .begins
                .extend(begins.map(|start| (start, chrome(true))));
        }
        for row in table.label {
            for (names, is_certain) in [(row.names, true), (row.common, false)] {
                let names = names.into_iter();
                sites
                    .labels
                    .extend(names.map(|name| (name, (row.field, is_certain))));
            }
        }
        sites
    }

    /// This table with a user's laid over it.
    pub(in crate::source) fn extended_by(&self, own: &Self) -> Self {
        let mut sites = self.clone();
        sites.donors.extend(own.donors.iter().cloned());
        sites.rights.extend(own.rights.iter().cloned());
        sites.begins.extend(own.begins.iter().cloned());
        let whole = own
            .whole
            .iter()
            .map(|(line, chrome)| (line.clone(), *chrome));
        sites.whole.extend(whole);
        let labels = own
            .labels
            .iter()
            .map(|(name, label)| (name.clone(), *label));
        sites.labels.extend(labels);
        sites
    }

    /// The label with which a line begins: alone on it, or with a colon behind it.
    pub(super) fn label(&self, line: &str) -> Option<Labelled<'_>> {
        if line.len() > LONGEST_LABEL && !line.contains(':') {
            return None;
        }
        let start = line.len() - line.trim_start_matches(['•', ' ', '*']).len();
        let rest = line.get(start..)?;
        let colon = rest.find([':', '：']).filter(|&at| at <= LONGEST_LABEL);
        let name = rest.get(..colon.unwrap_or(rest.len()))?.trim_end();
        if name.is_empty() || name.len() > LONGEST_LABEL {
            return None;
        }
        let (name, &(label, is_certain)) = self.labels.get_key_value(&*name.to_lowercase())?;
        let value = colon.map_or("", |at| {
            rest.get(at..)
                .unwrap_or_default()
                .trim_start_matches([':', '：'])
                .trim_start()
        });
        Some(Labelled {
            label,
            name,
            is_certain,
            value: line.len() - value.len(),
        })
    }

    /// What a line of page furniture is; `None` if it is none.
    pub(super) fn furniture(&self, line: &str) -> Option<Chrome> {
        if line.len() > LONGEST {
            return None;
        }
        let certain = |what| Chrome {
            what,
            is_certain: true,
            opens: false,
        };
        let lower = line
            .trim_start_matches(['•', '*', ' '])
            .trim()
            .to_lowercase();
        if is_count(&lower) {
            return Some(certain(Furniture::SearchResult));
        }
        let is_address = lower.starts_with("http://") || lower.starts_with("https://");
        if is_address && !lower.contains(' ') {
            return Some(certain(Furniture::Address));
        }
        if let Some(chrome) = self.whole.get(&*lower).or_else(|| {
            let words = lower
                .trim_end_matches(['.', ':', '›', '»', '→', '▼', '▲'])
                .trim_end();
            self.whole.get(words)
        }) {
            return Some(*chrome);
        }
        (self.begins.iter())
            .find(|(start, _)| lower.starts_with(&**start))
            .map(|(_, chrome)| *chrome)
            .or_else(|| self.several(&lower))
            .or_else(|| is_sheet_number(line).then(|| certain(Furniture::RunningHead)))
    }

    /// `[contents] [previous] [next]`, `Home | Browse | Help`: links of the site on one line.
    fn several(&self, lower: &str) -> Option<Chrome> {
        let parts: Vec<&str> = lower
            .split(['|', '[', ']', '·', '•', '›', '»', '«'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let first = self.whole.get(*parts.first()?)?;
        let are_links = parts.len() >= 2 && parts.iter().all(|part| self.whole.contains_key(*part));
        are_links.then_some(Chrome {
            what: first.what,
            is_certain: true,
            opens: false,
        })
    }

    /// Where the name of who paid begins, in `This document was made possible with support from Orchard Foundation`.
    pub(super) fn donor(&self, line: &str) -> Option<usize> {
        let mut heads = self.donors.iter().filter(|head| line.starts_with(&***head));
        heads.next().map(|head| head.len())
    }

    /// Whether a line is one of the sentences on rights that stand under every document.
    pub(super) fn is_rights(&self, line: &str) -> bool {
        // Other programmes of such archives say the same of themselves.
        let welcomes = line.find(" welcomes reuse of ");
        self.rights.iter().any(|start| line.starts_with(&**start))
            || welcomes.is_some_and(|at| at < 80)
    }
}

/// `"Title," August 14, 1957, History and Public Policy Program Digital Archive, AVPRF … . https://…`
pub(super) fn is_citation(line: &str) -> bool {
    const SITE: &str = "History and Public Policy Program Digital Archive";
    line.contains(SITE) || line.starts_with(['"', '“']) && line.contains(" Digital Archive, ")
}

/// `1 - 10 of 45`
fn is_count(lower: &str) -> bool {
    lower.len() < 20
        && lower.starts_with(|c: char| c.is_ascii_digit())
        && lower.contains(" of ")
        && lower.contains(" - ")
        && lower
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | 'o' | 'f'))
}

/// `50Signal Copy`, `60[Signal copy]`, `Page 111`: a sheet number joined to the mark of a copy, or the number of a frame.
fn is_sheet_number(line: &str) -> bool {
    // `Page 111`, between two sentences of a frame of film.
    let page = line.strip_prefix("Page").map(str::trim);
    if page
        .is_some_and(|number| number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return true;
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let rest = rest.trim_matches(['[', ']']).to_lowercase();
    (1..=4).contains(&digits)
        && matches!(
            rest.as_str(),
            "signal copy" | "special copy" | "signed copy" | "copy"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_table_is_toml() {
        let as_toml = Sites::from_toml(OWN_TABLE).expect("a table");
        assert!(*Sites::built_in() == as_toml);
        assert!(as_toml.whole.len() > 200 && as_toml.labels.len() > 80);
    }
}
