//! What stands in the margin for an annotation: its sign, and the explanation or the note's body.
//!
//! Knows nothing of where in the margin it stands.

use std::iter;

use crate::document::traits::Speaks;
use crate::document::{
    Annotation, AnnotationId, BlockId, BlockKind, Document, FlowId, Identity, Kind, Layer, Place,
    Property, Span, TextEffect,
};
use crate::text::sanitise;
use crate::view::{Piece, Showing, View, is_fifth, is_unresolved};

use super::collect::Strand;
use super::words::words;
use super::{BlockLayout, Line, Measure, Origin, Run, lay_out, lay_out_text, set};

/// What the margin says of an annotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The sign before it: a layer's letter, a hand's letter, a note's figure.
    pub sign: String,
    /// What is said of it in the program's words: `“functions” added by hand`. Empty for a note that is all body.
    pub words: String,
    /// The note's body, which follows the words.
    pub body: Option<FlowId>,
}

/// An explanation set in lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteLayout {
    /// The sign, which stands before the first line and is not part of the lines' width.
    pub sign: String,
    /// The lines; those of a body keep their places in the buffer.
    pub lines: Vec<Line>,
    /// Whether lines were left out, the last then ending with `…`.
    pub is_cut: bool,
}

impl Explanation {
    /// All of it on one line, in plain text.
    pub fn text(&self, document: &Document) -> String {
        let body = self
            .body
            .map(|flow| document.flow_text(flow).replace('\n', " "))
            .unwrap_or_default();
        let space = if self.words.is_empty() || body.is_empty() {
            ""
        } else {
            " "
        };
        format!("{}{space}{body}", self.words)
    }
}

/// What the margin says of an annotation.
pub fn explain(document: &Document, view: &View, id: AnnotationId) -> Explanation {
    let annotation = document.annotation(id);
    let mut words = words(document, view, id);
    let is_empty = |flow: FlowId| document.flow_text(flow).trim().is_empty();
    if annotation.body().is_some_and(is_empty) {
        let space = if words.is_empty() { "" } else { " " };
        words = format!("{words}{space}(empty)");
    }
    Explanation {
        sign: sign(document, annotation),
        words,
        body: annotation.body(),
    }
}

/// The sign of an annotation: a note's figure, the letter of a hand where several are told apart, or its layer's letter.
fn sign(document: &Document, annotation: &Annotation) -> String {
    let Some(layer) = annotation.layer() else {
        return String::new();
    };
    let hand = annotation
        .by
        .hand
        .filter(|hand| document.hands.len() > 1 && hand.0 < 26);
    match (layer, hand) {
        (Layer::Notes, _) => annotation.label().unwrap_or("*").to_owned(),
        _ if annotation.is_edition_note() => annotation.label().unwrap_or("*").to_owned(),
        (Layer::Handwriting, Some(hand)) => format!("h{}", hand_letter(hand.0)),
        (Layer::Own, _) => {
            let pen = annotation.content.property(Property::Pen);
            let pen = pen.and_then(|pen| pen.chars().next());
            iter::once(layer.letter()).chain(pen).collect()
        }
        _ => layer.letter().to_string(),
    }
}

/// The letter by which a hand is told apart: a, b, c in the order of the document's hands.
pub fn hand_letter(hand: usize) -> char {
    ('a'..='z').cycle().nth(hand).unwrap_or('a')
}

