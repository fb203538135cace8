//! The reading room: title, query line, facets, list, preview, timeline.

mod facets;
mod list;
mod preview;
mod query;
mod timeline;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::room::areas::INDENT;

use super::edges;
use super::paint::{cut, put, width};
use super::theme::Palette;

/// Draws the room in the place of the document.
pub(super) fn draw(app: &App, palette: Palette, buffer: &mut Buffer) {
    let Some(areas) = app.room.areas() else {
        return;
    };
    title(app, areas.title, palette, buffer);
    edges::rule(areas.upper_rule, palette, buffer);
    edges::rule(areas.lower_rule, palette, buffer);
    if let Some(area) = areas.facets {
        facets::draw(app, area, palette, buffer);
        if area.width < areas.title.width {
            for y in 0..area.height {
                put(
                    buffer,
                    area,
                    area.width - 1,
                    y,
                    palette.sign("│", "|"),
                    palette.rule(),
                );
            }
        }
    }
    list::draw(app, areas.header, areas.list, palette, buffer);
    if let Some(area) = areas.preview {
        preview::draw(app, area, palette, buffer);
    }
    if let Some(area) = areas.timeline {
        timeline::draw(app, area, palette, buffer);
    }
    // The query line last: what it has to say while one types lies over the list.
    query::draw(app, areas.query, palette, buffer);
}

fn title(app: &App, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let count = count(app);
    let room = area.width.saturating_sub(2 * INDENT);
    let left = room.saturating_sub(width(&count) + 2);
    let title = cut("Reading room", usize::from(left));
    put(buffer, area, INDENT, 0, &title, palette.title());
    let x = area.width.saturating_sub(width(&count) + INDENT);
    put(buffer, area, x, 0, &count, palette.quiet());
}

/// How much is listed, of how much, and how far reading is.
fn count(app: &App) -> String {
    let room = &app.room;
    let all = room.shelf.documents().len();
    let listed = room.shown().documents.len();
    let of = if listed == all {
        documents(all)
    } else {
        format!("{} of {}", number(listed), documents(all))
    };
    let hits = if room.lists_hits() {
        let hits = room.shown().hits.len();
        format!(
            "{} {} in ",
            number(hits),
            if hits == 1 { "hit" } else { "hits" }
        )
    } else {
        String::new()
    };
    let reading = match room.progress {
        Some((done, of)) => format!(" · {} of {} files read", number(done), number(of)),
        None if !room.is_filled() => " · …".to_owned(),
        None => String::new(),
    };
    format!("{hits}{of}{reading}")
}

fn documents(count: usize) -> String {
    format!(
        "{} {}",
        number(count),
        if count == 1 { "document" } else { "documents" }
    )
}

/// A number with its thousands set apart.
fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Words cut to a width, and filled up to it at the left.
fn right_aligned(words: &str, room: u16) -> String {
    let words = cut(words, usize::from(room));
    let blank = usize::from(room.saturating_sub(width(&words)));
    format!("{}{words}", " ".repeat(blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let numbers = [0, 999, 1_000, 32_429, 1_000_000].map(number);
        assert_eq!(numbers, ["0", "999", "1,000", "32,429", "1,000,000"]);
    }
}
