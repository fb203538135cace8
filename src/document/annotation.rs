//! Annotations: what a hand or an editor did to, or says of, a stretch of the running text; and the layers they belong to.
//!
//! A new kind of annotation is one variant of [`Kind`] and one arm in [`Kind::layer`]; if it adds or removes text, one in
//! [`Kind::text_effect`] as well.

use strum::{Display, EnumCount, EnumIter, EnumMessage, EnumString, IntoStaticStr};

use super::ids::{FlowId, GroupId, HandId};
use super::span::Span;

/// A hand: who wrote, or with what (TEI `handNote`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hand {
    /// The hand's name: "Stalin", "red pencil"; "handwritten" when the source does not name it.
    pub name: String,
    /// The source's key for it (TEI `xml:id`), if it has one.
    pub key: Option<String>,
    /// What else the source says of it.
    pub description: Option<String>,
}

/// How sure the editor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Certainty {
    /// Sure.
    High,
    /// Fairly sure.
    Medium,
    /// Doubtful.
    Low,
}

/// The signs that stood round the stretch in the source: `[handwritten: ` and `]`. Shown when a layer is shown inline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// What stood before it.
    pub before: String,
    /// What stood after it.
    pub after: String,
}

/// Something done to, or said about, a stretch of the running text.
///
/// Invariant: the span lies on character boundaries; it may be empty (a note's anchor, a gap, a page break).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The stretch of the buffer.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Who wrote it, for what a hand did.
    pub hand: Option<HandId>,
    /// Who says so, as the source names the editor.
    pub responsibility: Option<String>,
    /// Where on the page it stands: "above", "margin left" (TEI `place`, its synonyms folded).
    pub placement: Option<String>,
    /// How sure the editor is.
    pub certainty: Option<Certainty>,
    /// Why: "illegible", "not declassified", "struck".
    pub reason: Option<String>,
    /// How much: "3 lines", "2 characters".
    pub extent: Option<String>,
    /// The mark of a note's reference as printed: `1`, `*`.
    pub label: Option<String>,
    /// What the kind alone does not say: a page's number, a reading's witnesses, a date in EDTF, who a person is, the
    /// target of a reference, what an identification says.
    pub detail: Option<String>,
    /// The body, for a note.
    pub body: Option<FlowId>,
    /// The alternatives it is one of.
    pub group: Option<GroupId>,
    /// The signs that stood round it in the source.
    pub printed: Option<Printed>,
}

impl Annotation {
    /// An annotation of which nothing is known but its kind.
    pub fn new(kind: Kind, span: Span) -> Self {
        Self {
            span,
            kind,
            hand: None,
            responsibility: None,
            placement: None,
            certainty: None,
            reason: None,
            extent: None,
            label: None,
            detail: None,
            body: None,
            group: None,
            printed: None,
        }
    }

    /// The same, with the signs that stood round it.
    #[must_use]
    pub fn printed(mut self, before: impl Into<String>, after: impl Into<String>) -> Self {
        self.printed = Some(Printed {
            before: before.into(),
            after: after.into(),
        });
        self
    }

    /// The layer it belongs to; none for what belongs to the text itself.
    pub fn layer(&self) -> Option<Layer> {
        self.kind.layer()
    }
}

/// A family of annotations that the reader switches as one.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumCount,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Layer {
    /// Additions, deletions, substitutions and inscriptions by a hand
    Handwriting,
    /// Words put in by the editor or translator
    Supplied,
    /// Unclear readings, gaps, illegible, withheld or redacted text
    Uncertain,
    /// Footnotes, source notes, translator’s and editor’s notes
    Notes,
    /// Corrected, regularised and expanded spellings
    Regularised,
    /// Apparatus: what the witnesses read
    Variants,
    /// Stamps, letterheads, pre-printed text, classification
    Form,
    /// Page, column and line numbers
    Breaks,
    /// Persons, places, terms
    Names,
    /// Commentary from a file of notes beside the document
    Commentary,
    /// The reader’s own notes
    Own,
}

impl Layer {
    /// The letter that stands for the layer: on its key and in the margin.
    pub fn letter(self) -> char {
        match self {
            Self::Handwriting => 'h',
            Self::Supplied => 's',
            Self::Uncertain => 'u',
            Self::Notes => 'n',
            Self::Regularised => 'r',
            Self::Variants => 'v',
            Self::Form => 'f',
            Self::Breaks => 'b',
            Self::Names => 'p',
            Self::Commentary => 'c',
            Self::Own => 'o',
        }
    }
}

/// What an annotation does to the text that it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEffect {
    /// The covered text is there only because of it: an addition, a supplied word.
    Adds,
    /// The covered text has been taken out by it: a deletion, a spelling that is corrected beside it.
    Removes,
    /// The covered text stands with it and without it.
    Marks,
}

