//! The reader of the native format: TOML front matter between lines `+++`, and below it text with the archives' brackets,
//! blocks marked at their beginnings, notes `[^1]`, and `{kind …: words}` for everything else.
//!
//! How to write it is in `corpus/README.md`. Four steps: [`front`] reads the front matter, [`blocks`] parts the rest into
//! paragraphs and notes, [`inline`] finds the braces, escapes and references in them, and this module writes them with the
//! machinery that all formats share.

mod blocks;
mod braces;
mod front;
mod inline;

use std::collections::{HashMap, HashSet};

use super::ledger::{Class, Ledger};
use super::pasted;
use super::recognise::conventions::Conventions;
use super::recognise::transcript::{self, Declared, Mark, Paragraph, Writer};
use super::{Decoded, Reading, Surroundings, Tables};
use crate::document::{
    Annotation, AnnotationId, BlockKind, Content, Draft, FlowId, Kind, Note, Point, Span,
};
use crate::problem::Problem;
use blocks::{Body, NoteBody};
use front::Front;
use inline::{Inline, PointMark};

/// Reads a native document.
pub fn read(
    id: &str,
    decoded: Decoded,
    surroundings: &dyn Surroundings,
    problems: Vec<Problem>,
) -> Reading {
    let text = decoded.text.as_str();
    let front = front::split(text);
    let mut reader = Reader {
        text,
        draft: Draft::new(id),
        writer: Writer::new(text),
        tables: surroundings.tables(),
        conventions: None,
        names: HashMap::new(),
        problems,
        wanted: Vec::new(),
        points: Vec::new(),
    };
    let is_recognised = reader.take_front(&front);
    let body = blocks::parse(text, front.body);
    for (sign, detail) in &body.signs {
        reader.writer.claim(*sign, Class::Mark, *detail);
    }
    reader.write(&body.paragraphs, Class::Text);
    reader.write_notes(&body);
    if is_recognised {
        reader.add_transmission();
        transcript::recognise(&mut reader.draft, FlowId::MAIN);
    }
    reader.add_points();
    let Reader {
        draft,
        writer,
        problems,
        ..
    } = reader;
    let finished = draft.finish();
    let mut ledger = Ledger::default();
    writer.settle(&finished, &mut ledger, 0);
    Reading::finished(decoded, vec![finished.document], problems, ledger)
}

struct Reader<'a> {
    text: &'a str,
    draft: Draft,
    writer: Writer<'a>,
    tables: &'a Tables,
    /// The set of bracket conventions, if one is named.
    conventions: Option<Conventions>,
    /// The names of the hands, by key and by name.
    names: HashMap<String, String>,
    problems: Vec<Problem>,
    /// The annotations whose bodies are written further down, in the order of their references.
    wanted: Vec<Wanted>,
    points: Vec<PointMark>,
}

/// A note's body that an annotation asks for by name.
struct Wanted {
    annotation: AnnotationId,
    name: String,
    sign: Span,
}

