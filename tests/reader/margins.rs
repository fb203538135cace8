//! Notes beside the text and at the foot of the window: each is there, or counted, or a few lines further on.

use std::collections::BTreeSet;

use super::properties::check_margin;
use super::session::{Session, opened};
use manicule::document::{AnnotationId, FlowId, Layer};
use manicule::layout::page::Notes;
use manicule::layout::{lay_out, takes_a_line};

/// Lines in each of which far more is said than has a place beside it.
fn crowded() -> String {
    let words = "the [old] keeper [Tinea] came [down] to [the] door [and] took [it] up [again] as [he] was [told] to ";
    format!(
        "{words}\n\n{}\n\n{words}{words}\n",
        "A quiet line. ".repeat(30)
    )
}

/// All annotations of the main text that take a line of the margin.
fn due(session: &Session) -> BTreeSet<AnnotationId> {
    let document = session.app.document().expect("open");
    let setting = &session.app.pane.setting;
    let blocks = document.flow_blocks(FlowId::MAIN);
    let notes =
        blocks.flat_map(|block| lay_out(document, block, &setting.view, setting.measure).notes);
    notes
        .map(|(id, _)| id)
        .filter(|&id| takes_a_line(document, &setting.view, id))
        // Of names that are glossed alike one gloss is said.
        .filter(|&id| document.annotation(id).layer() != Some(Layer::Names))
        .collect()
}

/// Scrolls line by line to the end, looking at the margin of every screen; what was seen there.
fn seen_by_scrolling(session: &mut Session) -> BTreeSet<AnnotationId> {
    session.press("g");
    let mut seen = BTreeSet::new();
    loop {
        check_margin(session);
        seen.extend(session.app.pane.page().noted().map(|(id, _)| id));
        let before = session.app.pane.desk();
        session.press("j");
        if session.app.pane.desk() == before {
            return seen;
        }
    }
}

#[track_caller]
pub(crate) fn check_all_are_reached(session: &mut Session) {
    let due = due(session);
    let seen = seen_by_scrolling(session);
    if matches!(session.app.pane.setting.notes, Notes::Below) {
        return;
    }
    let missed: Vec<_> = due.difference(&seen).collect();
    assert!(missed.is_empty(), "{missed:?}\n{}", session.screen());
}

#[test]
fn every_note_is_reached_by_scrolling_alone() {
    for (width, height) in [(120, 40), (80, 24), (40, 10)] {
        for placement in 0..4 {
            let files = vec![
                opened("crowded.txt", &crowded(), None),
                opened(
                    "stalin-molotov-telegram.txt",
                    super::session::TELEGRAM,
                    Some(super::session::COMMENTARY),
                ),
                opened(
                    "inscription.xml",
                    include_str!("../../corpus/inscription.xml"),
                    None,
                ),
            ];
            let mut session = Session::of(files).size(width, height);
            for _ in 0..placement {
                session.press("M");
            }
            for _ in 0..3 {
                check_all_are_reached(&mut session);
                session.press("}");
            }
        }
    }
}

#[test]
fn what_waits_is_counted_and_scrolling_on_turns_to_it() {
    let mut session = Session::of(vec![opened("crowded.txt", &crowded(), None)]).keys("M j k");
    let screen = session.screen();
    assert!(screen.contains('▼'), "{screen}");
    let first_line = |session: &Session| session.app.pane.page().first_place();
    let before = first_line(&session);
    session.press("j");
    assert_eq!(first_line(&session), before, "{}", session.screen());
    assert!(session.screen().contains("▲ 4"), "{}", session.screen());
    session.press("k");
    assert_eq!(session.screen(), screen);
}

#[test]
fn dense_text_has_its_notes_at_the_foot_and_says_so() {
    let words = "I [once] saw [him] and [her] at [the] sea ".repeat(12);
    let mut session = Session::of(vec![opened("dense.txt", &words, None)]);
    assert!(
        session.status().contains("at the foot"),
        "{}",
        session.screen()
    );
    assert!(matches!(session.app.pane.setting.notes, Notes::Foot(_)));
    session.press("M");
    assert!(
        session.status().contains("beside the text"),
        "{}",
        session.status()
    );
    assert!(matches!(session.app.pane.setting.notes, Notes::Beside(_)));
    session.press("M M");
    assert!(matches!(session.app.pane.setting.notes, Notes::Below));
}

#[test]
fn the_others_stay_where_they_stand_when_one_comes_into_focus() {
    let mut session = Session::corpus();
    let rows = |session: &Session| {
        let notes = &session.app.pane.page().notes;
        notes
            .iter()
            .map(|note| (note.annotation, note.row))
            .collect::<Vec<_>>()
    };
    let before = rows(&session);
    for _ in 0..6 {
        session.press(")");
        let focus = session.app.pane.desk().focus;
        for (id, row) in rows(&session) {
            let was = before.iter().find(|(other, _)| *other == id);
            assert!(
                focus == Some(id) || was.is_some_and(|(_, was)| *was == row),
                "{}",
                session.screen()
            );
        }
    }
}

#[test]
fn what_the_text_shows_takes_no_line_and_is_said_in_focus() {
    let text = "He wrote [handwritten: soon] and meant it.\n";
    let mut session = Session::of(vec![opened("letter.txt", text, None)]);
    assert!(!session.screen().contains("added"), "{}", session.screen());
    session.press(")");
    assert!(
        session.screen().contains("“soon” added by hand"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_note_and_its_place_bear_one_sign() {
    let session = Session::corpus().keys("3 p");
    let screen = session.screen();
    assert!(
        screen.contains("c22 ") && screen.contains("ᶜ²²functions"),
        "{screen}"
    );
}
