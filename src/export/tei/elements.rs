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

/// The element of an annotation that covers words. Elements that TEI lacks are `seg` with the kind as its type.
pub(super) fn around(annotation: &Annotation, hands: &[String], losses: &mut Vec<Loss>) -> Element {
    use Holds::{Anything, Phrases, Text};
    let kind = annotation.kind();
    let (name, fixed, holds) = match kind {
        Kind::Addition => ("add", "", Anything),
        Kind::Inscription => ("add", " type=\"inscription\"", Anything),
        Kind::Deletion => ("del", "", Anything),
        Kind::Restoration => ("restore", "", Anything),
        Kind::Retrace => ("retrace", "", Anything),
        Kind::Supplied => ("supplied", "", Anything),
        Kind::Completion => ("ex", "", Text),
        Kind::Unclear => ("unclear", "", Anything),
        Kind::Damage => ("damage", "", Anything),
        Kind::Sic => ("sic", "", Anything),
        Kind::Correction => ("corr", "", Anything),
        Kind::Original => ("orig", "", Anything),
        Kind::Regularised => ("reg", "", Anything),
        Kind::Abbreviation => ("abbr", "", Phrases),
        Kind::Expansion => ("expan", "", Phrases),
        Kind::Surplus => ("surplus", "", Anything),
        Kind::Lemma => ("lem", "", Anything),
        Kind::Reading => ("rdg", "", Anything),
        Kind::Stamp => ("stamp", "", Phrases),
        Kind::Letterhead => ("fw", " type=\"letterhead\"", Phrases),
        Kind::FormWork => ("fw", "", Phrases),
        Kind::Preprinted => ("hi", " rend=\"preprinted\"", Anything),
        Kind::Person => ("persName", "", Phrases),
        Kind::Place => ("placeName", "", Phrases),
        Kind::Organisation => ("orgName", "", Phrases),
        Kind::Name => ("name", "", Phrases),
        Kind::Term => ("term", "", Phrases),
        Kind::Date => ("date", "", Phrases),
        Kind::Reference => ("ref", "", Anything),
        Kind::Foreign => ("foreign", "", Phrases),
        Kind::Italic => ("hi", " rend=\"italic\"", Anything),
        Kind::Bold => ("hi", " rend=\"bold\"", Anything),
        Kind::Underlined => ("hi", " rend=\"underline\"", Anything),
        Kind::SmallCapitals => ("hi", " rend=\"smallcaps\"", Anything),
        Kind::Spaced => ("hi", " rend=\"spaced\"", Anything),
        Kind::Superscript => ("hi", " rend=\"superscript\"", Anything),
        Kind::Subscript => ("hi", " rend=\"subscript\"", Anything),
        Kind::Quotation => ("q", "", Anything),
        Kind::Signature
        | Kind::Highlight
        | Kind::Handwriting
        | Kind::Identification
        | Kind::OriginalWording
        | Kind::Gap
        | Kind::Withheld
        | Kind::Omission
        | Kind::Space
        | Kind::Note
        | Kind::SourceNote
        | Kind::TranslatorsNote
        | Kind::EditorsNote
        | Kind::OrphanReference
        | Kind::Classification
        | Kind::Transmission
        | Kind::PageBreak
        | Kind::ColumnBreak
        | Kind::LineBreak
        | Kind::Milestone
        | Kind::Graphic
        | Kind::Glyph
        | Kind::Comment
        | Kind::OwnNote
        | Kind::Ruby => ("seg", "", Anything),
    };
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

/// The element of an annotation at a place, whole.
pub(super) fn at(annotation: &Annotation, losses: &mut Vec<Loss>) -> Option<String> {
    let mut attributes = Attributes::default();
    let name = match annotation.kind() {
        Kind::PageBreak => "pb",
        Kind::ColumnBreak => "cb",
        Kind::LineBreak => "lb",
        Kind::Milestone => "milestone",
        Kind::Gap | Kind::Withheld | Kind::Omission => "gap",
        Kind::Space => "space",
        Kind::Graphic => "graphic",
        Kind::Reference => "ptr",
        Kind::Addition
        | Kind::Deletion
        | Kind::Inscription
        | Kind::Signature
        | Kind::Retrace
        | Kind::Restoration
        | Kind::Highlight
        | Kind::Handwriting
        | Kind::Supplied
        | Kind::Identification
        | Kind::Completion
        | Kind::OriginalWording
        | Kind::Unclear
        | Kind::Damage
        | Kind::Note
        | Kind::SourceNote
        | Kind::TranslatorsNote
        | Kind::EditorsNote
        | Kind::OrphanReference
        | Kind::Sic
        | Kind::Correction
        | Kind::Original
        | Kind::Regularised
        | Kind::Abbreviation
        | Kind::Expansion
        | Kind::Surplus
        | Kind::Lemma
        | Kind::Reading
        | Kind::Stamp
        | Kind::Letterhead
        | Kind::Preprinted
        | Kind::Classification
        | Kind::Transmission
        | Kind::FormWork
        | Kind::Glyph
        | Kind::Person
        | Kind::Place
        | Kind::Organisation
        | Kind::Name
        | Kind::Date
        | Kind::Term
        | Kind::Comment
        | Kind::OwnNote
        | Kind::Quotation
        | Kind::Foreign
        | Kind::Italic
        | Kind::Bold
        | Kind::Underlined
        | Kind::SmallCapitals
        | Kind::Spaced
        | Kind::Superscript
        | Kind::Subscript
        | Kind::Ruby => return None,
    };
    match annotation.kind() {
        Kind::Withheld if annotation.reason.is_none() => attributes.text("reason", "withheld"),
        Kind::Omission if annotation.reason.is_none() => attributes.text("reason", "omitted"),
        Kind::Milestone => {
            let unit = annotation.content.property(Property::Unit);
            if !unit
                .as_deref()
                .is_some_and(|unit| attributes.word("unit", unit))
            {
                attributes.text("unit", "unspecified");
            }
        }
        Kind::Addition
        | Kind::Deletion
        | Kind::Inscription
        | Kind::Signature
        | Kind::Retrace
        | Kind::Restoration
        | Kind::Highlight
        | Kind::Handwriting
        | Kind::Supplied
        | Kind::Identification
        | Kind::Completion
        | Kind::OriginalWording
        | Kind::Unclear
        | Kind::Gap
        | Kind::Withheld
        | Kind::Omission
        | Kind::Space
        | Kind::Damage
        | Kind::Note
        | Kind::SourceNote
        | Kind::TranslatorsNote
        | Kind::EditorsNote
        | Kind::OrphanReference
        | Kind::Sic
        | Kind::Correction
        | Kind::Original
        | Kind::Regularised
        | Kind::Abbreviation
        | Kind::Expansion
        | Kind::Surplus
        | Kind::Lemma
        | Kind::Reading
        | Kind::Stamp
        | Kind::Letterhead
        | Kind::Preprinted
        | Kind::Classification
        | Kind::Transmission
        | Kind::FormWork
        | Kind::PageBreak
        | Kind::ColumnBreak
        | Kind::LineBreak
        | Kind::Graphic
        | Kind::Glyph
        | Kind::Person
        | Kind::Place
        | Kind::Organisation
        | Kind::Name
        | Kind::Date
        | Kind::Term
        | Kind::Comment
        | Kind::OwnNote
        | Kind::Quotation
        | Kind::Reference
        | Kind::Foreign
        | Kind::Italic
        | Kind::Bold
        | Kind::Underlined
        | Kind::SmallCapitals
        | Kind::Spaced
        | Kind::Superscript
        | Kind::Subscript
        | Kind::Ruby => {}
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

/// The attributes of a note.
pub(super) fn of_note(annotation: &Annotation, losses: &mut Vec<Loss>) -> String {
    let mut attributes = Attributes::default();
    let kind = match annotation.kind() {
        Kind::SourceNote => Some("source"),
        Kind::TranslatorsNote => Some("translator"),
        Kind::EditorsNote => Some("editor"),
        Kind::Comment => Some("commentary"),
        Kind::OwnNote => Some("own"),
        Kind::Addition
        | Kind::Deletion
        | Kind::Inscription
        | Kind::Signature
        | Kind::Retrace
        | Kind::Restoration
        | Kind::Highlight
        | Kind::Handwriting
        | Kind::Supplied
        | Kind::Identification
        | Kind::Completion
        | Kind::OriginalWording
        | Kind::Unclear
        | Kind::Gap
        | Kind::Withheld
        | Kind::Omission
        | Kind::Space
        | Kind::Damage
        | Kind::Note
        | Kind::OrphanReference
        | Kind::Sic
        | Kind::Correction
        | Kind::Original
        | Kind::Regularised
        | Kind::Abbreviation
        | Kind::Expansion
        | Kind::Surplus
        | Kind::Lemma
        | Kind::Reading
        | Kind::Stamp
        | Kind::Letterhead
        | Kind::Preprinted
        | Kind::Classification
        | Kind::Transmission
        | Kind::FormWork
        | Kind::PageBreak
        | Kind::ColumnBreak
        | Kind::LineBreak
        | Kind::Milestone
        | Kind::Graphic
        | Kind::Glyph
        | Kind::Person
        | Kind::Place
        | Kind::Organisation
        | Kind::Name
        | Kind::Date
        | Kind::Term
        | Kind::Quotation
        | Kind::Reference
        | Kind::Foreign
        | Kind::Italic
        | Kind::Bold
        | Kind::Underlined
        | Kind::SmallCapitals
        | Kind::Spaced
        | Kind::Superscript
        | Kind::Subscript
        | Kind::Ruby => None,
    };
    if let Some(kind) = kind {
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
