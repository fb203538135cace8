//! Taking a web page from round a document: what is head, body, summary and the fields behind, in the six shapes in which
//! the same pages are pasted.
//!
//! A line is furniture only on a page that shows itself to be one; in any other text every line is the document's.

use std::borrow::Cow;

use super::fields;
use super::furniture::{self, Label};
use super::labels;
use crate::document::{Date, Metadata, Span};
use crate::source::ledger::Class;
use crate::source::recognise::{archive, dates, transmission};

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The lines of the document itself.
    pub(super) body: Vec<Span>,
    /// What everything else was taken for.
    pub(super) claims: Vec<(Span, Class, Cow<'static, str>)>,
    /// Whether there is a page round the document at all.
    pub(super) has_frame: bool,
}

impl Page {
    pub(super) fn claim(&mut self, span: Span, class: Class, detail: impl Into<Cow<'static, str>>) {
        self.claims.push((span, class, detail.into()));
    }

    fn furniture(&mut self, span: Span, detail: &'static str) {
        self.claim(span, Class::Furniture, detail);
    }

    pub(super) fn label(&mut self, span: Span) {
        self.furniture(span, "label");
    }

    pub(super) fn metadata(&mut self, span: Span, detail: &'static str) {
        self.claim(span, Class::Metadata, detail);
    }
}

/// How far from the top the head of a page reaches, in lines.
const HEAD: usize = 40;

/// Takes the page apart whose lines (without blank ones) are given, and reads its fields.
pub(super) fn take_apart(text: &str, lines: &[Span], metadata: &mut Metadata) -> Page {
    let mut page = Page {
        has_frame: has_frame(text, lines),
        ..Page::default()
    };
    if !page.has_frame {
        for line in labels::take_out(text, lines, metadata, &mut page) {
            match furniture::running_head(line.of(text)) {
                Some(what) => page.furniture(line, what),
                None => page.body.push(line),
            }
        }
        return page;
    }
    let tail = tail_start(text, lines);
    let head = head_end(text, lines.get(..tail).unwrap_or_default());
    let mut rest = lines.get(head.lines..tail).unwrap_or_default();
    read_head(text, &lines[..head.lines], metadata, &mut page);
    let mut body = Vec::new();
    if tail < lines.len()
        && let Some((&last, before)) = rest.split_last()
        && is_summary(text, last, before, metadata.title.as_deref())
    {
        read_summary(text, last, metadata, &mut page);
        rest = before;
    }
    if let Some(&first) = rest.first().filter(|_| head.is_labelled) {
        body.push(behind_label(text, first, &mut page));
        rest = rest.get(1..).unwrap_or_default();
    }
    for &line in rest {
        match furniture::furniture(line.of(text)) {
            Some(what) => page.furniture(line, what),
            None => body.push(line),
        }
    }
    page.body = body;
    fields::read(text, &lines[tail..], metadata, &mut page);
    page
}

/// Whether lines that only web pages have are among the lines.
fn has_frame(text: &str, lines: &[Span]) -> bool {
    lines.iter().any(|line| {
        let line = line.of(text);
        furniture::donor(line).is_some()
            || matches!(furniture::furniture(line), Some("link of the page" | "search form" | "site's name" | "share buttons" | "choice of language" | "site’s frame") if line.len() > 9)
            || matches!(furniture::label(line), Some((Label::Information | Label::Uploaded, _, at)) if at == line.len())
            || furniture::is_rights(line)
    })
}

/// Where the fields behind the document begin: at `Document Information`, or at the labels right before it.
fn tail_start(text: &str, lines: &[Span]) -> usize {
    let is_information = |line: &Span| {
        matches!(
            furniture::label(line.of(text)),
            Some((Label::Information, ..))
        )
    };
    let Some(mut at) = lines.iter().rposition(is_information) else {
        return lines
            .iter()
            .position(|line| furniture::is_rights(line.of(text)))
            .unwrap_or(lines.len());
    };
    while at > 0 && furniture::label(lines[at - 1].of(text)).is_some() {
        at -= 1;
    }
    at
}

/// Where the head ends.
#[derive(Debug, Clone, Copy)]
struct Head {
    lines: usize,
    /// The body begins on the same line as the last label.
    is_labelled: bool,
}

