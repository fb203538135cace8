//! Every reader on any bytes: nothing is lost, nothing lies outside the text, nothing panics, and a text of twice the size
//! takes about twice the time.
//!
//! Knows nothing of what a format means; what each reader understands is tested beside it. `PROPTEST_CASES=100000 cargo test
//! --test readers` goes on for hours.

use std::fs;
use std::path::Path;

use manicule::document::{Document, Place, Span};
use manicule::export::{self, TextOptions};
use manicule::keymap::Keymap;
use manicule::settings::Settings;
use manicule::source::{self, Alone, Reading, commentary};
use manicule::view::View;
use proptest::prelude::*;

/// Names that bring bytes to each reader; the content has the last word.
const NAMES: &[&str] = &[
    "page.txt",
    "native.txt",
    "volume.xml",
    "page.html",
    "notes.md",
];

/// Reads bytes and checks all that must hold of what comes back. Only what is no text may be refused.
#[track_caller]
fn check(name: &str, bytes: &[u8]) {
    let Ok(reading) = source::read(name, bytes.to_vec(), &Alone) else {
        return;
    };
    check_ledger(&reading, bytes.len());
    let text = &reading.decoded.text;
    for problem in &reading.problems {
        check_span(problem.span, text);
        assert!(!problem.message.is_empty());
    }
    assert!(!reading.documents.is_empty(), "there is no document");
    for document in &reading.documents {
        check_document(document);
    }
}

/// Every byte of the source stands in the ledger once.
#[track_caller]
fn check_ledger(reading: &Reading, source_length: usize) {
    let mut end = 0;
    for entry in reading.ledger.entries() {
        assert_eq!(entry.span.start, end, "a hole or a fold in the ledger");
        assert!(!entry.span.is_empty(), "an empty entry at {end}");
        check_span(entry.span, &reading.decoded.text);
        end = entry.span.end;
    }
    assert_eq!(end, reading.decoded.text.len(), "the ledger ends early");
    let tally = serde_json::to_value(reading.ledger.tally(&reading.decoded)).expect("figures");
    let sum: u64 = tally
        .as_object()
        .expect("figures")
        .values()
        .filter_map(serde_json::Value::as_u64)
        .sum();
    assert_eq!(
        sum, source_length as u64,
        "the figures do not add up: {tally}"
    );
}

/// The model's invariants.
#[track_caller]
fn check_document(document: &Document) {
    let text = document.text();
    check_partition(document.blocks().iter().map(|block| block.span), text);
    check_partition(document.flows().iter().map(|flow| flow.span), text);
    for block in document.blocks() {
        let content = document.slice(block.span);
        assert!(
            content.ends_with('\n') && content.matches('\n').count() == 1,
            "a block is a line: {content:?}"
        );
    }
    let mut last = Span::at(0);
    for annotation in document.annotations() {
        check_span(annotation.span, text);
        assert!(
            annotation.span.start >= last.start,
            "annotations are out of order"
        );
        last = annotation.span;
    }
    for point in document.points() {
        check_span(point.span, text);
        check_span(point.mark, text);
        assert!(!point.path.is_empty(), "a point without a number");
    }
}

#[track_caller]
fn check_partition(spans: impl Iterator<Item = Span>, text: &str) {
    let mut end: Place = 0;
    for span in spans {
        assert_eq!(span.start, end, "a hole or a fold");
        end = span.end;
    }
    assert_eq!(end, text.len(), "the text goes on");
}

#[track_caller]
fn check_span(span: Span, text: &str) {
    assert!(
        text.get(span.range()).is_some(),
        "{span:?} is no stretch of a text of {} bytes",
        text.len()
    );
}

/// The documents of the project: what is written with care, to be broken.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seeds = Vec::new();
    for folder in ["corpus", "tests/fixtures"] {
        for entry in fs::read_dir(root.join(folder))
            .expect("a folder of the project")
            .flatten()
        {
            if let Ok(bytes) = fs::read(entry.path()) {
                seeds.push((entry.file_name().to_string_lossy().into_owned(), bytes));
            }
        }
    }
    seeds.sort();
    seeds
}

