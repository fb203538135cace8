//! The TEI of the corpus is valid against the TEI’s schema of all its elements.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

#[path = "support/tei_schema.rs"]
mod tei_schema;

use std::path::Path;

#[test]
fn the_tei_of_the_corpus_is_valid() {
    let Some(schema) = tei_schema::tei_all() else {
        return;
    };
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut names: Vec<_> = (std::fs::read_dir(corpus).expect("the corpus"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for path in names {
        let document = std::fs::read_to_string(&path).expect("a document");
        let found = tei_schema::faults(&schema, &document);
        assert_eq!(found, Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn the_schema_finds_what_is_not_valid() {
    let Some(schema) = tei_schema::tei_all() else {
        return;
    };
    let found = tei_schema::faults(
        &schema,
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text/></TEI>",
    );
    assert!(!found.is_empty());
}
