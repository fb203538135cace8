//! What each view shows of small documents, and what holds for any.

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::*;
use crate::document::{Extent, GroupId, Property, fixture};
use crate::view::NamedView;

fn of(kind: Kind) -> Annotation {
    Annotation::new(kind, Span::default())
}

fn in_group(kind: Kind) -> Annotation {
    Annotation {
        group: Some(GroupId(1)),
        ..of(kind)
    }
}

fn with(showing: Showing) -> View {
    let mut view = View::from(NamedView::Annotated);
    for layer in Layer::iter() {
        view.show(layer, showing);
    }
    view
}

/// What is shown when every layer is in the margin, inline, silent and off.
#[track_caller]
fn check(text: &str, annotations: &[Annotation], expected: [&str; 4]) {
    let document = fixture::prose(text, annotations);
    let views = [
        Showing::Margin,
        Showing::Inline,
        Showing::Silent,
        Showing::Off,
    ]
    .map(with);
    assert_eq!(
        views.map(|view| view.visible_text(&document, BlockId(0))),
        expected
    );
}

#[track_caller]
fn check_leiden(text: &str, annotations: &[Annotation], expected: &str) {
    let document = fixture::prose(text, annotations);
    let view = View {
        notation: Notation::Leiden,
        ..with(Showing::Inline)
    };
    assert_eq!(view.visible_text(&document, BlockId(0)), expected);
}

#[track_caller]
fn check_point_three(view: NamedView, expected: [&str; 2]) {
    let text = View::from(view).visible_text(&fixture::point_three(), BlockId(0));
    for part in expected {
        assert!(text.contains(part), "{part:?} is not in {text:?}");
    }
}

#[test]
fn the_telegrams_third_point_reads_as_each_view_says() {
    let clean = [
        "since such a name correctly reflects the functions and substance of the work of this body as a control body. The",
        "consist of military people, but that",
    ];
    check_point_three(NamedView::Annotated, clean);
    check_point_three(NamedView::Reading, clean);
    check_point_three(
        NamedView::AsWritten,
        [
            "reflects the functions and substance of the work of this body as a control. The problem",
            "consist of military, but that",
        ],
    );
    check_point_three(
        NamedView::AsFirstWritten,
        [
            "reflects the and substance of the work of this body as a control. The problem",
            "consist of military, but that",
        ],
    );
    check_point_three(
        NamedView::AsEdited,
        [
            "reflects the [handwritten: functions] and substance of the work of this body as a control [body]. The problem",
            "consist of military [people], but that",
        ],
    );
}

#[test]
fn additions_and_deletions() {
    let hands = [in_group(Kind::Deletion), in_group(Kind::Addition)];
    check(
        "a <0>first</0> <1>second</1> word",
        &hands,
        [
            "a first second word",
            "a [deleted: first] [handwritten: second] word",
            "a second word",
            "a first word",
        ],
    );
    check(
        "<1>All of it</1>",
        &hands,
        ["All of it", "[handwritten: All of it]", "All of it", ""],
    );
    check(
        "<0>Kept <1>inner</1> outer</0> end",
        &hands,
        [
            "Kept inner outer end",
            "[deleted: Kept [handwritten: inner] outer] end",
            "end",
            "Kept outer end",
        ],
    );
}

#[test]
fn alternatives() {
    let spelling = [
        in_group(Kind::Sic),
        in_group(Kind::Correction),
        of(Kind::Sic),
        of(Kind::Correction),
    ];
    check(
        "I <0>recieve</0><1>receive</1>.",
        &spelling,
        [
            "I receive.",
            "I recieve [receive].",
            "I receive.",
            "I recieve.",
        ],
    );
    check(
        "I <1>receive</1><0>recieve</0>.",
        &spelling,
        [
            "I receive.",
            "I receive [sic: recieve].",
            "I receive.",
            "I recieve.",
        ],
    );
    check(
        "I <2>recieve</2>.",
        &spelling,
        ["I recieve.", "I recieve [sic].", "I recieve.", "I recieve."],
    );
    check("I <3>receive</3>.", &spelling, ["I receive."; 4]);
    let short = [in_group(Kind::Abbreviation), in_group(Kind::Expansion)];
    check(
        "<0>Dr</0><1>Doctor</1><1>Director</1> X",
        &short,
        ["Doctor X", "Dr [Doctor] [Director] X", "Doctor X", "Dr X"],
    );
    let witness = in_group(Kind::Reading).with(Property::Witnesses, "B");
    let readings = [in_group(Kind::Lemma), witness];
    check(
        "the <0>functions</0><1>fractions</1><1/> of",
        &readings,
        [
            "the functions of",
            "the functions [B: fractions] [B: omitted] of",
            "the functions of",
            "the functions of",
        ],
    );
    check(
        "the <1>functions</1><1>fractions</1> of",
        &readings,
        [
            "the functions of",
            "the  [B: functions] [B: fractions] of",
            "the functions of",
            "the functions of",
        ],
    );
}

