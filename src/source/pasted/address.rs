//! The block of lines that says to whom a letter goes: `The Secretary,` ⏎ `Department of External Affairs,` ⏎ `Dublin.`
//!
//! Knows paragraphs of one line each, and where they touch.

use std::ops::Range;

use crate::document::{BlockKind, Party};
use crate::source::recognise::dates;
use crate::source::recognise::transcript::Paragraph;
use crate::source::recognise::transmission;

/// Longer lines are prose.
const LONGEST: usize = 70;
/// How many lines an address has at most.
const MOST: usize = 7;

/// Finds the addressee's block among the lines of a head, gives its lines their kind, and answers who it is.
pub(super) fn read(text: &str, head: &mut [Paragraph]) -> Option<Party> {
    let block = (0..head.len()).find_map(|start| block_at(text, head, start))?;
    let lines: Vec<&str> = head[block.clone()]
        .iter()
        .map(|paragraph| paragraph.span().of(text))
        .collect();
    let party = party(&lines);
    for paragraph in &mut head[block] {
        paragraph.kind = BlockKind::Address;
        paragraph.detail = "addressee".into();
    }
    Some(party)
}

/// The block that begins at a line: lines that end in commas up to one that does not, or what stands under `An` or `To` up to
/// the next blank line.
fn block_at(text: &str, head: &[Paragraph], start: usize) -> Option<Range<usize>> {
    let words = |at: usize| head[at].span().of(text);
    let is_line = |at: &usize| {
        let words = words(*at);
        head[*at].kind == BlockKind::Paragraph
            && head[*at].lines.len() == 1
            && words.len() <= LONGEST
            && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            && transmission::line(words).is_none_or(|line| line.date.is_none())
    };
    let is_announced = is_announcement(words(start));
    if !is_announced && !names_addressee(words(start)) {
        return None;
    }
    let mut end = start + 1;
    while end < head.len() && end - start < MOST && is_line(&end) && touches(text, head, end) {
        // The style of a lord stands on a line of its own: `The Right Honourable`.
        let is_open = words(end - 1).ends_with(',') || is_announced || is_style(words(end - 1));
        if !is_open {
            break;
        }
        end += 1;
    }
    let count = end - start;
    let is_closed = !words(end - 1).ends_with([',', ';', ':']);
    let has_letters = |at: usize| words(at).chars().filter(|c| c.is_alphabetic()).count() > 2;
    let is_block = is_line(&start) && count >= 2 && is_closed && (start + 1..end).all(has_letters);
    is_block.then_some(start..end)
}

/// Whether a line stands right under the one before it, with no blank line between them.
fn touches(text: &str, head: &[Paragraph], at: usize) -> bool {
    let between = text.get(head[at - 1].span().end..head[at].span().start);
    between.is_some_and(|between| between.matches('\n').count() == 1)
}

/// `An`, `To:`, `An das`: the word alone over an address.
fn is_announcement(words: &str) -> bool {
    const WORDS: [&str; 11] = [
        "An", "An das", "An den", "An die", "An Herrn", "To", "To:", "TO:", "À", "A", "Al",
    ];
    WORDS.contains(&words)
}

/// Whether a line begins as the first of an address does, with an office or a person’s title, and ends in a comma.
fn names_addressee(words: &str) -> bool {
    const STARTS: [&str; 45] = [
        "Shri ",
        "Smt. ",
        "Herrn ",
        "Señor ",
        "Excmo. ",
        "The Secretary",
        "The Minister",
        "The Permanent",
        "The Under",
        "The Director",
        "The Chairman",
        "The President",
        "The Prime Minister",
        "The High Commissioner",
        "The Ambassador",
        "The Governor",
        "The Honourable",
        "The Honorable",
        "The Hon",
        "The Right Hon",
        "The Rt. Hon",
        "The Assistant",
        "The Acting",
        "The Official",
        "The Chief",
        "The Commissioner",
        "The Consul",
        "The Head",
        "The Registrar",
        "The Clerk",
        "The Editor",
        "Secretary",
        "His ",
        "Her Excellency",
        "Mr. ",
        "Mr ",
        "Mrs",
        "Miss ",
        "Dr. ",
        "Dr ",
        "Sir ",
        "Senator ",
        "General ",
        "Messrs",
        "Monsieur ",
    ];
    let is_office = STARTS.iter().any(|start| words.starts_with(start));
    words.ends_with(',') && (is_office || words.contains(", Esq")) || is_style(words)
}

