//! The reading room: all documents of some files and folders as a list, sorted, narrowed by facets and dates, searched; and the
//! way from it to a document and back.
//!
//! The list is kept in memory ([`Shelf`]), so that narrowing costs nothing; what takes time (reading files, looking a query up)
//! is asked of the outside and comes back in parts ([`news`]).

pub mod areas;
pub mod asking;
pub mod facets;
mod filling;
pub mod news;
mod opening;
mod pointing;
mod time;

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use crate::catalogue::shelf::{Left, Narrowing, Shelved};
use crate::catalogue::{FacetName, Hit, Order, Query, Shelf};
use crate::command::RoomCommand;

use super::message::{Said, complain, say};
use super::overlay::everywhere::Everywhere;
use super::{App, Effect, Job, Overlay};
use areas::{RoomAreas, Sorting};
use asking::Asked;
use facets::FacetRow;
use news::Preview;

pub(super) use filling::{answer, preview, shelve};
pub(super) use opening::{back, open_wanted};
pub(super) use pointing::{click, turn_wheel};

/// The part of the room in which keys move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// The list.
    #[default]
    List,
    /// The facets.
    Facets,
    /// The timeline.
    Timeline,
}

/// What the list shows, in its order.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// What is left of the documents, and what each narrowing would leave.
    pub left: Left,
    /// The documents, by their numbers on the shelf.
    pub documents: Vec<usize>,
    /// The hits in them, by their numbers in the answer.
    pub hits: Vec<usize>,
    /// The rows of the facets.
    pub facets: Vec<FacetRow>,
}

/// The reading room.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, thrown by a key or by what comes in"
)]
#[derive(Debug, Default)]
pub struct Room {
    /// Whether it is what the screen shows.
    pub is_open: bool,
    /// Whether there are files or folders to list. The documents that come with the program are not listed.
    pub is_offered: bool,
    /// The documents.
    pub shelf: Shelf,
    /// How many files are dealt with, of how many; `None` before the first and when all are.
    pub progress: Option<(usize, usize)>,
    /// Whether the documents have been asked for, and whether all of them have come.
    is_asked_for: bool,
    is_filled: bool,
    /// Files that could not be read, with the reason.
    pub failures: Vec<String>,
    /// In which part keys move.
    pub part: Part,
    /// By what the list is sorted, and whether the other way round.
    pub sorting: Sorting,
    /// Whether the order is reversed.
    pub is_reversed: bool,
    shows_hits: bool,
    hides_preview: bool,
    /// To what the list is narrowed.
    pub narrowing: Narrowing,
    /// The query that is being answered.
    pub asked: Option<Asked>,
    /// Earlier queries, the last one last.
    pub history: Vec<String>,
    questions: u64,
    shown: Shown,
    is_stale: bool,
    areas: Option<RoomAreas>,
    selected: usize,
    top: usize,
    facet: usize,
    facet_top: usize,
    unfolded: BTreeSet<FacetName>,
    step: usize,
    brush: Option<(usize, usize)>,
    preview: Option<Preview>,
    preview_asked: Option<(i64, usize)>,
    wanted: Option<opening::Wanted>,
    /// How many jumps lay behind when a document was opened from here: going back beyond them comes back here.
    returns_at: Option<usize>,
}

impl Room {
    /// Says whether there is anything to list, and opens the room if it is what was asked for: its documents have been asked
    /// for then.
    pub fn offer(&mut self, is_offered: bool, is_open: bool) {
        self.is_offered = is_offered;
        self.is_open = is_open;
        self.is_asked_for = is_open;
    }

    /// Whether its documents have been asked for: there is something to read even if a file cannot be had.
    pub fn is_in_use(&self) -> bool {
        self.is_asked_for
    }

    /// The parts of the screen; `None` if it is too small.
    pub fn areas(&self) -> Option<&RoomAreas> {
        self.areas.as_ref()
    }

