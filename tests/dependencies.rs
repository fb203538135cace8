//! The dependencies: each is used, comes from the registry, and may be given away under the project's licence.
//!
//! Needs only the packages that building these tests has fetched: those of this platform. Where [`EVERY_PLATFORM`] is set,
//! those of all platforms must have been fetched (`cargo fetch`), and the licences of all are checked.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Licences that ask for nothing but that they be kept beside the code. An expression is free if one of its alternatives is.
const FREE: [&str; 15] = [
    "0BSD",
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "ISC",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "WTFPL",
    "Zlib",
    "CC0-1.0",
];

/// The environment variable that asks for the packages of every platform.
const EVERY_PLATFORM: &str = "MANICULE_EVERY_PLATFORM";

/// What cargo knows of the project and everything that it builds on.
fn metadata() -> Value {
    let mut arguments = vec!["metadata", "--locked", "--offline", "--format-version", "1"];
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    if std::env::var_os(EVERY_PLATFORM).is_none() {
        arguments.extend(["--filter-platform", host.expect("the host's platform")]);
    }
    serde_json::from_str(&cargo(&arguments)).expect("JSON")
}

/// What cargo prints.
#[track_caller]
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn packages(metadata: &Value) -> &Vec<Value> {
    metadata["packages"].as_array().expect("packages")
}

/// Whether each part of an expression that must hold is free by one of its alternatives.
fn is_free(licence: &str) -> bool {
    let parts = licence.split(" AND ");
    let mut alternatives = parts.map(|part| {
        let part = part.trim_matches(['(', ')']).replace('/', " OR ");
        part.split(" OR ").any(|one| FREE.contains(&one.trim()))
    });
    alternatives.all(|is_free| is_free)
}

#[test]
fn each_may_be_given_away() {
    assert!(is_free("(MIT OR GPL-3.0) AND Unicode-3.0") && !is_free("MIT AND GPL-3.0"));
    let metadata = metadata();
    let mut bound = Vec::new();
    for package in packages(&metadata) {
        let licence = package["license"].as_str().unwrap_or_default();
        if !is_free(licence) {
            bound.push(format!("{}: {licence}", package["name"]));
        }
    }
    assert!(bound.is_empty(), "{bound:#?}");
}

#[test]
fn each_comes_from_the_registry() {
    let lock: toml::Table = include_str!("../Cargo.lock").parse().expect("TOML");
    let packages = lock["package"].as_array().expect("packages");
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        let source = package.get("source").and_then(toml::Value::as_str);
        let is_registry = source.is_some_and(|source| source.starts_with("registry+"));
        assert!(name == "manicule" || is_registry, "{name}: {source:?}");
    }
}

#[test]
fn each_is_used() {
    let metadata = metadata();
    let own = packages(&metadata)
        .iter()
        .find(|package| package["name"] == "manicule");
    let dependencies = own.expect("the project")["dependencies"]
        .as_array()
        .expect("dependencies");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    for folder in ["src", "tests", "benches"] {
        add_code(&root.join(folder), &mut code);
    }
    let unused: BTreeSet<String> = dependencies
        .iter()
        .map(|dependency| {
            dependency["name"]
                .as_str()
                .expect("a name")
                .replace('-', "_")
        })
        .filter(|name| !code.contains(&format!("{name}::")))
        .collect();
    assert!(
        unused.is_empty(),
        "{unused:?} are in Cargo.toml and in no file"
    );
}

fn add_code(folder: &Path, code: &mut String) {
    for path in std::fs::read_dir(folder)
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
    {
        if path.is_dir() {
            add_code(&path, code);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            code.push_str(&std::fs::read_to_string(&path).expect("code"));
        }
    }
}
