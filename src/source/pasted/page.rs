//! Taking a web page from round a document: what is head, body, summary and the fields, in the six shapes in which the same
//! pages are pasted.
//!
//! A line is furniture only where it is known to be, line by line; whatever is not known is the document's text.

use std::borrow::Cow;
use std::ops::Range;

use super::account;
use super::fields;
use super::lines::{ClassifiedLine, Guess};
use super::sites::{Furniture, Label};
use crate::document::{Date, Field, Metadata, Span};
use crate::source::ledger::Class;
use crate::source::recognise::{archive, dates, transmission};

/// A page taken apart.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The lines of the document itself.
    pub(super) body: Vec<Span>,
    /// What everything else was taken for.
    pub(super) claims: Vec<(Span, Class, Cow<'static, str>)>,
    /// The form feeds between lines of the page.
    pub(super) form_feeds: Vec<Span>,
    /// Whether the page names the source of the document apart from its text.
    pub(super) has_source: bool,
    /// Whether it is a list of search results.
    pub(super) search_result: Option<Span>,
}

impl Page {
    pub(super) fn furniture(&mut self, span: Span, what: Furniture) {
        if what == Furniture::SearchResult {
            self.search_result.get_or_insert(span);
        }
        self.claims
            .push((span, Class::Furniture, what.detail().into()));
    }

    pub(super) fn metadata(&mut self, span: Span, detail: impl Into<Cow<'static, str>>) {
        self.claims.push((span, Class::Metadata, detail.into()));
    }
}

/// What a line of a page is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The document's own, as long as nothing else is known.
    Text,
    /// Furniture of the page.
    Furniture,
    /// A list of labels with their values.
    Field,
    /// The head that the site puts over the document.
    Head,
    /// The site's account of the document.
    Summary,
}

/// Takes the page apart whose lines (without blank ones) are given, and reads its fields.
pub(super) fn take_apart(
    text: &str,
    lines: &[ClassifiedLine<'_>],
    metadata: &mut Metadata,
) -> Page {
    let mut page = Page {
        form_feeds: lines
            .iter()
            .skip(1)
            .filter_map(|line| line.form_feed)
            .collect(),
        ..Page::default()
    };
    let blocks = fields::blocks(text, lines);
    let mut roles = vec![Role::Text; lines.len()];
    for block in &blocks {
        roles[block.clone()].fill(Role::Field);
    }
    mark_furniture(lines, &mut roles);
    let head = Head::find(text, lines, &mut roles);
    let head_start = roles.iter().position(|role| *role == Role::Head);
    let title_above = blocks
        .first()
        .and_then(|block| title_above(text, lines, &roles, block.start));
    for (at, line) in lines.iter().enumerate() {
        if roles[at] == Role::Head {
            head.read(text, at, line, metadata, &mut page);
        }
    }
    let is_framed = head_start.is_some() || !blocks.is_empty();
    // What stands over the head of the page, if it is little, speaks of another document.
    let over = head_start.filter(|_| head.has_donor).unwrap_or(0);
    let count = roles
        .iter()
        .take(over)
        .filter(|role| **role == Role::Text)
        .count();
    let related = if count <= MOST_OVER_HEAD { over } else { 0 };
    let summary = blocks
        .iter()
        .rev()
        .find_map(|block| summary_before(text, lines, &roles, block.start, metadata))
        .filter(|_| is_framed);
    if let Some(at) = summary {
        roles[at] = Role::Summary;
    }
    let taken = Taken {
        blocks: &blocks,
        roles: &roles,
        head: &head,
        related,
    };
    taken.claim(text, lines, metadata, &mut page);
    if let Some(at) = title_above.filter(|_| metadata.title.is_none()) {
        metadata.title = Some(lines[at].of(text).to_owned());
    }
    page
}

/// What the lines of a page were taken for.
struct Taken<'a> {
    blocks: &'a [Range<usize>],
    roles: &'a [Role],
    head: &'a Head,
    /// The lines before this one that are no furniture speak of another document.
    related: usize,
}

impl Taken<'_> {
    /// Enters every line where it belongs, but for those of the head.
    fn claim(
        &self,
        text: &str,
        lines: &[ClassifiedLine<'_>],
        metadata: &mut Metadata,
        page: &mut Page,
    ) {
        let mut starts = self.blocks.iter().peekable();
        for (at, line) in lines.iter().enumerate() {
            if let Some(block) = starts.next_if(|block| block.start == at) {
                let is_last = block.end == lines.len();
                fields::read(text, &lines[block.clone()], is_last, metadata, page);
                page.has_source |= metadata.archive.is_some();
            }
            match self.roles[at] {
                Role::Field | Role::Head => {}
                Role::Furniture => match &line.guess {
                    Guess::Furniture(chrome) => page.furniture(line.span, chrome.what),
                    _ => page.body.push(line.span),
                },
                Role::Summary => read_summary(text, line.span, metadata, page),
                Role::Text if Some(at) == self.head.behind_label => {
                    let body = behind_label(text, line.span, page);
                    page.body.push(body);
                }
                Role::Text if at < self.related => {
                    page.metadata(line.span, "related document");
                    metadata.other.push(Field {
                        name: "related document".to_owned(),
                        value: line.of(text).to_owned(),
                    });
                }
                Role::Text
                    if metadata.title.as_deref() == Some(line.of(text))
                        && at < self.head.end + 2 =>
                {
                    page.furniture(line.span, Furniture::TitleAgain);
                }
                Role::Text => match &line.guess {
                    Guess::Rights => fields::rights(text, line.span, metadata, page),
                    Guess::Donor(name) => fields::donor(text, line.span, *name, metadata, page),
                    Guess::Citation => {
                        read_citation(line.of(text), metadata);
                        page.metadata(line.span, "citation");
                    }
                    _ => page.body.push(line.span),
                },
            }
        }
    }
}