    /// What the list shows.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Whether hits are listed, and not documents.
    pub fn lists_hits(&self) -> bool {
        self.shows_hits && self.asked.as_ref().is_some_and(Asked::has_words)
    }

    /// How many entries the list has.
    pub fn len(&self) -> usize {
        if self.lists_hits() {
            self.shown.hits.len()
        } else {
            self.shown.documents.len()
        }
    }

    /// Whether the list has no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry selected, and the first one in the window.
    pub fn position(&self) -> (usize, usize) {
        (self.selected, self.top)
    }

    /// The row of the facets selected, and the first one in the window.
    pub fn facet_position(&self) -> (usize, usize) {
        (self.facet, self.facet_top)
    }

    /// The step of the timeline that the cursor is at, and those narrowed to.
    pub fn steps(&self) -> (usize, Option<(usize, usize)>) {
        (self.step, self.brush)
    }

    /// The document of an entry, and the hit that the entry is, if it is one.
    pub fn entry(&self, number: usize) -> Option<(&Shelved, Option<&Hit>)> {
        if !self.lists_hits() {
            let document = *self.shown.documents.get(number)?;
            return Some((self.shelf.documents().get(document)?, None));
        }
        let hit = *self.shown.hits.get(number)?;
        let (key, hit) = self.asked.as_ref()?.hits.get(hit)?;
        let document = self.shelf.number_of(*key)?;
        Some((self.shelf.documents().get(document)?, Some(hit)))
    }

    /// The text round the entry selected, if it has come.
    pub fn preview(&self) -> Option<&Preview> {
        let (shelved, hit) = self.entry(self.selected)?;
        let place = hit.map_or(0, opening::place_of);
        self.preview
            .as_ref()
            .filter(|preview| preview.key == shelved.key && preview.place == place)
    }

    /// Whether nothing has come yet, so that the first screen would be empty.
    pub fn is_first_awaited(&self) -> bool {
        self.is_open && !self.is_filled && self.shelf.documents().is_empty()
    }

    /// Whether all documents are there.
    pub fn is_filled(&self) -> bool {
        self.is_filled
    }

    /// Moves in the part where keys move.
    pub fn step(&mut self, by: isize) {
        match self.part {
            Part::List => {
                let last = self.len().saturating_sub(1);
                self.selected = self.selected.saturating_add_signed(by).min(last);
            }
            Part::Facets => self.facet = facets::step(&self.shown.facets, self.facet, by),
            Part::Timeline => time::step(self, by),
        }
    }

    /// Lays the room out for a screen, and makes anew what has changed.
    fn arrange(&mut self, size: (u16, u16)) {
        let areas = RoomAreas::divide(size.0, size.1, self.part, !self.hides_preview);
        let was = self.timeline_width();
        self.areas = areas;
        if self.is_stale || was != self.timeline_width() {
            self.renew();
        }
        let list = self.areas.map_or(1, |areas| usize::from(areas.list.height));
        self.top = scrolled(self.top, self.selected, list, self.len());
        let rows = self.areas.and_then(|areas| areas.facets);
        let rows = rows.map_or(1, |area| usize::from(area.height));
        self.facet_top = scrolled(self.facet_top, self.facet, rows, self.shown.facets.len());
        if self.facet <= 1 {
            // The first heading is seen with the first value.
            self.facet_top = 0;
        }
    }

    fn timeline_width(&self) -> usize {
        let area = self.areas.and_then(|areas| areas.timeline);
        let undated = self.shown.left.timeline.undated;
        let width = area.map_or(1, |area| areas::bars_width(area.width, undated));
        usize::from(width)
    }

