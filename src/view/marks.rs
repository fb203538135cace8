//! The signs that stand in the text for editorial marks: as the source printed them, or the usual ones for each kind.
//!
//! Knows nothing of which layers are shown.

use crate::document::extent::Unit;
use crate::document::traits::{Around, At, Leiden, Quiet};
use crate::document::{Annotation, Cause, Content, Document, Extent, Kind, Property, Target};

use super::Notation;

/// The sign for text that the editor left out.
const ELLIPSIS: &str = "[…]";
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
    match annotation.kind().traits().around {
        Around::Hand => labelled(&by_hand(document, annotation)),
        Around::Label(label) => labelled(label),
        Around::Signs(before, after) => (before.to_owned(), after),
        Around::Sic if is_second => (" [sic: ".to_owned(), "]"),
        Around::Sic if annotation.group.is_none() => (String::new(), " [sic]"),
        Around::Version if is_second => (" [".to_owned(), "]"),
        Around::Nothing | Around::Sic | Around::Version => (String::new(), ""),
        Around::Witnesses => match annotation.content.property(Property::Witnesses) {
            Some(witnesses) => (format!(" [{witnesses}: "), "]"),
            None => (" [".to_owned(), "]"),
        },
    }
}

fn by_hand(document: &Document, annotation: &Annotation) -> String {
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0));
    match hand {
        Some(hand) if hand.name != "handwritten" => format!("handwritten by {}", hand.name),
        _ => "handwritten".to_owned(),
    }
}

/// Whose hand begins, and with what it writes, as far as the source says.
pub(crate) fn shift(document: &Document, annotation: &Annotation) -> String {
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0));
    let name = hand.map(|hand| hand.name.clone());
    let said: Vec<String> = (name.into_iter())
        .chain(annotation.content.property(Property::Medium))
        .collect();
    said.join(", ")
}

/// Where a reference leads that has no words of its own, in short: an address by its host, a file without its folders.
fn target(annotation: &Annotation) -> String {
    let last = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let short = annotation.content.target().map(|target| match target {
        Target::Web(address) => {
            let host = address.split_once("://").map_or("", |(_, rest)| rest);
            host.split(['/', '?', '#'])
                .next()
                .unwrap_or(host)
                .to_owned()
        }
        Target::File { file, .. } => last(file),
        Target::Here(name) => name.clone(),
        Target::Named(words) => words.clone(),
        Target::Unknown => String::new(),
    });
    (short.filter(|short| !short.is_empty()))
        .map(|short| format!("[→ {short}]"))
        .unwrap_or_default()
}

/// The Leiden signs round a stretch, where there are any for the kind.
fn leiden(annotation: &Annotation) -> Option<(&'static str, &'static str)> {
    match annotation.kind().traits().leiden {
        Leiden::Around(before, after) => Some((before, after)),
        Leiden::Supplied => Some(match annotation.reason.as_deref() {
            Some("omitted") => ("⟨", "⟩"),
            Some("subaudible") => ("(", ")"),
            _ => ("[", "]"),
        }),
        // The dots are set letter by letter.
        Leiden::Dotted => Some(("", "")),
        Leiden::Nothing | Leiden::Loss | Leiden::Vacat | Leiden::At(_) => None,
    }
}

/// What stands inline at an annotation's place when it covers no text; nothing for kinds without a sign.
pub(super) fn inline(document: &Document, annotation: &Annotation, notation: Notation) -> String {
    if notation == Notation::Leiden {
        if let Some(sign) = leiden_sign(annotation) {
            return sign;
        }
    } else if let Some(printed) = &annotation.printed {
        let signs = format!("{}{}", printed.before, printed.after);
        return match annotation.kind().traits().at {
            // The hyphen before it.
            At::Line => format!("{signs}{}", line(annotation)),
            At::Numbered(what) => format!("{signs}{}", numbered(what, annotation)),
            _ => signs,
        };
    } else if annotation.is_short_blank() {
        return String::new();
    }
    match annotation.kind().traits().at {
        At::Nothing => String::new(),
        At::Loss(usual) => lost(annotation, usual),
        At::LeftOut => match &annotation.extent {
            Some(extent) => format!("[{extent} left out]"),
            None => "[…]".to_owned(),
        },
        At::Word(word) => format!("[{word}]"),
        At::Hand => format!("[{}]", by_hand(document, annotation)),
        At::Shift => match shift(document, annotation) {
            who if who.is_empty() => "[another hand]".to_owned(),
            who => format!("[another hand: {who}]"),
        },
        At::Target => target(annotation),
        At::Numbered(what) => numbered(what, annotation),
        At::Line => line(annotation),
        At::Said => (annotation.said())
            .map(|words| format!("[{words}]"))
            .unwrap_or_default(),
        At::Picture => (annotation.said())
            .map(|source| format!("[picture: {source}]"))
            .unwrap_or_default(),
        At::Witnesses => (annotation.content.property(Property::Witnesses))
            .map(|witnesses| {
                let said = annotation.remark.as_deref().unwrap_or("omitted");
                format!(" [{witnesses}: {said}]")
            })
            .unwrap_or_default(),
        At::Figure => format!("[{}]", annotation.label().unwrap_or(UNNUMBERED)),
    }
}

