//! Choosing among candidates the numbering that explains a document at the least cost: a beam search over the stack of
//! runs that are open.
//!
//! Each candidate is either passed over, or counts on in an open run, or opens one. Passing over a mark that opens a
//! paragraph costs more than one in mid-line; gaps, odd starts and nesting the same marks cost something; a run is paid for
//! by its second member. The beam is of fixed width, so the search is linear.

use super::Chosen;
use super::marks::{Candidate, ZH};
use super::values::{Dress, Series, Value};

/// How many explanations are followed at once; the right one is among the first four in every page tried.
const WIDTH: usize = 24;
/// How deep points nest.
const DEEPEST: usize = 6;

/// The costs, by how often each happens in archives' pages; see the numbers in the catalogue of documents tried: a start
/// at 2 is as usual as a start at 1, gaps are one in eight, serial numbers above 100 never begin a run.
mod cost {
    pub(super) const PASS_OPENING: i32 = 7;
    pub(super) const PASS_WEAK: i32 = 2;
    pub(super) const OPEN: i32 = 4;
    pub(super) const SECOND: i32 = -3;
    pub(super) const START_AT_TWO: i32 = 1;
    pub(super) const START_ELSEWHERE: i32 = 5;
    pub(super) const START_AT_SERIAL: i32 = 60;
    pub(super) const SAME_MARKS: i32 = 3;
    pub(super) const NOT_ANNOUNCED: i32 = 1;
    pub(super) const FAR_FROM_PARENT: i32 = 3;
    pub(super) const BEHIND_HEADING: i32 = 6;
    pub(super) const RESTART: i32 = 4;
    pub(super) const SECOND_PARAGRAPH: i32 = 1;
    pub(super) const LOST_NUMBER: i32 = 3;
    pub(super) const GAP: i32 = 3;
    pub(super) const OTHER_DRESS: i32 = 2;
    pub(super) const OTHER_ORDER: i32 = 1;
    pub(super) const INSIDE: i32 = 1;
}

/// An open run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    series: Series,
    dress: Dress,
    /// The number counted, which differs from the printed one where numbers were lost.
    number: u32,
    count: u32,
    /// The block of its last member, and how many headings stand before that.
    block: usize,
    section: usize,
    id: usize,
}

/// The runs that are open, the outermost first; in place, because every step copies them.
#[derive(Debug, Clone, Copy, Default)]
struct Runs {
    levels: [Option<Run>; DEEPEST],
    depth: usize,
}

impl PartialEq for Runs {
    /// The innermost runs differ most often, so they are looked at first.
    fn eq(&self, other: &Self) -> bool {
        self.depth == other.depth && self.open().rev().eq(other.open().rev())
    }
}

impl Runs {
    fn open(&self) -> impl DoubleEndedIterator<Item = &Run> {
        self.levels[..self.depth].iter().flatten()
    }

    fn innermost(&self) -> Option<&Run> {
        self.level(self.depth.checked_sub(1)?)
    }

    fn level(&self, level: usize) -> Option<&Run> {
        self.levels[..self.depth].get(level)?.as_ref()
    }

    /// The lowest level that goes on behind a heading: articles go on, and the points right under them.
    fn base(&self) -> usize {
        usize::from(
            self.level(0)
                .is_some_and(|run| run.series == Series::Article),
        )
    }

    /// Closes the runs from a level on, and opens or puts this one there.
    fn put(&mut self, level: usize, run: Run) {
        self.levels[level..].fill(None);
        self.levels[level] = Some(run);
        self.depth = level + 1;
    }
}

#[derive(Debug, Clone, Copy)]
struct State {
    cost: i32,
    runs: Runs,
    /// The last step, as a position in the record of steps.
    last: Option<usize>,
}

/// What may become of an explanation with the next candidate.
#[derive(Debug, Clone, Copy)]
struct Move {
    /// What it costs with all that was decided before.
    cost: i32,
    /// Which of the explanations so far it goes on from.
    from: usize,
    /// The run as it is with the candidate in it, and its level; none if the candidate is passed over.
    taken: Option<(usize, Run)>,
    /// See [`Step::number`].
    number: Option<u32>,
}

/// A candidate taken, at a level, in a run.
#[derive(Debug, Clone, Copy)]
struct Step {
    before: Option<usize>,
    candidate: usize,
    level: usize,
    run: usize,
    /// The number that it has, where the printed one was lost.
    number: Option<u32>,
}

/// The candidates that the best explanation takes for points, with their paths.
pub(super) fn best(candidates: &[Candidate]) -> Vec<Chosen> {
    let mut steps: Vec<Step> = Vec::new();
    let mut moves: Vec<Move> = Vec::new();
    let mut states = vec![State {
        cost: 0,
        runs: Runs::default(),
        last: None,
    }];
    for (index, candidate) in candidates.iter().enumerate() {
        moves.clear();
        for (from, state) in states.iter().enumerate() {
            let mut add = |price: i32, taken, number| {
                let cost = state.cost + price;
                moves.push(Move {
                    cost,
                    from,
                    taken,
                    number,
                });
            };
            add(price_of_passing(candidate), None, None);
            for value in &candidate.values {
                count_on(state, candidate, *value, &mut add);
                open(state, index, candidate, *value, &mut add);
            }
        }
        states = narrowed(&states, &mut moves, index, &mut steps);
    }
    let best = states.into_iter().min_by_key(|state| state.cost);
    best.map(|state| traced(candidates, &steps, state.last))
        .unwrap_or_default()
}

