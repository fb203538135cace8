//! The values that kinds of annotations carry: a note's label and body, a page's number, a reading's witnesses, a
//! reference's target.
//!
//! Each is read once, when the annotation is made, from what the source writes, and gives that back as [`Display`](fmt::Display).

use std::fmt;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::ids::FlowId;

/// A note's label and body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The mark of its reference as printed: `1`, `*`.
    pub label: Option<String>,
    /// Its text, a flow of its own.
    pub body: Option<FlowId>,
}

/// A pen that a reader highlights with. Four can be told apart without colours too.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
pub enum Pen {
    /// The first.
    A,
    /// The second.
    B,
    /// The third.
    C,
    /// The fourth.
    D,
}

/// Why text cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cause {
    /// The source does not say, or not in words that are known.
    #[default]
    Unknown,
    /// It is there and cannot be read.
    Illegible,
    /// It went with the paper: torn, burnt, eaten, faded.
    Damage,
    /// It stands in another file that is not at hand; the file as the source names it.
    MissingFile(String),
}

/// The number of a page, a column or a line, as printed: `602`, `iv`, `12r`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    printed: Option<String>,
    value: Option<u32>,
}

/// The witnesses of a reading, by their signs: `B`, `C`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witnesses(Vec<String>);

/// Whom or what a name means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Identity {
    /// The source does not say.
    #[default]
    Unknown,
    /// An entry of a list that was not found: its key, without the `#` before it.
    Key(String),
    /// In words, or by an address.
    Said(String),
}

/// Where a reference leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Target {
    /// The source does not say.
    #[default]
    Unknown,
    /// An address on the web.
    Web(String),
    /// A named place in the same file.
    Here(String),
    /// A place in another file, or the whole of it if it has no name.
    File {
        /// The file as the source names it.
        file: String,
        /// The place's name in it.
        name: Option<String>,
    },
    /// A bare word, which may be the name of a document, or a description in words.
    Named(String),
}

impl Cause {
    /// The cause that a source's reason gives.
    pub fn of(reason: &str) -> Self {
        let reason = reason.to_lowercase();
        let is = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        if is(&["illegible", "unreadable", "undecipher", "unclear", "faint"]) {
            Self::Illegible
        } else if is(&[
            "lost", "torn", "damage", "missing", "burn", "eaten", "cut away", "cut off", "hole",
            "faded", "blot", "stain", "worn", "mutilat",
        ]) {
            Self::Damage
        } else {
            Self::Unknown
        }
    }

    /// The file that the text stands in, if it is missing for that.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::MissingFile(file) => Some(file),
            Self::Unknown | Self::Illegible | Self::Damage => None,
        }
    }
}

impl Number {
    /// A number as printed.
    pub fn printed(printed: impl Into<String>) -> Self {
        let printed = printed.into();
        Self {
            value: printed.parse().ok(),
            printed: Some(printed),
        }
    }

    /// The number as printed, if the source gives it.
    pub fn as_printed(&self) -> Option<&str> {
        self.printed.as_deref()
    }

    /// Its value, if it is printed in figures alone.
    pub fn value(&self) -> Option<u32> {
        self.value
    }
}

impl Witnesses {
    /// The witnesses named in a list with spaces between, each perhaps with the `#` of a reference before it.
    pub fn read(list: &str) -> Self {
        let signs = list.split_whitespace().map(|sign| sign.replace('#', ""));
        Self(signs.filter(|sign| !sign.is_empty()).collect())
    }

    /// The witnesses' signs, in the source's order.
    pub fn signs(&self) -> &[String] {
        &self.0
    }

    /// Itself, if it names any.
    pub fn known(&self) -> Option<&Self> {
        (!self.0.is_empty()).then_some(self)
    }
}

impl fmt::Display for Witnesses {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join(" "))
    }
}

impl Identity {
    /// The identity that a source's attribute gives: a key where it begins with `#`.
    pub fn read(value: &str) -> Self {
        match value.strip_prefix('#') {
            Some(key) => Self::Key(key.to_owned()),
            None if value.is_empty() => Self::Unknown,
            None => Self::Said(value.to_owned()),
        }
    }

    /// Itself, if the source says anything.
    pub fn known(&self) -> Option<&Self> {
        (*self != Self::Unknown).then_some(self)
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Key(key) => write!(formatter, "#{key}"),
            Self::Said(words) => formatter.write_str(words),
        }
    }
}

impl Target {
    /// The target as TEI writes it: `https://…`, `#d12fn1`, `volume.xml#d12fn1`, `volume.xml`, `d12`.
    pub fn read(value: &str) -> Self {
        if value.contains("://") {
            return Self::Web(value.to_owned());
        }
        match value.split_once('#') {
            Some(("", name)) => Self::Here(name.to_owned()),
            Some((file, name)) => Self::File {
                file: file.to_owned(),
                name: Some(name.to_owned()),
            },
            None if value.is_empty() => Self::Unknown,
            None if value.to_ascii_lowercase().ends_with(".xml") => Self::File {
                file: value.to_owned(),
                name: None,
            },
            None => Self::Named(value.to_owned()),
        }
    }

    /// Itself, if the source says anything.
    pub fn known(&self) -> Option<&Self> {
        (*self != Self::Unknown).then_some(self)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Here(name) => write!(formatter, "#{name}"),
            Self::File {
                file,
                name: Some(name),
            } => write!(formatter, "{file}#{name}"),
            Self::Web(words) | Self::Named(words) | Self::File { file: words, .. } => {
                formatter.write_str(words)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_told_apart() {
        assert_eq!(Cause::of("Illegible"), Cause::Illegible);
        assert_eq!(Cause::of("lower half torn off"), Cause::Damage);
        assert_eq!(Cause::of("not for you"), Cause::Unknown);
    }

    #[test]
    fn targets_are_told_apart() {
        #[track_caller]
        fn check(value: &str, expected: &Target) {
            assert_eq!(&Target::read(value), expected);
            assert_eq!(expected.to_string(), value);
        }
        check("", &Target::Unknown);
        check(
            "https://a.example/b#c",
            &Target::Web("https://a.example/b#c".to_owned()),
        );
        check("#d12", &Target::Here("d12".to_owned()));
        check("d12", &Target::Named("d12".to_owned()));
        let file = |name: Option<&str>| Target::File {
            file: "v.xml".to_owned(),
            name: name.map(str::to_owned),
        };
        check("v.xml", &file(None));
        check("v.xml#d12", &file(Some("d12")));
    }

    #[test]
    fn a_number_in_figures_has_a_value() {
        assert_eq!(Number::printed("602").value(), Some(602));
        assert_eq!(Number::printed("iv").value(), None);
        assert_eq!(Number::printed("iv").as_printed(), Some("iv"));
        assert_eq!(Number::default().as_printed(), None);
    }
}
