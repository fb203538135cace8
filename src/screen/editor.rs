//! The editor of a note: its lines and its caret.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::overlay::Overlay;

use super::lists::{self, frame};
use super::paint::{cut, put, width};
use super::theme::Palette;

/// Draws the editor, if one is open.
pub(super) fn draw(app: &App, palette: Palette, buffer: &mut Buffer) {
    let (Some(Overlay::Editor(editor)), Some(area)) = (&app.overlay, lists::area(app)) else {
        return;
    };
    let title = cut(&editor.title, usize::from(area.width.saturating_sub(4)));
    let inner = frame(buffer, area, palette, &title, "");
    let (rows, (row, column)) = editor.shown(area);
    for (y, text) in (0..inner.height).zip(&rows) {
        put(buffer, inner, 0, y, text, palette.text());
    }
    let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(row)) else {
        return;
    };
    // The character under the caret is shown reversed; behind the last one stands a blank.
    let under = rows.get(row).and_then(|text| character_at(text, column));
    let caret = Rect {
        x: (inner.x + x).min(area.right().saturating_sub(1)),
        y: inner.y + y,
        width: under.map_or(1, width).max(1),
        height: 1,
    };
    buffer.set_style(caret.intersection(buffer.area), palette.focus());
}

/// The character in a column of a line.
fn character_at(text: &str, column: usize) -> Option<&str> {
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;
    let mut x = 0;
    text.graphemes(true).find(|grapheme| {
        let is_there = x >= column;
        x += grapheme.width();
        is_there
    })
}
