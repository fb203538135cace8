//! Notes of a web page by one rule for all sites: a link to a fragment of the same page, whose target links back to it, or
//! stands in a list of notes, or begins with the link's own label.
//!
//! Wikisource, the volumes of *Foreign Relations*, Founders Online, marxists.org, pandoc, blogs and Word's own HTML all
//! write notes so; they differ in where the identifiers stand, which is why the rule looks round the link and its target.

use std::collections::{HashMap, HashSet};

use super::tree::{Content, Dom, NodeId};

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The label of each note, in the order of their first references.
    pub(super) labels: Vec<String>,
    /// The node where each note begins.
    pub(super) starts: Vec<NodeId>,
    /// Nodes whose text is the sign of a reference, and the note.
    pub(super) signs: HashMap<NodeId, usize>,
    /// Nodes that hold (a part of) the body of a note and nothing else.
    pub(super) bodies: HashMap<NodeId, usize>,
    /// Nodes in the middle of a block where the body of a note begins; it ends where the block ends or the next begins.
    pub(super) openings: HashMap<NodeId, usize>,
    /// Nodes that hold nothing but a link back to the text.
    pub(super) back_links: HashSet<NodeId>,
}

/// A link to a fragment of the same page.
#[derive(Debug, Clone, Copy)]
struct Link {
    node: NodeId,
    target: NodeId,
    /// The block in which it stands.
    block: NodeId,
}

/// The longest label of a note, in characters: `Note 12`.
const LONGEST_LABEL: usize = 8;

/// How far above a link or its target an identifier may stand that means it.
const NEAR: usize = 4;

/// Finds the notes of a page. `fragment` answers which fragment of this page an address leads to.
pub(super) fn find<'t>(
    tree: &'t Dom,
    source: &str,
    is_text: impl Fn(NodeId) -> bool,
    fragment: impl Fn(&'t str) -> Option<&'t str>,
) -> Notes {
    let mut names: HashMap<&str, NodeId> = HashMap::new();
    let walk: Vec<NodeId> = tree.below(0).collect();
    for &id in &walk {
        let name = if tree.name(id) == "a" { "name" } else { "id" };
        let values = [tree.attribute(id, "id"), tree.attribute(id, name)];
        for value in values.into_iter().flatten() {
            names.entry(value).or_insert(id);
        }
    }
    let links: Vec<Link> = (walk.iter())
        .filter(|&&id| tree.name(id) == "a" && is_text(id))
        .filter_map(|&node| {
            let name = fragment(tree.attribute(node, "href")?)?;
            let target = *names.get(name)?;
            Some(Link {
                node,
                target,
                block: tree.block_of(node),
            })
        })
        .collect();
    let mut finder = Finder {
        tree,
        source,
        back: HashMap::new(),
        notes: Notes::default(),
        by_start: HashMap::new(),
        targets: HashMap::new(),
    };
    for link in &links {
        let block = tree.block_of(link.target);
        finder.back.entry(block).or_default().push(*link);
    }
    finder.find(&links);
    finder.notes
}

struct Finder<'f> {
    tree: &'f Dom,
    source: &'f str,
    /// Links by the block that they lead to.
    back: HashMap<NodeId, Vec<Link>>,
    notes: Notes,
    /// The note that begins at a node.
    by_start: HashMap<NodeId, usize>,
    /// The targets of notes in each block, in document order of their references.
    targets: HashMap<NodeId, Vec<(NodeId, usize)>>,
}