    /// Makes the list, the facets and the timeline anew; what is selected stays selected.
    fn renew(&mut self) {
        self.is_stale = false;
        let selected = self.identity();
        let widest = self.timeline_width();
        let lists_hits = self.lists_hits();
        let asked = self.asked.as_ref();
        let weight = |shelved: &Shelved| match asked {
            None => Some(1),
            Some(asked) => {
                let hits = *asked.documents.get(&shelved.key)?;
                Some(if lists_hits { hits } else { 1 })
            }
        };
        let mut left = self.shelf.narrow(&self.narrowing, &weight, widest);
        let mut documents = std::mem::take(&mut left.documents);
        let order = match self.sorting {
            Sorting::By(order) => order,
            Sorting::Left | Sorting::Right => Order::Date,
        };
        self.shelf.sort(&mut documents, order, self.is_reversed);
        let hits = self.hits_of(&documents);
        let facets = facets::rows(&self.shelf, &left, &self.narrowing, &self.unfolded);
        self.facet = facets::step(&facets, self.facet, 0);
        self.shown = Shown {
            left,
            documents,
            hits,
            facets,
        };
        time::place_brush(self);
        self.select(selected);
    }

    /// The hits in documents, in the order of the list.
    fn hits_of(&mut self, documents: &[usize]) -> Vec<usize> {
        if !self.lists_hits() {
            return Vec::new();
        }
        let Some(asked) = &mut self.asked else {
            return Vec::new();
        };
        let mut ranks = vec![usize::MAX; self.shelf.documents().len()];
        for (rank, &document) in documents.iter().enumerate() {
            ranks[document] = rank;
        }
        let ranked = asked
            .hits
            .iter()
            .enumerate()
            .filter_map(|(number, (key, _))| {
                let rank = ranks[self.shelf.number_of(*key)?];
                (rank < usize::MAX).then_some((rank, number))
            });
        let mut ranked: Vec<(usize, usize)> = ranked.collect();
        ranked.sort_unstable();
        let mut hits: Vec<usize> = ranked.into_iter().map(|(_, number)| number).collect();
        if self.sorting == Sorting::Left || self.sorting == Sorting::Right {
            asked.sort_by_neighbours(&mut hits, self.sorting, self.is_reversed);
        }
        hits
    }

    /// What is selected, by what stays the same while the list changes. The first entry is not held fast: while the list
    /// fills, its beginning stays in sight.
    fn identity(&self) -> Option<(i64, Option<Hit>)> {
        if self.selected == 0 {
            return None;
        }
        let (shelved, hit) = self.entry(self.selected)?;
        Some((shelved.key, hit.cloned()))
    }

    fn select(&mut self, identity: Option<(i64, Option<Hit>)>) {
        let last = self.len().saturating_sub(1);
        let Some((key, hit)) = identity else {
            self.selected = self.selected.min(last);
            return;
        };
        let found = (0..self.len()).find(|&number| {
            self.entry(number)
                .is_some_and(|(shelved, other)| shelved.key == key && other == hit.as_ref())
        });
        self.selected = found.unwrap_or(self.selected.min(last));
    }
}

/// Where the window begins, so that what is selected stands in it; nothing moves that need not.
fn scrolled(top: usize, selected: usize, height: usize, count: usize) -> usize {
    let height = height.max(1);
    let top = top.min(count.saturating_sub(height));
    top.clamp((selected + 1).saturating_sub(height), selected)
}

/// Does what is asked of the room.
pub(super) fn perform(app: &mut App, command: RoomCommand, effects: &mut Vec<Effect>) -> Said {
    use RoomCommand as C;
    if command == C::ReadingRoom {
        return enter(app, effects);
    }
    let room = &mut app.room;
    match command {
        C::ReadingRoom => {}
        C::NextPart => room.part = next_part(room, 1),
        C::PreviousPart => room.part = next_part(room, 2),
        C::FirstEntry => room.step(isize::MIN / 2),
        C::LastEntry => room.step(isize::MAX / 2),
        C::NextOrder => return next_order(room),
        C::ReverseOrder => {
            room.is_reversed = !room.is_reversed;
            room.is_stale = true;
        }
        C::ToggleHits => return toggle_hits(room),
        C::TogglePreview => room.hides_preview = !room.hides_preview,
        C::NextStep => time::go(room, 1),
        C::PreviousStep => time::go(room, -1),
        C::BrushFrom => time::brush_from(room),
        C::BrushTo => time::brush_to(room),
        C::ToggleUndated => time::toggle_undated(room),
        C::Widen => {
            room.narrowing = Narrowing::default();
            room.is_stale = true;
        }
    }
    None
}

