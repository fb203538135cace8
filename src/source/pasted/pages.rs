//! Where one page of a file ends and the next begins: several pages pasted into one file, in any mixture.
//!
//! A border is drawn only where a page shows that it begins: by front matter, by what only stands at the top of a page, or by
//! a title with the lines of a head below it behind what only stands at a page's end. Where that is uncertain the pages stay
//! one document, so that nothing is lost.

use std::collections::HashMap;
use std::ops::Range;

use super::fields;
use super::lines::{ClassifiedLine, Guess};
use super::page::MOST_OVER_HEAD;
use super::title::{self, Sureness};
use crate::source::recognise::{archive, notes, transmission};

/// One page of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// How many lines behind its own are rules between it and the next page.
    pub(super) rules: usize,
    /// Whether its first line is a heading of a run of documents: `Telegram No. 12`.
    pub(super) is_of_run: bool,
}

/// How many lines below a title its head may begin: a number, a place, a degree of secrecy stand between.
const HEAD: usize = 4;

/// The pages of a file, in order; at least one.
pub(super) fn split(text: &str, lines: &[ClassifiedLine<'_>]) -> Vec<Part> {
    let pages = Pages::new(text, lines);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut is_of_run = false;
    let mut at = 1;
    let mut has_body = pages.is_body(0);
    while at < lines.len() {
        let border = pages.border(start, at, has_body);
        if let Some(border) = border {
            let rules = (start + 1..at)
                .rev()
                .take_while(|&at| is_rule(pages.words(at)))
                .count();
            parts.push(Part {
                lines: start..at - rules,
                rules,
                is_of_run,
            });
            (start, is_of_run, has_body) = (at, border == Border::Run, false);
        }
        has_body |= pages.is_body(at);
        at += 1;
    }
    parts.push(Part {
        lines: start..lines.len(),
        rules: 0,
        is_of_run,
    });
    // The foot of the last page, or the head of a site without a document, is no page.
    if parts.len() > 1 && !has_body && parts.last().is_some_and(|last| !pages.has_front(last)) {
        let last = parts.pop().map_or(0, |last| last.lines.end);
        if let Some(before) = parts.last_mut() {
            (before.lines.end, before.rules) = (last, 0);
        }
    }
    parts
}

/// What shows that a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    Page,
    /// The next heading of a run of documents.
    Run,
}

/// The lines of a file, and what was found out about each.
struct Pages<'a, 's> {
    text: &'a str,
    lines: &'a [ClassifiedLine<'s>],
    /// Whether a line belongs to a list of labels.
    is_field: Vec<bool>,
    /// Whether a line is one of the headings of a run of documents.
    is_run: Vec<bool>,
}

impl<'a, 's> Pages<'a, 's> {
    fn new(text: &'a str, lines: &'a [ClassifiedLine<'s>]) -> Self {
        let mut is_field = vec![false; lines.len()];
        for block in fields::blocks(text, lines) {
            is_field[block].fill(true);
        }
        let is_run = runs(text, lines);
        Self {
            text,
            lines,
            is_field,
            is_run,
        }
    }

    fn words(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| line.of(self.text))
    }

    fn has_front(&self, part: &Part) -> bool {
        self.lines[part.lines.clone()]
            .first()
            .is_some_and(|line| line.front.is_some())
    }

    /// Whether a line is plainly a document's own: words that are no furniture, no label and no date.
    fn is_body(&self, at: usize) -> bool {
        /// A signature or a dateline is shorter.
        const SHORTEST: usize = 30;
        let words = self.words(at);
        self.lines
            .get(at)
            .is_some_and(|line| line.guess == Guess::Text)
            && !self.is_field[at]
            && words.len() >= SHORTEST
            && (words.len() >= 2 * SHORTEST || words.ends_with(['.', '?', '!', '。', ';', ':']))
            && transmission::line(words).is_none()
            && title::sureness(words, false).is_none()
            && !is_shelf_mark(words)
    }

    /// Whether a page begins at a line, if the one before began at `start`.
    fn border(&self, start: usize, at: usize, has_body: bool) -> Option<Border> {
        let line = &self.lines[at];
        if line.front.is_some() {
            return Some(Border::Page);
        }
        if !has_body {
            return None;
        }
        if self.opens(at) || self.is_below_site(start, at) {
            return Some(Border::Page);
        }
        if self.is_field[at] {
            return None;
        }
        if self.is_run[at] {
            return Some(Border::Run);
        }
        let is_apart = line.is_apart || self.ends_at(start, at);
        (is_apart && !self.is_enclosed(at) && self.is_titled(start, at)).then_some(Border::Page)
    }

    /// Whether a line is the first of the furniture with which pages begin, and a document follows.
    fn opens(&self, at: usize) -> bool {
        /// More lines than a site puts over a document.
        const MOST: usize = 60;
        let opens =
            |at: usize| matches!(&self.lines[at].guess, Guess::Furniture(chrome) if chrome.opens);
        opens(at)
            && !opens(at - 1)
            && (at + 1..self.lines.len().min(at + MOST)).any(|next| self.is_body(next))
    }

