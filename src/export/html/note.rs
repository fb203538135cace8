//! A margin note as HTML: a sign that shows it on a narrow screen, and the note itself, which floats beside its line.
//!
//! A note stands within its paragraph, so that all of it is phrasing content: paragraphs of a note are spans that look like
//! them.

use std::fmt::Write as _;

use crate::document::{AnnotationId, BlockKind, Layer};
use crate::layout::explain;

use super::block::{Inline, is_numbered};
use super::escaped;

/// Writes a note after the words that it belongs to.
pub(super) fn write(inline: &mut Inline<'_>, text: &mut String, id: AnnotationId) {
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
