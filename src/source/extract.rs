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

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use places::Places;

use super::ledger::Class;
use super::recognise::transcript::{Mark, Paragraph};
use crate::document::{Annotation, BlockKind, Kind, Place, Span};
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
    source: &'a str,
    text: String,
    places: Places,
    /// Paragraphs in reading order, each with the note that it belongs to.
    paragraphs: Vec<(Option<NoteId>, Paragraph)>,
    marks: Vec<Placed>,
    stretches: Vec<Stretch>,
    /// The stretches that wait for their first character.
    waiting: Vec<usize>,
    notes: Vec<Note>,
    /// The notes being written, the innermost last.
    open_notes: Vec<NoteId>,
    /// Stretches of the source that are not text.
    claims: Vec<(Span, Class, Cow<'static, str>)>,
    /// Stretches of the extracted text that are not text: labels of notes.
    text_claims: Vec<(Span, Class, &'static str)>,
    anchors: HashMap<Option<NoteId>, Vec<(String, Place)>>,
    /// The names of anchors met: of two places with one name the first has it.
    names: HashSet<String>,
    problems: Vec<Problem>,
    block: Option<Block>,
    /// White space that is not written yet, because nothing followed it.
    space: Option<Space>,
}

/// A block being written.
#[derive(Debug)]
struct Block {
    paragraph: Paragraph,
    /// Where its current line or cell began.
    line: Place,
}

#[derive(Debug, Clone, Copy)]
struct Space {
    source: Span,
}

/// A stretch that is open, or was.
#[derive(Debug)]
struct Stretch {
    annotation: Annotation,
    hand: Option<String>,
    detail: Cow<'static, str>,
    role: Role,
    start: Option<Place>,
    within: Option<NoteId>,
}

/// What becomes of a stretch's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// They stay in the text, annotated.
    Words,
    /// They are the sign of a note and leave the text.
    Sign(NoteId),
}

