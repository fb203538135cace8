//! The bodies of notes behind a text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::labels::{Start, start};
use super::signs::{has_arrow, is_behind_signature, is_dashed};
use super::{Body, Style, earlier, number, references};
use crate::document::{BlockKind, Kind, Place, Span};
use crate::source::recognise::dates;
use crate::source::recognise::transcript::Paragraph;

/// The notes of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Their bodies, in the order in which they stand.
    pub bodies: Vec<Body>,
    /// The lines that are of no note.
    pub text: Vec<Span>,
    /// The lines between the notes that are rules or headings.
    pub rules: Vec<Span>,
}

/// The notes of a text: those behind it, and those behind an earlier part of it, as a letter has them whose enclosure has notes
/// of its own. `lines` are the text's lines without blank ones; `is_of_text` tells a line that no note holds, such as what a
/// hand wrote under them.
pub fn bodies(text: &str, lines: &[Span], is_of_text: impl Fn(&str) -> bool) -> Notes {
    let Some((from, heading)) = section(text, lines) else {
        return Notes {
            text: lines.to_vec(),
            ..Notes::default()
        };
    };
    let is_start = |line: &Span| start(text, unruled(text, *line)).is_some();
    let until = (from + 1..lines.len())
        .find(|&at| is_of_text(lines[at].of(text)) && !lines[at..].iter().any(is_start))
        .unwrap_or(lines.len());
    let mut lists = earlier::lists(text, lines, from);
    lists.push(from..until);
    let mut notes = Notes::default();
    let mut kept = 0;
    for list in lists {
        notes
            .text
            .extend(lines.get(kept..list.start).unwrap_or_default());
        kept = list.end;
        read_list(text, lines, list, heading, &mut notes);
    }
    notes.text.extend(lines.get(kept..).unwrap_or_default());
    notes
}

/// Reads the notes of one list.
fn read_list(
    text: &str,
    lines: &[Span],
    list: Range<usize>,
    heading: Option<Span>,
    notes: &mut Notes,
) {
    let (before, own) = (lines.get(..list.start), lines.get(list));
    let (before, own) = (before.unwrap_or_default(), own.unwrap_or_default());
    let furniture = &mut notes.rules;
    let mut bodies: Vec<Body> = Vec::new();
    let is_heading = |line: Span| Some(line) == heading;
    let is_translators = heading.is_some_and(|line| line.of(text).starts_with("Translator"));
    let kind = if is_translators && own.iter().any(|&line| is_heading(line)) {
        Kind::TranslatorsNote
    } else {
        Kind::Note
    };
    let is_dashed = own.first().is_some_and(|line| is_dashed(line.of(text)));
    let expected = labels(text, own);
    let bracketed = bracketed_numbers(text, lines);
    for &line in own {
        if is_rule(line.of(text)) || is_heading(line) {
            furniture.push(line);
            continue;
        }
        let inner = unruled(text, line);
        let around = [
            Span::new(line.start, inner.start),
            Span::new(inner.end, line.end),
        ];
        furniture.extend(around.into_iter().filter(|span| !span.is_empty()));
        let next = if is_dashed {
            dashed(text, inner, bodies.len() + 1)
        } else {
            start(text, inner)
        };
        match next.filter(|start| follows(start, bodies.last(), bodies.is_empty())) {
            Some(start) => {
                let words = Span::new(start.mark.end, inner.end);
                bodies.push(Body {
                    label: start.label,
                    mark: start.mark,
                    style: start.style,
                    paragraphs: paragraph(words),
                    kind,
                });
            }
            None => match bodies.last_mut() {
                Some(body) => body.paragraphs.extend(paragraph(inner)),
                None => furniture.push(inner),
            },
        }
        part_line(text, &mut bodies, &expected, &bracketed);
    }
    let is_starred = references::count(text, before, &[("*", Style::Sign)]) > 0;
    for body in &mut bodies {
        let words = body
            .paragraphs
            .first()
            .map_or("", |first| first.span().of(text));
        let is_volumes_own = is_unnumbered(body.mark.of(text)) && !is_starred;
        if words.starts_with("Source:") || is_volumes_own {
            body.kind = Kind::SourceNote;
        }
    }
    notes.bodies.append(&mut bodies);
}

