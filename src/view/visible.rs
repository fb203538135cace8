//! What is visible of a block in a view, piece by piece and in order.
//!
//! Knows nothing of widths; where a line ends is the layout's business.

use unicode_segmentation::UnicodeSegmentation;

use crate::document::traits::{Leiden, Quiet};
use crate::document::{
    Annotation, AnnotationId, BlockId, Document, Kind, Layer, Place, Span, says,
};

use super::close_up::{Part, close_up};
use super::effect::{is_replaced, is_replacement};
use super::references::{has_tie, is_numbered, is_reference, stands_in_the_text};
use super::{Notation, Showing, View, marks};

/// A stretch of what a view shows, all of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The stretch of the buffer that it shows; empty, at its place, for what is not in the buffer.
    pub span: Span,
    /// What it is.
    pub matter: Matter,
    /// The annotations that it lies in and that are shown, in the document's order: the innermost [`DEEPEST`] of them.
    pub annotations: Vec<AnnotationId>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// The buffer's text, as it stands in the piece's span.
    Text,
    /// The buffer's text shown otherwise: a doubtful letter with a dot under it.
    Stand(String),
    /// An editor's sign: a bracket of a layer shown inline.
    Mark(String),
    /// The figure of a note's reference.
    Reference(String),
    /// A sign for text that is not there: a gap's ellipsis, the end of a page.
    Sign(String),
    /// The raised sign of a note that stands beside the text.
    Tie(String),
}

/// How many of the annotations that a piece lies in are told apart. No source nests so deep; the bound keeps a hostile one
/// from costing the square of its depth.
pub const DEEPEST: usize = 64;

/// The dot under a letter that is not read with certainty (Leiden conventions).
const DOT_BELOW: char = '\u{323}';

impl Piece {
    /// What the piece reads.
    pub fn text<'a>(&'a self, document: &'a Document) -> &'a str {
        match &self.matter {
            Matter::Text => document.slice(self.span),
            Matter::Stand(text)
            | Matter::Mark(text)
            | Matter::Reference(text)
            | Matter::Sign(text)
            | Matter::Tie(text) => text,
        }
    }
}

impl View {
    /// What is shown of a block, in order, without its final line feed. Where a layer's text is left out, the spaces and
    /// the punctuation round it are closed up.
    pub fn visible(&self, document: &Document, block: BlockId) -> Vec<Piece> {
        let span = document.block(block).content();
        let annotations: Vec<AnnotationId> = document.annotations_in(span).collect();
        if annotations.is_empty() {
            return if span.is_empty() {
                Vec::new()
            } else {
                vec![Piece {
                    span,
                    matter: Matter::Text,
                    annotations,
                }]
            };
        }
        close_up(
            document,
            Sweep::new(self, document, span).parts(&annotations),
        )
    }

    /// Whether anything of a block is shown.
    pub fn is_visible(&self, document: &Document, block: BlockId) -> bool {
        self.visible(document, block)
            .iter()
            .any(|piece| !piece.text(document).trim().is_empty())
    }

    /// What is shown of a block, as one string.
    pub fn visible_text(&self, document: &Document, block: BlockId) -> String {
        self.visible(document, block)
            .iter()
            .map(|piece| piece.text(document))
            .collect()
    }
}

/// What happens at a place of a block, in the order in which it happens at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// A sign that stands inside what ends here.
    SignBefore,
    /// The end of an annotation's stretch, the innermost first.
    End,
    /// A note's reference, outside what ends before it.
    Reference,
    /// The raised sign of a note beside the text, before what it speaks of.
    Tie,
    /// A sign that stands by itself.
    Sign,
    /// The beginning of an annotation's stretch, the outermost first.
    Begin,
    /// A sign that stands inside what begins here.
    SignAfter,
}

/// Something that happens because of an annotation.
struct Event {
    place: Place,
    what: Happening,
    /// The annotation's position among those of the block.
    rank: usize,
    id: AnnotationId,
}

