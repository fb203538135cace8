//! What a user sets once: the measure, the colours, the first view. Read from `config.toml` in the configuration folder.
//!
//! Knows nothing of where that folder is.
//!
//! ```
//! use manicule::settings::Settings;
//!
//! let (settings, problems) = Settings::read("measure = 50\ntheme = \"blue\"\n");
//! assert_eq!(settings.measure, 50);
//! // A mistake costs one setting.
//! assert_eq!(problems.len(), 1);
//! ```

use std::borrow::Cow;
use std::str::FromStr;

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::Span;
use crate::problem::{self, Problem};
use crate::view::NamedView;

/// The colours.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
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

/// What a copied passage shows of what editors and hands did to it. Nothing is left out of it without a sign.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Copying {
    /// Everything, in the edition's brackets, whatever the view hides.
    #[default]
    Brackets,
    /// What the view shows, without brackets; `[…]` stands for what it leaves out.
    Plain,
    /// Everything in brackets, and the notes below it.
    Notes,
    /// Everything in brackets, and below it the full note that cites the place.
    Cited,
}

impl Copying {
    /// The next way, round to the first.
    #[must_use]
    pub fn next(self) -> Self {
        let mut ways = Self::iter().cycle().skip_while(|&way| way != self);
        ways.nth(1).unwrap_or_default()
    }
}

/// Where notes stand.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Placement {
    /// Beside the text; at the foot of the window where it is too narrow, or where there are more notes than lines.
    #[default]
    Auto,
    /// Beside the text, each at its line, where there is room.
    Beside,
    /// At the foot of the window.
    Foot,
    /// Under their paragraphs.
    Below,
}

impl Placement {
    /// The next place, round to the first.
    #[must_use]
    pub fn next(self) -> Self {
        let mut places = Self::iter().cycle().skip_while(|&place| place != self);
        places.nth(1).unwrap_or_default()
    }
}

/// A user's settings.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, named in the user's file"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The widest text column, in columns.
    pub measure: u16,
    /// Whether words are divided at the end of a line.
    pub hyphenation: bool,
    /// Whether right-to-left text is put in visual order here; false for a terminal that does it itself.
    pub reorder: bool,
    /// Whether the metadata stands beside the text where there is room.
    pub metadata: bool,
    /// Where notes stand.
    pub notes: Placement,
    /// Whether signs outside ASCII may be drawn.
    pub unicode: bool,
    /// The colours.
    pub theme: Theme,
    /// The view that documents open in, by its name: `annotated`, `as-written`.
    pub view: NamedView,
    /// What a copied passage shows.
    pub copy: Copying,
    /// How many megabytes of text are kept open beside the document that is read.
    pub memory: usize,
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
            notes: Placement::default(),
            unicode: true,
            theme: Theme::default(),
            view: NamedView::default(),
            copy: Copying::default(),
            // A reader of thousands of letters goes through them one after the other; reading one again takes milliseconds.
            memory: 512,
        }
    }
}

/// The names of the settings, as the user's file has them.
const NAMES: [&str; 10] = [
    "measure",
    "hyphenation",
    "reorder",
    "metadata",
    "notes",
    "unicode",
    "theme",
    "view",
    "copy",
    "memory",
];

impl Settings {
    /// Reads `config.toml`, setting by setting: what is wrong in one costs that one alone, and every mistake is returned.
    pub fn read(written: &str) -> (Self, Vec<Problem>) {
        let (table, errors) = DeTable::parse_recoverable(written);
        let mut problems: Vec<Problem> = errors
            .iter()
            .map(|error| {
                let span = error.span().map_or_else(|| Span::at(0), Span::from);
                Problem::new(span, error.message().replace('\n', ", "))
                    .hint("a line has the form name = value")
            })
            .collect();
        let mut settings = Self::default();
        for (name, value) in table.into_inner() {
            if let Err(problem) = settings.set(&name, &value) {
                problems.push(problem);
            }
        }
        problems.sort_by_key(|problem| problem.span);
        (settings, problems)
    }

