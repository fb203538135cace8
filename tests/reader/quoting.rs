//! What is copied may be quoted: nothing is left out without a sign, whatever the view hides.

use super::session::{Session, opened};
use manicule::app::Effect;
use manicule::document::FlowId;
use manicule::view::{NamedView, View};
use strum::IntoEnumIterator;

fn copied(session: &Session) -> &str {
    match session.effects.last() {
        Some(Effect::Copy(text)) => text,
        other => panic!("nothing was copied: {other:?}"),
    }
}

#[test]
fn a_copy_shows_in_brackets_what_the_view_hides() {
    let session = Session::corpus().keys("3 p t h t s y");
    let text = copied(&session);
    assert!(
        text.contains("the [handwritten: functions] and substance of the work of this body as a control [body]"),
        "{text}"
    );
    assert!(
        session.status().contains("with the edition’s brackets"),
        "{}",
        session.status()
    );
}

#[test]
fn the_copy_is_the_same_in_every_view() {
    let expected = Session::corpus().keys("3 p y").effects;
    for view in ["V r", "V w", "V f", "V e", "t a"] {
        let session = Session::corpus().keys(&format!("3 p {view} 3 p y"));
        assert_eq!(session.effects, expected, "{view}");
    }
}

#[test]
fn a_plain_copy_names_its_view_and_signs_what_it_leaves_out() {
    let session = Session::corpus().keys("s y 3 p V f y");
    let text = copied(&session);
    assert!(
        text.contains("reflects the […] and substance of the work of this body as a control […]."),
        "{text}"
    );
    let status = session.status();
    assert!(
        status.contains("“as first written”; […] stands for what it leaves out"),
        "{status}"
    );
    let session = Session::corpus().keys("V w 4 p Y");
    let citation = copied(&session);
    assert!(
        citation.contains(", point 4, ") && citation.ends_with(", read in the view “as written”."),
        "{:?}",
        session.effects
    );
}

#[test]
fn a_copy_with_notes_has_their_bodies() {
    let text = "A claim.[1] Another.\n\n[1] See the annex.\n";
    let session = Session::of(vec![opened("a.txt", text, None)]).keys("s y s y y");
    let text = copied(&session);
    assert!(
        text.contains("A claim.[1]") && text.contains("[1] See the annex."),
        "{text}"
    );
}

#[test]
fn a_stretch_from_a_mark_is_copied() {
    let session = Session::corpus().keys("2 p m a ] K");
    let text = copied(&session);
    assert!(
        text.starts_with("2. ") && text.contains("\n\n3. "),
        "{text}"
    );
}

#[test]
fn every_paragraph_copied_stands_in_a_named_view_of_the_document() {
    let mut session = Session::corpus();
    let document = session.app.document().expect("open").clone();
    for number in 1..=5 {
        session.press(&format!("{number} p y"));
        let text = copied(&session).to_owned();
        for paragraph in text.split("\n\n") {
            let stands_in = |named: NamedView| {
                let mut view = View::from(named);
                // The figures of notes are no part of what is quoted.
                view.show(
                    manicule::document::Layer::Notes,
                    manicule::view::Showing::Off,
                );
                view.show(
                    manicule::document::Layer::Breaks,
                    manicule::view::Showing::Off,
                );
                let mut blocks = document.flow_blocks(FlowId::MAIN);
                blocks.any(|block| view.visible_text(&document, block).contains(paragraph))
            };
            assert!(
                NamedView::iter().any(stands_in),
                "{paragraph:?} stands in no view"
            );
        }
    }
}