/// The explanation of an annotation in lines of this measure, at most `max_lines` of them. What is cut off is
/// not laid out either, so that a long note costs no more than is seen of it.
pub fn lay_out_note(
    document: &Document,
    view: &View,
    id: AnnotationId,
    measure: impl Into<Measure>,
    max_lines: Option<usize>,
) -> NoteLayout {
    let explanation = explain(document, view, id);
    let measure = measure.into();
    let most = max_lines.unwrap_or(usize::MAX);
    let mut blocks = explanation
        .body
        .map(|flow| document.flow_blocks(flow))
        .into_iter()
        .flatten()
        .peekable();
    let is_prose = |id: &BlockId| document.block(*id).kind == BlockKind::Paragraph;
    let mut lines = Vec::new();
    let mut is_cut = false;
    if !blocks.peek().is_some_and(is_prose) {
        lines = lay_out_text(&explanation.words, measure);
    }
    for block in blocks {
        if lines.len() >= most {
            is_cut = true;
            break;
        }
        if is_prose(&block) {
            let words = if lines.is_empty() {
                explanation.words.as_str()
            } else {
                ""
            };
            let (prose, is_prose_cut) =
                lay_out_prose(document, view, words, block, measure, most - lines.len());
            lines.extend(prose);
            is_cut |= is_prose_cut;
        } else {
            lines.extend(lay_out(document, block, view, measure).lines);
        }
    }
    let mut note = NoteLayout {
        sign: explanation.sign,
        lines,
        is_cut: false,
    };
    if is_cut || note.lines.len() > most {
        note.cut(most, measure.width);
    }
    note
}

impl NoteLayout {
    /// Leaves out all but the first `most` lines; the last of them then ends with `…`, within `width` columns.
    pub fn cut(&mut self, most: usize, width: u16) {
        let is_shorter = self.lines.len() > most || !self.is_cut;
        self.lines.truncate(most);
        if let Some(last) = self.lines.last_mut().filter(|_| is_shorter) {
            cut(last, width);
        }
        self.is_cut = true;
    }
}

/// A paragraph of a note's body, the program's words before it; whether some of it was left aside because it would not be
/// among the first `most` lines.
fn lay_out_prose(
    document: &Document,
    view: &View,
    words: &str,
    block: BlockId,
    measure: Measure,
    most: usize,
) -> (Vec<Line>, bool) {
    let pieces: Vec<Piece> = view.visible(document, block);
    let words = if words.is_empty() || pieces.is_empty() {
        words.to_owned()
    } else {
        format!("{words} ")
    };
    let body = pieces.iter().map(|piece| Strand::new(document, piece));
    // A character takes four bytes at most, and a line may be ended early for the sake of the next.
    let mut room = most
        .saturating_add(2)
        .saturating_mul(usize::from(measure.width) * 4);
    let mut strands = Vec::new();
    let mut is_cut = false;
    for strand in std::iter::once(Strand::words(&words)).chain(body) {
        is_cut |= strand.text.len() > room;
        if room > 0 && !strand.text.is_empty() {
            strands.push(strand.cut(room));
        }
        room = room.saturating_sub(strand.text.len());
    }
    if strands.is_empty() {
        return (Vec::new(), false);
    }
    (
        set(strands, document.block(block).span, measure, None),
        is_cut,
    )
}

/// Ends a line with an ellipsis, taking off as much as that needs.
fn cut(line: &mut Line, width: u16) {
    use unicode_segmentation::UnicodeSegmentation;
    while line.width() >= usize::from(width.max(1)) {
        let Some(last) = line.runs.last_mut() else {
            break;
        };
        let cluster = last.text.graphemes(true).next_back().map_or(0, str::len);
        last.text.truncate(last.text.len() - cluster);
        last.width = super::columns(sanitise::width(&last.text));
        if last.origin == Origin::Text {
            last.span.end = last.span.end.saturating_sub(cluster);
        }
        if last.text.is_empty() {
            line.runs.pop();
        }
    }
    let place = line.runs.last().map_or(line.span.start, |run| run.span.end);
    line.runs.push(Run {
        text: "…".to_owned(),
        width: 1,
        span: Span::at(place),
        origin: Origin::Words,
        annotations: Vec::new(),
    });
}

