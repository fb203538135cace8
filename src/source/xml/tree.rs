//! A part of an XML file kept whole, to look things up in: the header, a register, the content of a gap.
//!
//! The nodes lie in document order, so what lies below a node is a range; nothing walks it by calling itself.

use super::lexer::{Attributes, local};

/// Elements that may stand in the middle of a word.
const WITHIN_WORDS: &[&str] = &[
    "hi", "c", "g", "ex", "am", "add", "del", "supplied", "unclear", "damage", "gap", "seg", "m",
    "pc", "emph", "sup", "sub", "corr", "sic", "orig", "reg", "abbr", "expan", "choice", "subst",
    "surplus", "lb", "pb", "cb", "anchor", "w", "note", "ptr", "retrace", "restore", "mod", "i",
    "b", "em", "strong", "span", "a", "u", "small", "br",
];

/// Which node of a tree.
pub(crate) type NodeId = usize;

/// An element, or a stretch of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    /// The element's local name; empty for text.
    pub(crate) name: String,
    /// The attributes by their local names, references resolved.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text, for text.
    pub(crate) text: String,
    /// The node after the last that lies below.
    pub(crate) end: NodeId,
    /// The element above; its own for the root.
    pub(crate) parent: NodeId,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    open: Vec<NodeId>,
}

