//! How well pasted pages are recognised: expectations written by hand, against what the reader finds, as a table of
//! precision and recall.
//!
//! `data/pasted.toml` is about real pages, which are not part of the project: without them that test says so and passes,
//! except where `CI` is set. `data/traps.toml` brings its own texts, one or more for each trap of such pages, and
//! `data/families` pages in the manner of many archives, written before anybody saw how they are read.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use manicule::document::{ArchivalReference, Document, Kind, Metadata, Party};
use manicule::source::{self, Alone, Reading};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// What is expected of one page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Case {
    /// The trap, for those with a text of their own.
    name: String,
    file: Option<String>,
    text: Option<String>,
    points: Vec<String>,
    notes: Vec<String>,
    annotations: Vec<String>,
    metadata: Option<Vec<String>>,
    /// Fields of metadata that must be there, and beginnings of such as must not.
    has: Vec<String>,
    has_not: Vec<String>,
    problems: Option<usize>,
    /// Words that must stand in the running text.
    says: Vec<String>,
    /// Words that must not.
    says_not: Vec<String>,
}

/// How many of the things expected were found, and how many of those found were expected.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    expected: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.expected)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(u32::try_from(part).unwrap_or(u32::MAX))
            / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
    }
}

/// A field of the metadata that has a row of its own.
struct FieldRow {
    row: &'static str,
    said: &'static str,
}

const FIELDS: [FieldRow; 9] = [
    FieldRow {
        row: "  title",
        said: "title=",
    },
    FieldRow {
        row: "  date",
        said: "date=",
    },
    FieldRow {
        row: "  from",
        said: "from.name=",
    },
    FieldRow {
        row: "  to",
        said: "to.name=",
    },
    FieldRow {
        row: "  place",
        said: "from.place=",
    },
    FieldRow {
        row: "  number",
        said: "number=",
    },
    FieldRow {
        row: "  classification",
        said: "classification=",
    },
    FieldRow {
        row: "  archive",
        said: "archive.",
    },
    FieldRow {
        row: "  summary",
        said: "summary=",
    },
];

/// The rows of the table: points, notes, all brackets and each kind of them, metadata.
#[derive(Debug, Default)]
struct Table {
    rows: BTreeMap<String, Score>,
    /// What the rows count, each by name.
    misses: String,
    /// What no row counts and nothing excuses: the number of problems, words that must or must not be in the text.
    faults: String,
}

impl Table {
    /// Compares two lists as multisets; an expectation may be the beginning of what is found.
    fn compare(&mut self, row: &str, name: &str, expected: &[String], found: &[String]) {
        let mut left: Vec<&String> = found.iter().collect();
        let mut missing = Vec::new();
        for wanted in expected {
            let exact = left.iter().position(|found| *found == wanted);
            let near = || {
                left.iter()
                    .position(|found| wanted.len() >= 16 && found.starts_with(wanted.as_str()))
            };
            match exact.or_else(near) {
                Some(at) => {
                    left.remove(at);
                }
                None => missing.push(wanted.as_str()),
            }
        }
        let score = self.rows.entry(row.to_owned()).or_default();
        score.expected += expected.len();
        score.found += found.len();
        score.right += expected.len() - missing.len();
        if row.starts_with("  ") {
            return;
        }
        for wanted in missing {
            writeln!(self.misses, "{name}: {row}: not found: {wanted}").expect("a string");
        }
        for found in left {
            writeln!(self.misses, "{name}: {row}: not expected: {found}").expect("a string");
        }
    }

    /// Reads and compares pages that bring their own texts.
    fn add_all(&mut self, source: &str) {
        for case in cases(source) {
            let text = case.text.clone().expect("a text");
            let reading = source::read("page.txt", text.into_bytes(), &Alone).expect("text");
            self.add(&case.name, &case, &reading);
        }
    }

