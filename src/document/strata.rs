//! Strata: the edition's own annotations, a commentary, the reader's own notes; kept apart and read as one sequence.
//!
//! The edition is frozen when the document is made. The other two may be replaced while the document is open. No
//! annotation's identity and no place in the edition's text changes with that; only the bodies of attached notes, which lie
//! behind the edition's text, are written anew.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Index;

use strum::EnumCount;

use super::Document;
use super::annotation::Annotation;
use super::block::{Block, BlockKind, Flow};
use super::ids::{AnnotationId, FlowId, GroupId, NoteId, Stratum};
use super::index::SpanIndex;
use super::layer::Layer;
use super::says;
use super::span::{Place, Span};

/// A note that is laid beside a finished document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Which note of its stratum it is.
    pub id: NoteId,
    /// The annotation; its span lies in the edition's text.
    pub annotation: Annotation,
    /// The paragraphs of its body.
    pub paragraphs: Vec<String>,
}

/// What is laid beside the edition, and where the edition ends.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Strata {
    commentary: Vec<Attached>,
    own: Vec<Attached>,
    /// The annotations of both with their bodies, sorted by identity.
    attached: Vec<(AnnotationId, Annotation)>,
    /// How much of the buffer, the flows and the blocks is the edition's.
    edition: Edition,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Edition {
    text: Place,
    flows: usize,
    blocks: usize,
}

/// Where an annotation stands among all: by its start, the longer first, then by stratum and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order(Place, Reverse<Place>, AnnotationId);

/// All annotations of a document in their order.
#[derive(Debug, Clone, Copy)]
pub struct Annotations<'a> {
    document: &'a Document,
}

impl Document {
    /// All annotations of all strata, sorted by start, the longer first.
    pub fn annotations(&self) -> Annotations<'_> {
        Annotations { document: self }
    }

    /// The annotation with this identifier.
    pub fn annotation(&self, id: AnnotationId) -> &Annotation {
        match id.stratum {
            Stratum::Edition => &self.annotations[id.index()],
            Stratum::Commentary | Stratum::Own => &self.strata.attached[self.strata.position(id)].1,
        }
    }

    /// Whether an annotation is there: attached notes may have gone.
    pub fn has(&self, id: AnnotationId) -> bool {
        match id.stratum {
            Stratum::Edition => id.index() < self.annotations.len(),
            Stratum::Commentary | Stratum::Own => {
                let at = self.strata.position(id);
                self.strata
                    .attached
                    .get(at)
                    .is_some_and(|(found, _)| *found == id)
            }
        }
    }

    /// Where an annotation stands among all.
    pub fn order(&self, id: AnnotationId) -> Order {
        let span = self.annotation(id).span;
        Order(span.start, Reverse(span.end), id)
    }

    /// The buffer as far as it is the edition's: without the bodies of attached notes. Attached notes are anchored in it.
    pub fn edition_text(&self) -> &str {
        Span::new(0, self.strata.edition.text).of(&self.text)
    }

    /// The notes attached in a stratum, in the order given; none are attached in the edition.
    pub fn notes(&self, stratum: Stratum) -> &[Attached] {
        match stratum {
            Stratum::Edition => &[],
            Stratum::Commentary => &self.strata.commentary,
            Stratum::Own => &self.strata.own,
        }
    }

    /// Replaces the notes attached in a stratum. The edition is frozen: notes given for it are dropped.
    pub fn attach(&mut self, stratum: Stratum, notes: Vec<Attached>) {
        self.edit_notes(stratum, |all| *all = notes);
    }

    /// Adds, changes or removes notes of a stratum, as many as wanted at once: all other annotations keep their identities.
    /// Of several notes with one identity the first is shown. The edition is frozen: its list is empty and stays so.
    pub fn edit_notes(&mut self, stratum: Stratum, edit: impl FnOnce(&mut Vec<Attached>)) {
        match stratum {
            Stratum::Edition => return,
            Stratum::Commentary => edit(&mut self.strata.commentary),
            Stratum::Own => edit(&mut self.strata.own),
        }
        rebuild(self);
    }
}