fn paragraph(words: Span) -> Vec<Paragraph> {
    if words.is_empty() {
        Vec::new()
    } else {
        vec![Paragraph::line(BlockKind::Paragraph, words)]
    }
}

/// Where the notes begin, and their heading if they have one.
fn section(text: &str, lines: &[Span]) -> Option<(usize, Option<Span>)> {
    const HEADINGS: [&str; 9] = [
        "translator's notes",
        "translator’s notes",
        "notes",
        "footnotes",
        "endnotes",
        "notes:",
        "footnotes:",
        "[footnotes]",
        "notes to the document",
    ];
    let heading = lines.iter().position(|line| {
        line.len() < 40 && HEADINGS.contains(&line.of(text).to_lowercase().as_str())
    });
    if let Some(at) = heading.filter(|&at| {
        lines
            .get(at + 1)
            .is_some_and(|&line| start(text, line).is_some())
    }) {
        return Some((at, Some(lines[at])));
    }
    // Behind the last rule that a note follows; or the rule is glued to the first note: `_1 See note 4`.
    let ruled = (0..lines.len()).rev().find(|&at| {
        let line = lines[at];
        let glued = unruled(text, line).start > line.start
            && start(text, unruled(text, line)).is_some_and(|start| is_first(&start));
        glued
            || is_rule(line.of(text))
                && lines
                    .get(at + 1)
                    .is_some_and(|&next| start(text, next).is_some_and(|start| is_first(&start)))
    });
    if let Some(at) = ruled {
        return Some((at, None));
    }
    unruled_section(text, lines).map(|at| (at, None))
}

/// A note of a list without numbers; its label is its place in it.
fn dashed(text: &str, line: Span, number: usize) -> Option<Start> {
    let words = line.of(text);
    let sign = words.chars().next().map_or(0, char::len_utf8) + 1;
    is_dashed(words).then(|| Start {
        label: number.to_string(),
        style: Style::Stopped,
        mark: Span::new(line.start, line.start + sign),
        is_doubtful: false,
    })
}

/// Notes that show themselves to be some, whether they are referred to or not: by the arrows that lead back to the text, or by
/// `Source:` in the first. A list of points has neither.
fn evident_section(text: &str, lines: &[Span]) -> Option<usize> {
    /// A note's own paragraphs, of which only the last has an arrow.
    const MOST: usize = 6;
    let words = |at: usize| lines[at].of(text);
    let is_first_label = |at: usize| {
        start(text, lines[at]).is_some_and(|start| matches!(number(&start.label), Some(0 | 1)))
    };
    let arrow = (1..lines.len()).find(|&at| has_arrow(words(at)) && words(at).len() > 4);
    if let Some(arrow) = arrow {
        let above = || (arrow.saturating_sub(MOST)..=arrow).rev();
        if is_dashed(words(arrow)) {
            return Some(arrow);
        }
        let first = above().find(|&at| is_first_label(at))?;
        // Note 0 stands before note 1.
        let zero = first
            .checked_sub(1)
            .filter(|&at| at > 0 && is_first_label(at));
        return Some(zero.unwrap_or(first));
    }
    let sourced = (1..lines.len()).rev().find(|&at| {
        let label = start(text, lines[at]).filter(|start| start.style != Style::Sign);
        label.is_some_and(|start| {
            matches!(number(&start.label), Some(0 | 1))
                && Span::new(start.mark.end, lines[at].end)
                    .of(text)
                    .starts_with("Source:")
        })
    })?;
    counts_on(text, lines.get(sourced..)?).then_some(sourced)
}