#[test]
fn gaps_keep_their_sign_until_they_are_off() {
    let mut illegible = of(Kind::Gap);
    illegible.give_reason("illegible");
    let lines = Annotation {
        extent: Some(Extent::read("3 lines")),
        ..illegible.clone()
    };
    let marks = [
        illegible.printed("[illegible]", ""),
        lines,
        of(Kind::Deletion),
        of(Kind::Supplied),
    ];
    check(
        "the <0/> of",
        &marks,
        [
            "the [illegible] of",
            "the [illegible] of",
            "the [illegible] of",
            "the of",
        ],
    );
    check(
        "the <0/>.",
        &marks,
        [
            "the [illegible].",
            "the [illegible].",
            "the [illegible].",
            "the.",
        ],
    );
    check(
        "<1/>",
        &marks,
        [
            "[3 lines illegible]",
            "[3 lines illegible]",
            "[3 lines illegible]",
            "",
        ],
    );
    check(
        "a <2>b <0/></2> c",
        &marks,
        [
            "a b [illegible] c",
            "a [deleted: b [illegible]] c",
            "a c",
            "a b c",
        ],
    );
    check(
        "a <3>b</3><0/> c",
        &marks,
        [
            "a b[illegible] c",
            "a [b][illegible] c",
            "a b[illegible] c",
            "a c",
        ],
    );
}

#[test]
fn notes_have_a_figure_in_the_text() {
    let numbered = of(Kind::Note).with(Property::Label, "12");
    let inserted = of(Kind::TranslatorsNote).printed("[Translator’s note: ", "]");
    let notes = [numbered, inserted, of(Kind::Comment)];
    check(
        "Chequers<0:body>, and",
        &notes,
        [
            "Chequers¹², and",
            "Chequers[12], and",
            "Chequers, and",
            "Chequers, and",
        ],
    );
    check(
        "Chequers <0:body>, and",
        &notes,
        [
            "Chequers¹², and",
            "Chequers [12], and",
            "Chequers, and",
            "Chequers, and",
        ],
    );
    check(
        "Chequers <0:body> and",
        &notes,
        [
            "Chequers¹² and",
            "Chequers [12] and",
            "Chequers and",
            "Chequers and",
        ],
    );
    check(
        "May <1:not dated> ends",
        &notes,
        [
            "May* ends",
            "May [Translator’s note: not dated] ends",
            "May ends",
            "May ends",
        ],
    );
    check("May<2:who> ends .", &notes, ["May ends ."; 4]);
}

#[test]
fn pages_end_with_a_quiet_sign() {
    let page = [of(Kind::PageBreak).with(Property::Number, "602")];
    check(
        "of <0/>the",
        &page,
        ["of | the", "of [page 602]the", "of the", "of the"],
    );
    check(
        "func<0/>tions",
        &page,
        [
            "func|tions",
            "func[page 602]tions",
            "functions",
            "functions",
        ],
    );
}

#[test]
fn what_is_left_out_leaves_no_hole() {
    let off = |text, expected| {
        let document = fixture::prose(text, &[of(Kind::Supplied)]);
        assert_eq!(
            with(Showing::Off).visible_text(&document, BlockId(0)),
            expected,
            "{text}"
        );
    };
    off("a <0>b</0> c", "a c");
    off("a<0> b </0>c", "a c");
    off("<0>b</0> c", "c");
    off("c <0>b</0>", "c");
    off("c (<0>b</0>) d", "c d");
    off("c “<0>b</0>”, d", "c, d");
    off("c ( <0>b</0> ) d", "c d");
    off("a, <0>b</0>, c", "a, c");
    off("a, <0>b</0>.", "a.");
    off("a; <0>b</0>, c", "a; c");
    off("etc. <0>b</0>, c", "etc., c");
    off("<0>b</0>, c", "c");
    off("<0>b</0>.", "");
    off("<0>a</0> <0>b</0> <0>c</0>", "");
    off("x <0>a</0> <0>b</0>, <0>c</0>, y", "x, y");
    off("x <0>a</0>\u{a0}; y", "x\u{a0}; y");
    off("<0>H</0>ead", "ead");
    off("<0>b</0> ... c", "... c");
    off(
        "double  spaces <0>b</0> of its own  stay .",
        "double  spaces of its own  stay .",
    );
}

#[test]
fn leiden_signs() {
    let marks = [
        of(Kind::Supplied),
        of(Kind::Completion),
        of(Kind::Deletion),
        of(Kind::Addition),
        of(Kind::Unclear),
        Annotation {
            reason: Some("omitted".to_owned()),
            ..of(Kind::Supplied)
        },
        Annotation {
            extent: Some(Extent::read("3 characters")),
            ..of(Kind::Gap)
        },
        of(Kind::Surplus),
    ];
    check_leiden("Im<0>p</0><1>erator</1>", &marks, "Im[p](erator)");
    check_leiden(
        "<2>Geta</2> <3>et</3> <5>in</5> <7>in</7>",
        &marks,
        "⟦Geta⟧ `et´ ⟨in⟩ {in}",
    );
    check_leiden("<4>a b</4>c<6/>", &marks, "a\u{323} b\u{323}c[. . .]");
}

