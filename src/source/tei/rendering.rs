//! How the words of an element look, which stands beside what they mean: a struck-out name is both.
//!
//! The words of `rend` and the like are in [`looks`](super::looks).

use super::builder::Builder;
use super::mapping::{Meaning, Role};
use crate::source::xml::Attributes;

/// Marks the text of an element by how it looks, besides what it means.
pub(super) fn render(
    builder: &mut Builder<'_>,
    name: &str,
    meaning: Meaning,
    attributes: Attributes<'_>,
) {
    let has_text = match meaning {
        Meaning::Inline(_)
        | Meaning::Block(..)
        | Meaning::Container(..)
        | Meaning::Unknown
        | Meaning::As(Role::Plain | Role::Heading | Role::Item | Role::Label | Role::Cell) => true,
        Meaning::Empty(_) | Meaning::As(_) => false,
    };
    if !has_text || builder.is_in_tree || !attributes.0.contains('=') {
        return;
    }
    if name == "hi" {
        let span = builder.frames.top().span;
        for word in builder.mapping.looks().unknown(attributes) {
            builder.unknown_looks.meet(word, span);
        }
    }
    for kind in builder.mapping.looks().of(attributes) {
        if meaning == Meaning::Inline(kind) {
            continue;
        }
        builder.sheet();
        let (place, current) = (builder.place(), builder.current);
        let mut annotation = builder.mark(kind, attributes);
        annotation.by.hand = builder.hand(attributes, "hand");
        let top = builder.frames.top();
        if top.annotations.is_empty() {
            top.sheet = current;
            top.start = place;
        }
        top.annotations.push(annotation);
    }
}
