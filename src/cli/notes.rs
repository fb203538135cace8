//! `manicule notes`: the own notes on documents, or their commentaries, in the forms of others; and taking in notes that were
//! made elsewhere.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;

use crate::app::own::{Keeping, When};
use crate::citation::{Citation, Style};
use crate::document::{Document, DocumentId, Place};
use crate::layout::shown;
use crate::library::Opened;
use crate::notes::{
    Anchors, Edit, Found, Names, Note, Notebook, Subject, edit, identity, notebook, title_of, web,
};
use crate::source::{Tables, commentary};

use super::configuration::Configuration;
use super::output::{fail, warn, write};
use super::own_notes::Store;
use super::{COULD_NOT, FOUND_WRONG, files, read};

#[derive(Debug, clap::Args)]
pub(super) struct Notes {
    /// The documents
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: NotesFormat,
    /// Print the commentaries beside the documents, not your own notes
    #[arg(long)]
    commentary: bool,
    /// Take in notes from a file of W3C Web Annotations, as Recogito and Hypothesis write them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "commentary"])]
    import: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum NotesFormat {
    /// Quotations with the notes below them, for people and note-taking programs
    #[default]
    Markdown,
    /// W3C Web Annotations: JSON-LD, for Recogito, Hypothesis and others
    #[value(name = "webannotation")]
    WebAnnotation,
    /// The program's own format
    Toml,
}

/// The notes on one document.
struct Noted {
    file: String,
    document: Document,
    notes: Vec<(Note, Option<Place>)>,
}

/// Prints notes, or takes some in.
pub(super) fn notes(arguments: &Notes) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    if let Some(from) = &arguments.import {
        return match import(from, &arguments.files, &tables) {
            Ok(status) => ExitCode::from(status),
            Err(reason) => fail(&reason),
        };
    }
    let (mut all, mut status) = (Vec::new(), 0);
    for path in &arguments.files {
        match open(path, &tables) {
            Ok(opened) => all.extend(noted(path, &opened, arguments.commentary)),
            Err(reason) => {
                warn(&format!("manicule: {reason}\n"));
                status = COULD_NOT;
            }
        }
    }
    all.retain(|noted| !noted.notes.is_empty());
    // Documents by their dates, the undated last; of one document in the order of its text.
    all.sort_by_key(|noted| {
        let date = noted.document.metadata.dates.first();
        let date = date.and_then(|date| date.edtf.as_ref().map(ToString::to_string));
        (date.is_none(), date)
    });
    let written = match arguments.format {
        NotesFormat::Markdown => all.iter().map(markdown).collect::<Vec<_>>().join("\n"),
        NotesFormat::WebAnnotation => web_annotations(&all),
        NotesFormat::Toml => toml(&all),
    };
    write(&written, status)
}

fn open(path: &Path, tables: &Arc<Tables>) -> Result<Opened, String> {
    let mut opened = files::open(path, tables)?;
    Store::of_user().add_to(Some(path), &mut opened);
    Ok(opened)
}

/// The notes of every document of a file, in the order of its text; those that stand nowhere last.
fn noted(path: &Path, opened: &Opened, is_commentary: bool) -> Vec<Noted> {
    let comments = opened
        .commentary
        .as_ref()
        .map(|(_, text, _)| commentary::read(text).0);
    let comments = comments.filter(|comments| is_commentary && !comments.is_own);
    let mut all = Vec::new();
    for (number, document) in (0..).zip(&opened.reading.documents) {
        let mut notes: Vec<(Note, Option<Place>)> = if is_commentary {
            let anchors = notebook::anchors(document);
            let of_first = comments
                .iter()
                .filter(|_| number == 0)
                .flat_map(|comments| &comments.notes);
            of_first
                .map(|note| (note.clone(), place(note, &anchors)))
                .collect()
        } else {
            let kept = opened
                .notebook(number)
                .into_iter()
                .flat_map(Notebook::notes);
            kept.map(|kept| (kept.note.clone(), kept.span().map(|span| span.start)))
                .collect()
        };
        notes.sort_by_key(|(_, place)| (place.is_none(), *place));
        all.push(Noted {
            file: path.display().to_string(),
            document: document.clone(),
            notes,
        });
    }
    all
}

fn place(note: &Note, anchors: &Anchors<'_>) -> Option<Place> {
    match note.quotation().map(|quotation| anchors.find(quotation)) {
        Some(Found::Exact(span) | Found::Moved(span)) => Some(span.start),
        Some(Found::Often(_) | Found::Never) => None,
        None => Some(0),
    }
}

/// A document's notes as Markdown: the citation, then each passage with what is said of it.
fn markdown(noted: &Noted) -> String {
    let document = &noted.document;
    let citation = Citation::of(document).note(Style::Chicago);
    let mut text = format!("## {}\n\n{}\n", plain(title_of(document)), plain(&citation));
    for (note, place) in &noted.notes {
        text.push('\n');
        let what = match &note.subject {
            Subject::Quotation(quotation) => plain(&quotation.exact),
            Subject::Field(field) => format!("[{}]", plain(field)),
            Subject::Document => String::new(),
        };
        if !what.is_empty() {
            let _ = writeln!(text, "> {what}\n");
        }
        if !note.text.is_empty() {
            let _ = writeln!(text, "{}\n", note.text);
        }
        let mut said: Vec<String> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
        said.extend(note.pen.map(|pen| format!("highlighted ({pen})")));
        let is_quoted = note.quotation().is_some();
        match place.filter(|_| is_quoted) {
            Some(place) => said.extend(locator(document, place)),
            None if is_quoted => said.push("not found in the text as it is now".to_owned()),
            None => {}
        }
        said.extend(
            note.source
                .as_ref()
                .map(|source| format!("source: {}", plain(source))),
        );
        said.extend(
            note.changed
                .as_deref()
                .or(note.created.as_deref())
                .and_then(|time| time.get(..10))
                .map(str::to_owned),
        );
        if !said.is_empty() {
            let _ = writeln!(text, "{}", said.join(" · "));
        }
    }
    text
}

