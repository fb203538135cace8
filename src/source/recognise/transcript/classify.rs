//! What a pair of brackets means: by the table of conventions first, then by the document's own key, and where it has no
//! label, by the words round it.

use std::borrow::Cow;

use super::declared::{Declared, Usage};
use super::guess::guess;
use super::scan::{Pair, Tagged};
use super::{Mark, Paragraph, Words};
use crate::document::{Annotation, Certainty, Extent, Kind, Place, Property, Span};
use crate::problem::Problem;
use crate::source::recognise::conventions::{Content, Conventions, Meaning};
use crate::source::recognise::dates;

/// What is known when one pair is looked at: the text, and what the document says of its own brackets.
pub(super) struct Context<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    conventions: &'a Conventions,
    /// What the document says of its own brackets.
    declared: &'a Declared,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        text: &'a str,
        paragraphs: &'a [Paragraph],
        conventions: &'a Conventions,
        declared: &'a Declared,
    ) -> Self {
        Self {
            text,
            paragraphs,
            conventions,
            declared,
        }
    }

    /// The mark that a pair makes; none if it is text like any other.
    pub(super) fn mark(&self, pair: &Pair, doubts: &mut Vec<Problem>) -> Option<Mark> {
        let inside = pair.inside().of(self.text);
        if inside.trim().is_empty() || inside.contains("email\u{a0}protected") {
            return None;
        }
        if let Some(mark) = self.by_form(pair, inside) {
            return Some(mark);
        }
        if let Some(meaning) = self.conventions.explain(inside) {
            if is_in_columns(inside, &meaning) {
                doubts.push(
                    Problem::new(pair.open, "this bracket’s label runs through two columns").hint(
                        "their lines cannot be told apart; they stay in the text as they are",
                    ),
                );
                return None;
            }
            return Some(self.by_rule(pair, meaning));
        }
        let declared = if pair.open.len() == 2 {
            &self.declared.double
        } else {
            &self.declared.single
        };
        match declared {
            Some(Usage::Original) => None,
            Some(usage) => Some(self.by_key(pair, inside, usage)),
            None => Some(self.by_neighbours(pair, inside)),
        }
    }

    /// The mark that the words between two tags make.
    pub(super) fn tagged(&self, tag: &Tagged) -> Mark {
        let starts = (self.paragraphs[tag.paragraphs.0].lines)
            .binary_search_by_key(&tag.before.start, |line| line.start)
            .is_ok();
        let is_alone = starts && head(self.text, tag.after.end).trim().is_empty();
        let meaning = &tag.meaning;
        let kind = if is_alone {
            meaning.alone
        } else {
            meaning.kind
        };
        let mut annotation = Annotation::new(kind, Span::default());
        annotation.placement.clone_from(&meaning.placement);
        let words = Span::new(tag.before.end, tag.after.start);
        let inside = words.of(self.text);
        let start = words.start + (inside.len() - inside.trim_start().len());
        let end = words.end - (inside.len() - inside.trim_end().len());
        // The space between a tag and its words parts the words round it.
        let (before, after) = if inside.trim().is_empty() {
            (tag.before, tag.after)
        } else {
            let before = Span::new(tag.before.start, start);
            (before, Span::new(end, tag.after.end))
        };
        let annotation = annotation.printed(self.shown(before), self.shown(after));
        let mut mark = Mark::around(before, after, annotation, meaning.name.clone());
        mark.hand.clone_from(&meaning.hand);
        mark
    }

    /// The marks of volunteers who transcribe letters, which show by their form: `[?]` an illegible word, `[?word]` a doubtful
    /// one, `[* words *]` words in the margin; and `[ 34 ]`, the number of a page.
    fn by_form(&self, pair: &Pair, inside: &str) -> Option<Mark> {
        /// Longer stretches behind a question mark are no reading of a word.
        const LONGEST: usize = 60;
        let words = pair.inside();
        if is_page_number(inside) {
            let mut annotation = Annotation::new(Kind::PageBreak, Span::default());
            annotation.say(inside.trim().to_owned());
            return Some(self.alone(pair, annotation, "page number"));
        }
        if let Some(margin) = (inside.strip_prefix('*'))
            .and_then(|rest| rest.strip_suffix('*'))
            .filter(|words| !words.trim().is_empty() && !words.contains('*'))
        {
            let mut annotation = Annotation::new(Kind::Addition, Span::default());
            annotation.placement = Some("margin".to_owned());
            let words = Span::new(words.start + 1, words.start + 1 + margin.len());
            return Some(self.around(pair, words, annotation, "marginal addition"));
        }
        let doubted = inside.strip_prefix('?')?;
        if doubted.is_empty() {
            let is_glued = tail(self.text, pair.open.start)
                .ends_with(|c: char| c.is_alphanumeric() || is_closing(c));
            let mut annotation = Annotation::new(Kind::Gap, Span::default());
            annotation.give_reason("illegible");
            return (!is_glued).then(|| self.alone(pair, annotation, "illegible"));
        }
        let is_reading = doubted.len() <= LONGEST && doubted.starts_with(char::is_alphanumeric);
        is_reading.then(|| {
            let annotation = Annotation::new(Kind::Unclear, Span::default());
            let words = Span::new(words.start + 1, words.end);
            self.around(pair, words, annotation, "doubtful")
        })
    }

    /// The mark that a pair makes by the document's own key.
    fn by_key(&self, pair: &Pair, inside: &str, usage: &Usage) -> Mark {
        // What completes a word is not what the key speaks of.
        let before = tail(self.text, pair.open.start);
        let after = head(self.text, pair.close.end);
        let is_glued =
            before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
        let (kind, detail, hand) = match usage {
            Usage::Deleted => (Kind::Deletion, "crossed out", Some("handwritten")),
            Usage::Added(hand) => (Kind::Addition, "handwriting", Some(hand.as_str())),
            Usage::Unclear => (Kind::Unclear, "doubtful", None),
            Usage::Supplied => (Kind::Supplied, "supplied", None),
            Usage::Remarks(is_translators) if !is_glued => {
                let kind = if *is_translators {
                    Kind::TranslatorsNote
                } else {
                    Kind::EditorsNote
                };
                let annotation = Annotation::new(kind, Span::default());
                return self.as_note(pair, pair.inside(), annotation, "remark");
            }
            Usage::Remarks(_) | Usage::Original => return self.by_neighbours(pair, inside),
        };
        // Nobody adds, strikes or misreads the date of a head: an editor supplies it.
        let is_no_word = inside.len() <= 2 || is_date(inside);
        if is_glued && pair.open.len() == 1 || is_no_word {
            return self.by_neighbours(pair, inside);
        }
        let annotation = Annotation::new(kind, Span::default());
        let mut mark = self.around(pair, pair.inside(), annotation, detail);
        mark.hand = hand.map(str::to_owned);
        mark
    }

    /// A mark whose words become the body of a note.
    fn as_note(
        &self,
        pair: &Pair,
        words: Span,
        annotation: Annotation,
        detail: impl Into<Cow<'static, str>>,
    ) -> Mark {
        let mut mark = self.around(pair, words, annotation, detail);
        mark.before = self.with_space(mark.before, pair.span(), false);
        mark.words = Words::Body;
        mark
    }

    fn by_rule(&self, pair: &Pair, meaning: Meaning) -> Mark {
        let inside = pair.inside();
        let kind = if self.stands_alone(pair) {
            meaning.alone
        } else {
            meaning.kind
        };
        let mut annotation = Annotation::new(kind, Span::default());
        annotation.placement = meaning.placement;
        if let Some(reason) = meaning.reason {
            annotation.give_reason(reason);
        }
        annotation.extent = meaning.extent.map(Extent::read);
        if let Some(detail) = meaning.detail {
            annotation.say(detail);
        }
        if let Some(label) = meaning.label {
            annotation.content.set(Property::Label, label);
        }
        let words = Span::new(inside.start + meaning.label_len, inside.end);
        let mut mark = match meaning.content {
            Content::Nothing => self.alone(pair, annotation, meaning.name),
            Content::Note if kind.is_note() => self.as_note(pair, words, annotation, meaning.name),
            Content::Text | Content::Note => self.around(pair, words, annotation, meaning.name),
        };
        mark.hand = meaning.hand;
        mark
    }

    fn by_neighbours(&self, pair: &Pair, inside: &str) -> Mark {
        let before = tail(self.text, pair.open.start);
        let after = head(self.text, pair.close.end);
        let doubted = inside
            .trim_end()
            .strip_suffix('?')
            .map(|words| words.trim_end_matches('[').len());
        let (kind, detail) = match doubted {
            Some(_) => (Kind::Unclear, "doubtful"),
            None if self.stands_alone(pair) && is_abstract(inside) => {
                (Kind::Omission, "abstract of what is left out")
            }
            None => guess(inside, before, after),
        };
        let mut annotation = Annotation::new(kind, Span::default());
        let mut words = pair.inside();
        match doubted {
            Some(0) => return self.doubt(pair, annotation),
            Some(length) => words.end = words.start + length,
            None => {}
        }
        for (sign, certainty) in [("B% ", Certainty::Medium), ("C% ", Certainty::Low)] {
            if inside.starts_with(sign) {
                annotation.content = Kind::Unclear.into();
                annotation.by.certainty = Some(certainty);
                words.start += sign.len();
            }
        }
        self.around(pair, words, annotation, detail)
    }

    /// `AFL[?]`: the doubt is of the word that the bracket is glued to, or else of its place.
    fn doubt(&self, pair: &Pair, annotation: Annotation) -> Mark {
        let before = tail(self.text, pair.open.start);
        let word = before
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '’' | '\''))
            .map(char::len_utf8)
            .sum::<usize>();
        if word == 0 {
            return self.alone(pair, annotation, "doubtful");
        }
        let start = pair.open.start - word;
        let annotation = annotation.printed("", self.shown(pair.span()));
        Mark::around(Span::at(start), pair.span(), annotation, "doubtful")
    }

    /// A mark whose words are `words`, a part of the pair's inside.
    fn around(
        &self,
        pair: &Pair,
        words: Span,
        annotation: Annotation,
        detail: impl Into<Cow<'static, str>>,
    ) -> Mark {
        let inside = words.of(self.text);
        let start = words.start + (inside.len() - inside.trim_start().len());
        let end = words.end - (inside.len() - inside.trim_end().len());
        let before = Span::new(pair.open.start, start);
        let after = Span::new(end.max(start), pair.close.end);
        let annotation = annotation.printed(self.shown(before), self.shown(after));
        Mark::around(before, after, annotation, detail)
    }

    /// A mark that has no words: it leaves the text with one of the spaces round it.
    fn alone(
        &self,
        pair: &Pair,
        annotation: Annotation,
        detail: impl Into<Cow<'static, str>>,
    ) -> Mark {
        let mut sign = pair.span();
        if self
            .text
            .get(sign.end..)
            .is_some_and(|rest| rest.starts_with(':'))
            && annotation.said().is_some()
        {
            sign.end += 1;
        }
        let sign = self.with_space(sign, sign, true);
        let annotation = annotation.printed(self.shown(sign), "");
        Mark::alone(sign, annotation, detail)
    }

    /// A sign with one of the spaces round `whole`, so that no doubled space stays: the one before it, or at the start of
    /// a line, where the sign may take it, the one behind.
    fn with_space(&self, sign: Span, whole: Span, may_take_next: bool) -> Span {
        let after = head(self.text, whole.end);
        let before = tail(self.text, sign.start);
        let spaces = before.len() - before.trim_end_matches([' ', '\u{a0}']).len();
        let ends_well =
            after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || is_closing(c));
        if before.trim().is_empty() {
            let next = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
            Span::new(sign.start, sign.end + if may_take_next { next } else { 0 })
        } else if ends_well {
            Span::new(sign.start - spaces, sign.end)
        } else {
            sign
        }
    }

    /// Whether a pair fills its paragraphs.
    fn stands_alone(&self, pair: &Pair) -> bool {
        let (first, _) = pair.paragraphs;
        let starts = (self.paragraphs[first].lines)
            .binary_search_by_key(&pair.open.start, |line| line.start)
            .is_ok();
        let rest = head(self.text, pair.close.end);
        let ends = rest.trim_matches(['.', ' ', '\u{a0}']).is_empty();
        starts && ends
    }

    /// Signs of the source as one line.
    fn shown(&self, span: Span) -> String {
        let text = span.of(self.text);
        if !text.contains(['\n', '\r']) {
            return text.to_owned();
        }
        let mut shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.ends_with(char::is_whitespace) {
            shown.push(' ');
        }
        shown
    }
}

