//! The text of a block with its annotations written into it.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::{Brackets, NativeOptions, Points};
use crate::document::{
    Annotation, AnnotationId, Block, BlockKind, Content, Document, Extent, FlowId, Kind, Place,
    Span,
};

/// How the annotations of one document are written.
pub(super) struct Notation {
    options: NativeOptions,
    /// The names of the notes, by their flows.
    names: HashMap<FlowId, String>,
    /// The notes whose bodies stand in brackets in the text.
    inline: Vec<FlowId>,
}

impl Notation {
    /// The notation of a document: its notes are named by their labels where these are names, and unique.
    pub(super) fn of(document: &Document, options: NativeOptions) -> Self {
        let mut notation = Self {
            options,
            names: HashMap::new(),
            inline: Vec::new(),
        };
        let mut taken: HashMap<String, FlowId> = HashMap::new();
        for annotation in document.annotations() {
            let Some(flow) = annotation.body() else {
                continue;
            };
            if notation.is_printed_body(document, annotation) {
                notation.inline.push(flow);
                continue;
            }
            let label = annotation.label().unwrap_or_default().to_owned();
            let is_name = !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
            let mut name = if is_name {
                label
            } else {
                format!("n{}", flow.0)
            };
            while taken.contains_key(&name) {
                let _ = write!(name, "-{}", flow.0);
            }
            taken.insert(name.clone(), flow);
            notation.names.insert(flow, name);
        }
        notation
    }

    /// The notes that are written out, in the order of their flows.
    pub(super) fn defined(&self, document: &Document) -> impl Iterator<Item = FlowId> {
        let mut flows: Vec<FlowId> = self.names.keys().copied().collect();
        flows.sort_unstable();
        let count = document.flows().len();
        flows.into_iter().filter(move |flow| flow.0 < count)
    }

    /// A note's name.
    pub(super) fn name(&self, flow: FlowId) -> &str {
        self.names.get(&flow).map_or("", String::as_str)
    }

    /// Whether an annotation had signs in its source and is written with them.
    fn is_printed(&self, annotation: &Annotation) -> bool {
        let printed = annotation.printed.as_ref();
        let has_signs =
            printed.is_some_and(|printed| !printed.before.is_empty() || !printed.after.is_empty());
        self.options.brackets == Brackets::Archive && has_signs
    }

    /// Whether an annotation is a note whose body stood between its signs in the text.
    fn is_printed_body(&self, document: &Document, annotation: &Annotation) -> bool {
        let Some(flow) = annotation.body().filter(|_| self.is_printed(annotation)) else {
            return false;
        };
        let has_two_signs = annotation
            .printed
            .as_ref()
            .is_some_and(|printed| !printed.after.is_empty());
        let mut blocks = document.flow_blocks(flow).map(|id| document.block(id));
        let first = blocks.next();
        let is_one = first.is_some_and(|block| block.kind == BlockKind::Paragraph)
            && blocks.next().is_none();
        has_two_signs && annotation.span.is_empty() && is_one
    }
}

/// What is written into the text of a flow, in the order of the places.
pub(super) struct Marked {
    insertions: Vec<Insertion>,
}

/// Something written at a place, before the character there.
struct Insertion {
    place: Place,
    /// Ends come before what is empty, and that before beginnings.
    order: u8,
    /// Of several beginnings the outer comes first, of several ends the inner.
    rank: usize,
    text: String,
}

const END: u8 = 0;
const EMPTY: u8 = 1;
const BEGIN: u8 = 2;

impl Marked {
    /// What is written into a flow.
    pub(super) fn of(document: &Document, flow: FlowId, notation: &Notation) -> Self {
        let span = document.flows()[flow.0].span;
        let all = document.annotations_in(span);
        let ids: Vec<AnnotationId> = all
            .filter(|&id| document.flow_at(document.annotation(id).span.start) == flow)
            .collect();
        let named = overlapping(document, &ids);
        let mut marked = Self {
            insertions: Vec::new(),
        };
        for (rank, &id) in ids.iter().enumerate() {
            marked.annotation(document, notation, id, rank, named.contains(&id));
        }
        if notation.options.points == Points::Marked && flow == FlowId::MAIN {
            marked.points(document);
        }
        marked
            .insertions
            .sort_by_key(|insertion| (insertion.place, insertion.order, insertion.rank));
        marked
    }

