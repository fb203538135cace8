//! Which annotations have something to say beside the text, and by which sign they say it.
//!
//! A sign is a layer's letter and a number: `h2`, `c1`; a footnote keeps the figure that the edition gave it. Knows nothing of
//! views: a number stays the same whatever is switched off.

use super::Document;
use super::annotation::Annotation;
use super::content::{Content, Kind, Property};
use super::ids::AnnotationId;
use super::layer::Layer;
use super::payload::Identity;
use super::traits::{Margin, Speaks, TextEffect};

/// The sign of a note that the edition gives none.
const UNNUMBERED: &str = "*";

/// Whether there is anything to say of an annotation beyond its look, as far as the document goes.
pub fn has_something_to_say(document: &Document, id: AnnotationId) -> bool {
    let annotation = document.annotation(id);
    let has_other = |kind| {
        document
            .alternatives(id)
            .any(|other| document.annotation(other).kind() == kind)
    };
    // The words of a note that stands in the text speak for themselves, and of what is empty nothing can be said.
    let is_in_the_text = annotation.kind().is_note() && annotation.body().is_none();
    if is_in_the_text && annotation.layer() == Some(Layer::Notes) || is_empty_version(annotation) {
        return false;
    }
    match annotation.kind().traits().speaks {
        Speaks::Never => false,
        Speaks::WhereShown => annotation.layer().is_some(),
        Speaks::UnlessReplaced => !has_other(Kind::Addition),
        // What a line of transmission says stands in the metadata.
        Speaks::WithRemark => annotation.remark.is_some(),
        Speaks::WithReadings => has_other(Kind::Reading),
        Speaks::UnlessShort => !annotation.is_short_blank(),
        Speaks::WithNumber => annotation.content.property(Property::Number).is_some(),
        Speaks::EveryFifth => annotation.is_fifth_line(),
        Speaks::WithIdentity => match annotation.content.identity() {
            // A key to a list that is not in the file says nothing to a reader.
            Some(Identity::Said(said)) => !said.starts_with("http"),
            Some(_) => false,
            None => annotation.said().is_some(),
        },
    }
}

/// Whether it is an editor's word for another and empty, so that there is nothing to quote.
fn is_empty_version(annotation: &Annotation) -> bool {
    annotation.kind().traits().effect == TextEffect::Replaces && annotation.is_unresolved()
}

/// Whether the look of an annotation's words tells all that is known of it: a struck word, an addition in italics. Where
/// on the page it stands is left to those who ask.
pub fn is_told_by_its_look(document: &Document, id: AnnotationId) -> bool {
    let annotation = document.annotation(id);
    let is_plain_deed = matches!(annotation.kind().traits().margin, Margin::Exchange(_));
    let by = &annotation.by;
    is_plain_deed
        && !annotation.span.is_empty()
        && by.responsibility.is_none()
        && by.certainty.is_none()
        && annotation.reason.is_none()
        && annotation.remark.is_none()
        && !is_by_a_named_hand(document, annotation)
}

fn is_by_a_named_hand(document: &Document, annotation: &Annotation) -> bool {
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0));
    document.hands.len() > 1 && hand.is_some_and(|hand| hand.name != "handwritten")
}

/// The sign of an annotation: a note's own figure, else its layer's letter, the letter of a hand where several are told
/// apart, and its number.
pub fn sign(document: &Document, id: AnnotationId) -> String {
    let annotation = document.annotation(id);
    let Some(layer) = annotation.layer() else {
        return String::new();
    };
    if layer == Layer::Notes || annotation.is_edition_note() {
        return annotation.label().unwrap_or(UNNUMBERED).to_owned();
    }
    let letter = layer.letter();
    let hand = annotation
        .by
        .hand
        .filter(|hand| layer == Layer::Handwriting && document.hands.len() > 1 && hand.0 < 26)
        .map(|hand| hand_letter(hand.0).to_string())
        .unwrap_or_default();
    match number(document, id) {
        0 => format!("{letter}{hand}"),
        number => format!("{letter}{hand}{number}"),
    }
}

/// An annotation's number among those of its layer that have something to say, from 1; 0 for one that has not.
fn number(document: &Document, id: AnnotationId) -> u32 {
    let order = document.order(id);
    document
        .index
        .number(|&other| document.order(other).cmp(&order))
}

impl Annotation {
    /// Whether what an editor put for another word is empty: an abbreviation that was marked and not expanded. An empty
    /// correction takes the faulty word out.
    pub fn is_unresolved(&self) -> bool {
        self.span.is_empty() && self.kind() != Kind::Correction
    }

    /// Whether it is the beginning of a line whose number editions print: 5, 10, 15.
    pub fn is_fifth_line(&self) -> bool {
        let Content::LineBreak(number) = &self.content else {
            return false;
        };
        let number = number.value();
        number.is_some_and(|number| number.is_multiple_of(5))
    }
}

/// The letter by which a hand is told apart: a, b, c in the order of the document's hands.
pub fn hand_letter(hand: usize) -> char {
    ('a'..='z').cycle().nth(hand).unwrap_or('a')
}

#[cfg(test)]
mod tests {
    use super::super::{Annotation, AnnotationId, Kind, Property, Span, fixture};

    #[test]
    fn signs_are_numbered_layer_by_layer_and_notes_keep_their_figures() {
        let of = |kind| Annotation::new(kind, Span::default());
        let document = fixture::prose(
            "<0>one</0> <1>two</1> <0>three</0><2:A note.> <3>four</3> <1>five</1>",
            &[
                of(Kind::Addition),
                of(Kind::Supplied),
                of(Kind::Note).with(Property::Label, "17"),
                of(Kind::Person),
            ],
        );
        let signs: Vec<String> = (document.annotations().ids().iter())
            .map(|&id| super::sign(&document, id))
            .collect();
        // A name of which nothing is said has no number.
        assert_eq!(signs, ["h1", "s1", "h2", "17", "p", "s2"]);
        assert!(super::is_told_by_its_look(
            &document,
            AnnotationId::edition(0)
        ));
        assert!(!super::is_told_by_its_look(
            &document,
            AnnotationId::edition(1)
        ));
    }
}
