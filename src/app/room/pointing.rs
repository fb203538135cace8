//! The mouse in the reading room: the wheel, clicks on entries, columns, facets, the timeline, the query line.

use ratatui::layout::{Position, Rect};

use super::super::message::Said;
use super::areas::{Column, bars, columns, hit_columns};
use super::{App, Effect, Part, Room, accept, begin_asking, opening, sort_by, time};

/// Turns the wheel over a place of the screen: what stands there moves.
pub(in crate::app) fn turn_wheel(room: &mut Room, at: Position, rows: isize) {
    let part = room.part;
    room.part = part_at(room, at).unwrap_or(part);
    room.step(rows);
}

/// A click at a place of the screen.
pub(in crate::app) fn click(app: &mut App, at: Position, effects: &mut Vec<Effect>) -> Said {
    let areas = *app.room.areas()?;
    if areas.query.contains(at) {
        return begin_asking(app, effects);
    }
    if areas.header.contains(at) {
        let column = column_at(&app.room, areas.header, at)?;
        return sort_by(&mut app.room, column.order);
    }
    let room = &mut app.room;
    room.part = part_at(room, at)?;
    match room.part {
        Part::List => {
            let number = room.top + usize::from(at.y - areas.list.y);
            if number == room.selected && number < room.len() {
                return opening::want(app);
            }
            room.selected = number.min(room.len().saturating_sub(1));
        }
        Part::Facets => {
            let area = areas.facets?;
            room.facet = room.facet_top + usize::from(at.y - area.y);
            return accept(app);
        }
        Part::Timeline => {
            let area = areas.timeline?;
            let timeline = &room.shown.left.timeline;
            let (first, width) = bars(area, timeline.counts.len(), timeline.undated);
            let step = usize::from(at.x.saturating_sub(area.x + first) / width);
            if step < timeline.counts.len() {
                time::click(room, step);
            } else if timeline.undated > 0 {
                time::toggle_undated(room);
            }
        }
    }
    None
}

fn part_at(room: &Room, at: Position) -> Option<Part> {
    let areas = room.areas()?;
    if areas.facets.is_some_and(|area| area.contains(at)) {
        Some(Part::Facets)
    } else if areas.list.contains(at) {
        Some(Part::List)
    } else if areas.timeline.is_some_and(|area| area.contains(at)) {
        Some(Part::Timeline)
    } else {
        None
    }
}

fn column_at(room: &Room, header: Rect, at: Position) -> Option<Column> {
    let columns = if room.lists_hits() {
        hit_columns(header.width)
    } else {
        columns(header.width)
    };
    let x = at.x - header.x;
    let mut columns = columns.into_iter();
    columns.find(|column| (column.x..column.x + column.width).contains(&x))
}
