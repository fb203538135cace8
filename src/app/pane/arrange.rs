//! Where notes stand at a size of the screen, and which row stands at the top: what a page is made from.

use strum::{EnumCount, IntoEnumIterator};
use unicode_width::UnicodeWidthStr;

use crate::document::{Document, DocumentId, Layer, says};
use crate::layout::page::{Anchor, Notes, Setting};
use crate::layout::{Hyphenation, Measure};
use crate::library::Library;
use crate::settings::{Placement, Settings};
use crate::view::Signs;

use super::super::areas::{Areas, Wanted};
use super::column::Position;
use super::page::{self, Page, Window};
use super::{Pane, views};

/// A text with fewer lines than this has room beside it, or a few lines more below its last one.
const FEWEST_LINES: usize = 24;

/// The narrowest and the widest column of signs: a letter and two figures, and a long footnote label. One column parts them
/// from the words.
const SIGNS: std::ops::RangeInclusive<usize> = 3..=6;

/// How many annotations a document has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// The document, and how many annotations it had when they were counted.
    of: Option<(DocumentId, usize)>,
    /// All of each layer.
    all: [usize; Layer::COUNT],
    /// Those of each layer that take a line beside the text where their layer is shown there.
    lines: [usize; Layer::COUNT],
    /// The columns of the widest sign.
    sign: usize,
}

impl Counts {
    pub(super) fn of(&self, layer: Layer) -> usize {
        self.all[layer as usize]
    }

    fn make(document: &Document, of: (DocumentId, usize)) -> Self {
        let mut counts = Self {
            of: Some(of),
            ..Self::default()
        };
        for &id in document.annotations().ids() {
            let annotation = document.annotation(id);
            let Some(layer) = annotation.layer() else {
                continue;
            };
            counts.all[layer as usize] += 1;
            if says::has_something_to_say(document, id) && !says::is_told_by_its_look(document, id)
            {
                counts.lines[layer as usize] += 1;
            }
            if layer == Layer::Notes {
                let label = annotation.label().map_or(1, UnicodeWidthStr::width);
                counts.sign = counts.sign.max(label);
            }
        }
        let most = counts.all.iter().max().copied().unwrap_or_default();
        let hand = usize::from(document.hands.len() > 1);
        let figures = most.checked_ilog10().map_or(0, |more| more as usize + 1);
        counts.sign = counts.sign.max(1 + hand + figures);
        counts
    }

    /// The columns of signs and the space behind them.
    fn sign_width(&self) -> u16 {
        let widest = self.sign.clamp(*SIGNS.start(), *SIGNS.end());
        u16::try_from(widest + 1).unwrap_or(u16::MAX)
    }
}

/// Lays out what stands in the window now.
pub(super) fn arrange(pane: &mut Pane, library: &Library, settings: &Settings, size: (u16, u16)) {
    count(pane, library);
    pane.is_dense = has_more_notes_than_lines(pane, library, settings.measure);
    let is_beside = match settings.notes {
        Placement::Auto => !pane.is_dense,
        Placement::Beside => true,
        Placement::Foot | Placement::Below => false,
    };
    let wanted = Wanted {
        margin: is_beside,
        ..Wanted::by(settings)
    };
    pane.areas = Areas::divide(size.0, size.1, wanted);
    pane.page = Page::default();
    let (Some(areas), Some(document)) = (pane.areas, pane.document(library)) else {
        return;
    };
    let sign_width = pane.counts.sign_width();
    let at_foot = areas.text.width.saturating_sub(sign_width).max(1);
    let notes = match (areas.margin, settings.notes) {
        (Some(margin), _) => Notes::Beside(margin.width.saturating_sub(sign_width).max(1)),
        (None, Placement::Below) => Notes::Below,
        (None, _) => Notes::Foot(at_foot),
    };
    let mut view = pane.view.clone();
    // Between words that all have something to be said of, signs would be in the way: there the lemma ties the two.
    view.signs = if pane.is_dense {
        Signs::Nobodys
    } else {
        Signs::OfLines
    };
    pane.setting = Setting {
        view,
        measure: measure(settings, areas.text.width),
        notes,
        sign_width,
    };
    pane.column.set(pane.document, pane.setting.clone());
    let desk = pane.desk();
    let made = with_column(pane, |pane, column| {
        let lowest = column.lowest_top(document, areas.text.height)?;
        let wanted = column.position(document, desk.top)?;
        let top = if wanted <= lowest {
            wanted
        } else {
            wanted.min(page::lowest_top(column, window(pane, document, lowest)?)?)
        };
        Some(Page::make(column, window(pane, document, top)?))
    });
    pane.page = made.unwrap_or_default();
}

/// The row `rows` further down from the top of the window, as far as it may be scrolled; `None` if that is the same.
pub(super) fn scrolled(pane: &mut Pane, document: &Document, rows: isize) -> Option<Position> {
    let desk = pane.desk();
    with_column(pane, |pane, column| {
        let height = pane.areas?.text.height;
        let filled = column.lowest_top(document, height)?;
        let here = column.position(document, desk.top)?;
        let (position, _) = column.step(document, here, rows);
        let position = if position <= filled {
            position
        } else {
            position.min(page::lowest_top(column, window(pane, document, filled)?)?)
        };
        (position != here).then_some(position)
    })
}

/// The row at the top of the window that shows the end of the text.
pub(super) fn end(pane: &mut Pane, document: &Document) -> Option<Position> {
    with_column(pane, |pane, column| {
        let top = column.position(document, Anchor::default())?;
        page::end_top(column, window(pane, document, top)?)
    })
}

/// Does something with the column of a pane and the rest of it.
fn with_column<R>(pane: &mut Pane, act: impl FnOnce(&Pane, &mut super::column::Column) -> R) -> R {
    let mut column = std::mem::take(&mut pane.column);
    let result = act(pane, &mut column);
    pane.column = column;
    result
}

fn window<'a>(pane: &'a Pane, document: &'a Document, top: Position) -> Option<Window<'a>> {
    let text = pane.areas?.text;
    let desk = pane.desk();
    Some(Window {
        document,
        view: &pane.setting.view,
        top,
        skipped: desk.skipped,
        height: usize::from(text.height),
        width: usize::from(text.width),
        notes: pane.setting.notes,
        focus: desk.focus,
        reorder: pane.reorder,
    })
}

/// Counts the annotations of each layer, if that is not done.
fn count(pane: &mut Pane, library: &Library) {
    let Some(document) = pane.document(library) else {
        return;
    };
    let of = (pane.document, document.annotations().len());
    if pane.counts.of != Some(of) {
        pane.counts = Counts::make(document, of);
    }
}

/// An estimate, without laying anything out: the annotations that take a line beside the text, against the lines that it
/// would fill.
fn has_more_notes_than_lines(pane: &Pane, library: &Library, measure: u16) -> bool {
    let Some(document) = pane.document(library) else {
        return false;
    };
    let lines = document.main_flow().span.len() / usize::from(measure.max(1));
    let speaking = Layer::iter().filter(|&layer| views::speaks_beside(&pane.view, layer));
    let notes: usize = speaking
        .map(|layer| pane.counts.lines[layer as usize])
        .sum();
    notes > lines.max(FEWEST_LINES)
}

/// How wide the text is set, and how its lines are broken.
fn measure(settings: &Settings, width: u16) -> Measure {
    Measure {
        width,
        hyphenation: if settings.hyphenation {
            Hyphenation::On
        } else {
            Hyphenation::Off
        },
        reorder: settings.reorder,
    }
}
