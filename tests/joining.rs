//! Several pages in one file: whatever is pasted behind what, each page is the document that it is alone.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::path::Path;

use manicule::document::Document;
use manicule::source::{self, Alone};
use proptest::prelude::*;

/// What is compared of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    title: Option<String>,
    points: Vec<String>,
    notes: Vec<(String, String)>,
    annotations: usize,
    text: String,
}

impl Shape {
    fn of(document: &Document) -> Self {
        let notes = document.annotations().iter().filter_map(|annotation| {
            let body = annotation.body().filter(|_| annotation.kind().is_note())?;
            Some((
                annotation.label().unwrap_or_default().to_owned(),
                document.flow_text(body).to_owned(),
            ))
        });
        Self {
            title: document.metadata.title.clone(),
            points: document
                .points()
                .iter()
                .map(manicule::document::Point::address)
                .collect(),
            notes: notes.collect(),
            annotations: document.annotations().len(),
            text: document.text().to_owned(),
        }
    }
}

fn shapes(text: &str) -> Vec<Shape> {
    let reading = source::read("pages.txt", text.as_bytes().to_vec(), &Alone).expect("text");
    reading.documents.iter().map(Shape::of).collect()
}

/// The real pages, each alone in its file; none where they are not there.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources/pasted");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "the pages to read are not there: {}",
            folder.display()
        );
        eprintln!("not tried: there are no pages in {}", folder.display());
        return Vec::new();
    };
    let mut pages: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some((name, std::fs::read_to_string(path).ok()?))
        })
        .collect();
    pages.sort();
    pages
}

/// Joins pages and compares what is read with what each is alone.
fn check(pages: &[&(String, String)], between: &str) -> Result<(), String> {
    let texts: Vec<&str> = pages.iter().map(|(_, text)| text.as_str()).collect();
    let expected: Vec<Shape> = texts.iter().flat_map(|text| shapes(text)).collect();
    let found = shapes(&texts.join(between));
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    if found.len() != expected.len() {
        let titles: Vec<&Option<String>> = found.iter().map(|shape| &shape.title).collect();
        return Err(format!(
            "{names:?}: {} documents and not {}: {titles:?}",
            found.len(),
            expected.len()
        ));
    }
    for (found, expected) in found.iter().zip(&expected) {
        if found != expected {
            return Err(format!("{names:?}:\n{found:#?}\nand not\n{expected:#?}"));
        }
    }
    Ok(())
}

const BETWEEN: [&str; 4] = ["\n\n", "\n\n\n\n", "\n\u{c}\n", "\n\n* * *\n\n"];

#[test]
fn any_two_pages_in_one_file_are_two_documents() {
    let pages = pages();
    let mut wrong = Vec::new();
    for first in &pages {
        for second in &pages {
            wrong.extend(check(&[first, second], BETWEEN[0]).err());
        }
    }
    assert!(
        wrong.is_empty(),
        "{} pairs:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.min(48)))]
    #[test]
    fn any_few_pages_in_one_file_are_as_many_documents(
        chosen in proptest::collection::vec(0_usize..1000, 2..=4),
        between in 0..BETWEEN.len(),
    ) {
        let pages = pages();
        if !pages.is_empty() {
            let chosen: Vec<&(String, String)> = chosen.iter().map(|at| &pages[at % pages.len()]).collect();
            if let Err(wrong) = check(&chosen, BETWEEN[between]) {
                return Err(TestCaseError::fail(wrong));
            }
        }
    }
}
