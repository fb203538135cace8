//! A title that stands in the text itself, as in volumes of diplomatic papers and on pages without a frame.

use crate::document::{ArchivalReference, BlockKind, Field, Metadata};
use crate::source::recognise::dates;
use crate::source::recognise::transcript::Paragraph;
use crate::source::recognise::transmission;

/// Over a document's number stand the names of site and edition at most.
const MOST_OVER: usize = 3;
/// How many paragraphs at the head are looked through.
const HEAD: usize = 9;
/// Longer paragraphs are prose.
const LONGEST: usize = 300;

/// Finds the title among the first paragraphs, makes it a heading, and enters it with the number before it.
/// `notes` are the labels of the page's notes, whose references are no part of it.
pub(in crate::source) fn in_text(
    text: &str,
    paragraphs: &mut [Paragraph],
    notes: &[&str],
    metadata: &mut Metadata,
) {
    let count = paragraphs.len().min(HEAD);
    let mut is_first = true;
    for at in 0..count {
        let words = joined(text, &paragraphs[at]);
        let is_over = is_page_mark(&words)
            || is_number(&words)
            || at < MOST_OVER && is_bare_number(&words)
            || is_series(&words)
            || transmission::numbered_file(&words).is_some()
            || transmission::file_number(&words).is_some();
        if is_over {
            continue;
        }
        let is_first = std::mem::take(&mut is_first);
        let before = at
            .checked_sub(1)
            .map(|before| joined(text, &paragraphs[before]));
        let is_numbering =
            |words: &String| is_number(words) || at <= MOST_OVER && is_bare_number(words);
        let number = before.filter(is_numbering);
        let second = second_line(text, paragraphs, at, &words);
        let (words, second) = match second {
            Some(rest) if words.ends_with(',') => (format!("{words} {rest}"), Some(String::new())),
            second => (words, second),
        };
        if let Some(title) = title(&words, number.is_some(), is_first, second.is_some()) {
            paragraphs[at].kind = BlockKind::Heading;
            paragraphs[at].level = 1;
            read_file_numbers(text, &mut paragraphs[..at], metadata);
            if let Some(number) = title.number.or_else(|| {
                let number = number?;
                paragraphs[at - 1].kind = BlockKind::Heading;
                paragraphs[at - 1].level = 2;
                let number = number.strip_prefix("No. ").unwrap_or(&number);
                Some(number.to_owned())
            }) {
                metadata.other.push(Field {
                    name: "document number".to_owned(),
                    value: number,
                });
            }
            let mut words = title.words;
            // `Department of State 1`
            let before = words
                .rsplit_once(' ')
                .filter(|(_, label)| notes.contains(label) && matches!(*label, "0" | "1"))
                .map(|(before, _)| before.trim_end().len());
            words.truncate(before.unwrap_or(words.len()));
            if let Some(rest) = second {
                paragraphs[at + 1].kind = BlockKind::Heading;
                paragraphs[at + 1].level = 1;
                words.push(' ');
                words.push_str(&rest);
                words.truncate(words.trim_end().len());
            }
            metadata.title = Some(words);
            return;
        }
        if paragraphs[at].kind == BlockKind::Salutation || is_prose(&words) {
            return;
        }
    }
}

/// Takes the numbers of the files that stand over a title.
fn read_file_numbers(text: &str, over: &mut [Paragraph], metadata: &mut Metadata) {
    for paragraph in over {
        let words = paragraph.span().of(text);
        if let Some((number, file)) = transmission::numbered_file(words) {
            paragraph.kind = BlockKind::Transmission;
            paragraph.detail = "source".into();
            for (name, value) in [("document number", number), ("file", file)] {
                metadata.other.push(Field {
                    name: name.to_owned(),
                    value: value.to_owned(),
                });
            }
            continue;
        }
        let Some((number, sort)) = transmission::file_number(words) else {
            continue;
        };
        paragraph.kind = BlockKind::Transmission;
        paragraph.detail = "source".into();
        metadata.genre.get_or_insert(sort);
        let reference = ArchivalReference {
            reference: Some(number.to_owned()),
            ..ArchivalReference::default()
        };
        metadata.archive.get_or_insert(reference);
    }
}

