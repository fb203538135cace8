//! `manicule search` and `manicule list` as people and programs use them: what is printed, and grep's exit statuses.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

const LETTER: &str = "Letter from Ada Holm to Ben Rask\n\n3 May 1921\n\nDear Ben,\n\n1. The harbour office [handwritten: never] answered.\n\n2. The quay is empty.\n\nAda Holm\n";

/// A folder of two documents and a cache of its own.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("papers")).expect("a folder");
    fs::write(folder.path().join("papers/letter.txt"), LETTER).expect("a file");
    fs::write(
        folder.path().join("papers/plain.txt"),
        "The harbour is closed.\n",
    )
    .expect("a file");
    folder
}

fn manicule(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_manicule"))
        .args(arguments)
        .current_dir(folder.path())
        .env("XDG_CONFIG_HOME", folder.path().join("config"))
        .env("XDG_CACHE_HOME", folder.path().join("cache"))
        .output()
        .expect("the program starts")
}

fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8");
    text.lines().map(ToOwned::to_owned).collect()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

#[test]
fn a_hit_is_a_line_with_file_document_part_and_words() {
    let folder = folder();
    let output = manicule(&folder, &["search", "harbour", "papers"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let found = lines(&output);
    assert_eq!(found.len(), 2);
    assert!(found[0].ends_with("letter.txt:letter:text: to Ben Rask 3 May 1921 Dear Ben, 1. The harbour office never answered. 2. The quay is e"), "{}", found[0]);
    assert!(
        found[1].ends_with("plain.txt:plain:text: The harbour is closed."),
        "{}",
        found[1]
    );
}

#[test]
fn the_status_tells_found_from_not_found_from_trouble() {
    let folder = folder();
    assert_eq!(
        manicule(&folder, &["search", "lighthouse", "papers"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(
        manicule(&folder, &["search", "harbour", "nowhere"])
            .status
            .code(),
        Some(2)
    );
    let mistaken = manicule(&folder, &["search", "frmo:holm", "papers"]);
    assert_eq!(mistaken.status.code(), Some(2));
    assert!(
        err(&mistaken).contains("did you mean `from:`?"),
        "{}",
        err(&mistaken)
    );
}

#[test]
fn hits_are_given_to_programs_with_their_places() {
    let folder = folder();
    let output = manicule(&folder, &["search", "never", "papers", "--format", "json"]);
    let hit: Value = serde_json::from_str(&lines(&output)[0]).expect("JSON");
    assert_eq!(
        (&hit["document"], &hit["in"], &hit["hit"], &hit["date"]),
        (
            &"letter".into(),
            &"text".into(),
            &"never".into(),
            &"1921-05-03".into()
        )
    );
    let printed = manicule(&folder, &["print", "papers/letter.txt", "--format", "json"]);
    let printed: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    let text = printed["documents"][0]["text"].as_str().expect("a text");
    let place =
        |name: &str| usize::try_from(hit[name].as_u64().expect("a place")).expect("a place");
    assert_eq!(text.get(place("start")..place("end")), Some("never"));
}

#[test]
fn documents_are_listed_with_their_facts() {
    let folder = folder();
    let output = manicule(&folder, &["list", "papers"]);
    let found = lines(&output);
    assert!(
        found[0].starts_with("1921-05-03\tAda Holm\tBen Rask\tLetter from Ada Holm to Ben Rask\t"),
        "{}",
        found[0]
    );
    assert_eq!(found.len(), 2);
    assert_eq!(
        lines(&manicule(
            &folder,
            &["list", "papers", "--query", "from:holm"]
        ))
        .len(),
        1
    );
}

#[test]
fn a_record_has_everything_that_a_search_engine_needs() {
    let folder = folder();
    let output = manicule(&folder, &["list", "papers", "--format", "ndjson"]);
    let records: Vec<Value> = lines(&output)
        .iter()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(records.len(), 2);
    let letter = &records[0];
    assert_eq!(letter["id"], "letter");
    assert_eq!(
        (&letter["earliest"], &letter["latest"]),
        (&19_210_503.into(), &19_210_503.into())
    );
    assert_eq!(letter["from"][0], "Ada Holm");
    assert_eq!(letter["layers"]["handwriting"][0], "never");
    assert_eq!(letter["points"][1]["text"], "2. The quay is empty.");
    assert!(
        letter["text"]
            .as_str()
            .is_some_and(|text| text.contains("harbour office"))
    );
    let array = manicule(&folder, &["list", "papers", "--format", "json"]);
    let array: Value = serde_json::from_slice(&array.stdout).expect("JSON");
    assert_eq!(array.as_array().map(Vec::len), Some(2));
    let narrowed = manicule(
        &folder,
        &["list", "papers", "--format", "ndjson", "--query", "quay"],
    );
    assert_eq!(lines(&narrowed).len(), 1);
}

#[test]
fn nothing_is_written_beside_the_documents() {
    let folder = folder();
    manicule(&folder, &["search", "harbour", "papers"]);
    let mut names: Vec<String> = fs::read_dir(folder.path().join("papers"))
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, ["letter.txt", "plain.txt"]);
}
