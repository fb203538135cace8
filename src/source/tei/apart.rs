//! Pointers between a text and what stands apart from it: endnotes and their references, stand-off notes, an apparatus.
//!
//! TEI P5, chapters 3.9.1 (notes), 13.2.3 (an apparatus by location or by ends), 17.10 (stand-off). What points to a place is
//! laid there when the document is complete; what points nowhere stays among the metadata, and is a problem.

use std::collections::HashSet;

use super::describe::{self, identifier, value};
use crate::document::draft::DraftPlace;
use crate::document::{Kind, Span};
use crate::source::xml::{Attributes, Lexer, NodeId, Token, Tree, local};

/// A reference to a note that stands elsewhere.
#[derive(Debug)]
pub(super) struct PendingReference {
    pub(super) id: String,
    pub(super) place: DraftPlace,
    /// What is printed there.
    pub(super) label: Option<String>,
}

/// Something said of a stretch of text, apart from it.
#[derive(Debug)]
pub(super) struct StandOff {
    pub(super) from: String,
    pub(super) to: Option<String>,
    pub(super) kind: Kind,
    pub(super) paragraphs: Vec<String>,
    pub(super) label: Option<String>,
    pub(super) responsibility: Option<String>,
    pub(super) tag: Span,
}

/// An entry of an apparatus that stands apart from its text.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) place: VariantPlace,
    pub(super) lemma: String,
    pub(super) lemma_witnesses: Option<String>,
    /// The witnesses of each reading, and the reading.
    pub(super) readings: Vec<(Option<String>, String)>,
    /// Remarks in the entry.
    pub(super) notes: Vec<String>,
    pub(super) tag: Span,
}

#[derive(Debug)]
pub(super) enum VariantPlace {
    /// From one named place to another.
    Ends(String, Option<String>),
    /// In the passage of this number.
    Passage(String),
    Nowhere,
}

/// The identifiers of the notes that stand at the end of a text and not where they belong. Of a file with several documents
/// none: there a note's reference may be in another document.
fn endnotes(text: &str) -> HashSet<String> {
    const SEVERAL: [&str; 3] = ["type=\"document\"", "<group", "<teiCorpus"];
    let mut found = HashSet::new();
    if !text.contains("<note") || SEVERAL.iter().any(|sign| text.contains(sign)) {
        return found;
    }
    let mut open: Vec<(&str, bool)> = Vec::new();
    for (token, _) in Lexer::new(text) {
        match token {
            Token::Open {
                name,
                attributes,
                is_empty,
            } => {
                let (name, attributes) = (local(name), Attributes(attributes));
                if name == "note" && open.iter().any(|(_, is_apart)| *is_apart) {
                    found.extend(identifier(attributes).map(str::to_owned));
                }
                let is_division = name.starts_with("div") && name.len() <= 4;
                if !is_empty && (is_division || matches!(name, "back" | "noteGrp")) {
                    open.push((name, is_apart(name, attributes)));
                }
            }
            Token::Close(name) if open.last().is_some_and(|(last, _)| *last == local(name)) => {
                open.pop();
            }
            _ => {}
        }
    }
    found
}

/// Whether any entry of an apparatus says where it belongs.
fn is_apparatus_located(text: &str) -> bool {
    let mut entries = text.split("<app ").skip(1);
    entries.any(|entry| {
        let tag = entry.split('>').next().unwrap_or_default();
        tag.starts_with("loc=")
            || tag.starts_with("from=")
            || tag.contains(" loc=")
            || tag.contains(" from=")
    })
}

/// Whether what stands in a division or the like stands apart from where it belongs.
fn is_apart(name: &str, attributes: Attributes<'_>) -> bool {
    name == "back"
        || value(attributes, "type").is_some_and(|kind| {
            let kind = kind.to_lowercase();
            kind.contains("notes") || kind.contains("commentary")
        })
}

/// The key in a pointer into the same file.
fn key(pointer: &str) -> Option<String> {
    let first = pointer.split_whitespace().next()?;
    let key = first.strip_prefix('#').filter(|key| !key.is_empty())?;
    Some(key.to_owned())
}

/// What stands apart from the text of a file, and where it belongs.
#[derive(Debug, Default)]
pub(super) struct Apart {
    /// The endnotes to which no reference has led yet.
    endnotes: HashSet<String>,
    /// Whether the entries of an apparatus say where they belong.
    pub(super) is_apparatus_located: bool,
    pub(super) stand_off: Vec<StandOff>,
    pub(super) variants: Vec<Variant>,
}

impl Apart {
    /// What can be known of a file before it is read.
    pub(super) fn of(text: &str) -> Self {
        Self {
            endnotes: endnotes(text),
            is_apparatus_located: is_apparatus_located(text),
            ..Self::default()
        }
    }

    /// The endnote that a reference leads to, the first time that one does.
    pub(super) fn endnote_of(&mut self, attributes: Attributes<'_>) -> Option<String> {
        let key = value(attributes, "target").and_then(key)?;
        self.endnotes.remove(&key).then_some(key)
    }

