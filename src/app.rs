//! All state between two keystrokes: an event in, effects out.
//!
//! [`App::handle`] takes what happened, changes the state and returns what the outside must do; [`App::page`] is what then
//! stands in the window. Knows nothing of terminals, files or clocks: everything here is values, so that the tests press
//! the keys that users press.
//!
//! `perform` is one exhaustive match from commands to methods; the methods live with what they change.

pub mod areas;
mod arriving;
pub mod column;
pub mod desk;
mod documents;
pub mod finding;
mod input;
pub mod layers;
pub mod library;
pub mod lists;
pub mod metadata;
pub mod mouse;
mod moving;
pub mod notes;
pub mod page;
pub mod picker;
mod searching;
pub mod source_view;
pub mod views;

use crate::command::Command;
use crate::document::{Document, Place, Span};
use crate::key::{Key, Pointing};
use crate::keymap::{Context, Keymap};
use crate::layout::{Hyphenation, Measure};
use crate::problem::Problem;
use crate::settings::Settings;
use crate::view::View;

use areas::{Areas, Wanted};
use column::{Column, Position, Setting};
use desk::{Desk, Jumps, Location};
use finding::Finding;
use input::Input;
use layers::LayersPanel;
use library::{Library, State};
use page::{Page, Window};
use picker::Picker;

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used.
    Mouse(Pointing),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// A file that was on its way is here, or cannot be had.
    Arrived(usize, State),
}

/// What the outside must do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Give the terminal back and stop until the shell continues.
    Suspend,
    /// Draw every cell again.
    Redraw,
    /// Put text on the clipboard.
    Copy(String),
}

/// What is laid over the text. One at a time.
#[derive(Debug)]
pub enum Overlay {
    /// A list filtered by typing.
    List(Picker),
    /// The layers panel.
    Layers(LayersPanel),
    /// The search prompt.
    Search,
    /// The metadata, with the first line shown.
    Metadata(usize),
    /// The source, with the place of its first row.
    Source(Place),
}

/// A message in the status line, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What it says.
    pub text: String,
    /// Whether something is wrong.
    pub is_problem: bool,
}

/// A problem in one of the program's own files, found at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationProblem {
    /// The file's name.
    pub file: String,
    /// The file's text.
    pub text: String,
    /// What is wrong.
    pub problem: Problem,
}

/// The reader.
#[derive(Debug)]
pub struct App {
    /// The open files.
    pub library: Library,
    /// What the user has set.
    pub settings: Settings,
    /// Which keys ask for what.
    pub keymap: Keymap,
    /// Which layers are shown, and how.
    pub view: View,
    /// What was wrong in the user's own files.
    pub configuration_problems: Vec<ConfigurationProblem>,
    /// The search, from its first key until it is forgotten.
    pub finding: Option<Finding>,
    /// What is laid over the text.
    pub overlay: Option<Overlay>,
    /// What the status line says until the next key.
    pub message: Option<Message>,
    /// The number of the document that is read.
    number: usize,
    desks: Vec<Desk>,
    jumps: Jumps,
    input: Input,
    size: (u16, u16),
    areas: Option<Areas>,
    column: Column,
    page: Page,
    /// The metadata pane's first line.
    metadata_top: usize,
}

impl App {
    /// A reader of `library`, whose files may still be on their way.
    pub fn new(library: Library, settings: Settings, keymap: Keymap) -> Self {
        let view = settings.view.into();
        let desks = vec![Desk::default(); library.len()];
        Self {
            library,
            settings,
            keymap,
            view,
            configuration_problems: Vec::new(),
            finding: None,
            overlay: None,
            message: None,
            number: 0,
            desks,
            jumps: Jumps::default(),
            input: Input::default(),
            size: (0, 0),
            areas: None,
            column: Column::default(),
            page: Page::default(),
            metadata_top: 0,
        }
    }

