//! Every real document that is at hand, in every view and at many measures: no line is too wide, nothing reaches a
//! terminal that it would act on, and no text is lost on the way to the page.
//!
//! Knows nothing of what the documents say.

use std::fs;
use std::path::{Path, PathBuf};

use manicule::document::{Document, FlowId};
use manicule::export::{self, NotesPlacement, TextOptions};
use manicule::layout::{self, Measure, lay_out};
use manicule::source::{self, Alone};
use manicule::view::{NamedView, View};
use strum::IntoEnumIterator;

/// The files of this project, and those beside it where they are there. In continuous integration they must be.
#[expect(clippy::print_stderr, reason = "what a test leaves out is said")]
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in [
        "tests/fixtures",
        "corpus",
        "../shared/sources/pasted",
        "../shared/sources/shapes",
    ] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "{folder} is not there"
            );
            eprintln!("skipped: {folder} is not there");
            continue;
        };
        let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
        files.extend(
            paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt")),
        );
    }
    files.extend(editions(&root.join("../shared/sources/tei")));
    files.sort();
    files
}

/// The TEI files below a folder, save volumes, which would take minutes in every view and width.
fn editions(folder: &Path) -> Vec<PathBuf> {
    const LONGEST: u64 = 150_000;
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let found = entries.map(|entry| entry.path()).flat_map(|path| {
        let is_short = fs::metadata(&path).is_ok_and(|file| file.len() < LONGEST);
        if path.is_dir() {
            editions(&path)
        } else if is_short && path.extension().is_some_and(|ending| ending == "xml") {
            vec![path]
        } else {
            Vec::new()
        }
    });
    found.collect()
}

fn documents() -> Vec<Document> {
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).ok()?;
        source::read(&path.to_string_lossy(), bytes, &Alone).ok()
    };
    let documents: Vec<Document> = files()
        .into_iter()
        .filter_map(read)
        .flat_map(|reading| reading.documents)
        .collect();
    assert!(documents.len() > 2, "the project's own documents are there");
    documents
}

#[test]
fn no_line_is_too_wide_and_no_control_character_is_on_it() {
    for document in documents() {
        for named in NamedView::iter() {
            let view = View::from(named);
            for width in [8, 20, 33, 72, 120] {
                for block in document.flow_blocks(FlowId::MAIN) {
                    let page = lay_out(&document, block, &view, Measure::new(width));
                    for line in page.lines {
                        assert!(
                            line.width() <= usize::from(width),
                            "{} at {width}: {line:?}",
                            document.id
                        );
                        assert!(
                            !line.text().contains(char::is_control),
                            "{} at {width}: {line:?}",
                            document.id
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn what_a_view_shows_is_on_the_page_in_order() {
    let seen = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    for document in documents() {
        for named in NamedView::iter() {
            let view = View::from(named);
            for block in document.flow_blocks(FlowId::MAIN) {
                let measure = Measure {
                    reorder: false,
                    ..Measure::new(200)
                };
                let page = lay_out(&document, block, &view, measure);
                let drawn: String = page.lines.iter().map(layout::Line::text).collect();
                let shown = layout::shown(&view.visible_text(&document, block)).into_owned();
                let is_table = page.lines.len() > 1 && document.block_text(block).contains('\t');
                if !is_table {
                    // A list's dash and a separator's stars are the page's own.
                    let drawn = seen(&drawn);
                    let expected = seen(&shown);
                    assert!(
                        drawn.ends_with(&expected),
                        "{}: {drawn:?} for {expected:?}",
                        document.id
                    );
                }
            }
        }
    }
}

#[test]
fn printed_pages_keep_to_their_width() {
    for document in documents() {
        for (notes, width) in [
            (NotesPlacement::Margin, 90),
            (NotesPlacement::Below, 40),
            (NotesPlacement::End, 60),
        ] {
            let options = TextOptions {
                width: Some(width),
                notes,
                colour: false,
                reorder: false,
            };
            for row in export::text(&document, &View::default(), options).lines() {
                assert!(
                    layout::width(row) <= usize::from(width),
                    "{} {notes}: {row:?}",
                    document.id
                );
                assert!(
                    !row.contains(char::is_control),
                    "{} {notes}: {row:?}",
                    document.id
                );
            }
        }
    }
}