fn price_of_passing(candidate: &Candidate) -> i32 {
    let is_serial = |value: &Value| value.series == Series::Figure && value.number >= 100;
    let is_weak =
        candidate.is_weak || !candidate.counts_on && candidate.values.iter().all(is_serial);
    match candidate.dress {
        Dress::Bare => 0,
        _ if is_weak => cost::PASS_WEAK,
        _ => cost::PASS_OPENING,
    }
}

/// Counts on in an open run, closing those inside it.
fn count_on(
    state: &State,
    candidate: &Candidate,
    value: Value,
    add: &mut impl FnMut(i32, Option<(usize, Run)>, Option<u32>),
) {
    for level in (0..state.runs.depth).rev() {
        let Some(run) = state.runs.level(level) else {
            continue;
        };
        let is_behind_heading = level > state.runs.base() && run.section != candidate.section;
        if run.series != value.series || is_behind_heading {
            continue;
        }
        let Some((number, mut price)) = distance(run, candidate, value) else {
            continue;
        };
        if run.dress != candidate.dress {
            price += cost::OTHER_DRESS;
        }
        if !candidate.opens_block {
            // In mid-line a run counts on in its own paragraph, or without a gap.
            if price > 0 && run.block != candidate.block {
                continue;
            }
            price += if run.block == candidate.block {
                0
            } else {
                cost::INSIDE
            };
        }
        if run.count == 1 {
            price += cost::SECOND;
        }
        let mut run = *run;
        (run.number, run.count) = (number, run.count + 1);
        (run.block, run.section) = (candidate.block, candidate.section);
        if candidate.dress != Dress::Bare {
            run.dress = candidate.dress;
        }
        let lost = (number != value.number).then_some(number);
        add(price, Some((level, run)), lost);
    }
}

/// The number that a mark has in a run, and what it costs to believe it.
fn distance(run: &Run, candidate: &Candidate, value: Value) -> Option<(u32, i32)> {
    if value.number == run.number + 1 {
        return Some((value.number, 0));
    }
    if value.series == Series::Small && follows_in_russian(run.number, value.number) {
        return Some((value.number, cost::OTHER_ORDER));
    }
    let opens = candidate.opens_block && candidate.dress != Dress::Bare;
    // `1.` and again `1.`: a list cut by a paragraph, whose numbers were lost.
    if opens
        && value.series == Series::Figure
        && value.number == 1
        && run.number == run.count
        && candidate.block > run.block + 1
        && run.dress == Dress::Stop
        && is_list_of_ones(run)
    {
        return Some((run.number + 1, cost::LOST_NUMBER));
    }
    let gap = value.number.checked_sub(run.number + 1)?;
    let wide = i32::try_from(gap).unwrap_or(i32::MAX);
    (opens && gap > 0 && gap <= 12 && value.number < ZH)
        .then(|| (value.number, cost::GAP + wide / 3))
}

/// Whether a run has only counted lost numbers so far: one member.
fn is_list_of_ones(run: &Run) -> bool {
    run.count == 1
}

/// Whether a letter follows another in the Russian order as it is written in Latin letters: а б в г д е ж з.
fn follows_in_russian(last: u32, letter: u32) -> bool {
    const fn letter_of(c: u8) -> u32 {
        (c - b'a') as u32 + 1
    }
    const PAIRS: [(u32, u32); 12] = [
        (letter_of(b'b'), letter_of(b'v')),
        (letter_of(b'v'), letter_of(b'g')),
        (letter_of(b'c'), letter_of(b'g')),
        (letter_of(b'g'), letter_of(b'd')),
        (letter_of(b'd'), letter_of(b'e')),
        (letter_of(b'e'), ZH),
        (ZH, letter_of(b'z')),
        (letter_of(b'e'), letter_of(b'z')),
        (letter_of(b'z'), letter_of(b'i')),
        (letter_of(b'i'), letter_of(b'k')),
        (letter_of(b'k'), letter_of(b'l')),
        (letter_of(b'l'), letter_of(b'm')),
    ];
    PAIRS.contains(&(last, letter))
}

