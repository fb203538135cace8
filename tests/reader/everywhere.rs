//! Asking all files at once: what is asked of the outside, and what becomes of the answer.

use manicule::app::overlay::everywhere::{Found, FoundHit};
use manicule::app::{Effect, Event, Job, Outcome};
use manicule::document::{DocumentId, FileId};

use super::session::Session;

fn answered(found: Found) -> Session {
    let mut session = Session::corpus().size(100, 24).keys("S s e a enter");
    let job = Job::Find("sea".to_owned());
    assert!(
        session.effects.contains(&Effect::Work(job.clone())),
        "{:?}",
        session.effects
    );
    session.app.handle(Event::Done(job, Outcome::Found(found)));
    session
}

fn hit(file: u32, place: usize) -> FoundHit {
    let document = DocumentId {
        file: FileId(file),
        number: 0,
    };
    FoundHit {
        document,
        place,
        words: "the sea is calm".to_owned(),
        of: "1921-05-03".to_owned(),
    }
}

#[test]
fn the_query_stands_in_the_status_line_while_it_is_typed() {
    let session = Session::corpus().size(100, 24).keys("S s e a");
    assert!(
        session.status().starts_with("in all documents: sea"),
        "{}",
        session.status()
    );
}

#[test]
fn hits_are_listed_and_choosing_one_goes_there_and_back() {
    let found = Found {
        hits: vec![hit(0, 0), hit(1, 40)],
        total: 2,
        documents: 2,
        trouble: None,
    };
    let session = answered(found);
    assert!(
        session.screen().contains("the sea is calm"),
        "{}",
        session.screen()
    );
    let session = session.keys("down enter");
    assert_eq!(session.app.pane.id().file, FileId(1));
    let session = session.keys("backspace");
    assert_eq!(session.app.pane.id().file, FileId(0));
}

#[test]
fn a_mistake_and_nothing_found_are_said() {
    let mistaken = Found {
        trouble: Some("`frmo:` is not known; did you mean `from:`?".to_owned()),
        ..Found::default()
    };
    assert!(
        answered(mistaken)
            .status()
            .contains("did you mean `from:`?")
    );
    assert!(
        answered(Found::default())
            .status()
            .contains("no document answers")
    );
}

#[test]
fn an_empty_query_asks_nothing() {
    let session = Session::corpus().size(100, 24).keys("S enter");
    assert!(
        !session
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Work(Job::Find(_))))
    );
}