/// Puts the edition's annotations in order and takes the measure of the edition. Once, when the document is made.
pub(super) fn freeze(document: &mut Document) {
    document
        .annotations
        .sort_by_key(|annotation| (annotation.span.start, Reverse(annotation.span.end)));
    document.strata.edition = Edition {
        text: document.text.len(),
        flows: document.flows.len(),
        blocks: document.blocks.len(),
    };
    reindex(document);
}

/// Whether two documents are the same but for the numbers of their groups of alternatives, and the names of their places,
/// which are the source's.
pub fn is_same(one: &Document, other: &Document) -> bool {
    let is_alike = one.id == other.id
        && one.metadata == other.metadata
        && one.hands == other.hands
        && one.text == other.text
        && one.flows == other.flows
        && one.blocks == other.blocks
        && one.points == other.points;
    is_alike && annotations_by_group(one) == annotations_by_group(other)
}

/// Writes the bodies of the attached notes behind the edition's text, and makes annotations of the notes.
fn rebuild(document: &mut Document) {
    let edition = document.strata.edition;
    document.text.truncate(edition.text);
    document.flows.truncate(edition.flows);
    document.blocks.truncate(edition.blocks);
    let strata = std::mem::take(&mut document.strata);
    let of = |stratum, notes: &[Attached]| -> Vec<(AnnotationId, Attached)> {
        let notes = notes.iter().cloned();
        notes
            .map(|note| (AnnotationId::of_note(stratum, note.id), note))
            .collect()
    };
    let mut attached = Vec::with_capacity(strata.commentary.len() + strata.own.len());
    let commentary = of(Stratum::Commentary, &strata.commentary);
    let own = of(Stratum::Own, &strata.own);
    for (id, note) in commentary.into_iter().chain(own) {
        let mut annotation = note.annotation;
        let span = annotation.span;
        annotation.span = Span::new(span.start.min(edition.text), span.end.min(edition.text));
        annotation.set_body(append(document, &note.paragraphs));
        attached.push((id, annotation));
    }
    attached.sort_by_key(|(id, _)| *id);
    attached.dedup_by_key(|(id, _)| *id);
    document.strata = Strata { attached, ..strata };
    reindex(document);
}

/// Appends a flow of paragraphs to the buffer.
fn append(document: &mut Document, paragraphs: &[String]) -> FlowId {
    let flow = FlowId(document.flows.len());
    let (start, first_block) = (document.text.len(), document.blocks.len());
    // A flow has a block, so that no two flows begin at one place.
    let nothing = [String::new()];
    let paragraphs = if paragraphs.is_empty() {
        nothing.as_slice()
    } else {
        paragraphs
    };
    for paragraph in paragraphs {
        let block_start = document.text.len();
        // A block is one line of the buffer.
        document.text.push_str(&paragraph.replace('\n', " "));
        document.text.push('\n');
        let span = Span::new(block_start, document.text.len());
        document.blocks.push(Block::new(BlockKind::Paragraph, span));
    }
    document.flows.push(Flow {
        span: Span::new(start, document.text.len()),
        blocks: first_block..document.blocks.len(),
        owner: None,
    });
    flow
}

/// Builds what finds annotations again.
fn reindex(document: &mut Document) {
    let edition = (0..document.annotations.len()).map(AnnotationId::edition);
    let attached = document.strata.attached.iter().map(|(id, _)| *id);
    let mut ids: Vec<AnnotationId> = edition.chain(attached).collect();
    // The edition is sorted already, which the sort makes use of.
    ids.sort_by_key(|&id| document.order(id));
    let mut groups: HashMap<GroupId, Vec<AnnotationId>> = HashMap::new();
    for &id in &ids {
        if let Some(group) = document.annotation(id).group {
            groups.entry(group).or_default().push(id);
        }
    }
    for flow in &mut document.flows {
        flow.owner = None;
    }
    for &id in &ids {
        if let Some(flow) = document.annotation(id).body() {
            document.flows[flow.0].owner = Some(id);
        }
    }
    let spans = ids.iter().map(|&id| document.annotation(id).span).collect();
    document.index = SpanIndex::new(ids, spans, groups);
    let numbers = numbers(document);
    document.index.set_numbers(numbers);
}

