//! The source as it stands, stretch by stretch by what it was taken for, at the place that is read.

use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::document::{DocumentId, Place, Span};
use crate::layout;
use crate::library::Library;
use crate::source::{Class, Reading};

use super::super::areas::Areas;
use super::super::pane::Pane;
use super::picker::Target;
use super::{Answer, Below};

/// A line longer than this is taken to begin here, so that a file of one line scrolls like any other.
const LONGEST_LINE: usize = 1 << 16;

/// A row of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// The stretch of the source.
    pub span: Span,
    /// Its parts, each of one class.
    pub parts: Vec<(Class, String)>,
}

/// The source laid over the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceSheet {
    /// The place of the first row shown.
    pub top: Place,
}

impl SourceSheet {
    /// The source from the line that the first line in the window came from.
    pub fn open(pane: &Pane, library: &Library) -> Option<Self> {
        library.opened(pane.id().file)?;
        let top = shown_source(pane, library).unwrap_or(0);
        Some(Self { top })
    }

    /// Where it stands.
    pub fn area(areas: &Areas) -> Rect {
        areas.overlay(u16::MAX, u16::MAX)
    }

    /// Leaves the source for the text that came from the first row shown.
    pub fn close(self, below: &Below<'_>) -> Answer {
        let shown = shown_source(below.pane, below.library);
        if shown == Some(self.top) {
            return Answer::Close(None);
        }
        let file = below.pane.id().file;
        let target = reading(below.pane, below.library).and_then(|reading| {
            let (document, place) = reading.ledger.place_of(self.top)?;
            let number = u32::try_from(document).ok()?;
            Some(Target::Document(DocumentId { file, number }, place))
        });
        target.map_or(Answer::Close(None), Answer::Go)
    }

    /// Scrolls it by lines.
    pub fn scroll(&mut self, below: &Below<'_>, rows: isize) {
        let Some(reading) = reading(below.pane, below.library) else {
            return;
        };
        let text = reading.decoded.text.as_str();
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 {
                next_line(text, self.top)
            } else {
                let before = self.top.checked_sub(1);
                before.map(|before| line_start(text, before))
            };
            match next {
                Some(next) if next < text.len() => self.top = next,
                _ => break,
            }
        }
    }

    /// Its rows, in a width and height.
    pub fn rows(self, pane: &Pane, library: &Library, width: u16, height: u16) -> Vec<SourceRow> {
        let mut rows = Vec::new();
        let Some(reading) = reading(pane, library) else {
            return rows;
        };
        let text = &reading.decoded.text;
        let mut at = Some(self.top);
        while let Some(start) = at.filter(|_| rows.len() < usize::from(height)) {
            let end = next_line(text, start).unwrap_or(text.len());
            let line = Span::new(start, end);
            let room = usize::from(height) - rows.len();
            rows.extend(wrapped(reading, line, width, room));
            at = (end < text.len()).then_some(end);
        }
        rows
    }
}

/// The file that is read.
fn reading<'a>(pane: &Pane, library: &'a Library) -> Option<&'a Reading> {
    let opened = library.opened(pane.id().file)?;
    Some(&opened.reading)
}

/// The line of the source that the first line in the window came from.
fn shown_source(pane: &Pane, library: &Library) -> Option<Place> {
    let reading = reading(pane, library)?;
    let document = pane.id().number as usize;
    let source = reading.ledger.source_of(document, pane.place())?;
    Some(line_start(&reading.decoded.text, source))
}

/// A line of the source in rows of a width, at most `most` of them.
fn wrapped(reading: &Reading, line: Span, width: u16, most: usize) -> Vec<SourceRow> {
    let text = &reading.decoded.text;
    let content = line.of(text).trim_end_matches(['\n', '\r']);
    let mut rows = vec![SourceRow {
        span: Span::at(line.start),
        parts: Vec::new(),
    }];
    let mut room = usize::from(width.max(2));
    for (offset, grapheme) in content.grapheme_indices(true) {
        let shown = layout::shown(grapheme);
        let columns = shown.width();
        if columns > room {
            if rows.len() == most {
                break;
            }
            rows.push(SourceRow {
                span: Span::at(line.start + offset),
                parts: Vec::new(),
            });
            room = usize::from(width.max(2));
        }
        room = room.saturating_sub(columns);
        let class = reading.ledger.class_at(line.start + offset);
        let Some(row) = rows.last_mut() else { continue };
        row.span.end = line.start + offset + grapheme.len();
        match row.parts.last_mut() {
            Some((last, part)) if *last == class => part.push_str(&shown),
            _ => row.parts.push((class, shown.into_owned())),
        }
    }
    rows
}

/// Where the line that holds `place` begins.
fn line_start(text: &str, place: Place) -> Place {
    let earliest = place.saturating_sub(LONGEST_LINE);
    let before = text.as_bytes().get(earliest..place).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(earliest, |at| earliest + at + 1);
    (start..=place)
        .find(|&start| text.is_char_boundary(start))
        .unwrap_or(place)
}

/// Where the line after the one that begins at `place` begins.
fn next_line(text: &str, place: Place) -> Option<Place> {
    let rest = text.as_bytes().get(place..)?;
    let rest = rest.get(..rest.len().min(LONGEST_LINE)).unwrap_or(rest);
    let end = memchr::memchr(b'\n', rest).map_or(place + rest.len(), |at| place + at + 1);
    (end..=text.len())
        .find(|&end| text.is_char_boundary(end))
        .filter(|&end| end > place)
}
