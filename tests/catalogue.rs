//! The index of a folder: what it finds is what a bare search of the files finds, whatever happened to the files, to the
//! index or to the program meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use manicule::catalogue::card::describe;
use manicule::catalogue::regions::TextField;
use manicule::catalogue::shelf::{Dates, Narrowing};
use manicule::catalogue::{Catalogue, FacetName, Order, Query, Shelf, Summary};
use manicule::document::{Document, FileId, Span};
use manicule::source::{self, Alone};
use proptest::prelude::*;
use strum::IntoEnumIterator;

/// Reads a file as the program does, alone.
fn read(path: &Path, bytes: Vec<u8>) -> Result<Vec<Document>, String> {
    source::read(&path.to_string_lossy(), bytes, &Alone)
        .map(|reading| reading.documents)
        .map_err(|error| error.to_string())
}

/// A folder of documents with its index beside it.
struct Reading {
    folder: tempfile::TempDir,
    catalogue: Catalogue,
}

impl Reading {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let catalogue =
            Catalogue::open(&folder.path().join(".cache/library.sqlite")).expect("an index");
        let mut reading = Self { folder, catalogue };
        for (name, text) in files {
            reading.put(name, text);
        }
        reading.refresh();
        reading
    }

    fn put(&mut self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn roots(&self) -> Vec<PathBuf> {
        vec![self.folder.path().to_path_buf()]
    }

    fn refresh(&mut self) -> Summary {
        let roots = self.roots();
        self.catalogue
            .refresh(&roots, "", &read, &mut |_| ControlFlow::Continue(()))
            .expect("an index that takes what it is given")
    }

    /// What is found, as `document:part: words`.
    fn find(&self, query: &str) -> Vec<String> {
        let (query, problems) = Query::parse(query);
        assert_eq!(problems, []);
        let mut found = Vec::new();
        self.catalogue
            .answers(&[], &query, Order::Date, &mut |answer| {
                let id = &answer.card.id;
                if answer.hits.is_empty() {
                    found.push(id.clone());
                }
                found.extend(
                    answer
                        .hits
                        .iter()
                        .map(|hit| format!("{id}:{}: {}", hit.field, hit.context.hit)),
                );
                ControlFlow::Continue(())
            })
            .expect("an index that can be asked");
        found
    }
}

const LETTER: &str = "Letter from Ada Holm to Ben Rask\n\n3 May 1921\n\nDear Ben,\n\nThe harbour office [handwritten: never] answered; \
    the well-known [clerk] is away.\n\nAda Holm\n";
const MEMO: &str = "Memorandum from Carl Dahl to Ada Holm\n\n12 June 1922\n\nThe harbour is closed. The Harbour Master is away.\n";

#[test]
fn words_phrases_beginnings_and_neighbours_are_found() {
    let reading = Reading::of(&[("letter.txt", LETTER), ("memo.txt", MEMO)]);
    assert_eq!(
        reading.find("harbour"),
        [
            "letter:text: harbour",
            "memo:text: harbour",
            "memo:text: Harbour"
        ]
    );
    assert_eq!(
        reading.find("Harbour"),
        ["memo:text: Harbour"],
        "a capital asks for a capital"
    );
    assert_eq!(reading.find("\"harbour is\""), ["memo:text: harbour is"]);
    assert_eq!(reading.find("harb"), [""; 0], "a word is a whole word");
    assert_eq!(
        reading.find("harb* office"),
        ["letter:text: harb", "letter:text: office"]
    );
    assert_eq!(
        reading.find("harbour ~1 closed"),
        [
            "memo:text: harbour is closed",
            "memo:text: closed. The Harbour"
        ]
    );
    assert_eq!(
        reading.find("master ~3 harbour -office"),
        ["memo:text: Harbour Master"]
    );
    assert_eq!(
        reading.find("office|closed"),
        ["letter:text: office", "memo:text: closed"]
    );
    assert_eq!(reading.find("\"well-known\""), ["letter:text: well-known"]);
    assert_eq!(
        reading.find("\"well known\""),
        [""; 0],
        "a dash is no space, as in the search of one document"
    );
}

#[test]
fn parts_of_a_document_are_told_apart() {
    let reading = Reading::of(&[("letter.txt", LETTER)]);
    assert_eq!(
        reading.find("in:handwriting never"),
        ["letter:handwriting: never"]
    );
    assert_eq!(reading.find("in:handwriting harbour"), [""; 0]);
    assert_eq!(
        reading.find("in:supplied clerk"),
        ["letter:supplied: clerk"]
    );
    assert_eq!(
        reading.find("in:metadata rask"),
        ["letter:metadata: Rask", "letter:metadata: Rask"]
    );
}

