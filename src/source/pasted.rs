//! The reader of pasted archive pages: text with page furniture round it, recognised and not configured.
//!
//! A page is taken apart in the order in which its parts depend on each other: front matter, the web page round the
//! document, its archival reference, its notes, its paragraphs, their marks. It knows the habits of archives' sites; what
//! brackets, points, dates and references mean it asks of the recognisers beside it.

mod apparatus;
mod blocks;
mod body;
mod fields;
mod front;
mod furniture;
mod labels;
mod page;
mod title;

pub(super) use blocks::{read_head_and_foot, read_kind};
pub(super) use body::{take_sources, transmission_spans};
pub(super) use title::in_text as title_in_text;

use std::collections::HashSet;
use std::hash::Hash;

use super::ledger::{Class, Ledger};
use super::recognise::transcript::Writer;
use super::recognise::{dates, transmission};
use super::{Decoded, Reading, Surroundings};
use crate::document::{Date, Draft, Metadata, Span};
use crate::problem::Problem;

/// Reads a pasted page into one document. `problems` are those of its decoding.
pub fn read(
    id: &str,
    decoded: Decoded,
    surroundings: &dyn Surroundings,
    mut problems: Vec<Problem>,
) -> Reading {
    let conventions = surroundings.tables().conventions();
    let text = decoded.text.as_str();
    let mut draft = Draft::new(id);
    let mut writer = Writer::new(text);
    let mut start = 0;
    if let Some((fields, whole)) = front::find(text) {
        front::read(text, fields, &mut draft.metadata, &mut problems);
        claim_front(text, fields, whole, &mut writer);
        start = whole.end;
    }
    let lines = lines(text, start);
    let mut page = page::take_apart(text, &lines, &mut draft.metadata);
    body::read(
        text,
        conventions,
        &mut page,
        &mut draft,
        &mut writer,
        &mut problems,
    );
    if let Some((span, ..)) = page
        .claims
        .iter()
        .find(|(_, _, detail)| detail == "search result")
    {
        problems.push(
            Problem::new(*span, "this is a list of search results, not one document")
                .hint("open the document on the site, and save its own page"),
        );
    }
    for (span, class, detail) in page.claims {
        writer.claim(span, class, detail);
    }
    complete_metadata(&mut draft.metadata);
    let finished = draft.finish();
    let mut ledger = Ledger::default();
    writer.settle(&finished, &mut ledger, 0);
    problems.append(&mut ledger.finish(text));
    problems.sort_by_key(|problem| problem.span.start);
    Reading {
        documents: vec![finished.document],
        problems,
        ledger,
        decoded,
    }
}

/// The lines of a text that are not blank, without the white space round them.
fn lines(text: &str, start: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let is_space = |c: char| c.is_whitespace() || c == '\u{feff}';
        let from = line.len() - line.trim_start_matches(is_space).len();
        let to = line.trim_end_matches(is_space).len();
        if from < to {
            lines.push(Span::new(at + from, at + to));
        }
        at += line.len();
    }
    lines
}

fn claim_front(text: &str, fields: Span, whole: Span, writer: &mut Writer<'_>) {
    writer.claim(
        Span::new(whole.start, fields.start),
        Class::Mark,
        "front matter",
    );
    let mut at = fields.start;
    for line in fields.of(text).split_inclusive('\n') {
        writer.claim(
            Span::new(at, at + line.len()),
            Class::Metadata,
            "front matter",
        );
        at += line.len();
    }
    writer.claim(
        Span::new(fields.end, whole.end),
        Class::Mark,
        "front matter",
    );
}

/// Completes metadata once all parts of a document have been read, in whatever format they came.
pub(super) fn complete_metadata(metadata: &mut Metadata) {
    say_once(metadata);
    complete(metadata);
    date_by_transmission(metadata);
}

/// Leaves out what the page says a second time.
fn say_once(metadata: &mut Metadata) {
    fn keep_first<T, K: Hash + Eq>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
        let mut said = HashSet::new();
        items.retain(|item| said.insert(key(item)));
    }
    keep_first(&mut metadata.dates, |date| date.printed.clone());
    keep_first(&mut metadata.other, |field| {
        (field.name.clone(), field.value.clone())
    });
    let first = metadata
        .archive
        .as_ref()
        .map(|archive| archive.reference.clone());
    let others = &mut metadata.other_archives;
    others.retain(|archive| Some(&archive.reference) != first.as_ref());
    keep_first(others, |archive| archive.reference.clone());
}

/// What the title says of sort and parties, where the lines of the document did not say it better.
fn complete(metadata: &mut Metadata) {
    if metadata.title.is_none() {
        let subject = metadata.other.iter().find(|field| field.name == "subject");
        metadata.title = subject.map(|field| field.value.clone());
    }
    if metadata.dates.is_empty()
        && let Some(title) = &metadata.title
        && let Some(found) = dates::find(title).filter(|date| !date.edtf.contains('X'))
    {
        metadata.dates.push(Date {
            edtf: Some(found.edtf.clone()),
            printed: Some(found.span.of(title).to_owned()),
        });
    }
    transmission::settle_years(&mut metadata.transmission, &metadata.dates);
    let Some(title) = metadata.title.clone() else {
        return;
    };
    let said = transmission::title(&title);
    let from_lines = std::mem::take(&mut metadata.transmission);
    metadata.transmission = said;
    transmission::merge(&mut metadata.transmission, from_lines);
    if metadata.genre.is_none() {
        metadata.genre = transmission::genre(&title);
    }
    // `Politburo Cable No. 301`
    let is_sent = metadata.genre.as_deref().is_some_and(transmission::is_sent);
    if is_sent && metadata.transmission.number.is_none() {
        metadata.transmission.number = transmission::number(&title).map(str::to_owned);
    }
}

/// The day of sending or receipt, where the document has no other date.
fn date_by_transmission(metadata: &mut Metadata) {
    let transmission = &metadata.transmission;
    let moment = transmission
        .sent_at
        .as_ref()
        .or(transmission.received_at.as_ref());
    let day = moment
        .and_then(|moment| moment.split_once('T'))
        .map(|(day, _)| day.to_owned())
        .filter(|day| !day.is_empty());
    if metadata.dates.is_empty() {
        metadata.dates.extend(day.map(|day| Date {
            edtf: Some(day),
            printed: None,
        }));
    }
}

#[cfg(test)]
mod tests;
