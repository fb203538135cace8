//! The list of documents in memory: narrowed by facets and dates, counted and sorted without asking the index.
//!
//! Thirty thousand documents are gone through in a millisecond, so that every narrowing shows at once what is left, and what
//! each other narrowing would leave. Knows nothing of texts: which documents answer a query is handed in.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::card::STEP;
use super::facets::FacetName;
use super::find::Order;
use super::listing::{FacetValue, Listed};
use super::timeline::{Timeline, Unit};
use crate::document::{DocumentId, FileId};
use crate::search::fold_text;

/// A value among those of the shelf. It keeps its number while the shelf grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(u32);

/// A document on the shelf.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// Its number in the index.
    pub key: i64,
    /// Which document of which file it is.
    pub document: DocumentId,
    /// Its title; its identifier, if it has none.
    pub title: String,
    /// The date in EDTF; as printed, if it says no more.
    pub date: Option<String>,
    /// The first and the last day that the date may mean, as `YYYYMMDD`.
    pub days: (Option<i64>, Option<i64>),
    /// Who sent it.
    pub from: String,
    /// Whom it is addressed to.
    pub to: String,
    /// The archive and the reference.
    pub archive: String,
    values: Box<[ValueId]>,
}

impl Shelved {
    fn of(file: FileId, listed: &Listed, values: Box<[ValueId]>) -> Self {
        let card = &listed.card;
        Self {
            key: card.key,
            document: DocumentId {
                file,
                number: card.number,
            },
            title: card.title.clone().unwrap_or_else(|| card.id.clone()),
            date: card.edtf.clone().or_else(|| card.date.clone()),
            days: (card.earliest, card.latest),
            from: card.from.join("; "),
            to: card.to.join("; "),
            archive: card.archive.clone().unwrap_or_default(),
            values,
        }
    }

    /// The first and the last day, an open end closed by the other one; `None` for an undated document, and for a date so far
    /// away that a timeline with room for it would show nothing else.
    fn bounds(&self) -> Option<(i64, i64)> {
        let (first, last) = self.days;
        let (first, last) = first.or(last).zip(last.or(first))?;
        (first <= FARTHEST && last >= -FARTHEST).then(|| (first.max(-FARTHEST), last.min(FARTHEST)))
    }
}

/// The last day of the last year of four digits.
const FARTHEST: i64 = 99_991_231;

/// To which dates the list is narrowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dates {
    /// To none.
    #[default]
    All,
    /// To documents that may be dated from the first of these days to the last, as `YYYYMMDD`.
    Within(i64, i64),
    /// To the undated ones.
    Undated,
}

/// To what the list is narrowed. A document is left that has one of the values of each facet named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// The values, by facet. No set is empty.
    pub values: BTreeMap<FacetName, BTreeSet<ValueId>>,
    /// The dates.
    pub dates: Dates,
}

impl Narrowing {
    /// Whether nothing is left out.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.dates == Dates::All
    }

    /// Whether a value is among those narrowed to.
    pub fn has(&self, name: FacetName, value: ValueId) -> bool {
        self.values
            .get(&name)
            .is_some_and(|values| values.contains(&value))
    }
}

/// What is left of the shelf.
#[derive(Debug, Clone, Default)]
pub struct Left {
    /// The documents, by their numbers on the shelf, in the order of the shelf.
    pub documents: Vec<usize>,
    /// How many documents would be left for each value if it were chosen, all other facets kept as they are.
    counts: Vec<usize>,
    /// The documents over time, whatever the dates narrowed to.
    pub timeline: Timeline,
}

impl Left {
    /// How many documents would be left for a value.
    pub fn count(&self, value: ValueId) -> usize {
        self.counts.get(value.0 as usize).copied().unwrap_or(0)
    }
}

/// All documents of some files and folders.
#[derive(Debug, Default)]
pub struct Shelf {
    documents: Vec<Shelved>,
    values: Vec<FacetValue>,
    by_value: HashMap<(FacetName, String), ValueId>,
    by_key: HashMap<i64, usize>,
}

