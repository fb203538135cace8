//! Whole printed pages.

use super::*;
use crate::document::{Annotation, Draft, Kind, Party, Property, Span, fixture};
use crate::view::NamedView;

fn telegram() -> Document {
    let mut document = fixture::point_three();
    document.metadata.title = Some("Telegram from Stalin".to_owned());
    let stalin = Party {
        name: Some("Stalin".to_owned()),
        place: Some("Sochi".to_owned()),
    };
    document.metadata.transmission.from = vec![stalin];
    document.metadata.transmission.received_by = Some("Petrova".to_owned());
    document.metadata.transmission.received_at = Some("1945-11-11T22:40".to_owned());
    document.metadata.edition.rights = Some("Reuse welcome.".to_owned());
    document
}

#[track_caller]
fn check(document: &Document, view: NamedView, options: TextOptions, expected: &[&str]) {
    let page = text(document, &view.into(), options);
    assert_eq!(page.lines().collect::<Vec<_>>(), expected, "\n{page}");
}

#[test]
fn notes_stand_beside_the_text() {
    let options = TextOptions {
        width: Some(90),
        notes: NotesPlacement::Margin,
        colour: false,
        reorder: false,
    };
    let page = text(&telegram(), &View::default(), options);
    let rows: Vec<&str> = page.lines().collect();
    assert_eq!(
        rows,
        [
            "Telegram from Stalin",
            "",
            "From      Stalin, Sochi",
            "Received  by Petrova, 1945-11-11 22:40",
            "",
            "3. The Soviet Government considers it advisable that",
            "the control body be named a Control Commission or a",
            "Control Council since such a name correctly reflects the",
            "ʰ¹functions and substance of the work of this body as a     h1  “functions” added by hand",
            "control ˢ¹body. The problem is not that this body will      s1  “body” supplied",
            "consist of military ˢ²people, but that it will exercise     s2  “people” supplied",
            "control over Japan, both in military questions, as well",
            "as in all other questions of a political, economic,",
            "cultural, administrative, and financial nature.",
            "",
            "────────────────────────",
            "",
            "Rights  Reuse welcome.",
        ]
    );
}

#[test]
fn notes_stand_below_their_paragraph() {
    let note = Annotation::new(Kind::Note, Span::default()).with(Property::Label, "1");
    let document = fixture::prose("One<0:The note.>.\nTwo.", &[note]);
    let options = TextOptions {
        width: Some(40),
        ..TextOptions::default()
    };
    check(
        &document,
        NamedView::Annotated,
        options,
        &["One¹.", "", "    1  The note.", "", "Two."],
    );
    let options = TextOptions {
        notes: NotesPlacement::End,
        ..options
    };
    let end = [
        "One¹.",
        "",
        "Two.",
        "",
        "────────────────────────",
        "",
        "    1  The note.",
    ];
    check(&document, NamedView::Annotated, options, &end);
    let options = TextOptions {
        notes: NotesPlacement::None,
        ..options
    };
    check(
        &document,
        NamedView::Annotated,
        options,
        &["One¹.", "", "Two."],
    );
    check(
        &document,
        NamedView::AsEdited,
        options,
        &["One[1].", "", "Two."],
    );
    check(
        &document,
        NamedView::Reading,
        options,
        &["One.", "", "Two."],
    );
}

#[test]
fn notes_in_notes_follow_them() {
    let mut draft = Draft::new("nested");
    draft.push_str("Text.");
    let open_note = |draft: &mut Draft, label: &str| {
        let (flow, at) = (draft.flow(), Span::at(draft.offset()));
        let mut note = Annotation::new(Kind::Note, at).with(Property::Label, label);
        let body = draft.open_flow();
        note.set_body(body);
        draft.annotate_in(flow, note);
    };
    open_note(&mut draft, "1");
    draft.push_str("First.");
    open_note(&mut draft, "2");
    draft.push_str("Second.");
    let document = draft.finish().document;
    let options = TextOptions {
        width: Some(40),
        ..TextOptions::default()
    };
    check(
        &document,
        NamedView::Annotated,
        options,
        &["Text.¹", "", "    1  First.²", "    2  Second."],
    );
}

#[test]
fn without_a_width_paragraphs_are_one_line() {
    let mut draft = Draft::new("endless");
    draft.push_str("word ".repeat(100).trim_end());
    draft.begin_block(BlockKind::Signature);
    draft.push_str("Stalin");
    let page = text(
        &draft.finish().document,
        &View::default(),
        TextOptions::default(),
    );
    assert_eq!(page.lines().map(str::len).collect::<Vec<_>>(), [499, 0, 10]);
}

#[test]
fn styles_are_written_only_when_wanted() {
    let addition = Annotation::new(Kind::Addition, Span::default());
    let document = fixture::prose("the <0>functions</0>\u{1b}[2J", &[addition]);
    let plain = TextOptions {
        width: Some(40),
        notes: NotesPlacement::None,
        colour: false,
        reorder: false,
    };
    assert_eq!(
        text(&document, &View::default(), plain),
        "the functions␛[2J\n"
    );
    let coloured = TextOptions {
        colour: true,
        ..plain
    };
    assert_eq!(
        text(&document, &View::default(), coloured),
        "the \u{1b}[3;36mfunctions\u{1b}[0m␛[2J\n"
    );
}

#[test]
fn no_row_is_wider_than_the_page() {
    let document = telegram();
    for width in 8..130 {
        for notes in [
            NotesPlacement::Margin,
            NotesPlacement::Below,
            NotesPlacement::End,
        ] {
            let page = text(
                &document,
                &View::default(),
                TextOptions {
                    width: Some(width),
                    notes,
                    colour: false,
                    reorder: false,
                },
            );
            for row in page.lines() {
                assert!(
                    crate::layout::width(row) <= usize::from(width),
                    "{width} {notes}: {row:?}"
                );
            }
        }
    }
}
