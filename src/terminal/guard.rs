//! Taking the terminal, and giving it back as it was found: on quitting, on a panic in any thread, before a stop.

use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};

/// Whether the terminal is ours now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Asks for clicks and the wheel, with places beyond column 223 (xterm's modes 1000 and 1006). Not for movements, which
/// crossterm's own command asks for as well: they would wake the program for nothing.
const TAKE_MOUSE: &str = "\x1b[?1000h\x1b[?1006h";

/// Asks for the mouse no more.
const GIVE_MOUSE_BACK: &str = "\x1b[?1006l\x1b[?1000l";

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
    IS_TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        Print(TAKE_MOUSE),
        EnableBracketedPaste,
        Hide
    )
}

/// Gives the terminal back, once. Errors are ignored: the terminal may be gone.
pub(super) fn give_back() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        // A frame may have been cut off in the middle, with the terminal still holding it back.
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            Print(GIVE_MOUSE_BACK),
            SetAttribute(Attribute::Reset),
            LeaveAlternateScreen,
            Show
        );
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// Gives back only what the kernel holds, without writing: for a terminal whose output is blocked.
pub(super) fn give_back_silently() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
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