fn numbered(what: &str, annotation: &Annotation) -> String {
    match annotation.content.property(Property::Number) {
        Some(number) => format!("[{what} {number}]"),
        None => format!("[{what}]"),
    }
}

fn line(annotation: &Annotation) -> String {
    let number = annotation.content.property(Property::Number);
    number.map_or_else(|| "/".to_owned(), |number| format!("/{number}/ "))
}

fn leiden_sign(annotation: &Annotation) -> Option<String> {
    /// More dots are not counted by eye.
    const MOST_DOTS: usize = 12;
    match annotation.kind().traits().leiden {
        Leiden::Loss => {
            let Some(extent) = &annotation.extent else {
                return Some("[---]".to_owned());
            };
            let is_of_letters = extent.unit() == Some(Unit::Character);
            Some(
                match (
                    extent.count_of(Unit::Character),
                    extent.least(),
                    extent.most(),
                ) {
                    (Some(count @ 1..=MOST_DOTS), ..) => {
                        format!("[{}]", vec!["."; count].join(" "))
                    }
                    (_, Some(least), Some(most)) if is_of_letters && least == most => {
                        format!("[± {least}]")
                    }
                    (_, Some(least), Some(most)) if is_of_letters => format!("[± {least}–{most}]"),
                    (_, None, None) => "[---]".to_owned(),
                    _ => format!("[-{extent}-]"),
                },
            )
        }
        Leiden::Vacat => Some(match annotation.extent.as_ref() {
            Some(extent) => match extent.count_of(Unit::Character) {
                Some(count) => format!("(vac. {count})"),
                None => format!("(vac. {extent})"),
            },
            None => "(vac.)".to_owned(),
        }),
        Leiden::At(sign) => Some(sign.to_owned()),
        Leiden::Nothing | Leiden::Around(..) | Leiden::Supplied | Leiden::Dotted => None,
    }
}

fn lost(annotation: &Annotation, usual: &str) -> String {
    let why = annotation.reason.as_deref().unwrap_or(usual);
    match &annotation.extent {
        Some(extent) => format!("[{extent} {why}]"),
        None => format!("[{why}]"),
    }
}

/// What stands at an annotation's place when its explanation is in the margin and it covers no text.
pub(super) fn quiet(annotation: &Annotation) -> String {
    let sign = match annotation.kind().traits().quiet {
        Quiet::Loss => return missing(annotation),
        Quiet::Target => return target(annotation),
        Quiet::Ellipsis => ELLIPSIS,
        Quiet::Break => BREAK,
        // Every line of a page is numbered in some editions; every fifth is said, as in print.
        Quiet::FifthBreak if annotation.is_fifth_line() => BREAK,
        Quiet::Nothing | Quiet::FifthBreak => "",
        Quiet::Place => PLACE,
        Quiet::Blank if annotation.is_short_blank() => "",
        Quiet::Blank => {
            return annotation.extent.as_ref().map_or_else(
                || "[blank]".to_owned(),
                |extent| format!("[{extent} blank]"),
            );
        }
    };
    sign.to_owned()
}

/// What is missing, in brackets, with the spaces round it that the source had: `[illegible]`, `[3 lines withheld]`.
fn missing(annotation: &Annotation) -> String {
    let traits = annotation.kind().traits();
    let usual = match (&annotation.content, traits.at) {
        (Content::Gap(Cause::Illegible), _) => "illegible",
        (Content::Gap(Cause::Damage), _) => "lost",
        (Content::Gap(Cause::MissingFile(_)), _) => "file missing",
        (_, At::Loss(usual)) => usual,
        _ => traits.name,
    };
    // A reason in a word or two stands for itself: "cancelled", "torn". A longer one is for the margin.
    let reason = annotation.reason.as_deref().filter(|reason| {
        let is_word = reason.split_whitespace().count() <= 2 && !reason.is_empty();
        is_word && matches!(annotation.content, Content::Gap(Cause::Unknown))
    });
    let why = reason.unwrap_or(usual);
    let is_large = |extent: &&Extent| {
        let is_of_letters = matches!(extent.unit(), None | Some(Unit::Character));
        let is_counted = extent.least().is_some() || extent.most().is_some();
        !is_of_letters || is_counted && annotation.kind() != Kind::Gap
    };
    let files = annotation
        .extent
        .as_ref()
        .filter(|_| usual == "file missing");
    let sign = match annotation.extent.as_ref().filter(is_large) {
        _ if files.is_some() => files
            .map(|files| format!("[{files} missing]"))
            .unwrap_or_default(),
        Some(extent) => format!("[{extent} {why}]"),
        None => format!("[{why}]"),
    };
    let (before, after) = annotation
        .printed
        .as_ref()
        .map_or((false, false), |printed| {
            let signs = format!("{}{}", printed.before, printed.after);
            (
                signs.starts_with(char::is_whitespace),
                signs.ends_with(char::is_whitespace),
            )
        });
    let space = |is_there| if is_there { " " } else { "" };
    format!("{}{sign}{}", space(before), space(after))
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
