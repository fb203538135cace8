//! The reader of pasted archive pages: text with page furniture round it, recognised and not configured.
//!
//! Each line is classified once; then the file is parted into its pages, and each is read by itself, in the order in which
//! its parts depend on each other: front matter, the web page round the document, its archival reference, its notes, its
//! paragraphs, their marks. It knows the habits of archives' sites; what
//! brackets, points, dates and references mean it asks of the recognisers beside it.

mod account;
mod address;
mod apparatus;
mod blocks;
mod body;
mod fields;
pub(super) mod front;
mod lines;
mod page;
mod pages;
mod sites;
mod title;

pub(super) use blocks::{read_head_and_foot, read_kind};
pub(super) use body::{take_sources, transmission_spans};
pub(super) use sites::Sites;
pub(super) use title::in_text as title_in_text;

use std::collections::HashSet;
use std::hash::Hash;

use super::ledger::{Class, Ledger, LeftOut};
use super::recognise::conventions::Conventions;
use super::recognise::transcript::Writer;
use super::recognise::{dates, transmission};
use super::{Decoded, Reading, Surroundings};
use crate::document::{Date, Document, Draft, Metadata, Party, Span};
use crate::problem::Problem;
use front::Front;
use lines::ClassifiedLine;
use sites::Furniture;

/// Reads a pasted page, or several in one file, into documents. `problems` are those of the decoding.
pub fn read(
    id: &str,
    decoded: Decoded,
    surroundings: &dyn Surroundings,
    mut problems: Vec<Problem>,
) -> Reading {
    let tables = surroundings.tables();
    let text = decoded.text.as_str();
    let (fronts, unclosed) = front::find_all(text);
    problems.extend(unclosed);
    let lines = lines::classify(text, &fronts, tables.sites());
    let parts = pages::split(text, &lines);
    let mut ledger = Ledger::default();
    let mut documents = Vec::with_capacity(parts.len());
    let mut reader = Reader {
        text,
        conventions: tables.conventions(),
        fronts: &fronts,
        ledger: &mut ledger,
        problems: &mut problems,
    };
    for (number, part) in parts.iter().enumerate() {
        let id = match parts.len() {
            1 => id.to_owned(),
            _ => format!("{id}-{}", number + 1),
        };
        let behind = part.lines.end..part.lines.end + part.rules;
        for rule in lines.get(behind).unwrap_or_default() {
            let what = Furniture::Rule.detail();
            reader.ledger.claim(rule.span, Class::Furniture, what);
        }
        let lines = lines.get(part.lines.clone()).unwrap_or_default();
        documents.push(reader.page(&id, number, lines, part.is_of_run));
    }
    let mut reading = Reading::finished(decoded, documents, problems, ledger);
    let hidden = left_out(reading.ledger.measure(&reading.decoded.text));
    reading.report(hidden);
    reading
}

/// What reads the pages of one file, one after another.
struct Reader<'a> {
    text: &'a str,
    conventions: &'a Conventions,
    fronts: &'a [Front],
    ledger: &'a mut Ledger,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    /// Reads one page, the document numbered `number` of the file.
    fn page(
        &mut self,
        id: &str,
        number: usize,
        lines: &[ClassifiedLine<'_>],
        is_of_run: bool,
    ) -> Document {
        let text = self.text;
        let mut draft = Draft::new(id);
        let mut writer = Writer::new(text);
        // A file of nothing but front matter has no line that it could stand before.
        let of_page = lines
            .first()
            .map_or((number == 0).then_some(0), |line| line.front);
        if let Some(front) = of_page.and_then(|front| self.fronts.get(front)) {
            front::read(text, front.fields, &mut draft.metadata, self.problems);
            claim_front(text, front.fields, front.whole, &mut writer);
        }
        let mut page = page::take_apart(text, lines, &mut draft.metadata);
        if let Some(heading) = lines
            .first()
            .filter(|_| is_of_run && draft.metadata.title.is_none())
        {
            draft.metadata.title = Some(heading.of(text).to_owned());
        }
        body::read(
            text,
            self.conventions,
            &mut page,
            &mut draft,
            &mut writer,
            self.problems,
        );
        if let Some(span) = page.search_result {
            self.problems.push(
                Problem::new(span, "this is a list of search results, not one document")
                    .hint("open the document on the site, and save its own page"),
            );
        }
        for (span, class, detail) in page.claims {
            writer.claim(span, class, detail);
        }
        complete_metadata(&mut draft.metadata);
        let finished = draft.finish();
        writer.settle(&finished, self.ledger, number);
        finished.document
    }
}

/// More than a tenth of a file's letters left out of the text is said, since nothing may be lost unseen.
fn left_out(left: LeftOut) -> Option<Problem> {
    if !left.is_much() {
        return None;
    }
    let message = format!(
        "{} of the file’s letters are taken for furniture of the web page and left out of the text",
        left.percent()
    );
    Some(
        Problem::new(Span::at(left.first), message)
            .hint("`manicule check --explain` names each line that is left out"),
    )
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
        && let Some(found) = dates::find(title).filter(|date| !date.edtf.has_unspecified_digits())
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
    let mut said = transmission::title(&title);
    let from_lines = std::mem::take(&mut metadata.transmission);
    // `Cable from Havn to the Ministry`: a line says who was there.
    said.from.retain(|party| {
        let is_place = |line: &Party| line.name.is_some() && line.place == party.name;
        !from_lines.from.iter().any(is_place)
    });
    metadata.transmission = said;
    transmission::merge(&mut metadata.transmission, from_lines);
    // `From Thomas Pell` under a title that names him: a person and no place.
    for party in &mut metadata.transmission.from {
        if party.place == party.name {
            party.place = None;
        }
    }
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
        .and_then(|(day, _)| day.parse().ok());
    if metadata.dates.is_empty() {
        metadata.dates.extend(day.map(|edtf| Date {
            edtf: Some(edtf),
            printed: None,
        }));
    }
}

#[cfg(test)]
mod tests;
