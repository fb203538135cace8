//! Bringing the index up to date with the files: what is new or changed is read, what is gone is taken out.
//!
//! Files are read by several threads and written by one, in batches. A batch is one transaction, so another program sees
//! either all of a file or nothing of it. Before a file is written it is looked up once more: where another program has
//! written it meanwhile, nothing is done twice.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant, SystemTime};
use std::{collections::HashMap, fs, thread};

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::card::{Described, describe};
use super::listing::value_keys;
use super::numbers::push_number;
use super::packed::pack;
use super::regions::{Regions, TextField};
use super::store::{Catalogue, CatalogueError, is_damage};
use super::walk::{Found, Walk, walk};
use super::words::add_words;
use crate::document::Document;
use crate::search::fold_text;

/// The version of what is taken from a document. Raised whenever a reader or the index itself comes to see more.
const READER: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");

/// A batch is written when it has been waiting so long: what is found early is then shown early.
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// A batch is written when its texts come to so many bytes, so that memory stays small.
const LARGEST_BATCH: usize = 16 << 20;

/// How many threads read at once: as many as there are processors, but not so many that their files fill the memory.
const MOST_READERS: usize = 4;

/// Reads a file: its documents, or why it cannot be read.
pub type ReadFile<'a> = dyn Fn(&Path, Vec<u8>) -> Result<Vec<Document>, String> + Sync + 'a;

/// How far bringing up to date has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// Files dealt with.
    pub done: usize,
    /// Files in all.
    pub of: usize,
    /// Documents in the files dealt with.
    pub documents: usize,
    /// The keys of the files written since the last report.
    pub written: &'a [i64],
    /// The index, to look at what was written.
    pub catalogue: &'a Catalogue,
}

/// Is told how far bringing up to date has come, and may break it off.
pub type Watch<'a> = dyn FnMut(Progress<'_>) -> ControlFlow<()> + 'a;

/// What was counted so far.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    done: usize,
    of: usize,
    documents: usize,
}

impl Counted {
    fn report<'a>(self, written: &'a [i64], catalogue: &'a Catalogue) -> Progress<'a> {
        Progress {
            done: self.done,
            of: self.of,
            documents: self.documents,
            written,
            catalogue,
        }
    }
}

/// What came of bringing up to date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are in the index now, of those asked for.
    pub files: usize,
    /// Of them, those that were read because they were new or changed.
    pub read: usize,
    /// The paths of files that were taken out because they are gone.
    pub gone: Vec<String>,
    /// Files and folders that could not be read, with the reason; also those that could not be read the last time and are
    /// unchanged.
    pub failures: Vec<String>,
    /// Whether it was broken off.
    pub is_partial: bool,
}

/// A file that was read and waits to be written to the index.
struct Prepared {
    found: Found,
    hash: Vec<u8>,
    content: Result<Vec<PreparedDocument>, String>,
}

struct PreparedDocument {
    described: Described,
    /// The length of its text, and the text as the index keeps it.
    length: usize,
    text: Vec<u8>,
    regions: Vec<u8>,
    fields: Vec<(TextField, String)>,
}

/// What the index knows of a file.
struct Known {
    key: i64,
    size: i64,
    changed: i64,
    hash: Vec<u8>,
    reader: String,
    failure: Option<String>,
}

impl Catalogue {
    /// Brings the files under `roots` up to date. `tables` names the user's own tables, which decide what is read from a
    /// file; `progress` is told how far it is and may break it off.
    pub fn refresh(
        &mut self,
        roots: &[PathBuf],
        tables: &str,
        read: &ReadFile<'_>,
        progress: &mut Watch<'_>,
    ) -> Result<Summary, CatalogueError> {
        let walk = walk(roots);
        let reader = format!("{READER} {tables}");
        let known = self.known()?;
        let (changed, unchanged): (Vec<Found>, Vec<Found>) = walk
            .files
            .iter()
            .cloned()
            .partition(|found| !known.is_current(found, &reader));
        let mut summary = Summary {
            files: unchanged.len(),
            failures: walk.failures.clone(),
            ..Summary::default()
        };
        let failed = unchanged.iter().filter_map(|found| {
            let failure = known.get(found)?.failure.as_deref()?;
            Some(format!("{}: {failure}", found.path.display()))
        });
        summary.failures.extend(failed);
        let mut report = Counted {
            done: unchanged.len(),
            of: walk.files.len(),
            documents: 0,
        };
        if progress(report.report(&[], self)).is_break() {
            summary.is_partial = true;
            return Ok(summary);
        }
        self.read_changed(&changed, &reader, read, &mut summary, &mut report, progress)?;
        if !summary.is_partial {
            summary.gone = self.remove_gone(roots, &walk, &known)?;
        }
        Ok(summary)
    }

