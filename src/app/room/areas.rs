//! Where the parts of the reading room lie at a given size. Knows nothing of documents.

use ratatui::layout::Rect;

use crate::catalogue::find::Order;

use super::Part;
use crate::app::areas::SMALLEST;

/// Columns before the first word of a row.
pub const INDENT: u16 = 1;
/// Columns between two columns of the list.
pub const GAP: u16 = 2;
/// From this width on the facets stand beside the list; below it they take its place while they are chosen from.
const ROOM_FOR_FACETS: u16 = 96;
/// The width of the facets beside the list.
const FACETS: std::ops::RangeInclusive<u16> = 28..=38;
/// From this height on there are rules, and the timeline has a line of names.
const ROOM_FOR_RULES: u16 = 16;
/// From this height on there is a preview.
const ROOM_FOR_PREVIEW: u16 = 22;
/// Below this height there is no timeline.
const ROOM_FOR_TIMELINE: u16 = 9;

/// The parts of the reading room.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomAreas {
    /// The title line.
    pub title: Rect,
    /// The line of the query and of what the list is narrowed to.
    pub query: Rect,
    /// The rule below it; no height where there is no room.
    pub upper_rule: Rect,
    /// The facets; `None` where they are not shown.
    pub facets: Option<Rect>,
    /// The names of the columns.
    pub header: Rect,
    /// The list; no height while the facets take its place.
    pub list: Rect,
    /// The preview, its rule included; `None` where it is not shown.
    pub preview: Option<Rect>,
    /// The timeline: its bars, and their names where there is room.
    pub timeline: Option<Rect>,
    /// The rule above the status line.
    pub lower_rule: Rect,
}

impl RoomAreas {
    /// Divides a screen. `None` if it is too small to read in.
    pub fn divide(width: u16, height: u16, part: Part, shows_preview: bool) -> Option<Self> {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let rule = u16::from(height >= ROOM_FOR_RULES);
        let row = |y, height| Rect::new(0, y, width, height);
        let timeline = if height < ROOM_FOR_TIMELINE {
            0
        } else {
            1 + rule
        };
        let top = 2 + rule;
        let bottom = height - 1 - rule - timeline;
        let is_beside = width >= ROOM_FOR_FACETS;
        let facets_width = if is_beside {
            (width / 4).clamp(*FACETS.start(), *FACETS.end())
        } else {
            width
        };
        let facets = (is_beside || part == Part::Facets).then_some(Rect::new(
            0,
            top,
            facets_width,
            bottom - top,
        ));
        let x = if is_beside { facets_width + GAP } else { 0 };
        let column = |y, height| Rect::new(x, y, width - x, height);
        let is_hidden = facets.is_some() && !is_beside;
        let body = if is_hidden { 0 } else { bottom - top };
        let preview_height = if shows_preview && height >= ROOM_FOR_PREVIEW && !is_hidden {
            body / 3
        } else {
            0
        };
        let header = body.min(1);
        let list = body - header - preview_height;
        Some(Self {
            title: row(0, 1),
            query: row(1, 1),
            upper_rule: row(2, rule),
            facets,
            header: column(top, header),
            list: column(top + header, list),
            preview: (preview_height > 0).then(|| column(top + header + list, preview_height)),
            timeline: (timeline > 0).then(|| row(bottom, timeline)),
            lower_rule: row(height - 1 - rule, rule),
        })
    }
}

/// A column of the list: by what it is sorted, where it begins, how wide it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub order: Sorting,
    /// Where it begins.
    pub x: u16,
    /// How wide it is.
    pub width: u16,
}

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorting {
    /// By a fact of the documents.
    By(Order),
    /// By the words before a hit, the nearest first.
    Left,
    /// By the words behind a hit.
    Right,
}

impl Default for Sorting {
    fn default() -> Self {
        Self::By(Order::Date)
    }
}

impl Sorting {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::By(order) => order.into(),
            Self::Left => "before",
            Self::Right => "behind",
        }
    }
}

/// Columns of a day in EDTF, and of a sign that there is more.
const DATE: u16 = 11;

/// Columns of a year, which is what stands in a narrow list.
pub const YEAR: u16 = 4;

