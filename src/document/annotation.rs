//! Annotations: what a hand or an editor did to, or says of, a stretch of the running text.
//!
//! What belongs to one kind only is in [`Content`]; here is what an annotation of any kind may have. Knows nothing of how
//! annotations are shown.

use strum::{Display, EnumString, IntoStaticStr};

use super::content::{Content, Kind, Property, Taken};
use super::extent::{Extent, Unit};
use super::ids::{FlowId, GroupId, HandId};
use super::layer::Layer;
use super::payload::Cause;
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

/// Who answers for an annotation, and how surely.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Who wrote it, for what a hand did.
    pub hand: Option<HandId>,
    /// Who says so, as the source names the editor.
    pub responsibility: Option<String>,
    /// How sure the editor is.
    pub certainty: Option<Certainty>,
}

/// Something done to, or said about, a stretch of the running text.
///
/// Invariant: the span lies on character boundaries; it may be empty (a note's anchor, a gap, a page break).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The stretch of the buffer.
    pub span: Span,
    /// What it is, with what belongs to its kind.
    pub content: Content,
    /// Who wrote it, who says so, how surely.
    pub by: Attribution,
    /// Where on the page it stands: "above", "margin left" (TEI `place`, its synonyms folded).
    pub placement: Option<String>,
    /// Why, in the source's words: "illegible", "not declassified", "struck" (TEI `reason`). See [`Annotation::give_reason`].
    pub reason: Option<String>,
    /// How much (TEI `att.dimensions`, which any editorial mark may have).
    pub extent: Option<Extent>,
    /// What else the source says of it, in its words: "entered by hand, too faint to read".
    pub remark: Option<String>,
    /// The alternatives it is one of.
    pub group: Option<GroupId>,
    /// The signs that stood round it in the source.
    pub printed: Option<Printed>,
}

impl Annotation {
    /// An annotation of which nothing is known but what it is.
    pub fn new(content: impl Into<Content>, span: Span) -> Self {
        Self {
            span,
            content: content.into(),
            by: Attribution::default(),
            placement: None,
            reason: None,
            extent: None,
            remark: None,
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

    /// The same, with a property of its kind. A property that the kind does not carry is not taken in.
    #[must_use]
    pub fn with(mut self, property: Property, value: impl Into<String>) -> Self {
        self.content.set(property, value.into());
        self
    }

    /// What kind it is.
    pub fn kind(&self) -> Kind {
        self.content.kind()
    }

    /// The layer it belongs to; none for what belongs to the text itself.
    pub fn layer(&self) -> Option<Layer> {
        self.kind().layer()
    }

    /// The mark of a note's reference as printed: `1`, `*`.
    pub fn label(&self) -> Option<&str> {
        match &self.content {
            Content::OrphanReference { label } => label.as_deref(),
            content => content.note()?.label.as_deref(),
        }
    }

    /// The body, for a note.
    pub fn body(&self) -> Option<FlowId> {
        self.content.note()?.body
    }

    /// Gives a note its body; whether it is a note.
    pub fn set_body(&mut self, body: FlowId) -> bool {
        let note = self.content.note_mut();
        note.map(|note| note.body = Some(body)).is_some()
    }

    /// Whether it is a note that the edition or the document itself has, unlike a comment or a note of the reader's own.
    pub fn is_edition_note(&self) -> bool {
        let is_beside = matches!(self.layer(), Some(Layer::Commentary | Layer::Own));
        self.kind().is_note() && !is_beside
    }

    /// Whether it is a blank of a few characters or words, which is no more than a blank: not lines, pages or centimetres.
    pub fn is_short_blank(&self) -> bool {
        /// A wider blank is left for something, as a name to be put in later.
        const MOST: f64 = 10.0;
        let is_short = |extent: &Extent| {
            let is_narrow = extent.most().is_none_or(|most| most.value() <= MOST);
            let is_of_text = matches!(extent.unit(), None | Some(Unit::Character | Unit::Word));
            let is_counted = extent.most().is_some() || extent.unit().is_some();
            is_narrow && is_of_text && is_counted
        };
        self.kind() == Kind::Space
            && self
                .extent
                .as_ref()
                .map_or(self.printed.is_none(), is_short)
    }

    /// Takes in why the text is as it is, and for a gap the cause that follows from it.
    pub fn give_reason(&mut self, reason: impl Into<String>) {
        let reason = reason.into();
        if let Content::Gap(cause) = &mut self.content
            && *cause == Cause::Unknown
        {
            *cause = Cause::of(&reason);
        }
        self.reason = Some(reason);
    }

    /// Takes in what a source says of it without naming what it says: the kind's main property where it has one, else a remark.
    pub fn say(&mut self, words: impl Into<String>) {
        let words = words.into();
        let property = self.kind().traits().main_property;
        let taken = property.map(|property| self.content.set(property, words.clone()));
        if taken != Some(Taken::In) {
            self.remark = Some(words);
        }
    }

    /// What it says beyond its kind, in words: a property of its kind other than a note's label or a milestone's unit, else the
    /// remark.
    pub fn said(&self) -> Option<String> {
        let properties = self.content.properties().into_iter();
        let mut telling = properties
            .filter(|(property, _)| !matches!(property, Property::Label | Property::Unit));
        telling
            .next()
            .map(|(_, value)| value)
            .or_else(|| self.remark.clone())
    }
}
