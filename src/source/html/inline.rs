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
    let by_name = match tree.name(id) {
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
    let styles = tree
        .attribute(id, "style")
        .map(by_style)
        .unwrap_or_default();
    for kind in by_name.into_iter().chain(styles) {
        let annotation = of_kind(kind);
        opened(match kind {
            Kind::Addition | Kind::Deletion => extract.open_by(annotation, "handwritten"),
            _ => extract.open(annotation),
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

/// The number of a list's item in the list's style: `1`, `a`, `A`, `i`, `I`.
pub(in crate::source) fn number(number: i64, style: char) -> String {
    match (style, u32::try_from(number)) {
        ('a', Ok(number @ 1..)) => letters(number),
        ('A', Ok(number @ 1..)) => letters(number).to_uppercase(),
        ('i', Ok(number @ 1..4000)) => roman(number),
        ('I', Ok(number @ 1..4000)) => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`.
fn letters(number: u32) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'a' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_in_figures_letters_and_numerals() {
        let shown = [
            (3, '1'),
            (3, 'a'),
            (28, 'A'),
            (49, 'i'),
            (4, 'I'),
            (-1, 'a'),
        ]
        .map(|(value, style)| number(value, style));
        assert_eq!(shown, ["3", "c", "AB", "xlix", "IV", "-1"]);
    }
}
