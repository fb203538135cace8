//! What a program can check of how this project is written: who may use whom, how long a file is, what stands at its top,
//! what may not stand in it.
//!
//! Knows nothing of Rust beyond lines and words; a rule that needs more is clippy's, in `Cargo.toml`.

mod architecture;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use source::{
    Complaints, Source, begins_a_path, first_names, function_name, project, project_files,
    rust_files, sources,
};

/// What may stand at the top of the project.
const TOP: &[&str] = &[
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
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
fn every_module_of_the_map_shows_how_it_is_used() {
    let mut complaints = Complaints::default();
    for file in sources().filter(|file| file.depth() == 1) {
        if file.path.ends_with("lib.rs") || file.path.ends_with("main.rs") {
            continue;
        }
        let page = file.text.lines().take_while(|line| line.starts_with("//!"));
        let mut fences = page.filter(|line| line.starts_with("//! ```"));
        if !fences.any(|fence| fence == "//! ```" || fence == "//! ```no_run") {
            complaints.add(
                &file,
                1,
                "the module’s page has no example that is compiled",
            );
        }
    }
    complaints.check("a module does not show how it is used");
}

#[test]
fn the_readme_names_the_oldest_compiler_that_builds_it() {
    let manifest = fs::read_to_string(project().join("Cargo.toml")).expect("Cargo.toml");
    let readme = fs::read_to_string(project().join("README.md")).expect("README.md");
    let oldest = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .expect("Cargo.toml names it")
        .trim_matches('"');
    assert!(
        readme.contains(&format!("[Rust](https://rustup.rs) {oldest} or newer")),
        "README.md does not name Rust {oldest}"
    );
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
    for file in rust_files().filter(|file| !file.path.starts_with("tests/tidy")) {
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
