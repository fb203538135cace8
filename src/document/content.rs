//! What an annotation says, typed by its kind: a break has a number, a reading its witnesses, a reference its target.
//!
//! [`Kind`] is the kind alone, derived from [`Content`]. What each kind means for layers, looks and margins is not here but
//! in the table of kinds ([`Traits`](super::Traits)). A new kind is a variant here and a row there; if it carries data, a
//! [`Property`] for every value, so that formats can read and write it by name.

use strum::{
    Display, EnumCount, EnumDiscriminants, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr,
};

use super::edtf::{Edtf, NotEdtf};
use super::payload::{Cause, Identity, Note, Number, Target, Witnesses};

/// What an annotation is, with what belongs to its kind. Named as TEI names it where TEI does.
#[derive(Debug, Clone, Default, PartialEq, Eq, EnumCount, EnumDiscriminants, EnumIter)]
#[strum_discriminants(
    name(Kind),
    doc = "The kind of an annotation: a [`Content`] without its data.",
    derive(
        Hash,
        PartialOrd,
        Ord,
        Display,
        EnumCount,
        EnumIter,
        EnumString,
        IntoStaticStr
    ),
    strum(serialize_all = "kebab-case")
)]
pub enum Content {
    // Handwriting.
    /// Words added by hand.
    Addition,
    /// Words struck out by hand.
    Deletion,
    /// Handwriting standing by itself.
    Inscription,
    /// A signature.
    Signature,
    /// Words written over again.
    Retrace,
    /// Words struck out, then let stand.
    Restoration,
    /// Words underlined or marked by hand.
    Highlight,
    /// Handwriting whose extent the source does not give.
    Handwriting,
    /// Another hand begins (TEI `handShift`).
    HandShift {
        /// What it writes with.
        medium: Option<String>,
    },
    /// A written sign that says how the text is to be read (TEI `metamark`): where an insertion belongs, what is to be moved.
    Metamark,
    /// A note that a hand wrote in the document, as in its margin (TEI `note/@hand`).
    HandwrittenNote(Note),
    // Supplied.
    /// Words put in by the editor or translator.
    Supplied,
    /// Who or what is meant.
    Identification,
    /// The rest of a name or an abbreviation.
    Completion,
    /// The wording of the original, given by the translator.
    OriginalWording,
    // Uncertain.
    /// A doubtful reading.
    Unclear,
    /// Text that cannot be read or is lost, with the cause.
    Gap(Cause),
    /// Text that somebody withholds.
    Withheld,
    /// Text that the editor left out.
    Omission,
    /// A place that is blank in the source.
    Space,
    /// Damaged, but legible.
    Damage,
    // Notes.
    /// A note.
    Note(Note),
    /// A note that says where the text comes from.
    SourceNote(Note),
    /// A note by the translator.
    TranslatorsNote(Note),
    /// A note by the editor.
    EditorsNote(Note),
    /// The reference to a note that is not there.
    OrphanReference {
        /// The reference as printed: `1`, `*`.
        label: Option<String>,
    },
    // Regularised.
    /// So in the source; beside a correction, the faulty word.
    Sic,
    /// The corrected word.
    Correction,
    /// The original spelling.
    Original,
    /// The regularised spelling.
    Regularised,
    /// An abbreviation.
    Abbreviation,
    /// The word in full.
    Expansion,
    /// Superfluous in the source.
    Surplus,
    // Variants.
    /// The reading adopted, with its witnesses.
    Lemma(Witnesses),
    /// What other witnesses read.
    Reading(Witnesses),
    // Form.
    /// The words of a stamp.
    Stamp,
    /// The printed head of the paper.
    Letterhead,
    /// What a form has printed.
    Preprinted,
    /// How secret.
    Classification,
    /// Words about sending and receiving.
    Transmission,
    /// A running head or foot.
    FormWork,
    // Breaks.
    /// A page begins.
    PageBreak(Number),
    /// A column begins.
    ColumnBreak(Number),
    /// A line of the original begins.
    LineBreak(Number),
    /// Another such place.
    Milestone {
        /// What begins: "section", "quire".
        unit: Option<String>,
        /// Its number.
        number: Number,
    },
    /// A picture.
    Graphic {
        /// Where the picture's file is: a path or an address.
        source: Option<String>,
    },
    /// A character that has no code of its own, described elsewhere.
    Glyph {
        /// What the source calls it.
        name: Option<String>,
    },
    // Names.
    /// A person.
    Person(Identity),
    /// A place.
    Place(Identity),
    /// An office, a company, a party.
    Organisation(Identity),
    /// Any other name.
    Name(Identity),
    /// A date.
    Date {
        /// The same in EDTF.
        when: Option<Edtf>,
    },
    /// A term.
    Term(Identity),
    // Commentary and own notes.
    /// A comment on the text or on a field of the metadata.
    Comment {
        /// The field that it is about, if it is not about words of the text: `transmission.channel`.
        about: Option<String>,
        /// Its label and body.
        note: Note,
    },
    /// A note of the reader's own.
    OwnNote(Note),
    // The text itself: never switched off.
    /// Words quoted in the line.
    #[default]
    Quotation,
    /// A reference to another place.
    Reference(Target),
    /// Words in another language.
    Foreign {
        /// The language's tag (BCP 47).
        language: Option<String>,
    },
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Underlined in print.
    Underlined,
    /// Small capitals.
    SmallCapitals,
    /// Letter-spaced.
    Spaced,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// Characters with their pronunciation.
    Ruby {
        /// The pronunciation.
        pronunciation: Option<String>,
    },
}

