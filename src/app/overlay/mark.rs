//! The letter of a mark: one key, then the place is marked or gone to.

use super::super::message::{complain, say};
use super::super::pane::marks;
use super::{Answer, Below, Typing};

/// What the letter typed next is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkPrompt {
    /// Marking the place one is at.
    Set,
    /// Going to the place marked.
    Go,
}

impl MarkPrompt {
    /// What the status line says meanwhile.
    pub fn words(self) -> &'static str {
        match self {
            Self::Set => "mark this place: type a letter",
            Self::Go => "go to a mark: type its letter; ' for where you came from",
        }
    }

    /// Takes the letter.
    pub fn type_in(self, below: &mut Below<'_>, typing: Typing) -> Answer {
        let Typing::Push(letter) = typing else {
            return Answer::Stay;
        };
        Answer::Close(match self {
            Self::Set => {
                marks::set(below.pane, letter);
                say(format!("marked as {letter}"))
            }
            Self::Go if marks::go(below.pane, letter) => None,
            Self::Go => complain(format!("nothing is marked as {letter}")),
        })
    }
}
