//! The reader of TEI, P5 and P4, and of XML like it: letters, volumes, inscriptions, drafts, as their editors encoded them.
//!
//! One walk through the XML, by events: [the lexer](crate::source::xml) parts it, whatever state it is in; [`builder`] keeps the open elements;
//! [`mapping`] says what each element is in the model; [`elements`] and [`closing`] do it; [`writing`] writes text with its
//! white space as TEI means it. The header becomes metadata ([`header`]); a file with many documents gives many
//! ([`sheet`]). Knows nothing of folders: what a file includes is fetched through [`Surroundings`].
//!
//! Perseus' Greek in Beta Code stays as it was typed.

mod apart;
mod breaks;
mod builder;
mod closing;
mod correspondence;
mod dating;
mod describe;
mod division;
mod doubts;
mod elements;
mod frames;
mod frus;
mod groups;
mod header;
mod include;
mod looks;
mod mapping;
mod named;
mod references;
mod rendering;
mod settle;
mod sheet;
mod source_note;
mod writing;

pub use mapping::Mapping;

pub(super) use division::{Hyphen, division};

use builder::{Builder, Claim};
use sheet::{Origin, Sheet};

use super::ledger::{Class, Ledger};
use super::{Decoded, Reading, Surroundings};
use crate::document::Draft;
use crate::document::draft::Finished;
use crate::problem::Problem;

/// Reads a TEI file.
pub fn read(
    id: &str,
    decoded: Decoded,
    surroundings: &dyn Surroundings,
    mut problems: Vec<Problem>,
) -> Reading {
    let mut builder = Builder::new(id, surroundings);
    let text = decoded
        .text
        .strip_prefix('\u{feff}')
        .unwrap_or(&decoded.text);
    let offset = decoded.text.len() - text.len();
    builder.pages_part_words = division::pages_part_words(text);
    builder.apart = apart::Apart::of(text);
    builder.is_volume = text.contains("type=\"document\"");
    builder.walk(text);
    let apart = std::mem::take(&mut builder.apart);
    let (fields, nowhere) = settle::settle(apart, &mut builder.sheets);
    builder.entries.extend(fields);
    builder.account.problems.extend(nowhere);
    let is_included = |key: &str| (builder.sheets.iter()).any(|sheet| sheet.ids.contains_key(key));
    let unresolved = builder.pointers.problem(text, is_included);
    builder.account.problems.extend(unresolved);
    builder
        .account
        .problems
        .extend(builder.unknown_looks.problem());
    let mut found = std::mem::take(&mut builder.account.problems);
    let claims = std::mem::take(&mut builder.account.claims);
    let (finished, numbers) = finish(builder, &mut found);
    let mut ledger = Ledger::default();
    enter(claims, offset, &finished, &numbers, &mut ledger);
    problems.extend(found.into_iter().map(|problem| Problem {
        span: problem.span.shifted(offset),
        ..problem
    }));
    let documents = finished.into_iter().map(|finished| finished.document);
    Reading::finished(decoded, documents.collect(), problems, ledger)
}

