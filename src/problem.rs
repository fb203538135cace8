//! What is wrong in a file, where, and what to do about it.
//!
//! A reader never fails on content: it returns what it understood together with its problems. How a problem is shown, with
//! its line and a caret, is [`Problem::render`](crate::problem::Problem::render).

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
        Self { message: message.into(), span, hint: None }
    }

    /// The same problem with what can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
