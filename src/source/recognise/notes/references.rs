//! Where notes are referred to.

use std::collections::{HashMap, HashSet};

use super::signs::is_glued;
use super::{Body, Style, number, superscript};
use crate::document::{Place, Span};
use crate::source::recognise::dates;
use crate::source::recognise::transcript::Paragraph;

/// A reference to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The sign that leaves the text, with the space before it.
    pub sign: Span,
    /// The label: `1`.
    pub label: String,
    /// Which body answers to it.
    pub body: Option<usize>,
}

/// The references in paragraphs, in order. Each body is referred to where its label stands first; further references to it
/// have it too.
pub fn references(text: &str, paragraphs: &[Paragraph], bodies: &[Body]) -> Vec<Reference> {
    let lines: Vec<Span> = paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.lines.iter().copied())
        .collect();
    let mut found = bracketed(text, &lines, &Known::new(bodies));
    let is_bracketed = found
        .iter()
        .filter(|reference| reference.body.is_some())
        .count()
        * 2
        >= bodies.len().max(1);
    let mut raised = raised(text, &lines, bodies);
    if bodies.iter().any(|body| body.style == Style::Superscript) || !raised.is_empty() {
        found.append(&mut raised);
    } else if !is_bracketed || found.is_empty() {
        // Figures in round brackets are more often the items of a list, so of two equals the glued ones hold.
        let round = round(text, &lines, bodies);
        let glued = glued(text, &lines, bodies);
        found.extend(if round.len() > glued.len() {
            round
        } else {
            glued
        });
    }
    // Of several notes with one sign the first is meant.
    let mut tried: HashSet<&str> = HashSet::new();
    let referred: HashSet<usize> = found.iter().filter_map(|found| found.body).collect();
    for (index, body) in bodies.iter().enumerate() {
        let is_sign = body.style == Style::Sign && !referred.contains(&index);
        if is_sign && tried.insert(&body.label) {
            found.extend(signed(text, &lines, &body.label, index));
        }
    }
    found.sort_by_key(|reference| reference.sign.start);
    let mut last = 0;
    found.retain(|reference| {
        let free = reference.sign.start >= last;
        if free {
            last = reference.sign.end;
        }
        free
    });
    found
}

/// Which bodies have a label, in their order.
struct Known<'b> {
    bodies: &'b [Body],
    by_label: HashMap<&'b str, Vec<usize>>,
}

impl<'b> Known<'b> {
    fn new(bodies: &'b [Body]) -> Self {
        let mut by_label: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, body) in bodies.iter().enumerate() {
            by_label.entry(body.label.as_str()).or_default().push(index);
        }
        Self { bodies, by_label }
    }

    /// The body that answers to a label at a place: the next of that label behind it, or else the first.
    fn answering(&self, label: &str, place: Place) -> Option<usize> {
        let having = self.by_label.get(label)?;
        let next = having
            .iter()
            .find(|&&index| self.bodies[index].mark.start > place);
        next.or(having.first()).copied()
    }
}

/// A sign with the space before it, unless a word follows at once.
fn with_space(text: &str, line: Span, sign: Span) -> Span {
    let before = Span::new(line.start, sign.start).of(text);
    let spaces = before.len() - before.trim_end_matches([' ', '\u{a0}']).len();
    Span::new(sign.start - spaces, sign.end)
}

/// The signs of brackets round a label, the wide ones of Japanese and Chinese editions included.
const SIGNS: [(char, char); 3] = [('[', ']'), ('［', '］'), ('〔', '〕')];

/// `[1]`, `[^1]`, `[1](#f1)`, `[i]`, `［一］`
fn bracketed(text: &str, lines: &[Span], known: &Known<'_>) -> Vec<Reference> {
    let mut found = Vec::new();
    for &line in lines {
        for (open, close) in SIGNS {
            let places = line.of(text).match_indices(open).map(|(at, _)| at);
            found
                .extend(places.filter_map(|at| reference_at(text, line, at, (open, close), known)));
        }
    }
    found
}

