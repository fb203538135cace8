//! Markdown files: what of their signs becomes blocks, notes, formatting, metadata; that this program's own export reads back.

use std::fmt::Write as _;

use manicule::document::{Document, FlowId, Kind, Point};
use manicule::export;
use manicule::source::{self, Alone, Reading};
use manicule::view::{Matter, NamedView, View};
use proptest::prelude::*;

#[track_caller]
fn read(text: &str) -> Reading {
    source::read("letter.md", text.as_bytes().to_vec(), &Alone).expect("Markdown is read")
}

/// The main text, and each annotation as `kind: words`, notes with their bodies.
fn shown(document: &Document) -> String {
    let mut shown = document.slice(document.main_flow().span).to_owned();
    for annotation in document.annotations() {
        let words = document.slice(annotation.span);
        let _ = write!(shown, "{}: {words}", annotation.kind());
        if let Some(body) = annotation.body() {
            let body = document.flow_text(body).trim_end().replace('\n', " / ");
            let _ = write!(shown, "{} = {body}", annotation.label().unwrap_or("-"));
        }
        shown.push('\n');
    }
    shown
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let reading = read(text);
    assert_eq!(
        shown(&reading.documents[0]),
        expected.trim_start(),
        "{text}"
    );
    let said: Vec<_> = reading
        .problems
        .iter()
        .map(|problem| &problem.message)
        .collect();
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn notes_stand_at_their_references() {
    check(
        "The lamp is broken.[^1] The stair\nis dark[^long-name].\n\n[^1]: 1 May, or *so* it is said.\n\n    In the log of the harbour.\n[^long-name]: See [^1].\n",
        "
The lamp is broken. The stair is dark.
note: 1 = 1 May, or so it is said. / In the log of the harbour.
note: long-name = See .
italic: so
note: 
",
    );
}

#[test]
fn notes_in_the_line_are_notes() {
    check(
        "The lamp^[Since *May*, see [the log](https://example.org/log).] is broken[^7] and^2.\n\nDark.^[As ever.]\n\n[^7]: So the log.\n",
        "
The lamp is broken and^2.
Dark.
note: 8 = Since May, see the log.
note: 7 = So the log.
note: 9 = As ever.
italic: May
reference: the log
",
    );
}

#[test]
fn a_reference_without_a_note_stays_and_is_reported() {
    let reading = read("The lamp[^2] is broken.\n");
    let document = &reading.documents[0];
    assert!(
        document.text().starts_with("The lamp"),
        "{}",
        document.text()
    );
    assert_eq!(reading.problems[0].message, "there is no note `2`");
}

#[test]
fn headings_lists_quotations_and_tables_are_what_they_are() {
    let reading = read(
        "# On *lamps*\n\n## Losses {#losses}\n\n3. The lamp is broken.\n   And the glass.\n\n3. The stair is dark.\n   - at night\n     - and by day\n\n> He said so.\n>\n> > And she.\n\n| port | ships |\n|---|---|\n| Halden | 12 |\n\n***\n\nA term of the port\n: what it means\n\n```\nline  one\n  line two\n```\n",
    );
    let document = &reading.documents[0];
    let mut blocks = String::new();
    for block in document.blocks() {
        let words = document.slice(block.content());
        let _ = writeln!(blocks, "{} {}: {words}", block.kind, block.level);
    }
    assert_eq!(
        blocks,
        "heading 1: On lamps
heading 2: Losses
paragraph 0: 3. The lamp is broken. And the glass.
paragraph 0: 4. The stair is dark.
list-item 1: at night
list-item 2: and by day
quotation 0: He said so.
quotation 1: And she.
table-heading 0: port\tships
table-row 0: Halden\t12
separator 0: * * *
paragraph 0: A term of the port
list-item 0: what it means
line 0: line  one
line 0:   line two
"
    );
    let points: Vec<String> = document.points().iter().map(Point::address).collect();
    assert_eq!(points, ["3", "4"]);
    assert_eq!(document.metadata.title.as_deref(), Some("On lamps"));
    assert!(document.anchor("losses").is_some());
}

#[test]
fn formatting_links_pictures_and_tags_are_what_they_are() {
    check(
        "*Sir*, the **lamp** is ~~whole~~ <ins>broken</ins>; H<sub>2</sub>O &amp; <u>oil</u><br>`run` \\*so\\*, ![a *lamp*](lamp.png) <!-- nobody sees this --><mark style=\"background:#ff0\">dim</mark>.\n\n![The stair](stair.png)\n\n<script>\nnever();\n</script>\n",
        "
Sir, the lamp is whole broken; H2O & oil
run *so*, a lamp dim.
The stair
italic: Sir
bold: lamp
deletion: whole
addition: broken
subscript: 2
underlined: oil
italic: lamp
highlight: dim
",
    );
}

#[test]
fn brackets_and_points_mean_what_they_mean_in_all_plain_text() {
    check(
        "The [handwritten: old] lamp is [illegible] and [x] stays.\n",
        "
The old lamp is and x stays.
addition: old
gap: 
supplied: x
",
    );
}

#[test]
fn front_matter_is_metadata() {
    let reading = read(
        "---\nid: lamps\ntitle: \"On lamps: a letter\"\ndate: 3 May 1911\nfrom: A. Holm\nlang: [en, de]\ntags:\n  - light\n---\n\n# A letter\n\nSir.\n",
    );
    let document = &reading.documents[0];
    assert_eq!(document.id, "lamps");
    let metadata = &document.metadata;
    assert_eq!(metadata.title.as_deref(), Some("On lamps: a letter"));
    assert_eq!(
        metadata.transmission.from[0].name.as_deref(),
        Some("A. Holm")
    );
    assert_eq!(metadata.languages, ["en", "de"]);
    assert_eq!(metadata.other[0].value, "light");
    assert!(metadata.dates[0].edtf.is_some());
    assert_eq!(
        document.slice(document.main_flow().span),
        "A letter\nSir.\n"
    );
}

/// As Zotero exports a note with annotations of a PDF file: links to the item and to the annotation behind each quotation.
#[test]
fn an_export_of_zotero_keeps_quotations_comments_and_links() {
    check(
        "# Annotations  \n(25/11/2024, 10:15:00)\n\n<mark style=\"background-color: #ffd40080\">“The lamps are the property of all.”</mark> ([Varga, 1911, p. 3](zotero://select/library/items/LAMP0001)) ([pdf](zotero://open-pdf/library/items/LAMP0002?page=3&annotation=LAMP0003)) Compare *Holm*.\n\n- “Whoever breaks one” ([Varga, 1911, p. 4](zotero://select/library/items/LAMP0001))\n",
        "
Annotations
(25/11/2024, 10:15:00)
“The lamps are the property of all.” (Varga, 1911, p. 3) (pdf) Compare Holm.
“Whoever breaks one” (Varga, 1911, p. 4)
highlight: “The lamps are the property of all.”
reference: Varga, 1911, p. 3
reference: pdf
italic: Holm
reference: Varga, 1911, p. 4
",
    );
}

#[test]
fn the_text_decides_before_the_name_does() {
    #[track_caller]
    fn text_of(name: &str, text: &str) -> String {
        let reading = source::read(name, text.as_bytes().to_vec(), &Alone).expect("text");
        let document = &reading.documents[0];
        document.slice(document.main_flow().span).to_owned()
    }
    let markdown = "# On lamps\n\nThe **lamp** is broken.\n";
    assert_eq!(
        text_of("letter.txt", markdown),
        "On lamps\nThe lamp is broken.\n"
    );
    assert_eq!(text_of("-", markdown), "On lamps\nThe lamp is broken.\n");
    // One sort of sign says nothing.
    let plain = "The **lamp** is dim.\n";
    assert_eq!(text_of("letter.txt", plain), "The **lamp** is dim.\n");
    // A page turned into Markdown is a page.
    let page =
        "# On lamps\n\nThe **lamp**[1](#f1) is dim.[2](#f2)\n\n[1] In May. ↩\n[2] In June. ↩\n";
    assert_eq!(text_of("page.md", page), "On lamps\nThe **lamp** is dim.\n");
    let native = "+++\ntitle = \"A\"\n+++\n\n{addition: one} lamp\n";
    assert_eq!(text_of("letter.md", native), "one lamp\n");
    let page = "<!DOCTYPE html><p>A <b>lamp</b>.</p>";
    assert_eq!(text_of("letter.md", page), "A lamp.\n");
}

/// The letters and figures of the main text as the default view shows it, without the signs of notes.
fn visible(document: &Document) -> String {
    let view = View::from(NamedView::Annotated);
    let mut visible = String::new();
    for block in document.flow_blocks(FlowId::MAIN) {
        for piece in view.visible(document, block) {
            if !matches!(piece.matter, Matter::Reference(_)) {
                let words = piece.text(document).chars();
                visible.extend(words.filter(|c| c.is_alphanumeric()));
            }
        }
        visible.push('\n');
    }
    visible.split_whitespace().collect::<Vec<_>>().join("\n")
}

/// The bodies of the notes that have a figure of their own.
fn bodies(document: &Document) -> Vec<(String, String)> {
    let mut bodies = Vec::new();
    for annotation in document.annotations() {
        if let (Some(label), Some(body)) = (annotation.label(), annotation.body()) {
            let words = document.flow_text(body).chars();
            bodies.push((
                label.to_owned(),
                words.filter(|c| c.is_alphanumeric()).collect(),
            ));
        }
    }
    bodies.sort();
    bodies
}

/// The visible text of the export's view, the notes with their labels, and what is known of it must be there again.
#[track_caller]
fn check_read_back(document: &Document) {
    let view = View::from(NamedView::Annotated);
    let written = export::markdown(document, &view).text;
    let again = read(&written);
    let document_again = &again.documents[0];
    assert_eq!(visible(document_again), visible(document));
    let known = bodies(document_again);
    for note in bodies(document) {
        // A note that has no reference in the text shown is in no footnote.
        if written.contains(&format!("[^{}]: ", note.0)) {
            assert!(known.contains(&note), "{note:?} is not among {known:?}");
        }
    }
    assert_eq!(document_again.id, document.id);
    let (again, before) = (&document_again.metadata, &document.metadata);
    assert_eq!(again.title, before.title);
    assert_eq!(again.genre, before.genre);
    assert_eq!(again.record_id, before.record_id);
    assert_eq!(
        again.transmission.from.len(),
        before.transmission.from.len()
    );
    assert_eq!(again.transmission.channel, before.transmission.channel);
    assert_eq!(
        again.transmission.received_by,
        before.transmission.received_by
    );
    assert_eq!(
        again.transmission.received_at,
        before.transmission.received_at
    );
}

#[test]
fn the_export_reads_back() {
    for name in [
        "stalin-molotov-telegram.txt",
        "guide.txt",
        "draft.txt",
        "fair-copy.txt",
        "inscription.txt",
        "stalin-molotov-telegram.xml",
        "draft.xml",
        "inscription.xml",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(name);
        let bytes = std::fs::read(path).expect("a document of the corpus");
        let reading = source::read(name, bytes, &Alone).expect("text");
        for document in &reading.documents {
            check_read_back(document);
        }
    }
}

const PIECES: &[&str] = &[
    "# ",
    "## ",
    "- ",
    "1. ",
    "3) ",
    "> ",
    "* * *",
    "\n",
    "\n\n",
    "    ",
    "[^1]",
    "[^1]: ",
    "^[",
    "]",
    "[",
    "](",
    "https://example.org",
    ")",
    "![",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "```",
    "|",
    "|---|",
    "<br>",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "&amp;",
    "&",
    "\\",
    "lamp",
    " stair ",
    "é",
    "---\n",
    "title: x\n",
    "[x]: /y",
    ": ",
    "[ ] ",
    "{#a}",
    "<p>",
    "\t",
    "\r\n",
];

proptest! {
    #[test]
    fn any_signs_are_read_and_the_ledger_partitions_them(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60),
    ) {
        let text = pieces.concat();
        let reading = source::read("a.md", text.clone().into_bytes(), &Alone).expect("text");
        let mut end = 0;
        for entry in reading.ledger.entries() {
            prop_assert_eq!(entry.span.start, end);
            prop_assert!(reading.decoded.text.get(entry.span.range()).is_some());
            end = entry.span.end;
        }
        prop_assert_eq!(end, reading.decoded.text.len());
    }

    /// What is plain text, and no sign of Markdown's, is all there.
    #[test]
    fn words_are_never_lost(
        words in prop::collection::vec("[a-z]{1,8}", 1..30),
        pieces in prop::collection::vec(
            prop::sample::select(&["\n\n# ", "\n- ", " **", "** ", " *", "* ", "\n> ", "\n\n", " ", " ~~", "\n1. ", " <u>", "</u> ", "\n\n[^1]: ", "[^1] ", " ^[", "] "][..]),
            30..31,
        ),
    ) {
        let mut text = String::new();
        for (word, piece) in words.iter().zip(&pieces) {
            text.push_str(word);
            text.push_str(piece);
        }
        let reading = read(&text);
        let shown = reading.documents[0].text();
        for word in &words {
            prop_assert!(shown.contains(word.as_str()), "`{}` of {:?} is not in {:?}", word, text, shown);
        }
    }
}

#[test]
fn kinds_of_annotations_in_markdown_have_their_layers() {
    let reading = read("A ~~lamp~~ and a note.[^1]\n\n[^1]: Here.\n");
    let kinds: Vec<Kind> = reading.documents[0]
        .annotations()
        .iter()
        .map(manicule::document::Annotation::kind)
        .collect();
    assert_eq!(kinds, [Kind::Deletion, Kind::Note]);
}
