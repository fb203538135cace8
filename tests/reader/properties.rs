//! What holds whatever is pressed and however large the screen: random keys and sizes over the documents that come with
//! the program.

use super::session::Session;
use manicule::document::{AnnotationId, Layer};
use manicule::layout::page::{Notes, Row};
use manicule::layout::{BlockLayout, lay_out, takes_a_line};
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

/// The annotations that take a line beside a stretch of rows, in the session's view: by the layout alone, without the page.
fn due(session: &Session) -> Vec<AnnotationId> {
    let app = &session.app;
    let document = app.document().expect("open");
    let setting = &app.pane.setting;
    let mut due = Vec::new();
    let mut last: Option<BlockLayout> = None;
    for row in &app.pane.page().rows {
        let Row::Text(line) = row.row() else { continue };
        let block = document.block_at(line.span.start).expect("a block");
        if last.as_ref().is_none_or(|last| last.block != block) {
            last = Some(lay_out(document, block, &setting.view, setting.measure));
        }
        let Some(layout) = &last else { continue };
        let number = layout
            .lines
            .iter()
            .position(|other| other.span == line.span);
        let notes = layout
            .notes
            .iter()
            .filter(|(_, line)| Some(*line) == number);
        due.extend(
            notes
                .map(|(id, _)| *id)
                .filter(|&id| takes_a_line(document, &setting.view, id)),
        );
    }
    due
}

/// Every note beside the text begins at its line or a little below it, every note at the foot belongs to a line in the
/// window, and every other is counted.
pub(crate) fn check_margin(session: &Session) {
    let app = &session.app;
    let page = app.pane.page();
    for note in &page.notes {
        let anchor = usize::try_from(note.anchor_row).expect("in the window");
        assert!(anchor < page.rows.len(), "{}", session.screen());
        let distance = note.row - note.anchor_row;
        let most = manicule::layout::margin::FARTHEST.cast_signed();
        assert!(
            (0..=most).contains(&distance),
            "{distance}\n{}",
            session.screen()
        );
    }
    let places = match app.pane.setting.notes {
        Notes::Beside(_) => page.foot.is_empty(),
        Notes::Foot(_) => page.notes.is_empty(),
        Notes::Below | Notes::Elsewhere => page.notes.is_empty() && page.foot.is_empty(),
    };
    assert!(places, "{}", session.screen());
    if matches!(app.pane.setting.notes, Notes::Below | Notes::Elsewhere) {
        return;
    }
    let focus = app.pane.desk().focus;
    let due = due(session);
    let noted: Vec<AnnotationId> = page.noted().map(|(id, _)| id).collect();
    for id in &noted {
        assert!(
            due.contains(id) || focus == Some(*id),
            "{}",
            session.screen()
        );
    }
    // Of names that are glossed alike one gloss is said.
    let document = app.document().expect("open");
    let is_name = |id: &AnnotationId| document.annotation(*id).layer() == Some(Layer::Names);
    if due.iter().any(is_name) {
        return;
    }
    let unasked = noted.iter().filter(|id| !due.contains(id)).count();
    assert_eq!(
        due.len(),
        noted.len() - unasked + page.above + page.waiting,
        "{} {} {}\n{}",
        noted.len(),
        page.above,
        page.waiting,
        session.screen()
    );
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
            Row::Note { line, .. } => (line, app.pane.setting.width_below()),
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
    check_margin(session);
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
