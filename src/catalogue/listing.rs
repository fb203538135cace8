//! The documents of the index as a list: the card of each, and its values of every facet, without its text.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use rusqlite::{Connection, Row, params_from_iter};

use super::card::Card;
use super::facets::FacetName;
use super::find::{Order, card};
use super::numbers::read_number;
use super::query::Query;
use super::store::{Catalogue, CatalogueError};

/// A document as it stands in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What is known of it.
    pub card: Card,
    /// Its values of every facet.
    pub values: Vec<Arc<FacetValue>>,
}

/// A value that documents have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// Of which facet.
    pub name: FacetName,
    /// As the document that had it first prints it.
    pub value: String,
    /// The same, folded.
    pub folded: String,
}

/// So many documents are handed over first: more than any screen shows, and soon there.
const FIRST_CHUNK: usize = 200;

/// So many are handed over at a time then.
const CHUNK: usize = 4_000;

const COLUMNS: &str = "SELECT key, card, facets FROM document";

impl Catalogue {
    /// Hands over all documents within files and folders by date, the undated at the end, some at a time.
    /// `take` says whether to go on.
    pub fn listing(
        &self,
        scope: &[String],
        take: &mut dyn FnMut(Vec<Listed>) -> ControlFlow<()>,
    ) -> Result<(), CatalogueError> {
        let keys = self.keys(scope, &Query::default(), Order::Date)?;
        let mut values = Values::of(&self.connection);
        let mut rest = keys.as_slice();
        let mut most = FIRST_CHUNK;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(most.min(rest.len()));
            let mut statement = self
                .connection
                .prepare_cached(&format!("{COLUMNS} WHERE key = ?1"))?;
            let mut chunk = Vec::with_capacity(now.len());
            for key in now {
                // Another program may have taken it out meanwhile.
                let mut rows = statement.query([key])?;
                if let Some(row) = rows.next()? {
                    chunk.push(values.listed(row)?);
                }
            }
            if take(chunk).is_break() {
                break;
            }
            (rest, most) = (later, CHUNK);
        }
        Ok(())
    }

    /// The documents of files, given by their keys, in the order of the files.
    pub fn listing_of_files(&self, files: &[i64]) -> Result<Vec<Listed>, CatalogueError> {
        let places = vec!["?"; files.len()].join(", ");
        let sql = format!("{COLUMNS} WHERE file IN ({places}) ORDER BY file, number");
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(files))?;
        let mut values = Values::of(&self.connection);
        let mut listed = Vec::new();
        while let Some(row) = rows.next()? {
            listed.push(values.listed(row)?);
        }
        Ok(listed)
    }
}

/// The keys of a document's values.
pub(super) fn value_keys(mut bytes: &[u8]) -> Vec<i64> {
    let mut keys = Vec::new();
    while let Some(key) = read_number(&mut bytes) {
        keys.extend(i64::try_from(key).ok());
    }
    keys
}

/// The values of facets by their keys, each read once.
struct Values<'a> {
    connection: &'a Connection,
    known: HashMap<i64, Arc<FacetValue>>,
}

impl<'a> Values<'a> {
    fn of(connection: &'a Connection) -> Self {
        Self {
            connection,
            known: HashMap::new(),
        }
    }

    fn listed(&mut self, row: &Row<'_>) -> Result<Listed, CatalogueError> {
        let facets: Vec<u8> = row.get(2)?;
        let mut values = Vec::new();
        for key in value_keys(&facets) {
            values.extend(self.get(key)?);
        }
        Ok(Listed {
            card: card(row)?,
            values,
        })
    }

    fn get(&mut self, key: i64) -> Result<Option<Arc<FacetValue>>, CatalogueError> {
        if let Some(value) = self.known.get(&key) {
            return Ok(Some(Arc::clone(value)));
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, value, folded FROM value WHERE key = ?1")?;
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        // A facet of a newer program is none of this one's.
        let Ok(name) = row.get::<_, String>(0)?.parse() else {
            return Ok(None);
        };
        let value = Arc::new(FacetValue {
            name,
            value: row.get(1)?,
            folded: row.get(2)?,
        });
        self.known.insert(key, Arc::clone(&value));
        Ok(Some(value))
    }
}
