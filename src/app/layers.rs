//! The layers panel: which layer is selected.

use strum::{EnumCount, IntoEnumIterator};

use crate::document::Layer;

/// The layers panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LayersPanel {
    selected: usize,
}

impl LayersPanel {
    /// The number of the layer selected.
    pub fn selected(self) -> usize {
        self.selected
    }

    /// The layer selected.
    pub fn layer(self) -> Layer {
        Layer::iter()
            .nth(self.selected)
            .unwrap_or(Layer::Handwriting)
    }

    /// Moves the selection, stopping at the ends.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    /// Selects the layer of this number, or the last.
    pub fn select(&mut self, number: usize) {
        self.selected = number.min(Layer::COUNT - 1);
    }
}