    /// Takes the notes, annotations and spans of a stand-off part. Answers which nodes of it are taken.
    pub(super) fn take_stand_off(
        &mut self,
        tree: &Tree,
        tag: Span,
        editors: impl Fn(&str) -> String,
    ) -> Vec<bool> {
        let mut taken = vec![false; tree.len()];
        let found: Vec<NodeId> = tree.below(0, &["note", "annotation", "span"]).collect();
        for id in found {
            let is_holder = tree.below(id, &["note"]).next().is_some();
            let Some((from, to)) = ends(tree, id).filter(|_| !is_holder) else {
                continue;
            };
            let paragraphs = paragraphs(tree, id);
            if paragraphs.is_empty() {
                continue;
            }
            let of = |name: &str| tree.attribute(id, name);
            let kind = match tree.node(id).name.as_str() {
                "note" => describe::note_kind_of(
                    of("type").unwrap_or_default(),
                    of("resp").unwrap_or_default(),
                ),
                _ => Kind::Note,
            };
            self.stand_off.push(StandOff {
                from,
                to,
                kind,
                paragraphs,
                label: of("n").map(str::to_owned),
                responsibility: of("resp").map(&editors),
                tag,
            });
            if let Some(taken) = taken.get_mut(id..tree.node(id).end) {
                taken.fill(true);
            }
        }
        taken
    }

    /// Takes the entries of an apparatus apart from its text. Answers what stands between them.
    pub(super) fn take_apparatus(&mut self, tree: &Tree, tag: Span) -> Option<String> {
        let entries: Vec<NodeId> = (tree.below(0, &["app"]))
            .filter(|&id| !tree.is_within(id, "app"))
            .collect();
        for &id in &entries {
            let of = |name: &str| tree.attribute(id, name);
            let place = match (of("from").and_then(key), of("loc")) {
                (Some(from), _) => VariantPlace::Ends(from, of("to").and_then(key)),
                (None, Some(loc)) => VariantPlace::Passage(loc.to_owned()),
                (None, None) => VariantPlace::Nowhere,
            };
            let is_own = |child: &NodeId| tree.nearest(*child, "app") == Some(id);
            let lemma = tree.below(id, &["lem"]).find(is_own);
            let readings = tree.below(id, &["rdg"]).filter(is_own);
            let notes = tree.below(id, &["note", "witDetail"]).filter(is_own);
            let witnesses = |id| tree.attribute(id, "wit").map(str::to_owned);
            self.variants.push(Variant {
                place,
                lemma: lemma
                    .map(|id| tree.text_without(id, &["note"]))
                    .unwrap_or_default(),
                lemma_witnesses: lemma.and_then(witnesses),
                readings: readings
                    .map(|id| (witnesses(id), tree.text_without(id, &["note"])))
                    .collect(),
                notes: notes
                    .map(|id| tree.text(id))
                    .filter(|text| !text.is_empty())
                    .collect(),
                tag,
            });
        }
        // Headings and remarks between the entries.
        let rest = tree.text_without(0, &["app"]);
        Some(rest).filter(|rest| !rest.is_empty())
    }
}

/// Where a stand-off note points: by itself, or by the group that it is in.
fn ends(tree: &Tree, id: NodeId) -> Option<(String, Option<String>)> {
    let mut at = id;
    loop {
        let of = |name: &str| tree.attribute(at, name).and_then(key);
        if let Some(from) = of("target").or_else(|| of("from")) {
            return Some((from, of("targetEnd").or_else(|| of("to"))));
        }
        let above = tree.node(at).parent;
        if above == at
            || !matches!(
                tree.node(above).name.as_str(),
                "noteGrp" | "annotation" | "spanGrp" | "note"
            )
        {
            return None;
        }
        at = above;
    }
}

fn paragraphs(tree: &Tree, id: NodeId) -> Vec<String> {
    let blocks: Vec<NodeId> = (tree.children(id))
        .filter(|&child| matches!(tree.node(child).name.as_str(), "p" | "ab" | "list"))
        .collect();
    let texts: Vec<String> = if blocks.is_empty() || tree.has_own_text(id) {
        vec![tree.text(id)]
    } else {
        tree.parts(id)
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

impl Variant {
    pub(super) fn in_words(&self) -> String {
        let loc = match &self.place {
            VariantPlace::Passage(loc) => format!("{loc}: "),
            VariantPlace::Ends(..) | VariantPlace::Nowhere => String::new(),
        };
        let sign = |witnesses: &Option<String>| {
            let signs = witnesses.as_deref().map(|signs| signs.replace('#', ""));
            signs.map(|signs| format!(" {signs}")).unwrap_or_default()
        };
        let lemma = format!("{}{}", self.lemma, sign(&self.lemma_witnesses));
        let readings =
            (self.readings.iter()).map(|(witnesses, text)| format!("{text}{}", sign(witnesses)));
        let said: Vec<String> = readings.chain(self.notes.iter().cloned()).collect();
        format!("{loc}{lemma} ] {}", said.join("; "))
    }
}
