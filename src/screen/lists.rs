//! What is laid over the text: lists, the layers panel, the hint after a prefix.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use strum::{EnumMessage, IntoEnumIterator};

use crate::app::App;
use crate::app::areas::Areas;
use crate::app::overlay::layers::LayersPanel;
use crate::app::overlay::picker::{Picker, Purpose};
use crate::app::overlay::{LIST_FOOT, LIST_HEADING, Overlay};
use crate::app::pane::views::layer_title;
use crate::document::Layer;
use crate::key;
use crate::view::Showing;

use super::paint::{clear, cut, put, width};
use super::theme::Palette;

/// Columns on either side of a list.
const INDENT: u16 = 2;

/// Draws the list or panel that is open.
pub(super) fn draw(app: &App, _areas: &Areas, palette: Palette, buffer: &mut Buffer) {
    let Some(area) = area(app) else {
        return;
    };
    match &app.overlay {
        Some(Overlay::List(picker)) => draw_list(picker, area, palette, buffer),
        Some(Overlay::Layers(panel)) => draw_layers(app, *panel, area, palette, buffer),
        Some(
            Overlay::Metadata(_)
            | Overlay::Source(_)
            | Overlay::Search(_)
            | Overlay::Everywhere(_)
            | Overlay::Mark(_)
            | Overlay::Editor(_),
        )
        | None => {}
    }
}

/// Where what is laid over the text stands, if anything is.
pub(super) fn area(app: &App) -> Option<Rect> {
    app.overlay.as_ref()?.area(app.pane.areas()?)
}

/// Clears a part of the screen for an overlay, draws its heading and rule, and says what is left inside.
pub(super) fn frame(
    buffer: &mut Buffer,
    area: Rect,
    palette: Palette,
    title: &str,
    typed: &str,
) -> Rect {
    let room = Rect {
        x: area.x.saturating_sub(1),
        width: (area.width + 2).min(buffer.area.width),
        ..area
    };
    clear(buffer, room.intersection(buffer.area), palette);
    let x = put(buffer, area, INDENT, 0, title, palette.title());
    if !typed.is_empty() {
        let x = put(buffer, area, x + 2, 0, typed, palette.text());
        put(buffer, area, x, 0, palette.sign("▏", "_"), palette.accent());
    }
    super::edges::rule(
        Rect {
            y: area.y + 1,
            height: u16::from(area.height > 1),
            ..area
        },
        palette,
        buffer,
    );
    let foot = LIST_FOOT.min(area.height);
    let last = Rect {
        y: area.bottom() - foot,
        height: foot,
        ..area
    };
    super::edges::rule(last, palette, buffer);
    let heading = LIST_HEADING.min(area.height - foot);
    Rect {
        x: area.x + INDENT,
        y: area.y + heading,
        width: area.width.saturating_sub(INDENT),
        height: area.height - heading - foot,
    }
}

fn draw_list(picker: &Picker, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let inner = frame(buffer, area, palette, picker.purpose.title(), &picker.typed);
    let count = format!("{} of {}", picker.entries().len(), picker.total());
    put(
        buffer,
        area,
        area.width.saturating_sub(width(&count) + INDENT),
        0,
        &count,
        palette.quiet(),
    );
    let height = usize::from(inner.height);
    let first = picker.first_shown(height);
    let addresses = picker
        .entries()
        .map(|entry| width(&entry.address))
        .max()
        .unwrap_or(0)
        .min(inner.width / 3);
    for (y, (number, entry)) in (0..inner.height).zip(picker.entries().enumerate().skip(first)) {
        let is_selected = number == picker.selected();
        let is_heading = picker.purpose == Purpose::Help && entry.depth == 0;
        let row = Rect {
            y: inner.y + y,
            height: 1,
            width: inner.width.saturating_sub(INDENT),
            ..inner
        };
        let indent = match picker.purpose {
            Purpose::Outline => u16::try_from(entry.depth.saturating_sub(1)).unwrap_or(0) * 2,
            _ => 0,
        };
        let aside = width(&entry.aside).min(row.width / 3);
        let label = Rect {
            width: row.width.saturating_sub(aside + 2),
            ..row
        };
        let x = if addresses > 0 && !is_heading {
            addresses + 2 + indent
        } else {
            indent
        };
        if addresses > 0 {
            let address = cut(&entry.address, usize::from(addresses));
            put(buffer, row, indent, 0, &address, palette.accent());
        }
        let style = if is_heading {
            palette.title()
        } else {
            palette.text()
        };
        put(buffer, label, x, 0, &entry.label, style);
        let aside_x = row.width.saturating_sub(aside);
        put(buffer, row, aside_x, 0, &entry.aside, palette.quiet());
        if is_selected {
            let marked = Rect {
                x: row.x.saturating_sub(1),
                width: (row.width + 2).min(buffer.area.right() - row.x),
                ..row
            };
            buffer.set_style(marked.intersection(buffer.area), palette.selected());
        }
    }
    if picker.entries().len() == 0 {
        let words = picker.point().map_or_else(
            || "nothing matches".to_owned(),
            |number| format!("go to point {number}"),
        );
        put(buffer, inner, 0, 0, &words, palette.quiet());
    }
}

