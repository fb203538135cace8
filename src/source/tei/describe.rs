//! What attributes say of an annotation: place, hand, reason, extent, date. Synonyms are folded here, because editions
//! differ in nothing so much as in these values.
//!
//! Pure: attributes in, words out.

use super::dating;
use super::mapping::Mapping;
use crate::document::extent::{Precision, Quantity};
use crate::document::{Annotation, Certainty, Extent, Kind, Property};
use crate::document::{Content, Edtf};
use crate::source::xml::{Attributes, local};

/// The value of an attribute by its local name, if it is not blank.
pub(super) fn value<'a>(attributes: Attributes<'a>, wanted: &str) -> Option<&'a str> {
    let mut attributes = attributes;
    let (_, value) = attributes.find(|(name, _)| local(name) == wanted)?;
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// An element's identifier: `xml:id`, in TEI P4 `id`.
pub(super) fn identifier(attributes: Attributes<'_>) -> Option<&str> {
    let mut attributes = attributes;
    let (_, id) = attributes.find(|(name, _)| local(name) == "id")?;
    Some(id.trim()).filter(|id| !id.is_empty())
}

/// Fills in what attributes say of an annotation, the hand excepted.
pub(super) fn describe(annotation: &mut Annotation, attributes: Attributes<'_>) {
    let kind = annotation.kind();
    let mut number = None;
    for (name, raw) in attributes {
        let raw = raw.trim();
        if raw.is_empty() {
            continue;
        }
        match local(name) {
            "resp" => annotation.by.responsibility = Some(raw.trim_start_matches('#').to_owned()),
            "place" => annotation.placement = Some(place(raw)),
            "cert" => annotation.by.certainty = certainty(raw),
            "reason" => annotation.give_reason(raw.replace('_', " ")),
            "rend" | "type" if kind == Kind::Deletion && annotation.reason.is_none() => {
                annotation.give_reason(deletion(raw));
            }
            "n" => number = Some(raw),
            "target" | "ref" | "corresp" | "key" | "cRef" | "url" => refer(annotation, raw),
            "wit" => {
                annotation.content.set(Property::Witnesses, raw.to_owned());
            }
            "unit" => {
                annotation.content.set(Property::Unit, raw.to_owned());
            }
            _ => {}
        }
    }
    if let Some(number) = number {
        // What a kind does not carry, it does not take in.
        annotation.content.set(Property::Number, number.to_owned());
        if kind.is_note() {
            annotation.content.set(Property::Label, number.to_owned());
        }
    }
    if let Content::Date { when } = &mut annotation.content {
        *when = date(attributes);
    }
    if annotation.extent.is_none() {
        annotation.extent = extent(attributes);
    }
}

/// Takes in whom a name means or where a reference leads, unless another attribute has said so.
fn refer(annotation: &mut Annotation, value: &str) {
    for property in [Property::Identity, Property::Target] {
        if annotation.content.property(property).is_none() {
            annotation.content.set(property, value.to_owned());
        }
    }
}

fn certainty(value: &str) -> Option<Certainty> {
    Some(match value.to_ascii_lowercase().as_str() {
        "high" | "1" => Certainty::High,
        "medium" => Certainty::Medium,
        "low" | "unknown" | "0" => Certainty::Low,
        percent => match percent.trim_end_matches([' ', '%']).parse::<f32>().ok()? {
            share if share >= 75.0 => Certainty::High,
            share if share >= 40.0 => Certainty::Medium,
            _ => Certainty::Low,
        },
    })
}

/// A place on the page in one set of words.
pub(super) fn place(value: &str) -> String {
    let folded: String = value
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let side = ["left", "right", "top", "bottom"]
        .into_iter()
        .find(|side| folded.contains(side));
    let is_margin = folded.starts_with("margin")
        || folded == "m"
        || (folded.starts_with('m') && side.is_some());
    match folded.as_str() {
        "above" | "supralinear" | "superlinear" | "supra" | "interlinear" => "above".to_owned(),
        "below" | "sublinear" | "infralinear" | "infra" | "under" => "below".to_owned(),
        "inline" | "inspace" | "within" | "intralinear" => "inline".to_owned(),
        "over" | "overtext" | "superimposed" | "overwritten" | "across" | "overwrite" => {
            "over".to_owned()
        }
        "foot" | "bottom" => "foot".to_owned(),
        "end" | "endofchapter" | "endofvolume" => "end".to_owned(),
        "overleaf" | "opposite" | "interleaf" => "other leaf".to_owned(),
        "left" | "right" => format!("margin {folded}"),
        _ if is_margin => side.map_or_else(|| "margin".to_owned(), |side| format!("margin {side}")),
        _ => value.trim_start_matches('#').to_owned(),
    }
}

