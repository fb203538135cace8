//! Saved web pages in the shapes of the sites that historians save them from: what is text, what is a note and where, what
//! is known of the document, what is the site's.
//!
//! The pages have their sites' structure and words of our own; what is expected of each was written before it was read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use manicule::document::{Annotation, Document, Metadata, Point};
use manicule::source::{self, Alone, Class, Reading};

fn read(name: &str) -> Reading {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    let bytes = fs::read(path).expect("a page");
    source::read(name, bytes, &Alone).expect("a page is read")
}

/// The main text, and each note as `label < words before its sign: body`.
fn shown(document: &Document) -> String {
    let main = document.main_flow().span;
    let mut shown = document.slice(main).to_owned();
    for annotation in document.annotations() {
        let Some(body) = annotation.body() else {
            continue;
        };
        let before = document.slice((0..annotation.span.start).into());
        let tail: Vec<&str> = before.split_whitespace().rev().take(2).collect();
        let words: Vec<&str> = tail.into_iter().rev().collect();
        let label = annotation.label().unwrap_or("-");
        let body = document.flow_text(body).trim_end().replace('\n', " / ");
        let _ = writeln!(shown, "{label} < {}: {body}", words.join(" "));
    }
    shown
}

#[track_caller]
fn check(name: &str, expected: &str) -> Metadata {
    let reading = read(name);
    assert_eq!(
        shown(&reading.documents[0]),
        expected.trim_start(),
        "{name}"
    );
    let said: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(said, Vec::<&str>::new(), "{name}");
    assert_eq!(reading.documents.len(), 1);
    reading.documents[0].metadata.clone()
}

/// The words annotated so.
fn words_of(name: &str, is_wanted: impl Fn(&Annotation) -> bool) -> Vec<String> {
    let reading = read(name);
    let document = &reading.documents[0];
    let found = document
        .annotations()
        .iter()
        .filter(|annotation| is_wanted(annotation));
    found
        .map(|annotation| document.slice(annotation.span).to_owned())
        .collect()
}

#[test]
fn a_page_of_the_wilson_centers_archive() {
    let metadata = check(
        "wilson-center.html",
        "
May 3, 1911
Letter, Warden Arkell to the Harbour Office
TOP SECRET
To the Harbour Office
1. The lamp at the north mole has been wholly broken since the storm of last Tuesday, and nobody\u{a0}was told.
2. The stair is dark; the keeper Osip refuses to go up.
Arkell
",
    );
    assert_eq!(
        metadata.title.as_deref(),
        Some("Letter, Warden Arkell to the Harbour Office")
    );
    let archive = metadata.archive.expect("an archive");
    assert_eq!(
        archive.reference.as_deref(),
        Some("TsGAVMF, f. 12, op. 3, d. 45, ll. 7-8")
    );
    assert_eq!(
        metadata.summary.as_deref(),
        Some("The warden reports a broken lamp & a dark stair.")
    );
    assert_eq!(metadata.languages, ["en", "Russian"]);
    assert_eq!(metadata.genre.as_deref(), Some("letter"));
    assert_eq!(
        metadata.transmission.classification.as_deref(),
        Some("TOP SECRET")
    );
    let added = words_of("wilson-center.html", |annotation| {
        annotation.kind().to_string() == "addition"
    });
    assert_eq!(added, ["wholly"]);
}

#[test]
fn a_document_of_foreign_relations() {
    let metadata = check(
        "frus.html",
        "
12. Telegram From the Legation in Norland to the Department of State
Halden, May 3, 1911, 4 p.m.
44. Reference Department’s 12. The Minister said the straits would be closed to all shipping from the first of the month, and that no exception could be made.
He added nothing more.
Arkell
1 < of State: Source: National Archives, RG 59, Central Files, 711.00/5–311. Secret; Priority.
2 < the straits: The Straits of Marn; see Document 9.
",
    );
    assert_eq!(
        metadata.title.as_deref(),
        Some("12. Telegram From the Legation in Norland")
    );
    assert_eq!(metadata.dates[0].edtf, "1911-05-03".parse().ok());
}

#[test]
fn a_page_of_marxists_org() {
    let metadata = check(
        "marxists.html",
        "
A. Varga
On the Lamps
* * *
The lamps of the quarter are the property of all. Whoever breaks one breaks his neighbour’s.
This was said in 1911, and is said again every winter.
1 < of all.: In the first printing: “of none”.
2 < breaks one: The verb is Varga’s own. / Compare his letter of 4 May.
3 < said again: By whom is not known.
",
    );
    assert_eq!(metadata.title.as_deref(), Some("On the Lamps"));
    assert_eq!(metadata.dates[0].edtf, "1911-05-03".parse().ok());
    assert_eq!(metadata.edition.translator.as_deref(), Some("by E. Holm."));
}

