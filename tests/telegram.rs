//! The first document, read from the page as it was pasted: everything that a historian expects of it, nothing configured.

use std::fmt::Write as _;

use manicule::document::{Annotation, BlockKind, Document, Kind, Span};
use manicule::source::{self, Alone, Class, Reading};

const PAGE: &str = include_str!("fixtures/stalin-molotov-telegram.pasted.txt");

fn reading() -> Reading {
    source::read(
        "stalin-molotov-telegram.pasted.txt",
        PAGE.as_bytes().to_vec(),
        &Alone,
    )
    .expect("the page is text")
}

fn of_kind(document: &Document, kind: Kind) -> Vec<&Annotation> {
    document
        .annotations()
        .iter()
        .filter(|annotation| annotation.kind() == kind)
        .collect()
}

/// The text of an annotation, with the signs that stood round it.
fn printed(document: &Document, annotation: &Annotation) -> (String, String, String) {
    let signs = annotation.printed.clone().unwrap_or_default();
    (
        signs.before,
        document.slice(annotation.span).to_owned(),
        signs.after,
    )
}

fn triple(before: &str, text: &str, after: &str) -> (String, String, String) {
    (before.to_owned(), text.to_owned(), after.to_owned())
}

#[test]
fn one_document_and_nothing_wrong() {
    let reading = reading();
    assert_eq!(reading.documents.len(), 1);
    assert_eq!(reading.documents[0].id, "stalin-molotov-telegram");
    assert_eq!(reading.problems, []);
}

#[test]
fn five_points_and_three_sub_points_as_printed() {
    let reading = reading();
    let document = &reading.documents[0];
    let points: Vec<(String, &str)> = document
        .points()
        .iter()
        .map(|point| (point.address(), point.label.as_str()))
        .collect();
    let expected = [
        ("1", "1."),
        ("2", "2."),
        ("3", "3."),
        ("4", "4."),
        ("5", "5."),
        ("5.a", "a)"),
        ("5.b", "b)"),
        ("5.c", "c)"),
    ];
    assert_eq!(
        points,
        expected.map(|(address, label)| (address.to_owned(), label))
    );
}

#[test]
fn point_2_governs_its_four_unnumbered_paragraphs() {
    let reading = reading();
    let document = &reading.documents[0];
    let second = document.slice(document.points()[1].span);
    let starts: Vec<&str> = second
        .lines()
        .map(|line| line.get(..21).unwrap_or(line))
        .collect();
    assert_eq!(
        starts,
        [
            "2. The information of",
            "Stalin recognized and",
            "Stalin recognized and",
            "The Soviet Government",
            "The reference of the "
        ]
    );
}

#[test]
fn the_sub_points_lie_inside_the_paragraph_of_5() {
    let reading = reading();
    let document = &reading.documents[0];
    let points = document.points();
    let paragraph = document
        .block(document.block_at(points[4].span.start).expect("a block"))
        .content();
    assert_eq!(points[4].span.end, paragraph.end);
    for sub_point in &points[5..] {
        assert!(paragraph.covers(sub_point.span), "{sub_point:?}");
    }
    assert!(document.slice(points[5].span).starts_with("a) to seek"));
    assert!(
        document
            .slice(points[7].span)
            .ends_with("control over Japan”.")
    );
}

#[test]
fn all_points_lie_inside_one_quotation() {
    let reading = reading();
    let document = &reading.documents[0];
    let quotations = of_kind(document, Kind::Quotation);
    let round: Vec<_> = quotations
        .iter()
        .filter(|quotation| {
            document
                .points()
                .iter()
                .all(|point| quotation.span.covers(point.mark))
        })
        .collect();
    assert_eq!(round.len(), 1);
    let text = document.slice(round[0].span);
    assert!(
        text.starts_with("“The Soviet Government has considered")
            && text.ends_with("control over Japan”"),
        "{text}"
    );
}