#[test]
fn facts_narrow_what_is_found() {
    let reading = Reading::of(&[
        ("letter.txt", LETTER),
        ("memo.txt", MEMO),
        ("plain.txt", "Nothing is known of this harbour.\n"),
    ]);
    assert_eq!(reading.find("from:holm"), ["letter"]);
    assert_eq!(reading.find("to:holm"), ["memo"]);
    assert_eq!(reading.find("date:1921"), ["letter"]);
    assert_eq!(reading.find("date:1921-05/1922-06"), ["letter", "memo"]);
    assert_eq!(reading.find("date:/1921"), ["letter"]);
    assert_eq!(reading.find("date:none"), ["plain"]);
    assert_eq!(reading.find("has:handwriting"), ["letter"]);
    assert_eq!(
        reading.find("-has:handwriting harbour date:1922"),
        ["memo:text: harbour", "memo:text: Harbour"]
    );
}

/// All documents of a reading, as a shelf.
fn shelf(reading: &Reading) -> Shelf {
    let mut shelf = Shelf::default();
    let listing = reading.catalogue.listing(&[], &mut |documents| {
        shelf.put(FileId(0), &documents);
        ControlFlow::Continue(())
    });
    listing.expect("an index that can be listed");
    shelf
}

/// The values of a facet with their counts, and the timeline, of what is left.
fn counted(
    shelf: &Shelf,
    narrowing: &Narrowing,
    name: FacetName,
) -> (Vec<(String, usize)>, Vec<usize>, usize) {
    let left = shelf.narrow(narrowing, &|_| Some(1), 100);
    let values = shelf.values_of(name);
    let mut values: Vec<(String, usize)> = values
        .map(|(id, value)| (value.value.clone(), left.count(id)))
        .collect();
    values.sort();
    (values, left.timeline.counts, left.timeline.undated)
}

#[test]
fn facets_and_years_count_what_is_left_and_narrow_each_other() {
    let reading = Reading::of(&[
        ("letter.txt", LETTER),
        ("memo.txt", MEMO),
        ("plain.txt", "Undated.\n"),
    ]);
    let shelf = shelf(&reading);
    let mut narrowing = Narrowing::default();
    let (from, years, undated) = counted(&shelf, &narrowing, FacetName::From);
    let pair = |name: &str, count| (name.to_owned(), count);
    assert_eq!(from, [pair("Ada Holm", 1), pair("Carl Dahl", 1)]);
    // May 1921 to June 1922, by the month.
    assert_eq!((years.len(), years.iter().sum(), undated), (14, 2, 1));
    let (holm, _) = shelf
        .values_of(FacetName::From)
        .find(|(_, value)| value.value == "Ada Holm")
        .expect("a sender");
    shelf.choose(&mut narrowing, holm);
    let (from, years, undated) = counted(&shelf, &narrowing, FacetName::From);
    assert_eq!(
        from,
        [pair("Ada Holm", 1), pair("Carl Dahl", 1)],
        "another sender may still be chosen"
    );
    let (to, ..) = counted(&shelf, &narrowing, FacetName::To);
    assert_eq!(to, [pair("Ada Holm", 0), pair("Ben Rask", 1)]);
    assert_eq!((years.len(), undated), (1, 0));
    narrowing.dates = Dates::Undated;
    let (from, years, _) = counted(&shelf, &narrowing, FacetName::From);
    assert_eq!(from, [pair("Ada Holm", 0), pair("Carl Dahl", 0)]);
    assert_eq!(years.len(), 1, "the timeline shows what else there is");
}

#[test]
fn what_could_not_be_read_is_said_also_when_nothing_has_changed() {
    let mut reading = Reading::of(&[("letter.txt", LETTER)]);
    let broken = reading.folder.path().join("broken.docx");
    fs::write(broken, b"PK\x03\x04 and nothing more").expect("a file");
    let first = reading.refresh();
    assert_eq!((first.read, first.failures.len()), (1, 1), "{first:?}");
    assert_eq!(reading.refresh().failures, first.failures);
}

#[test]
fn only_what_has_changed_is_read_again() {
    let mut reading = Reading::of(&[("letter.txt", LETTER), ("deep/memo.txt", MEMO)]);
    assert_eq!(reading.refresh().read, 0);
    reading.put("letter.txt", "The quay is empty.\n");
    assert_eq!(reading.refresh().read, 1);
    assert_eq!(reading.find("office"), [""; 0]);
    assert_eq!(reading.find("quay"), ["letter:text: quay"]);
    fs::remove_dir_all(reading.folder.path().join("deep")).expect("a folder that can be removed");
    let summary = reading.refresh();
    assert_eq!((summary.read, summary.gone.len(), summary.files), (0, 1, 1));
    assert_eq!(reading.find("harbour"), [""; 0]);
}

