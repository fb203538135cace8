//! Opening the reader on files, or on the documents that come with the program.

use std::io::{self, IsTerminal};
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::app::library::{Library, State};
use crate::app::{App, ConfigurationProblem};
use crate::keymap::Keymap;
use crate::settings::{Settings, Theme};
use crate::source;
use crate::terminal::{self, Errand, Outcome};

use super::files::{self, CORPUS};
use super::output::fail;
use super::{COULD_NOT, print};

/// Opens the reader; prints instead where standard output is no terminal, or one that cannot place text.
pub(super) fn read(paths: &[PathBuf]) -> ExitCode {
    if !io::stdout().is_terminal() || is_dumb() {
        return print::print_plainly(paths);
    }
    let (library, errands) = shelve(paths);
    match terminal::run(|| configured(library), errands) {
        Ok(Outcome::Quit(failures)) => {
            let said = failures.iter().map(|reason| fail(reason));
            said.last().unwrap_or(ExitCode::SUCCESS)
        }
        Ok(Outcome::Gone) => ExitCode::from(COULD_NOT),
        Ok(Outcome::NothingToRead(reason)) => fail(&reason),
        Ok(Outcome::Signal(signal)) => {
            terminal::signals::end_by(signal);
            ExitCode::from(COULD_NOT)
        }
        Err(error) => fail(&format!("the terminal cannot be used: {error}")),
    }
}

/// The files by name, and how to read each.
fn shelve(paths: &[PathBuf]) -> (Library, Vec<Errand>) {
    if paths.is_empty() {
        let errands = CORPUS.iter().enumerate().map(|(number, document)| {
            let states: Box<dyn Iterator<Item = State> + Send> =
                Box::new(iter::once_with(|| document.open()));
            (number, states)
        });
        return (
            Library::waiting(CORPUS.iter().map(|document| document.name.to_owned())),
            errands.collect(),
        );
    }
    let errands = paths.iter().cloned().enumerate().map(|(number, path)| {
        let states: Box<dyn Iterator<Item = State> + Send> = Box::new(files::states(path));
        (number, states)
    });
    (
        Library::waiting(paths.iter().map(|path| name(path))),
        errands.collect(),
    )
}

fn name(path: &Path) -> String {
    if path.as_os_str() == files::STANDARD_INPUT {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// The reader with the user's settings and keymap.
fn configured(library: Library) -> App {
    // Meanwhile the first file is being read.
    source::prepare();
    let mut problems = Vec::new();
    let settings = settings(&mut problems);
    let mut keymap = Keymap::built_in();
    if let Some((file, text)) = files::configuration("keymap.toml") {
        problems.extend(files::located(&file, &text, keymap.lay_over(&text)));
    }
    problems.extend(files::own_tables().1.iter().cloned());
    let mut app = App::new(library, settings, keymap);
    app.configuration_problems = problems;
    app
}

/// The user's settings, as far as the environment leaves them: `NO_COLOR` takes the colours away.
pub(super) fn settings(problems: &mut Vec<ConfigurationProblem>) -> Settings {
    let (mut settings, found) = match files::configuration("config.toml") {
        Some((file, text)) => {
            let (settings, found) = Settings::read(&text);
            (settings, files::located(&file, &text, found))
        }
        None => (Settings::default(), Vec::new()),
    };
    problems.extend(found);
    if is_no_color_set() {
        settings.theme = Theme::Mono;
    }
    settings.unicode = settings.unicode && is_unicode_locale();
    settings
}

/// Whether `NO_COLOR` is set and not empty (no-color.org), or the terminal has no colours.
pub(super) fn is_no_color_set() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("NO_COLOR") || is_dumb()
}

/// Whether the terminal says that it can do nothing but write: that of an editor's shell, or of a program's log.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Whether the locale is one of Unicode; POSIX looks at these three in this order, and none set is a plain C locale, which
/// nowadays mostly means that nobody set one.
fn is_unicode_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
