//! YAML front matter, as static sites publish documents: `---`, fields, `---`.
//!
//! Fields that the model knows become it; every other keeps its name.

use saphyr_parser::{Event, Parser};

use crate::document::{Date, Field, Metadata, Place, Span};
use crate::problem::Problem;
use crate::source::recognise::{archive, dates};

/// The deepest nesting that is read; real front matter has three levels.
const DEEPEST: usize = 16;

/// The front matter of a text: its fields between the two lines, and all of it.
pub(super) fn find(text: &str) -> Option<(Span, Span)> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let rest = text.get(start..)?;
    let first = rest.split_inclusive('\n').next()?;
    (first.trim_end() == "---" && first.ends_with('\n')).then_some(())?;
    let mut at = start + first.len();
    for line in text.get(at..)?.split_inclusive('\n') {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            let fields = Span::new(start + first.len(), at);
            // A rule between paragraphs is no front matter: its first line is a field.
            let is_field = fields
                .of(text)
                .lines()
                .find(|line| !line.trim().is_empty())
                .is_some_and(|line| line.contains(':'));
            return is_field.then(|| (fields, Span::new(start, at + line.trim_end().len())));
        }
        at += line.len();
    }
    None
}

/// Reads the fields into `metadata`.
pub(super) fn read(text: &str, fields: Span, metadata: &mut Metadata, problems: &mut Vec<Problem>) {
    let (values, problem) = flattened(fields.of(text), fields.start);
    problems.extend(problem);
    for (path, value) in values {
        let value = value.trim().to_owned();
        if !value.is_empty() {
            field(&path, value, metadata);
        }
    }
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

fn field(path: &[String], value: String, metadata: &mut Metadata) {
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
