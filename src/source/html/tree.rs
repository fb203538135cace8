//! A web page as a tree whose tags and characters know their places in the source.

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, Namespace};

use crate::document::Span;

/// Which node of a page; 0 is the page itself.
pub(in crate::source) type NodeId = usize;

/// A page.
#[derive(Debug, Default)]
pub(in crate::source) struct Dom {
    pub(in crate::source) nodes: Vec<Node>,
    /// Tags, comments and declarations, in the order of the source.
    pub(in crate::source) markup: Vec<Markup>,
    /// Where each node stands in document order.
    order: Vec<usize>,
    /// How many bytes of shown text lie in each node.
    weights: Vec<usize>,
}

/// A tag, comment or declaration.
#[derive(Debug, Clone)]
pub(in crate::source) struct Markup {
    pub(in crate::source) span: Span,
    pub(in crate::source) kind: MarkupKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) enum MarkupKind {
    Tag,
    /// A tag whose attributes were read: as text (the description of a picture) or as metadata; claimed by who read it.
    Taken,
    Comment(String),
    Declaration,
}

#[derive(Debug)]
pub(in crate::source) struct Node {
    pub(in crate::source) parent: NodeId,
    pub(in crate::source) children: Vec<NodeId>,
    pub(in crate::source) depth: usize,
    pub(in crate::source) content: Content,
}

#[derive(Debug)]
pub(in crate::source) enum Content {
    /// The page, or what stands for something that is not shown.
    Other,
    Element(Element),
    Text(Vec<Stretch>),
}

#[derive(Debug)]
pub(in crate::source) struct Element {
    pub(in crate::source) namespace: Namespace,
    pub(in crate::source) name: LocalName,
    pub(in crate::source) attributes: Vec<(LocalName, StrTendril)>,
    /// The tag that opened it, if one did.
    pub(in crate::source) tag: Option<usize>,
}

/// A stretch of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) enum Stretch {
    /// As the source has it.
    Verbatim(Span),
    /// What a character reference stands for; the span is empty where the place was lost.
    Decoded(Span, String),
}

impl Stretch {
    pub(in crate::source) fn text<'t>(&'t self, source: &'t str) -> &'t str {
        match self {
            Self::Verbatim(span) => span.of(source),
            Self::Decoded(_, text) => text,
        }
    }

    /// The first `length` bytes and the rest; what a reference stands for keeps its place in the first of them.
    pub(in crate::source) fn split(self, length: usize) -> (Self, Self) {
        match self {
            Self::Verbatim(span) => {
                let middle = span.start + length;
                (
                    Self::Verbatim(Span::new(span.start, middle)),
                    Self::Verbatim(Span::new(middle, span.end)),
                )
            }
            Self::Decoded(span, text) => {
                let left = text.get(length..).unwrap_or_default().to_owned();
                let mine = text.get(..length).unwrap_or_default().to_owned();
                (
                    Self::Decoded(span, mine),
                    Self::Decoded(Span::default(), left),
                )
            }
        }
    }

    pub(in crate::source) fn span(&self) -> Span {
        match self {
            Self::Verbatim(span) | Self::Decoded(span, _) => *span,
        }
    }
}

impl Dom {
    /// A page of these nodes, put in order and weighed.
    pub(in crate::source) fn new(nodes: Vec<Node>, markup: Vec<Markup>, source: &str) -> Self {
        let mut tree = Self {
            order: vec![0; nodes.len()],
            weights: vec![0; nodes.len()],
            nodes,
            markup,
        };
        let walk: Vec<NodeId> = tree.below(0).collect();
        for (number, &id) in walk.iter().enumerate() {
            tree.order[id] = number;
        }
        for &id in walk.iter().rev() {
            if let Content::Text(stretches) = &tree.nodes[id].content {
                let words = stretches.iter().map(|stretch| stretch.text(source));
                tree.weights[id] = words
                    .flat_map(str::split_ascii_whitespace)
                    .map(str::len)
                    .sum();
            }
            if matches!(tree.name(id), "script" | "style" | "template" | "noscript") {
                tree.weights[id] = 0;
            }
            if id != 0 {
                let own = tree.weights[id];
                let parent = tree.nodes[id].parent;
                tree.weights[parent] += own;
            }
        }
        tree
    }

