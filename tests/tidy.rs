//! What a program can check of how this project is written: who may use whom, how long a file is, what stands at its top,
//! what may not stand in it.
//!
//! Knows nothing of Rust beyond lines and words; a rule that needs more is clippy's, in `Cargo.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who may use whom: each module, and the modules of this crate that it may use. Nothing uses what stands below it.
const IMPORTS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("document", &["text"]),
    ("problem", &["text", "document"]),
    ("source", &["text", "document", "problem"]),
    ("view", &["text", "document"]),
    ("layout", &["text", "document", "view"]),
    ("citation", &["text", "document"]),
    (
        "export",
        &["text", "document", "view", "layout", "citation"],
    ),
    ("search", &["text", "document", "view"]),
    ("catalogue", &["text", "document", "problem", "search"]),
    ("command", &["text", "document", "problem"]),
    ("key", &["text", "problem"]),
    ("keymap", &["text", "document", "problem", "command", "key"]),
    (
        "settings",
        &["document", "problem", "view", "layout", "key", "keymap"],
    ),
    (
        "app",
        &[
            "document", "problem", "source", "view", "layout", "citation", "export", "search",
            "command", "key", "keymap", "settings",
        ],
    ),
    (
        "screen",
        &[
            "document", "problem", "source", "view", "layout", "citation", "export", "search",
            "command", "key", "keymap", "settings", "app",
        ],
    ),
    (
        "terminal",
        &[
            "document", "problem", "source", "view", "layout", "citation", "export", "search",
            "command", "key", "keymap", "settings", "app", "screen",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "document",
            "problem",
            "source",
            "view",
            "layout",
            "citation",
            "export",
            "search",
            "catalogue",
            "command",
            "key",
            "keymap",
            "settings",
            "app",
            "screen",
            "terminal",
        ],
    ),
];

/// What may stand at the top of the project.
const TOP: &[&str] = &[
    ".ci",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "corpus",
    "keymap.toml",
    "src",
    "tests",
];

/// The longest file. A file that grows beyond it does two things.
const LONGEST_FILE: usize = 600;

/// The longest function, its signature and its last brace included.
const LONGEST_FUNCTION: usize = 80;

/// Packages of the outside world, and the only modules that may know them.
const WORLD: &[(&str, &[&str])] = &[
    ("ratatui", &["app", "screen", "terminal"]),
    ("crossterm", &["key", "terminal", "cli"]),
    ("rustix", &["terminal"]),
    ("signal_hook", &["terminal"]),
    ("clap", &["cli"]),
    ("quick_xml", &["source"]),
    ("chardetng", &["source"]),
    ("encoding_rs", &["source"]),
    ("hypher", &["layout"]),
    ("rusqlite", &["catalogue"]),
    ("ignore", &["catalogue"]),
    ("siphasher", &["catalogue", "cli"]),
    ("etcetera", &["cli", "terminal"]),
];

#[test]
fn modules_use_only_what_stands_above_them() {
    let table: BTreeMap<&str, &[&str]> = IMPORTS.iter().copied().collect();
    let mut complaints = Complaints::default();
    for file in sources() {
        let Some(module) = file.module() else {
            continue;
        };
        let Some(allowed) = table.get(module.as_str()) else {
            complaints.add(&file, 1, &format!("module `{module}` is not in the import table of tests/tidy.rs; add a line for it"));
            continue;
        };
        for (line, used) in file.uses_of_this_crate() {
            if used != module
                && table.contains_key(used.as_str())
                && !allowed.contains(&used.as_str())
            {
                let may = if allowed.is_empty() {
                    "nothing".to_owned()
                } else {
                    allowed.join(", ")
                };
                complaints.add(
                    &file,
                    line,
                    &format!("`{module}` uses `{used}`, but may use {may} of this crate"),
                );
            }
        }
    }
    complaints.check("the modules' import table (tests/tidy.rs) does not hold");
}