impl Tree {
    /// Opens an element below the one that is open.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        let id = self.nodes.len();
        self.nodes.push(Node {
            name: name.to_owned(),
            attributes: attributes
                .map(|(name, value)| (local(name).to_owned(), value.to_owned()))
                .collect(),
            text: String::new(),
            end: id + 1,
            parent: self.open.last().copied().unwrap_or(id),
        });
        self.open.push(id);
    }

    /// Adds text to the element that is open.
    pub(crate) fn push_str(&mut self, text: &str) {
        let id = self.nodes.len();
        let parent = self.open.last().copied().unwrap_or(id);
        match self.nodes.last_mut() {
            Some(last) if last.name.is_empty() && last.parent == parent && id > 0 => {
                last.text.push_str(text);
            }
            _ => self.nodes.push(Node {
                text: text.to_owned(),
                end: id + 1,
                parent,
                ..Node::default()
            }),
        }
    }

    /// Closes the element that is open.
    pub(crate) fn close(&mut self) {
        if let Some(id) = self.open.pop() {
            self.nodes[id].end = self.nodes.len();
        }
    }

    /// The number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The value of a node's attribute, if it is not blank.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let found = self.nodes[id]
            .attributes
            .iter()
            .find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Elements below `id`, at any depth, of one of these names, in order.
    pub(crate) fn below<'t>(
        &'t self,
        id: NodeId,
        names: &'t [&'t str],
    ) -> impl Iterator<Item = NodeId> + 't {
        let end = self.nodes.get(id).map_or(0, |node| node.end);
        (id + 1..end).filter(move |&at| names.contains(&self.nodes[at].name.as_str()))
    }

    /// The elements directly below `id`.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.nodes[id].end;
        let mut at = id + 1;
        std::iter::from_fn(move || {
            while at < end {
                let found = at;
                at = self.nodes[at].end.max(at + 1);
                if !self.nodes[found].name.is_empty() {
                    return Some(found);
                }
            }
            None
        })
    }

    /// The name of the element above.
    pub(crate) fn parent_name(&self, id: NodeId) -> &str {
        let parent = self.nodes[id].parent;
        if parent == id {
            ""
        } else {
            &self.nodes[parent].name
        }
    }

    /// Whether an element of this name lies above.
    pub(crate) fn is_within(&self, id: NodeId, name: &str) -> bool {
        let mut at = id;
        while self.nodes[at].parent != at {
            at = self.nodes[at].parent;
            if self.nodes[at].name == name {
                return true;
            }
        }
        false
    }

    /// The nearest element of this name above.
    pub(crate) fn nearest(&self, id: NodeId, name: &str) -> Option<NodeId> {
        let mut at = id;
        while self.nodes[at].parent != at {
            at = self.nodes[at].parent;
            if self.nodes[at].name == name {
                return Some(at);
            }
        }
        None
    }

    /// Whether text stands directly in an element.
    pub(crate) fn has_own_text(&self, id: NodeId) -> bool {
        let mut at = id + 1;
        while at < self.nodes[id].end {
            let node = &self.nodes[at];
            if node.name.is_empty() && !node.text.trim().is_empty() {
                return true;
            }
            at = node.end.max(at + 1);
        }
        false
    }

    /// Whether words stand directly in an element, not only signs that part its elements.
    pub(crate) fn has_own_words(&self, id: NodeId) -> bool {
        self.own_text(id).contains(char::is_alphanumeric)
    }

    /// The text that stands directly in an element, white space collapsed.
    pub(crate) fn own_text(&self, id: NodeId) -> String {
        let mut words: Vec<&str> = Vec::new();
        let mut at = id + 1;
        while at < self.nodes[id].end {
            let node = &self.nodes[at];
            words.extend(node.text.split_whitespace());
            at = node.end.max(at + 1);
        }
        words.join(" ")
    }

    /// All text in a node, white space collapsed.
    pub(crate) fn text(&self, id: NodeId) -> String {
        self.text_without(id, &[])
    }

    /// All text in a node but that of elements of these names, white space collapsed. Elements that stand side by side with
    /// no text between them are different words, unless they are parts of one ([`WITHIN_WORDS`]).
    pub(crate) fn text_without(&self, id: NodeId, left_out: &[&str]) -> String {
        let mut out = String::new();
        let mut is_parted = false;
        let mut at = id;
        while at < self.nodes[id].end {
            let node = &self.nodes[at];
            if at > id && left_out.contains(&node.name.as_str()) {
                is_parted = true;
                at = node.end;
                continue;
            }
            is_parted |= matches!(
                node.name.as_str(),
                "p" | "item" | "lb" | "ab" | "desc" | "head" | "idno"
            );
            is_parted |= at > id && self.parts_from_what_is_before(at);
            is_parted |= node.text.starts_with(char::is_whitespace);
            for word in node.text.split_whitespace() {
                if is_parted && !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
                is_parted = true;
            }
            is_parted = if node.text.is_empty() {
                is_parted
            } else {
                node.text.ends_with(char::is_whitespace)
            };
            at += 1;
        }
        out
    }

    /// Whether an element stands directly behind another, and neither can be a part of a word.
    fn parts_from_what_is_before(&self, id: NodeId) -> bool {
        let node = &self.nodes[id];
        let is_word =
            |node: &Node| !node.name.is_empty() && !WITHIN_WORDS.contains(&node.name.as_str());
        if !is_word(node) || id == node.parent + 1 {
            return false;
        }
        // The element before it is the one in which the node before it lies.
        let mut before = id - 1;
        while self.nodes[before].parent != node.parent && self.nodes[before].parent != before {
            before = self.nodes[before].parent;
        }
        is_word(&self.nodes[before])
    }

    /// The texts of the elements directly below, or the node's own text if it has any.
    pub(crate) fn parts(&self, id: NodeId) -> Vec<String> {
        if self.has_own_text(id) {
            return vec![self.text(id)];
        }
        self.children(id)
            .map(|child| self.text(child))
            .filter(|text| !text.is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_collapsed_and_ranges_hold() {
        let mut tree = Tree::default();
        tree.open("a", Attributes(" n='1'"));
        tree.push_str("one ");
        tree.open("b", Attributes(""));
        tree.push_str(" two\n three");
        tree.close();
        tree.push_str(".");
        tree.close();
        assert_eq!(tree.text(0), "one two three.");
        assert_eq!(tree.attribute(0, "n"), Some("1"));
        assert_eq!(tree.children(0).collect::<Vec<_>>(), [2]);
        assert_eq!(tree.below(0, &["b"]).collect::<Vec<_>>(), [2]);
        assert!(tree.is_within(2, "a") && tree.has_own_text(0));
    }

    #[test]
    fn names_side_by_side_are_different_words() {
        let mut whole = Tree::default();
        whole.open("editor", Attributes(""));
        for (name, text) in [
            ("forename", "Ann"),
            ("surname", "Berg"),
            ("hi", "s"),
            ("idno", "Q5"),
        ] {
            whole.open(name, Attributes(""));
            whole.push_str(text);
            whole.close();
        }
        whole.push_str(", ed.");
        whole.close();
        assert_eq!(whole.text(0), "Ann Bergs Q5, ed.");
        assert_eq!(whole.text_without(0, &["idno"]), "Ann Bergs , ed.");
    }
}
