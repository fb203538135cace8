//! Writing to standard output and standard error. A broken pipe is no error: who reads has read enough.

use std::io::{self, Write};
use std::process::ExitCode;

use super::COULD_NOT;

/// Writes to standard output and ends with `status`, or says that it could not.
pub(super) fn write(text: &str, status: u8) -> ExitCode {
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

/// Writes to standard error; there is nowhere to say that that failed.
pub(super) fn warn(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