#[test]
fn nothing_climbs_out_of_its_module() {
    let mut complaints = Complaints::default();
    for file in sources().filter(|file| file.module().is_some()) {
        let way_out = "super::".repeat(file.depth());
        for (line, code) in file.program() {
            if code.contains(&way_out) {
                complaints.add(
                    &file,
                    line,
                    "`super::` leaves the module; write `crate::` so that the import table sees it",
                );
            }
        }
    }
    complaints.check("a path hides what it uses");
}

#[test]
fn the_outside_world_is_known_to_few() {
    let mut complaints = Complaints::default();
    for file in sources() {
        let Some(module) = file.module() else {
            continue;
        };
        for (line, code) in file.program() {
            for (package, modules) in WORLD {
                if words(code).any(|word| word == *package) && !modules.contains(&module.as_str()) {
                    let known = modules.join(", ");
                    complaints.add(
                        &file,
                        line,
                        &format!("`{module}` uses `{package}`, which only {known} should know"),
                    );
                }
            }
        }
    }
    complaints.check("a package is used where it should not be known");
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    let mut complaints = Complaints::default();
    for file in rust_files() {
        let first = file.text.lines().next().unwrap_or_default();
        if !first.starts_with("//! ") {
            complaints.add(
                &file,
                1,
                "the file does not begin with `//! ` and what it is for",
            );
        }
        if file.path.ends_with("mod.rs") {
            complaints.add(
                &file,
                1,
                "a module is `name.rs` beside `name/`, never `mod.rs`",
            );
        }
    }
    complaints.check("a file does not say what it is for");
}

#[test]
fn files_and_functions_are_short() {
    let mut complaints = Complaints::default();
    for file in rust_files() {
        let length = file.text.lines().count();
        if length > LONGEST_FILE {
            complaints.add(&file, LONGEST_FILE, &format!("the file has {length} lines; beyond {LONGEST_FILE} it does two things, part them"));
        }
        for (line, name, length) in file
            .functions()
            .filter(|function| function.2 > LONGEST_FUNCTION)
        {
            let advice = format!(
                "`{name}` has {length} lines; beyond {LONGEST_FUNCTION} a function does two things, part them"
            );
            complaints.add(&file, line, &advice);
        }
    }
    complaints.check("something is too long");
}

#[test]
fn nothing_is_left_undone_or_swallowed() {
    let unfinished = [
        "todo!",
        "unimplemented!",
        "dbg!",
        "// TODO",
        "// FIXME",
        "// XXX",
    ];
    let swallowed = [".unwrap()", "#[ignore", "#![allow("];
    let mut complaints = Complaints::default();
    for file in rust_files().filter(|file| !file.path.ends_with("tidy.rs")) {
        for (number, line) in file.text.lines().enumerate() {
            for mark in unfinished
                .iter()
                .chain(&swallowed)
                .filter(|mark| line.contains(**mark))
            {
                complaints.add(
                    &file,
                    number + 1,
                    &format!("`{mark}` does not stay in this project"),
                );
            }
            if line.contains("#[allow(") {
                complaints.add(
                    &file,
                    number + 1,
                    "write `#[expect(…, reason = \"…\")]`, which tells when it is needed no more",
                );
            }
        }
    }
    complaints.check("something is unfinished or hidden");
}

#[test]
fn no_path_of_a_machine_stands_in_the_project() {
    let roots = ["home", "Users", "root", "work", "mnt"].map(|folder| format!("/{folder}/"));
    let mut complaints = Complaints::default();
    for path in project_files() {
        let Ok(text) = fs::read_to_string(project().join(&path)) else {
            continue;
        };
        let file = Source { path, text };
        for (number, line) in file.text.lines().enumerate() {
            for root in roots.iter().filter(|root| begins_a_path(line, root)) {
                complaints.add(
                    &file,
                    number + 1,
                    &format!("a path under `{root}` is one machine's own"),
                );
            }
        }
    }
    complaints.check("the project knows a machine");
}

