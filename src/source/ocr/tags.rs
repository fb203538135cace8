//! What Transkribus' tags say of words in a line.
//!
//! Offsets and lengths count UTF-16 units, as Java does. A tag whose name is known becomes its annotation, any other a term
//! with its name beside it, so that no tag is lost.

use std::ops::Range;

use super::custom::Custom;
use super::sheet::Tag;
use crate::document::{Annotation, Extent, Kind, Property};
use crate::source::extract::of_kind;

/// Entries of the attribute that are no tags of words.
const NO_TAGS: [&str; 3] = ["readingOrder", "structure", "relation"];

/// The tags of a line with this text, of the entries of its `custom` attribute.
pub(super) fn read(entries: &[Custom<'_>], line: &str, source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    for entry in entries {
        if NO_TAGS.contains(&entry.name) || entry.name.is_empty() {
            continue;
        }
        let Some(offset) = entry.number("offset") else {
            continue;
        };
        let length = entry.number("length").unwrap_or(0);
        let range = bytes(line, offset, length);
        if entry.name == "textStyle" {
            tags.extend(styles(entry, &range));
        } else {
            tags.push(tag(entry, range, source));
        }
    }
    tags
}

/// The bytes of a stretch counted in UTF-16 units, as far as the line goes.
fn bytes(line: &str, offset: usize, length: usize) -> Range<usize> {
    let mut unit = 0;
    let (mut start, mut end) = (line.len(), line.len());
    let last = offset.saturating_add(length);
    for (at, c) in line.char_indices() {
        if unit >= offset {
            start = start.min(at);
        }
        if unit >= last {
            end = at;
            break;
        }
        unit += c.len_utf16();
    }
    start.min(end)..end
}

/// What a style says: each of its words is a tag of its own.
fn styles(entry: &Custom<'_>, range: &Range<usize>) -> Vec<Tag> {
    const STYLES: [(&str, Kind); 9] = [
        ("bold", Kind::Bold),
        ("italic", Kind::Italic),
        ("underlined", Kind::Underlined),
        ("superscript", Kind::Superscript),
        ("subscript", Kind::Subscript),
        ("smallCaps", Kind::SmallCapitals),
        ("letterSpaced", Kind::Spaced),
        ("strikethrough", Kind::Deletion),
        ("overlined", Kind::Highlight),
    ];
    let said = STYLES.iter().filter(|(name, _)| entry.is(name));
    said.map(|&(name, kind)| {
        let mut tag = Tag::new(name, range.clone(), of_kind(kind));
        tag.is_by_hand = kind == Kind::Deletion;
        tag.is_continued = entry.is("continued");
        tag
    })
    .collect()
}

fn tag(entry: &Custom<'_>, range: Range<usize>, source: &str) -> Tag {
    let text = |key| entry.text(key, source);
    let kind = match entry.name {
        "abbrev" => Kind::Abbreviation,
        "sic" => Kind::Sic,
        "orig" => Kind::Original,
        "unclear" => Kind::Unclear,
        "gap" => Kind::Gap,
        "supplied" => Kind::Supplied,
        "add" | "addition" => Kind::Addition,
        "del" | "deletion" | "strike" => Kind::Deletion,
        "blackening" => Kind::Withheld,
        "person" => Kind::Person,
        "place" => Kind::Place,
        "organization" | "organisation" => Kind::Organisation,
        "date" => Kind::Date,
        "comment" => Kind::EditorsNote,
        "speech" | "quote" => Kind::Quotation,
        _ => Kind::Term,
    };
    let mut annotation = of_kind(kind);
    if kind == Kind::Unclear {
        annotation.remark = text("alternative").map(|other| format!("perhaps “{other}”"));
    } else if matches!(kind, Kind::Person | Kind::Place | Kind::Organisation) {
        if let Some(who) = identity(entry, source) {
            annotation.content.set(Property::Identity, who);
        }
    } else if kind == Kind::Date {
        if let Some(when) = text("when").or_else(|| day(entry)) {
            annotation.content.set(Property::Date, when);
        }
    } else if kind == Kind::Term {
        annotation.remark = Some(format!("tagged “{}”", entry.name));
    }
    if let Some(reason) = text("reason") {
        annotation.give_reason(reason);
    }
    if let Some(extent) = extent(entry, source) {
        annotation.extent = Some(Extent::read(extent));
    }
    let mut tag = Tag::new(entry.name.to_owned(), range, annotation);
    tag.is_by_hand = matches!(kind, Kind::Addition | Kind::Deletion);
    tag.is_continued = entry.is("continued");
    let other = |key, kind| Some((of_kind(kind), entry.piece(key, source)?));
    let others = [
        (Kind::Abbreviation, "expansion", Kind::Expansion),
        (Kind::Sic, "correction", Kind::Correction),
        (Kind::Original, "reg", Kind::Regularised),
    ];
    let pair = others.into_iter().find(|&(of, _, _)| of == kind);
    tag.other = pair.and_then(|(_, key, written)| other(key, written));
    if kind == Kind::EditorsNote {
        tag.note = entry
            .piece("comment", source)
            .or_else(|| entry.piece("text", source));
    }
    tag
}

/// How much is lost: `quantity` of a `unit`, or an `extent` in words.
fn extent(entry: &Custom<'_>, source: &str) -> Option<String> {
    let said = entry
        .text("extent", source)
        .or_else(|| entry.text("quantity", source))?;
    Some(match entry.text("unit", source) {
        Some(unit) => format!("{said} {unit}"),
        None => said,
    })
}

/// Whom or what a name means: an identifier, else a name put together of its parts.
fn identity(entry: &Custom<'_>, source: &str) -> Option<String> {
    let text = |key| entry.text(key, source);
    let names = [
        "wikiData",
        "wikidata",
        "ref",
        "gnd",
        "geonames",
        "identifier",
    ];
    if let Some(identifier) = names.into_iter().find_map(text) {
        return Some(identifier);
    }
    let parts = ["title", "firstname", "lastname", "placeName", "name"];
    let parts: Vec<String> = parts.into_iter().filter_map(text).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A date of year, month and day, as far as they are given.
fn day(entry: &Custom<'_>) -> Option<String> {
    let year = entry.number("year")?;
    let Some(month) = entry
        .number("month")
        .filter(|month| (1..=12).contains(month))
    else {
        return Some(format!("{year:04}"));
    };
    let day = entry.number("day").filter(|day| (1..=31).contains(day));
    Some(day.map_or_else(
        || format!("{year:04}-{month:02}"),
        |day| format!("{year:04}-{month:02}-{day:02}"),
    ))
}

/// An annotation of words, as formats write it that know only styles.
pub(super) fn style_tag(name: &'static str, kind: Kind, range: Range<usize>) -> Tag {
    let annotation: Annotation = of_kind(kind);
    let mut tag = Tag::new(name, range, annotation);
    tag.is_by_hand = kind == Kind::Deletion;
    tag
}