/// Opens a run: inside the innermost, or in place of one that has ended.
fn open(
    state: &State,
    index: usize,
    candidate: &Candidate,
    value: Value,
    add: &mut impl FnMut(i32, Option<(usize, Run)>, Option<u32>),
) {
    if candidate.dress == Dress::Bare {
        return;
    }
    let start = price_of_start(state, candidate, value);
    // A section stands in its point.
    if let Series::Section(parent) = value.series
        && !(state.runs.innermost())
            .is_some_and(|run| run.series == Series::Figure && run.number == parent)
    {
        return;
    }
    if !candidate.opens_block && start > 0 {
        return;
    }
    let outermost = match value.series {
        Series::Section(_) => state.runs.depth,
        _ => 0,
    };
    // Nothing stands over an article.
    let innermost = match value.series {
        Series::Article => 0,
        _ => state.runs.depth.min(DEEPEST - 1),
    };
    for level in outermost..=innermost {
        let price = price_of_opening(state, candidate, value, level, start);
        let run = Run {
            series: value.series,
            dress: candidate.dress,
            number: value.number,
            count: 1,
            block: candidate.block,
            section: candidate.section,
            id: index,
        };
        add(price, Some((level, run)), None);
    }
}

/// What it costs to open a run at a level: inside the innermost that is open, or in place of one that has ended.
fn price_of_opening(
    state: &State,
    candidate: &Candidate,
    value: Value,
    level: usize,
    start: i32,
) -> i32 {
    let inner = level == state.runs.depth;
    let mut price = cost::OPEN + start;
    if value.series == Series::Article {
        return price;
    }
    if inner && level > 0 {
        let innermost = state.runs.innermost();
        let is_behind_heading = level > state.runs.base()
            && innermost.is_some_and(|run| run.section != candidate.section);
        price += if is_behind_heading {
            cost::BEHIND_HEADING
        } else {
            0
        };
        let same = state
            .runs
            .open()
            .any(|run| run.series == value.series && run.dress == candidate.dress);
        price += if same { cost::SAME_MARKS } else { 0 };
        // A point announces its own list at once; behind another paragraph a list of the same marks begins anew.
        let is_far = state
            .runs
            .innermost()
            .is_some_and(|run| candidate.block > run.block + 1);
        price += if same && is_far {
            cost::FAR_FROM_PARENT
        } else {
            0
        };
        price += if same && !candidate.is_announced {
            cost::NOT_ANNOUNCED
        } else {
            0
        };
        price += if start > 0 { cost::START_ELSEWHERE } else { 0 };
    } else if !inner {
        // Letters under a first paragraph without a number: `(a) … (b) … 2. …`.
        let is_second = start == cost::START_AT_TWO && level == 0;
        price += if is_second {
            cost::SECOND_PARAGRAPH
        } else {
            cost::RESTART
        };
        let ended = state.runs.level(level);
        if ended.is_some_and(|ended| ended.count == 1 && ended.series == value.series) {
            price += cost::RESTART;
        }
    }
    price
}

/// What it costs that a run begins with this number.
fn price_of_start(state: &State, candidate: &Candidate, value: Value) -> i32 {
    match value.number {
        1 => 0,
        _ if value.series == Series::Article => cost::START_AT_TWO,
        2 if value.series == Series::Figure && candidate.opens_block && !has_figures(state) => {
            cost::START_AT_TWO
        }
        number
            if (number < 100 || candidate.counts_on)
                && candidate.opens_block
                && value.series == Series::Figure =>
        {
            cost::START_ELSEWHERE
        }
        _ => cost::START_AT_SERIAL,
    }
}

fn has_figures(state: &State) -> bool {
    state.runs.open().any(|run| run.series == Series::Figure)
}

/// The explanations that the best moves lead to, of those alike the cheapest.
fn narrowed(
    states: &[State],
    moves: &mut [Move],
    candidate: usize,
    steps: &mut Vec<Step>,
) -> Vec<State> {
    moves.sort_by_key(|one| one.cost);
    let mut kept: Vec<State> = Vec::with_capacity(WIDTH);
    for one in moves.iter() {
        let before = &states[one.from];
        let mut state = State {
            cost: one.cost,
            ..*before
        };
        if let Some((level, run)) = one.taken {
            state.runs.put(level, run);
        }
        if kept.iter().any(|known| known.runs == state.runs) {
            continue;
        }
        if let Some((level, run)) = one.taken {
            state.last = Some(steps.len());
            steps.push(Step {
                before: before.last,
                candidate,
                level,
                run: run.id,
                number: one.number,
            });
        }
        kept.push(state);
        if kept.len() == WIDTH {
            break;
        }
    }
    kept
}

fn traced(candidates: &[Candidate], steps: &[Step], mut last: Option<usize>) -> Vec<Chosen> {
    let mut taken = Vec::new();
    while let Some(step) = last.map(|last| &steps[last]) {
        taken.push(step);
        last = step.before;
    }
    let mut path: Vec<String> = Vec::new();
    taken.reverse();
    taken
        .into_iter()
        .map(|step| {
            path.truncate(step.level);
            path.push(match step.number {
                Some(number) => number.to_string(),
                None => candidates[step.candidate].name.clone(),
            });
            Chosen {
                candidate: step.candidate,
                path: path.clone(),
                run: step.run,
            }
        })
        .collect()
}
