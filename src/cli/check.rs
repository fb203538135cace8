//! `manicule check`: what could not be read as it stands, and what every byte of a file was taken for.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::export::LocatedProblem;
use crate::layout;
use crate::library::Opened;
use crate::problem::{LineIndex, in_lines};
use crate::source::{Class, Entry, Tally};

use super::configuration::Configuration;
use super::output::{fail, warn, write};
use super::print::located;
use super::{COULD_NOT, Check, CheckFormat, FOUND_WRONG, files};

#[derive(Serialize)]
struct Checked {
    files: Vec<CheckedFile>,
}

#[derive(Serialize)]
struct CheckedFile {
    path: String,
    bytes: usize,
    ledger: Tally,
    problems: Vec<LocatedProblem>,
}

/// Checks files.
pub(super) fn check(arguments: &Check) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    let mut checked = Checked { files: Vec::new() };
    let mut text = String::new();
    let mut status = 0;
    for path in &arguments.files {
        match files::open(path, &tables) {
            Ok(opened) => {
                let file = checked_file(path, &opened);
                if !file.problems.is_empty() {
                    status = status.max(FOUND_WRONG);
                }
                match arguments.format {
                    CheckFormat::Text => {
                        text.push_str(&as_text(&file, &opened, arguments.explain));
                    }
                    CheckFormat::Short => text.push_str(&in_short(&file.problems)),
                    CheckFormat::Json => {}
                }
                checked.files.push(file);
            }
            Err(reason) => {
                warn(&format!("manicule: {reason}\n"));
                status = COULD_NOT;
            }
        }
    }
    if arguments.format == CheckFormat::Json {
        match serde_json::to_string(&checked) {
            Ok(json) => text = json + "\n",
            Err(error) => return fail(&error.to_string()),
        }
    }
    write(&text, status)
}

fn checked_file(path: &Path, opened: &Opened) -> CheckedFile {
    let decoded = &opened.reading.decoded;
    let path = path.display().to_string();
    CheckedFile {
        bytes: decoded.source_len,
        ledger: opened.reading.ledger.tally(decoded),
        problems: located(opened, &path),
        path,
    }
}

/// One line for each problem: `FILE:LINE:COLUMN: what is wrong; what to do`.
fn in_short(problems: &[LocatedProblem]) -> String {
    let mut text = String::new();
    for problem in problems {
        let path = layout::shown(&problem.path);
        let (line, column) = (problem.line, problem.column);
        let message = layout::shown(&problem.message);
        let _ = write!(text, "{path}:{line}:{column}: {message}");
        if let Some(hint) = &problem.hint {
            let _ = write!(text, "; {}", layout::shown(hint));
        }
        text.push('\n');
    }
    text
}

fn as_text(file: &CheckedFile, opened: &Opened, explain: bool) -> String {
    let mut text = String::new();
    for (name, lines, problem) in in_lines(opened.problems(&file.path)) {
        text.push_str(&problem.render(name, &lines));
    }
    let Tally {
        text: words,
        note,
        mark,
        metadata,
        furniture,
        blank,
    } = file.ledger;
    let path = layout::shown(&file.path);
    let encoding = opened.reading.decoded.encoding;
    let problems = match file.problems.len() {
        0 => "no problems".to_owned(),
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    let _ = writeln!(
        text,
        "{path}: {} bytes of {encoding}: text {words}, note {note}, mark {mark}, metadata {metadata}, furniture {furniture}, blank {blank}; {problems}",
        file.bytes
    );
    if explain {
        add_lines(&mut text, opened, |_| true);
    } else {
        add_lines(&mut text, opened, |entry| entry.class == Class::Furniture);
    }
    text
}

/// Lists stretches of the source, line by line, with what they were taken for.
fn add_lines(text: &mut String, opened: &Opened, is_wanted: impl Fn(&Entry) -> bool) {
    let source = &opened.reading.decoded.text;
    let lines = LineIndex::new(source);
    for entry in opened
        .reading
        .ledger
        .entries()
        .iter()
        .filter(|entry| entry.class != Class::Blank && is_wanted(entry))
    {
        let mut place = entry.span.start;
        for part in entry.span.of(source).split_inclusive('\n') {
            let at = lines.position(place);
            place += part.len();
            let part = part.trim_end_matches(['\n', '\r']);
            if !part.trim().is_empty() {
                let _ = writeln!(
                    text,
                    "{:>6}:{:<4} {:<10} {:<20} {}",
                    at.line,
                    at.column,
                    entry.class.to_string(),
                    entry.detail,
                    layout::shown(part)
                );
            }
        }
    }
}