#[test]
fn a_page_of_wikisource() {
    check(
        "wikisource.html",
        "
Sir,
The stair at the north mole is dark, and the mole itself is unsafe.
4. The lamp is broken.
5. The oil is short.
1 < north mole: Built in 1780.
2 < is unsafe.: So the report of the surveyor.
",
    );
    let reading = read("wikisource.html");
    // The heading stands outside of the part that holds the text.
    let title = reading.documents[0].metadata.title.as_deref();
    assert_eq!(title, Some("Letter to the Harbour Office"));
    let points: Vec<String> = reading.documents[0]
        .points()
        .iter()
        .map(Point::address)
        .collect();
    assert_eq!(points, ["4", "5"]);
}

#[test]
fn a_letter_of_founders_online() {
    let reading = read("founders.html");
    assert_eq!(
        shown(&reading.documents[0]),
        "Nathaniel Orde to John Pell, 3 May 1791
From Nathaniel Orde
Halden, 3 May 1791
Sir, I have the honour to acknowledge yours of the 1st. The vessels ships are ready to sail whenever the wind allows it, as the pilots have told me twice.
N. Orde
ALS (Library of the Harbour).
3. A note that nothing refers to.
1 < the 1st.: Not found.
2 < are ready: Orde had written “vessels”, / and struck it out.
"
    );
    let deleted = words_of("founders.html", |annotation| {
        annotation.kind().to_string() == "deletion"
    });
    let added = words_of("founders.html", |annotation| {
        annotation.kind().to_string() == "addition"
    });
    assert_eq!(
        (deleted, added),
        (vec!["vessels".to_owned()], vec!["ships".to_owned()])
    );
    let metadata = &reading.documents[0].metadata;
    assert_eq!(metadata.dates[0].edtf, "1791-05-03".parse().ok());
    assert_eq!(
        metadata.transmission.from[0].name.as_deref(),
        Some("Nathaniel Orde")
    );
}

#[test]
fn a_treaty_of_the_avalon_project() {
    let metadata = check(
        "avalon.html",
        "
Convention of Halden; May 3, 1911
The Parties, desiring peace,
have agreed as follows:
ARTICLE I. The straits shall be open to all ships of commerce, by day and by night.
ARTICLE II. This Convention enters into force at once.
1 < 3, 1911: Text from the Gazette of Halden, No. 14.
2 < be open: See the protocol.
",
    );
    assert_eq!(
        metadata.title.as_deref(),
        Some("Convention of Halden; May 3, 1911")
    );
}

#[test]
fn a_document_on_australian_foreign_policy() {
    check(
        "dfat.html",
        "
14 Arkell to Holm
Cablegram 33 CANBERRA, 3 May 1911, 4.10 p.m.
MOST SECRET
Your telegram 12. We have considered the closing of the straits and cannot agree to it in the form that is now proposed, for the reasons given before.
Port\tShips
Halden\t12
Marn\t\u{a0}7
1 < the straits: See Document 9.
",
    );
    let reading = read("dfat.html");
    let archive = reading.documents[0]
        .metadata
        .archive
        .clone()
        .expect("an archive");
    assert_eq!(archive.reference.as_deref(), Some("AA: A981, STRAITS 4"));
}

#[test]
fn a_catalogue_page_of_the_national_archives() {
    let metadata = check(
        "tna-discovery.html",
        "
Letters of the harbour master
Folio 1. The lamp is broken. Folio 2. The stair is dark.
A page in a clerk’s hand
",
    );
    assert_eq!(metadata.record_id.as_deref(), Some("ADM 12/345"));
    assert_eq!(metadata.dates[0].edtf, "1911-05-03".parse().ok());
    let archive = metadata.archive.expect("an archive");
    assert_eq!(
        archive.repository.as_deref(),
        Some("The National Archives, Kew")
    );
}

#[test]
fn a_page_saved_into_a_single_file() {
    let metadata = check(
        "singlefile-blog.html",
        "
Brief 7
Lieber Freund,
hier der locus, den du suchst.
Die Lampe ist zerbrochen, die Treppe dunkel, und niemand geht hinauf.
erste Zeile
  zweite Zeile
* < du suchst.: Vergil, Aen. I, 1.
",
    );
    assert_eq!(metadata.languages, ["de"]);
    let foreign = words_of("singlefile-blog.html", |annotation| {
        annotation.kind().to_string() == "foreign"
    });
    assert_eq!(foreign, ["locus"]);
}

#[test]
fn all_text_of_the_pages_is_in_the_ledger_and_no_frame_is_text() {
    for name in [
        "wilson-center.html",
        "frus.html",
        "wikisource.html",
        "singlefile-blog.html",
    ] {
        let reading = read(name);
        for entry in reading.ledger.entries() {
            let words = entry.span.of(&reading.decoded.text);
            let is_code = words.contains("never text") || words.contains("base64");
            assert!(
                !is_code || matches!(entry.class, Class::Furniture),
                "{name}: {entry:?}"
            );
            assert_ne!(entry.detail, "not understood", "{name}: {words}");
        }
    }
}
