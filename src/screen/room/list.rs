//! The list: a document or a hit a row, under the names of the columns.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::App;
use crate::app::room::Part;
use crate::app::room::areas::{Column, GAP, Sorting, YEAR, columns, hit_columns};
use crate::catalogue::regions::TextField;
use crate::catalogue::shelf::Shelved;
use crate::catalogue::{Hit, Order};
use crate::layout::shown;

use super::right_aligned;
use crate::screen::paint::{cut, put, width};
use crate::screen::theme::Palette;

pub(super) fn draw(app: &App, header: Rect, list: Rect, palette: Palette, buffer: &mut Buffer) {
    let room = &app.room;
    let lists_hits = room.lists_hits();
    let columns = if lists_hits {
        hit_columns(list.width)
    } else {
        columns(list.width)
    };
    for column in &columns {
        draw_name(app, *column, header, palette, buffer);
    }
    let (selected, top) = room.position();
    for y in 0..list.height {
        let number = top + usize::from(y);
        let Some((shelved, hit)) = room.entry(number) else {
            break;
        };
        match hit {
            Some(hit) => draw_hit(shelved, hit, &columns, list, y, palette, buffer),
            None => {
                for column in &columns {
                    draw_fact(shelved, *column, list, y, palette, buffer);
                }
            }
        }
        if number == selected {
            let line = Rect::new(list.x, list.y + y, list.width, 1);
            let style = if room.part == Part::List {
                palette.selected()
            } else {
                palette.title()
            };
            buffer.set_style(line, style);
        }
    }
    if room.is_empty() {
        let words = match &room.asked {
            Some(asked) if !asked.is_whole => "looking …",
            Some(_) => "no document answers; esc shows all again",
            None if !room.is_filled() => "the documents are being listed …",
            None if room.narrowing.is_empty() => "there is no document here",
            None => "no document is left; x widens again",
        };
        put(buffer, list, 1, 0, words, palette.quiet());
    }
}

fn draw_name(app: &App, column: Column, header: Rect, palette: Palette, buffer: &mut Buffer) {
    let room = &app.room;
    let is_sorted = room.sorting == column.order;
    let sign = match (is_sorted, room.is_reversed) {
        (false, _) => "",
        (true, false) => palette.sign(" ▴", " ^"),
        (true, true) => palette.sign(" ▾", " v"),
    };
    let words = format!("{}{sign}", column.order.name());
    let words = if column.order == Sorting::Left {
        right_aligned(&words, column.width)
    } else {
        cut(&words, usize::from(column.width))
    };
    let style = if is_sorted {
        palette.text()
    } else {
        palette.quiet()
    };
    put(buffer, header, column.x, 0, &words, style);
}

fn draw_fact(
    shelved: &Shelved,
    column: Column,
    list: Rect,
    y: u16,
    palette: Palette,
    buffer: &mut Buffer,
) {
    let Sorting::By(order) = column.order else {
        return;
    };
    let (words, style) = fact(shelved, order, palette);
    let words = if order == Order::Date && column.width == YEAR {
        words
            .get(..usize::from(YEAR))
            .filter(|_| shelved.date.is_some())
    } else {
        Some(words)
    };
    let words = cut(&shown(words.unwrap_or("—")), usize::from(column.width));
    put(buffer, list, column.x, y, &words, style);
}

fn fact(shelved: &Shelved, order: Order, palette: Palette) -> (&str, Style) {
    match order {
        Order::Date => match &shelved.date {
            Some(date) => (date, palette.quiet()),
            None => ("undated", palette.quiet()),
        },
        Order::From => (&shelved.from, palette.text()),
        Order::To => (&shelved.to, palette.text()),
        Order::Title | Order::File => (&shelved.title, palette.text()),
        Order::Archive => (&shelved.archive, palette.quiet()),
    }
}

/// The words before a hit end where it begins, so that hits stand one below the other.
fn draw_hit(
    shelved: &Shelved,
    hit: &Hit,
    columns: &[Column],
    list: Rect,
    y: u16,
    palette: Palette,
    buffer: &mut Buffer,
) {
    for column in columns {
        match column.order {
            Sorting::Left => {
                // Up to where the hit begins: the text goes on without a gap.
                let room = column.width + GAP;
                let words = ending(&shown(&hit.context.left), room);
                let words = right_aligned(&words, room);
                put(buffer, list, column.x, y, &words, palette.quiet());
            }
            Sorting::Right => {
                let found = cut(&shown(&hit.context.hit), usize::from(column.width));
                let x = put(buffer, list, column.x, y, &found, palette.hit(false));
                let room = (column.x + column.width).saturating_sub(x);
                let behind = cut(&shown(&hit.context.right), usize::from(room));
                put(buffer, list, x, y, &behind, palette.text());
            }
            Sorting::By(Order::Title) if hit.field != TextField::Text => {
                let words = format!("{} · {}", hit.field, shown(&shelved.title));
                put(
                    buffer,
                    list,
                    column.x,
                    y,
                    &cut(&words, usize::from(column.width)),
                    palette.quiet(),
                );
            }
            Sorting::By(_) => draw_fact(shelved, *column, list, y, palette, buffer),
        }
    }
}

/// The end of words that fits into a width.
fn ending(words: &str, room: u16) -> String {
    let mut start = words.len();
    for (at, _) in words.char_indices().rev() {
        if words.get(at..).map_or(0, width) > room {
            break;
        }
        start = at;
    }
    words.get(start..).unwrap_or_default().to_owned()
}
