//! The database of the catalogue: opening it, its tables, and what happens when it is damaged.
//!
//! It is written ahead (WAL) and committed in batches, so that a program killed at any moment leaves it as it was at the last
//! batch, and other programs read on while one writes. A damaged file is made anew; where the cache folder cannot be written,
//! the catalogue is kept in memory.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use rusqlite::{Connection, ErrorCode};

/// The form of the tables. A database of another form is made anew.
const FORM: i64 = 4;

/// How long a writer waits for another program's batch before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The page cache in KiB. The whole index of a hundred volumes is about 250 MB; what a query touches of it is far less.
const CACHE_KIB: i64 = 32 * 1024;

/// Bytes of a page: the most that `SQLite` has. A document's row is 8 KB on average, and the rest of a page into which no other row
/// fits stays empty: half of one of the usual 4 KB, an eighth of one of 32 KB.
const PAGE: i64 = 64 * 1024;

/// Bytes of new words that are kept in memory before they are written. The usual megabyte makes many small segments, which then
/// are merged again and again: a third of the time of indexing.
const WORDS_IN_MEMORY: i64 = 16 << 20;

// Nothing `REFERENCES` anything: SQLite would look for what is left behind whenever a document is taken out, by going through a whole
// table where there is no index for it. What belongs together is taken out together, in one transaction.
const TABLES: &str = "
CREATE TABLE file (
    key INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    hash BLOB NOT NULL,
    reader TEXT NOT NULL,
    failure TEXT
) STRICT;
CREATE TABLE document (
    key INTEGER PRIMARY KEY,
    file INTEGER NOT NULL,
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    earliest INTEGER,
    latest INTEGER,
    card TEXT NOT NULL,
    facets BLOB NOT NULL,
    folded_title TEXT NOT NULL,
    folded_from TEXT NOT NULL,
    folded_to TEXT NOT NULL,
    folded_archive TEXT NOT NULL
) STRICT;
CREATE INDEX document_file ON document (file);
CREATE INDEX document_date ON document (earliest, latest, file, number);
CREATE TABLE content (
    key INTEGER PRIMARY KEY,
    facts TEXT NOT NULL,
    text BLOB NOT NULL,
    regions BLOB NOT NULL
) STRICT;
CREATE TABLE value (
    key INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (name, value)
) STRICT;
CREATE TABLE facet (
    value INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (value, document)
) STRICT, WITHOUT ROWID;
";

/// The index: open, and good as far as it has been read.
#[derive(Debug)]
pub struct Catalogue {
    pub(super) connection: Connection,
    /// What the reader of the program should know: that the index was made anew, or lives in memory only.
    pub notice: Option<String>,
    /// Whether it is forgotten with the program. No other connection sees what is in it.
    pub is_in_memory: bool,
}

/// What went wrong with the index.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The database could not do what was asked.
    #[error("the index of the library: {0}")]
    Database(#[from] rusqlite::Error),
    /// The database file is damaged; opening it again makes it anew.
    #[error("the index of the library is damaged; it will be made anew at the next start")]
    Damaged,
}

impl Catalogue {
    /// Opens the index in this file, or makes it. A damaged one, or one of another form, is made anew.
    pub fn open(path: &Path) -> Result<Self, CatalogueError> {
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        match Self::open_file(path) {
            Ok(catalogue) => Ok(catalogue),
            Err(error) if is_damage(&error) => {
                if let Err(error) = remove(path) {
                    return Self::in_memory(Some(format!("the index is damaged and cannot be replaced: {error}")));
                }
                let mut catalogue = Self::open_file(path)?;
                catalogue.notice = Some("the index was damaged and is made anew".to_owned());
                Ok(catalogue)
            }
            Err(error) if is_refusal(&error) => Self::in_memory(Some(
                "the cache folder cannot be written: the index is kept in memory and made anew at each start".to_owned(),
            )),
            Err(error) => Err(error.into()),
        }
    }

    /// An index that is forgotten with the program.
    pub fn in_memory(notice: Option<String>) -> Result<Self, CatalogueError> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&mut connection)?;
        Ok(Self {
            connection,
            notice,
            is_in_memory: true,
        })
    }

    fn open_file(path: &Path) -> Result<Self, rusqlite::Error> {
        let mut connection = Connection::open(path)?;
        prepare(&mut connection)?;
        Ok(Self {
            connection,
            notice: None,
            is_in_memory: false,
        })
    }
}

fn prepare(connection: &mut Connection) -> Result<(), rusqlite::Error> {
    connection.busy_timeout(PATIENCE)?;
    // Only a database that is being made takes it.
    connection.pragma_update(None, "page_size", PAGE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A crash of the machine may lose the last batch, which is then read again; it cannot damage the database (SQLite's own
    // documentation of `synchronous`).
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    let form: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if form == FORM {
        return Ok(());
    }
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have made the tables while this one waited.
    let form: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if form != FORM {
        transaction.execute_batch(
            "DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS facet; DROP TABLE IF EXISTS value;
             DROP TABLE IF EXISTS content; DROP TABLE IF EXISTS document; DROP TABLE IF EXISTS file;",
        )?;
        transaction.execute_batch(TABLES)?;
        transaction.execute_batch(&words_table())?;
        transaction.execute(
            "INSERT INTO words (words, rank) VALUES ('hashsize', ?1)",
            [WORDS_IN_MEMORY],
        )?;
        transaction.pragma_update(None, "user_version", FORM)?;
    }
    transaction.commit()
}

/// The full-text table. Its words come parted and folded, so the tokenizer must only cut at spaces: `ascii` takes every
/// character beyond ASCII for a part of a word. The text itself is kept once, in `document`.
fn words_table() -> String {
    use strum::IntoEnumIterator;
    let columns: Vec<&str> = super::regions::TextField::iter()
        .map(super::regions::TextField::name)
        .collect();
    format!(
        "CREATE VIRTUAL TABLE words USING fts5({}, content='', contentless_delete=1, tokenize='ascii')",
        columns.join(", ")
    )
}

/// The names of a database's files: its own, and those of its write-ahead log.
fn remove(path: &Path) -> io::Result<()> {
    for ending in ["-wal", "-shm", ""] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// Whether the file is no database, or a broken one.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

/// Whether the file may not be made or written.
fn is_refusal(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
        )
    )
}
