//! The program as its users have it: started in a terminal, read with, stopped, killed; and given back the terminal.

// Whether a process sleeps or is stopped is read from /proc.
#![cfg(target_os = "linux")]

mod audit;
mod harness;
mod hostile;
mod life;

use harness::Setup;

#[test]
fn the_harness_sees_what_a_program_writes_and_types() {
    let mut session = Setup::of("sh", ["-c", "stty -echo; printf '\\033[?25lask'; read answer; printf '\\033[?25h%s.' \"$answer\"; stty echo; exit 3"]).start();
    session.wait_for_text("ask");
    assert!(session.screen().hide_cursor());
    session.send("told\n");
    assert_eq!(session.wait_for_end().exit_code(), 3);
    session.wait_for_text("told.");
    session.check_terminal_is_as_found();
}
