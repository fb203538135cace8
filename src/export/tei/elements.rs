//! Which element of TEI a kind of annotation is, and its attributes.

use crate::document::{Annotation, Content, Identity, Kind, Property, Span};
use crate::export::html::is_language_tag;
use crate::export::loss::Loss;

use super::write::{Attributes, escaped};

/// What may stand within an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// All that may stand in a paragraph.
    Anything,
    /// Phrases: no quotation.
    Phrases,
    /// Text alone.
    Text,
}

/// An element round words.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) attributes: String,
    pub(super) holds: Holds,
}

/// The elements of annotations that cover words: the kind, the element, its fixed attributes, what it may hold (TEI P5, the
/// content models of the elements).
const ELEMENTS: &[(Kind, &str, &str, Holds)] = &[
    (Kind::Addition, "add", "", Holds::Anything),
    (
        Kind::Inscription,
        "add",
        " type=\"inscription\"",
        Holds::Anything,
    ),
    (Kind::Deletion, "del", "", Holds::Anything),
    (Kind::Restoration, "restore", "", Holds::Anything),
    (Kind::Metamark, "metamark", "", Holds::Phrases),
    (Kind::Retrace, "retrace", "", Holds::Anything),
    (Kind::Supplied, "supplied", "", Holds::Anything),
    (Kind::Completion, "ex", "", Holds::Text),
    (Kind::Unclear, "unclear", "", Holds::Anything),
    (Kind::Damage, "damage", "", Holds::Anything),
    (Kind::Sic, "sic", "", Holds::Anything),
    (Kind::Correction, "corr", "", Holds::Anything),
    (Kind::Original, "orig", "", Holds::Anything),
    (Kind::Regularised, "reg", "", Holds::Anything),
    (Kind::Abbreviation, "abbr", "", Holds::Phrases),
    (Kind::Expansion, "expan", "", Holds::Phrases),
    (Kind::Surplus, "surplus", "", Holds::Anything),
    (Kind::Lemma, "lem", "", Holds::Anything),
    (Kind::Reading, "rdg", "", Holds::Anything),
    (Kind::Stamp, "stamp", "", Holds::Phrases),
    (
        Kind::Letterhead,
        "fw",
        " type=\"letterhead\"",
        Holds::Phrases,
    ),
    (Kind::FormWork, "fw", "", Holds::Phrases),
    (
        Kind::Preprinted,
        "hi",
        " rend=\"preprinted\"",
        Holds::Anything,
    ),
    (Kind::Person, "persName", "", Holds::Phrases),
    (Kind::Place, "placeName", "", Holds::Phrases),
    (Kind::Organisation, "orgName", "", Holds::Phrases),
    (Kind::Name, "name", "", Holds::Phrases),
    (Kind::Term, "term", "", Holds::Phrases),
    (Kind::Date, "date", "", Holds::Phrases),
    (Kind::Reference, "ref", "", Holds::Anything),
    (Kind::Foreign, "foreign", "", Holds::Phrases),
    (Kind::Italic, "hi", " rend=\"italic\"", Holds::Anything),
    (Kind::Bold, "hi", " rend=\"bold\"", Holds::Anything),
    (
        Kind::Underlined,
        "hi",
        " rend=\"underline\"",
        Holds::Anything,
    ),
    (
        Kind::SmallCapitals,
        "hi",
        " rend=\"smallcaps\"",
        Holds::Anything,
    ),
    (Kind::Spaced, "hi", " rend=\"spaced\"", Holds::Anything),
    (
        Kind::Superscript,
        "hi",
        " rend=\"superscript\"",
        Holds::Anything,
    ),
    (
        Kind::Subscript,
        "hi",
        " rend=\"subscript\"",
        Holds::Anything,
    ),
    (Kind::Quotation, "q", "", Holds::Anything),
];

