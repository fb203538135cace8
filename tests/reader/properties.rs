//! What holds whatever is pressed and however large the screen: random keys and sizes over the documents that come with
//! the program.

use super::session::Session;
use manicule::layout::page::Row;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const KEYS: &[&str] = &[
    "j",
    "k",
    "space",
    "b",
    "g",
    "G",
    "ctrl-d",
    "ctrl-u",
    "]",
    "[",
    "3 p",
    "9 p",
    "p",
    "o",
    ")",
    "(",
    "enter",
    "backspace",
    "'",
    "v",
    "V w",
    "V f",
    "V e",
    "V a",
    "T",
    "t h",
    "t s",
    "t u",
    "t n",
    "t c",
    "t a",
    "t l",
    "/",
    "n",
    "N",
    "d",
    "D",
    "h",
    "i",
    "K",
    "=",
    "m a",
    "' a",
    "\\",
    "s y",
    "}",
    "{",
    "m",
    "M",
    ">",
    "<",
    "s h",
    "s c",
    "e",
    "x",
    "?",
    ":",
    "esc",
    "q",
    "down",
    "up",
    "right",
    "left",
    "tab",
    "5 j",
    "a",
    "y",
    "Y",
    "ctrl-u",
    "pagedown",
    "pageup",
    "é",
    "ж",
];

#[derive(Debug, Clone)]
enum Step {
    Keys(&'static str),
    Resize(u16, u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop::sample::select(KEYS).prop_map(Step::Keys),
        1 => (1u16..220, 1u16..70).prop_map(|(width, height)| Step::Resize(width, height)),
    ]
}

/// What must hold of every screen.
fn check(session: &Session) {
    let app = &session.app;
    let _ = session.screen();
    let Some(areas) = app.pane.areas() else {
        return;
    };
    for row in &app.pane.page().rows {
        let (line, room) = match row.row() {
            Row::Blank => continue,
            Row::Text(line) => (line, areas.text.width),
            Row::Note { line, .. } => (
                line,
                areas
                    .text
                    .width
                    .saturating_sub(manicule::layout::page::NOTE_INDENT)
                    .max(8),
            ),
        };
        let width: usize =
            line.runs.iter().map(|run| run.text.width()).sum::<usize>() + usize::from(line.indent);
        assert!(width <= usize::from(room), "{width} of {room}: {line:?}");
        assert!(
            !line
                .runs
                .iter()
                .any(|run| run.text.contains(char::is_control)),
            "{line:?}"
        );
    }
    let mut free = isize::MIN;
    for note in &app.pane.page().notes {
        assert!(note.row >= free, "notes overlap:\n{}", session.screen());
        free = note.row + note.height().cast_signed();
    }
    assert!(app.library.card(app.pane.id()).is_some());
    assert!(
        app.pane
            .per_cent(&app.library)
            .is_none_or(|part| part <= 100)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks_whatever_is_pressed(steps in prop::collection::vec(step(), 1..60)) {
        let mut session = Session::corpus();
        for step in steps {
            match step {
                Step::Keys(keys) => session.press(keys),
                Step::Resize(width, height) => session.resize(width, height),
            }
            check(&session);
        }
    }

    #[test]
    fn the_place_survives_any_width(down in 0usize..300, sizes in prop::collection::vec((24u16..200, 6u16..60), 1..6)) {
        let mut session = Session::corpus();
        if down > 0 {
            session.press(&format!("{} j", down.to_string().chars().map(String::from).collect::<Vec<_>>().join(" ")));
        }
        let before = session.screen();
        for (width, height) in sizes {
            session.resize(width, height);
        }
        session.resize(120, 40);
        prop_assert_eq!(session.screen(), before);
    }

    #[test]
    fn switching_twice_changes_nothing(down in 0usize..200, layer in prop::sample::select("hsunrvfbpco".chars().collect::<Vec<_>>())) {
        let mut session = Session::corpus();
        if down > 0 {
            session.press(&format!("{} j", down.to_string().chars().map(String::from).collect::<Vec<_>>().join(" ")));
        }
        let before = session.screen();
        session.press(&format!("t {layer} t {layer}"));
        let body = |screen: &str| screen.lines().take(39).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(body(&session.screen()), body(&before));
    }

    #[test]
    fn the_text_at_the_top_stays_at_the_top(down in 0usize..150, width in 50u16..200) {
        let mut session = Session::corpus();
        if down > 0 {
            session.press(&format!("{} j", down.to_string().chars().map(String::from).collect::<Vec<_>>().join(" ")));
        }
        let place = session.app.pane.page().first_place();
        let was_at_end = session.app.pane.page().is_at_end;
        session.resize(width, 40);
        let span = session.app.pane.page().rows.iter().find_map(manicule::app::pane::page::PageRow::span);
        if !was_at_end && !session.app.pane.page().is_at_end {
            let (place, span) = (place.expect("a line"), span.expect("a line"));
            prop_assert!(span.contains(place), "{place} is not in {span:?}");
        }
    }
}
