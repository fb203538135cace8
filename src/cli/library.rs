//! `manicule search` and `manicule list`: the documents of files and folders, by the index or one after the other.
//!
//! Exit statuses are grep's: 0 something found, 1 nothing found, 2 something could not be done.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::{fs, iter};

use clap::ValueEnum;
use etcetera::BaseStrategy;
use serde::Serialize;

use super::configuration::Configuration;
use super::output::{fail, warn, write};
use super::{COULD_NOT, FOUND_WRONG, files};
use crate::catalogue::{
    Answer, Card, Catalogue, CatalogueError, Order, Progress, Query, Record, Summary, walk,
};
use crate::layout::shown;
use crate::problem::LineIndex;
use crate::source::Tables;

/// Nothing was found: grep's status for it.
const NOTHING_FOUND: u8 = FOUND_WRONG;

/// How many characters of context a line shows on each side of a hit.
const CONTEXT: usize = 40;

#[derive(Debug, clap::Args)]
pub(super) struct Search {
    /// What to look for: words, "a phrase", word*, a ~5 b, a|b, -not, in:handwriting, from:stalin, date:1945-11/1946-02, …
    query: String,
    /// Files and folders; without any, the folder one is in
    paths: Vec<PathBuf>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: SearchFormat,
    /// The order of the hits
    #[arg(long, value_enum, default_value_t, value_name = "ORDER")]
    sort: Sort,
    /// Print only how many hits and documents there are
    #[arg(long)]
    count: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Files and folders; without any, the folder one is in
    paths: Vec<PathBuf>,
    /// Only documents that answer this query, written as for `search`
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: ListFormat,
    /// The order of the documents
    #[arg(long, value_enum, default_value_t, value_name = "ORDER")]
    sort: Sort,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum SearchFormat {
    /// A line a hit: file, document, part, and the words in context
    #[default]
    Text,
    /// An object a hit, one a line
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A line a document: date, sender, addressee, title, file
    #[default]
    Text,
    /// An array of records with their texts
    Json,
    /// The same records, one a line
    Ndjson,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// By date, the undated last
    #[default]
    Date,
    /// By sender
    From,
    /// By addressee
    To,
    /// By title
    Title,
    /// By archive
    Archive,
    /// By file, in the order of the file
    File,
    /// By the words before a hit, the nearest first
    Left,
    /// By the words behind a hit
    Right,
}

impl Sort {
    fn order(self) -> Order {
        match self {
            Self::Date | Self::Left | Self::Right => Order::Date,
            Self::From => Order::From,
            Self::To => Order::To,
            Self::Title => Order::Title,
            Self::Archive => Order::Archive,
            Self::File => Order::File,
        }
    }
}

/// A hit as a line of `--format json`.
#[derive(Serialize)]
struct HitRecord<'a> {
    file: &'a str,
    document: &'a str,
    number: u32,
    title: Option<&'a str>,
    date: Option<&'a str>,
    #[serde(rename = "in")]
    field: Option<&'static str>,
    start: Option<usize>,
    end: Option<usize>,
    left: &'a str,
    hit: &'a str,
    right: &'a str,
}

/// Prints where documents have what is looked for.
pub(super) fn search(arguments: &Search) -> ExitCode {
    let configuration = Configuration::read_and_warn();
    let query = match parse(&arguments.query) {
        Ok(query) => query,
        Err(status) => return status,
    };
    let (catalogue, scope, summary) = match up_to_date_and_said(&arguments.paths, &configuration) {
        Ok(ready) => ready,
        Err(reason) => return fail(&reason),
    };
    let answers = match answers(&catalogue, &scope, &query, arguments.sort) {
        Ok(answers) => answers,
        Err(error) => return fail(&error.to_string()),
    };
    let hits: usize = answers.iter().map(|answer| answer.hits.len()).sum();
    let text = if arguments.count {
        format!("{hits} hits in {} documents\n", answers.len())
    } else {
        let lines = lines(&answers, arguments.sort);
        match arguments.format {
            SearchFormat::Text => lines.iter().map(Line::text).collect(),
            SearchFormat::Json => lines.iter().map(Line::json).collect(),
        }
    };
    let is_nothing = answers.is_empty();
    write(&text, status(&summary, is_nothing))
}

/// Prints what documents there are.
pub(super) fn list(arguments: &List) -> ExitCode {
    let configuration = Configuration::read_and_warn();
    let tables = &configuration.tables;
    let query = match arguments
        .query
        .as_deref()
        .map_or(Ok(Query::default()), parse)
    {
        Ok(query) => query,
        Err(status) => return status,
    };
    let is_from_files = arguments.format != ListFormat::Text;
    if is_from_files && arguments.query.is_none() {
        return list_records(&arguments.paths, tables, arguments.format, &|_, _| true);
    }
    let (catalogue, scope, summary) = match up_to_date_and_said(&arguments.paths, &configuration) {
        Ok(ready) => ready,
        Err(reason) => return fail(&reason),
    };
    let answers = match answers(&catalogue, &scope, &query, arguments.sort) {
        Ok(answers) => answers,
        Err(error) => return fail(&error.to_string()),
    };
    if is_from_files {
        let is_wanted = |file: &str, number: u32| {
            answers
                .iter()
                .any(|answer| answer.card.file == file && answer.card.number == number)
        };
        return list_records(&arguments.paths, tables, arguments.format, &is_wanted);
    }
    let text: String = answers
        .iter()
        .map(|answer| card_line(&answer.card))
        .collect();
    write(&text, status(&summary, answers.is_empty()))
}

