//! A long file arrives in parts: what one reads stays where it is while more of it comes.

use manicule::app::{Event, Job, Outcome};
use manicule::document::FileId;
use manicule::library::{Part, State};

use super::session::{COMMENTARY, GUIDE, Session, TELEGRAM, opened};

/// The beginning of a text as a file that is still being read.
fn beginning(text: &str, bytes: usize) -> State {
    let of = text.len();
    let cut = manicule::source::decode::cut(text.as_bytes(), bytes);
    match opened(
        "telegram",
        text.get(..cut).expect("a cut between characters"),
        Some(COMMENTARY),
    ) {
        State::Open(opened) => State::Open(Box::new(opened.part(Part {
            bytes,
            of: Some(of),
        }))),
        other => other,
    }
}

fn whole() -> State {
    opened("telegram", TELEGRAM, Some(COMMENTARY))
}

/// A reader of a beginning of the telegram; then the guide.
fn reading_a_part() -> Session {
    let guide = opened("guide", GUIDE, None);
    Session::of(vec![beginning(TELEGRAM, 6600), guide]).size(80, 16)
}

fn arrive(session: &mut Session, file: u32, state: State) {
    let job = Job::Load(FileId(file));
    session.app.handle(Event::Done(job, Outcome::Loaded(state)));
}

#[test]
fn the_status_says_how_much_is_here_until_all_is() {
    let mut session = reading_a_part();
    assert!(
        session.status().contains("% · 0.0 of 0.0 MB read"),
        "{}",
        session.status()
    );
    arrive(&mut session, 0, whole());
    assert!(!session.status().contains("read"), "{}", session.status());
}

#[test]
fn point_focus_and_text_stay() {
    let mut session = reading_a_part().keys("] ] ) )");
    let before = session.screen();
    let desk = session.app.pane.desk();
    assert!(desk.focus.is_some(), "{before}");
    arrive(&mut session, 0, beginning(TELEGRAM, 7000));
    arrive(&mut session, 0, whole());
    let status = |screen: &str| screen.lines().count() - 1;
    let (body, rows) = (session.screen(), status(&before));
    let lines = |screen: &str| {
        screen
            .lines()
            .take(rows)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&body), lines(&before));
    assert_eq!(session.app.pane.desk().top, desk.top);
}

#[test]
fn an_open_note_stays_open() {
    let mut session = reading_a_part().keys("] ] ) enter");
    let before = session.screen();
    assert!(session.app.pane.desk().note.is_some(), "{before}");
    arrive(&mut session, 0, whole());
    assert!(
        session.app.pane.desk().note.is_some(),
        "{}",
        session.screen()
    );
    session.press("backspace");
    assert!(
        session.app.pane.desk().note.is_none(),
        "{}",
        session.screen()
    );
}

#[test]
fn a_document_after_it_stays_open_and_back_leads_where_one_was() {
    let mut session = reading_a_part().keys("3 p }");
    assert!(session.screen().contains("2 of 2"), "{}", session.screen());
    arrive(&mut session, 0, whole());
    assert!(session.screen().contains("2 of 2"), "{}", session.screen());
    session.press("backspace");
    assert!(session.screen().contains("1 of 2"), "{}", session.screen());
    assert!(session.status().contains("point 3"), "{}", session.status());
}

#[test]
fn hits_in_what_comes_are_found_and_the_one_at_hand_stays() {
    let mut session = reading_a_part().keys("/ j a p a n enter n");
    let hits = |session: &Session| {
        let finding = session.app.pane.finding.as_ref().expect("a search");
        (finding.hit(), finding.hits.len())
    };
    let (hit, before) = hits(&session);
    let top = session.app.pane.desk().top;
    arrive(&mut session, 0, whole());
    let (same, after) = hits(&session);
    assert_eq!((same, session.app.pane.desk().top), (hit, top));
    assert!(before < after, "{before} hits, then {after}");
}

#[test]
fn an_open_outline_grows() {
    let mut session = reading_a_part().keys("o");
    assert!(
        !session.screen().contains("It is evident"),
        "{}",
        session.screen()
    );
    arrive(&mut session, 0, whole());
    session.press("5 enter");
    assert!(session.status().contains("point 5"), "{}", session.status());
}

#[test]
fn what_cannot_be_had_in_full_stays_as_far_as_it_was_read() {
    let mut session = reading_a_part();
    let reason = "telegram: the disk is gone".to_owned();
    arrive(&mut session, 0, State::Failed(reason.clone()));
    assert!(
        session.screen().contains("Cde. MOLOTOV"),
        "{}",
        session.screen()
    );
    assert!(session.status().contains(&reason), "{}", session.status());
    assert_eq!(session.app.library.failure(), None);
}

#[test]
fn what_means_the_whole_waits_for_it() {
    let whole_screen = |keys: &str| {
        let guide = opened("guide", GUIDE, None);
        Session::of(vec![whole(), guide])
            .size(80, 16)
            .keys(keys)
            .screen()
    };
    for keys in ["G", "5 0 g", "5 p"] {
        let mut session = reading_a_part().keys(keys);
        assert!(
            session
                .status()
                .contains("waiting for the rest of the file (0.0 of 0.0 MB read)"),
            "{keys}: {}",
            session.screen()
        );
        arrive(&mut session, 0, beginning(TELEGRAM, 7000));
        assert!(
            session.status().contains("waiting"),
            "{keys}: {}",
            session.screen()
        );
        arrive(&mut session, 0, whole());
        let text = |screen: &str| {
            screen
                .lines()
                .take(15)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(text(&session.screen()), text(&whole_screen(keys)), "{keys}");
    }
}

#[test]
fn any_key_gives_up_the_wait() {
    let mut session = reading_a_part();
    let before = session.screen();
    session.press("G esc");
    assert!(
        session.status().contains("not waited for"),
        "{}",
        session.screen()
    );
    arrive(&mut session, 0, whole());
    let text = |screen: &str| {
        screen
            .lines()
            .take(15)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(text(&session.screen()), text(&before));
}

#[test]
fn what_is_in_the_part_is_gone_to_at_once() {
    let session = reading_a_part().keys("3 p");
    assert!(session.status().contains("point 3"), "{}", session.status());
}

#[test]
fn a_search_that_finds_nothing_yet_waits_for_the_whole() {
    let mut session = reading_a_part().keys("/ p e t r o v a enter");
    assert!(session.status().contains("waiting"), "{}", session.screen());
    arrive(&mut session, 0, whole());
    assert!(session.screen().contains("Petrova"), "{}", session.screen());
    assert!(session.status().contains("1 of 1"), "{}", session.status());
}
