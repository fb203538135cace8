//! The text: its rows, and in the gutter the place arrived at and the marks of commentary.

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::areas::Areas;
use crate::app::pane::page::PageRow;
use crate::document::{Document, Layer};
use crate::layout::page::Row;
use crate::library::State;
use crate::view::{Showing, Signs};

use super::paint::{Ink, put};
use super::theme::Palette;

/// Draws the text and its gutter.
pub(super) fn draw(
    app: &App,
    document: &Document,
    areas: &Areas,
    palette: Palette,
    buffer: &mut Buffer,
) {
    let ink = Ink {
        focus: app.pane.desk().focus,
        ..Ink::new(app, document, palette)
    };
    let arrived = app.pane.desk().arrived;
    let indent = app.pane.setting.indent_below();
    for (y, page_row) in (0..).zip(&app.pane.page().rows) {
        match page_row.row() {
            Row::Blank => {}
            Row::Text(line) => {
                ink.line(buffer, areas.text, 0, y, line);
                if arrived.is_some_and(|place| line.span.contains(place)) {
                    put(buffer, areas.gutter, 0, y, palette.hand(), palette.accent());
                }
                if app.pane.setting.view.signs == Signs::Nobodys {
                    gutter_mark(app, document, page_row, y, areas, palette, buffer);
                }
            }
            Row::Note {
                annotation,
                sign,
                line,
            } => {
                let is_in_focus = ink.focus == Some(*annotation);
                if let Some(sign) = sign {
                    let style = if is_in_focus {
                        palette.focus()
                    } else {
                        palette.accent()
                    };
                    let x = indent.saturating_sub(super::paint::width(sign) + 1);
                    put(buffer, areas.text, x, y, sign, style);
                }
                let base = if is_in_focus {
                    palette.text()
                } else {
                    palette.quiet()
                };
                Ink {
                    base,
                    focus: None,
                    ..ink
                }
                .line(buffer, areas.text, indent, y, line);
            }
        }
    }
}

/// A letter before a line to which the commentary or the reader's own notes have something to say, where no sign in the line
/// tells.
fn gutter_mark(
    app: &App,
    document: &Document,
    row: &PageRow,
    y: u16,
    areas: &Areas,
    palette: Palette,
    buffer: &mut Buffer,
) {
    let Some(span) = row.span() else { return };
    let layers = document
        .annotations_in(span)
        .filter(|&id| span.contains(document.annotation(id).span.start));
    let mark = layers
        .filter_map(|id| document.annotation(id).layer())
        .find(|&layer| {
            matches!(layer, Layer::Commentary | Layer::Own)
                && app.pane.view.showing(layer) != Showing::Off
        });
    if let Some(layer) = mark {
        let x = areas.gutter.width.saturating_sub(2);
        put(
            buffer,
            areas.gutter,
            x,
            y,
            layer.letter().encode_utf8(&mut [0; 4]),
            palette.quiet(),
        );
    }
}

/// Says why there is no text.
pub(super) fn draw_nothing(app: &App, areas: &Areas, palette: Palette, buffer: &mut Buffer) {
    for (y, file) in (1..).zip(app.library.files().map(|(_, file)| file)) {
        let (words, style) = match &file.state {
            State::Known | State::Waiting => {
                (format!("{}: being read", file.name), palette.quiet())
            }
            State::Failed(reason) => (reason.clone(), palette.problem()),
            State::Open(_) => (
                format!("{}: there is no document in it", file.name),
                palette.quiet(),
            ),
        };
        put(buffer, areas.text, 0, y, &words, style);
    }
}
