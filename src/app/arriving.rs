//! Taking in files that were on their way, and more of one of which the beginning was there: what was being read stays where
//! it was.

use super::desk::{Desk, Location, OpenNote};
use super::library::{Arrival, Opened, Part, State};
use super::picker::Purpose;
use super::{App, Overlay};
use crate::document::{AnnotationId, Document};

impl App {
    /// Takes in a file that was on its way.
    pub(super) fn take_in(&mut self, file: usize, state: State) {
        let failure = match &state {
            State::Failed(reason) => Some(reason.clone()),
            State::Open(_) | State::Waiting => None,
        };
        let was_empty = self.library.is_empty();
        let here = self.location();
        let arrival = self.library.arrive(file, state);
        let moved = Moved {
            arrival: &arrival,
            now: self.library.opened(file),
        };
        let mut desks = self.desks.clone();
        let new = std::iter::repeat_n(Desk::default(), arrival.is);
        desks.splice(arrival.at..arrival.at + arrival.was, new);
        let replaced = (arrival.at..arrival.at + arrival.was)
            .filter_map(|document| Some((document, *self.desks.get(document)?)));
        for (document, desk) in replaced.filter(|(_, desk)| *desk != Desk::default()) {
            moved.put(Location { document, desk }, &mut desks);
        }
        let here = (!was_empty).then(|| moved.put(here, &mut desks));
        for place in self.jumps.places_mut() {
            *place = moved.location(*place);
        }
        if let Some(finding) = &mut self.finding {
            let origin = moved.location(Location {
                document: finding.document,
                desk: finding.origin,
            });
            finding.document = origin.document;
            finding.origin = origin.desk;
        }
        self.desks = desks;
        self.number = here.map_or(self.number, |here| here.document);
        self.column.forget();
        if arrival.before.is_some() {
            self.renew_finding();
            self.renew_list();
        }
        if let Some(reason) = failure {
            self.complain(reason);
        } else if self.is_reading(file) {
            self.say_problems();
        }
    }

    /// How much is here of the file that is read, while the rest is on its way.
    pub fn part(&self) -> Option<Part> {
        let (file, _) = self.library.shelf(self.number)?;
        self.library.opened(file)?.part
    }

    /// Whether the document that is read is one of this file.
    fn is_reading(&self, file: usize) -> bool {
        self.library
            .shelf(self.number)
            .is_some_and(|(of, _)| of == file)
    }

    /// Finds again what is searched for, and stays at the hit.
    fn renew_finding(&mut self) {
        let (Some(finding), Some(document)) =
            (&mut self.finding, self.library.document(self.number))
        else {
            return;
        };
        if finding.document == self.number {
            let from = finding
                .hit()
                .map_or(finding.origin.top.place, |hit| hit.start);
            finding.forget_document();
            finding.find(self.number, document, from);
        }
    }

    /// Makes a list of what is in the file anew, with what was typed.
    fn renew_list(&mut self) {
        let Some(Overlay::List(before)) = &self.overlay else {
            return;
        };
        let (typed, selected) = (before.typed.clone(), before.selected());
        match before.purpose {
            Purpose::Outline => self.open_outline(),
            Purpose::Documents => self.open_documents(),
            Purpose::Problems => self.open_problems(),
            Purpose::Palette | Purpose::Help => return,
        }
        if let Some(Overlay::List(list)) = &mut self.overlay {
            typed.chars().for_each(|c| list.push(c));
            list.select(selected);
        }
    }
}

/// Where places are after a file has arrived.
struct Moved<'a> {
    arrival: &'a Arrival,
    now: Option<&'a Opened>,
}

impl Moved<'_> {
    /// Where a location is now.
    fn location(&self, Location { document, desk }: Location) -> Location {
        let Arrival {
            at,
            was,
            is,
            before,
        } = self.arrival;
        let (Some(before), Some(now)) = (before, self.now) else {
            let document = if document < at + was {
                document
            } else {
                document - was + is
            };
            return Location { document, desk };
        };
        if document < *at {
            Location { document, desk }
        } else if document >= at + was {
            let document = document - was + is;
            Location { document, desk }
        } else {
            let (within, desk) = carry(before, now, document - at, desk);
            let document = at + within;
            Location { document, desk }
        }
    }

    /// Puts a desk where it is now.
    fn put(&self, location: Location, desks: &mut [Desk]) -> Location {
        let location = self.location(location);
        if let Some(desk) = desks.get_mut(location.document) {
            *desk = location.desk;
        }
        location
    }
}

/// A desk over the beginning of a file, as it is over a fuller reading.
fn carry(before: &Opened, now: &Opened, document: usize, desk: Desk) -> (usize, Desk) {
    let (number, place) = before.carry(now, document, desk.top.place);
    let top = super::column::Anchor {
        // At the start one stays at the start, whatever now stands there.
        place: if desk.top.place == 0 { 0 } else { place },
        ..desk.top
    };
    let documents = (
        before.reading.documents.get(document),
        now.reading.documents.get(number),
    );
    let (Some(old), Some(new)) = documents else {
        return (
            number,
            Desk {
                top,
                ..Desk::default()
            },
        );
    };
    let same = |id: AnnotationId| counterpart(old, new, id);
    let note = desk.note.and_then(|note| {
        Some(OpenNote {
            annotation: same(note.annotation)?,
            focus: note.focus.and_then(same),
            ..note
        })
    });
    let desk = Desk {
        top,
        arrived: desk
            .arrived
            .map(|place| before.carry(now, document, place).1),
        focus: desk.focus.and_then(same),
        note,
    };
    (number, desk)
}

/// The same annotation in a fuller reading of a document.
fn counterpart(old: &Document, new: &Document, id: AnnotationId) -> Option<AnnotationId> {
    let wanted = old.annotation(id);
    new.annotations_in(wanted.span).find(|&id| {
        let found = new.annotation(id);
        found.span == wanted.span && found.kind() == wanted.kind()
    })
}
