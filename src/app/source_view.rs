//! The source as it stands, stretch by stretch by what it was taken for, at the place that is read.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::picker::Target;
use super::{App, Overlay};
use crate::document::{Place, Span};
use crate::layout;
use crate::source::{Class, Reading};

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

impl App {
    /// Shows the source from the line that the first line in the window came from.
    pub(super) fn open_source(&mut self) {
        let place = self.place();
        let Some((file, document)) = self.library.shelf(self.number) else {
            return;
        };
        let Some(opened) = self.library.opened(file) else {
            return;
        };
        let source = opened
            .reading
            .ledger
            .source_of(document, place)
            .unwrap_or(0);
        let top = line_start(&opened.reading.decoded.text, source);
        self.overlay = Some(Overlay::Source(top));
    }

    /// Leaves the source for the text that came from the first row shown.
    pub(super) fn close_source(&mut self, top: Place) {
        self.overlay = None;
        let Some((file, _)) = self.library.shelf(self.number) else {
            return;
        };
        let Some(opened) = self.library.opened(file) else {
            return;
        };
        let shown = self.shown_source();
        let target = opened.reading.ledger.place_of(top);
        let is_still_shown = shown.is_some_and(|shown| shown == top);
        if is_still_shown {
            return;
        }
        if let Some((document, place)) = target
            && let Some(number) = self.library.number(file, document)
        {
            self.leave();
            self.go_to_target(Target::Document(number, place));
        }
    }

    /// The line of the source that the first line in the window came from.
    fn shown_source(&self) -> Option<Place> {
        let (file, document) = self.library.shelf(self.number)?;
        let reading = &self.library.opened(file)?.reading;
        let source = reading.ledger.source_of(document, self.place())?;
        Some(line_start(&reading.decoded.text, source))
    }

    pub(super) fn scroll_source(&mut self, rows: isize) {
        let Some(Overlay::Source(top)) = self.overlay else {
            return;
        };
        let Some(text) = self.source_text() else {
            return;
        };
        let mut top = top;
        for _ in 0..rows.unsigned_abs() {
            let next = if rows > 0 {
                next_line(text, top)
            } else {
                top.checked_sub(1).map(|before| line_start(text, before))
            };
            match next {
                Some(next) if next < text.len() => top = next,
                _ => break,
            }
        }
        self.overlay = Some(Overlay::Source(top));
    }

    /// The rows of the source from `top` on.
    pub fn source_rows(&self, top: Place, width: u16, height: u16) -> Vec<SourceRow> {
        let mut rows = Vec::new();
        let Some(reading) = self.reading() else {
            return rows;
        };
        let text = &reading.decoded.text;
        let mut at = Some(top);
        while let Some(start) = at.filter(|_| rows.len() < usize::from(height)) {
            let end = next_line(text, start).unwrap_or(text.len());
            let line = Span::new(start, end);
            rows.extend(wrapped(
                reading,
                line,
                width,
                usize::from(height) - rows.len(),
            ));
            at = (end < text.len()).then_some(end);
        }
        rows
    }

    fn reading(&self) -> Option<&Reading> {
        let (file, _) = self.library.shelf(self.number)?;
        self.library.opened(file).map(|opened| &opened.reading)
    }

    fn source_text(&self) -> Option<&str> {
        self.reading().map(|reading| reading.decoded.text.as_str())
    }
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
