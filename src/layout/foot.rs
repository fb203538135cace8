//! An apparatus at the foot of a window: how many rows of the text stand above it, and where in it each note stands.
//!
//! At rest a note is one line at most, and short ones share a line, as in a printed apparatus. Knows nothing of documents or
//! of what the notes say.

/// Columns between two notes on one line.
pub const GAP: usize = 3;

/// The part of a window that an apparatus may take: the text keeps the rest.
const SHARE: usize = 3;

/// A note that wants a place at the foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want {
    /// The row of the text that it belongs to.
    pub row: usize,
    /// The columns of its first line, its sign included.
    pub width: usize,
    /// How many lines it has where it is whole.
    pub height: usize,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line of the apparatus at which it begins.
    pub line: usize,
    /// The column at which it begins.
    pub column: usize,
    /// How many of its lines are shown.
    pub height: usize,
}

/// The foot of a window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foot {
    /// How many rows of the text stand above it.
    pub rows: usize,
    /// How many lines it has; 0 where nothing is said of these rows.
    pub lines: usize,
    /// The places of the notes of these rows, in their order; `None` for one that finds none.
    pub places: Vec<Option<Place>>,
}

/// The most lines of an apparatus under the text of a window, its rule left out.
pub fn most_lines(height: usize) -> usize {
    (height / SHARE).max(1)
}

/// Divides a window of `height` rows between `rows` rows of text, as far as they fit, and the apparatus of those that do.
/// `wants` are sorted by row. The one in focus is whole, as far as the apparatus has room for it.
pub fn divide(
    wants: &[Want],
    rows: usize,
    height: usize,
    width: usize,
    focus: Option<usize>,
) -> Foot {
    let most = most_lines(height);
    // The first row is shown whatever is said of it.
    let mut shown = 1.min(rows);
    let mut of_shown = 0;
    let mut need = Need::default();
    let mut lines = 0;
    for row in 0..rows {
        while let Some(want) = wants.get(of_shown).filter(|want| want.row <= row) {
            need.add(*want, width);
            of_shown += 1;
        }
        let wanted = need.lines.min(most);
        let rule = usize::from(wanted > 0);
        if row > 0 && row + 1 + rule + wanted > height {
            of_shown = wants.partition_point(|want| want.row < row);
            break;
        }
        (shown, lines) = (row + 1, wanted);
    }
    if shown == rows {
        // Below the end of the text there is nothing else to see.
        let rule = usize::from(need.lines > 0);
        lines = need
            .lines
            .min(height.saturating_sub(shown + rule))
            .max(lines);
    }
    let wants = wants.get(..of_shown).unwrap_or_default();
    Foot {
        rows: shown,
        lines,
        places: place(wants, lines, width, focus),
    }
}

/// How many lines notes need where all of them are whole.
#[derive(Debug, Default)]
struct Need {
    lines: usize,
    /// The columns taken of the last line.
    end: usize,
}

impl Need {
    fn add(&mut self, want: Want, width: usize) {
        if want.height == 1 && self.end > 0 && self.end + GAP + want.width <= width {
            self.end += GAP + want.width;
            return;
        }
        self.lines += want.height;
        // What is longer than a line has its last one for itself.
        self.end = if want.height == 1 { want.width } else { width };
    }
}

/// Places notes in an apparatus of so many lines.
fn place(wants: &[Want], lines: usize, width: usize, focus: Option<usize>) -> Vec<Option<Place>> {
    let mut at_rest = Need::default();
    for &want in wants {
        at_rest.add(
            Want {
                height: 1,
                width: want.width_at_rest(width),
                ..want
            },
            width,
        );
    }
    let mut free = lines.saturating_sub(at_rest.lines);
    let mut line = 0;
    let mut end = 0;
    let mut places = Vec::with_capacity(wants.len());
    for (number, want) in wants.iter().enumerate() {
        let own = want.width_at_rest(width);
        let (begin, column) = match end {
            0 => (line, 0),
            _ if end + GAP + own <= width => (line, end + GAP),
            _ => (line + 1, 0),
        };
        if begin >= lines {
            places.push(None);
            (line, end) = (lines, 0);
            continue;
        }
        let more = want.height.saturating_sub(1).min(lines - begin - 1);
        let more = if focus == Some(number) {
            more
        } else {
            let more = more.min(free);
            free -= more;
            more
        };
        places.push(Some(Place {
            line: begin,
            column,
            height: 1 + more,
        }));
        line = begin + more;
        end = column + own;
    }
    places
}

