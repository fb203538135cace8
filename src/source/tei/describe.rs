//! What attributes say of an annotation: place, hand, reason, extent, date. Synonyms are folded here, because editions
//! differ in nothing so much as in these values.
//!
//! Pure: attributes in, words out.

use crate::document::{Annotation, Certainty, Extent, Kind, Property};
use crate::source::xml::{Attributes, local};

/// The value of an attribute by its local name, if it is not blank.
pub(super) fn value<'a>(attributes: Attributes<'a>, wanted: &str) -> Option<&'a str> {
    let mut attributes = attributes;
    let (_, value) = attributes.find(|(name, _)| local(name) == wanted)?;
    Some(value.trim()).filter(|value| !value.is_empty())
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
    if let Some(date) = date(attributes) {
        annotation.content.set(Property::Date, date);
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
    match value.to_ascii_lowercase().as_str() {
        "strikethrough" | "overstrike" | "s" | "line-through" | "cancelled" | "strike"
        | "struck" => "struck",
        "overwritten" | "overwrite" | "ow" | "overtyped" => "overwritten",
        "erasure" | "erased" | "whiteout" => "erased",
        _ => value,
    }
}

/// How much: `quantity` and `unit`, or `extent` as it stands.
pub(super) fn extent(attributes: Attributes<'_>) -> Option<Extent> {
    if let Some(extent) = value(attributes, "extent") {
        return Some(Extent::read(match value(attributes, "unit") {
            Some(unit) if extent.parse::<f32>().is_ok() => count(extent, unit),
            _ => extent.to_owned(),
        }));
    }
    let unit = value(attributes, "unit")?;
    let quantity = value(attributes, "quantity").or_else(|| value(attributes, "atLeast"))?;
    Some(Extent::read(count(quantity, unit)))
}

fn count(quantity: &str, unit: &str) -> String {
    let unit = match unit.trim_end_matches('s') {
        "char" | "charcter" => "character",
        "word" => "word",
        unit => unit,
    };
    let plural = if quantity == "1" || !unit.is_ascii() || unit.len() < 3 {
        ""
    } else {
        "s"
    };
    format!("{quantity} {unit}{plural}")
}

/// A date in EDTF from the attributes that give it.
pub(super) fn date(attributes: Attributes<'_>) -> Option<String> {
    date_of(|name| value(attributes, name))
}

/// The same from any source of attributes.
pub(super) fn date_of<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let of = |names: [&str; 4]| names.iter().find_map(|name| value(name)).map(str::trim);
    let doubt = match value("cert").or_else(|| value("precision")) {
        Some("low" | "medium" | "unknown") => "?",
        _ => "",
    };
    if let Some(when) = of(["when", "when-iso", "when-custom", "value"]) {
        let is_date =
            when.starts_with(|c: char| c.is_ascii_digit() || c == '-') && !when.contains(' ');
        return is_date.then(|| format!("{when}{doubt}"));
    }
    let start = of(["notBefore", "notBefore-iso", "from", "from-iso"]);
    let end = of(["notAfter", "notAfter-iso", "to", "to-iso"]);
    match (start, end) {
        (None, None) => None,
        (Some(start), Some(end)) if start == end => Some(start.to_owned()),
        (start, end) => Some(format!("{}/{}", start.unwrap_or(".."), end.unwrap_or(".."))),
    }
}

/// What a note is, by its type and who answers for it.
pub(super) fn note_kind(attributes: Attributes<'_>) -> Kind {
    let kind = value(attributes, "type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let by = value(attributes, "resp")
        .unwrap_or_default()
        .to_ascii_lowercase();
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
    fn dates_become_edtf() {
        #[track_caller]
        fn check(attributes: &str, expected: Option<&str>) {
            assert_eq!(date(Attributes(attributes)).as_deref(), expected);
        }
        check(" when='1945-11-11'", Some("1945-11-11"));
        check(" when='1945-11' cert='low'", Some("1945-11?"));
        check(" notBefore='1816' notAfter='1817'", Some("1816/1817"));
        check(" from='1816'", Some("1816/.."));
        check(" when='in May'", None);
        check("", None);
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
