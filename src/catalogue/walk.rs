//! Which files lie in folders, and their stamps.
//!
//! Hidden files and folders are left out, and what `.gitignore`, `.ignore` and `.manicule-ignore` leave out. Links are
//! followed; a loop of links is met once. A file named by the user is taken whatever its name.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use ignore::WalkBuilder;

/// The name of the program's own ignore files.
const IGNORE_FILE: &str = ".manicule-ignore";

/// Endings of files that stand beside documents and are none themselves.
const BESIDE: &[&str] = &[".notes.toml"];

/// Endings of files that hold no text: pictures, sound, archives, programs. They are not opened to learn that.
const NOT_TEXT: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp", "ico", "jp2", "pdf", "mp3", "mp4",
    "wav", "ogg", "avi", "mov", "zip", "gz", "bz2", "xz", "zst", "7z", "rar", "tar", "exe", "dll",
    "so", "o", "a", "class", "jar", "woff", "woff2", "ttf", "otf", "sqlite", "db", "pyc", "lock",
    "css", "js", "rng", "xsd", "dtd", "xsl", "xslt",
];

/// A file found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its absolute path.
    pub path: PathBuf,
    /// By what a change is seen.
    pub stamp: Stamp,
}

/// The size and time of a file and of the commentary beside it. A file with the same stamp is taken for unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Bytes of the file and of its commentary.
    pub size: i64,
    /// The later change of the two, in nanoseconds since 1970.
    pub changed: i64,
}

/// What came of walking.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, by path, each once.
    pub files: Vec<Found>,
    /// Folders and files that could not be looked at, with the reason.
    pub failures: Vec<String>,
}

/// The files of some folders; a root that is a file is itself.
pub fn walk(roots: &[PathBuf]) -> Walk {
    let mut walk = Walk::default();
    for root in roots {
        match fs::canonicalize(root) {
            Ok(root) => walk.add(&root),
            Err(error) => walk.failures.push(format!("{}: {error}", root.display())),
        }
    }
    walk.files.sort();
    walk.files.dedup_by(|one, other| one.path == other.path);
    walk
}

impl Walk {
    fn add(&mut self, root: &Path) {
        let mut builder = WalkBuilder::new(root);
        builder
            .follow_links(true)
            // A folder of sources need not be a checkout for its .gitignore to count.
            .require_git(false)
            .add_custom_ignore_filename(IGNORE_FILE);
        for entry in builder.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if is_loop(&error) => continue,
                Err(error) => {
                    self.failures.push(error.to_string());
                    continue;
                }
            };
            let is_named = entry.depth() == 0;
            let path = entry.path();
            // A pipe or a device would be waited for.
            let Ok(metadata) = fs::metadata(path) else {
                continue;
            };
            if !metadata.is_file() || !is_named && !may_be_a_document(path) {
                continue;
            }
            // A link and what it leads to are one file.
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
            let stamp = Stamp::of(&path, &metadata);
            self.files.push(Found { path, stamp });
        }
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}

fn may_be_a_document(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    let Some(name) = name else { return false };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    !BESIDE.iter().any(|beside| name.ends_with(beside))
        && !ending.is_some_and(|ending| NOT_TEXT.contains(&ending))
}

impl Stamp {
    /// The stamp of a file, its commentary included.
    fn of(path: &Path, metadata: &Metadata) -> Self {
        let own = Self::plain(metadata);
        let beside = fs::metadata(path.with_extension("notes.toml"))
            .map(|metadata| Self::plain(&metadata))
            .unwrap_or_default();
        Self {
            size: own.size + beside.size,
            changed: own.changed.max(beside.changed),
        }
    }

    fn plain(metadata: &Metadata) -> Self {
        let changed = metadata
            .modified()
            .ok()
            .and_then(nanoseconds)
            .unwrap_or_default();
        Self {
            size: i64::try_from(metadata.len()).unwrap_or(i64::MAX),
            changed,
        }
    }

    /// Whether the file may change once more without its stamp changing: file systems round times, some to two seconds.
    pub fn is_fresh(self, now: SystemTime) -> bool {
        const COARSEST_CLOCK: i64 = 2_000_000_000;
        nanoseconds(now).is_some_and(|now| now - self.changed < COARSEST_CLOCK)
    }
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}