/// A walk along a block, gathering what is shown.
struct Sweep<'a> {
    view: &'a View,
    document: &'a Document,
    /// The block without its line feed.
    span: Span,
    hidden: Vec<Span>,
    /// The first of `hidden` that does not end before the walk's place.
    next_hidden: usize,
    /// The annotations that the walk is in and that are shown, in order.
    open: Vec<AnnotationId>,
    /// How many of `open` put a dot under every letter.
    dotting: usize,
    place: Place,
    parts: Vec<Part>,
}

impl<'a> Sweep<'a> {
    fn new(view: &'a View, document: &'a Document, span: Span) -> Self {
        Self {
            view,
            document,
            span,
            hidden: view.hidden(document, span),
            next_hidden: 0,
            open: Vec::new(),
            dotting: 0,
            place: span.start,
            parts: Vec::new(),
        }
    }

    fn parts(mut self, annotations: &[AnnotationId]) -> Vec<Part> {
        for event in self.events(annotations) {
            self.text_up_to(event.place);
            match event.what {
                Happening::Begin => self.begin(event.id),
                Happening::End => self.end(event.id),
                Happening::Reference => self.reference(event.id),
                Happening::Tie => self.tie(event.id),
                Happening::Sign => self.sign(event.id, false),
                Happening::SignBefore | Happening::SignAfter => self.sign(event.id, true),
            }
        }
        self.text_up_to(self.span.end);
        self.parts
    }

    fn events(&self, annotations: &[AnnotationId]) -> Vec<Event> {
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        let mut events = Vec::with_capacity(annotations.len() * 2);
        for (rank, &id) in annotations.iter().enumerate() {
            let annotation = self.document.annotation(id);
            let Some(part) = annotation.span.intersection(self.span) else {
                continue;
            };
            let mut add = |place, what| {
                events.push(Event {
                    place,
                    what,
                    rank,
                    id,
                });
            };
            // Text that is lost is not part of the text that an editor supplies beside it.
            if annotation.layer() != Some(Layer::Supplied) {
                starts.push(part.start);
                ends.push(part.end);
            }
            if self.view.is_shown(annotation) {
                add(part.start, Happening::Begin);
                add(part.end, Happening::End);
            }
            if is_reference(annotation) && part.end == annotation.span.end {
                add(part.end, Happening::Reference);
            }
            // A stretch that begins with the line feed before the block begins with the block.
            let begins_here = annotation.span.start + 1 >= self.span.start;
            if begins_here && !self.is_hidden(part) && has_tie(self.view, self.document, id) {
                add(part.start, Happening::Tie);
            }
        }
        ends.sort_unstable();
        for (rank, &id) in annotations.iter().enumerate() {
            let annotation = self.document.annotation(id);
            let place = annotation.span.start;
            if !annotation.span.is_empty() || place < self.span.start || place > self.span.end {
                continue;
            }
            let ends_here = ends.binary_search(&place).is_ok();
            let begins_here = starts.binary_search(&place).is_ok();
            if has_tie(self.view, self.document, id) {
                events.push(Event {
                    place,
                    what: Happening::Tie,
                    rank,
                    id,
                });
            }
            let what = match annotation {
                note if is_reference(note) => Happening::Reference,
                reading if reading.kind() == Kind::Reading => Happening::Sign,
                _ if begins_here => Happening::SignAfter,
                _ if ends_here => Happening::SignBefore,
                _ => Happening::Sign,
            };
            events.push(Event {
                place,
                what,
                rank,
                id,
            });
        }
        events.sort_by_key(|event| {
            let rank = match event.what {
                Happening::End => usize::MAX - event.rank,
                Happening::SignBefore
                | Happening::Reference
                | Happening::Tie
                | Happening::Sign
                | Happening::Begin
                | Happening::SignAfter => event.rank,
            };
            (event.place, event.what, rank)
        });
        events
    }

