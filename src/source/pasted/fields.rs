//! The fields of a document on an archive's page: source, rights, record number; labels with and without values, in any
//! order, before the text or behind it.
//!
//! A value is taken for a label's only if it looks like one, since pages lose values and keep labels.

use std::ops::Range;

use super::lines::{ClassifiedLine, Guess};
use super::page::{self, Page};
use super::sites::{Furniture, Label, Labelled};
use crate::document::{Date, Field, Metadata, Span};
use crate::source::recognise::{archive, dates, transmission};

/// The lists of labels with their values among the lines, wherever they stand, each as its range of lines.
///
/// A list is one only where a label stands in it that documents do not have; a single label is a line of the document.
pub(super) fn blocks(text: &str, lines: &[ClassifiedLine<'_>]) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(block) = block_at(text, lines, at) else {
            at += 1;
            continue;
        };
        at = block.end;
        if block.is_sure() {
            blocks.push(block.start..block.end);
        }
    }
    blocks
}

/// How many lines lie between the line on who paid and the same name at a page's foot at most.
const MOST_BETWEEN_DONORS: usize = 2000;

/// A list of labels as it is being looked through.
#[derive(Debug, Default)]
struct Block {
    start: usize,
    end: usize,
    /// Labels that only sites write.
    certain: usize,
    labels: usize,
    has_information: bool,
    /// Sentences on rights and on who paid.
    sentences: usize,
    /// Labels that only sites write, with a value on their line that only they have.
    complete: usize,
}

impl Block {
    /// Two labels of sites, or one beside two that documents may have as well.
    fn is_sure(&self) -> bool {
        self.has_information
            || self.complete >= 1
            || self.certain >= 2
            || self.certain >= 1 && self.labels >= 3
            || self.sentences >= 1 && self.certain + self.sentences >= 1
    }
}