/// The reference whose bracket opens at a place in a line, if it is one.
fn reference_at(
    text: &str,
    line: Span,
    at: usize,
    (open, close): (char, char),
    known: &Known<'_>,
) -> Option<Reference> {
    /// `二十三` or `xviii`, in bytes.
    const LONGEST: usize = 9;
    let words = line.of(text);
    let before = words.get(..at)?;
    let inner = words.get(at + open.len_utf8()..)?;
    let caret = usize::from(inner.starts_with('^'));
    let inner = inner.get(caret..)?;
    let end = inner
        .get(..floor(inner, LONGEST + close.len_utf8()))?
        .find(close)?;
    let label = inner.get(..end)?;
    let after = inner.get(end + close.len_utf8()..)?;
    let body = known.answering(label, line.start + at);
    let is_corrected =
        body.is_none() && (corrects_date(before, after) || corrects_figure(before, label));
    let counts = number(label).is_some_and(|number| number < 100) && !is_corrected;
    let is_caret = caret == 1 && !label.is_empty();
    // A numeral in letters that no note answers to may be a letter supplied: `v[i]` is one where nothing follows it.
    let is_doubtful_numeral = body.is_none()
        && !label.starts_with(|c: char| c.is_ascii_digit())
        && !is_caret
        && after.starts_with(char::is_alphabetic);
    // The same number a second time, without a body, is supplied: `[5]7`.
    let is_supplied = body.is_none() && after.starts_with(char::is_alphanumeric);
    // Wide brackets hold more than references do: without a body they are left to the conventions.
    let is_unanswered = body.is_none() && open != '[';
    if !(counts || is_caret)
        || is_doubtful_numeral
        || before.ends_with(open)
        || is_supplied
        || is_unanswered
    {
        return None;
    }
    // Alone on its line it is the number of a page, or nothing.
    if body.is_none() && before.is_empty() && after.is_empty() {
        return None;
    }
    let length = open.len_utf8() + caret + end + close.len_utf8();
    let mut sign = Span::new(line.start + at, line.start + at + length);
    if let Some(link) = Span::new(sign.end, line.end).of(text).strip_prefix("(#")
        && let Some(close) = link.find(')').filter(|&close| close < 24)
    {
        sign.end += close + 3;
    }
    Some(Reference {
        sign: with_space(text, line, sign),
        label: label.to_owned(),
        body,
    })
}

/// `12 [13] boats`: a figure behind one of the same length.
fn corrects_figure(before: &str, label: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    label.len() >= 2
        && last.len() == label.len()
        && last.bytes().all(|byte| byte.is_ascii_digit())
        && before.ends_with(' ')
}

/// Whether a figure in brackets stands beside a date that it corrects.
fn corrects_date(before: &str, after: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    let (last, one_before) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let is_day = |word: &str| {
        !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let next = after.split_whitespace().next().unwrap_or_default();
    is_day(last) && (dates::month(one_before).is_some() || dates::month(next).is_some())
}

/// `(1)` behind a word: only where notes answer to most of them and they count up.
fn round(text: &str, lines: &[Span], bodies: &[Body]) -> Vec<Reference> {
    let known = Known::new(bodies);
    let mut found: Vec<Reference> = Vec::new();
    for &line in lines {
        let words = line.of(text);
        for (at, _) in words.match_indices('(') {
            let inner = words.get(at + 1..).unwrap_or_default();
            let Some(end) = inner.find(')').filter(|&end| end <= 3) else {
                continue;
            };
            let label = inner.get(..end).unwrap_or_default();
            let Some(body) = known.answering(label, line.start + at) else {
                continue;
            };
            if at == 0 || number(label).is_none() {
                continue;
            }
            let sign = Span::new(line.start + at, line.start + at + end + 2);
            found.push(Reference {
                sign: with_space(text, line, sign),
                label: label.to_owned(),
                body: Some(body),
            });
        }
    }
    let counts_up = found
        .windows(2)
        .all(|pair| number(&pair[0].label) <= number(&pair[1].label));
    if counts_up && found.len() * 2 >= bodies.len() {
        found
    } else {
        Vec::new()
    }
}

/// Figures glued to a word or stop: `Khrushchev.1`, `Oct. 242`; each behind the one before it.
fn glued(text: &str, lines: &[Span], bodies: &[Body]) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut from = (0, 0);
    let mut misses = 0;
    for (index, body) in bodies.iter().enumerate() {
        if number(&body.label).is_none() {
            continue;
        }
        if let Some((at, sign)) = next_glued(text, lines, from, &body.label) {
            found.push(Reference {
                sign: with_space(text, lines[at], sign),
                label: body.label.clone(),
                body: Some(index),
            });
            from = (at, sign.end);
        } else {
            // Each miss has looked through all of the text; many mean that the figures are no references.
            misses += 1;
            if misses > 20 {
                break;
            }
        }
    }
    found
}

