//! Opening what is to be read, and the bound on how much of it is.
//!
//! Knows nothing of documents.

use std::path::Path;
use std::{fs, io};

/// The name that stands for standard input.
pub(super) const STANDARD_INPUT: &str = "-";

/// A file, or standard input, to be read; or why it cannot be.
pub(super) fn input(path: &Path) -> Result<Box<dyn io::Read>, String> {
    if path.as_os_str() == STANDARD_INPUT {
        return Ok(Box::new(io::stdin()));
    }
    if path.is_dir() {
        return Err("this is a folder; name the documents in it".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "this file may not be read; its permissions forbid it".to_owned()
        }
        _ => error.to_string(),
    })?;
    // A regular file says how long it is, so that one that is too large need not be read first.
    if let Ok(metadata) = file.metadata()
        && metadata.is_file()
    {
        refuse_large(metadata.len())?;
    }
    Ok(Box::new(file))
}

/// The environment variable for the most megabytes that are read of a file.
const LARGEST_FILE: &str = "MANICULE_LARGEST_FILE";

/// The most megabytes that are read of a file where nothing else is asked for. The largest edition known, a whole series in one
/// file, has 700.
const LARGEST: u64 = 1024;

/// The most bytes that are read of a file.
pub(super) fn most_bytes() -> u64 {
    let asked = std::env::var(LARGEST_FILE).ok();
    let megabytes = asked.and_then(|asked| asked.trim().parse().ok());
    megabytes.unwrap_or(LARGEST).saturating_mul(1_000_000)
}

/// Refuses a file of so many bytes, if it is larger than may be read.
pub(super) fn refuse_large(bytes: u64) -> Result<(), String> {
    let most = most_bytes();
    if bytes <= most {
        return Ok(());
    }
    Err(format!(
        "it is larger than {} MB; set {LARGEST_FILE} to more megabytes to read it all the same",
        most / 1_000_000
    ))
}
