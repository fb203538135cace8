//! Whatever is written reads back as the same document.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::*;
use crate::document::fixture::any_document;
use crate::document::{Annotation, BlockKind, Draft, FlowId, Kind, Span};
use crate::source::{self, Alone, transcript};

/// What differs between a document and what its native form reads as, for people.
#[track_caller]
fn difference(document: &Document) -> Option<String> {
    let text = native(document);
    let back = read(&text);
    if back == *document {
        return None;
    }
    let parts = [
        ("id", back.id == document.id),
        ("metadata", back.metadata == document.metadata),
        ("hands", back.hands == document.hands),
        ("text", back.text() == document.text()),
        ("flows", back.flows() == document.flows()),
        ("blocks", back.blocks() == document.blocks()),
        ("annotations", back.annotations() == document.annotations()),
        ("points", back.points() == document.points()),
    ];
    let differing = parts.iter().filter(|(_, is_same)| !is_same);
    Some(differing.map(|(name, _)| format!("{name} ")).collect())
}

/// A native text reads back, and what is written holds `expected`.
#[track_caller]
fn check(source: &str, expected: &str) {
    let document = read(source);
    let written = native(&document);
    assert_eq!(difference(&document), None, "{written}");
    assert!(written.contains(expected), "{expected} is not in {written}");
}

#[test]
fn the_friendly_form_is_kept() {
    check(
        "+++\n+++\nthe [handwritten: functions] of\n",
        "the [handwritten: functions] of",
    );
    check("+++\n+++\nthe control [body] is\n", "the control [body] is");
    check(
        "+++\n+++\nthe ?thirteenth? sheet\n",
        "the ?thirteenth? sheet",
    );
    check("+++\n+++\nWhat? No.\n", "What? No.");
}

#[test]
fn text_that_looks_like_marks_is_escaped() {
    check("+++\n+++\na \\[b\\] c\n", "a \\[b\\] c");
    check("+++\n+++\n\\# a\n", "\\# a");
    check("+++\n+++\n\\{italic: a\\} \\\\\n", "\\{italic: a\\} \\\\");
    check(
        "+++\n+++\n\\- a\n\n\\| b\n\n\\@line c\n\n\\> d\n",
        "\\@line c",
    );
}

#[test]
fn blocks_have_their_signs() {
    check(
        "+++\n+++\n# A\n\n| a\n| b\n\n| c\n\n- x\n  - y\n",
        "# A\n\n| a\n| b\n\n| c\n\n- x\n  - y\n",
    );
    check(
        "+++\n+++\n| a | b |\n|---|---|\n| c | d |\n",
        "| a | b |\n|---|---|\n| c | d |\n",
    );
    check(
        "+++\n+++\n> a\n\n> > b\n\n***\n\n@dateline c\n",
        "> a\n\n> > b\n\n***\n\n@dateline c\n",
    );
}

#[test]
fn notes_and_spans_that_cross() {
    check(
        "+++\n+++\na[^1] b\n\n[^1]: One[^2].\n\n    More.\n\n[^2]: Two.\n",
        "[^1]: One[^2].\n\n    More.\n",
    );
    check(
        "+++\n+++\na {+x highlight}b\n\nc{-x} d\n",
        "{+a0 highlight}b",
    );
    check(
        "+++\n+++\na {italic: b {bold: c} d}\n",
        "a {italic: b {bold: c} d}",
    );
}

#[test]
fn the_corpus_reads_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for name in ["guide.txt", "stalin-molotov-telegram.txt"] {
        let bytes = fs::read(root.join(name)).expect("a document of the corpus");
        let reading = source::read(name, bytes, &Alone).expect("text");
        for document in &reading.documents {
            assert_eq!(difference(document), None, "{name}");
        }
    }
}

