//! Text extracted from a source that is not plain text (HTML, Word, PAGE XML, Markdown), with the place of every piece of it
//! in the source.
//!
//! A reader walks its source and tells an [`Extract`] what it meets in reading order: blocks, text, formatting, notes and
//! their references. [`Extract::finish`] runs the recognisers of the plain-text formats over the extracted text, builds the
//! document, and translates the ledger back to the source. Knows nothing of any format.
//!
//! Invariant: each byte of the source is pushed or claimed at most once, so that the ledger's claims do not overlap.

mod assemble;
mod places;
mod text;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use text::TextWriter;

use super::ledger::Class;
use super::recognise::transcript::Mark;
use crate::document::facsimile::{Surface, Zone, ZoneKind};
use crate::document::{Annotation, BlockKind, GroupId, Kind, Place, Property, Span};
use crate::problem::Problem;

/// Which note of an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NoteId(usize);

/// Which open stretch of an extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StretchId(usize);

/// See the module.
#[derive(Debug)]
pub(super) struct Extract<'a> {
    /// The text itself, with its blocks.
    pub(super) text: TextWriter<'a>,
    /// Whether notes may begin with their own labels, which are then taken off them.
    pub(super) prints_labels: bool,
    source: &'a str,
    marks: Vec<Placed>,
    stretches: Vec<Stretch>,
    notes: Vec<Note>,
    /// The notes being written, the innermost last.
    open_notes: Vec<NoteId>,
    /// Stretches of the source that are not text.
    claims: Vec<(Span, Class, Cow<'static, str>)>,
    /// Stretches of the extracted text that are not text: labels of notes.
    text_claims: Vec<(Span, Class, &'static str)>,
    landmarks: HashMap<Option<NoteId>, Vec<(Landmark, Place)>>,
    surfaces: Vec<Surface>,
    /// How many groups of alternatives there are.
    groups: u32,
    /// The names of anchors met: of two places with one name the first has it.
    names: HashSet<String>,
    problems: Vec<Problem>,
}

/// A place that something else refers to.
#[derive(Debug, Clone)]
enum Landmark {
    /// It has a name, by which references lead to it.
    Name(String),
    /// The text from here on stands in a zone of an image.
    Zone(Zone),
}

/// A stretch that is open, or was.
#[derive(Debug)]
struct Stretch {
    annotation: Annotation,
    hand: Option<String>,
    detail: Cow<'static, str>,
    role: Role,
    within: Option<NoteId>,
}

/// What becomes of a stretch's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// They stay in the text, annotated.
    Words,
    /// They stay in the text; a note speaks of them.
    Noted(NoteId),
    /// They are the sign of a note and leave the text.
    Sign(NoteId),
}

/// A mark over the extracted text.
#[derive(Debug)]
struct Placed {
    mark: Mark,
    within: Option<NoteId>,
    note: Option<NoteId>,
    /// When it was opened: of two over the same words the outer comes first.
    opened: usize,
}

#[derive(Debug)]
struct Note {
    annotation: Annotation,
    /// Where in the source it is, for problems.
    place: Span,
}

/// Headings over notes, which the notes' own layer makes needless; in lower case.
const NOTE_HEADINGS: [&str; 12] = [
    "notes",
    "note",
    "footnotes",
    "footnote",
    "endnotes",
    "references",
    "notes:",
    "footnotes:",
    "примечания",
    "anmerkungen",
    "fußnoten",
    "notes et références",
];

