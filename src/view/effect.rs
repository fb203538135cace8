//! Which annotations leave their text out of a view: deletions, spellings that are corrected beside them, other readings.
//!
//! Knows nothing of what stands in the text's place.

use crate::document::{Annotation, AnnotationId, Document, Kind, Place, Span, TextEffect};

use super::{Showing, View};

impl View {
    /// The stretches of `span` that are not shown because of a layer's setting, in order, none touching the next.
    pub fn hidden(&self, document: &Document, span: Span) -> Vec<Span> {
        let mut hidden: Vec<Span> = Vec::new();
        for id in document.annotations_in(span) {
            if !self.hides(document, id) {
                continue;
            }
            let Some(part) = document.annotation(id).span.intersection(span) else {
                continue;
            };
            match hidden.last_mut() {
                Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
                _ => hidden.push(part),
            }
        }
        hidden
    }

    /// The annotation because of which the text at `place` is not shown: one that hides it, or a note whose body it is in
    /// and that is not shown itself. `None` where the text is shown.
    pub fn hider(&self, document: &Document, place: Place) -> Option<AnnotationId> {
        let mut place = place;
        // A note in a note in a note: at most as many steps outwards as there are flows.
        for _ in document.flows() {
            let here = Span::at(place);
            let holds = |&id: &AnnotationId| document.annotation(id).span.contains(place);
            let hider = document
                .annotations_in(here)
                .filter(holds)
                .find(|&id| self.hides(document, id));
            if hider.is_some() {
                return hider;
            }
            let owner = document.annotation_of_flow(document.flow_at(place))?;
            if !self.is_shown(document.annotation(owner)) {
                return Some(owner);
            }
            place = document.annotation(owner).span.start;
        }
        None
    }

    /// Whether this view leaves out the text that an annotation covers.
    pub fn hides(&self, document: &Document, id: AnnotationId) -> bool {
        let annotation = document.annotation(id);
        let Some(layer) = annotation.layer() else {
            return false;
        };
        let showing = self.showing(layer);
        match annotation.kind().traits().effect {
            TextEffect::Adds => showing == Showing::Off,
            TextEffect::Removes => showing == Showing::Silent && !is_restored(document, annotation),
            TextEffect::Replaced => {
                matches!(showing, Showing::Margin | Showing::Silent)
                    && has_alternative(document, id, |other| {
                        is_replacement(other) && !other.is_unresolved()
                    })
            }
            TextEffect::Replaces => match showing {
                Showing::Margin | Showing::Silent => follows_its_like(document, id),
                Showing::Inline => false,
                Showing::Off => has_alternative(document, id, is_replaced),
            },
            TextEffect::Varies => {
                showing != Showing::Inline
                    && (has_alternative(document, id, |other| other.kind() == Kind::Lemma)
                        || follows_its_like(document, id))
            }
            TextEffect::Rivals => showing != Showing::Inline && follows_its_like(document, id),
            TextEffect::Beside => matches!(showing, Showing::Silent | Showing::Off),
            TextEffect::Marks => false,
        }
    }

    /// Whether a place lies within words that this view leaves out, not only between two such stretches.
    pub fn is_within_hidden(&self, document: &Document, place: Place) -> bool {
        document.annotations_in(Span::at(place)).any(|id| {
            let span = document.annotation(id).span;
            span.start < place && place < span.end && self.hides(document, id)
        })
    }
}

/// Whether an annotation is an editor's word for another that stands beside it.
pub(super) fn is_replacement(annotation: &Annotation) -> bool {
    annotation.kind().traits().effect == TextEffect::Replaces
}

/// Whether an annotation is the document's word where an editor's may stand beside it.
pub(super) fn is_replaced(annotation: &Annotation) -> bool {
    annotation.kind().traits().effect == TextEffect::Replaced
}

/// Whether words struck out were let stand again.
fn is_restored(document: &Document, deletion: &Annotation) -> bool {
    (document.annotations_in(deletion.span)).any(|id| {
        let other = document.annotation(id);
        other.kind() == Kind::Restoration
            && (other.span.covers(deletion.span) || deletion.span.covers(other.span))
    })
}

fn has_alternative(
    document: &Document,
    id: AnnotationId,
    wanted: impl Fn(&Annotation) -> bool,
) -> bool {
    document
        .alternatives(id)
        .any(|other| wanted(document.annotation(other)))
}

/// Whether another of the same kind stands before it in its group: of several expansions only the first is read.
fn follows_its_like(document: &Document, id: AnnotationId) -> bool {
    let kind = document.annotation(id).kind();
    document
        .alternatives(id)
        .any(|other| other < id && document.annotation(other).kind() == kind)
}