/// A value that some kinds carry, by name: how formats read and write what [`Content`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Property {
    /// The mark of a note.
    Label,
    /// The number of what begins at a break.
    Number,
    /// What begins at a milestone.
    Unit,
    /// Who has a reading.
    Witnesses,
    /// Whom or what a name means.
    Identity,
    /// A date in EDTF.
    Date,
    /// Where a reference leads.
    Target,
    /// Where a picture is.
    Source,
    /// What a character without a code is called.
    Glyph,
    /// What a hand writes with.
    Medium,
    /// The field of the metadata that a comment is about.
    About,
    /// The file that a gap's text stands in.
    File,
    /// The language of foreign words.
    Language,
    /// How characters are read aloud.
    Pronunciation,
}

/// What became of the value of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was taken in.
    In,
    /// The kind does not carry the property.
    NotCarried,
    /// The value is not of the property's form.
    Malformed(NotEdtf),
}

impl Property {
    /// A value that it may have.
    pub fn example(self) -> String {
        match self {
            Self::Date => "1945-11~".to_owned(),
            Self::Witnesses => "B C".to_owned(),
            Self::Label
            | Self::Number
            | Self::Unit
            | Self::Identity
            | Self::Target
            | Self::Source
            | Self::Glyph
            | Self::Medium
            | Self::About
            | Self::File
            | Self::Language
            | Self::Pronunciation => format!("#{self}"),
        }
    }
}

impl Content {
    /// The content of a kind of which nothing else is known.
    pub fn new(kind: Kind) -> Self {
        // The kinds are derived from the variants, so there is a variant of each kind's number.
        Self::iter().nth(kind as usize).unwrap_or_default()
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.into()
    }

    /// Label and body, for kinds that are notes.
    pub fn note(&self) -> Option<&Note> {
        match self {
            Self::Note(note)
            | Self::SourceNote(note)
            | Self::TranslatorsNote(note)
            | Self::EditorsNote(note)
            | Self::Comment { note, .. }
            | Self::OwnNote(note)
            | Self::HandwrittenNote(note) => Some(note),
            _ => None,
        }
    }

    /// Label and body, to complete them.
    pub fn note_mut(&mut self) -> Option<&mut Note> {
        match self {
            Self::Note(note)
            | Self::SourceNote(note)
            | Self::TranslatorsNote(note)
            | Self::EditorsNote(note)
            | Self::Comment { note, .. }
            | Self::OwnNote(note)
            | Self::HandwrittenNote(note) => Some(note),
            _ => None,
        }
    }

    /// Whom or what a name means, for kinds that are names.
    pub fn identity(&self) -> Option<&Identity> {
        match self {
            Self::Person(identity)
            | Self::Place(identity)
            | Self::Organisation(identity)
            | Self::Name(identity)
            | Self::Term(identity) => Some(identity),
            _ => None,
        }
    }

    /// Where it leads, for a reference.
    pub fn target(&self) -> Option<&Target> {
        match self {
            Self::Reference(target) => target.known(),
            _ => None,
        }
    }

    /// The values that the kind carries and that are known, by name, the most telling first.
    pub fn properties(&self) -> Vec<(Property, String)> {
        let label = |note: &Note| (Property::Label, note.label.clone());
        let properties = match self {
            Self::HandShift { medium } => vec![(Property::Medium, medium.clone())],
            Self::Gap(cause) => vec![(Property::File, cause.file().map(str::to_owned))],
            Self::Note(note)
            | Self::SourceNote(note)
            | Self::TranslatorsNote(note)
            | Self::EditorsNote(note)
            | Self::OwnNote(note)
            | Self::HandwrittenNote(note) => vec![label(note)],
            Self::OrphanReference { label } => vec![(Property::Label, label.clone())],
            Self::Comment { about, note } => vec![(Property::About, about.clone()), label(note)],
            Self::Lemma(witnesses) | Self::Reading(witnesses) => {
                vec![(
                    Property::Witnesses,
                    witnesses.known().map(ToString::to_string),
                )]
            }
            Self::PageBreak(number) | Self::ColumnBreak(number) | Self::LineBreak(number) => {
                vec![(Property::Number, number.as_printed().map(str::to_owned))]
            }
            Self::Milestone { unit, number } => vec![
                (Property::Number, number.as_printed().map(str::to_owned)),
                (Property::Unit, unit.clone()),
            ],
            Self::Graphic { source } => vec![(Property::Source, source.clone())],
            Self::Glyph { name } => vec![(Property::Glyph, name.clone())],
            Self::Person(identity)
            | Self::Place(identity)
            | Self::Organisation(identity)
            | Self::Name(identity)
            | Self::Term(identity) => {
                vec![(
                    Property::Identity,
                    identity.known().map(ToString::to_string),
                )]
            }
            Self::Date { when } => vec![(Property::Date, when.as_ref().map(ToString::to_string))],
            Self::Reference(target) => {
                vec![(Property::Target, target.known().map(ToString::to_string))]
            }
            Self::Foreign { language } => vec![(Property::Language, language.clone())],
            Self::Ruby { pronunciation } => vec![(Property::Pronunciation, pronunciation.clone())],
            _ => Vec::new(),
        };
        let known = |(property, value): (Property, Option<String>)| Some((property, value?));
        properties.into_iter().filter_map(known).collect()
    }

