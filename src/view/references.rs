//! Which annotations have a figure or a raised sign in the text, and which stand there themselves.

use crate::document::traits::{Around, At};
use crate::document::{Annotation, AnnotationId, Content, Document, Kind, Layer};

use super::View;

/// Whether an annotation is shown by a figure in the text rather than by signs round its stretch.
pub(super) fn is_reference(annotation: &Annotation) -> bool {
    annotation.kind().traits().at == At::Figure
}

/// Whether a note has a figure in the text: commentary and the reader's own notes have none, nor has a source note that the
/// edition does not number, because it is about the document as a whole.
pub(super) fn is_numbered(annotation: &Annotation) -> bool {
    let is_of_the_whole = annotation.kind() == Kind::SourceNote && annotation.label().is_none();
    !is_of_the_whole && !matches!(annotation.layer(), Some(Layer::Commentary | Layer::Own))
}

/// Whether an annotation's sign is raised before its words. A numbered note has its figure behind them; what is said of a
/// field of the metadata has no place among words.
pub(super) fn has_tie(view: &View, document: &Document, id: AnnotationId) -> bool {
    let annotation = document.annotation(id);
    let is_of_a_field = matches!(annotation.content, Content::Comment { about: Some(_), .. });
    !annotation.is_edition_note() && !is_of_a_field && view.has_sign(document, id)
}

/// Whether a note's body stands in the text itself where its layer is inline: the source printed it there
/// (`[Translator's note: …]`), or a hand wrote it (`[handwritten: …]`).
pub(super) fn stands_in_the_text(annotation: &Annotation) -> bool {
    let is_by_hand = annotation.kind().traits().around == Around::Hand;
    let is_printed = annotation.label().is_none() && annotation.printed.is_some();
    annotation.body().is_some() && (is_by_hand || is_printed)
}