    fn add(&mut self, name: &str, case: &Case, reading: &Reading) {
        let document = &reading.documents[0];
        let points: Vec<String> = document
            .points()
            .iter()
            .map(manicule::document::Point::address)
            .collect();
        self.compare("points", name, &case.points, &points);
        let notes: Vec<String> = (document.annotations().iter())
            .filter(|annotation| annotation.kind().is_note() && annotation.body().is_some())
            .filter_map(|annotation| annotation.label().map(str::to_owned))
            .collect();
        self.compare("notes", name, &case.notes, &notes);
        let found = annotations(document);
        self.compare("brackets", name, &case.annotations, &found);
        let kind_of = |said: &String| said.split(' ').next().unwrap_or_default().to_owned();
        let kinds: std::collections::BTreeSet<String> =
            case.annotations.iter().chain(&found).map(kind_of).collect();
        for kind in kinds {
            let of_kind = |list: &[String]| {
                list.iter()
                    .filter(|said| kind_of(said) == kind)
                    .cloned()
                    .collect::<Vec<_>>()
            };
            self.compare(
                &format!("  {kind}"),
                name,
                &of_kind(&case.annotations),
                &of_kind(&found),
            );
        }
        if let Some(metadata) = &case.metadata {
            let reference_wanted = metadata
                .iter()
                .any(|said| said.starts_with("archive.reference"));
            let mut said = fields(&document.metadata);
            said.retain(|said| reference_wanted || !said.starts_with("archive.reference"));
            self.compare("metadata", name, metadata, &said);
            for field in FIELDS {
                let of_field = |list: &[String]| -> Vec<String> {
                    (list.iter())
                        .filter(|said| said.starts_with(field.said))
                        .cloned()
                        .collect()
                };
                self.compare(field.row, name, &of_field(metadata), &of_field(&said));
            }
        }
        self.hold_fields(name, case, &fields(&document.metadata));
        if let Some(problems) = case
            .problems
            .filter(|&problems| problems != reading.problems.len())
        {
            writeln!(
                self.faults,
                "{name}: {problems} problems expected, but: {:?}",
                reading
                    .problems
                    .iter()
                    .map(|problem| &problem.message)
                    .collect::<Vec<_>>()
            )
            .expect("a string");
        }
        for words in case
            .says
            .iter()
            .filter(|words| !document.text().contains(words.as_str()))
        {
            writeln!(self.faults, "{name}: the text does not say: {words}").expect("a string");
        }
        for words in case
            .says_not
            .iter()
            .filter(|words| document.text().contains(words.as_str()))
        {
            writeln!(self.faults, "{name}: the text says: {words}").expect("a string");
        }
    }

    /// What must be in the metadata, and what must not.
    fn hold_fields(&mut self, name: &str, case: &Case, said: &[String]) {
        for wanted in &case.has {
            let is_there = |found: &String| {
                found == wanted || wanted.len() >= 16 && found.starts_with(wanted.as_str())
            };
            if !said.iter().any(is_there) {
                writeln!(self.faults, "{name}: not in the metadata: {wanted}").expect("a string");
            }
        }
        for unwanted in &case.has_not {
            for found in said
                .iter()
                .filter(|found| found.starts_with(unwanted.as_str()))
            {
                writeln!(self.faults, "{name}: invented: {found}").expect("a string");
            }
        }
    }

    /// Shows the table and what is wrong, and holds it to what is wanted of pages like those that the reader was made with.
    fn hold(&self, title: &str) {
        self.hold_rows(
            title,
            &[
                ("points", 0.98, 0.98),
                ("notes", 0.98, 0.98),
                ("brackets", 0.97, 0.97),
                ("metadata", 0.95, 0.95),
            ],
        );
    }

    /// Shows the table and what is wrong, and holds each of these rows to a precision and a recall.
    fn hold_rows(&self, title: &str, wanted: &[(&str, f64, f64)]) {
        let mut shown = format!("\n{title:<24} expected  found  right  precision  recall\n");
        for (row, score) in &self.rows {
            writeln!(
                shown,
                "{row:<24} {:>8} {:>6} {:>6} {:>10.3} {:>7.3}",
                score.expected,
                score.found,
                score.right,
                score.precision(),
                score.recall()
            )
            .expect("a string");
        }
        eprintln!("{shown}{}", self.misses);
        assert_eq!(self.faults, "", "{title}");
        let mut short = String::new();
        for &(row, precision, recall) in wanted {
            let score = self.rows.get(row).copied().unwrap_or_default();
            if score.precision() < precision || score.recall() < recall {
                writeln!(
                    short,
                    "{} fall short of {precision} and {recall}",
                    row.trim()
                )
                .expect("a string");
            }
        }
        assert_eq!(short, "", "{shown}{}", self.misses);
    }
}

/// What was done to or said about the text by a hand or an editor, as `kind text`; a note without a label with its words.
fn annotations(document: &Document) -> Vec<String> {
    (document.annotations().iter())
        .filter(|annotation| {
            !matches!(
                annotation.kind(),
                Kind::Transmission | Kind::Classification | Kind::Quotation
            )
        })
        .filter(|annotation| annotation.body().is_none() || annotation.label().is_none())
        .map(|annotation| {
            let words = annotation.body().map_or_else(
                || document.slice(annotation.span),
                |body| document.flow_text(body),
            );
            let label = annotation.label().unwrap_or_default();
            format!(
                "{} {}{label}",
                annotation.kind(),
                words.replace('\n', " / ")
            )
        })
        .collect()
}

