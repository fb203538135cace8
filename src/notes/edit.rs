//! Changing single notes of a file of notes. Everything else in it stays to the letter: comments, order, layout, and what
//! another program or a person wrote meanwhile.
//!
//! An edit names a note by its identifier, so that edits made to different notes of one file never meet. Knows nothing of
//! where files are.

use std::collections::HashMap;

use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Table, Value};

use super::anchor::Quotation;
use super::note::{Note, Subject};

/// A change to one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The note is to be in the file like this, whether it was there or not.
    Put(Box<Note>),
    /// The note of this identifier is to go.
    Remove(String),
}

/// The field of a note that is about the document as a whole.
pub const WHOLE: &str = "document";

/// The key of the tables of notes.
const NOTES: &str = "notes";

/// The beginning of a new file of own notes.
pub fn new_file(title: &str) -> String {
    let mut file = DocumentMut::new();
    file["title"] = toml_edit::value(format!("Notes on {title}"));
    file["own"] = toml_edit::value(true);
    format!(
        "# Notes made with manicule. You may edit them here; each finds its place by the words that it quotes.\n{file}"
    )
}

/// A file of notes with some edits made in it.
///
/// # Errors
///
/// What is written cannot be read as TOML, or holds no tables of notes where they should be; it is then left alone.
pub fn apply(written: &str, edits: &[Edit]) -> Result<String, String> {
    let mut file: DocumentMut = written
        .parse()
        .map_err(|error: toml_edit::TomlError| error.message().replace('\n', ", "))?;
    let notes = file
        .entry(NOTES)
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    if notes.as_array().is_some_and(Array::is_empty) {
        *notes = Item::ArrayOfTables(ArrayOfTables::new());
    }
    let notes = notes
        .as_array_of_tables_mut()
        .ok_or("`notes` must be tables, each begun with [[notes]]")?;
    let mut places = places(notes);
    for edit in edits {
        match edit {
            Edit::Put(note) => {
                let place = places.get(&note.id).copied();
                if let Some(table) = place.and_then(|at| notes.get_mut(at)) {
                    write(note, table);
                } else {
                    let mut table = Table::new();
                    write(note, &mut table);
                    places.insert(note.id.clone(), notes.len());
                    notes.push(table);
                }
            }
            Edit::Remove(id) => {
                if let Some(&at) = places.get(id) {
                    notes.remove(at);
                    places = self::places(notes);
                }
            }
        }
    }
    Ok(file.to_string())
}

/// Where the note of each identifier is.
fn places(notes: &ArrayOfTables) -> HashMap<String, usize> {
    (notes.iter().map(name)).zip(0..).collect()
}

