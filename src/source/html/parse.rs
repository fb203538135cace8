//! Parsing a web page by the WHATWG algorithm, with the place of every tag and character.
//!
//! html5ever does not say where in its input a token stood. So it is fed piece by piece, cut before each `<` and behind
//! each `>`: a tag or comment always ends where a piece ends, and text is found again between them. The tree builder may
//! drop white space and hold back text of broken tables, so text passes by it through a queue, and is matched when it
//! comes out.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::TreeBuilder;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::align::align;
use super::tree::{Content, Dom, Element, Markup, MarkupKind, Node, NodeId, Stretch};
use crate::document::Span;

/// The deepest nesting; deeper tags are passed over. Browsers stop at 512 as well (Blink's `kMaximumHTMLParserDOMTreeDepth`).
const DEEPEST: usize = 512;

/// How many formatting elements may be open at once; further ones are passed over. Each paragraph opens them all anew, so
/// that without a limit a page of unclosed `<font>` takes quadratic time and memory.
const MOST_FORMATTING: usize = 64;

/// Parses a page.
pub(in crate::source) fn parse(source: &str) -> Dom {
    let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
    let sink = Sink::new(source);
    let tracker = Tracker {
        source,
        at: Cell::new(start),
        fed: Cell::new(start),
        formatting: Cell::new(0),
        builder: TreeBuilder::new(
            sink,
            html5ever::tree_builder::TreeBuilderOpts {
                scripting_enabled: false,
                ..Default::default()
            },
        ),
    };
    let tokenizer = Tokenizer::new(tracker, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let bytes = source.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        let end = memchr::memchr2(b'<', b'>', &bytes[at + 1..]).map_or(bytes.len(), |found| {
            let sign = at + 1 + found;
            if bytes[sign] == b'>' { sign + 1 } else { sign }
        });
        let end = if bytes[at] == b'>' { at + 1 } else { end };
        let piece = Span::new(at, end).of(source);
        tokenizer.sink.fed.set(end);
        queue.push_back(StrTendril::from(piece));
        // The tokenizer stops at each script, to let it run; here none does.
        while !matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Done) {}
        at = end;
    }
    tokenizer.end();
    let tracker = &tokenizer.sink;
    tracker.claim_rest();
    let sink = &tracker.builder.sink;
    Dom::new(sink.nodes.take(), sink.markup.take(), source)
}

/// What stands between the tokenizer and the tree builder, and knows where it is in the source.
struct Tracker<'a> {
    source: &'a str,
    /// Up to where the source has become tokens.
    at: Cell<usize>,
    /// Up to where it has been fed.
    fed: Cell<usize>,
    /// How many formatting elements are open.
    formatting: Cell<usize>,
    builder: TreeBuilder<NodeId, Sink<'a>>,
}

impl TokenSink for Tracker<'_> {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        match &token {
            Token::CharacterTokens(text) => {
                let mut at = self.at.get();
                let stretches = align(self.source, &mut at, self.fed.get(), text);
                self.at.set(at);
                sink.pending.borrow_mut().extend(stretches);
                return self.builder.process_token(token, line);
            }
            Token::TagToken(tag) => {
                self.take(MarkupKind::Tag);
                if tag.kind == TagKind::StartTag {
                    let index = sink.markup.borrow().len() - 1;
                    sink.tag.replace(Some((tag.name.clone(), index)));
                }
                if self.is_passed_over(tag) {
                    return TokenSinkResult::Continue;
                }
            }
            Token::CommentToken(text) => self.take(MarkupKind::Comment(text.to_string())),
            Token::DoctypeToken(_) => self.take(MarkupKind::Declaration),
            Token::NullCharacterToken => self.at.set(self.at.get() + 1),
            Token::EOFToken | Token::ParseError(_) => {}
        }
        let ends_text = !matches!(token, Token::ParseError(_) | Token::NullCharacterToken);
        let result = self.builder.process_token(token, line);
        if ends_text {
            sink.pending.borrow_mut().clear();
            sink.tag.take();
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Tracker<'_> {
    /// Enters the markup that ends where the source has been fed to.
    fn take(&self, kind: MarkupKind) {
        let end = self.fed.get();
        let before = Span::new(self.at.get(), end).of(self.source);
        let start = self.at.get() + before.find('<').unwrap_or(0);
        let sink = &self.builder.sink;
        sink.markup.borrow_mut().push(Markup {
            span: Span::new(start, end),
            kind,
        });
        self.at.set(end);
    }

    /// Whether a tag is left out so that hostile nesting costs no more than its length.
    fn is_passed_over(&self, tag: &Tag) -> bool {
        let is_formatting = matches!(
            &*tag.name,
            "a" | "b"
                | "big"
                | "code"
                | "em"
                | "font"
                | "i"
                | "nobr"
                | "s"
                | "small"
                | "strike"
                | "strong"
                | "tt"
                | "u"
        );
        let open = self.formatting.get();
        if tag.kind == TagKind::EndTag {
            if is_formatting {
                self.formatting.set(open.saturating_sub(1));
            }
            return false;
        }
        if is_formatting {
            if open >= MOST_FORMATTING {
                return true;
            }
            self.formatting.set(open + 1);
        }
        self.builder.sink.last_depth.get() >= DEEPEST
    }

    /// Enters what the page ends in: a tag or comment that is never closed.
    fn claim_rest(&self) {
        let rest = Span::new(self.at.get(), self.source.len());
        if !rest.is_empty() {
            let mut markup = self.builder.sink.markup.borrow_mut();
            markup.push(Markup {
                span: rest,
                kind: MarkupKind::Tag,
            });
        }
    }
}

