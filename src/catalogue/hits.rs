//! Where documents have what is asked, looked up in their texts: hits, each with what stands round it.

use std::iter;

use rusqlite::OptionalExtension;

use super::card::Card;
use super::find::{Order, card};
use super::packed::unpack;
use super::query::{Phrase, Query, Term};
use super::regions::{Regions, TextField};
use super::store::{Catalogue, CatalogueError};
use super::words::{is_word_char, stands_alone, words};
use crate::document::{Document, Place, Span};
use crate::search::{self, Folded};

/// A place that has what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The part of the document that it stands in.
    pub field: TextField,
    /// Where in the document's text, or in its facts for [`TextField::Metadata`].
    pub span: Span,
    /// The words and what stands round them.
    pub context: Context,
}

/// A hit with what stands before and behind it, on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// What stands before it.
    pub left: String,
    /// The words found.
    pub hit: String,
    /// What stands behind it.
    pub right: String,
}

/// A document with its hits. A query that asks for no words has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The document.
    pub card: Card,
    /// Its hits, in the order of fields and of the text.
    pub hits: Vec<Hit>,
}

/// How many characters of context are kept on each side: what half a wide screen shows.
const CONTEXT: usize = 120;

impl Catalogue {
    /// The documents that answer a query, each with its hits, handed over one after the other as they are found.
    /// `take` says whether to go on.
    pub fn answers(
        &self,
        scope: &[String],
        query: &Query,
        order: Order,
        take: &mut dyn FnMut(Answer) -> std::ops::ControlFlow<()>,
    ) -> Result<(), CatalogueError> {
        for key in self.keys(scope, query, order)? {
            if let Some(answer) = self.answer(key, query)?
                && take(answer).is_break()
            {
                break;
            }
        }
        Ok(())
    }

    /// The hits of a query in one document, without its card; `None` if it does not answer after all.
    pub fn hits(&self, key: i64, query: &Query) -> Result<Option<Vec<Hit>>, CatalogueError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT facts, text, regions FROM content WHERE key = ?1")?;
        let mut rows = statement.query([key])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let facts = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let text = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let text = unpack(text).ok_or(CatalogueError::Damaged)?;
        let regions = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let regions = Regions::from_bytes(regions);
        Ok(Searched::new(&text, facts, &regions, query).hits(query))
    }

    /// The text of a document round a place: so many bytes before it and behind it, and where it begins. Only the flow that
    /// holds the place is shown.
    pub fn text_round(
        &self,
        key: i64,
        place: Place,
        before: usize,
        behind: usize,
    ) -> Result<Option<(Place, String)>, CatalogueError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT text, regions FROM content WHERE key = ?1")?;
        let found = statement
            .query_row([key], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
            })
            .optional()?;
        let Some((text, regions)) = found else {
            return Ok(None);
        };
        let text = unpack(&text).ok_or(CatalogueError::Damaged)?;
        let flow = Regions::from_bytes(&regions).flow_round(Span::new(place, place));
        let flow = if flow.is_empty() {
            Span::new(0, text.len())
        } else {
            flow
        };
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = boundary(place.saturating_sub(before).max(flow.start));
        let end = boundary(place.saturating_add(behind).min(flow.end)).max(start);
        Ok(Some((start, Span::new(start, end).of(&text).to_owned())))
    }

    /// The hits of a query in one document; `None` if it does not answer after all.
    pub fn answer(&self, key: i64, query: &Query) -> Result<Option<Answer>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, card, facts, text, regions FROM document JOIN content USING (key) WHERE key = ?1",
        )?;
        let found = statement
            .query_row([key], |row| {
                Ok((
                    Card {
                        facts: row.get(2)?,
                        ..card(row)?
                    },
                    row.get::<_, Vec<u8>>(3)?,
                    row.get::<_, Vec<u8>>(4)?,
                ))
            })
            .optional()?;
        let Some((card, text, regions)) = found else {
            return Ok(None);
        };
        let text = unpack(&text).ok_or(CatalogueError::Damaged)?;
        let regions = Regions::from_bytes(&regions);
        let searched = Searched::new(&text, &card.facts, &regions, query);
        let Some(hits) = searched.hits(query) else {
            return Ok(None);
        };
        Ok(Some(Answer { card, hits }))
    }
}

/// Where a document that is at hand has what a query asks for: what its [`Catalogue::hits`] are, but for its facts. Every
/// hit is there, whether or not the document answers the query as a whole.
pub fn in_document(document: &Document, query: &Query) -> Vec<Span> {
    let regions = Regions::of(document);
    let searched = Searched::new(document.text(), "", &regions, query);
    let mut hits = Vec::new();
    for term in query.wanted_terms() {
        searched
            .parts
            .iter()
            .for_each(|part| part.find(term, &regions, &mut hits));
    }
    let mut spans: Vec<Span> = hits.into_iter().map(|hit| hit.span).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// A document made ready to be searched in the fields of a query.
struct Searched<'a> {
    parts: Vec<Part<'a>>,
    regions: &'a Regions,
}

/// Stretches of a text, folded together; no hit reaches out of one.
struct Part<'a> {
    field: TextField,
    /// The text that places count in.
    whole: &'a str,
    /// What was folded: all of the text for flows and facts, one stretch of it for a layer.
    source: Span,
    /// The stretches, in order, none overlapping the next.
    stretches: Vec<Span>,
    folded: Folded,
}

