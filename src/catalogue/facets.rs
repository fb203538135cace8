//! Counting documents by what they have in common: sender, archive, year, …

use rusqlite::params_from_iter;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::find::Selection;
use super::query::Query;
use super::store::{Catalogue, CatalogueError};

/// What documents are sorted by into heaps. The name is also that of the filter: `from:stalin`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum FacetName {
    /// Who sent or wrote it.
    From,
    /// Whom it is addressed to.
    To,
    /// Where a sender or addressee is.
    Place,
    /// The archive, and each step of the reference below it.
    Archive,
    /// What sort of document it is.
    Genre,
    /// The language of the text.
    #[strum(serialize = "lang")]
    Language,
    /// A hand told apart in it.
    Hand,
    /// A layer that it has annotations of: `has:handwriting`.
    Has,
    /// A tag that the reader gave it.
    Tag,
}

impl FacetName {
    /// The name, as a filter is written.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A value of a facet, and how many documents have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The value, as printed in the first document that has it.
    pub value: String,
    /// How many documents.
    pub count: usize,
}

/// A year, and how many documents may be dated in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i64,
    /// How many documents.
    pub count: usize,
}

/// A date of more years than this says too little to be counted in each of them.
const LONGEST_SPAN_COUNTED: i64 = 50;

/// More years than this are no picture of a library, but a stray date.
const WIDEST_PICTURE: i64 = 2_000;

impl Catalogue {
    /// The values of a facet among the documents that answer a query, the most frequent first. Values that fold alike are one.
    pub fn facets(
        &self,
        scope: &[String],
        query: &Query,
        name: FacetName,
        most: usize,
    ) -> Result<Vec<Facet>, CatalogueError> {
        let selection = Selection::of(scope, query);
        let sql = format!(
            "SELECT min(value.value), count(DISTINCT facet.document) AS n FROM value JOIN facet ON facet.value = value.key
             WHERE value.name = '{}' AND facet.document IN ({})
             GROUP BY value.folded ORDER BY n DESC, value.folded LIMIT {most}",
            name.name(),
            selection.keys_sql(),
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(selection.values()), |row| {
            Ok(Facet {
                value: row.get(0)?,
                count: usize::try_from(row.get::<_, i64>(1)?).unwrap_or(0),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many documents that answer a query may be dated in each year, from the first year to the last; and how many have
    /// no date. A document counts in every year that its date may mean.
    pub fn years(
        &self,
        scope: &[String],
        query: &Query,
    ) -> Result<(Vec<Year>, usize), CatalogueError> {
        let selection = Selection::of(scope, query);
        let sql = format!(
            "SELECT earliest, latest FROM document WHERE key IN ({})",
            selection.keys_sql()
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut counts = std::collections::BTreeMap::new();
        let mut undated = 0;
        let mut rows = statement.query(params_from_iter(selection.values()))?;
        while let Some(row) = rows.next()? {
            let (first, last): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
            let Some((first, last)) = first.or(last).zip(last.or(first)) else {
                undated += 1;
                continue;
            };
            // Days are `YYYYMMDD`; before the year 0 a division would round up.
            let (first, last) = (first.div_euclid(10_000), last.div_euclid(10_000));
            for year in first..=last.min(first + LONGEST_SPAN_COUNTED) {
                *counts.entry(year).or_insert(0) += 1;
            }
        }
        let Some((&first, &last)) = counts.keys().next().zip(counts.keys().next_back()) else {
            return Ok((Vec::new(), undated));
        };
        // Years without a document are part of the picture, unless a stray date makes it too wide to be one.
        let years = if last - first > WIDEST_PICTURE {
            counts
                .into_iter()
                .map(|(year, count)| Year { year, count })
                .collect()
        } else {
            (first..=last)
                .map(|year| Year {
                    year,
                    count: counts.get(&year).copied().unwrap_or(0),
                })
                .collect()
        };
        Ok((years, undated))
    }
}
