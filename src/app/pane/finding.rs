//! The search: what is typed, every hit, and which of them one is at.

use crate::catalogue;
use crate::document::{Document, DocumentId, Layer, Place, Span};
use crate::search::{self, Folded, Query};
use crate::view::View;

use super::desk::Desk;

/// More hits than this are not gone through: what was typed says too little yet.
const MOST: usize = 20_000;

/// A search through one document.
#[derive(Debug)]
pub struct Finding {
    /// What is searched for, as typed.
    pub typed: String,
    /// Every hit, in the order of the text; of very many, those from where the search began.
    pub hits: Vec<Span>,
    /// Whether there are more hits than are kept.
    pub is_cut: bool,
    /// The hit one is at, by number.
    pub at: Option<usize>,
    /// The document searched.
    pub document: DocumentId,
    /// Where the search began, to go back to if it is given up.
    pub origin: Desk,
    /// The document folded for searching; made at the first key, kept while typing.
    folded: Option<Folded>,
    /// The query to all documents that led here: its hits are found in whatever document is searched.
    asked: Option<catalogue::Query>,
}

impl Finding {
    /// A search from where the document lies open.
    pub fn new(document: DocumentId, origin: Desk) -> Self {
        Self {
            typed: String::new(),
            hits: Vec::new(),
            is_cut: false,
            at: None,
            document,
            origin,
            folded: None,
            asked: None,
        }
    }

    /// The hits of a query to all documents in one of them.
    pub fn of_query(
        id: DocumentId,
        document: &Document,
        origin: Desk,
        (line, query): (&str, catalogue::Query),
        from: Place,
    ) -> Self {
        let mut finding = Self {
            typed: line.to_owned(),
            asked: Some(query),
            ..Self::new(id, origin)
        };
        finding.find(id, document, from);
        finding
    }

    /// Finds what is typed in a document, and goes to the first hit at or after `from`.
    pub fn find(&mut self, id: DocumentId, document: &Document, from: Place) {
        if let Some(asked) = &self.asked {
            self.document = id;
            self.hits = catalogue::hits::in_document(document, asked);
            self.is_cut = false;
            self.at = self.nearest(from);
            return;
        }
        if self.document != id || self.folded.is_none() {
            self.document = id;
            self.folded = Some(Folded::new(document));
        }
        (self.hits, self.is_cut) = (Vec::new(), false);
        if let (Some(folded), Some(query)) = (&self.folded, Query::new(&self.typed)) {
            let ahead = folded.find_from(document, &query, from);
            let ahead: Vec<Span> = ahead.filter(|hit| hit.start >= from).take(MOST).collect();
            let before = folded.find(document, &query);
            let before = before
                .take_while(|hit| hit.start < from)
                .take(MOST - ahead.len());
            self.hits = before.collect();
            self.is_cut = self.hits.len() + ahead.len() == MOST;
            if self.is_cut && !ahead.is_empty() {
                // What lies before is not counted, so that a letter typed in a huge text is found at once.
                self.hits.clear();
            }
            self.hits.extend(ahead);
        }
        self.at = self.nearest(from);
    }

    /// Forgets what the document says: more of it has come.
    pub fn forget_document(&mut self) {
        self.folded = None;
    }

    /// Goes to the next hit (the previous, if `by` is negative), round the end. Says whether it went round.
    pub fn step(&mut self, by: isize) -> bool {
        let count = self.hits.len().cast_signed();
        let Some(at) = self.at.filter(|_| count > 0) else {
            return false;
        };
        let next = at.cast_signed() + by;
        self.at = Some(next.rem_euclid(count).unsigned_abs());
        !(0..count).contains(&next)
    }

    /// The hit one is at.
    pub fn hit(&self) -> Option<Span> {
        self.at.and_then(|at| self.hits.get(at)).copied()
    }

    /// The hits that touch `span`, each with whether it is the one one is at.
    pub fn in_span(&self, span: Span) -> impl Iterator<Item = (Span, bool)> + '_ {
        let first = self.hits.partition_point(|hit| hit.end <= span.start);
        let hits = self
            .hits
            .iter()
            .enumerate()
            .skip(first)
            .take_while(move |(_, hit)| hit.start < span.end);
        hits.map(|(number, &hit)| (hit, self.at == Some(number)))
    }

    fn nearest(&self, from: Place) -> Option<usize> {
        if self.hits.is_empty() {
            return None;
        }
        let after = self.hits.partition_point(|hit| hit.start < from);
        Some(if after < self.hits.len() { after } else { 0 })
    }
}

/// The layer whose setting hides `hit`, if one does.
pub fn hidden_by(document: &Document, view: &View, hit: Span) -> Option<Layer> {
    let owner = document
        .annotation_of_flow(document.flow_at(hit.start))
        .map(|id| document.annotation(id));
    if let Some(note) = owner.filter(|note| !view.is_shown(note)) {
        return note.layer();
    }
    let hider = view.hider(document, hit.start)?;
    document.annotation(hider).layer()
}

/// Whether anything can be searched for.
pub fn is_empty(typed: &str) -> bool {
    search::Query::new(typed).is_none()
}
