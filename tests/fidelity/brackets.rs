//! What stands in brackets in volumes of diplomatic papers, and whether it is rightly the editor's: a second judgement, from
//! the type that it is set in and its words.
//!
//! TEI marks none of it: the volumes print editors' words in italics, and short ones also in roman.

use std::collections::HashMap;

use manicule::document::{Document, Kind};

use super::xml::{Child, Tree, letters};

/// How many words an editor puts into roman brackets at most.
const FEW: usize = 4;

/// Words of those who tell that something is not printed.
const EDITORIAL: &[&str] = &[
    "here follow",
    "omitted",
    "omission",
    "not printed",
    "classified",
    "declassif",
    "deleted",
    "unrelated",
    "remainder",
    "garble",
    "missing",
    "illegible",
    "source text",
    "footnote",
    "enclosure",
    "attachment",
    "editor",
];

/// The brackets of a text by their letters: whether most of each is italic.
pub(crate) fn of_source(tree: &Tree) -> HashMap<String, bool> {
    let mut text = Vec::new();
    add(tree, 0, false, &mut text);
    let mut found = HashMap::new();
    let mut open = None;
    for (at, (c, _)) in text.iter().enumerate() {
        match c {
            '[' => open = Some(at),
            ']' => {
                let Some(start) = open.take() else { continue };
                let inside = &text[start..at];
                let italic = inside.iter().filter(|(_, is_italic)| *is_italic).count();
                let words: String = inside.iter().map(|(c, _)| c).collect();
                let is_italic = found.entry(letters(&words)).or_insert(false);
                *is_italic |= italic * 2 > inside.len();
            }
            _ => {}
        }
    }
    found
}

fn add(tree: &Tree, id: usize, is_italic: bool, text: &mut Vec<(char, bool)>) {
    for child in &tree.nodes[id].children {
        match child {
            Child::Text(words) => text.extend(words.chars().map(|c| (c, is_italic))),
            Child::Element(id) => {
                let turns = tree.name(*id) == "hi" && tree.attribute(*id, "rend") == Some("italic");
                add(tree, *id, is_italic || turns, text);
            }
        }
    }
}

/// How many annotations take words in brackets for the editor's, and which of them the second judgement does not.
pub(crate) fn doubted(tree: &Tree, documents: &[Document]) -> (usize, Vec<String>) {
    let brackets = of_source(tree);
    let (mut all, mut doubted) = (0, Vec::new());
    for document in documents {
        for annotation in document.annotations() {
            let words = document.slice(annotation.span).trim();
            let is_editors = matches!(
                annotation.kind(),
                Kind::Supplied | Kind::Omission | Kind::Withheld
            );
            if !is_editors || !words.starts_with('[') {
                continue;
            }
            all += 1;
            let folded = words.to_lowercase();
            let is_right = words.split_whitespace().count() <= FEW
                || EDITORIAL.iter().any(|sign| folded.contains(sign))
                || brackets.get(&letters(words)) == Some(&true);
            if !is_right {
                doubted.push(words.to_owned());
            }
        }
    }
    (all, doubted)
}
