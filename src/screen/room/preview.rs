//! The preview: what is known of the entry selected, and its text round the hit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::app::App;
use crate::app::room::areas::INDENT;
use crate::catalogue::shelf::Shelved;
use crate::document::Span;
use crate::layout::shown;

use crate::screen::edges;
use crate::screen::paint::{cut, put, width};
use crate::screen::theme::Palette;

pub(super) fn draw(app: &App, area: Rect, palette: Palette, buffer: &mut Buffer) {
    edges::rule(Rect { height: 1, ..area }, palette, buffer);
    let inner = Rect {
        x: area.x + INDENT,
        y: area.y + 1,
        width: area.width.saturating_sub(2 * INDENT),
        height: area.height.saturating_sub(1),
    };
    let Some((shelved, hit)) = app.room.entry(app.room.position().0) else {
        return;
    };
    let title = cut(&shown(&shelved.title), usize::from(inner.width));
    put(buffer, inner, 0, 0, &title, palette.title());
    let facts = cut(&shown(&facts(shelved)), usize::from(inner.width));
    put(buffer, inner, 0, 1, &facts, palette.quiet());
    let Some(preview) = app.room.preview() else {
        return;
    };
    let text = Rect {
        y: inner.y + 2,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    let found = hit
        .map(|hit| hit.span)
        .filter(|span| span.start >= preview.start);
    let found = found.map(|span| {
        let end = span.end.saturating_sub(preview.start);
        Span::new(span.start - preview.start, end.min(preview.text.len()))
    });
    let found = found.filter(|span| preview.place > 0 && !span.is_empty());
    let lines = lines(&preview.text, usize::from(text.width));
    let at = found.and_then(|found| lines.iter().position(|line| line.end > found.start));
    // The hit stands in the second row, so that what leads to it is seen.
    let first = at.map_or(0, |at| at.saturating_sub(1));
    for (y, line) in (0..text.height).zip(lines.iter().skip(first)) {
        let words = line.of(&preview.text);
        put(buffer, text, 0, y, words, palette.text());
        let Some(part) = found.and_then(|found| found.intersection(*line)) else {
            continue;
        };
        let x = width(&shown(Span::new(line.start, part.start).of(&preview.text)));
        let hit = shown(part.of(&preview.text));
        put(buffer, text, x, y, &hit, palette.hit(true));
    }
}

/// Who wrote to whom, when, and where the original lies.
fn facts(shelved: &Shelved) -> String {
    let parties = match (shelved.from.as_str(), shelved.to.as_str()) {
        ("", "") => String::new(),
        (from, "") => from.to_owned(),
        ("", to) => format!("to {to}"),
        (from, to) => format!("{from} to {to}"),
    };
    let date = shelved.date.clone().unwrap_or_else(|| "undated".to_owned());
    let parts = [parties, date, shelved.archive.clone()];
    let parts = parts.iter().filter(|part| !part.is_empty());
    parts.map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// The lines of a text at a width, broken at spaces; blank lines are left out.
fn lines(text: &str, room: usize) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let whole = Span::new(start, start + paragraph.trim_end().len());
        start += paragraph.len();
        break_paragraph(text, whole, room.max(1), &mut lines);
    }
    lines
}

fn break_paragraph(text: &str, paragraph: Span, room: usize, lines: &mut Vec<Span>) {
    let mut line = Span::at(paragraph.start);
    let mut taken = 0;
    let mut at = paragraph.start;
    for word in paragraph.of(text).split_inclusive(' ') {
        let columns = word.trim_end().width();
        if taken + columns > room && !line.is_empty() {
            lines.push(line);
            (line, taken) = (Span::at(at), 0);
        }
        at += word.len();
        taken += word.width();
        line.end = at;
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_at_spaces_and_hold_all_words() {
        let text = "one two three\n\nfour five\n";
        let broken: Vec<&str> = lines(text, 8)
            .iter()
            .map(|line| line.of(text).trim())
            .collect();
        assert_eq!(broken, ["one two", "three", "four", "five"]);
    }
}
