//! The notes beside the text, each with its sign; the one in focus joined to its line.

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::areas::Areas;
use crate::app::pane::page::Page;
use crate::document::Document;

use super::paint::{Ink, put, width};
use super::theme::Palette;

/// Draws the notes.
pub(super) fn draw(
    app: &App,
    document: &Document,
    areas: &Areas,
    palette: Palette,
    buffer: &mut Buffer,
) {
    let Some(area) = areas.margin else { return };
    let focus = app.pane.desk().focus;
    for note in &app.pane.page().notes {
        let is_in_focus = focus == Some(note.annotation);
        let base = if is_in_focus {
            palette.text()
        } else {
            palette.quiet()
        };
        let ink = Ink {
            base,
            ..Ink::new(app, document, palette)
        };
        for (index, line) in (0..).zip(&note.note.lines) {
            let Ok(y) = u16::try_from(note.row + index) else {
                continue;
            };
            let (sign, style) = match (index, is_in_focus) {
                (0, true) => (note.note.sign.as_str(), palette.focus()),
                (0, false) => (note.note.sign.as_str(), palette.accent()),
                (_, true) => (palette.sign("│", "|"), palette.accent()),
                (_, false) => (palette.sign("│", "|"), palette.rule()),
            };
            put(buffer, area, 0, y, sign, style);
            ink.line(buffer, area, app.pane.setting.sign_width, y, line);
        }
        if is_in_focus && note.row == note.anchor_row {
            join(note.row, areas, palette, buffer);
        }
    }
    if let Some(counts) = counts(app.pane.page(), palette) {
        let words = format!(" {counts} ");
        if areas.lower_rule.height > 0 {
            put(
                buffer,
                areas.lower_rule,
                area.x,
                0,
                &words,
                palette.accent(),
            );
        } else {
            // Where there is no rule, they stand at the end of the last line.
            let x = area.width.saturating_sub(width(&words));
            put(buffer, area, x, area.height - 1, &words, palette.accent());
        }
    }
}

/// How many notes of what is in the window stand above it, and how many find no place: `▲ 4  ▼ 12`.
pub(super) fn counts(page: &Page, palette: Palette) -> Option<String> {
    let above = (page.above > 0).then(|| format!("{} {}", palette.sign("▲", "^"), page.above));
    let below = (page.waiting > 0).then(|| format!("{} {}", palette.sign("▼", "v"), page.waiting));
    match (above, below) {
        (Some(above), Some(below)) => Some(format!("{above}  {below}")),
        (one, other) => one.or(other),
    }
}

/// A short rule from the text to the note in focus, on the row that they share.
fn join(row: isize, areas: &Areas, palette: Palette, buffer: &mut Buffer) {
    let (Ok(y), Some(margin)) = (u16::try_from(row), areas.margin) else {
        return;
    };
    let between = ratatui::layout::Rect {
        x: areas.text.right(),
        width: margin.x.saturating_sub(areas.text.right()),
        ..margin
    };
    for x in 0..between.width.saturating_sub(1) {
        put(
            buffer,
            between,
            x,
            y,
            palette.sign("─", "-"),
            palette.accent(),
        );
    }
}
