//! Reading a commentary's TOML: all its problems at once, and its good notes all the same.

use std::borrow::Cow;

use strum::IntoEnumIterator;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Commentary;
use crate::document::{Pen, Span};
use crate::notes::edit::WHOLE;
use crate::notes::note::paragraphs;
use crate::notes::{Note, Quotation, Subject};
use crate::problem::{self, Problem};

const OF_FILE: &[&str] = &["title", "author", "date", "own", "notes", "bibliography"];
const OF_NOTE: &[&str] = &[
    "quote", "before", "after", "place", "field", "text", "source", "author", "date", "id",
    "document", "pen", "tags", "created", "changed",
];

type Key<'a> = Spanned<Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// Reads a commentary.
pub fn read(written: &str) -> (Commentary, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(written);
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| {
            Problem::new(
                error.span().unwrap_or_default().into(),
                error.message().replace('\n', ", "),
            )
        })
        .map(|problem| problem.hint("a note has the form [[notes]], quote = \"…\", text = \"…\""))
        .collect();
    let mut commentary = Commentary::default();
    for (key, value) in table.into_inner() {
        match key.get_ref().as_ref() {
            "title" => commentary.title = string(&key, &value, &mut problems),
            "author" => commentary.author = string(&key, &value, &mut problems),
            "date" => commentary.date = date(&key, &value, &mut problems),
            "bibliography" => commentary.bibliography = strings(&key, &value, &mut problems),
            "own" => commentary.is_own = flag(&key, &value, &mut problems),
            "notes" => commentary.notes = notes(&key, value, &mut problems),
            _ => problems.push(unknown(&key, OF_FILE)),
        }
    }
    problems.sort_by_key(|problem| problem.span);
    (commentary, problems)
}

fn notes(key: &Key<'_>, value: Value<'_>, problems: &mut Vec<Problem>) -> Vec<Note> {
    let DeValue::Array(tables) = value.into_inner() else {
        let problem = Problem::new(key.span().into(), "`notes` must be tables");
        problems.push(problem.hint("begin each note with [[notes]] on a line of its own"));
        return Vec::new();
    };
    tables
        .into_iter()
        .filter_map(|table| note(table, problems))
        .collect()
}

fn note(table: Value<'_>, problems: &mut Vec<Problem>) -> Option<Note> {
    let whole = Span::from(table.span());
    let DeValue::Table(fields) = table.into_inner() else {
        problems
            .push(Problem::new(whole, "a note must be a table").hint("begin it with [[notes]]"));
        return None;
    };
    let mut note = Note::default();
    let (mut quote, mut field) = (None, None);
    let mut quotation = Quotation::default();
    for (key, value) in fields {
        let span = Span::from(value.span());
        match key.get_ref().as_ref() {
            "quote" => quote = string(&key, &value, problems).map(|quote| (quote, span)),
            "field" => field = string(&key, &value, problems).map(|field| (field, span)),
            "before" => quotation.before = string(&key, &value, problems).unwrap_or_default(),
            "after" => quotation.after = string(&key, &value, problems).unwrap_or_default(),
            "place" => quotation.place = number(&key, &value, problems),
            "text" => note.text = string(&key, &value, problems).unwrap_or_default(),
            "source" => {
                note.source = string(&key, &value, problems).map(|source| one_line(&source));
            }
            "author" => note.author = string(&key, &value, problems),
            "date" => note.date = date(&key, &value, problems),
            "id" => note.id = string(&key, &value, problems).unwrap_or_default(),
            "document" => note.document = string(&key, &value, problems),
            "pen" => note.pen = pen(&key, &value, problems),
            "tags" => note.tags = strings(&key, &value, problems),
            "created" => note.created = date(&key, &value, problems),
            "changed" => note.changed = date(&key, &value, problems),
            _ => problems.push(unknown(&key, OF_NOTE)),
        }
    }
    let (subject, span) = match (quote, field) {
        (Some((exact, span)), None) => {
            let quotation = Quotation { exact, ..quotation };
            (Subject::Quotation(quotation), span)
        }
        (None, Some((field, span))) if field == WHOLE => (Subject::Document, span),
        (None, Some((field, span))) => (Subject::Field(field), span),
        (Some((_, span)), Some(_)) => {
            let problem = Problem::new(span, "a note has either `quote` or `field`, not both");
            problems.push(problem.hint("make two notes of it"));
            return None;
        }
        (None, None) => {
            let problem = Problem::new(whole, "this note says neither `quote` nor `field`");
            problems.push(problem.hint("add quote = \"…\", the words that it is about"));
            return None;
        }
    };
    note.text.truncate(note.text.trim_end().len());
    note.text
        .drain(..note.text.len() - note.text.trim_start().len());
    // A stretch that is highlighted, or filed under a word, says enough.
    let says_nothing =
        paragraphs(&note.text).is_empty() && note.pen.is_none() && note.tags.is_empty();
    if says_nothing {
        problems.push(Problem::new(span, "this note has no text").hint("add text = \"\"\"…\"\"\""));
        return None;
    }
    (note.subject, note.span) = (subject, span);
    Some(note)
}

/// A place in the text: a number of bytes.
fn number(key: &Key<'_>, value: &Value<'_>, problems: &mut Vec<Problem>) -> Option<usize> {
    let number = match value.get_ref() {
        DeValue::Integer(number) => usize::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    };
    if number.is_none() {
        let problem = Problem::new(
            value.span().into(),
            format!("`{}` must be a number", key.get_ref()),
        );
        problems.push(problem.hint("leave it out; it only helps to find the words"));
    }
    number
}

