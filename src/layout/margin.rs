//! Where notes stand in the margin: each as near to its line as it can be, none over another.
//!
//! Knows nothing of documents or of what the notes say.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A note that wants a place in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want {
    /// The row that it belongs beside.
    pub row: usize,
    /// How many rows it takes.
    pub height: usize,
}

/// The farthest below its line that a note beside a window may begin, in rows: as far as the eye still joins the two.
pub const FARTHEST: usize = 3;

/// Places notes beside a window of `height` rows: of each, in the order of `wants` (which are sorted by row), its first row
/// and how many rows it may take; `None` for one that finds no place at its line or within [`FARTHEST`] rows below it.
///
/// At rest a note takes one row, so that as many as can be stand beside their lines: of jobs of one length, each with a time
/// from which and a time until which it may begin, taking the first first does the most of them. Then each grows into the
/// rows that are free below it.
pub fn place_in_window(wants: &[Want], height: usize) -> Vec<Option<Want>> {
    let mut free = 0;
    let mut places: Vec<Option<Want>> = wants
        .iter()
        .map(|want| {
            let row = want.row.max(free);
            let has_place = row < height && row - want.row <= FARTHEST;
            has_place.then(|| {
                free = row + 1;
                Want { row, height: 1 }
            })
        })
        .collect();
    let mut end = height;
    for (place, want) in places.iter_mut().zip(wants).rev() {
        if let Some(place) = place {
            place.height = want.height.min(end - place.row).max(1);
            end = place.row;
        }
    }
    places
}

/// The first row of each note, in the order of `wants`, which are sorted by row: no two share a row, none stands above
/// `first_row`, and the sum of the distances from the wanted rows is the least possible; of several such placements, the
/// lowest on the page, because a note reads better beginning under its line than over it.
///
/// The note in focus stands where it wants to and the others give way, as long as those before it find room below
/// `first_row`.
///
/// With the heights of the notes before it taken off each row, the notes only have to stay in order, which makes this an
/// isotonic regression under absolute loss (Best and Chakravarti, 1990; the heap is the convex function of the pooled
/// notes, kept by its slopes). A bound cuts the unbounded optimum off, so focus and first row are bounds.
pub fn place(wants: &[Want], focus: Option<usize>, first_row: usize) -> Vec<usize> {
    let mut above = 0;
    let mut heights_above = Vec::with_capacity(wants.len());
    for want in wants {
        heights_above.push(above);
        above += want.height;
    }
    let wishes: Vec<i64> = wants
        .iter()
        .zip(&heights_above)
        .map(|(want, &above)| signed(want.row) - signed(above))
        .collect();
    let lowest = signed(first_row);
    let fixed = focus.and_then(|focus| Some((focus, (*wishes.get(focus)?).max(lowest))));
    let places = match fixed {
        None => in_order(&wishes),
        Some((focus, wish)) => {
            let (before, after) = wishes.split_at(focus);
            let before = in_order(before).into_iter().map(|place| place.min(wish));
            let after = in_order(after.get(1..).unwrap_or_default())
                .into_iter()
                .map(|place| place.max(wish));
            before.chain([wish]).chain(after).collect()
        }
    };
    let row = |(place, &above): (i64, &usize)| {
        usize::try_from(place.max(lowest)).unwrap_or(first_row) + above
    };
    places.into_iter().zip(&heights_above).map(row).collect()
}

/// The non-decreasing numbers nearest to `wishes` by the sum of the differences; of several such, the greatest.
fn in_order(wishes: &[i64]) -> Vec<i64> {
    let mut slopes: BinaryHeap<Reverse<i64>> = BinaryHeap::with_capacity(wishes.len());
    // From the last to the first: the greatest place at which a note costs least together with all that follow it.
    let mut best = vec![0; wishes.len()];
    for (best, &wish) in best.iter_mut().zip(wishes).rev() {
        slopes.push(Reverse(wish));
        if slopes.peek().is_some_and(|&Reverse(least)| least < wish) {
            slopes.pop();
            slopes.push(Reverse(wish));
        }
        *best = slopes.peek().map_or(wish, |&Reverse(least)| least);
    }
    for index in 1..best.len() {
        best[index] = best[index].max(best[index - 1]);
    }
    best
}