    /// Whether the head of a page begins at a line, or behind the fields of another the account of a document that stands
    /// over such a head.
    fn is_below_site(&self, start: usize, at: usize) -> bool {
        let over = (1..=MOST_OVER_HEAD)
            .any(|over| at + over < self.lines.len() && self.is_donor_head(at + over));
        self.is_donor_head(at) && at - start > MOST_OVER_HEAD || self.is_behind_field(at) && over
    }

    /// Whether the head of a page begins at a line: date, title and who paid for it.
    fn is_donor_head(&self, at: usize) -> bool {
        let is_donor = |at: usize| {
            matches!(
                self.lines.get(at).map(|line| &line.guess),
                Some(Guess::Donor(_))
            ) && !self.is_field[at]
        };
        let is_date = self.lines[at].is_date();
        let is_title = |at: usize| {
            (self.lines.get(at))
                .is_some_and(|line| line.guess == Guess::Text && line.span.len() < 300)
        };
        is_date && is_title(at + 1) && (is_donor(at + 2) || is_title(at + 2) && is_donor(at + 3))
            || self.is_behind_end(at) && is_title(at) && is_donor(at + 1)
    }

    /// Whether what stands before a line ends a page: fields, rights, furniture, a shelf mark, notes, a rule, a form feed.
    fn ends_at(&self, start: usize, at: usize) -> bool {
        self.is_behind_end(at) || self.is_behind_note(start, at)
    }

    fn is_behind_end(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        let (line, words) = (&self.lines[before], self.words(before));
        self.lines[at].form_feed.is_some()
            || self.is_field[before]
            || matches!(
                &line.guess,
                Guess::Rights | Guess::Donor(_) | Guess::Citation
            )
            || line.is_furniture()
            || is_shelf_mark(words)
            || is_rule(words)
            || is_description(words)
    }

    /// Whether a list of notes stands before a line: its last note begins within the lines before it.
    fn is_behind_note(&self, start: usize, at: usize) -> bool {
        /// A note's own paragraphs.
        const MOST: usize = 6;
        (start.max(at.saturating_sub(MOST))..at)
            .rev()
            .any(|at| notes::begins(self.words(at)) && at > start + 1)
    }

    /// `[Enclosure]`, `Attachment 2`, `Annex`: what follows belongs to the document before it.
    fn is_enclosed(&self, at: usize) -> bool {
        const WORDS: [&str; 14] = [
            "enclosure",
            "attachment",
            "annex",
            "appendix",
            "tab ",
            "[tab",
            "anlage",
            "annexe",
            "pièce jointe",
            "приложение",
            "anexo",
            "attached",
            "subenclosure",
            "text of",
        ];
        (at.saturating_sub(2)..at).any(|before| {
            let lower = self
                .words(before)
                .trim_start_matches(['[', '('])
                .to_lowercase();
            lower.len() < 80 && WORDS.iter().any(|word| lower.starts_with(word))
        })
    }

    /// Whether a title stands at a line with a head below it, as sure as what stands before it makes necessary.
    fn is_titled(&self, start: usize, at: usize) -> bool {
        let is_ended = self.ends_at(start, at);
        // `[Page 3]` and `No. 7` stand over the title of their document.
        let over = usize::from(title::is_page_mark(self.words(at)));
        let numbered = usize::from(self.is_numbering(at + over));
        let title_at = at + over + numbered;
        if title_at >= self.lines.len() || (title_at > at && !(is_ended || self.lines[at].is_apart))
        {
            return false;
        }
        let words = self.words(title_at);
        // The title under a number may go over several lines.
        let first: Vec<&str> = words.split_whitespace().take(3).collect();
        if numbered > 0 && is_ended && transmission::genre(&first.join(" ")).is_some() {
            return true;
        }
        let Some(sureness) = title::sureness(words, numbered > 0) else {
            // A site's date over the title, or the head of a telegram without one.
            return self.is_dated_title(at) || self.is_behind_end(at) && self.is_headline(at);
        };
        if !words.starts_with(char::is_alphanumeric) {
            return false;
        }
        let is_headed = (title_at + 1..=title_at + HEAD).any(|below| self.is_head(below));
        match sureness {
            // A point may begin with a number and a sort of document as well.
            Sureness::Numbered if numbered == 0 => is_headed || self.is_behind_end(at),
            Sureness::Numbered => is_ended || is_headed,
            Sureness::Parties => {
                is_headed && (is_ended || self.is_titled_alike(start))
                    || is_ended && self.is_behind_field(at)
            }
            Sureness::Sort => is_ended && (is_headed || self.is_behind_field(at)),
        }
    }

    /// `No. 7`, or `56` over a title that names sender and addressee.
    fn is_numbering(&self, at: usize) -> bool {
        if at + 1 >= self.lines.len() {
            return false;
        }
        let words = self.words(at);
        let is_bare = || {
            title::is_bare_number(words)
                && self.lines[at].is_apart
                && title::names_parties(self.words(at + 1))
        };
        title::is_number(words) || is_bare()
    }

    fn is_behind_field(&self, at: usize) -> bool {
        at > 0 && (self.is_field[at - 1] || matches!(self.lines[at - 1].guess, Guess::Rights))
    }