/// Every file at hand, of any format, reads back.
#[test]
fn what_archives_publish_reads_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    if !root.is_dir() {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "the sources are not there"
        );
        eprintln!("skipped: the sources are not there");
        return;
    }
    let mut differing = Vec::new();
    for folder in ["pasted", "shapes", "tei"] {
        let entries = fs::read_dir(root.join(folder))
            .into_iter()
            .flatten()
            .flatten();
        for entry in entries.filter(|entry| entry.path().is_file()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // Until there is a reader of its own, XML is read as a page, which is nothing to write.
            let bytes = fs::read(entry.path()).expect("a source");
            if name.ends_with(".xml") {
                continue;
            }
            let Ok(reading) = source::read(&name, bytes, &Alone) else {
                continue;
            };
            for document in &reading.documents {
                if let Some(what) = difference(document) {
                    differing.push(format!("{name}: {what}"));
                }
            }
        }
    }
    assert!(
        differing.is_empty(),
        "{}\n{}",
        differing.len(),
        differing.join("\n")
    );
}

proptest! {
    #[test]
    fn any_document_reads_back(document in any_document()) {
        // An empty paragraph cannot be said.
        prop_assume!(document.blocks().iter().all(|block| !block.content().is_empty()));
        prop_assert_eq!(difference(&document), None, "{}", native(&document));
    }

    #[test]
    fn any_text_reads_back(
        blocks in proptest::collection::vec((0..BlockKind::iter().count(), 0..4_u8, any::<bool>(), TEXT), 1..6),
        marks in proptest::collection::vec(mark(), 0..8),
    ) {
        let document = document(&blocks, &marks);
        prop_assert_eq!(difference(&document), None, "{}", native(&document));
    }
}

/// Text full of what means something in the format. A block has at least a letter, and no tab, which parts cells.
const TEXT: &str =
    r#"([\[\]{}?|#>@*\\^:;.()'"1-3a-c +-]|…|é|日|[a-z]{3}|1\. |\[\^1\]){0,12}[a-zж] ?"#;

/// A kind, a start, a length, whether it has a body, and a value for what else is said.
type Mark = (usize, prop::sample::Index, usize, bool, Option<String>);

fn mark() -> impl Strategy<Value = Mark> {
    (
        0..Kind::iter().count(),
        any::<prop::sample::Index>(),
        0..30_usize,
        any::<bool>(),
        proptest::option::of(r#"[\[\]{}|"\\a-c: \n]{0,6}"#),
    )
}

fn document(blocks: &[(usize, u8, bool, String)], marks: &[Mark]) -> Document {
    let kinds: Vec<BlockKind> = BlockKind::iter().collect();
    let mut draft = Draft::new("any");
    for (kind, level, opens_group, text) in blocks {
        let block = draft.begin_block(kinds[*kind]);
        (block.level, block.opens_group) = (*level, *opens_group);
        draft.push_str(text);
    }
    draft.end_block();
    let text = draft.flow_text().to_owned();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let kinds: Vec<Kind> = Kind::iter().collect();
    let mut annotations = Vec::new();
    for (kind, start, length, has_body, value) in marks {
        let start = start.index(places.len());
        let end = (start + length).min(places.len() - 1);
        let mut annotation = Annotation::new(kinds[*kind], Span::new(places[start], places[end]));
        annotation.detail.clone_from(value);
        annotation.reason = value.clone().filter(|value| value.contains('a'));
        annotation.label = value.clone().filter(|value| value.contains('b'));
        annotations.push((annotation, *has_body));
    }
    annotations.sort_by_key(|(annotation, _)| {
        (
            annotation.span.start,
            std::cmp::Reverse(annotation.span.end),
        )
    });
    for (mut annotation, has_body) in annotations {
        if has_body {
            let flow = draft.open_flow();
            draft.push_str("A [body], with a point: 1. It is.");
            let inner = Annotation::new(Kind::Italic, Span::new(2, 8));
            draft.annotate(inner);
            draft.close_flow();
            annotation.body = Some(flow);
        }
        draft.annotate(annotation);
    }
    transcript::recognise(&mut draft, FlowId::MAIN);
    draft.finish().document
}
