//! Where a document lies open: the row at the top of the window, the place arrived at, the annotation in focus, the note
//! being read. And the list of such places that `back` and `forward` walk.

use crate::document::{AnnotationId, DocumentId, Place};
use crate::layout::page::Anchor;

/// Where a document lies open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Desk {
    /// The row at the top of the window.
    pub top: Anchor,
    /// How many notes of that row have been scrolled past, where they find no place all at once.
    pub skipped: usize,
    /// The place last jumped to, while it stays in the window.
    pub arrived: Option<Place>,
    /// The annotation in focus.
    pub focus: Option<AnnotationId>,
    /// The note that is open over the text.
    pub note: Option<OpenNote>,
}

/// A note opened to be read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenNote {
    /// The annotation.
    pub annotation: AnnotationId,
    /// The first line shown.
    pub top: usize,
    /// The annotation in focus inside the note.
    pub focus: Option<AnnotationId>,
}

impl OpenNote {
    /// A note open at its start.
    pub fn new(annotation: AnnotationId) -> Self {
        Self {
            annotation,
            top: 0,
            focus: None,
        }
    }
}

/// A place to come back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Location {
    /// The document.
    pub document: DocumentId,
    /// Where it lay open.
    pub desk: Desk,
}

/// The places jumped from, oldest first.
#[derive(Debug, Default)]
pub struct Jumps {
    list: Vec<Location>,
    /// How many of the list lie before the present place; those after it are what `forward` goes to.
    at: usize,
}

impl Jumps {
    /// More jumps than this are forgotten, the oldest first.
    const MOST: usize = 500;

    /// How many places lie before the present one.
    pub fn behind(&self) -> usize {
        self.at
    }

    /// Remembers where a jump starts from. What `forward` would have gone to is forgotten.
    pub fn leave(&mut self, from: Location) {
        self.list.truncate(self.at);
        if self.list.last() != Some(&from) {
            self.list.push(from);
        }
        if self.list.len() > Self::MOST {
            self.list.remove(0);
        }
        self.at = self.list.len();
    }

    /// The place before; `here` is where `forward` will come back to.
    pub fn back(&mut self, here: Location) -> Option<Location> {
        let to = self.at.checked_sub(1)?;
        if self.at == self.list.len() {
            self.list.push(here);
        } else {
            self.list[self.at] = here;
        }
        self.at = to;
        Some(self.list[to])
    }

    /// The place that `back` came from.
    pub fn forward(&mut self, here: Location) -> Option<Location> {
        let to = *self.list.get(self.at + 1)?;
        self.list[self.at] = here;
        self.at += 1;
        Some(to)
    }

    /// Every place remembered, to be moved where it is now.
    pub fn places_mut(&mut self) -> impl Iterator<Item = &mut Location> {
        self.list.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(place: Place) -> Location {
        Location {
            document: DocumentId::default(),
            desk: Desk {
                top: Anchor::at(place),
                ..Desk::default()
            },
        }
    }

    #[test]
    fn back_and_forward_walk_the_same_way() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        jumps.leave(at(2));
        assert_eq!(jumps.back(at(3)), Some(at(2)));
        assert_eq!(jumps.back(at(2)), Some(at(1)));
        assert_eq!(jumps.back(at(1)), None);
        assert_eq!(jumps.forward(at(1)), Some(at(2)));
        assert_eq!(jumps.forward(at(2)), Some(at(3)));
        assert_eq!(jumps.forward(at(3)), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(at(1));
        assert_eq!(jumps.back(at(2)), Some(at(1)));
        jumps.leave(at(5));
        assert_eq!(jumps.forward(at(6)), None);
        assert_eq!(jumps.back(at(6)), Some(at(5)));
    }
}