    /// Shows the text from the walk's place to `end`, save what is hidden of it.
    fn text_up_to(&mut self, end: Place) {
        while let Some(&hidden) = self
            .hidden
            .get(self.next_hidden)
            .filter(|hidden| hidden.start < end)
        {
            self.text(Span::new(self.place, hidden.start));
            let left_out = Span::new(hidden.start.max(self.place), hidden.end.min(end));
            if hidden.start >= self.place {
                self.leave_out(hidden);
            }
            self.place = left_out.end.max(self.place);
            if hidden.end > end {
                return;
            }
            self.next_hidden += 1;
        }
        self.text(Span::new(self.place, end));
        self.place = end.max(self.place);
    }

    fn text(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        if self.dotting == 0 {
            self.show(span, Matter::Text);
            return;
        }
        for (at, letter) in span.of(self.document.text()).grapheme_indices(true) {
            let span = Span::new(span.start + at, span.start + at + letter.len());
            let has_dot = letter.chars().any(char::is_alphanumeric);
            self.show(
                span,
                if has_dot {
                    Matter::Stand(format!("{letter}{DOT_BELOW}"))
                } else {
                    Matter::Text
                },
            );
        }
    }

    fn show(&mut self, span: Span, matter: Matter) {
        let innermost = self.open.len().saturating_sub(DEEPEST);
        let annotations = self.open.get(innermost..).unwrap_or_default().to_vec();
        self.parts.push(Part::Shown(Piece {
            span,
            matter,
            annotations,
        }));
    }

    /// Shows a sign of an annotation that does not count among those that the walk is in.
    fn show_sign(&mut self, id: AnnotationId, matter: Matter) {
        self.open.push(id);
        self.show(Span::at(self.place), matter);
        self.open.pop();
    }

    fn leave_out(&mut self, span: Span) {
        match self.parts.last_mut() {
            Some(Part::LeftOut(last)) => last.end = last.end.max(span.end),
            _ => self.parts.push(Part::LeftOut(span)),
        }
    }

    fn begin(&mut self, id: AnnotationId) {
        let order = self.document.order(id);
        let at = self
            .open
            .partition_point(|&open| self.document.order(open) < order);
        self.open.insert(at, id);
        if self.has_dots(id) {
            self.dotting += 1;
        }
        let annotation = self.document.annotation(id);
        // A stretch that begins at the line feed before the block begins with the block.
        let begins_here = annotation.span.start + 1 >= self.span.start;
        if begins_here && self.is_told_plainly(id) {
            self.show(Span::at(self.place), Matter::Mark("[".to_owned()));
        }
        if begins_here && self.has_marks(id) {
            let (before, _) = self.marks(id);
            if !before.is_empty() {
                self.show(Span::at(self.place), Matter::Mark(before));
            }
        }
    }

    fn end(&mut self, id: AnnotationId) {
        let annotation = self.document.annotation(id);
        let ends_here = annotation.span.end <= self.span.end + 1;
        if ends_here && self.is_told_plainly(id) {
            let next = Span::new(self.place, self.span.end).of(self.document.text());
            let runs_on = next.starts_with(char::is_alphanumeric)
                && self.is_replaced_here(id)
                && !self.is_in_a_word(id);
            let sign = if runs_on { "] " } else { "]" };
            self.show(Span::at(self.place), Matter::Mark(sign.to_owned()));
        }
        if ends_here && self.has_marks(id) {
            let (_, after) = self.marks(id);
            if !after.is_empty() {
                self.show(Span::at(self.place), Matter::Mark(after));
            }
        }
        if self.has_dots(id) {
            self.dotting -= 1;
        }
        let order = |id: &AnnotationId| self.document.order(*id);
        if let Ok(at) = self.open.binary_search_by_key(&order(&id), order) {
            self.open.remove(at);
        }
    }