    fn read_changed(
        &mut self,
        changed: &[Found],
        reader: &str,
        read: &ReadFile<'_>,
        summary: &mut Summary,
        report: &mut Counted,
        progress: &mut Watch<'_>,
    ) -> Result<(), CatalogueError> {
        let next = AtomicUsize::new(0);
        let readers = thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_READERS)
            .min(changed.len());
        thread::scope(|scope| {
            // Room for one finished file a thread: a slow disk must not fill the memory with files.
            let (sender, receiver) = sync_channel(readers.max(1));
            for _ in 0..readers {
                let sender = sender.clone();
                let next = &next;
                scope.spawn(move || prepare_files(changed, next, read, &sender));
            }
            drop(sender);
            let written = self.write_all(&receiver, reader, summary, report, progress);
            // Without a receiver the threads end at their next file.
            drop(receiver);
            written
        })
    }

    fn write_all(
        &mut self,
        receiver: &Receiver<Prepared>,
        reader: &str,
        summary: &mut Summary,
        report: &mut Counted,
        progress: &mut Watch<'_>,
    ) -> Result<(), CatalogueError> {
        loop {
            let Ok(first) = receiver.recv() else {
                return Ok(());
            };
            let begun = Instant::now();
            let mut size = first.size();
            let mut batch = vec![first];
            while size < LARGEST_BATCH
                && let Some(left) = LONGEST_WAIT.checked_sub(begun.elapsed())
                && let Ok(file) = receiver.recv_timeout(left)
            {
                size += file.size();
                batch.push(file);
            }
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut written = Vec::with_capacity(batch.len());
            for file in &batch {
                written.push(write(&transaction, file, reader)?);
                report.done += 1;
                match &file.content {
                    Ok(documents) => report.documents += documents.len(),
                    Err(reason) => summary
                        .failures
                        .push(format!("{}: {reason}", file.found.path.display())),
                }
            }
            transaction.commit()?;
            summary.files += batch.len();
            summary.read += batch.len();
            if progress(report.report(&written, self)).is_break() {
                summary.is_partial = true;
                return Ok(());
            }
        }
    }

    fn known(&self) -> Result<KnownFiles, CatalogueError> {
        let mut statement = self
            .connection
            .prepare("SELECT key, path, size, changed, hash, reader, failure FROM file")?;
        let rows = statement.query_map([], |row| {
            let known = Known {
                key: row.get(0)?,
                size: row.get(2)?,
                changed: row.get(3)?,
                hash: row.get(4)?,
                reader: row.get(5)?,
                failure: row.get(6)?,
            };
            Ok((row.get::<_, String>(1)?, known))
        })?;
        let files = rows.collect::<Result<_, _>>()?;
        Ok(KnownFiles {
            files,
            now: SystemTime::now(),
        })
    }

    /// Takes out the files under `roots` that are no longer there.
    fn remove_gone(
        &mut self,
        roots: &[PathBuf],
        walk: &Walk,
        known: &KnownFiles,
    ) -> Result<Vec<String>, CatalogueError> {
        let roots: Vec<PathBuf> = roots
            .iter()
            .filter_map(|root| fs::canonicalize(root).ok())
            .collect();
        let is_here = |path: &Path| {
            walk.files
                .binary_search_by(|found| found.path.as_path().cmp(path))
                .is_ok()
        };
        let gone = known.files.iter().filter(|(path, _)| {
            let path = Path::new(path);
            roots.iter().any(|root| path.starts_with(root)) && !is_here(path)
        });
        let (paths, gone): (Vec<String>, Vec<i64>) =
            gone.map(|(path, known)| (path.clone(), known.key)).unzip();
        if gone.is_empty() {
            return Ok(paths);
        }
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for &key in &gone {
            remove(&transaction, key)?;
        }
        transaction.commit()?;
        Ok(paths)
    }
}

/// The files in the index, by path.
struct KnownFiles {
    files: HashMap<String, Known>,
    now: SystemTime,
}

