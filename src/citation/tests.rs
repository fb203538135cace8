//! Citations of documents made for the purpose: what is there is said, what is not is left out.

use super::*;
use crate::document::{ArchivalReference, BlockKind, Date, Document, Draft, Party, ReferencePart};

fn party(name: &str, place: Option<&str>) -> Party {
    Party {
        name: Some(name.to_owned()),
        place: place.map(str::to_owned),
    }
}

fn date(edtf: &str, printed: &str) -> Date {
    Date {
        edtf: (!edtf.is_empty()).then(|| edtf.parse().expect("EDTF")),
        printed: (!printed.is_empty()).then(|| printed.to_owned()),
    }
}

fn reference(repository: &str, printed: &str, parts: &[(&str, &str)]) -> ArchivalReference {
    let part = |&(name, value): &(&str, &str)| ReferencePart {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    ArchivalReference {
        repository: Some(repository.to_owned()),
        reference: Some(printed.to_owned()),
        parts: parts.iter().map(part).collect(),
    }
}

fn document(fill: impl FnOnce(&mut Draft)) -> Document {
    let mut draft = Draft::new("telegram");
    draft.begin_block(BlockKind::Paragraph);
    draft.push_str("Text.");
    fill(&mut draft);
    draft.finish().document
}

fn telegram() -> Document {
    document(|draft| {
        let metadata = &mut draft.metadata;
        metadata.title = Some("Telegram from Orlov to Petrov".to_owned());
        metadata.genre = Some("telegram".to_owned());
        metadata.dates = vec![date("1947-03-02", "2.3.1947")];
        metadata.transmission.from = vec![party("Orlov", Some("Sochi"))];
        metadata.transmission.to = vec![party("Cde. Petrov", None)];
        metadata.archive = Some(reference(
            "RGASPI",
            "RGASPI, f. 1, op. 2, d. 3, ll. 010-012",
            &[
                ("fond", "1"),
                ("opis", "2"),
                ("delo", "3"),
                ("listy", "010–012"),
            ],
        ));
        metadata.edition.translator = Some("Ann Smith".to_owned());
    })
}

#[track_caller]
fn check(document: &Document, style: Style, expected: &str) {
    assert_eq!(Citation::of(document).note(style), expected);
}

#[test]
fn an_archival_telegram_in_every_form() {
    let telegram = telegram();
    check(
        &telegram,
        Style::Chicago,
        "Orlov to Cde. Petrov, telegram, Sochi, March 2, 1947, RGASPI, f. 1, op. 2, d. 3, ll. 010–012, trans. Ann Smith.",
    );
    check(
        &telegram,
        Style::ChicagoShort,
        "Orlov to Cde. Petrov, March 2, 1947.",
    );
    check(
        &telegram,
        Style::Gost,
        "Telegram from Orlov to Petrov, 02.03.1947 // РГАСПИ. Ф. 1. Оп. 2. Д. 3. Л. 010–012.",
    );
    check(
        &telegram,
        Style::Tna,
        "RGASPI, f. 1, op. 2, d. 3, ll. 010–012, Orlov to Cde. Petrov, 2 March 1947.",
    );
    check(
        &telegram,
        Style::Plain,
        "“Telegram from Orlov to Petrov”, Sochi, 2.3.1947, RGASPI, f. 1, op. 2, d. 3, ll. 010–012, translated by Ann Smith.",
    );
}

#[test]
fn the_leaf_at_the_place_takes_the_stead_of_all_leaves() {
    let mut citation = Citation::of(&telegram());
    citation.locator = Locator {
        page: Some("011".to_owned()),
        point: Some("5.b".to_owned()),
    };
    assert!(
        citation
            .note(Style::Chicago)
            .contains("d. 3, l. 011, point 5.b,"),
        "{}",
        citation.note(Style::Chicago)
    );
    assert_eq!(
        citation.note(Style::ChicagoShort),
        "Orlov to Cde. Petrov, March 2, 1947, l. 011, point 5.b."
    );
    assert!(citation.note(Style::Gost).ends_with("Д. 3. Л. 011."));
    // A page that is none of the leaves is a page of something else.
    citation.locator.page = Some("942".to_owned());
    assert!(
        citation
            .note(Style::Chicago)
            .contains("ll. 010–012, p. 942, point")
    );
}

#[test]
fn a_reference_that_says_more_than_its_steps_stays_as_printed() {
    let document = document(|draft| {
        draft.metadata.archive = Some(reference(
            "TsKhSD",
            "TsKhSD, f. 89, per. 25, dok. 2",
            &[("fond", "89")],
        ));
    });
    check(&document, Style::Gost, "TsKhSD, f. 89, per. 25, dok. 2.");
}

#[test]
fn a_document_of_an_edition_is_cited_by_it() {
    let document = document(|draft| {
        let metadata = &mut draft.metadata;
        metadata.title =
            Some("12. Telegram From the Embassy in Utopia to the Department".to_owned());
        metadata.genre = Some("telegram".to_owned());
        metadata.dates = vec![date("1964-03-25T17:00:00", "March 25, 1964, 5 p.m.")];
        metadata.transmission.from = vec![party("Embassy in Utopia", Some("AMAUROT"))];
        metadata.transmission.to = vec![party("Department", None)];
        metadata.transmission.number = Some("931".to_owned());
        metadata.edition.editor = Some("A. Smith; B. Jones".to_owned());
        metadata.edition.publisher = Some("The Printing Office".to_owned());
        metadata.other.push(crate::document::Field {
            name: "in".to_owned(),
            value: "Relations of Utopia, 1964, Volume II".to_owned(),
        });
    });
    check(
        &document,
        Style::Chicago,
        "Embassy in Utopia to Department, telegram 931, Amaurot, March 25, 1964, in Relations of Utopia, 1964, Volume II, \
         ed. A. Smith and B. Jones (The Printing Office), doc. 12.",
    );
    check(
        &document,
        Style::ChicagoShort,
        "Embassy in Utopia to Department, March 25, 1964, doc. 12.",
    );
}

#[test]
fn nothing_is_said_of_what_is_not_known() {
    let document = document(|_| ());
    for style in [
        Style::Chicago,
        Style::ChicagoShort,
        Style::Gost,
        Style::Tna,
        Style::Plain,
    ] {
        check(&document, style, "telegram.");
    }
    assert_eq!(
        csl_json(&[Citation::of(&document)]),
        "[\n  {\n    \"id\": \"telegram\",\n    \"type\": \"document\"\n  }\n]\n"
    );
    assert_eq!(biblatex(&[Citation::of(&document)]), "@misc{telegram\n}\n");
    assert_eq!(
        ris(&[Citation::of(&document)]),
        "TY  - GEN\r\nID  - telegram\r\nER  - \r\n"
    );
}

#[test]
fn names_are_turned_round_only_on_evidence() {
    let name = |printed: &str, title: &str| Name::read(printed, title).literal;
    assert_eq!(
        name("Zweig, Stefan", "Stefan Zweig an A. B."),
        "Stefan Zweig"
    );
    assert_eq!(name("Zweig, Stefan", "Letter"), "Zweig, Stefan");
    assert_eq!(
        name("Hooker, Joseph Dalton (1817-1911)", ""),
        "Joseph Dalton Hooker"
    );
    assert_eq!(name("Weber, Carl Maria von", ""), "Carl Maria von Weber");
    assert_eq!(
        name("Mr A. Lyons, Prime Minister", "Mr A. Lyons, Prime Minister"),
        "Mr A. Lyons, Prime Minister"
    );
    assert_eq!(name("McMAHON", ""), "McMahon");
    assert_eq!(name("USSR EMBASSY", ""), "USSR Embassy");
    assert_eq!(name("N.S. KHRUSHCHEV", ""), "N.S. Khrushchev");
    assert_eq!(name("PN01", ""), "PN01");
}

#[test]
fn dates_say_what_their_edtf_says() {
    let words = |edtf: &str, printed: &str| {
        let when = When::new(&date(edtf, printed));
        when.map(|when| when.american()).unwrap_or_default()
    };
    assert_eq!(words("1945-11", ""), "November 1945");
    assert_eq!(words("1945~", ""), "ca. 1945");
    assert_eq!(words("1945-11-11?", ""), "November 11, 1945?");
    assert_eq!(words("1957-08-16/1957-08-17", ""), "August 16–17, 1957");
    assert_eq!(words("XXXX-07-26", "July 26"), "July 26");
    assert_eq!(words("[1816..1819]", ""), "1816–1819");
    assert_eq!(words("{1816..1819}", ""), "{1816..1819}");
    assert_eq!(words("1945-?11-11", ""), "November 11, 1945?");
    assert_eq!(words("1945-21", ""), "1945-21");
    assert_eq!(words("Y12345", ""), "Y12345");
    assert_eq!(words("194X", "the forties"), "the forties");
    assert_eq!(
        words("1932-12-20/..", "after 20 December 1932"),
        "after 20 December 1932"
    );
}

#[test]
fn exchange_forms_hold_the_same_facts() {
    let citation = Citation::of(&telegram());
    let json: serde_json::Value =
        serde_json::from_str(&csl_json(std::slice::from_ref(&citation))).expect("JSON");
    assert_eq!(json[0]["type"], "personal_communication");
    assert_eq!(json[0]["recipient"][0]["literal"], "Cde. Petrov");
    assert_eq!(
        json[0]["issued"]["date-parts"],
        serde_json::json!([[1947, 3, 2]])
    );
    assert_eq!(json[0]["archive"], "RGASPI");
    assert_eq!(json[0]["archive_collection"], "f. 1");
    assert_eq!(
        json[0]["archive_location"],
        "f. 1, op. 2, d. 3, ll. 010–012"
    );
    let bib = biblatex(std::slice::from_ref(&citation));
    for line in [
        "@letter{telegram,",
        "author = {{Orlov}}",
        "date = {1947-03-02}",
        "translator = {{Ann Smith}}",
    ] {
        assert!(bib.contains(line), "{line} is not in\n{bib}");
    }
    let ris = ris(&[citation]);
    for line in [
        "TY  - PCOMM\r\n",
        "A2  - Cde. Petrov\r\n",
        "DA  - 1947/03/02/\r\n",
        "DB  - RGASPI\r\n",
    ] {
        assert!(ris.contains(line), "{line} is not in\n{ris}");
    }
}

#[test]
fn keys_of_one_file_are_all_different() {
    let citation = Citation::of(&telegram());
    let bib = biblatex(&[citation.clone(), citation]);
    assert!(bib.contains("@letter{telegram,") && bib.contains("@letter{telegram-2,"));
}