#[test]
fn only_what_belongs_there_stands_at_the_top() {
    let top: BTreeSet<String> = project_files()
        .iter()
        .filter_map(|path| path.components().next())
        .map(|component| component.as_os_str().to_string_lossy().into_owned())
        .collect();
    let strays: Vec<&String> = top
        .iter()
        .filter(|name| !TOP.contains(&name.as_str()))
        .collect();
    assert!(
        strays.is_empty(),
        "these do not belong at the top of the project: {strays:?}; it holds {TOP:?} and nothing else"
    );
}

#[test]
fn every_dependency_has_its_reason_above_it() {
    let manifest = fs::read_to_string(project().join("Cargo.toml")).expect("Cargo.toml");
    let mut in_dependencies = false;
    let mut above = "";
    let mut without = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies
            && line.contains('=')
            && !line.starts_with('#')
            && !above.starts_with("# ")
        {
            without.push(line);
        }
        above = line;
    }
    assert!(
        without.is_empty(),
        "these dependencies have no comment above them that says why: {without:#?}"
    );
}

/// What is wrong, by file and line.
#[derive(Default)]
struct Complaints(String);

impl Complaints {
    fn add(&mut self, file: &Source, line: usize, what: &str) {
        writeln!(self.0, "{}:{line}: {what}", file.path.display())
            .expect("a string takes what is written");
    }

    #[track_caller]
    fn check(&self, what: &str) {
        assert!(self.0.is_empty(), "{what}:\n{}", self.0);
    }
}

/// A file of the project.
struct Source {
    /// Its path from the top of the project.
    path: PathBuf,
    text: String,
}

impl Source {
    /// The module of the library that the file belongs to; none for the files that are not part of it.
    fn module(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?;
        let module = first.strip_suffix(".rs").unwrap_or(first);
        (module != "lib" && module != "main").then(|| module.to_owned())
    }

    /// How many modules deep the file lies: 1 for `src/app.rs`.
    fn depth(&self) -> usize {
        self.path.components().count() - 1
    }

    /// The lines of the file that are part of the program, counted from 1: no comments, no tests.
    fn program(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.is_test();
        let lines = self
            .text
            .lines()
            .enumerate()
            .map(|(number, line)| (number + 1, line));
        lines
            .take_while(move |(_, line)| !is_test && *line != "mod tests {")
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// Whether the whole file is a test: the module round it says `#[cfg(test)]` where it names it.
    fn is_test(&self) -> bool {
        let Some(stem) = self.path.file_stem().and_then(|stem| stem.to_str()) else {
            return false;
        };
        let parent = self
            .path
            .parent()
            .map(|folder| folder.with_extension("rs"))
            .unwrap_or_default();
        let parent = if parent == Path::new("src.rs") {
            PathBuf::from("src/lib.rs")
        } else {
            parent
        };
        let parent = fs::read_to_string(project().join(parent)).unwrap_or_default();
        let declaration = ["mod", "pub mod", "pub(crate) mod"]
            .map(|word| format!("#[cfg(test)]\n{word} {stem};"));
        declaration
            .iter()
            .any(|declaration| parent.contains(declaration.as_str()))
    }

    /// The modules of this crate that the program names, with the line where it does.
    fn uses_of_this_crate(&self) -> impl Iterator<Item = (usize, String)> {
        let mut code = String::new();
        let mut lines = Vec::new();
        for (number, line) in self.program() {
            lines.push((code.len(), number));
            code.push_str(line);
            code.push('\n');
        }
        let mut uses = Vec::new();
        for (at, found) in code.match_indices("crate::") {
            let line = lines
                .iter()
                .rev()
                .find(|(start, _)| *start <= at)
                .map_or(0, |(_, number)| *number);
            let path = code.get(at + found.len()..).unwrap_or_default();
            uses.extend(first_names(path).into_iter().map(|name| (line, name)));
        }
        uses.into_iter()
    }

    /// The functions of the file: line, name and number of lines. A function ends with a brace below its first letter.
    fn functions(&self) -> impl Iterator<Item = (usize, &str, usize)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut functions = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let Some(name) = function_name(code) else {
                continue;
            };
            let indent = line.len() - code.len();
            let is_end = |line: &&&str| line.trim() == "}" && line.len() == indent + 1;
            let is_one_line = line.ends_with('}') || line.ends_with(';');
            let length = lines
                .iter()
                .skip(number)
                .position(|line| is_end(&line))
                .filter(|_| !is_one_line);
            functions.extend(length.map(|length| (number + 1, name, length + 1)));
        }
        functions.into_iter()
    }
}