impl Want {
    /// The columns of a note at rest: one that is cut has its line for itself.
    fn width_at_rest(self, width: usize) -> usize {
        if self.height > 1 { width } else { self.width }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(wants: &[(usize, usize, usize)], rows: usize, height: usize, expected: &str) {
        let wants: Vec<Want> = wants
            .iter()
            .map(|&(row, width, height)| Want { row, width, height })
            .collect();
        let foot = divide(&wants, rows, height, 20, None);
        let places: Vec<String> = (foot.places.iter())
            .map(|place| {
                place.map_or("-".to_owned(), |place| {
                    format!("{}:{}+{}", place.line, place.column, place.height)
                })
            })
            .collect();
        let said = format!("{} {} {}", foot.rows, foot.lines, places.join(" "));
        assert_eq!(said.trim_end(), expected);
    }

    #[test]
    fn text_without_notes_has_the_whole_window() {
        check(&[], 50, 12, "12 0");
        check(&[], 5, 12, "5 0");
    }

    #[test]
    fn short_notes_share_a_line_and_long_ones_grow_into_free_lines() {
        check(&[(0, 6, 1), (0, 6, 1)], 50, 12, "10 1 0:0+1 0:9+1");
        check(&[(0, 6, 1), (1, 20, 3)], 50, 12, "7 4 0:0+1 1:0+3");
        check(&[(0, 20, 9)], 50, 12, "7 4 0:0+4");
        check(
            &[(0, 20, 3), (0, 20, 3), (0, 9, 1), (0, 9, 1), (0, 20, 2)],
            50,
            12,
            "7 4 0:0+1 1:0+1 2:0+1 3:0+1 -",
        );
    }

    #[test]
    fn a_row_whose_notes_would_push_it_out_stays_out() {
        check(&[(9, 20, 1)], 50, 11, "9 0");
        check(&[(8, 20, 1)], 50, 11, "9 1 0:0+1");
        check(
            &[(0, 20, 1), (0, 20, 1), (0, 20, 1)],
            9,
            6,
            "3 2 0:0+1 1:0+1 -",
        );
        check(
            &[(0, 20, 3), (0, 20, 1), (1, 20, 1)],
            2,
            9,
            "2 5 0:0+3 3:0+1 4:0+1",
        );
    }

    proptest! {
        #[test]
        fn notes_stand_within_the_apparatus_and_none_overlap(
            mut wants in proptest::collection::vec((0..20_usize, 1..31_usize, 1..5_usize), 0..30),
            rows in 1..30_usize,
            height in 3..40_usize,
        ) {
            wants.retain(|want| want.0 < rows);
            wants.sort_unstable();
            let wants: Vec<Want> = wants.iter().map(|&(row, width, height)| {
                let width = if height > 1 { 30 } else { width };
                Want { row, width, height }
            }).collect();
            let foot = divide(&wants, rows, height, 30, None);
            prop_assert!(foot.rows >= 1 && foot.rows <= rows);
            prop_assert!(foot.rows + foot.lines + usize::from(foot.lines > 0) <= height.max(3));
            prop_assert!(foot.lines <= most_lines(height) || foot.rows == rows);
            // What is said of the rows shown has a place or waits; what is said of others is not there.
            prop_assert_eq!(foot.places.len(), wants.iter().filter(|want| want.row < foot.rows).count());
            let mut free = (0, 0);
            for (place, want) in foot.places.iter().zip(&wants) {
                let Some(place) = place else { continue };
                prop_assert!((place.line, place.column) >= free);
                prop_assert!(place.line + place.height <= foot.lines && place.height <= want.height);
                free = if place.height > 1 { (place.line + place.height, 0) } else { (place.line, place.column + want.width) };
            }
            // The first of a row finds a place.
            prop_assert!(foot.places.first().is_none_or(Option::is_some));
        }
    }
}
