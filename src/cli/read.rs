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
use crate::source::{self, Tables};
use crate::terminal::work::{Outcomes, Workshop};
use crate::terminal::{self, Ending};

use super::asked::Asked;
use super::configuration::{self, Configuration, is_dumb};
use super::files::{self, CORPUS};
use super::output::fail;
use super::own_notes::Store;
use super::walk;
use super::{COULD_NOT, editor, print};

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
    let walk = walk::walk_all(paths);
    if let Some(failure) = walk.failures.first().filter(|_| walk.paths.is_empty()) {
        return fail(failure);
    }
    let mut library = Library::of(names(&walk.paths));
    let all: Vec<FileId> = library.files().map(|(file, _)| file).collect();
    let jobs = all.into_iter().filter(|file| library.want(*file));
    let jobs = jobs.map(Job::Load).collect();
    // The terminal is still its user's: Ctrl-D ends the text, Ctrl-C the program.
    let is_typed = io::stdin().is_terminal()
        && (paths.iter()).any(|path| path.as_os_str() == files::STANDARD_INPUT);
    let typed = match is_typed.then(files::typed).transpose() {
        Ok(typed) => typed,
        Err(reason) => return fail(&reason),
    };
    let files = Arc::new(Files {
        paths: walk.paths,
        roots: paths.to_vec(),
        typed,
        tables: Arc::clone(&configuration.tables),
        tables_key: configuration.tables_key.clone(),
    });
    match terminal::run(|| configured(library, configuration), files, jobs) {
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

/// The files by name.
fn names(paths: &[PathBuf]) -> Vec<String> {
    if paths.is_empty() {
        return CORPUS
            .iter()
            .map(|document| document.name.to_owned())
            .collect();
    }
    paths.iter().map(|path| name(path)).collect()
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
    /// The files, in the order of their identities.
    paths: Vec<PathBuf>,
    /// What was asked for: files and folders.
    roots: Vec<PathBuf>,
    /// What was typed for `-`, if standard input is a terminal.
    typed: Option<Vec<u8>>,
    tables: Arc<Tables>,
    tables_key: String,
}

impl Files {
    fn states(&self, file: FileId) -> Box<dyn Iterator<Item = State> + Send> {
        let number = file.0 as usize;
        let path = self.paths.get(number);
        let is_input = path.is_some_and(|path| path.as_os_str() == files::STANDARD_INPUT);
        if let Some(typed) = self.typed.as_ref().filter(|_| is_input) {
            let state = files::state_of_typed(typed.clone(), &self.tables);
            return Box::new(iter::once(state));
        }
        let own_notes = move |path: Option<PathBuf>, mut state: State| {
            if let State::Open(opened) = &mut state
                && opened.part.is_none()
            {
                Store::of_user().add_to(path.as_deref(), opened);
            }
            state
        };
        match (path.cloned(), CORPUS.get(number)) {
            (Some(path), _) => {
                let states = files::states(path.clone(), Arc::clone(&self.tables));
                Box::new(states.map(move |state| own_notes(Some(path.clone()), state)))
            }
            (None, Some(document)) => {
                Box::new(iter::once_with(move || own_notes(None, document.open())))
            }
            (None, None) => Box::new(iter::empty()),
        }
    }

    /// Where a file lies, if it is one.
    fn path_of(&self, file: FileId) -> Option<PathBuf> {
        let path = self.paths.get(file.0 as usize)?;
        (path.as_os_str() != files::STANDARD_INPUT).then(|| path.clone())
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
            Job::Find(query) => {
                let asked = Asked {
                    query: query.clone(),
                    paths: self.paths.clone(),
                    roots: self.roots.clone(),
                    tables: Arc::clone(&self.tables),
                    tables_key: self.tables_key.clone(),
                };
                Box::new(iter::once_with(move || Outcome::Found(asked.find())))
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
                let path = self.paths.get(file.0 as usize);
                path.is_some_and(|path| files::may_wait(path))
            }
            // The first look at a large folder reads all of it; a folder on another machine is written when that wakes, and a file of
            // notes is tried again.
            Job::Find(_) | Job::Keep(_) | Job::Write(_) => true,
        }
    }

    fn write(&self, draft: &Draft) -> Result<String, String> {
        editor::write(draft)
    }
}

/// The reader with the user's settings and keymap.
fn configured(library: Library, configuration: Configuration) -> App {
    // Meanwhile the first file is being read.
    source::prepare();
    let mut problems = Vec::new();
    let (settings, keymap) = configuration::settings_and_keymap(&mut problems);
    problems.extend(configuration.problems);
    let mut app = App::new(library, settings, keymap);
    app.configuration_problems = problems;
    app.names = Names::new(seed());
    app
}

/// A number that is another in every run: of a hasher that the standard library makes for each.
fn seed() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