/// The name of the function that a line begins.
fn function_name(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("fn ")?;
    let is_start = before
        .split_whitespace()
        .all(|word| matches!(word, "const" | "async" | "extern") || word.starts_with("pub"));
    is_start.then(|| after.split(['(', '<']).next()).flatten()
}

/// The first names of a path, or of each path in braces: `a` of `a::b`; `a` and `c` of `{a::b, c}`.
fn first_names(path: &str) -> Vec<String> {
    let name = |path: &str| {
        let end = path
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(path.len());
        path.get(..end).unwrap_or_default().to_owned()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = Vec::new();
    let mut depth = 1;
    let mut is_start = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => is_start = true,
            _ if is_start && c.is_alphabetic() => {
                names.push(name(group.get(at..).unwrap_or_default()));
                is_start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// Whether a path under `root` begins in a line: not within a longer path or an address.
fn begins_a_path(line: &str, root: &str) -> bool {
    line.match_indices(root).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !"./-_$}>~*".contains(c))
    })
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the library and the program.
fn sources() -> impl Iterator<Item = Source> {
    rust_files().filter(|file| file.path.starts_with("src"))
}

fn rust_files() -> impl Iterator<Item = Source> {
    let paths = project_files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.filter_map(|path| {
        let text = fs::read_to_string(project().join(&path)).ok()?;
        Some(Source { path, text })
    })
}

/// The paths of all files of the project: those that git knows or would add; without git, those in its folder.
fn project_files() -> Vec<PathBuf> {
    let git = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(project())
        .output();
    match git {
        Ok(listing) if listing.status.success() => {
            let listing = String::from_utf8_lossy(&listing.stdout).into_owned();
            let paths = listing
                .split('\0')
                .filter(|path| !path.is_empty())
                .map(PathBuf::from);
            paths.filter(|path| project().join(path).exists()).collect()
        }
        _ => files_below(project()),
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_built = path == project().join("target") || path == project().join(".git");
            if path.is_dir() && !is_built {
                folders.push(path);
            } else if path.is_file() {
                files.extend(path.strip_prefix(project()).map(Path::to_owned));
            }
        }
    }
    files
}

#[test]
fn the_checks_read_what_they_should() {
    assert_eq!(first_names("document::Span;"), ["document"]);
    assert_eq!(
        first_names("{document::{Span, Place}, view};"),
        ["document", "view"]
    );
    assert_eq!(
        function_name("pub(crate) fn lay_out<T>(a: T) {"),
        Some("lay_out")
    );
    assert_eq!(function_name("let f: fn (u8) = g;"), None);
    assert!(
        rust_files().count() > 20,
        "the files of the project were not found"
    );
    let text = "//! A.\nuse crate::a;\n/// crate::b\nfn f() {\n    crate::c::d();\n}\n#[cfg(test)]\nmod tests {\n    use crate::e;\n}\n";
    let file = Source {
        path: PathBuf::from("src/x.rs"),
        text: text.to_owned(),
    };
    let uses: Vec<_> = file.uses_of_this_crate().collect();
    assert_eq!(uses, [(2, "a".to_owned()), (5, "c".to_owned())]);
    let functions: Vec<_> = file.functions().collect();
    assert_eq!(functions, [(4, "f", 3)]);
}