/// What an annotation is. Named as TEI names it where TEI does.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    // Handwriting.
    /// added by hand
    Addition,
    /// deleted
    Deletion,
    /// handwriting standing by itself
    Inscription,
    /// signature
    Signature,
    /// written over again
    Retrace,
    /// restored after deletion
    Restoration,
    /// highlighted or underlined by hand
    Highlight,
    /// handwriting whose extent the source does not give
    Handwriting,
    // Supplied.
    /// supplied
    Supplied,
    /// who or what this is
    Identification,
    /// name or abbreviation completed
    Completion,
    /// wording of the original
    OriginalWording,
    // Uncertain.
    /// doubtful reading
    Unclear,
    /// lost or illegible
    Gap,
    /// withheld
    Withheld,
    /// left out
    Omission,
    /// damaged
    Damage,
    // Notes.
    /// note
    Note,
    /// source note
    SourceNote,
    /// translator’s note
    TranslatorsNote,
    /// editor’s note
    EditorsNote,
    /// reference to a note that is not there
    OrphanReference,
    // Regularised.
    /// so in the source
    Sic,
    /// corrected
    Correction,
    /// original spelling
    Original,
    /// regularised
    Regularised,
    /// abbreviation
    Abbreviation,
    /// expanded
    Expansion,
    /// superfluous in the source
    Surplus,
    // Variants.
    /// the text adopted
    Lemma,
    /// reading of other witnesses
    Reading,
    // Form.
    /// stamp
    Stamp,
    /// letterhead
    Letterhead,
    /// pre-printed
    Preprinted,
    /// classification
    Classification,
    /// line of transmission
    Transmission,
    /// running head or foot
    FormWork,
    // Breaks.
    /// page
    PageBreak,
    /// column
    ColumnBreak,
    /// line
    LineBreak,
    /// milestone
    Milestone,
    // Names.
    /// person
    Person,
    /// place
    Place,
    /// organisation
    Organisation,
    /// name
    Name,
    /// date
    Date,
    /// term
    Term,
    // Commentary and own notes.
    /// comment
    Comment,
    /// own note
    OwnNote,
    // The text itself: never switched off.
    /// quotation
    Quotation,
    /// reference
    Reference,
    /// foreign words
    Foreign,
    /// italic
    Italic,
    /// bold
    Bold,
    /// underlined
    Underlined,
    /// small capitals
    SmallCapitals,
    /// letter-spaced
    Spaced,
    /// superscript
    Superscript,
    /// subscript
    Subscript,
    /// ruby
    Ruby,
}

impl Kind {
    /// The layer that switches it; none for what belongs to the text itself.
    pub fn layer(self) -> Option<Layer> {
        Some(match self {
            Self::Addition
            | Self::Deletion
            | Self::Inscription
            | Self::Signature
            | Self::Retrace
            | Self::Restoration
            | Self::Highlight
            | Self::Handwriting => Layer::Handwriting,
            Self::Supplied | Self::Identification | Self::Completion | Self::OriginalWording => {
                Layer::Supplied
            }
            Self::Unclear | Self::Gap | Self::Withheld | Self::Omission | Self::Damage => {
                Layer::Uncertain
            }
            Self::Note
            | Self::SourceNote
            | Self::TranslatorsNote
            | Self::EditorsNote
            | Self::OrphanReference => Layer::Notes,
            Self::Sic
            | Self::Correction
            | Self::Original
            | Self::Regularised
            | Self::Abbreviation
            | Self::Expansion
            | Self::Surplus => Layer::Regularised,
            Self::Lemma | Self::Reading => Layer::Variants,
            Self::Stamp
            | Self::Letterhead
            | Self::Preprinted
            | Self::Classification
            | Self::Transmission
            | Self::FormWork => Layer::Form,
            Self::PageBreak | Self::ColumnBreak | Self::LineBreak | Self::Milestone => {
                Layer::Breaks
            }
            Self::Person
            | Self::Place
            | Self::Organisation
            | Self::Name
            | Self::Date
            | Self::Term => Layer::Names,
            Self::Comment => Layer::Commentary,
            Self::OwnNote => Layer::Own,
            Self::Quotation
            | Self::Reference
            | Self::Foreign
            | Self::Italic
            | Self::Bold
            | Self::Underlined
            | Self::SmallCapitals
            | Self::Spaced
            | Self::Superscript
            | Self::Subscript
            | Self::Ruby => return None,
        })
    }

    /// What it does to the text that it covers. `Sic`, `Original`, `Abbreviation` and their counterparts `Correction`,
    /// `Regularised`, `Expansion` count only beside each other in their group; alone they mark. So does a `Reading`
    /// without a `Lemma`.
    pub fn text_effect(self) -> TextEffect {
        match self {
            Self::Addition
            | Self::Inscription
            | Self::Restoration
            | Self::Supplied
            | Self::Identification
            | Self::Completion
            | Self::OriginalWording
            | Self::Correction
            | Self::Regularised
            | Self::Expansion
            | Self::Stamp => TextEffect::Adds,
            Self::Deletion
            | Self::Sic
            | Self::Original
            | Self::Abbreviation
            | Self::Surplus
            | Self::Reading => TextEffect::Removes,
            _ => TextEffect::Marks,
        }
    }

    /// Whether its body is text about the text.
    pub fn is_note(self) -> bool {
        matches!(
            self,
            Self::Note
                | Self::SourceNote
                | Self::TranslatorsNote
                | Self::EditorsNote
                | Self::Comment
                | Self::OwnNote
        )
    }
}
