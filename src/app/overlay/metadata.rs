//! The metadata laid over the text, scrolled by itself.

use ratatui::layout::Rect;

use super::super::areas::Areas;
use super::super::metadata;
use super::{Below, rows_inside};

/// The width of the metadata when it is laid over the text.
const WIDTH: u16 = 64;
/// Columns on either side of it.
const INDENT: u16 = 2;

/// The metadata laid over the text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MetadataSheet {
    /// The first line shown.
    pub top: usize,
}

impl MetadataSheet {
    /// Where it stands.
    pub fn area(areas: &Areas) -> Rect {
        areas.overlay(WIDTH, u16::MAX)
    }

    /// Scrolls it.
    pub fn scroll(&mut self, below: &Below<'_>, rows: isize) {
        let document = below.pane.document(below.library);
        let (Some(document), Some(areas)) = (document, below.pane.areas()) else {
            return;
        };
        let area = Self::area(areas);
        let lines = metadata::lines(document, area.width.saturating_sub(2 * INDENT)).len();
        let most = lines.saturating_sub(rows_inside(area));
        self.top = self.top.saturating_add_signed(rows).min(most);
    }
}
