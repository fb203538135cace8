//! Selecting a stretch of the text by words, sentences or points.
//!
//! A selection is a span of the main text. Knows nothing of what is done with it.

use unicode_segmentation::UnicodeSegmentation;

use crate::command::Selecting;
use crate::document::{BlockId, Document, FlowId, Place, Span};
use crate::library::Library;

use super::super::message::{Said, say};
use super::desk::{Selection, Unit};
use super::{Pane, marks};

/// Selects in one of the ways there are; a count is so many steps.
pub(in crate::app) fn perform(
    pane: &mut Pane,
    library: &Library,
    selecting: Selecting,
    times: isize,
) -> Said {
    match selecting {
        Selecting::Word => select(pane, library, Unit::Word),
        Selecting::Sentence => select(pane, library, Unit::Sentence),
        Selecting::Point => select(pane, library, Unit::Point),
        Selecting::FromMark => select_from_mark(pane, library),
        Selecting::Next => step(pane, library, times),
        Selecting::Previous => step(pane, library, -times),
        Selecting::More => grow(pane, library, times),
        Selecting::Less => grow(pane, library, -times),
    }
}

/// Selects what one is at: of an earlier selection its first place, else what is in focus, the hit, the place arrived at.
fn select(pane: &mut Pane, library: &Library, unit: Unit) -> Said {
    let document = pane.document(library)?;
    let span = match (pane.desk().selection, unit) {
        (Some(selection), _) => unit_at(document, selection.span.start, unit),
        (None, Unit::Word) => {
            at_hand(pane, document).or_else(|| unit_at(document, pane.place(), unit))
        }
        (None, Unit::Sentence | Unit::Point) => unit_at(document, pane.place(), unit),
    };
    match span {
        Some(span) => put(pane, library, Selection { span, unit }),
        None => return say("there are no words here"),
    }
    None
}

/// Selects from the place marked last to the end of the sentence that one is at.
fn select_from_mark(pane: &mut Pane, library: &Library) -> Said {
    let Some((letter, mark)) = marks::last(pane) else {
        return say("nothing is marked; a mark is where the selection begins");
    };
    if mark.document != pane.id() {
        return say(format!("the mark {letter} is in another document"));
    }
    let document = pane.document(library)?;
    let marked = mark.desk.arrived.unwrap_or(mark.desk.top.place);
    let selected = pane.desk().selection.map(|selection| selection.span);
    let here = selected.unwrap_or_else(|| Span::at(pane.place()));
    let here = if here.is_empty() {
        unit_at(document, here.start, Unit::Sentence).unwrap_or(here)
    } else {
        here
    };
    let from = unit_at(document, marked, Unit::Word).map_or(marked, |word| word.start);
    let span = Span::new(from.min(here.start), from.max(here.end));
    put(
        pane,
        library,
        Selection {
            span,
            unit: Unit::Sentence,
        },
    );
    None
}

/// Selects from the word at one place to the word at another.
pub(in crate::app) fn drag(pane: &mut Pane, library: &Library, from: Place, to: Place) {
    let Some(document) = pane.document(library) else {
        return;
    };
    let word = |place| unit_at(document, place, Unit::Word).unwrap_or_else(|| Span::at(place));
    let (from, to) = (word(from), word(to));
    let span = Span::new(from.start.min(to.start), from.end.max(to.end));
    if !span.is_empty() {
        let unit = Unit::Word;
        pane.desk_mut().selection = Some(Selection { span, unit });
    }
}

/// Goes on to the next unit, or the one before.
fn step(pane: &mut Pane, library: &Library, by: isize) -> Said {
    let selection = pane.desk().selection?;
    let document = pane.document(library)?;
    let mut span = selection.span;
    for _ in 0..by.unsigned_abs() {
        let next = if by > 0 {
            next(document, span.end, selection.unit)
        } else {
            previous(document, span.start, selection.unit)
        };
        let Some(next) = next else { break };
        span = next;
    }
    put(pane, library, Selection { span, ..selection });
    None
}

/// Takes one unit more in at the end, or lets one go.
fn grow(pane: &mut Pane, library: &Library, by: isize) -> Said {
    let selection = pane.desk().selection?;
    let document = pane.document(library)?;
    let Span { start, mut end } = selection.span;
    for _ in 0..by.unsigned_abs() {
        let changed = if by > 0 {
            next(document, end, selection.unit).map(|unit| unit.end)
        } else {
            // What is left ends with the last unit that begins before the one that goes.
            previous(document, end, selection.unit)
                .and_then(|last| previous(document, last.start, selection.unit))
                .map(|unit| unit.end)
                .filter(|&end| end > start)
        };
        let Some(changed) = changed else { break };
        end = changed;
    }
    let span = Span::new(start, end);
    put(pane, library, Selection { span, ..selection });
    None
}

