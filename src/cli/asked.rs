//! What the reader asks of all files and folders that it was opened with: looked up in the index, as hits for a list.

use std::collections::HashMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::library::up_to_date;
use crate::app::overlay::everywhere::{Found, FoundHit};
use crate::catalogue::regions::TextField;
use crate::catalogue::{Answer, Order, Query};
use crate::document::{DocumentId, FileId};
use crate::source::Tables;

/// The most hits that the reader lists. More are not gone through one by one.
const MOST_LISTED: usize = 2_000;

/// A query of the reader to all files and folders that it was opened with.
pub(super) struct Asked {
    pub(super) query: String,
    pub(super) paths: Vec<PathBuf>,
    pub(super) roots: Vec<PathBuf>,
    pub(super) tables: Arc<Tables>,
    pub(super) tables_key: String,
}

impl Asked {
    /// Looks the query up.
    pub(super) fn find(&self) -> Found {
        let trouble = |trouble: String| Found {
            trouble: Some(trouble),
            ..Found::default()
        };
        if self.roots.is_empty() {
            return trouble(
                "the documents that come with the program are searched one by one, with /"
                    .to_owned(),
            );
        }
        let (query, problems) = Query::parse(&self.query);
        if let Some(problem) = problems.first() {
            let hint = problem
                .hint
                .as_deref()
                .map_or(String::new(), |hint| format!("; {hint}"));
            return trouble(format!("{}{hint}", problem.message));
        }
        match self.look_up(&query) {
            Ok(found) => found,
            Err(reason) => trouble(reason),
        }
    }

    fn look_up(&self, query: &Query) -> Result<Found, String> {
        let (catalogue, scope, _) =
            up_to_date(&self.roots, &self.tables, &self.tables_key, &mut |_| {
                ControlFlow::Continue(())
            })?;
        let numbers: HashMap<PathBuf, u32> = (0..)
            .zip(&self.paths)
            .filter_map(|(number, path)| Some((fs::canonicalize(path).ok()?, number)))
            .collect();
        let mut found = Found::default();
        let mut take = |answer: Answer| {
            if let Some(&file) = numbers.get(Path::new(&answer.card.file)) {
                found.documents += 1;
                found.total += answer.hits.len().max(1);
                let room = MOST_LISTED.saturating_sub(found.hits.len());
                let document = DocumentId {
                    file: FileId(file),
                    number: answer.card.number,
                };
                found
                    .hits
                    .extend(found_hits(&answer, document).into_iter().take(room));
            }
            ControlFlow::Continue(())
        };
        catalogue
            .answers(&scope, query, Order::Date, &mut take)
            .map_err(|error| error.to_string())?;
        Ok(found)
    }
}

/// The hits of a document for the reader's list; the document itself where no words were asked for.
fn found_hits(answer: &Answer, document: DocumentId) -> Vec<FoundHit> {
    let card = &answer.card;
    let date = card
        .edtf
        .as_deref()
        .or(card.date.as_deref())
        .unwrap_or("undated");
    let title = card.title.as_deref().unwrap_or(&card.id);
    if answer.hits.is_empty() {
        return vec![FoundHit {
            document,
            place: 0,
            words: title.to_owned(),
            of: date.to_owned(),
        }];
    }
    let hits = answer.hits.iter().map(|hit| {
        let is_metadata = hit.field == TextField::Metadata;
        let part = if hit.field == TextField::Text {
            String::new()
        } else {
            format!("{} · ", hit.field)
        };
        let left = hit
            .context
            .left
            .chars()
            .count()
            .saturating_sub(LIST_CONTEXT);
        let left: String = hit.context.left.chars().skip(left).collect();
        FoundHit {
            document,
            place: if is_metadata { 0 } else { hit.span.start },
            words: format!("{left}{}{}", hit.context.hit, hit.context.right),
            of: format!("{part}{date}"),
        }
    });
    hits.collect()
}

/// How many characters stand before a hit in the reader's list, so that hits are seen one below the other.
const LIST_CONTEXT: usize = 24;