impl Finder<'_> {
    fn find(&mut self, links: &[Link]) {
        let mut back_links: HashSet<NodeId> = HashSet::new();
        for link in links {
            if back_links.contains(&link.node) {
                continue;
            }
            let Some(label) = self.label(link) else {
                continue;
            };
            let body = self.tree.block_of(link.target);
            if self.tree.is_within(link.node, body) {
                continue;
            }
            let back = self.links_back(link, body);
            if back.is_empty() && !self.is_note_by_place(link, body, &label) {
                continue;
            }
            back_links.extend(&back);
            let note = match self.by_start.get(&link.target) {
                Some(&note) => note,
                None => self.enter(link.target, body, label),
            };
            let sign = self.outermost(link.node);
            self.notes.signs.insert(sign, note);
        }
        // Further links back of one note, as Wikipedia has them: `↑ 1.0 1.1`.
        for link in links {
            let is_sign = self.notes.signs.contains_key(&self.outermost(link.node));
            let leads_to_sign = || {
                let near = self.near(link.target);
                near.iter().any(|node| self.notes.signs.contains_key(node))
            };
            let is_in_note = self.targets.contains_key(&link.block)
                || self
                    .tree
                    .above(link.node)
                    .take(NEAR)
                    .any(|at| self.targets.contains_key(&at));
            if !is_sign && is_in_note && leads_to_sign() {
                back_links.insert(link.node);
            }
        }
        self.notes.back_links = back_links
            .into_iter()
            .map(|node| self.outermost(node))
            .collect();
        self.lay_out();
    }

    fn enter(&mut self, target: NodeId, body: NodeId, label: String) -> usize {
        let note = self.notes.labels.len();
        self.notes.labels.push(label);
        self.notes.starts.push(target);
        self.by_start.insert(target, note);
        self.targets.entry(body).or_default().push((target, note));
        note
    }

    /// The label of a note that a link may show: a number, a sign, a letter, with or without brackets.
    fn label(&self, link: &Link) -> Option<String> {
        let text = self.tree.text(link.node, self.source);
        let bare = text
            .trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | ' ' | '\u{a0}'))
            .to_owned();
        let says_note = self.tree.attribute(link.node, "role") == Some("doc-noteref")
            || self.tree.attribute(link.node, "epub:type") == Some("noteref")
            || self.tree.attribute(link.node, "rel") == Some("footnote");
        let count = bare.chars().count();
        let lower = bare.to_lowercase();
        let number = ["note ", "nb ", "n. ", "fn "]
            .iter()
            .find_map(|word| lower.strip_prefix(word))
            .unwrap_or(&lower);
        let is_number = !number.is_empty()
            && number.len() <= 4
            && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_sign = !bare.is_empty()
            && count <= 3
            && bare.chars().all(|c| {
                !c.is_alphanumeric() && !matches!(c, '↑' | '^' | '↩' | '«' | '»' | '←' | '→' | '…')
            });
        let is_letter = count == 1 && bare.chars().all(char::is_alphabetic);
        let is_numeral = count <= 6
            && !lower.is_empty()
            && lower
                .chars()
                .all(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'));
        let is_short = count <= LONGEST_LABEL && count > 0;
        let is_label = is_number || is_sign || is_letter || is_numeral || says_note && is_short;
        is_label.then(|| if is_number { number.to_owned() } else { bare })
    }

    /// The links in a note's body that lead back to a link.
    fn links_back(&self, link: &Link, body: NodeId) -> Vec<NodeId> {
        let near = self.near(link.node);
        let Some(leading) = self.back.get(&link.block) else {
            return Vec::new();
        };
        let start = self.tree.order(link.target);
        let leads_back = |other: &&Link| {
            let is_in_body = self.tree.is_within(other.node, body)
                || self.is_right_before(other.node, link.target);
            let order = self.tree.order(other.node);
            other.node != link.node
                && is_in_body
                && (order >= start || self.is_right_before(other.node, link.target))
                && (near.contains(&other.target) || self.precedes(other.target, link.node))
        };
        let found = leading.iter().filter(leads_back);
        // Of several in a block of many notes, the nearest is meant.
        let nearest = found.min_by_key(|other| self.tree.order(other.node).abs_diff(start));
        nearest.map(|other| other.node).into_iter().collect()
    }

    /// Whether a node ends right where another begins, in the same block: `<a href=#r1>1</a><a name=n1>`.
    fn is_right_before(&self, node: NodeId, next: NodeId) -> bool {
        let (one, other) = (self.tree.order(node), self.tree.order(next));
        one < other && other - one <= NEAR && self.tree.block_of(node) == self.tree.block_of(next)
    }

    /// Whether an identifier stands right before a link, in the same block.
    fn precedes(&self, named: NodeId, link: NodeId) -> bool {
        let (one, other) = (self.tree.order(named), self.tree.order(link));
        one < other
            && other - one <= 2 * NEAR
            && self.tree.block_of(named) == self.tree.block_of(link)
    }

    /// A link, what lies in it, and what lies round it in the same block.
    fn near(&self, node: NodeId) -> Vec<NodeId> {
        let block = self.tree.block_of(node);
        let mut near: Vec<NodeId> = self.tree.below(node).take(2 * NEAR).collect();
        near.extend(
            self.tree
                .above(node)
                .take_while(|&at| at != block)
                .take(NEAR),
        );
        near
    }

    /// Whether a target is a note though it does not link back: it says so, stands in a list of notes, or begins with the
    /// label.
    fn is_note_by_place(&self, link: &Link, body: NodeId, label: &str) -> bool {
        let tree = self.tree;
        if tree.order(link.target) < tree.order(link.node) {
            return false;
        }
        let says_note = std::iter::once(body)
            .chain(tree.above(body).take(NEAR))
            .any(|at| says_notes(tree, at));
        let begins = self
            .words_from(link.target, body)
            .trim_start_matches(['[', '(', ' '])
            .strip_prefix(label)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        says_note || begins
    }

    /// The first words at a target, in its block.
    fn words_from(&self, target: NodeId, body: NodeId) -> String {
        let mut words = String::new();
        for at in self.tree.below(body).skip_while(|&at| at != target) {
            if let Content::Text(stretches) = &self.tree.nodes[at].content {
                words.extend(stretches.iter().map(|stretch| stretch.text(self.source)));
            }
            if words.trim().len() > LONGEST_LABEL {
                break;
            }
        }
        words.trim_start().to_owned()
    }

    /// The outermost element round a link that shows nothing else: the `sup` of `<sup>[<a>1</a>]</sup>`.
    fn outermost(&self, node: NodeId) -> NodeId {
        let own = self.tree.weight(node);
        let mut found = node;
        for at in self.tree.above(node).take(NEAR) {
            let is_inline = matches!(
                self.tree.name(at),
                "sup"
                    | "sub"
                    | "span"
                    | "b"
                    | "i"
                    | "em"
                    | "strong"
                    | "small"
                    | "font"
                    | "a"
                    | "cite"
            );
            // Two brackets may stand round the link.
            if !is_inline || self.tree.weight(at) > own + 2 {
                break;
            }
            if self.tree.weight(at) > own {
                let text = self.tree.text(at, self.source);
                if !text.starts_with(['[', '(']) || !text.ends_with([']', ')']) {
                    break;
                }
            }
            found = at;
        }
        found
    }

    /// Settles where each body begins and ends.
    fn lay_out(&mut self) {
        let targets = std::mem::take(&mut self.targets);
        let mut whole: HashMap<NodeId, usize> = HashMap::new();
        for (&block, own) in &targets {
            let nothing_before = |target: NodeId| self.has_nothing_before(block, target);
            match own.as_slice() {
                [(target, note)] if nothing_before(*target) && !self.is_frame(block) => {
                    let block = self.row_of(block);
                    whole.insert(block, *note);
                }
                _ => {
                    for &(target, note) in own {
                        self.notes.openings.insert(target, note);
                    }
                }
            }
        }
        self.continue_bodies(&whole);
        self.notes.bodies.extend(whole);
    }

    /// Whether a block is the page's own or holds other blocks, so that it is not one note's.
    fn is_frame(&self, block: NodeId) -> bool {
        matches!(
            self.tree.name(block),
            "body" | "html" | "main" | "article" | "table" | "tbody" | "ol" | "ul" | "dl"
        ) || block == 0
    }

    /// A note in a table is its row.
    fn row_of(&self, block: NodeId) -> NodeId {
        match (self.tree.name(block), self.tree.parent(block)) {
            ("td" | "th", Some(row)) if self.tree.name(row) == "tr" => row,
            _ => block,
        }
    }

    fn has_nothing_before(&self, block: NodeId, target: NodeId) -> bool {
        let words = self.tree.below(block).take_while(|&at| at != target);
        let mut length = 0;
        for at in words {
            if let Content::Text(_) = self.tree.nodes[at].content {
                length += self.tree.weight(at);
            }
        }
        length <= LONGEST_LABEL
    }

    /// Paragraphs between two notes of one container go on with the first of them, and a `dd` with its `dt`.
    fn continue_bodies(&mut self, whole: &HashMap<NodeId, usize>) {
        let mut parents: Vec<NodeId> = whole
            .keys()
            .filter_map(|&node| self.tree.parent(node))
            .collect();
        parents.sort_unstable();
        parents.dedup();
        for parent in parents {
            let children = &self.tree.nodes[parent].children;
            let mut last = children.iter().rposition(|child| whole.contains_key(child));
            if says_notes(self.tree, parent) {
                last = Some(children.len());
            }
            let mut current = None;
            for (number, child) in children.iter().enumerate() {
                let name = self.tree.name(*child);
                if let Some(&note) = whole.get(child) {
                    current = Some(note);
                } else if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr") {
                    current = None;
                } else if let Some(note) = current
                    && (Some(number) < last || name == "dd")
                    && matches!(
                        name,
                        "p" | "blockquote" | "dd" | "ul" | "ol" | "pre" | "table"
                    )
                    && !begins_with_label(&self.tree.text(*child, self.source))
                {
                    self.notes.bodies.insert(*child, note);
                } else if Some(number) > last {
                    break;
                }
            }
        }
    }
}

/// Whether an element says of itself that notes are in it.
fn says_notes(tree: &Dom, id: NodeId) -> bool {
    const WORDS: [&str; 6] = [
        "footnote",
        "endnote",
        "references",
        "reflist",
        "notes",
        "fnote",
    ];
    let by_role = matches!(
        tree.attribute(id, "role"),
        Some("doc-footnote" | "doc-endnote" | "doc-endnotes")
    );
    let mut names = tree.classes(id).chain(tree.attribute(id, "id"));
    by_role
        || names.any(|name| {
            let name = name.to_ascii_lowercase();
            WORDS.iter().any(|word| name.contains(word))
        })
}

/// Whether a paragraph begins as a note of its own: `3. …`, `[4] …`, `* …`.
fn begins_with_label(text: &str) -> bool {
    let text = text.trim_start_matches(['[', '(']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(digits..).unwrap_or_default();
    (1..=3).contains(&digits) && behind.starts_with(['.', ')', ']', ' '])
        || text.starts_with(['*', '†', '‡'])
}