/// How a deletion was made in one set of words.
fn deletion(value: &str) -> &str {
    if Mapping::built_in().looks().is_struck(value) {
        return "struck";
    }
    match value.to_ascii_lowercase().as_str() {
        "cancelled" => "struck",
        "overwritten" | "overwrite" | "ow" | "overtyped" => "overwritten",
        "erasure" | "erased" | "whiteout" => "erased",
        _ => value,
    }
}

/// How much (TEI att.dimensions): a number of units or its bounds, or `extent` in its own words.
pub(super) fn extent(attributes: Attributes<'_>) -> Option<Extent> {
    let of = |names: &[&str]| names.iter().find_map(|name| value(attributes, name));
    let number = |names: &[&str]| {
        of(names)
            .and_then(|number| number.parse().ok())
            .and_then(Quantity::new)
    };
    let precision = match of(&["precision"]) {
        Some("low" | "medium" | "unknown") => Precision::Approximate,
        _ => Precision::Exact,
    };
    let unit = of(&["unit"]);
    let exact = number(&["quantity", "extent"]);
    let least = exact.or_else(|| number(&["atLeast", "min"]));
    let most = exact.or_else(|| number(&["atMost", "max"]));
    if let Some(unit) = unit
        && let Some(extent) = Extent::counted(least, most, unit, precision)
    {
        return Some(extent);
    }
    match (of(&["extent", "quantity"]), unit) {
        (Some("unknown"), Some(unit)) => {
            let two = Quantity::new(2.0);
            let units = Extent::counted(two, two, unit, Precision::Exact)?;
            let units = units.words().trim_start_matches("2 ").to_owned();
            Some(Extent::read(format!("an unknown number of {units}")))
        }
        (Some("unknown"), None) | (None, _) => None,
        (Some(extent), Some(unit)) => Some(Extent::read(format!("{extent} {unit}"))),
        (Some(extent), None) => Some(Extent::read(extent)),
    }
}

/// A date in EDTF from the attributes that give it.
pub(super) fn date(attributes: Attributes<'_>) -> Option<Edtf> {
    dating::edtf(|name| value(attributes, name))
}

/// What a note is, by its type and who answers for it. A plain note that a hand wrote is handwriting.
pub(super) fn note_kind(attributes: Attributes<'_>) -> Kind {
    let of = |name| value(attributes, name).unwrap_or_default();
    match note_kind_of(of("type"), of("resp")) {
        Kind::Note if !of("hand").is_empty() => Kind::HandwrittenNote,
        kind => kind,
    }
}

/// What a running head, or a sign for the reader of a document, is called: by its type or function.
pub(super) fn called(kind: Kind, attributes: Attributes<'_>) -> Option<String> {
    if kind == Kind::FormWork {
        return value(attributes, "type").map(form_work);
    }
    let function = value(attributes, "function").map(in_words);
    (kind == Kind::Metamark)
        .then(|| function.map_or_else(|| "sign".to_owned(), |function| format!("sign: {function}")))
}

/// The name of a piece of form work (TEI P5, chapter 11.6) from the many ways in which editions write its type.
fn form_work(kind: &str) -> String {
    let folded: String = (kind.chars())
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let name = match folded.as_str() {
        "catch" | "catchword" | "cw" => "catchword",
        "header" | "head" | "runninghead" | "runningheader" | "runhead" | "rh" => "running head",
        "footer" | "foot" | "runningfoot" | "runningfooter" => "running foot",
        "sig" | "signature" => "signature of the sheet",
        "foliation" | "folnum" | "folionum" | "folio" | "fol" => "folio number",
        "pagenum" | "pageno" | "pagenumber" | "pagination" | "page" | "pg" | "pn" => "page number",
        "linenum" | "lineno" | "linenumber" => "line number",
        _ => return in_words(kind),
    };
    name.to_owned()
}

