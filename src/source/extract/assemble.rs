//! From an extract to a document: the recognisers over its text, the text with its marks and notes into a draft, the ledger
//! back to the places of the source.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::places::Places;
use super::{Extract, Landmark, NoteId, Placed};
use crate::document::draft::DraftPlace;
use crate::document::facsimile::Zone;
use crate::document::{
    Annotation, AnnotationId, Document, Draft, FlowId, Kind, Metadata, Property, Span,
};
use crate::problem::Problem;
use crate::source::ledger::{Class, Entry, Ledger};
use crate::source::pasted;
use crate::source::recognise::conventions::Conventions;
use crate::source::recognise::notes::{self, Body, Reference};
use crate::source::recognise::transcript::{self, Declared, Mark, Paragraph, Writer};
use crate::source::{Decoded, Reading};

/// A document made of an extract.
#[derive(Debug)]
pub(in crate::source) struct Extracted {
    /// The document.
    pub(in crate::source) document: Document,
    /// The problems, at their places in the source.
    pub(in crate::source) problems: Vec<Problem>,
    /// The ledger over the source, not finished yet.
    pub(in crate::source) ledger: Ledger,
}

impl Extracted {
    /// What comes of reading the file, `problems` met before included.
    pub(in crate::source) fn into_reading(
        self,
        decoded: Decoded,
        mut problems: Vec<Problem>,
    ) -> Reading {
        problems.extend(self.problems);
        Reading::finished(decoded, vec![self.document], problems, self.ledger)
    }
}

impl Extract<'_> {
    /// Makes the document. What the reader knows already of its metadata is completed by what the text says.
    pub(in crate::source) fn finish(
        mut self,
        id: &str,
        metadata: Metadata,
        conventions: &Conventions,
    ) -> Extracted {
        self.text.end_block();
        self.strip_labels();
        let text = std::mem::take(&mut self.text.text);
        let mut draft = Draft::new(id);
        draft.metadata = metadata;
        draft.surfaces = std::mem::take(&mut self.surfaces);
        // The extract has counted its groups as the draft counts.
        for _ in 0..self.groups {
            draft.group();
        }
        let mut writer = Writer::new(&text);
        for (span, class, detail) in std::mem::take(&mut self.text_claims) {
            writer.claim(span, class, detail);
        }
        let mut assembly = Assembly {
            text: &text,
            conventions,
            draft: &mut draft,
            writer: &mut writer,
            problems: Vec::new(),
            referred: HashMap::new(),
        };
        assembly.write(&mut self);
        let found = assembly.problems;
        pasted::complete_metadata(&mut draft.metadata);
        let finished = draft.finish();
        let mut extracted = Ledger::default();
        writer.settle(&finished, &mut extracted, 0);
        let mut ledger = Ledger::default();
        enter(&extracted, &self.text.places, &mut ledger);
        for (span, class, detail) in self.claims {
            ledger.claim(span, class, detail);
        }
        let mut problems = self.problems;
        problems.extend(found.into_iter().map(|problem| Problem {
            span: self.text.places.source_of(problem.span),
            ..problem
        }));
        Extracted {
            document: finished.document,
            problems,
            ledger,
        }
    }

    /// Takes the labels off the notes that begin with their own: `8. …`, `[8] …`, `↑ …`.
    fn strip_labels(&mut self) {
        let mut begun: Vec<bool> = vec![false; self.notes.len()];
        for (within, paragraph) in &mut self.text.paragraphs {
            let Some(note) = *within else { continue };
            if std::mem::replace(&mut begun[note.0], true) {
                continue;
            }
            let Some(line) = paragraph.lines.first_mut() else {
                continue;
            };
            let label = self.notes[note.0].annotation.label();
            let words = line.of(&self.text.text);
            let length = if self.prints_labels {
                label_length(words, label.unwrap_or_default())
            } else {
                words.len() - words.trim_start().len()
            };
            if length > 0 {
                let label = Span::new(line.start, line.start + length);
                self.text_claims
                    .push((label, Class::Mark, "label of a note"));
                line.start = label.end;
            }
        }
        // Formatting of a label goes with it.
        let mut gone: Vec<Span> = self.text_claims.iter().map(|(span, ..)| *span).collect();
        gone.sort_unstable();
        self.marks.retain(|placed| {
            let span = placed.mark.span();
            let before = gone.partition_point(|gone| gone.start <= span.start);
            let is_gone = before
                .checked_sub(1)
                .is_some_and(|at| gone[at].covers(span));
            placed.note.is_some() || !is_gone
        });
    }
}