/// The number of each annotation among those of its layer that have something to say, alternatives under one; 0 for the
/// others.
fn numbers(document: &Document) -> Vec<u32> {
    let mut counts = [0_u32; Layer::COUNT];
    let mut of_groups: HashMap<(GroupId, Layer), u32> = HashMap::new();
    let ids = document.annotations().ids().iter();
    let number = |&id: &AnnotationId| {
        let annotation = document.annotation(id);
        let layer = annotation.layer();
        let layer = layer.filter(|_| says::has_something_to_say(document, id))?;
        let mut next = || {
            let count = &mut counts[layer as usize];
            *count += 1;
            *count
        };
        // One is said of alternatives: what stands in the text.
        Some(match annotation.group {
            Some(group) => *of_groups.entry((group, layer)).or_insert_with(next),
            None => next(),
        })
    };
    ids.map(number).map(Option::unwrap_or_default).collect()
}

/// The annotations with their groups numbered in the order in which they occur.
fn annotations_by_group(document: &Document) -> Vec<Annotation> {
    let mut numbers = HashMap::new();
    let renumbered = document
        .annotations()
        .iter()
        .cloned()
        .map(|mut annotation| {
            annotation.group = annotation.group.map(|group| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                GroupId(*numbers.entry(group).or_insert(next))
            });
            annotation
        });
    renumbered.collect()
}

impl Strata {
    /// Where an attached annotation is, or would be.
    fn position(&self, id: AnnotationId) -> usize {
        self.attached.partition_point(|(found, _)| *found < id)
    }
}

impl<'a> Annotations<'a> {
    /// The annotations.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'a Annotation> + ExactSizeIterator {
        let document = self.document;
        (self.ids().iter()).map(|&id| document.annotation(id))
    }

    /// Their identities, in the same order.
    pub fn ids(self) -> &'a [AnnotationId] {
        self.document.index.ids()
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.ids().len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.ids().is_empty()
    }
}

impl Index<usize> for Annotations<'_> {
    type Output = Annotation;

    fn index(&self, position: usize) -> &Annotation {
        self.document.annotation(self.ids()[position])
    }
}

impl<'a> IntoIterator for Annotations<'a> {
    type Item = &'a Annotation;
    type IntoIter = Box<dyn DoubleEndedIterator<Item = &'a Annotation> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Content, Kind, Note, fixture};
    use super::*;

    fn own(number: u32, start: Place, words: &str) -> Attached {
        Attached {
            id: NoteId(number),
            annotation: Annotation::new(Kind::OwnNote, Span::at(start)),
            paragraphs: vec![words.to_owned()],
        }
    }

    fn bodies(document: &Document) -> Vec<(String, &str)> {
        let ids = document.annotations().ids().iter();
        ids.filter_map(|&id| {
            let flow = document.annotation(id).body()?;
            Some((id.to_string(), document.flow_text(flow)))
        })
        .collect()
    }

    #[test]
    fn strata_are_read_as_one_sequence() {
        let mut document = fixture::prose(
            "one <0>two</0> three<1:A note.>",
            &[
                Annotation::new(Kind::Supplied, Span::default()),
                Annotation::new(Kind::Note, Span::default()),
            ],
        );
        document.attach(
            Stratum::Own,
            vec![own(7, 8, "Mine, last."), own(2, 0, "Mine, first.")],
        );
        document.attach(Stratum::Commentary, vec![own(0, 4, "A comment.")]);
        assert_eq!(
            bodies(&document),
            [
                ("o2".to_owned(), "Mine, first."),
                ("c0".to_owned(), "A comment."),
                ("o7".to_owned(), "Mine, last."),
                ("a1".to_owned(), "A note."),
            ]
        );
        document.attach(Stratum::Own, vec![own(7, 8, "Mine, changed.")]);
        let id = |number| AnnotationId::of_note(Stratum::Own, NoteId(number));
        assert!(document.has(id(7)) && !document.has(id(2)) && !document.has(id(9)));
        let flow = document.annotation(id(7)).body().expect("a body");
        assert_eq!(document.flow_text(flow), "Mine, changed.");
        assert_eq!(document.annotation_of_flow(flow), Some(id(7)));
        assert_eq!(document.edition_text(), "one two three\nA note.\n");
        let touching: Vec<_> = document
            .annotations_in(Span::new(0, 5))
            .map(|id| id.to_string())
            .collect();
        assert_eq!(touching, ["a0", "c0"]);
    }