/// Point and page of a place.
fn locator(document: &Document, place: Place) -> Vec<String> {
    let locator = Citation::at(document, place).locator;
    let point = locator.point.map(|point| format!("point {point}"));
    let page = locator.page.map(|page| format!("p. {page}"));
    point.into_iter().chain(page).collect()
}

/// Words in one line.
fn plain(text: &str) -> String {
    shown(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn web_annotations(all: &[Noted]) -> String {
    let notes = all.iter().flat_map(|noted| {
        let notes = noted.notes.iter();
        notes.map(|(note, _)| (noted.file.as_str(), noted.document.edition_text(), note))
    });
    web::write("Notes made with manicule", notes)
}

/// All notes as one file of notes. Those of several documents name theirs.
fn toml(all: &[Noted]) -> String {
    let titles: Vec<&str> = all.iter().map(|noted| title_of(&noted.document)).collect();
    let edits: Vec<Edit> = all
        .iter()
        .flat_map(|noted| {
            noted.notes.iter().map(|(note, _)| {
                let mut note = note.clone();
                if note.id.is_empty() {
                    note.id = note.known_by_its_words();
                }
                if all.len() > 1 {
                    note.document
                        .get_or_insert_with(|| noted.document.id.clone());
                }
                Edit::Put(Box::new(note))
            })
        })
        .collect();
    edit::apply(&edit::new_file(&titles.join("; ")), &edits).unwrap_or_default()
}

/// Takes in the notes of a file of web annotations. Says what it could not place.
fn import(from: &Path, paths: &[PathBuf], tables: &Arc<Tables>) -> Result<u8, String> {
    let name = from.display().to_string();
    let text =
        std::fs::read_to_string(from).map_err(|error| format!("{}: {error}", shown(&name)))?;
    let all = web::read(&text).map_err(|reason| format!("{}: {reason}", shown(&name)))?;
    let mut opened = Vec::new();
    for path in paths {
        opened.push((path, open(path, tables)?, Vec::<(u32, Vec<Edit>)>::new()));
    }
    let mut names = Names::new(read::seed());
    let (mut taken, mut unplaced) = (0, 0);
    for read in all {
        let on = read.on.clone().unwrap_or_default();
        let candidates = opened
            .iter()
            .enumerate()
            .flat_map(|(file, (_, opened, _))| {
                let documents = (0..).zip(&opened.reading.documents);
                documents.map(move |(number, document)| (file, number, document))
            });
        let candidates: Vec<(usize, u32, &Document)> = candidates.collect();
        let Some(&(file, number, document)) = best(&read, &on, &candidates) else {
            continue;
        };
        let mut note = read.in_text(document.edition_text());
        if note.id.is_empty() {
            note.id = names.make();
        }
        let is_placed = place(&note, &notebook::anchors(document)).is_some();
        if !is_placed {
            unplaced += 1;
            let words = note
                .quotation()
                .map(|quotation| plain(&quotation.exact))
                .unwrap_or_default();
            warn(&format!(
                "manicule: `{words}` is not in {}; the note is kept without a place\n",
                shown(title_of(document))
            ));
        }
        let is_one_of_several = opened[file].1.reading.documents.len() > 1;
        note.document = is_one_of_several.then(|| document.id.clone());
        taken += 1;
        let edits = &mut opened[file].2;
        let at = edits.iter().position(|(of, _)| *of == number);
        let at = at.unwrap_or_else(|| {
            edits.push((number, Vec::new()));
            edits.len() - 1
        });
        edits[at].1.push(Edit::Put(Box::new(note)));
    }
    for (path, opened, edits) in opened {
        let documents = &opened.reading.documents;
        for (number, edits) in edits {
            let Some(document) = documents.get(number as usize) else {
                continue;
            };
            let keeping = Keeping {
                document: DocumentId {
                    number,
                    ..DocumentId::default()
                },
                name: (documents.len() > 1).then(|| document.id.clone()),
                title: title_of(document).to_owned(),
                identity: identity(document),
                edits,
                when: When::Now,
            };
            Store::of_user().keep(Some(path), &keeping)?;
        }
    }
    warn(&format!(
        "manicule: {taken} notes taken in, {unplaced} of them without a place\n"
    ));
    Ok(if unplaced > 0 { FOUND_WRONG } else { 0 })
}

/// The document that an annotation is on: the one that it names, or else the first that has its words, or else the first.
fn best<'a, 'b>(
    read: &web::Read,
    on: &str,
    candidates: &'a [(usize, u32, &'b Document)],
) -> Option<&'a (usize, u32, &'b Document)> {
    let fragment = on.rsplit_once('#').map(|(_, fragment)| fragment);
    let named = candidates
        .iter()
        .find(|(_, _, document)| Some(document.id.as_str()) == fragment);
    let has_words = |candidate: &&(usize, u32, &Document)| {
        let note = read.clone().in_text(candidate.2.edition_text());
        let found = note
            .quotation()
            .map(|quotation| notebook::anchors(candidate.2).find(quotation));
        matches!(found, Some(Found::Exact(_)))
    };
    named
        .or_else(|| candidates.iter().find(has_words))
        .or_else(|| candidates.first())
}
