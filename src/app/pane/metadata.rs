//! Scrolling the metadata beside the text.

use crate::library::Library;

use super::super::metadata::lines;
use super::Pane;

/// Shows the metadata from its first line.
pub(in crate::app) fn from_the_top(pane: &mut Pane) {
    pane.metadata_top = 0;
}

/// Scrolls the metadata by rows.
pub(in crate::app) fn scroll(pane: &mut Pane, library: &Library, rows: isize) {
    let area = pane.areas.and_then(|areas| areas.metadata);
    let (Some(document), Some(area)) = (pane.document(library), area) else {
        return;
    };
    let lines = lines(document, area.width.saturating_sub(2)).len();
    let most = lines.saturating_sub(usize::from(area.height));
    pane.metadata_top = pane.metadata_top.saturating_add_signed(rows).min(most);
}
