//! Laying what stands apart at its places, when all documents of a file are read.

use super::apart::{Apart, StandOff, Variant, VariantPlace};
use super::sheet::{PendingNote, Sheet};
use crate::document::draft::DraftPlace;
use crate::document::{
    Annotation, BlockKind, Content, Field, FlowId, Kind, Property, Span, Witnesses,
};
use crate::problem::Problem;

/// How far behind the start of a line its lemma is looked for, in bytes.
const LEMMA_WITHIN: usize = 600;

/// Lays what stands apart at its places. What points nowhere becomes fields, and problems.
pub(super) fn settle(apart: Apart, sheets: &mut [Sheet]) -> (Vec<Field>, Vec<Problem>) {
    let (mut fields, mut problems) = (Vec::new(), Vec::new());
    let mut keep = |name: &str, value: String| {
        let name = name.to_owned();
        fields.push(Field { name, value });
    };
    for note in apart.stand_off {
        let sheet = (sheets.iter_mut()).find(|sheet| sheet.ids.contains_key(&note.from));
        if let Some(sheet) = sheet {
            sheet.attach(note);
        } else {
            problems.push(points_nowhere(&note.from, note.tag));
            keep("note", note.paragraphs.join(" · "));
        }
    }
    for variant in apart.variants {
        let place = (sheets.iter().enumerate())
            .find_map(|(number, sheet)| Some((number, sheet.stretch(&variant)?)));
        if let Some((number, (flow, span))) = place {
            sheets[number].vary(flow, span, variant);
            continue;
        }
        if let VariantPlace::Ends(from, _) = &variant.place {
            problems.push(points_nowhere(from, variant.tag));
        }
        keep("apparatus", variant.in_words());
    }
    (fields, problems)
}

fn points_nowhere(key: &str, tag: Span) -> Problem {
    let what = format!("the place `{key}` that is pointed to is not to be found");
    Problem::new(tag, what).hint(
        "what points there stands among the metadata; give the identifier of an element of the text",
    )
}

impl Sheet {
    /// Adds a note that stands apart.
    fn attach(&mut self, note: StandOff) {
        let body = self.body(&note.paragraphs);
        let mut annotation = Annotation::new(note.kind, Span::default());
        annotation.set_body(body);
        annotation.by.responsibility = note.responsibility;
        if let Some(label) = note.label {
            annotation.content.set(Property::Label, label);
        }
        self.notes.push(PendingNote {
            annotation,
            flow: FlowId::MAIN,
            id: None,
            target: Some(note.from),
            target_end: note.to,
            tag: note.tag,
        });
    }

    fn body(&mut self, paragraphs: &[String]) -> FlowId {
        let body = self.draft.open_flow();
        for paragraph in paragraphs {
            self.draft.begin_block(BlockKind::Paragraph);
            self.draft.push_str(paragraph);
        }
        self.draft.close_flow();
        body
    }

    /// Where an entry of an apparatus belongs.
    fn stretch(&self, variant: &Variant) -> Option<(FlowId, Span)> {
        match &variant.place {
            // A remark on no passage is on the text as a whole.
            VariantPlace::Nowhere => (variant.lemma.is_empty() && variant.readings.is_empty())
                .then_some((FlowId::MAIN, Span::at(0))),
            VariantPlace::Ends(from, to) => {
                let start = *self.ids.get(from)?;
                let end = match to {
                    Some(to) => *self.end_of(to).filter(|end| end.flow == start.flow)?,
                    None => *self.end_of(from)?,
                };
                Some((start.flow, self.trimmed(start, end.offset)))
            }
            VariantPlace::Passage(loc) => {
                let places = self.passages(loc);
                let found = places
                    .iter()
                    .find_map(|&place| self.find_lemma(place, &variant.lemma));
                found
                    .or_else(|| {
                        places
                            .first()
                            .map(|first| (first.flow, Span::at(first.offset)))
                    })
                    .or_else(|| self.find_only(&variant.lemma))
            }
        }
    }

