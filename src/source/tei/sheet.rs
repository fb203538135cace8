//! One document in the making, and its completion: spans and notes find their places, names find who they are.

use std::collections::HashMap;

use crate::document::AnnotationId;
use crate::document::draft::{DraftPlace, Finished};
use crate::document::{Annotation, Draft, Field, FlowId, Kind, Metadata, Property, Span};
use crate::problem::Problem;
use crate::source::pasted;
use crate::source::recognise::conventions::Conventions;
use crate::source::recognise::transcript;

use super::frus;

/// Why a document was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is a file, or a file of a corpus.
    File,
    /// It is one of the documents of a file.
    Part,
    /// It stands between the documents of a file: chapter headings, a preface.
    Between,
}

/// An annotation from a tag to the element that the tag names.
#[derive(Debug)]
pub(super) struct PendingSpan {
    pub(super) annotation: Annotation,
    pub(super) start: DraftPlace,
    pub(super) target: String,
    pub(super) tag: Span,
}

/// A note whose place may be another than where it stands.
#[derive(Debug)]
pub(super) struct PendingNote {
    pub(super) annotation: Annotation,
    pub(super) flow: FlowId,
    pub(super) target: Option<String>,
}

/// What a document without text leaves to the next.
#[derive(Debug)]
pub(super) enum Left {
    /// The name of a place.
    Name(String),
    /// A page break or milestone.
    Break(Box<Annotation>),
}

/// See the module.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) draft: Draft,
    pub(super) origin: Origin,
    /// What the header of its file says.
    pub(super) header: Metadata,
    /// Where elements with identifiers stand.
    pub(super) ids: HashMap<String, DraftPlace>,
    pub(super) spans: Vec<PendingSpan>,
    pub(super) notes: Vec<PendingNote>,
    /// Annotations that say whom they name by an identifier.
    pub(super) keys: Vec<AnnotationId>,
    /// Its first heading, where that is not its title.
    pub(super) heading: Option<String>,
    /// Where it was written, as its dateline says.
    pub(super) place: Option<String>,
    /// The register's entry being read.
    pub(super) entry: Option<String>,
}

impl Sheet {
    /// An empty document.
    pub(super) fn new(id: String, origin: Origin) -> Self {
        Self {
            draft: Draft::new(id),
            origin,
            header: Metadata::default(),
            ids: HashMap::new(),
            spans: Vec::new(),
            notes: Vec::new(),
            keys: Vec::new(),
            heading: None,
            place: None,
            entry: None,
        }
    }

    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.draft.text_of(FlowId::MAIN).is_empty() && self.notes.is_empty()
    }

    /// What a document without text leaves to the next: names of places, and breaks.
    pub(super) fn leave(&mut self) -> Vec<Left> {
        let names = self.ids.drain().map(|(name, _)| Left::Name(name));
        let breaks = self.draft.annotations().iter().filter(|(_, annotation)| {
            matches!(
                annotation.kind(),
                Kind::PageBreak | Kind::Milestone | Kind::Graphic | Kind::Glyph
            )
        });
        let breaks = breaks.map(|(_, annotation)| Left::Break(Box::new(annotation.clone())));
        names.chain(breaks).collect()
    }

    /// Takes over at its start what the documents without text before it left.
    pub(super) fn take_over(&mut self, left: Vec<Left>) {
        let start = DraftPlace {
            flow: FlowId::MAIN,
            offset: 0,
        };
        for left in left {
            match left {
                Left::Name(name) => {
                    self.ids.entry(name).or_insert(start);
                }
                Left::Break(annotation) => {
                    let span = Span::at(0);
                    self.draft.annotate_in(
                        FlowId::MAIN,
                        Annotation {
                            span,
                            ..*annotation
                        },
                    );
                }
            }
        }
    }

    /// Completes the document.
    pub(super) fn finish(
        mut self,
        register: &HashMap<String, String>,
        conventions: &Conventions,
        problems: &mut Vec<Problem>,
    ) -> Finished {
        self.settle_spans(problems);
        self.settle_notes();
        for id in std::mem::take(&mut self.keys) {
            let annotation = self.draft.annotation_mut(id);
            let key = annotation
                .content
                .property(Property::Identity)
                .unwrap_or_default();
            if let Some(said) = register.get(key.trim_start_matches('#')) {
                annotation.content.set(Property::Identity, said.clone());
            }
        }
        if self.origin == Origin::Part {
            frus::complete(&mut self.draft.metadata, self.place.take());
            transcript::mark_draft(&mut self.draft, FlowId::MAIN, conventions);
        }
        fill(&mut self.draft.metadata, &self.header);
        self.leave_hands_to_the_draft();
        let title = &mut self.draft.metadata.title;
        *title = title.take().or(self.heading.take());
        for (name, place) in std::mem::take(&mut self.ids) {
            self.draft.add_anchor(name, place);
        }
        pasted::transmission_spans(&mut self.draft);
        transcript::recognise(&mut self.draft, FlowId::MAIN);
        self.draft.finish()
    }

    /// What the header says of the hands that write in this document stands with them, and is no field besides.
    fn leave_hands_to_the_draft(&mut self) {
        let hands = self.draft.hands_mut().clone();
        let is_with_hand = |field: &Field| {
            let mut said = hands.iter().filter_map(|hand| hand.description.as_ref());
            field.name == "hand" && said.any(|said| *said == field.value)
        };
        (self.draft.metadata.other).retain(|field| !is_with_hand(field));
    }

    fn settle_spans(&mut self, problems: &mut Vec<Problem>) {
        for pending in std::mem::take(&mut self.spans) {
            let flow = pending.start.flow;
            let target = self
                .ids
                .get(&pending.target)
                .filter(|place| place.flow == flow && place.offset >= pending.start.offset);
            let end = if let Some(place) = target {
                place.offset
            } else {
                let what = format!(
                    "the end `{}` of this span is not to be found",
                    pending.target
                );
                problems.push(
                    Problem::new(pending.tag, what)
                        .hint("give the identifier of an `anchor` after it in `spanTo`"),
                );
                pending.start.offset
            };
            let text = self
                .draft
                .text_of(flow)
                .get(pending.start.offset..end)
                .unwrap_or_default();
            let inner = text.trim_start();
            let start = pending.start.offset + (text.len() - inner.len());
            let span = Span::new(start, start + inner.trim_end().len());
            self.draft.annotate_in(
                flow,
                Annotation {
                    span,
                    ..pending.annotation
                },
            );
        }
    }

    fn settle_notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            let target = note
                .target
                .and_then(|target| self.ids.get(&target).copied());
            let body = note.annotation.body();
            match target.filter(|place| Some(place.flow) != body) {
                Some(place) => {
                    let span = Span::at(place.offset);
                    self.draft.annotate_in(
                        place.flow,
                        Annotation {
                            span,
                            ..note.annotation
                        },
                    );
                }
                None => {
                    self.draft.annotate_in(note.flow, note.annotation);
                }
            }
        }
    }
}

