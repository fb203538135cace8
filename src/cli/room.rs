//! The reading room's documents: listed from the index at once, then read where they are new or have changed; and the index
//! asked for what stands in them.

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::files;
use super::library::open_catalogue;
use crate::app::Outcome;
use crate::app::room::news::{Answers, News, Preview};
use crate::catalogue::{Catalogue, Listed, Order, Progress, Query};
use crate::document::FileId;
use crate::source::Tables;

/// The files and folders that were opened, and what is known of the files in them.
pub(super) struct Reading {
    roots: Vec<PathBuf>,
    tables: Arc<Tables>,
    tables_key: String,
    names: Mutex<Names>,
    /// The index, to be asked: a connection of its own, so that reading files keeps no question waiting.
    index: Mutex<Option<Catalogue>>,
    /// The number of the last question.
    latest: AtomicU64,
}

/// The files by their identities.
#[derive(Default)]
struct Names {
    paths: Vec<PathBuf>,
    by_path: HashMap<PathBuf, FileId>,
}

/// How much of an answer is looked for before it is handed over: the first part at once, the next ones not so often that
/// drawing them takes longer than looking.
const FIRST_WAIT: Duration = Duration::from_millis(10);
const WAIT: Duration = Duration::from_millis(60);

/// The text handed over for a preview, in bytes: more than a screen shows.
const BEFORE: usize = 400;
const BEHIND: usize = 6_000;

impl Reading {
    /// Files that are known from the start, as they were asked for, and everything under the roots.
    pub(super) fn of(
        files: &[PathBuf],
        roots: Vec<PathBuf>,
        tables: &Arc<Tables>,
        tables_key: &str,
    ) -> Self {
        let mut names = Names::default();
        for path in files {
            let absolute = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            let id = FileId(u32::try_from(names.paths.len()).unwrap_or(u32::MAX));
            names.paths.push(path.clone());
            names.by_path.entry(absolute).or_insert(id);
        }
        Self {
            roots,
            tables: Arc::clone(tables),
            tables_key: tables_key.to_owned(),
            names: Mutex::new(names),
            index: Mutex::new(None),
            latest: AtomicU64::new(0),
        }
    }

    /// The path of a file.
    pub(super) fn path(&self, file: FileId) -> Option<PathBuf> {
        lock(&self.names).paths.get(file.0 as usize).cloned()
    }

    /// Lists the documents, each part as soon as it is known.
    pub(super) fn shelve(self: &Arc<Self>) -> impl Iterator<Item = Outcome> + Send + use<> {
        let (sender, receiver) = sync_channel(1);
        let reading = Arc::clone(self);
        thread::spawn(move || {
            if let Err(reason) = reading.list_and_read(&sender) {
                let _ = sender.send(vec![News::Trouble(reason)]);
            }
        });
        receiver.into_iter().map(Outcome::Shelved)
    }

