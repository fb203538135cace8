//! Signals: ended by any that ends programs, with the terminal given back; stopped by SIGTSTP and continued; told of a new
//! size of the terminal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level;

use super::{Message, guard};
use crate::app::Event;

/// The signals that end a program which does nothing about them, but for those that cannot be listened to and those of its own
/// faults.
const ENDING: [i32; 10] = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU,
];

/// How long the loop may take to end after a signal. It may hang in writing to a terminal that does not read.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether the loop has ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Ended(Arc<AtomicBool>);

impl Ended {
    /// Says that the loop has ended.
    pub(super) fn mark(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn is_marked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Waits for signals in a thread of its own and sends them to the loop.
pub(super) fn listen(sender: Sender<Message>, ended: Ended) -> io::Result<Handle> {
    let mut signals = Signals::new(ENDING.iter().chain(&[SIGTSTP, SIGCONT, SIGWINCH]))?;
    let handle = signals.handle();
    thread::spawn(move || {
        for signal in &mut signals {
            let message = match signal {
                // The keys that interrupt and stop are meant for who has the terminal; a stop is for both.
                SIGINT | SIGQUIT | SIGCONT if guard::is_lent() => continue,
                SIGTSTP if guard::is_lent() => {
                    let _ = stop();
                    continue;
                }
                SIGTSTP => Message::Stop,
                SIGCONT => Message::Resumed,
                SIGWINCH => match crossterm::terminal::size() {
                    Ok((width, height)) => Message::Event(Event::Resize(width, height)),
                    Err(_) => continue,
                },
                _ => Message::End(signal),
            };
            let is_end = matches!(message, Message::End(_));
            let is_heard = sender.send(message).is_ok();
            if is_end {
                end_after(signal, &ended, is_heard);
            }
        }
    });
    Ok(handle)
}

/// Ends the program by a signal if the loop does not do so in time.
fn end_after(signal: i32, ended: &Ended, is_heard: bool) {
    if is_heard {
        thread::sleep(PATIENCE);
    }
    if !ended.is_marked() {
        guard::give_back_without_waiting();
        end_by(signal);
    }
}

/// Stops the program as the shell expects it, until it is continued.
pub(super) fn stop() -> io::Result<()> {
    low_level::emulate_default_handler(SIGTSTP)
}

/// Ends the program as the signal would have, so that who sent it sees it obeyed.
pub fn end_by(signal: i32) {
    let _ = low_level::emulate_default_handler(signal);
}
