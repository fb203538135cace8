//! The source laid over the text, each stretch in the look of what it was taken for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use strum::IntoEnumIterator;

use crate::app::App;
use crate::app::overlay::Overlay;
use crate::source::Class;

use super::lists::frame;
use super::paint::put;
use super::theme::Palette;

/// Draws the source, if it is shown.
pub(super) fn draw(app: &App, palette: Palette, buffer: &mut Buffer) {
    let (Some(Overlay::Source(sheet)), Some(area)) = (&app.overlay, super::lists::area(app)) else {
        return;
    };
    let inner = frame(buffer, area, palette, "Source", "");
    let mut x = 10;
    for class in Class::iter().filter(|&class| class != Class::Blank) {
        let (name, sign) = (class.to_string(), sign(class));
        x = put(buffer, area, x, 0, sign, palette.accent()) + 1;
        x = put(buffer, area, x, 0, &name, style(class, palette)) + 3;
    }
    let width = inner.width.saturating_sub(SIGN_WIDTH);
    let rows = sheet.rows(&app.pane, &app.library, width, inner.height);
    for (y, row) in (0..).zip(rows) {
        draw_row(&row.parts, inner, y, palette, buffer);
    }
}

/// Columns before a row for the signs of what is on it.
const SIGN_WIDTH: u16 = 4;

fn draw_row(parts: &[(Class, String)], area: Rect, y: u16, palette: Palette, buffer: &mut Buffer) {
    let mut x = SIGN_WIDTH;
    let first = parts.iter().find(|(class, _)| *class != Class::Blank);
    if let Some((class, _)) = first {
        put(buffer, area, 0, y, sign(*class), palette.accent());
    }
    for (class, text) in parts {
        x = put(buffer, area, x, y, text, style(*class, palette));
    }
}

/// The letter of a class: colour is never the only sign.
fn sign(class: Class) -> &'static str {
    match class {
        Class::Text => "t",
        Class::Note => "n",
        Class::Mark => "k",
        Class::Metadata => "m",
        Class::Furniture => "–",
        Class::Blank => " ",
    }
}

fn style(class: Class, palette: Palette) -> Style {
    match class {
        Class::Text => palette.text(),
        Class::Note => palette.text().add_modifier(Modifier::ITALIC),
        Class::Mark => palette.accent().add_modifier(Modifier::BOLD),
        Class::Metadata => palette.text().add_modifier(Modifier::UNDERLINED),
        Class::Furniture => palette.quiet().add_modifier(Modifier::CROSSED_OUT),
        Class::Blank => palette.quiet(),
    }
}