#[test]
fn the_endorsement_is_one_inscription_though_a_blank_line_breaks_it() {
    let reading = reading();
    let document = &reading.documents[0];
    let inscriptions = of_kind(document, Kind::Inscription);
    assert_eq!(inscriptions.len(), 1);
    assert_eq!(
        printed(document, inscriptions[0]),
        triple(
            "[handwritten: ",
            "store (in the classified archive). M. Mayorov",
            "]"
        )
    );
    assert_eq!(
        inscriptions[0]
            .by
            .hand
            .map(|hand| document.hands[hand.0].name.as_str()),
        Some("handwritten")
    );
    let block = document.block(
        document
            .block_at(inscriptions[0].span.start)
            .expect("a block"),
    );
    assert_eq!(
        (block.kind, block.content()),
        (BlockKind::Inscription, inscriptions[0].span)
    );
    let unclear = of_kind(document, Kind::Unclear);
    assert_eq!(
        unclear
            .iter()
            .map(|unclear| printed(document, unclear))
            .collect::<Vec<_>>(),
        [triple("?", "M. Mayorov", "?")]
    );
}

#[test]
fn what_was_added_by_hand_and_what_by_the_translator() {
    let reading = reading();
    let document = &reading.documents[0];
    let additions = of_kind(document, Kind::Addition);
    assert_eq!(
        additions
            .iter()
            .map(|addition| printed(document, addition))
            .collect::<Vec<_>>(),
        [triple("[handwritten: ", "functions", "]")]
    );
    assert_eq!(
        additions[0]
            .by
            .hand
            .map(|hand| document.hands[hand.0].name.as_str()),
        Some("handwritten")
    );
    let supplied = of_kind(document, Kind::Supplied);
    assert_eq!(
        supplied
            .iter()
            .map(|supplied| printed(document, supplied))
            .collect::<Vec<_>>(),
        [triple("[", "body", "]"), triple("[", "people", "]")]
    );
}

#[test]
fn lines_of_transmission_stay_in_the_text() {
    let reading = reading();
    let document = &reading.documents[0];
    let lines: Vec<&str> = (document.blocks().iter())
        .filter(|block| block.kind == BlockKind::Transmission)
        .map(|block| document.slice(block.content()))
        .collect();
    assert_eq!(
        lines,
        [
            "from Sochi \u{a0}\u{a0}\u{a0}to Cde. MOLOTOV",
            "11 November 1945 for the five",
            "Sent by Poskrebyshev.",
            "Received by Petrova",
            "at 2240",
            "11 November 1945",
        ]
    );
}

#[test]
fn metadata_as_the_front_matter_would_say_it() {
    let reading = reading();
    let metadata = &reading.documents[0].metadata;
    let mut said = toml::to_string(metadata).expect("metadata are TOML");
    // The two longest values are looked at by their ends.
    let rights = metadata.edition.rights.clone().expect("rights");
    assert!(
        rights.starts_with("The History and Public Policy Program welcomes reuse"),
        "{rights}"
    );
    said = said.replace(&rights, "…");
    assert_eq!(
        said,
        r#"title = "Telegram via VcH from Stalin to Cde. Molotov"
genre = "telegram"
summary = "Stalin asks Molotov for edits on reply to the American rejection of proposed Soviet changes to the control mechanism and Far East Commission for Japan."

[[dates]]
edtf = "1945-11-11"
printed = "November 11, 1945"

[[dates]]
edtf = "1945-11-11"
printed = "11 November 1945"

[transmission]
channel = "VcH"
sent_by = "Poskrebyshev"
received_by = "Petrova"
received_at = "1945-11-11T22:40"

[[transmission.from]]
name = "Stalin"
place = "Sochi"

[[transmission.to]]
name = "Cde. Molotov"

[[transmission.copies_to]]
name = "the five"

[archive]
repository = "RGASPI"
reference = "RGASPI, f. 558, op. 11, d. 98, ll. 0102-0105"

[[archive.parts]]
name = "fond"
value = "558"

[[archive.parts]]
name = "opis"
value = "11"

[[archive.parts]]
name = "delo"
value = "98"

[[archive.parts]]
name = "listy"
value = "0102–0105"

[edition]
contributor = "Sergey Radchenko"
translator = "Gary Goldberg"
funder = "Blavatnik Family Foundation"
rights = "…"
"#
    );
}

