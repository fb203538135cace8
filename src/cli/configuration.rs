//! The user's own files and the environment: read once, and handed down to whoever goes by them.

use std::fs;
use std::hash::Hasher;
use std::sync::Arc;

use etcetera::BaseStrategy;
use siphasher::sip128::{Hasher128, SipHasher13};

use super::output::warn;
use crate::app::ConfigurationProblem;
use crate::keymap::Keymap;
use crate::problem::{LineIndex, Problem};
use crate::settings::{Settings, Theme};
use crate::source::Tables;

/// The tables to read by, the user's own laid over the program's; and what is wrong in them.
pub(super) struct Configuration {
    pub(super) tables: Arc<Tables>,
    pub(super) problems: Vec<ConfigurationProblem>,
    /// A name for the user's own tables: another one means that files are read otherwise.
    pub(super) tables_key: String,
}

impl Configuration {
    /// Reads the user's tables.
    pub(super) fn read() -> Self {
        let mut tables = Tables::default();
        let mut problems = Vec::new();
        let mut hasher = SipHasher13::new();
        if let Some((file, text)) = own_file("conventions.toml") {
            hasher.write(text.as_bytes());
            problems.extend(located(&file, &text, tables.lay_conventions_over(&text)));
        }
        if let Some((file, text)) = own_file("sites.toml") {
            hasher.write(text.as_bytes());
            problems.extend(located(&file, &text, tables.lay_sites_over(&text)));
        }
        if let Some((file, text)) = own_file("tei.toml") {
            hasher.write(text.as_bytes());
            problems.extend(located(&file, &text, tables.lay_mapping_over(&text)));
        }
        if let Some((file, text)) = own_file("websites.toml") {
            hasher.write(text.as_bytes());
            problems.extend(located(&file, &text, tables.lay_websites_over(&text)));
        }
        let hash = hasher.finish128();
        Self {
            tables: Arc::new(tables),
            problems,
            tables_key: format!("{:016x}{:016x}", hash.h1, hash.h2),
        }
    }

    /// The same for a command that prints: what is wrong in the tables is said on standard error.
    pub(super) fn read_and_warn() -> Self {
        let configuration = Self::read();
        for problem in &configuration.problems {
            let lines = LineIndex::new(&problem.text);
            warn(&problem.problem.render(&problem.file, &lines));
        }
        configuration
    }
}

/// The user's settings and keymap; what is wrong in them is added to `problems`.
pub(super) fn settings_and_keymap(problems: &mut Vec<ConfigurationProblem>) -> (Settings, Keymap) {
    let settings = settings(problems);
    let mut keymap = Keymap::built_in();
    if let Some((file, text)) = own_file("keymap.toml") {
        problems.extend(located(&file, &text, keymap.lay_over(&text)));
    }
    (settings, keymap)
}

/// Problems of one of the user's own files.
fn located(file: &str, text: &str, problems: Vec<Problem>) -> Vec<ConfigurationProblem> {
    let located = |problem| ConfigurationProblem {
        file: file.to_owned(),
        text: text.to_owned(),
        problem,
    };
    problems.into_iter().map(located).collect()
}

/// One of the user's own files: its name and its text, if it is there.
fn own_file(name: &str) -> Option<(String, String)> {
    let folder = etcetera::choose_base_strategy()
        .ok()?
        .config_dir()
        .join("manicule");
    let path = folder.join(name);
    let text = fs::read_to_string(&path).ok()?;
    Some((path.display().to_string(), text))
}

/// The user's settings, as far as the environment leaves them: `NO_COLOR` takes the colours away.
pub(super) fn settings(problems: &mut Vec<ConfigurationProblem>) -> Settings {
    let (mut settings, found) = match own_file("config.toml") {
        Some((file, text)) => {
            let (settings, found) = Settings::read(&text);
            (settings, located(&file, &text, found))
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
pub(super) fn is_dumb() -> bool {
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