    /// The text of a block with everything written into it.
    pub(super) fn write(&self, document: &Document, notation: &Notation, block: &Block) -> String {
        let content = block.content();
        let first = self
            .insertions
            .partition_point(|insertion| insertion.place < content.start);
        let here = self.insertions.get(first..).unwrap_or_default().iter();
        let text = Text {
            buffer: document.text(),
            edges: edges(document.slice(content), content.start, block.kind),
            is_archive: notation.options.brackets == Brackets::Archive,
        };
        let mut written = String::new();
        let mut at = content.start;
        for insertion in here.take_while(|insertion| insertion.place <= content.end) {
            text.write(&mut written, Span::new(at, insertion.place));
            at = at.max(insertion.place);
            written.push_str(&insertion.text);
        }
        text.write(&mut written, Span::new(at, content.end));
        written
    }

    fn annotation(
        &mut self,
        document: &Document,
        notation: &Notation,
        id: AnnotationId,
        rank: usize,
        is_named: bool,
    ) {
        let annotation = document.annotation(id);
        if notation.options.points == Points::Recognised && is_found_again(annotation) {
            return;
        }
        let span = annotation.span;
        let body = annotation
            .body()
            .filter(|flow| !notation.inline.contains(flow));
        if let Some(printed) = annotation
            .printed
            .as_ref()
            .filter(|_| notation.is_printed(annotation) && body.is_none())
        {
            let inside = annotation
                .body()
                .map(|flow| Self::of(document, flow, notation).whole(document, notation, flow));
            if span.is_empty() {
                let text = format!(
                    "{}{}{}",
                    printed.before,
                    inside.unwrap_or_default(),
                    printed.after
                );
                self.insert(span.start, EMPTY, rank, text);
            } else {
                self.insert(span.start, BEGIN, rank, printed.before.clone());
                self.insert(span.end, END, usize::MAX - rank, printed.after.clone());
            }
            return;
        }
        if is_plain_reference(annotation)
            && body.is_some_and(|flow| Some(notation.name(flow)) == annotation.label())
        {
            let name = annotation.label().unwrap_or_default().to_owned();
            return self.insert(span.start, EMPTY, rank, format!("[^{name}]"));
        }
        let opening = opening(document, annotation, body.map(|flow| notation.name(flow)));
        let crosses = document.slice(span).contains(['\n', '\t']);
        let has_body_words = annotation.kind().is_note() && body.is_none();
        if span.is_empty() {
            self.insert(span.start, EMPTY, rank, format!("{{{opening}}}"));
        } else if is_named || crosses || has_body_words {
            self.insert(span.start, BEGIN, rank, format!("{{+{id} {opening}}}"));
            self.insert(span.end, END, usize::MAX - rank, format!("{{-{id}}}"));
        } else {
            self.insert(span.start, BEGIN, rank, format!("{{{opening}: "));
            self.insert(span.end, END, usize::MAX - rank, "}".to_owned());
        }
    }

    fn points(&mut self, document: &Document) {
        for (number, point) in document.points().iter().enumerate() {
            let label = quoted(&point.label);
            let sign = format!(
                "{{+p{number} point path={} label={label}}}",
                point.path.join(".")
            );
            self.insert(
                point.span.start,
                BEGIN,
                usize::MAX - document.points().len() + number,
                sign,
            );
            self.insert(point.span.end, END, number, format!("{{-p{number}}}"));
        }
    }

    /// The one block of a note whose body stands in the text.
    fn whole(&self, document: &Document, notation: &Notation, flow: FlowId) -> String {
        let block = document
            .flow_blocks(flow)
            .next()
            .map(|id| document.block(id));
        block
            .map(|block| self.write(document, notation, block))
            .unwrap_or_default()
    }

    fn insert(&mut self, place: Place, order: u8, rank: usize, text: String) {
        self.insertions.push(Insertion {
            place,
            order,
            rank,
            text,
        });
    }
}

/// The annotations that overlap another without lying in it, or it in them.
fn overlapping(document: &Document, ids: &[AnnotationId]) -> HashSet<AnnotationId> {
    // None of these crosses another, so that each ends before or with those before it.
    let mut open: Vec<Span> = Vec::new();
    let mut overlapping = HashSet::new();
    for &id in ids {
        let span = document.annotation(id).span;
        if span.is_empty() {
            continue;
        }
        while open.pop_if(|other| other.end <= span.start).is_some() {}
        if open.last().is_some_and(|other| other.end < span.end) {
            overlapping.insert(id);
        } else {
            open.push(span);
        }
    }
    overlapping
}

