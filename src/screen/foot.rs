//! The notes at the foot of the window, under a short rule, as a printed apparatus.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::pane::notes;
use crate::document::Document;

use super::margin::counts;
use super::paint::{Ink, put, width};
use super::theme::Palette;

/// The columns of the rule over the notes, as printers set it.
const RULE: u16 = 12;

/// Draws the notes and their rule.
pub(super) fn draw(app: &App, document: &Document, palette: Palette, buffer: &mut Buffer) {
    let Some(area) = notes::foot_area(&app.pane) else {
        return;
    };
    let page = app.pane.page();
    let rule = Rect {
        y: area.y.saturating_sub(1),
        height: 1,
        ..area
    };
    for x in 0..RULE.min(rule.width) {
        put(buffer, rule, x, 0, palette.sign("─", "-"), palette.rule());
    }
    if let Some(counts) = counts(page, palette) {
        put(buffer, rule, RULE + 1, 0, &counts, palette.accent());
    }
    for note in &page.foot {
        let is_in_focus = app.pane.desk().focus == Some(note.annotation);
        let (base, style) = if is_in_focus {
            (palette.text(), palette.focus())
        } else {
            (palette.quiet(), palette.accent())
        };
        let ink = Ink {
            base,
            ..Ink::new(app, document, palette)
        };
        let column = u16::try_from(note.column).unwrap_or(u16::MAX);
        let first = u16::try_from(note.line).unwrap_or(u16::MAX);
        put(buffer, area, column, first, &note.note.sign, style);
        let x = column + width(&note.note.sign) + 1;
        for (index, line) in (0..).zip(&note.note.lines) {
            ink.line(buffer, area, x, first + index, line);
        }
    }
}
