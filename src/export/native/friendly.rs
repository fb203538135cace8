//! The annotations that may be written as the source printed them, because they are read from it as they are: tried each
//! by itself, with a few words round it. Knows nothing of what any bracket means.

use std::collections::HashSet;

use super::{blocks, read};
use crate::document::{Annotation, AnnotationId, Document, Place, Span};

/// How much is tried: longer stretches are written in braces.
const LONGEST: usize = 2_000;
/// How many characters are looked at on each side.
const ROUND: usize = 24;

/// The annotations whose printed signs say all that is known of them.
pub(super) fn friendly(document: &Document) -> HashSet<AnnotationId> {
    (0..document.annotations().len())
        .map(AnnotationId)
        .filter(|&id| is_friendly(document, id).unwrap_or(false))
        .collect()
}

fn is_friendly(document: &Document, id: AnnotationId) -> Option<bool> {
    let annotation = document.annotation(id);
    let printed = annotation.printed.as_ref()?;
    let span = annotation.span;
    let block = document.block(document.block_at(span.start)?).content();
    let is_simple = annotation.body.is_none()
        && annotation.group.is_none()
        && !printed.before.is_empty()
        && span.len() <= LONGEST
        && block.covers(span)
        && !document.slice(span).contains('\t');
    if !is_simple || has_marks_inside(document, id) {
        return None;
    }
    let left = Span::new(back(document, block, span.start), span.start);
    let right = Span::new(span.end, forward(document, block, span.end));
    let tried = format!(
        "+++\n+++\n@paragraph {}{}{}{}{}\n",
        blocks::escaped(document, left),
        printed.before,
        blocks::escaped(document, span),
        printed.after,
        blocks::escaped(document, right),
    );
    let found = read(&tried);
    let [read_back] = found.annotations() else {
        return Some(false);
    };
    let whole = Span::new(left.start, right.end);
    let hand = |document: &Document, annotation: &Annotation| {
        let hand = annotation.hand.and_then(|hand| document.hands.get(hand.0));
        hand.map(|hand| hand.name.clone())
    };
    let moved = Annotation {
        span: read_back.span.shifted(left.start),
        hand: annotation.hand,
        ..read_back.clone()
    };
    Some(
        moved == *annotation
            && hand(&found, read_back) == hand(document, annotation)
            && found.text().trim_end_matches('\n') == document.slice(whole),
    )
}

/// Whether another annotation begins or ends within this one.
fn has_marks_inside(document: &Document, id: AnnotationId) -> bool {
    let span = document.annotation(id).span;
    document
        .annotations_in(span)
        .filter(|&other| other != id)
        .map(|other| document.annotation(other).span)
        .any(|other| {
            span.overlaps(other) && !other.covers(span) || span.covers(other) && !span.is_empty()
        })
}

/// The start of the words before a place, without blanks before them.
fn back(document: &Document, block: Span, place: Place) -> Place {
    let before = Span::new(block.start, place).of(document.text());
    let from = before
        .char_indices()
        .rev()
        .take(ROUND)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let words = before.get(from..).unwrap_or_default();
    place - words.trim_start_matches([' ', '\t']).len()
}

/// The end of the words after a place, without blanks after them.
fn forward(document: &Document, block: Span, place: Place) -> Place {
    let after = Span::new(place, block.end).of(document.text());
    let to = after
        .char_indices()
        .nth(ROUND)
        .map_or(after.len(), |(at, _)| at);
    let words = after.get(..to).unwrap_or_default();
    place + words.trim_end_matches([' ', '\t']).len()
}