impl KnownFiles {
    fn get(&self, found: &Found) -> Option<&Known> {
        self.files.get(found.path.to_string_lossy().as_ref())
    }

    /// Whether the index has a file as it is on disk.
    fn is_current(&self, found: &Found, reader: &str) -> bool {
        let Some(known) = self.get(found) else {
            return false;
        };
        let is_same = known.size == found.stamp.size
            && known.changed == found.stamp.changed
            && known.reader == reader;
        // A file changed a moment ago may have changed again within one tick of the file system's clock.
        is_same
            && (!found.stamp.is_fresh(self.now)
                || hash_of(&found.path).is_ok_and(|hash| hash == known.hash))
    }
}

fn prepare_files(
    changed: &[Found],
    next: &AtomicUsize,
    read: &ReadFile<'_>,
    sender: &SyncSender<Prepared>,
) {
    while let Some(found) = changed.get(next.fetch_add(1, Ordering::Relaxed)) {
        let prepared = prepare(found.clone(), read);
        if sender.send(prepared).is_err() {
            return;
        }
    }
}

fn prepare(found: Found, read: &ReadFile<'_>) -> Prepared {
    let bytes = match fs::read(&found.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            return Prepared {
                found,
                hash: Vec::new(),
                content: Err(error.to_string()),
            };
        }
    };
    let hash = hash(&bytes, &found.path);
    let file = found.path.to_string_lossy().into_owned();
    let content = read(&found.path, bytes).map(|documents| {
        let numbered = (0_u32..).zip(&documents);
        numbered
            .map(|(number, document)| PreparedDocument::of(document, &file, number))
            .collect()
    });
    Prepared {
        found,
        hash,
        content,
    }
}

fn hash_of(path: &Path) -> std::io::Result<Vec<u8>> {
    Ok(hash(&fs::read(path)?, path))
}

/// A hash of a file's bytes and of the commentary beside it.
fn hash(bytes: &[u8], path: &Path) -> Vec<u8> {
    use std::hash::Hasher;
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.write(&fs::read(path.with_extension("notes.toml")).unwrap_or_default());
    hasher.finish128().as_bytes().to_vec()
}

impl Prepared {
    fn size(&self) -> usize {
        self.content
            .iter()
            .flatten()
            .map(|document| document.length)
            .sum()
    }
}

impl PreparedDocument {
    fn of(document: &Document, file: &str, number: u32) -> Self {
        let described = describe(document, file, number);
        let regions = Regions::of(document);
        let mut fields = regions.words(document.text());
        let metadata = fields
            .iter_mut()
            .find(|(field, _)| *field == TextField::Metadata);
        if let Some((_, words)) = metadata {
            for fact in described.card.facts.lines() {
                add_words(fact, words);
                words.push(' ');
                words.push_str(super::words::GAP);
            }
        }
        Self {
            described,
            length: document.text().len(),
            text: pack(document.text()),
            regions: regions.to_bytes(),
            fields,
        }
    }
}

