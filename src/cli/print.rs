//! `manicule print`: documents on standard output.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::document::Document;
use crate::export::{self, LocatedProblem, NotesPlacement, TextOptions};
use crate::library::{Opened, State};
use crate::problem::in_lines;
use crate::view::View;

use super::configuration::{Configuration, is_no_color_set, settings};
use super::files::{self, CORPUS};
use super::output::{fail, warn, write};
use super::{COULD_NOT, Color, Format, Print};

/// Prints one file.
pub(super) fn print(arguments: &Print) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    let opened = match files::open(&arguments.file, &tables) {
        Ok(opened) => opened,
        Err(reason) => return fail(&reason),
    };
    let documents = match files::documents(&opened, arguments.document.as_deref()) {
        Ok(documents) => documents,
        Err(reason) => return fail(&reason),
    };
    let name = arguments.file.display().to_string();
    let text = match arguments.format {
        Format::Json => export::json(&documents, &located(&opened, &name)),
        Format::Text => {
            let view = View::from(arguments.view);
            documents_as_text(&documents, &view, options(arguments))
        }
    };
    write(&text, 0)
}

/// Prints files as plain text, because standard output is no terminal.
pub(super) fn print_plainly(paths: &[PathBuf]) -> ExitCode {
    let tables = Configuration::read_and_warn().tables;
    let options = TextOptions {
        width: None,
        notes: NotesPlacement::End,
        colour: false,
        reorder: false,
    };
    let mut text = String::new();
    let mut status = 0;
    let mut add = |opened: Result<Opened, String>| match opened {
        Ok(opened) => text.push_str(&documents_as_text(
            &opened.reading.documents.iter().collect::<Vec<_>>(),
            &View::default(),
            options,
        )),
        Err(reason) => {
            warn(&format!("manicule: {reason}\n"));
            status = COULD_NOT;
        }
    };
    if paths.is_empty()
        && let Some(first) = CORPUS.first()
    {
        match first.open() {
            State::Open(opened) => add(Ok(*opened)),
            State::Failed(reason) => add(Err(reason)),
            State::Known | State::Waiting => {}
        }
    }
    for path in paths {
        add(files::open(path, &tables));
    }
    write(&text, status)
}

fn documents_as_text(documents: &[&Document], view: &View, options: TextOptions) -> String {
    let texts: Vec<String> = documents
        .iter()
        .map(|document| export::text(document, view, options))
        .collect();
    texts.join("\n\n")
}

fn options(arguments: &Print) -> TextOptions {
    let is_terminal = io::stdout().is_terminal();
    let terminal_width = || {
        crossterm::terminal::size()
            .ok()
            .map(|(width, _)| width)
            .filter(|_| is_terminal)
    };
    let width = arguments.width.or_else(terminal_width);
    let has_margin = width.is_some_and(|width| width >= LEAST_WIDTH_FOR_MARGIN);
    let notes = arguments.notes.map_or(
        if has_margin {
            NotesPlacement::Margin
        } else {
            NotesPlacement::End
        },
        Into::into,
    );
    let colour = match arguments.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => is_terminal && !is_no_color_set(),
    };
    TextOptions {
        width,
        notes,
        colour,
        reorder: is_terminal && settings(&mut Vec::new()).reorder,
    }
}

/// Below this width notes stand at the end unless they are asked for in the margin.
const LEAST_WIDTH_FOR_MARGIN: u16 = 80;

/// The problems of a file, with line and column.
pub(super) fn located(opened: &Opened, name: &str) -> Vec<LocatedProblem> {
    let problems = opened.problems(name);
    let mut located: Vec<LocatedProblem> = Vec::new();
    for (path, lines, problem) in in_lines(problems) {
        let at = lines.position(problem.span.start);
        let (message, hint) = (problem.message.clone(), problem.hint.clone());
        located.push(LocatedProblem {
            path: path.to_owned(),
            line: at.line,
            column: at.column,
            message,
            hint,
        });
    }
    located
}
