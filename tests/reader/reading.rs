//! Reading the telegram: keys in, screens out, over the program's own keymap, state and drawing.

use super::session::{self, Session, opened};
use manicule::app::{Effect, Event};
use manicule::document::Kind;
use manicule::key::{Gesture, Pointing};
use manicule::library::State;
use manicule::view::{NamedView, View};

fn telegram() -> Session {
    Session::corpus()
}

/// The first line of the text column on the screen.
fn first_line(session: &Session) -> String {
    let areas = *session.app.pane.areas().expect("room");
    let screen = session.screen();
    let line = screen
        .lines()
        .nth(usize::from(areas.text.y))
        .unwrap_or_default();
    line.chars()
        .skip(usize::from(areas.text.x))
        .take(usize::from(areas.text.width))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[test]
fn the_first_screen_is_the_telegram() {
    let screen = telegram().screen();
    for wanted in [
        "Telegram via VcH from Stalin to Cde. Molotov",
        "11 November 1945",
        "1 of 2",
        "Sochi",
        "RGASPI",
        "Poskrebyshev",
    ] {
        assert!(screen.contains(wanted), "{wanted} is not in\n{screen}");
    }
    assert!(
        !screen.contains("Skip to content") && !screen.contains("email"),
        "{screen}"
    );
}

#[test]
fn a_number_and_p_go_to_that_point() {
    let session = telegram().keys("3 p");
    assert!(
        first_line(&session).starts_with("3. The Soviet Government considers"),
        "{}",
        session.screen()
    );
    assert!(
        session.status().contains("point 3 of 5"),
        "{}",
        session.status()
    );
}

#[test]
fn typing_a_number_in_the_outline_goes_to_that_point() {
    let session = telegram().keys("o 5 b enter");
    assert!(
        session.status().contains("point 5.b of 5"),
        "{}",
        session.screen()
    );
    let session = session.keys("backspace");
    assert!(!session.status().contains("5.b"), "{}", session.status());
}

#[test]
fn next_and_previous_point_walk_through_all_of_them() {
    let mut session = telegram();
    let mut addresses = Vec::new();
    for _ in 0..8 {
        session.press("]");
        addresses.push(
            session
                .app
                .pane
                .point(&session.app.library)
                .map(|id| session.app.document().expect("open").points()[id.0].address()),
        );
    }
    let addresses: Vec<String> = addresses.into_iter().flatten().collect();
    assert_eq!(addresses, ["1", "2", "3", "4", "5", "5.a", "5.b", "5.c"]);
    session.press("]");
    assert!(
        session.status().starts_with("this is the last of 8 points"),
        "{}",
        session.status()
    );
    session.press("[ [");
    assert!(
        session.status().contains("point 5.a"),
        "{}",
        session.status()
    );
}

#[test]
fn a_layer_goes_off_and_comes_back() {
    let mut session = telegram().keys("3 p");
    let before = session.screen();
    assert!(before.contains("functions"), "{before}");
    session.press("t h");
    let without = session.screen();
    assert!(
        !without.contains("functions") && without.contains("the and substance"),
        "{without}"
    );
    session.press("t h j k");
    session.press("3 p");
    assert_eq!(session.screen(), before);
}

#[test]
fn the_named_views_read_as_they_should() {
    let mut session = telegram().keys("3 p");
    let document = session.app.document().expect("open").clone();
    let block = document.block_at(session.app.pane.place());
    let block = block.expect("a block");
    let mut read = Vec::new();
    for _ in 0..5 {
        session.press("v");
        let text = session.app.pane.view.visible_text(&document, block);
        let start = text.find("since such a name").expect("the sentence");
        let end = text.find(" The problem").expect("the next sentence");
        read.push(text.get(start..end).expect("the sentence").to_owned());
    }
    assert_eq!(
        read,
        [
            "since such a name correctly reflects the functions and substance of the work of this body as a control body.",
            "since such a name correctly reflects the functions and substance of the work of this body as a control.",
            "since such a name correctly reflects the and substance of the work of this body as a control.",
            "since such a name correctly reflects the [handwritten: functions] and substance of the work of this body as a control [body].",
            "since such a name correctly reflects the functions and substance of the work of this body as a control body.",
        ]
    );
    assert_eq!(session.app.pane.view, View::from(NamedView::Annotated));
}

#[test]
fn the_place_survives_a_new_width_and_another_view() {
    let mut session = telegram().keys("2 p j j");
    let before = session.screen();
    for (width, height) in [(40, 10), (200, 60), (61, 17), (80, 24)] {
        session.resize(width, height);
    }
    session.resize(120, 40);
    assert_eq!(session.screen(), before);
    let session = session.keys("v v v v v j k");
    assert_eq!(session.screen(), before);
}

#[test]
fn annotations_come_into_focus_one_after_the_other_and_back() {
    let mut session = telegram();
    let mut kinds = Vec::new();
    for _ in 0..40 {
        session.press(")");
        let Some(focus) = session.app.pane.desk().focus else {
            break;
        };
        kinds.push(
            session
                .app
                .document()
                .expect("open")
                .annotation(focus)
                .kind(),
        );
    }
    for wanted in [
        Kind::Inscription,
        Kind::Unclear,
        Kind::Addition,
        Kind::Supplied,
        Kind::Comment,
    ] {
        assert!(kinds.contains(&wanted), "{wanted} is not among {kinds:?}");
    }
    assert!(
        session.status().contains("no annotation after this"),
        "{}",
        session.status()
    );
}

#[test]
fn an_annotation_in_focus_shares_its_row_with_its_note() {
    let mut session = telegram();
    for _ in 0..25 {
        session.press(")");
        let Some(focus) = session.app.pane.desk().focus else {
            break;
        };
        let page = session.app.pane.page();
        let note = page
            .notes
            .iter()
            .find(|note| note.annotation == focus)
            .unwrap_or_else(|| {
                panic!(
                    "the note in focus is in the window:\n{:?}\n{}",
                    session.app.document().expect("open").annotation(focus),
                    session.screen()
                )
            });
        assert_eq!(note.row, note.anchor_row, "{}", session.screen());
        // Only what is longer than the window is cut.
        let is_too_long = note.height() >= page.rows.len();
        assert!(!note.note.is_cut || is_too_long, "{}", session.screen());
    }
}

#[test]
fn into_a_note_and_back_where_one_was() {
    let mut session = telegram().keys("3 p ) )");
    let before = session.screen();
    session.press("enter");
    assert!(session.screen().contains("☞ "), "{}", session.screen());
    assert!(session.app.pane.desk().note.is_some());
    session.press("backspace");
    assert_eq!(session.screen(), before);
    session.press("\"");
    assert!(session.app.pane.desk().note.is_some());
    session.press("esc");
    assert_eq!(session.screen(), before);
}

#[test]
fn a_search_marks_all_hits_and_counts_them() {
    let mut session = telegram().keys("/ j a p a n");
    assert!(
        session.status().starts_with("/japan"),
        "{}",
        session.status()
    );
    assert!(session.status().contains("1 of "), "{}", session.status());
    session.press("enter n n");
    assert!(session.status().contains("3 of "), "{}", session.status());
    session.press("N");
    assert!(session.status().contains("2 of "), "{}", session.status());
    session.press("esc esc");
    assert!(!session.status().contains(" of 1"), "{}", session.status());
}

#[test]
fn a_capital_makes_the_search_exact() {
    let all = telegram()
        .keys("/ s t a l i n")
        .app
        .pane
        .finding
        .expect("a search")
        .hits
        .len();
    let exact = telegram()
        .keys("/ S T A L I N")
        .app
        .pane
        .finding
        .expect("a search")
        .hits
        .len();
    assert!(all > 5 && exact < all, "{all} {exact}");
}

#[test]
fn a_hit_in_a_note_opens_its_margin() {
    let session = telegram().keys("/ m a c a r t h u r enter");
    assert!(
        session.status().contains("in a note"),
        "{}",
        session.screen()
    );
    assert!(session.app.pane.desk().focus.is_some());
}

#[test]
fn a_hit_in_a_hidden_layer_says_so() {
    let session = telegram().keys("t h / f u n c t i o n s enter");
    assert!(
        session.status().contains("in a hidden layer: handwriting"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_search_given_up_goes_back() {
    let mut session = telegram();
    let before = session.screen();
    session.press("/ u n a n i m i t y");
    assert_ne!(session.screen(), before);
    session.press("esc");
    assert_eq!(session.screen(), before);
}

#[test]
fn documents_are_filtered_by_typing_and_walked_by_key() {
    let mut session = telegram().keys("}");
    assert_eq!(number(&session), 1);
    session.press("}");
    assert!(
        session.status().contains("this is the last document"),
        "{}",
        session.status()
    );
    session.press("{");
    assert_eq!(number(&session), 0);
    session.press("} 2 ] D m o l o t o v enter");
    assert_eq!(number(&session), 0);
}

#[test]
fn the_place_in_each_document_is_kept() {
    let mut session = telegram().keys("4 p");
    let before = session.screen();
    session.press("} ] ] {");
    assert_eq!(first_line_of(&session.screen()), first_line_of(&before));
}

/// Which of the documents is read, counted from 0.
fn number(session: &Session) -> usize {
    session.app.library.ordinal(session.app.pane.id())
}

fn first_line_of(screen: &str) -> &str {
    screen.lines().nth(2).unwrap_or_default()
}

#[test]
fn the_layers_panel_shows_and_switches() {
    let mut session = telegram().keys("T");
    let screen = session.screen();
    assert!(
        screen.contains("Layers") && screen.contains("handwriting"),
        "{screen}"
    );
    session.press("s right esc");
    assert_eq!(session.app.pane.view.named(), None);
    session.press("V a");
    assert_eq!(session.app.pane.view.named(), Some(NamedView::Annotated));
}

#[test]
fn a_prefix_shows_what_may_follow() {
    let screen = telegram().keys("t").screen();
    assert!(
        screen.contains("h  Handwriting on or off")
            && screen.contains("s  Supplied words on or off"),
        "{screen}"
    );
}

#[test]
fn the_palette_does_commands() {
    let session = telegram().keys(": a s - w r i t enter");
    assert_eq!(
        session.app.pane.view.named(),
        Some(NamedView::AsWritten),
        "{}",
        session.screen()
    );
}

#[test]
fn quitting_and_suspending_are_effects() {
    assert_eq!(
        telegram().keys("ctrl-z q").effects,
        [Effect::Suspend, Effect::Quit]
    );
}

#[test]
fn a_passage_and_a_citation_are_copied() {
    let session = telegram().keys("4 p y Y");
    let [Effect::Copy(passage), Effect::Copy(citation)] = session.effects.as_slice() else {
        panic!("{:?}", session.effects)
    };
    assert!(
        passage.starts_with("4. The Soviet Government also considers"),
        "{passage}"
    );
    assert!(passage.ends_with("Consultative Commission."), "{passage}");
    assert_eq!(
        citation,
        "Stalin to Cde. Molotov, telegram, Sochi, November 11, 1945, RGASPI, f. 558, op. 11, d. 98, ll. 0102–0105, point 4, \
         trans. Gary Goldberg, contributed by Sergey Radchenko, Wilson Center Digital Archive, \
         https://digitalarchive.wilsoncenter.org/document/telegram-vch-stalin-cde-molotov."
    );
}

#[test]
fn every_size_shows_something_and_a_small_one_says_so() {
    let mut session = telegram();
    for width in [1, 2, 10, 23, 24, 30, 40, 60, 80, 100, 120, 200, 300] {
        for height in [1, 2, 5, 6, 10, 14, 24, 60] {
            session.resize(width, height);
            let screen = session.screen();
            assert!(!screen.trim().is_empty() || width < 3, "{width} × {height}");
        }
    }
    session.resize(20, 5);
    assert!(
        session.screen().contains("too small"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_file_that_cannot_be_had_says_why_and_the_others_are_read() {
    let failed = State::Failed("letter.txt: there is no such file".to_owned());
    let session = Session::of(vec![failed]);
    assert!(
        session
            .screen()
            .contains("letter.txt: there is no such file"),
        "{}",
        session.screen()
    );
    let other = opened("a.txt", "1. One.\n\n2. Two.\n", None);
    let failed = State::Failed("letter.txt: there is no such file".to_owned());
    assert!(
        Session::of(vec![failed, other])
            .screen()
            .contains("1. One.")
    );
}

#[test]
fn no_colour_leaves_every_layer_a_sign() {
    let settings = manicule::settings::Settings {
        theme: manicule::settings::Theme::Mono,
        ..Default::default()
    };
    let files = vec![opened(
        "stalin-molotov-telegram.txt",
        session::TELEGRAM,
        Some(session::COMMENTARY),
    )];
    let session = Session::with(files, settings).keys("3 p");
    let looks = session.looks();
    assert!(!looks.chars().any(char::is_uppercase), "{looks}");
    assert!(
        looks.contains("iiiiiiiii"),
        "the handwriting is italic:\n{looks}"
    );
}

/// Uses the mouse where `words` stand on the screen.
fn point_at(session: &mut Session, words: &str, gesture: Gesture) {
    let screen = session.screen();
    let (row, line) = (0..)
        .zip(screen.lines())
        .find(|(_, line)| line.contains(words))
        .unwrap_or_else(|| panic!("{words}\n{screen}"));
    let column = line
        .split(words)
        .next()
        .map_or(0, unicode_width::UnicodeWidthStr::width);
    let column = u16::try_from(column).expect("a column of the screen");
    session.app.handle(Event::Mouse(Pointing {
        column,
        row,
        gesture,
    }));
}

#[test]
fn the_wheel_scrolls_what_it_is_over() {
    let mut session = telegram();
    let before = session.screen();
    point_at(&mut session, "Cde. MOLOTOV", Gesture::WheelDown);
    let after = session.screen();
    // The metadata beside the text stays where it is.
    let text = |line: Option<&str>| line.map(|line| line.chars().take(60).collect::<String>());
    assert_eq!(text(after.lines().nth(2)), text(before.lines().nth(5)));
    point_at(&mut session, "I am sending", Gesture::WheelUp);
    assert_eq!(session.screen(), before);
}

#[test]
fn a_click_on_a_note_puts_it_in_focus_and_a_second_opens_it() {
    let mut session = telegram().keys("3 p");
    point_at(&mut session, "“body” supplied", Gesture::Click);
    let focus = session.app.pane.desk().focus.expect("a focus");
    assert_eq!(
        session
            .app
            .document()
            .expect("open")
            .annotation(focus)
            .kind(),
        Kind::Supplied
    );
    point_at(&mut session, "“body” supplied", Gesture::Click);
    assert!(
        session.app.pane.desk().note.is_some(),
        "{}",
        session.screen()
    );
}

#[test]
fn a_click_on_annotated_words_puts_them_in_focus() {
    let mut session = telegram().keys("3 p");
    point_at(&mut session, "functions and substance", Gesture::Click);
    let focus = session.app.pane.desk().focus.expect("a focus");
    assert_eq!(
        session
            .app
            .document()
            .expect("open")
            .annotation(focus)
            .kind(),
        Kind::Addition
    );
}

#[test]
fn a_click_on_a_points_number_goes_there() {
    let mut session = telegram().keys("3 p");
    point_at(&mut session, "5. It is evident", Gesture::Click);
    assert!(
        session.status().contains("point 5 of 5"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_click_on_the_metadata_opens_them_and_one_beside_them_closes_them() {
    let mut session = telegram();
    point_at(&mut session, "Poskrebyshev", Gesture::Click);
    let screen = session.screen();
    assert!(screen.contains(" Metadata"), "{screen}");
    point_at(&mut session, "1 of 2", Gesture::Click);
    assert!(
        !session.screen().contains(" Metadata"),
        "{}",
        session.screen()
    );
}

#[test]
fn of_very_many_hits_those_ahead_are_gone_through() {
    let text = "the letter a, a, a.\n\n".repeat(20_000) + "zebra\n";
    let session = Session::of(vec![opened("many", &text, None)]).keys("5 0 G / a");
    assert!(
        session.screen().contains("1 of many"),
        "{}",
        session.screen()
    );
    let middle = session.app.pane.desk().top.place;
    assert!(middle > text.len() / 3, "{middle} of {}", text.len());
    let session = session.keys("enter n n");
    assert!(
        session.status().contains("3 of many"),
        "{}",
        session.status()
    );
    let session = session.keys("esc / z e b r a enter");
    assert!(session.status().contains("1 of 1"), "{}", session.status());
    let session = session.keys("esc / space enter");
    assert!(!session.status().contains("many"), "{}", session.status());
}
