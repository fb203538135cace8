//! The YAML front matter of a Markdown file, by the names that note-taking programs and this program's own export use.
//!
//! Names that the model knows are entered there; every other field keeps its name.

use crate::document::{ArchivalReference, Date, Metadata, Party, Place, Span, Transmission};
use crate::problem::Problem;
use crate::source::extract::Extract;
use crate::source::ledger::Class;
use crate::source::pasted::front as yaml;
use crate::source::recognise::{archive, dates};

/// What the front matter says.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The document's name, if the file gives it one.
    pub(super) id: Option<String>,
    pub(super) metadata: Metadata,
    /// Where the text begins.
    pub(super) body: Place,
}

/// Reads the front matter, if there is one at the start of the file.
pub(super) fn read(source: &str, extract: &mut Extract<'_>, problems: &mut Vec<Problem>) -> Known {
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let mut known = Known {
        body: start,
        ..Known::default()
    };
    if !source
        .get(start..)
        .is_some_and(|text| text.starts_with("---"))
    {
        return known;
    }
    let (fronts, unclosed) = yaml::find_all(source);
    let Some(front) = fronts.first().filter(|front| front.whole.start == start) else {
        problems.extend(unclosed);
        return known;
    };
    let (before, after) = (
        Span::new(front.whole.start, front.fields.start),
        Span::new(front.fields.end, front.whole.end),
    );
    extract.claim(before, Class::Mark, "front matter");
    extract.claim(front.fields, Class::Metadata, "front matter");
    extract.claim(after, Class::Mark, "front matter");
    known.body = front.whole.end;
    for (path, value) in yaml::values(source, front.fields, problems) {
        field(&path, value, &mut known);
    }
    known
}

/// Enters one value: the fields that only this program writes here, the rest as in all front matter.
fn field(path: &[String], value: String, known: &mut Known) {
    let metadata = &mut known.metadata;
    let sent = &mut metadata.transmission;
    let parties = |value: &str| -> Vec<Party> {
        let names = value.split("; ").filter(|name| !name.is_empty());
        names
            .map(|name| Party {
                name: Some(name.to_owned()),
                place: None,
            })
            .collect()
    };
    let [name] = path else {
        yaml::field(path, value, metadata);
        return;
    };
    match name.to_lowercase().as_str() {
        "id" => known.id = Some(value),
        "from" => sent.from.extend(parties(&value)),
        "to" => sent.to.extend(parties(&value)),
        "for" => sent.copies_to.extend(parties(&value)),
        "via" => sent.channel = Some(value),
        "number" => sent.number = Some(value),
        "classification" => sent.classification = Some(value),
        "urgency" => sent.urgency = Some(value),
        "sent" => read_sent(&value, sent),
        "received" => read_received(&value, sent),
        "date" => {
            for printed in value.split("; ") {
                metadata.dates.push(Date {
                    edtf: dates::find(printed).map(|found| found.edtf),
                    printed: Some(printed.to_owned()),
                });
            }
        }
        "archive" if !archive::is_source_line(&value) && metadata.archive.is_none() => {
            metadata.archive = Some(named(value));
        }
        "also_in" => metadata.other_archives.push(named(value)),
        "language" | "languages" | "lang" => {
            let tags = value.split(',').map(str::trim);
            let tags = tags.filter(|tag| !tag.is_empty()).map(str::to_owned);
            metadata.languages.extend(tags);
        }
        _ => yaml::field(path, value, metadata),
    }
}

fn named(reference: String) -> ArchivalReference {
    ArchivalReference {
        reference: Some(reference),
        ..ArchivalReference::default()
    }
}

fn read_sent(value: &str, sent: &mut Transmission) {
    (sent.sent_by, sent.sent_at) = by_and_at(value);
}

fn read_received(value: &str, sent: &mut Transmission) {
    (sent.received_by, sent.received_at) = by_and_at(value);
}

/// `by Petrova, 1945-11-11 22:40`, or one of the two.
fn by_and_at(value: &str) -> (Option<String>, Option<String>) {
    let is_time = |words: &str| words.starts_with(|c: char| c.is_ascii_digit());
    let time = |words: &str| words.replacen(' ', "T", 1);
    let Some(rest) = value.strip_prefix("by ") else {
        return (None, Some(time(value)));
    };
    match rest.rsplit_once(", ").filter(|(_, at)| is_time(at)) {
        Some((by, at)) => (Some(by.to_owned()), Some(time(at))),
        None => (Some(rest.to_owned()), None),
    }
}