/// What builds the tree.
#[derive(Debug)]
struct Sink<'a> {
    source: &'a str,
    nodes: RefCell<Vec<Node>>,
    markup: RefCell<Vec<Markup>>,
    /// Text on its way through the tree builder.
    pending: RefCell<VecDeque<Stretch>>,
    /// The opening tag being worked on, by its name and its number among the markup, until its element is made.
    tag: RefCell<Option<(LocalName, usize)>>,
    /// How deep the element lies that was put in last.
    last_depth: Cell<usize>,
}

impl<'a> Sink<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            nodes: RefCell::new(vec![Node {
                parent: 0,
                children: Vec::new(),
                depth: 0,
                content: Content::Other,
            }]),
            markup: RefCell::default(),
            pending: RefCell::default(),
            tag: RefCell::default(),
            last_depth: Cell::new(0),
        }
    }

    fn push(&self, content: Content) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: 0,
            children: Vec::new(),
            depth: 0,
            content,
        });
        nodes.len() - 1
    }

    /// Puts a node or text below `parent`, before the child at `index` or behind all.
    fn insert(&self, parent: NodeId, index: Option<usize>, child: NodeOrText<NodeId>) {
        let mut nodes = self.nodes.borrow_mut();
        let index = index.unwrap_or(nodes[parent].children.len());
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let mut stretches = self.take_text(&text);
                let before = index
                    .checked_sub(1)
                    .and_then(|before| nodes[parent].children.get(before).copied());
                if let Some(before) = before
                    && let Content::Text(known) = &mut nodes[before].content
                {
                    known.append(&mut stretches);
                    return;
                }
                let id = nodes.len();
                nodes.push(Node {
                    parent,
                    children: Vec::new(),
                    depth: 0,
                    content: Content::Text(stretches),
                });
                id
            }
        };
        let depth = nodes[parent].depth + 1;
        let node = &mut nodes[id];
        (node.parent, node.depth) = (parent, depth);
        if matches!(node.content, Content::Element(_)) {
            self.last_depth.set(depth);
        }
        nodes[parent].children.insert(index, id);
    }

    fn position(&self, id: NodeId) -> Option<(NodeId, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[id].parent;
        // What is moved was mostly put in last.
        let index = nodes[parent]
            .children
            .iter()
            .rposition(|&child| child == id)?;
        Some((parent, index))
    }

    /// Takes from the pending text what the tree builder lets out, leaving out what it dropped.
    fn take_text(&self, text: &str) -> Vec<Stretch> {
        let mut pending = self.pending.borrow_mut();
        let mut taken = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let Some(next) = pending.pop_front() else {
                taken.push(Stretch::Decoded(Span::default(), rest.to_owned()));
                break;
            };
            let words = next.text(self.source);
            if words.is_empty() {
                continue;
            }
            if let Some(behind) = rest.strip_prefix(words) {
                rest = behind;
                taken.push(next);
                continue;
            }
            let is_split = words.starts_with(rest);
            let first = words.chars().next().map_or(1, char::len_utf8);
            let (mine, left) = next.split(if is_split { rest.len() } else { first });
            if is_split {
                taken.push(mine);
                rest = "";
            }
            pending.push_front(left);
        }
        taken
    }
}

impl TreeSink for Sink<'_> {
    type Handle = NodeId;
    type Output = ();
    type ElemName<'n>
        = Name
    where
        Self: 'n;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'n>(&'n self, target: &'n NodeId) -> Name {
        let nodes = self.nodes.borrow();
        if let Content::Element(element) = &nodes[*target].content {
            Name(element.namespace.clone(), element.name.clone())
        } else {
            Name(Namespace::from(""), LocalName::from(""))
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        let mut tag = self.tag.borrow_mut();
        let is_own = tag.as_ref().is_some_and(|(tag, _)| *tag == name.local);
        let tag = if is_own { tag.take() } else { None };
        self.push(Content::Element(Element {
            namespace: name.ns,
            name: name.local,
            attributes: (attributes.into_iter())
                .map(|attribute| (attribute.name.local, attribute.value))
                .collect(),
            tag: tag.map(|(_, index)| index),
        }))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.push(Content::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.push(Content::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        before: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.position(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.remove_from_parent(id);
        }
        if let Some((parent, index)) = self.position(*sibling) {
            self.insert(parent, Some(index), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Content::Element(element) = &mut nodes[*target].content {
            for attribute in attributes {
                let name = attribute.name.local;
                if element.attributes.iter().all(|(known, _)| *known != name) {
                    element.attributes.push((name, attribute.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        if let Some((parent, index)) = self.position(*target) {
            self.nodes.borrow_mut()[parent].children.remove(index);
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for &child in &children {
            nodes[child].parent = *new_parent;
        }
        nodes[*new_parent].children.extend(children);
    }
}

/// The name of an element, as the tree builder asks for it.
#[derive(Debug)]
struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}
