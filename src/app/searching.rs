//! Searching in a document: the prompt, the hits, and going to them.

use super::column::main_place;
use super::finding::{self, Finding};
use super::{App, Overlay};

impl App {
    pub(super) fn begin_search(&mut self) {
        self.finding = Some(Finding::new(self.number, self.desk()));
        self.overlay = Some(Overlay::Search);
    }

    pub(super) fn extend_search(&mut self, c: char) {
        if let Some(finding) = &mut self.finding {
            finding.typed.push(c);
        }
        self.find_again();
    }

    pub(super) fn shorten_search(&mut self, wholly: bool) {
        if let Some(finding) = &mut self.finding {
            if wholly {
                finding.typed.clear();
            } else {
                finding.typed.pop();
            }
        }
        self.find_again();
    }

    /// Finds what is typed, from where the search began, and shows the first hit.
    fn find_again(&mut self) {
        let Some(document) = self.library.document(self.number) else {
            return;
        };
        let Some(finding) = &mut self.finding else {
            return;
        };
        let from = finding.origin.top.place;
        finding.find(self.number, document, from);
        let origin = finding.origin;
        match finding.hit() {
            Some(_) => self.show_hit(),
            None => self.desks[self.number] = origin,
        }
    }

    /// Ends the prompt and stays at the hit.
    pub(super) fn accept_search(&mut self) {
        self.overlay = None;
        let Some(finding) = &self.finding else { return };
        if finding::is_empty(&finding.typed) {
            self.finding = None;
            return;
        }
        if finding.hits.is_empty() {
            let text = format!("“{}” is not in this document", finding.typed);
            self.complain(text);
            return;
        }
        let from = super::Location {
            document: self.number,
            desk: finding.origin,
        };
        self.jumps.leave(from);
    }

    /// Ends the prompt and goes back to where the search began.
    pub(super) fn give_up_search(&mut self) {
        self.overlay = None;
        if let Some(finding) = self.finding.take()
            && let Some(desk) = self.desks.get_mut(self.number)
        {
            *desk = finding.origin;
        }
    }

    /// Goes to the next hit, or the one before; searches another document anew.
    pub(super) fn step_hits(&mut self, by: isize) {
        let is_typing = matches!(self.overlay, Some(Overlay::Search));
        let here = self.place();
        let Some(document) = self.library.document(self.number) else {
            return;
        };
        let Some(finding) = &mut self.finding else {
            return self.say("nothing has been searched for");
        };
        if finding.document == self.number {
            let went_round = finding.step(by);
            if went_round && finding.hits.len() > 1 {
                self.say(if by > 0 {
                    "round to the first hit"
                } else {
                    "round to the last hit"
                });
            }
        } else {
            finding.find(self.number, document, here);
        }
        let Some(finding) = &self.finding else { return };
        if finding.hits.is_empty() {
            let text = format!("“{}” is not in this document", finding.typed);
            return self.complain(text);
        }
        if !is_typing {
            self.leave();
        }
        self.show_hit();
    }

    /// Brings the hit one is at into sight: in the text, or in the note that holds it.
    fn show_hit(&mut self) {
        let Some(document) = self.library.document(self.number) else {
            return;
        };
        let Some(hit) = self.finding.as_ref().and_then(Finding::hit) else {
            return;
        };
        let main = main_place(document, hit.start);
        let note = document.annotation_of_flow(document.flow_at(hit.start));
        if let Some(desk) = self.desks.get_mut(self.number) {
            desk.note = None;
            desk.focus = note;
        }
        self.bring_into_sight(main);
    }

    /// The status of the search: which hit of how many, and what hides it.
    pub fn search_status(&self) -> Option<String> {
        let finding = self.finding.as_ref()?;
        let document = self.document()?;
        let (Some(at), Some(hit)) = (finding.at, finding.hit()) else {
            return (!finding.typed.is_empty()).then(|| "not found".to_owned());
        };
        let mut status = if finding.is_cut {
            format!("{} of many", at + 1)
        } else {
            format!("{} of {}", at + 1, finding.hits.len())
        };
        if let Some(layer) = finding::hidden_by(document, &self.view, hit) {
            let title = super::views::layer_title(layer);
            status.push_str(", in a hidden layer: ");
            status.push_str(&title);
        } else if document.flow_at(hit.start) != crate::document::FlowId::MAIN {
            status.push_str(", in a note");
        }
        Some(status)
    }
}
