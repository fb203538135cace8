//! TEI files read a second time, by a plain walk that shares nothing with the program's reader but the parser's crate.
//!
//! Knows nothing of the program's model.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;

/// An element, or at number 0 what holds the root.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) parent: usize,
    pub(crate) children: Vec<Child>,
}

#[derive(Debug)]
pub(crate) enum Child {
    Text(String),
    Element(usize),
}

/// The elements of a file, parents before children.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// Whether the file is well-formed as far as tags go.
    pub(crate) is_sound: bool,
}

impl Tree {
    pub(crate) fn read(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut tree = Self {
            nodes: vec![Node::default()],
            is_sound: true,
        };
        let mut open = vec![0];
        loop {
            let at = open.last().copied().unwrap_or_default();
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let new = tree.add(at, tag.local_name().as_ref(), attributes(&tag));
                    open.push(new);
                }
                Ok(Event::Empty(tag)) => {
                    tree.add(at, tag.local_name().as_ref(), attributes(&tag));
                }
                Ok(Event::End(tag)) => tree.close(&mut open, tag.local_name().as_ref()),
                Ok(Event::Text(text)) => tree.say(at, &text),
                Ok(Event::CData(text)) => tree.say(at, &text),
                Ok(Event::GeneralRef(name)) => match resolved(&name) {
                    Some(text) => tree.say(at, &text),
                    None => tree.is_sound = false,
                },
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(_) => {
                    tree.is_sound = false;
                    break;
                }
            }
        }
        tree.is_sound &= open.len() == 1 && is_well_formed(text);
        tree
    }

    fn add(&mut self, parent: usize, name: &str, attributes: Vec<(String, String)>) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Node {
            name: name.to_owned(),
            attributes,
            parent,
            children: Vec::new(),
        });
        self.nodes[parent].children.push(Child::Element(id));
        id
    }

    fn close(&mut self, open: &mut Vec<usize>, name: &str) {
        match open.iter().rposition(|&id| self.nodes[id].name == name) {
            Some(at) if at > 0 => {
                self.is_sound &= at + 1 == open.len();
                open.truncate(at);
            }
            _ => self.is_sound = false,
        }
    }

    fn say(&mut self, at: usize, text: &str) {
        match self.nodes[at].children.last_mut() {
            Some(Child::Text(last)) => last.push_str(text),
            _ => self.nodes[at].children.push(Child::Text(text.to_owned())),
        }
    }

    pub(crate) fn name(&self, id: usize) -> &str {
        &self.nodes[id].name
    }

    pub(crate) fn attribute(&self, id: usize, name: &str) -> Option<&str> {
        let found = self.nodes[id].attributes.iter().find(|(it, _)| it == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    pub(crate) fn parent(&self, id: usize) -> usize {
        self.nodes[id].parent
    }

    /// The elements that hold one, the nearest first.
    pub(crate) fn ancestors(&self, id: usize) -> impl Iterator<Item = usize> + '_ {
        let up = move |&id: &usize| (id != 0).then(|| self.nodes[id].parent);
        std::iter::successors(Some(id), up).skip(1)
    }

    pub(crate) fn is_in(&self, id: usize, names: &[&str]) -> bool {
        self.ancestors(id).any(|id| names.contains(&self.name(id)))
    }

    pub(crate) fn elements(&self, id: usize) -> impl Iterator<Item = usize> + '_ {
        self.nodes[id]
            .children
            .iter()
            .filter_map(|child| match child {
                Child::Element(id) => Some(*id),
                Child::Text(_) => None,
            })
    }

    /// Whether an element has no text at all.
    pub(crate) fn is_blank(&self, id: usize) -> bool {
        self.nodes[id].children.iter().all(|child| match child {
            Child::Text(text) => text.trim().is_empty(),
            Child::Element(id) => self.is_blank(*id),
        })
    }

    /// Whether an element stands apart from the text: in a header, among registers, in what is said of a gap.
    pub(crate) fn is_aside(&self, id: usize) -> bool {
        const ASIDE: &[&str] = &[
            "teiHeader",
            "facsimile",
            "standOff",
            "xenoData",
            "spanGrp",
            "linkGrp",
            "joinGrp",
            "altGrp",
            "listTranspose",
            "particDesc",
            "settingDesc",
            "listChange",
            "timeline",
            "fsdDecl",
            "fvLib",
            "gap",
            "space",
            "link",
            "join",
            "alt",
            "certainty",
            "precision",
            "respons",
            "relation",
            "param",
            "index",
            "transpose",
            "substJoin",
        ];
        const REGISTERS: &[&str] = &[
            "listPerson",
            "listPlace",
            "listOrg",
            "listEvent",
            "listObject",
            "listNym",
            "listRelation",
            "listRef",
        ];
        self.is_in(id, ASIDE)
            || self.is_in(id, &["listApp"]) && self.has_located_apparatus()
            || self.is_in(id, &["back"]) && self.is_in(id, REGISTERS)
    }

    /// Whether a heading is that of a chapter of a volume, which its documents say in their metadata.
    pub(crate) fn is_of_chapter(&self, id: usize) -> bool {
        let chapter = self.parent(id);
        let mut inner = self.elements(chapter).filter(|&it| self.name(it) != "head");
        let is_holder = |id: usize| {
            let kind = self.attribute(id, "type");
            self.name(id) == "div"
                && matches!(
                    kind,
                    Some("document" | "chapter" | "subchapter" | "compilation")
                )
        };
        let first = inner.find(|&it| !matches!(self.name(it), "pb" | "milestone"));
        first.is_some_and(is_holder) && is_holder(chapter)
    }

    /// Whether the entries of an apparatus apart from its text say where they belong.
    pub(crate) fn has_located_apparatus(&self) -> bool {
        (1..self.nodes.len()).any(|id| {
            let is_located = ["loc", "from"]
                .iter()
                .any(|name| self.attribute(id, name).is_some());
            self.name(id) == "app" && is_located
        })
    }

    /// The identifiers of notes that stand at the end of a text and not where they belong.
    pub(crate) fn endnotes(&self) -> Vec<&str> {
        let is_document = |id: usize| self.attribute(id, "type") == Some("document");
        let has_several = (1..self.nodes.len()).any(|id| {
            matches!(self.name(id), "group" | "teiCorpus")
                || self.name(id) == "div" && is_document(id)
        });
        let is_apart = |id: usize| {
            let kind = self
                .attribute(id, "type")
                .unwrap_or_default()
                .to_lowercase();
            let name = self.name(id);
            let is_holder = name.starts_with("div") || name == "noteGrp";
            name == "back" || is_holder && (kind.contains("notes") || kind.contains("commentary"))
        };
        let notes = (1..self.nodes.len()).filter(|&id| self.name(id) == "note" && !has_several);
        let notes = notes.filter(|&id| self.ancestors(id).any(is_apart));
        notes.filter_map(|id| self.attribute(id, "id")).collect()
    }
}

/// Whether the parser finds nothing wrong where it is not asked to bear with anything.
fn is_well_formed(text: &str) -> bool {
    // The parser passes over what stands behind the name in a closing tag.
    let closes = |tag: &str| {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        tag.trim_start_matches(is_name)
            .trim_start()
            .starts_with('>')
    };
    if !text.split("</").skip(1).all(closes) {
        return false;
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn attributes(tag: &quick_xml::events::BytesStart<'_>) -> Vec<(String, String)> {
    let mut found = tag.attributes();
    found.with_checks(false);
    found
        .flatten()
        .map(|it| {
            let name = it.key.local_name().as_ref().to_owned();
            (name, it.value.as_ref().to_owned())
        })
        .collect()
}

fn resolved(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(str::to_owned);
    };
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).map(String::from)
}

/// The letters and figures of a text: what is left when words are joined and parted otherwise.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