/// The identifier of the note in a table.
fn name(table: &Table) -> String {
    let text = |key: &str| {
        table
            .get(key)
            .and_then(Item::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let id = text("id");
    if !id.is_empty() {
        return id;
    }
    let note = Note {
        subject: Subject::Quotation(Quotation {
            exact: text("quote"),
            before: text("before"),
            ..Quotation::default()
        }),
        text: text("text").trim().to_owned(),
        ..Note::default()
    };
    note.known_by_its_words()
}

/// Writes a note into its table. Keys that it does not know stay.
fn write(note: &Note, table: &mut Table) {
    put(table, "id", Some(note.id.as_str().into()));
    let quotation = note.quotation();
    let filled = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    put(
        table,
        "quote",
        quotation.map(|quotation| Value::from(quotation.exact.as_str())),
    );
    put(
        table,
        "before",
        quotation.and_then(|quotation| filled(&quotation.before)),
    );
    put(
        table,
        "after",
        quotation.and_then(|quotation| filled(&quotation.after)),
    );
    let place = quotation.and_then(|quotation| i64::try_from(quotation.place?).ok());
    put(table, "place", place.map(Value::from));
    let field = match &note.subject {
        Subject::Quotation(_) => None,
        Subject::Field(field) => Some(Value::from(field.as_str())),
        Subject::Document => Some(Value::from(WHOLE)),
    };
    put(table, "field", field);
    put(table, "document", note.document.as_deref().map(Value::from));
    put(
        table,
        "pen",
        note.pen.map(|pen| Value::from(pen.to_string())),
    );
    let tags: Array = note.tags.iter().map(String::as_str).collect();
    put(
        table,
        "tags",
        (!tags.is_empty()).then_some(Value::Array(tags)),
    );
    put(table, "text", filled(&note.text));
    put(table, "source", note.source.as_deref().map(Value::from));
    put(table, "author", note.author.as_deref().map(Value::from));
    put(table, "created", note.created.as_deref().map(time));
    put(table, "changed", note.changed.as_deref().map(time));
}

/// Puts a value in its place, or takes it away. A value that is right already is not touched, nor is its layout.
fn put(table: &mut Table, key: &str, value: Option<Value>) {
    let Some(value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) if is_same(old, &value) => {}
        Some(old) => {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// Whether two values say the same, however they are written. Of a text, white space at its ends is layout.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.value().trim() == other.value().trim(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Integer(one), Value::Integer(other)) => one.value() == other.value(),
        (Value::Datetime(one), Value::Datetime(other)) => one.value() == other.value(),
        _ => false,
    }
}

/// A point in time as TOML has it; as it stands if it is none.
fn time(written: &str) -> Value {
    written
        .parse::<Datetime>()
        .map_or_else(|_| Value::from(written), Value::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;

    fn note(id: &str, quote: &str, text: &str) -> Note {
        Note {
            id: id.to_owned(),
            subject: Subject::Quotation(Quotation {
                exact: quote.to_owned(),
                before: "before ".to_owned(),
                after: String::new(),
                place: Some(7),
            }),
            text: text.to_owned(),
            created: Some("2026-11-25T08:12:30Z".to_owned()),
            span: Span::default(),
            ..Note::default()
        }
    }

    fn put(note: Note) -> Edit {
        Edit::Put(Box::new(note))
    }

    static BY_HAND: &str = "# My notes, by hand.\ntitle = 'Mine' # so\nown = true\n\n# The first.\n[[notes]]\nquote = 'the lamp'   # which?\ntext = \"\"\"\nIt was\nlit.\n\"\"\"\nmood = \"doubtful\"\n\n[[notes]]\nid = \"k1\"\nquote = \"the key\"\ntext = \"Lost.\"\n\n# The end.\n";

    #[test]
    fn what_is_not_edited_stays_to_the_letter() {
        let written = apply(BY_HAND, &[put(note("k1", "the key", "Found."))]).expect("TOML");
        let expected = BY_HAND.replace(
            "quote = \"the key\"\ntext = \"Lost.\"\n",
            "quote = \"the key\"\ntext = \"Found.\"\nbefore = \"before \"\nplace = 7\ncreated = 2026-11-25T08:12:30Z\n",
        );
        assert_eq!(written, expected);
        assert_eq!(apply(BY_HAND, &[]).as_deref(), Ok(BY_HAND));
    }

    #[test]
    fn a_note_without_an_identifier_is_known_by_its_words() {
        let mut by_hand = note("", "the lamp", "It was\nlit.");
        by_hand.subject = Subject::Quotation(Quotation {
            exact: "the lamp".to_owned(),
            ..Quotation::default()
        });
        by_hand.id = by_hand.known_by_its_words();
        let removed = apply(BY_HAND, &[Edit::Remove(by_hand.id.clone())]).expect("TOML");
        assert!(
            !removed.contains("the lamp") && removed.contains("the key"),
            "{removed}"
        );
        by_hand.tags = vec!["light".to_owned()];
        let tagged = apply(BY_HAND, &[put(by_hand)]).expect("TOML");
        assert!(
            tagged.contains("quote = 'the lamp'   # which?")
                && tagged.contains("tags = [\"light\"]"),
            "{tagged}"
        );
        assert_eq!(tagged.matches("[[notes]]").count(), 2);
    }

    #[test]
    fn a_damaged_file_is_left_alone() {
        assert!(
            apply(
                "own = true\n[[notes]\nquote = 3",
                &[put(note("x", "a", "b"))]
            )
            .is_err()
        );
        assert!(apply("notes = 3", &[put(note("x", "a", "b"))]).is_err());
    }

    #[test]
    fn a_new_file_is_toml() {
        let file = new_file("the \"Atlas\"");
        let file = apply(
            &file,
            &[put(note("x", "two\nlines", "One.\n\nTwo: \"\\\"."))],
        );
        let file = file.expect("TOML");
        let read: DocumentMut = file.parse().expect("TOML");
        let table = read["notes"]
            .as_array_of_tables()
            .and_then(|notes| notes.get(0));
        assert_eq!(
            table.map(|table| table["text"].as_str()),
            Some(Some("One.\n\nTwo: \"\\\"."))
        );
    }
}
