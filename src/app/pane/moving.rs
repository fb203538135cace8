//! Moving through a document: by rows, by windows, by parts of the text, by points, and back.

use crate::document::Point;
use crate::layout::page::Anchor;
use crate::library::Library;

use super::super::message::{Said, complain, say};
use super::desk::Location;
use super::{Pane, arrange, notes};

/// Scrolls by rows; in an open note, the note.
pub(in crate::app) fn scroll(pane: &mut Pane, library: &Library, rows: isize) -> Said {
    if !notes::scroll(pane, library, rows) {
        scroll_text(pane, library, rows);
    }
    None
}

/// Scrolls the text by rows. Where more is said of the first row than has a place, a step down turns to what waits.
pub(in crate::app) fn scroll_text(pane: &mut Pane, library: &Library, rows: isize) {
    let Some(document) = pane.document(library) else {
        return;
    };
    if rows == 1 && pane.page.waits_at_top {
        let shown = pane.page.noted().filter(|(_, row)| *row == 0).count();
        pane.desk_mut().skipped = pane.page.above + shown.max(1);
        return;
    }
    if rows == -1 && pane.desk().skipped > 0 {
        pane.desk_mut().skipped = 0;
        return;
    }
    if let Some(position) = arrange::scrolled(pane, document, rows) {
        pane.put_at_top(document, position);
    }
}

/// Scrolls by windows, or by parts of windows; a row of the old window stays in sight.
pub(in crate::app) fn scroll_pages(
    pane: &mut Pane,
    library: &Library,
    times: isize,
    part: isize,
) -> Said {
    let areas = pane.areas?;
    // At the foot of the window the notes take some of its rows.
    let rows = match pane.page.foot_lines {
        0 => usize::from(areas.text.height),
        _ => pane.page.rows.len() + 1,
    };
    let height = notes::area(pane, library).map_or(rows, |area| usize::from(area.height));
    let height = isize::try_from(height).unwrap_or(1);
    let rows = if part == 1 {
        (height - 2).max(1)
    } else {
        (height / part).max(1)
    };
    scroll(pane, library, times.saturating_mul(rows))
}

/// Goes to a part of the text, in per cent.
pub(in crate::app) fn go_to_part(pane: &mut Pane, library: &Library, per_cent: usize) -> Said {
    if pane.desk().note.is_some() {
        let rows = if per_cent == 0 {
            isize::MIN / 2
        } else {
            isize::MAX / 2
        };
        notes::scroll(pane, library, rows);
        return None;
    }
    let document = pane.document(library)?;
    let text = document.main_flow().span.of(document.text());
    // The end of the text is already the first note's; its last character is still its own.
    let last = text.len().saturating_sub(1);
    let wanted = (text.len() * per_cent.min(100) / 100).min(last);
    let place = (0..=wanted)
        .rev()
        .find(|&place| text.is_char_boundary(place))
        .unwrap_or(0);
    pane.leave();
    let desk = pane.desk_mut();
    desk.top = Anchor::at(place);
    desk.arrived = None;
    desk.skipped = 0;
    if per_cent >= 100
        && let Some(end) = arrange::end(pane, document)
    {
        pane.put_at_top(document, end);
    }
    None
}

/// Goes to the next point, or the one before.
pub(in crate::app) fn step_points(pane: &mut Pane, library: &Library, by: isize) -> Said {
    let here = pane.place();
    let points = pane.document(library)?.points();
    if points.is_empty() {
        return say("this document has no numbered points");
    }
    let first = if by > 0 {
        // From a place before the first point, the next is the first.
        points
            .partition_point(|point| point.place() <= here)
            .cast_signed()
            - 1
    } else {
        points
            .partition_point(|point| point.place() < here)
            .cast_signed()
    };
    let wanted = first.saturating_add(by);
    let Some(point) = usize::try_from(wanted).ok().and_then(|at| points.get(at)) else {
        let which = if by > 0 { "last" } else { "first" };
        return say(format!("this is the {which} of {} points", points.len()));
    };
    pane.go_to(library, point.place());
    None
}

/// Goes to the point of this number.
pub(in crate::app) fn go_to_point(pane: &mut Pane, library: &Library, number: usize) -> Said {
    let wanted = number.to_string();
    let mut points = pane.document(library)?.points().iter();
    let found = points.find(|point| point.path == [wanted.as_str()]);
    match found.map(Point::place) {
        Some(place) => pane.go_to(library, place),
        None => return complain(format!("there is no point {number} in this document")),
    }
    None
}

/// How many jumps `back` can go back.
pub(in crate::app) fn jumps_behind(pane: &Pane) -> usize {
    pane.jumps.behind()
}

/// Goes back to where one was before the last jump.
pub(in crate::app) fn back(pane: &mut Pane) -> Said {
    let here = pane.location();
    match pane.jumps.back(here) {
        Some(location) => restore(pane, location),
        None if pane.desk().note.is_some() => pane.close_note(),
        None => return say("there is nowhere to go back to"),
    }
    None
}

/// Goes forward again.
pub(in crate::app) fn forward(pane: &mut Pane) -> Said {
    let here = pane.location();
    match pane.jumps.forward(here) {
        Some(location) => restore(pane, location),
        None => return say("there is nowhere to go forward to"),
    }
    None
}

pub(in crate::app) fn restore(pane: &mut Pane, location: Location) {
    pane.turn_to(location.document);
    *pane.desk_mut() = location.desk;
}
