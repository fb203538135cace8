//! How blocks of each kind are set, and what holds for any document at any measure.

use proptest::prelude::*;
use strum::IntoEnumIterator;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::document::{Annotation, Draft, Kind, Point, fixture};
use crate::view::NamedView;

/// The lines of a document as they stand, gaps included.
fn page(document: &Document, measure: Measure) -> String {
    let mut page = String::new();
    for block in document.flow_blocks(crate::document::FlowId::MAIN) {
        let layout = lay_out(document, block, &View::default(), measure);
        page.push_str(&"\n".repeat(usize::from(layout.gap_before)));
        for line in layout.lines {
            let line = format!("{}{}", " ".repeat(usize::from(line.indent)), line.text());
            page.push_str(line.trim_end());
            page.push('\n');
        }
    }
    page
}

#[track_caller]
fn check(kind: BlockKind, text: &str, width: u16, expected: &[&str]) {
    let document = fixture::document(kind, text, &[]);
    let page = page(&document, Measure::new(width));
    assert_eq!(page.lines().collect::<Vec<_>>(), expected);
}

/// A document whose paragraphs begin with their points' marks.
fn numbered(paragraphs: &[(&str, &[&str])]) -> Document {
    let mut draft = Draft::new("points");
    for (text, path) in paragraphs {
        draft.begin_block(BlockKind::Paragraph);
        let start = draft.offset();
        draft.push_str(text);
        if !path.is_empty() {
            let label = text.split(' ').next().unwrap_or_default();
            let flow = draft.flow();
            let path = path.iter().map(|&step| step.to_owned()).collect();
            let mark = Span::new(start, start + label.len());
            let span = Span::new(start, draft.offset() + 1);
            draft.add_point(
                flow,
                Point {
                    label: label.to_owned(),
                    mark,
                    path,
                    span,
                },
            );
        }
    }
    draft.finish().document
}

#[test]
fn paragraphs_are_broken_evenly() {
    let text =
        "To be, or not to be: that is the question: whether it is nobler in the mind to suffer";
    check(
        BlockKind::Paragraph,
        text,
        30,
        &[
            "To be, or not to be: that is",
            "the question: whether it is",
            "nobler in the mind to suffer",
        ],
    );
    check(BlockKind::Paragraph, "one\ntwo", 30, &["one", "", "two"]);
    check(BlockKind::Paragraph, "", 30, &[]);
    check(BlockKind::Paragraph, "  \u{200b} ", 30, &[]);
}

#[test]
fn no_line_begins_with_a_space_that_does_not_break() {
    check(
        BlockKind::Paragraph,
        "powers \u{a0}be preserved",
        12,
        &["powers \u{a0}be", "preserved"],
    );
    check(
        BlockKind::Paragraph,
        "the powers \u{a0}be kept",
        13,
        &["the", "powers \u{a0}be", "kept"],
    );
}

#[test]
fn words_too_long_for_a_line_are_cut_between_clusters() {
    check(
        BlockKind::Paragraph,
        "see abcdefghijklmnopqrst",
        8,
        &["see", "abcdefgh", "ijklmnop", "qrst"],
    );
    check(
        BlockKind::Paragraph,
        "日本語日本語日",
        9,
        &["日本語日", "本語日"],
    );
    check(
        BlockKind::Paragraph,
        "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        8,
        &[
            "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
            "e\u{301}",
        ],
    );
}

#[test]
fn marks_of_points_hang() {
    let document = numbered(&[
        (
            "1. The first of the points of this paper is a long one.",
            &["1"],
        ),
        ("a) A sub-point of it is a long one as well.", &["1", "a"]),
        ("10. The tenth of the points is a long one too.", &["10"]),
    ]);
    let page = page(&document, Measure::new(30));
    assert_eq!(
        page.lines().collect::<Vec<_>>(),
        [
            " 1. The first of the points of",
            "    this paper is a long one.",
            "",
            "    a) A sub-point of it is a",
            "       long one as well.",
            "",
            "10. The tenth of the points is",
            "    a long one too.",
        ]
    );
}