    /// Whether an annotation has its marks in the text: its layer is inline, and some of what it covers here is shown.
    fn has_marks(&self, id: AnnotationId) -> bool {
        let annotation = self.document.annotation(id);
        let Some(part) = annotation.span.intersection(self.span) else {
            return false;
        };
        annotation.layer().is_some()
            && self.view.showing_of(annotation) == Showing::Inline
            && !is_reference(annotation)
            && !self.is_hidden(part)
    }

    /// Whether nothing of a stretch is shown.
    fn is_hidden(&self, part: Span) -> bool {
        let next = self.hidden.partition_point(|hidden| hidden.end < part.end);
        let hidden = self.hidden.get(next);
        hidden.is_some_and(|hidden| hidden.covers(part))
    }

    /// Whether deleted words are told from the others by signs, because no style can.
    fn is_told_plainly(&self, id: AnnotationId) -> bool {
        let annotation = self.document.annotation(id);
        self.view.is_plain
            && annotation.kind() == Kind::Deletion
            && !annotation.span.is_empty()
            && self.view.showing_of(annotation) == Showing::Margin
    }

    /// Whether words that replace the deleted ones stand directly behind them.
    fn is_replaced_here(&self, id: AnnotationId) -> bool {
        let end = self.document.annotation(id).span.end;
        let is_addition = |other: AnnotationId| {
            let other = self.document.annotation(other);
            other.kind() == Kind::Addition && other.span.start == end
        };
        self.document.annotations_in(Span::at(end)).any(is_addition)
    }

    /// Whether what is deleted and what replaces it are letters of one word that goes on before or behind them.
    fn is_in_a_word(&self, id: AnnotationId) -> bool {
        let text = self.document.text();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let span = self.document.annotation(id).span;
        let before = Span::new(self.span.start.min(span.start), span.start).of(text);
        let goes_on = |other: AnnotationId| {
            let other = self.document.annotation(other);
            let behind = Span::new(other.span.end, self.span.end.max(other.span.end)).of(text);
            let replaces = other.kind() == Kind::Addition && other.span.start == span.end;
            replaces && is_letter(behind.chars().next())
        };
        is_letter(before.chars().next_back())
            || self
                .document
                .annotations_in(Span::at(span.end))
                .any(goes_on)
    }

    fn has_dots(&self, id: AnnotationId) -> bool {
        let annotation = self.document.annotation(id);
        annotation.kind().traits().leiden == Leiden::Dotted
            && self.view.notation == Notation::Leiden
            && self.view.showing_of(annotation) == Showing::Inline
    }

    fn marks(&self, id: AnnotationId) -> (String, String) {
        let annotation = self.document.annotation(id);
        let is_version = |other: &Annotation| is_replaced(other) || is_replacement(other);
        let is_second = is_version(annotation)
            && (self.document.alternatives(id))
                .any(|other| other < id && is_version(self.document.annotation(other)));
        marks::around(self.document, annotation, self.view.notation, is_second)
    }

    /// The raised sign of a note beside the text.
    fn tie(&mut self, id: AnnotationId) {
        if !self.is_hidden_here(false) {
            self.show_sign(
                id,
                Matter::Tie(marks::raised(Some(&says::sign(self.document, id)))),
            );
        }
    }

    /// A note's reference: its raised figure, or as printed; or its body, for a note printed in the text.
    fn reference(&mut self, id: AnnotationId) {
        let annotation = self.document.annotation(id);
        if self.is_hidden_here(false) && self.view.is_within_hidden(self.document, self.place) {
            return;
        }
        match self.view.showing_of(annotation) {
            _ if !is_numbered(annotation) => {}
            Showing::Margin => {
                let figure = marks::raised(annotation.label());
                // Two figures side by side would be read as one number.
                let follows_another = matches!(
                    self.parts.last(),
                    Some(Part::Shown(Piece {
                        matter: Matter::Reference(_),
                        ..
                    }))
                );
                let figure = if follows_another {
                    format!("\u{a0}{figure}")
                } else {
                    figure
                };
                self.show_sign(id, Matter::Reference(figure));
            }
            Showing::Inline if stands_in_the_text(annotation) => self.body(id),
            Showing::Inline => {
                let reference = marks::inline(self.document, annotation, self.view.notation);
                self.show_sign(id, Matter::Reference(reference));
            }
            Showing::Silent | Showing::Off => self.leave_out(Span::at(self.place)),
        }
    }

