//! The signs that stand in the text for editorial marks: as the source printed them, or the usual ones for each kind.
//!
//! Knows nothing of which layers are shown.

use crate::document::{Annotation, Document, Kind};

use super::Notation;

/// The sign for text that is not there.
const ELLIPSIS: &str = "…";
/// The sign for the end of a page, column or line.
pub(super) const BREAK: &str = "|";
/// The sign for something by a hand or on a form of which the source gives no words: a signature, a stamp.
const PLACE: &str = "‸";
/// The figure of a note that has none.
const UNNUMBERED: &str = "*";

/// The signs before and after a stretch that is shown inline. `is_second` says that another version of the same words
/// stands before it.
pub(super) fn around(
    document: &Document,
    annotation: &Annotation,
    notation: Notation,
    is_second: bool,
) -> (String, String) {
    if notation == Notation::Leiden {
        if let Some((before, after)) = leiden(annotation) {
            return (before.to_owned(), after.to_owned());
        }
    } else if let Some(printed) = &annotation.printed {
        return (printed.before.clone(), printed.after.clone());
    }
    let (before, after) = standard(document, annotation, is_second);
    (before, after.to_owned())
}

/// The usual signs round a stretch, as archives print them.
fn standard(
    document: &Document,
    annotation: &Annotation,
    is_second: bool,
) -> (String, &'static str) {
    let labelled = |label: &str| (format!("[{label}: "), "]");
    match annotation.kind {
        Kind::Addition | Kind::Inscription | Kind::Handwriting => {
            labelled(&by_hand(document, annotation))
        }
        Kind::Deletion => labelled("deleted"),
        Kind::Signature => labelled("signature"),
        Kind::Retrace => labelled("rewritten"),
        Kind::Restoration => labelled("restored"),
        Kind::Highlight => labelled("highlighted"),
        Kind::Damage => labelled("damaged"),
        Kind::Stamp => labelled("stamp"),
        Kind::Letterhead => labelled("letterhead"),
        Kind::Preprinted => labelled("printed"),
        Kind::Supplied | Kind::Identification | Kind::Completion | Kind::OriginalWording => {
            ("[".to_owned(), "]")
        }
        Kind::Unclear => ("?".to_owned(), "?"),
        Kind::Surplus => ("{".to_owned(), "}"),
        Kind::Sic if is_second => (" [sic: ".to_owned(), "]"),
        Kind::Sic => (
            String::new(),
            if annotation.group.is_some() {
                ""
            } else {
                " [sic]"
            },
        ),
        Kind::Reading => match &annotation.detail {
            Some(witnesses) => (format!(" [{witnesses}: "), "]"),
            None => (" [".to_owned(), "]"),
        },
        Kind::Correction
        | Kind::Regularised
        | Kind::Expansion
        | Kind::Original
        | Kind::Abbreviation
            if is_second =>
        {
            (" [".to_owned(), "]")
        }
        _ => (String::new(), ""),
    }
}

fn by_hand(document: &Document, annotation: &Annotation) -> String {
    let hand = annotation.hand.and_then(|hand| document.hands.get(hand.0));
    match hand {
        Some(hand) if hand.name != "handwritten" => format!("handwritten by {}", hand.name),
        _ => "handwritten".to_owned(),
    }
}

/// The Leiden signs, where there are any for the kind (`EpiDoc` Guidelines, "Summary of the Leiden conventions").
fn leiden(annotation: &Annotation) -> Option<(&'static str, &'static str)> {
    Some(match annotation.kind {
        Kind::Addition | Kind::Inscription => ("`", "´"),
        Kind::Deletion => ("⟦", "⟧"),
        Kind::Supplied => match annotation.reason.as_deref() {
            Some("omitted") => ("⟨", "⟩"),
            Some("subaudible") => ("(", ")"),
            _ => ("[", "]"),
        },
        Kind::Completion | Kind::Expansion => ("(", ")"),
        Kind::Correction => ("⸢", "⸣"),
        Kind::Surplus => ("{", "}"),
        Kind::Retrace => ("«", "»"),
        // An unclear letter has a dot under it; the dots are set letter by letter.
        Kind::Unclear => ("", ""),
        _ => return None,
    })
}

/// What stands inline at an annotation's place when it covers no text; nothing for kinds without a sign.
pub(super) fn inline(document: &Document, annotation: &Annotation, notation: Notation) -> String {
    if notation == Notation::Leiden {
        if let Some(sign) = leiden_sign(annotation) {
            return sign;
        }
    } else if let Some(printed) = &annotation.printed {
        return format!("{}{}", printed.before, printed.after);
    }
    let detail = annotation.detail.as_deref();
    match annotation.kind {
        Kind::Gap => lost(annotation, "illegible"),
        Kind::Withheld => lost(annotation, "withheld"),
        Kind::Damage => lost(annotation, "damaged"),
        Kind::Omission => match &annotation.extent {
            Some(extent) => format!("[{extent} left out]"),
            None => "[…]".to_owned(),
        },
        Kind::Signature => "[signature]".to_owned(),
        Kind::Stamp => "[stamp]".to_owned(),
        Kind::Letterhead => "[letterhead]".to_owned(),
        Kind::Addition | Kind::Inscription | Kind::Handwriting => {
            format!("[{}]", by_hand(document, annotation))
        }
        Kind::Deletion => "[deleted]".to_owned(),
        Kind::PageBreak => numbered("page", detail),
        Kind::ColumnBreak => numbered("column", detail),
        Kind::LineBreak => detail.map_or_else(|| "/".to_owned(), |number| format!("/{number}/ ")),
        Kind::Milestone => detail
            .map(|detail| format!("[{detail}]"))
            .unwrap_or_default(),
        Kind::Reading => detail
            .map(|witnesses| format!(" [{witnesses}: omitted]"))
            .unwrap_or_default(),
        kind if kind.is_note() || kind == Kind::OrphanReference => {
            format!("[{}]", annotation.label.as_deref().unwrap_or(UNNUMBERED))
        }
        _ => String::new(),
    }
}