    fn list_and_read(&self, sender: &SyncSender<Vec<News>>) -> Result<(), String> {
        let mut catalogue = open_catalogue()?;
        let scope = self.scope();
        let send = |news: Vec<News>| match sender.send(news) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        catalogue
            .listing(&scope, &mut |documents| send(self.listed(documents)))
            .map_err(|error| error.to_string())?;
        let mut watch = |progress: Progress<'_>| {
            let read = progress.catalogue.listing_of_files(progress.written);
            let mut news = self.read(read.unwrap_or_default());
            news.push(News::Progress(progress.done, progress.of));
            send(news)
        };
        let read = |path: &Path, bytes| files::documents_of(path, bytes, &self.tables);
        let summary = catalogue
            .refresh(&self.roots, &self.tables_key, &read, &mut watch)
            .map_err(|error| error.to_string())?;
        let gone = summary.gone.iter();
        let mut news: Vec<News> = gone
            .map(|path| News::Gone(self.name(Path::new(path)).0))
            .collect();
        news.push(News::Done(summary.failures, catalogue.notice.clone()));
        if catalogue.is_in_memory {
            // Nobody else can see what is in it.
            *lock(&self.index) = Some(catalogue);
        }
        let _ = send(news);
        Ok(())
    }

    /// Documents of several files, as they come from the index.
    fn listed(&self, documents: Vec<Listed>) -> Vec<News> {
        let mut news = Vec::new();
        for (file, documents) in self.by_file(documents, &mut news) {
            news.push(News::Listed(file, documents));
        }
        news
    }

    /// All documents of files that have been read.
    fn read(&self, documents: Vec<Listed>) -> Vec<News> {
        let mut news = Vec::new();
        for (file, documents) in self.by_file(documents, &mut news) {
            news.push(News::Read(file, documents));
        }
        news
    }

    /// Documents by their files; the names of files that are new come first.
    fn by_file(&self, documents: Vec<Listed>, news: &mut Vec<News>) -> Vec<(FileId, Vec<Listed>)> {
        let mut files: Vec<(FileId, Vec<Listed>)> = Vec::new();
        let mut places: HashMap<FileId, usize> = HashMap::new();
        for listed in documents {
            let (file, is_new) = self.name(Path::new(&listed.card.file));
            if is_new {
                news.push(News::Named(file, self.shown_name(&listed.card.file)));
            }
            let place = *places.entry(file).or_insert(files.len());
            if place == files.len() {
                files.push((file, Vec::new()));
            }
            files[place].1.push(listed);
        }
        files
    }

    /// The identity of a file, and whether it is new.
    fn name(&self, path: &Path) -> (FileId, bool) {
        let mut names = lock(&self.names);
        if let Some(&file) = names.by_path.get(path) {
            return (file, false);
        }
        let file = FileId(u32::try_from(names.paths.len()).unwrap_or(u32::MAX));
        names.paths.push(path.to_path_buf());
        names.by_path.insert(path.to_path_buf(), file);
        (file, true)
    }

    /// A file's name as the user would give it: below the folder as it was named.
    fn shown_name(&self, path: &str) -> String {
        let path = Path::new(path);
        let below = self.roots.iter().find_map(|root| {
            let absolute = fs::canonicalize(root).ok()?;
            Some(root.join(path.strip_prefix(absolute).ok()?))
        });
        below
            .as_deref()
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned()
    }

    fn scope(&self) -> Vec<String> {
        let roots = self
            .roots
            .iter()
            .filter_map(|root| fs::canonicalize(root).ok());
        roots
            .map(|root| root.to_string_lossy().into_owned())
            .collect()
    }

    /// Looks a query up, in parts. A later question ends it.
    pub(super) fn ask(
        self: &Arc<Self>,
        number: u64,
        line: &str,
    ) -> impl Iterator<Item = Outcome> + Send + use<> {
        self.latest.store(number, Ordering::Relaxed);
        let mut question = Question {
            reading: Arc::clone(self),
            number,
            query: Query::parse(line).0,
            keys: None,
            looked_at: 0,
        };
        let mut is_over = false;
        std::iter::from_fn(move || {
            if is_over || question.reading.latest.load(Ordering::Relaxed) != number {
                return None;
            }
            let answers = question.go_on().unwrap_or_else(|reason| Answers {
                trouble: Some(reason),
                is_last: true,
                ..Answers::default()
            });
            is_over = answers.is_last;
            Some(Outcome::Answered(answers))
        })
    }

    /// The text of a document round a place.
    pub(super) fn preview(&self, key: i64, place: usize) -> Option<Outcome> {
        let found = self.with_index(|index| {
            index
                .text_round(key, place, BEFORE, BEHIND)
                .map_err(|error| error.to_string())
        });
        let (start, text) = found.ok()??;
        Some(Outcome::Previewed(Preview {
            key,
            place,
            text,
            start,
        }))
    }

    fn with_index<T>(
        &self,
        ask: impl FnOnce(&Catalogue) -> Result<T, String>,
    ) -> Result<T, String> {
        let mut index = lock(&self.index);
        if index.is_none() {
            let opened = open_catalogue()?;
            if opened.is_in_memory {
                return Err("the index is kept in memory and is still being made".to_owned());
            }
            *index = Some(opened);
        }
        index
            .as_ref()
            .map_or_else(|| Err("there is no index".to_owned()), ask)
    }
}

/// A query on its way through the documents.
struct Question {
    reading: Arc<Reading>,
    number: u64,
    query: Query,
    /// The documents that may answer, once they are known.
    keys: Option<Vec<i64>>,
    looked_at: usize,
}

impl Question {
    /// Looks at more documents, for a moment.
    fn go_on(&mut self) -> Result<Answers, String> {
        let reading = Arc::clone(&self.reading);
        reading.with_index(|index| {
            let begun = Instant::now();
            let wait = if self.keys.is_none() {
                FIRST_WAIT
            } else {
                WAIT
            };
            let keys = match self.keys.take() {
                Some(keys) => keys,
                None => index
                    .keys(&reading.scope(), &self.query, Order::Date)
                    .map_err(|error| error.to_string())?,
            };
            let mut answers = Vec::new();
            let is_latest = || reading.latest.load(Ordering::Relaxed) == self.number;
            while let Some(&key) = keys.get(self.looked_at)
                && begun.elapsed() < wait
                && is_latest()
            {
                self.looked_at += 1;
                let hits = index
                    .hits(key, &self.query)
                    .map_err(|error| error.to_string())?;
                answers.extend(hits.map(|hits| (key, hits)));
            }
            let of = keys.len();
            self.keys = Some(keys);
            Ok(Answers {
                answers,
                searched: self.looked_at,
                of,
                is_last: self.looked_at == of,
                trouble: None,
            })
        })
    }
}

/// What is behind a lock is whole whatever became of a thread that held it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
