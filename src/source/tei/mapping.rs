//! The mapping table: what each TEI element is in the model, as data (`mapping.toml`) that a user's table may extend.
//!
//! Elements go by their local names, whatever their namespace. Knows the model's kinds and no document.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::looks::Looks;
use crate::document::{BlockKind, Kind, Span};
use crate::problem::Problem;
use crate::source::xml::{Attributes, local};

/// What an element is that is more than a block, a container or an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Role {
    /// A division: its heads are a level deeper; it may be a document.
    Division,
    /// A `text`: a document in a `group`.
    Text,
    /// What holds texts.
    Collection,
    /// Metadata.
    Header,
    /// Persons, places, links: looked up, not read.
    Register,
    /// A heading.
    Heading,
    /// A stanza.
    Stanza,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a row.
    Cell,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// The label of an item.
    Label,
    /// A picture.
    Graphic,
    /// A written surface.
    Surface,
    /// The break of a line, perhaps in a word.
    LineBreak,
    /// An annotation up to the element that `spanTo` names.
    Span,
    /// An annotation without text, whose content says what it is.
    Described,
    /// Something that says nothing to a reader; its content is kept with the metadata.
    DescribedSilently,
    /// What holds alternatives.
    Alternatives,
    /// An apparatus apart from its text.
    Apparatus,
    /// A note.
    Note,
    /// Another hand takes over.
    HandShift,
    /// A named place.
    Anchor,
    /// A character that has no code.
    Glyph,
    /// Another file.
    Include,
    /// What is read where another file cannot be had.
    Fallback,
    /// A remark on the marked words that it stands in; elsewhere text.
    Remark,
    /// Its text, and no more.
    Plain,
}

/// What an element is in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A block; a soft one only where no block is being written.
    Block(BlockKind, bool),
    /// What holds blocks of this kind; a soft one only where no block is being written.
    Container(BlockKind, bool),
    /// An annotation over its text.
    Inline(Kind),
    /// An annotation without text.
    Empty(Kind),
    /// Something of its own.
    As(Role),
    /// Not in the table.
    Unknown,
}

/// What the table says of one element with its attributes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mapped<'m> {
    /// What it is.
    pub(super) meaning: Meaning,
    /// The annotation's kind, for a role that makes one.
    pub(super) kind: Option<Kind>,
    /// The annotation's reason.
    pub(super) reason: Option<&'m str>,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    rows: HashMap<String, Vec<Rule>>,
    looks: Looks,
}

#[derive(Debug, Clone)]
struct Rule {
    /// Attributes and the words one of which must be among theirs; any attribute is enough.
    when: Vec<(String, Vec<String>)>,
    meaning: Meaning,
    kind: Option<Kind>,
    reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    element: Vec<toml::Spanned<Row>>,
    #[serde(default)]
    style: Vec<toml::Spanned<Style>>,
}

/// Words that say how other words look.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Style {
    words: Vec<String>,
    inline: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    names: Vec<String>,
    #[serde(default)]
    when: HashMap<String, Vec<String>>,
    block: Option<String>,
    container: Option<String>,
    inline: Option<String>,
    empty: Option<String>,
    #[serde(rename = "as")]
    role: Option<Role>,
    #[serde(default)]
    soft: bool,
    kind: Option<String>,
    reason: Option<String>,
}

impl Mapping {
    /// The built-in table.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Mapping> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::from_toml(include_str!("mapping.toml")).unwrap_or_default())
    }

    /// A table from a file like `mapping.toml`.
    ///
    /// # Errors
    /// With every problem of the table, at its place in `source`.
    pub fn from_toml(source: &str) -> Result<Self, Vec<Problem>> {
        let table: Table = toml::from_str(source).map_err(|error| {
            let span = error.span().map_or(Span::at(0), Span::from);
            let what = format!("the table of elements cannot be read: {}", error.message());
            vec![Problem::new(span, what)]
        })?;
        let mut mapping = Self::default();
        let mut problems = Vec::new();
        for row in table.element {
            let span = Span::from(row.span());
            let row = row.into_inner();
            let names = row.names.clone();
            match Rule::new(row) {
                Ok(rule) => {
                    for name in names {
                        mapping.rows.entry(name).or_default().push(rule.clone());
                    }
                }
                Err(problem) => problems.push(Problem { span, ..problem }),
            }
        }
        for style in table.style {
            let span = Span::from(style.span());
            let style = style.into_inner();
            match style.inline.as_ref().map(kind_of).transpose() {
                Ok(kind) => mapping.looks.add(&style.words, kind),
                Err(problem) => problems.push(Problem { span, ..problem }),
            }
        }
        if problems.is_empty() {
            Ok(mapping)
        } else {
            Err(problems)
        }
    }

    /// This table with another's rows before its own, so that they hold where both fit.
    #[must_use]
    pub fn extended_by(&self, other: &Self) -> Self {
        let mut rows = self.rows.clone();
        for (name, rules) in &other.rows {
            let own = rows.remove(name).unwrap_or_default();
            rows.insert(name.clone(), rules.iter().cloned().chain(own).collect());
        }
        let mut looks = self.looks.clone();
        looks.extend(&other.looks);
        Self { rows, looks }
    }

    /// What `rend` and the like say of how words look.
    pub(super) fn looks(&self) -> &Looks {
        &self.looks
    }

    /// Whether the table has rows for elements of this name.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.rows.contains_key(name)
    }

    /// What an element of this name with these attributes is.
    pub(super) fn explain(&self, name: &str, attributes: Attributes<'_>) -> Mapped<'_> {
        let rules = self.rows.get(name).map(Vec::as_slice).unwrap_or_default();
        let rule = rules.iter().find(|rule| rule.fits(attributes));
        rule.map_or(
            Mapped {
                meaning: Meaning::Unknown,
                kind: None,
                reason: None,
            },
            |rule| Mapped {
                meaning: rule.meaning,
                kind: rule.kind,
                reason: rule.reason.as_deref(),
            },
        )
    }
}