/// How many of these labels, in their order, are referred to in lines of text.
pub(super) fn count(text: &str, lines: &[Span], labels: &[(&str, Style)]) -> usize {
    let mut from = (0, 0);
    let mut count = 0;
    let all = match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => Span::new(first.start, last.end).of(text),
        _ => "",
    };
    for &(label, style) in labels {
        let signs = [
            format!("[{label}]"),
            format!("[^{label}]"),
            format!("({label})"),
        ];
        let is_signed = match style {
            Style::Sign => lines
                .iter()
                .any(|&line| sign_in(text, line, label).is_some()),
            Style::Superscript => superscripts(text, lines).any(|(_, known)| known == label),
            Style::Bracketed => {
                let is_wide =
                    |(open, close): &(char, char)| all.contains(&format!("{open}{label}{close}"));
                signs[..2].iter().any(|sign| all.contains(sign.as_str()))
                    || SIGNS[1..].iter().any(is_wide)
            }
            // At the start of a line such a figure is a point.
            Style::Round => lines.iter().any(|&line| {
                let words = line.of(text);
                let at = words.find(signs[2].as_str());
                words.contains(signs[0].as_str()) || at.is_some_and(|at| at > 0)
            }),
            Style::Plain | Style::Stopped => {
                signs[..2].iter().any(|sign| all.contains(sign.as_str()))
            }
        };
        if is_signed {
            count += 1;
        } else if matches!(style, Style::Plain | Style::Stopped)
            && let Some((at, sign)) = next_glued(text, lines, from, label)
        {
            count += 1;
            from = (at, sign.end);
        }
    }
    count
}

/// The first place behind `from` where a figure stands as a reference: the line's number and the sign.
fn next_glued(
    text: &str,
    lines: &[Span],
    from: (usize, Place),
    label: &str,
) -> Option<(usize, Span)> {
    for (number, &line) in lines.iter().enumerate().skip(from.0) {
        let start = line.start.max(from.1);
        let words = Span::new(start, line.end).of(text);
        for (at, _) in words.match_indices(label) {
            let place = start + at;
            let sign = Span::new(place, place + label.len());
            // `hall2,3`: behind the reference before it.
            let follows = place == from.1 + 1 && text.get(from.1..place) == Some(",");
            let stands = is_spaced(text, line, sign)
                || is_glued(text, place, label.len())
                    && (follows || !is_decimal(text, line, place))
                || is_glued_to_date(text, line, sign)
                || is_behind_title(text, line, sign, number);
            if stands {
                return Some((number, sign));
            }
        }
    }
    None
}

/// `3.1` and `No.1` are no references: a figure stands before the stop that is not a year, or an abbreviation does.
fn is_decimal(text: &str, line: Span, place: Place) -> bool {
    let before = Span::new(line.start, place).of(text);
    let Some(stem) = before.strip_suffix(['.', ',', ':']) else {
        return false;
    };
    let digits = stem.chars().rev().take_while(char::is_ascii_digit).count();
    let word = stem
        .rsplit([' ', '('])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    // `December 8.1`: the stop ends a date.
    let before_digits = stem
        .get(..stem.len() - digits)
        .unwrap_or_default()
        .trim_end();
    // `Deptel 51.2 I saw him`: a sentence ends with a number of some length, and another begins.
    let after = Span::new(place, line.end).of(text);
    let behind = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let ends_sentence = digits >= 2
        && (behind.is_empty()
            || behind
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(char::is_uppercase)));
    let is_day =
        digits > 0 && dates::month(before_digits.rsplit(' ').next().unwrap_or_default()).is_some();
    (digits > 0 && digits != 4 && !is_day && !ends_sentence)
        || ["no", "f", "op", "d", "l", "ll", "p", "pp", "vol", "nº"].contains(&word.as_str())
}

/// `Oct. 242`: a day of a month with a reference glued to it.
fn is_glued_to_date(text: &str, line: Span, sign: Span) -> bool {
    let before = Span::new(line.start, sign.start).of(text);
    let ends = !Span::new(sign.end, line.end)
        .of(text)
        .starts_with(char::is_alphanumeric);
    let digits = before
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .count();
    let Some(stem) = before
        .len()
        .checked_sub(digits)
        .and_then(|at| before.get(..at))
    else {
        return false;
    };
    let day = before
        .get(stem.len()..)
        .and_then(|day| day.parse::<u32>().ok());
    let month = stem.trim_end().rsplit(' ').next().unwrap_or_default();
    // `November 16, 19483`, `December 19481`: the year of a date.
    let behind_day = stem
        .trim_end()
        .trim_end_matches(',')
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    let is_year = digits == 4 && day.is_some_and(|year| (1600..2030).contains(&year));
    let is_dated =
        dates::is_month(behind_day) || stem.trim_end().ends_with(',') && behind_day.len() <= 2;
    if ends && is_year && is_dated {
        return true;
    }
    ends && (1..=2).contains(&digits)
        && day.is_some_and(|day| (4..=31).contains(&day))
        && dates::is_month(month)
}

