//! What a document says of its own brackets: a note that they are the original's, a key to what stands in them.

use crate::document::{Kind, Span};
use crate::source::notes::{Body, Reference};
use crate::source::transcript::{Mark, Paragraph, Words};

/// Takes brackets for plain text that a note says are the original's: `Brackets in the original.` is about the bracket
/// before its reference, `All brackets are in the original.` about every one.
pub(super) fn brackets_of_the_original(
    text: &str,
    bodies: &[Body],
    references: &[Reference],
    marks: &mut Vec<Mark>,
) {
    for (index, body) in bodies.iter().enumerate() {
        let said = words(text, &body.paragraphs).to_lowercase();
        let is_declared = said.contains("bracket")
            && [
                "in the original",
                "in the source text",
                "are original",
                "of the original",
            ]
            .iter()
            .any(|place| said.contains(place));
        if !is_declared {
            continue;
        }
        let is_about_all = said.contains("all ") || said.contains("throughout");
        if is_about_all {
            marks.retain(|mark| !is_square(text, mark));
            continue;
        }
        let at = references
            .iter()
            .filter(|reference| reference.body == Some(index));
        for reference in at.map(|reference| reference.sign.start) {
            let is_before = |mark: &&Mark| is_square(text, mark) && mark.span().end <= reference;
            let nearest = marks
                .iter()
                .filter(is_before)
                .map(Mark::span)
                .max_by_key(|span| span.end);
            marks.retain(|mark| Some(mark.span()) != nearest);
        }
    }
}

/// Acts on a key that the document gives: `Key: UM = unidentified speaker; the translator's comments are in brackets`.
pub(super) fn key(text: &str, paragraphs: &[Paragraph], marks: &mut [Mark]) {
    let mut keys = paragraphs
        .iter()
        .map(|paragraph| paragraph.span().of(text).to_lowercase());
    let Some(key) = keys.find(|words| words.starts_with("key:") && words.contains("bracket"))
    else {
        return;
    };
    let comments = key.contains("comment") || key.contains("remark");
    let kind = match () {
        () if comments && key.contains("translator") => Kind::TranslatorsNote,
        () if comments => Kind::EditorsNote,
        () => return,
    };
    for mark in marks.iter_mut().filter(|mark| is_square(text, mark)) {
        let Some(annotation) = &mut mark.annotation else {
            continue;
        };
        let is_bare = matches!(
            annotation.kind,
            Kind::Supplied | Kind::Identification | Kind::OriginalWording
        );
        if is_bare {
            annotation.kind = kind;
            mark.words = Words::Body;
        }
    }
}

/// Whether a mark is a pair of square brackets.
fn is_square(text: &str, mark: &Mark) -> bool {
    let Span { start, end } = mark.span();
    mark.annotation.is_some() && text.as_bytes().get(start) == Some(&b'[') && end > start
}

fn words(text: &str, paragraphs: &[Paragraph]) -> String {
    let spans = paragraphs.iter().map(|paragraph| paragraph.span().of(text));
    spans.collect::<Vec<_>>().join(" ")
}
