//! Drawing: the reader's state as cells. Takes `&App` and changes nothing.
//!
//! Knows nothing of terminals; the look is that of a printed critical edition: the text the brightest thing on the screen,
//! notes and metadata quieter, rules dim, one accent.
//!
//! [`App`] is a widget:
//!
//! ```
//! use manicule::app::{App, Event};
//! use manicule::keymap::Keymap;
//! use manicule::library::Library;
//! use manicule::settings::Settings;
//! use ratatui::buffer::Buffer;
//! use ratatui::layout::Rect;
//! use ratatui::widgets::Widget;
//!
//! let mut app = App::new(Library::default(), Settings::default(), Keymap::built_in());
//! app.handle(Event::Resize(80, 24));
//! let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
//! (&app).render(buffer.area, &mut buffer);
//! ```

mod edges;
mod foot;
mod lists;
mod margin;
mod metadata;
mod note;
mod paint;
mod room;
mod source;
mod text;
pub mod theme;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::App;
use crate::app::areas::SMALLEST;
use paint::put;
use theme::Palette;

impl Widget for &App {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let palette = Palette::of(&self.settings);
        buffer.set_style(area, palette.ground());
        let Some(areas) = self.pane.areas().filter(|areas| areas.screen == area) else {
            let words = format!(
                "{} × {} is too small; {} × {} will do",
                area.width, area.height, SMALLEST.0, SMALLEST.1
            );
            put(buffer, area, 0, area.height / 2, &words, palette.text());
            return;
        };
        if self.room.is_open {
            room::draw(self, palette, buffer);
        } else {
            edges::title(self, areas, palette, buffer);
            edges::rule(areas.upper_rule, palette, buffer);
            edges::rule(areas.lower_rule, palette, buffer);
        }
        match self.document() {
            _ if self.room.is_open => {}
            Some(document) => {
                text::draw(self, document, areas, palette, buffer);
                margin::draw(self, document, areas, palette, buffer);
                foot::draw(self, document, palette, buffer);
                metadata::draw(self, document, areas, palette, buffer);
                note::draw(self, document, areas, palette, buffer);
            }
            None => text::draw_nothing(self, areas, palette, buffer),
        }
        source::draw(self, palette, buffer);
        lists::draw(self, areas, palette, buffer);
        lists::draw_hint(self, areas, palette, buffer);
        edges::status(self, areas, palette, buffer);
    }
}
