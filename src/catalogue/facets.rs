//! What documents may have in common: sender, archive, genre, …

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// What documents are sorted by into heaps. The name is also that of the filter: `from:stalin`.
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
#[strum(serialize_all = "kebab-case")]
pub enum FacetName {
    /// Who sent or wrote it.
    From,
    /// Whom it is addressed to.
    To,
    /// Where a sender or addressee is.
    Place,
    /// The archive, and each step of the reference below it.
    Archive,
    /// What sort of document it is.
    Genre,
    /// The language of the text.
    #[strum(serialize = "lang")]
    Language,
    /// A hand told apart in it.
    Hand,
    /// A layer that it has annotations of: `has:handwriting`.
    Has,
    /// A tag that the reader gave it.
    Tag,
}

impl FacetName {
    /// The name, as a filter is written.
    pub fn name(self) -> &'static str {
        self.into()
    }
}
