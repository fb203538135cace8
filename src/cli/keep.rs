//! Writing a file whole or not at all: a new file beside the old one, synced, then put in its place.
//!
//! Who dies in the middle leaves the old file or the new one. Mode and owner of the old file are kept.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Writes a file whole or not at all. Its folder is made if it is not there.
pub(super) fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    // A link stays one: what it leads to is written.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let new = beside(&path);
    let written = write_new(&new, &path, text).and_then(|()| fs::rename(&new, &path));
    if written.is_err() {
        // Half a file is of no use; there may be no room for it to be taken away from.
        let _ = fs::remove_file(&new);
        return written;
    }
    // The name too is on the disk then. Some file systems sync no folders; the file itself is there.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A name beside a file for its new version, of this process alone.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

fn write_new(new: &Path, old: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let mut file = options.open(new)?;
    if let Ok(before) = fs::metadata(old) {
        file.set_permissions(before.permissions())?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            // Only the administrator may give a file away; for everybody else it is theirs already.
            let _ = std::os::unix::fs::fchown(&file, Some(before.uid()), Some(before.gid()));
        }
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Keeps other programs from writing in a folder while it is held. Without a folder that can be written there is nothing to
/// hold.
pub(super) fn lock(folder: &Path) -> Option<File> {
    fs::create_dir_all(folder).ok()?;
    let mut options = OpenOptions::new();
    let options = options.write(true).create(true).truncate(false);
    let file = options.open(folder.join(".lock")).ok()?;
    file.lock().ok()?;
    Some(file)
}

/// Now, in universal time (RFC 3339).
pub(super) fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    written(since.map_or(0, |since| since.as_secs()))
}

/// Seconds since 1970 as a date and a time.
fn written(seconds: u64) -> String {
    const DAY: u64 = 86_400;
    let (days, second) = (seconds / DAY, seconds % DAY);
    // The Gregorian calendar in years that begin in March: eras of 400 years have 146,097 days (Hinnant, "chrono-compatible
    // low-level date algorithms").
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_dates() {
        assert_eq!(written(0), "1970-01-01T00:00:00Z");
        assert_eq!(written(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(written(1_764_058_350), "2025-11-25T08:12:30Z");
        assert_eq!(written(4_102_444_799), "2099-12-31T23:59:59Z");
    }

    #[test]
    fn a_file_is_written_whole_and_keeps_its_mode() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deep/notes.toml");
        write_whole(&path, "one").expect("written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
            write_whole(&path, "two").expect("written");
            let mode = fs::metadata(&path).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o640);
        }
        assert_eq!(fs::read_to_string(&path).expect("text"), "two");
        let files = fs::read_dir(path.parent().expect("a folder")).expect("a folder");
        assert_eq!(files.count(), 1);
    }
}
