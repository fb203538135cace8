//! The facets beside the list: the values of each with how many documents they would leave, and choosing among them.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;

use crate::catalogue::shelf::{self, Left, Narrowing, Shelf, ValueId};
use crate::catalogue::{FacetName, FacetValue};

/// So many values of a facet are shown before it is asked for more.
const FEW: usize = 8;

/// A row of the facets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacetRow {
    /// The name of a facet.
    Heading(FacetName),
    /// A value.
    Value {
        /// The value.
        id: ValueId,
        /// How far it is set in.
        depth: usize,
        /// How many documents it would leave.
        count: usize,
        /// Whether the list is narrowed to it.
        is_chosen: bool,
    },
    /// So many more values, shown when it is chosen.
    More(FacetName, usize),
}

/// The rows of all facets that have values; of those not `unfolded` only the most frequent ones.
pub fn rows(
    shelf: &Shelf,
    left: &Left,
    narrowing: &Narrowing,
    unfolded: &BTreeSet<FacetName>,
) -> Vec<FacetRow> {
    let mut rows = Vec::new();
    for name in FacetName::iter() {
        let values = Values {
            shelf,
            left,
            narrowing,
            name,
        };
        let of_facet = values.rows();
        if of_facet.is_empty() {
            continue;
        }
        rows.push(FacetRow::Heading(name));
        if unfolded.contains(&name) || of_facet.len() <= FEW + 1 {
            rows.extend(of_facet);
            continue;
        }
        let mut more = 0;
        for (number, row) in of_facet.into_iter().enumerate() {
            let is_kept = matches!(
                row,
                FacetRow::Value {
                    is_chosen: true,
                    ..
                }
            ) || matches!(row, FacetRow::Value { depth, .. } if depth > 0);
            if number < FEW || is_kept {
                rows.push(row);
            } else {
                more += 1;
            }
        }
        if more > 0 {
            rows.push(FacetRow::More(name, more));
        }
    }
    rows
}

/// The values of one facet.
struct Values<'a> {
    shelf: &'a Shelf,
    left: &'a Left,
    narrowing: &'a Narrowing,
    name: FacetName,
}

impl<'a> Values<'a> {
    fn rows(&self) -> Vec<FacetRow> {
        let mut values: Vec<(ValueId, &FacetValue)> = self
            .shelf
            .values_of(self.name)
            .filter(|(id, _)| self.left.count(*id) > 0 || self.narrowing.has(self.name, *id))
            .collect();
        values.sort_by_key(|(id, value)| {
            (
                std::cmp::Reverse(self.left.count(*id)),
                value.folded.as_str(),
            )
        });
        let mut rows = Vec::new();
        for &(id, value) in &values {
            if shelf::depth(value) == 0 {
                self.add(id, value, &values, &mut rows);
            }
        }
        rows
    }

    /// Adds a value, and what lies below it if it is chosen or leads to what is.
    fn add(
        &self,
        id: ValueId,
        value: &'a FacetValue,
        values: &[(ValueId, &'a FacetValue)],
        rows: &mut Vec<FacetRow>,
    ) {
        let is_chosen = self.narrowing.has(self.name, id);
        let depth = shelf::depth(value);
        rows.push(FacetRow::Value {
            id,
            depth,
            count: self.left.count(id),
            is_chosen,
        });
        let below = values
            .iter()
            .filter(|(_, other)| shelf::is_step_of(other, value));
        let leads = below
            .clone()
            .any(|(id, _)| self.narrowing.has(self.name, *id));
        if is_chosen || leads {
            for (id, value) in below.filter(|(_, below)| shelf::depth(below) == depth + 1) {
                self.add(*id, value, values, rows);
            }
        }
    }
}

/// What a facet is called.
pub fn title(name: FacetName) -> &'static str {
    match name {
        FacetName::From => "From",
        FacetName::To => "To",
        FacetName::Place => "Place",
        FacetName::Archive => "Archive",
        FacetName::Genre => "Genre",
        FacetName::Language => "Language",
        FacetName::Hand => "Hand",
        FacetName::Has => "Annotations",
        FacetName::Tag => "Tags",
    }
}

/// The row after `from` that can be chosen, `by` steps on; headings are passed over.
pub fn step(rows: &[FacetRow], from: usize, by: isize) -> usize {
    let choosable: Vec<usize> = (0..rows.len())
        .filter(|&row| !matches!(rows[row], FacetRow::Heading(_)))
        .collect();
    let at = choosable.partition_point(|&row| row < from);
    let wanted = at
        .saturating_add_signed(by)
        .min(choosable.len().saturating_sub(1));
    choosable.get(wanted).copied().unwrap_or(0)
}
