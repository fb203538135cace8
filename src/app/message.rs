//! What the status line says until the next key.

/// A message in the status line, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// Whether something is wrong.
    pub is_problem: bool,
}

/// What a command has to say, if anything.
pub type Said = Option<Message>;

/// Says something.
#[expect(clippy::unnecessary_wraps, reason = "it is what a command returns")]
pub(super) fn say(text: impl Into<String>) -> Said {
    let (text, is_problem) = (text.into(), false);
    Some(Message { text, is_problem })
}

/// Says that something is wrong.
#[expect(clippy::unnecessary_wraps, reason = "it is what a command returns")]
pub(super) fn complain(text: impl Into<String>) -> Said {
    let (text, is_problem) = (text.into(), true);
    Some(Message { text, is_problem })
}