#[test]
fn hidden_files_ignored_files_and_pictures_are_left_out() {
    let mut reading = Reading::of(&[
        (".hidden.txt", "harbour"),
        ("drafts/one.txt", "harbour"),
        (".manicule-ignore", "drafts\n"),
        ("scan.jpg", "harbour"),
        ("letter.notes.toml", "# harbour"),
    ]);
    assert_eq!(reading.refresh().files, 0);
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_is_walked_once_and_a_pipe_is_not_waited_for() {
    let mut reading = Reading::of(&[("a/letter.txt", LETTER)]);
    std::os::unix::fs::symlink(reading.folder.path(), reading.folder.path().join("a/up"))
        .expect("a link");
    let status = std::process::Command::new("mkfifo")
        .arg(reading.folder.path().join("pipe.txt"))
        .status();
    assert!(status.is_ok_and(|status| status.success()));
    assert_eq!(reading.refresh().files, 1);
}

#[test]
fn a_damaged_index_is_made_anew_and_said() {
    let mut reading = Reading::of(&[("letter.txt", LETTER)]);
    let path = reading.folder.path().join(".cache/library.sqlite");
    reading.catalogue = Catalogue::in_memory(None).expect("an index in memory");
    fs::write(
        &path,
        b"this is no database at all, however long it is. ".repeat(200),
    )
    .expect("a file");
    reading.catalogue = Catalogue::open(&path).expect("a new index");
    assert!(
        reading
            .catalogue
            .notice
            .as_deref()
            .is_some_and(|notice| notice.contains("made anew"))
    );
    reading.refresh();
    assert_eq!(reading.find("office").len(), 1);
}

#[test]
fn two_programs_at_once_write_each_file_once() {
    let files: Vec<(String, String)> = (0..40)
        .map(|n| (format!("{n}.txt"), format!("Letter {n} of the harbour.\n")))
        .collect();
    let reading = Reading::of(&[]);
    for (name, text) in &files {
        fs::write(reading.folder.path().join(name), text).expect("a file");
    }
    let path = reading.folder.path().join(".cache/library.sqlite");
    let roots = reading.roots();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut catalogue = Catalogue::open(&path).expect("an index");
                catalogue
                    .refresh(&roots, "", &read, &mut |_| ControlFlow::Continue(()))
                    .expect("an index that waits its turn");
            });
        }
    });
    assert_eq!(reading.find("harbour").len(), 40);
}

#[test]
fn what_is_broken_off_is_finished_the_next_time() {
    let mut reading = Reading::of(&[]);
    for n in 0..30 {
        reading.put(&format!("{n}.txt"), "A letter of the harbour.\n");
    }
    let roots = reading.roots();
    let summary = reading
        .catalogue
        .refresh(&roots, "", &read, &mut |progress| {
            if progress.done > 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
    assert!(summary.expect("an index").is_partial);
    let rest = reading.refresh();
    assert_eq!(rest.files, 30);
    assert_eq!(reading.find("harbour").len(), 30);
}

/// The words that random texts and queries are made of: capitals, accents, dashes, apostrophes, other scripts.
const WORDS: &[&str] = &[
    "harbour",
    "Harbour",
    "HARBOUR",
    "café",
    "cafe",
    "well-known",
    "known",
    "don’t",
    "t",
    "1945–46",
    "46",
    "мой",
    "мои",
    "ещё",
    "東京",
    "京",
    "ﬁnal",
    "final",
    "Straße",
    "a",
];

/// What stands round a word: nothing, or an element of each layer that has words.
const ROUND: &[(&str, &str)] = &[
    ("", ""),
    ("", ""),
    ("", ""),
    ("", ", "),
    ("", "</p><p>"),
    ("<add hand=\"#h\">", "</add>"),
    ("<del>", "</del>"),
    ("<supplied>", "</supplied>"),
    ("<unclear>", "</unclear>"),
    ("<choice><sic>", "</sic><corr>final</corr></choice>"),
    (
        "<app><lem>",
        "</lem><rdg wit=\"#B\">known harbour</rdg></app>",
    ),
    ("<stamp>", "</stamp>"),
    ("<persName>", "</persName>"),
    ("<note>", "</note>"),
    ("<note>the harbour of ", " and a café</note>"),
];

/// A letter in TEI.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS);
    let round = prop::sample::select(ROUND);
    let title = prop::sample::select(WORDS);
    (title, prop::collection::vec((word, round), 1..30)).prop_map(|(title, words)| {
        let mut text = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>{title} harbour</title></titleStmt>\
             </fileDesc></teiHeader><text><body><p>"
        );
        for (word, (before, behind)) in words {
            let _ = write!(text, "{before}{word}{behind} ");
        }
        text + "</p></body></text></TEI>\n"
    })
}

