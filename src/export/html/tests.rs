//! What a page holds, and that its layers are switched by its style sheet alone.

use super::*;
use crate::document::{Annotation, BlockKind, Draft, Kind, Property, Span, fixture};
use crate::view::NamedView;

fn telegram() -> Document {
    let mut draft = Draft::new("telegram");
    draft.metadata.title = Some("A <telegram> & more".to_owned());
    draft.begin_block(BlockKind::Paragraph);
    let of = |kind| Annotation::new(kind, Span::default());
    let note = of(Kind::Note).with(Property::Label, "1");
    fixture::write(
        &mut draft,
        "the <0>functions</0> and <1>old </1>substance as a control<2> body</2>.<3:First.|Second & last.>",
        &[
            of(Kind::Addition),
            of(Kind::Deletion),
            of(Kind::Supplied),
            note,
        ],
    );
    draft.finish().document
}

fn page(view: NamedView) -> String {
    html(&[&telegram()], &View::from(view))
}

/// The text of the first paragraph without its elements; notes and what is hidden left out.
fn words(page: &str) -> String {
    let start = page.find("<p dir").expect("a paragraph");
    let text = page.get(start..).unwrap_or_default();
    let text = text.split("<label").next().unwrap_or_default();
    let mut words = String::new();
    let mut is_tag = false;
    for c in text.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => words.push(c),
            _ => {}
        }
    }
    words
}

#[test]
fn a_page_holds_text_notes_and_switches() {
    let page = page(NamedView::Annotated);
    for part in [
        "<title>A &lt;telegram&gt; &amp; more</title>",
        "<h1 dir=\"auto\">A &lt;telegram&gt; &amp; more</h1>",
        "<span class=\"h addition\">functions</span>",
        "id=\"layer-h\" checked> handwriting</label>",
        "<label class=\"ref n\" for=\"note-1-",
        "First.<span class=\"par\">Second &amp; last.</span>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains("<script"));
}

#[test]
fn what_a_layer_put_in_goes_with_it() {
    let page = page(NamedView::Annotated);
    assert!(
        page.contains("<span class=\"oh\"><span class=\"h addition\">functions"),
        "{page}"
    );
    assert!(
        page.contains("<span class=\"os\"><span class=\"s supplied\"> body"),
        "{page}"
    );
    assert!(page.contains("body:has(#layer-h:not(:checked)) .oh { display: none; }"));
}

#[test]
fn a_quiet_view_has_no_switches_and_no_notes() {
    let page = page(NamedView::Reading);
    assert!(!page.contains("<nav") && !page.contains("<label"));
    assert_eq!(
        words(&page).lines().next(),
        Some("the functions and substance as a control body.")
    );
}