/// Whether nothing is known of a note but its label and its body: `[^1]` says all.
fn is_plain_reference(annotation: &Annotation) -> bool {
    let Content::Note(note) = &annotation.content else {
        return false;
    };
    let plain = Annotation::new(Content::Note(note.clone()), annotation.span);
    note.label.is_some() && annotation.span.is_empty() && *annotation == plain
}

/// Whether the recognisers that find points find it as well: it is of their kinds, and nothing else is known of it.
fn is_found_again(annotation: &Annotation) -> bool {
    let is_of_their_kinds = matches!(
        annotation.kind(),
        Kind::Quotation | Kind::Transmission | Kind::Classification
    );
    is_of_their_kinds && *annotation == Annotation::new(annotation.kind(), annotation.span)
}

/// `kind attribute=value …`.
fn opening(document: &Document, annotation: &Annotation, body: Option<&str>) -> String {
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0));
    let hand = hand.map(|hand| hand.key.clone().unwrap_or_else(|| hand.name.clone()));
    let printed = annotation.printed.as_ref();
    let known = [
        ("hand", hand),
        ("resp", annotation.by.responsibility.clone()),
        ("place", annotation.placement.clone()),
        (
            "cert",
            annotation
                .by
                .certainty
                .map(|certainty| certainty.to_string()),
        ),
        ("reason", annotation.reason.clone()),
        ("extent", annotation.extent.as_ref().map(Extent::to_string)),
    ];
    let properties = annotation.content.properties().into_iter();
    let properties = properties.map(|(property, value)| (property.into(), Some(value)));
    let also = [
        ("remark", annotation.remark.clone()),
        ("group", annotation.group.map(|group| group.0.to_string())),
        ("before", printed.map(|printed| printed.before.clone())),
        ("after", printed.map(|printed| printed.after.clone())),
        ("body", body.map(str::to_owned)),
    ];
    let mut opening = annotation.kind().to_string();
    for (name, value) in known.into_iter().chain(properties).chain(also) {
        if let Some(value) = value {
            let _ = write!(opening, " {name}={}", quoted(&value));
        }
    }
    opening
}

/// A value bare if it is one word, else in double quotes.
fn quoted(value: &str) -> String {
    let is_bare = !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_bare {
        return value.to_owned();
    }
    let escaped = value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
        .replace('\r', "\\r");
    format!("\"{escaped}\"")
}

/// The text of a block, to be written with a backslash before every character that would be read as a sign.
struct Text<'a> {
    buffer: &'a str,
    /// The blanks that would be taken for the space round the block, or round a cell of it.
    edges: Vec<Span>,
    is_archive: bool,
}

impl Text<'_> {
    fn write(&self, written: &mut String, span: Span) {
        let mut characters = span.of(self.buffer).char_indices().peekable();
        let before = self.buffer.get(..span.start).unwrap_or_default();
        let mut before = before.chars().next_back();
        while let Some((at, c)) = characters.next() {
            let after = characters.peek().map(|&(_, after)| after);
            if self.is_sign(c, before, after) || self.is_edge(span.start + at) {
                written.push('\\');
            }
            written.push(c);
            before = Some(c);
        }
    }

    fn is_sign(&self, c: char, before: Option<char>, after: Option<char>) -> bool {
        match c {
            '\\' | '{' | '}' | '|' => true,
            '[' => self.is_archive || after.is_none_or(|after| after == '^'),
            ']' => self.is_archive,
            // A question mark before a word may be the first of the two round a doubtful one.
            '?' => {
                let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                self.is_archive && is_word(after) && !is_word(before)
            }
            _ => false,
        }
    }

    fn is_edge(&self, place: Place) -> bool {
        let after = self.edges.partition_point(|edge| edge.end <= place);
        self.edges
            .get(after)
            .is_some_and(|edge| edge.contains(place))
    }
}

/// The blanks at the ends of a block, or at the ends of the cells of a row.
fn edges(text: &str, start: Place, kind: BlockKind) -> Vec<Span> {
    let is_row = matches!(kind, BlockKind::TableRow | BlockKind::TableHeading);
    let (blanks, parts): (&[char], Vec<&str>) = if is_row {
        (&[' '], text.split('\t').collect())
    } else {
        (&[' ', '\t'], vec![text])
    };
    let mut edges = Vec::new();
    let mut at = start;
    for part in parts {
        let lead = part.len() - part.trim_start_matches(blanks).len();
        let trail = part.trim_end_matches(blanks).len().max(lead);
        edges.push(Span::new(at, at + lead));
        edges.push(Span::new(at + trail, at + part.len()));
        at += part.len() + 1;
    }
    edges.retain(|edge| !edge.is_empty());
    edges
}
