//! What the margin says of each kind of annotation, and beside which line.

use super::*;
use crate::document::{
    Attribution, Certainty, Draft, Extent, GroupId, Kind, Layer, Property, fixture,
};
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

/// The notes beside a document of one block, as `sign words`, the numbers of the signs left out.
#[track_caller]
fn check(text: &str, annotations: &[Annotation], expected: &[&str]) {
    let document = fixture::prose(text, annotations);
    let view = View::default();
    let layout = lay_out(&document, BlockId(0), &view, Measure::new(60));
    let said: Vec<String> = layout
        .notes
        .iter()
        .map(|&(id, _)| {
            let explanation = explain(&document, &view, id);
            let sign = explanation
                .sign
                .trim_end_matches(|c: char| c.is_ascii_digit());
            let sign = if sign.is_empty() {
                &explanation.sign
            } else {
                sign
            };
            format!("{sign} {}", explanation.text(&document))
        })
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn what_hands_did() {
    let hands = [
        of(Kind::Addition),
        of(Kind::Deletion),
        of(Kind::Signature),
        of(Kind::Inscription),
    ];
    check(
        "the <0>functions</0> and <1>some</1>",
        &hands,
        ["h “functions” added by hand", "h “some” deleted by hand"].as_slice(),
    );
    check(
        "<2/> <2>K. Chernenko</2>",
        &hands,
        &["h signature", "h “K. Chernenko” signed"],
    );
    check(
        "<3>store (in the classified archive). M. Mayorov</3>",
        &hands,
        &["h “store (in … Mayorov” handwritten"],
    );
    let pair = [in_group(Kind::Deletion), in_group(Kind::Addition)];
    check(
        "a <0>first</0><1>second</1>",
        &pair,
        &["h “second” for “first”, by hand"],
    );
    let above = Annotation {
        placement: Some("above".to_owned()),
        ..of(Kind::Addition)
    };
    check("a <0>b</0>", &[above], &["h “b” added by hand, above"]);
}

#[test]
fn several_hands_have_letters() {
    let mut draft = Draft::new("hands");
    let (first, second) = (draft.hand("handwritten"), draft.hand("Stalin"));
    let by = |hand| Annotation {
        by: Attribution {
            hand: Some(hand),
            ..Attribution::default()
        },
        ..of(Kind::Addition)
    };
    fixture::write(&mut draft, "<0>a</0> <1>b</1>", &[by(first), by(second)]);
    let document = draft.finish().document;
    let said = [0, 1].map(|id| explain(&document, &View::default(), AnnotationId::edition(id)));
    assert_eq!(said[0].sign, "ha1");
    assert_eq!(said[0].words, "“a” added by hand");
    assert_eq!(said[1].sign, "hb2");
    assert_eq!(said[1].words, "“b” added by hand (Stalin)");
}

#[test]
fn what_editors_did() {
    let supplied = Annotation {
        by: Attribution {
            certainty: Some(Certainty::Low),
            ..Attribution::default()
        },
        ..of(Kind::Supplied)
    };
    let by_editor = Annotation {
        by: Attribution {
            responsibility: Some("#GG".to_owned()),
            ..Attribution::default()
        },
        ..of(Kind::Supplied)
    };
    check(
        "<0>body</0> <1>people</1>",
        &[supplied, by_editor],
        &["s “body” supplied, doubtful", "s “people” supplied – GG"],
    );
    check(
        "<0>Stalin</0>",
        &[of(Kind::Identification)],
        &["s “Stalin”: who or what this is"],
    );
    check(
        "<0>M. Mayorov</0>",
        &[Annotation {
            by: Attribution {
                certainty: Some(Certainty::Low),
                ..Attribution::default()
            },
            ..of(Kind::Unclear)
        }],
        &["u doubtful: “M. Mayorov”"],
    );
    check(
        "<0>a</0><0>b</0>",
        &[in_group(Kind::Unclear)],
        &["u doubtful: “a” or “b”"],
    );
}

#[test]
fn what_is_missing() {
    let withheld = Annotation {
        extent: Some(Extent::read("3 lines")),
        reason: Some("not declassified".to_owned()),
        ..of(Kind::Withheld)
    };
    check(
        "a <0/> b <1/>",
        &[withheld, of(Kind::Gap)],
        &["u 3 lines not declassified", "u missing"],
    );
    check("a <0/>", &[of(Kind::Omission)], &["u left out"]);
}

#[test]
fn other_spellings_and_readings() {
    let pair = [
        in_group(Kind::Sic),
        in_group(Kind::Correction),
        of(Kind::Sic),
    ];
    check(
        "<0>recieve</0><1>receive</1>",
        &pair,
        &["r receive ] “recieve” in the source"],
    );
    check("<2>recieve</2>", &pair, &["r “recieve” so in the source"]);
    let short = [in_group(Kind::Abbreviation), in_group(Kind::Expansion)];
    check(
        "<0>Dr</0><1>Doctor</1>",
        &short,
        &["r Doctor ] “Dr” as written"],
    );
    let witness = |witness: &str| in_group(Kind::Reading).with(Property::Witnesses, witness);
    let variants = [in_group(Kind::Lemma), witness("B"), witness("C")];
    check(
        "<0>functions</0><1>functions and</1><2/>",
        &variants,
        &["v functions ] B: “functions and”; C: omitted"],
    );
}

#[test]
fn notes_and_the_rest() {
    let note = of(Kind::Note).with(Property::Label, "12");
    let field = of(Kind::Comment).with(Property::About, "transmission.channel");
    check("a<0:Body of it.>", &[note], &["12 Body of it."]);
    check(
        "a<0:undated>",
        &[of(Kind::TranslatorsNote)],
        &["* translator’s note: undated"],
    );
    check("<0:A telephone.>a", &[field], &["c channel: A telephone."]);
    let numbered = |kind, detail: &str| of(kind).with(Property::Number, detail);
    let breaks = [
        numbered(Kind::PageBreak, "602"),
        numbered(Kind::LineBreak, "4"),
        numbered(Kind::LineBreak, "5"),
        of(Kind::ColumnBreak),
    ];
    check(
        "a <0/>b <1/>c <2/>d <3/>e",
        &breaks,
        &["b p. 602", "b l. 5"],
    );
    check("<0>SECRET</0>", &[of(Kind::Stamp)], &["f stamp"]);
}

#[test]
fn names_are_glossed_where_they_are_asked_for() {
    let people = [
        of(Kind::Person),
        of(Kind::Person).with(Property::Identity, "V. M. Molotov"),
    ];
    let document = fixture::prose("<0>Stalin</0> <1>Molotov</1>", &people);
    let mut view = View::default();
    let said = |view: &View| {
        let layout = lay_out(&document, BlockId(0), view, Measure::new(60));
        let words = |&(id, _): &(AnnotationId, usize)| explain(&document, view, id).words;
        layout.notes.iter().map(words).collect::<Vec<_>>()
    };
    assert_eq!(said(&view), [""; 0]);
    view.show(Layer::Names, crate::view::Showing::Margin);
    assert_eq!(said(&view), ["V. M. Molotov"]);
}

#[test]
fn notes_stand_beside_their_line() {
    let document = fixture::point_three();
    let layout = lay_out(&document, BlockId(0), &View::default(), Measure::new(52));
    let lines: Vec<usize> = layout.notes.iter().map(|&(_, line)| line).collect();
    let on = |word: &str| {
        layout
            .lines
            .iter()
            .position(|line| line.text().contains(word))
    };
    assert_eq!(
        lines.iter().copied().map(Some).collect::<Vec<_>>(),
        [on("functions"), on("body."), on("people")]
    );
    let reading = lay_out(
        &document,
        BlockId(0),
        &NamedView::Reading.into(),
        Measure::new(52),
    );
    assert_eq!(reading.notes, []);
}

#[test]
fn a_note_is_laid_out_with_its_places() {
    let note = of(Kind::Note).with(Property::Label, "1");
    let document = fixture::prose(
        "a<0:See the first of the documents.|And the second.>",
        &[note],
    );
    let layout = lay_out_note(
        &document,
        &View::default(),
        AnnotationId::edition(0),
        14,
        None,
    );
    let lines: Vec<String> = layout.lines.iter().map(Line::text).collect();
    assert_eq!(
        lines,
        [
            "See the",
            "first of the",
            "documents.",
            "And the",
            "second."
        ]
    );
    for run in layout.lines.iter().flat_map(|line| &line.runs) {
        assert_eq!(document.slice(run.span), run.text);
    }
    let cut = lay_out_note(
        &document,
        &View::default(),
        AnnotationId::edition(0),
        14,
        Some(2),
    );
    let lines: Vec<String> = cut.lines.iter().map(Line::text).collect();
    assert_eq!(lines, ["See the", "first of the…"]);
    assert!(cut.is_cut);
    assert!(!layout.is_cut);
}

#[test]
fn a_long_note_costs_no_more_than_is_seen() {
    let note = of(Kind::Note).with(Property::Label, "1");
    let document = fixture::prose(&format!("a<0:{}>", "word ".repeat(100_000)), &[note]);
    let start = std::time::Instant::now();
    for _ in 0..100 {
        let layout = lay_out_note(
            &document,
            &View::default(),
            AnnotationId::edition(0),
            30,
            Some(6),
        );
        assert_eq!(layout.lines.len(), 6);
        assert!(layout.is_cut);
    }
    // All of it once takes longer than this takes a hundred times.
    assert!(start.elapsed().as_secs() < 5);
}
