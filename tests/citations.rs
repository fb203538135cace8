//! Citations of real documents, word for word as they were written by hand beforehand; and of the project's own.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use manicule::citation::{Citation, Style};
use manicule::document::Document;
use manicule::source::{self, Alone};
use serde::Deserialize;

#[derive(Deserialize)]
struct Notes {
    note: Vec<Expected>,
}

/// A document and its notes: by style, the note; `STYLE-starts`, how it begins; `STYLE-at-point`, the note of the point.
#[derive(Deserialize)]
struct Expected {
    file: String,
    document: Option<String>,
    point: Option<String>,
    #[serde(flatten)]
    notes: BTreeMap<String, String>,
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn documents_of(path: &Path) -> Vec<Document> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    source::read(&name, bytes, &Alone).map_or_else(|_| Vec::new(), |reading| reading.documents)
}

fn sources() -> Option<PathBuf> {
    let folder = project().join("../shared/sources");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var("CI").is_err(),
        "the sources are not at {}",
        folder.display()
    );
    eprintln!("skipped: there are no sources at {}", folder.display());
    None
}

/// What is wrong with the notes of a document.
fn complaints(expected: &Expected, document: &Document) -> Vec<String> {
    let mut complaints = Vec::new();
    for (key, wanted) in &expected.notes {
        let (style, way) = ["-starts", "-at-point"]
            .iter()
            .find_map(|way| Some((key.strip_suffix(way)?, *way)))
            .unwrap_or((key.as_str(), ""));
        let style: Style = style.parse().expect("a style");
        let citation = match &expected.point {
            Some(point) if way == "-at-point" => {
                let mut points = document.points().iter();
                let point = points.find(|known| known.address() == *point);
                Citation::at(document, point.expect("the point is there").place())
            }
            _ => Citation::of(document),
        };
        let note = citation.note(style);
        let is_right = if way == "-starts" {
            note.starts_with(wanted.as_str())
        } else {
            note == *wanted
        };
        if !is_right {
            complaints.push(format!(
                "{} {key}\n  is     {note}\n  wanted {wanted}\n",
                expected.file
            ));
        }
    }
    complaints
}

#[test]
fn forty_real_documents_are_cited_as_a_historian_cites_them() {
    let Some(folder) = sources() else { return };
    let table = include_str!("data/citations.toml");
    let notes: Notes = toml::from_str(table).expect("the table of notes");
    assert_eq!(notes.note.len(), 40);
    let mut complaints_of_all = Vec::new();
    for expected in &notes.note {
        let documents = documents_of(&folder.join(&expected.file));
        let document = documents
            .iter()
            .find(|document| {
                expected
                    .document
                    .as_ref()
                    .is_none_or(|id| document.id == *id)
            })
            .expect("the document is there");
        complaints_of_all.extend(complaints(expected, document));
    }
    assert!(
        complaints_of_all.is_empty(),
        "{}",
        complaints_of_all.concat()
    );
}