/// How many bytes of a note's first words are its label again.
fn label_length(words: &str, label: &str) -> usize {
    let rest = words.trim_start_matches(['↑', '^', '↵', '↩', ' ', '\u{a0}']);
    let bare = rest.trim_start_matches(['[', '(']);
    let behind = bare
        .strip_prefix(label)
        .filter(|behind| !label.is_empty() && !behind.starts_with(char::is_alphanumeric));
    let signs = [']', ')', '.', ':', '\u{a0}', ' '];
    // Where the label was a link back, only the stop behind it is left.
    let is_stop = [". ", ") ", "] ", ": "]
        .iter()
        .any(|stop| rest.starts_with(stop));
    let rest = match behind {
        Some(behind) => behind.trim_start_matches(signs),
        None if is_stop => rest.trim_start_matches(signs),
        None => rest,
    };
    words.len() - rest.len()
}

struct Assembly<'w, 't> {
    text: &'t str,
    conventions: &'t Conventions,
    draft: &'w mut Draft,
    writer: &'w mut Writer<'t>,
    problems: Vec<Problem>,
    /// The first reference to each note.
    referred: HashMap<NoteId, AnnotationId>,
}

impl Assembly<'_, '_> {
    fn write(&mut self, extract: &mut Extract<'_>) {
        let mut own: HashMap<Option<NoteId>, Vec<Paragraph>> = HashMap::new();
        for (within, paragraph) in std::mem::take(&mut extract.text.paragraphs) {
            own.entry(within).or_default().push(paragraph);
        }
        let mut marks: HashMap<Option<NoteId>, Vec<Placed>> = HashMap::new();
        for placed in std::mem::take(&mut extract.marks) {
            marks.entry(placed.within).or_default().push(placed);
        }
        let mut landmarks = std::mem::take(&mut extract.landmarks);
        let mut paragraphs = own.remove(&None).unwrap_or_default();
        let placed = marks.remove(&None).unwrap_or_default();
        let taken = pasted::take_sources(
            self.text,
            &mut paragraphs,
            self.conventions,
            &mut self.draft.metadata,
        );
        // Formatting of what was taken out goes with it.
        let mut placed = placed;
        placed.retain(|placed| {
            let span = placed.mark.span();
            placed.note.is_some() || !taken.iter().any(|(taken, ..)| taken.covers(span))
        });
        for (span, class, detail) in taken {
            self.writer.claim(span, class, detail);
        }
        let bodies = if extract.notes.is_empty() {
            self.plain_notes(&mut paragraphs)
        } else {
            Vec::new()
        };
        let named = landmarks.remove(&None).unwrap_or_default();
        self.main(paragraphs, placed, &bodies, &named);
        let mut flows = Vec::with_capacity(extract.notes.len());
        for index in 0..extract.notes.len() {
            let id = Some(NoteId(index));
            flows.push(self.draft.open_flow());
            let paragraphs = own.remove(&id).unwrap_or_default();
            self.flow(
                paragraphs,
                marks.remove(&id).unwrap_or_default(),
                Class::Note,
                &landmarks.remove(&id).unwrap_or_default(),
            );
            self.draft.close_flow();
        }
        for (index, (note, flow)) in extract.notes.iter().zip(flows).enumerate() {
            let known = self.referred.get(&NoteId(index)).copied();
            let id = known.unwrap_or_else(|| {
                let mut annotation = note.annotation.clone();
                let end = self.draft.text_of(FlowId::MAIN).trim_end().len();
                annotation.span = Span::at(end);
                let label = annotation.label().unwrap_or_default().to_owned();
                extract.problems.push(
                    Problem::new(
                        note.place,
                        format!("no reference to note `{label}` in the text"),
                    )
                    .hint(
                        "the note stands at the end of the text; write its mark where it belongs",
                    ),
                );
                self.draft.annotate_in(FlowId::MAIN, annotation)
            });
            self.draft.annotation_mut(id).set_body(flow);
        }
    }

