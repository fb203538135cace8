//! Opening the reader on files, or on the documents that come with the program.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, IsTerminal};
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use crate::app::own::Draft;
use crate::app::{App, Job, Outcome};
use crate::document::FileId;
use crate::library::{Library, State};
use crate::notes::Names;
use crate::source::Tables;
use crate::terminal::work::{Outcomes, Workshop};
use crate::terminal::{self, Ending};

use super::configuration::{self, Configuration, is_dumb};
use super::files::{self, CORPUS};
use super::output::fail;
use super::own_notes::Store;
use super::room::Reading;
use super::{COULD_NOT, editor, pages, print};

/// Opens the reader; prints instead where standard output is no terminal, or one that cannot place text.
///
/// Without a file it reads what is piped in, if anything is.
pub(super) fn read(paths: &[PathBuf]) -> ExitCode {
    let piped = [PathBuf::from(files::STANDARD_INPUT)];
    let paths = if paths.is_empty() && files::is_piped_in() {
        &piped
    } else {
        paths
    };
    if !io::stdout().is_terminal() || is_dumb() {
        return print::print_plainly(paths);
    }
    let configuration = Configuration::read();
    let is_folder = |path: &&PathBuf| {
        path.as_os_str() != files::STANDARD_INPUT && path.is_dir() && !pages::is_document(path)
    };
    let (folders, alone): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(is_folder);
    let alone: Vec<PathBuf> = alone.into_iter().cloned().collect();
    let mut library = match paths {
        [] => Library::of(CORPUS.iter().map(|document| document.name.to_owned())),
        _ => Library::of(alone.iter().map(|path| name(path))),
    };
    let has_room = !folders.is_empty();
    // Beside folders only what cannot be read again is read at once.
    let is_first =
        |path: Option<&PathBuf>| !has_room || path.is_some_and(|path| files::may_wait(path));
    let all: Vec<FileId> = library.files().map(|(file, _)| file).collect();
    let first = all
        .into_iter()
        .filter(|file| is_first(alone.get(file.0 as usize)));
    let jobs = first.filter(|file| library.want(*file)).map(Job::Load);
    let jobs: Vec<Job> = has_room
        .then_some(Job::Shelve)
        .into_iter()
        .chain(jobs)
        .collect();
    // The terminal is still its user's: Ctrl-D ends the text, Ctrl-C the program.
    let is_typed = io::stdin().is_terminal()
        && (paths.iter()).any(|path| path.as_os_str() == files::STANDARD_INPUT);
    let typed = match is_typed.then(files::typed).transpose() {
        Ok(typed) => typed,
        Err(reason) => return fail(&reason),
    };
    let listed = paths.iter().filter(|path| !files::may_wait(path));
    let reading = Reading::of(
        &alone,
        listed.cloned().collect(),
        &configuration.tables,
        &configuration.tables_key,
    );
    let files = Arc::new(Files {
        reading: Arc::new(reading),
        is_corpus: paths.is_empty(),
        typed,
        tables: Arc::clone(&configuration.tables),
    });
    let jobs = files.read_at_once(&mut library, jobs);
    let make = || {
        let mut app = configured(library, configuration);
        app.room.offer(!paths.is_empty(), has_room);
        app
    };
    match terminal::run(make, files, jobs) {
        Ok(Ending::Quit(failures)) => {
            let mut status = ExitCode::SUCCESS;
            for reason in failures {
                status = fail(&reason);
            }
            status
        }
        Ok(Ending::Gone) => ExitCode::from(COULD_NOT),
        Ok(Ending::NothingToRead(reason)) => fail(&reason),
        Ok(Ending::Signal(signal)) => {
            terminal::signals::end_by(signal);
            ExitCode::from(COULD_NOT)
        }
        Err(error) => fail(&format!("the terminal cannot be used: {error}")),
    }
}