/// Marks the lines that are furniture: those that no document has, and next to them those that a document may have too.
fn mark_furniture(lines: &[ClassifiedLine<'_>], roles: &mut [Role]) {
    for (line, role) in lines.iter().zip(roles.iter_mut()) {
        if *role == Role::Text && line.is_furniture() {
            *role = Role::Furniture;
        }
    }
    let may_be = |line: &ClassifiedLine<'_>| matches!(&line.guess, Guess::Furniture(_));
    let is_frame = |role: Role, line: &ClassifiedLine<'_>| {
        role == Role::Field
            || role == Role::Furniture
                && !matches!(&line.guess, Guess::Furniture(chrome) if chrome.what == Furniture::RunningHead)
    };
    for at in 1..lines.len() {
        if roles[at] == Role::Text && may_be(&lines[at]) && is_frame(roles[at - 1], &lines[at - 1])
        {
            roles[at] = Role::Furniture;
        }
    }
    for at in (1..lines.len()).rev() {
        if roles[at - 1] == Role::Text && may_be(&lines[at - 1]) && is_frame(roles[at], &lines[at])
        {
            roles[at - 1] = Role::Furniture;
        }
    }
}

/// The line above a list of labels at the top of a page: its title, as sites of texts put it.
fn title_above(
    text: &str,
    lines: &[ClassifiedLine<'_>],
    roles: &[Role],
    block: usize,
) -> Option<usize> {
    /// Author and title at most stand above the labels.
    const MOST: usize = 3;
    let above: Vec<usize> = (0..block).filter(|&at| roles[at] == Role::Text).collect();
    let last = *above.last()?;
    let words = lines[last].of(text);
    let is_title = lines[last].guess == Guess::Text && words.len() < 200 && !words.ends_with('.');
    (above.len() <= MOST && is_title && last + 1 == block && block < 8).then_some(last)
}

/// How many paragraphs of another document stand over the head of a page at most.
pub(super) const MOST_OVER_HEAD: usize = 2;
/// How many lines may say at the top of a document of whom it is.
const HEAD_LINES: usize = 4;
/// Longer lines at the top are prose.
const LONGEST_HEAD: usize = 160;
/// How far from the top the head of a page reaches, in lines.
const NEAR: usize = 40;
/// How many lines may stand between two lines of a head: a title, a date, a summary.
const APART: usize = 3;

/// The head that a site puts over a document.
#[derive(Debug, Default)]
struct Head {
    /// Behind its last line.
    end: usize,
    date: Option<usize>,
    title: Option<usize>,
    summary: Option<usize>,
    has_donor: bool,
    /// The first line of the text where it may begin with the name of a choice of languages.
    behind_label: Option<usize>,
}

impl Head {
    /// Finds the head: what stands round the line on who paid, or the date and title below the first furniture.
    fn find(text: &str, lines: &[ClassifiedLine<'_>], roles: &mut [Role]) -> Self {
        let mut head = Self::default();
        let near = lines.len().min(NEAR);
        let donor = (0..near)
            .find(|&at| matches!(lines[at].guess, Guess::Donor(_)) && roles[at] == Role::Text);
        let is_plain = |at: usize, roles: &[Role]| {
            roles[at] == Role::Text && lines[at].guess == Guess::Text && lines[at].span.len() < 300
        };
        let contents = (0..near).find(|&at| {
            roles[at] == Role::Field
                && lines[at]
                    .label()
                    .is_some_and(|label| label.label == Label::Contents)
        });
        if let Some(donor) = donor {
            head.has_donor = true;
            head.title = (0..donor).rev().take(APART).find(|&at| is_plain(at, roles));
            head.date = head
                .title
                .and_then(|title| (0..title).rev().take(APART).find(|&at| lines[at].is_date()));
            head.end = donor + 1;
            roles[donor] = Role::Head;
        } else {
            let first = (0..near).find(|&at| roles[at] == Role::Text).unwrap_or(0);
            let is_framed = roles.iter().any(|role| *role != Role::Text);
            let is_date = lines.get(first).is_some_and(ClassifiedLine::is_date);
            if let Some(contents) = contents {
                head.title = (0..contents).find(|&at| is_plain(at, roles));
            } else if is_framed && is_date {
                head.date = Some(first);
                head.title = Some(first + 1).filter(|&at| {
                    at < lines.len()
                        && is_plain(at, roles)
                        && lines[at].span.len() < 200
                        && transmission::line(lines[at].of(text)).is_none()
                });
            }
        }
        for at in [head.date, head.title].into_iter().flatten() {
            roles[at] = Role::Head;
            head.end = head.end.max(at + 1);
        }
        head.find_summary(text, lines, roles, near);
        head.behind_label = contents.map(|at| at + 1);
        head
    }

    /// The old site puts summary and citation between its buttons, below the title.
    fn find_summary(
        &mut self,
        text: &str,
        lines: &[ClassifiedLine<'_>],
        roles: &mut [Role],
        near: usize,
    ) {
        let opened = self.end;
        let buttons = (opened..near).find(|&at| {
            matches!(&lines[at].guess, Guess::Furniture(chrome) if chrome.is_certain && chrome.what == Furniture::ShareButtons)
        });
        let is_opened = buttons.is_some_and(|at| at < opened + 2) && opened > 0;
        let end = (opened..near).rev().find(|&at| {
            matches!(&lines[at].guess, Guess::Furniture(chrome) if chrome.is_certain && matches!(chrome.what, Furniture::LanguageChoice | Furniture::ShareButtons | Furniture::Address))
        });
        let Some(end) = end.filter(|_| is_opened) else {
            return;
        };
        let texts: Vec<usize> = (opened..end)
            .filter(|&at| roles[at] == Role::Text)
            .collect();
        let summary = texts
            .iter()
            .copied()
            .find(|&at| lines[at].guess == Guess::Text);
        if texts.len() <= 2 + APART {
            if let Some(at) = summary.filter(|&at| !lines[at].of(text).is_empty()) {
                self.summary = Some(at);
                roles[at] = Role::Head;
            }
            for at in texts {
                if lines[at].guess == Guess::Citation {
                    roles[at] = Role::Head;
                }
            }
            // A label without its value between the buttons.
            for at in opened..end {
                if roles[at] == Role::Text && lines[at].label().is_some() {
                    roles[at] = Role::Head;
                }
            }
            self.end = end + 1;
        }
    }

    /// Reads one line of the head.
    fn read(
        &self,
        text: &str,
        at: usize,
        line: &ClassifiedLine<'_>,
        metadata: &mut Metadata,
        page: &mut Page,
    ) {
        let words = line.of(text);
        match &line.guess {
            Guess::Donor(name) => fields::donor(text, line.span, *name, metadata, page),
            Guess::Citation => {
                read_citation(words, metadata);
                page.metadata(line.span, "citation");
            }
            Guess::Date(found) if Some(at) == self.date => {
                page.metadata(line.span, "date");
                metadata.dates.push(Date {
                    edtf: Some(found.edtf.clone()),
                    printed: Some(words.to_owned()),
                });
            }
            Guess::Label(_) => page.furniture(line.span, Furniture::Label),
            _ if Some(at) == self.title => {
                page.metadata(line.span, "title");
                metadata.title = Some(behind_date(words, metadata).to_owned());
            }
            _ if Some(at) == self.summary => {
                page.metadata(line.span, "summary");
                metadata.summary = Some(words.to_owned());
            }
            _ => page.body.push(line.span),
        }
    }
}

/// The title without the date that a flattened page puts before it: `January 12, 1953 Letter from Berg`.
fn behind_date<'t>(words: &'t str, metadata: &mut Metadata) -> &'t str {
    let found = dates::find(words)
        .filter(|date| date.span.start == 0 && !date.edtf.has_unspecified_digits());
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

/// The site's account of the document, which stands without a label between text and fields: a sentence about it, not in it.
///
/// The text's own last paragraph stands at the same place, so an account must show itself: it speaks of somebody or something
/// in the title, as of a third person, in the present.
fn summary_before(
    text: &str,
    lines: &[ClassifiedLine<'_>],
    roles: &[Role],
    block: usize,
    metadata: &Metadata,
) -> Option<usize> {
    let at = block.checked_sub(1)?;
    let before = (0..at).any(|at| roles[at] == Role::Text);
    if roles[at] != Role::Text
        || lines[at].guess != Guess::Text
        || !before
        || metadata.summary.is_some()
    {
        return None;
    }
    let words = lines[at].of(text);
    // Without a title from the site, the first lines of the document say of whom it is.
    let first: Vec<&str> = (0..at)
        .filter(|&at| roles[at] == Role::Text)
        .take(HEAD_LINES)
        .map(|at| lines[at].of(text))
        .filter(|words| words.len() < LONGEST_HEAD)
        .collect();
    let title = metadata.title.clone().unwrap_or_else(|| first.join(" "));
    account::is_one(words, Some(&title))
        .then_some(at)
        .filter(|_| {
            transmission::line(words).is_none()
                && !words.starts_with('[')
                && !archive::is_source_line(words)
        })
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
    page.furniture(see_also, Furniture::Link);
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
                Furniture::LanguageChoice,
            );
            return Span::new(start, line.end);
        }
    }
    line
}