/// Whether the lines that begin notes count up by one, from the first on.
fn counts_on(text: &str, lines: &[Span]) -> bool {
    let mut last: Option<u32> = None;
    lines
        .iter()
        .filter_map(|&line| start(text, line))
        .filter_map(|start| number(&start.label))
        .all(|value| last.replace(value).is_none_or(|last| value == last + 1))
}

/// Notes without a rule or heading: the last lines, from a first label on, that count up and are referred to.
fn unruled_section(text: &str, lines: &[Span]) -> Option<usize> {
    if let Some(at) = evident_section(text, lines) {
        return Some(at);
    }
    let unnumbered = lines.iter().rposition(|line| is_unnumbered(line.of(text)));
    let is_number =
        |at: usize| start(text, lines[at]).is_some_and(|start| number(&start.label).is_some());
    if let Some(at) = unnumbered.filter(|&at| {
        lines[at + 1..]
            .iter()
            .all(|&line| start(text, line).is_some())
            && !at.checked_sub(1).is_some_and(is_number)
    }) {
        let first = (0..at)
            .rev()
            .take_while(|&at| is_unnumbered(lines[at].of(text)))
            .last();
        return Some(first.unwrap_or(at));
    }
    let starts = counted_starts(text, lines);
    let last_lines = lines.len() - starts.first().map_or(0, |(at, _)| *at);
    let is_first_or_sign = |start: &Start| number(&start.label).is_none_or(|value| value <= 1);
    let first = starts
        .iter()
        .rposition(|(_, start)| is_first_or_sign(start));
    // The numbers of a volume or chapter may run on from one document to the next: then each must be referred to.
    let late = starts
        .len()
        .checked_sub(1)
        .filter(|&last| first != Some(last));
    let is_enough = |count: usize, is_late: bool| {
        let from = starts[count].0;
        let before = lines.get(..from).unwrap_or_default();
        let mut labels: Vec<(&str, Style)> = (starts[..=count].iter().rev())
            .map(|(_, start)| (start.label.as_str(), start.style))
            .collect();
        // The first few tell enough, and keep the look at each from adding up.
        labels.truncate(40);
        let counted = labels
            .iter()
            .filter(|(_, style)| *style != Style::Sign)
            .count();
        let referred = references::count(text, before, &labels);
        // A numbered list looks like notes with stops, so all but a few of these must be referred to, and little may
        // follow.
        let is_stopped = labels.iter().any(|(_, style)| *style == Style::Stopped);
        let is_enough = if is_late {
            referred >= labels.len() && last_lines <= 4
        } else if is_stopped {
            let restarts =
                is_behind_signature(text, lines, from) && says_of_texts(text, lines[from]);
            referred * 4 >= counted * 3 && last_lines <= 4 || restarts
        } else {
            referred * 2 >= counted
        };
        // Nothing but a note begins `[1]`, even where the page lost its references.
        let is_bracketed = labels.iter().all(|(_, style)| *style == Style::Bracketed)
            && starts[count]
                .1
                .label
                .starts_with(|c: char| c.is_ascii_digit())
            && last_lines <= 2 * labels.len()
            && (starts[..=count].iter()).all(|(at, start)| start.mark.end < lines[*at].end);
        let is_evident = is_stopped && says_of_texts(text, lines[from]) || is_bracketed;
        ((is_enough || is_bracketed) && (referred > 0 || is_evident)).then_some(from)
    };
    late.and_then(|late| is_enough(late, true))
        .or_else(|| first.and_then(|first| is_enough(first, false)))
}

/// Whether a note says what only notes do: where a text lies, or where to look.
fn says_of_texts(text: &str, line: Span) -> bool {
    const STARTS: [&str; 16] = [
        "Not printed",
        "Not found",
        "Source:",
        "See ",
        "Document ",
        "Documents ",
        "Printed in",
        "Ibid",
        "Handwritten",
        "Reference is to",
        "Presumably",
        "Cf. ",
        "For text",
        "Text in",
        "Vgl. ",
        "Drafted by",
    ];
    start(text, line).is_some_and(|start| {
        let words = Span::new(start.mark.end, line.end).of(text);
        STARTS.iter().any(|start| words.starts_with(start))
    })
}