impl<'a> Extract<'a> {
    /// An empty extract of this decoded source.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            text: TextWriter::new(source),
            prints_labels: false,
            source,
            marks: Vec::new(),
            stretches: Vec::new(),
            notes: Vec::new(),
            open_notes: Vec::new(),
            claims: Vec::new(),
            text_claims: Vec::new(),
            landmarks: HashMap::new(),
            surfaces: Vec::new(),
            groups: 0,
            names: HashSet::new(),
            problems: Vec::new(),
        }
    }

    /// Opens a stretch of words that an annotation is laid over. Its span is not read.
    pub(super) fn open(&mut self, annotation: Annotation) -> StretchId {
        self.open_as(annotation, None, Role::Words)
    }

    /// The same, for what a hand did.
    pub(super) fn open_by(&mut self, annotation: Annotation, hand: &str) -> StretchId {
        self.open_as(annotation, Some(hand.to_owned()), Role::Words)
    }

    /// Opens a stretch of words of which a note speaks.
    pub(super) fn open_noted(&mut self, note: NoteId) -> StretchId {
        let annotation = self.notes[note.0].annotation.clone();
        self.open_as(annotation, None, Role::Noted(note))
    }

    /// Opens the sign of a reference to a note: its words leave the text.
    pub(super) fn open_sign(&mut self, note: NoteId) -> StretchId {
        let annotation = self.notes[note.0].annotation.clone();
        self.open_as(annotation, None, Role::Sign(note))
    }

    fn open_as(&mut self, annotation: Annotation, hand: Option<String>, role: Role) -> StretchId {
        let id = self.text.begin_stretch();
        self.stretches.push(Stretch {
            detail: Cow::Borrowed(annotation.kind().into()),
            annotation,
            hand,
            role,
            within: self.within(),
        });
        StretchId(id)
    }

    /// Closes a stretch. One without words is dropped, unless it belongs to a note.
    pub(super) fn close(&mut self, id: StretchId) {
        let Span { start, end } = self.text.end_stretch(id.0);
        if start == end && self.stretches[id.0].role == Role::Words {
            return;
        }
        let stretch = &self.stretches[id.0];
        let (annotation, detail) = (stretch.annotation.clone(), stretch.detail.clone());
        let (mut mark, note) = match stretch.role {
            Role::Words => (around(start, end, annotation, detail), None),
            Role::Noted(note) => (around(start, end, annotation, detail), Some(note)),
            Role::Sign(note) => {
                let mut sign = Span::new(start, end);
                let before = self.text.text.get(..start).unwrap_or_default();
                sign.start -= before.len() - before.trim_end_matches(' ').len();
                let printed = sign.of(&self.text.text).to_owned();
                let annotation = annotation.printed(printed, "");
                (
                    Mark::alone(sign, annotation, "reference to a note"),
                    Some(note),
                )
            }
        };
        mark.hand.clone_from(&stretch.hand);
        self.marks.push(Placed {
            mark,
            within: stretch.within,
            note,
            opened: id.0,
        });
    }

    /// Enters a note, whose annotation stands at its references. `place` is where in the source it is.
    pub(super) fn note(&mut self, annotation: Annotation, place: Span) -> NoteId {
        self.notes.push(Note { annotation, place });
        NoteId(self.notes.len() - 1)
    }

    /// Gives a note its label, where the sign of its reference is met later than the note.
    pub(super) fn label(&mut self, note: NoteId, label: &str) {
        let annotation = &mut self.notes[note.0].annotation;
        annotation.content.set(Property::Label, label.to_owned());
    }

    /// A reference to a note that has no sign of its own in the source.
    pub(super) fn refer(&mut self, note: NoteId) {
        let sign = self.open_sign(note);
        self.close(sign);
    }

    /// Begins a note's body, or goes on with it: what is written goes there until [`Extract::end_note`].
    pub(super) fn begin_note(&mut self, note: NoteId) {
        self.text.end_block();
        if self.open_notes.is_empty() {
            self.drop_heading_of_notes();
        }
        self.open_notes.push(note);
        self.text.within = self.within();
    }

    /// Ends the innermost note.
    pub(super) fn end_note(&mut self) {
        self.text.end_block();
        self.open_notes.pop();
        self.text.within = self.within();
    }

    /// Whether a note is being written.
    pub(super) fn is_in_note(&self) -> bool {
        !self.open_notes.is_empty()
    }

    fn within(&self) -> Option<NoteId> {
        self.open_notes.last().copied()
    }

    /// Takes the heading `Notes` out of the text that stands right before a note.
    fn drop_heading_of_notes(&mut self) {
        let last = self.text.paragraphs.last();
        let span = last.map_or(Span::default(), |(_, last)| last.span());
        let is_main = last.is_some_and(|(note, _)| note.is_none());
        if is_main
            && NOTE_HEADINGS.contains(&span.of(&self.text.text).trim().to_lowercase().as_str())
        {
            self.text_claims
                .push((span, Class::Mark, "heading of the notes"));
            self.text.paragraphs.pop();
            self.marks.retain(|placed| !span.covers(placed.mark.span()));
        }
        // A rule parts the notes from the text, and they stand apart anyway.
        if let Some((None, last)) = self.text.paragraphs.last()
            && last.kind == BlockKind::Separator
            && self.text.places.sources(last.span()).next().is_none()
        {
            self.text.paragraphs.pop();
        }
    }

    /// Names the place where the next character will stand, so that references lead to it.
    pub(super) fn anchor(&mut self, name: &str) {
        if self.names.insert(name.to_owned()) {
            let within = self.within();
            let here = self.landmarks.entry(within).or_default();
            here.push((Landmark::Name(name.to_owned()), self.text.text.len()));
        }
    }

    /// Adds the image of the page that follows.
    pub(super) fn surface(&mut self, surface: Surface) {
        self.surfaces.push(surface);
    }

    /// Says where on a surface the text stands that begins with the next character.
    pub(super) fn zone(&mut self, surface: usize, kind: ZoneKind, outline: &[(i32, i32)]) {
        self.text.before_text();
        let place = self.text.text.len();
        let zone = Zone {
            place,
            surface,
            kind,
            outline: outline.into(),
        };
        let here = self.landmarks.entry(self.within()).or_default();
        here.push((Landmark::Zone(zone), place));
    }

    /// A new group of alternatives, for annotations that are opened.
    pub(super) fn group(&mut self) -> GroupId {
        self.groups += 1;
        GroupId(self.groups)
    }

    /// The group that a stretch was opened in.
    pub(super) fn group_of(&self, stretch: StretchId) -> Option<GroupId> {
        self.stretches[stretch.0].annotation.group
    }

    /// Lays an annotation without words at the place reached: a page break.
    pub(super) fn mark_here(&mut self, annotation: Annotation, detail: &'static str) {
        self.text.before_text();
        let place = Span::at(self.text.text.len());
        self.marks.push(Placed {
            mark: Mark::alone(place, annotation, detail),
            within: self.within(),
            note: None,
            opened: usize::MAX,
        });
    }

    /// Says what a stretch of the source is that is not text.
    pub(super) fn claim(&mut self, span: Span, class: Class, detail: impl Into<Cow<'static, str>>) {
        let detail = detail.into();
        if span.is_empty() {
            return;
        }
        match self.claims.last_mut() {
            Some((last, known, said))
                if last.end == span.start && *known == class && *said == detail =>
            {
                last.end = span.end;
            }
            _ => self.claims.push((span, class, detail)),
        }
    }

    /// Says of all of the source that is neither text nor claimed, and no white space, what it is.
    pub(super) fn claim_rest(&mut self, class: Class, detail: &'static str) {
        let mut known: Vec<Span> = self.text.places.all().collect();
        known.extend(self.claims.iter().map(|(span, ..)| *span));
        known.sort_unstable();
        let end = Span::at(self.source.len());
        let mut at = 0;
        for span in known.into_iter().chain([end]) {
            let gap = Span::new(at, span.start.max(at));
            if !gap.of(self.source).trim().is_empty() {
                self.claims.push((gap, class, Cow::Borrowed(detail)));
            }
            at = at.max(span.end);
        }
    }
}

/// A mark whose signs are nothing: the annotation lies over what stands between the two places.
fn around(start: Place, end: Place, annotation: Annotation, detail: Cow<'static, str>) -> Mark {
    Mark::around(Span::at(start), Span::at(end), annotation, detail)
}

/// An annotation of this kind, whose place is still to be found.
pub(super) fn of_kind(kind: Kind) -> Annotation {
    Annotation::new(kind, Span::default())
}
