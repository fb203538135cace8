//! Colours and attributes. Colour is never the only sign: every layer has an attribute or a sign as well.

use ratatui::style::{Color, Modifier, Style};

use crate::document::{Annotation, Look};
use crate::settings::{Settings, Theme};
use crate::view::{Showing, View};

/// The styles of one theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    theme: Theme,
    /// Whether signs outside ASCII may be drawn.
    pub unicode: bool,
}

impl Palette {
    /// The palette that the settings ask for.
    pub fn of(settings: &Settings) -> Self {
        Self {
            theme: settings.theme,
            unicode: settings.unicode,
        }
    }

    /// What lies under everything.
    pub fn ground(self) -> Style {
        match self.theme {
            Theme::Terminal | Theme::Mono => Style::new(),
            Theme::Light => Style::new()
                .fg(Color::Rgb(0x22, 0x1f, 0x1a))
                .bg(Color::Rgb(0xfb, 0xf8, 0xf1)),
            Theme::Dark => Style::new()
                .fg(Color::Rgb(0xe6, 0xe1, 0xd6))
                .bg(Color::Rgb(0x1c, 0x1b, 0x19)),
        }
    }

    /// Running text.
    pub fn text(self) -> Style {
        Style::new()
    }

    /// Notes, metadata, hints: quieter than the text.
    pub fn quiet(self) -> Style {
        match self.theme {
            Theme::Terminal | Theme::Mono => Style::new().add_modifier(Modifier::DIM),
            Theme::Light => Style::new().fg(Color::Rgb(0x6a, 0x62, 0x55)),
            Theme::Dark => Style::new().fg(Color::Rgb(0xa0, 0x99, 0x8b)),
        }
    }

    /// Rules and everything that only parts other things.
    pub fn rule(self) -> Style {
        match self.theme {
            Theme::Terminal | Theme::Mono => Style::new().add_modifier(Modifier::DIM),
            Theme::Light => Style::new().fg(Color::Rgb(0xcb, 0xc3, 0xb3)),
            Theme::Dark => Style::new().fg(Color::Rgb(0x4c, 0x48, 0x42)),
        }
    }

    /// The one accent.
    pub fn accent(self) -> Style {
        match self.theme {
            Theme::Terminal => Style::new().fg(Color::Cyan),
            Theme::Light => Style::new().fg(Color::Rgb(0x8c, 0x2f, 0x1b)),
            Theme::Dark => Style::new().fg(Color::Rgb(0xd9, 0x9a, 0x6c)),
            Theme::Mono => Style::new().add_modifier(Modifier::BOLD),
        }
    }

    /// What is wrong.
    pub fn problem(self) -> Style {
        match self.theme {
            Theme::Mono => Style::new().add_modifier(Modifier::BOLD),
            _ => Style::new().fg(Color::Red),
        }
    }

    /// The title.
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The number of a point.
    pub fn number(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// An editor's sign standing in the text.
    pub fn mark(self) -> Style {
        self.quiet()
    }

    /// The raised sign of a note beside the text: as quiet as the note, whatever its words look like.
    pub fn tie(self) -> Style {
        self.quiet()
    }

    /// The symbol of a control character.
    pub fn stand(self) -> Style {
        Style::new()
    }

    /// The annotation in focus.
    pub fn focus(self) -> Style {
        Style::new()
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::DIM)
    }

    /// The selected entry of a list.
    pub fn selected(self) -> Style {
        self.focus()
    }

    /// A hit of the search; the one that one is at stands out.
    pub fn hit(self, is_current: bool) -> Style {
        let style = match self.theme {
            Theme::Mono => Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            Theme::Terminal => Style::new().fg(Color::Black).bg(Color::Yellow),
            Theme::Light => Style::new().bg(Color::Rgb(0xf2, 0xdc, 0x8c)),
            Theme::Dark => Style::new()
                .fg(Color::Black)
                .bg(Color::Rgb(0xc9, 0xa6, 0x4a)),
        };
        let style = style.remove_modifier(Modifier::DIM);
        if is_current {
            style.add_modifier(Modifier::REVERSED | Modifier::BOLD)
        } else {
            style
        }
    }

    /// What an annotation does to the look of its text, in a view.
    pub fn annotation(self, annotation: &Annotation, view: &View) -> Style {
        let showing = annotation.layer().map(|layer| view.showing(layer));
        if matches!(showing, Some(Showing::Off | Showing::Silent)) {
            return Style::new();
        }
        match annotation.kind().traits().look {
            Look::Plain => Style::new(),
            Look::Handwriting => self.accent().add_modifier(Modifier::ITALIC),
            Look::Deletion => self.accent().add_modifier(Modifier::CROSSED_OUT),
            Look::Highlight => self.accent().add_modifier(Modifier::UNDERLINED),
            Look::Editorial | Look::Form | Look::Break => self.quiet(),
            Look::Questioned | Look::Underlined => Style::new().add_modifier(Modifier::UNDERLINED),
            Look::Italic => Style::new().add_modifier(Modifier::ITALIC),
            Look::Bold => Style::new().add_modifier(Modifier::BOLD),
        }
    }

    /// The hand that points at the place arrived at.
    pub fn hand(self) -> &'static str {
        if self.unicode { "☞" } else { ">" }
    }

    /// A sign in ASCII where others may not be drawn.
    pub fn sign(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.unicode { sign } else { ascii }
    }
}