/// `… next week. 2 He will …`: a figure between two sentences, or behind the last of a paragraph.
fn is_spaced(text: &str, line: Span, sign: Span) -> bool {
    let before = Span::new(line.start, sign.start).of(text);
    let after = Span::new(sign.end, line.end).of(text);
    let sentence = before
        .strip_suffix([' ', '\u{a0}'])
        .is_some_and(|before| before.ends_with(['.', '”', '"', '’', '?', '!', ')']));
    let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    // `No. 2`, `p. 5`, `Mr. 7`: an abbreviation counts with what follows.
    let is_word = word.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let goes_on = after.is_empty()
        || after.strip_prefix(' ').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '['))
        });
    sentence && is_word && goes_on
}

/// Lines over a title: a page's number, the document's number.
const OVER: usize = 2;

/// `… to the Department of State 1`: a figure at the end of the first line.
fn is_behind_title(text: &str, line: Span, sign: Span, number: usize) -> bool {
    let before = Span::new(line.start, sign.start).of(text);
    number <= OVER
        && sign.end == line.end
        && line.len() > 20
        && before.ends_with(' ')
        && before.trim_end().ends_with(char::is_alphabetic)
}

/// `*`, `x/`: the first time it stands behind a word.
fn signed(text: &str, lines: &[Span], label: &str, body: usize) -> Option<Reference> {
    lines.iter().find_map(|&line| {
        Some(Reference {
            sign: with_space(text, line, sign_in(text, line, label)?),
            label: label.to_owned(),
            body: Some(body),
        })
    })
}

/// Where a sign stands behind a word, or behind the space behind one.
fn sign_in(text: &str, line: Span, label: &str) -> Option<Span> {
    let words = line.of(text);
    let at = words.match_indices(label).map(|(at, _)| at).find(|&at| {
        let before = words.get(..at).unwrap_or_default();
        let last = before.trim_end_matches([' ', '\u{a0}']).chars().next_back();
        let after = words
            .get(at + label.len()..)
            .and_then(|after| after.chars().next());
        let is_word = last.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    ')' | '.' | ',' | ';' | ':' | ']' | '”' | '’' | '»' | '"' | '!' | '?'
                )
        });
        is_word && !after.is_some_and(|c| c.is_alphanumeric() || c == '*')
    })?;
    Some(Span::new(line.start + at, line.start + at + label.len()))
}

/// The superscript figures behind words, with what they say. Those behind a measure are its power: `m²`.
fn superscripts<'t>(text: &'t str, lines: &'t [Span]) -> impl Iterator<Item = (Span, String)> + 't {
    const MEASURES: [&str; 8] = ["m", "km", "cm", "mm", "dm", "ft", "м", "км"];
    lines.iter().flat_map(move |&line| {
        let words = line.of(text);
        let is_raised = |c: char| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹');
        let mut before = ' ';
        let starts = words.char_indices().filter(move |&(_, c)| {
            let is_start = is_raised(c) && !is_raised(before);
            before = c;
            is_start
        });
        starts.filter_map(move |(at, _)| {
            let (label, length) = superscript(words.get(at..)?)?;
            let word = words
                .get(..at)?
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()?;
            let sign = Span::new(line.start + at, line.start + at + length);
            (at > 0 && !MEASURES.contains(&word)).then_some((sign, label))
        })
    })
}

/// References in superscript figures, if notes answer to them.
fn raised(text: &str, lines: &[Span], bodies: &[Body]) -> Vec<Reference> {
    let known = Known::new(bodies);
    let found: Vec<Reference> = superscripts(text, lines)
        .map(|(sign, label)| Reference {
            sign,
            body: known.answering(&label, sign.start),
            label,
        })
        .collect();
    // Without bodies a raised figure may be anything: `10³`.
    let is_answered = found.iter().any(|reference| reference.body.is_some());
    if is_answered { found } else { Vec::new() }
}

/// References in notes to other notes, for those in `wanted` that the text does not refer to: the note in which each
/// stands, and the reference.
pub fn references_in_notes(
    text: &str,
    bodies: &[Body],
    wanted: &[bool],
) -> Vec<(usize, Reference)> {
    let mut found = Vec::new();
    if !wanted.contains(&true) {
        return found;
    }
    let known = Known::new(bodies);
    for (index, body) in bodies.iter().enumerate() {
        let lines: Vec<Span> = (body.paragraphs.iter())
            .flat_map(|paragraph| paragraph.lines.iter().copied())
            .collect();
        let inside = lines.iter().any(|line| line.of(text).contains('['));
        let inside = if inside {
            bracketed(text, &lines, &known)
        } else {
            Vec::new()
        };
        found.extend(inside.into_iter().filter_map(|reference| {
            let other = reference
                .body
                .filter(|&other| other != index && wanted[other])?;
            let reference = Reference {
                body: Some(other),
                ..reference
            };
            Some((index, reference))
        }));
    }
    found
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
