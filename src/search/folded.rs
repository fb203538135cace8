//! A document folded for searching, and the way back from it to the document's own places.
//!
//! The folded text is kept once; the way back is a list of stretches. Where folding changes no lengths (most text of most
//! scripts) one stretch goes on for any length and a place is found by subtraction; elsewhere a stretch is short and is
//! folded again to find a place in it. So the list stays small whatever the script.

use super::Query;
use super::fold::{Case, Folder, Pushed};
use crate::document::{Document, Place, Span};

/// The length in folded bytes from which a stretch of changed lengths is ended: short enough to be folded again for a hit in
/// under a microsecond, long enough that the list of stretches is a tenth of the text at most.
const SHORT: usize = 256;

/// Stands in the folded text where a flow ends. Folding makes a space of every line feed, so that no query holds one.
const FLOW_END: char = '\n';

/// A document folded for searching. It is made once, in a time like that of reading the document, and kept with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    bytes: Vec<u8>,
    stretches: Vec<Stretch>,
}

/// Where a part of the folded text comes from.
///
/// Invariant: it begins with a unit, and holds the end of no flow unless `is_plain`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    /// Its first byte in the folded text.
    folded: usize,
    /// Its first byte in the document.
    source: Place,
    /// Whether each of its characters is a unit with as many bytes as it has in the document.
    is_plain: bool,
}

impl Folded {
    /// Folds a document: its main text and the bodies of its notes.
    pub fn new(document: &Document) -> Self {
        Self::of_flows(
            document.text(),
            document.flows().iter().map(|flow| flow.span),
        )
    }

    /// The hits of a query in the document that was folded, in the order of its text, found one after the other as they are
    /// asked for. In another document they mean nothing.
    pub fn find<'a>(&'a self, document: &'a Document, query: &'a Query) -> Hits<'a> {
        self.find_in(document.text(), query)
    }

    /// The hits from about `place` on: some that lie a little before it may be among them.
    pub fn find_from<'a>(
        &'a self,
        document: &'a Document,
        query: &'a Query,
        place: Place,
    ) -> Hits<'a> {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.source <= place);
        let stretch = after.checked_sub(1).map(|at| self.stretches[at]);
        let mut hits = self.find_in(document.text(), query);
        hits.from = stretch.map_or(0, |stretch| {
            let within = if stretch.is_plain {
                place - stretch.source
            } else {
                0
            };
            stretch.folded + within
        });
        hits
    }

    /// The hits of a query in the text that was folded.
    pub fn find_in<'a>(&'a self, text: &'a str, query: &'a Query) -> Hits<'a> {
        Hits {
            folded: self,
            text,
            query,
            from: 0,
            walk: Walk::new(),
            exact: Folder::new(Case::Kept),
        }
    }

    /// Folds stretches of a text, each by itself: no hit goes from one into the next if it ends with a line feed.
    pub fn of_flows(text: &str, flows: impl Iterator<Item = Span>) -> Self {
        let mut fair_copy = FairCopy::new(text.len());
        for flow in flows {
            fair_copy.add_flow(flow, text);
        }
        fair_copy.folded.bytes.shrink_to_fit();
        fair_copy.folded
    }

    /// The stretch that holds a byte of the folded text, by number.
    fn stretch_at(&self, folded: usize) -> Option<usize> {
        self.stretches
            .partition_point(|stretch| stretch.folded <= folded)
            .checked_sub(1)
    }
}

/// Hits, in the order of the text.
pub struct Hits<'a> {
    folded: &'a Folded,
    text: &'a str,
    query: &'a Query,
    /// Where in the folded text to search on.
    from: usize,
    walk: Walk,
    exact: Folder,
}

impl Iterator for Hits<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let rest = self.folded.bytes.get(self.from..)?;
            let start = self.from + self.query.finder.find(rest)?;
            let end = start + self.query.len();
            if let Some(hit) = self.hit(start, end) {
                self.from = end;
                return Some(hit);
            }
            self.from = start + 1;
        }
    }
}

impl Hits<'_> {
    /// The stretch of the document for a stretch of the folded text; `None` if it begins or ends within a unit, or its
    /// capitals are not those of the query.
    fn hit(&mut self, start: usize, end: usize) -> Option<Span> {
        let start = self.walk.unit(start, self.folded, self.text)?;
        let end = self.walk.unit(end, self.folded, self.text)?;
        let hit = Span::new(start, end);
        self.query
            .agrees_in_case(hit.of(self.text), &mut self.exact)
            .then_some(hit)
    }
}

