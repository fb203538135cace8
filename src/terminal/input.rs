//! What a terminal sends: keys, pastes, the mouse; read by a parser of our own.
//!
//! The terminal library's parser waits for ever behind a report that it does not know, takes the strings of other reports for
//! keys, and reads a long paste in quadratic time. [`parser`] does none of this. Knows nothing of what keys mean.

mod parser;
mod sequence;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;

pub use parser::{Input, Parser};

/// The most bytes that are read at once: what a terminal's line holds (4095 bytes on Linux, `N_TTY`), and a little more.
const CHUNK: usize = 4096;

/// The file of keys and clicks. Standard input may be the document; then the terminal is asked for by its own name.
fn open() -> io::Result<Box<dyn Read + Send>> {
    if io::stdin().is_terminal() {
        Ok(Box::new(io::stdin()))
    } else {
        Ok(Box::new(File::open("/dev/tty")?))
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
            match terminal.read(&mut buffer) {
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
