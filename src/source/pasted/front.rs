//! YAML front matter, as static sites publish documents: `---`, fields, `---`.
//!
//! Fields that the model knows become it; every other keeps its name.

use saphyr_parser::{Event, Parser};

use crate::document::{Date, Field, Metadata, Place, Span};
use crate::problem::Problem;
use crate::source::recognise::{archive, dates};

/// The deepest nesting that is read; real front matter has three levels.
const DEEPEST: usize = 16;

/// Front matter in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) struct Front {
    /// The fields between its two rules.
    pub(in crate::source) fields: Span,
    /// All of it.
    pub(in crate::source) whole: Span,
}

/// The front matter of each page of a text, in order; and a problem where some has no end.
pub(in crate::source) fn find_all(text: &str) -> (Vec<Front>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        if line.of(text).trim_end() == "---" {
            match front_at(text, line) {
                Ok(Some(front)) => {
                    found.push(front);
                    at = line_at(text, front.whole.end).end;
                    continue;
                }
                Err(fields) if at == start => problems.push(
                    Problem::new(
                        line,
                        "the front matter that begins here never ends at `---`",
                    )
                    .hint(format!(
                        "write `---` in a line of its own behind the last field, after {}",
                        fields.of(text).trim()
                    )),
                ),
                Ok(None) | Err(_) => {}
            }
        }
        at = line.end;
    }
    (found, problems)
}

/// The line that begins at a place, with its line end.
fn line_at(text: &str, start: Place) -> Span {
    let rest = text.get(start..).unwrap_or_default();
    let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |at| at + 1);
    Span::new(start, start + length)
}

/// The front matter behind a rule: lines of YAML up to the next rule. `None` if other lines follow; the last of its fields if
/// the text goes on without a second rule.
fn front_at(text: &str, rule: Span) -> Result<Option<Front>, Span> {
    let mut at = rule.end;
    let mut last_field = None;
    while at < text.len() {
        let line = line_at(text, at);
        let words = line.of(text).trim_end();
        if matches!(words, "---" | "...") {
            let fields = Span::new(rule.end, at);
            let whole = Span::new(rule.start, at + words.len());
            return Ok(last_field.map(|_| Front { fields, whole }));
        }
        match (is_field(words), last_field) {
            (true, _) => last_field = Some(Span::new(at, at + words.len())),
            (false, None) if words.trim().is_empty() => {}
            // A rule between paragraphs is no front matter: its first line is a field.
            (false, None) => return Ok(None),
            (false, Some(last)) if !is_continued(words) => return Err(last),
            (false, Some(_)) => {}
        }
        at = line.end;
    }
    last_field.map_or(Ok(None), Err)
}

/// `title: Holm to Strand`, `  naa_barcode: 12`, `- naa_barcode: 12`
fn is_field(words: &str) -> bool {
    let words = words.trim_start_matches([' ', '-', '\t']);
    let Some((name, value)) = words.split_once(':') else {
        return false;
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ');
    name.len() <= 60
        && name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '_'))
        && name.chars().all(is_name)
        && name.split(' ').count() <= 3
        && (value.is_empty() || value.starts_with(' '))
}

/// A line that goes on with a value: indented, an item, a comment, blank, or the end of a list.
fn is_continued(words: &str) -> bool {
    words.trim().is_empty() || words.starts_with([' ', '\t', '-', '#', ']', '}', '"', '\''])
}

/// Reads the fields into `metadata`.
pub(super) fn read(text: &str, fields: Span, metadata: &mut Metadata, problems: &mut Vec<Problem>) {
    for (path, value) in values(text, fields, problems) {
        field(&path, value, metadata);
    }
}

/// Every value that is not blank, with the names of the mappings round it.
pub(in crate::source) fn values(
    text: &str,
    fields: Span,
    problems: &mut Vec<Problem>,
) -> Vec<(Vec<String>, String)> {
    let (mut values, problem) = flattened(fields.of(text), fields.start);
    problems.extend(problem);
    for (_, value) in &mut values {
        *value = value.trim().to_owned();
    }
    values.retain(|(_, value)| !value.is_empty());
    values
}

/// Every value with the names of the mappings round it.
fn flattened(source: &str, start: Place) -> (Vec<(Vec<String>, String)>, Option<Problem>) {
    let mut values = Vec::new();
    // Of each collection open: whether it is a mapping, and in a mapping whose value comes next, the key.
    let mut open: Vec<(bool, Option<String>)> = Vec::new();
    for event in Parser::new_from_str(source) {
        let (event, _) = match event {
            Ok(event) => event,
            Err(error) => {
                let at: usize = source
                    .chars()
                    .take(error.marker().index())
                    .map(char::len_utf8)
                    .sum();
                let problem = Problem::new(
                    Span::at(start + at.min(source.len())),
                    format!(
                        "the front matter is not YAML from here on: {}",
                        error.info()
                    ),
                )
                .hint("the fields before this place were read");
                return (values, Some(problem));
            }
        };
        match event {
            Event::Scalar(value, ..) => {
                if let Some((true, key @ None)) = open.last_mut() {
                    *key = Some(value.into_owned());
                } else {
                    let path = open.iter().filter_map(|(_, key)| key.clone()).collect();
                    values.push((path, value.into_owned()));
                    close_value(&mut open);
                }
            }
            Event::MappingStart(..) => open.push((true, None)),
            Event::SequenceStart(..) => open.push((false, None)),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                close_value(&mut open);
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            let problem = Problem::new(Span::at(start), "the front matter nests too deep")
                .hint("the fields before that place were read");
            return (values, Some(problem));
        }
    }
    (values, None)
}

/// A value has been read: in a mapping the next scalar is a key.
fn close_value(open: &mut [(bool, Option<String>)]) {
    if let Some((true, key)) = open.last_mut() {
        *key = None;
    }
}

/// Enters one value: in the field that has its name, else under its own names.
pub(in crate::source) fn field(path: &[String], value: String, metadata: &mut Metadata) {
    let name = path.last().map_or("", String::as_str).to_lowercase();
    let fields = &mut metadata.edition;
    let slot = match name.as_str() {
        "title" => &mut metadata.title,
        "summary" | "description" | "abstract" => &mut metadata.summary,
        "genre" | "type" | "doc_type" => &mut metadata.genre,
        "record_id" | "id" | "identifier" => &mut metadata.record_id,
        "uploaded" => &mut metadata.uploaded,
        "translator" => &mut fields.translator,
        "contributor" => &mut fields.contributor,
        "editor" | "editors" => &mut fields.editor,
        "publisher" => &mut fields.publisher,
        "funder" | "donors" => &mut fields.funder,
        "rights" | "license" | "copyright" => &mut fields.rights,
        "date" | "doc_date" | "created" => {
            let edtf = dates::find(&value).map(|found| found.edtf);
            metadata.dates.push(Date {
                edtf,
                printed: Some(value),
            });
            return;
        }
        "language" | "languages" | "lang" => {
            metadata.languages.push(value);
            return;
        }
        "reference" | "archive" | "source" if archive::is_source_line(&value) => {
            let mut references = archive::source_line(&value).references.into_iter();
            if metadata.archive.is_none() {
                metadata.archive = references.next();
            }
            metadata.other_archives.extend(references);
            return;
        }
        _ => {
            metadata.other.push(Field {
                name: path.join(".").replace('_', " "),
                value,
            });
            return;
        }
    };
    match slot {
        Some(_) => metadata.other.push(Field {
            name: path.join("."),
            value,
        }),
        None => *slot = Some(value),
    }
}