    /// The stretch without the white space at its edges.
    fn trimmed(&self, start: DraftPlace, end: usize) -> Span {
        let text = self.draft.text_of(start.flow);
        let words = text.get(start.offset..end).unwrap_or_default();
        let inner = words.trim_start();
        let from = start.offset + (words.len() - inner.len());
        Span::new(from, from + inner.trim_end().len())
    }

    /// Where the passage of an address may begin: `5`, `2-3`, `1.5`, or `b 2-3` for a line of a part.
    fn passages(&self, loc: &str) -> Vec<DraftPlace> {
        let whole: Vec<DraftPlace> = self.numbered(loc).collect();
        let mut steps = loc.split([' ', '.']).filter(|step| !step.is_empty()).rev();
        let last = steps.next().unwrap_or_default();
        let first = last.split(['-', '–', ',']).next().unwrap_or_default();
        let part = steps.next().and_then(|part| self.numbered(part).next());
        let is_in_part = |place: &DraftPlace| {
            part.is_none_or(|part| place.flow == part.flow && place.offset >= part.offset)
        };
        let lines = self.numbered(first).filter(is_in_part);
        whole.into_iter().chain(lines).collect()
    }

    /// The passages and lines of this number.
    fn numbered<'s>(&'s self, number: &'s str) -> impl Iterator<Item = DraftPlace> + 's {
        let lines = self
            .draft
            .annotations()
            .iter()
            .filter_map(move |(flow, annotation)| {
                let Content::LineBreak(found) = &annotation.content else {
                    return None;
                };
                let offset = annotation.span.start;
                (found.as_printed() == Some(number)).then_some(DraftPlace {
                    flow: *flow,
                    offset,
                })
            });
        let passages = self
            .numbers
            .iter()
            .filter(move |(found, _)| found == number);
        passages.map(|(_, place)| *place).chain(lines)
    }

    fn find_lemma(&self, place: DraftPlace, lemma: &str) -> Option<(FlowId, Span)> {
        let text = self.draft.text_of(place.flow).get(place.offset..)?;
        let at = text
            .find(lemma)
            .filter(|&at| at <= LEMMA_WITHIN && !lemma.is_empty())?;
        let start = place.offset + at;
        Some((place.flow, Span::new(start, start + lemma.len())))
    }

    /// A lemma that the text has only once.
    fn find_only(&self, lemma: &str) -> Option<(FlowId, Span)> {
        let text = self.draft.text_of(FlowId::MAIN);
        let start = text.find(lemma).filter(|_| !lemma.is_empty())?;
        let is_only = text.rfind(lemma) == Some(start);
        is_only.then(|| (FlowId::MAIN, Span::new(start, start + lemma.len())))
    }

    /// Lays the readings of an entry over their stretch.
    fn vary(&mut self, flow: FlowId, span: Span, variant: Variant) {
        let group = Some(self.draft.group());
        let witnesses =
            |signs: &Option<String>| Witnesses::read(signs.as_deref().unwrap_or_default());
        let lemma = Content::Lemma(witnesses(&variant.lemma_witnesses));
        let has_lemma = !variant.lemma.is_empty() || !span.is_empty();
        let mut lemma = Annotation::new(lemma, span);
        lemma.group = group;
        // A lemma that the text does not have in these words is said, not shown.
        lemma.remark = Some(variant.lemma).filter(|lemma| span.is_empty() && !lemma.is_empty());
        if has_lemma {
            self.draft.annotate_in(flow, lemma);
        }
        for (signs, text) in &variant.readings {
            let mut reading =
                Annotation::new(Content::Reading(witnesses(signs)), Span::at(span.end));
            reading.group = group;
            reading.remark = Some(text.clone()).filter(|text| !text.is_empty());
            self.draft.annotate_in(flow, reading);
        }
        for note in variant.notes {
            let body = self.body(&[note]);
            let mut annotation = Annotation::new(Kind::EditorsNote, Span::at(span.end));
            annotation.set_body(body);
            self.draft.annotate_in(flow, annotation);
        }
    }
}