impl<'a> Searched<'a> {
    fn new(text: &'a str, facts: &'a str, regions: &'a Regions, query: &Query) -> Self {
        let mut parts = Vec::new();
        for &field in query.fields() {
            if field == TextField::Metadata {
                let lines = facts.split_inclusive('\n').scan(0, |start, line| {
                    let span = Span::new(*start, *start + line.len());
                    *start = span.end;
                    Some(span)
                });
                parts.push(Part::of_lines(field, facts, lines.collect()));
            } else if field.is_of_flows() {
                parts.push(Part::of_lines(
                    field,
                    text,
                    regions.of_field(field).collect(),
                ));
            } else {
                // A layer's words may lie within each other and end anywhere: each is folded by itself.
                parts.extend(
                    regions
                        .of_field(field)
                        .map(|span| Part::of_stretch(field, text, span)),
                );
            }
        }
        Self { parts, regions }
    }

    /// The hits, if every clause has one and no excluded one has any.
    fn hits(&self, query: &Query) -> Option<Vec<Hit>> {
        let mut hits = Vec::new();
        for clause in &query.clauses {
            let before = hits.len();
            for term in &clause.any_of {
                self.parts
                    .iter()
                    .for_each(|part| part.find(term, self.regions, &mut hits));
            }
            let has_hit = hits.len() > before;
            if has_hit == clause.is_excluded {
                return None;
            }
            if clause.is_excluded {
                hits.truncate(before);
            }
        }
        hits.sort_by_key(|hit| (hit.field, hit.span));
        hits.dedup_by(|one, other| one.field == other.field && one.span == other.span);
        Some(hits)
    }
}

impl<'a> Part<'a> {
    /// Stretches that end with their line feeds, which no hit crosses.
    fn of_lines(field: TextField, whole: &'a str, stretches: Vec<Span>) -> Self {
        let folded = Folded::of_flows(whole, stretches.iter().copied());
        Self {
            field,
            whole,
            source: Span::new(0, whole.len()),
            stretches,
            folded,
        }
    }

    /// One stretch, wherever it ends.
    fn of_stretch(field: TextField, whole: &'a str, span: Span) -> Self {
        let text = span.of(whole);
        let folded = Folded::of_flows(text, iter::once(Span::new(0, text.len())));
        Self {
            field,
            whole,
            source: span,
            stretches: vec![span],
            folded,
        }
    }

    fn find(&self, term: &Term, regions: &Regions, hits: &mut Vec<Hit>) {
        match term {
            Term::Phrase(phrase) => hits.extend(
                self.spans(phrase)
                    .into_iter()
                    .map(|span| self.hit(span, regions)),
            ),
            Term::Near(one, distance, other) => {
                let others = self.spans(other);
                for span in self.spans(one) {
                    let near = others
                        .iter()
                        .filter(|&&other| self.are_near(span, other, *distance));
                    hits.extend(near.map(|other| {
                        self.hit(
                            Span::new(span.start.min(other.start), span.end.max(other.end)),
                            regions,
                        )
                    }));
                }
            }
        }
    }

    /// The stretch that a place stands in.
    fn stretch_round(&self, span: Span) -> Span {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.start <= span.start);
        after.checked_sub(1).map_or(span, |at| self.stretches[at])
    }

    /// Where the part has a phrase, whole words all.
    fn spans(&self, phrase: &Phrase) -> Vec<Span> {
        let Some(query) = search::Query::new(phrase.typed.trim()) else {
            return Vec::new();
        };
        let found = self.folded.find_in(self.source.of(self.whole), &query);
        let spans = found.map(|span| span.shifted(self.source.start));
        spans
            .filter(|&span| self.is_whole(span, phrase.is_prefix))
            .collect()
    }

    /// Whether no word goes on at the edges of a hit.
    fn is_whole(&self, span: Span, may_go_on: bool) -> bool {
        let stretch = self.stretch_round(span);
        let before = Span::new(stretch.start, span.start)
            .of(self.whole)
            .chars()
            .next_back();
        let after = Span::new(span.end, stretch.end)
            .of(self.whole)
            .chars()
            .next();
        let words = span.of(self.whole);
        let goes_on = |inner: Option<char>, outer: Option<char>| {
            let (Some(inner), Some(outer)) = (inner, outer) else {
                return false;
            };
            is_word_char(inner)
                && is_word_char(outer)
                && !stands_alone(inner)
                && !stands_alone(outer)
        };
        !goes_on(words.chars().next(), before)
            && (may_go_on || !goes_on(words.chars().next_back(), after))
    }

    /// Whether two stretches have at most so many words between them.
    fn are_near(&self, one: Span, other: Span, distance: usize) -> bool {
        if one.overlaps(other) || self.stretch_round(one) != self.stretch_round(other) {
            return false;
        }
        let between = Span::new(one.end.min(other.end), one.start.max(other.start));
        words(between.of(self.whole)).len() <= distance
    }

    fn hit(&self, span: Span, regions: &Regions) -> Hit {
        // The words of a layer are shown with the paragraphs they stand in.
        let surroundings = if self.field.is_of_layer() {
            regions.flow_round(span)
        } else {
            self.stretch_round(span)
        };
        let before = Span::new(surroundings.start, span.start).of(self.whole);
        let after = Span::new(span.end, surroundings.end).of(self.whole);
        let start = before
            .char_indices()
            .rev()
            .take(CONTEXT)
            .last()
            .map_or(before.len(), |(at, _)| at);
        let end = after
            .char_indices()
            .nth(CONTEXT)
            .map_or(after.len(), |(at, _)| at);
        let line = |text: &str| text.replace(['\n', '\t', '\r'], " ");
        Hit {
            field: self.field,
            span,
            context: Context {
                left: line(before.get(start..).unwrap_or_default()),
                hit: line(span.of(self.whole)),
                right: line(after.get(..end).unwrap_or_default()),
            },
        }
    }
}