/// Finds places of the document for places of the folded text. It goes on where it stopped, so that going through the hits in
/// order folds little of the text more than once.
struct Walk {
    folder: Folder,
    stretch: usize,
    /// What was folded of the stretch.
    bytes: Vec<u8>,
    /// The bytes of the document that it comes from.
    taken: usize,
    /// Where the last unit begins, in the folded text and in the document.
    unit: Option<(usize, Place)>,
}

impl Walk {
    fn new() -> Self {
        let folder = Folder::new(Case::Folded);
        Self {
            folder,
            stretch: usize::MAX,
            bytes: Vec::new(),
            taken: 0,
            unit: None,
        }
    }

    /// Where the unit begins in the document that begins at `wanted` in the folded text; `None` if none begins there. Behind
    /// the last unit that is the end of the text.
    fn unit(&mut self, wanted: usize, folded: &Folded, text: &str) -> Option<Place> {
        if wanted == folded.bytes.len() {
            return Some(text.len());
        }
        let number = folded.stretch_at(wanted)?;
        let stretch = folded.stretches[number];
        if stretch.is_plain {
            let place = stretch.source + (wanted - stretch.folded);
            return text.is_char_boundary(place).then_some(place);
        }
        let has_passed = self.unit.is_some_and(|(unit, _)| unit > wanted);
        if self.stretch != number || has_passed {
            self.stretch = number;
            self.bytes.clear();
            self.taken = 0;
            self.unit = None;
            self.folder.restart();
        }
        self.go_to(wanted, stretch, text)
    }

    fn go_to(&mut self, wanted: usize, stretch: Stretch, text: &str) -> Option<Place> {
        let rest = text.get(stretch.source + self.taken..)?;
        for c in rest.chars() {
            if let Some((unit, place)) = self.unit.filter(|&(unit, _)| unit >= wanted) {
                return (unit == wanted).then_some(place);
            }
            let before = stretch.folded + self.bytes.len();
            if self.folder.push(c, &mut self.bytes) == Pushed::Unit {
                self.unit = Some((before, stretch.source + self.taken));
            }
            self.taken += c.len_utf8();
        }
        self.unit
            .filter(|&(unit, _)| unit == wanted)
            .map(|(_, place)| place)
    }
}

/// How many bytes at the start are ASCII letters, figures and signs, and single spaces between them.
fn plain_run(bytes: &[u8]) -> usize {
    /// As many bytes as a processor compares at once, or a few times that.
    const STRIDE: usize = 32;
    let is_letter = |byte: u8| byte.is_ascii_graphic() && byte != b'`';
    let is_plain = |before: u8, byte: u8| is_letter(byte) || byte == b' ' && before != b' ';
    let mut count = usize::from(bytes.first().is_some_and(|&byte| is_letter(byte)));
    if count == 0 {
        return 0;
    }
    while let Some((before, stride)) = strides::<STRIDE>(bytes, count) {
        // Not `all`, which stops at the first and so looks at one after the other.
        let pairs = before.iter().zip(stride);
        let rough = pairs.fold(0, |rough, (&before, &byte)| {
            rough | u8::from(!is_plain(before, byte))
        });
        if rough != 0 {
            break;
        }
        count += STRIDE;
    }
    let rest = bytes.get(count - 1..).unwrap_or_default().windows(2);
    count + rest.take_while(|pair| is_plain(pair[0], pair[1])).count()
}

/// So many bytes from `at` on, and as many that begin one before it.
fn strides<const STRIDE: usize>(bytes: &[u8], at: usize) -> Option<(&[u8; STRIDE], &[u8; STRIDE])> {
    let before = bytes.get(at - 1..)?.first_chunk()?;
    let stride = bytes.get(at..)?.first_chunk()?;
    Some((before, stride))
}

/// A folded text in the making.
struct FairCopy {
    folded: Folded,
    folder: Folder,
    /// Where the last unit begins.
    unit: Stretch,
    /// Whether the next unit begins a stretch, whatever it is.
    breaks_off: bool,
}

