//! Finding brackets: a stack with a capped reach, so that one bracket never closed does not swallow the document.
//!
//! What cannot be paired stays in the text as it is and becomes a problem at its place.

use std::collections::VecDeque;

use super::classify::{self, Context};
use super::{Declared, Mark, Paragraph};
use crate::document::{BlockKind, Kind, Place, Span};
use crate::problem::Problem;
use crate::source::recognise::conventions::{Conventions, Meaning};

/// How far an open bracket may reach, in bytes. The longest real ones (distribution lists, abstracts) stay below it.
const REACH: usize = 2000;
/// How far a bracket without a label may reach where a blank line breaks it.
const REACH_ACROSS: usize = 400;
/// How many nested brackets are told apart; real ones go to three.
const DEEPEST: usize = 12;

/// The signs of brackets: those of Japanese and Chinese editions mean the same.
const SIGNS: [(char, char); 3] = [('[', ']'), ('〔', '〕'), ('［', '］')];

/// A pair of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// The place of `[`, or of the first of `[[`.
    pub(super) open: Span,
    /// The place of `]`, or of both of `]]`.
    pub(super) close: Span,
    /// The paragraphs in which it opens and closes.
    pub(super) paragraphs: (usize, usize),
    /// How many pairs lie round it.
    pub(super) depth: usize,
}

impl Pair {
    pub(super) fn inside(&self) -> Span {
        Span::new(self.open.end, self.close.start)
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.open.start, self.close.end)
    }
}

/// Finds the bracket conventions in paragraphs of `text` and answers them as marks, in the order of their opening signs.
///
/// Brackets in `masked` stretches (sorted, not overlapping) are not looked at; `declared` is what the document says of its
/// own brackets. Paragraphs that a bracket shows to be one,
/// or to be an inscription, are corrected in place.
pub fn brackets(
    text: &str,
    paragraphs: &mut Vec<Paragraph>,
    masked: &[Span],
    conventions: &Conventions,
    declared: &Declared,
    problems: &mut Vec<Problem>,
) -> Vec<Mark> {
    if conventions.is_silent() {
        return Vec::new();
    }
    let pairs = pair_up(text, paragraphs, masked, conventions, problems);
    let (tags, pairs) = tagged(text, pairs, conventions);
    let context = Context::new(text, paragraphs, conventions, declared);
    let mut found: Vec<(Mark, (usize, usize))> = Vec::new();
    for tag in &tags {
        found.push((context.tagged(tag), tag.paragraphs));
    }
    let mut closed_until = 0;
    let mut doubts = Vec::new();
    for pair in &pairs {
        // What stands inside a mark that has no words of its own goes with it.
        if pair.span().start < closed_until {
            continue;
        }
        if let Some(mark) = context.mark(pair, &mut doubts) {
            if mark.content().is_empty() {
                closed_until = mark.span().end;
            }
            found.push((mark, pair.paragraphs));
        }
    }
    join_broken(text, paragraphs, &found);
    problems.append(&mut doubts);
    let mut marks: Vec<Mark> = found.into_iter().map(|(mark, _)| mark).collect();
    let doubtful = classify::question_marks(text, paragraphs, masked, &marks);
    marks.extend(doubtful);
    marks.sort_by_key(|mark| (mark.before.start, std::cmp::Reverse(mark.after.end)));
    marks
}

/// Words between `[tag]` and `[/tag]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tagged {
    /// The signs before the words and behind them.
    pub(super) before: Span,
    pub(super) after: Span,
    /// The paragraphs in which they stand.
    pub(super) paragraphs: (usize, usize),
    /// What the words are.
    pub(super) meaning: Meaning,
}

