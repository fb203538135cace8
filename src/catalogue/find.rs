//! Which documents may answer a query: the query as `SQL`, and the cards it gives.
//!
//! The words of the index are folded and know no punctuation, so that a document found here may not have the words as they
//! were typed ([`hits`](super::hits) looks). None that has them is missing.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::card::Card;
use super::query::{Clause, FactName, Filter, Phrase, Query, Term, Wanted};
use super::regions::TextField;
use super::store::{Catalogue, CatalogueError};
use crate::search::fold_text;

/// In what order documents are listed.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Order {
    /// By the first day that the date may mean; the undated at the end.
    #[default]
    Date,
    /// By sender.
    From,
    /// By addressee.
    To,
    /// By title.
    Title,
    /// By archive.
    Archive,
    /// By file, in the order of the file.
    File,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Date => "earliest IS NULL, earliest, latest, file, number",
            Self::From => "folded_from = '', folded_from, earliest, file, number",
            Self::To => "folded_to = '', folded_to, earliest, file, number",
            Self::Title => "folded_title = '', folded_title, earliest, file, number",
            Self::Archive => "folded_archive = '', folded_archive, earliest, file, number",
            Self::File => "file, number",
        }
    }
}

/// The condition of a query, as `SQL` with its values.
#[derive(Debug, Default)]
pub(super) struct Selection {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Selection {
    /// The condition of a query within files and folders, given by their absolute paths; none of them means all.
    pub(super) fn of(scope: &[String], query: &Query) -> Self {
        let mut selection = Self::default();
        selection.add_scope(scope);
        let fields = query.fields();
        for clause in query.clauses.iter().filter(|clause| !clause.is_excluded) {
            selection.add_clause(clause, fields);
        }
        query
            .filters
            .iter()
            .for_each(|filter| selection.add_filter(filter));
        selection
    }

    fn where_sql(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        }
    }

    /// Adds a condition, each `?` of which stands for the next value.
    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }

    fn add_scope(&mut self, scope: &[String]) {
        if scope.is_empty() {
            return;
        }
        // `0` is the character behind `/`: all paths below a folder lie between them.
        let within =
            vec!["path = ? OR path > ? || '/' AND path < ? || '0'"; scope.len()].join(" OR ");
        let values = scope
            .iter()
            .flat_map(|path| std::iter::repeat_n(Value::Text(path.clone()), 3));
        self.add(
            &format!("file IN (SELECT key FROM file WHERE {within})"),
            values,
        );
    }

    fn add_clause(&mut self, clause: &Clause, fields: &[TextField]) {
        let terms: Vec<String> = clause.any_of.iter().map(term_expression).collect();
        let expression = format!("{{{}}} : ({})", columns(fields), terms.join(" OR "));
        self.add(
            "key IN (SELECT rowid FROM words WHERE words MATCH ?)",
            [Value::Text(expression)],
        );
    }

    fn add_filter(&mut self, filter: &Filter) {
        let (condition, values) = match &filter.what {
            Wanted::Fact(fact, text) => match fact {
                FactName::Title => ("instr(folded_title, ?) > 0", vec![folded(text)]),
                FactName::Id => ("id = ?", vec![Value::Text(text.clone())]),
                FactName::File => (
                    "file IN (SELECT key FROM file WHERE instr(path, ?) > 0)",
                    vec![Value::Text(text.clone())],
                ),
            },
            Wanted::Facet(name, text) => (
                "key IN (SELECT document FROM facet WHERE value IN (SELECT key FROM value WHERE name = ? AND instr(folded, ?) > 0))",
                vec![Value::Text(name.name().to_owned()), folded(text)],
            ),
            Wanted::Between(first, last) => (
                "(earliest IS NOT NULL OR latest IS NOT NULL) AND ifnull(latest >= ?, 1) AND ifnull(earliest <= ?, 1)",
                vec![
                    first.map_or(Value::Integer(i64::MIN), Value::Integer),
                    last.map_or(Value::Integer(i64::MAX), Value::Integer),
                ],
            ),
            Wanted::Undated => ("earliest IS NULL AND latest IS NULL", Vec::new()),
        };
        let not = if filter.is_excluded { "NOT " } else { "" };
        self.add(&format!("{not}({condition})"), values);
    }
}

fn folded(text: &str) -> Value {
    Value::Text(fold_text(text))
}

fn columns(fields: &[TextField]) -> String {
    fields
        .iter()
        .map(|field| field.name())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A term in the language of FTS5.
fn term_expression(term: &Term) -> String {
    match term {
        Term::Phrase(phrase) => phrase_expression(phrase),
        Term::Near(one, distance, other) => {
            format!(
                "NEAR({} {}, {distance})",
                phrase_expression(one),
                phrase_expression(other)
            )
        }
    }
}

fn phrase_expression(phrase: &Phrase) -> String {
    // No word holds a quotation mark: it is no part of a word.
    let star = if phrase.is_prefix { " *" } else { "" };
    format!("\"{}\"{star}", phrase.words.join(" "))
}

impl Catalogue {
    /// The keys of the documents that may answer a query, in order.
    pub fn keys(
        &self,
        scope: &[String],
        query: &Query,
        order: Order,
    ) -> Result<Vec<i64>, CatalogueError> {
        let selection = Selection::of(scope, query);
        let sql = format!(
            "SELECT key FROM document{} ORDER BY {}",
            selection.where_sql(),
            order.sql()
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(&selection.values), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn card(row: &Row<'_>) -> rusqlite::Result<Card> {
    let json: String = row.get(1)?;
    let card: Card = serde_json::from_str(&json).unwrap_or_default();
    Ok(Card {
        key: row.get(0)?,
        ..card
    })
}
