//! What is laid over the text, one at a time: each with its own part of the screen, its keys, its scrolling, its clicks.
//!
//! An overlay changes itself and the pane below it; what else is to be done it answers, and the reader does it.

pub mod editor;
pub mod everywhere;
pub mod layers;
pub mod mark;
pub mod metadata;
pub mod picker;
pub mod prompt;
pub mod source;

use ratatui::layout::{Position, Rect};

use crate::command::Editing;
use crate::document::Layer;
use crate::keymap::Context;
use crate::library::Library;

use super::areas::Areas;
use super::message::Said;
use super::pane::Pane;
use editor::{Editor, Writing};
use everywhere::Everywhere;
use layers::LayersPanel;
use mark::MarkPrompt;
use metadata::MetadataSheet;
use picker::{Picker, Target};
use prompt::Prompt;
use source::SourceSheet;

/// Rows above the entries of a list: its title and what is typed, and a rule.
pub const LIST_HEADING: u16 = 2;
/// Rows below them: a rule.
pub const LIST_FOOT: u16 = 1;

/// What is laid over the text.
#[derive(Debug)]
pub enum Overlay {
    /// A list filtered by typing.
    List(Picker),
    /// The layers panel.
    Layers(LayersPanel),
    /// The search prompt.
    Search(Prompt),
    /// The query line of the reading room.
    Everywhere(Everywhere),
    /// A letter for a mark is waited for.
    Mark(MarkPrompt),
    /// The metadata.
    Metadata(MetadataSheet),
    /// The source.
    Source(SourceSheet),
    /// The editor of a note.
    Editor(Editor),
}

/// What lies below an overlay.
#[derive(Debug)]
pub struct Below<'a> {
    /// The document that is read.
    pub pane: &'a mut Pane,
    /// The files.
    pub library: &'a Library,
}

/// What is to be done after something was asked of an overlay.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing more; it stays.
    Stay,
    /// It is closed, and this is said.
    Close(Said),
    /// It is closed, and this is gone to.
    Go(Target),
    /// A layer is switched; it stays.
    Switch(Layer),
    /// This query is looked up in all documents; it is closed if nothing is wrong in it.
    Find(String),
    /// It is closed, and this is written.
    Write(Writing, String),
    /// It is closed, and this is not written, but kept in mind.
    GiveUp(Writing, String),
}

/// A change to what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// A character more.
    Push(char),
    /// The last character less.
    Pop,
    /// Nothing is typed any more.
    Clear,
    /// What only an editor does.
    Edit(Editing),
}

impl Typing {
    /// Changes what is typed.
    pub fn change(self, typed: &mut String) {
        match self {
            Self::Push(c) => typed.push(c),
            Self::Pop => drop(typed.pop()),
            Self::Clear => typed.clear(),
            Self::Edit(_) => {}
        }
    }
}

impl Overlay {
    /// Where keys are pressed while it is open.
    pub fn context(&self) -> Context {
        match self {
            Self::List(_) => Context::List,
            Self::Metadata(_) | Self::Source(_) | Self::Mark(_) => Context::Sheet,
            Self::Layers(_) => Context::Layers,
            Self::Search(_) => Context::Search,
            Self::Everywhere(_) => Context::Query,
            Self::Editor(_) => Context::Editor,
        }
    }

    /// Where it stands, its heading included; `None` for what stands in the status line.
    pub fn area(&self, areas: &Areas) -> Option<Rect> {
        match self {
            Self::List(picker) => Some(picker.area(areas)),
            Self::Layers(_) => Some(LayersPanel::area(areas)),
            Self::Metadata(_) => Some(MetadataSheet::area(areas)),
            Self::Source(_) => Some(SourceSheet::area(areas)),
            Self::Editor(editor) => Some(editor.area(areas)),
            Self::Search(_) | Self::Everywhere(_) | Self::Mark(_) => None,
        }
    }

    /// Whether a character goes to it before it is looked up as a key.
    pub fn takes_any_character(&self) -> bool {
        matches!(self, Self::Mark(_))
    }

