//! The edges of the screen: title line, rules, status line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::areas::Areas;
use crate::app::hints::hints;
use crate::app::overlay::Overlay;
use crate::app::pane::{searching, views};
use crate::document::Date;
use crate::library::Part;
use crate::settings::Placement;

use super::paint::{cut, put, width};
use super::theme::Palette;

/// Columns before the first word of title and status line.
const INDENT: u16 = 1;

/// Draws the title line: the document's title, its date, which of how many.
pub(super) fn title(app: &App, areas: &Areas, palette: Palette, buffer: &mut Buffer) {
    let Some(document) = app.document() else {
        put(buffer, areas.title, INDENT, 0, "manicule", palette.title());
        return;
    };
    let metadata = &document.metadata;
    let name = metadata.title.as_deref().unwrap_or(&document.id);
    let date = metadata
        .dates
        .first()
        .and_then(Date::shown)
        .unwrap_or_default();
    let count = if app.library.len() > 1 {
        let number = app.library.ordinal(app.pane.id()) + 1;
        format!("{number} of {}", app.library.len())
    } else {
        String::new()
    };
    let right = [date.as_ref(), &count]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("   ");
    // The date gives way to the title where there is not room for both.
    let room = areas.title.width.saturating_sub(2 * INDENT);
    let right = if width(name) + 2 + width(&right) <= room {
        right
    } else {
        count
    };
    let left_room = room.saturating_sub(width(&right) + 2);
    put(
        buffer,
        areas.title,
        INDENT,
        0,
        &cut(&crate::layout::shown(name), usize::from(left_room)),
        palette.title(),
    );
    put_right(buffer, areas.title, &right, palette);
}

/// Draws a rule.
pub(super) fn rule(area: Rect, palette: Palette, buffer: &mut Buffer) {
    let sign = palette.sign("─", "-");
    for x in 0..area.width {
        put(buffer, area, x, 0, sign, palette.rule());
    }
}

/// Draws the status line: the prompt, a message, or the view and the place; and at the right what can be asked for.
pub(super) fn status(app: &App, areas: &Areas, palette: Palette, buffer: &mut Buffer) {
    let area = areas.status;
    if matches!(app.overlay, Some(Overlay::Search(_))) {
        return prompt(app, area, palette, buffer);
    }
    if let Some(Overlay::Mark(mark)) = &app.overlay {
        put(buffer, area, INDENT, 0, mark.words(), palette.text());
        return;
    }
    let (left, style) = match &app.message {
        Some(message) if message.is_problem => (message.text.clone(), palette.problem()),
        Some(message) => (message.text.clone(), palette.text()),
        None if app.room.is_open => (room_standing(app), palette.quiet()),
        None => (standing(app), palette.quiet()),
    };
    let end = put(buffer, area, INDENT, 0, &left, style);
    let room = area.width.saturating_sub(end + 3 + INDENT);
    if let Some(pending) = pending(app) {
        put_right(buffer, area, &cut(&pending, usize::from(room)), palette);
        return;
    }
    for (x, _, words) in hints(app, area.width, room) {
        put(buffer, area, x, 0, &words, palette.quiet());
    }
}

fn put_right(buffer: &mut Buffer, area: Rect, words: &str, palette: Palette) {
    let x = area.width.saturating_sub(width(words) + INDENT);
    put(buffer, area, x, 0, words, palette.quiet());
}

/// The search prompt, with a caret, and how many hits.
fn prompt(app: &App, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let typed = app
        .pane
        .finding
        .as_ref()
        .map_or("", |finding| finding.typed.as_str());
    let x = put(buffer, area, INDENT, 0, "/", palette.accent());
    let x = put(buffer, area, x, 0, typed, palette.text());
    put(buffer, area, x, 0, palette.sign("▏", "_"), palette.accent());
    if let Some(status) = searching::status(&app.pane, &app.library) {
        put(buffer, area, x + 3, 0, &status, palette.quiet());
    }
}

/// How the list of the reading room is sorted, and where in it one is.
fn room_standing(app: &App) -> String {
    let room = &app.room;
    let way = if room.is_reversed { ", reversed" } else { "" };
    let at = if room.is_empty() {
        0
    } else {
        room.position().0 + 1
    };
    format!("{at} of {} · by {}{way}", room.len(), room.sorting.name())
}

/// View, place and search, when there is nothing more to say.
fn standing(app: &App) -> String {
    let mut parts = vec![
        app.pane
            .view
            .named()
            .map_or_else(|| "own view".to_owned(), crate::view::NamedView::title),
    ];
    let (shown, off) = views::strip(&app.pane);
    if !shown.is_empty() {
        let view = parts.last_mut().map(std::mem::take).unwrap_or_default();
        parts = vec![format!("{view}  {shown}")];
    }
    if app.pane.is_dense && app.settings.notes == Placement::Auto {
        parts.push("many notes: at the foot".to_owned());
    }
    if !off.is_empty() {
        parts.push(format!("off: {off}"));
    }
    if let (Some(document), Some(point)) = (app.document(), app.pane.point(&app.library)) {
        let outermost = document
            .points()
            .iter()
            .filter(|point| point.depth() == 1)
            .count();
        let address = document.points()[point.0].address();
        parts.push(format!("point {address} of {outermost}"));
    }
    let per_cent = app.pane.per_cent(&app.library);
    parts.push(per_cent.map_or_else(|| "all".to_owned(), |part| format!("{part} %")));
    parts.extend(part(app).map(progress));
    parts.extend(left_out(app));
    if let Some(status) = searching::status(&app.pane, &app.library) {
        let typed = app
            .pane
            .finding
            .as_ref()
            .map_or("", |finding| finding.typed.as_str());
        parts.push(format!("/{typed} {status}"));
    }
    parts.join(" · ")
}

/// How much of the file is taken for furniture of a web page, where it is more than a tenth of its letters.
fn left_out(app: &App) -> Option<String> {
    let left = app
        .library
        .opened(app.pane.id().file)?
        .reading
        .ledger
        .left_out();
    left.is_much()
        .then(|| format!("{} left out", left.percent()))
}

/// How much is here of the file that is read, while the rest is on its way.
fn part(app: &App) -> Option<Part> {
    app.library.opened(app.pane.id().file)?.part
}

/// How much of a file has been read, while the rest is on its way.
fn progress(part: Part) -> String {
    const MEGABYTE: usize = 1_000_000;
    let tenths = |bytes: usize| bytes * 10 / MEGABYTE;
    let of = tenths(part.of);
    format!(
        "{}.{} of {}.{} MB read",
        tenths(part.bytes) / 10,
        tenths(part.bytes) % 10,
        of / 10,
        of % 10
    )
}

/// The count and the keys typed so far.
fn pending(app: &App) -> Option<String> {
    let (count, keys) = app.pending();
    let count = count.map(|count| count.to_string());
    let parts: Vec<String> = count
        .into_iter()
        .chain(keys.iter().map(ToString::to_string))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
