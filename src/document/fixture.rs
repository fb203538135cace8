//! Documents for tests, written as text with numbered tags: `the <0>functions</0> and substance<1/>`.
//!
//! Used by tests alone.

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::{Annotation, BlockKind, Document, Draft, GroupId, Kind, Span};

/// A document with one block of `kind` for each line of `text`. `<n>…</n>` is the stretch of the `n`th annotation and
/// `<n/>` its place; in the body of a note, `<n:…>` opens it at its place.
pub(crate) fn document(kind: BlockKind, text: &str, annotations: &[Annotation]) -> Document {
    let mut draft = Draft::new("fixture");
    for line in text.lines() {
        draft.begin_block(kind);
        write(&mut draft, line, annotations);
    }
    draft.finish().document
}

/// A paragraph for each line of `text`.
pub(crate) fn prose(text: &str, annotations: &[Annotation]) -> Document {
    document(BlockKind::Paragraph, text, annotations)
}

/// Writes a line with its tags into a draft whose block is open.
pub(crate) fn write(draft: &mut Draft, line: &str, annotations: &[Annotation]) {
    let flow = draft.flow();
    let mut starts = vec![0; annotations.len()];
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        draft.push_str(before);
        let (tag, after) = tag.split_once('>').expect("a tag is closed");
        rest = after;
        let number = |text: &str| text.parse::<usize>().expect("a tag holds a number");
        if let Some(tag) = tag.strip_suffix('/') {
            let span = Span::at(draft.offset());
            draft.annotate_in(
                flow,
                Annotation {
                    span,
                    ..annotations[number(tag)].clone()
                },
            );
        } else if let Some((tag, body)) = tag.split_once(':') {
            let span = Span::at(draft.offset());
            let note = draft.open_flow();
            for paragraph in body.split('|') {
                draft.begin_block(BlockKind::Paragraph);
                draft.push_str(paragraph);
            }
            draft.close_flow();
            let mut annotation = annotations[number(tag)].clone();
            annotation.span = span;
            annotation.set_body(note);
            draft.annotate_in(flow, annotation);
        } else if let Some(tag) = tag.strip_prefix('/') {
            let span = Span::new(starts[number(tag)], draft.offset());
            draft.annotate_in(
                flow,
                Annotation {
                    span,
                    ..annotations[number(tag)].clone()
                },
            );
        } else {
            starts[number(tag)] = draft.offset();
        }
    }
    draft.push_str(rest);
}

/// The third point of the telegram of 11 November 1945.
pub(crate) fn point_three() -> Document {
    let text = "3. The Soviet Government considers it advisable that the control body be named a Control Commission or \
        a Control Council since such a name correctly reflects the <0>functions</0> and substance of the work of this \
        body as a control <1>body</1>. The problem is not that this body will consist of military <1>people</1>, but \
        that it will exercise control over Japan, both in military questions, as well as in all other questions of a \
        political, economic, cultural, administrative, and financial nature.";
    prose(
        text,
        &[
            Annotation::new(Kind::Addition, Span::default()).printed("[handwritten: ", "]"),
            Annotation::new(Kind::Supplied, Span::default()).printed("[", "]"),
        ],
    )
}

/// Documents of a few blocks with annotations of every kind over them, overlapping as they may.
pub(crate) fn any_document() -> impl Strategy<Value = Document> {
    let text = proptest::collection::vec("[a-e ,.()“”é日\u{301}]{0,40}", 1..4);
    let annotation = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..6_u32,
    );
    (text, proptest::collection::vec(annotation, 0..12)).prop_map(|(blocks, annotations)| {
        let mut draft = Draft::new("any");
        for block in &blocks {
            draft.begin_block(BlockKind::Paragraph);
            draft.push_str(block);
        }
        let text = draft.text_of(draft.flow()).to_owned();
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let kinds: Vec<Kind> = Kind::iter().collect();
        for (kind, start, length, group) in annotations {
            let start = start.index(places.len());
            let end = (start + length.index(12)).min(places.len() - 1);
            let mut annotation = Annotation::new(
                kinds[kind.index(kinds.len())],
                Span::new(places[start], places[end]),
            );
            annotation.group = (group < 2).then_some(GroupId(group));
            if group == 3 {
                annotation = annotation.printed("[x: ", "]");
            }
            draft.annotate(annotation);
        }
        draft.finish().document
    })
}
