//! The reader's own notes: selecting, highlighting, writing, changing, deleting, taking back, finding again.

use super::session::{Session, opened};
use manicule::app::own::{Held, Keeping, When, at_last};
use manicule::app::{Effect, Event, Job, Outcome};
use manicule::document::Stratum;
use manicule::key::{Gesture, Pointing};
use manicule::notes::{Edit, Note};

static LETTER: &str = "+++\ntitle = \"The clerk to the keeper\"\n+++\n\nThe lamp is out. I asked Cde. Petrova for oil. She has none.\n\n\
    The second lamp was ordered in the spring; it has been promised for the autumn.\n";

fn letter() -> Session {
    Session::of(vec![opened("letter.txt", LETTER, None)])
}

/// The last request to keep notes.
fn kept(session: &Session) -> Keeping {
    let jobs = session.effects.iter().rev();
    let mut keepings = jobs.filter_map(|effect| match effect {
        Effect::Work(Job::Keep(keeping)) => Some(keeping.clone()),
        _ => None,
    });
    keepings.next().expect("a request to keep notes")
}

/// The note that was last put into its file.
fn put(session: &Session) -> Note {
    match kept(session).edits.last() {
        Some(Edit::Put(note)) => (**note).clone(),
        other => panic!("{other:?}"),
    }
}

/// Says that what was asked for is written.
fn settle(session: &mut Session) {
    let keeping = kept(session);
    let notes = session
        .app
        .library
        .notebook(keeping.document)
        .map(|notebook| {
            notebook
                .notes()
                .iter()
                .map(|kept| kept.note.clone())
                .collect()
        });
    let held = Held {
        file: "notes.toml".to_owned(),
        notes: notes.unwrap_or_default(),
    };
    let done = Event::Done(Job::Keep(keeping), Outcome::Kept(Ok(held)));
    session.effects.extend(session.app.handle(done));
}

fn fail(session: &mut Session, reason: &str) {
    let done = Event::Done(
        Job::Keep(kept(session)),
        Outcome::Kept(Err(reason.to_owned())),
    );
    session.effects.extend(session.app.handle(done));
}

