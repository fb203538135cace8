//! The recognisers that run over a draft's blocks, whatever format they came from.

use super::{Declared, Paragraph, scan};
use crate::document::{Annotation, BlockKind, Draft, FlowId, Kind, Span};
use crate::problem::Problem;
use crate::source::recognise::conventions::Conventions;
use crate::source::recognise::points;

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
    for mark in scan::brackets(
        &text,
        &mut paragraphs,
        &[],
        conventions,
        &Declared::default(),
        &mut unheard,
    ) {
        let span = mark.span();
        let is_italic = is_italic(draft, flow, span);
        let inside = span.of(&text).trim_matches(['[', ']', ' ', '.']);
        let Some(mut annotation) = mark.annotation else {
            continue;
        };
        if is_guessed(&mark.detail) && !is_italic && is_authors(inside) {
            continue;
        }
        if is_guessed(&mark.detail) && tells_of_withholding(inside) {
            annotation.content = Kind::Withheld.into();
            annotation.give_reason("not declassified");
        }
        if annotation.kind() == Kind::Omission
            && is_guessed(&mark.detail)
            && !tells_of_omission(inside)
        {
            // A remark of the editor or the clerk; nothing is left out.
            if !is_italic {
                continue;
            }
            annotation.content = Kind::Supplied.into();
        }
        let covered = span.of(&text);
        let start = span.start + (covered.len() - covered.trim_start().len());
        annotation.span = Span::new(start, span.end);
        annotation.printed = None;
        if let Some(hand) = &mark.hand {
            annotation.by.hand = Some(draft.hand(hand));
        }
        draft.annotate_in(flow, annotation);
    }
}

/// Whether what a bracket is was guessed from its words and its neighbours, not told by a label.
fn is_guessed(detail: &str) -> bool {
    matches!(
        detail,
        "supplied" | "abstract of what is left out" | "identified" | "completed"
    )
}

/// Whether most of a stretch is italic: as an edition sets its own words in brackets.
fn is_italic(draft: &Draft, flow: FlowId, span: Span) -> bool {
    let italic: usize = draft
        .annotations()
        .iter()
        .filter(|(of, annotation)| *of == flow && annotation.kind() == Kind::Italic)
        .filter_map(|(_, annotation)| annotation.span.intersection(span))
        .map(Span::len)
        .sum();
    italic * 2 > span.len()
}

/// Whether words in roman brackets are the author's own: a sentence. Editors put in a word or two.
fn is_authors(inside: &str) -> bool {
    /// In a volume of *Foreign Relations* editors' insertions in roman were of up to four words.
    const MOST_OF_EDITORS: usize = 4;
    let words = inside.split_whitespace().count();
    words > MOST_OF_EDITORS && !tells_of_omission(inside)
}

/// Whether words say that something is kept secret, also as volumes misprint it: `text not declassifed`.
fn tells_of_withholding(words: &str) -> bool {
    let words = words.to_lowercase();
    words.contains("not declas") || words.contains("not yet declas")
}

/// Whether words say that something is left out.
fn tells_of_omission(words: &str) -> bool {
    const SIGNS: [&str; 15] = [
        "here follow",
        "omitted",
        "omission",
        "not printed",
        "not declas",
        "left out",
        "deleted",
        "unrelated",
        "remainder",
        "excised",
        "not included",
        "portion",
        "garble",
        "illegible",
        "missing",
    ];
    let words = words.to_lowercase();
    SIGNS.iter().any(|sign| words.contains(sign))
}

/// Annotates quotations between “ and ” that reach over several paragraphs. Only one that opens a paragraph, or stands
/// behind a colon, may reach beyond it; others are closed by the paragraph's end. Each paragraph of a quotation may open
/// it anew.
fn quotations(draft: &mut Draft, flow: FlowId) {
    /// A quotation of more paragraphs was never closed.
    const LONGEST: usize = 60;
    let text = draft.text_of(flow);
    let mut found: Vec<Span> = Vec::new();
    // The one that may reach over paragraphs: where it opened, and in which block.
    let mut open: Option<(usize, usize)> = None;
    for (number, block) in draft.blocks_of(flow).iter().enumerate() {
        if open.is_some_and(|(_, first)| number > first + LONGEST)
            || block.kind == BlockKind::Heading
        {
            open = None;
        }
        let words = block.content().of(text);
        let mut depth = 0_usize;
        let mut wide: Option<usize> = None;
        for (at, sign) in words.char_indices().filter(|(_, c)| matches!(c, '“' | '”')) {
            if sign == '“' {
                let before = words.get(..at).unwrap_or_default().trim_end();
                let may_reach = before.is_empty() || before.ends_with(':');
                if may_reach && depth == 0 && !(open.is_some() && before.is_empty()) {
                    wide = Some(block.span.start + at);
                } else if !(before.is_empty() && open.is_some()) {
                    depth += 1;
                }
            } else if depth > 0 {
                depth -= 1;
            } else if wide.take().is_none()
                && let Some((start, _)) = open.take()
            {
                found.push(Span::new(start, block.span.start + at + sign.len_utf8()));
            }
        }
        if let Some(start) = wide.filter(|_| open.is_none()) {
            open = Some((start, number));
        }
    }
    for span in found {
        draft.annotate_in(flow, Annotation::new(Kind::Quotation, span));
    }
}