    /// Writes the main text, with the recognisers of the plain-text formats over it.
    fn main(
        &mut self,
        mut paragraphs: Vec<Paragraph>,
        placed: Vec<Placed>,
        bodies: &[Body],
        landmarks: &[(Landmark, usize)],
    ) {
        if self.draft.metadata.title.is_none() {
            // Notes of these formats are linked: no label of theirs stands in the text.
            pasted::title_in_text(self.text, &mut paragraphs, &[], &mut self.draft.metadata);
        }
        for paragraph in &mut paragraphs {
            pasted::read_kind(self.text, paragraph);
        }
        let references = if bodies.is_empty() {
            Vec::new()
        } else {
            notes::find_references(self.text, &paragraphs, bodies)
        };
        let mut placed = placed;
        placed.extend(references.iter().map(|reference| Placed {
            mark: reference_mark(self.text, reference, bodies),
            within: None,
            note: None,
            opened: usize::MAX,
        }));
        let marks = self.brackets(&mut paragraphs, &mut placed, landmarks);
        pasted::read_head_and_foot(self.text, &mut paragraphs, &marks, &mut self.draft.metadata);
        let written = self
            .writer
            .write(self.draft, &paragraphs, &marks, Class::Text);
        pasted::transmission_spans(self.draft);
        transcript::recognise(self.draft, FlowId::MAIN);
        self.join(&placed, &marks, &written);
        self.place(landmarks);
        self.write_bodies(bodies, &references, &marks, &written);
    }

    /// Writes the paragraphs of a note.
    fn flow(
        &mut self,
        mut paragraphs: Vec<Paragraph>,
        mut placed: Vec<Placed>,
        class: Class,
        landmarks: &[(Landmark, usize)],
    ) {
        let marks = self.brackets(&mut paragraphs, &mut placed, landmarks);
        let written = self.writer.write(self.draft, &paragraphs, &marks, class);
        self.join(&placed, &marks, &written);
        self.place(landmarks);
    }

    /// All marks of some paragraphs in the order of their first signs: those that the reader placed, brackets, anchors.
    fn brackets(
        &mut self,
        paragraphs: &mut Vec<Paragraph>,
        placed: &mut [Placed],
        landmarks: &[(Landmark, usize)],
    ) -> Vec<Mark> {
        placed.sort_by_key(|placed| {
            let Mark { before, after, .. } = &placed.mark;
            (before.start, Reverse(after.end), placed.opened)
        });
        let mut masked: Vec<Span> = placed
            .iter()
            .filter(|placed| !placed.mark.before.is_empty())
            .map(|placed| placed.mark.before)
            .collect();
        masked.dedup_by(|next, before| next.start < before.end);
        let found = transcript::brackets(
            self.text,
            paragraphs,
            &masked,
            self.conventions,
            &Declared::in_paragraphs(self.text, paragraphs.iter()),
            &mut self.problems,
        );
        let mut marks: Vec<Mark> = placed.iter().map(|placed| placed.mark.clone()).collect();
        marks.extend(found);
        let (first, last) = match (paragraphs.first(), paragraphs.last()) {
            (Some(first), Some(last)) => (first.span().start, last.span().end),
            _ => return marks,
        };
        let near = landmarks.iter().map(|(_, place)| *place);
        marks.extend(
            near.filter(|place| (first..=last).contains(place))
                .map(|place| Mark::dropped(Span::at(place), "anchor")),
        );
        marks.sort_by_key(|mark| (mark.before.start, Reverse(mark.after.end)));
        marks
    }

    /// Remembers which annotation the first reference to each note became.
    fn join(&mut self, placed: &[Placed], marks: &[Mark], written: &[Option<AnnotationId>]) {
        let mut at = 0;
        for placed in placed {
            // Both are in order, and every placed mark is among the marks.
            while marks.get(at).is_some_and(|mark| *mark != placed.mark) {
                at += 1;
            }
            if let (Some(note), Some(id)) = (placed.note, written.get(at).copied().flatten()) {
                self.referred.entry(note).or_insert(id);
            }
        }
    }

    /// Gives the draft the names and zones of places that were written.
    fn place(&mut self, landmarks: &[(Landmark, usize)]) {
        for (landmark, place) in landmarks {
            let Some((flow, span)) = self.writer.stretch(Span::at(*place)) else {
                continue;
            };
            match landmark {
                Landmark::Name(name) => {
                    let offset = span.start;
                    self.draft
                        .add_anchor(name.clone(), DraftPlace { flow, offset });
                }
                Landmark::Zone(zone) => {
                    let place = span.start;
                    let zone = Zone {
                        place,
                        ..zone.clone()
                    };
                    self.draft.zones.push((flow, zone));
                }
            }
        }
    }

