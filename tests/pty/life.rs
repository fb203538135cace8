//! Life and death of the reader in its terminal: however it ends, the terminal is as it was; while nothing happens, it
//! sleeps.

use std::sync::Arc;
use std::time::{Duration, Instant};

use manicule::app::{App, Job};
use manicule::document::FileId;
use manicule::keymap::Keymap;
use manicule::library::Library;
use manicule::settings::Settings;
use manicule::terminal;
use manicule::terminal::guard::{Guard, give_back_on_panic};
use manicule::terminal::work::{Outcomes, Workshop};

use super::harness::{Activity, Session, Setup, state};

/// What stands on the first screen of the telegram that comes with the program.
const FIRST_SCREEN: &str = "Telegram via VcH from Stalin";

fn reading() -> Session {
    let session = Setup::new([] as [&str; 0]).start();
    session.wait_for_text(FIRST_SCREEN);
    session
}

#[test]
fn the_telegram_stands_on_the_first_screen() {
    let session = reading();
    let screen = session.screen();
    assert!(screen.alternate_screen(), "{}", session.picture());
    assert!(screen.hide_cursor(), "{}", session.picture());
    session.wait_for_text("Cde. MOLOTOV");
}

#[test]
fn the_mouse_reports_clicks_the_wheel_and_dragging_but_no_other_movements() {
    let session = reading();
    let mode = session.screen().mouse_protocol_mode();
    assert_eq!(mode, vt100::MouseProtocolMode::ButtonMotion);
    session.wait_for_rest();
    let before = session.screen().contents();
    session.send("\x1b[<65;10;10M");
    session.wait_for("the text to move", |screen| screen.contents() != before);
}

#[test]
fn q_quits_and_gives_the_terminal_back() {
    let mut session = reading();
    session.send("q");
    let status = session.wait_for_end();
    assert!(status.success(), "{status}");
    session.check_terminal_is_as_found();
    assert_eq!(
        session.screen().contents().trim(),
        "",
        "something was left on the screen"
    );
}

#[test]
fn a_long_text_is_read_from_its_beginning_before_all_of_it_is_here() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.txt");
    let paragraph = "The Minister replied that he had nothing to add.\n\n";
    std::fs::write(&path, paragraph.repeat(200_000)).expect("written");
    let mut session = Setup::new([&path]).start();
    session.wait("a screen with a part of it", || {
        memchr::memmem::find(&session.raw(), b"of 10.0 MB read").map(drop)
    });
    session.send("]q");
    assert!(session.wait_for_end().success());
    session.check_terminal_is_as_found();
}

#[test]
fn a_terminal_that_can_only_write_gets_plain_text() {
    let mut session = Setup::new([] as [&str; 0]).with("TERM", "dumb").start();
    assert!(session.wait_for_end().success());
    let text = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(
        text.contains("The Soviet Government is solidly with Stalin"),
        "{text}"
    );
}

#[test]
fn scrolling_a_line_repaints_nothing_that_did_not_change() {
    let session = Setup::new([] as [&str; 0]).size(120, 40).start();
    session.wait_for_text("Sergey Radchenko");
    session.wait_for_rest();
    let before = session.written();
    session.send("j");
    session.wait("the text to move", || {
        (session.written() > before).then_some(())
    });
    session.wait_for_rest();
    let raw = session.raw();
    let frame = String::from_utf8_lossy(raw.get(before..).expect("a frame")).into_owned();
    // The title, the metadata and the rules stand still. A count of notes at the foot of the margin may give way to its rule.
    for still in [
        "Telegram via VcH",
        "Sergey",
        "Funder",
        "──────────",
        "next point",
    ] {
        assert!(
            !frame.contains(still),
            "`{still}` is painted again: {frame:?}"
        );
    }
}

#[test]
fn where_no_file_can_be_had_the_terminal_is_not_touched() {
    let mut session = Setup::new(["nowhere.txt"]).start();
    let status = session.wait_for_end();
    assert_eq!(status.exit_code(), 2);
    session.wait_for_text("nowhere.txt: there is no such file");
    assert!(!session.raw().contains(&0x1b), "{}", session.picture());
}

/// Ends the reader by a signal: the terminal is given back, and who sent the signal sees it obeyed.
#[track_caller]
fn check_ended_by(signal: &str, says: &str) {
    let mut session = reading();
    session.signal(signal);
    let status = session.wait_for_end();
    assert_eq!(status.signal(), Some(says), "{status}");
    session.check_terminal_is_as_found();
}

