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
fn what_the_corpus_has_in_two_forms_reads_to_the_same_text_and_marks() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let read = |name: &str| {
        let bytes = std::fs::read(corpus.join(name)).expect("a document of the corpus");
        let reading = manicule::source::read(name, bytes, &manicule::source::Alone).expect("text");
        assert_eq!(reading.problems, [], "{name}");
        let document = reading.documents.into_iter().next().expect("a document");
        let mut kinds: Vec<_> = (document.annotations().iter())
            .map(manicule::document::Annotation::kind)
            .collect();
        kinds.sort_by_key(|kind| format!("{kind:?}"));
        (
            document.text().to_owned(),
            document.metadata.title.clone(),
            kinds,
        )
    };
    for name in ["draft", "inscription"] {
        let (native, tei) = (read(&format!("{name}.txt")), read(&format!("{name}.xml")));
        assert_eq!(native, tei, "{name}");
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
