//! The lines of a file, each classified once: what a page's frame may be, and where pages end.
//!
//! Every other part of the reader asks these instead of looking at the words again. A line knows nothing of its neighbours
//! but the white space before it.

use super::front::Front;
use super::sites::{self, Chrome, Labelled, Sites};
use crate::document::Span;
use crate::source::recognise::dates;

/// What a line may be, by its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guess<'s> {
    /// Who paid: where the name begins in the line.
    Donor(usize),
    /// A sentence on rights.
    Rights,
    /// `"Title," August 14, 1957, … Digital Archive, … https://…`
    Citation,
    /// The label of a field, its value perhaps behind it.
    Label(Labelled<'s>),
    /// Furniture of the page.
    Furniture(Chrome),
    /// Nothing but a date.
    Date(dates::Found),
    /// Anything else.
    Text,
}

/// A line that is not blank, with what it may be.
#[derive(Debug, Clone)]
pub(super) struct ClassifiedLine<'s> {
    /// The line without the white space round it.
    pub(super) span: Span,
    /// What it may be.
    pub(super) guess: Guess<'s>,
    /// Whether a blank line stands before it, or nothing.
    pub(super) is_apart: bool,
    /// Where the form feed stands with which a page ends before this line.
    pub(super) form_feed: Option<Span>,
    /// The front matter that stands before this line, by its number.
    pub(super) front: Option<usize>,
}

impl ClassifiedLine<'_> {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    pub(super) fn is_furniture(&self) -> bool {
        matches!(&self.guess, Guess::Furniture(chrome) if chrome.is_certain)
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self.guess, Guess::Date(_))
    }

    pub(super) fn label(&self) -> Option<Labelled<'_>> {
        match self.guess {
            Guess::Label(label) => Some(label),
            _ => None,
        }
    }
}

/// Longer lines are no date and nothing else.
const LONGEST_DATE: usize = 60;

/// The lines of a text that are not blank. What lies in front matter is none of them.
pub(super) fn classify<'s>(
    text: &str,
    fronts: &[Front],
    sites: &'s Sites,
) -> Vec<ClassifiedLine<'s>> {
    let mut lines = Vec::new();
    let mut fronts = fronts.iter().enumerate().peekable();
    let (mut is_apart, mut form_feed, mut front) = (true, None, None);
    let mut at = 0;
    // A form feed ends a line as a line feed does.
    for line in text.split_inclusive(['\n', '\u{c}']) {
        let whole = Span::new(at, at + line.len());
        at = whole.end;
        if let Some((number, found)) = fronts.peek()
            && whole.start < found.whole.end
            && whole.end > found.whole.start
        {
            (front, is_apart) = (Some(*number), true);
            if whole.end >= found.whole.end {
                fronts.next();
            }
            continue;
        }
        let is_space = |c: char| c.is_whitespace() || c == '\u{feff}';
        let from = line.len() - line.trim_start_matches(is_space).len();
        let to = line.trim_end_matches(is_space).len();
        if from < to {
            let span = Span::new(whole.start + from, whole.start + to);
            lines.push(ClassifiedLine {
                span,
                guess: guess(span.of(text), sites),
                is_apart: std::mem::take(&mut is_apart),
                form_feed: form_feed.take(),
                front: front.take(),
            });
        } else {
            is_apart = true;
        }
        if line.ends_with('\u{c}') {
            form_feed = Some(Span::new(whole.end - 1, whole.end));
            is_apart = true;
        }
    }
    lines
}

fn guess<'s>(words: &str, sites: &'s Sites) -> Guess<'s> {
    if let Some(name) = sites.donor(words) {
        return Guess::Donor(name);
    }
    if sites::is_citation(words) {
        return Guess::Citation;
    }
    if sites.is_rights(words) {
        return Guess::Rights;
    }
    if let Some(label) = sites.label(words) {
        return Guess::Label(label);
    }
    if let Some(chrome) = sites.furniture(words) {
        return Guess::Furniture(chrome);
    }
    let date = (words.len() <= LONGEST_DATE)
        .then(|| dates::whole(words))
        .flatten();
    date.map_or(Guess::Text, Guess::Date)
}