/// The columns of the documents in a list of this width.
pub fn columns(width: u16) -> Vec<Column> {
    let party = (width / 6).clamp(14, 24);
    let archive = (width / 5).clamp(16, 30);
    let mut wanted = vec![(Order::Date, DATE)];
    wanted.extend((width >= 56).then_some((Order::From, party)));
    wanted.extend((width >= 72).then_some((Order::To, party)));
    wanted.push((Order::Title, 0));
    wanted.extend((width >= 100).then_some((Order::Archive, archive)));
    let gaps = GAP * u16::try_from(wanted.len() - 1).unwrap_or(0);
    let taken: u16 = wanted.iter().map(|(_, width)| width).sum();
    let rest = width.saturating_sub(2 * INDENT + gaps + taken);
    place(wanted.into_iter().map(|(order, width)| {
        let width = if order == Order::Title { rest } else { width };
        (Sorting::By(order), width)
    }))
}

/// The columns of the hits in a list of this width: date, words before, hit and words behind, title.
pub fn hit_columns(width: u16) -> Vec<Column> {
    let date = if width < 56 { YEAR } else { DATE };
    let title = if width < 84 { 0 } else { width / 5 };
    let gaps = GAP + if title > 0 { GAP } else { 0 };
    let rest = width.saturating_sub(2 * INDENT + gaps + date + title);
    let before = rest * 2 / 5;
    let mut columns = place(
        [
            (Sorting::By(Order::Date), date),
            (Sorting::Left, before.saturating_sub(GAP)),
            (Sorting::Right, rest - before),
        ]
        .into_iter(),
    );
    if title > 0 {
        columns.push(Column {
            order: Sorting::By(Order::Title),
            x: width.saturating_sub(INDENT + title),
            width: title,
        });
    }
    columns
}

fn place(columns: impl Iterator<Item = (Sorting, u16)>) -> Vec<Column> {
    let mut x = INDENT;
    let placed = columns.map(|(order, width)| {
        let column = Column { order, x, width };
        x += width + GAP;
        column
    });
    placed.collect()
}

/// Where the bars of a timeline stand: the first column, and how many columns each step takes.
pub fn bars(area: Rect, steps: usize, undated: usize) -> (u16, u16) {
    let room = bars_width(area.width, undated);
    let steps = u16::try_from(steps.max(1)).unwrap_or(u16::MAX);
    (INDENT, (room / steps).clamp(1, WIDEST_BAR))
}

/// The most columns of a step: wider bars look like blocks.
const WIDEST_BAR: u16 = 4;

/// The columns that the bars of a timeline may take beside what is said of the undated documents.
pub fn bars_width(width: u16, undated: usize) -> u16 {
    let label = u16::try_from(undated_label(undated).len()).unwrap_or(0);
    width.saturating_sub(2 * INDENT + GAP + label).max(1)
}

/// What is said of the undated documents at the right of a timeline.
pub fn undated_label(undated: usize) -> String {
    if undated == 0 {
        String::new()
    } else {
        format!("undated {undated}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_overlaps_and_nothing_is_outside_at_any_size() {
        for width in SMALLEST.0..200 {
            for height in SMALLEST.1..60 {
                for part in [Part::List, Part::Facets, Part::Timeline] {
                    let areas = RoomAreas::divide(width, height, part, true).expect("room");
                    let rows = [
                        Some(areas.header),
                        Some(areas.list),
                        areas.preview,
                        areas.timeline,
                        Some(areas.lower_rule),
                    ];
                    let mut y = areas.upper_rule.bottom();
                    for area in rows.into_iter().flatten().filter(|area| area.height > 0) {
                        assert!(area.y >= y && area.right() <= width, "{areas:?}");
                        y = area.bottom();
                    }
                    assert!(y < height, "{areas:?}");
                    assert!(areas.list.height > 0 || areas.facets.is_some());
                }
            }
            for columns in [columns(width), hit_columns(width)] {
                let mut x = 0;
                for column in columns {
                    assert!(column.x >= x, "{column:?} at {width}");
                    x = column.x + column.width;
                }
                assert!(x <= width, "{width}");
            }
        }
    }
}