/// Writes a file in the place of what the index had of it, unless another program has just done so. The key of the file comes back.
fn write(
    transaction: &Transaction<'_>,
    file: &Prepared,
    reader: &str,
) -> Result<i64, CatalogueError> {
    let path = file.found.path.to_string_lossy();
    let mut present = transaction
        .prepare_cached("SELECT key, hash = ?2 AND reader = ?3 FROM file WHERE path = ?1")?;
    let present: Option<(i64, bool)> = present
        .query_row(params![path, file.hash, reader], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    match present {
        Some((key, true)) if file.content.is_ok() => {
            let mut statement = transaction
                .prepare_cached("UPDATE file SET size = ?2, changed = ?3 WHERE key = ?1")?;
            statement.execute(params![
                key,
                file.found.stamp.size,
                file.found.stamp.changed
            ])?;
            return Ok(key);
        }
        Some((key, _)) => remove(transaction, key)?,
        None => {}
    }
    let mut statement = transaction.prepare_cached(
        "INSERT INTO file (path, size, changed, hash, reader, failure) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let failure = file.content.as_ref().err();
    let stamp = file.found.stamp;
    statement.execute(params![
        path,
        stamp.size,
        stamp.changed,
        file.hash,
        reader,
        failure
    ])?;
    let key = transaction.last_insert_rowid();
    for document in file.content.iter().flatten() {
        write_document(transaction, document, key)?;
    }
    Ok(key)
}

fn write_document(
    transaction: &Transaction<'_>,
    document: &PreparedDocument,
    file: i64,
) -> Result<(), CatalogueError> {
    let card = &document.described.card;
    let mut values = Vec::with_capacity(document.described.facets.len());
    let mut facets = Vec::new();
    for (name, value) in &document.described.facets {
        let value = value_key(transaction, name.name(), value)?;
        push_number(value.unsigned_abs(), &mut facets);
        values.push(value);
    }
    let mut statement = transaction.prepare_cached(
        "INSERT INTO document (file, number, id, earliest, latest, card, facets, folded_title, folded_from, folded_to, folded_archive)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    statement.execute(params![
        file,
        card.number,
        card.id,
        card.earliest,
        card.latest,
        serde_json::to_string(card).unwrap_or_default(),
        facets,
        fold_text(card.title.as_deref().unwrap_or_default()),
        fold_text(&card.from.join("\n")),
        fold_text(&card.to.join("\n")),
        fold_text(card.archive.as_deref().unwrap_or_default()),
    ])?;
    let key = transaction.last_insert_rowid();
    let mut statement = transaction.prepare_cached(
        "INSERT INTO content (key, facts, text, regions) VALUES (?1, ?2, ?3, ?4)",
    )?;
    statement.execute(params![key, card.facts, document.text, document.regions])?;
    let mut join =
        transaction.prepare_cached("INSERT INTO facet (value, document) VALUES (?1, ?2)")?;
    for value in values {
        join.execute([value, key])?;
    }
    write_words(transaction, key, &document.fields)
}

/// The key of a facet's value, which is added if no document has had it.
fn value_key(
    transaction: &Transaction<'_>,
    name: &str,
    value: &str,
) -> Result<i64, CatalogueError> {
    let mut find =
        transaction.prepare_cached("SELECT key FROM value WHERE name = ?1 AND value = ?2")?;
    let known: Option<i64> = find.query_row([name, value], |row| row.get(0)).optional()?;
    if let Some(key) = known {
        return Ok(key);
    }
    let mut add = transaction
        .prepare_cached("INSERT INTO value (name, value, folded) VALUES (?1, ?2, ?3)")?;
    add.execute([name, value, &fold_text(value)])?;
    Ok(transaction.last_insert_rowid())
}

fn write_words(
    transaction: &Transaction<'_>,
    key: i64,
    fields: &[(TextField, String)],
) -> Result<(), CatalogueError> {
    let columns: Vec<&str> = fields.iter().map(|(field, _)| field.name()).collect();
    let places: Vec<String> = (2..columns.len() + 2)
        .map(|number| format!("?{number}"))
        .collect();
    let sql = format!(
        "INSERT INTO words (rowid, {}) VALUES (?1, {})",
        columns.join(", "),
        places.join(", ")
    );
    let mut statement = transaction.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, key)?;
    for (number, (_, words)) in fields.iter().enumerate() {
        statement.raw_bind_parameter(number + 2, words)?;
    }
    statement.raw_execute()?;
    Ok(())
}

/// Takes out what the documents of a file have in common with others. They are found by their own lists of values: the table
/// is ordered by value.
fn remove_facets(transaction: &Transaction<'_>, file: i64) -> Result<(), CatalogueError> {
    let mut documents =
        transaction.prepare_cached("SELECT key, facets FROM document WHERE file = ?1")?;
    let mut remove =
        transaction.prepare_cached("DELETE FROM facet WHERE value = ?1 AND document = ?2")?;
    let mut rows = documents.query([file])?;
    while let Some(row) = rows.next()? {
        let (key, facets): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        for value in value_keys(&facets) {
            remove.execute([value, key])?;
        }
    }
    Ok(())
}

/// Takes a file and its documents out.
fn remove(transaction: &Transaction<'_>, file: i64) -> Result<(), CatalogueError> {
    remove_facets(transaction, file)?;
    for sql in [
        "DELETE FROM words WHERE rowid IN (SELECT key FROM document WHERE file = ?1)",
        "DELETE FROM content WHERE key IN (SELECT key FROM document WHERE file = ?1)",
        "DELETE FROM document WHERE file = ?1",
        "DELETE FROM file WHERE key = ?1",
    ] {
        transaction.prepare_cached(sql)?.execute([file])?;
    }
    Ok(())
}

impl CatalogueError {
    /// Whether the database must be made anew.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged => true,
            Self::Database(error) => is_damage(error),
        }
    }
}
