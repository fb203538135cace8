//! What Markdown says of a document, and what it cannot say.

use super::*;
use crate::document::{Annotation, Draft, Property, Span, fixture};
use crate::view::NamedView;

fn of(kind: Kind) -> Annotation {
    Annotation::new(kind, Span::default())
}

fn document(kind: BlockKind, text: &str, annotations: &[Annotation]) -> Document {
    let mut draft = Draft::new("a");
    draft.metadata.title = Some("A: \"b\"".to_owned());
    draft.begin_block(kind);
    fixture::write(&mut draft, text, annotations);
    draft.finish().document
}

#[track_caller]
fn check(document: &Document, view: NamedView, expected: &str) {
    let written = markdown(document, &View::from(view)).text;
    let body = written
        .strip_prefix("---\nid: \"a\"\ntitle: \"A: \\\"b\\\"\"\n---\n")
        .expect("front matter");
    assert_eq!(body, expected);
}

#[test]
fn notes_are_footnotes_with_their_own_figures() {
    let note = of(Kind::Note).with(Property::Label, "1");
    let document = document(BlockKind::Paragraph, "A word.<0:One.|Two.>", &[note]);
    check(
        &document,
        NamedView::Annotated,
        "\nA word.[^1]\n\n[^1]: One.\n\n    Two.\n",
    );
    check(&document, NamedView::Reading, "\nA word.\n");
}

#[test]
fn what_the_margin_says_of_words_is_a_footnote_too() {
    let document = document(
        BlockKind::Paragraph,
        "the <0>functions</0> of",
        &[of(Kind::Addition)],
    );
    check(
        &document,
        NamedView::Annotated,
        "\nthe functions of[^h1]\n\n[^h1]: “functions” added by hand\n",
    );
    check(
        &document,
        NamedView::AsEdited,
        "\nthe [handwritten: functions] of\n",
    );
}

#[test]
fn emphasis_stands_at_the_edges_of_words() {
    let document = document(
        BlockKind::Paragraph,
        "a <0>b </0>c <1>d</1>",
        &[of(Kind::Italic), of(Kind::Bold)],
    );
    check(&document, NamedView::Annotated, "\na *b* c **d**\n");
}

#[test]
fn text_that_looks_like_markdown_stays_text() {
    let plain = |text| document(BlockKind::Paragraph, text, &[]);
    check(
        &plain("1. I moved."),
        NamedView::Annotated,
        "\n1\\. I moved.\n",
    );
    check(
        &plain("# *a* [b](c) x_y_z"),
        NamedView::Annotated,
        "\n\\# \\*a\\* [b]\\(c) x_y_z\n",
    );
}

#[test]
fn what_markdown_has_no_sign_for_is_told() {
    let signature = document(BlockKind::Signature, "Orlov", &[]);
    let losses = markdown(&signature, &View::default()).losses;
    assert_eq!(losses.len(), 1);
    assert_eq!(
        losses[0].what,
        "Markdown has no signature; it stands as a paragraph"
    );
}
