//! The timeline: its cursor, and narrowing to a stretch of time.

use crate::catalogue::shelf::Dates;

use super::Room;

/// Moves the cursor.
pub(super) fn step(room: &mut Room, by: isize) {
    let last = room.shown.left.timeline.counts.len().saturating_sub(1);
    room.step = room.step.saturating_add_signed(by).min(last);
}

/// Moves the cursor, from whatever part.
pub(super) fn go(room: &mut Room, by: isize) {
    room.part = super::Part::Timeline;
    step(room, by);
}

/// Narrows to the step of the cursor; if it is narrowed to just that, no longer.
pub(super) fn choose(room: &mut Room) {
    if room.brush == Some((room.step, room.step)) {
        widen(room);
    } else {
        brush(room, room.step, room.step);
    }
}

/// Narrows from the step of the cursor on, up to where it was narrowed to before.
pub(super) fn brush_from(room: &mut Room) {
    let last = room.shown.left.timeline.counts.len().saturating_sub(1);
    let to = room.brush.map_or(last, |(_, to)| to);
    brush(room, room.step, to.max(room.step));
}

/// Narrows up to the step of the cursor, from where it was narrowed to before.
pub(super) fn brush_to(room: &mut Room) {
    let from = room.brush.map_or(0, |(from, _)| from);
    brush(room, from.min(room.step), room.step);
}

/// A click on a step: narrows to it; with a stretch beside it already chosen, up to it; on what is chosen alone, no longer.
pub(super) fn click(room: &mut Room, at: usize) {
    room.step = at;
    match room.brush {
        Some((from, to)) if from == to && at == from => widen(room),
        Some((from, to)) if at < from || at > to => brush(room, from.min(at), to.max(at)),
        _ => brush(room, at, at),
    }
}

/// Narrows to the undated documents, or no longer.
pub(super) fn toggle_undated(room: &mut Room) {
    room.narrowing.dates = match room.narrowing.dates {
        Dates::Undated => Dates::All,
        Dates::All | Dates::Within(..) => Dates::Undated,
    };
    room.is_stale = true;
}

/// Finds the stretch narrowed to on a timeline that was made anew.
pub(super) fn place_brush(room: &mut Room) {
    let timeline = &room.shown.left.timeline;
    room.brush = match room.narrowing.dates {
        Dates::Within(first, last) => Some((timeline.at(first), timeline.at(last))),
        Dates::All | Dates::Undated => None,
    };
    step(room, 0);
}

fn brush(room: &mut Room, from: usize, to: usize) {
    let timeline = &room.shown.left.timeline;
    if timeline.counts.is_empty() {
        return;
    }
    let (first, last) = (timeline.days(from).0, timeline.days(to).1);
    room.narrowing.dates = Dates::Within(first, last);
    room.is_stale = true;
}

fn widen(room: &mut Room) {
    room.narrowing.dates = Dates::All;
    room.is_stale = true;
}