fn name(path: &Path) -> String {
    if path.as_os_str() == files::STANDARD_INPUT {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Reads files; without any, the documents that come with the program.
struct Files {
    /// The files and folders that were asked for.
    reading: Arc<Reading>,
    /// Whether none were, so that the documents that come with the program are read.
    is_corpus: bool,
    /// What was typed for `-`, if standard input is a terminal.
    typed: Option<Vec<u8>>,
    tables: Arc<Tables>,
}

/// The file that is shown first.
const FIRST: FileId = FileId(0);

impl Files {
    /// Reads the first file if it is small, which is done sooner than another thread would have begun; the jobs left.
    fn read_at_once(&self, library: &mut Library, jobs: Vec<Job>) -> Vec<Job> {
        let (first, left) = jobs
            .into_iter()
            .partition(|job| *job == Job::Load(FIRST) && self.is_read_at_once(FIRST));
        let first: Vec<Job> = first;
        if !first.is_empty() {
            for state in self.states(FIRST) {
                library.arrive(FIRST, state);
            }
        }
        left
    }

    /// Whether a file is so small that it is read before anything is shown.
    fn is_read_at_once(&self, file: FileId) -> bool {
        let path = self.reading.path(file);
        self.is_corpus || path.is_some_and(|path| files::is_small(&path))
    }

    fn states(&self, file: FileId) -> Box<dyn Iterator<Item = State> + Send> {
        if self.is_corpus {
            let embedded = CORPUS.get(file.0 as usize);
            let states = embedded.into_iter().map(files::Embedded::open);
            return Box::new(states.map(|state| with_own_notes(None, state)));
        }
        let Some(path) = self.reading.path(file) else {
            return Box::new(iter::empty());
        };
        let is_input = path.as_os_str() == files::STANDARD_INPUT;
        if let Some(typed) = self.typed.as_ref().filter(|_| is_input) {
            let state = files::state_of_typed(typed.clone(), &self.tables);
            return Box::new(iter::once(state));
        }
        let states: Box<dyn Iterator<Item = State> + Send> = if files::may_wait(&path) {
            Box::new(files::states_of_stream(
                path.clone(),
                Arc::clone(&self.tables),
            ))
        } else {
            Box::new(files::states(path.clone(), Arc::clone(&self.tables)))
        };
        Box::new(states.map(move |state| with_own_notes(Some(&path), state)))
    }

    /// Where a file lies, if it is one.
    fn path_of(&self, file: FileId) -> Option<PathBuf> {
        let path = self.reading.path(file)?;
        (path.as_os_str() != files::STANDARD_INPUT).then_some(path)
    }
}

impl Workshop for Files {
    fn begin(&self, job: &Job) -> Outcomes {
        match job {
            Job::Load(file) => Box::new(self.states(*file).map(Outcome::Loaded)),
            Job::Keep(keeping) => {
                let (keeping, path) = (keeping.clone(), self.path_of(keeping.document.file));
                let store = Store::of_user();
                Box::new(iter::once_with(move || {
                    Outcome::Kept(store.keep(path.as_deref(), &keeping))
                }))
            }
            Job::Shelve => Box::new(self.reading.shelve()),
            Job::Ask(number, line) => Box::new(self.reading.ask(*number, line)),
            Job::Preview(key, place) => {
                let (reading, key, place) = (Arc::clone(&self.reading), *key, *place);
                let preview = iter::once_with(move || reading.preview(key, place));
                Box::new(preview.flatten())
            }
            Job::Write(file) => {
                let file = file.clone();
                Box::new(iter::once_with(move || {
                    Outcome::Written(files::write_new(Path::new(""), &file))
                }))
            }
        }
    }

    fn may_wait(&self, job: &Job) -> bool {
        match job {
            Job::Load(file) => {
                let path = self.reading.path(*file);
                path.is_some_and(|path| files::may_wait(&path))
            }
            // The first look at a large folder reads all of it; a folder on another machine is written when that wakes, and a file
            // of notes is tried again.
            Job::Shelve | Job::Write(_) | Job::Keep(_) => true,
            Job::Ask(..) | Job::Preview(..) => false,
        }
    }

    fn write(&self, draft: &Draft) -> Result<String, String> {
        editor::write(draft)
    }
}

/// A file with the reader's own notes beside it, once all of it is read.
fn with_own_notes(path: Option<&Path>, mut state: State) -> State {
    if let State::Open(opened) = &mut state
        && opened.part.is_none()
    {
        Store::of_user().add_to(path, opened);
    }
    state
}

/// The reader with the user's settings and keymap.
fn configured(library: Library, configuration: Configuration) -> App {
    let mut problems = Vec::new();
    let (settings, keymap) = configuration::settings_and_keymap(&mut problems);
    problems.extend(configuration.problems);
    let mut app = App::new(library, settings, keymap);
    app.configuration_problems = problems;
    app.names = Names::new(seed());
    app
}

/// A number that is another in every run: of a hasher that the standard library makes for each.
pub(super) fn seed() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