    fn set(
        &mut self,
        name: &Spanned<Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<(), Problem> {
        match name.get_ref().as_ref() {
            "measure" => self.measure = measure(value)?,
            "hyphenation" => self.hyphenation = flag(value)?,
            "reorder" => self.reorder = flag(value)?,
            "metadata" => self.metadata = flag(value)?,
            "notes" => self.notes = named(value, "place for notes")?,
            "unicode" => self.unicode = flag(value)?,
            "theme" => self.theme = named(value, "theme")?,
            "view" => self.view = named(value, "view")?,
            "copy" => self.copy = named(value, "way of copying")?,
            "memory" => self.memory = megabytes(value)?,
            unknown => {
                let problem = Problem::new(
                    name.span().into(),
                    format!("there is no setting `{unknown}`"),
                );
                return Err(match problem::nearest(unknown, NAMES) {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem.hint(format!("settings are {}", NAMES.join(", "))),
                });
            }
        }
        Ok(())
    }
}

fn measure(value: &Spanned<DeValue<'_>>) -> Result<u16, Problem> {
    let (least, most) = (*Settings::MEASURES.start(), *Settings::MEASURES.end());
    let number = match value.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    let Some(number) = number else {
        return Err(
            Problem::new(value.span().into(), "the measure must be a number")
                .hint(format!("write a number of columns from {least} to {most}")),
        );
    };
    let number = number.clamp(i64::from(least), i64::from(most));
    Ok(u16::try_from(number).unwrap_or(most))
}

fn megabytes(value: &Spanned<DeValue<'_>>) -> Result<usize, Problem> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    let number = number.and_then(|number| usize::try_from(number).ok());
    number
        .map(|number| number.min(MOST_MEGABYTES))
        .ok_or_else(|| {
            Problem::new(value.span().into(), "the memory must be a number")
                .hint("write how many megabytes of text may be kept open, such as 512")
        })
}

/// A terabyte: more is no bound.
const MOST_MEGABYTES: usize = 1 << 20;

fn flag(value: &Spanned<DeValue<'_>>) -> Result<bool, Problem> {
    match value.get_ref() {
        DeValue::Boolean(flag) => Ok(*flag),
        _ => Err(
            Problem::new(value.span().into(), "this must be true or false")
                .hint("write true or false, without quotes"),
        ),
    }
}

/// One of several names.
fn named<T>(value: &Spanned<DeValue<'_>>, what: &str) -> Result<T, Problem>
where
    T: FromStr + IntoEnumIterator + Into<&'static str>,
{
    let names: Vec<&'static str> = T::iter().map(Into::into).collect();
    let valid = names.join(", ");
    let DeValue::String(name) = value.get_ref() else {
        return Err(
            Problem::new(value.span().into(), format!("a {what} is a name"))
                .hint(format!("write one of these in quotes: {valid}")),
        );
    };
    name.parse().map_err(|_| {
        let problem = Problem::new(value.span().into(), format!("there is no {what} `{name}`"));
        match problem::nearest(name, names.iter().copied()) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem.hint(format!("there are {valid}")),
        }
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
    fn one_wrong_word_costs_one_setting_and_every_mistake_is_said() {
        let written = "theme = \"drak\"\nmeasure = 60\nmesure = 3\nmetadata = \"no\"\nview = \"reading\"\nzzz = 3\n";
        let (settings, problems) = Settings::read(written);
        let expected = Settings {
            measure: 60,
            view: NamedView::Reading,
            ..Settings::default()
        };
        assert_eq!(settings, expected);
        let said: Vec<(&str, &str)> = problems
            .iter()
            .map(|problem| (problem.message.as_str(), problem.span.of(written)))
            .collect();
        assert_eq!(
            said,
            [
                ("there is no theme `drak`", "\"drak\""),
                ("there is no setting `mesure`", "mesure"),
                ("this must be true or false", "\"no\""),
                ("there is no setting `zzz`", "zzz"),
            ]
        );
        assert_eq!(problems[0].hint.as_deref(), Some("did you mean `dark`?"));
    }
}