fn query() -> impl Strategy<Value = (String, bool)> {
    let phrase =
        prop::collection::vec(prop::sample::select(WORDS), 1..3).prop_map(|words| words.join(" "));
    (phrase, any::<bool>())
}

/// The fields of a document from one file; commentary and the reader's own notes stand in others.
fn fields() -> impl Iterator<Item = TextField> {
    TextField::iter().filter(|field| !matches!(field, TextField::Commentary | TextField::Own))
}

proptest! {
    // Fifty times ten queries: five hundred for each field.
    #![proptest_config(ProptestConfig::with_cases(50))]

    /// What a bare search of each text finds as whole words, the index finds, and nothing else.
    #[test]
    fn the_index_finds_what_a_bare_search_finds(
        texts in prop::collection::vec(text(), 1..6),
        queries in prop::collection::vec(query(), 10),
    ) {
        let files: Vec<(String, String)> = texts.into_iter().enumerate().map(|(n, text)| (format!("{n}.xml"), text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let reading = Reading::of(&files);
        let documents: Vec<Document> = files
            .iter()
            .flat_map(|(name, text)| read(Path::new(name), text.as_bytes().to_vec()).expect("a text"))
            .collect();
        for (typed, is_prefix) in queries {
            let star = if is_prefix { "*" } else { "" };
            for field in fields() {
                let found = reading.find(&format!("in:{field} \"{typed}\"{star}"));
                let expected = documents.iter().flat_map(|document| bare(document, &typed, is_prefix, field)).collect();
                prop_assert_eq!(sorted(found), sorted(expected), "{} {}", field, typed);
            }
        }
    }
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

/// The stretches of a document that a field is, without the index: flows, what annotations cover, or lines of facts.
fn stretches(document: &Document, field: TextField) -> (String, Vec<Span>) {
    let text = document.text().to_owned();
    match field {
        TextField::Text => (text, vec![document.main_flow().span]),
        TextField::Notes => {
            let notes = document.flows().iter().skip(1).map(|flow| flow.span);
            (text, notes.collect())
        }
        TextField::Metadata => {
            let facts = describe(document, "", 0).card.facts;
            let mut start = 0;
            let lines = facts.split_inclusive('\n').map(|line| {
                let span = Span::new(start, start + line.len());
                start = span.end;
                span
            });
            let lines = lines.collect();
            (facts, lines)
        }
        _ => {
            let annotations = document.annotations().iter();
            let of_layer = annotations.filter(|annotation| {
                annotation.layer().and_then(TextField::of_layer) == Some(field)
                    && !annotation.span.is_empty()
            });
            let spans: BTreeSet<Span> = of_layer.map(|annotation| annotation.span).collect();
            (text, spans.into_iter().collect())
        }
    }
}

/// A bare search, without an index: whole words of a document in a field.
fn bare(document: &Document, typed: &str, is_prefix: bool, field: TextField) -> Vec<String> {
    let (text, spans) = stretches(document, field);
    let query = manicule::search::Query::new(typed).expect("words");
    let mut found = BTreeMap::new();
    for span in spans {
        let part = span.of(&text);
        let whole = Span::new(0, part.len());
        let folded = manicule::search::Folded::of_flows(part, std::iter::once(whole));
        for hit in folded.find_in(part, &query) {
            let before = part.get(..hit.start).unwrap_or_default();
            let after = part.get(hit.end..).unwrap_or_default();
            let words = hit.of(part);
            let goes_on = |inner: Option<char>, outer: Option<char>| {
                let is_letter = |c: Option<char>| {
                    c.is_some_and(|c| c.is_alphanumeric() && !('\u{3000}'..'\u{a000}').contains(&c))
                };
                is_letter(inner) && is_letter(outer)
            };
            let is_whole = !goes_on(words.chars().next(), before.chars().next_back())
                && (is_prefix || !goes_on(words.chars().next_back(), after.chars().next()));
            if is_whole {
                let words = words.replace('\n', " ");
                let place = hit.shifted(span.start);
                found.insert(place, format!("{}:{field}: {words}", document.id));
            }
        }
    }
    found.into_values().collect()
}