#[test]
fn unnumbered_paragraphs_stand_under_their_point() {
    let mut draft = Draft::new("governed");
    for text in ["2. A point.", "More of it.", "The end."] {
        draft.begin_block(BlockKind::Paragraph);
        draft.push_str(text);
    }
    let flow = draft.flow();
    draft.add_point(
        flow,
        Point {
            label: "2.".to_owned(),
            mark: Span::new(0, 2),
            path: vec!["2".to_owned()],
            span: Span::new(0, 24),
        },
    );
    let document = draft.finish().document;
    assert_eq!(
        page(&document, Measure::new(30)),
        "2. A point.\n\n   More of it.\n\nThe end.\n"
    );
}

#[test]
fn each_kind_of_block_has_its_shape() {
    check(
        BlockKind::Verse,
        "Full fathom five thy father lies,\nOf his bones",
        24,
        &[
            "    Full fathom five thy",
            "        father lies,",
            "    Of his bones",
        ],
    );
    check(
        BlockKind::Signature,
        "J. Stalin",
        20,
        &["           J. Stalin"],
    );
    check(BlockKind::Separator, "***", 21, &["         ***"]);
    check(BlockKind::Separator, "", 21, &[]);
    check(
        BlockKind::Inscription,
        "Agreed.\nMolotov",
        20,
        &["    Agreed.", "    Molotov"],
    );
    check(
        BlockKind::ListItem,
        "an item of a list\n- another",
        14,
        &["– an item of a", "  list", "- another"],
    );
    check(BlockKind::Quotation, "said he", 20, &["    said he"]);
    check(BlockKind::Line, "as it stands", 10, &["as it", "  stands"]);
    check(BlockKind::Heading, "I\nII", 8, &["I", "", "II"]);
}

#[test]
fn a_separator_without_a_sign_gets_one() {
    let mut draft = Draft::new("rule");
    draft.push_str("a");
    draft.begin_block(BlockKind::Separator);
    draft.begin_block(BlockKind::Paragraph);
    draft.push_str("b");
    assert_eq!(
        page(&draft.finish().document, Measure::new(15)),
        "a\n\n     * * *\n\nb\n"
    );
}

#[test]
fn tables_stand_in_columns() {
    let table = "Copies\tTo whom\n2\tComrade Stalin\n1\tComrade Molotov and his deputies";
    check(
        BlockKind::TableRow,
        table,
        40,
        &[
            "Copies  To whom",
            "2       Comrade Stalin",
            "1       Comrade Molotov and his deputies",
        ],
    );
    check(
        BlockKind::TableRow,
        table,
        24,
        &[
            "Copies  To whom",
            "2       Comrade Stalin",
            "1       Comrade Molotov",
            "        and his deputies",
        ],
    );
    check(BlockKind::TableRow, "a b c\td\te", 9, &["a b c", "d", "e"]);
}

#[test]
fn what_a_terminal_would_act_on_is_a_symbol() {
    let document = fixture::prose("a\u{1b}[0mb\u{202e}c\td\u{ad}e\u{200b}f", &[]);
    let layout = lay_out(&document, BlockId(0), &View::default(), Measure::new(40));
    assert_eq!(layout.lines[0].text(), "a␛[0mb‹U+202E›c def");
    let stands: Vec<&str> = layout.lines[0]
        .runs
        .iter()
        .filter(|run| run.origin == Origin::Stand)
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(stands, ["␛", "‹U+202E›", " "]);
}

#[test]
fn words_are_divided_only_when_asked() {
    let mut document = fixture::prose("extraordinary representation", &[]);
    document.metadata.languages = vec!["en-GB".to_owned()];
    assert_eq!(
        page(&document, Measure::new(24)),
        "extraordinary\nrepresentation\n"
    );
    let divided = Measure {
        hyphenation: Hyphenation::On,
        ..Measure::new(24)
    };
    assert_eq!(
        page(&document, divided),
        "extraordinary represen-\ntation\n"
    );
    document.metadata.languages = vec!["Etruscan".to_owned()];
    assert_eq!(page(&document, divided), "extraordinary\nrepresentation\n");
    let soft = fixture::prose("extraordinary repre\u{ad}sentation", &[]);
    assert_eq!(
        page(&soft, Measure::new(24)),
        "extraordinary repre-\nsentation\n"
    );
    assert_eq!(
        page(&soft, Measure::new(40)),
        "extraordinary representation\n"
    );
}