/// Types words, space by space.
fn typed(words: &str) -> String {
    let keys = words.chars().map(|c| match c {
        ' ' => "space".to_owned(),
        '\n' => "ctrl-j".to_owned(),
        c => c.to_string(),
    });
    keys.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check_selected(keys: &str, expected: &str) {
    let session = letter().keys(keys);
    let selection = session.app.pane.desk().selection.expect("a selection");
    let document = session.app.document().expect("a document");
    assert_eq!(document.slice(selection.span), expected, "{keys}");
}

#[test]
fn words_sentences_and_paragraphs_are_selected() {
    check_selected("w", "The");
    check_selected("w l l", "is");
    check_selected("w l L L", "lamp is out");
    check_selected("w l L L H", "lamp is");
    check_selected("w s", "The lamp is out.");
    check_selected("w s l", "I asked Cde. Petrova for oil.");
    check_selected("w s l L", "I asked Cde. Petrova for oil. She has none.");
    check_selected(
        "w p l",
        "The second lamp was ordered in the spring; it has been promised for the autumn.",
    );
    check_selected("w 5 l h", "I");
    check_selected("/ p e t r o v a enter w", "Petrova");
    check_selected(
        "m a / n o n e enter w m",
        "The lamp is out. I asked Cde. Petrova for oil. She has none",
    );
}

#[test]
fn the_mouse_selects_by_words() {
    let mut session = letter();
    let screen = session.screen();
    let row = screen
        .lines()
        .position(|line| line.contains("The lamp is out"))
        .expect("the line");
    let line = screen.lines().nth(row).unwrap_or_default();
    let column = |words: &str| line.find(words).expect("the words");
    for (gesture, at) in [
        (Gesture::Click, column("amp is")),
        (Gesture::Drag, column("skedX".trim_end_matches('X'))),
    ] {
        let pointing = Pointing {
            column: u16::try_from(at).unwrap_or_default(),
            row: u16::try_from(row).unwrap_or_default(),
            gesture,
        };
        session
            .effects
            .extend(session.app.handle(Event::Mouse(pointing)));
    }
    let selection = session.app.pane.desk().selection.expect("a selection");
    let document = session.app.document().expect("a document");
    assert_eq!(document.slice(selection.span), "lamp is out. I asked");
}

#[test]
fn a_note_stands_in_the_margin_and_is_kept_with_its_quotation() {
    let session = letter().keys(&format!("w l a {} enter", typed("Which one?\n#light #oil")));
    let screen = session.screen();
    assert!(
        screen.contains("Which one?") && screen.contains("#light #oil"),
        "{screen}"
    );
    let note = put(&session);
    let quotation = note.quotation().expect("words");
    assert_eq!(
        (quotation.exact.as_str(), quotation.before.as_str()),
        ("lamp", "The ")
    );
    assert_eq!(quotation.after, " is out. I asked Cde. Petrova fo");
    assert_eq!(
        (note.text.as_str(), note.tags),
        ("Which one?", vec!["light".to_owned(), "oil".to_owned()])
    );
    assert_eq!(kept(&session).when, When::Now);
}

#[test]
fn a_note_is_changed_deleted_and_taken_back() {
    let mut session = letter().keys(&format!("w l a {} enter", typed("One.")));
    settle(&mut session);
    session.press(&format!("a backspace {} enter", typed(", two.")));
    assert!(
        session.screen().contains("One, two."),
        "{}",
        session.screen()
    );
    settle(&mut session);
    session.press("X");
    assert!(
        !session.screen().contains("One, two.") && session.status().contains("U brings it back"),
        "{}",
        session.screen()
    );
    assert!(matches!(kept(&session).edits.as_slice(), [Edit::Remove(_)]));
    session.press("U");
    assert!(session.screen().contains("One, two."));
    session.press("U U");
    assert!(!session.screen().contains("One"), "{}", session.screen());
    session.press("U");
    assert!(session.status().contains("no note has been changed"));
}

#[test]
fn highlights_in_four_pens_are_told_apart_without_colours() {
    let mut looks = Vec::new();
    for pen in ["a", "b", "c", "d"] {
        let mut session = letter().keys(&format!("w l c {pen}"));
        session.app.settings.theme = manicule::settings::Theme::Mono;
        let row = session
            .screen()
            .lines()
            .position(|line| line.contains("The lamp"))
            .expect("the line");
        let buffer = session.buffer();
        let y = u16::try_from(row).unwrap_or_default();
        let row: Vec<_> = (0..60).map(|x| buffer[(x, y)].modifier).collect();
        assert!(!looks.contains(&row), "{row:?}");
        looks.push(row);
        assert_eq!(
            put(&session).pen.map(|pen| pen.to_string()).as_deref(),
            Some(pen)
        );
    }
    let session = letter().keys("w l c a w l c a");
    assert!(
        matches!(kept(&session).edits.as_slice(), [_]),
        "{:?}",
        kept(&session)
    );
    assert_eq!(
        session
            .app
            .library
            .notebook(session.app.pane.id())
            .map(|notebook| notebook.notes().len()),
        Some(0)
    );
}

#[test]
fn what_is_given_up_is_there_again() {
    let mut session = letter().keys(&format!("w l a {} esc", typed("Half a")));
    assert!(
        session.status().contains("given up"),
        "{}",
        session.status()
    );
    session.press("a");
    assert!(session.screen().contains("Half a"), "{}", session.screen());
    session.press("enter");
    assert_eq!(put(&session).text, "Half a");
}

#[test]
fn what_cannot_be_written_stays_is_said_and_is_tried_again() {
    let mut session = letter().keys(&format!("w l a {} enter", typed("Mine.")));
    fail(&mut session, "notes.toml: no space left");
    assert!(
        session
            .status()
            .contains("not kept: notes.toml: no space left"),
        "{}",
        session.status()
    );
    assert_eq!(kept(&session).when, When::InAWhile);
    session.press("j");
    assert!(
        session.status().contains("1 changes of notes not kept")
            && session.screen().contains("Mine."),
        "{}",
        session.screen()
    );
    session.press("q");
    assert!(
        !session.effects.contains(&Effect::Quit) && session.status().contains("in no file"),
        "{}",
        session.status()
    );
    assert_eq!(at_last(&session.app.library).len(), 1);
    settle(&mut session);
    assert_eq!(at_last(&session.app.library).len(), 0);
    session.press("q");
    assert!(session.effects.contains(&Effect::Quit));
}

#[test]
fn notes_are_listed_by_place_time_and_tag_and_gone_to() {
    let first = format!("/ n o n e enter w a {} enter", typed("Later.\n#oil"));
    let second = format!("esc esc esc g w a {} enter", typed("Earlier.\n#lamp"));
    let mut session = letter().keys(&first).keys(&second);
    session.press("O");
    let screen = session.screen();
    let at = |words: &str, screen: &str| screen.lines().position(|line| line.contains(words));
    assert!(
        at("“The” Earlier.", &screen) < at("“none” Later.", &screen),
        "{screen}"
    );
    session.press("ctrl-t ctrl-t");
    let screen = session.screen();
    assert!(
        at("lamp  “The”", &screen) < at("oil   “none”", &screen),
        "{screen}"
    );
    session.press(&format!("{} enter", typed("later")));
    let focus = session.app.pane.desk().focus.expect("a focus");
    assert_eq!(focus.stratum, Stratum::Own);
    let document = session.app.document().expect("a document");
    assert_eq!(document.slice(document.annotation(focus).span), "none");
}

#[test]
fn a_note_on_the_whole_document_is_possible_and_own_notes_are_found_and_toggled() {
    let mut session = letter().keys(&format!("B {} enter", typed("Read it twice.")));
    assert!(
        session.screen().contains("on the document:")
            && session.screen().contains("Read it twice."),
        "{}",
        session.screen()
    );
    session.press("/ t w i c e enter");
    assert!(
        session.status().contains("1 of 1, in a note"),
        "{}",
        session.status()
    );
    session.press("esc esc t o");
    assert!(
        !session.screen().contains("Read it twice."),
        "{}",
        session.screen()
    );
}

#[test]
fn a_note_whose_words_have_changed_is_proposed_and_confirmed_by_a_key() {
    let notes = "own = true\n[[notes]]\nid = \"n1\"\nquote = \"I askd Cde. Petrowa for oil\"\nbefore = \"The lamp is out. \"\nafter = \". She has none.\"\ntext = \"When?\"\n\
        [[notes]]\nid = \"n2\"\nquote = \"the moth in the margin\"\ntext = \"Gone.\"\n";
    let mut session = Session::of(vec![opened("letter.txt", LETTER, Some(notes))]);
    assert!(
        session.screen().contains("moved: confirm?\n")
            || session.screen().contains("moved: confirm? "),
        "{}",
        session.screen()
    );
    session.press("O");
    assert!(
        session.screen().contains("not found: “the moth in the ma"),
        "{}",
        session.screen()
    );
    session.press("esc ) R");
    assert_eq!(
        put(&session)
            .quotation()
            .map(|quotation| quotation.exact.as_str()),
        Some("I asked Cde. Petrova for oil")
    );
    assert!(
        session.screen().contains("When?") && !session.screen().contains("confirm?"),
        "{}",
        session.screen()
    );
}

#[test]
fn long_notes_are_written_in_the_users_own_editor() {
    let mut session = letter().keys(&format!("w l a {} ctrl-x", typed("Begun")));
    let Some(Effect::Write(draft)) = session.effects.last().cloned() else {
        panic!("{:?}", session.effects);
    };
    assert_eq!(
        (draft.text.as_str(), draft.passage.as_str()),
        ("Begun", "lamp")
    );
    session.effects.extend(session.app.handle(Event::Written(
        draft.clone(),
        Ok("Begun and\n\nended.".to_owned()),
    )));
    assert_eq!(put(&session).text, "Begun and\n\nended.");
    session.effects.extend(
        session
            .app
            .handle(Event::Written(draft, Err("no editor is set".to_owned()))),
    );
    assert!(session.status().contains("no editor is set"));
}