impl Shelf {
    /// Puts documents of a file on the shelf.
    pub fn put(&mut self, file: FileId, listed: &[Listed]) {
        for listed in listed {
            let values = listed.values.iter().map(|value| self.value_id(value));
            let mut values: Vec<ValueId> = values.collect();
            // Values that fold alike are one.
            values.sort_unstable();
            values.dedup();
            let shelved = Shelved::of(file, listed, values.into());
            self.by_key.insert(shelved.key, self.documents.len());
            self.documents.push(shelved);
        }
    }

    /// Takes the documents of a file off. The numbers of all others change.
    pub fn take_off(&mut self, file: FileId) {
        let before = self.documents.len();
        self.documents
            .retain(|shelved| shelved.document.file != file);
        if self.documents.len() < before {
            let keys = self.documents.iter().enumerate();
            self.by_key = keys
                .map(|(number, shelved)| (shelved.key, number))
                .collect();
        }
    }

    /// The documents, in the order in which they came.
    pub fn documents(&self) -> &[Shelved] {
        &self.documents
    }

    /// A document by its number in the index.
    pub fn number_of(&self, key: i64) -> Option<usize> {
        self.by_key.get(&key).copied()
    }

    /// A value.
    pub fn value(&self, id: ValueId) -> Option<&FacetValue> {
        self.values.get(id.0 as usize)
    }

    /// All values of a facet.
    pub fn values_of(&self, name: FacetName) -> impl Iterator<Item = (ValueId, &FacetValue)> {
        let values = (0..).map(ValueId).zip(&self.values);
        values.filter(move |(_, value)| value.name == name)
    }

    /// Chooses a value, or no longer. Of an archive's tree, a step takes the place of those above and below it.
    pub fn choose(&self, narrowing: &mut Narrowing, id: ValueId) {
        let Some(value) = self.value(id) else { return };
        let chosen = narrowing.values.entry(value.name).or_default();
        if !chosen.remove(&id) {
            chosen.retain(|&other| {
                let other = self.value(other);
                other.is_none_or(|other| !is_step_of(other, value) && !is_step_of(value, other))
            });
            chosen.insert(id);
        }
        if chosen.is_empty() {
            narrowing.values.remove(&value.name);
        }
    }

    /// What is left of the documents that `weight` gives a weight, narrowed; and how many would be left for each value. On the
    /// timeline, of at most `widest` steps, a document counts as much as it weighs.
    pub fn narrow(
        &self,
        narrowing: &Narrowing,
        weight: &dyn Fn(&Shelved) -> Option<usize>,
        widest: usize,
    ) -> Left {
        let mut left = Left {
            counts: vec![0; self.values.len()],
            ..Left::default()
        };
        let mut dated = Vec::new();
        let mut undated = 0;
        for (number, shelved) in self.documents.iter().enumerate() {
            let Some(weight) = weight(shelved) else {
                continue;
            };
            let missed = Missed::of(narrowing, shelved);
            let is_in_time = narrowing.dates.hold(shelved);
            if missed.is_empty() {
                match shelved.bounds() {
                    Some(bounds) => dated.push((bounds, weight)),
                    None => undated += weight,
                }
            }
            if !is_in_time {
                continue;
            }
            match missed {
                Missed::None => {
                    left.documents.push(number);
                    shelved
                        .values
                        .iter()
                        .for_each(|id| left.counts[id.0 as usize] += 1);
                }
                // What misses one facet alone would be left if another of its values were chosen.
                Missed::One(name) => {
                    for id in &shelved.values {
                        if self.values[id.0 as usize].name == name {
                            left.counts[id.0 as usize] += 1;
                        }
                    }
                }
                Missed::Several => {}
            }
        }
        left.timeline = Timeline::of(&dated, undated, Unit::fitting(&dated, widest));
        left
    }