/// The lines that begin notes whose labels count, from the last upwards to the first note or the first gap.
fn counted_starts(text: &str, lines: &[Span]) -> Vec<(usize, Start)> {
    let is_sign =
        |at: usize| start(text, lines[at]).is_some_and(|start| start.style == Style::Sign);
    let mut wanted: Option<u32> = None;
    let mut starts: Vec<(usize, Start)> = Vec::new();
    for at in (0..lines.len()).rev() {
        let Some(start) = start(text, lines[at]) else {
            continue;
        };
        let value = number(&start.label);
        // From the end upwards the labels count down to the first.
        let fits = match (value, wanted) {
            // One or two numbers may be missing where the figures stand alone, as points never do.
            (Some(value), Some(wanted)) => {
                let missing = wanted.checked_sub(value + 1);
                missing == Some(0)
                    || matches!(missing, Some(1 | 2))
                        && start.style == Style::Plain
                        && !start.is_doubtful
                        && value > 1
            }
            (Some(_), None) => !start.is_doubtful,
            (None, _) => matches!(start.style, Style::Sign | Style::Bracketed),
        };
        if !fits {
            if wanted.is_some() {
                break;
            }
            continue;
        }
        wanted = value.or(wanted);
        starts.push((at, start));
        let is_zero =
            |at: usize| self::start(text, lines[at]).is_some_and(|start| start.label == "0");
        if value == Some(1)
            && !at
                .checked_sub(1)
                .is_some_and(|at| is_sign(at) || is_zero(at))
        {
            break;
        }
    }
    starts
}

/// A line of nothing but a rule: `_`, `——————`, `======`.
pub(super) fn is_rule(line: &str) -> bool {
    !line.is_empty()
        && line
            .chars()
            .all(|c| matches!(c, '_' | '—' | '–' | '-' | '=' | ' '))
}