/// `[ 34 ]`, `[ xii ]`: the number of a page of the printed edition, parted from the brackets by spaces.
fn is_page_number(inside: &str) -> bool {
    let number = inside.trim();
    let is_number = number.len() <= 5
        && (number.bytes().all(|byte| byte.is_ascii_digit())
            || number.bytes().all(|byte| b"ivxlc".contains(&byte)));
    !number.is_empty() && is_number && inside.starts_with(' ') && inside.ends_with(' ')
}

/// Whether a bracket holds a date and nothing else, but for a reference to a note.
fn is_date(inside: &str) -> bool {
    dates::find(inside).is_some_and(|date| {
        let around = [inside.get(..date.span.start), inside.get(date.span.end..)];
        let mut letters = around.into_iter().flatten().flat_map(str::chars);
        !letters.any(char::is_alphabetic)
    })
}

/// Whether a label is broken by a line that does not run on: the page had two columns, and their lines are mixed.
fn is_in_columns(inside: &str, meaning: &Meaning) -> bool {
    let label = inside
        .get(..meaning.label_len)
        .unwrap_or_default()
        .trim_end();
    let Some((_, behind)) = label.split_once('\n') else {
        return false;
    };
    !behind.trim_start().starts_with(char::is_lowercase)
}

/// What stands before a place on its line, at most 120 bytes.
fn tail(text: &str, place: Place) -> &str {
    let before = text.get(..place).unwrap_or_default();
    let mut from = before.len().saturating_sub(120);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    let near = before.get(from..).unwrap_or_default();
    near.rsplit('\n').next().unwrap_or_default()
}

