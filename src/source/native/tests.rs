//! What each construct of the native format is read as, and that every byte is accounted for.

use std::fmt::Write as _;

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::*;
use crate::document::Document;

fn reading(text: &str) -> Reading {
    read(
        "test",
        Decoded::utf8(text),
        &crate::source::Alone,
        Vec::new(),
    )
}

/// The blocks of a document, one to a line: kind, level, `+` where it opens a group, text.
fn blocks(document: &Document) -> Vec<String> {
    let blocks = document.blocks().iter();
    blocks
        .map(|block| {
            let plus = if block.opens_group { "+" } else { "" };
            format!(
                "{}/{}{plus} {}",
                block.kind,
                block.level,
                document.slice(block.content())
            )
        })
        .collect()
}

#[track_caller]
fn check_blocks(body: &str, expected: &[&str]) {
    let reading = reading(&format!("+++\n+++\n{body}"));
    assert_eq!(reading.problems, []);
    assert_eq!(blocks(&reading.documents[0]), expected);
}

/// The annotations: kind, the text under it, and what else is known.
#[track_caller]
fn check_annotations(body: &str, expected: &[&str]) {
    let reading = reading(&format!(
        "+++\n[[hands]]\nkey = \"a\"\nname = \"red pencil\"\n+++\n{body}"
    ));
    assert_eq!(reading.problems, []);
    let document = &reading.documents[0];
    let shown = document.annotations().iter().map(|annotation| {
        let mut shown = format!(
            "{} “{}”",
            annotation.kind(),
            document.slice(annotation.span)
        );
        let hand = annotation
            .by
            .hand
            .map(|hand| document.hands[hand.0].name.clone());
        let body = annotation
            .body()
            .map(|flow| document.flow_text(flow).replace('\n', "/"));
        let group = annotation.group.map(|group| group.0.to_string());
        let known = [
            ("hand", hand),
            ("label", annotation.label().map(str::to_owned)),
            ("detail", annotation.said()),
            ("place", annotation.placement.clone()),
            (
                "extent",
                annotation.extent.as_ref().map(ToString::to_string),
            ),
            ("group", group),
            ("body", body),
        ];
        for (name, value) in known {
            if let Some(value) = value {
                let _ = write!(shown, " {name}={value}");
            }
        }
        shown
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[track_caller]
fn check_problems(text: &str, expected: &[&str]) {
    let reading = reading(text);
    let found: Vec<String> = (reading.problems.iter())
        .map(|problem| format!("{} at “{}”", problem.message, problem.span.of(text)))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn blocks_begin_as_their_kinds_do() {
    check_blocks(
        "One\nline.\n\nTwo.\n",
        &["paragraph/0 One line.", "paragraph/0 Two."],
    );
    check_blocks(
        "# A\n## B\nText\n",
        &["heading/1 A", "heading/2 B", "paragraph/0 Text"],
    );
    check_blocks(
        "| a\n| b\n\n| c\n",
        &["verse/0+ a", "verse/0 b", "verse/0+ c"],
    );
    check_blocks(
        "| a | b |\n|---|---|\n| c | |\n",
        &["table-heading/0+ a\tb", "table-row/0 c\t"],
    );
    check_blocks(
        "- a\n  more\n  - b\n- c\n",
        &["list-item/1+ a more", "list-item/2 b", "list-item/1 c"],
    );
    check_blocks("> a\n> b\n> > c\n", &["quotation/1 a b", "quotation/2 c"]);
    check_blocks("***\n", &["separator/0 ***"]);
    check_blocks(
        "@dateline Sochi,\n1945\n\n@list-item/3+ x\n",
        &["dateline/0 Sochi, 1945", "list-item/3+ x"],
    );
    check_blocks("@nobody knows\n", &["paragraph/0 @nobody knows"]);
    check_blocks(
        "\\# no heading\n\n\\- no item\n",
        &["paragraph/0 # no heading", "paragraph/0 - no item"],
    );
}

#[test]
fn braces_say_what_the_brackets_cannot() {
    check_annotations(
        "a {deletion hand=a place=above: b} c\n",
        &["deletion “b” hand=red pencil place=above"],
    );
    check_annotations("a{gap extent=\"3 lines\"} b\n", &["gap “” extent=3 lines"]);
    check_annotations("{italic: a {bold: b} c}\n", &["italic “a b c”", "bold “b”"]);
    check_annotations(
        "{sic: recieve | correction: receive}\n",
        &["sic “recieve” group=1", "correction “receive” group=1"],
    );
    check_annotations(
        "{sic group=7: a}{correction group=7: b}\n",
        &["sic “a” group=7", "correction “b” group=7"],
    );
    check_annotations("{note: a body}x\n", &["note “” body=a body"]);
    check_annotations(
        "{term detail=\"a \\\"b\\\"\": x}\n",
        &["term “x” detail=a \"b\""],
    );
}

#[test]
fn named_spans_overlap_and_cross_paragraphs() {
    check_annotations(
        "a {+x highlight hand=a} b {+y italic} c {-x} d {-y}\n",
        &["highlight “ b  c ” hand=red pencil", "italic “ c  d ”"],
    );
    check_annotations("a {+x highlight}b\n\nc{-x} d\n", &["highlight “b\nc”"]);
}

#[test]
fn notes_have_paragraphs_and_notes() {
    check_annotations(
        "a[^1] b[^*]\n\n[^1]: One[^2].\n\n    More.\n\n[^2]: Two.\n\n[^*]: Star.\n",
        &[
            "note “” label=1 body=One./More.",
            "note “” label=* body=Star.",
            "note “” label=2 body=Two.",
        ],
    );
    check_annotations(
        "a{translators-note body=t}\n\n[^t]: Text.\n",
        &["translators-note “” body=Text."],
    );
}

#[test]
fn brackets_are_read_unless_they_are_switched_off() {
    check_annotations(
        "the [handwritten: functions] of\n",
        &["addition “functions” hand=handwritten"],
    );
    let reading = reading("+++\nconventions = \"none\"\n+++\nthe [handwritten: functions] of\n");
    assert!(reading.documents[0].annotations().is_empty());
    assert_eq!(reading.problems, []);
}

#[test]
fn a_form_feed_is_a_page_break() {
    let reading = reading("+++\n+++\n\nOne\u{c}two.\n\u{c}Three.\n\nFour.\n");
    let document = &reading.documents[0];
    let breaks = document.annotations().iter();
    let breaks = breaks.filter(|annotation| annotation.kind() == Kind::PageBreak);
    assert_eq!(breaks.count(), 2);
    assert!(!document.text().contains('\u{c}'));
}

#[test]
fn points_are_recognised_or_marked() {
    let addresses = |text: &str| -> Vec<(String, String, String)> {
        let reading = reading(text);
        let document = &reading.documents[0];
        let points = document.points().iter();
        points
            .map(|point| {
                (
                    point.address(),
                    point.label.clone(),
                    document.slice(point.span).to_owned(),
                )
            })
            .collect()
    };
    let point = |address: &str, label: &str, text: &str| {
        (address.to_owned(), label.to_owned(), text.to_owned())
    };
    let recognised = addresses("+++\n+++\n1. One.\n\nMore.\n\n2. Two.\n");
    assert_eq!(
        recognised
            .iter()
            .map(|point| point.0.as_str())
            .collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert_eq!(
        addresses(
            "+++\npoints = \"marked\"\n+++\n1. One. {point path=5.b label=\"b)\": b) Here.} No.\n\n2. Two.\n"
        ),
        [point("5.b", "b)", "b) Here.")]
    );
}

#[test]
fn front_matter_tells_everything_that_is_wrong() {
    check_problems(
        "+++\ntitel = \"A\"\ngenre = 3\npoints = \"some\"\n[transmission]\nform = []\n+++\nText.\n",
        &[
            "there is no field `titel` at “titel”",
            "invalid type: integer `3`, expected a string at “3”",
            "`some` is no way of finding points at “\"some\"”",
            "unknown field `form`, expected one of `from`, `to`, `copies_to`, `channel`, `number`, `classification`, `urgency`, `sent_by`, `sent_at`, `received_by`, `received_at` at “form”",
        ],
    );
    check_problems(
        "+++\n[[dates]]\nedtf = \"1945-13\"\nprinted = \"in the 13th month\"\n+++\nOn {date date=1945-11-31: that day}.\n",
        &[
            "`1945-13` is no date in EDTF, like 1945-11-11, 1945-11~, 194X, 1945-11/1946-02 or [1816..1819] at “\"1945-13\"”",
            "`1945-11-31` is no date in EDTF, like 1945-11-11, 1945-11~, 194X, 1945-11/1946-02 or [1816..1819] at “date=1945-11-31”",
        ],
    );
    let letter = reading("+++\n[[dates]]\nedtf = \"1945-13\"\nprinted = \"in May\"\n+++\nA.\n");
    let dates = &letter.documents[0].metadata.dates;
    assert_eq!(dates[0].printed.as_deref(), Some("in May"));
    assert_eq!(dates[0].edtf, None);
    let reading = reading("+++\ntitle = \"A letter\"\ngenre = letter\n+++\n\n1. One.\n");
    assert_eq!(
        reading.documents[0].metadata.title.as_deref(),
        Some("A letter")
    );
    assert!(reading.documents[0].text().contains("One."));
}

#[test]
fn what_is_not_closed_or_not_known_is_told_and_kept() {
    check_problems(
        "+++\nno end\n",
        &["the front matter that begins here never ends at “+++”"],
    );
    check_problems(
        "+++\n+++\na {italic: b\n",
        &["this brace is never closed at “{italic: ”"],
    );
    check_problems(
        "+++\n+++\na {itallic: b}\n",
        &["there is no kind `itallic` at “itallic”"],
    );
    check_problems(
        "+++\n+++\na {+x italic} b\n",
        &["the span `x` never ends at “{+x italic}”"],
    );
    check_problems(
        "+++\n+++\na {-x} b\n",
        &["no span `x` is open here at “{-x}”"],
    );
    check_problems("+++\n+++\na[^1]\n", &["there is no note `1` at “[^1]”"]);
    check_problems(
        "+++\n+++\na\n\n[^1]: b\n",
        &["nothing refers to the note `1` at “[^1]:”"],
    );
    let reading = reading("+++\n+++\na\n\n[^1]: b\n");
    assert_eq!(reading.documents[0].text(), "a\nb\n");
}

#[test]
fn the_guide_has_every_kind_and_no_problem() {
    let reading = reading(include_str!("../../../corpus/guide.txt"));
    assert_eq!(reading.problems, []);
    let document = &reading.documents[0];
    let missing: Vec<Kind> = Kind::iter()
        .filter(|kind| *kind != Kind::OrphanReference)
        .filter(|kind| {
            !document
                .annotations()
                .iter()
                .any(|annotation| annotation.kind() == *kind)
        })
        .collect();
    assert_eq!(missing, []);
    assert!(document.hands.len() >= 3 && document.points().iter().any(|point| point.depth() == 3));
}

#[track_caller]
fn check_ledger(text: &str) {
    let reading = reading(text);
    let mut at = 0;
    for entry in reading.ledger.entries() {
        assert_eq!(entry.span.start, at, "{entry:?} in {text:?}");
        at = entry.span.end;
    }
    assert_eq!(at, text.len(), "{text:?}");
}

proptest! {
    #[test]
    fn every_character_is_in_the_ledger(text in "(\\+\\+\\+\n)?([a-z =\"\n]|\\+\\+\\+\n|[\\[\\]{}|:^#>@*\\\\+-]|\\{italic: |\\[\\^1\\]|ж|\u{a0}){0,80}") {
        check_ledger(&text);
    }

    #[test]
    fn marked_text_is_read_whatever_it_is(body in "(a |b|\n|\n\n|\\{italic: |\\{\\+x bold\\}|\\{-x\\}|\\}| \\| bold: |\\[handwritten: |\\]|\\[\\^1\\]|\\[\\^1\\]: |\\||\\\\|> |- |# ){0,60}") {
        check_ledger(&format!("+++\n+++\n{body}"));
    }
}