    #[test]
    fn a_note_keeps_its_identity_while_others_are_added_edited_and_removed() {
        let mut document = fixture::prose(
            "one <0>two</0> three",
            &[Annotation::new(Kind::Supplied, Span::default())],
        );
        document.attach(
            Stratum::Own,
            vec![own(0, 8, "First."), own(1, 4, "Second.")],
        );
        let words = |document: &Document, number| {
            let id = AnnotationId::of_note(Stratum::Own, NoteId(number));
            let flow = document.has(id).then(|| document.annotation(id).body())??;
            Some(document.flow_text(flow).to_owned())
        };
        document.edit_notes(Stratum::Own, |notes| notes.insert(0, own(2, 0, "Third.")));
        assert_eq!(words(&document, 1).as_deref(), Some("Second."));
        document.edit_notes(Stratum::Own, |notes| {
            notes.retain(|note| note.id != NoteId(0));
            for note in notes.iter_mut().filter(|note| note.id == NoteId(1)) {
                note.paragraphs = vec!["Second, changed.".to_owned()];
            }
        });
        assert_eq!(words(&document, 0), None);
        assert_eq!(words(&document, 1).as_deref(), Some("Second, changed."));
        assert_eq!(words(&document, 2).as_deref(), Some("Third."));
        assert_eq!(document.notes(Stratum::Own).len(), 2);
        let supplied = document.annotation(AnnotationId::edition(0));
        assert_eq!(document.slice(supplied.span), "two");
        document.edit_notes(Stratum::Edition, |notes| notes.push(own(9, 0, "None.")));
        assert_eq!(document.notes(Stratum::Edition), []);
        assert_eq!(document.annotations().len(), 3);
    }

    proptest! {
        #[test]
        fn the_edition_does_not_notice_what_is_attached(
            document in fixture::any_document(),
            notes in proptest::collection::vec((0..20_u32, 0..60_usize, "[a-z\n]{0,12}"), 0..8),
        ) {
            let before = document.clone();
            let mut document = document;
            let attached = |kind: Kind| -> Vec<Attached> {
                let notes = notes.iter();
                notes.map(|(number, start, words)| Attached {
                    annotation: Annotation::new(kind, Span::at(*start)),
                    ..own(*number, 0, words)
                }).collect()
            };
            document.attach(Stratum::Own, attached(Kind::OwnNote));
            document.attach(Stratum::Commentary, attached(Kind::Comment));
            for &id in before.annotations().ids() {
                prop_assert_eq!(document.annotation(id), before.annotation(id));
            }
            let ids = document.annotations().ids();
            prop_assert!(ids.windows(2).all(|pair| document.order(pair[0]) < document.order(pair[1])));
            for &id in ids {
                if let Some(Note { body: Some(flow), .. }) = document.annotation(id).content.note() {
                    prop_assert_eq!(document.annotation_of_flow(*flow), Some(id));
                }
            }
            let mut end = 0;
            for block in document.blocks() {
                prop_assert_eq!(block.span.start, end);
                end = block.span.end;
            }
            prop_assert_eq!(end, document.text().len());
            document.attach(Stratum::Own, Vec::new());
            document.attach(Stratum::Commentary, Vec::new());
            prop_assert_eq!(document, before);
        }
    }

    #[test]
    fn a_comment_on_a_field_has_its_body_too() {
        let mut document = fixture::prose("one", &[]);
        let content = Content::Comment {
            about: Some("title".to_owned()),
            note: Note::default(),
        };
        let note = Attached {
            id: NoteId(0),
            annotation: Annotation::new(content, Span::at(0)),
            paragraphs: Vec::new(),
        };
        document.attach(Stratum::Commentary, vec![note]);
        assert_eq!(bodies(&document), [("c0".to_owned(), "")]);
    }
}