impl Rule {
    fn new(row: Row) -> Result<Self, Problem> {
        let block_of = |name: &String| {
            let unknown = || Problem::new(Span::at(0), format!("`{name}` is no kind of block"));
            name.parse::<BlockKind>().map_err(|_| unknown())
        };
        let kind = row.kind.as_ref().map(kind_of).transpose()?;
        let meaning = match (
            &row.block,
            &row.container,
            &row.inline,
            &row.empty,
            row.role,
        ) {
            (Some(name), None, None, None, None) => Meaning::Block(block_of(name)?, row.soft),
            (None, Some(name), None, None, None) => Meaning::Container(block_of(name)?, row.soft),
            (None, None, Some(name), None, None) => Meaning::Inline(kind_of(name)?),
            (None, None, None, Some(name), None) => Meaning::Empty(kind_of(name)?),
            (None, None, None, None, Some(role)) => Meaning::As(role),
            _ => {
                let names = row.names.join(", ");
                let what = format!("the row of `{names}` does not say what they are");
                return Err(Problem::new(Span::at(0), what)
                    .hint("give one of `block`, `container`, `inline`, `empty`, `as`"));
            }
        };
        Ok(Self {
            when: row.when.into_iter().collect(),
            meaning,
            kind,
            reason: row.reason,
        })
    }

    fn fits(&self, attributes: Attributes<'_>) -> bool {
        self.when.is_empty()
            || attributes.into_iter().any(|(name, value)| {
                let wanted = self.when.iter().find(|(attribute, _)| {
                    attribute == local(name) || attribute == "rend" && local(name) == "style"
                });
                wanted.is_some_and(|(_, words)| {
                    let is_word =
                        |part: &str| words.iter().any(|word| word.eq_ignore_ascii_case(part));
                    is_word(value)
                        || value
                            .split(|c: char| {
                                c.is_whitespace() || matches!(c, '#' | ';' | ',' | ':')
                            })
                            .any(is_word)
                })
            })
    }
}

fn kind_of(name: &String) -> Result<Kind, Problem> {
    let unknown = || Problem::new(Span::at(0), format!("`{name}` is no kind of annotation"));
    name.parse::<Kind>().map_err(|_| unknown())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, attributes: &str, expected: Meaning) {
        let mapped = Mapping::built_in().explain(name, Attributes(attributes));
        assert_eq!(mapped.meaning, expected, "{name}");
    }

    #[test]
    fn elements() {
        check("p", "", Meaning::Block(BlockKind::Paragraph, false));
        check("add", " place='above'", Meaning::Inline(Kind::Addition));
        check("del", "", Meaning::Inline(Kind::Deletion));
        check("hi", " rend='pre-print'", Meaning::Inline(Kind::Preprinted));
        check("hi", "", Meaning::As(Role::Plain));
        check("gap", " reason='illegible'", Meaning::As(Role::Described));
        check("rs", " type='place'", Meaning::Inline(Kind::Place));
        check("rs", "", Meaning::Inline(Kind::Name));
        check("lg", "", Meaning::As(Role::Stanza));
        check("pb", "", Meaning::Empty(Kind::PageBreak));
        check("artwork", "", Meaning::Unknown);
    }

    #[test]
    fn a_table_extends_the_built_in_one() {
        let own = "[[element]]\nnames = ['artwork']\ninline = 'stamp'\n[[element]]\nnames = ['p']\nblock = 'verse'\n";
        let own = Mapping::from_toml(own).expect("a sound table");
        let mapping = Mapping::built_in().extended_by(&own);
        assert_eq!(
            mapping.explain("artwork", Attributes("")).meaning,
            Meaning::Inline(Kind::Stamp)
        );
        assert_eq!(
            mapping.explain("p", Attributes("")).meaning,
            Meaning::Block(BlockKind::Verse, false)
        );
        assert_eq!(
            mapping.explain("l", Attributes("")).meaning,
            Meaning::Block(BlockKind::Verse, false)
        );
    }

    #[test]
    fn a_table_names_its_faults() {
        let faults = Mapping::from_toml(
            "[[element]]\nnames = ['p']\nblock = 'prose'\n[[element]]\nnames = ['q']\n",
        );
        let faults: Vec<_> = faults
            .expect_err("two faults")
            .into_iter()
            .map(|p| p.message)
            .collect();
        assert_eq!(
            faults,
            [
                "`prose` is no kind of block",
                "the row of `q` does not say what they are"
            ]
        );
    }

    #[test]
    fn the_built_in_table_is_sound() {
        assert!(Mapping::from_toml(include_str!("mapping.toml")).is_ok());
    }
}