fn head_end(text: &str, lines: &[Span]) -> Head {
    let near = lines.get(..lines.len().min(HEAD)).unwrap_or_default();
    let has_fields = near.iter().any(|line| {
        matches!(
            furniture::label(line.of(text)),
            Some((Label::Citation | Label::Summary, ..))
        ) && line.of(text).ends_with(':')
    });
    let contents = near
        .iter()
        .position(|line| matches!(furniture::label(line.of(text)), Some((Label::Contents, ..))));
    if let Some(at) = contents.filter(|_| has_fields) {
        return Head {
            lines: at + 1,
            is_labelled: true,
        };
    }
    let mut end = 0;
    for (at, line) in near.iter().enumerate() {
        let line = line.of(text);
        let is_head = furniture::donor(line).is_some()
            || matches!(
                furniture::furniture(line),
                Some(
                    "share buttons"
                        | "choice of language"
                        | "search form"
                        | "site's name"
                        | "address"
                )
            )
            || line.eq_ignore_ascii_case("skip to content");
        if is_head {
            end = at + 1;
        }
    }
    // Without a line on who paid, the date and the title follow the first line.
    if !near
        .iter()
        .any(|line| furniture::donor(line.of(text)).is_some())
        && near
            .get(end)
            .is_some_and(|line| dates::whole(line.of(text)).is_some())
    {
        end += 1;
        if near
            .get(end)
            .is_some_and(|line| line.len() < 200 && transmission::line(line.of(text)).is_none())
        {
            end += 1;
        }
    }
    Head {
        lines: end,
        is_labelled: false,
    }
}

fn read_head(text: &str, lines: &[Span], metadata: &mut Metadata, page: &mut Page) {
    let donor = lines
        .iter()
        .position(|line| furniture::donor(line.of(text)).is_some());
    let date = lines
        .iter()
        .position(|line| dates::whole(line.of(text)).is_some());
    let before = donor.unwrap_or(lines.len());
    let is_plain = |line: &Span| {
        furniture::furniture(line.of(text)).is_none()
            && furniture::label(line.of(text)).is_none()
            && dates::whole(line.of(text)).is_none()
            && !is_citation(line.of(text))
            && line.len() < 300
    };
    let has_labels = lines.iter().any(|line| {
        matches!(
            furniture::label(line.of(text)),
            Some((Label::Citation | Label::Summary, ..))
        ) && line.of(text).ends_with(':')
    });
    let title = if has_labels {
        lines.iter().position(is_plain)
    } else if donor.is_none() && date.is_some() {
        // Nothing but the date parts it from the form above; what follows it may be the summary.
        (0..lines.len()).find(|&at| date.is_some_and(|date| at > date) && is_plain(&lines[at]))
    } else {
        lines[..before]
            .iter()
            .rposition(is_plain)
            .filter(|&at| date.is_none_or(|date| at > date))
    };
    let opened = donor.or(title).unwrap_or(lines.len());
    let mut current: Option<Label> = None;
    for (at, &line) in lines.iter().enumerate() {
        let words = line.of(text);
        if let Some(name) = furniture::donor(words) {
            page.furniture(Span::new(line.start, line.start + name), "label");
            page.metadata(Span::new(line.start + name, line.end), "funder");
            metadata.edition.funder = words
                .get(name..)
                .map(|name| name.trim_end_matches('.').to_owned());
        } else if Some(at) == title {
            page.metadata(line, "title");
            metadata.title = Some(behind_date(words, metadata).to_owned());
        } else if Some(at) == date {
            page.metadata(line, "date");
            metadata.dates.extend(dates::whole(words).map(|found| Date {
                edtf: Some(found.edtf),
                printed: Some(words.to_owned()),
            }));
        } else if let Some((label, _, value)) = furniture::label(words) {
            page.furniture(Span::new(line.start, line.start + value.max(1)), "label");
            current = Some(label);
            if value < words.len() {
                fields::value(
                    text,
                    Span::new(line.start + value, line.end),
                    label,
                    metadata,
                    page,
                );
            }
        } else if let Some(what) = furniture::furniture(words) {
            page.furniture(line, what);
        } else if is_citation(words) {
            read_citation(words, metadata);
            page.metadata(line, "citation");
        } else if metadata.title.as_deref() == Some(words) {
            page.furniture(line, "title again");
        } else if let Some(label) = current.filter(|_| has_labels) {
            fields::value(text, line, label, metadata, page);
        } else if date.is_some_and(|date| at > date) && at > opened && metadata.summary.is_none() {
            page.metadata(line, "summary");
            metadata.summary = Some(words.to_owned());
        } else {
            page.furniture(line, "of another document");
        }
    }
}

