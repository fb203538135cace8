//! The metadata: in its pane beside the text, or laid over it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::areas::Areas;
use crate::app::metadata::{LABEL_WIDTH, MetadataLine, lines};
use crate::app::overlay::Overlay;
use crate::app::pane::page::PageRow;
use crate::document::Document;
use crate::layout::Measure;
use crate::layout::page::Row;

use super::lists::frame;
use super::paint::{Ink, put};
use super::theme::Palette;

/// Columns between the rule and the metadata.
const INDENT: u16 = 2;

/// Draws the pane, if there is one, and the overlay, if it is open. Where a document has no text, as in a list of letters,
/// what is known of it stands in the text's place.
pub(super) fn draw(
    app: &App,
    document: &Document,
    areas: &Areas,
    palette: Palette,
    buffer: &mut Buffer,
) {
    if let Some(area) = areas.metadata {
        for y in 0..area.height {
            put(buffer, area, 0, y, palette.sign("│", "|"), palette.rule());
        }
        let inner = Rect {
            x: area.x + INDENT,
            width: area.width.saturating_sub(INDENT),
            ..area
        };
        draw_lines(
            app,
            document,
            inner,
            app.pane.metadata_top(),
            palette,
            buffer,
        );
    }
    let is_blank = |row: &PageRow| match row.row() {
        Row::Text(line) => line.runs.is_empty(),
        Row::Note { .. } => false,
        Row::Blank => true,
    };
    if areas.metadata.is_none() && app.pane.page().rows.iter().all(is_blank) {
        draw_lines(app, document, areas.text, 0, palette, buffer);
    }
    if let (Some(Overlay::Metadata(sheet)), Some(area)) = (&app.overlay, super::lists::area(app)) {
        let inner = frame(buffer, area, palette, "Metadata", "");
        let inner = Rect {
            width: inner.width.saturating_sub(INDENT),
            ..inner
        };
        draw_lines(app, document, inner, sheet.top, palette, buffer);
    }
}

fn draw_lines(
    app: &App,
    document: &Document,
    area: Rect,
    top: usize,
    palette: Palette,
    buffer: &mut Buffer,
) {
    let all = lines(
        document,
        Measure::new(area.width).reordered(app.pane.reorder),
    );
    let is_cut = all.len() > top + usize::from(area.height);
    let ink = Ink::new(app, document, palette);
    for (y, line) in (0..area.height).zip(all.iter().skip(top)) {
        if is_cut && y + 1 == area.height {
            put(buffer, area, 0, y, "…", palette.quiet());
            break;
        }
        draw_line(&ink, line, area, y, buffer);
    }
}

fn draw_line(ink: &Ink<'_>, line: &MetadataLine, area: Rect, y: u16, buffer: &mut Buffer) {
    let palette = ink.palette;
    if let Some(label) = &line.label {
        let room = Rect {
            width: if line.value.is_some() {
                LABEL_WIDTH.min(area.width)
            } else {
                area.width
            },
            ..area
        };
        put(buffer, room, 0, y, label, palette.quiet());
    }
    if let Some(value) = &line.value {
        let base = if line.is_given {
            palette.text()
        } else {
            palette.quiet()
        };
        let x = if line.is_beside { LABEL_WIDTH } else { 0 };
        Ink { base, ..*ink }.line(buffer, area, x, y, value);
    }
}