fn draw_layers(app: &App, panel: LayersPanel, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let view = app
        .pane
        .view
        .named()
        .map_or_else(|| "own view".to_owned(), crate::view::NamedView::title);
    let inner = frame(buffer, area, palette, "Layers", "");
    put(
        buffer,
        area,
        area.width.saturating_sub(width(&view) + INDENT),
        0,
        &view,
        palette.quiet(),
    );
    for (number, (y, layer)) in (0..inner.height).zip(Layer::iter()).enumerate() {
        let row = Rect {
            y: inner.y + y,
            height: 1,
            width: inner.width.saturating_sub(INDENT),
            ..inner
        };
        let showing = app.pane.view.showing(layer);
        let count = app.pane.count_of(layer);
        let body = if count == 0 || showing == Showing::Off {
            palette.quiet()
        } else {
            palette.text()
        };
        put(
            buffer,
            row,
            0,
            0,
            &layer.letter().to_string(),
            palette.accent(),
        );
        put(buffer, row, 3, 0, &layer_title(layer), body);
        put(buffer, row, 17, 0, &showing.to_string(), body);
        let counted = if count == 0 {
            "–".to_owned()
        } else {
            count.to_string()
        };
        put(
            buffer,
            row,
            28u16.saturating_sub(width(&counted)),
            0,
            &counted,
            body,
        );
        put(
            buffer,
            row,
            31,
            0,
            layer.get_documentation().unwrap_or_default(),
            palette.quiet(),
        );
        if number == panel.selected() {
            let marked = Rect {
                x: row.x.saturating_sub(1),
                width: row.width + 2,
                ..row
            };
            buffer.set_style(marked.intersection(buffer.area), palette.selected());
        }
    }
}

/// Draws what may follow the keys typed so far.
pub(super) fn draw_hint(app: &App, areas: &Areas, palette: Palette, buffer: &mut Buffer) {
    let (_, keys) = app.pending();
    if keys.is_empty() {
        return;
    }
    let mut follow: Vec<(String, &str)> = Vec::new();
    for context in [app.context(), crate::keymap::Context::Reader] {
        for (rest, command) in app.keymap.continuations(context, keys) {
            let rest = key::written(rest);
            if !follow.iter().any(|(known, _)| *known == rest) {
                follow.push((rest, command.help()));
            }
        }
    }
    let widest = follow
        .iter()
        .map(|(rest, help)| width(rest) + 2 + width(help))
        .max()
        .unwrap_or(0)
        + 3;
    let columns = (areas.screen.width.saturating_sub(2) / widest.max(1)).max(1);
    let rows = u16::try_from(follow.len())
        .unwrap_or(u16::MAX)
        .div_ceil(columns);
    let height = (rows + 1).min(areas.text.height);
    let area = Rect {
        y: areas.status.y.saturating_sub(height),
        height,
        ..areas.screen
    };
    clear(buffer, area, palette);
    super::edges::rule(Rect { height: 1, ..area }, palette, buffer);
    for (index, (rest, help)) in (0u16..).zip(&follow) {
        let (column, row) = (index / rows.max(1), index % rows.max(1));
        let cell = Rect {
            x: area.x + 1 + column * widest,
            width: widest,
            ..area
        }
        .intersection(area);
        let x = put(buffer, cell, 0, row + 1, rest, palette.accent());
        put(buffer, cell, x.max(1) + 2, row + 1, help, palette.text());
    }
}