    /// Sorts documents, given by their numbers. Those without what is sorted by come last, whichever way round.
    pub fn sort(&self, documents: &mut [usize], order: Order, is_reversed: bool) {
        let words = |shelved: &Shelved| match order {
            Order::From => fold_text(&shelved.from),
            Order::To => fold_text(&shelved.to),
            Order::Title => fold_text(&shelved.title),
            Order::Archive => fold_text(&shelved.archive),
            Order::Date | Order::File => String::new(),
        };
        let turn = |ordering: Ordering| {
            if is_reversed {
                ordering.reverse()
            } else {
                ordering
            }
        };
        let mut keyed: Vec<(usize, String)> = documents
            .iter()
            .map(|&number| (number, words(&self.documents[number])))
            .collect();
        keyed.sort_by(|(one, words), (other, others)| {
            let (one, other) = (&self.documents[*one], &self.documents[*other]);
            let by_date = || {
                let is_undated = |shelved: &Shelved| shelved.bounds().is_none();
                let dates = turn((one.days.0, one.days.1).cmp(&(other.days.0, other.days.1)));
                is_undated(one).cmp(&is_undated(other)).then(dates)
            };
            let place = one.document.cmp(&other.document);
            match order {
                Order::File => turn(place),
                Order::Date => by_date().then(place),
                Order::From | Order::To | Order::Title | Order::Archive => {
                    let by_words = turn(words.cmp(others));
                    let is_empty = words.is_empty().cmp(&others.is_empty());
                    is_empty.then(by_words).then_with(by_date).then(place)
                }
            }
        });
        for (slot, (number, _)) in documents.iter_mut().zip(keyed) {
            *slot = number;
        }
    }

    fn value_id(&mut self, value: &FacetValue) -> ValueId {
        let key = (value.name, value.folded.clone());
        if let Some(&id) = self.by_value.get(&key) {
            return id;
        }
        let id = ValueId(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        self.values.push(value.clone());
        self.by_value.insert(key, id);
        id
    }
}

/// Of which facets of a narrowing a document has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missed {
    None,
    One(FacetName),
    Several,
}

impl Missed {
    fn of(narrowing: &Narrowing, shelved: &Shelved) -> Self {
        let mut missed = Self::None;
        for (&name, values) in &narrowing.values {
            if shelved.values.iter().any(|value| values.contains(value)) {
                continue;
            }
            missed = match missed {
                Self::None => Self::One(name),
                Self::One(_) | Self::Several => return Self::Several,
            };
        }
        missed
    }

    fn is_empty(self) -> bool {
        self == Self::None
    }
}

impl Dates {
    fn hold(self, shelved: &Shelved) -> bool {
        match (self, shelved.bounds()) {
            (Self::All, _) | (Self::Undated, None) => true,
            (Self::Undated, Some(_)) | (Self::Within(..), None) => false,
            (Self::Within(first, last), Some(_)) => {
                let (earliest, latest) = shelved.days;
                latest.is_none_or(|latest| latest >= first)
                    && earliest.is_none_or(|earliest| earliest <= last)
            }
        }
    }
}

/// How deep a value lies in its facet's tree; only archives have one.
pub fn depth(value: &FacetValue) -> usize {
    match value.name {
        FacetName::Archive => value.value.matches(STEP).count(),
        _ => 0,
    }
}

/// What a value adds to the one above it.
pub fn last_step(value: &FacetValue) -> &str {
    match value.name {
        FacetName::Archive => value.value.rsplit(STEP).next().unwrap_or(&value.value),
        _ => &value.value,
    }
}

/// Whether a value lies below another in the tree.
pub fn is_step_of(step: &FacetValue, above: &FacetValue) -> bool {
    step.name == FacetName::Archive
        && above.name == FacetName::Archive
        && step
            .folded
            .strip_prefix(above.folded.as_str())
            .is_some_and(|rest| rest.starts_with(&*fold_text(STEP)))
}
