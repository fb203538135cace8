//! The search prompt in the status line: what is typed is found at once.

use super::super::pane::searching;
use super::{Answer, Below, Typing};

/// The search prompt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prompt;

impl Prompt {
    /// Types, and shows the first hit.
    pub fn type_in(below: &mut Below<'_>, typing: Typing) {
        searching::retype(below.pane, below.library, |typed| typing.change(typed));
    }

    /// Stays at the hit.
    pub fn accept(below: &mut Below<'_>) -> Answer {
        Answer::Close(searching::accept(below.pane))
    }

    /// Goes back to where the search began.
    pub fn give_up(below: &mut Below<'_>) -> Answer {
        searching::give_up(below.pane);
        Answer::Close(None)
    }
}
