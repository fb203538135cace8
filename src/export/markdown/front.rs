//! YAML front matter: the fields that a printed text has above and below it, by names that note-taking programs use.

use crate::document::Document;
use crate::export::text::heading;

/// The front matter between its two lines.
pub(super) fn front_matter(document: &Document) -> String {
    let above = heading::above(document);
    let below = heading::below(document);
    let mut written = String::from("---\n");
    written.push_str(&format_field("id", &document.id));
    // Two fields of one name would be an error in YAML: their values stand in a list.
    let mut fields: Vec<(String, Vec<&str>)> = Vec::new();
    for field in above.iter().chain(&below) {
        let name = if field.label.is_empty() {
            "title"
        } else {
            &field.label
        };
        let name = name.to_lowercase();
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(&field.value),
            None => fields.push((name, vec![&field.value])),
        }
    }
    for (name, values) in fields.iter().filter(|(name, _)| name != "id") {
        match values.as_slice() {
            [value] => written.push_str(&format_field(name, value)),
            values => {
                written.push_str(&key(name));
                written.push_str(":\n");
                for value in values {
                    written.push_str("  - ");
                    written.push_str(&quoted(value));
                    written.push('\n');
                }
            }
        }
    }
    written.push_str("---\n");
    written
}

fn format_field(name: &str, value: &str) -> String {
    format!("{}: {}\n", key(name), quoted(value))
}

fn key(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    if is_plain {
        name.replace(' ', "_")
    } else {
        quoted(name)
    }
}

/// A double-quoted scalar, in which YAML 1.2 knows the escapes of JSON.
fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