    /// A date and a title below it, behind the fields of another page.
    fn is_dated_title(&self, at: usize) -> bool {
        let next = self.lines.get(at + 1);
        self.is_behind_field(at)
            && self.lines[at].is_date()
            && next.is_some_and(|next| next.guess == Guess::Text && next.span.len() < 200)
    }

    /// A line that says when or whence a document was sent.
    fn is_head(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.span.len() < 160) else {
            return false;
        };
        line.is_date()
            || transmission::line(line.of(self.text)).is_some_and(|line| {
                line.date
                    .as_ref()
                    .is_some_and(|date| date.edtf.as_ref().is_some_and(|edtf| !edtf.lacks_year()))
            })
    }

    /// `Cablegram 59 NORTHPORT, 20 March 1947`
    fn is_headline(&self, at: usize) -> bool {
        let line = transmission::line(self.words(at));
        line.is_some_and(|line| line.genre.is_some() && line.date.is_some())
    }

    /// Whether the page that began at `start` has a title that names sender and addressee as well.
    fn is_titled_alike(&self, start: usize) -> bool {
        (start..(start + HEAD).min(self.lines.len())).any(|at| {
            title::sureness(self.words(at), false).is_some_and(|sure| sure >= Sureness::Parties)
        })
    }
}

/// `[AA:A1838/2, 311/2/1]`: a shelf mark in brackets, or a reference alone on its line.
fn is_shelf_mark(words: &str) -> bool {
    let words = words.trim_matches(['_', ' ']);
    words.len() < 300
        && (words.starts_with('[')
            && words.ends_with(']')
            && archive::is_source_line(words.trim_matches(['[', ']']))
            || archive::is_reference(words))
}

/// `Original. Typewritten text.`
fn is_description(words: &str) -> bool {
    super::body::is_description(words)
}

/// A line of nothing but a rule.
fn is_rule(words: &str) -> bool {
    words.len() >= 3
        && (words
            .chars()
            .all(|c| matches!(c, '=' | '—' | '–' | '_' | '-' | '*' | ' ' | '~' | '#' | '•')))
}

/// Which lines are the headings of a run of documents: `Telegram No. 12` and, further down, `Telegram No. 13`.
fn runs(text: &str, lines: &[ClassifiedLine<'_>]) -> Vec<bool> {
    let headings: Vec<(usize, &str, u32)> = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            line.guess == Guess::Text
                && (line.is_apart || *at > 0 && is_rule(lines[at - 1].of(text)))
        })
        .filter_map(|(at, line)| {
            let (name, number) = run_heading(line.of(text))?;
            Some((at, name, number))
        })
        .collect();
    let mut is_run = vec![false; lines.len()];
    // A run counts on: a lower number of the same name stands before, or a higher one behind.
    let mut lowest: HashMap<&str, u32> = HashMap::new();
    for &(at, name, number) in &headings {
        let known = lowest.entry(name).or_insert(number);
        is_run[at] |= *known < number;
        *known = number.min(*known);
    }
    let mut highest: HashMap<&str, u32> = HashMap::new();
    for &(at, name, number) in headings.iter().rev() {
        let known = highest.entry(name).or_insert(number);
        is_run[at] |= *known > number;
        *known = number.max(*known);
    }
    is_run
}

/// `Telegram No. 12`, `Document 7`, `Шифртелеграмма № 14`: the name, and the number that counts.
fn run_heading(words: &str) -> Option<(&str, u32)> {
    /// Longer lines are more than a heading: a date, a place and a degree of secrecy may follow.
    const LONGEST: usize = 70;
    const NAMES: [&str; 12] = [
        "document",
        "doc.",
        "dokument",
        "dok.",
        "документ",
        "item",
        "message",
        "no.",
        "nr.",
        "№",
        "文書",
        "文件",
    ];
    if words.len() > LONGEST || words.ends_with(['.', ';', ':', '?', ',']) && words.len() > 30 {
        return None;
    }
    let digits = words.find(|c: char| c.is_ascii_digit())?;
    let name = words.get(..digits)?.trim_end();
    let number: String = words
        .get(digits..)?
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let rest = words.get(digits + number.len()..)?;
    let bare = name
        .trim_end_matches(['.', '#', ' '])
        .trim_end_matches("No")
        .trim_end_matches("Nr")
        .trim_end_matches("Nº")
        .trim_end_matches('№')
        .trim_end();
    let lower = bare.to_lowercase();
    let is_sent = transmission::genre(bare)
        .is_some_and(|sort| transmission::is_sent(&sort) && sort != "note");
    let is_name = is_sent && bare.split_whitespace().count() <= 2
        || NAMES.contains(&lower.as_str())
        || bare.is_empty() && !name.is_empty();
    let ends = rest.trim_end_matches('.').is_empty()
        || is_sent && (rest.starts_with([':', '.', ',']) || transmission::line(words).is_some());
    (is_name
        && ends
        && !name.is_empty()
        && words.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()))
    .then(|| number.parse().ok())
    .flatten()
    .map(|number| (bare, number))
}