/// A row as a number from which others can be taken.
fn signed(row: usize) -> i64 {
    i64::try_from(row).unwrap_or(i64::MAX / 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(wants: &[(usize, usize)], focus: Option<usize>, first_row: usize, expected: &[usize]) {
        let wants: Vec<Want> = wants
            .iter()
            .map(|&(row, height)| Want { row, height })
            .collect();
        assert_eq!(place(&wants, focus, first_row), expected);
    }

    #[test]
    fn notes_stand_beside_their_lines_where_they_can() {
        check(&[], None, 0, &[]);
        check(&[(3, 2)], None, 0, &[3]);
        check(&[(3, 2), (5, 1), (9, 4)], None, 0, &[3, 5, 9]);
    }

    #[test]
    fn crowded_notes_share_the_distance() {
        check(&[(5, 1), (5, 1)], None, 0, &[5, 6]);
        check(&[(5, 1), (5, 1), (5, 1)], None, 0, &[4, 5, 6]);
        check(&[(0, 2), (1, 2)], None, 0, &[0, 2]);
        check(&[(0, 1), (0, 1), (0, 1)], None, 0, &[0, 1, 2]);
        check(&[(1, 1), (1, 1), (1, 1)], None, 1, &[1, 2, 3]);
    }

    #[test]
    fn the_note_in_focus_gets_its_wish() {
        check(&[(5, 3), (6, 3), (6, 1)], Some(1), 0, &[3, 6, 9]);
        check(&[(5, 3), (6, 3), (6, 1)], Some(2), 0, &[0, 3, 6]);
        check(&[(5, 3), (6, 3), (6, 1)], Some(0), 0, &[5, 8, 11]);
        check(&[(0, 3), (1, 1)], Some(1), 0, &[0, 3]);
    }

    fn distance(wants: &[Want], rows: &[usize]) -> usize {
        wants
            .iter()
            .zip(rows)
            .map(|(want, &row)| want.row.abs_diff(row))
            .sum()
    }

    /// The least distance by trying every placement: of the notes from `index` on, if the first stands at `free` or below.
    fn least(
        wants: &[Want],
        index: usize,
        free: usize,
        memory: &mut [Vec<Option<usize>>],
    ) -> usize {
        let Some(want) = wants.get(index) else {
            return 0;
        };
        if let Some(known) = memory[index][free] {
            return known;
        }
        let last = memory[index].len() - 1;
        let cost = (free..=last - want.height)
            .map(|row| want.row.abs_diff(row) + least(wants, index + 1, row + want.height, memory))
            .min()
            .unwrap_or(usize::MAX / 8);
        memory[index][free] = Some(cost);
        cost
    }

    fn least_of(wants: &[Want], first_row: usize) -> usize {
        least(wants, 0, first_row, &mut vec![vec![None; 120]; wants.len()])
    }

    fn any_wants(most: usize) -> impl Strategy<Value = Vec<Want>> {
        proptest::collection::vec((0..12_usize, 1..4_usize), 0..most).prop_map(|mut wants| {
            wants.sort_unstable_by_key(|&(row, _)| row);
            wants
                .into_iter()
                .map(|(row, height)| Want { row, height })
                .collect()
        })
    }

    #[track_caller]
    fn check_window(wants: &[(usize, usize)], height: usize, expected: &[Option<(usize, usize)>]) {
        let wants: Vec<Want> = wants
            .iter()
            .map(|&(row, height)| Want { row, height })
            .collect();
        let places = place_in_window(&wants, height);
        let places: Vec<_> = places
            .iter()
            .map(|place| place.map(|place| (place.row, place.height)))
            .collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn a_note_grows_into_free_rows_and_one_without_a_near_place_waits() {
        check_window(&[(2, 5)], 10, &[Some((2, 5))]);
        check_window(&[(2, 5), (4, 1)], 10, &[Some((2, 2)), Some((4, 1))]);
        check_window(&[(8, 5)], 10, &[Some((8, 2))]);
        check_window(
            &[(0, 1), (0, 1), (0, 1), (0, 1), (0, 1), (4, 9)],
            6,
            &[
                Some((0, 1)),
                Some((1, 1)),
                Some((2, 1)),
                Some((3, 1)),
                None,
                Some((4, 2)),
            ],
        );
    }

    proptest! {
        #[test]
        fn in_a_window_every_note_begins_near_its_line_and_none_overlap(wants in any_wants(30), height in 1..16_usize) {
            let places = place_in_window(&wants, height);
            let mut free = 0;
            for (place, want) in places.iter().zip(&wants) {
                let Some(place) = place else { continue };
                prop_assert!((want.row..=want.row + FARTHEST).contains(&place.row));
                prop_assert!(place.row >= free && (1..=want.height.max(1)).contains(&place.height));
                free = place.row + place.height;
            }
            prop_assert!(free <= height);
            // One waits only where all the rows that it may begin at are another's first.
            for (place, want) in places.iter().zip(&wants).filter(|(place, _)| place.is_none()) {
                let mut near = (want.row..=want.row + FARTHEST).filter(|row| *row < height);
                let is_taken = |row| places.iter().flatten().any(|place| place.row == row);
                prop_assert!(near.all(is_taken), "{place:?} {want:?}");
            }
        }

        #[test]
        fn the_placement_is_the_best_there_is(wants in any_wants(7), first_row in 0..4_usize) {
            prop_assert_eq!(distance(&wants, &place(&wants, None, first_row)), least_of(&wants, first_row));
        }

        #[test]
        fn with_a_focus_it_is_the_best_for_the_others(wants in any_wants(6), focus in 0..6_usize) {
            prop_assume!(focus < wants.len());
            // Room enough above, so that the note in focus can have its wish.
            let wants: Vec<Want> = wants.into_iter().map(|want| Want { row: want.row + 20, ..want }).collect();
            let fixed = wants[focus];
            let rows = place(&wants, Some(focus), 0);
            prop_assert_eq!(rows[focus], fixed.row);
            // Turned round, what must end above a row must begin below one.
            let turned = |want: &Want| Want { row: 60 - want.row - want.height, ..*want };
            let before: Vec<Want> = wants[..focus].iter().rev().map(turned).collect();
            let after = wants[focus + 1..].to_vec();
            let best = least_of(&before, 60 - fixed.row) + least_of(&after, fixed.row + fixed.height);
            prop_assert_eq!(distance(&wants, &rows), best);
        }

        #[test]
        fn notes_never_overlap(wants in any_wants(60), focus in 0..60_usize, first_row in 0..9_usize) {
            let rows = place(&wants, Some(focus), first_row);
            prop_assert_eq!(rows.len(), wants.len());
            prop_assert!(rows.first().is_none_or(|&row| row >= first_row));
            for (index, pair) in rows.windows(2).enumerate() {
                prop_assert!(pair[0] + wants[index].height <= pair[1]);
            }
        }
    }
}
