//! One document in the making, and its completion: spans and notes find their places, names find who they are.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::document::AnnotationId;
use crate::document::draft::{DraftPlace, Finished};
use crate::document::{Annotation, Content, Draft, Field, FlowId, Kind, Metadata, Property, Span};
use crate::problem::Problem;
use crate::source::pasted;
use crate::source::recognise::conventions::Conventions;
use crate::source::recognise::transcript;

use super::apart::PendingReference;
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
    /// Its identifier.
    pub(super) id: Option<String>,
    /// The name of the element that it belongs to, and of the one up to which.
    pub(super) target: Option<String>,
    pub(super) target_end: Option<String>,
    pub(super) tag: Span,
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
    /// Where they end.
    pub(super) ends: HashMap<String, DraftPlace>,
    /// Where passages with numbers stand.
    pub(super) numbers: Vec<(String, DraftPlace)>,
    /// The references to notes that stand elsewhere.
    pub(super) references: Vec<PendingReference>,
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
            ends: HashMap::new(),
            numbers: Vec::new(),
            references: Vec::new(),
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
        self.settle_notes(problems);
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

    /// Lays each note at its reference, at what it points to, or where it stands.
    fn settle_notes(&mut self, problems: &mut Vec<Problem>) {
        let mut references = std::mem::take(&mut self.references);
        for mut note in std::mem::take(&mut self.notes) {
            let referred = references
                .iter()
                .position(|reference| Some(&reference.id) == note.id.as_ref());
            let place = if let Some(at) = referred {
                let reference = references.swap_remove(at);
                if let Some(label) = reference.label {
                    note.annotation.content.set(Property::Label, label);
                }
                Some(reference.place)
            } else {
                self.target(&note, problems)
            };
            let body = note.annotation.body();
            let place = place.filter(|place| Some(place.flow) != body);
            let flow = place.map_or(note.flow, |place| place.flow);
            if let Some(place) = place {
                note.annotation.span = Span::at(place.offset);
            }
            self.draft.annotate_in(flow, note.annotation);
        }
        self.number_notes();
        for reference in references {
            let label = reference.label;
            let orphan = Content::OrphanReference { label };
            let annotation = Annotation::new(orphan, Span::at(reference.place.offset));
            self.draft.annotate_in(reference.place.flow, annotation);
        }
    }

    /// The end of the element of this name, or its place.
    pub(super) fn end_of(&self, name: &str) -> Option<&DraftPlace> {
        self.ends.get(name).or_else(|| self.ids.get(name))
    }

    /// Gives notes without a figure running ones, so that they are told apart. Where others have numbers, letters.
    fn number_notes(&mut self) {
        let is_figured = |annotation: &Annotation| annotation.label().is_some();
        let mut bare: Vec<(FlowId, usize, AnnotationId)> = Vec::new();
        let mut used: HashSet<String> = HashSet::new();
        for (id, (flow, annotation)) in self.draft.annotations().iter().enumerate() {
            let is_note = annotation.is_edition_note() && annotation.body().is_some();
            used.extend(annotation.label().filter(|_| is_note).map(str::to_owned));
            if is_note && !is_figured(annotation) && annotation.kind() != Kind::SourceNote {
                bare.push((*flow, annotation.span.start, AnnotationId::edition(id)));
            }
        }
        // A single one is told from the others by its asterisk.
        if bare.len() < 2 {
            return;
        }
        bare.sort_unstable();
        let has_figures = (used.iter()).any(|label| label.bytes().all(|b| b.is_ascii_digit()));
        let letters = ('a'..='z').map(String::from);
        let doubled =
            ('a'..='z').flat_map(|first| ('a'..='z').map(move |second| format!("{first}{second}")));
        let figures: Box<dyn Iterator<Item = String>> = if has_figures {
            Box::new(letters.chain(doubled))
        } else {
            Box::new((1..).map(|number: u32| number.to_string()))
        };
        let mut figures = figures.filter(|figure| !used.contains(figure));
        for (_, _, id) in bare {
            if let Some(figure) = figures.next() {
                let note = self.draft.annotation_mut(id);
                note.content.set(Property::Label, figure);
            }
        }
    }

    /// Where a note points to: behind words, at the start of anything longer.
    fn target(&self, note: &PendingNote, problems: &mut Vec<Problem>) -> Option<DraftPlace> {
        let target = note.target.as_ref()?;
        let Some(start) = self.ids.get(target).copied() else {
            let what = format!("the target `#{target}` of this note is not to be found");
            problems.push(
                Problem::new(note.tag, what)
                    .hint("the note stands where it is in the file; give the identifier of an element of the text"),
            );
            return None;
        };
        let end = self.end_of(note.target_end.as_ref().unwrap_or(target));
        let end = end
            .copied()
            .filter(|end| end.flow == start.flow && end.offset >= start.offset);
        let is_within_block = |end: &DraftPlace| {
            let words = self.draft.text_of(start.flow).get(start.offset..end.offset);
            words.is_some_and(|words| !words.trim_end().contains('\n'))
        };
        let Some(end) = end.filter(is_within_block) else {
            return Some(start);
        };
        let words = self.draft.text_of(start.flow).get(start.offset..end.offset);
        let length = words.unwrap_or_default().trim_end().len();
        let offset = start.offset + length;
        Some(DraftPlace { offset, ..end })
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
        add("date", date.shown().map(Cow::into_owned).as_ref());
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