/// The words of a paragraph on one line, without Markdown's emphasis.
fn joined(text: &str, paragraph: &Paragraph) -> String {
    let lines: Vec<&str> = paragraph.lines.iter().map(|line| line.of(text)).collect();
    let words = lines.join(" ");
    let words = words.trim_matches('*').trim();
    match words.trim_start_matches('#') {
        rest if rest.len() < words.len() && rest.starts_with(' ') => rest.trim_start().to_owned(),
        _ => words.to_owned(),
    }
}

pub(super) fn is_page_mark(words: &str) -> bool {
    words.starts_with("[Page ") || words.starts_with("[page ")
}

/// `No. 7`
pub(super) fn is_number(words: &str) -> bool {
    words.starts_with("No. ") && words.len() < 10
}

/// `56`: the number of a document alone on the line over its title.
pub(super) fn is_bare_number(words: &str) -> bool {
    words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit())
}

/// `TREATY SERIES 1951 No. 14`: the series in which a document was printed.
fn is_series(words: &str) -> bool {
    let lower = words.to_lowercase();
    words.len() < 60 && lower.contains("series") && words.contains(|c: char| c.is_ascii_digit())
}

/// Whether a title names who wrote and to whom.
pub(super) fn names_parties(words: &str) -> bool {
    let said = transmission::title(words);
    !said.from.is_empty() && !said.to.is_empty() && title(words, true, true, false).is_some()
}

fn is_prose(words: &str) -> bool {
    words.len() > LONGEST || words.len() > 80 && words.ends_with(['.', ':', ';', '?'])
}

/// How sure it is that a line is a document's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sureness {
    /// It names a sort of document.
    Sort,
    /// It names sender and addressee.
    Parties,
    /// It has the number of the document in a volume before it, and names sort or parties.
    Numbered,
}

/// Whether a line that stands by itself is a document's title. `is_numbered` is whether the line before holds its number.
pub(super) fn sureness(words: &str, is_numbered: bool) -> Option<Sureness> {
    let title = title(words, is_numbered, true, false)?;
    let said = transmission::title(&title.words);
    Some(if is_numbered || title.number.is_some() {
        Sureness::Numbered
    } else if !said.from.is_empty() && !said.to.is_empty() {
        Sureness::Parties
    } else {
        Sureness::Sort
    })
}

/// A title and the number printed before it.
struct Title {
    words: String,
    number: Option<String>,
}

fn title(words: &str, is_numbered: bool, is_first: bool, is_completed: bool) -> Option<Title> {
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words.get(..words.len() - behind.len()).unwrap_or_default();
    let behind_number = behind.strip_prefix(". ").filter(|_| !number.is_empty());
    // `182 Holm to Strand`: without a stop the number stays in the title, as its page prints it.
    let bare = transmission::behind_edition_number(words);
    let plain = behind_number.unwrap_or(bare);
    let is_numbered = is_numbered || bare.len() < words.len();
    let behind_dash = (bare.len() < words.len()).then(|| behind.trim_start());
    let is_dashed = behind_dash.is_some_and(|behind| behind.starts_with(['–', '—', '-']));
    let printed = behind_number.unwrap_or(if is_dashed { bare } else { words });
    if words.len() > LONGEST
        || words.ends_with([':', ';', '?'])
        || words.starts_with(['[', '('])
        || words.starts_with(char::is_lowercase)
        || begins_with_label(words)
    {
        return None;
    }
    let said = transmission::title(plain);
    let names_both = !said.from.is_empty() && !said.to.is_empty();
    let near: Vec<&str> = plain.split_whitespace().take(6).collect();
    let names_sort = |words: &[&str]| transmission::genre(&words.join(" ")).is_some();
    // A sort among the first words makes a title of words enough; with a number before them, of fewer.
    let is_sort = names_sort(&near[..near.len().min(3)]) && is_numbered
        || names_sort(&near) && is_capital(plain) && (near.len() >= 2 || is_completed);
    // In French volumes the title of two lines ends as a sentence does.
    let is_foreign = names_both && !plain.contains(" to ") && !plain.contains(" TO ");
    let words = words
        .strip_suffix('.')
        .filter(|_| is_foreign)
        .unwrap_or(words);
    let ends_well = !words.ends_with('.');
    // Words of Japanese and Chinese have no spaces between them; their titles end in the sort.
    let is_sort = is_sort
        || is_first
            && !words.is_ascii()
            && !words.contains(' ')
            && transmission::genre(words).is_some();
    let is_line = transmission::line(words).is_some_and(|line| {
        if is_completed {
            return false;
        }
        // `Letter BATAVIA, 5 December 1947` is a head, `Letter, Dexter to Holloway` a title.
        !line.is_dateline && !is_numbered && !(names_both && (is_first || starts_with_sort(plain)))
    });
    let is_addressed = is_first && transmission::is_addressed_and_dated(words);
    if !(names_both || is_sort || is_addressed) || !ends_well || is_line && !is_addressed {
        return None;
    }
    let title = without_references(printed);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Title {
        words: title.replace("( ", "(").replace(" )", ")"),
        number: (bare.len() < words.len() || behind_number.is_some()).then(|| number.to_owned()),
    })
}