    /// Types into it.
    pub fn type_in(&mut self, below: &mut Below<'_>, typing: Typing) -> Answer {
        match self {
            Self::List(picker) => picker.type_in(typing),
            Self::Search(_) => Prompt::type_in(below, typing),
            Self::Everywhere(prompt) => prompt.type_in(typing),
            Self::Mark(mark) => return mark.type_in(below, typing),
            Self::Editor(editor) => {
                let width = below
                    .pane
                    .areas()
                    .map_or(0, |areas| editor.area(areas).width);
                editor.type_in(typing, width);
            }
            Self::Layers(_) | Self::Metadata(_) | Self::Source(_) => {}
        }
        Answer::Stay
    }

    /// Moves the selection, or scrolls it.
    pub fn step(&mut self, below: &Below<'_>, by: isize) {
        match self {
            Self::List(picker) => picker.step(by),
            Self::Layers(panel) => panel.step(by),
            Self::Metadata(sheet) => sheet.scroll(below, by),
            Self::Source(sheet) => sheet.scroll(below, by),
            Self::Search(_) | Self::Everywhere(_) | Self::Mark(_) | Self::Editor(_) => {}
        }
    }

    /// Chooses what is selected or typed.
    pub fn accept(&self, below: &mut Below<'_>) -> Answer {
        match self {
            Self::List(picker) => Answer::Go(picker.target()),
            Self::Layers(panel) => Answer::Switch(panel.layer()),
            Self::Search(_) => Prompt::accept(below),
            Self::Everywhere(prompt) => Answer::Find(prompt.typed.clone()),
            Self::Source(sheet) => sheet.close(below),
            Self::Editor(editor) => editor.accept(),
            Self::Metadata(_) | Self::Mark(_) => Answer::Close(None),
        }
    }

    /// Gives it up.
    pub fn cancel(&self, below: &mut Below<'_>) -> Answer {
        match self {
            Self::Search(_) => Prompt::give_up(below),
            Self::Source(sheet) => sheet.close(below),
            Self::Editor(editor) if editor.is_changed() => {
                Answer::GiveUp(editor.writing, editor.text().to_owned())
            }
            Self::Editor(_)
            | Self::List(_)
            | Self::Layers(_)
            | Self::Metadata(_)
            | Self::Everywhere(_)
            | Self::Mark(_) => Answer::Close(None),
        }
    }

    /// A click at a place of the screen. Beside the overlay it gives it up.
    pub fn click(&mut self, below: &mut Below<'_>, at: Position) -> Answer {
        let area = below.pane.areas().and_then(|areas| self.area(areas));
        let Some(area) = area.filter(|area| area.contains(at)) else {
            // A click beside what is being written does not throw it away.
            return if matches!(self, Self::Editor(_)) {
                Answer::Stay
            } else {
                self.cancel(below)
            };
        };
        let first_entry_row = area.y + LIST_HEADING;
        let Some(row) = at.y.checked_sub(first_entry_row).map(usize::from) else {
            return Answer::Stay;
        };
        match self {
            Self::List(picker) => {
                if picker.click(row, rows_inside(area)) {
                    self.accept(below)
                } else {
                    Answer::Stay
                }
            }
            Self::Layers(panel) => {
                panel.select(row);
                Answer::Switch(panel.layer())
            }
            Self::Search(_)
            | Self::Everywhere(_)
            | Self::Metadata(_)
            | Self::Source(_)
            | Self::Editor(_)
            | Self::Mark(_) => Answer::Stay,
        }
    }
}

/// The rows of an overlay between its heading and its foot.
pub fn rows_inside(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(LIST_HEADING + LIST_FOOT))
}

/// The height of an overlay with so many entries.
fn height_of(entries: usize) -> u16 {
    u16::try_from(entries)
        .unwrap_or(u16::MAX)
        .saturating_add(LIST_HEADING + LIST_FOOT)
}