/// Opens the room; asks for its documents the first time.
fn enter(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    if !app.room.is_offered {
        return say(
            "the documents that come with the program are not listed; name a folder to open its reading room",
        );
    }
    app.room.is_open = true;
    app.overlay = None;
    if !app.room.is_asked_for {
        effects.push(Effect::Work(Job::Shelve));
        app.room.is_asked_for = true;
    }
    None
}

/// Opens the query line, and the room if it is not open.
pub(super) fn begin_asking(app: &mut App, effects: &mut Vec<Effect>) -> Said {
    let said = enter(app, effects);
    if app.room.is_open {
        let before = app.room.asked.as_ref();
        let line = before.map_or("", |asked| asked.line.as_str());
        app.overlay = Some(Overlay::Everywhere(Everywhere::of(line)));
    }
    said
}

/// Looks a query up, if nothing is wrong in it; an empty one forgets the last.
pub(super) fn ask(app: &mut App, line: &str, effects: &mut Vec<Effect>) -> Said {
    let line = line.trim();
    let (query, problems) = Query::parse(line);
    if let Some(problem) = problems.first() {
        let hint = problem.hint.as_deref();
        let hint = hint.map_or(String::new(), |hint| format!("; {hint}"));
        return complain(format!("{}{hint}", problem.message));
    }
    app.overlay = None;
    let room = &mut app.room;
    room.is_stale = true;
    (room.selected, room.top, room.part) = (0, 0, Part::List);
    if line.is_empty() {
        room.asked = None;
        // What is being looked up is looked up no further.
        room.questions += 1;
        return None;
    }
    room.history.retain(|earlier| earlier != line);
    room.history.push(line.to_owned());
    room.questions += 1;
    room.shows_hits = true;
    room.asked = Some(Asked::new(room.questions, line, query));
    effects.push(Effect::Work(Job::Ask(room.questions, line.to_owned())));
    None
}

/// Completes the last word of the query line, if there is one way to.
pub(super) fn complete(app: &mut App) -> Said {
    let Some(Overlay::Everywhere(line)) = &mut app.overlay else {
        return None;
    };
    let read = asking::Line::read(&line.typed, &app.room.shelf);
    match read.completions.first() {
        Some((first, _)) => *line = Everywhere::of(&asking::complete(&line.typed, first)),
        None => return say("there is nothing to complete it to"),
    }
    None
}

/// Chooses what is selected: opens a document, narrows to a value, or to a step of the timeline.
pub(super) fn accept(app: &mut App) -> Said {
    let room = &mut app.room;
    match room.part {
        Part::List => return opening::want(app),
        Part::Facets => choose_facet(room),
        Part::Timeline => time::choose(room),
    }
    None
}

fn choose_facet(room: &mut Room) {
    match room.shown.facets.get(room.facet) {
        Some(&FacetRow::Value { id, .. }) => room.shelf.choose(&mut room.narrowing, id),
        Some(&FacetRow::More(name, _)) => drop(room.unfolded.insert(name)),
        Some(FacetRow::Heading(_)) | None => {}
    }
    room.is_stale = true;
}

/// Goes a step back: from facets and timeline to the list, from an answer to all documents, from the room to the document read.
pub(super) fn leave(app: &mut App) -> Said {
    let room = &mut app.room;
    if room.part != Part::List {
        room.part = Part::List;
    } else if room.asked.take().is_some() {
        room.questions += 1;
        room.is_stale = true;
    } else if app.library.card(app.pane.id()).is_some() {
        room.is_open = false;
    } else {
        return say("no document is open; enter opens the one selected");
    }
    None
}

