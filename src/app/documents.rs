//! Going from document to document, and copying from them.

use super::{App, Effect};
use crate::document::{Document, FlowId, Span};
use crate::export;

impl App {
    /// Says how many things of the document's file could not be read as they stand.
    pub(super) fn say_problems(&mut self) {
        let Some((file, _)) = self.library.shelf(self.number) else {
            return;
        };
        let name = &self.library.files()[file].name;
        let count = self
            .library
            .opened(file)
            // What is wrong at the end of a part may be right in the whole.
            .filter(|opened| opened.part.is_none())
            .map_or(0, |opened| opened.problems(name).count());
        let count = count + self.configuration_problems.len();
        if count > 0 {
            let keys = self
                .keymap
                .keys_of(self.context(), crate::command::Command::Problems);
            let key = keys
                .first()
                .map_or(String::new(), |key| format!("; {key} lists them"));
            let problems = if count == 1 {
                "1 problem".to_owned()
            } else {
                format!("{count} problems")
            };
            self.complain(format!("{problems} in this file{key}"));
        }
    }

    pub(super) fn step_documents(&mut self, by: isize) {
        if self.library.len() < 2 {
            return self.say("no other document is open");
        }
        let last = self.library.len() - 1;
        let wanted = self.number.saturating_add_signed(by).min(last);
        if wanted == self.number {
            return self.say(if by > 0 {
                "this is the last document"
            } else {
                "this is the first document"
            });
        }
        self.leave();
        self.go_to_document(wanted);
    }

    /// Opens the document of this number where it was last left.
    pub(super) fn go_to_document(&mut self, number: usize) {
        if number < self.library.len() {
            self.number = number;
            self.metadata_top = 0;
            self.say_problems();
        }
    }

    /// Copies the point one is in, or the paragraph, as the view shows it.
    pub(super) fn copy_passage(&mut self, effects: &mut Vec<Effect>) {
        let place = self.place();
        let point = self.point();
        let Some(document) = self.document() else {
            return;
        };
        let (what, span) = if let Some(point) = point.map(|id| &document.points()[id.0]) {
            (format!("point {}", point.address()), point.span)
        } else {
            let block = document
                .block_at(place)
                .map(|id| document.block(id).content());
            ("the paragraph".to_owned(), block.unwrap_or_default())
        };
        let text = self.shown_text(document, span);
        effects.push(Effect::Copy(text));
        self.say(format!("copied {what}"));
    }

    /// The text of a span as the view shows it, a line for each block.
    fn shown_text(&self, document: &Document, span: Span) -> String {
        let touched = document
            .flow_blocks(FlowId::MAIN)
            .filter(|&block| document.block(block).content().overlaps(span));
        let shown = touched.map(|block| {
            let pieces = self.view.visible(document, block);
            let within = pieces
                .iter()
                .filter_map(|piece| match piece.span.intersection(span) {
                    Some(part) if piece.matter == crate::view::Matter::Text => {
                        Some(document.slice(part).to_owned())
                    }
                    _ if span.covers(piece.span) => Some(piece.text(document).to_owned()),
                    _ => None,
                });
            within.collect::<String>().trim().to_owned()
        });
        shown.collect::<Vec<_>>().join("\n\n")
    }

    pub(super) fn copy_citation(&mut self, effects: &mut Vec<Effect>) {
        let Some(document) = self.document() else {
            return;
        };
        effects.push(Effect::Copy(export::citation(document, self.point())));
        self.say("copied a citation");
    }
}
