//! XML as a tree of elements that know where in the source they stand.

use std::collections::HashMap;

use super::sheet::{Outline, Piece};
use crate::document::Span;
use crate::source::xml::{Attributes, Entities, Lexer, Token, local};

/// Which element of a tree.
pub(super) type ElementId = usize;

/// An element.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// Its local name.
    pub(super) name: &'a str,
    attributes: Attributes<'a>,
    /// Its opening tag.
    pub(super) tag: Span,
    /// What stands between its tags.
    pub(super) inside: Span,
    pub(super) children: Vec<ElementId>,
}

/// A tree; element 0 is none of the file's and holds its root.
#[derive(Debug)]
pub(super) struct Elements<'a> {
    pub(super) source: &'a str,
    elements: Vec<Element<'a>>,
}

impl<'a> Elements<'a> {
    /// The elements of a part of the source. Tags that match nothing are passed over.
    pub(super) fn read(source: &'a str, part: Span) -> Self {
        let mut elements = vec![Element {
            name: "",
            attributes: Attributes(""),
            tag: Span::at(part.start),
            inside: part,
            children: Vec::new(),
        }];
        let mut open: Vec<ElementId> = vec![0];
        // How many elements of each name are open, so that a stray closing tag is known without a search.
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (token, span) in Lexer::new(part.of(source)) {
            let span = span.shifted(part.start);
            match token {
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    let id = elements.len();
                    let inside = if is_empty { span.end } else { part.end };
                    elements.push(Element {
                        name: local(name),
                        attributes: Attributes(attributes),
                        tag: span,
                        inside: Span::new(span.end, inside),
                        children: Vec::new(),
                    });
                    if let Some(&parent) = open.last() {
                        elements[parent].children.push(id);
                    }
                    if !is_empty {
                        *counts.entry(local(name)).or_default() += 1;
                        open.push(id);
                    }
                }
                Token::Close(name) if counts.get(local(name)).is_some_and(|count| *count > 0) => {
                    while let Some(id) = open.pop() {
                        elements[id].inside.end = span.start;
                        let closed = elements[id].name;
                        if let Some(count) = counts.get_mut(closed) {
                            *count -= 1;
                        }
                        if closed == local(name) {
                            break;
                        }
                    }
                }
                _ => {}
            }
        }
        Self { source, elements }
    }

    /// All elements, in the order of the source.
    pub(super) fn all(&self) -> impl Iterator<Item = ElementId> + use<> {
        1..self.elements.len()
    }

    pub(super) fn get(&self, id: ElementId) -> &Element<'a> {
        &self.elements[id]
    }

    pub(super) fn name(&self, id: ElementId) -> &'a str {
        self.elements[id].name
    }

    /// The value of an attribute by its local name, as written, if it is not blank.
    pub(super) fn value(&self, id: ElementId, wanted: &str) -> Option<&'a str> {
        let mut attributes = self.elements[id].attributes;
        let found = attributes.find(|(name, _)| local(name) == wanted);
        found
            .map(|(_, value)| value)
            .filter(|value| !value.trim().is_empty())
    }

    /// A whole number that an attribute says.
    pub(super) fn number<N: std::str::FromStr>(&self, id: ElementId, wanted: &str) -> Option<N> {
        self.value(id, wanted)?.trim().parse().ok()
    }

    /// A length that an attribute says, rounded down; ALTO's may have fractions.
    pub(super) fn length(&self, id: ElementId, wanted: &str) -> Option<i32> {
        let value = self.value(id, wanted)?.trim();
        value.split('.').next()?.parse().ok()
    }

    /// The children of an element that have this name.
    pub(super) fn children<'t>(
        &'t self,
        id: ElementId,
        wanted: &'t str,
    ) -> impl Iterator<Item = ElementId> + 't {
        let children = self.elements[id].children.iter().copied();
        children.filter(move |&child| self.name(child) == wanted)
    }

    /// The first child of this name.
    pub(super) fn child(&self, id: ElementId, wanted: &str) -> Option<ElementId> {
        self.children(id, wanted).next()
    }

    /// The element and all below it, in the order of the source.
    pub(super) fn below(&self, id: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        let mut stack = vec![id];
        std::iter::from_fn(move || {
            let id = stack.pop()?;
            stack.extend(self.elements[id].children.iter().rev());
            Some(id)
        })
    }

    /// The first element of this name.
    pub(super) fn first(&self, wanted: &str) -> Option<ElementId> {
        self.all().find(|&id| self.name(id) == wanted)
    }

    /// The text of an element without children, with the places of its pieces.
    pub(super) fn pieces(&self, id: ElementId) -> Vec<Piece> {
        pieces(self.source, self.elements[id].inside)
    }

    /// The text of an element without children.
    pub(super) fn text(&self, id: ElementId) -> String {
        said(self.source, &self.pieces(id))
    }

    /// The value of an attribute as text, with the places of its pieces.
    pub(super) fn value_pieces(&self, id: ElementId, wanted: &str) -> Vec<Piece> {
        let value = self.value(id, wanted);
        value.map_or_else(Vec::new, |value| {
            pieces(self.source, place_of(self.source, value))
        })
    }

    /// The value of an attribute as text.
    pub(super) fn value_text(&self, id: ElementId, wanted: &str) -> Option<String> {
        let pieces = self.value_pieces(id, wanted);
        (!pieces.is_empty()).then(|| said(self.source, &pieces).trim().to_owned())
    }

    /// The points that an attribute lists: `12,40 80,40`.
    pub(super) fn points(&self, id: ElementId, wanted: &str) -> Outline {
        let pairs = self.value(id, wanted).unwrap_or_default();
        let points = pairs.split_ascii_whitespace().filter_map(|pair| {
            let (x, y) = pair.split_once(',')?;
            let whole = |number: &str| number.split('.').next()?.parse::<i32>().ok();
            Some((whole(x)?, whole(y)?))
        });
        points.collect()
    }
}

/// The pieces of a stretch of XML that are text.
pub(super) fn pieces(source: &str, span: Span) -> Vec<Piece> {
    let mut entities = Entities::default();
    let mut pieces = Vec::new();
    for (token, at) in Lexer::new(span.of(source)) {
        let at = at.shifted(span.start);
        let text = match token {
            Token::Text(_) | Token::Fault(..) => None,
            Token::Verbatim(text) => Some(text.to_owned()),
            Token::Reference(name) => entities.resolve(name),
            _ => continue,
        };
        pieces.push(Piece { span: at, text });
    }
    pieces
}

/// What pieces say together.
pub(super) fn said(source: &str, pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.of(source)).collect()
}

/// Where a part of a text that was taken from it stands in it.
pub(super) fn place_of(whole: &str, part: &str) -> Span {
    let start = part.as_ptr().addr().saturating_sub(whole.as_ptr().addr());
    Span::new(start, start + part.len())
}
