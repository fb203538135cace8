//! What stands in the margin for an annotation: its sign, and the explanation or the note's body.
//!
//! Knows nothing of where in the margin it stands.

use crate::document::{
    Annotation, AnnotationId, BlockId, BlockKind, Document, FlowId, Place, Span, says,
};
use crate::text::sanitise;
use crate::view::{Piece, View, speaks};

use super::collect::Strand;
use super::words::words;
use super::{BlockLayout, Line, Measure, Origin, Run, lay_out, lay_out_text, set};

/// What the margin says of an annotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The sign before it: a layer's letter and a number, a note's figure.
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
        sign: says::sign(document, id),
        words,
        body: annotation.body(),
    }
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
    /// The columns of its sign, a space and its first line.
    pub fn width(&self) -> usize {
        sanitise::width(&self.sign) + 1 + self.lines.first().map_or(0, Line::width)
    }

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
    if let Some(last) = line
        .runs
        .last_mut()
        .filter(|run| run.origin == Origin::Words)
    {
        // A quotation that was shortened just there has its ellipsis already.
        let kept = last.text.trim_end_matches([' ', '…']).len();
        last.text.truncate(kept);
        last.width = super::columns(sanitise::width(&last.text));
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

#[cfg(test)]
mod tests;
