//! What stands in a TEI file, and that annotations which cross each other still make well-formed elements.

use super::*;
use crate::document::{Annotation, BlockKind, Document, Draft, Kind, Property, Span, fixture};

fn of(kind: Kind) -> Annotation {
    Annotation::new(kind, Span::default())
}

fn document(text: &str, annotations: &[Annotation]) -> Document {
    let mut draft = Draft::new("a b");
    draft.metadata.title = Some("A & B".to_owned());
    draft.begin_block(BlockKind::Paragraph);
    fixture::write(&mut draft, text, annotations);
    draft.finish().document
}

#[track_caller]
fn check(text: &str, annotations: &[Annotation], expected: &str) {
    let written = tei(&[&document(text, annotations)]).text;
    assert!(
        written.contains(expected),
        "{expected} is not in\n{written}"
    );
}

#[test]
fn annotations_are_elements() {
    check(
        "the <0>old</0> <1>new</1>",
        &[of(Kind::Deletion), of(Kind::Addition)],
        "<p>the <del>old</del> <add>new</add></p>",
    );
    let note = of(Kind::Note).with(Property::Label, "1");
    check(
        "A word.<0:One.>",
        &[note],
        "<p>A word.<note n=\"1\">One.</note></p>",
    );
    check(
        "a <0>b<1>c</1></0>",
        &[of(Kind::Completion), of(Kind::Italic)],
        "<seg type=\"completion\">b<hi rend=\"italic\">c</hi></seg>",
    );
}

#[test]
fn what_crosses_is_parted_or_anchored() {
    check(
        "<0>one <1>two</0> three</1>",
        &[of(Kind::Italic), of(Kind::Bold)],
        "<hi rend=\"italic\">one <hi rend=\"bold\">two</hi></hi><hi rend=\"bold\"> three</hi>",
    );
    check(
        "<0>one <1>two</0> three</1>",
        &[of(Kind::Italic), of(Kind::Deletion)],
        "<hi rend=\"italic\">one <delSpan spanTo=\"#end-a1\"/>two</hi> three<anchor xml:id=\"end-a1\"/>",
    );
}

#[test]
fn the_header_says_what_is_known() {
    check(
        "Text.",
        &[],
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"a-b\">",
    );
    check("Text.", &[], "<title>A &amp; B</title>");
}