#[test]
fn sigterm_ends_it_and_gives_the_terminal_back() {
    check_ended_by("TERM", "Terminated");
}

#[test]
fn sighup_ends_it_and_gives_the_terminal_back() {
    check_ended_by("HUP", "Hangup");
}

#[test]
fn sigint_ends_it_and_gives_the_terminal_back() {
    check_ended_by("INT", "Interrupt");
}

#[test]
fn sigquit_ends_it_and_gives_the_terminal_back() {
    check_ended_by("QUIT", "Quit");
}

#[test]
fn sigusr1_ends_it_and_gives_the_terminal_back() {
    check_ended_by("USR1", "User defined signal 1");
}

/// Types something, then a key that moves, then `q`: both are heard, and nothing of it was taken for a key.
#[track_caller]
fn check_heard(typed: &str) {
    let mut session = reading();
    session.send(typed);
    session.wait_for_rest();
    // What broke off is given up after a moment; until then a key may be its end. Somebody would press it again.
    let looks = std::cell::Cell::new(0_u32);
    session.wait("a key to be heard", || {
        looks.set(looks.get() + 1);
        if looks.get().is_multiple_of(60) {
            session.send("]");
        }
        session.screen().contents().contains(" of 5").then_some(())
    });
    session.wait_for_rest();
    session.send("q");
    assert!(session.wait_for_end().success());
    session.check_terminal_is_as_found();
}

#[test]
fn reports_of_a_terminal_are_no_keys_and_kill_none() {
    check_heard("\x1b[?2026;2$y\x1b[?997;1n\x1b[?1;0;256S");
    check_heard("\x1bP>|quux term\x1b\\\x1b_Gi=1;quota\x1b\\\x1b]11;rgb:q/q/q\x07");
    // Cut off.
    check_heard("\x1b[?2026;2$");
    check_heard("\x1bP>|quux");
}

#[test]
fn a_long_paste_and_one_without_end_keep_no_key_from_being_heard() {
    check_heard(&format!("\x1b[200~{}\x1b[201~", "quit ".repeat(20_000)));
    check_heard("\x1b[200~a paste that never ends");
}

#[test]
fn pipes_where_files_are_looked_for_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "A letter from the harbour.\n").expect("written");
    let own = folder.path().join("manicule");
    std::fs::create_dir(&own).expect("a folder");
    let names = ["config.toml", "keymap.toml", "conventions.toml", "tei.toml"];
    let pipes = names.map(|name| own.join(name));
    for pipe in pipes
        .iter()
        .chain([&folder.path().join("letter.notes.toml")])
    {
        let made = std::process::Command::new("mkfifo").arg(pipe).status();
        assert!(made.expect("mkfifo starts").success());
    }
    let mut session = Setup::new([&path])
        .with("XDG_CONFIG_HOME", folder.path().display().to_string())
        .start();
    session.wait_for_text("A letter from the harbour");
    session.send("q");
    assert!(session.wait_for_end().success());
}

#[test]
fn a_file_that_could_not_be_had_is_told_at_the_end() {
    let mut session = Setup::new(["corpus/guide.txt", "nowhere.txt"]).start();
    session.wait_for("the reader", vt100::Screen::alternate_screen);
    session.wait_for_rest();
    session.send("q");
    assert_eq!(session.wait_for_end().exit_code(), 2);
    session.wait_for_text("nowhere.txt: there is no such file");
}

#[test]
fn ctrl_z_stops_it_and_it_goes_on_where_it_was() {
    let session = reading();
    session.send("]]");
    session.wait_for_text("point 2 of 5");
    session.send("\x1a");
    session.wait("the program to stop", || {
        (state(session.process()) == Some('T')).then_some(())
    });
    session.check_terminal_is_as_found();
    let before = session.written();
    session.signal("CONT");
    session.wait("a new screen", || {
        (session.written() > before).then_some(())
    });
    session.wait_for_text("point 2 of 5");
    assert!(
        session.screen().alternate_screen() && session.screen().hide_cursor(),
        "{}",
        session.picture()
    );
    session.send("]");
    session.wait_for_text("point 3 of 5");
}

#[test]
fn a_stop_by_the_shell_is_the_same_as_ctrl_z() {
    let mut session = reading();
    session.signal("TSTP");
    session.wait("the program to stop", || {
        (state(session.process()) == Some('T')).then_some(())
    });
    session.check_terminal_is_as_found();
    session.signal("CONT");
    session.wait_for("the screen", vt100::Screen::alternate_screen);
    session.wait_for_text(FIRST_SCREEN);
    session.send("q");
    assert!(session.wait_for_end().success());
    session.check_terminal_is_as_found();
}

