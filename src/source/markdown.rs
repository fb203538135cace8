//! The reader of Markdown: `CommonMark` with footnotes, tables, struck words, definition lists and YAML front matter, as
//! pandoc, Obsidian, Zotero and this program's own export write it.
//!
//! [`pulldown_cmark`] parses; [`inline_notes`] takes pandoc's notes out of the line, [`walk`] extracts the text, [`html`]
//! reads tags that stand in it, [`front`] the front matter. The recognisers of the plain-text formats then run over the
//! text, so that brackets, points and lines of transmission mean here what they mean elsewhere.

mod front;
mod html;
mod inline_notes;
mod walk;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::extract::Extract;
use super::ledger::Class;
use super::recognise::transmission;
use super::{Decoded, Reading, Surroundings};
use crate::document::Span;
use crate::problem::Problem;

/// An event of the parser and where in the source it stands.
type Placed<'a> = (Event<'a>, Span);

/// Endings of the names of Markdown files, in lower case.
const ENDINGS: [&str; 5] = [".md", ".markdown", ".mkd", ".mdown", ".qmd"];

/// Whether a file is Markdown, for a text that is no other format by how it begins: by its signs, else by the ending of its
/// name. A web page that a program has turned into Markdown is none: the reader of pasted pages knows the site round it.
pub(super) fn is_markdown(name: &str, text: &str) -> bool {
    /// What is written in Markdown shows it in its first pages.
    const LOOKED_AT: usize = 1 << 16;
    let mut ends = (0..=LOOKED_AT.min(text.len())).rev();
    let text = ends.find_map(|end| text.get(..end)).unwrap_or_default();
    let name = name.to_lowercase();
    !text.lines().any(has_linked_figure)
        && (ENDINGS.iter().any(|ending| name.ends_with(ending)) || is_written_in_markdown(text))
}

/// Whether a line has a link of a note as pages have them: `[1](#f1)`.
fn has_linked_figure(line: &str) -> bool {
    line.match_indices("](#").any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.rsplit_once('['));
        before.is_some_and(|(_, label)| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_digit())
        })
    })
}

/// Whether a text has headings as Markdown has them, and a link, strong words or a fence as well: plain text may have either,
/// and hardly both. Footnotes are no sign, because pasted pages and the native format have the same.
fn is_written_in_markdown(text: &str) -> bool {
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len()))
            && rest
                .strip_prefix(' ')
                .is_some_and(|words| words.starts_with(char::is_alphabetic))
    };
    let is_link = |line: &str| {
        line.match_indices("](").any(|(at, _)| {
            let address = line.get(at + 2..).unwrap_or_default().split(')').next();
            let is_address = address.is_some_and(|address| address.contains("://"));
            is_address && line.get(..at).is_some_and(|before| before.contains('['))
        })
    };
    let is_strong = |line: &str| {
        let mut words = line.split("**").skip(1).step_by(2);
        line.matches("**").count() >= 2
            && words.next().is_some_and(|words| {
                words.starts_with(char::is_alphanumeric) && !words.ends_with(char::is_whitespace)
            })
    };
    text.lines().any(is_heading)
        && text
            .lines()
            .any(|line| is_link(line) || is_strong(line) || line.starts_with("```"))
}

/// Reads a file into one document. `problems` are those of its decoding.
pub(super) fn read(
    id: &str,
    decoded: Decoded,
    surroundings: &dyn Surroundings,
    mut problems: Vec<Problem>,
) -> Reading {
    let source = decoded.text.as_str();
    let mut extract = Extract::new(source);
    let mut known = front::read(source, &mut extract, &mut problems);
    let events = parse(source, known.body);
    if known.metadata.title.is_none() {
        known.metadata.title = title(&events);
    }
    problems.extend(undefined(source, &events));
    let (events, notes) = inline_notes::lift(events, source);
    walk::walk(source, events, notes, &mut extract);
    extract.claim_rest(Class::Mark, "markup");
    let conventions = surroundings.tables().conventions();
    let id = known.id.as_deref().unwrap_or(id);
    let mut stated = known.metadata.transmission.clone();
    let mut extracted = extract.finish(id, known.metadata, conventions);
    // What the front matter states comes before what the title and the lines of the text let one read.
    let transmission = &mut extracted.document.metadata.transmission;
    transmission::merge(&mut stated, std::mem::take(transmission));
    *transmission = stated;
    extracted.into_reading(decoded, problems)
}

/// The events of the text behind the front matter, with their places in the source. Text that stands in the source as it is,
/// and that the parser gives in pieces, is one event.
fn parse(source: &str, body: usize) -> Vec<Placed<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let text = source.get(body..).unwrap_or_default();
    let mut events: Vec<Placed<'_>> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let span = Span::from(range).shifted(body);
        if let Event::Text(text) = &event
            && is_verbatim(text, span, source)
            && let Some((Event::Text(before), last)) = events.last_mut()
            && last.end == span.start
            && is_verbatim(before, *last, source)
        {
            last.end = span.end;
            *before = last.of(source).into();
            continue;
        }
        // A comment may run over several lines.
        if let (Event::Html(_), Some((Event::Html(_), last))) = (&event, events.last_mut())
            && last.end == span.start
        {
            last.end = span.end;
            continue;
        }
        events.push((event, span));
    }
    events
}

/// Whether text stands in the source as it is.
fn is_verbatim(text: &str, span: Span, source: &str) -> bool {
    span.of(source) == text
}

/// The words of a heading of the first level that the text begins with.
fn title(events: &[Placed<'_>]) -> Option<String> {
    let level = HeadingLevel::H1;
    let (first, rest) = events.split_first()?;
    if !matches!(&first.0, Event::Start(Tag::Heading { level: own, .. }) if *own == level) {
        return None;
    }
    let mut title = String::new();
    let inside = rest
        .iter()
        .take_while(|(event, _)| *event != Event::End(TagEnd::Heading(level)));
    for (event, _) in inside {
        match event {
            Event::Text(text) | Event::Code(text) => title.push_str(text),
            Event::SoftBreak | Event::HardBreak => title.push(' '),
            _ => {}
        }
    }
    Some(title.trim().to_owned()).filter(|title| !title.is_empty())
}

/// A problem for each `[^1]` in the text that no note of the file has: it stays in the text as it is written.
fn undefined(source: &str, events: &[Placed<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (event, span) in events {
        if !matches!(event, Event::Text(_)) {
            continue;
        }
        let text = span.of(source);
        for (at, _) in text.match_indices("[^") {
            let label = text.get(at + 2..).and_then(|rest| rest.split_once(']'));
            let Some((label, _)) = label.filter(|(label, _)| is_label(label)) else {
                continue;
            };
            let sign = Span::new(span.start + at, span.start + at + label.len() + "[^]".len());
            problems.push(
                Problem::new(sign, format!("there is no note `{label}`"))
                    .hint(format!("write `[^{label}]: …` on a line of its own")),
            );
        }
    }
    problems
}

/// Whether words can be the label of a footnote.
fn is_label(words: &str) -> bool {
    !words.is_empty() && !words.contains(char::is_whitespace) && !words.contains(['[', '^'])
}
