//! What is written as JSON holds to the schema that is published with the program: the corpus, every file that other tests
//! bring along, and the sources where they are at hand.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use manicule::export::{self, LocatedProblem};
use manicule::source::{self, Alone};
use serde_json::Value;

/// Files up to this many bytes: the form of a volume is that of its documents, and takes a debug build minutes.
const MOST: u64 = 400_000;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = paths
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    files.sort();
    files
}

fn schema(schemas: &mut Schemas) -> SchemaIndex {
    let path = project().join("corpus/manicule.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema is there");
    let value: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let mut compiler = Compiler::new();
    compiler
        .add_resource("manicule.schema.json", value)
        .expect("the schema has a name");
    compiler
        .compile("manicule.schema.json", schemas)
        .expect("the schema is one")
}

/// The file as JSON; `None` if it is none that is read.
fn written(path: &Path) -> Option<Value> {
    let name = path.to_string_lossy();
    let reading = source::read(&name, std::fs::read(path).ok()?, &Alone).ok()?;
    let documents: Vec<_> = reading.documents.iter().collect();
    let problem = LocatedProblem {
        path: "letter.txt".to_owned(),
        line: 1,
        column: 1,
        message: "wrong".to_owned(),
        hint: Some("mend it".to_owned()),
    };
    let json = export::json(&documents, &[problem]);
    Some(serde_json::from_str(&json).expect("it is JSON"))
}

#[test]
fn whatever_is_read_is_written_as_the_schema_says() {
    let mut schemas = Schemas::new();
    let schema = schema(&mut schemas);
    let sources = project().join("../shared/sources");
    if !sources.is_dir() {
        assert!(
            std::env::var("CI").is_err(),
            "the sources are not at {}",
            sources.display()
        );
        eprintln!("skipped: there are no sources at {}", sources.display());
    }
    let folders = [
        project().join("corpus"),
        project().join("tests/fixtures"),
        project().join("tests/data"),
        sources,
    ];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| files_below(folder))
        .collect();
    files.retain(|path| std::fs::metadata(path).is_ok_and(|file| file.len() <= MOST));
    let mut read = 0;
    for path in files {
        let Some(value) = written(&path) else {
            continue;
        };
        read += 1;
        if let Err(error) = schemas.validate(&value, schema) {
            panic!("{}: {error:#}", path.display());
        }
    }
    assert!(read > 5, "only {read} files were read");
}

#[test]
fn the_schema_refuses_what_is_not_of_the_form() {
    let mut schemas = Schemas::new();
    let schema = schema(&mut schemas);
    let telegram = project().join("corpus/stalin-molotov-telegram.txt");
    let value = written(&telegram).expect("it is read");
    let with = |change: fn(&mut Value)| {
        let mut value = value.clone();
        change(&mut value);
        value
    };
    for wrong in [
        with(|value| value["version"] = 2.into()),
        with(|value| value["documents"][0]["text"] = 1.into()),
        with(|value| value["documents"][0]["annotations"][0]["layer"] = "none".into()),
        with(|value| value["documents"][0]["metadata"]["titel"] = "Telegram".into()),
    ] {
        assert!(schemas.validate(&wrong, schema).is_err());
    }
}