impl Reader<'_> {
    /// Takes what the front matter says; answers whether points are to be recognised.
    fn take_front(&mut self, front: &Front) -> bool {
        for span in &front.signs {
            self.writer.claim(*span, Class::Mark, "front matter");
        }
        self.writer
            .claim(front.matter, Class::Metadata, "front matter");
        let parsed = front::parse(self.text, front.matter, self.tables);
        self.problems.extend(front.problem.iter().cloned());
        self.problems.extend(parsed.problems);
        if let Some(id) = parsed.id {
            self.draft.id = id;
        }
        self.draft.metadata = parsed.metadata;
        for hand in &parsed.hands {
            self.names.insert(hand.name.clone(), hand.name.clone());
            if let Some(key) = &hand.key {
                self.names.insert(key.clone(), hand.name.clone());
            }
        }
        *self.draft.hands_mut() = parsed.hands;
        self.conventions = parsed.conventions;
        parsed.is_recognised
    }

    /// Writes paragraphs into the flow that is open.
    fn write(&mut self, paragraphs: &[Paragraph], class: Class) {
        let inline = Inline::scan(
            self.text,
            paragraphs,
            &mut self.draft,
            &self.names,
            &mut self.problems,
        );
        let conventions = self
            .conventions
            .as_ref()
            .unwrap_or_else(|| self.tables.conventions());
        let declared = Declared::in_paragraphs(self.text, paragraphs);
        let mut paragraphs = paragraphs.to_vec();
        let brackets = transcript::brackets(
            self.text,
            &mut paragraphs,
            &inline.masked,
            conventions,
            &declared,
            &mut self.problems,
        );
        let mut bodies = inline.bodies;
        let mut marks: Vec<(Mark, Option<String>)> =
            brackets.into_iter().map(|mark| (mark, None)).collect();
        let form_feeds = transcript::form_feeds(self.text, &paragraphs);
        marks.extend(form_feeds.into_iter().map(|mark| (mark, None)));
        marks.extend(
            inline
                .marks
                .into_iter()
                .enumerate()
                .map(|(index, mark)| (mark, bodies.remove(&index))),
        );
        marks.sort_by_key(|(mark, _)| (mark.before.start, mark.before.end));
        let (marks, bodies): (Vec<Mark>, Vec<Option<String>>) = marks.into_iter().unzip();
        let written = self
            .writer
            .write(&mut self.draft, &paragraphs, &marks, class);
        for ((annotation, name), mark) in written.into_iter().zip(bodies).zip(&marks) {
            if let (Some(annotation), Some(name)) = (annotation, name) {
                self.wanted.push(Wanted {
                    annotation,
                    name,
                    sign: mark.before,
                });
            }
        }
        self.points.extend(inline.points);
    }

    /// Writes the bodies of the notes in the order in which they stand, and joins each to the annotation that asks for it.
    /// A reference without a body and a body without a reference are problems; neither is lost.
    fn write_notes(&mut self, body: &Body) {
        let mut bodies: HashMap<&str, FlowId> = HashMap::new();
        let mut notes: Vec<(&NoteBody, FlowId)> = Vec::new();
        let mut asked: HashSet<FlowId> = HashSet::new();
        for note in &body.notes {
            let flow = self.draft.open_flow();
            self.write(&note.paragraphs, Class::Note);
            if self.draft.blocks_of(flow).is_empty() {
                self.draft.begin_block(BlockKind::Paragraph);
            }
            self.draft.close_flow();
            if let std::collections::hash_map::Entry::Vacant(entry) = bodies.entry(&note.name) {
                entry.insert(flow);
            }
            notes.push((note, flow));
        }
        for wanted in std::mem::take(&mut self.wanted) {
            match bodies.remove(wanted.name.as_str()) {
                Some(flow) => {
                    if self.draft.annotation_mut(wanted.annotation).set_body(flow) {
                        asked.insert(flow);
                    }
                }
                None => self.orphan(wanted.annotation, &wanted.name, wanted.sign),
            }
        }
        for (note, flow) in notes.into_iter().filter(|(_, flow)| !asked.contains(flow)) {
            // A note that nothing refers to stands at the end of the text, so that it is read.
            let problem = Problem::new(
                note.sign,
                format!("nothing refers to the note `{}`", note.name),
            );
            self.problems
                .push(problem.hint(format!("put [^{}] where it belongs", note.name)));
            let end = self
                .draft
                .text_of(FlowId::MAIN)
                .trim_end_matches('\n')
                .len();
            let content = Content::Note(Note {
                label: Some(note.name.clone()),
                body: Some(flow),
            });
            self.draft
                .annotate_in(FlowId::MAIN, Annotation::new(content, Span::at(end)));
        }
    }

    /// A reference whose note is not there.
    fn orphan(&mut self, annotation: AnnotationId, name: &str, sign: Span) {
        let problem = Problem::new(sign, format!("there is no note `{name}`"));
        self.problems.push(problem.hint(format!(
            "add a paragraph [^{name}]: with its text, or take the reference away"
        )));
        let orphan = self.draft.annotation_mut(annotation);
        if let Content::Note(note) = &mut orphan.content {
            let label = note.label.take();
            orphan.content = Content::OrphanReference { label };
        }
    }

    /// Lays annotations over the lines of transmission, unless they are marked.
    fn add_transmission(&mut self) {
        let mut annotations = self.draft.annotations().iter();
        if !annotations.any(|(_, annotation)| annotation.kind() == Kind::Transmission) {
            pasted::transmission_spans(&mut self.draft);
        }
    }

    /// Adds the points that are marked.
    fn add_points(&mut self) {
        for point in std::mem::take(&mut self.points) {
            let Some((flow, span)) = self.writer.stretch(point.sign) else {
                continue;
            };
            let label_end = (span.start + point.label.len()).min(span.end);
            let is_printed =
                self.draft.text_of(flow).get(span.start..label_end) == Some(point.label.as_str());
            let mark = if is_printed {
                Span::new(span.start, label_end)
            } else {
                Span::at(span.start)
            };
            self.draft.add_point(
                flow,
                Point {
                    label: point.label,
                    mark,
                    path: point.path,
                    span,
                },
            );
        }
    }
}

#[cfg(test)]
mod tests;