#[test]
fn a_stretch_over_several_blocks_opens_once_and_closes_once() {
    let mut draft = crate::document::Draft::new("two");
    for text in ["one", "two", "three"] {
        draft.begin_block(crate::document::BlockKind::Paragraph);
        draft.push_str(text);
    }
    draft.annotate(Annotation {
        span: Span::new(3, 9),
        ..of(Kind::Inscription).printed("[stamp: ", "]")
    });
    let document = draft.finish().document;
    let texts =
        [0, 1, 2].map(|block| with(Showing::Inline).visible_text(&document, BlockId(block)));
    assert_eq!(texts, ["one", "[stamp: two", "t]hree"]);
    let texts = [0, 1, 2].map(|block| with(Showing::Off).visible_text(&document, BlockId(block)));
    assert_eq!(texts, ["one", "", "hree"]);
}

#[test]
fn a_hidden_place_names_what_hides_it() {
    let numbered = of(Kind::Note).with(Property::Label, "1");
    let document = fixture::prose("a <0>b</0> c<1:body>", &[of(Kind::Supplied), numbered]);
    let hider = |view: &View, text| {
        let place = document.text().find(text).expect("it is there");
        view.hider(&document, place)
            .map(|id| document.annotation(id).kind())
    };
    assert_eq!(hider(&with(Showing::Off), "b"), Some(Kind::Supplied));
    assert_eq!(hider(&with(Showing::Off), "body"), Some(Kind::Note));
    assert_eq!(hider(&with(Showing::Off), "c"), None);
    assert_eq!(hider(&with(Showing::Margin), "body"), None);
    assert_eq!(
        with(Showing::Off).hidden(&document, Span::new(0, 5)),
        [Span::new(2, 3)]
    );
}

#[test]
fn ten_thousand_nested_stretches_are_no_burden() {
    let mut draft = crate::document::Draft::new("deep");
    draft.push_str(&"x".repeat(20_000));
    for depth in 0..10_000 {
        draft.annotate(Annotation {
            span: Span::new(depth, 20_000 - depth),
            ..of(Kind::Addition)
        });
    }
    let document = draft.finish().document;
    let pieces = with(Showing::Inline).visible(&document, BlockId(0));
    assert!(
        pieces
            .iter()
            .all(|piece| piece.annotations.len() <= DEEPEST)
    );
}

fn any_view() -> impl Strategy<Value = View> {
    let showing = prop_oneof![
        Just(Showing::Margin),
        Just(Showing::Inline),
        Just(Showing::Silent),
        Just(Showing::Off)
    ];
    (
        proptest::collection::vec(showing, Layer::iter().count()),
        any::<bool>(),
    )
        .prop_map(|(showings, is_leiden)| {
            let mut view = View::default();
            for (layer, showing) in Layer::iter().zip(showings) {
                view.show(layer, showing);
            }
            view.notation = if is_leiden {
                Notation::Leiden
            } else {
                Notation::Printed
            };
            view
        })
}

proptest! {
    #[test]
    fn pieces_keep_the_order_of_the_text(document in fixture::any_document(), view in any_view()) {
        for block in document.flow_blocks(crate::document::FlowId::MAIN) {
            let content = document.block(block).content();
            let hidden = view.hidden(&document, content);
            let mut place = content.start;
            for piece in view.visible(&document, block) {
                if !content.covers(piece.span) {
                    continue;
                }
                prop_assert!(piece.span.start >= place, "{:?} after {place}", piece);
                prop_assert!(document.text().is_char_boundary(piece.span.start));
                prop_assert!(document.text().is_char_boundary(piece.span.end));
                if document.slice(piece.span).trim() != "" {
                    prop_assert!(hidden.iter().all(|hidden| !hidden.overlaps(piece.span)));
                }
                place = piece.span.end;
            }
        }
    }

    #[test]
    fn all_that_is_not_hidden_is_shown(document in fixture::any_document(), view in any_view()) {
        let droppable = |c: char| c.is_whitespace() || ",.;:!?()[]{}“”‘’«»„".contains(c);
        for block in document.flow_blocks(crate::document::FlowId::MAIN) {
            let content = document.block(block).content();
            let hidden = view.hidden(&document, content);
            let expected: String = (document.block_text(block).char_indices())
                .filter(|&(at, c)| !droppable(c) && !hidden.iter().any(|span| span.contains(content.start + at)))
                .map(|(_, c)| c)
                .collect();
            let shown: String = view.visible(&document, block).iter()
                .filter(|piece| content.covers(piece.span))
                .flat_map(|piece| document.slice(piece.span).chars())
                .filter(|&c| !droppable(c))
                .collect();
            prop_assert_eq!(shown, expected);
        }
    }
}