/// `The Right Honourable`, `His Excellency`: how somebody is styled, over his name.
fn is_style(words: &str) -> bool {
    const STYLES: [&str; 8] = [
        "The Right Honourable",
        "The Rt. Hon.",
        "The Rt Hon",
        "The Honourable",
        "The Honorable",
        "His Excellency",
        "Her Excellency",
        "The Right Hon.",
    ];
    STYLES.contains(&words)
}

/// Who stands in a block, with the place in its last line.
fn party(lines: &[&str]) -> Party {
    let first = usize::from(is_announcement(lines[0]) && !lines[0].starts_with("An "));
    let mut names: Vec<&str> = lines[first..]
        .iter()
        .map(|line| line.trim_end_matches([',', '.', ' ']))
        .collect();
    let place = names
        .pop_if(|last| is_place(last) && first + 1 < lines.len())
        .map(str::to_owned);
    // `An das` ⏎ `Auswärtige Amt`: the article belongs to the name.
    if let Some(article) = names.first().and_then(|name| name.strip_prefix("An ")) {
        let whom = names.get(1).copied().unwrap_or_default();
        let rest = names.get(2..).unwrap_or_default();
        let mut name = format!("{article} {whom}");
        for line in rest {
            name.push_str(", ");
            name.push_str(line);
        }
        return Party {
            name: Some(name),
            place,
        };
    }
    let mut name = String::new();
    for (at, part) in names.iter().enumerate() {
        if at > 0 {
            name.push_str(if is_style(names[at - 1]) { " " } else { ", " });
        }
        name.push_str(part);
    }
    Party {
        name: Some(name).filter(|name| !name.is_empty()),
        place,
    }
}

/// The place over the date of a letter whose head has several lines: `Government House,` ⏎ `Port Ellery,` ⏎ `12th August, 1869.`
/// Gives the lines their kind.
pub(super) fn place_over_date(text: &str, head: &mut [Paragraph]) -> Option<String> {
    let at = (1..head.len()).find(|&at| {
        let over = head[at - 1].span().of(text);
        let is_line = [at - 1, at]
            .iter()
            .all(|&at| head[at].kind == BlockKind::Paragraph && head[at].lines.len() == 1);
        is_line
            && touches(text, head, at)
            && over.ends_with(',')
            && is_place(over.trim_end_matches(','))
            && dates::whole(head[at].span().of(text)).is_some()
    })?;
    let place = head[at - 1]
        .span()
        .of(text)
        .trim_end_matches(',')
        .to_owned();
    head[at - 1].kind = BlockKind::Dateline;
    head[at - 1].detail = "dateline".into();
    Some(place)
}

/// Whether the last line of an address is a town and nothing else.
fn is_place(words: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "Department",
        "Ministry",
        "Office",
        "Embassy",
        "Board",
        "Committee",
        "Affairs",
        "Commission",
        "Amt",
        "Council",
        "Legation",
        "House",
    ];
    let parts: Vec<&str> = words
        .split([' ', ','])
        .filter(|part| !part.is_empty())
        .collect();
    let is_name = |part: &&str| {
        part.starts_with(char::is_uppercase)
            && part
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
    };
    (1..=3).contains(&parts.len())
        && parts.iter().all(is_name)
        && !parts.iter().any(|part| OTHERS.contains(part))
        && !words.starts_with(['M', 'D']) | !words.contains(". ")
}