#[test]
fn every_byte_stands_once_in_the_ledger() {
    let reading = reading();
    let mut at = 0;
    for entry in reading.ledger.entries() {
        assert_eq!(entry.span.start, at, "{entry:?}");
        at = entry.span.end;
    }
    assert_eq!((at, PAGE.len()), (6797, 6797));
    let tally = reading.ledger.tally(&reading.decoded);
    assert_eq!(
        tally.text + tally.note + tally.mark + tally.metadata + tally.furniture + tally.blank,
        6797
    );
}

#[test]
fn what_the_ledger_takes_for_the_text_is_the_text() {
    let reading = reading();
    let document = &reading.documents[0];
    for entry in reading
        .ledger
        .entries()
        .iter()
        .filter(|entry| entry.class == Class::Text)
    {
        let (of, place) = entry.target.expect("text stands in a document");
        assert_eq!(of, 0);
        assert_eq!(
            document.slice(Span::new(place, place + entry.span.len())),
            entry.span.of(PAGE)
        );
    }
}

#[test]
fn page_furniture_is_named_and_nothing_else_is() {
    let reading = reading();
    let mut furniture = String::new();
    for entry in reading
        .ledger
        .entries()
        .iter()
        .filter(|entry| entry.class == Class::Furniture)
    {
        writeln!(furniture, "{}: {}", entry.detail, entry.span.of(PAGE)).expect("a string");
    }
    assert_eq!(
        furniture,
        "link of the page: Skip to content\n\
        label: This document was made possible with support from \n\
        label: Document Information\n\
        address hidden by the page:  at [email\u{a0}protected]\n\
        label: Original Uploaded Date\n\
        label: Record ID\n"
    );
}

#[test]
fn the_telegram_as_tei_is_the_same_document() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let read = |name: &str| {
        let bytes = std::fs::read(root.join(name)).expect("a document of the corpus");
        let reading = manicule::source::read(name, bytes, &manicule::source::Alone).expect("text");
        assert!(
            reading.problems.is_empty(),
            "{name}: {:?}",
            reading.problems
        );
        let mut documents = reading.documents;
        assert_eq!(documents.len(), 1, "{name}");
        documents.remove(0)
    };
    let native = read("stalin-molotov-telegram.txt");
    let tei = read("stalin-molotov-telegram.xml");
    assert_eq!(tei.id, native.id);
    // What the file says of its own encoding has no counterpart.
    let mut metadata = tei.metadata.clone();
    (metadata.other).retain(|field| field.name != "editorial declaration");
    assert_eq!(metadata, native.metadata);
    assert_eq!(tei.text(), native.text());
    assert_eq!(tei.flows(), native.flows());
    assert_eq!(tei.blocks(), native.blocks());
    assert_eq!(tei.points(), native.points());
    assert_eq!(tei.hands, native.hands);
    let translators = of_kind(&tei, Kind::Supplied);
    let translators: Vec<_> = (translators.iter())
        .map(|supplied| supplied.by.responsibility.as_deref())
        .collect();
    assert_eq!(translators, [Some("Gary Goldberg"); 2]);
    // TEI has elements where the page prints brackets, and says whose they are; all else is said of each alike.
    let annotations = |document: &Document| {
        let annotations = document.annotations().iter().cloned();
        annotations
            .map(|mut annotation| {
                annotation.printed = None;
                annotation.by.responsibility = None;
                annotation
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(annotations(&tei), annotations(&native));
}
