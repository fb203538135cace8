//! Notes of a page: those at its foot and in its margin, and the words that they belong to.
//!
//! A note at the foot that begins with a figure or a sign stands at that sign in the text, if the page has it once behind a
//! word. A note in the margin stands at the line beside it. Where neither is known it stands at the end of what was read
//! before it.

use std::ops::Range;

use super::sheet::{Line, Region, RegionKind};
use crate::document::Kind;
use crate::document::facsimile::bounds;

/// A note of a page.
#[derive(Debug)]
pub(super) struct PageNote {
    pub(super) region: Region,
    /// Its sign, as printed before it.
    pub(super) label: Option<String>,
    /// The region and the line of the text that it belongs to.
    pub(super) at: Option<(usize, usize)>,
    /// The sign of the reference in that line.
    pub(super) sign: Option<Range<usize>>,
}

/// Takes the notes out of the regions of a page. A page of nothing but notes has none: they are its text.
pub(super) fn take(regions: Vec<Region>, source: &str) -> (Vec<Region>, Vec<PageNote>) {
    let is_note = |region: &Region| {
        matches!(region.kind, RegionKind::Footnote | RegionKind::Marginal)
            && !region.is_blank(source)
    };
    let is_text = |region: &Region| {
        matches!(region.kind, RegionKind::Text(_) | RegionKind::Lines) && !region.is_blank(source)
    };
    if !regions.iter().any(is_text) {
        return (regions, Vec::new());
    }
    let (mut texts, mut notes): (Vec<Region>, Vec<PageNote>) = (Vec::new(), Vec::new());
    // Where each note stood: behind how many regions of the text.
    let mut places = Vec::new();
    for region in regions {
        if !is_note(&region) {
            texts.push(region);
            continue;
        }
        let footnotes = match region.kind {
            RegionKind::Footnote => parted(region, source),
            _ => vec![(None, region)],
        };
        for (label, region) in footnotes {
            places.push(texts.len());
            notes.push(PageNote {
                region,
                label,
                at: None,
                sign: None,
            });
        }
    }
    let lines: Vec<(usize, usize, &Line)> = (texts.iter().enumerate())
        .filter(|(_, region)| is_text(region))
        .flat_map(|(number, region)| {
            let lines = region.lines.iter().enumerate();
            lines.map(move |(index, line)| (number, index, line))
        })
        .filter(|(.., line)| !line.is_blank(source))
        .collect();
    for (note, before) in notes.iter_mut().zip(places) {
        let signed = note
            .label
            .as_deref()
            .and_then(|label| reference(label, &lines, source));
        if let Some((at, sign)) = signed {
            (note.at, note.sign) = (Some(at), Some(sign));
            continue;
        }
        let is_marginal = note.region.kind == RegionKind::Marginal;
        let beside = is_marginal.then(|| beside(&note.region, &lines)).flatten();
        let last = lines.iter().rfind(|(number, ..)| *number < before);
        let standing = last
            .or(lines.first())
            .map(|(number, index, _)| (*number, *index));
        note.at = beside.or(standing);
    }
    // What raises the sign of a reference says nothing more.
    for note in &notes {
        if let (Some((region, line)), Some(sign)) = (note.at, &note.sign) {
            let tags = &mut texts[region].lines[line].tags;
            tags.retain(|tag| tag.annotation.kind() != Kind::Superscript || tag.range != *sign);
        }
    }
    (texts, notes)
}

/// The footnotes of a region, each with its sign: a line that begins with one begins a note.
fn parted(region: Region, source: &str) -> Vec<(Option<String>, Region)> {
    let Region {
        kind,
        outline,
        lines,
        ..
    } = region;
    let mut notes: Vec<(Option<String>, Region)> = Vec::new();
    for line in lines {
        let label = label(&line, source);
        if label.is_some() || notes.is_empty() {
            let region = Region {
                kind,
                outline: outline.clone(),
                ..Region::default()
            };
            notes.push((label, region));
        }
        if let Some((_, note)) = notes.last_mut() {
            note.lines.push(line);
        }
    }
    notes
}

/// The sign that a note begins with: `1)`, `¹`, `*`, or a raised figure.
fn label(line: &Line, source: &str) -> Option<String> {
    let text = line.text(source);
    let words = text.trim_start();
    let figures = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, behind) = words.split_at(figures);
    if (1..=3).contains(&figures) {
        let start = text.len() - words.len();
        let is_raised = line.tags.iter().any(|tag| {
            tag.annotation.kind() == Kind::Superscript
                && tag.range.start <= start
                && tag.range.end >= start + figures
        });
        let is_signed = behind.starts_with([')', '.', ']']) || is_raised;
        return is_signed.then(|| number.to_owned());
    }
    let raised: String = words.chars().map_while(plain).collect();
    if !raised.is_empty() {
        return Some(raised);
    }
    let sign = words
        .chars()
        .next()
        .filter(|c| matches!(c, '*' | '†' | '‡' | '§'))?;
    Some(words.chars().take_while(|c| *c == sign).collect())
}

