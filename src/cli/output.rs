//! Writing to standard output and standard error. A broken pipe is no error: who reads has read enough.
//!
//! The last gate before a terminal: whatever a file or an argument holds, what goes there is text.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::COULD_NOT;
use crate::text::shown_in_lines;

/// Writes a text to standard output and ends with `status`, or says that it could not. A terminal gets visible signs for what
/// it would act on; a file or a pipe gets the text as it is.
pub(super) fn write(text: &str, status: u8) -> ExitCode {
    let text = if io::stdout().is_terminal() {
        shown_in_lines(text)
    } else {
        Cow::Borrowed(text)
    };
    write_styled(&text, status)
}

/// Writes what the program has set for a terminal itself, with attributes.
pub(super) fn write_styled(text: &str, status: u8) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(status),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(status),
        Err(error) => fail(&format!("standard output cannot be written: {error}")),
    }
}

/// Says on standard error why something could not be done.
pub(super) fn fail(reason: &str) -> ExitCode {
    warn(&format!("manicule: {reason}\n"));
    ExitCode::from(COULD_NOT)
}

/// Writes to standard error, made safe; there is nowhere to say that that failed.
pub(super) fn warn(text: &str) {
    let _ = (io::stderr().lock()).write_all(shown_in_lines(text).as_bytes());
}