/// `Reference: Your telegram 212`: a label stands before it.
fn begins_with_label(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    first.ends_with(':') && transmission::genre(first.trim_end_matches(':')).is_none()
}

/// Whether the words begin with a sort of document: `Letter, Dexter to Holloway`.
fn starts_with_sort(words: &str) -> bool {
    let first = words.split([' ', ',']).next().unwrap_or_default();
    transmission::genre(first).is_some()
}

/// Whether most of the longer words begin with a capital, as in English titles; in other languages the first does.
fn is_capital(words: &str) -> bool {
    let long: Vec<&str> = words
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .collect();
    let capital = long
        .iter()
        .filter(|word| {
            word.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
        .count();
    let is_other = !words.is_ascii() && words.starts_with(char::is_uppercase);
    capital * 3 >= long.len() * 2 && !long.is_empty()
        || is_other
        || words.starts_with(char::is_uppercase) && words.len() < 80 && !words.contains(" is ")
}

/// A title without the references to notes at its end: `State1`, `Protocol No. 28)(1)`, `Tolls [1]`.
fn without_references(words: &str) -> &str {
    let mut words = words.trim_end();
    for (open, close) in [('[', ']'), ('(', ')')] {
        let inner = words
            .strip_suffix(close)
            .and_then(|rest| rest.rsplit_once(open));
        if let Some((before, label)) = inner
            && label.len() <= 2
            && label.bytes().all(|byte| byte.is_ascii_digit())
        {
            words = before.trim_end();
        }
    }
    let stem =
        words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³' | '*'));
    // A year ends a title, a number glued to a word does not.
    let is_reference = stem.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '”' | '’'));
    let figures = words.len() - stem.len();
    if is_reference && figures <= 4
        || dates::find(words).is_none() && figures <= 3 && !stem.ends_with(' ')
    {
        stem.trim_end()
    } else {
        words
    }
}

/// `of the Harbour Commission` under `REPORT`: the line that completes a title of nothing but its sort.
fn second_line(text: &str, paragraphs: &[Paragraph], at: usize, title: &str) -> Option<String> {
    let next = joined(text, paragraphs.get(at + 1)?);
    let starts = ["of ", "on ", "about ", "concerning ", "о ", "об ", "über "];
    let is_short = title.split_whitespace().count() <= 2 && next.len() < 160;
    // `M. Roche, Ambassadeur de France à Havn,` ⏎ `à M. Dumont, …`
    let leads = [
        "à ", "au ", "aux ", "an ", "al ", "a la ", "ai ", "to the ", "to ",
    ];
    let is_addressee =
        title.ends_with(',') && next.len() < 160 && leads.iter().any(|lead| next.starts_with(lead));
    if is_addressee {
        return Some(next.trim_end_matches('.').to_owned());
    }
    (is_short && starts.iter().any(|start| next.starts_with(start)) && !next.ends_with('.'))
        .then_some(next)
}
