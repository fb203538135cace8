//! Places marked by a letter, in whatever document they are.

use super::desk::Location;
use super::{Pane, moving};

/// The letter that always leads to where the last jump came from, as in less.
const LAST_JUMP: char = '\'';

/// Marks the place one is at.
pub(in crate::app) fn set(pane: &mut Pane, letter: char) {
    let mut here = pane.location();
    // What is marked is the place one is at, whatever row is at the top now.
    here.desk.arrived = Some(pane.place());
    pane.marks.insert(letter, here);
    pane.last_mark = Some(letter);
}

/// Goes to the place marked by a letter; false if there is none.
pub(in crate::app) fn go(pane: &mut Pane, letter: char) -> bool {
    if letter == LAST_JUMP {
        return moving::back(pane).is_none();
    }
    let Some(to) = pane.marks.get(&letter).copied() else {
        return false;
    };
    pane.leave();
    moving::restore(pane, to);
    true
}

/// The place marked last, and its letter.
pub(in crate::app) fn last(pane: &Pane) -> Option<(char, Location)> {
    let letter = pane.last_mark?;
    Some((letter, *pane.marks.get(&letter)?))
}