/// True or false.
fn flag(key: &Key<'_>, value: &Value<'_>, problems: &mut Vec<Problem>) -> bool {
    if let DeValue::Boolean(flag) = value.get_ref() {
        return *flag;
    }
    let problem = Problem::new(
        value.span().into(),
        format!("`{}` must be true or false", key.get_ref()),
    );
    problems.push(problem.hint("write true or false, without quotes"));
    false
}

/// The letter of a pen.
fn pen(key: &Key<'_>, value: &Value<'_>, problems: &mut Vec<Problem>) -> Option<Pen> {
    let letter = string(key, value, problems)?;
    let pen = letter.parse().ok();
    if pen.is_none() {
        let pens: Vec<&str> = Pen::iter().map(Into::into).collect();
        let problem = Problem::new(value.span().into(), format!("there is no pen `{letter}`"));
        problems.push(problem.hint(format!("pens are {}", pens.join(", "))));
    }
    pen
}

fn string(key: &Key<'_>, value: &Value<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    if let DeValue::String(text) = value.get_ref() {
        return Some(text.clone().into_owned());
    }
    let problem = Problem::new(
        value.span().into(),
        format!("`{}` must be a string", key.get_ref()),
    );
    problems.push(problem.hint("write it in double quotes"));
    None
}

/// A date: EDTF in quotation marks, or a date as TOML has it.
fn date(key: &Key<'_>, value: &Value<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    if let DeValue::Datetime(date) = value.get_ref() {
        return Some(date.to_string());
    }
    string(key, value, problems)
}

/// A list of strings, each in one line. What is no string is a problem, and the others hold.
fn strings(key: &Key<'_>, value: &Value<'_>, problems: &mut Vec<Problem>) -> Vec<String> {
    let DeValue::Array(values) = value.get_ref() else {
        return string(key, value, problems)
            .map(|only| one_line(&only))
            .into_iter()
            .collect();
    };
    values
        .iter()
        .filter_map(|value| string(key, value, problems))
        .map(|text| one_line(&text))
        .collect()
}

/// A text with its line breaks as spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unknown(key: &Key<'_>, valid: &[&str]) -> Problem {
    let problem = Problem::new(
        key.span().into(),
        format!("`{}` means nothing here", key.get_ref()),
    );
    match problem::nearest(key.get_ref(), valid.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("what may stand here: {}", valid.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_with_their_paragraphs() {
        let (commentary, problems) = read(
            "title = \"T\"\n[[notes]]\nquote = \"the five\"\nbefore = \"for \"\ntext = \"\"\"\nOne\nline.\n\nTwo.\n\"\"\"\n\
             [[notes]]\nfield = \"archive\"\ntext = \"A.\"\n",
        );
        assert_eq!(problems, []);
        let subjects: Vec<&Subject> = commentary.notes.iter().map(|note| &note.subject).collect();
        let quotation = Subject::Quotation(Quotation {
            exact: "the five".to_owned(),
            before: "for ".to_owned(),
            ..Quotation::default()
        });
        assert_eq!(
            subjects,
            [&quotation, &Subject::Field("archive".to_owned())]
        );
        assert_eq!(commentary.notes[0].body(), ["One line.", "Two."]);
    }

    #[test]
    fn a_note_has_its_source_and_the_commentary_its_author_date_and_bibliography() {
        let (commentary, problems) = read(
            "author = \"A\"\ndate = 2026-11-25\nbibliography = [\"One.\", \"\"\"\nTwo\nlines.\"\"\"]\n\
             [[notes]]\nquote = \"a\"\ntext = \"B.\"\nsource = \"S\"\nauthor = \"C\"\ndate = \"2026~\"\n",
        );
        assert_eq!(problems, []);
        assert_eq!(commentary.date.as_deref(), Some("2026-11-25"));
        assert_eq!(commentary.bibliography, ["One.", "Two lines."]);
        let note = &commentary.notes[0];
        assert_eq!(note.source.as_deref(), Some("S"));
        assert_eq!(commentary.responsibility(note).as_deref(), Some("C, 2026~"));
        assert_eq!(note.body(), ["B.", "Source: S"]);
        let colophon = commentary.colophon(0).map(|attached| attached.paragraphs);
        assert_eq!(
            colophon,
            Some(
                ["A, 2026-11-25.", "One.", "Two lines."]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
    }

    #[test]
    fn the_commentary_on_the_telegram_names_its_author_date_and_every_source() {
        let (commentary, problems) = read(include_str!(
            "../../../corpus/stalin-molotov-telegram.notes.toml"
        ));
        assert_eq!(problems, []);
        assert!(commentary.author.is_some() && commentary.date.is_some());
        assert!(!commentary.bibliography.is_empty());
        let without: Vec<&Subject> = (commentary.notes.iter())
            .filter(|note| note.source.is_none())
            .map(|note| &note.subject)
            .collect();
        assert_eq!(without, Vec::<&Subject>::new());
    }

    #[test]
    fn all_problems_come_at_once_and_the_good_notes_hold() {
        let (commentary, problems) = read(
            "titel = \"T\"\n[[notes]]\nquote = 3\ntext = \"x\"\n[[notes]]\nqoute = \"a\"\n[[notes]]\nquote = \"b\"\ntext = \"B.\"\n",
        );
        let messages: Vec<&str> = problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(
            messages,
            [
                "`titel` means nothing here",
                "this note says neither `quote` nor `field`",
                "`quote` must be a string",
                "this note says neither `quote` nor `field`",
                "`qoute` means nothing here",
            ]
        );
        assert_eq!(commentary.notes.len(), 1);
    }
}