#[test]
fn a_shell_with_job_control_stops_and_continues_it() {
    let script = format!(
        "set -m; {:?} ; echo \"[stopped]\"; read answer; fg; echo \"[ended $?]\"",
        env!("CARGO_BIN_EXE_manicule")
    );
    let mut session = Setup::of("sh", ["-c", &script]).start();
    session.wait_for_text(FIRST_SCREEN);
    session.send("\x1a");
    session.wait_for_text("[stopped]");
    assert!(!session.screen().alternate_screen());
    session.send("go on\n");
    session.wait_for("the reader", vt100::Screen::alternate_screen);
    session.wait_for_text(FIRST_SCREEN);
    session.send("q");
    session.wait_for_text("[ended 0]");
    session.wait_for_end();
    session.check_terminal_is_as_found();
}

/// The variable that makes one of the acts below act: they are the program when the tests start themselves in a terminal.
const ACT: &str = "MANICULE_TEST_ACT";

/// Starts this test program in a terminal, to play one of the acts.
fn act(name: &'static str) -> Session {
    let tests = std::env::current_exe().expect("the path of the tests");
    let name = format!("life::{name}");
    Setup::of(tests, ["--exact", &name, "--nocapture"])
        .with(ACT, "1")
        .start()
}

fn is_acting() -> bool {
    std::env::var_os(ACT).is_some()
}

#[test]
fn act_a_panic_in_the_loop() {
    if is_acting() {
        give_back_on_panic();
        let guard = Guard::take().expect("the terminal");
        panic!("a drop of ink on the page, {guard:?}");
    }
}

#[test]
fn act_a_panic_in_a_thread() {
    if is_acting() {
        let library = Library::of(["blot".to_owned(), "page".to_owned()]);
        let app = App::new(library, Settings::default(), Keymap::built_in());
        let jobs = vec![Job::Load(FileId(0))];
        let ending = terminal::run(|| app, Arc::new(Drawer), jobs);
        panic!("the reader went on: {ending:?}");
    }
}

/// Where ink drops on every file.
struct Drawer;

impl Workshop for Drawer {
    fn begin(&self, _job: &Job) -> Outcomes {
        Box::new(std::iter::from_fn(|| {
            // The first screen is drawn without a document after a while; the terminal is then taken.
            while !crossterm::terminal::is_raw_mode_enabled().is_ok_and(|is_raw| is_raw) {
                std::thread::sleep(Duration::from_millis(5));
            }
            // The sequences follow at once.
            std::thread::sleep(Duration::from_millis(100));
            panic!("a drop of ink in the drawer")
        }))
    }

    fn may_wait(&self, _job: &Job) -> bool {
        false
    }
}

#[track_caller]
fn check_panic(name: &'static str, says: &str) {
    let mut session = act(name);
    let status = session.wait_for_end();
    assert_eq!(status.exit_code(), 101, "{}", session.picture());
    session.wait_for_text(says);
    session.check_terminal_is_as_found();
    assert!(
        memchr::memmem::find(&session.raw(), b"\x1b[?1049h").is_some(),
        "the terminal was never taken"
    );
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_read_there() {
    check_panic("act_a_panic_in_the_loop", "a drop of ink on the page");
}

#[test]
fn a_panic_in_a_thread_ends_the_program_and_gives_the_terminal_back() {
    check_panic("act_a_panic_in_a_thread", "a drop of ink in the drawer");
}

#[test]
fn a_terminal_closed_under_it_ends_it_without_a_busy_loop() {
    let mut session = reading();
    session.wait_for_rest();
    let process = session.process();
    session.close("j");
    session.wait_for_end();
    assert_eq!(state(process), None, "the process is still there");
}

#[test]
fn a_terminal_that_does_not_read_cannot_keep_it_from_ending() {
    let mut session = reading();
    session.hold();
    // Far more screens than a terminal's buffer holds, each of them wholly different from the one before.
    for _ in 0..200 {
        session.send("Gg}");
    }
    session.signal("TERM");
    let status = session.wait_for_end();
    assert_eq!(status.signal(), Some("Terminated"), "{status}");
}

#[test]
fn a_terminal_that_does_not_read_for_a_while_shows_the_last_screen_in_the_end() {
    let session = reading();
    session.hold();
    for _ in 0..100 {
        session.send("Gg");
    }
    session.send("]]]");
    session.release();
    session.wait_for_text("point 3 of 5");
}

#[test]
fn it_sleeps_while_nothing_happens() {
    let session = reading();
    session.wait_for_rest();
    let before = Activity::of(session.process()).expect("the kernel's account");
    let written = session.written();
    // The only wait for a time in these tests: that nothing happens in it is what is tested.
    let end = Instant::now() + Duration::from_secs(4);
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        std::thread::sleep(left);
    }
    let after = Activity::of(session.process()).expect("the program runs");
    assert_eq!(after.wake_ups - before.wake_ups, 0, "it woke up");
    assert_eq!(after.ticks - before.ticks, 0, "it ran");
    assert_eq!(session.written(), written, "it wrote");
}

