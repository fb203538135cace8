//! What a pair of brackets means: by the table of conventions first, and where it has no label, by the words round it.
//!
//! The guesses about unlabelled brackets follow how translators of Soviet, Chinese and diplomatic papers use them; where
//! nothing speaks for another kind, the words are supplied.

use std::borrow::Cow;

use super::scan::Pair;
use super::{Mark, Paragraph, Words};
use crate::document::{Annotation, Certainty, Kind, Place, Span};
use crate::problem::Problem;
use crate::source::conventions::{Content, Conventions, Meaning};
use crate::source::dates;

/// What is known when one pair is looked at: the text, and what the document says of its own brackets.
pub(super) struct Context<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    conventions: &'a Conventions,
    /// The document says that double brackets are words crossed out.
    doubles_are_deleted: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        text: &'a str,
        paragraphs: &'a [Paragraph],
        pairs: &[Pair],
        conventions: &'a Conventions,
    ) -> Self {
        let declares = |pair: &Pair| {
            let inside = pair.inside().of(text).to_lowercase();
            inside.starts_with("double brackets")
                && (inside.contains("crossed out") || inside.contains("struck"))
        };
        let doubles_are_deleted = pairs
            .iter()
            .any(|pair| pair.inside().len() < 200 && declares(pair));
        Self {
            text,
            paragraphs,
            conventions,
            doubles_are_deleted,
        }
    }

    /// The mark that a pair makes; none if it is text like any other.
    pub(super) fn mark(&self, pair: &Pair, doubts: &mut Vec<Problem>) -> Option<Mark> {
        let inside = pair.inside().of(self.text);
        if inside.trim().is_empty() || inside.contains("email\u{a0}protected") {
            return None;
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
        if pair.open.len() == 2 && self.doubles_are_deleted {
            let mut mark = self.around(
                pair,
                pair.inside(),
                Annotation::new(Kind::Deletion, Span::default()),
                "crossed out",
            );
            mark.hand = Some("handwritten".to_owned());
            return Some(mark);
        }
        Some(self.by_neighbours(pair, inside))
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
        annotation.reason = meaning.reason;
        annotation.extent = meaning.extent;
        annotation.detail = meaning.detail;
        annotation.label = meaning.label;
        let words = Span::new(inside.start + meaning.label_len, inside.end);
        let mut mark = match meaning.content {
            Content::Nothing => self.alone(pair, annotation, meaning.name),
            Content::Text => self.around(pair, words, annotation, meaning.name),
            Content::Note => {
                let mut mark = self.around(pair, words, annotation, meaning.name);
                mark.before = self.with_space(
                    Span::new(mark.before.start, mark.before.end),
                    pair.span(),
                    false,
                );
                mark.words = Words::Body;
                mark
            }
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
            Some(length) => {
                words.end = words.start + length;
                annotation.certainty = Some(Certainty::Low);
            }
            None => {}
        }
        for (sign, certainty) in [("B% ", Certainty::Medium), ("C% ", Certainty::Low)] {
            if inside.starts_with(sign) {
                annotation.kind = Kind::Unclear;
                annotation.certainty = Some(certainty);
                words.start += sign.len();
            }
        }
        self.around(pair, words, annotation, detail)
    }

    /// `AFL[?]`: the doubt is of the word that the bracket is glued to, or else of its place.
    fn doubt(&self, pair: &Pair, mut annotation: Annotation) -> Mark {
        annotation.certainty = Some(Certainty::Low);
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
            && annotation.detail.is_some()
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
        let starts = self.paragraphs[first]
            .lines
            .iter()
            .any(|line| line.start == pair.open.start);
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

/// The kind of an unlabelled bracket, from its words and those beside it.
fn guess(inside: &str, before: &str, after: &str) -> (Kind, &'static str) {
    let is_glued_before = before.ends_with(|c: char| c.is_alphanumeric());
    let is_glued_after = after.starts_with(|c: char| c.is_alphanumeric());
    let has_letters = inside.chars().any(char::is_alphabetic);
    if is_glued_before || is_glued_after {
        let completes = is_glued_before && !is_glued_after && has_letters;
        return if completes {
            (Kind::Completion, "completed")
        } else {
            (Kind::Supplied, "supplied")
        };
    }
    let previous = before
        .trim_end()
        .rsplit([' ', '\u{a0}', '(', '“', '—'])
        .next()
        .unwrap_or_default();
    let next = after
        .trim_start()
        .split([' ', '\u{a0}', ',', '.', ';', ':'])
        .next()
        .unwrap_or_default();
    let is_next_to = |word: &str| !word.is_empty();
    if corrects_date(inside, before, after) {
        return (Kind::Correction, "corrected date");
    }
    if looks_foreign(inside) {
        return (Kind::OriginalWording, "wording of the original");
    }
    if is_next_to(previous) && completes(inside, previous) {
        return (Kind::Completion, "completed");
    }
    let is_name = is_name(inside);
    if is_name && starts_upper(next) && after.starts_with(' ') {
        let says_who = inside
            .split_whitespace()
            .any(|word| TITLES.contains(&word) || is_nationality(word));
        return if says_who {
            (Kind::Identification, "identified")
        } else {
            (Kind::Completion, "completed")
        };
    }
    let identifies = is_name
        && starts_upper(previous)
        && !before.trim_end().ends_with(['.', ':', ';', '!', '?'])
        || PRONOUNS.contains(&previous.to_lowercase().as_str())
            && (is_name || inside.starts_with("the "))
        || TITLES.contains(&previous)
            && ["in ", "to ", "of ", "at "]
                .iter()
                .any(|word| inside.starts_with(word));
    if identifies {
        (Kind::Identification, "identified")
    } else {
        (Kind::Supplied, "supplied")
    }
}

const PRONOUNS: [&str; 16] = [
    "he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "us", "we", "our",
    "you", "this", "these",
];

const TITLES: [&str; 20] = [
    "Chairman",
    "Comrade",
    "Comrades",
    "Cde.",
    "Cdes.",
    "Com.",
    "President",
    "Premier",
    "Minister",
    "Ambassador",
    "General",
    "Secretary",
    "Mr.",
    "Mrs.",
    "Dr.",
    "Marshal",
    "Counselor",
    "Counsellor",
    "Consul",
    "Director",
];

/// Family names so short and common that a name behind them is the rest of the name, not another person.
const FAMILY_NAMES: [&str; 30] = [
    "Liu", "Zhu", "Peng", "Li", "Zhou", "Mao", "Chen", "Lin", "Deng", "Wang", "Zhang", "Su", "Gao",
    "Ye", "Nie", "Luo", "Wu", "Xu", "Yang", "He", "Hu", "Kim", "Pak", "Yi", "Ho", "Nam", "Han",
    "Nguyen", "Pham", "Le",
];

/// Whether the bracketed words complete the name or abbreviation before them.
fn completes(inside: &str, previous: &str) -> bool {
    let letters: String = previous.chars().filter(|c| c.is_alphabetic()).collect();
    let is_capitals = letters.chars().all(char::is_uppercase) && !letters.is_empty();
    let is_initial = letters.chars().count() == 1 && previous.ends_with('.') && is_capitals;
    let is_abbreviation = is_capitals && (2..=6).contains(&letters.chars().count());
    let all_capitals = inside
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    let in_words = inside.split_whitespace().count() > 1 && !all_capitals;
    let is_whole_name = starts_upper(inside) && is_name(inside);
    is_initial && starts_upper(inside)
        || is_abbreviation && in_words
        || is_whole_name
            && (TITLES.contains(&previous) || FAMILY_NAMES.contains(&previous))
            && !inside.split_whitespace().any(|word| TITLES.contains(&word))
}

/// Whether the words are a name: each with a capital, save particles.
fn is_name(inside: &str) -> bool {
    const PARTICLES: [&str; 12] = [
        "of", "the", "and", "de", "da", "von", "van", "der", "for", "in", "la", "to",
    ];
    const NOT_NAMES: [&str; 24] = [
        "The", "A", "An", "We", "I", "He", "She", "It", "They", "You", "That", "This", "These",
        "Those", "If", "In", "On", "At", "And", "But", "Our", "His", "Their", "When",
    ];
    let mut words = inside.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let is_capital = |word: &str| {
        word.trim_start_matches(['(', '“', '"'])
            .starts_with(char::is_uppercase)
    };
    is_capital(first)
        && !NOT_NAMES.contains(&first)
        && words.all(|word| is_capital(word) || PARTICLES.contains(&word))
        && inside.split_whitespace().count() <= 8
}

fn starts_upper(word: &str) -> bool {
    word.trim_start_matches(['“', '"', '(', '\'', '‘'])
        .starts_with(char::is_uppercase)
}

fn is_nationality(word: &str) -> bool {
    word == "Soviet"
        || starts_upper(word)
            && ["ian", "ish", "ese", "ean", "can", "lav"]
                .iter()
                .any(|end| word.ends_with(end))
            && word.len() > 5
}

/// `September 28 [29]`, `27 [26] October`: a figure beside a date that it corrects.
fn corrects_date(inside: &str, before: &str, after: &str) -> bool {
    let is_day = |word: &str| {
        !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_day(inside.trim()) {
        return false;
    }
    let mut words = before.split_whitespace().rev();
    let (last, one_before) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let next = after.split_whitespace().next().unwrap_or_default();
    is_day(last)
        && (dates::month(one_before).is_some()
            || dates::month(next.trim_end_matches([',', '.'])).is_some())
}

/// Whether words are plainly not English: letters with signs, or clusters that only transliteration has. Nothing is
/// claimed without such evidence.
fn looks_foreign(inside: &str) -> bool {
    const CLUSTERS: [&str; 12] = [
        "shch", "iiu", "iia", "iie", "iya", "zh", "stv", "tsk", "etom", "skii", "skoi", "ogo ",
    ];
    if !inside.chars().any(char::is_lowercase) {
        return false;
    }
    let has_sign = inside.chars().any(|c| c.is_lowercase() && !c.is_ascii());
    let has_cluster =
        starts_lower(inside) && CLUSTERS.iter().any(|cluster| inside.contains(cluster));
    // The soft sign: an apostrophe that no English ending follows.
    let soft = inside.char_indices().any(|(at, c)| {
        let rest = inside.get(at + c.len_utf8()..).unwrap_or_default();
        let follows_consonant = inside
            .get(..at)
            .is_some_and(|before| before.ends_with(['l', 's', 't', 'f', 'n', 'd', 'r', 'z']));
        let ending = rest
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        matches!(c, '’' | '\'')
            && starts_lower(inside)
            && follows_consonant
            && !["s", "t", "d", "ll", "re", "ve", "m"].contains(&ending)
            && (!ending.is_empty()
                || !inside.get(..at).is_some_and(|before| before.ends_with('s'))
                || inside.contains(". "))
    });
    has_sign || has_cluster || soft
}

fn starts_lower(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
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
                let mut annotation =
                    Annotation::new(Kind::Unclear, Span::default()).printed("?", "?");
                annotation.certainty = Some(Certainty::Low);
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
