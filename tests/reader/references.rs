//! References in a volume are followed, and back; names are explained by the volume's own lists.

use super::session::{Session, library, opened};
use manicule::document::{FileId, Target};

const VOLUME: &str = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A Volume</title></titleStmt></fileDesc></teiHeader>
<text><front><div type="section" xml:id="persons"><head>Persons</head>
<list><item><hi rend="strong"><persName xml:id="p_HA1">Harriman, Averell</persName>,</hi> Ambassador in the Soviet Union</item></list></div></front>
<body><div type="compilation"><head>Japan</head>
<div type="document" xml:id="d1" n="1"><head>1. Telegram From <persName corresp="#p_HA1" type="from">Harriman</persName></head>
<p>We spoke of the Council.<note n="1" xml:id="d1fn1">Not printed here.</note> See <ref target="#d2fn1">footnote 1, Document 2</ref>.</p></div>
<div type="document" xml:id="d2" n="2"><head>2. Letter</head>
<p>An answer.<note n="1" xml:id="d2fn1">See <ref target="#d1">Document 1</ref>, <ref target="#pg_7">page 7</ref> and <ref target="frus1948v01p1#d3">another volume</ref>.</note></p>
<p>More.</p><p><pb n="7" xml:id="pg_7"/>The seventh page. See <ref target="#nowhere">what is lost</ref>.</p></div></div></body></text></TEI>"##;

fn volume() -> Session {
    let session = Session::of(vec![opened("volume.xml", VOLUME, None)]).size(90, 20);
    session.keys("D 1 . space T e l enter")
}

/// Steps from annotation to annotation until what is in focus leads somewhere.
fn follow(session: &mut Session, steps: usize) {
    for _ in 0..steps {
        session.press(")");
    }
    session.press("enter");
}

#[test]
fn a_reference_leads_to_the_note_of_another_document_and_back() {
    let mut session = volume();
    assert!(
        session.screen().contains("1. Telegram From Harriman"),
        "{}",
        session.screen()
    );
    let note = |session: &Session| session.app.pane.desk().note.is_some();
    // The name in the heading, the note, the reference.
    follow(&mut session, 3);
    assert!(
        session.screen().contains("2. Letter") && note(&session),
        "{}",
        session.screen()
    );
    assert!(
        session.screen().contains("another volume"),
        "{}",
        session.screen()
    );
    session.press("backspace");
    assert!(
        session.screen().contains("1. Telegram") && !note(&session),
        "{}",
        session.screen()
    );
}

#[test]
fn references_in_a_note_lead_to_a_document_and_a_page() {
    let mut session = volume();
    follow(&mut session, 3);
    follow(&mut session, 1);
    assert!(
        session.screen().contains("1. Telegram"),
        "{}",
        session.screen()
    );
    session.press("backspace");
    follow(&mut session, 1);
    let screen = session.screen();
    assert!(
        screen.contains("The seventh page") && session.app.pane.desk().note.is_none(),
        "{screen}"
    );
}

#[test]
fn what_is_not_at_hand_is_named() {
    let mut session = volume();
    follow(&mut session, 3);
    follow(&mut session, 3);
    assert!(
        session
            .status()
            .contains("frus1948v01p1, where “d3” stands, is not open"),
        "{}",
        session.status()
    );
    let mut session = volume().keys("}");
    follow(&mut session, 3);
    assert!(
        session
            .status()
            .contains("“nowhere” is nowhere in this file"),
        "{}",
        session.screen()
    );
}

#[test]
fn a_person_is_explained_by_the_volumes_list() {
    let session = volume().keys("t p ) enter");
    let screen = session.screen();
    assert!(
        screen.contains("Ambassador in the Soviet Union"),
        "{screen}"
    );
}

#[test]
fn a_reference_to_another_open_file_opens_it() {
    let other = "<TEI><text><body><p>See <ref target='volume.xml#d2fn1'>there</ref>.</p></body></text></TEI>";
    let files = vec![
        opened("letter.xml", other, None),
        opened("volume.xml", VOLUME, None),
    ];
    let names = ["letters/letter.xml", "volumes/volume.xml"].map(str::to_owned);
    let library = library(names, files);
    let (number, place) = library
        .find(FileId(0), &Target::read("volume.xml#d2fn1"))
        .expect("a place");
    let document = library.document(number).expect("a document");
    assert_eq!(document.id, "d2");
    assert!(
        document
            .text()
            .get(place..)
            .is_some_and(|text| text.starts_with("See Document 1"))
    );
    assert_eq!(library.find(FileId(0), &Target::read("#d2fn1")), None);
    assert_eq!(
        library
            .find(FileId(0), &Target::read("d2"))
            .map(|(_, place)| place),
        Some(0)
    );
}