#[test]
fn a_storm_of_resizes_ends_with_the_right_screen() {
    let session = reading();
    session.send("]]]");
    session.wait_for_text("point 3 of 5");
    for step in 0..1_000_u16 {
        session.resize(20 + step % 130, 5 + step % 55);
    }
    session.resize(100, 30);
    session.wait_for("the text at its old place", |screen| {
        let contents = screen.contents();
        contents.contains("point 3 of 5")
            && contents.contains("3. The Soviet Government considers it")
    });
    session.wait_for_rest();
    let screen = session.screen();
    let first_row = screen.rows(0, 100).next().unwrap_or_default();
    assert!(first_row.contains("1 of "), "{}", session.picture());
}

#[test]
fn the_text_at_the_top_stays_there_over_other_widths() {
    let session = reading();
    session.send("]]]");
    session.wait_for_text("point 3 of 5");
    session.wait_for_rest();
    let top = |session: &Session| session.screen().rows(0, 40).nth(2).unwrap_or_default();
    let (first, start) = (top(&session), "3. The Soviet Government");
    assert!(first.contains(start), "{}", session.picture());
    for columns in [60, 41, 133, 100] {
        session.resize(columns, 30);
        session.wait_for_rest();
        assert!(top(&session).contains(start), "{}", session.picture());
    }
    assert_eq!(top(&session), first, "{}", session.picture());
}

#[test]
fn the_smallest_and_the_largest_terminal_will_do() {
    for (columns, rows) in [(1, 1), (2, 1), (1, 40), (9, 3), (500, 1), (500, 200)] {
        let mut session = Setup::new([] as [&str; 0]).size(columns, rows).start();
        session.wait_for("a screen", vt100::Screen::alternate_screen);
        session.wait_for_rest();
        session.send("jjG/war\r]tho?");
        session.wait_for_rest();
        session.send("\x1b\x1b");
        session.wait_for_rest();
        session.resize(100, 30);
        session.wait_for_text("  1 of ");
        session.send("\x1b");
        session.wait_for_rest();
        session.send("q");
        assert!(session.wait_for_end().success(), "{columns} × {rows}");
        session.check_terminal_is_as_found();
    }
}

#[test]
fn a_line_down_writes_no_more_than_a_screen() {
    let session = reading();
    session.wait_for_rest();
    let screen = session.written();
    session.send("j");
    session.wait("the next line", || {
        (session.written() > screen).then_some(())
    });
    session.wait_for_rest();
    let line = session.written() - screen;
    assert!(
        line * 4 < screen * 5,
        "{line} bytes for one line, {screen} for the first screen"
    );
}

/// A pipe with a name, in a folder that goes with it.
fn pipe() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo");
    (folder, path)
}

#[test]
fn what_has_come_through_a_pipe_is_shown_while_the_rest_is_on_its_way() {
    let (_folder, path) = pipe();
    let program = env!("CARGO_BIN_EXE_manicule");
    let script = format!(
        "(echo 'The first words.'; cat '{}') | '{program}'",
        path.display()
    );
    let mut session = Setup::of("/bin/sh", ["-c", &script]).start();
    session.wait_for_text("The first words.");
    session.wait_for_text("MB read so far");
    std::fs::write(&path, "\nThe last words.\n").expect("the pipe is read");
    session.wait_for_text("The last words.");
    session.wait_for("the end of the reading", |screen| {
        !screen.contents().contains("so far")
    });
    session.send("q");
    assert!(session.wait_for_end().success());
}

#[test]
fn a_pipe_that_nobody_writes_keeps_no_other_file_waiting() {
    let (folder, path) = pipe();
    let other = folder.path().join("other.txt");
    std::fs::write(&other, "The other file.\n").expect("a file");
    let mut session = Setup::new([path.as_os_str(), other.as_os_str()]).start();
    session.wait_for_text("The other file.");
    session.send("q");
    assert!(session.wait_for_end().success());
}