/// The words that stand between two tags, and the pairs that are no tags. A tag without its other half is a pair like any
/// other.
fn tagged(text: &str, pairs: Vec<Pair>, conventions: &Conventions) -> (Vec<Tagged>, Vec<Pair>) {
    /// How many pairs may stand between a tag and its other half.
    const NEAR: usize = 64;
    let closing = |pair: &Pair| -> Option<&str> {
        let inside = pair.inside().of(text).trim();
        inside
            .strip_prefix('/')
            .or_else(|| inside.strip_prefix("end "))
    };
    if !pairs.iter().any(|pair| closing(pair).is_some()) {
        return (Vec::new(), pairs);
    }
    let mut tags = Vec::new();
    let mut is_tag = vec![false; pairs.len()];
    // The tags that are open, by their place among the pairs.
    let mut open: Vec<usize> = Vec::new();
    for (number, pair) in pairs.iter().enumerate() {
        let Some(name) = closing(pair) else {
            open.push(number);
            continue;
        };
        let name = name.trim();
        let near = open.len().saturating_sub(NEAR);
        let opening = open[near..].iter().rposition(|&at| {
            let inside = pairs[at].inside().of(text).trim();
            inside.eq_ignore_ascii_case(name)
        });
        let opening = opening.map(|at| near + at);
        let Some((at, meaning)) = opening.zip(conventions.explain_tag(name)) else {
            continue;
        };
        let first = open[at];
        open.truncate(at);
        (is_tag[first], is_tag[number]) = (true, true);
        tags.push(Tagged {
            before: pairs[first].span(),
            after: pair.span(),
            paragraphs: (pairs[first].paragraphs.0, pair.paragraphs.1),
            meaning,
        });
    }
    let mut is_tag = is_tag.into_iter();
    let rest = pairs
        .into_iter()
        .filter(|_| !is_tag.next().unwrap_or(false));
    (tags, rest.collect())
}

/// An opening bracket not closed yet.
#[derive(Debug, Clone, Copy)]
struct Open {
    place: Place,
    sign: char,
    paragraph: usize,
    depth: usize,
}

fn pair_up(
    text: &str,
    paragraphs: &[Paragraph],
    masked: &[Span],
    conventions: &Conventions,
    problems: &mut Vec<Problem>,
) -> Vec<Pair> {
    let mut scan = Scan {
        text,
        conventions,
        open: VecDeque::new(),
        pairs: Vec::new(),
        problems,
        paragraphs,
    };
    let mut masked = masked.iter().peekable();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.kind == BlockKind::Heading {
            scan.expire(usize::MAX);
        }
        for line in &paragraph.lines {
            for (at, sign) in signs(line.of(text)) {
                let place = line.start + at;
                while masked.next_if(|span| span.end <= place).is_some() {}
                if masked.peek().is_some_and(|span| span.contains(place)) {
                    continue;
                }
                scan.expire(place);
                if SIGNS.iter().any(|&(open, _)| open == sign) {
                    let depth = scan.open.len();
                    scan.open.push_back(Open {
                        place,
                        sign,
                        paragraph: number,
                        depth,
                    });
                } else {
                    scan.close(place, sign, number);
                }
            }
        }
    }
    scan.expire(usize::MAX);
    let mut pairs = scan.pairs;
    pairs.sort_by_key(|pair| pair.open.start);
    let pairs = doubled(pairs);
    nested(unmixed(text, pairs, problems))
}

/// The signs of brackets in a line, and where they stand.
fn signs(line: &str) -> Vec<(usize, char)> {
    let wide = |c: char| SIGNS.iter().any(|&(open, close)| c == open || c == close);
    // The wide signs begin with one of two bytes, which no line in Latin or Cyrillic letters has.
    if memchr::memchr2(b'\xe3', b'\xef', line.as_bytes()).is_some() {
        return line.char_indices().filter(|&(_, c)| wide(c)).collect();
    }
    let plain = memchr::memchr2_iter(b'[', b']', line.as_bytes());
    plain
        .map(|at| (at, char::from(line.as_bytes()[at])))
        .collect()
}

struct Scan<'a> {
    text: &'a str,
    conventions: &'a Conventions,
    open: VecDeque<Open>,
    pairs: Vec<Pair>,
    problems: &'a mut Vec<Problem>,
    paragraphs: &'a [Paragraph],
}

