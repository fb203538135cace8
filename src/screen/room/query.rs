//! The query line and what the list is narrowed to; while one types, what is wrong and what it may be completed to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::room::areas::INDENT;
use crate::app::room::asking::Line;
use crate::app::room::facets::title;
use crate::catalogue::shelf::{Dates, last_step};
use crate::document::Span;
use crate::layout::shown;

use crate::screen::paint::{clear, cut, put, width};
use crate::screen::theme::Palette;

/// The sign before the query.
const PROMPT: &str = "/";

/// The columns before the query's first character.
const BEFORE: u16 = INDENT + 2;

pub(super) fn draw(app: &App, area: Rect, palette: Palette, buffer: &mut Buffer) {
    put(buffer, area, INDENT, 0, PROMPT, palette.accent());
    if let Some(Overlay::Everywhere(line)) = &app.overlay {
        let x = put(buffer, area, BEFORE, 0, &line.typed, palette.text());
        put(buffer, area, x, 0, palette.sign("▏", "_"), palette.accent());
        return typing(app, &line.typed, area, palette, buffer);
    }
    let narrowed = narrowed(app);
    let x = match &app.room.asked {
        Some(asked) => {
            let x = put(buffer, area, BEFORE, 0, &asked.line, palette.text());
            let (done, of) = asked.searched;
            if asked.is_whole {
                x
            } else {
                let words = format!("{done} of {of} looked at");
                put(buffer, area, x + 2, 0, &words, palette.quiet())
            }
        }
        None if narrowed.is_empty() => {
            let words = "words, \"a phrase\", from:, to:, in:handwriting, date:1945";
            put(buffer, area, BEFORE, 0, words, palette.quiet())
        }
        None => BEFORE,
    };
    if !narrowed.is_empty() {
        let room = area.width.saturating_sub(x + 2 + INDENT);
        let words = cut(&narrowed, usize::from(room));
        let x = if app.room.asked.is_some() { x + 2 } else { x };
        put(buffer, area, x, 0, &words, palette.accent());
    }
}

/// What the list is narrowed to: `From: Stalin · Genre: telegram · 1945–1946`.
fn narrowed(app: &App) -> String {
    let room = &app.room;
    let mut parts = Vec::new();
    for (&name, values) in &room.narrowing.values {
        let values = values.iter().filter_map(|&id| room.shelf.value(id));
        let values: Vec<&str> = values.map(last_step).collect();
        parts.push(format!("{}: {}", title(name), values.join(" or ")));
    }
    match room.narrowing.dates {
        Dates::All => {}
        Dates::Undated => parts.push("undated".to_owned()),
        Dates::Within(first, last) => {
            let (first, last) = (day(first), day(last));
            let years = |day: &str| day.split('-').next().unwrap_or_default().to_owned();
            let is_whole = first.ends_with("-01-01") && last.ends_with("-12-31");
            let (first, last) = if is_whole {
                (years(&first), years(&last))
            } else {
                (first, last)
            };
            if first == last {
                parts.push(first);
            } else {
                parts.push(format!("{first} – {last}"));
            }
        }
    }
    shown(&parts.join(" · ")).into_owned()
}

/// A day, given as `YYYYMMDD`, in EDTF.
fn day(day: i64) -> String {
    format!(
        "{:04}-{:02}-{:02}",
        day.div_euclid(10_000),
        day.rem_euclid(10_000) / 100,
        day.rem_euclid(100)
    )
}

/// What is wrong in the line, with its place marked; else what the last word may be completed to.
fn typing(app: &App, typed: &str, area: Rect, palette: Palette, buffer: &mut Buffer) {
    let line = Line::read(typed, &app.room.shelf);
    let below = |rows: usize| {
        let rows = u16::try_from(rows).unwrap_or(u16::MAX);
        let below = Rect {
            y: area.y + 1,
            height: rows,
            ..area
        };
        below.intersection(buffer.area)
    };
    if let Some(problem) = line.problems.first() {
        let area = below(2 + usize::from(problem.hint.is_some()));
        clear(buffer, area, palette);
        let x = BEFORE + width(&shown(Span::new(0, problem.span.start).of(typed)));
        let columns = width(&shown(problem.span.of(typed))).max(1);
        let mark = palette.sign("~", "^").repeat(usize::from(columns));
        put(buffer, area, x, 0, &mark, palette.problem());
        put(buffer, area, BEFORE, 1, &problem.message, palette.problem());
        if let Some(hint) = &problem.hint {
            put(buffer, area, BEFORE, 2, hint, palette.quiet());
        }
        return;
    }
    let area = below(line.completions.len());
    clear(buffer, area, palette);
    for (y, (completion, said)) in (0..area.height).zip(&line.completions) {
        let style = if y == 0 {
            palette.accent()
        } else {
            palette.text()
        };
        let x = put(buffer, area, BEFORE, y, completion, style);
        put(buffer, area, x + 2, y, said, palette.quiet());
    }
}
