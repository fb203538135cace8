//! Pointers between a text and what stands apart from it: endnotes and their references, stand-off notes, an apparatus.
//!
//! TEI P5, chapters 3.9.1 (notes), 13.2.3 (an apparatus by location or by ends), 17.10 (stand-off). What points to a place is
//! laid there when the document is complete; what points nowhere stays among the metadata, and is a problem.

use std::collections::HashSet;

use super::builder::{Builder, Closing};
use super::describe::{self, value};
use super::elements::identifier;
use super::sheet::{PendingNote, Sheet};
use crate::document::draft::DraftPlace;
use crate::document::{
    Annotation, BlockKind, Content, Field, FlowId, Kind, Property, Span, Witnesses,
};
use crate::problem::Problem;
use crate::source::xml::{Attributes, Lexer, NodeId, Token, Tree, local};

/// How far behind the start of a line its lemma is looked for, in bytes.
const LEMMA_WITHIN: usize = 600;

/// A reference to a note that stands elsewhere.
#[derive(Debug)]
pub(super) struct PendingReference {
    pub(super) id: String,
    pub(super) place: DraftPlace,
    /// What is printed there.
    pub(super) label: Option<String>,
}

/// Something said of a stretch of text, apart from it.
#[derive(Debug)]
pub(super) struct StandOff {
    from: String,
    to: Option<String>,
    kind: Kind,
    paragraphs: Vec<String>,
    label: Option<String>,
    responsibility: Option<String>,
    tag: Span,
}

/// An entry of an apparatus that stands apart from its text.
#[derive(Debug)]
pub(super) struct Variant {
    place: VariantPlace,
    lemma: String,
    lemma_witnesses: Option<String>,
    /// The witnesses of each reading, and the reading.
    readings: Vec<(Option<String>, String)>,
    /// Remarks in the entry.
    notes: Vec<String>,
    tag: Span,
}

#[derive(Debug)]
enum VariantPlace {
    /// From one named place to another.
    Ends(String, Option<String>),
    /// In the passage of this number.
    Passage(String),
    Nowhere,
}

/// The identifiers of the notes that stand at the end of a text and not where they belong. Of a file with several documents
/// none: there a note's reference may be in another document.
pub(super) fn endnotes(text: &str) -> HashSet<String> {
    const SEVERAL: [&str; 3] = ["type=\"document\"", "<group", "<teiCorpus"];
    let mut found = HashSet::new();
    if !text.contains("<note") || SEVERAL.iter().any(|sign| text.contains(sign)) {
        return found;
    }
    let mut open: Vec<(&str, bool)> = Vec::new();
    for (token, _) in Lexer::new(text) {
        match token {
            Token::Open {
                name,
                attributes,
                is_empty,
            } => {
                let (name, attributes) = (local(name), Attributes(attributes));
                if name == "note" && open.iter().any(|(_, is_apart)| *is_apart) {
                    found.extend(identifier(attributes).map(str::to_owned));
                }
                let is_division = name.starts_with("div") && name.len() <= 4;
                if !is_empty && (is_division || matches!(name, "back" | "noteGrp")) {
                    open.push((name, is_apart(name, attributes)));
                }
            }
            Token::Close(name) if open.last().is_some_and(|(last, _)| *last == local(name)) => {
                open.pop();
            }
            _ => {}
        }
    }
    found
}

/// Whether any entry of an apparatus says where it belongs.
pub(super) fn is_apparatus_located(text: &str) -> bool {
    let mut entries = text.split("<app ").skip(1);
    entries.any(|entry| {
        let tag = entry.split('>').next().unwrap_or_default();
        tag.starts_with("loc=")
            || tag.starts_with("from=")
            || tag.contains(" loc=")
            || tag.contains(" from=")
    })
}

/// Whether what stands in a division or the like stands apart from where it belongs.
fn is_apart(name: &str, attributes: Attributes<'_>) -> bool {
    name == "back"
        || value(attributes, "type").is_some_and(|kind| {
            let kind = kind.to_lowercase();
            kind.contains("notes") || kind.contains("commentary")
        })
}

/// The key in a pointer into the same file.
fn key(pointer: &str) -> Option<String> {
    let first = pointer.split_whitespace().next()?;
    let key = first.strip_prefix('#').filter(|key| !key.is_empty())?;
    Some(key.to_owned())
}

