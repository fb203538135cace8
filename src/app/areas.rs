//! Where the parts of the screen lie at a given size: what fits, and what gives way.
//!
//! Metadata gives way first, to an overlay; then the notes, to the foot of the window. Knows nothing of documents.

use ratatui::layout::Rect;

use crate::settings::{Placement, Settings};

/// The smallest screen that is drawn.
pub const SMALLEST: (u16, u16) = (24, 6);

/// Columns before the text: the mark of the place arrived at, and the marks of commentary.
const GUTTER: u16 = 3;
/// The narrowest text column beside margin notes, beside margin notes and metadata.
const NARROWEST_TEXT: u16 = 44;
const NARROWEST_TEXT_OF_THREE: u16 = 50;
const MARGIN: std::ops::RangeInclusive<u16> = 24..=40;
const METADATA: std::ops::RangeInclusive<u16> = 27..=40;
/// Columns between text and margin notes, and on either side of the rule before the metadata.
const GAP: u16 = 2;
/// Below this height the rules are left out.
const ROOM_FOR_RULES: u16 = 14;

/// What the reader wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The text column's width.
    pub measure: u16,
    /// Notes beside the text.
    pub margin: bool,
    /// Metadata beside the text.
    pub metadata: bool,
}

impl Wanted {
    /// What the settings ask for.
    pub fn by(settings: &Settings) -> Self {
        Self {
            measure: settings.measure,
            margin: settings.notes != Placement::Foot && settings.notes != Placement::Below,
            metadata: settings.metadata,
        }
    }
}

/// The parts of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole screen.
    pub screen: Rect,
    /// The title line.
    pub title: Rect,
    /// The rule under the title; no height where there is no room.
    pub upper_rule: Rect,
    /// The columns before the text.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// The margin notes; `None` where they stand elsewhere.
    pub margin: Option<Rect>,
    /// The metadata; `None` where it is not shown or is an overlay.
    pub metadata: Option<Rect>,
    /// The rule above the status line.
    pub lower_rule: Rect,
    /// The status line.
    pub status: Rect,
}

impl Areas {
    /// Divides a screen. `None` if it is too small to read in.
    pub fn divide(width: u16, height: u16, wanted: Wanted) -> Option<Self> {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let rule = u16::from(height >= ROOM_FOR_RULES);
        let body_height = height - 2 - 2 * rule;
        let row = |y, height| Rect::new(0, y, width, height);
        let columns = Columns::divide(width, wanted);
        let column = |x, width| Rect::new(x, 1 + rule, width, body_height);
        Some(Self {
            screen: row(0, height),
            title: row(0, 1),
            upper_rule: row(1, rule),
            gutter: column(columns.text_x - columns.gutter, columns.gutter),
            text: column(columns.text_x, columns.text),
            margin: columns.margin.map(|(x, width)| column(x, width)),
            metadata: columns.metadata.map(|(x, width)| column(x, width)),
            lower_rule: row(height - 1 - rule, rule),
            status: row(height - 1, 1),
        })
    }

    /// The width and the place of what is laid over the text: a list, the help.
    pub fn overlay(&self, wanted_width: u16, wanted_height: u16) -> Rect {
        let width = wanted_width.min(self.screen.width);
        let height = wanted_height.min(self.text.height);
        let x = (self.screen.width - width) / 2;
        Rect::new(
            x,
            self.text.y + (self.text.height - height).min(self.text.height / 8),
            width,
            height,
        )
    }
}

/// The columns of the body.
struct Columns {
    gutter: u16,
    text_x: u16,
    text: u16,
    margin: Option<(u16, u16)>,
    metadata: Option<(u16, u16)>,
}

impl Columns {
    fn divide(width: u16, wanted: Wanted) -> Self {
        let gutter = if width < 48 { GUTTER - 1 } else { GUTTER };
        let room = width - gutter - 1;
        let margin_least = GAP + MARGIN.start();
        let metadata_least = 2 * GAP + METADATA.start();
        let measure_or = |least: u16| least.min(wanted.measure);
        let has_margin = wanted.margin && room >= measure_or(NARROWEST_TEXT) + margin_least;
        let beside = if has_margin { margin_least } else { 0 };
        let least_text = if has_margin {
            NARROWEST_TEXT_OF_THREE
        } else {
            NARROWEST_TEXT
        };
        let has_metadata =
            wanted.metadata && room >= measure_or(least_text) + beside + metadata_least;
        // The text takes what it wants of the room that the others leave at their narrowest; they share what is over.
        let taken = beside + if has_metadata { metadata_least } else { 0 };
        let text = wanted.measure.min(room - taken);
        let over = room - taken - text;
        let margin_width = MARGIN.start() + over.min(MARGIN.end() - MARGIN.start());
        let over = if has_margin {
            over - (margin_width - MARGIN.start())
        } else {
            over
        };
        let metadata_width = METADATA.start() + over.min(METADATA.end() - METADATA.start());
        let over = if has_metadata {
            over - (metadata_width - METADATA.start())
        } else {
            over
        };
        let text_x = gutter + over / 2;
        let margin = has_margin.then_some((text_x + text + GAP, margin_width));
        let behind = margin.map_or(text_x + text, |(x, width)| x + width);
        let metadata = has_metadata.then(|| {
            (
                behind + GAP,
                (metadata_width + GAP).min(width - behind - GAP),
            )
        });
        Self {
            gutter,
            text_x,
            text,
            margin,
            metadata,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: u16, text: u16, margin: Option<u16>, metadata: bool) {
        let wanted = Wanted {
            measure: 72,
            margin: true,
            metadata: true,
        };
        let areas = Areas::divide(width, 30, wanted).expect("room");
        assert_eq!(
            (
                areas.text.width,
                areas.margin.map(|area| area.width),
                areas.metadata.is_some()
            ),
            (text, margin, metadata)
        );
    }

    #[test]
    fn metadata_gives_way_first_and_then_the_margin() {
        check(40, 37, None, false);
        check(60, 56, None, false);
        check(80, 50, Some(24), false);
        check(100, 70, Some(24), false);
        check(120, 59, Some(24), true);
        check(160, 72, Some(40), true);
        check(300, 72, Some(40), true);
    }

    #[test]
    fn nothing_overlaps_and_nothing_is_outside_at_any_size() {
        for width in 0..260 {
            for (margin, metadata) in [(true, true), (true, false), (false, true), (false, false)] {
                for measure in [24, 50, 72, 160] {
                    let Some(areas) = Areas::divide(
                        width,
                        20,
                        Wanted {
                            measure,
                            margin,
                            metadata,
                        },
                    ) else {
                        assert!(width < SMALLEST.0);
                        continue;
                    };
                    let columns = [
                        Some(areas.gutter),
                        Some(areas.text),
                        areas.margin,
                        areas.metadata,
                    ];
                    let mut x = 0;
                    for column in columns.into_iter().flatten() {
                        assert!(column.x >= x && column.width > 0, "{width} {areas:?}");
                        x = column.right();
                    }
                    assert!(
                        x <= width && areas.text.width <= measure,
                        "{width} {areas:?}"
                    );
                }
            }
        }
    }
}
