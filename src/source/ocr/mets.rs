//! METS: the list of the files of a digitised object, whose pages of text are one document.
//!
//! The pages come in the order of the physical structure. What decoding gives is the METS file and the files of the pages, one
//! behind the other: problems and ledger refer to that. Files are fetched from the folder of the METS file alone; what lies on
//! the web is not. A folder of pages is read as a METS file that lists them ([`listing`]).
//!
//! Source: METS 1.12; descriptions in MODS and Dublin Core.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::sheet::Page;
use super::tree::{ElementId, Elements};
use crate::document::{ArchivalReference, Date, Field, Metadata, Span};
use crate::problem::Problem;
use crate::source::decode;
use crate::source::ledger::Class;
use crate::source::recognise::dates;
use crate::source::{Decoded, Format, NotText, Reading, Surroundings};

/// The most pages of one document: more than any volume has.
const MOST_PAGES: usize = 20_000;
/// The most bytes of all pages together, as with files that a TEI file includes.
const MOST_BYTES: usize = 256 << 20;

/// A page that a METS file lists.
#[derive(Debug)]
struct Listed<'a> {
    /// Its number as printed.
    label: Option<String>,
    /// The files that may hold its text, the best first: their addresses, and where they are named.
    files: Vec<(&'a str, Span)>,
}

/// A METS file that lists these files as pages of text, in this order.
pub fn listing(names: &[String]) -> String {
    let mut files = String::new();
    let mut pages = String::new();
    for (number, name) in names.iter().enumerate() {
        let name = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('"', "&quot;");
        // Writing into a string cannot fail.
        let _ = writeln!(
            files,
            r#"<file ID="f{number}" MIMETYPE="application/xml"><FLocat href="{name}"/></file>"#
        );
        let _ = writeln!(pages, r#"<div><fptr FILEID="f{number}"/></div>"#);
    }
    format!(
        "<mets>\n<fileSec><fileGrp>\n{files}</fileGrp></fileSec>\n<structMap TYPE=\"PHYSICAL\"><div>\n{pages}</div></structMap>\n</mets>\n"
    )
}

/// Reads a METS file and the pages that it lists into one document.
///
/// # Errors
/// When it lists no page of text, or none can be had.
pub(super) fn read(
    id: &str,
    decoded: &Decoded,
    surroundings: &dyn Surroundings,
    mut problems: Vec<Problem>,
) -> Result<Reading, NotText> {
    let own = decoded.text.as_str();
    let tree = Elements::read(own, Span::new(0, own.len()));
    let (metadata, claims) = described(&tree);
    let mut text = own.to_owned();
    let mut parts: Vec<(Span, Format, Option<String>)> = Vec::new();
    let mut reasons = Vec::new();
    for page in listed(&tree).into_iter().take(MOST_PAGES) {
        match fetch(&page, surroundings, text.len()) {
            Ok((page_text, format)) => {
                let start = text.len();
                text.push_str(&page_text);
                parts.push((Span::new(start, text.len()), format, page.label));
            }
            Err(problem) => reasons.extend(problem),
        }
    }
    if parts.is_empty() {
        let why = reasons
            .first()
            .map_or("it names none", |problem| problem.message.as_str());
        return Err(NotText {
            reason: format!(
                "this is a METS file, which lists the parts of a digitised object, and no page of text that it lists can be read: {why}"
            ),
        });
    }
    problems.append(&mut reasons);
    let pages = parts.into_iter().map(|(part, format, label)| {
        let mut page = super::read_page(&text, part, format);
        if let (Some(label), [sheet]) = (label, page.sheets.as_mut_slice()) {
            sheet.number = Some(label);
        }
        page
    });
    let pages: Vec<Page> = pages.collect();
    let whole = (Decoded::utf8(text), problems);
    Ok(super::assemble(
        id,
        pages,
        metadata,
        claims,
        surroundings,
        whole,
    ))
}

/// The text of a page and its format; or why it cannot be had, where that is worth saying.
fn fetch(
    page: &Listed<'_>,
    surroundings: &dyn Surroundings,
    known: usize,
) -> Result<(String, Format), Option<Problem>> {
    let mut problem = None;
    for &(address, place) in &page.files {
        let name = address
            .trim_start_matches("file://")
            .trim_start_matches("./");
        let fetched = if name.contains("://") {
            Err("it lies on the web, from which nothing is fetched".to_owned())
        } else {
            surroundings.fetch(name)
        };
        let read = fetched.and_then(|bytes| {
            if known.saturating_add(bytes.len()) > MOST_BYTES {
                return Err("the pages together are too large".to_owned());
            }
            let (decoded, _) = decode::decode(bytes).map_err(|error| error.reason)?;
            match Format::of(name, &decoded.text) {
                Ok(format @ (Format::PageXml | Format::Alto | Format::Hocr)) => {
                    Ok((decoded.text, format))
                }
                Ok(_) => Err("it is neither PAGE XML nor ALTO nor hOCR".to_owned()),
                Err(error) => Err(error.reason),
            }
        });
        match read {
            Ok(read) => return Ok(read),
            Err(reason) => {
                problem.get_or_insert_with(|| {
                    Problem::new(place, format!("the page `{name}` cannot be read: {reason}"))
                        .hint("put the file where the address says, in the folder of the METS file")
                });
            }
        }
    }
    Err(problem)
}

/// The pages in the order of the physical structure; where there is none, in the order of the files.
fn listed<'a>(tree: &Elements<'a>) -> Vec<Listed<'a>> {
    let files = files(tree);
    let maps: Vec<ElementId> = tree
        .all()
        .filter(|&id| tree.name(id) == "structMap")
        .collect();
    let is_physical = |id: &ElementId| {
        tree.value(*id, "TYPE")
            .is_some_and(|sort| sort.eq_ignore_ascii_case("physical"))
    };
    let map = maps
        .iter()
        .copied()
        .find(is_physical)
        .or(maps.first().copied());
    let mut pages = Vec::new();
    let mut stack: Vec<ElementId> = map.into_iter().collect();
    while let Some(id) = stack.pop() {
        let mut divisions: Vec<ElementId> = tree.children(id, "div").collect();
        if divisions.iter().all(|&id| order(tree, id).is_some()) {
            divisions.sort_by_key(|&id| order(tree, id));
        }
        stack.extend(divisions.into_iter().rev());
        let pointers = tree
            .children(id, "fptr")
            .flat_map(|pointer| tree.below(pointer));
        let mut own: Vec<&(&str, Span, u8)> = pointers
            .filter_map(|pointer| files.get(tree.value(pointer, "FILEID")?))
            .collect();
        own.sort_by_key(|(.., rank)| *rank);
        if !own.is_empty() {
            let label = tree.value_text(id, "ORDERLABEL");
            pages.push(Listed {
                label: label.filter(|label| {
                    label.chars().any(char::is_alphanumeric) && label != "uncounted"
                }),
                files: own
                    .into_iter()
                    .map(|(address, place, _)| (*address, *place))
                    .collect(),
            });
        }
    }
    if pages.is_empty() {
        let mut all: Vec<&(&str, Span, u8)> = files.values().collect();
        all.sort_by_key(|(_, place, _)| *place);
        let mut met = HashSet::new();
        let each = all.into_iter().filter(|(address, ..)| met.insert(*address));
        pages.extend(each.map(|(address, place, _)| Listed {
            label: None,
            files: vec![(*address, *place)],
        }));
    }
    pages
}

