//! BibLaTeX entries: `@letter` for what was sent, which styles for archives know and all others take for `@misc`.

use std::fmt::Write as _;

use super::when::When;
use super::{Citation, Name, keys};

/// The citations as one file.
pub fn biblatex(citations: &[Citation]) -> String {
    let entries = citations.iter().zip(keys(citations));
    let entries: Vec<String> = entries
        .map(|(citation, key)| entry(citation, &key))
        .collect();
    entries.join("\n")
}

fn entry(citation: &Citation, key: &str) -> String {
    let has_parties = !citation.senders.is_empty() || !citation.recipients.is_empty();
    let kind = if has_parties { "letter" } else { "misc" };
    let holding = citation.holdings.first();
    let edition = &citation.edition;
    let plain = |value: Option<String>| value.map(|value| escaped(&value));
    let fields = [
        ("author", people(&citation.senders)),
        ("recipient", people(&citation.recipients)),
        ("title", plain(citation.title.clone())),
        ("entrysubtype", plain(citation.genre.clone())),
        ("number", plain(citation.serial.clone())),
        ("date", citation.date.as_ref().and_then(date)),
        ("venue", plain(citation.place.clone())),
        ("library", plain(holding.map(|holding| holding.note(None)))),
        (
            "archive",
            plain(holding.and_then(|holding| holding.repository.clone())),
        ),
        (
            "collection",
            plain(holding.and_then(super::Holding::collection_name)),
        ),
        (
            "shelfmark",
            plain(holding.and_then(super::Holding::shelf_mark)),
        ),
        ("translator", people(&citation.translators)),
        ("editor", people(&edition.editors)),
        ("booktitle", plain(edition.title.clone())),
        (
            "publisher",
            plain(edition.publisher.clone()).map(|name| format!("{{{name}}}")),
        ),
        ("location", plain(edition.place.clone())),
        ("langid", plain(citation.language.clone())),
        ("url", citation.url.clone()),
        ("note", plain(note(citation))),
    ];
    let mut written = format!("@{kind}{{{key}");
    for (name, value) in fields {
        if let Some(value) = value {
            // Writing into a string cannot fail.
            let _ = write!(written, ",\n  {name} = {{{value}}}");
        }
    }
    written.push_str("\n}\n");
    written
}

/// What has no field of its own in BibLaTeX's data model.
fn note(citation: &Citation) -> Option<String> {
    let edition = &citation.edition;
    let contributors = citation.contributors.iter();
    let said: Vec<String> = (edition.number.iter())
        .map(|number| format!("doc. {number}"))
        .chain(edition.year.iter().map(|year| format!("published {year}")))
        .chain(contributors.map(|name| format!("contributed by {}", name.literal)))
        .chain(
            citation
                .record
                .iter()
                .map(|record| format!("record {record}")),
        )
        .chain(
            citation
                .holdings
                .iter()
                .skip(1)
                .map(|holding| format!("also {}", holding.note(None))),
        )
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn people(names: &[Name]) -> Option<String> {
    let name = |name: &Name| match &name.parts {
        Some((family, given)) => format!("{}, {}", escaped(family), escaped(given)),
        // Braces keep an office or a name of unknown order in one piece.
        None => format!("{{{}}}", escaped(&name.literal)),
    };
    (!names.is_empty()).then(|| names.iter().map(name).collect::<Vec<_>>().join(" and "))
}

/// The date as EDTF, which BibLaTeX reads (levels 0 and 1), without a clock time; none where it could not be read.
fn date(when: &When) -> Option<String> {
    let edtf = when.edtf.as_ref()?;
    when.days?;
    let ends = edtf.ends().or(edtf.between());
    let stretch = ends.map(|(start, end)| format!("{start}/{end}"));
    stretch.or_else(|| Some(edtf.date()?.to_string()))
}

/// Text with the characters escaped that TeX acts on.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}
