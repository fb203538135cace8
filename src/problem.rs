//! What is wrong in a file, where, and what to do about it.
//!
//! A reader never fails on content: it returns what it understood together with its problems. How a problem is shown, with
//! its line and a caret, is [`Problem::render`](crate::problem::Problem::render).
//!
//! ```
//! use manicule::document::Span;
//! use manicule::problem::{LineIndex, Problem};
//!
//! let text = "first\nsecond";
//! let problem = Problem::new(Span::new(6, 12), "this line is wrong").hint("mend it");
//! let said = problem.render("letter.txt", &LineIndex::new(text));
//! assert!(said.contains("letter.txt:2:1") && said.contains("this line is wrong"));
//! ```

mod lines;
mod render;

pub use lines::{LineColumn, LineIndex, in_lines};

use crate::document::Span;

/// Something in a file that could not be taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong: lower case, no full stop, the user's own word in backticks.
    pub message: String,
    /// Where, in the decoded text of the file.
    pub span: Span,
    /// What to do about it, if something can be done.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem without a hint.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            span,
            hint: None,
        }
    }

    /// The same problem with what can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The valid name nearest to a word that is none: "did you mean". `None` if all are far from it.
pub fn nearest<'a>(word: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Two slips in a word of seven letters, as rustc allows; Jaro would take words for near that only begin alike.
    let most = (word.chars().count() / 3).max(1);
    let distances = valid
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(word, name), name));
    distances
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, ["next-point", "quit", "back"]), expected);
    }

    #[test]
    fn the_nearest_name_is_one_slip_away_or_none() {
        check("qiut", Some("quit"));
        check("next-piont", Some("next-point"));
        check("forward", None);
        check("", None);
    }
}