/// A code in words: `typoHyphen` is "typo hyphen", `sym:circle-oval` is "circle oval".
pub(super) fn in_words(code: &str) -> String {
    let code = code.rsplit(['#', ':', '/']).next().unwrap_or(code);
    let mut words = String::new();
    for c in code.chars() {
        match c {
            '-' | '_' => words.push(' '),
            c if c.is_uppercase() && words.ends_with(char::is_lowercase) => {
                words.push(' ');
                words.extend(c.to_lowercase());
            }
            c => words.push(c),
        }
    }
    words
}

/// What a note is, by its type and who answers for it.
pub(super) fn note_kind_of(kind: &str, by: &str) -> Kind {
    let kind = kind.to_ascii_lowercase();
    let by = by.to_ascii_lowercase();
    match kind.as_str() {
        "source" | "sourcenote" | "source-note" => Kind::SourceNote,
        kind if kind.starts_with("transl") || by.contains("translator") => Kind::TranslatorsNote,
        "editorial" | "editor" | "commentary" | "com" | "comment" | "textual" | "textconst"
        | "apparatus" | "editorialnote" | "ed" | "footnote-editorial" => Kind::EditorsNote,
        _ if by.contains("edit") || matches!(by.as_str(), "ed" | "#ed") => Kind::EditorsNote,
        _ => Kind::Note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_folded() {
        #[track_caller]
        fn check(written: &str, expected: &str) {
            assert_eq!(place(written), expected);
        }
        check("supralinear", "above");
        check("infralinear", "below");
        check("margin(right)", "margin right");
        check("mLeft", "margin left");
        check("marginleft", "margin left");
        check("left", "margin left");
        check("bottom", "foot");
        check("over-text", "over");
        check("on the envelope", "on the envelope");
    }

    #[test]
    fn extents_are_counted() {
        #[track_caller]
        fn check(attributes: &str, expected: Option<&str>) {
            let extent = extent(Attributes(attributes));
            assert_eq!(extent.as_ref().map(Extent::words), expected);
        }
        check(" quantity='3' unit='lines'", Some("3 lines"));
        check(" quantity='1' unit='chars'", Some("1 character"));
        check(" extent='2' unit='char'", Some("2 characters"));
        check(" extent='half a page'", Some("half a page"));
        check(" unit='line'", None);
        check(
            " atLeast='2' atMost='4' unit='character'",
            Some("2–4 characters"),
        );
        check(
            " quantity='3' unit='line' precision='low'",
            Some("about 3 lines"),
        );
        check(
            " extent='unknown' unit='line'",
            Some("an unknown number of lines"),
        );
        check(" min='2' unit='chars'", Some("at least 2 characters"));
        check(" extent='ca. 5' unit='chars'", Some("ca. 5 chars"));
    }

    #[test]
    fn annotations_are_described() {
        let mut annotation = Annotation::new(Kind::Deletion, crate::document::Span::at(0));
        describe(
            &mut annotation,
            Attributes(" rend='overstrike' resp='#jf' cert='90 %' place='above'"),
        );
        assert_eq!(annotation.reason.as_deref(), Some("struck"));
        assert_eq!(annotation.by.responsibility.as_deref(), Some("jf"));
        assert_eq!(annotation.by.certainty, Some(Certainty::High));
        assert_eq!(annotation.placement.as_deref(), Some("above"));
    }

    #[test]
    fn notes_are_told_apart() {
        assert_eq!(note_kind(Attributes(" type='source'")), Kind::SourceNote);
        assert_eq!(
            note_kind(Attributes(" type='commentary'")),
            Kind::EditorsNote
        );
        assert_eq!(
            note_kind(Attributes(" resp='#translator'")),
            Kind::TranslatorsNote
        );
        assert_eq!(note_kind(Attributes(" place='foot'")), Kind::Note);
    }
}
