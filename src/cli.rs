//! The command line: arguments, the commands that print, exit statuses (0 all well, 1 something found wrong, 2 could not).
//!
//! Parses, then resolves: [`Arguments`] are what the user said; each command's function works out what that means here.
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     manicule::cli::run()
//! }
//! ```

mod check;
mod cite;
mod configuration;
mod convert;
mod editor;
mod files;
mod generate;
mod input;
mod keep;
mod library;
mod notes;
mod output;
mod own_notes;
mod pages;
mod print;
mod read;
mod room;
mod stream;

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use strum::IntoEnumIterator;

use crate::citation::Style;
use crate::export::{Form, NotesPlacement};
use crate::view::NamedView;

/// Something was found wrong.
const FOUND_WRONG: u8 = 1;
/// What was asked could not be done.
const COULD_NOT: u8 = 2;

/// Read annotated primary sources in the terminal
#[derive(Debug, Parser)]
#[command(name = "manicule", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Documents to read; `-` is standard input. Without any, what is piped in, or else the documents that come with the
    /// program
    files: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print a document
    Print(Print),
    /// Say what could not be read as it stands, and what every byte was taken for
    Check(Check),
    /// Write the citation of a document, or of every document of some files
    Cite(Cite),
    /// Find words in the documents of files and folders
    Search(library::Search),
    /// List the documents of files and folders, with their facts and texts
    List(library::List),
    /// Write a document in another form: the native one to correct and keep, or those that others read
    Convert(Convert),
    /// Print your notes on documents, or the commentaries beside them; or take notes in
    Notes(notes::Notes),
    /// Write the man page or completions, for packages
    #[command(hide = true)]
    Generate {
        /// What is to be made
        #[arg(value_enum)]
        what: generate::Generated,
    },
}

#[derive(Debug, clap::Args)]
struct Print {
    /// The file; `-` is standard input
    file: PathBuf,
    /// Which document of a file that holds several: its identifier, or its number; without it, all
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Which view
    #[arg(long, value_name = "NAME", default_value = "annotated", value_parser = parse_view)]
    view: NamedView,
    /// The widest line, in columns; without it, the terminal's width or no limit
    #[arg(long, value_name = "N")]
    width: Option<u16>,
    /// Where notes stand
    #[arg(long, value_enum, value_name = "WHERE")]
    notes: Option<Notes>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: Format,
    /// Whether to print colours and attributes
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Color,
}

#[derive(Debug, clap::Args)]
struct Cite {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which document of a file that holds several: its identifier, or its number; without it, all
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Which numbered point of the document: `3`, `5.b`
    #[arg(long, value_name = "POINT")]
    point: Option<String>,
    /// The form of the notes
    #[arg(long, value_name = "STYLE", default_value = "chicago", value_parser = parse_style)]
    style: Style,
    /// Notes for people, or a file for a reference manager
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: CiteFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum CiteFormat {
    /// Notes in the chosen style, one a line
    #[default]
    Text,
    /// CSL-JSON, for Zotero and pandoc
    CslJson,
    /// BibLaTeX
    #[value(name = "biblatex")]
    BibLatex,
    /// RIS
    Ris,
}

#[derive(Debug, clap::Args)]
struct Convert {
    /// The file; `-` is standard input
    file: PathBuf,
    /// The form to write
    #[arg(long, default_value = "native", value_name = "FORM", value_parser = forms())]
    to: Form,
    /// Which document of a file that holds several: its identifier, or its number
    #[arg(long, value_name = "ID")]
    document: Option<String>,
    /// Which view HTML and Markdown show; without it, the one that loses least
    #[arg(long, value_name = "NAME", value_parser = parse_view)]
    view: Option<NamedView>,
    /// Take the commentary beside the file in
    #[arg(long)]
    with_notes: bool,
}

#[derive(Debug, clap::Args)]
struct Check {
    /// The files; `-` is standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The form of what is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    format: CheckFormat,
    /// Say of every line what it was taken for
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people
    #[default]
    Text,
    /// One line for each problem, `FILE:LINE:COLUMN: what is wrong`, as editors take it
    Short,
    /// For programs
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    /// If standard output is a terminal and `NO_COLOR` is not set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Notes {
    /// Beside the text
    Margin,
    /// Under the paragraph that they belong to
    Below,
    /// At the end
    End,
    /// Left out
    None,
}

impl From<Notes> for NotesPlacement {
    fn from(notes: Notes) -> Self {
        match notes {
            Notes::Margin => Self::Margin,
            Notes::Below => Self::Below,
            Notes::End => Self::End,
            Notes::None => Self::None,
        }
    }
}

/// Reads the arguments, does what they ask and says how it went.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return say(&error),
    };
    match arguments.action {
        None => read::read(&arguments.files),
        Some(Action::Print(print)) => print::print(&print),
        Some(Action::Search(search)) => library::search(&search),
        Some(Action::List(list)) => library::list(&list),
        Some(Action::Check(check)) => check::check(&check),
        Some(Action::Cite(cite)) => cite::cite(&cite),
        Some(Action::Convert(convert)) => convert::write_in_form(&convert),
        Some(Action::Notes(notes)) => notes::notes(&notes),
        Some(Action::Generate { what }) => generate::generate(what),
    }
}

/// Says what the command line's own parser has to say: help and version on standard output; on standard error what is wrong,
/// which quotes the arguments.
fn say(error: &clap::Error) -> ExitCode {
    let said = error.render();
    if error.use_stderr() {
        output::warn(&said.to_string());
        return ExitCode::from(COULD_NOT);
    }
    if io::stdout().is_terminal() && !configuration::is_no_color_set() {
        output::write_styled(&said.ansi().to_string(), 0)
    } else {
        output::write(&said.to_string(), 0)
    }
}

/// The forms of `convert`, each with its help.
fn forms() -> impl TypedValueParser<Value = Form> {
    let value = |form: Form| PossibleValue::new(<&str>::from(form)).help(form.help());
    PossibleValuesParser::new(Form::iter().map(value)).try_map(|name| name.parse::<Form>())
}

fn parse_view(name: &str) -> Result<NamedView, String> {
    parse_name("views", name)
}

fn parse_style(name: &str) -> Result<Style, String> {
    parse_name("styles", name)
}

/// One of the names of an enum, spaces for hyphens; else the nearest name and all of them.
fn parse_name<T>(what: &str, name: &str) -> Result<T, String>
where
    T: IntoEnumIterator + FromStr + Into<&'static str>,
{
    name.replace(' ', "-").parse().map_err(|_| {
        let names: Vec<&str> = T::iter().map(Into::into).collect();
        let nearest = crate::problem::nearest(name, names.iter().copied());
        let hint = nearest
            .map(|near| format!("did you mean `{near}`? "))
            .unwrap_or_default();
        format!("{hint}{what} are {}", names.join(", "))
    })
}