fn next_part(room: &Room, by: usize) -> Part {
    let has_timeline = room.areas.is_some_and(|areas| areas.timeline.is_some());
    let parts: &[Part] = if has_timeline {
        &[Part::List, Part::Facets, Part::Timeline]
    } else {
        &[Part::List, Part::Facets]
    };
    let at = parts.iter().position(|&part| part == room.part);
    let by = if by == 1 { 1 } else { parts.len() - 1 };
    parts[(at.unwrap_or(0) + by) % parts.len()]
}

/// Sorts by the next column of those shown.
fn next_order(room: &mut Room) -> Said {
    let facts = [
        Order::Date,
        Order::From,
        Order::To,
        Order::Title,
        Order::Archive,
        Order::File,
    ];
    let mut orders: Vec<Sorting> = facts.map(Sorting::By).into();
    if room.lists_hits() {
        orders.splice(1..1, [Sorting::Left, Sorting::Right]);
    }
    let at = orders.iter().position(|&order| order == room.sorting);
    let next = at.map_or(0, |at| (at + 1) % orders.len());
    sort_by(room, orders[next])
}

/// Sorts by a column; by the same again, the other way round.
fn sort_by(room: &mut Room, sorting: Sorting) -> Said {
    room.is_reversed = room.sorting == sorting && !room.is_reversed;
    room.sorting = sorting;
    room.is_stale = true;
    let way = if room.is_reversed { ", reversed" } else { "" };
    say(format!("sorted by {}{way}", by_words(sorting)))
}

/// What a list is sorted by, in words.
fn by_words(sorting: Sorting) -> &'static str {
    match sorting {
        Sorting::By(order) => order.into(),
        Sorting::Left => "the word before the hit",
        Sorting::Right => "the word behind the hit",
    }
}

fn toggle_hits(room: &mut Room) -> Said {
    if !room.asked.as_ref().is_some_and(Asked::has_words) {
        return say("there are no hits; / asks for words");
    }
    let selected = room.entry(room.selected).map(|(shelved, _)| shelved.key);
    room.shows_hits = !room.shows_hits;
    room.is_stale = false;
    room.selected = 0;
    room.renew();
    // The same document stays selected: itself, or its first hit.
    let same = (0..room.len()).find(|&number| {
        let entry = room.entry(number).map(|(shelved, _)| shelved.key);
        entry == selected
    });
    room.selected = same.unwrap_or(0);
    None
}

/// Lays the room out, asks for the text of the entry selected, and opens the document that is wanted once it is there.
pub(super) fn arrange(app: &mut App, size: (u16, u16), effects: &mut Vec<Effect>) {
    open_wanted(app, effects);
    let room = &mut app.room;
    if !room.is_open {
        return;
    }
    room.arrange(size);
    let is_shown = room
        .areas
        .is_some_and(|areas: RoomAreas| areas.preview.is_some());
    let wanted = room.entry(room.selected).filter(|_| is_shown);
    let wanted = wanted.map(|(shelved, hit)| (shelved.key, hit.map_or(0, opening::place_of)));
    if let Some((key, place)) = wanted.filter(|_| wanted != room.preview_asked) {
        effects.push(Effect::Work(Job::Preview(key, place)));
        room.preview_asked = wanted;
    }
}

/// The rows that a part of the room has.
pub(super) fn rows(room: &Room) -> usize {
    let areas = room.areas;
    let area = match room.part {
        Part::Facets => areas.and_then(|areas| areas.facets),
        Part::List | Part::Timeline => areas.map(|areas| areas.list),
    };
    usize::from(area.map_or(1, |area: Rect| area.height).max(1))
}