fn order(tree: &Elements<'_>, id: ElementId) -> Option<i64> {
    tree.number(id, "ORDER")
}

/// The files that may hold text, by their identifiers: address, place of the name, and how good a source of text they are.
fn files<'a>(tree: &Elements<'a>) -> HashMap<&'a str, (&'a str, Span, u8)> {
    let mut files = HashMap::new();
    for group in tree.all().filter(|&id| tree.name(id) == "fileGrp") {
        let usage = ["USE", "ID"]
            .into_iter()
            .find_map(|name| tree.value(group, name));
        let usage = usage.unwrap_or_default().to_ascii_uppercase();
        for file in tree.children(group, "file") {
            let Some(locator) = tree.child(file, "FLocat") else {
                continue;
            };
            let (Some(name), Some(address)) = (tree.value(file, "ID"), tree.value(locator, "href"))
            else {
                continue;
            };
            let lower = address.to_ascii_lowercase();
            let is_text = [".xml", ".html", ".htm", ".hocr"]
                .iter()
                .any(|ending| lower.ends_with(ending));
            let sort = tree.value(file, "MIMETYPE").unwrap_or_default();
            let is_other = sort.starts_with("image/") || sort.contains("pdf");
            if !is_text || is_other {
                continue;
            }
            let rank = ["PAGE", "ALTO", "FULLTEXT", "OCR"]
                .iter()
                .position(|word| usage.contains(word));
            let rank = rank
                .and_then(|rank| u8::try_from(rank).ok())
                .unwrap_or(u8::MAX);
            files
                .entry(name)
                .or_insert((address.trim(), tree.get(locator).tag, rank));
        }
    }
    files
}

/// What the description says, and where.
fn described(tree: &Elements<'_>) -> (Metadata, Vec<(Span, Class, &'static str)>) {
    let mut metadata = Metadata::default();
    let mut claims = Vec::new();
    let sections = tree.all().filter(|&id| tree.name(id) == "dmdSec");
    // The first description is that of the whole; others are of its parts.
    let Some(section) = sections.into_iter().next() else {
        return (metadata, claims);
    };
    let mut repository = None;
    let mut shelf = None;
    for id in tree.below(section) {
        if !tree.get(id).children.is_empty() {
            continue;
        }
        let value = tree.text(id).trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match tree.name(id) {
            "title" if metadata.title.is_none() => metadata.title = Some(value),
            "dateIssued" | "dateCreated" | "date" => metadata.dates.push(Date {
                edtf: dates::find(&value).map(|found| found.edtf),
                printed: Some(value),
            }),
            "languageTerm" | "language" => metadata.languages.push(value),
            "physicalLocation" if repository.is_none() => repository = Some(value),
            "shelfLocator" if shelf.is_none() => shelf = Some(value),
            "accessCondition" | "rights" if metadata.edition.rights.is_none() => {
                metadata.edition.rights = Some(value);
            }
            "identifier" | "recordIdentifier" if metadata.record_id.is_none() => {
                metadata.record_id = Some(value);
            }
            "publisher" if metadata.edition.publisher.is_none() => {
                metadata.edition.publisher = Some(value);
            }
            "namePart" | "creator" => metadata.other.push(field("author", value)),
            "genre" if metadata.genre.is_none() => metadata.genre = Some(value),
            "abstract" | "description" if metadata.summary.is_none() => {
                metadata.summary = Some(value);
            }
            name @ ("title" | "note" | "subject" | "topic" | "extent" | "placeTerm") => {
                metadata.other.push(field(name, value));
            }
            _ => continue,
        }
        claims.push((tree.get(id).inside, Class::Metadata, "description"));
    }
    if repository.is_some() || shelf.is_some() {
        metadata.archive = Some(ArchivalReference {
            repository,
            reference: shelf,
            parts: Vec::new(),
        });
    }
    (metadata, claims)
}

fn field(name: &str, value: String) -> Field {
    Field {
        name: name.to_owned(),
        value,
    }
}