fn put(pane: &mut Pane, library: &Library, selection: Selection) {
    let last = selection
        .span
        .end
        .saturating_sub(1)
        .max(selection.span.start);
    pane.bring_into_sight(library, last);
    pane.bring_into_sight(library, selection.span.start);
    pane.desk_mut().selection = Some(selection);
}

/// The words that a note or highlight would be on: what is selected, in focus or found; else the sentence.
pub(in crate::app) fn subject(pane: &Pane, document: &Document) -> Option<Span> {
    let selected = pane.desk().selection.map(|selection| selection.span);
    selected
        .or_else(|| at_hand(pane, document))
        .or_else(|| unit_at(document, pane.place(), Unit::Sentence))
}

/// The words in focus, or those of the hit that one is at.
fn at_hand(pane: &Pane, document: &Document) -> Option<Span> {
    let desk = pane.desk();
    let focus = desk.focus.map(|id| document.annotation(id).span);
    let hit = pane
        .finding
        .as_ref()
        .filter(|finding| finding.document == pane.id());
    let hit = hit.and_then(super::finding::Finding::hit);
    let is_main = |span: &Span| {
        !document.slice(*span).trim().is_empty() && document.flow_at(span.start) == FlowId::MAIN
    };
    focus.filter(is_main).or(hit.filter(is_main))
}

/// The unit that holds a place, or the next one.
fn unit_at(document: &Document, place: Place, unit: Unit) -> Option<Span> {
    if unit == Unit::Point
        && let Some(point) = document.point_at(place)
    {
        return Some(trimmed(document, document.points()[point.0].span));
    }
    let block = document.block_at(place)?;
    let units = units(document, block, unit);
    let found = units.into_iter().find(|span| span.end > place);
    found.or_else(|| next(document, place, unit))
}

/// The first unit that begins at a place or behind it.
fn next(document: &Document, place: Place, unit: Unit) -> Option<Span> {
    let main = document.main_flow().blocks.clone();
    let first = document.block_at(place)?;
    (first.0..main.end).find_map(|block| {
        let mut units = units(document, BlockId(block), unit).into_iter();
        units.find(|span| span.start >= place)
    })
}

/// The last unit that ends at a place or before it.
fn previous(document: &Document, place: Place, unit: Unit) -> Option<Span> {
    let main = document.main_flow().blocks.clone();
    let last = document.block_at(place)?;
    (main.start..=last.0).rev().find_map(|block| {
        let units = units(document, BlockId(block), unit).into_iter();
        units.rev().find(|span| span.end <= place)
    })
}

/// The units of a block.
fn units(document: &Document, block: BlockId, unit: Unit) -> Vec<Span> {
    let content = document.block(block).content();
    let text = document.slice(content);
    let within = |start: usize, part: &str| {
        trimmed(
            document,
            Span::new(content.start + start, content.start + start + part.len()),
        )
    };
    let mut units: Vec<Span> = match unit {
        Unit::Word => text
            .unicode_word_indices()
            .map(|(at, word)| within(at, word))
            .collect(),
        Unit::Sentence => sentences(text)
            .into_iter()
            .map(|(at, part)| within(at, part))
            .collect(),
        Unit::Point => vec![trimmed(document, content)],
    };
    units.retain(|span| !span.is_empty());
    units
}

/// Sentences (UAX #29), put together again where the point was that of a short title: "Cde. Molotov", "No. 3".
fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut ends: Vec<usize> = text
        .split_sentence_bound_indices()
        .map(|(at, sentence)| at + sentence.len())
        .collect();
    let last = ends.pop();
    ends.retain(|&end| !ends_with_title(text.get(..end).unwrap_or_default()));
    let mut start = 0;
    let ends = ends.into_iter().chain(last);
    let parts = ends.map(|end| {
        let part = (start, text.get(start..end).unwrap_or_default());
        start = end;
        part
    });
    parts.collect()
}

/// Whether the last word is a short title with its point. A title is a capital and up to three small letters, or one letter.
fn ends_with_title(text: &str) -> bool {
    const LONGEST: usize = 4;
    let Some(text) = text.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
        && word.chars().count() <= LONGEST
}

/// A span without white space at its ends.
fn trimmed(document: &Document, span: Span) -> Span {
    let text = document.slice(span);
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_title_ends_no_sentence() {
        let parts = |text| -> Vec<&str> {
            sentences(text)
                .into_iter()
                .map(|(_, part)| part.trim())
                .collect()
        };
        assert_eq!(
            parts("I asked Cde. Molotov. He knew No. 3 of it. Yes."),
            ["I asked Cde. Molotov.", "He knew No. 3 of it.", "Yes."]
        );
        assert_eq!(parts(""), Vec::<&str>::new());
    }
}
