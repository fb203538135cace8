//! The recognisers that run over a draft's blocks, whatever format they came from.

use super::{Paragraph, scan};
use crate::document::{Annotation, Draft, FlowId, Kind, Span};
use crate::problem::Problem;
use crate::source::conventions::Conventions;
use crate::source::points;

/// Finds the points of a flow and its quotations of several paragraphs, and adds them to the draft.
pub fn recognise(draft: &mut Draft, flow: FlowId) {
    quotations(draft, flow);
    for point in points::find(draft.text_of(flow), draft.blocks_of(flow)) {
        draft.add_point(flow, point);
    }
}

/// Lays annotations over the bracket conventions of a flow already written. The brackets stay in its text, so the
/// annotations cover them; problems of pairing are left to the reader of the format.
pub fn mark_draft(draft: &mut Draft, flow: FlowId, conventions: &Conventions) {
    let text = draft.text_of(flow).to_owned();
    let mut paragraphs: Vec<Paragraph> = draft
        .blocks_of(flow)
        .iter()
        .map(|block| Paragraph::line(block.kind, block.content()))
        .collect();
    let mut unheard: Vec<Problem> = Vec::new();
    for mark in scan::brackets(&text, &mut paragraphs, &[], conventions, &mut unheard) {
        let span = mark.span();
        let Some(mut annotation) = mark.annotation else {
            continue;
        };
        let covered = span.of(&text);
        let start = span.start + (covered.len() - covered.trim_start().len());
        annotation.span = Span::new(start, span.end);
        annotation.printed = None;
        if let Some(hand) = &mark.hand {
            annotation.hand = Some(draft.hand(hand));
        }
        draft.annotate_in(flow, annotation);
    }
}

/// Annotates quotations between “ and ” that reach over several paragraphs.
fn quotations(draft: &mut Draft, flow: FlowId) {
    const DEEPEST: usize = 8;
    let text = draft.text_of(flow);
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<Span> = Vec::new();
    let mut breaks = draft
        .blocks_of(flow)
        .iter()
        .map(|block| block.span)
        .peekable();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '“' | '”')) {
        while breaks.next_if(|block| block.end <= at).is_some() {}
        if sign == '“' {
            // A quotation of several paragraphs may open each of them anew, and close only once.
            let is_at_start = breaks.peek().is_some_and(|block| block.start == at);
            let reopens = is_at_start
                && open.len() == 1
                && text
                    .get(open[0]..at)
                    .is_some_and(|before| before.contains('\n'));
            let opened_at_start = open
                .first()
                .is_some_and(|&first| first == 0 || text.as_bytes().get(first - 1) == Some(&b'\n'));
            if !(reopens && opened_at_start) && open.len() < DEEPEST {
                open.push(at);
            }
        } else if let Some(start) = open.pop() {
            let span = Span::new(start, at + sign.len_utf8());
            if span.of(text).contains('\n') {
                found.push(span);
            }
        }
    }
    for span in found {
        draft.annotate_in(flow, Annotation::new(Kind::Quotation, span));
    }
}
