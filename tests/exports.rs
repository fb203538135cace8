//! Every source at hand, exported: TEI is valid and reads back to the same words; pages are well formed and whole.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

#[path = "support/tei_schema.rs"]
mod tei_schema;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use html5ever::ParseOpts;
use html5ever::tendril::TendrilSink;
use manicule::document::Document;
use manicule::export;
use manicule::source::{self, Alone};
use manicule::view::{NamedView, View};
use markup5ever_rcdom::RcDom;

/// Files up to this many bytes: a whole volume is valid where its documents are, and takes a debug build minutes.
const MOST: u64 = 600_000;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The project's own documents, and the real ones where they are at hand.
fn documents() -> Vec<(PathBuf, Vec<Document>)> {
    let sources = project().join("../shared/sources");
    if !sources.is_dir() {
        assert!(
            std::env::var("CI").is_err(),
            "the sources are not at {}",
            sources.display()
        );
        eprintln!("skipped: there are no sources at {}", sources.display());
    }
    let mut files = files_below(&project().join("corpus"));
    for part in ["pasted", "shapes", "tei"] {
        files.extend(files_below(&sources.join(part)));
    }
    files.retain(|file| {
        let ending = file.extension().unwrap_or_default();
        let is_short = std::fs::metadata(file).is_ok_and(|data| data.len() <= MOST);
        is_short && (ending == "txt" || ending == "xml")
    });
    let read = files.into_iter().filter_map(|file| {
        let documents = read(&file.to_string_lossy(), std::fs::read(&file).ok()?);
        Some((file, documents))
    });
    read.collect()
}

fn read(name: &str, bytes: Vec<u8>) -> Vec<Document> {
    source::read(name, bytes, &Alone).map_or_else(|_| Vec::new(), |reading| reading.documents)
}

/// The words of a document's main text, without the blanks between them.
fn words(document: &Document) -> String {
    let main = document.slice(document.main_flow().span);
    main.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn tei_is_valid_whatever_the_source() {
    let Some(schema) = tei_schema::tei_all() else {
        return;
    };
    let mut faults = String::new();
    for (file, documents) in documents() {
        for document in &documents {
            let written = export::tei(&[document]).text;
            let found = tei_schema::faults(&schema, &written);
            for fault in found.iter().take(3) {
                writeln!(faults, "{} {}: {fault}", file.display(), document.id).expect("a string");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn tei_reads_back_to_the_same_words() {
    let mut all = 0;
    let mut other = Vec::new();
    for (file, documents) in documents() {
        for document in &documents {
            let written = export::tei(&[document]).text;
            let back = read("back.xml", written.into_bytes());
            all += 1;
            let is_same = match back.as_slice() {
                [back] => words(back) == words(document),
                _ => false,
            };
            if !is_same {
                other.push(format!("{} {}", file.display(), document.id));
            }
        }
    }
    assert!(
        other.len() * 100 <= all,
        "{} of {all} do not read back:\n{}",
        other.len(),
        other.join("\n")
    );
}

#[test]
fn pages_and_markdown_hold_every_word_that_their_view_shows() {
    let view = View::from(NamedView::Reading);
    for (file, documents) in documents() {
        for document in &documents {
            let page = export::html(&[document], &view);
            let markdown = export::markdown(document, &view).text;
            for block in document.flow_blocks(manicule::document::FlowId::MAIN) {
                for piece in view.visible(document, block) {
                    let longest = piece.text(document).split(|c: char| !c.is_alphanumeric());
                    let Some(word) = longest.max_by_key(|word| word.len()) else {
                        continue;
                    };
                    for (form, text) in [("HTML", &page), ("Markdown", &markdown)] {
                        assert!(
                            text.contains(word),
                            "{} {}: `{word}` is not in {form}",
                            file.display(),
                            document.id
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn pages_are_parsed_without_a_complaint() {
    for (file, documents) in documents() {
        for view in [NamedView::Annotated, NamedView::AsEdited] {
            let all: Vec<&Document> = documents.iter().collect();
            let page = export::html(&all, &View::from(view));
            let parsed =
                html5ever::parse_document(RcDom::default(), ParseOpts::default()).one(page);
            let complaints = parsed.errors.borrow();
            assert!(complaints.is_empty(), "{}: {complaints:?}", file.display());
        }
    }
}