#[test]
fn a_joiner_joins_nothing_when_the_order_is_turned() {
    for line in lay_out_text("ت👩👧\u{200d} 👧\u{200d}ت", 40) {
        let drawn = line.runs.iter().flat_map(|run| run.text.graphemes(true));
        let drawn: usize = drawn.map(sanitise::width).sum();
        assert_eq!(drawn + usize::from(line.indent), line.width(), "{line:?}");
    }
}

#[test]
fn hebrew_is_set_from_the_right() {
    let document = fixture::prose("שלום (עולם) abc", &[]);
    assert_eq!(page(&document, Measure::new(20)), "     abc (םלוע) םולש\n");
    let stored = Measure {
        reorder: false,
        ..Measure::new(20)
    };
    assert_eq!(page(&document, stored), "שלום (עולם) abc\n");
    let mixed = fixture::prose("the word שלום עולם here", &[]);
    assert_eq!(page(&mixed, Measure::new(40)), "the word םלוע םולש here\n");
}

#[test]
fn a_run_says_where_it_stands() {
    let annotations = [Annotation::new(Kind::Addition, Span::default())];
    let document = fixture::prose(
        "correctly reflects the <0>functions</0> and substance",
        &annotations,
    );
    let layout = lay_out(&document, BlockId(0), &View::default(), Measure::new(24));
    let run = layout
        .lines
        .iter()
        .flat_map(|line| &line.runs)
        .find(|run| run.text == "functions")
        .expect("it is shown");
    assert_eq!(document.slice(run.span), "functions");
    assert_eq!(run.annotations, [AnnotationId::edition(0)]);
    assert_eq!(
        layout.line_of(document.text().find("functions").expect("it is there")),
        1
    );
    assert_eq!(layout.line_of(0), 0);
    assert_eq!(layout.line_of(9_999), 1);
}

#[test]
fn plain_words_are_set_as_well() {
    let lines: Vec<String> = lay_out_text("one two\u{7}\nthree four", 9)
        .iter()
        .map(Line::text)
        .collect();
    assert_eq!(lines, ["one two␇", "three", "four"]);
    assert!(lay_out_text("", 9).is_empty());
}

fn any_kind() -> impl Strategy<Value = BlockKind> {
    proptest::sample::select(BlockKind::iter().collect::<Vec<_>>())
}

fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-z]{1,12}",
        2 => Just(" ".to_owned()),
        1 => "[ .,;()“”–—\u{a0}\u{ad}\u{200b}\t]{1,3}",
        1 => "[日本語ｶﾞ한글👩\u{200d}👧é\u{301}\u{300}]{1,6}",
        1 => "[אבגד\u{5b0}ابتث0-9()]{1,8}",
        1 => "\\PC{0,6}",
        1 => "[\\x00-\\x09\\x0b-\\x1f\\x7f-\u{9f}\u{2028}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{fff9}]{1,3}",
        1 => any::<String>().prop_map(|text| text.replace('\n', " ")),
    ];
    proptest::collection::vec(part, 0..30).prop_map(|parts| parts.concat())
}

fn any_document() -> impl Strategy<Value = Document> {
    let block = (any_kind(), any_text(), 0..3_u8, any::<bool>());
    let mark = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    );
    (
        proptest::collection::vec(block, 1..4),
        proptest::collection::vec(mark, 0..8),
    )
        .prop_map(|(blocks, marks)| {
            let mut draft = Draft::new("any");
            for (kind, text, level, opens_group) in &blocks {
                let block = draft.begin_block(*kind);
                (block.level, block.opens_group) = (*level, *opens_group);
                draft.push_str(text);
            }
            let places: Vec<usize> = draft
                .text_of(draft.flow())
                .char_indices()
                .map(|(at, _)| at)
                .collect();
            let kinds: Vec<Kind> = Kind::iter().collect();
            for (kind, start, length) in marks.iter().filter(|_| !places.is_empty()) {
                let start = start.index(places.len());
                let end = (start + length.index(12)).min(places.len() - 1);
                let span = Span::new(places[start], places[end]);
                draft.annotate(Annotation::new(kinds[kind.index(kinds.len())], span));
            }
            draft.finish().document
        })
}