impl Scan<'_> {
    /// Gives up the brackets opened too long before `place`.
    fn expire(&mut self, place: Place) {
        while let Some(open) = self
            .open
            .front()
            .copied()
            .filter(|open| place.saturating_sub(open.place) > REACH)
        {
            self.open.pop_front();
            self.unclosed(open);
        }
    }

    fn close(&mut self, place: Place, sign: char, paragraph: usize) {
        let end = place + sign.len_utf8();
        while let Some(open) = self.open.pop_back() {
            if !SIGNS.contains(&(open.sign, sign)) {
                self.unclosed(open);
                continue;
            }
            let pair = Pair {
                open: Span::new(open.place, open.place + open.sign.len_utf8()),
                close: Span::new(place, end),
                paragraphs: (open.paragraph, paragraph),
                depth: open.depth,
            };
            if open.depth >= DEEPEST {
                return;
            }
            if self.is_trusted(&pair) {
                self.pairs.push(pair);
                return;
            }
            self.unclosed(open);
        }
        self.problems.push(
            Problem::new(
                Span::new(place, end),
                format!("`{sign}` closes a bracket that was never opened"),
            )
            .hint("it stays in the text; the page may have lost the line that opened it"),
        );
    }

    /// Whether a bracket that blank lines break is likely to be one: it has a label, or it is short.
    fn is_trusted(&self, pair: &Pair) -> bool {
        let (first, last) = pair.paragraphs;
        if first == last || self.text.as_bytes().get(pair.open.start + 1) == Some(&b'[') {
            return true;
        }
        let inside = pair.inside().of(self.text);
        self.conventions.explain(inside).is_some()
            || (last - first == 1 && inside.len() <= REACH_ACROSS)
    }

    fn unclosed(&mut self, open: Open) {
        if self.mend_double(open) || self.mend_round(open) {
            return;
        }
        self.problems.push(self.never_closed(open));
    }

    fn never_closed(&self, open: Open) -> Problem {
        let place = open.place;
        let words: String = self
            .text
            .get(place..)
            .unwrap_or_default()
            .chars()
            .take_while(|&c| c != '\n')
            .take(24)
            .collect();
        Problem::new(
            Span::new(place, place + open.sign.len_utf8()),
            format!("`{}` is never closed", words.trim_end()),
        )
        .hint("it stays in the text as it is; write `]` where it ends")
    }

    /// `[Handwritten: to [[illegible] and so on]` lacks one sign: the double bracket gives its second to the one round it.
    fn mend_double(&mut self, open: Open) -> bool {
        let behind = self
            .pairs
            .iter()
            .rev()
            .take_while(|pair| pair.open.start > open.place || pair.close.start > open.place);
        let candidates: Vec<(usize, Pair)> = behind.take(64).copied().enumerate().collect();
        let total = self.pairs.len();
        for &(back, outer) in &candidates {
            let inner = candidates
                .iter()
                .find(|(_, inner)| inner.open.start == outer.open.end);
            let Some(&(inner_back, inner)) = inner else {
                continue;
            };
            if inner.close.end == outer.close.start || outer.open.start < open.place {
                continue;
            }
            self.problems.push(
                Problem::new(
                    Span::new(outer.open.start, inner.close.end),
                    "`[[` is closed by a single `]`",
                )
                .hint("write `]]`; it was read so"),
            );
            self.pairs[total - 1 - inner_back].open = Span::new(outer.open.start, inner.open.end);
            let mended = &mut self.pairs[total - 1 - back];
            mended.open = Span::new(open.place, open.place + open.sign.len_utf8());
            mended.paragraphs.0 = open.paragraph;
            mended.depth = open.depth;
            return true;
        }
        false
    }

    /// `[matter omitted)`: a round bracket closes what a rule knows.
    fn mend_round(&mut self, open: Open) -> bool {
        if open.sign != '[' {
            return false;
        }
        let Some(paragraph) = self.paragraphs.get(open.paragraph) else {
            return false;
        };
        let after = paragraph
            .lines
            .partition_point(|line| line.end <= open.place);
        let Some(line) = paragraph.lines.get(after) else {
            return false;
        };
        let rest = Span::new(open.place + 1, line.end.min(open.place + 80));
        let Some(at) = rest.of(self.text).find(')') else {
            return false;
        };
        let inside = Span::new(rest.start, rest.start + at);
        if inside.of(self.text).contains(['(', '['])
            || self.conventions.explain(inside.of(self.text)).is_none()
        {
            return false;
        }
        let close = Span::new(inside.end, inside.end + 1);
        self.problems
            .push(Problem::new(close, "`[` is closed by `)`").hint("write `]`; it was read so"));
        self.pairs.push(Pair {
            open: Span::new(open.place, open.place + 1),
            close,
            paragraphs: (open.paragraph, open.paragraph),
            depth: open.depth,
        });
        true
    }
}

