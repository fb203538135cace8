//! What a user sets once: the measure, the colours, the first view. Read from `config.toml` in the configuration folder.
//!
//! Knows nothing of where that folder is.

use serde::Deserialize;
use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::document::Span;
use crate::problem::Problem;
use crate::view::NamedView;

/// The colours.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
    Deserialize,
)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// The terminal's own sixteen, so that every theme of a terminal works.
    #[default]
    Terminal,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// No colour at all: attributes and letters only.
    Mono,
}

impl Theme {
    /// The next theme, round to the first.
    #[must_use]
    pub fn next(self) -> Self {
        let mut themes = Self::iter().cycle().skip_while(|&theme| theme != self);
        themes.nth(1).unwrap_or_default()
    }
}

/// A user's settings.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, named in the user's file"
)]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The widest text column, in columns.
    pub measure: u16,
    /// Whether words are divided at the end of a line.
    pub hyphenation: bool,
    /// Whether right-to-left text is put in visual order here; false for a terminal that does it itself.
    pub reorder: bool,
    /// Whether the metadata stands beside the text where there is room.
    pub metadata: bool,
    /// Whether notes stand beside the text where there is room; else under their paragraphs.
    pub margin: bool,
    /// Whether signs outside ASCII may be drawn.
    pub unicode: bool,
    /// The colours.
    pub theme: Theme,
    /// The view that documents open in, by its name: `annotated`, `as-written`.
    #[serde(deserialize_with = "view")]
    pub view: NamedView,
}

impl Settings {
    /// The narrowest and the widest text column that can be asked for.
    pub const MEASURES: std::ops::RangeInclusive<u16> = 24..=160;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            // Bringhurst: 45 to 75 characters is a satisfactory measure; 66 with the hanging numbers' room is 72.
            measure: 72,
            hyphenation: false,
            reorder: true,
            metadata: true,
            margin: true,
            unicode: true,
            theme: Theme::default(),
            view: NamedView::default(),
        }
    }
}

impl Settings {
    /// Reads `config.toml`. Where it cannot be read the defaults hold, and the problem says why.
    pub fn read(written: &str) -> (Self, Vec<Problem>) {
        match toml::from_str::<Self>(written) {
            Ok(mut settings) => {
                settings.measure = settings
                    .measure
                    .clamp(*Self::MEASURES.start(), *Self::MEASURES.end());
                (settings, Vec::new())
            }
            Err(error) => {
                let span = error.span().map_or_else(|| Span::at(0), Span::from);
                let problem = Problem::new(span, error.message().replace('\n', ", "))
                    .hint("settings are measure, hyphenation, reorder, metadata, margin, unicode, theme and view");
                (Self::default(), vec![problem])
            }
        }
    }
}

fn view<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<NamedView, D::Error> {
    let name = String::deserialize(deserializer)?;
    name.parse().map_err(|_| {
        let names: Vec<&str> = NamedView::iter().map(Into::into).collect();
        serde::de::Error::custom(format!(
            "there is no view `{name}`; views are {}",
            names.join(", ")
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_the_rest_keep_their_defaults() {
        let (settings, problems) =
            Settings::read("measure = 60\nview = \"as-written\"\ntheme = \"dark\"\n");
        assert_eq!(problems, []);
        let expected = Settings {
            measure: 60,
            view: NamedView::AsWritten,
            theme: Theme::Dark,
            ..Settings::default()
        };
        assert_eq!(settings, expected);
    }

    #[test]
    fn an_unknown_setting_is_a_problem_with_its_place() {
        let (settings, problems) = Settings::read("measure = 60\nmesure = 3\n");
        assert_eq!(settings, Settings::default());
        assert_eq!(problems[0].span, Span::new(13, 19));
    }
}
