//! The labelled lines with which sites of texts begin their pages: `Written: 3 October 1912`, `Archive/File: …`.
//!
//! They stand on pages without any other frame, so one alone is a line of the document; two that only sites write are
//! labels.

use super::page::Page;
use crate::document::{Date, Field, Metadata, Span};
use crate::source::recognise::dates;

/// Where such lines stand, counted from the top.
const HEAD: usize = 16;

/// What becomes of a label's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Date,
    Translator,
    Editor,
    Rights,
    Other,
}

/// The labels in lower case, their use, and whether documents have such lines as well.
const LABELS: [(&str, Use, bool); 24] = [
    ("written", Use::Date, false),
    ("delivered", Use::Date, false),
    ("spoken", Use::Date, false),
    ("published", Use::Other, false),
    ("first published", Use::Other, false),
    ("first issued", Use::Other, false),
    ("source", Use::Other, true),
    ("translated", Use::Translator, false),
    ("translated by", Use::Translator, false),
    ("translator", Use::Translator, true),
    ("translation", Use::Translator, true),
    ("edited", Use::Editor, false),
    ("transcription/markup", Use::Other, false),
    ("transcription", Use::Other, false),
    ("transcribed", Use::Other, false),
    ("markup", Use::Other, false),
    ("html markup", Use::Other, false),
    ("proofread", Use::Other, false),
    ("proofreading", Use::Other, false),
    ("online version", Use::Other, false),
    ("public domain", Use::Rights, false),
    ("copyleft", Use::Rights, false),
    ("archive/file", Use::Other, false),
    ("last-modified", Use::Other, false),
];

/// Takes such lines out of a page's lines, if it has them.
pub(super) fn take_out(
    text: &str,
    lines: &[Span],
    metadata: &mut Metadata,
    page: &mut Page,
) -> Vec<Span> {
    let near = lines.get(..lines.len().min(HEAD)).unwrap_or_default();
    let labelled: Vec<Option<Labelled>> = near.iter().map(|line| labelled(line.of(text))).collect();
    let sure = labelled
        .iter()
        .flatten()
        .filter(|label| !label.is_common)
        .count();
    if sure < 2 {
        return lines.to_vec();
    }
    // Author and title stand above the labels.
    let first = labelled.iter().position(Option::is_some);
    metadata.title = first
        .filter(|&at| (1..=3).contains(&at))
        .map(|at| near[at - 1].of(text).to_owned());
    let mut kept = Vec::with_capacity(lines.len());
    for (&line, label) in near.iter().zip(labelled) {
        let Some(label) = label else {
            kept.push(line);
            continue;
        };
        let value = Span::new(line.start + label.value, line.end);
        page.label(Span::new(line.start, value.start));
        page.metadata(value, label.name);
        enter(&label, value.of(text), metadata);
    }
    kept.extend_from_slice(&lines[near.len()..]);
    kept
}

struct Labelled {
    name: &'static str,
    usage: Use,
    is_common: bool,
    /// Where the value begins in the line.
    value: usize,
}

fn labelled(line: &str) -> Option<Labelled> {
    let colon = line.find(':').filter(|&at| at < 24)?;
    let label = line.get(..colon)?.to_lowercase();
    let &(name, usage, is_common) = LABELS.iter().find(|(name, ..)| *name == label)?;
    let rest = line.get(colon + 1..)?;
    let value = line.len() - rest.trim_start().len();
    (value < line.len()).then_some(Labelled {
        name,
        usage,
        is_common,
        value,
    })
}

fn enter(label: &Labelled, value: &str, metadata: &mut Metadata) {
    let edition = &mut metadata.edition;
    let slot = match label.usage {
        Use::Date => {
            metadata.dates.push(Date {
                edtf: dates::find(value).map(|found| found.edtf),
                printed: Some(value.to_owned()),
            });
            return;
        }
        Use::Translator => &mut edition.translator,
        Use::Editor => &mut edition.editor,
        Use::Rights => &mut edition.rights,
        Use::Other => {
            metadata.other.push(Field {
                name: label.name.to_owned(),
                value: value.to_owned(),
            });
            return;
        }
    };
    let value = value.strip_prefix("by ").unwrap_or(value);
    slot.get_or_insert_with(|| value.trim_end_matches('.').to_owned());
}