fn status(summary: &Summary, is_nothing: bool) -> u8 {
    if !summary.failures.is_empty() {
        COULD_NOT
    } else if is_nothing {
        NOTHING_FOUND
    } else {
        0
    }
}

/// The query as typed, or its mistakes said.
fn parse(line: &str) -> Result<Query, ExitCode> {
    let (query, problems) = Query::parse(line);
    if problems.is_empty() {
        return Ok(query);
    }
    let lines = LineIndex::new(line);
    for problem in &problems {
        warn(&problem.render("query", &lines));
    }
    Err(ExitCode::from(COULD_NOT))
}

fn answers(
    catalogue: &Catalogue,
    scope: &[String],
    query: &Query,
    sort: Sort,
) -> Result<Vec<Answer>, CatalogueError> {
    let mut answers = Vec::new();
    catalogue.answers(scope, query, sort.order(), &mut |answer| {
        answers.push(answer);
        ControlFlow::Continue(())
    })?;
    Ok(answers)
}

/// The same for a command that prints: how far reading is and what could not be read is said on standard error.
fn up_to_date_and_said(
    paths: &[PathBuf],
    configuration: &Configuration,
) -> Result<(Catalogue, Vec<String>, Summary), String> {
    let (tables, key) = (&configuration.tables, &configuration.tables_key);
    let (catalogue, scope, summary) = up_to_date(paths, tables, key, &mut say_progress())?;
    if let Some(notice) = &catalogue.notice {
        warn(&format!("manicule: {notice}\n"));
    }
    for failure in &summary.failures {
        warn(&format!("manicule: {}\n", shown(failure)));
    }
    Ok((catalogue, scope, summary))
}

/// The index with everything under the paths in it as it is now; the paths, absolute; what came of reading.
pub(super) fn up_to_date(
    paths: &[PathBuf],
    tables: &Arc<Tables>,
    tables_key: &str,
    progress: &mut dyn FnMut(Progress<'_>) -> ControlFlow<()>,
) -> Result<(Catalogue, Vec<String>, Summary), String> {
    let roots = roots(paths);
    let mut scope = Vec::new();
    for root in &roots {
        let absolute = fs::canonicalize(root)
            .map_err(|error| format!("{}: {error}", shown(&root.to_string_lossy())))?;
        scope.push(absolute.to_string_lossy().into_owned());
    }
    let mut catalogue = open_catalogue()?;
    let summary = catalogue
        .refresh(
            &roots,
            tables_key,
            &|path: &Path, bytes| files::documents_of(path, bytes, tables),
            progress,
        )
        .map_err(|error| error.to_string())?;
    Ok((catalogue, scope, summary))
}

fn roots(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        paths.to_vec()
    }
}

/// The index in the cache folder.
pub(super) fn open_catalogue() -> Result<Catalogue, String> {
    let folder =
        etcetera::choose_base_strategy().map(|strategy| strategy.cache_dir().join("manicule"));
    let catalogue = match folder {
        Ok(folder) => Catalogue::open(&folder.join("library.sqlite")),
        Err(_) => Catalogue::in_memory(None),
    };
    catalogue.map_err(|error| error.to_string())
}

/// Says on a terminal how far reading is, on one line that is cleared at the end.
fn say_progress() -> impl FnMut(Progress<'_>) -> ControlFlow<()> {
    let is_terminal = io::stderr().is_terminal();
    move |progress| {
        if is_terminal && progress.of > 0 {
            let line = if progress.done < progress.of {
                format!("\rreading {} of {} files …", progress.done, progress.of)
            } else {
                "\r\u{1b}[K".to_owned()
            };
            let _ = io::stderr().lock().write_all(line.as_bytes());
        }
        ControlFlow::Continue(())
    }
}

/// A line of `search`: a hit, or a document where none was asked for.
struct Line<'a> {
    card: &'a Card,
    hit: Option<&'a crate::catalogue::Hit>,
}

fn lines(answers: &[Answer], sort: Sort) -> Vec<Line<'_>> {
    let of = |answer: &'_ Answer| -> usize { answer.hits.len().max(1) };
    let mut lines: Vec<Line<'_>> = answers
        .iter()
        .flat_map(|answer| {
            (0..of(answer)).map(|at| Line {
                card: &answer.card,
                hit: answer.hits.get(at),
            })
        })
        .collect();
    match sort {
        Sort::Left => lines.sort_by_cached_key(Line::left_words),
        Sort::Right => lines.sort_by_cached_key(Line::right_words),
        Sort::Date | Sort::From | Sort::To | Sort::Title | Sort::Archive | Sort::File => {}
    }
    lines
}

