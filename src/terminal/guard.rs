//! Taking the terminal, and giving it back as it was found: on quitting, on a panic in any thread, before a stop.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use rustix::fs::OFlags;

/// Whether the terminal is ours now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether another program has it, which we wait for.
static IS_LENT: AtomicBool = AtomicBool::new(false);

/// Takes the terminal (xterm's ctlseqs): the other screen; clicks, the wheel and movements while a button is down (modes 1002 and
/// 1006, for places beyond column 223), but no other movements, which would wake the program for nothing; pastes in brackets; no
/// cursor.
const TAKE: &str = "\x1b[?1049h\x1b[?1002h\x1b[?1006h\x1b[?2004h\x1b[?25l";

/// Gives back all of it. A frame may have been cut off in the middle, with the terminal still holding it back (mode 2026).
const GIVE_BACK: &str = "\x1b[?2026l\x1b[?2004l\x1b[?1006l\x1b[?1002l\x1b[0m\x1b[?1049l\x1b[?25h";

/// The exit status of a program that panicked, as Rust's own.
const PANICKED: i32 = 101;

/// Holds the terminal; gives it back when dropped.
#[derive(Debug)]
pub struct Guard;

impl Guard {
    /// Takes the terminal. Who takes it calls [`give_back_on_panic`] before.
    pub fn take() -> io::Result<Self> {
        take()?;
        Ok(Self)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        give_back();
    }
}

/// Takes the terminal: raw mode, the other screen, the mouse, no cursor.
pub(super) fn take() -> io::Result<()> {
    enable_raw_mode()?;
    IS_LENT.store(false, Ordering::SeqCst);
    IS_TAKEN.store(true, Ordering::SeqCst);
    write_at_once(&mut io::stdout(), TAKE)
}

fn write_at_once(out: &mut impl Write, sequences: &str) -> io::Result<()> {
    out.write_all(sequences.as_bytes())?;
    out.flush()
}

/// Gives the terminal back, once. Errors are ignored: the terminal may be gone.
pub(super) fn give_back() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        let _ = write_at_once(&mut io::stdout(), GIVE_BACK);
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back until it is taken again, while another program uses it.
pub(super) fn lend() {
    give_back();
    IS_LENT.store(true, Ordering::SeqCst);
}

/// Whether another program has the terminal now.
pub(super) fn is_lent() -> bool {
    IS_LENT.load(Ordering::SeqCst)
}

/// Gives the terminal back without waiting for it or for another thread that writes to it: its output may be blocked.
pub(super) fn give_back_without_waiting() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        let mut options = OpenOptions::new();
        // Another opening of the same terminal, so that only this one does not wait.
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
        let options = options.write(true).custom_flags(flags.cast_signed());
        if let Ok(mut terminal) = options.open("/dev/tty") {
            let _ = write_at_once(&mut terminal, GIVE_BACK);
        }
        let _ = disable_raw_mode();
    }
}

/// A panic gives the terminal back before its message is written, and one in another thread ends the program.
pub fn give_back_on_panic() {
    let before = panic::take_hook();
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        give_back();
        before(info);
        if thread::current().id() != main {
            std::process::exit(PANICKED);
        }
    }));
}
