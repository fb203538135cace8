//! The table of kinds: what each kind of annotation means, a row each.
//!
//! A new kind is a row here, in the order of [`Content`](super::Content)'s variants; the compiler asks for it.

use strum::EnumCount;

use super::content::{Kind, Property};
use super::families::{
    BREAKS, COMMENTARY, FORM, HANDWRITING, NAMES, NOTES, REGULARISED, SUPPLIED, TEXT, UNCERTAIN,
    VARIANTS,
};
use super::layer::Layer;
use super::traits::{Around, At, Leiden, Look, Margin, Quiet, Speaks, TextEffect, Traits};

impl Kind {
    /// All that is said of the kind.
    pub fn traits(self) -> &'static Traits {
        &KINDS[self as usize]
    }

    /// The layer that switches it; none for what belongs to the text itself.
    pub fn layer(self) -> Option<Layer> {
        self.traits().layer
    }

    /// Whether its body is text about the text.
    pub fn is_note(self) -> bool {
        self.traits().is_note
    }
}

/// Every kind, in the order of the kinds.
pub(super) const KINDS: [Traits; Kind::COUNT] = [
    Traits {
        kind: Kind::Addition,
        name: "added by hand",
        effect: TextEffect::Adds,
        margin: Margin::Exchange("added"),
        leiden: Leiden::Around("`", "´"),
        around: Around::Hand,
        at: At::Hand,
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Deletion,
        name: "deleted",
        effect: TextEffect::Removes,
        look: Look::Deletion,
        margin: Margin::Exchange("deleted"),
        speaks: Speaks::UnlessReplaced,
        leiden: Leiden::Around("⟦", "⟧"),
        around: Around::Label("deleted"),
        at: At::Word("deleted"),
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Inscription,
        name: "handwriting standing by itself",
        effect: TextEffect::Adds,
        margin: Margin::Done("handwritten", "handwritten"),
        leiden: Leiden::Around("`", "´"),
        around: Around::Hand,
        at: At::Hand,
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Signature,
        name: "signature",
        margin: Margin::Done("signed", "signature"),
        around: Around::Label("signature"),
        at: At::Word("signature"),
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Retrace,
        name: "written over again",
        margin: Margin::Done("written over again", "written over again"),
        leiden: Leiden::Around("«", "»"),
        around: Around::Label("rewritten"),
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Restoration,
        name: "restored after deletion",
        margin: Margin::Done("restored after deletion", "restored after deletion"),
        around: Around::Label("restored"),
        quiet: Quiet::Nothing,
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Highlight,
        name: "highlighted or underlined by hand",
        look: Look::Highlight,
        margin: Margin::Done("highlighted", "highlighted"),
        around: Around::Label("highlighted"),
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Handwriting,
        name: "handwriting whose extent the source does not give",
        margin: Margin::Done("handwritten", "handwriting; how far it goes is not said"),
        around: Around::Hand,
        at: At::Hand,
        ..HANDWRITING
    },
    Traits {
        kind: Kind::HandShift,
        name: "another hand begins",
        margin: Margin::Shift,
        at: At::Shift,
        main_property: Some(Property::Medium),
        ..HANDWRITING
    },
    Traits {
        kind: Kind::Metamark,
        name: "sign for the reader of the document",
        effect: TextEffect::Beside,
        margin: Margin::Called("sign"),
        around: Around::Label("sign"),
        at: At::Said,
        ..HANDWRITING
    },
    Traits {
        kind: Kind::HandwrittenNote,
        name: "note by hand",
        layer: Some(Layer::Handwriting),
        margin: Margin::Body,
        around: Around::Hand,
        ..NOTES
    },
    Traits {
        kind: Kind::Supplied,
        name: "supplied",
        margin: Margin::Quoted("supplied"),
        leiden: Leiden::Supplied,
        ..SUPPLIED
    },
    Traits {
        kind: Kind::Identification,
        name: "who or what this is",
        margin: Margin::Explained,
        ..SUPPLIED
    },
    Traits {
        kind: Kind::Completion,
        name: "name or abbreviation completed",
        margin: Margin::Quoted("completed by the editor"),
        leiden: Leiden::Around("(", ")"),
        ..SUPPLIED
    },
    Traits {
        kind: Kind::OriginalWording,
        name: "wording of the original",
        margin: Margin::Explained,
        ..SUPPLIED
    },
    Traits {
        kind: Kind::Unclear,
        name: "doubtful reading",
        effect: TextEffect::Rivals,
        margin: Margin::Doubt,
        around: Around::Signs("?", "?"),
        leiden: Leiden::Dotted,
        ..UNCERTAIN
    },
    Traits {
        kind: Kind::Gap,
        name: "missing",
        margin: Margin::Loss("missing"),
        at: At::Loss("missing"),
        leiden: Leiden::Loss,
        quiet: Quiet::Loss,
        ..UNCERTAIN
    },
    Traits {
        kind: Kind::Withheld,
        name: "withheld",
        margin: Margin::Loss("withheld"),
        at: At::Loss("withheld"),
        leiden: Leiden::Loss,
        quiet: Quiet::Loss,
        ..UNCERTAIN
    },
    Traits {
        kind: Kind::Omission,
        name: "left out",
        margin: Margin::Loss("left out"),
        at: At::LeftOut,
        quiet: Quiet::Ellipsis,
        ..UNCERTAIN
    },
    Traits {
        kind: Kind::Space,
        name: "blank in the source",
        margin: Margin::Loss("blank"),
        at: At::Loss("blank"),
        speaks: Speaks::UnlessShort,
        leiden: Leiden::Vacat,
        quiet: Quiet::Blank,
        ..UNCERTAIN
    },
    Traits {
        kind: Kind::Damage,
        name: "damaged",
        margin: Margin::Loss("damaged"),
        around: Around::Label("damaged"),
        at: At::Loss("damaged"),
        quiet: Quiet::Loss,
        ..UNCERTAIN
    },
    Traits {
        kind: Kind::Note,
        name: "note",
        margin: Margin::Body,
        ..NOTES
    },
    Traits {
        kind: Kind::SourceNote,
        name: "source note",
        ..NOTES
    },
    Traits {
        kind: Kind::TranslatorsNote,
        name: "translator’s note",
        ..NOTES
    },
    Traits {
        kind: Kind::EditorsNote,
        name: "editor’s note",
        ..NOTES
    },
    Traits {
        kind: Kind::OrphanReference,
        name: "reference to a note that is not there",
        is_note: false,
        margin: Margin::Words("the note is not in the source"),
        ..NOTES
    },
    Traits {
        kind: Kind::Sic,
        name: "so in the source",
        effect: TextEffect::Replaced,
        margin: Margin::Spelling {
            alone: Some("so in the source"),
            from: "in the source",
        },
        around: Around::Sic,
        ..REGULARISED
    },
    Traits {
        kind: Kind::Correction,
        name: "corrected",
        effect: TextEffect::Replaces,
        leiden: Leiden::Around("⸢", "⸣"),
        ..REGULARISED
    },
    Traits {
        kind: Kind::Original,
        name: "original spelling",
        effect: TextEffect::Replaced,
        margin: Margin::Spelling {
            alone: Some("original spelling"),
            from: "in the source",
        },
        ..REGULARISED
    },
    Traits {
        kind: Kind::Regularised,
        name: "regularised",
        effect: TextEffect::Replaces,
        ..REGULARISED
    },
    Traits {
        kind: Kind::Abbreviation,
        name: "abbreviation",
        effect: TextEffect::Replaced,
        margin: Margin::Spelling {
            alone: Some("abbreviation"),
            from: "as written",
        },
        ..REGULARISED
    },
    Traits {
        kind: Kind::Expansion,
        name: "expanded",
        effect: TextEffect::Replaces,
        margin: Margin::Spelling {
            alone: None,
            from: "as written",
        },
        leiden: Leiden::Around("(", ")"),
        ..REGULARISED
    },
    Traits {
        kind: Kind::Surplus,
        name: "superfluous in the source",
        effect: TextEffect::Removes,
        margin: Margin::Quoted("superfluous"),
        around: Around::Signs("{", "}"),
        leiden: Leiden::Around("{", "}"),
        ..REGULARISED
    },
    Traits {
        kind: Kind::Lemma,
        name: "the text adopted",
        speaks: Speaks::WithReadings,
        around: Around::Nothing,
        at: At::Nothing,
        ..VARIANTS
    },
    Traits {
        kind: Kind::Reading,
        name: "reading of other witnesses",
        effect: TextEffect::Varies,
        ..VARIANTS
    },
    Traits {
        kind: Kind::Stamp,
        name: "stamp",
        effect: TextEffect::Adds,
        look: Look::Form,
        around: Around::Label("stamp"),
        at: At::Word("stamp"),
        quiet: Quiet::Place,
        ..FORM
    },
    Traits {
        kind: Kind::Letterhead,
        name: "letterhead",
        look: Look::Form,
        around: Around::Label("letterhead"),
        at: At::Word("letterhead"),
        quiet: Quiet::Place,
        ..FORM
    },
    Traits {
        kind: Kind::Preprinted,
        name: "pre-printed",
        look: Look::Form,
        speaks: Speaks::WithRemark,
        around: Around::Label("printed"),
        ..FORM
    },
    Traits {
        kind: Kind::Classification,
        name: "classification",
        ..FORM
    },
    Traits {
        kind: Kind::Transmission,
        name: "line of transmission",
        speaks: Speaks::WithRemark,
        ..FORM
    },
    Traits {
        kind: Kind::FormWork,
        name: "running head or foot",
        effect: TextEffect::Beside,
        look: Look::Form,
        margin: Margin::Called("running head or foot"),
        speaks: Speaks::WithRemark,
        ..FORM
    },
    Traits {
        kind: Kind::PageBreak,
        name: "page",
        margin: Margin::Numbered("p.", "new page"),
        speaks: Speaks::WithNumber,
        at: At::Numbered("page"),
        leiden: Leiden::At("||"),
        main_property: Some(Property::Number),
        ..BREAKS
    },
    Traits {
        kind: Kind::ColumnBreak,
        name: "column",
        margin: Margin::Numbered("col.", "new column"),
        speaks: Speaks::WithNumber,
        at: At::Numbered("column"),
        leiden: Leiden::At("||"),
        main_property: Some(Property::Number),
        ..BREAKS
    },
    Traits {
        kind: Kind::LineBreak,
        name: "line",
        margin: Margin::Numbered("l.", "new line"),
        speaks: Speaks::EveryFifth,
        at: At::Line,
        leiden: Leiden::At("|"),
        quiet: Quiet::FifthBreak,
        main_property: Some(Property::Number),
        ..BREAKS
    },
    Traits {
        kind: Kind::Milestone,
        name: "milestone",
        main_property: Some(Property::Number),
        ..BREAKS
    },
    Traits {
        kind: Kind::Graphic,
        name: "picture",
        margin: Margin::Picture,
        at: At::Picture,
        main_property: Some(Property::Source),
        ..BREAKS
    },
    Traits {
        kind: Kind::Glyph,
        name: "character without a code",
        main_property: Some(Property::Glyph),
        ..BREAKS
    },
    Traits {
        kind: Kind::Person,
        name: "person",
        ..NAMES
    },
    Traits {
        kind: Kind::Place,
        name: "place",
        ..NAMES
    },
    Traits {
        kind: Kind::Organisation,
        name: "organisation",
        ..NAMES
    },
    Traits {
        kind: Kind::Name,
        name: "name",
        ..NAMES
    },
    Traits {
        kind: Kind::Date,
        name: "date",
        main_property: Some(Property::Date),
        ..NAMES
    },
    Traits {
        kind: Kind::Term,
        name: "term",
        ..NAMES
    },
    Traits {
        kind: Kind::Comment,
        name: "comment",
        margin: Margin::About,
        main_property: Some(Property::About),
        ..COMMENTARY
    },
    Traits {
        kind: Kind::OwnNote,
        name: "own note",
        layer: Some(Layer::Own),
        margin: Margin::About,
        speaks: Speaks::WithBody,
        ..COMMENTARY
    },
    Traits {
        kind: Kind::Quotation,
        name: "quotation",
        ..TEXT
    },
    Traits {
        kind: Kind::Reference,
        name: "reference",
        look: Look::Underlined,
        at: At::Target,
        quiet: Quiet::Target,
        main_property: Some(Property::Target),
        ..TEXT
    },
    Traits {
        kind: Kind::Foreign,
        name: "foreign words",
        look: Look::Italic,
        main_property: Some(Property::Language),
        ..TEXT
    },
    Traits {
        kind: Kind::Italic,
        name: "italic",
        look: Look::Italic,
        ..TEXT
    },
    Traits {
        kind: Kind::Bold,
        name: "bold",
        look: Look::Bold,
        ..TEXT
    },
    Traits {
        kind: Kind::Underlined,
        name: "underlined",
        look: Look::Underlined,
        ..TEXT
    },
    Traits {
        kind: Kind::SmallCapitals,
        name: "small capitals",
        ..TEXT
    },
    Traits {
        kind: Kind::Spaced,
        name: "letter-spaced",
        ..TEXT
    },
    Traits {
        kind: Kind::Superscript,
        name: "superscript",
        ..TEXT
    },
    Traits {
        kind: Kind::Subscript,
        name: "subscript",
        ..TEXT
    },
    Traits {
        kind: Kind::Ruby,
        name: "ruby",
        main_property: Some(Property::Pronunciation),
        ..TEXT
    },
];

// Each row stands at its kind's number.
const _: () = {
    let mut number = 0;
    while number < Kind::COUNT {
        assert!(KINDS[number].kind as usize == number);
        number += 1;
    }
};
