//! The layers panel: which layer is selected.

use ratatui::layout::Rect;
use strum::{EnumCount, IntoEnumIterator};

use crate::document::Layer;

use super::super::areas::Areas;
use super::height_of;

/// The width of the panel.
const WIDTH: u16 = 100;

/// The layers panel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LayersPanel {
    selected: usize,
}

impl LayersPanel {
    /// Where it stands.
    pub fn area(areas: &Areas) -> Rect {
        areas.overlay(WIDTH, height_of(Layer::COUNT))
    }

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
