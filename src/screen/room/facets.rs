//! The facets: the values of each, with how many documents they leave.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::room::Part;
use crate::app::room::areas::INDENT;
use crate::app::room::facets::{FacetRow, title};
use crate::catalogue::shelf::last_step;
use crate::layout::shown;

use super::{number, right_aligned};
use crate::screen::paint::{cut, put, width};
use crate::screen::theme::Palette;

pub(super) fn draw(app: &App, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let room = &app.room;
    let (selected, top) = room.facet_position();
    let rows = room.shown().facets.iter().enumerate().skip(top);
    let inner = Rect {
        x: area.x + INDENT,
        width: area.width.saturating_sub(2 * INDENT + 1),
        ..area
    };
    for (y, (at, row)) in (0..area.height).zip(rows) {
        draw_row(app, row, inner, y, palette, buffer);
        if at == selected && room.part == Part::Facets {
            let line = Rect::new(area.x, area.y + y, inner.width + 2 * INDENT, 1);
            buffer.set_style(line.intersection(area), palette.selected());
        }
    }
    if room.shown().facets.is_empty() {
        put(buffer, inner, 0, 0, "nothing to narrow by", palette.quiet());
    }
}

fn draw_row(app: &App, row: &FacetRow, area: Rect, y: u16, palette: Palette, buffer: &mut Buffer) {
    match row {
        FacetRow::Heading(name) => {
            put(buffer, area, 0, y, title(*name), palette.title());
        }
        FacetRow::More(_, more) => {
            let words = format!("… {} more", number(*more));
            put(buffer, area, 2, y, &words, palette.quiet());
        }
        FacetRow::Value {
            id,
            depth,
            count,
            is_chosen,
        } => {
            let Some(value) = app.room.shelf.value(*id) else {
                return;
            };
            let count = number(*count);
            let indent = 2 + 2 * u16::try_from(*depth).unwrap_or(0).min(area.width / 4);
            let room = area.width.saturating_sub(indent + width(&count) + 1);
            let words = cut(&shown(last_step(value)), usize::from(room));
            let style = if *is_chosen {
                put(buffer, area, 0, y, palette.sign("●", "*"), palette.accent());
                palette.title()
            } else {
                palette.text()
            };
            put(buffer, area, indent, y, &words, style);
            let x = area.width.saturating_sub(width(&count));
            put(
                buffer,
                area,
                x,
                y,
                &right_aligned(&count, width(&count)),
                palette.quiet(),
            );
        }
    }
}
