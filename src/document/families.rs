//! What the kinds of one family have in common: where the rows of the table of kinds begin from.

use super::content::{Kind, Property};
use super::layer::Layer;
use super::traits::{Around, At, Leiden, Look, Margin, Quiet, Speaks, TextEffect, Traits};

/// What belongs to the text itself.
pub(super) const TEXT: Traits = Traits {
    kind: Kind::Quotation,
    name: "",
    layer: None,
    effect: TextEffect::Marks,
    look: Look::Plain,
    margin: Margin::Name,
    speaks: Speaks::Never,
    around: Around::Nothing,
    at: At::Nothing,
    leiden: Leiden::Nothing,
    quiet: Quiet::Nothing,
    main_property: None,
    is_note: false,
};

/// What a hand did.
pub(super) const HANDWRITING: Traits = Traits {
    layer: Some(Layer::Handwriting),
    look: Look::Handwriting,
    speaks: Speaks::WhereShown,
    quiet: Quiet::Place,
    ..TEXT
};

/// What the editor put in.
pub(super) const SUPPLIED: Traits = Traits {
    layer: Some(Layer::Supplied),
    effect: TextEffect::Adds,
    look: Look::Editorial,
    speaks: Speaks::WhereShown,
    around: Around::Signs("[", "]"),
    ..TEXT
};

/// What is doubtful or missing.
pub(super) const UNCERTAIN: Traits = Traits {
    layer: Some(Layer::Uncertain),
    look: Look::Questioned,
    speaks: Speaks::WhereShown,
    ..TEXT
};

/// Notes of the edition.
pub(super) const NOTES: Traits = Traits {
    layer: Some(Layer::Notes),
    margin: Margin::NamedBody,
    speaks: Speaks::WhereShown,
    at: At::Figure,
    is_note: true,
    ..TEXT
};

/// Spellings.
pub(super) const REGULARISED: Traits = Traits {
    layer: Some(Layer::Regularised),
    look: Look::Questioned,
    margin: Margin::Spelling {
        alone: None,
        from: "in the source",
    },
    speaks: Speaks::WhereShown,
    around: Around::Version,
    ..TEXT
};

/// What the witnesses read.
pub(super) const VARIANTS: Traits = Traits {
    layer: Some(Layer::Variants),
    look: Look::Questioned,
    margin: Margin::Readings,
    speaks: Speaks::WhereShown,
    around: Around::Witnesses,
    at: At::Witnesses,
    main_property: Some(Property::Witnesses),
    ..TEXT
};

/// What is on the paper beside the text.
pub(super) const FORM: Traits = Traits {
    layer: Some(Layer::Form),
    speaks: Speaks::WhereShown,
    ..TEXT
};

/// Where the source breaks.
pub(super) const BREAKS: Traits = Traits {
    layer: Some(Layer::Breaks),
    look: Look::Break,
    margin: Margin::Said,
    speaks: Speaks::WhereShown,
    at: At::Said,
    quiet: Quiet::Break,
    ..TEXT
};

/// Names.
pub(super) const NAMES: Traits = Traits {
    layer: Some(Layer::Names),
    margin: Margin::Said,
    speaks: Speaks::WithIdentity,
    main_property: Some(Property::Identity),
    ..TEXT
};

/// Notes that stand beside the document.
pub(super) const COMMENTARY: Traits = Traits {
    layer: Some(Layer::Commentary),
    margin: Margin::Body,
    speaks: Speaks::WhereShown,
    at: At::Figure,
    is_note: true,
    ..TEXT
};
