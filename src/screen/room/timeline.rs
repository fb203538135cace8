//! The timeline: a bar for each year, as high as it has documents.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::room::Part;
use crate::app::room::areas::{INDENT, bars, undated_label};
use crate::catalogue::shelf::Dates;

use super::number;
use crate::screen::paint::{put, width};
use crate::screen::theme::Palette;

/// Bars from the lowest to the highest. Where there is one document there is a bar.
const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII_BARS: [&str; 8] = [".", ".", ":", ":", "|", "|", "#", "#"];

pub(super) fn draw(app: &App, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let room = &app.room;
    let timeline = &room.shown().left.timeline;
    let (cursor, brush) = room.steps();
    let steps = timeline.counts.len();
    let (first, columns) = bars(area, steps, timeline.undated);
    let most = timeline.most().max(1);
    let is_undated = room.narrowing.dates == Dates::Undated;
    for (at, &count) in timeline.counts.iter().enumerate() {
        let x = first
            + u16::try_from(at)
                .unwrap_or(u16::MAX)
                .saturating_mul(columns);
        let is_in = brush.is_none_or(|(from, to)| (from..=to).contains(&at)) && !is_undated;
        let style = if is_in && brush.is_some() {
            palette.accent()
        } else if is_in {
            palette.text()
        } else {
            palette.quiet()
        };
        let bar = bar(count, most, palette).repeat(usize::from(columns));
        put(buffer, area, x, 0, &bar, style);
        if at == cursor && room.part == Part::Timeline {
            let cell = Rect::new(area.x + x, area.y, columns, 1);
            buffer.set_style(cell.intersection(area), palette.selected());
        }
    }
    let undated = undated_label(timeline.undated);
    let style = if is_undated {
        palette.accent()
    } else {
        palette.quiet()
    };
    let x = area.width.saturating_sub(width(&undated) + INDENT);
    put(buffer, area, x, 0, &undated, style);
    names(app, area, first, columns, palette, buffer);
}

fn bar(count: usize, most: usize, palette: Palette) -> &'static str {
    let height = (count * BARS.len()).div_ceil(most).min(BARS.len());
    let Some(at) = height.checked_sub(1) else {
        return " ";
    };
    palette.sign(BARS[at], ASCII_BARS[at])
}

/// The first step and the last; between them, under it, the one that the cursor is at and how much it has.
fn names(app: &App, area: Rect, first: u16, columns: u16, palette: Palette, buffer: &mut Buffer) {
    let timeline = &app.room.shown().left.timeline;
    let Some(last) = timeline.counts.len().checked_sub(1) else {
        return;
    };
    let place = |at: usize| {
        first
            + u16::try_from(at)
                .unwrap_or(u16::MAX)
                .saturating_mul(columns)
    };
    let put_name = |at: usize, words: &str, style, buffer: &mut Buffer| {
        let end = (place(last) + columns).max(first + width(words));
        let x = place(at).min(end.saturating_sub(width(words)));
        (x, put(buffer, area, x, 1, words, style))
    };
    let (_, end) = put_name(0, &timeline.name(0), palette.quiet(), buffer);
    let name = timeline.name(last);
    if place(last) + columns > end + 1 + width(&name) {
        put_name(last, &name, palette.quiet(), buffer);
    }
    if app.room.part == Part::Timeline {
        let (cursor, _) = app.room.steps();
        let count = timeline.counts.get(cursor).copied().unwrap_or(0);
        let words = format!(" {}: {} ", timeline.name(cursor), number(count));
        put_name(cursor, &words, palette.text(), buffer);
    }
}
