//! Which annotations say something beside the text in a view, and which of them take a line of the margin for it.

use crate::document::traits::Speaks;
use crate::document::{AnnotationId, Document, Layer, says};

use super::{Showing, Signs, View};

/// Whether an annotation has something to say in the margin in this view: its layer is shown there, and its explanation is
/// not another's as well.
pub fn speaks(document: &Document, view: &View, id: AnnotationId) -> bool {
    let annotation = document.annotation(id);
    let Some(layer) = annotation.layer() else {
        return false;
    };
    match view.showing(layer) {
        Showing::Margin => {}
        // What the edition prints in the text is its figure; the note itself stands elsewhere on the page.
        Showing::Inline if layer == Layer::Notes => {
            return annotation.label().is_some() && annotation.body().is_some();
        }
        Showing::Inline | Showing::Silent | Showing::Off => return false,
    }
    let is_left_out = annotation.kind().traits().speaks == Speaks::WhereShown;
    says::has_something_to_say(document, id) && !(is_left_out && view.hides(document, id))
}

/// Whether an annotation takes a line of the margin: it says what its look in the text does not.
pub fn takes_a_line(document: &Document, view: &View, id: AnnotationId) -> bool {
    speaks(document, view, id) && !says::is_told_by_its_look(document, id)
}

impl View {
    /// Whether an annotation's sign stands in the text. A note's own figure stands there anyway.
    pub(super) fn has_sign(&self, document: &Document, id: AnnotationId) -> bool {
        match self.signs {
            Signs::Nobodys => false,
            Signs::OfLines => takes_a_line(document, self, id),
            Signs::All => speaks(document, self, id),
        }
    }
}