/// Makes one pair of two that open and close side by side: `[[…]]`.
fn doubled(pairs: Vec<Pair>) -> Vec<Pair> {
    let mut single: Vec<Pair> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        match single.last_mut() {
            Some(outer)
                if outer.open.len() == 1
                    && outer.open.end == pair.open.start
                    && outer.close.start == pair.close.end =>
            {
                outer.open = Span::new(outer.open.start, pair.open.end);
                outer.close = Span::new(pair.close.start, outer.close.end);
            }
            _ => single.push(pair),
        }
    }
    single
}

/// Takes out stamps printed in two columns, whose lines mix: by counting one lies in the other, but they do not nest.
fn unmixed(text: &str, pairs: Vec<Pair>, problems: &mut Vec<Problem>) -> Vec<Pair> {
    let mut mixed = vec![false; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let Some(next) = pairs.get(index + 1) else {
            break;
        };
        let nests = next.open.start < pair.close.start;
        let is_broken = |pair: &Pair| pair.inside().of(text).contains('\n');
        let between = Span::new(pair.open.end, next.open.start).of(text);
        if nests
            && !between.contains('\n')
            && next.open.start > pair.open.end
            && is_broken(pair)
            && is_broken(next)
        {
            (mixed[index], mixed[index + 1]) = (true, true);
            problems.push(
                Problem::new(
                    Span::new(pair.open.start, pair.open.end),
                    "two brackets are open at once, side by side",
                )
                .hint("their columns cannot be told apart; they stay in the text as they are"),
            );
        }
    }
    pairs
        .into_iter()
        .zip(mixed)
        .filter_map(|(pair, mixed)| (!mixed).then_some(pair))
        .collect()
}

/// Counts anew how many pairs lie round each, and leaves out what lies too deep.
fn nested(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let mut round: Vec<Place> = Vec::new();
    for pair in &mut pairs {
        while round.last().is_some_and(|&end| end <= pair.open.start) {
            round.pop();
        }
        pair.depth = round.len();
        round.push(pair.close.end);
    }
    pairs.retain(|pair| pair.depth < DEEPEST);
    pairs
}

/// Makes one paragraph of those that a bracket joins in mid-sentence, and inscriptions of those that it fills.
fn join_broken(text: &str, paragraphs: &mut Vec<Paragraph>, found: &[(Mark, (usize, usize))]) {
    let mut joins = vec![false; paragraphs.len()];
    for (mark, (first, last)) in found {
        for number in first + 1..=*last {
            joins[number] |= is_broken_sentence(text, &paragraphs[number - 1], &paragraphs[number]);
        }
        let stands_alone = mark
            .annotation
            .as_ref()
            .is_some_and(|annotation| matches!(annotation.kind(), Kind::Inscription | Kind::Stamp));
        if stands_alone && !mark.content().is_empty() {
            for paragraph in paragraphs.iter_mut().take(last + 1).skip(*first) {
                let is_filled = mark.span().contains(paragraph.span().start);
                if is_filled && paragraph.kind == BlockKind::Paragraph {
                    paragraph.kind = BlockKind::Inscription;
                }
            }
        }
    }
    let mut joined: Vec<Paragraph> = Vec::with_capacity(paragraphs.len());
    for (number, paragraph) in paragraphs.drain(..).enumerate() {
        match joined.last_mut() {
            Some(before) if joins[number] => before.lines.extend(paragraph.lines),
            _ => joined.push(paragraph),
        }
    }
    *paragraphs = joined;
}

/// Whether a sentence runs on from one paragraph into the next: no stop before, no capital after.
fn is_broken_sentence(text: &str, before: &Paragraph, after: &Paragraph) -> bool {
    let ends = before
        .lines
        .last()
        .and_then(|line| line.of(text).chars().next_back());
    let starts = after
        .lines
        .first()
        .and_then(|line| line.of(text).chars().next());
    !ends.is_some_and(|c| matches!(c, '.' | ';' | ':' | '!' | '?' | ']'))
        && starts.is_some_and(char::is_lowercase)
}