/// A mark over the extracted text.
#[derive(Debug)]
struct Placed {
    mark: Mark,
    within: Option<NoteId>,
    note: Option<NoteId>,
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
            source,
            text: String::new(),
            places: Places::default(),
            paragraphs: Vec::new(),
            marks: Vec::new(),
            stretches: Vec::new(),
            waiting: Vec::new(),
            notes: Vec::new(),
            open_notes: Vec::new(),
            claims: Vec::new(),
            text_claims: Vec::new(),
            anchors: HashMap::new(),
            names: HashSet::new(),
            problems: Vec::new(),
            block: None,
            space: None,
        }
    }

    /// Begins a block, ending the one before it. A block without text is dropped, unless [`Paragraph::is_kept`] is set.
    pub(super) fn begin_block(&mut self, kind: BlockKind) -> &mut Paragraph {
        self.end_block();
        let line = self.text.len();
        let mut paragraph = Paragraph::line(kind, Span::at(line));
        paragraph.lines.clear();
        &mut self.block.insert(Block { paragraph, line }).paragraph
    }

    /// Ends the block being written, if one is.
    pub(super) fn end_block(&mut self) {
        self.space = None;
        let Some(mut block) = self.block.take() else {
            return;
        };
        let line = Span::new(block.line, self.text.len());
        if !line.is_empty() || block.paragraph.is_row || block.paragraph.is_kept {
            block.paragraph.lines.push(line);
        }
        let has_words = block.paragraph.lines.iter().any(|line| !line.is_empty());
        if has_words || block.paragraph.is_kept {
            self.text.push('\n');
            self.paragraphs.push((self.within(), block.paragraph));
        }
    }

    /// Whether a block with text in it is being written.
    pub(super) fn is_in_text(&self) -> bool {
        self.block
            .as_ref()
            .is_some_and(|block| self.text.len() > block.line || !block.paragraph.lines.is_empty())
    }

    /// The kind and level of the block being written, if one is.
    pub(super) fn block_kind(&self) -> Option<(BlockKind, u8)> {
        let paragraph = &self.block.as_ref()?.paragraph;
        Some((paragraph.kind, paragraph.level))
    }

    /// Begins the next cell of a table's row.
    pub(super) fn next_cell(&mut self) {
        self.space = None;
        let end = self.text.len();
        if let Some(block) = &mut self.block {
            block.paragraph.lines.push(Span::new(block.line, end));
            self.text.push('\t');
            block.line = self.text.len();
        }
    }

    /// Pushes text of the source, its white space collapsed as HTML does it.
    pub(super) fn words(&mut self, span: Span) {
        let words = span.of(self.source);
        let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if is_space(bytes[at]) {
                let place = span.start + at;
                self.want_space(Span::new(place, place + 1));
                at += 1;
                continue;
            }
            let length = bytes[at..]
                .iter()
                .position(|&byte| is_space(byte))
                .unwrap_or(bytes.len() - at);
            self.exact(Span::new(span.start + at, span.start + at + length));
            at += length;
        }
    }

    /// Pushes text of the source as it stands; it must not hold line feeds.
    pub(super) fn exact(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        self.before_text();
        self.places.push(self.text.len(), span.len(), span, true);
        self.text.push_str(span.of(self.source));
    }

    /// Pushes what a stretch of the source stands for: a character reference, an escape. White space in it is kept, line
    /// feeds become spaces.
    pub(super) fn decoded(&mut self, span: Span, text: &str) {
        if text.is_empty() {
            return;
        }
        if matches!(text, " " | "\n" | "\t" | "\r") {
            self.want_space(span);
            return;
        }
        self.before_text();
        self.places.push(self.text.len(), text.len(), span, false);
        self.text
            .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }

    /// Pushes text that stands nowhere in the source: the number of a list's item.
    pub(super) fn generated(&mut self, text: &str) {
        if !text.is_empty() {
            self.before_text();
            self.text.push_str(text);
        }
    }

    /// Parts what follows from what stands before it by one space.
    pub(super) fn part(&mut self) {
        self.want_space(Span::default());
    }

    /// What is needed before a character is written: a block, the space before it, the starts of stretches.
    fn before_text(&mut self) {
        if self.block.is_none() {
            self.begin_block(BlockKind::Paragraph);
        }
        if let Some(space) = self.space.take() {
            let is_plain = space.source.of(self.source) == " ";
            self.places.push(self.text.len(), 1, space.source, is_plain);
            self.text.push(' ');
        }
        for index in self.waiting.drain(..) {
            self.stretches[index].start.get_or_insert(self.text.len());
        }
    }

    fn want_space(&mut self, source: Span) {
        let line = self.block.as_ref().map(|block| block.line);
        let is_at_start = line.is_none_or(|line| line == self.text.len());
        if !is_at_start && self.space.is_none() && !self.text.ends_with(' ') {
            self.space = Some(Space { source });
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

    /// Opens the sign of a reference to a note: its words leave the text.
    pub(super) fn open_sign(&mut self, note: NoteId) -> StretchId {
        let annotation = self.notes[note.0].annotation.clone();
        self.open_as(annotation, None, Role::Sign(note))
    }

    fn open_as(&mut self, annotation: Annotation, hand: Option<String>, role: Role) -> StretchId {
        let id = self.stretches.len();
        self.stretches.push(Stretch {
            detail: Cow::Borrowed(annotation.kind().into()),
            annotation,
            hand,
            role,
            start: None,
            within: self.within(),
        });
        self.waiting.push(id);
        StretchId(id)
    }

    /// Closes a stretch. One without words is dropped, unless it belongs to a note.
    pub(super) fn close(&mut self, id: StretchId) {
        self.waiting.retain(|&waiting| waiting != id.0);
        let end = self.text.len();
        let stretch = &self.stretches[id.0];
        let start = stretch.start.unwrap_or(end);
        if start == end && stretch.role == Role::Words {
            return;
        }
        if start == end && self.block.is_none() {
            // A reference between two blocks stands at the end of the first.
            self.begin_block(BlockKind::Paragraph);
        }
        let stretch = &self.stretches[id.0];
        let (annotation, detail) = (stretch.annotation.clone(), stretch.detail.clone());
        let (mut mark, note) = match stretch.role {
            Role::Words => (around(start, end, annotation, detail), None),
            Role::Sign(note) => {
                let mut sign = Span::new(start, end);
                let before = self.text.get(..start).unwrap_or_default();
                sign.start -= before.len() - before.trim_end_matches(' ').len();
                let printed = sign.of(&self.text).to_owned();
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
        });
    }

    /// Enters a note, whose annotation stands at its references. `place` is where in the source it is.
    pub(super) fn note(&mut self, annotation: Annotation, place: Span) -> NoteId {
        self.notes.push(Note { annotation, place });
        NoteId(self.notes.len() - 1)
    }

    /// Begins a note's body, or goes on with it: what is written goes there until [`Extract::end_note`].
    pub(super) fn begin_note(&mut self, note: NoteId) {
        self.end_block();
        if self.open_notes.is_empty() {
            self.drop_heading_of_notes();
        }
        self.open_notes.push(note);
    }

    /// Ends the innermost note.
    pub(super) fn end_note(&mut self) {
        self.end_block();
        self.open_notes.pop();
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
        let last = self.paragraphs.last();
        let span = last.map_or(Span::default(), |(_, last)| last.span());
        let is_main = last.is_some_and(|(note, _)| note.is_none());
        if is_main && NOTE_HEADINGS.contains(&span.of(&self.text).trim().to_lowercase().as_str()) {
            self.text_claims
                .push((span, Class::Mark, "heading of the notes"));
            self.paragraphs.pop();
            self.marks.retain(|placed| !span.covers(placed.mark.span()));
        }
        // A rule parts the notes from the text, and they stand apart anyway.
        if let Some((None, last)) = self.paragraphs.last()
            && last.kind == BlockKind::Separator
            && self.places.sources(last.span()).next().is_none()
        {
            self.paragraphs.pop();
        }
    }

    /// Names the place where the next character will stand, so that references lead to it.
    pub(super) fn anchor(&mut self, name: &str) {
        if self.names.insert(name.to_owned()) {
            let within = self.within();
            let here = self.anchors.entry(within).or_default();
            here.push((name.to_owned(), self.text.len()));
        }
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

    /// Whether anything but notes has been written.
    pub(super) fn has_text(&self) -> bool {
        self.is_in_text() || self.paragraphs.iter().any(|(note, _)| note.is_none())
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