impl Builder<'_> {
    /// The endnote that a reference in the text leads to, the first time that one does.
    pub(super) fn endnote_of(&mut self, attributes: Attributes<'_>) -> Option<String> {
        let is_in_text = self.place().flow == FlowId::MAIN && !self.context().is_in_back;
        let key = value(attributes, "target").and_then(key)?;
        (is_in_text && self.endnotes.remove(&key)).then_some(key)
    }

    /// Takes the reference to an endnote: its text is the note's figure.
    pub(super) fn open_note_reference(&mut self, note: String, attributes: Attributes<'_>) {
        self.sheet();
        self.start_tree();
        let place = self.place();
        let current = self.current;
        let label = value(attributes, "n").map(str::to_owned);
        let top = self.top();
        top.sheet = current;
        top.start = place;
        top.closing = Closing::Reference(note, label);
    }

    pub(super) fn close_note_reference(
        &mut self,
        id: String,
        label: Option<String>,
        place: DraftPlace,
    ) {
        let tree = self.end_tree();
        let printed = Some(tree.text(0)).filter(|text| !text.is_empty());
        let label = printed.or(label);
        self.sheet()
            .references
            .push(PendingReference { id, place, label });
        // As a note does, it stands close to its word.
        self.space.is_indent |= self.space.is_pending;
    }

    /// Takes the notes, annotations and spans of a stand-off part. Answers which nodes of it are taken.
    pub(super) fn take_stand_off(&mut self, tree: &Tree, tag: Span) -> Vec<bool> {
        let mut taken = vec![false; tree.len()];
        let found: Vec<NodeId> = tree.below(0, &["note", "annotation", "span"]).collect();
        for id in found {
            let is_holder = tree.below(id, &["note"]).next().is_some();
            let Some((from, to)) = ends(tree, id).filter(|_| !is_holder) else {
                continue;
            };
            let paragraphs = paragraphs(tree, id);
            if paragraphs.is_empty() {
                continue;
            }
            let of = |name: &str| tree.attribute(id, name);
            let kind = match tree.node(id).name.as_str() {
                "note" => describe::note_kind_of(
                    of("type").unwrap_or_default(),
                    of("resp").unwrap_or_default(),
                ),
                _ => Kind::Note,
            };
            self.stand_off.push(StandOff {
                from,
                to,
                kind,
                paragraphs,
                label: of("n").map(str::to_owned),
                responsibility: of("resp").map(|keys| self.editors(keys)),
                tag,
            });
            if let Some(taken) = taken.get_mut(id..tree.node(id).end) {
                taken.fill(true);
            }
        }
        taken
    }

    /// Takes the entries of an apparatus apart from its text.
    pub(super) fn take_apparatus(&mut self, tree: &Tree, tag: Span) {
        let entries: Vec<NodeId> = (tree.below(0, &["app"]))
            .filter(|&id| !tree.is_within(id, "app"))
            .collect();
        for &id in &entries {
            let of = |name: &str| tree.attribute(id, name);
            let place = match (of("from").and_then(key), of("loc")) {
                (Some(from), _) => VariantPlace::Ends(from, of("to").and_then(key)),
                (None, Some(loc)) => VariantPlace::Passage(loc.to_owned()),
                (None, None) => VariantPlace::Nowhere,
            };
            let is_own = |child: &NodeId| tree.nearest(*child, "app") == Some(id);
            let lemma = tree.below(id, &["lem"]).find(is_own);
            let readings = tree.below(id, &["rdg"]).filter(is_own);
            let notes = tree.below(id, &["note", "witDetail"]).filter(is_own);
            let witnesses = |id| tree.attribute(id, "wit").map(str::to_owned);
            self.variants.push(Variant {
                place,
                lemma: lemma
                    .map(|id| tree.text_without(id, &["note"]))
                    .unwrap_or_default(),
                lemma_witnesses: lemma.and_then(witnesses),
                readings: readings
                    .map(|id| (witnesses(id), tree.text_without(id, &["note"])))
                    .collect(),
                notes: notes
                    .map(|id| tree.text(id))
                    .filter(|text| !text.is_empty())
                    .collect(),
                tag,
            });
        }
        // Headings and remarks between the entries.
        let rest = tree.text_without(0, &["app"]);
        if !rest.is_empty() {
            self.entries.push(Field {
                name: "apparatus".to_owned(),
                value: rest,
            });
        }
    }

    /// Lays what stands apart at its places, now that all documents are read.
    pub(super) fn settle_pointers(&mut self) {
        for note in std::mem::take(&mut self.stand_off) {
            let sheet = self
                .sheets
                .iter_mut()
                .find(|sheet| sheet.ids.contains_key(&note.from));
            if let Some(sheet) = sheet {
                sheet.attach(note);
                continue;
            }
            self.points_nowhere(&note.from, note.tag);
            self.entries.push(Field {
                name: "note".to_owned(),
                value: note.paragraphs.join(" · "),
            });
        }
        for variant in std::mem::take(&mut self.variants) {
            let place = self
                .sheets
                .iter()
                .enumerate()
                .find_map(|(number, sheet)| Some((number, sheet.stretch(&variant)?)));
            if let Some((number, (flow, span))) = place {
                self.sheets[number].vary(flow, span, variant);
                continue;
            }
            if let VariantPlace::Ends(from, _) = &variant.place {
                self.points_nowhere(from, variant.tag);
            }
            self.entries.push(Field {
                name: "apparatus".to_owned(),
                value: variant.in_words(),
            });
        }
    }

    fn points_nowhere(&mut self, key: &str, tag: Span) {
        let what = format!("the place `{key}` that is pointed to is not to be found");
        self.problem(Problem::new(tag, what).hint(
            "what points there stands among the metadata; give the identifier of an element of the text",
        ));
    }
}

