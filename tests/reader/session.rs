//! A reader in memory: key strings in, screens out. The keymap, the state and the drawing are the program's own; only the
//! terminal is missing.

use manicule::app::{App, Effect, Event};
use manicule::document::FileId;
use manicule::key;
use manicule::keymap::Keymap;
use manicule::library::{Commentary, Library, Opened, State};
use manicule::settings::Settings;
use manicule::source::Alone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

/// The telegram in the native format.
pub(crate) const TELEGRAM: &str = include_str!("../../corpus/stalin-molotov-telegram.txt");
/// The commentary.
pub(crate) const COMMENTARY: &str = include_str!("../../corpus/stalin-molotov-telegram.notes.toml");
/// The guide.
pub(crate) const GUIDE: &str = include_str!("../../corpus/guide.txt");

/// A reader in memory.
pub(crate) struct Session {
    /// Its state.
    pub(crate) app: App,
    /// What it asked of the outside so far.
    pub(crate) effects: Vec<Effect>,
    size: (u16, u16),
}

impl Session {
    /// A reader of the documents that come with the program.
    pub(crate) fn corpus() -> Self {
        Self::of(vec![
            opened("stalin-molotov-telegram.txt", TELEGRAM, Some(COMMENTARY)),
            opened("guide.txt", GUIDE, None),
        ])
    }

    /// A reader of files as read.
    pub(crate) fn of(files: Vec<State>) -> Self {
        Self::with(files, Settings::default())
    }

    /// The same with settings.
    pub(crate) fn with(files: Vec<State>, settings: Settings) -> Self {
        let library = library(
            (1..=files.len()).map(|number| format!("file {number}")),
            files,
        );
        let app = App::new(library, settings, Keymap::built_in());
        Self {
            app,
            effects: Vec::new(),
            size: (0, 0),
        }
        .size(120, 40)
    }

    /// Gives the screen another size.
    #[must_use]
    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.resize(width, height);
        self
    }

    /// Gives the screen another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.effects
            .extend(self.app.handle(Event::Resize(width, height)));
    }

    /// Presses keys, written as in `keymap.toml`.
    #[must_use]
    pub(crate) fn keys(mut self, keys: &str) -> Self {
        self.press(keys);
        self
    }

    /// Presses keys, written as in `keymap.toml`.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in key::sequence(keys).expect("keys as the keymap writes them") {
            self.effects.extend(self.app.handle(Event::Key(key)));
        }
    }

    /// The cells of the screen.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        (&self.app).render(buffer.area, &mut buffer);
        buffer
    }

    /// The screen as text, without blanks at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.buffer();
        let rows = buffer.content.chunks(usize::from(self.size.0.max(1)));
        let rows = rows.map(|row| {
            let mut text = String::new();
            let mut skip = 0;
            for cell in row {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
                text.push_str(cell.symbol());
            }
            text.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The looks of the cells, one letter a cell: `.` plain, `d` dim, `b` bold, `i` italic, `u` underlined, `r` reversed,
    /// `s` struck; a capital where a colour is set as well, `C` where only a colour is.
    pub(crate) fn looks(&self) -> String {
        let buffer = self.buffer();
        let rows = buffer.content.chunks(usize::from(self.size.0.max(1)));
        let rows = rows.map(|row| {
            row.iter()
                .map(|cell| look(cell.style()))
                .collect::<String>()
                .trim_end_matches('.')
                .to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The last line of the screen.
    pub(crate) fn status(&self) -> String {
        self.screen()
            .lines()
            .last()
            .unwrap_or_default()
            .trim()
            .to_owned()
    }
}

fn look(style: Style) -> char {
    let letters = [
        (Modifier::REVERSED, 'r'),
        (Modifier::CROSSED_OUT, 's'),
        (Modifier::UNDERLINED, 'u'),
        (Modifier::ITALIC, 'i'),
        (Modifier::BOLD, 'b'),
        (Modifier::DIM, 'd'),
    ];
    let letter = letters
        .iter()
        .find(|(modifier, _)| style.add_modifier.contains(*modifier))
        .map(|(_, letter)| *letter);
    let is_coloured = style
        .fg
        .is_some_and(|color| color != ratatui::style::Color::Reset);
    match (letter, is_coloured) {
        (Some(letter), false) => letter,
        (Some(letter), true) => letter.to_ascii_uppercase(),
        (None, false) => '.',
        (None, true) => 'C',
    }
}

/// A library of files that have come.
pub(crate) fn library(names: impl IntoIterator<Item = String>, files: Vec<State>) -> Library {
    let mut library = Library::of(names);
    for (number, file) in (0..).zip(files) {
        library.arrive(FileId(number), file);
    }
    library
}

/// A file as the library holds it.
pub(crate) fn opened(name: &str, text: &str, commentary: Option<&str>) -> State {
    let beside = commentary.map(|text| Commentary {
        name: format!("{name}.notes.toml"),
        text: text.to_owned(),
    });
    match Opened::read(name, text.as_bytes().to_vec(), beside, &Alone) {
        Ok(opened) => State::Open(Box::new(opened)),
        Err(error) => State::Failed(error.to_string()),
    }
}