fn any_measure() -> impl Strategy<Value = Measure> {
    (8..100_u16, any::<bool>(), any::<bool>()).prop_map(|(width, divides, reorder)| {
        let hyphenation = if divides {
            Hyphenation::On
        } else {
            Hyphenation::Off
        };
        Measure {
            width,
            hyphenation,
            reorder,
        }
    })
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_measure(document in any_document(), measure in any_measure()) {
        let mut document = document;
        document.metadata.languages = vec!["en".to_owned()];
        for named in NamedView::iter() {
            for block in document.flow_blocks(crate::document::FlowId::MAIN) {
                for line in lay_out(&document, block, &named.into(), measure).lines {
                    let drawn: usize = line.runs.iter()
                        .flat_map(|run| run.text.graphemes(true))
                        .map(sanitise::width)
                        .sum();
                    prop_assert_eq!(drawn + usize::from(line.indent), line.width());
                    prop_assert!(line.width() <= usize::from(measure.width), "{:?}", line);
                    for run in &line.runs {
                        prop_assert!(run.text.chars().all(|c| !c.is_control()), "{:?}", run);
                    }
                }
            }
        }
    }

    #[test]
    fn lines_read_what_the_view_shows(document in any_document(), width in 8..100_u16) {
        let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let measure = Measure { reorder: false, ..Measure::new(width) };
        for named in NamedView::iter() {
            let view = named.into();
            for block in document.flow_blocks(crate::document::FlowId::MAIN) {
                let layout = lay_out(&document, block, &view, measure);
                let kind = document.block(block).kind;
                let is_row = matches!(kind, BlockKind::TableRow | BlockKind::TableHeading);
                let lines = layout.lines.iter().flat_map(|line| &line.runs);
                let own = lines.filter(|run| run.origin != Origin::Sign || !["– ", "* * *", "-"].contains(&run.text.as_str()));
                let drawn: String = own.map(|run| run.text.replace('◌', "")).collect();
                let expected = shown(&view.visible_text(&document, block)).replace(['-', '◌'], "");
                let drawn = drawn.replace('-', "");
                if is_row && drawn.contains(sanitise::REPLACEMENT) {
                    // A column too narrow for a symbol shows that there is something.
                    continue;
                }
                if is_row {
                    let sorted = |text: String| { let mut all: Vec<char> = text.chars().collect(); all.sort_unstable(); all };
                    prop_assert_eq!(sorted(seen(&drawn)), sorted(seen(&expected)));
                } else {
                    prop_assert_eq!(seen(&drawn), seen(&expected));
                }
            }
        }
    }

    #[test]
    fn runs_of_text_are_the_buffer_byte_for_byte(document in any_document(), measure in any_measure()) {
        for block in document.flow_blocks(crate::document::FlowId::MAIN) {
            let layout = lay_out(&document, block, &View::default(), measure);
            for run in layout.lines.iter().flat_map(|line| &line.runs) {
                if run.origin == Origin::Text {
                    prop_assert_eq!(run.text.as_str(), document.slice(run.span));
                }
                prop_assert!(document.text().is_char_boundary(run.span.start));
                prop_assert!(document.text().is_char_boundary(run.span.end));
            }
        }
    }

    #[test]
    fn the_lines_of_a_block_partition_it(document in any_document(), measure in any_measure()) {
        for block in document.flow_blocks(crate::document::FlowId::MAIN) {
            let layout = lay_out(&document, block, &View::default(), measure);
            let span = document.block(block).span;
            let mut place = span.start;
            for line in &layout.lines {
                prop_assert_eq!(line.span.start, place);
                place = line.span.end;
            }
            prop_assert!(layout.lines.is_empty() || place == span.end);
        }
    }
}