    /// Takes what happened and says what the outside must do. Afterwards [`App::page`] is what stands in the window.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Key(key) => self.press(key, &mut effects),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.point_at(mouse, &mut effects),
            Event::Resize(width, height) => self.size = (width, height),
            Event::Arrived(file, state) => self.take_in(file, state),
        }
        self.arrange();
        effects
    }

    /// Does a command; `count` is the number typed before it.
    pub fn perform(&mut self, command: Command, count: Option<usize>, effects: &mut Vec<Effect>) {
        use Command as C;
        if let Some(layer) = command.toggled_layer() {
            return self.toggle_layer(layer);
        }
        match command {
            C::LineDown => self.scroll(times(count)),
            C::LineUp => self.scroll(-times(count)),
            C::HalfPageDown => self.scroll_pages(times(count), 2),
            C::HalfPageUp => self.scroll_pages(-times(count), 2),
            C::PageDown => self.scroll_pages(times(count), 1),
            C::PageUp => self.scroll_pages(-times(count), 1),
            C::Start => self.go_to_part(count.unwrap_or(0)),
            C::End => self.go_to_part(count.unwrap_or(100)),
            C::NextPoint => self.step_points(times(count)),
            C::PreviousPoint => self.step_points(-times(count)),
            C::GoToPoint => self.go_to_point(count),
            C::Outline => self.open_outline(),
            C::NextAnnotation => self.step_annotations(times(count)),
            C::PreviousAnnotation => self.step_annotations(-times(count)),
            C::OpenNote => self.open_note(),
            C::Back => self.go_back(),
            C::Forward => self.go_forward(),
            C::NextView => self.next_view(),
            C::ViewAnnotated
            | C::ViewReading
            | C::ViewAsWritten
            | C::ViewAsFirstWritten
            | C::ViewAsEdited => {
                self.show_view(command);
            }
            C::Layers => self.open_layers(),
            C::ToggleAll => self.toggle_all(),
            C::ToggleNotation => self.toggle_notation(),
            C::Search => self.begin_search(),
            C::NextHit => self.step_hits(times(count)),
            C::PreviousHit => self.step_hits(-times(count)),
            C::Documents => self.open_documents(),
            C::NextDocument => self.step_documents(times(count)),
            C::PreviousDocument => self.step_documents(-times(count)),
            C::Metadata => self.toggle_metadata(),
            C::NotesPlacement => self.toggle_margin(),
            C::Wider => self.widen(times(count)),
            C::Narrower => self.widen(-times(count)),
            C::ToggleHyphenation => self.toggle_hyphenation(),
            C::NextTheme => self.next_theme(),
            C::Problems => self.open_problems(),
            C::Source => self.open_source(),
            C::CopyPassage => self.copy_passage(effects),
            C::CopyCitation => self.copy_citation(effects),
            C::Help => self.open_help(),
            C::Palette => self.open_palette(),
            C::Cancel => self.cancel(),
            C::Suspend => effects.push(Effect::Suspend),
            C::Redraw => effects.push(Effect::Redraw),
            C::Quit => effects.push(Effect::Quit),
            C::Accept => self.accept(effects),
            C::NextEntry => self.step_entries(1),
            C::PreviousEntry => self.step_entries(-1),
            C::NextEntries => self.step_entries(self.entries_of_a_screen()),
            C::PreviousEntries => self.step_entries(-self.entries_of_a_screen()),
            C::DeleteBack => self.delete_back(),
            C::DeleteAll => self.delete_all(),
            C::NextShowing => self.step_showing(1),
            C::PreviousShowing => self.step_showing(-1),
            C::ToggleHandwriting
            | C::ToggleSupplied
            | C::ToggleUncertain
            | C::ToggleNotes
            | C::ToggleRegularised
            | C::ToggleVariants
            | C::ToggleForm
            | C::ToggleBreaks
            | C::ToggleNames
            | C::ToggleCommentary
            | C::ToggleOwn => {}
        }
    }

    /// The document that is read; `None` while none has arrived.
    pub fn document(&self) -> Option<&Document> {
        self.library.document(self.number)
    }

    /// The number of the document that is read, among all that are open.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Where the document that is read lies open.
    pub fn desk(&self) -> Desk {
        self.desks.get(self.number).copied().unwrap_or_default()
    }

    /// What stands in the window.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The parts of the screen; `None` if it is too small to read in.
    pub fn areas(&self) -> Option<&Areas> {
        self.areas.as_ref()
    }

    /// The terminal's columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The keys of a sequence typed so far, and the count before them.
    pub fn pending(&self) -> (Option<usize>, &[Key]) {
        (self.input.count, &self.input.keys)
    }

    /// The first line shown of the metadata pane.
    pub fn metadata_top(&self) -> usize {
        self.metadata_top
    }

    /// Where keys are pressed now.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::List(_) | Overlay::Metadata(_) | Overlay::Source(_)) => Context::List,
            Some(Overlay::Layers(_)) => Context::Layers,
            Some(Overlay::Search) => Context::Search,
            None if self.desk().note.is_some() => Context::Note,
            None => Context::Reader,
        }
    }

    /// The stretch of the main text in the window.
    pub fn shown_span(&self) -> Span {
        self.page.span()
    }

    fn desk_mut(&mut self) -> Option<&mut Desk> {
        self.desks.get_mut(self.number)
    }

    fn location(&self) -> Location {
        Location {
            document: self.number,
            desk: self.desk(),
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message {
            text: text.into(),
            is_problem: false,
        });
    }

    fn complain(&mut self, text: impl Into<String>) {
        self.message = Some(Message {
            text: text.into(),
            is_problem: true,
        });
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            measure: self.settings.measure,
            margin: self.settings.margin,
            metadata: self.settings.metadata,
        }
    }

    /// Lays out what stands in the window now.
    fn arrange(&mut self) {
        let (width, height) = self.size;
        self.areas = Areas::divide(width, height, self.wanted());
        self.page = Page::default();
        let (Some(areas), Some(document)) = (self.areas, self.library.document(self.number)) else {
            return;
        };
        self.column.set(Setting {
            document: self.number,
            view: self.view.clone(),
            measure: self.measure(areas.text.width),
            margin: margin_width(&areas),
        });
        let Some(top) = top_row(
            &mut self.column,
            document,
            self.desks[self.number],
            areas.text.height,
        ) else {
            return;
        };
        let desk = self.desks[self.number];
        let window = Window {
            document,
            view: &self.view,
            top,
            height: usize::from(areas.text.height),
            margin: margin_width(&areas),
            focus: desk.focus,
        };
        self.page = Page::make(&mut self.column, window);
    }

    fn measure(&self, width: u16) -> Measure {
        Measure {
            width,
            hyphenation: if self.settings.hyphenation {
                Hyphenation::On
            } else {
                Hyphenation::Off
            },
            reorder: self.settings.reorder,
        }
    }
}

/// The row at the top of the window: the one the desk remembers, but not so far down that the window is not filled.
fn top_row(column: &mut Column, document: &Document, desk: Desk, height: u16) -> Option<Position> {
    let wanted = column.position(document, desk.top)?;
    let last = column.last(document)?;
    let (lowest, _) = column.step(
        document,
        last,
        1 - isize::try_from(height).unwrap_or(isize::MAX),
    );
    Some(wanted.min(lowest))
}

/// The width of the notes beside the text, without their signs.
fn margin_width(areas: &Areas) -> Option<u16> {
    let margin = areas.margin?;
    Some(margin.width.saturating_sub(page::SIGN_WIDTH))
}

/// A count as a number of steps: one, unless a number was typed.
fn times(count: Option<usize>) -> isize {
    count.map_or(1, |count| isize::try_from(count).unwrap_or(isize::MAX))
}