/// What the header of a volume says of each of its documents.
pub(super) fn of_volume(header: &Metadata) -> Metadata {
    Metadata {
        title: header.title.clone(),
        languages: header.languages.clone(),
        edition: header.edition.clone(),
        ..Metadata::default()
    }
}

/// What the header of a volume says beyond that, field by field, for one document to carry.
pub(super) fn beyond(header: &Metadata) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut add = |name: &str, value: Option<&String>| {
        fields.extend(value.map(|value| Field {
            name: name.to_owned(),
            value: value.clone(),
        }));
    };
    add("summary", header.summary.as_ref());
    add("record", header.record_id.as_ref());
    add("genre", header.genre.as_ref());
    for date in &header.dates {
        add("date", date.printed.as_ref().or(date.edtf.as_ref()));
    }
    let transmission = &header.transmission;
    for (name, parties) in [("from", &transmission.from), ("to", &transmission.to)] {
        for party in parties {
            add(name, party.name.as_ref());
            add("place", party.place.as_ref());
        }
    }
    add("received", transmission.received_at.as_ref());
    for archive in header.archive.iter().chain(&header.other_archives) {
        add("archive", archive.repository.as_ref());
        for part in &archive.parts {
            add(&part.name, Some(&part.value));
        }
        if archive.parts.is_empty() {
            add("reference", archive.reference.as_ref());
        }
    }
    fields.extend(header.other.iter().cloned());
    fields
}

/// Everything that a header says, field by field: of a corpus round its files.
pub(super) fn all(header: &Metadata) -> Vec<Field> {
    let edition = &header.edition;
    let named = [
        ("collection", &header.title),
        ("contributor", &edition.contributor),
        ("editor", &edition.editor),
        ("translator", &edition.translator),
        ("publisher", &edition.publisher),
        ("funder", &edition.funder),
        ("rights", &edition.rights),
    ];
    let own = named.into_iter().filter_map(|(name, value)| {
        Some(Field {
            name: name.to_owned(),
            value: value.clone()?,
        })
    });
    own.chain(beyond(header)).collect()
}

/// Fills in what is not known from what a header says.
fn fill(metadata: &mut Metadata, header: &Metadata) {
    let header = header.clone();
    let transmission = &mut metadata.transmission;
    if metadata.title.is_none() {
        metadata.title = header.title;
    } else if let Some(title) = header
        .title
        .filter(|title| metadata.title.as_ref() != Some(title))
    {
        let field = Field {
            name: "in".to_owned(),
            value: title,
        };
        metadata.other.push(field);
    }
    if !header.dates.is_empty() {
        metadata.dates = header.dates;
    }
    let said = header.transmission;
    for (parties, said) in [
        (&mut transmission.from, said.from),
        (&mut transmission.to, said.to),
        (&mut transmission.copies_to, said.copies_to),
    ] {
        if !said.is_empty() {
            *parties = said;
        }
    }
    for (field, said) in [
        (&mut transmission.channel, said.channel),
        (&mut transmission.sent_by, said.sent_by),
        (&mut transmission.received_by, said.received_by),
        (&mut transmission.received_at, said.received_at),
    ] {
        *field = field.take().or(said);
    }
    metadata.genre = metadata.genre.take().or(header.genre);
    metadata.summary = metadata.summary.take().or(header.summary);
    metadata.record_id = metadata.record_id.take().or(header.record_id);
    metadata.archive = metadata.archive.take().or(header.archive);
    metadata.other_archives.extend(header.other_archives);
    metadata.languages.extend(header.languages);
    metadata.edition = header.edition;
    metadata.other.extend(header.other);
}
