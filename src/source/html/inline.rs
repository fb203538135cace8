//! What inline elements and styles say of their words, and how lists count.

use super::tree::{Dom, NodeId};
use crate::document::{Annotation, Kind};
use crate::source::extract::{Extract, StretchId, of_kind};

/// Opens the stretches that an element's name, style, language and link lay over its words.
pub(super) fn formatting(
    tree: &Dom,
    id: NodeId,
    language: &str,
    extract: &mut Extract<'_>,
    mut opened: impl FnMut(StretchId),
) {
    for kind in kinds_of(tree.name(id), tree.attribute(id, "style")) {
        let annotation = of_kind(kind);
        let is_by_hand = matches!(kind, Kind::Addition | Kind::Deletion);
        opened(if is_by_hand {
            extract.open_by(annotation, "handwritten")
        } else {
            extract.open(annotation)
        });
    }
    let own = tree
        .attribute(id, "lang")
        .or(tree.attribute(id, "xml:lang"));
    // The page's own language is the document's, not that of words in it.
    let is_page = matches!(tree.name(id), "html" | "body" | "main");
    if let Some(own) = own.filter(|own| !is_page && !own.eq_ignore_ascii_case(language)) {
        opened(extract.open(detailed(Kind::Foreign, own)));
    }
    match tree.name(id) {
        "abbr" | "acronym" => {
            if let Some(title) = tree.attribute(id, "title") {
                opened(extract.open(detailed(Kind::Abbreviation, title)));
            }
        }
        "a" => {
            if let Some(address) = tree.attribute(id, "href")
                && !address.to_ascii_lowercase().starts_with("javascript:")
            {
                opened(extract.open(detailed(Kind::Reference, address)));
            }
        }
        _ => {}
    }
}

/// What an element's name and style say of its words.
pub(in crate::source) fn kinds_of(name: &str, style: Option<&str>) -> Vec<Kind> {
    let by_name = match name {
        "em" | "i" | "cite" | "var" | "dfn" => Some(Kind::Italic),
        "strong" | "b" => Some(Kind::Bold),
        "u" => Some(Kind::Underlined),
        "sup" => Some(Kind::Superscript),
        "sub" => Some(Kind::Subscript),
        "mark" => Some(Kind::Highlight),
        "ins" => Some(Kind::Addition),
        "del" | "s" | "strike" => Some(Kind::Deletion),
        "rt" => Some(Kind::Ruby),
        _ => None,
    };
    let styles = style.map(by_style).unwrap_or_default();
    by_name.into_iter().chain(styles).collect()
}

fn detailed(kind: Kind, detail: &str) -> Annotation {
    let mut annotation = of_kind(kind);
    annotation.say(detail);
    annotation
}

/// What a style says that words do: the declarations that old editors wrote for elements.
fn by_style(style: &str) -> Vec<Kind> {
    let style = style.to_ascii_lowercase();
    let mut kinds = Vec::new();
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let value = value.trim();
        let kind = match (name.trim(), value) {
            ("font-style", "italic" | "oblique") => Kind::Italic,
            ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => Kind::Bold,
            ("font-variant" | "font-variant-caps", "small-caps") => Kind::SmallCapitals,
            ("vertical-align", "super") => Kind::Superscript,
            ("vertical-align", "sub") => Kind::Subscript,
            ("text-decoration" | "text-decoration-line", value) if value.contains("underline") => {
                Kind::Underlined
            }
            ("text-decoration" | "text-decoration-line", value)
                if value.contains("line-through") =>
            {
                Kind::Deletion
            }
            ("letter-spacing", value) if value != "normal" && !value.starts_with(['0', '-']) => {
                Kind::Spaced
            }
            _ => continue,
        };
        kinds.push(kind);
    }
    kinds
}
