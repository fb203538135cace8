//! The notes of a page, written behind its text and joined to their references, and what a source note says.

use std::collections::HashMap;

use crate::document::{Annotation, AnnotationId, Draft, FlowId, Kind, Property, Span};
use crate::problem::Problem;
use crate::source::ledger::Class;
use crate::source::recognise::conventions::Conventions;
use crate::source::recognise::notes::{self, Body, Reference};
use crate::source::recognise::transcript::{self, Declared, Mark, Writer};
use crate::source::recognise::{archive, transmission};

/// The notes of a page and where the text refers to them.
pub(super) struct Apparatus<'a> {
    pub(super) text: &'a str,
    pub(super) conventions: &'a Conventions,
    pub(super) bodies: &'a [Body],
    pub(super) references: &'a [Reference],
}

impl Apparatus<'_> {
    /// Writes the bodies of the notes and joins them to their references, whose annotations are known by the place of
    /// their signs. What has no other half is a problem.
    pub(super) fn write(
        &self,
        mut anchors: HashMap<usize, AnnotationId>,
        draft: &mut Draft,
        writer: &mut Writer<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let mut signs: Vec<Option<Span>> = vec![None; self.bodies.len()];
        for reference in self.references {
            if let Some(body) = reference.body {
                signs[body].get_or_insert(reference.sign);
            }
        }
        let wanted: Vec<bool> = signs.iter().map(Option::is_none).collect();
        let in_notes = notes::references_in_notes(self.text, self.bodies, &wanted);
        for (_, reference) in &in_notes {
            if let Some(body) = reference.body {
                signs[body].get_or_insert(reference.sign);
            }
        }
        let mut in_notes = in_notes.iter().peekable();
        let mut flows = Vec::with_capacity(self.bodies.len());
        for (index, body) in self.bodies.iter().enumerate() {
            let mut marks = Vec::new();
            while let Some((_, reference)) = in_notes.next_if(|(inside, _)| *inside == index) {
                marks.push(reference_mark(self.text, reference, self.bodies));
            }
            writer.claim(body.mark, Class::Mark, "label of a note");
            flows.push(draft.open_flow());
            self.write_body(body, marks, &mut anchors, draft, writer, problems);
            draft.close_flow();
        }
        for ((body, flow), sign) in self.bodies.iter().zip(flows).zip(signs) {
            let anchor = sign.and_then(|sign| anchors.get(&sign.start).copied());
            let is_source = body.kind == Kind::SourceNote;
            let id = anchor.unwrap_or_else(|| {
                let mut annotation = body.annotation();
                let end = draft.text_of(FlowId::MAIN).trim_end().len();
                annotation.span = Span::at(if is_source { 0 } else { end });
                draft.annotate_in(FlowId::MAIN, annotation)
            });
            draft.annotation_mut(id).set_body(flow);
            if anchor.is_none() && !is_source {
                let message = format!("no reference to note `{}` in the text", body.label);
                problems.push(Problem::new(body.mark, message).hint(
                    "the note stands at the end of the text; write its mark where it belongs",
                ));
            }
        }
        let orphans = self
            .references
            .iter()
            .filter(|reference| reference.body.is_none());
        problems.extend(orphans.map(|reference| {
            let message = format!("note `{}` is not there", reference.label);
            Problem::new(reference.sign, message)
                .hint("the page may have lost it; its mark is kept")
        }));
    }

    /// Writes one body, with the references to other notes in it.
    fn write_body(
        &self,
        body: &Body,
        mut marks: Vec<Mark>,
        anchors: &mut HashMap<usize, AnnotationId>,
        draft: &mut Draft,
        writer: &mut Writer<'_>,
        problems: &mut Vec<Problem>,
    ) {
        let mut paragraphs = body.paragraphs.clone();
        let masked: Vec<Span> = marks.iter().map(Mark::span).collect();
        marks.append(&mut transcript::brackets(
            self.text,
            &mut paragraphs,
            &masked,
            self.conventions,
            &Declared::default(),
            problems,
        ));
        marks.sort_by_key(|mark| (mark.before.start, std::cmp::Reverse(mark.after.end)));
        let written = writer.write(draft, &paragraphs, &marks, Class::Note);
        anchors.extend(by_place(&marks, &written));
    }
}

/// The annotations that marks became, by the place of their signs.
pub(super) fn by_place<'m>(
    marks: &'m [Mark],
    written: &'m [Option<AnnotationId>],
) -> impl Iterator<Item = (usize, AnnotationId)> + 'm {
    (marks.iter().zip(written)).filter_map(|(mark, id)| Some((mark.before.start, (*id)?)))
}

/// The mark that a reference makes.
pub(super) fn reference_mark(text: &str, reference: &Reference, bodies: &[Body]) -> Mark {
    let mut annotation = match reference.body {
        Some(index) => bodies[index].annotation(),
        None => Annotation::new(Kind::OrphanReference, Span::default()),
    };
    annotation
        .content
        .set(Property::Label, reference.label.clone());
    Mark::alone(
        reference.sign,
        annotation.printed(reference.sign.of(text), ""),
        "reference to a note",
    )
}

/// `Source: Department of State, Central Files, 511.604/10–3056. Secret; Priority.`: where the original lies, in a note.
pub(super) fn source_notes(text: &str, bodies: &[Body], draft: &mut Draft) {
    let metadata = &mut draft.metadata;
    for body in bodies.iter().filter(|body| body.kind == Kind::SourceNote) {
        let Some(first) = body.paragraphs.first() else {
            continue;
        };
        let words = first.span().of(text);
        let words = words.strip_prefix("Source: ").unwrap_or(words);
        let (reference, rest) = first_sentence(words);
        let (reference, sort) = reference
            .split_once(": Telegram")
            .map_or((reference, None), |(reference, _)| {
                (reference, Some("telegram"))
            });
        if metadata.genre.is_none() {
            metadata.genre = sort.map(str::to_owned);
        }
        if metadata.archive.is_none() {
            let mut references = archive::source_line(reference).references;
            if let Some(first) = references.first_mut().filter(|_| sort.is_some()) {
                first.repository = None;
            }
            metadata.archive = references.into_iter().next();
        }
        // `Secret; Niact; Limit Distribution`: what is no degree says how it was handled.
        let degrees = first_sentence(rest).0;
        for line in degrees.split(';').filter_map(transmission::line) {
            if line.is_classification {
                transmission::merge(&mut metadata.transmission, line.facts);
            }
        }
    }
}

/// The first sentence and the rest; the stop of an abbreviation does not end it: `Vol. II`.
fn first_sentence(words: &str) -> (&str, &str) {
    const ABBREVIATIONS: [&str; 8] = ["Vol", "No", "Nos", "Pt", "Doc", "Bd", "vol", "no"];
    let end = words.match_indices(". ").find(|&(at, _)| {
        let last = words.get(..at).and_then(|before| before.rsplit(' ').next());
        !last.is_some_and(|last| ABBREVIATIONS.contains(&last) || last.len() == 1)
    });
    match end {
        Some((at, sign)) => (
            words.get(..at).unwrap_or_default(),
            words.get(at + sign.len()..).unwrap_or_default(),
        ),
        None => (words.trim_end_matches('.'), ""),
    }
}
