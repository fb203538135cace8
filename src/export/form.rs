//! The forms that documents are written in.

use strum::{EnumIter, EnumMessage, EnumString, IntoStaticStr};

use crate::view::NamedView;

/// A form that documents are written in. Its documentation comments are the help of the command line and of the list in the
/// reader.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Form {
    /// The native format, to correct by hand and keep
    #[default]
    Native,
    /// TEI P5
    Tei,
    /// Markdown with footnotes, for Obsidian and pandoc
    Markdown,
    /// One HTML file with margin notes and layers to switch, without scripts
    Html,
    /// JSON, for programs
    Json,
}

impl Form {
    /// The view that loses least.
    pub fn view(self) -> NamedView {
        match self {
            Self::Native | Self::Tei | Self::Json | Self::Html => NamedView::Annotated,
            Self::Markdown => NamedView::AsEdited,
        }
    }

    /// Whether a file of this form may hold several documents.
    pub fn holds_several(self) -> bool {
        matches!(self, Self::Json | Self::Html | Self::Tei)
    }

    /// The form's name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Tei => "TEI",
            Self::Json => "JSON",
            Self::Html => "HTML",
            Self::Markdown => "Markdown",
        }
    }

    /// What the names of its files end with, without the full stop.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Native => "txt",
            Self::Tei => "xml",
            Self::Json => "json",
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// What it is, in one line.
    pub fn help(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }
}