    /// The value of one property, if the kind carries it and it is known.
    pub fn property(&self, wanted: Property) -> Option<String> {
        let properties = self.properties();
        (properties.into_iter()).find_map(|(property, value)| (property == wanted).then_some(value))
    }

    /// Takes in the value of a property, if the kind carries it and the value is of its form.
    pub fn set(&mut self, property: Property, value: String) -> Taken {
        if property == Property::Label
            && let Some(note) = self.note_mut()
        {
            note.label = Some(value);
            return Taken::In;
        }
        match (property, self) {
            (Property::Label, Self::OrphanReference { label: slot })
            | (Property::Unit, Self::Milestone { unit: slot, .. })
            | (Property::Source, Self::Graphic { source: slot })
            | (Property::Glyph, Self::Glyph { name: slot })
            | (Property::Medium, Self::HandShift { medium: slot })
            | (Property::About, Self::Comment { about: slot, .. })
            | (Property::Language, Self::Foreign { language: slot })
            | (
                Property::Pronunciation,
                Self::Ruby {
                    pronunciation: slot,
                },
            ) => *slot = Some(value),
            (
                Property::Number,
                Self::PageBreak(number)
                | Self::ColumnBreak(number)
                | Self::LineBreak(number)
                | Self::Milestone { number, .. },
            ) => *number = Number::printed(value),
            (Property::Witnesses, Self::Lemma(witnesses) | Self::Reading(witnesses)) => {
                *witnesses = Witnesses::read(&value);
            }
            (
                Property::Identity,
                Self::Person(identity)
                | Self::Place(identity)
                | Self::Organisation(identity)
                | Self::Name(identity)
                | Self::Term(identity),
            ) => *identity = Identity::read(&value),
            (Property::Target, Self::Reference(target)) => *target = Target::read(&value),
            (Property::File, Self::Gap(cause)) => *cause = Cause::MissingFile(value),
            (Property::Date, Self::Date { when }) => match value.parse() {
                Ok(date) => *when = Some(date),
                Err(malformed) => return Taken::Malformed(malformed),
            },
            _ => return Taken::NotCarried,
        }
        Taken::In
    }
}

impl From<Kind> for Content {
    fn from(kind: Kind) -> Self {
        Self::new(kind)
    }
}

impl Kind {
    /// The properties that annotations of this kind may carry, the most telling first.
    pub fn properties(self) -> impl Iterator<Item = Property> {
        let mut content = Content::new(self);
        for property in Property::iter() {
            content.set(property, property.example());
        }
        let carried = content.properties().into_iter();
        carried.map(|(property, _)| property)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_content() {
        for kind in Kind::iter() {
            assert_eq!(Content::new(kind).kind(), kind);
            assert_eq!(Content::new(kind).properties(), []);
        }
    }

    #[test]
    fn a_date_that_is_none_is_not_taken_in() {
        let mut content = Content::new(Kind::Date);
        let taken = content.set(Property::Date, "11 November".to_owned());
        assert!(matches!(taken, Taken::Malformed(_)), "{taken:?}");
        assert_eq!(content, Content::new(Kind::Date));
    }

    #[test]
    fn what_is_taken_in_is_given_out() {
        for kind in Kind::iter() {
            let mut content = Content::new(kind);
            let carried: Vec<Property> = kind.properties().collect();
            for property in Property::iter() {
                let value = property.example();
                let taken = content.set(property, value.clone());
                let is_carried = carried.contains(&property);
                let expected = if is_carried {
                    Taken::In
                } else {
                    Taken::NotCarried
                };
                assert_eq!(taken, expected);
                assert_eq!(
                    content.property(property),
                    is_carried.then_some(value),
                    "{kind} {property}"
                );
            }
            assert_eq!(content.kind(), kind);
        }
    }
}