/// What stands behind a place on its line, at most 120 bytes.
fn head(text: &str, place: Place) -> &str {
    let mut to = (place + 120).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let near = text.get(place..to).unwrap_or_default();
    near.split(['\n', '\r']).next().unwrap_or_default()
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»'
    )
}

/// Whether a bracketed paragraph tells what stood there rather than saying it: sentences of its own.
fn is_abstract(inside: &str) -> bool {
    let words = inside.split_whitespace().count();
    inside.starts_with(char::is_uppercase) && (inside.trim_end().ends_with('.') || words >= 12)
}

/// `?M. Mayorov?`: a doubtful reading between question marks, at both edges of its words.
pub(super) fn question_marks(
    text: &str,
    paragraphs: &[Paragraph],
    masked: &[Span],
    marks: &[Mark],
) -> Vec<Mark> {
    const LONGEST: usize = 60;
    let mut dropped: Vec<Span> = marks
        .iter()
        .flat_map(|mark| [mark.before, mark.after])
        .chain(masked.iter().copied())
        .collect();
    dropped.retain(|span| !span.is_empty());
    dropped.sort_unstable();
    let is_free = |place: Place| {
        let after = dropped.partition_point(|span| span.start <= place);
        after
            .checked_sub(1)
            .is_none_or(|index| !dropped[index].contains(place))
    };
    let mut found = Vec::new();
    for line in paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
        let words = line.of(text);
        let mut open: Option<Place> = None;
        for (at, _) in words.match_indices('?') {
            let place = line.start + at;
            let before = words
                .get(..at)
                .and_then(|before| before.chars().next_back());
            let after = words.get(at + 1..).and_then(|after| after.chars().next());
            let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '[' | '(' | '“'))
                && after.is_some_and(char::is_alphanumeric);
            let closes = after.is_none_or(|c| !c.is_alphanumeric())
                && before.is_some_and(|c| !c.is_whitespace());
            if !is_free(place) {
                continue;
            }
            if opens {
                open = Some(place);
            } else if let Some(start) = open
                .take()
                .filter(|&start| closes && place - start <= LONGEST)
            {
                // The signs say that the reading is doubtful, not how much.
                let annotation = Annotation::new(Kind::Unclear, Span::default()).printed("?", "?");
                found.push(Mark::around(
                    Span::new(start, start + 1),
                    Span::new(place, place + 1),
                    annotation,
                    "doubtful",
                ));
            }
        }
    }
    found
}
