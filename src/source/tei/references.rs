//! References to endnotes: in the text stands the note's figure.

use super::apart::PendingReference;
use super::builder::{Builder, Closing};
use super::describe::value;
use crate::document::draft::DraftPlace;
use crate::source::xml::Attributes;

impl Builder<'_> {
    /// Takes the reference to an endnote: its text is the note's figure.
    pub(super) fn open_note_reference(&mut self, note: String, attributes: Attributes<'_>) {
        self.sheet();
        self.start_tree();
        let place = self.place();
        let current = self.current;
        let label = value(attributes, "n").map(str::to_owned);
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.closing = Closing::Reference(note, label);
    }

    pub(super) fn close_note_reference(
        &mut self,
        id: String,
        label: Option<String>,
        place: DraftPlace,
    ) {
        let tree = self.end_tree();
        let printed = Some(tree.text(0)).filter(|text| !text.is_empty());
        let label = printed.or(label);
        self.sheet()
            .references
            .push(PendingReference { id, place, label });
        // As a note does, it stands close to its word.
        self.space.is_indent |= self.space.is_pending;
    }
}
