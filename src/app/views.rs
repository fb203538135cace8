//! Views, layers, measure and colours: what is shown and how.

use strum::IntoEnumIterator;

use super::layers::LayersPanel;
use super::{App, Overlay};
use crate::command::Command;
use crate::document::{Kind, Layer};
use crate::settings::Settings;
use crate::view::{NamedView, Notation, Showing, View};

/// How much wider or narrower the text column becomes at a time, in columns.
const STEP_OF_MEASURE: isize = 4;

/// A layer's name as people read it.
pub fn layer_title(layer: Layer) -> String {
    match layer {
        Layer::Own => "own notes".to_owned(),
        other => other.to_string(),
    }
}

impl App {
    pub(super) fn next_view(&mut self) {
        let next = self
            .view
            .named()
            .map_or_else(NamedView::default, NamedView::next);
        self.set_view(next);
    }

    pub(super) fn show_view(&mut self, command: Command) {
        let wanted = match command {
            Command::ViewReading => NamedView::Reading,
            Command::ViewAsWritten => NamedView::AsWritten,
            Command::ViewAsFirstWritten => NamedView::AsFirstWritten,
            Command::ViewAsEdited => NamedView::AsEdited,
            _ => NamedView::Annotated,
        };
        self.set_view(wanted);
    }

    fn set_view(&mut self, named: NamedView) {
        let notation = self.view.notation;
        self.view = View::from(named);
        self.view.notation = notation;
        self.say(format!("view: {}", named.title()));
    }

    /// Switches a layer off, or shows it again as the view that it belongs to shows it.
    pub(super) fn toggle_layer(&mut self, layer: Layer) {
        let showing = if self.view.showing(layer) == Showing::Off {
            Showing::Margin
        } else {
            Showing::Off
        };
        self.view.show(layer, showing);
        self.say_layer(layer);
    }

    /// Switches all layers off, or shows them all in the margin.
    pub(super) fn toggle_all(&mut self) {
        let plain = View::from(NamedView::Reading);
        let notation = self.view.notation;
        let is_plain = Layer::iter().all(|layer| self.view.showing(layer) == plain.showing(layer));
        self.view = View::from(if is_plain {
            NamedView::Annotated
        } else {
            NamedView::Reading
        });
        self.view.notation = notation;
        self.say(if is_plain {
            "all annotations shown"
        } else {
            "all annotations hidden"
        });
    }

    pub(super) fn toggle_notation(&mut self) {
        let (notation, text) = match self.view.notation {
            Notation::Printed => (Notation::Leiden, "signs in the text: Leiden"),
            Notation::Leiden => (Notation::Printed, "signs in the text: as printed"),
        };
        self.view.notation = notation;
        self.say(text);
    }

    pub(super) fn open_layers(&mut self) {
        self.overlay = Some(Overlay::Layers(LayersPanel::default()));
    }

    /// Shows the layer selected in the panel in the next of the ways of showing, or the one before.
    pub(super) fn step_showing(&mut self, by: isize) {
        let Some(Overlay::Layers(panel)) = &self.overlay else {
            return;
        };
        let layer = panel.layer();
        let ways: Vec<Showing> = Showing::iter().collect();
        let at = ways
            .iter()
            .position(|&way| way == self.view.showing(layer))
            .unwrap_or_default();
        let next = (at.cast_signed() + by)
            .rem_euclid(ways.len().cast_signed())
            .unsigned_abs();
        self.view.show(layer, ways[next]);
        self.say_layer(layer);
    }

    /// How many annotations of a layer the document has.
    pub fn count_of(&self, layer: Layer) -> usize {
        let annotations = self.document().map(crate::document::Document::annotations);
        (annotations.into_iter().flatten())
            .filter(|annotation| annotation.layer() == Some(layer))
            .count()
    }

    fn say_layer(&mut self, layer: Layer) {
        let has_any = self.document().is_some_and(|document| {
            let mut annotations = document.annotations().iter();
            annotations.any(|annotation| annotation.layer() == Some(layer))
        });
        let way = match self.view.showing(layer) {
            Showing::Margin => "in the margin",
            Showing::Inline => "in the text",
            Showing::Silent => "unmarked",
            Showing::Off => "off",
        };
        let none = if has_any {
            ""
        } else {
            " (this document has none)"
        };
        self.say(format!("{}: {way}{none}", layer_title(layer)));
    }

    pub(super) fn toggle_metadata(&mut self) {
        if matches!(self.overlay, Some(Overlay::Metadata(_))) {
            self.overlay = None;
            return;
        }
        let has_room = |metadata| {
            let wanted = super::Wanted {
                metadata,
                ..self.wanted()
            };
            super::Areas::divide(self.size.0, self.size.1, wanted)
                .is_some_and(|areas| areas.metadata.is_some())
        };
        if has_room(true) {
            self.settings.metadata = !self.settings.metadata;
            self.metadata_top = 0;
        } else {
            self.overlay = Some(Overlay::Metadata(0));
        }
    }

    pub(super) fn toggle_margin(&mut self) {
        self.settings.margin = !self.settings.margin;
        self.say(if self.settings.margin {
            "notes beside the text"
        } else {
            "notes under their paragraphs"
        });
    }

    pub(super) fn widen(&mut self, times: isize) {
        let wanted = isize::try_from(self.settings.measure).unwrap_or(0)
            + times.saturating_mul(STEP_OF_MEASURE);
        let wanted = u16::try_from(wanted.max(0)).unwrap_or(u16::MAX);
        self.settings.measure =
            wanted.clamp(*Settings::MEASURES.start(), *Settings::MEASURES.end());
        self.say(format!(
            "text column: at most {} columns",
            self.settings.measure
        ));
    }

    pub(super) fn toggle_hyphenation(&mut self) {
        self.settings.hyphenation = !self.settings.hyphenation;
        self.say(if self.settings.hyphenation {
            "words are divided"
        } else {
            "words stay whole"
        });
    }

    pub(super) fn next_theme(&mut self) {
        self.settings.theme = self.settings.theme.next();
        self.say(format!("colours: {}", self.settings.theme));
    }

    /// The names of the hands told apart in the document, with their letters: the legend.
    pub fn hands(&self) -> Vec<(char, String)> {
        let Some(document) = self.document() else {
            return Vec::new();
        };
        let letters = ('a'..='z').chain('A'..='Z');
        letters
            .zip(document.hands.iter().map(|hand| hand.name.clone()))
            .collect()
    }

    /// Whether an annotation of this kind is handwriting, for the legend.
    pub fn is_handwriting(kind: Kind) -> bool {
        kind.layer() == Some(Layer::Handwriting)
    }
}