/// Completes the documents. Answers them, and which of them each sheet has become.
fn finish(
    mut builder: Builder<'_>,
    problems: &mut Vec<Problem>,
) -> (Vec<Finished>, Vec<Option<usize>>) {
    let conventions = builder.surroundings.tables().conventions();
    let base = builder.header.metadata.clone();
    let is_only = |sheet: &Sheet, sheets: &[Sheet]| sheets.len() == 1 || !sheet.is_blank();
    let has_text = builder.sheets.iter().any(|sheet| !sheet.is_blank());
    let shared = builder
        .sheets
        .iter()
        .find(|sheet| sheet.origin == Origin::File)
        .map(|sheet| sheet.header.clone());
    let mut numbers = Vec::new();
    let mut kept = 0;
    for (number, sheet) in builder.sheets.iter().enumerate() {
        let is_kept = is_only(sheet, &builder.sheets)
            && (has_text || kept == 0)
            && !is_said_below(&builder.sheets, number);
        numbers.push(is_kept.then_some(kept));
        kept += usize::from(is_kept);
    }
    let mut finished: Vec<Finished> = Vec::new();
    let register = std::mem::take(&mut builder.register);
    let mut entries = std::mem::take(&mut builder.entries);
    let sheets = std::mem::take(&mut builder.sheets);
    let files = sheets
        .iter()
        .filter(|sheet| sheet.origin == Origin::File)
        .count();
    // What stands between two documents, page breaks and places with names, is the next one's.
    let mut between = Vec::new();
    let is_corpus = files > 0;
    let outer = std::mem::take(&mut builder.outer);
    let collections = outer.iter().filter(|_| is_corpus).flat_map(sheet::all);
    entries.extend(collections);
    for (number, mut sheet) in sheets.into_iter().enumerate() {
        if numbers[number].is_none() {
            between.append(&mut sheet.leave());
            continue;
        }
        sheet.take_over(std::mem::take(&mut between));
        if sheet.origin != Origin::File && files <= 1 {
            sheet.header = shared.clone().unwrap_or_else(|| base.clone());
            if kept > 1 {
                // The first of them carries what is said of all.
                if finished.is_empty() {
                    entries.splice(0..0, sheet::beyond(&sheet.header));
                }
                sheet.header = sheet::of_volume(&sheet.header);
            }
        }
        let mut done = sheet.finish(&register, conventions, problems);
        done.document.metadata.other.append(&mut entries);
        finished.push(done);
    }
    if !has_text && builder.header.letters.len() > 1 {
        list_letters(&builder, &mut finished);
    }
    if finished.is_empty() {
        let mut draft = Draft::new(builder.id);
        draft.metadata = base;
        draft.metadata.other.append(&mut entries);
        finished.push(draft.finish());
    }
    (finished, numbers)
}

/// Whether a sheet is nothing but the headings of a chapter, which its documents say.
fn is_said_below(sheets: &[Sheet], number: usize) -> bool {
    let headings = sheets[number].chapter_headings();
    let mut next = sheets.iter().skip(number + 1);
    let next = next.find(|sheet| !sheet.is_blank() && sheet.chapter_headings().is_none());
    let said = next.map_or(&[][..], |sheet| &sheet.chapters);
    headings.is_some_and(|headings| {
        (headings.iter()).all(|heading| said.iter().any(|said| said == heading))
    })
}

/// The letters of a list without texts, a document each.
fn list_letters(builder: &Builder<'_>, finished: &mut Vec<Finished>) {
    for (number, (id, letter)) in builder.header.letters.iter().enumerate() {
        let id = id
            .clone()
            .unwrap_or_else(|| format!("{}-{}", builder.id, number + 1));
        let mut draft = Draft::new(id);
        draft.metadata = correspondence::listed(letter, &builder.header.metadata);
        if number == 0 {
            // The first of them carries what is said of all.
            let header = sheet::beyond(&builder.header.metadata);
            draft.metadata.other.extend(header);
        }
        finished.push(draft.finish());
    }
}

/// Enters what was claimed, with the places in the finished documents.
fn enter(
    claims: Vec<Claim>,
    offset: usize,
    finished: &[Finished],
    numbers: &[Option<usize>],
    ledger: &mut Ledger,
) {
    for claim in claims {
        let span = claim.span.shifted(offset);
        let target = claim.target.and_then(|(sheet, place)| {
            let number = numbers.get(sheet).copied().flatten()?;
            Some((number, finished.get(number)?.place(place)))
        });
        match target {
            Some((number, place)) => {
                ledger.claim_text(span, claim.class, claim.detail, number, place);
            }
            None if claim.target.is_some() => ledger.claim(span, Class::Metadata, "chapter"),
            None => ledger.claim(span, claim.class, claim.detail),
        }
    }
}