    /// Where a node stands in document order.
    pub(in crate::source) fn order(&self, id: NodeId) -> usize {
        self.order[id]
    }

    /// How many bytes of shown text lie in a node.
    pub(in crate::source) fn weight(&self, id: NodeId) -> usize {
        self.weights[id]
    }

    /// Whether `inner` is `outer` or lies below it.
    pub(in crate::source) fn is_within(&self, inner: NodeId, outer: NodeId) -> bool {
        inner == outer || self.above(inner).any(|at| at == outer)
    }

    /// The nearest element that makes a block of its own, the node itself included.
    pub(in crate::source) fn block_of(&self, id: NodeId) -> NodeId {
        std::iter::once(id)
            .chain(self.above(id))
            .find(|&at| is_block(self.name(at)))
            .unwrap_or(0)
    }

    /// The element that a node is.
    pub(in crate::source) fn element(&self, id: NodeId) -> Option<&Element> {
        if let Content::Element(element) = &self.nodes[id].content {
            Some(element)
        } else {
            None
        }
    }

    /// The name of the element that a node is; empty for others.
    pub(in crate::source) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    /// The namespace of the element that a node is; empty for others.
    pub(in crate::source) fn namespace(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.namespace)
    }

    /// The value of an attribute, without white space round it, if it is not blank.
    pub(in crate::source) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        let (_, value) = attributes.iter().find(|(known, _)| &**known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The words of the `class` attribute.
    pub(in crate::source) fn classes(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.attribute(id, "class")
            .unwrap_or_default()
            .split_ascii_whitespace()
    }

    pub(in crate::source) fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != 0).then(|| self.nodes[id].parent)
    }

    /// The nodes above, the nearest first.
    pub(in crate::source) fn above(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |&at| self.parent(at))
    }

    /// The node and all below it, in document order.
    pub(in crate::source) fn below(&self, id: NodeId) -> Below<'_> {
        Below {
            tree: self,
            stack: vec![id],
        }
    }

    /// All text below a node that is not a script or style, white space collapsed.
    pub(in crate::source) fn text(&self, id: NodeId, source: &str) -> String {
        self.text_without(id, source, |_| false)
    }

    /// The same, without what lies in some nodes.
    pub(in crate::source) fn text_without(
        &self,
        id: NodeId,
        source: &str,
        is_left_out: impl Fn(NodeId) -> bool,
    ) -> String {
        let mut text = String::new();
        let mut walk = self.below(id);
        while let Some(at) = walk.next() {
            if is_left_out(at) {
                walk.leave_out(at);
                continue;
            }
            match &self.nodes[at].content {
                Content::Text(stretches) => {
                    for stretch in stretches {
                        text.push_str(stretch.text(source));
                    }
                }
                Content::Element(element) => match &*element.name {
                    "script" | "style" | "template" => walk.leave_out(at),
                    "br" | "p" | "div" | "li" | "dd" | "dt" | "td" | "tr" => text.push(' '),
                    _ => {}
                },
                Content::Other => {}
            }
        }
        text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// See [`Dom::below`].
#[derive(Debug)]
pub(in crate::source) struct Below<'t> {
    tree: &'t Dom,
    stack: Vec<NodeId>,
}

impl Below<'_> {
    /// Leaves out what lies below the node that came last.
    pub(in crate::source) fn leave_out(&mut self, last: NodeId) {
        let count = self.tree.nodes[last].children.len();
        self.stack.truncate(self.stack.len() - count);
    }
}

impl Iterator for Below<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.stack.pop()?;
        self.stack
            .extend(self.tree.nodes[id].children.iter().rev().copied());
        Some(id)
    }
}

/// Whether an element begins a block of its own, as browsers show it (HTML, "Rendering", 15.3).
pub(in crate::source) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