/// One thing done to a source.
#[derive(Debug, Clone)]
enum Mutation {
    /// A byte becomes another.
    Change(prop::sample::Index, u8),
    /// So many bytes are taken out.
    Cut(prop::sample::Index, usize),
    /// So many bytes stand a second time somewhere else.
    Copy(prop::sample::Index, usize, prop::sample::Index),
    /// Something that means something is put in.
    Insert(prop::sample::Index, &'static str),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    use prop::sample::Index;
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Change(at, byte)),
        (any::<Index>(), 1_usize..200).prop_map(|(at, length)| Mutation::Cut(at, length)),
        (any::<Index>(), 1_usize..200, any::<Index>())
            .prop_map(|(at, length, to)| Mutation::Copy(at, length, to)),
        (any::<Index>(), prop::sample::select(SIGNS))
            .prop_map(|(at, sign)| Mutation::Insert(at, sign)),
    ]
}

/// What means something in one format or another.
const SIGNS: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "[[",
    "?",
    "\\",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "+++\n",
    "+++",
    "# ",
    "| ",
    "|---|\n",
    "- ",
    "> ",
    "***\n",
    "[^1]",
    "[^1]: ",
    "    ",
    "\t",
    "@signature ",
    "{point path=5.b label=\"b)\"}",
    "{+x supplied}",
    "{-x}",
    "{note: ",
    "\"",
    "=",
    "[handwritten: ",
    "[illegible]",
    "[…]",
    "[sic]",
    "[3 lines not declassified]",
    "1. ",
    "a) ",
    "<",
    ">",
    "</p>",
    "<p>",
    "<note>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&",
    "&amp;",
    "&#x1b;",
    "&#0;",
    "&nope;",
    "<?xml version=\"1.0\"?>",
    "<TEI>",
    "<milestone/>",
    "<table><tr><td>",
    "<a href=#n id=r>1</a>",
    "<li id=n><a href=#r>1</a>",
    "<br>",
    "<script>",
    "<svg>",
    "<font color=red>",
    "</div>",
    "<pre>\n",
    "&notit;",
    "<delSpan spanTo=\"#a\"/>",
    "<anchor xml:id=\"a\"/>",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "ж",
    "日",
    "e\u{301}",
];

fn mutated(mut bytes: Vec<u8>, mutations: &[Mutation]) -> Vec<u8> {
    for mutation in mutations {
        if bytes.is_empty() {
            return bytes;
        }
        let length = bytes.len();
        match mutation {
            Mutation::Change(at, byte) => bytes[at.index(length)] = *byte,
            Mutation::Cut(at, count) => {
                let start = at.index(length);
                bytes.drain(start..(start + count).min(length));
            }
            Mutation::Copy(at, count, to) => {
                let start = at.index(length);
                let copy = bytes[start..(start + count).min(length)].to_vec();
                let to = to.index(length);
                bytes.splice(to..to, copy);
            }
            Mutation::Insert(at, sign) => {
                let at = at.index(length);
                bytes.splice(at..at, sign.bytes());
            }
        }
    }
    bytes
}

#[test]
fn what_comes_with_the_project_is_read_whole() {
    for (name, bytes) in seeds() {
        check(&name, &bytes);
    }
}

