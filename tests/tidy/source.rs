//! The files of the project as the checks read them: lines, functions, what a file names of this crate.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is wrong, by file and line.
#[derive(Default)]
pub(crate) struct Complaints(String);

impl Complaints {
    pub(crate) fn add(&mut self, file: &Source, line: usize, what: &str) {
        writeln!(self.0, "{}:{line}: {what}", file.path.display())
            .expect("a string takes what is written");
    }

    #[track_caller]
    pub(crate) fn check(&self, what: &str) {
        assert!(self.0.is_empty(), "{what}:\n{}", self.0);
    }
}

/// A file of the project.
pub(crate) struct Source {
    /// Its path from the top of the project.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl Source {
    /// The module of the library that the file belongs to; none for the files that are not part of it.
    pub(crate) fn module(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?;
        let module = first.strip_suffix(".rs").unwrap_or(first);
        (module != "lib" && module != "main").then(|| module.to_owned())
    }

    /// How many modules deep the file lies: 1 for `src/app.rs`.
    pub(crate) fn depth(&self) -> usize {
        self.path.components().count() - 1
    }

    /// The lines of the file that are part of the program, counted from 1: no comments, no tests.
    pub(crate) fn program(&self) -> impl Iterator<Item = (usize, &str)> {
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
    pub(crate) fn is_test(&self) -> bool {
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
    pub(crate) fn uses_of_this_crate(&self) -> impl Iterator<Item = (usize, String)> {
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

    /// The methods of the file, each by the name of its type; those that a trait asks for are left out.
    pub(crate) fn methods(&self) -> Vec<String> {
        let mut of = None;
        let mut methods = Vec::new();
        for (_, line) in self.program() {
            if line.starts_with("impl") {
                of = type_of_block(line);
            } else if line.starts_with('}') {
                of = None;
            } else if let Some(of) = &of
                && line.len() - line.trim_start().len() == 4
                && function_name(line.trim_start()).is_some()
            {
                methods.push(of.clone());
            }
        }
        methods
    }

    /// What the file uses of the files beside it, and of those beside each folder that it lies in: the folder, the file or
    /// folder in it that this one belongs to, and the one that it uses.
    pub(crate) fn siblings_used(&self) -> Vec<(PathBuf, String, String)> {
        let inside: Vec<String> = self
            .path
            .with_extension("")
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        let mut found = Vec::new();
        for (_, code) in self.program() {
            for (at, _) in code.match_indices("super::") {
                let is_start = code
                    .get(..at)
                    .is_some_and(|before| !before.ends_with("super::"));
                let path = code.get(at..).unwrap_or_default();
                let steps = path.split("::").take_while(|part| *part == "super").count();
                // One step up is the module round the file; what it names there stands beside the file.
                let Some(depth) = inside.len().checked_sub(steps).filter(|depth| *depth > 1) else {
                    continue;
                };
                let rest = path.get(steps * "super::".len()..).unwrap_or_default();
                let folder: PathBuf = inside.iter().take(depth).collect();
                for name in first_names(rest).into_iter().filter(|_| is_start) {
                    let beside = project().join(&folder).join(&name);
                    if name != inside[depth] && beside.with_extension("rs").exists() {
                        found.push((folder.clone(), inside[depth].clone(), name));
                    }
                }
            }
        }
        found
    }

    /// The functions of the file: line, name and number of lines. A function ends with a brace below its first letter.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (usize, &str, usize)> {
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

/// The type that an `impl` block is of; none for one of a trait.
fn type_of_block(line: &str) -> Option<String> {
    let rest = line.strip_prefix("impl")?;
    let rest = match rest.strip_prefix('<') {
        Some(generic) => generic.split_once("> ")?.1,
        None => rest,
    };
    if rest.contains(" for ") {
        return None;
    }
    words(rest).find(|word| !word.is_empty()).map(str::to_owned)
}

/// The name of the function that a line begins.
pub(crate) fn function_name(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("fn ")?;
    let is_start = before
        .split_whitespace()
        .all(|word| matches!(word, "const" | "async" | "extern") || word.starts_with("pub"));
    is_start.then(|| after.split(['(', '<']).next()).flatten()
}

/// The first names of a path, or of each path in braces: `a` of `a::b`; `a` and `c` of `{a::b, c}`.
pub(crate) fn first_names(path: &str) -> Vec<String> {
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
pub(crate) fn begins_a_path(line: &str, root: &str) -> bool {
    line.match_indices(root).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !c.is_alphanumeric() && !"./-_$}>~*".contains(c))
    })
}

pub(crate) fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
}

pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the library and the program.
pub(crate) fn sources() -> impl Iterator<Item = Source> {
    rust_files().filter(|file| file.path.starts_with("src"))
}

pub(crate) fn rust_files() -> impl Iterator<Item = Source> {
    let paths = project_files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.filter_map(|path| {
        let text = fs::read_to_string(project().join(&path)).ok()?;
        Some(Source { path, text })
    })
}

/// The paths of all files of the project: those that git knows or would add; without git, those in its folder.
pub(crate) fn project_files() -> Vec<PathBuf> {
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

pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
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
