//! The text of a block as HTML: one element for each annotation round each piece, so that annotations may overlap.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::document::{
    Annotation, AnnotationId, BlockId, BlockKind, Document, Kind, Layer, Span, TextEffect,
};
use crate::layout::{explain, speaks};
use crate::view::{Matter, Piece, Showing, View};

use super::escaped;

/// How deep notes may stand in notes.
const DEEPEST_NOTE: usize = 4;

/// What writes the text of blocks.
pub(super) struct Inline<'a> {
    document: &'a Document,
    view: &'a View,
    /// The document's number in the file, which keeps identifiers apart.
    number: usize,
    /// The notes written so far: one that leads back to itself ends, and one that lies in several blocks stands once.
    written: HashSet<AnnotationId>,
    /// How deep the note lies that is being written.
    depth: usize,
}

/// A block's text with one layer as if it had never been.
struct Switched {
    layer: Layer,
    hidden: Vec<Span>,
}

impl<'a> Inline<'a> {
    pub(super) fn new(document: &'a Document, view: &'a View, number: usize) -> Self {
        Self {
            document,
            view,
            number,
            written: HashSet::new(),
            depth: 0,
        }
    }

    /// The text of a block, its notes in it, each where its line is.
    pub(super) fn block(&mut self, id: BlockId) -> String {
        let document = self.document;
        let block = document.block(id);
        let content = block.content();
        let pieces = self.view.visible(document, id);
        let switched = self.switched(content);
        let mut left_out = self.view.hidden(document, content).into_iter().peekable();
        let mut wanted = self.wanted(content);
        let mut text = String::new();
        for piece in &pieces {
            while let Some(hidden) = left_out.next_if(|hidden| hidden.end <= piece.span.start) {
                self.restored(&mut text, hidden, &switched);
            }
            let is_row = matches!(block.kind, BlockKind::TableRow | BlockKind::TableHeading);
            if is_row && piece.matter == Matter::Text && piece.text(document).contains('\t') {
                self.cells(&mut text, piece, &switched);
            } else {
                self.piece(&mut text, piece, piece.text(document), &switched);
            }
            while let Some(due) = wanted.iter().position(|&note| self.is_due(note, piece)) {
                let due = wanted.remove(due);
                self.note(&mut text, due);
            }
        }
        for hidden in left_out {
            self.restored(&mut text, hidden, &switched);
        }
        for note in wanted {
            self.note(&mut text, note);
        }
        text
    }

    /// A table row's piece: its tabs part cells and stand outside of every element.
    fn cells(&self, text: &mut String, piece: &Piece, switched: &[Switched]) {
        for (index, cell) in piece.text(self.document).split('\t').enumerate() {
            if index > 0 {
                text.push('\t');
            }
            if !cell.is_empty() {
                self.piece(text, piece, cell, switched);
            }
        }
    }

    fn piece(&self, text: &mut String, piece: &Piece, words: &str, switched: &[Switched]) {
        if words.is_empty() {
            return;
        }
        let mut closing = 0;
        let off: String = switched
            .iter()
            .filter(|switched| !piece.span.is_empty() && covers(&switched.hidden, piece.span))
            .fold(String::new(), |mut classes, switched| {
                classes.push_str(" o");
                classes.push(switched.layer.letter());
                classes
            });
        if !off.is_empty() {
            // Writing into a string cannot fail.
            let _ = write!(text, "<span class=\"{}\">", off.trim_start());
            closing += 1;
        }
        let is_sign = matches!(piece.matter, Matter::Sign(_) | Matter::Mark(_));
        if let Matter::Reference(_) = piece.matter {
            let id = piece.annotations.last().copied();
            self.reference(text, id, words);
        } else {
            for &id in &piece.annotations {
                let annotation = self.document.annotation(id);
                let classes = classes(annotation, is_sign);
                let _ = write!(text, "<span class=\"{classes}\">");
                closing += 1;
            }
            text.push_str(&escaped(words));
        }
        for _ in 0..closing {
            text.push_str("</span>");
        }
    }

    /// The figure of a note: on a narrow screen a touch on it shows the note.
    fn reference(&self, text: &mut String, id: Option<AnnotationId>, figure: &str) {
        let has_note = id.is_some_and(|id| speaks(self.document, self.view, id));
        match id.filter(|_| has_note) {
            Some(id) => {
                let _ = write!(
                    text,
                    "<label class=\"ref n\" for=\"{}\">{}</label>",
                    self.name(id),
                    escaped(figure)
                );
            }
            None => {
                let _ = write!(text, "<span class=\"ref n\">{}</span>", escaped(figure));
            }
        }
    }

    /// Text that this view leaves out and that comes back where a layer is switched off.
    fn restored(&self, text: &mut String, hidden: Span, switched: &[Switched]) {
        let back = switched
            .iter()
            .filter(|switched| !covers(&switched.hidden, hidden));
        let classes: String = back.fold(String::new(), |mut classes, switched| {
            classes.push_str(" i");
            classes.push(switched.layer.letter());
            classes
        });
        if !classes.is_empty() {
            let words = self.document.slice(hidden);
            let _ = write!(
                text,
                "<span class=\"in{classes}\">{}</span>",
                escaped(words)
            );
        }
    }