/// The fields of metadata as `name=value`, without those that the model keeps under the source's own names.
fn fields(metadata: &Metadata) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = |name: &str, value: Option<&String>| {
        fields.extend(value.map(|value| format!("{name}={value}")));
    };
    let transmission = &metadata.transmission;
    let edition = &metadata.edition;
    for (name, value) in [
        ("title", &metadata.title),
        ("genre", &metadata.genre),
        ("summary", &metadata.summary),
        ("record_id", &metadata.record_id),
        ("uploaded", &metadata.uploaded),
        ("channel", &transmission.channel),
        ("number", &transmission.number),
        ("classification", &transmission.classification),
        ("urgency", &transmission.urgency),
        ("sent_by", &transmission.sent_by),
        ("sent_at", &transmission.sent_at),
        ("received_by", &transmission.received_by),
        ("received_at", &transmission.received_at),
        ("contributor", &edition.contributor),
        ("translator", &edition.translator),
        ("editor", &edition.editor),
        ("publisher", &edition.publisher),
        ("funder", &edition.funder),
        ("rights", &edition.rights),
    ] {
        field(name, value.as_ref());
    }
    for language in &metadata.languages {
        field("language", Some(language));
    }
    for date in &metadata.dates {
        field("date", date.edtf.as_ref().map(ToString::to_string).as_ref());
    }
    let mut parties = |name: &str, parties: &[Party]| {
        for party in parties {
            field(&format!("{name}.name"), party.name.as_ref());
            field(&format!("{name}.place"), party.place.as_ref());
        }
    };
    parties("from", &transmission.from);
    parties("to", &transmission.to);
    parties("copies_to", &transmission.copies_to);
    let mut archive = |name: &str, archive: &ArchivalReference| {
        field(&format!("{name}.repository"), archive.repository.as_ref());
        field(&format!("{name}.reference"), archive.reference.as_ref());
        for part in &archive.parts {
            field(&format!("{name}.{}", part.name), Some(&part.value));
        }
    };
    metadata
        .archive
        .iter()
        .for_each(|found| archive("archive", found));
    metadata
        .other_archives
        .iter()
        .for_each(|found| archive("archive", found));
    fields
}

fn cases(source: &str) -> Vec<Case> {
    toml::from_str::<Cases>(source)
        .expect("expectations are TOML")
        .case
}

/// Reads pages that are not part of the project, and compares them with what is expected of them. Without them it says so;
/// in continuous integration they must be there. Answers what is found and was not expected, or the other way round.
fn hold_outside(folder: &str, expectations: &str, title: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if !folder.is_dir() {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "the pages to read are not there: {}",
            folder.display()
        );
        eprintln!("not tried: there are no pages in {}", folder.display());
        return None;
    }
    let mut table = Table::default();
    for case in cases(expectations) {
        let file = case.file.clone().expect("a file");
        let bytes = std::fs::read(folder.join(&file)).expect("the page");
        let reading = source::read(&file, bytes, &Alone).expect("text");
        table.add(file.get(..3).unwrap_or(&file), &case, &reading);
    }
    table.hold(title);
    Some(table.misses)
}

#[test]
fn real_pages() {
    hold_outside(
        "../shared/sources/pasted",
        include_str!("data/pasted.toml"),
        "real pages",
    );
}

#[test]
fn pages_that_were_read_wrongly_once() {
    let misses = hold_outside(
        "../shared/cases/pasted",
        include_str!("data/cases.toml"),
        "pages read wrongly once",
    );
    assert_eq!(misses.unwrap_or_default(), "", "what was mended holds");
}

#[test]
fn pages_a_step_aside() {
    let mut table = Table::default();
    table.add_all(include_str!("data/aside.toml"));
    table.hold("pages a step aside");
    assert_eq!(table.misses, "", "what was found and is missed again");
}

#[test]
fn traps() {
    let mut table = Table::default();
    table.add_all(include_str!("data/traps.toml"));
    table.hold("traps");
    assert_eq!(
        table.misses, "",
        "every trap is sprung or avoided for a reason"
    );
}

#[test]
fn families() {
    let mut table = Table::default();
    for source in [
        include_str!("data/families/wilson.toml"),
        include_str!("data/families/diplomatic.toml"),
        include_str!("data/families/reading_rooms.toml"),
        include_str!("data/families/editions.toml"),
        include_str!("data/families/tongues.toml"),
        include_str!("data/families/again.toml"),
    ] {
        table.add_all(source);
    }
    table.hold("pages of many archives");
    assert_eq!(table.misses, "", "every page is read as it is meant");
}

#[test]
fn fresh_pages() {
    let mut table = Table::default();
    table.add_all(include_str!("data/fresh.toml"));
    table.hold("fresh pages");
    assert_eq!(table.misses, "", "what was found and is missed again");
}
/// Pages of archives that the recognisers were not made with: what is expected of them was written before they were tried.
#[test]
fn pages_of_archives_not_tried_before() {
    let mut table = Table::default();
    for source in [
        include_str!("data/archives/english.toml"),
        include_str!("data/archives/cables.toml"),
        include_str!("data/archives/tongues.toml"),
        include_str!("data/archives/second.toml"),
    ] {
        table.add_all(source);
    }
    table.hold_rows(
        "pages of other archives",
        &[
            ("points", 0.98, 0.98),
            ("notes", 0.98, 0.98),
            ("brackets", 0.97, 0.97),
            ("  title", 0.98, 0.98),
            ("  date", 0.98, 0.98),
            ("  from", 0.98, 0.90),
            ("  to", 0.98, 0.90),
            ("  place", 0.98, 0.90),
            ("  number", 0.98, 0.90),
            ("  classification", 0.98, 0.90),
            ("  archive", 0.98, 0.90),
        ],
    );
}
