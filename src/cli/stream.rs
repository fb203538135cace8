//! What comes through a pipe: shown as far as it has come, while the rest is on its way.
//!
//! Knows nothing of documents.

use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::input;

/// How long nothing must come before what has come is shown. Who writes a pipe writes a burst of lines at a time.
const PAUSE: Duration = Duration::from_millis(30);

/// What has come is read again at most so often that reading takes a fifth of the time.
const SHARE: u32 = 5;

/// How many times as much must have come as was shown last, where no pause is made.
const GROWTH: usize = 32;

/// As much is shown before any pause.
const FIRST_PART: usize = 1 << 16;

/// The most bytes taken from the pipe at once.
const CHUNK: usize = 1 << 16;

/// What has come so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrived {
    /// More than was there before; more may come.
    Part,
    /// All.
    Whole,
}

/// A pipe that a thread of its own reads.
pub(super) struct Stream {
    chunks: Receiver<Result<Vec<u8>, String>>,
    /// All that has come.
    pub(super) bytes: Vec<u8>,
    shown: usize,
    pause: Duration,
    /// When what has come was given out last.
    given: Option<Instant>,
}

impl Stream {
    /// Begins to read standard input, or a pipe by its name.
    pub(super) fn open(path: &Path) -> Self {
        let path = path.to_owned();
        let (sender, chunks) = mpsc::sync_channel(16);
        thread::spawn(move || {
            let mut input = match input::input(&path) {
                Ok(input) => input,
                Err(reason) => return drop(sender.send(Err(reason))),
            };
            let mut buffer = vec![0; CHUNK];
            loop {
                let read = match input.read(&mut buffer) {
                    Ok(0) => return,
                    Ok(count) => Ok(buffer.get(..count).unwrap_or_default().to_vec()),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error.to_string()),
                };
                let is_end = read.is_err();
                if sender.send(read).is_err() || is_end {
                    return;
                }
            }
        });
        Self {
            chunks,
            bytes: Vec::new(),
            shown: 0,
            pause: PAUSE,
            given: None,
        }
    }

    /// Waits until there is more to show, or all has come.
    ///
    /// # Errors
    /// When the pipe cannot be read, or gives more than may be read.
    pub(super) fn more(&mut self) -> Result<Arrived, String> {
        if let Some(given) = self.given.take() {
            self.pause = PAUSE.max(given.elapsed() * SHARE);
        }
        loop {
            let chunk = if self.bytes.len() > self.shown {
                self.chunks.recv_timeout(self.pause)
            } else {
                (self.chunks.recv()).map_err(|_| RecvTimeoutError::Disconnected)
            };
            match chunk {
                Ok(chunk) => {
                    self.bytes.extend(chunk?);
                    input::refuse_large(self.bytes.len() as u64)?;
                    let enough = FIRST_PART.max(self.shown.saturating_mul(GROWTH));
                    if self.bytes.len() >= enough {
                        return Ok(self.give(Arrived::Part));
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(self.give(Arrived::Part)),
                Err(RecvTimeoutError::Disconnected) => return Ok(self.give(Arrived::Whole)),
            }
        }
    }

    fn give(&mut self, arrived: Arrived) -> Arrived {
        self.shown = self.bytes.len();
        self.given = Some(Instant::now());
        arrived
    }
}