/// A line without what is glued to its note: the rule of `_1 See note 4`, which may close the note as well, and the arrow
/// that leads back to the text.
fn unruled(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let back = words.trim_end_matches(['↩', '\u{fe0e}', '↑', ' ', '\u{a0}']);
    let line = Span::new(line.start, line.start + back.len());
    let is_mark = |rest: &str| {
        let rest = rest.trim_start_matches('[');
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    match back.strip_prefix('_').filter(|rest| is_mark(rest)) {
        Some(rest) => {
            let closed = usize::from(rest.ends_with('_'));
            Span::new(line.start + 1, line.end - closed)
        }
        None => line,
    }
}

fn is_first(start: &Start) -> bool {
    !start.is_doubtful
        && (start.style == Style::Sign || matches!(number(&start.label), Some(0 | 1)))
}

/// Whether a line may be the first of a note.
pub fn begins(line: &str) -> bool {
    let whole = Span::new(0, line.len());
    start(line, unruled(line, whole)).is_some()
}

/// `*. 895.30/7–2649: Telegram`: a note that the volume printed without a number, on its source.
fn is_unnumbered(line: &str) -> bool {
    line.starts_with("*. ")
}

/// Whether a note may come behind the one before it: it counts on, or is of another kind.
fn follows(start: &Start, before: Option<&Body>, is_first_of_all: bool) -> bool {
    let Some(before) = before else {
        return is_first_of_all;
    };
    match (number(&start.label), number(&before.label)) {
        // A few numbers may be missing, never many: else a list in a note would be notes.
        (Some(value), Some(last)) => {
            let most = if start.is_doubtful { 1 } else { 3 };
            value > last && value <= last + most && start.style == before.style
        }
        (Some(value), None) => value <= 3 && !start.is_doubtful,
        (None, _) => {
            start.style == before.style && matches!(start.style, Style::Sign | Style::Bracketed)
                || start.style == Style::Sign && before.style != Style::Bracketed
                || start.style == Style::Bracketed && number(&start.label).is_none()
        }
    }
}

/// The labels with which lines begin.
fn labels(text: &str, lines: &[Span]) -> HashSet<u32> {
    lines
        .iter()
        .filter_map(|&line| start(text, unruled(text, line)))
        .filter_map(|start| number(&start.label))
        .collect()
}

/// The numbers that stand in brackets, and where each does first.
fn bracketed_numbers(text: &str, lines: &[Span]) -> HashMap<u32, Place> {
    let mut places = HashMap::new();
    for line in lines {
        let words = line.of(text);
        for at in memchr::memchr_iter(b'[', words.as_bytes()) {
            let behind = words.get(at + 1..).unwrap_or_default();
            let digits = behind
                .bytes()
                .take(4)
                .take_while(u8::is_ascii_digit)
                .count();
            let number = behind.get(..digits).and_then(|number| number.parse().ok());
            if let Some(number) = number.filter(|_| behind.as_bytes().get(digits) == Some(&b']')) {
                places.entry(number).or_insert(line.start + at);
            }
        }
    }
    places
}

/// Whether a figure inside a line begins a note: it stands apart, a sentence follows, and nothing before it counts with it.
fn begins_note(words: &str, at: usize, length: usize) -> bool {
    const COUNTING: [&str; 10] = [
        "Document",
        "Documents",
        "No.",
        "note",
        "p.",
        "pp.",
        "and",
        "to",
        "para",
        "paragraph",
    ];
    let before = words.get(..at).unwrap_or_default();
    let behind = words.get(at + length..).unwrap_or_default();
    let word_before = before.trim_end().rsplit(' ').next().unwrap_or_default();
    before.ends_with(' ')
        && behind.starts_with(|c: char| c.is_uppercase() || c == '\'')
        && !COUNTING.contains(&word_before)
        && dates::month(behind.split(' ').next().unwrap_or_default()).is_none()
}

/// Parts notes that stand on one line: `2 Document 18 3 See Document 7`. Only a number that begins no line is looked for.
fn part_line(
    text: &str,
    bodies: &mut Vec<Body>,
    expected: &HashSet<u32>,
    references: &HashMap<u32, Place>,
) {
    /// More notes than any page has.
    const MOST: usize = 1000;
    if bodies.len() > MOST {
        return;
    }
    while let Some(body) = bodies.last() {
        let Some(next) = number(&body.label)
            .map(|number| number + 1)
            .filter(|next| !expected.contains(next))
        else {
            return;
        };
        let Some(last) = body.paragraphs.last().map(Paragraph::span) else {
            return;
        };
        let sign = match body.style {
            Style::Bracketed => format!("[{next}] "),
            Style::Plain => format!("{next} "),
            _ => return,
        };
        let words = last.of(text);
        let found = words
            .match_indices(sign.as_str())
            .find(|&(at, _)| begins_note(words, at, sign.len()));
        let Some((at, _)) = found else { return };
        if references
            .get(&next)
            .is_none_or(|&place| place >= last.start)
        {
            return;
        }
        let (style, kind) = (body.style, body.kind);
        let mark = Span::new(last.start + at, last.start + at + sign.len());
        let before = words.get(..at).unwrap_or_default().trim_end().len();
        if let Some(line) = bodies
            .last_mut()
            .and_then(|body| body.paragraphs.last_mut())
            .and_then(|paragraph| paragraph.lines.last_mut())
        {
            line.end = last.start + before;
        }
        let words = Span::new(mark.end, last.end);
        bodies.push(Body {
            label: next.to_string(),
            mark,
            style,
            paragraphs: paragraph(words),
            kind,
        });
    }
}