fn leiden_sign(annotation: &Annotation) -> Option<String> {
    match annotation.kind {
        Kind::Gap | Kind::Withheld => {
            let extent = annotation.extent.as_deref().unwrap_or_default();
            let letters = extent
                .split_once(' ')
                .filter(|(_, unit)| unit.starts_with("char") || unit.starts_with("letter"));
            match letters.and_then(|(count, _)| count.parse().ok()) {
                // More than a dozen dots are not counted by eye.
                Some(count @ 1..=12) => Some(format!("[{}]", ".".repeat(count))),
                _ if extent.is_empty() => Some("[---]".to_owned()),
                _ => Some(format!("[-{extent}-]")),
            }
        }
        Kind::PageBreak | Kind::ColumnBreak => Some("||".to_owned()),
        Kind::LineBreak => Some(BREAK.to_owned()),
        _ => None,
    }
}

fn lost(annotation: &Annotation, usual: &str) -> String {
    let why = annotation.reason.as_deref().unwrap_or(usual);
    match &annotation.extent {
        Some(extent) => format!("[{extent} {why}]"),
        None => format!("[{why}]"),
    }
}

fn numbered(what: &str, number: Option<&str>) -> String {
    number.map_or_else(
        || format!("[{what}]"),
        |number| format!("[{what} {number}]"),
    )
}

/// What stands at an annotation's place when its explanation is in the margin and it covers no text.
pub(super) fn quiet(annotation: &Annotation) -> &'static str {
    match annotation.kind {
        Kind::Gap | Kind::Withheld | Kind::Omission | Kind::Damage => ELLIPSIS,
        Kind::PageBreak | Kind::ColumnBreak | Kind::Milestone => BREAK,
        // Every line of a page is numbered in some editions; every fifth is said, as in print.
        Kind::LineBreak if is_fifth(annotation) => BREAK,
        Kind::Addition
        | Kind::Deletion
        | Kind::Inscription
        | Kind::Signature
        | Kind::Retrace
        | Kind::Highlight
        | Kind::Handwriting
        | Kind::Stamp
        | Kind::Letterhead => PLACE,
        _ => "",
    }
}

/// Whether a line's number is one of those that editions print: 5, 10, 15.
pub(crate) fn is_fifth(annotation: &Annotation) -> bool {
    let number = annotation
        .detail
        .as_deref()
        .and_then(|detail| detail.parse::<u32>().ok());
    number.is_some_and(|number| number.is_multiple_of(5))
}

/// The sign of a note as a raised figure: `¹`, `¹²`, `ᵃ`; in brackets if its characters have no raised form.
pub(super) fn raised(label: Option<&str>) -> String {
    let label = label.unwrap_or(UNNUMBERED);
    let figure: Option<String> = label.chars().map(raised_char).collect();
    figure
        .filter(|figure| !figure.is_empty())
        .unwrap_or_else(|| format!("[{label}]"))
}

fn raised_char(c: char) -> Option<char> {
    const LETTERS: [char; 26] = [
        'ᵃ', 'ᵇ', 'ᶜ', 'ᵈ', 'ᵉ', 'ᶠ', 'ᵍ', 'ʰ', 'ⁱ', 'ʲ', 'ᵏ', 'ˡ', 'ᵐ', 'ⁿ', 'ᵒ', 'ᵖ', '\0', 'ʳ',
        'ˢ', 'ᵗ', 'ᵘ', 'ᵛ', 'ʷ', 'ˣ', 'ʸ', 'ᶻ',
    ];
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match c {
        '0'..='9' => FIGURES.get(c as usize - '0' as usize).copied(),
        'a'..='z' => LETTERS
            .get(c as usize - 'a' as usize)
            .copied()
            .filter(|&raised| raised != '\0'),
        '*' | '†' | '‡' | '§' | '¶' => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_raised_where_they_can_be() {
        let check = |label, expected: &str| assert_eq!(raised(label), expected);
        check(Some("1"), "¹");
        check(Some("120"), "¹²⁰");
        check(Some("iv"), "ⁱᵛ");
        check(Some("*"), "*");
        check(Some("q"), "[q]");
        check(Some("1/x"), "[1/x]");
        check(Some(""), "[]");
        check(None, "*");
    }
}
