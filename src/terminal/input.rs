//! What a terminal sends: keys, pastes, the mouse; read by a parser of our own.
//!
//! The terminal library's parser waits for ever behind a report that it does not know, takes the strings of other reports for
//! keys, and reads a long paste in quadratic time. [`parser`] does none of this. Knows nothing of what keys mean.

mod parser;
mod sequence;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd as _;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

pub use parser::{Input, Parser};

/// The most bytes that are read at once: what a terminal's line holds (4095 bytes on Linux, `N_TTY`), and a little more.
const CHUNK: usize = 4096;

/// Held while another program reads the terminal.
static GATE: Mutex<()> = Mutex::new(());

/// Keeps what is typed for another program, as long as what is returned is kept.
pub(super) fn hold() -> MutexGuard<'static, ()> {
    // There is nothing behind the lock that could be broken.
    GATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The file of keys and clicks. Standard input may be the document; then the terminal is asked for by its own name.
fn open() -> io::Result<File> {
    if io::stdin().is_terminal() {
        io::stdin().as_fd().try_clone_to_owned().map(File::from)
    } else {
        File::open("/dev/tty")
    }
}

/// Reads what was typed, once there is something: never what is typed while the terminal is held.
fn read_typed(terminal: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        let mut wanted = [PollFd::new(terminal, PollFlags::IN)];
        poll(&mut wanted, None)?;
        // A system that cannot wait for its terminals says so at once; then the wait is in the reading.
        let can_wait = !wanted[0].revents().contains(PollFlags::NVAL);
        let held = can_wait.then(hold);
        // Another program may have read it before the terminal was ours again.
        let mut wanted = [PollFd::new(terminal, PollFlags::IN)];
        let ready = poll(&mut wanted, Some(&Timespec::default()))?;
        if ready > 0 || !can_wait {
            let count = terminal.read(buffer);
            drop(held);
            return count;
        }
    }
}

/// Hands what is typed to `take` until it says that enough was taken, or the terminal is gone. Does not return before.
///
/// A thread of its own waits for bytes, so that a sequence that is not complete can be given up after a silence; while
/// nothing is typed, both threads sleep.
pub(super) fn read(mut take: impl FnMut(Input) -> bool) {
    let (sender, receiver) = mpsc::sync_channel(16);
    let Ok(mut terminal) = open() else {
        return;
    };
    thread::spawn(move || {
        let mut buffer = [0; CHUNK];
        loop {
            match read_typed(&mut terminal, &mut buffer) {
                Ok(count @ 1..) => {
                    let read = buffer.get(..count).unwrap_or_default();
                    if sender.send(read.to_vec()).is_err() {
                        return;
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // The sender goes, and with it the wait below.
                Ok(_) | Err(_) => return,
            }
        }
    });
    let mut parser = Parser::default();
    let mut inputs = Vec::new();
    loop {
        match next(&receiver, &parser) {
            Ok(bytes) => parser.feed(&bytes, &mut inputs),
            Err(RecvTimeoutError::Timeout) => parser.silence(&mut inputs),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        for input in inputs.drain(..) {
            if !take(input) {
                return;
            }
        }
    }
}

/// The next bytes; a timeout if the parser waits for some and none came for as long as it waits.
fn next(receiver: &Receiver<Vec<u8>>, parser: &Parser) -> Result<Vec<u8>, RecvTimeoutError> {
    match parser.patience() {
        Some(patience) => receiver.recv_timeout(patience),
        None => (receiver.recv()).map_err(|_| RecvTimeoutError::Disconnected),
    }
}