    /// For each layer that changes the text of `content`, what is hidden there when it is off.
    fn switched(&self, content: Span) -> Vec<Switched> {
        let mut layers: Vec<Layer> = self
            .document
            .annotations_in(content)
            .map(|id| self.document.annotation(id))
            .filter(|annotation| annotation.kind().traits().effect != TextEffect::Marks)
            .filter_map(Annotation::layer)
            .filter(|&layer| matches!(self.view.showing(layer), Showing::Margin | Showing::Inline))
            .collect();
        layers.sort_unstable();
        layers.dedup();
        let switched = layers.into_iter().map(|layer| {
            let mut view = self.view.clone();
            view.show(layer, Showing::Off);
            Switched {
                layer,
                hidden: view.hidden(self.document, content),
            }
        });
        switched.collect()
    }

    /// The annotations that have something to say beside a block and have not said it, in order.
    fn wanted(&self, content: Span) -> Vec<AnnotationId> {
        if self.depth > DEEPEST_NOTE {
            return Vec::new();
        }
        let ids = self.document.annotations_in(content).filter(|&id| {
            let span = self.document.annotation(id).span;
            let at = if is_numbered(self.document.annotation(id)) {
                span.end
            } else {
                span.start
            };
            content.start <= at + 1
                && at <= content.end
                && !self.written.contains(&id)
                && speaks(self.document, self.view, id)
        });
        ids.collect()
    }

    /// Whether a note stands after this piece: a numbered one after its figure, another after the first of its words.
    fn is_due(&self, note: AnnotationId, piece: &Piece) -> bool {
        let is_figure = matches!(piece.matter, Matter::Reference(_));
        if is_numbered(self.document.annotation(note)) {
            is_figure && piece.annotations.last() == Some(&note)
        } else {
            !is_figure && piece.annotations.contains(&note)
        }
    }

    /// The identifier of a note's switch.
    fn name(&self, id: AnnotationId) -> String {
        format!("note-{}-{id}", self.number + 1)
    }

    fn note(&mut self, text: &mut String, id: AnnotationId) {
        if self.written.insert(id) {
            write_note(self, text, id);
        }
    }
}

/// Whether spans in order, none touching the next, cover a span.
fn covers(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|hidden| hidden.end < span.end);
    spans.get(next).is_some_and(|hidden| hidden.covers(span))
}

/// Whether a note has a figure of its own in the text.
fn is_numbered(annotation: &Annotation) -> bool {
    annotation.is_edition_note()
        && !(annotation.kind() == Kind::SourceNote && annotation.label().is_none())
}

/// The classes of an annotation's stretch: its layer's letter, by which it is switched, and its kind, by which it looks.
fn classes(annotation: &Annotation, is_sign: bool) -> String {
    let kind: &'static str = annotation.kind().into();
    let sign = if is_sign { "sign " } else { "" };
    match annotation.layer().map(Layer::letter) {
        Some(letter) => format!("{sign}{letter} {kind}"),
        None => format!("{sign}{kind}"),
    }
}

/// Writes a note after the words that it belongs to: a sign that shows it on a narrow screen, and the note, which floats beside
/// its line. It stands within its paragraph, so that all of it is phrasing content: its paragraphs are spans.
fn write_note(inline: &mut Inline<'_>, text: &mut String, id: AnnotationId) {
    let annotation = inline.document.annotation(id);
    let explanation = explain(inline.document, inline.view, id);
    let letter = annotation.layer().map_or(' ', Layer::letter);
    let name = inline.name(id);
    let is_inner = inline.depth > 0;
    let class = if is_inner { "inner note" } else { "note" };
    // Writing into a string cannot fail.
    if !is_numbered(annotation) && !is_inner {
        let _ = write!(
            text,
            "<label class=\"ref dot {letter}\" for=\"{name}\">{}</label>",
            escaped(&explanation.sign)
        );
    }
    if !is_inner {
        let _ = write!(
            text,
            "<input type=\"checkbox\" class=\"{letter}\" id=\"{name}\">"
        );
    }
    let _ = write!(
        text,
        "<span class=\"{class} {letter}\" lang=\"\" dir=\"auto\"><b>{}</b> {}",
        escaped(&explanation.sign),
        escaped(&explanation.words)
    );
    if let Some(flow) = explanation.body {
        inline.depth += 1;
        let blocks: Vec<_> = inline.document.flow_blocks(flow).collect();
        for (index, block) in blocks.iter().enumerate() {
            let kind = inline.document.block(*block).kind;
            let body = inline.block(*block);
            if index == 0 && kind == BlockKind::Paragraph {
                if !explanation.words.is_empty() {
                    text.push(' ');
                }
                text.push_str(&body);
            } else {
                let _ = write!(text, "<span class=\"par\">{body}</span>");
            }
        }
        inline.depth -= 1;
    }
    text.push_str("</span>");
}
