//! Layers that are off are seen, and are off where they were switched off.

use super::session::{Session, opened};

const NOTED: &str = "A claim.[1] Another.[2]\n\n[1] See the annex.\n[2] Not printed.\n";

fn two() -> Session {
    let first = opened("a.txt", "1. One [illegible] word.\n", None);
    Session::of(vec![first, opened("b.txt", NOTED, None)])
}

#[test]
fn a_layer_that_the_document_lacks_is_not_switched_off() {
    let session = two().keys("t n");
    assert!(
        session.status().contains("this document has no notes"),
        "{}",
        session.status()
    );
    let session = session.keys("}");
    assert!(
        session.screen().contains("See the annex"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_layer_switched_off_is_named_with_what_it_hides_and_stays_so_in_its_document_alone() {
    let mut session = two().keys("} t n esc");
    assert!(
        session.status().contains("off: n 2"),
        "{}",
        session.status()
    );
    session.press("{ t u j");
    assert!(
        session.status().contains("off: u 1"),
        "{}",
        session.status()
    );
    session.press("} j");
    assert!(
        session.status().contains("off: n 2"),
        "{}",
        session.status()
    );
}

#[test]
fn one_key_brings_the_last_view_back_and_a_view_asked_for_holds_in_the_next_document() {
    let mut session = two().keys("V r }");
    session.press("j");
    assert!(session.status().contains("reading"), "{}", session.status());
    session.press("V e \\ esc");
    assert!(session.status().contains("reading"), "{}", session.status());
}

#[test]
fn the_per_cent_is_what_was_asked_for() {
    let mut session = Session::corpus().size(80, 12);
    for part in [10, 25, 50, 75] {
        let digits: Vec<String> = part.to_string().chars().map(String::from).collect();
        session.press(&format!("{} g", digits.join(" ")));
        assert!(
            session.status().contains(&format!("{part} %")),
            "{part}: {}",
            session.status()
        );
    }
}

#[test]
fn the_point_named_is_that_of_what_is_in_focus() {
    let mut session = Session::corpus().keys("2 p");
    for _ in 0..40 {
        session.press(")");
        let (Some(document), Some(focus)) = (session.app.document(), session.app.pane.desk().focus)
        else {
            break;
        };
        let point = document.point_at(document.annotation(focus).span.start);
        assert_eq!(session.app.pane.point(&session.app.library), point);
    }
}

#[test]
fn the_palette_finds_names_first_and_takes_a_number_for_a_point() {
    let session = Session::corpus().keys(": h a n d enter");
    assert!(
        session.status().contains("handwriting: off"),
        "{}",
        session.status()
    );
    let session = Session::corpus().keys(": 3 enter");
    assert!(
        session.status().contains("point 3 of 5"),
        "{}",
        session.status()
    );
}

#[test]
fn problems_of_every_file_are_listed_also_of_one_that_cannot_be_had() {
    let failed = manicule::library::State::Failed("nofile.txt: there is no such file".to_owned());
    let session = Session::of(vec![failed, opened("b.txt", NOTED, None)]).keys("e");
    assert!(
        session
            .screen()
            .contains("nofile.txt: there is no such file"),
        "{}",
        session.screen()
    );
}

#[test]
fn marks_lead_back_across_documents() {
    let session = Session::corpus().keys("3 p m a } j j ' a");
    assert!(
        session.status().contains("point 3 of 5"),
        "{}",
        session.status()
    );
    let session = Session::corpus().keys("' z");
    assert!(
        session.status().contains("nothing is marked as z"),
        "{}",
        session.status()
    );
}

#[test]
fn letters_close_what_is_only_read() {
    for keys in ["x q", "x x", "x j k esc"] {
        let session = Session::corpus().keys(keys);
        assert!(session.app.overlay.is_none(), "{keys}");
    }
    let session = Session::corpus().size(60, 20).keys("i j q");
    assert!(session.app.overlay.is_none());
}
