//! From reading to writing: citations in every form, and the document in other forms.

use manicule::app::{Effect, Event, Job, NewFile, Outcome};

use crate::session::Session;

#[track_caller]
fn copied(session: &Session) -> &str {
    let mut effects = session.effects.iter().rev();
    let copy = effects.find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    copy.expect("something is copied")
}

#[track_caller]
fn asked_to_write(session: &Session) -> NewFile {
    let mut effects = session.effects.iter().rev();
    let file = effects.find_map(|effect| match effect {
        Effect::Work(Job::Write(file)) => Some(file.clone()),
        _ => None,
    });
    file.expect("something is to be written")
}

#[test]
fn the_full_note_and_the_short_one_have_keys_of_their_own() {
    let full = Session::corpus().keys("3 p Y");
    let short = Session::corpus().keys("3 p C s");
    let (full, short) = (copied(&full), copied(&short));
    assert!(
        full.contains("RGASPI") && full.contains("point 3"),
        "{full}"
    );
    assert!(short.starts_with("Stalin to"), "{short}");
    assert!(short.len() < full.len(), "{short}");
}

#[test]
fn the_list_of_citations_shows_each_form_and_copies_the_one_chosen() {
    let session = Session::corpus().keys("C c");
    let screen = session.screen();
    for form in [
        "Chicago, full note",
        "Chicago, short note",
        "GOST R 7.0.5",
        "The National Archives (UK)",
        "CSL-JSON",
        "BibLaTeX",
        "RIS",
    ] {
        assert!(screen.contains(form), "{form}:\n{screen}");
    }
    let ris = Session::corpus().keys("C c R I S enter");
    assert!(copied(&ris).starts_with("TY  - "), "{}", copied(&ris));
    let short = Session::corpus().keys("C c s h o r t enter");
    assert_eq!(copied(&short), copied(&Session::corpus().keys("C s")));
}

#[test]
fn a_copy_may_bring_its_citation_along() {
    let mut session = Session::corpus().keys("3 p s y s y s y");
    assert!(
        session.status().contains("a citation below"),
        "{}",
        session.status()
    );
    session.press("y");
    let (passage, note) = copied(&session)
        .rsplit_once("\n\n")
        .expect("a note stands below");
    assert!(passage.starts_with("3."), "{passage}");
    assert!(note.contains("point 3"), "{note}");
}

#[test]
fn a_document_is_written_in_the_form_chosen_and_its_name_is_said() {
    let mut session = Session::corpus().keys("E h t m l enter");
    let file = asked_to_write(&session);
    assert_eq!(file.ending, "html");
    assert!(file.text.starts_with("<!DOCTYPE html>"), "{}", file.text);
    let name = Ok("telegram.html".to_owned());
    let job = Job::Write(file);
    session.app.handle(Event::Done(job, Outcome::Written(name)));
    assert!(
        session.status().contains("written: telegram.html"),
        "{}",
        session.status()
    );
}

#[test]
fn what_a_form_cannot_carry_is_listed_and_leads_to_its_place() {
    let mut session = Session::corpus().keys("E M a r k d o w n enter");
    let screen = session.screen();
    assert!(screen.contains("Not carried"), "{screen}");
    session.press("enter");
    assert!(!session.screen().contains("Not carried"));
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    let mut session = Session::corpus().keys("E enter");
    let job = Job::Write(asked_to_write(&session));
    let reason = Err("telegram.txt: no space left on device".to_owned());
    session
        .app
        .handle(Event::Done(job, Outcome::Written(reason)));
    let status = session.status();
    assert!(
        status.contains("nothing is written") && status.contains("no space"),
        "{status}"
    );
}