    /// Shows a note's body where the source printed it: in the text, between its signs.
    fn body(&mut self, id: AnnotationId) {
        let annotation = self.document.annotation(id);
        let (before, after) = marks::around(self.document, annotation, Notation::Printed, false);
        self.show_sign(id, Matter::Mark(before));
        let blocks = annotation
            .body()
            .map(|flow| self.document.flow_blocks(flow));
        for (index, block) in blocks.into_iter().flatten().enumerate() {
            if index > 0 {
                self.show_sign(id, Matter::Mark(" ".to_owned()));
            }
            let span = self.document.block(block).content();
            self.parts.push(Part::Shown(Piece {
                span,
                matter: Matter::Text,
                annotations: vec![id],
            }));
        }
        self.show_sign(id, Matter::Mark(after));
    }

    /// A sign for text that is not there; `is_inside` says that it belongs to the text at whose edge it stands.
    fn sign(&mut self, id: AnnotationId, is_inside: bool) {
        let annotation = self.document.annotation(id);
        if self.is_hidden_here(is_inside) {
            return;
        }
        let showing = self.view.showing_of(annotation);
        let is_left_out = annotation.kind().traits().quiet == Quiet::Target
            && matches!(
                self.view.showing(Layer::Notes),
                Showing::Silent | Showing::Off
            );
        let sign = match showing {
            _ if is_left_out => String::new(),
            Showing::Margin => self.spaced(&marks::quiet(annotation)),
            Showing::Silent if annotation.layer() == Some(Layer::Uncertain) => {
                marks::quiet(annotation)
            }
            Showing::Inline => marks::inline(self.document, annotation, self.view.notation),
            Showing::Silent | Showing::Off => String::new(),
        };
        let is_said_elsewhere = matches!(
            annotation.layer(),
            None | Some(Layer::Commentary | Layer::Own | Layer::Names)
        );
        if !sign.is_empty() {
            let matter = if showing == Showing::Inline {
                Matter::Mark(sign)
            } else {
                Matter::Sign(sign)
            };
            self.show_sign(id, matter);
        } else if is_left_out || !is_said_elsewhere {
            self.leave_out(Span::at(self.place));
        }
    }

    /// A sign with a space on the side where the text has none, if it has one on the other: `word | next`, but `wo|rd`.
    fn spaced(&self, sign: &str) -> String {
        if sign != marks::BREAK {
            return sign.to_owned();
        }
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let before = is_space(
            Span::new(self.span.start, self.place)
                .of(self.document.text())
                .chars()
                .next_back(),
        );
        let after = is_space(
            Span::new(self.place, self.span.end)
                .of(self.document.text())
                .chars()
                .next(),
        );
        match (before, after) {
            (true, false) => format!("{sign} "),
            (false, true) => format!(" {sign}"),
            _ => sign.to_owned(),
        }
    }

    /// Whether the walk's place lies in hidden text, or, for a sign that belongs to it, at its edge.
    fn is_hidden_here(&self, at_edge: bool) -> bool {
        let next = self
            .hidden
            .partition_point(|hidden| hidden.end < self.place);
        self.hidden.get(next).is_some_and(|hidden| {
            if at_edge {
                hidden.start <= self.place && self.place <= hidden.end
            } else {
                hidden.start < self.place && self.place < hidden.end
            }
        })
    }
}

#[cfg(test)]
mod tests;
