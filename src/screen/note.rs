//! The open note over the foot of the text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::areas::Areas;
use crate::app::pane::notes::{self, INDENT};
use crate::document::Document;

use super::edges::rule;
use super::paint::{Ink, clear, put};
use super::theme::Palette;

/// Draws the open note, if one is.
pub(super) fn draw(
    app: &App,
    document: &Document,
    _areas: &Areas,
    palette: Palette,
    buffer: &mut Buffer,
) {
    let (Some(open), Some(area), Some(lines)) = (
        app.pane.desk().note,
        notes::area(&app.pane, &app.library),
        notes::lines(&app.pane, &app.library),
    ) else {
        return;
    };
    clear(buffer, area, palette);
    rule(Rect { height: 1, ..area }, palette, buffer);
    let shown = usize::from(area.height.saturating_sub(1));
    let total = lines.lines.len();
    let last = (open.top + shown).min(total);
    let extent = if total > shown {
        format!(" · lines {}–{last} of {total}", open.top + 1)
    } else {
        String::new()
    };
    let kind = document.annotation(open.annotation).kind();
    let title = format!(
        " {} {} · {}{extent} ",
        palette.hand(),
        lines.sign,
        kind.traits().name
    );
    put(buffer, area, INDENT, 0, &title, palette.accent());
    let inner = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    let ink = Ink {
        focus: open.focus,
        ..Ink::new(app, document, palette)
    };
    for (y, line) in (0..inner.height).zip(lines.lines.iter().skip(open.top)) {
        ink.line(buffer, inner, INDENT, y, line);
    }
}
