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

#[test]
fn a_run_of_telegrams_under_their_numbers_is_as_many_documents() {
    let text = "Telegram No. 12\n\nMarby, 4 June 1957\n\nThe lock was mended last week, and the ferry runs again.\n\nAske\n\n\
        Telegram No. 13\n\nMarby, 6 June 1957\n\nThe dam has broken, and I ask for instructions before the evening.\n\nAske\n\n\
        Telegram No. 14\n\nMarby, 7 June 1957\n\nThe water is falling, and nobody was hurt by it so far.\n\nAske\n";
    let titles: Vec<Option<String>> = shapes(text).into_iter().map(|shape| shape.title).collect();
    let wanted = ["Telegram No. 12", "Telegram No. 13", "Telegram No. 14"];
    assert_eq!(
        titles[1..],
        wanted[1..]
            .iter()
            .map(|title| Some((*title).to_owned()))
            .collect::<Vec<_>>()
    );
    assert_eq!(titles.len(), wanted.len());
}

#[test]
fn a_sentence_of_an_archives_terms_hides_nothing_behind_it() {
    let text = "The lock was mended last week, and the ferry runs again.\n\n\
        To enquire about this document's rights status, please write to the archive.\n\n\
        The dam has broken, and the water has reached the lower town.\n\n\
        The engineers have been sent for, and they will be here on Monday.\n";
    let shapes = shapes(text);
    assert_eq!(shapes.len(), 1);
    for words in [
        "The lock was mended",
        "The dam has broken",
        "The engineers have been",
    ] {
        assert!(shapes[0].text.contains(words), "{}", shapes[0].text);
    }
}

#[test]
fn an_enclosure_stays_with_its_letter() {
    let text = "Letter from Aske to Vik\n\nMarby, 4 June 1957\n\nI send you what the engineers wrote to me about the dam.\n\nAske\n\n\
        [Enclosure]\n\nLetter from Dahl to Aske\n\nMarby, 1 June 1957\n\nThe dam will not stand another spring, as we have said before.\n\nDahl\n";
    assert_eq!(shapes(text).len(), 1);
}

#[test]
fn a_page_before_one_that_comes_earlier_is_a_document_of_its_own() {
    if let [first, second, ..] = &pages()[..] {
        let parted = check(&[second, first], BETWEEN[3]);
        assert_eq!(parted, Ok(()));
    }
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