/// The annotations that have something to say beside a block, each with its line.
pub(super) fn beside(
    document: &Document,
    view: &View,
    layout: &BlockLayout,
) -> Vec<(AnnotationId, usize)> {
    if layout.lines.is_empty() {
        return Vec::new();
    }
    let block = document.block(layout.block);
    let content = block.content();
    let mut hidden: Option<Vec<Span>> = None;
    let mut notes = Vec::new();
    for id in document.annotations_in(content) {
        if !speaks(document, view, id) {
            continue;
        }
        let Some(place) = anchor(document.annotation(id), block.span.start, content) else {
            continue;
        };
        let hidden = hidden.get_or_insert_with(|| view.hidden(document, content));
        let span = document.annotation(id).span;
        let next = hidden.partition_point(|hidden| hidden.end <= place);
        let is_hidden = hidden.get(next).is_some_and(|hidden| {
            let part = span.intersection(content);
            part.map_or(hidden.start < place, |part| hidden.covers(part))
        });
        // A remark between two readings is not hidden with them.
        let is_hidden = is_hidden && (!span.is_empty() || view.is_within_hidden(document, place));
        if !is_hidden {
            notes.push((id, line_of(layout, block.kind, place)));
        }
    }
    notes.sort_by_key(|&(id, line)| (line, document.order(id)));
    notes
}

/// Whether it is an editor's word that is empty: an abbreviation that was marked and not expanded.
fn is_empty_version(annotation: &Annotation) -> bool {
    annotation.kind().traits().effect == TextEffect::Replaces && is_unresolved(annotation)
}

/// The line of a place. Only the cells of a table stand in another order than they are read in.
fn line_of(layout: &BlockLayout, kind: BlockKind, place: Place) -> usize {
    match kind {
        BlockKind::TableRow | BlockKind::TableHeading => layout.line_of(place),
        _ => layout
            .lines
            .partition_point(|line| line.span.start <= place)
            .saturating_sub(1),
    }
}

/// The place in a block beside which an annotation's note stands; none if that is in another block.
fn anchor(annotation: &Annotation, block_start: Place, content: Span) -> Option<Place> {
    let span = annotation.span;
    if annotation.is_edition_note() {
        return (block_start <= span.end && span.end <= content.end).then_some(span.end);
    }
    // A stretch that begins with the line feed before the block begins with the block.
    let starts_here =
        span.start >= block_start || (!span.is_empty() && span.start + 1 == block_start);
    (starts_here && span.start <= content.end).then_some(span.start.max(block_start))
}

/// Whether an annotation has something to say in the margin in this view: its layer is shown there, and its explanation is
/// not another's as well.
pub fn speaks(document: &Document, view: &View, id: AnnotationId) -> bool {
    let annotation = document.annotation(id);
    let Some(layer) = annotation.layer() else {
        return false;
    };
    match view.showing(layer) {
        Showing::Margin => {}
        // What the edition prints in the text is its figure; the note itself stands elsewhere on the page.
        Showing::Inline if layer == Layer::Notes => {
            return annotation.label().is_some() && annotation.body().is_some();
        }
        Showing::Inline | Showing::Silent | Showing::Off => return false,
    }
    let has_other = |kind| {
        document
            .alternatives(id)
            .any(|other| document.annotation(other).kind() == kind)
    };
    // The words of a note that stands in the text speak for themselves, and of what is empty nothing can be said.
    let is_in_the_text = annotation.kind().is_note() && annotation.body().is_none();
    if is_in_the_text && layer == Layer::Notes || is_empty_version(annotation) {
        return false;
    }
    match annotation.kind().traits().speaks {
        Speaks::Never => false,
        Speaks::WhereShown => !view.hides(document, id),
        Speaks::UnlessReplaced => !has_other(Kind::Addition),
        // What a line of transmission says stands in the metadata.
        Speaks::WithRemark => annotation.remark.is_some(),
        Speaks::WithBody => {
            let body = annotation.body().map(|flow| document.flow_text(flow));
            annotation.remark.is_some() || body.is_some_and(|body| !body.trim().is_empty())
        }
        Speaks::WithReadings => has_other(Kind::Reading),
        Speaks::UnlessShort => !annotation.is_short_blank(),
        Speaks::WithNumber => (annotation.content.property(Property::Number)).is_some(),
        Speaks::EveryFifth => is_fifth(annotation),
        Speaks::WithIdentity => match annotation.content.identity() {
            // A key to a list that is not in the file says nothing to a reader.
            Some(Identity::Said(said)) => !said.starts_with("http"),
            Some(_) => false,
            None => annotation.said().is_some(),
        },
    }
}

#[cfg(test)]
mod tests;