/// The figure that a raised one stands for.
fn plain(raised: char) -> Option<char> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let digit = RAISED.chars().position(|c| c == raised)?;
    char::from_digit(u32::try_from(digit).ok()?, 10)
}

/// The only place in the text that has a sign right behind a word: raised figures, a sign, `1)`.
fn reference(
    label: &str,
    lines: &[(usize, usize, &Line)],
    source: &str,
) -> Option<((usize, usize), Range<usize>)> {
    let mut found = None;
    for &(number, index, line) in lines {
        let text = line.text(source);
        for range in references(label, line, &text) {
            if found.is_some() {
                return None;
            }
            found = Some(((number, index), range));
        }
    }
    found
}

fn references(label: &str, line: &Line, text: &str) -> Vec<Range<usize>> {
    let is_figure = label.chars().all(|c| c.is_ascii_digit());
    let raised: String = label
        .chars()
        .filter_map(|c| {
            "⁰¹²³⁴⁵⁶⁷⁸⁹"
                .chars()
                .nth(usize::try_from(c.to_digit(10)?).ok()?)
        })
        .collect();
    let signed = format!("{label})");
    let signs: Vec<&str> = if is_figure {
        vec![&raised, &signed]
    } else {
        vec![label]
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    for sign in signs {
        for (at, _) in text.match_indices(sign) {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let behind = text
                .get(at + sign.len()..)
                .and_then(|behind| behind.chars().next());
            let is_part = |c: char| c == '*' && label.starts_with('*') || plain(c).is_some();
            let is_behind_word = before.is_some_and(|c| {
                !c.is_whitespace() && !c.is_ascii_digit() && c != '(' && !is_part(c)
            });
            if is_behind_word && !behind.is_some_and(|c| c.is_alphanumeric() || is_part(c)) {
                found.push(at..at + sign.len());
            }
        }
    }
    // A figure that a tag raises.
    for tag in &line.tags {
        let is_raised = tag.annotation.kind() == Kind::Superscript;
        let words = text.get(tag.range.clone()).unwrap_or_default();
        if is_raised && tag.range.start > 0 && words.trim_matches([')', ' ']) == label && is_figure
        {
            found.retain(|range| range.end <= tag.range.start || range.start >= tag.range.end);
            found.push(tag.range.clone());
        }
    }
    found
}

/// The line of the text that a note's first line stands beside.
fn beside(note: &Region, lines: &[(usize, usize, &Line)]) -> Option<(usize, usize)> {
    let first = note.lines.iter().find_map(|line| bounds(&line.outline));
    let (_, top, _, bottom) = first.or_else(|| bounds(&note.outline))?;
    // Of a region without lines only the beginning is at the height of its first.
    let height = if first.is_some() { bottom } else { top };
    let middle = i32::midpoint(top, height);
    let distance = |line: &Line| {
        let (_, top, _, bottom) = bounds(&line.outline)?;
        Some((i32::midpoint(top, bottom) - middle).abs())
    };
    let near = lines
        .iter()
        .filter_map(|(number, index, line)| Some((distance(line)?, *number, *index)));
    near.min().map(|(_, number, index)| (number, index))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Span};
    use crate::source::ocr::sheet::Piece;

    fn line(text: &str, start: usize) -> Line {
        Line {
            pieces: vec![Piece::verbatim(Span::new(start, start + text.len()))],
            ..Line::default()
        }
    }

    #[track_caller]
    fn check(text: &str, note: &str, expected: Option<&str>) {
        let source = format!("{text}{note}");
        let regions = vec![
            Region {
                lines: vec![line(text, 0)],
                ..Region::default()
            },
            Region {
                kind: RegionKind::Footnote,
                lines: vec![line(note, text.len())],
                ..Region::default()
            },
        ];
        let (texts, notes) = take(regions, &source);
        assert_eq!(texts.len(), 1);
        assert_eq!(texts[0].kind, RegionKind::Text(BlockKind::Paragraph));
        let sign = notes[0].sign.clone().and_then(|sign| text.get(sign));
        assert_eq!(sign, expected, "{source}");
        assert!(notes[0].at.is_some());
    }

    #[test]
    fn a_note_stands_at_the_only_sign_behind_a_word() {
        check("the lamp¹ is dim", "¹ Since May.", Some("¹"));
        check("the lamp1) is dim", "1) Since May.", Some("1)"));
        check("the lamp* is dim", "* Since May.", Some("*"));
        check("the lamp* is dim*", "* Since May.", None);
        check("the lamp (1) is dim", "1) Since May.", None);
        check("the lamp is dim", "1 May was the day.", None);
    }
}