impl Line<'_> {
    /// The words before the hit, the nearest first: concordances are sorted by the neighbour, not by where a window begins.
    fn left_words(&self) -> Vec<String> {
        let left = self
            .hit
            .map(|hit| hit.context.left.as_str())
            .unwrap_or_default();
        let mut words = crate::catalogue::words::words(left);
        words.reverse();
        words
    }

    fn right_words(&self) -> Vec<String> {
        crate::catalogue::words::words(
            self.hit
                .map(|hit| hit.context.right.as_str())
                .unwrap_or_default(),
        )
    }

    fn text(&self) -> String {
        let (file, id) = (shown(&self.card.file), shown(&self.card.id));
        let Some(hit) = self.hit else {
            return card_line(self.card);
        };
        let (left, right) = (&hit.context.left, &hit.context.right);
        let from = left
            .char_indices()
            .rev()
            .take(CONTEXT)
            .last()
            .map_or(left.len(), |(at, _)| at);
        let until = right
            .char_indices()
            .nth(CONTEXT)
            .map_or(right.len(), |(at, _)| at);
        let (left, right) = (
            left.get(from..).unwrap_or_default(),
            right.get(..until).unwrap_or_default(),
        );
        let words = format!("{left}{}{right}", hit.context.hit);
        format!("{file}:{id}:{}: {}\n", hit.field, shown(words.trim()))
    }

    fn json(&self) -> String {
        let context = self.hit.map(|hit| &hit.context);
        let is_place = |hit: &&crate::catalogue::Hit| {
            hit.field != crate::catalogue::regions::TextField::Metadata
        };
        let place = self.hit.filter(is_place).map(|hit| hit.span);
        let record = HitRecord {
            file: &self.card.file,
            document: &self.card.id,
            number: self.card.number,
            title: self.card.title.as_deref(),
            date: self.card.edtf.as_deref().or(self.card.date.as_deref()),
            field: self.hit.map(|hit| hit.field.name()),
            start: place.map(|span| span.start),
            end: place.map(|span| span.end),
            left: context.map_or("", |context| &context.left),
            hit: context.map_or("", |context| &context.hit),
            right: context.map_or("", |context| &context.right),
        };
        let mut line = serde_json::to_string(&record).unwrap_or_default();
        line.push('\n');
        line
    }
}

/// Date, sender, addressee, title, file and document, parted by tabs, as `cut` and `sort` want them.
fn card_line(card: &Card) -> String {
    let date = card.edtf.as_deref().or(card.date.as_deref()).unwrap_or("");
    let cells = [
        date,
        &card.from.join("; "),
        &card.to.join("; "),
        card.title.as_deref().unwrap_or(""),
        &card.file,
        &card.id,
    ];
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| shown(&cell.replace(['\t', '\n'], " ")).into_owned())
        .collect();
    format!("{}\n", cells.join("\t"))
}

/// Writes the records of all documents, file by file, as they are read.
fn list_records(
    paths: &[PathBuf],
    tables: &Arc<Tables>,
    format: ListFormat,
    is_wanted: &dyn Fn(&str, u32) -> bool,
) -> ExitCode {
    let walk = walk::walk(&roots(paths));
    let mut status = if walk.failures.is_empty() {
        0
    } else {
        COULD_NOT
    };
    walk.failures
        .iter()
        .for_each(|failure| warn(&format!("manicule: {}\n", shown(failure))));
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut count = 0_usize;
    let (open, between, close) = match format {
        ListFormat::Json => ("[\n", ",\n", "\n]\n"),
        ListFormat::Text | ListFormat::Ndjson => ("", "\n", "\n"),
    };
    let mut put = |text: &str| out.write_all(text.as_bytes());
    let mut written = put(open);
    for found in &walk.files {
        let lines = match records_of(&found.path, tables, is_wanted) {
            Ok(lines) => lines,
            Err(reason) => {
                warn(&format!(
                    "manicule: {}: {reason}\n",
                    shown(&found.path.to_string_lossy())
                ));
                status = COULD_NOT;
                continue;
            }
        };
        for line in lines {
            let separator = iter::once(between).filter(|_| count > 0);
            written = written.and_then(|()| {
                separator
                    .chain(iter::once(line.as_str()))
                    .try_for_each(&mut put)
            });
            count += 1;
        }
        if written.is_err() {
            break;
        }
    }
    if count > 0 || format == ListFormat::Json {
        written = written.and_then(|()| put(close));
    }
    match written.and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(if status == 0 && count == 0 {
            NOTHING_FOUND
        } else {
            status
        }),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(status),
        Err(error) => fail(&format!("standard output cannot be written: {error}")),
    }
}

fn records_of(
    path: &Path,
    tables: &Arc<Tables>,
    is_wanted: &dyn Fn(&str, u32) -> bool,
) -> Result<Vec<String>, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let documents = files::documents_of(path, bytes, tables)?;
    let file = path.to_string_lossy();
    let numbered = (0_u32..)
        .zip(&documents)
        .filter(|(number, _)| is_wanted(&file, *number));
    Ok(numbered
        .map(|(number, document)| {
            serde_json::to_string(&Record::of(document, &file, number)).unwrap_or_default()
        })
        .collect())
}