/// The title without the date that a flattened page puts before it: `January 12, 1953 Letter from Berg`.
fn behind_date<'t>(words: &'t str, metadata: &mut Metadata) -> &'t str {
    let found = dates::find(words).filter(|date| date.span.start == 0 && !date.edtf.contains('X'));
    let Some(found) = found else { return words };
    let rest = words.get(found.span.end..).unwrap_or_default();
    if !rest.starts_with(' ') || rest.len() < 10 {
        return words;
    }
    metadata.dates.push(Date {
        printed: Some(found.span.of(words).to_owned()),
        edtf: Some(found.edtf),
    });
    rest.trim_start()
}

/// `"Title," August 14, 1957, History and Public Policy Program Digital Archive, AVPRF … . https://…`
pub(super) fn is_citation(line: &str) -> bool {
    const SITE: &str = "History and Public Policy Program Digital Archive";
    line.contains(SITE) || line.starts_with(['"', '“']) && line.contains(" Digital Archive, ")
}

pub(super) fn read_citation(line: &str, metadata: &mut Metadata) {
    let Some((before, after)) = line.split_once(" Digital Archive") else {
        return;
    };
    let source = after.trim_start_matches([',', ' ']);
    let source = source.split(" http").next().unwrap_or(source);
    fields::source(source, metadata);
    if metadata.title.is_none() {
        let title = before
            .trim_start_matches(['"', '“'])
            .split([',', '”', '"'])
            .next()
            .unwrap_or_default();
        metadata.title = Some(title.to_owned()).filter(|title| !title.is_empty());
    }
    if metadata.dates.is_empty()
        && let Some(found) = dates::find(before)
    {
        metadata.dates.push(Date {
            edtf: Some(found.edtf.clone()),
            printed: Some(found.span.of(before).to_owned()),
        });
    }
}

/// Whether the last line before the fields is the page's account of the document: a sentence about it, not in it.
fn is_summary(text: &str, last: Span, before: &[Span], title: Option<&str>) -> bool {
    let words = last.of(text);
    // A short sentence is one if it speaks of somebody in the title.
    let names_title = || {
        let mut names = words
            .split_whitespace()
            .filter(|word| word.len() >= 4 && word.starts_with(char::is_uppercase));
        title.is_some_and(|title| names.any(|name| title.contains(name.trim_end_matches(','))))
    };
    let is_sentence = (words.len() >= 40 || words.len() >= 20 && names_title())
        && words
            .trim_end_matches("(see also)")
            .trim_end()
            .ends_with(['.', '…', '”', '›', '?'])
        || words.starts_with('‹');
    is_sentence
        && !before.is_empty()
        && transmission::line(words).is_none()
        && !words.starts_with('[')
        && !archive::is_source_line(words)
}

fn read_summary(text: &str, line: Span, metadata: &mut Metadata, page: &mut Page) {
    let words = line.of(text);
    let own = words.trim_end_matches("(see also)").trim_end();
    let span = Span::new(line.start, line.start + own.len());
    page.metadata(span, "summary");
    let see_also = Span::new(
        line.start + words.find("(see also)").unwrap_or(words.len()),
        line.end,
    );
    page.furniture(see_also, "link of the page");
    if metadata.summary.is_none() {
        metadata.summary = Some(own.to_owned());
    }
}

/// The first line of a body that stands behind `Contents:`, without the name of the translation.
fn behind_label(text: &str, line: Span, page: &mut Page) -> Span {
    for name in ["English Translation", "Original Scan", "Transcript"] {
        if let Some(rest) = line.of(text).strip_prefix(name) {
            let body = rest.trim_start();
            let start = line.end - body.len();
            page.furniture(
                Span::new(line.start, line.start + name.len()),
                "choice of language",
            );
            return Span::new(start, line.end);
        }
    }
    line
}