proptest! {
    #[test]
    fn any_bytes(name in prop::sample::select(NAMES), bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(name, &bytes);
    }

    #[test]
    fn any_text(name in prop::sample::select(NAMES), text in any::<String>()) {
        check(name, text.as_bytes());
    }

    #[test]
    fn signs_and_words_in_any_order(
        start in prop::sample::select(&["", "+++\n+++\n", "+++\ntitle = \"x\"\nconventions = \"none\"\n+++\n", "<TEI><text><body>", "<html><body>"][..]),
        parts in prop::collection::vec((prop::sample::select(SIGNS), prop::sample::select(&["", "a", "word ", "word\n", "12"][..])), 0..40),
    ) {
        let body: String = parts.iter().flat_map(|(sign, word)| [*sign, *word]).collect();
        check("made.txt", format!("{start}{body}").as_bytes());
    }

    #[test]
    fn a_document_with_mistakes(
        seed in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..8),
        from in any::<prop::sample::Index>(),
    ) {
        let seeds = seeds();
        let (name, bytes) = seed.get(&seeds);
        // A part of it, for speed: from somewhere, and its beginning, which says what it is.
        let from = from.index(bytes.len());
        let mut part = bytes[..bytes.len().min(500)].to_vec();
        part.extend_from_slice(&bytes[from..bytes.len().min(from + 3_000)]);
        check(name, &mutated(part, &mutations));
    }

    #[test]
    fn what_is_read_can_be_written_in_every_form(parts in prop::collection::vec(prop::sample::select(SIGNS), 0..30)) {
        let text = parts.concat();
        if let Ok(reading) = source::read("made.txt", text.into_bytes(), &Alone) {
            for document in &reading.documents {
                let page = export::text(document, &View::default(), TextOptions::default());
                prop_assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{page:?}");
                let json = export::json(&[document], &[]);
                prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
            }
        }
    }

    #[test]
    fn any_text_as_keymap_settings_or_commentary(text in any::<String>()) {
        let _ = Keymap::built_in().lay_over(&text);
        let _ = Settings::read(&text);
        let _ = commentary::read(&text);
    }
}

/// Reads a text made of one thing over and over, long enough that anything but a reader in linear time would go on for
/// minutes.
#[track_caller]
fn check_long(start: &str, part: &str, end: &str) {
    let count = 300_000 / part.len();
    let text = format!("{start}{}{end}", part.repeat(count));
    check("long.txt", text.as_bytes());
}

#[test]
fn tags_of_web_pages_that_never_close() {
    for part in [
        "<div>",
        "<p>a",
        "<b><i>a",
        "<font color=red><p>",
        "<table><tr><td>a",
        "<table>a",
        "<a href=#n>1</a>",
        "<a name=n href=#n>1</a>",
        "<li id=n><a href=#r>1</a>",
        "<svg><p>",
        "<select><option>",
        "<ul><li>",
        "<",
        "<a title=\"",
        "&amp",
        "<!--",
    ] {
        check_long("<html><body><a id=r href=#n>1</a>", part, "");
    }
}

#[test]
fn nested_brackets_that_never_close() {
    check_long("", "[", "");
    check_long("", "[a ", "");
    check_long("", "[handwritten: a ", "");
    check_long("+++\n+++\n", "{note: ", "");
    check_long("+++\n+++\n", "{+x supplied}", "");
    check_long("", "?", "");
    check_long("", "?a ", "");
}

#[test]
fn nested_brackets_that_close() {
    let deep = 100_000;
    for (open, close) in [("[", "]"), ("{note: ", "}"), ("[handwritten: ", "]")] {
        let text = format!(
            "+++\n+++\n{}word{}\n",
            open.repeat(deep),
            close.repeat(deep)
        );
        check("deep.txt", text.as_bytes());
    }
}

#[test]
fn one_line_and_many_lines() {
    check_long("", "word ", "");
    check_long("", "w", "");
    check_long("", "\n", "");
    check_long("", "word\n", "");
    check_long("", "word\n\n", "");
    check_long("", "\r", "");
    check_long("", "    ", "");
    check_long("", "1. a\n\n", "");
    check_long("", "a) a b) b ", "");
}

#[test]
fn many_notes() {
    check_long("+++\n+++\n", "a[^1] ", "\n\n[^1]: note\n");
    check_long("+++\n+++\n\n", "[^1]: note\n\n", "");
    check_long("+++\n+++\n", "{note: a} ", "");
    check_long("", "word [1] ", "");
}

#[test]
fn deep_and_broken_xml() {
    check_long("<TEI><text><body><p>", "<hi>", "");
    check_long("<TEI><text><body><p>", "</hi>", "");
    check_long(
        "<TEI><text><body><p>",
        "<note>a</note>",
        "</p></body></text></TEI>",
    );
    check_long("<TEI><text><body><p>", "<", "");
    check_long("<TEI><text><body><p>", "&", "");
    check_long(
        "<TEI><text><body><p>",
        "<delSpan spanTo=\"#a\"/>",
        "<anchor xml:id=\"a\"/>",
    );
    check_long("<TEI ", "a=\"b\" ", "");
    check_long("<TEI><!--", "-", "");
}