/// The list of labels that begins at a line.
fn block_at(text: &str, lines: &[ClassifiedLine<'_>], start: usize) -> Option<Block> {
    let begins = matches!(lines.get(start)?.guess, Guess::Label(_) | Guess::Rights);
    begins.then_some(())?;
    let mut block = Block {
        start,
        end: start,
        ..Block::default()
    };
    let mut current: Option<(Labelled<'_>, bool)> = None;
    let mut at = start;
    while let Some(line) = lines.get(at) {
        if at > start && (line.front.is_some() || line.form_feed.is_some()) {
            break;
        }
        match &line.guess {
            Guess::Label(label) => {
                block.labels += 1;
                block.certain += usize::from(label.is_certain);
                let value = line.of(text).get(label.value..).unwrap_or_default();
                let is_complete = label.is_certain && looks_like(value, label.label);
                block.complete += usize::from(is_complete);
                block.has_information |= label.label == Label::Information;
                current = Some((*label, label.value < line.span.len()));
                // `Contents:` has the text behind it.
                if label.label == Label::Contents {
                    block.end = at + 1;
                    break;
                }
            }
            Guess::Rights => block.sentences += 1,
            Guess::Donor(_) if current.is_some_and(|(label, _)| label.label == Label::Credits) => {
                block.sentences += 1;
            }
            Guess::Furniture(chrome) if chrome.opens => break,
            Guess::Furniture(chrome) if chrome.is_certain => {}
            _ => {
                let Some((label, has_value)) = current else {
                    break;
                };
                let count = values(text, lines, at, label, has_value)
                    .max(usize::from(names_donor(text, lines, at)));
                if count == 0 {
                    break;
                }
                at += count;
                block.end = at;
                continue;
            }
        }
        at += 1;
        block.end = at;
    }
    (block.end > start).then_some(block)
}

/// How many lines from `at` on are values of the label before them: up to the next label, or as many as look like its own.
fn values(
    text: &str,
    lines: &[ClassifiedLine<'_>],
    at: usize,
    label: Labelled<'_>,
    has_value: bool,
) -> usize {
    /// More values of one label than pages have: the longest list of subjects seen has 24.
    const MOST: usize = 30;
    /// At the end of a file nothing shows where values end.
    const MOST_AT_END: usize = 6;
    /// A value that goes on in the next line.
    const MOST_BEHIND_VALUE: usize = 2;
    let is_plain = |line: &&ClassifiedLine<'_>| {
        let is_plain = match &line.guess {
            Guess::Text | Guess::Date(_) | Guess::Citation => true,
            // `English` chooses a language, or is the value of `Language`.
            Guess::Furniture(chrome) => !chrome.is_certain,
            _ => false,
        };
        is_plain && line.front.is_none() && line.form_feed.is_none()
    };
    let rest = lines.get(at..).unwrap_or_default();
    let count = rest.iter().take(MOST).take_while(is_plain).count();
    let run = rest.get(..count).unwrap_or_default();
    let next = rest.get(count);
    let leads_on = next.is_some_and(|next| {
        matches!(&next.guess, Guess::Label(_) | Guess::Rights)
            || matches!(&next.guess, Guess::Furniture(chrome) if !chrome.opens)
    });
    let most = match (has_value, leads_on) {
        (true, true) => MOST_BEHIND_VALUE,
        (false, true) => MOST,
        (false, false) if next.is_none() => MOST_AT_END,
        _ => 0,
    };
    let is_value = |line: &ClassifiedLine<'_>| may_be_value(line.of(text), label.label);
    if count <= most && run.iter().all(is_value) {
        return count;
    }
    // The last label of a list in the middle of a file has one value at most.
    let first = run.first();
    let is_own = first.is_some_and(|line| looks_like(line.of(text), label.label));
    usize::from(is_own && !has_value)
}

/// Whether a line repeats who paid, as the line at the head of its page says: its label may be lost.
fn names_donor(text: &str, lines: &[ClassifiedLine<'_>], at: usize) -> bool {
    let words = lines[at].of(text);
    let donor = lines.get(..at).unwrap_or_default().iter().rev();
    let donor = donor
        .take(MOST_BETWEEN_DONORS)
        .find_map(|line| match line.guess {
            Guess::Donor(name) => line.of(text).get(name..),
            _ => None,
        });
    words.len() > 3 && donor.is_some_and(|donor| donor.contains(words))
}

/// Whether a line can be a value at all: no sentence of prose, unless the field holds some.
fn may_be_value(words: &str, label: Label) -> bool {
    const LONGEST: usize = 200;
    /// `Holm, L.`, `Foreign Office (U.K.)`: longer ones that end in a stop are sentences.
    const LONGEST_WITH_STOP: usize = 30;
    match label {
        Label::Summary | Label::Rights | Label::Citation | Label::Credits | Label::Source => true,
        Label::Information => words.len() < LONGEST || archive::is_source_line(words),
        _ => {
            words.len() < LONGEST
                && !(words.len() > LONGEST_WITH_STOP && words.ends_with('.'))
                && !words.ends_with(['?', '!', ',', ':', ';', '。'])
        }
    }
}

/// Whether a line is plainly a value of just this label.
fn looks_like(words: &str, label: Label) -> bool {
    let has_figures = words.contains(|c: char| c.is_ascii_digit());
    match label {
        Label::Uploaded | Label::Date => dates::whole(words).is_some(),
        Label::RecordId => has_figures && !words.contains(' ') && words.len() < 40,
        Label::Genre => words.len() < 40 && transmission::genre(words).is_some(),
        Label::Source | Label::Information => archive::is_source_line(words),
        Label::Classification => {
            transmission::line(words).is_some_and(|line| line.is_classification)
        }
        Label::Donors => is_name(words),
        _ => false,
    }
}

/// Reads a list of labels. `is_last` is whether the page ends with it.
pub(super) fn read(
    text: &str,
    lines: &[ClassifiedLine<'_>],
    is_last: bool,
    metadata: &mut Metadata,
    page: &mut Page,
) {
    let mut current: Option<Labelled<'_>> = None;
    for (number, line) in lines.iter().enumerate() {
        let (span, words) = (line.span, line.of(text));
        match &line.guess {
            Guess::Label(label) => {
                page.furniture(
                    Span::new(span.start, span.start + label.value.max(1)),
                    Furniture::Label,
                );
                current = Some(*label);
                let behind = Span::new(span.start + label.value, span.end);
                if !behind.is_empty() && !value(text, behind, label.label, metadata, page) {
                    other(text, behind, label, metadata, page);
                }
            }
            Guess::Rights => rights(text, span, metadata, page),
            Guess::Donor(name) => donor(text, span, *name, metadata, page),
            Guess::Furniture(chrome) if chrome.is_certain => page.furniture(span, chrome.what),
            _ if current.is_some_and(|label| value(text, span, label.label, metadata, page)) => {
                current = current.filter(|label| is_long(label.label));
            }
            // Who paid stands last, and its label was lost.
            _ if metadata
                .edition
                .funder
                .as_deref()
                .is_some_and(|funder| words.len() > 3 && funder.contains(words))
                || is_last
                    && number + 1 == lines.len()
                    && is_name(words)
                    && !current.is_some_and(|label| label.label == Label::Other) =>
            {
                page.metadata(span, "funder");
                let funder = &mut metadata.edition.funder;
                funder.get_or_insert_with(|| words.to_owned());
            }
            _ if matches!(current, Some(label) if matches!(label.label, Label::Source | Label::Information))
                && metadata.archive.is_none() =>
            {
                source(words, metadata);
                page.metadata(span, "source");
            }
            _ => match &current {
                Some(label) => other(text, span, label, metadata, page),
                None => page.body.push(span),
            },
        }
    }
}

/// Whether a field may go over several paragraphs.
fn is_long(label: Label) -> bool {
    matches!(label, Label::Rights | Label::Summary | Label::Other)
}

/// Takes a line as the value of a label, if it looks like one.
pub(super) fn value(
    text: &str,
    line: Span,
    label: Label,
    metadata: &mut Metadata,
    page: &mut Page,
) -> bool {
    let words = line.of(text);
    let has_figures = words.contains(|c: char| c.is_ascii_digit());
    let (slot, detail) = match label {
        Label::Uploaded if dates::find(words).is_some() && words.len() < 30 => {
            (&mut metadata.uploaded, "upload date")
        }
        Label::RecordId if has_figures && words.len() < 40 && !words.contains(". ") => {
            (&mut metadata.record_id, "record number")
        }
        Label::Genre if transmission::genre(words).is_some() && words.len() < 60 => {
            (&mut metadata.genre, "genre")
        }
        Label::Summary => (&mut metadata.summary, "summary"),
        Label::Translator => (&mut metadata.edition.translator, "translator"),
        Label::Editor => (&mut metadata.edition.editor, "editor"),
        Label::Publisher => (&mut metadata.edition.publisher, "publisher"),
        Label::Title => (&mut metadata.title, "title"),
        Label::Donors if is_name(words) => (&mut metadata.edition.funder, "funder"),
        Label::Classification
            if words.len() < 40
                && transmission::line(words).is_some_and(|line| line.is_classification) =>
        {
            (&mut metadata.transmission.classification, "classification")
        }
        _ => return other_shape(text, line, label, metadata, page),
    };
    match slot {
        Some(known) if label == Label::Summary => {
            known.push(' ');
            known.push_str(words);
        }
        Some(_) => {}
        None => {
            *slot = Some(match label {
                Label::Genre => words.to_lowercase(),
                Label::Translator | Label::Editor => {
                    let name = words.strip_prefix("by ").unwrap_or(words);
                    name.trim_end_matches('.').to_owned()
                }
                _ => words.to_owned(),
            });
        }
    }
    page.metadata(line, detail);
    true
}

/// Values that are more than one string of the model: languages, sources, citations, credits, rights.
fn other_shape(
    text: &str,
    line: Span,
    label: Label,
    metadata: &mut Metadata,
    page: &mut Page,
) -> bool {
    let words = line.of(text);
    match label {
        Label::Language
            if words.len() < 40
                && words
                    .split([',', ' '])
                    .all(|word| word.is_empty() || word.starts_with(char::is_uppercase)) =>
        {
            metadata
                .languages
                .extend(words.split(',').map(|language| language.trim().to_owned()));
            page.metadata(line, "language");
        }
        Label::Source | Label::Information if archive::is_source_line(words) => {
            source(words, metadata);
            page.metadata(line, "source");
        }
        Label::Citation => {
            page::read_citation(words, metadata);
            page.metadata(line, "citation");
        }
        Label::Credits => {
            page.metadata(line, "funder");
            let funder = &mut metadata.edition.funder;
            funder.get_or_insert_with(|| words.trim_end_matches('.').to_owned());
        }
        Label::Date => {
            page.metadata(line, "date");
            metadata.dates.push(Date {
                edtf: dates::find(words).map(|found| found.edtf),
                printed: Some(words.to_owned()),
            });
        }
        Label::Rights => {
            rights(text, line, metadata, page);
        }
        _ => return false,
    }
    true
}

/// Reads a source line into the archive, the further archives and the credits. What is said twice is twice there.
pub(super) fn source(line: &str, metadata: &mut Metadata) {
    let said = archive::source_line(line);
    let mut references = said.references.into_iter();
    if metadata.archive.is_none() {
        metadata.archive = references.next();
    }
    metadata.other_archives.extend(references);
    let edition = &mut metadata.edition;
    edition.contributor = edition.contributor.take().or(said.contributor);
    edition.translator = edition.translator.take().or(said.translator);
    if let Some(transcriber) = said.transcriber {
        metadata.other.push(Field {
            name: "transcriber".to_owned(),
            value: transcriber,
        });
    }
    if let Some(published) = said.published {
        metadata.other.push(Field {
            name: "published in".to_owned(),
            value: published,
        });
    }
}

/// Who paid; the name begins `name` bytes into the line.
pub(super) fn donor(text: &str, line: Span, name: usize, metadata: &mut Metadata, page: &mut Page) {
    page.furniture(Span::new(line.start, line.start + name), Furniture::Label);
    let name = Span::new(line.start + name, line.end);
    page.metadata(name, "funder");
    let funder = &mut metadata.edition.funder;
    funder.get_or_insert_with(|| name.of(text).trim_end_matches('.').to_owned());
}

/// Rights of several paragraphs; the address that the page hid from robots is furniture.
pub(super) fn rights(text: &str, line: Span, metadata: &mut Metadata, page: &mut Page) {
    let words = line.of(text);
    let hidden = ["[email\u{a0}protected]", "[email protected]"]
        .iter()
        .find_map(|sign| words.find(sign).map(|at| (at, sign.len())));
    let mut own = words.to_owned();
    match hidden {
        Some((at, length)) => {
            let start = line.start
                + words
                    .get(..at)
                    .map_or(at, |before| before.trim_end_matches(" at ").len());
            let end = line.start + at + length;
            page.metadata(Span::new(line.start, start), "rights");
            page.furniture(Span::new(start, end), Furniture::HiddenAddress);
            page.metadata(Span::new(end, line.end), "rights");
            own = format!(
                "{}{}",
                Span::new(line.start, start).of(text),
                Span::new(end, line.end).of(text)
            );
        }
        None => page.metadata(line, "rights"),
    }
    match &mut metadata.edition.rights {
        Some(known) => {
            known.push(' ');
            known.push_str(&own);
        }
        None => metadata.edition.rights = Some(own),
    }
}

fn other(text: &str, line: Span, label: &Labelled<'_>, metadata: &mut Metadata, page: &mut Page) {
    page.metadata(line, label.name.to_owned());
    metadata.other.push(Field {
        name: label.name.to_owned(),
        value: line.of(text).to_owned(),
    });
}

/// Whether a line may be the name of a giver: short, capitals, no sentence.
fn is_name(words: &str) -> bool {
    words.len() < 90
        && words.starts_with(char::is_uppercase)
        && !words.ends_with('.')
        && !words.contains(|c: char| c.is_ascii_digit())
}