/// Where a stand-off note points: by itself, or by the group that it is in.
fn ends(tree: &Tree, id: NodeId) -> Option<(String, Option<String>)> {
    let mut at = id;
    loop {
        let of = |name: &str| tree.attribute(at, name).and_then(key);
        if let Some(from) = of("target").or_else(|| of("from")) {
            return Some((from, of("targetEnd").or_else(|| of("to"))));
        }
        let above = tree.node(at).parent;
        if above == at
            || !matches!(
                tree.node(above).name.as_str(),
                "noteGrp" | "annotation" | "spanGrp" | "note"
            )
        {
            return None;
        }
        at = above;
    }
}

fn paragraphs(tree: &Tree, id: NodeId) -> Vec<String> {
    let blocks: Vec<NodeId> = (tree.children(id))
        .filter(|&child| matches!(tree.node(child).name.as_str(), "p" | "ab" | "list"))
        .collect();
    let texts: Vec<String> = if blocks.is_empty() || tree.has_own_text(id) {
        vec![tree.text(id)]
    } else {
        tree.parts(id)
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

impl Variant {
    fn in_words(&self) -> String {
        let loc = match &self.place {
            VariantPlace::Passage(loc) => format!("{loc}: "),
            VariantPlace::Ends(..) | VariantPlace::Nowhere => String::new(),
        };
        let sign = |witnesses: &Option<String>| {
            let signs = witnesses.as_deref().map(|signs| signs.replace('#', ""));
            signs.map(|signs| format!(" {signs}")).unwrap_or_default()
        };
        let lemma = format!("{}{}", self.lemma, sign(&self.lemma_witnesses));
        let readings =
            (self.readings.iter()).map(|(witnesses, text)| format!("{text}{}", sign(witnesses)));
        let said: Vec<String> = readings.chain(self.notes.iter().cloned()).collect();
        format!("{loc}{lemma} ] {}", said.join("; "))
    }
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
            VariantPlace::Nowhere => None,
            VariantPlace::Ends(from, to) => {
                let start = *self.ids.get(from)?;
                let end = match to {
                    Some(to) => *self.end_of(to).filter(|end| end.flow == start.flow)?,
                    None => *self.end_of(from)?,
                };
                Some((start.flow, self.trimmed(start, end.offset)))
            }
            VariantPlace::Passage(loc) => {
                let loc = loc.split(['-', '–', ' ', ',']).next()?;
                let last = loc.rsplit('.').next()?;
                let places = self.numbered(loc).chain(self.numbered(last));
                let places: Vec<DraftPlace> = places.collect();
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

    /// The end of the element of this name, or its place.
    pub(super) fn end_of(&self, name: &str) -> Option<&DraftPlace> {
        self.ends.get(name).or_else(|| self.ids.get(name))
    }

    /// The stretch without the white space at its edges.
    fn trimmed(&self, start: DraftPlace, end: usize) -> Span {
        let text = self.draft.text_of(start.flow);
        let words = text.get(start.offset..end).unwrap_or_default();
        let inner = words.trim_start();
        let from = start.offset + (words.len() - inner.len());
        Span::new(from, from + inner.trim_end().len())
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
        let mut lemma = Annotation::new(lemma, span);
        lemma.group = group;
        self.draft.annotate_in(flow, lemma);
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