impl FairCopy {
    fn new(length: usize) -> Self {
        let folded = Folded {
            bytes: Vec::with_capacity(length),
            stretches: Vec::new(),
        };
        let unit = Stretch {
            folded: 0,
            source: 0,
            is_plain: true,
        };
        Self {
            folded,
            folder: Folder::new(Case::Folded),
            unit,
            breaks_off: true,
        }
    }

    /// Folds a flow; its final line feed becomes the end of a flow.
    fn add_flow(&mut self, flow: Span, text: &str) {
        let content = flow.of(text);
        let (content, ends) = match content.strip_suffix('\n') {
            Some(content) => (content, true),
            None => (content, false),
        };
        self.folder.restart();
        self.breaks_off |= self.is_rough();
        let mut place = flow.start;
        let mut rest = content.as_bytes();
        while !rest.is_empty() {
            let ascii = self.add_letters(rest, place);
            place += ascii;
            let Some(c) = content
                .get(place - flow.start..)
                .and_then(|rest| rest.chars().next())
            else {
                break;
            };
            self.add(c, place);
            place += c.len_utf8();
            rest = &content.as_bytes()[place - flow.start..];
        }
        if ends {
            self.breaks_off |= self.is_rough();
            self.begin_unit(self.folded.bytes.len(), place, true);
            self.folded.bytes.push(FLOW_END as u8);
        }
    }

    fn is_rough(&self) -> bool {
        self.folded
            .stretches
            .last()
            .is_some_and(|stretch| !stretch.is_plain)
    }

    /// Folds the ASCII letters, figures and signs at the start of `rest`, and single spaces between them: nearly all of most
    /// texts. Returns how many.
    fn add_letters(&mut self, rest: &[u8], place: Place) -> usize {
        if self.breaks_off {
            return 0;
        }
        // A stretch of changed lengths ends early, whatever is in it.
        let room = match self.folded.stretches.last() {
            Some(stretch) if !stretch.is_plain => {
                SHORT.saturating_sub(self.folded.bytes.len() - stretch.folded)
            }
            _ => rest.len(),
        };
        let rest = rest.get(..room.min(rest.len())).unwrap_or_default();
        let count = plain_run(rest);
        let Some(&last) = count.checked_sub(1).and_then(|last| rest.get(last)) else {
            return 0;
        };
        let folded = self.folded.bytes.len();
        self.folded
            .bytes
            .extend(rest[..count].iter().map(u8::to_ascii_lowercase));
        self.unit = Stretch {
            folded: folded + count - 1,
            source: place + count - 1,
            is_plain: true,
        };
        self.folder
            .go_on_after(char::from(last.to_ascii_lowercase()));
        count
    }

    fn add(&mut self, c: char, place: Place) {
        let before = self.folded.bytes.len();
        match self.folder.push(c, &mut self.folded.bytes) {
            Pushed::Unit => {
                let written = self.folded.bytes.len() - before;
                self.begin_unit(before, place, written == c.len_utf8());
            }
            Pushed::Continuation => self.add_to_unit(),
        }
    }

    /// Notes where a unit comes from, and begins a stretch with it if it does not go with the last.
    fn begin_unit(&mut self, folded: usize, source: Place, is_plain: bool) {
        self.unit = Stretch {
            folded,
            source,
            is_plain,
        };
        let goes_on = self.folded.stretches.last().is_some_and(|stretch| {
            let is_short = folded - stretch.folded < SHORT;
            if stretch.is_plain { is_plain } else { is_short }
        });
        if self.breaks_off || !goes_on {
            self.folded.stretches.push(self.unit);
            self.breaks_off = false;
        }
    }

    /// Notes that the last unit has more characters than one: a plain stretch ends before it. Before the first unit of a flow
    /// there is none to which a character could belong.
    fn add_to_unit(&mut self) {
        if self.is_at_start_of_flow() {
            self.breaks_off = true;
            return;
        }
        match self.folded.stretches.last_mut() {
            Some(stretch) if stretch.is_plain && stretch.folded == self.unit.folded => {
                stretch.is_plain = false;
            }
            Some(stretch) if stretch.is_plain => {
                self.unit.is_plain = false;
                self.folded.stretches.push(self.unit);
            }
            _ => {}
        }
    }

    fn is_at_start_of_flow(&self) -> bool {
        self.folded
            .bytes
            .last()
            .is_none_or(|&byte| byte == FLOW_END as u8)
    }
}