/// The element of an annotation that covers words. Elements that TEI lacks are `seg` with the kind as its type.
pub(super) fn around(annotation: &Annotation, hands: &[String], losses: &mut Vec<Loss>) -> Element {
    let kind = annotation.kind();
    let element = ELEMENTS.iter().find(|(of, ..)| *of == kind);
    let (name, fixed, holds) = element
        .map_or(("seg", "", Holds::Anything), |&(_, name, fixed, holds)| {
            (name, fixed, holds)
        });
    let mut attributes = Attributes(fixed.to_owned());
    if name == "seg" {
        let kind: &'static str = kind.into();
        attributes.text("type", kind);
    }
    describe(&mut attributes, name, annotation, losses);
    own_values(&mut attributes, annotation, losses);
    if let Some(hand) = annotation.by.hand
        && let Some(name_of_hand) = hands.get(hand.0)
    {
        if takes_hand(name) {
            attributes.text("hand", &format!("#{name_of_hand}"));
        } else {
            losses.push(Loss::new(
                annotation.span,
                format!("TEI has no hand on `{name}`"),
            ));
        }
    }
    Element {
        name,
        attributes: attributes.0,
        holds,
    }
}

/// The elements of annotations that cover no words.
const EMPTY_ELEMENTS: &[(Kind, &str)] = &[
    (Kind::PageBreak, "pb"),
    (Kind::ColumnBreak, "cb"),
    (Kind::LineBreak, "lb"),
    (Kind::Milestone, "milestone"),
    (Kind::Gap, "gap"),
    (Kind::Withheld, "gap"),
    (Kind::Omission, "gap"),
    (Kind::Space, "space"),
    (Kind::Graphic, "graphic"),
    (Kind::Reference, "ptr"),
];

/// The element of an annotation at a place, whole.
pub(super) fn at(annotation: &Annotation, losses: &mut Vec<Loss>) -> Option<String> {
    let mut attributes = Attributes::default();
    let kind = annotation.kind();
    let &(_, name) = EMPTY_ELEMENTS.iter().find(|(of, _)| *of == kind)?;
    if kind == Kind::Withheld && annotation.reason.is_none() {
        attributes.text("reason", "withheld");
    } else if kind == Kind::Omission && annotation.reason.is_none() {
        attributes.text("reason", "omitted");
    } else if kind == Kind::Milestone {
        let unit = annotation.content.property(Property::Unit);
        let is_word = unit.is_some_and(|unit| attributes.word("unit", &unit));
        if !is_word {
            attributes.text("unit", "unspecified");
        }
    }
    let pointer = annotation
        .content
        .property(Property::Source)
        .or_else(|| annotation.content.property(Property::Target));
    match (name, pointer) {
        ("graphic", Some(source)) if attributes.pointer("url", &source) => {}
        ("ptr", Some(target)) if attributes.pointer("target", &target) => {}
        ("graphic" | "ptr", _) => return None,
        _ => {}
    }
    if let Some(number) = annotation.content.property(Property::Number) {
        attributes.text("n", &number);
    }
    describe(&mut attributes, name, annotation, losses);
    Some(format!("<{name}{}/>", attributes.0))
}

/// The types of notes; a plain note has none.
const NOTE_TYPES: &[(Kind, &str)] = &[
    (Kind::SourceNote, "source"),
    (Kind::TranslatorsNote, "translator"),
    (Kind::EditorsNote, "editor"),
    (Kind::Comment, "commentary"),
    (Kind::OwnNote, "own"),
];

/// The attributes of a note.
pub(super) fn of_note(annotation: &Annotation, losses: &mut Vec<Loss>) -> String {
    let mut attributes = Attributes::default();
    let kind = annotation.kind();
    if let Some((_, kind)) = NOTE_TYPES.iter().find(|(of, _)| *of == kind) {
        attributes.text("type", kind);
    }
    if let Some(label) = annotation.label() {
        attributes.text("n", label);
    }
    if let Some(about) = annotation.content.property(Property::About) {
        attributes.words("rend", &format!("about {about}"));
    }
    describe(&mut attributes, "note", annotation, losses);
    attributes.0
}