    /// Notes that are known only by how they look: numbered lines behind the text.
    fn plain_notes(&mut self, paragraphs: &mut Vec<Paragraph>) -> Vec<Body> {
        let lines: Vec<Span> = paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.lines.iter().copied())
            .filter(|line| !line.is_empty())
            .collect();
        let found = notes::bodies(self.text, &lines, |_| false);
        if found.bodies.is_empty() {
            return found.bodies;
        }
        let first = found
            .bodies
            .first()
            .map_or(usize::MAX, |body| body.mark.start);
        let mut kept = found.text.iter().peekable();
        let mut is_kept = |line: &Span| {
            if line.is_empty() {
                line.start < first
            } else {
                kept.next_if(|next| *next == line).is_some()
            }
        };
        for paragraph in paragraphs.iter_mut() {
            paragraph.lines.retain(&mut is_kept);
        }
        paragraphs.retain(|paragraph| !paragraph.lines.is_empty());
        for rule in found.rules {
            self.writer.claim(rule, Class::Furniture, "rule");
        }
        found.bodies
    }

    fn write_bodies(
        &mut self,
        bodies: &[Body],
        references: &[Reference],
        marks: &[Mark],
        written: &[Option<AnnotationId>],
    ) {
        let by_place: HashMap<usize, AnnotationId> = (marks.iter().zip(written))
            .filter_map(|(mark, id)| Some((mark.before.start, (*id)?)))
            .collect();
        for (index, body) in bodies.iter().enumerate() {
            self.writer.claim(body.mark, Class::Mark, "label of a note");
            let flow = self.draft.open_flow();
            self.flow(body.paragraphs.clone(), Vec::new(), Class::Note, &[]);
            self.draft.close_flow();
            let sign = references
                .iter()
                .find(|reference| reference.body == Some(index));
            let known = sign.and_then(|sign| by_place.get(&sign.sign.start).copied());
            let id = known.unwrap_or_else(|| {
                let mut annotation = body.annotation();
                let is_source = body.kind == Kind::SourceNote;
                let end = self.draft.text_of(FlowId::MAIN).trim_end().len();
                annotation.span = Span::at(if is_source { 0 } else { end });
                self.draft.annotate_in(FlowId::MAIN, annotation)
            });
            self.draft.annotation_mut(id).set_body(flow);
        }
    }
}

fn reference_mark(text: &str, reference: &Reference, bodies: &[Body]) -> Mark {
    let mut annotation = reference.body.map_or_else(
        || Annotation::new(Kind::OrphanReference, Span::default()),
        |index| bodies[index].annotation(),
    );
    annotation
        .content
        .set(Property::Label, reference.label.clone());
    let printed = reference.sign.of(text);
    Mark::alone(
        reference.sign,
        annotation.printed(printed, ""),
        "reference to a note",
    )
}

/// Enters what the extracted text was taken for at the places of the source.
fn enter(extracted: &Ledger, places: &Places, ledger: &mut Ledger) {
    let mut last: Option<Entry> = None;
    for entry in extracted.entries() {
        for (source, at) in places.sources(entry.span) {
            let within = at - entry.span.start;
            let target = entry
                .target
                .map(|(document, place)| (document, place + within));
            match &mut last {
                Some(last)
                    if last.span.end == source.start
                        && last.class == entry.class
                        && last.detail == entry.detail
                        && follows(last, target) =>
                {
                    last.span.end = source.end;
                }
                _ => {
                    let next = Entry {
                        span: source,
                        class: entry.class,
                        detail: entry.detail.clone(),
                        target,
                    };
                    ledger.entries_mut().extend(last.replace(next));
                }
            }
        }
    }
    ledger.entries_mut().extend(last);
}

/// Whether a target goes on where an entry's ends, so that one entry says both.
fn follows(entry: &Entry, target: Option<(usize, usize)>) -> bool {
    match (entry.target, target) {
        (None, None) => true,
        (Some((document, place)), Some((next, at))) => {
            document == next && place + entry.span.len() == at
        }
        _ => false,
    }
}
