//! Views: which layers are shown and how, and what text is visible then.
//!
//! A [`View`] is a setting for every layer; [`View::visible`] turns a block of a document into the pieces that are shown.
//! Knows nothing of widths, colours or screens.
//!
//! ```
//! use manicule::document::FlowId;
//! use manicule::source::{self, Alone};
//! use manicule::view::{NamedView, View};
//!
//! let reading = source::read("letter.txt", b"Come [soon].".to_vec(), &Alone)?;
//! let document = &reading.documents[0];
//! let block = document.flow_blocks(FlowId::MAIN).next().expect("it has a paragraph");
//! let shown = |view: NamedView| -> String {
//!     let pieces = View::from(view).visible(document, block);
//!     pieces.iter().map(|piece| piece.text(document)).collect()
//! };
//! assert_eq!(shown(NamedView::Reading), "Come soon.");
//! assert_eq!(shown(NamedView::AsWritten), "Come.");
//! # Ok::<(), manicule::source::NotText>(())
//! ```

mod close_up;
mod effect;
mod marks;
mod references;
mod speaks;
mod visible;

pub(crate) use marks::shift;
pub use speaks::{speaks, takes_a_line};
pub use visible::{DEEPEST, Matter, Piece};

use strum::{Display, EnumCount, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::document::{Annotation, Layer};

/// How a layer is shown.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Showing {
    /// The text is styled; the explanation stands in the margin beside its line.
    #[default]
    Margin,
    /// Marks stand in the text, as the source printed them or in Leiden signs.
    Inline,
    /// What the layer did to the text stands, unmarked: additions in, deletions out, as an editor who corrects silently.
    Silent,
    /// As if the layer had never been: additions out, deletions back in, no mark and no note.
    Off,
}

/// The signs used where a layer is shown inline.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Notation {
    /// As the source printed them; `[handwritten: …]` and the like where it had none.
    #[default]
    Printed,
    /// The Leiden signs of epigraphy and papyrology: `⟦…⟧`, `[…]`, `(…)`, `⟨…⟩`.
    Leiden,
}

/// A setting of every layer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct View {
    showings: [Showing; Layer::COUNT],
    /// The signs for layers shown inline.
    pub notation: Notation,
    /// Whether what is shown has no styles: a file, what is copied. What only a style would tell is then told by signs:
    /// deleted words stand in brackets beside those that replace them.
    pub is_plain: bool,
    /// Whose signs stand in the text, raised, where notes beside it speak of it.
    pub signs: Signs,
}

/// Whose signs stand in the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Signs {
    /// Nobody's: the bare text.
    #[default]
    Nobodys,
    /// Those of the notes that take a line of the margin.
    OfLines,
    /// Those of all that has something to say.
    All,
}

/// A named view: a setting of all layers at once.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum NamedView {
    /// All in the margin, names left alone.
    #[default]
    Annotated,
    /// Clean text, no marks: additions in, deletions out, supplied words, corrections and expansions in.
    Reading,
    /// As its writer left it: additions in, deletions out, the editor’s words out, original spellings.
    AsWritten,
    /// Before any hand touched it: additions out, deletions back in.
    AsFirstWritten,
    /// Everything inline, as the edition prints it.
    AsEdited,
}

impl NamedView {
    /// The next of the named views, round to the first.
    #[must_use]
    pub fn next(self) -> Self {
        let mut views = Self::iter().cycle().skip_while(|&view| view != self);
        views.nth(1).unwrap_or_default()
    }

    /// The name as people read it: "as first written".
    pub fn title(self) -> String {
        self.to_string().replace('-', " ")
    }

    fn showing(self, layer: Layer) -> Showing {
        use Showing::{Inline, Margin, Off, Silent};
        match self {
            // Names are too many to be marked unasked.
            Self::Annotated if layer == Layer::Names => Silent,
            Self::Annotated => Margin,
            Self::AsEdited if matches!(layer, Layer::Names | Layer::Commentary | Layer::Own) => Off,
            Self::AsEdited => Inline,
            _ if !layer.changes_text() => Off,
            Self::AsWritten if matches!(layer, Layer::Supplied | Layer::Regularised) => Off,
            Self::AsFirstWritten
                if matches!(
                    layer,
                    Layer::Supplied | Layer::Regularised | Layer::Handwriting
                ) =>
            {
                Off
            }
            Self::Reading | Self::AsWritten | Self::AsFirstWritten => Silent,
        }
    }
}

impl Default for View {
    fn default() -> Self {
        NamedView::default().into()
    }
}

impl From<NamedView> for View {
    fn from(named: NamedView) -> Self {
        let mut view = Self {
            showings: [Showing::Off; Layer::COUNT],
            notation: Notation::default(),
            is_plain: false,
            signs: Signs::default(),
        };
        for layer in Layer::iter() {
            view.showings[layer as usize] = named.showing(layer);
        }
        view
    }
}

impl View {
    /// How a layer is shown.
    pub fn showing(&self, layer: Layer) -> Showing {
        self.showings[layer as usize]
    }

    /// Shows a layer in another way.
    pub fn show(&mut self, layer: Layer, showing: Showing) {
        self.showings[layer as usize] = showing;
    }

    /// The same with nothing marked: what it shows of the text, and no signs.
    #[must_use]
    pub fn unmarked(&self) -> Self {
        let mut view = self.clone();
        for showing in &mut view.showings {
            if matches!(showing, Showing::Margin | Showing::Inline) {
                *showing = Showing::Silent;
            }
        }
        view
    }

    /// How an annotation is shown. What belongs to the text itself is always styled.
    pub fn showing_of(&self, annotation: &Annotation) -> Showing {
        annotation
            .layer()
            .map_or(Showing::Margin, |layer| self.showing(layer))
    }

    /// Whether an annotation shows: by a style, a mark or a note. Nothing shows of a layer that is silent or off.
    pub fn is_shown(&self, annotation: &Annotation) -> bool {
        matches!(
            self.showing_of(annotation),
            Showing::Margin | Showing::Inline
        )
    }

    /// The named view that this is, if its layers stand as in one.
    pub fn named(&self) -> Option<NamedView> {
        NamedView::iter().find(|&named| Self::from(named).showings == self.showings)
    }
}