/// What annotations of every kind may have: certainty, responsibility, place, reason, extent.
fn describe(
    attributes: &mut Attributes,
    name: &str,
    annotation: &Annotation,
    losses: &mut Vec<Loss>,
) {
    let mut lose = |what: String| losses.push(Loss::new(annotation.span, what));
    if let Some(certainty) = annotation.by.certainty {
        let certainty: &'static str = certainty.into();
        attributes.text("cert", certainty);
    }
    if let Some(who) = &annotation.by.responsibility
        && !attributes.pointer("resp", who)
    {
        lose(format!(
            "TEI points to who is responsible, and has no place for `{who}`"
        ));
    }
    if let Some(place) = &annotation.placement {
        if matches!(name, "add" | "note" | "fw") {
            attributes.words("place", place);
        } else {
            lose(format!(
                "TEI has no place on the page for `{name}`: {place}"
            ));
        }
    }
    if let Some(reason) = &annotation.reason {
        if matches!(name, "gap" | "supplied" | "unclear" | "surplus") {
            attributes.words("reason", reason);
        } else if !matches!(name, "space") {
            lose(format!("TEI has no reason on `{name}`: {reason}"));
        }
    }
    if let Some(extent) = &annotation.extent {
        if matches!(
            name,
            "gap" | "space" | "supplied" | "unclear" | "damage" | "add" | "del" | "surplus"
        ) {
            attributes.text("extent", extent.words());
        } else {
            lose(format!("TEI has no extent on `{name}`: {}", extent.words()));
        }
    }
    if let Some(remark) = &annotation.remark {
        lose(format!("a remark has no place in TEI here: {remark}"));
    }
    if annotation.printed.is_some() {
        lose("the signs of the source round these words are not in TEI".to_owned());
    }
}

/// What the kind itself carries.
fn own_values(attributes: &mut Attributes, annotation: &Annotation, losses: &mut Vec<Loss>) {
    let mut is_carried = true;
    match &annotation.content {
        Content::Date { when: Some(when) } => attributes.date(when),
        Content::Reference(_) => {
            if let Some(target) = annotation.content.target() {
                is_carried = attributes.pointer("target", &target.to_string());
            }
        }
        Content::Foreign {
            language: Some(language),
        } => {
            is_carried = is_language_tag(language);
            if is_carried {
                attributes.text("xml:lang", language);
            }
        }
        Content::Lemma(witnesses) | Content::Reading(witnesses) => {
            let signs: Vec<String> = (witnesses.signs().iter())
                .map(|sign| format!("#{}", sign.replace(|c: char| !c.is_alphanumeric(), "-")))
                .collect();
            if !signs.is_empty() {
                attributes.text("wit", &signs.join(" "));
            }
        }
        content => match content.identity() {
            Some(Identity::Key(key)) if attributes.pointer("ref", &format!("#{key}")) => {}
            Some(identity) if identity.known().is_some() => {
                if annotation.kind() == Kind::Term {
                    is_carried = false;
                } else {
                    attributes.text("key", &identity.to_string());
                }
            }
            _ => {
                let told = [Property::Glyph, Property::Pronunciation, Property::Medium];
                is_carried = told
                    .iter()
                    .all(|&property| content.property(property).is_none());
            }
        },
    }
    if !is_carried {
        let values: Vec<String> = (annotation.content.properties().into_iter())
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
        let values = escaped(&values.join(", "));
        losses.push(Loss::new(
            annotation.span,
            format!("TEI has no place here for {values}"),
        ));
    }
}

fn takes_hand(name: &str) -> bool {
    matches!(
        name,
        "add" | "del" | "restore" | "retrace" | "unclear" | "damage" | "rdg" | "lem"
    )
}

/// A span of a document, for a loss of the whole.
pub(super) const WHOLE: Span = Span { start: 0, end: 0 };
