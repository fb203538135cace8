//! All state between two keystrokes: an event in, effects out.
//!
//! [`App::handle`] takes what happened, changes the state and returns what the outside must do, work that takes time
//! included; [`Pane::page`] is what then stands in the window. Knows nothing of terminals, files or clocks: everything here
//! is values, so that the tests press the keys that users press.
//!
//! `perform` is one exhaustive match from commands to what does them; that lives with what it changes: the document being
//! read in [`pane`], what is laid over it in [`overlay`].
//!
//! ```
//! use manicule::app::{App, Effect, Event};
//! use manicule::key;
//! use manicule::keymap::Keymap;
//! use manicule::library::{Library, Opened, State};
//! use manicule::settings::Settings;
//! use manicule::source::Alone;
//!
//! let mut library = Library::of(["letter.txt".to_owned()]);
//! let (file, _) = library.files().next().expect("one was named");
//! let opened = Opened::read("letter.txt", b"Come soon.".to_vec(), None, &Alone)?;
//! library.arrive(file, State::Open(Box::new(opened)));
//! let mut app = App::new(library, Settings::default(), Keymap::built_in());
//! app.handle(Event::Resize(80, 24));
//! let quit = key::sequence("q").expect("it is a key")[0];
//! assert_eq!(app.handle(Event::Key(quit)), [Effect::Quit]);
//! # Ok::<(), manicule::source::NotText>(())
//! ```

pub mod areas;
mod choosing;
mod display;
pub mod hints;
mod input;
pub mod lists;
mod message;
pub mod metadata;
mod mouse;
pub mod overlay;
pub mod pane;
pub mod room;
mod writing;

pub use message::{Message, Said};

use crate::command::Command;
use crate::document::{Document, FileId};
use crate::key::{Key, Pointing};
use crate::keymap::{Context, Keymap};
use crate::library::{Library, State};
use crate::problem::Problem;
use crate::settings::Settings;

use input::Input;
use message::say;
use overlay::layers::LayersPanel;
use overlay::mark::MarkPrompt;
use overlay::picker::Picker;
use overlay::prompt::Prompt;
use overlay::{Overlay, Typing};
use pane::{Pane, annotations, moving, relocate, searching, views};
use room::Room;
use room::news::{Answers, News, Preview};

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
    /// Something came of work that was asked for. Of one job several things may come, each nearer to the whole.
    Done(Job, Outcome),
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
    /// Do work that may take time, beside everything else; what comes of it is an [`Event::Done`].
    Work(Job),
}

/// Work that takes time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Read a file.
    Load(FileId),
    /// List the documents of all files and folders that were opened, reading those that are new or have changed.
    Shelve,
    /// Look a query up in them. Of two queries only the later one, by its number, is wanted any more.
    Ask(u64, String),
    /// Fetch the text of a document, by its number in the index, round a place.
    Preview(i64, usize),
    /// Write a text to a new file in the folder that the program was started in.
    Write(NewFile),
}

/// A file to be written. What stands under a name of another file is never touched: a number is put behind the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// The name without its ending.
    pub stem: String,
    /// The ending, without the full stop.
    pub ending: &'static str,
    /// What is written.
    pub text: String,
}

/// What came of a job.
#[derive(Debug)]
pub enum Outcome {
    /// A file, or its beginning; or why it cannot be had.
    Loaded(State),
    /// Documents for the reading room.
    Shelved(Vec<News>),
    /// A part of the answer to a query.
    Answered(Answers),
    /// The text of a document round a place.
    Previewed(Preview),
    /// The name under which a text was written, or why it was not.
    Written(Result<String, String>),
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
    /// What was wrong in the user's own files.
    pub configuration_problems: Vec<ConfigurationProblem>,
    /// The document being read.
    pub pane: Pane,
    /// The reading room, shown in the document's place while it is open.
    pub room: Room,
    /// What is laid over it.
    pub overlay: Option<Overlay>,
    /// What the status line says until the next key.
    pub message: Option<Message>,
    input: Input,
    size: (u16, u16),
}

impl App {
    /// A reader of `library`, whose files may still be on their way.
    pub fn new(library: Library, settings: Settings, keymap: Keymap) -> Self {
        let pane = Pane::new(settings.view.into());
        Self {
            library,
            settings,
            keymap,
            configuration_problems: Vec::new(),
            pane,
            room: Room::default(),
            overlay: None,
            message: None,
            input: Input::default(),
            size: (0, 0),
        }
    }

    /// Takes what happened and says what the outside must do. Afterwards [`Pane::page`] is what stands in the window.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Key(key) => self.press(key, &mut effects),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.point_at(mouse, &mut effects),
            Event::Resize(width, height) => self.size = (width, height),
            Event::Done(job, outcome) => take(self, job, outcome, &mut effects),
        }
        self.arrange(&mut effects);
        effects
    }

    /// Does a command; `count` is the number typed before it.
    pub fn perform(&mut self, command: Command, count: Option<usize>, effects: &mut Vec<Effect>) {
        use Command as C;
        let is_typing = matches!(self.overlay, Some(Overlay::Search(_)));
        let (pane, library) = (&mut self.pane, &self.library);
        let said = match command {
            C::LineDown => moving::scroll(pane, library, times(count)),
            C::LineUp => moving::scroll(pane, library, -times(count)),
            C::HalfPageDown => moving::scroll_pages(pane, library, times(count), 2),
            C::HalfPageUp => moving::scroll_pages(pane, library, -times(count), 2),
            C::PageDown => moving::scroll_pages(pane, library, times(count), 1),
            C::PageUp => moving::scroll_pages(pane, library, -times(count), 1),
            C::Start => moving::go_to_part(pane, library, count.unwrap_or(0)),
            C::End => moving::go_to_part(pane, library, count.unwrap_or(100)),
            C::NextPoint => moving::step_points(pane, library, times(count)),
            C::PreviousPoint => moving::step_points(pane, library, -times(count)),
            C::GoToPoint => match count {
                Some(number) => moving::go_to_point(pane, library, number),
                None => choosing::open_outline(self),
            },
            C::Outline => choosing::open_outline(self),
            C::NextAnnotation => annotations::step(pane, library, times(count)),
            C::PreviousAnnotation => annotations::step(pane, library, -times(count)),
            C::OpenNote => annotations::open(pane, library),
            C::SetMark => self.lay_over(Overlay::Mark(MarkPrompt::Set)),
            C::GoToMark => self.lay_over(Overlay::Mark(MarkPrompt::Go)),
            C::Back => room::back(self),
            C::Forward => moving::forward(pane),
            C::NextView => views::next(pane),
            C::Show(view) => views::show(pane, view),
            C::LastView => views::last(pane),
            C::Layers => self.lay_over(Overlay::Layers(LayersPanel::default())),
            C::Toggle(layer) => views::toggle(pane, layer),
            C::ToggleAll => views::toggle_all(pane),
            C::ToggleNotation => views::toggle_notation(pane),
            C::Search => {
                searching::begin(pane);
                self.lay_over(Overlay::Search(Prompt))
            }
            C::SearchEverywhere => room::begin_asking(self, effects),
            C::NextHit => searching::step(pane, library, times(count), is_typing),
            C::PreviousHit => searching::step(pane, library, -times(count), is_typing),
            C::Documents => choosing::open_documents(self),
            C::Room(asked) => room::perform(self, asked, effects),
            C::NextDocument => choosing::step_documents(self, times(count)),
            C::PreviousDocument => choosing::step_documents(self, -times(count)),
            C::Metadata => display::toggle_metadata(self),
            C::NotesPlacement => display::next_placement(&mut self.settings),
            C::Wider => display::widen(&mut self.settings, times(count)),
            C::Narrower => display::widen(&mut self.settings, -times(count)),
            C::ToggleHyphenation => display::toggle_hyphenation(&mut self.settings),
            C::NextTheme => display::next_theme(&mut self.settings),
            C::Problems => {
                let (own, room) = (&self.configuration_problems, &self.room.failures);
                let problems = lists::problems(pane, library, own, room);
                self.list(problems, "nothing is wrong in any open file")
            }
            C::Source => choosing::open_source(self),
            C::Copy(what) => writing::copy(self, what, effects),
            C::NextCopying => display::next_copying(&mut self.settings),
            C::Citations => {
                let citations = writing::citations(pane, library);
                self.list(citations, "there is nothing to cite yet")
            }
            C::Export => self.list(Some(writing::forms()), ""),
            C::Help => self.list(Some(lists::help(&self.keymap)), ""),
            C::Palette => self.list(Some(lists::palette(&self.keymap)), ""),
            C::Position => choosing::position(self),
            C::Cancel => self.cancel(effects),
            C::Suspend => ask(Effect::Suspend, effects),
            C::Redraw => ask(Effect::Redraw, effects),
            C::Quit => ask(Effect::Quit, effects),
            C::Within(what) => choosing::within(self, what, effects),
        };
        self.message = said.or(self.message.take());
    }

    /// The document that is read; `None` while none has arrived.
    pub fn document(&self) -> Option<&Document> {
        self.pane.document(&self.library)
    }

    /// The terminal's columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The keys of a sequence typed so far, and the count before them.
    pub fn pending(&self) -> (Option<usize>, &[Key]) {
        (self.input.count, &self.input.keys)
    }

    /// Where keys are pressed now.
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(overlay) => overlay.context(),
            None if self.room.is_open => Context::Room,
            None if self.pane.desk().note.is_some() => Context::Note,
            None => Context::Reader,
        }
    }

    /// Lays out what stands in the window now, and asks for the file that is to be read if it was let go.
    fn arrange(&mut self, effects: &mut Vec<Effect>) {
        room::arrange(self, self.size, effects);
        let is_known = self.library.card(self.pane.id()).is_some();
        // While there is no window nothing is shown, so that the first document asked for can still come first.
        if !is_known
            && self.size != (0, 0)
            && !self.room.is_open
            && let Some(first) = self.library.at(0)
        {
            self.pane.open(first);
            self.say_problems();
        }
        let file = self.pane.id().file;
        if is_known && !self.room.is_open && self.library.want(file) {
            effects.push(Effect::Work(Job::Load(file)));
        }
        self.library.let_go(self.settings.memory << 20, &[file]);
        self.pane.arrange(&self.library, &self.settings, self.size);
    }

    /// Puts a loaded file in its place, or replaces its beginning by a fuller reading.
    fn take_in(&mut self, file: FileId, state: State) {
        let failure = state.failure().map(str::to_owned);
        let before = self.library.arrive(file, state);
        if let Some(before) = before {
            relocate::relocate(&mut self.pane, &self.library, file, &before);
            choosing::renew_list(self);
        }
        if let Some(reason) = failure {
            self.message = message::complain(reason);
        } else if self.pane.id().file == file && self.document().is_some() {
            self.say_problems();
        }
    }

    /// Why there is nothing to read, and never will be.
    pub fn failure(&self) -> Option<&str> {
        self.library.failure().filter(|_| !self.room.is_offered)
    }

    /// Whether what the first screen is to show is still on its way.
    pub fn is_first_awaited(&self) -> bool {
        self.room.is_first_awaited() || self.library.is_first_waiting()
    }

    /// Lays something over the text.
    fn lay_over(&mut self, overlay: Overlay) -> Said {
        self.overlay = Some(overlay);
        None
    }

    /// Opens a list; where there is nothing to list, says so.
    fn list(&mut self, list: Option<Picker>, otherwise: &str) -> Said {
        match list {
            Some(list) => self.lay_over(Overlay::List(list)),
            None => say(otherwise),
        }
    }
}

/// Takes what came of a job. No job comes to what another asked for.
fn take(app: &mut App, job: Job, outcome: Outcome, effects: &mut Vec<Effect>) {
    match (job, outcome) {
        (Job::Load(file), Outcome::Loaded(state)) => app.take_in(file, state),
        (Job::Ask(number, _), Outcome::Answered(answers)) => {
            room::answer(app, number, answers);
        }
        (_, Outcome::Shelved(news)) => room::shelve(app, news, effects),
        (_, Outcome::Previewed(preview)) => room::preview(app, preview),
        (_, Outcome::Written(written)) => writing::say_written(app, written),
        (_, Outcome::Loaded(_) | Outcome::Answered(_)) => {}
    }
}

/// Asks the outside for something.
fn ask(effect: Effect, effects: &mut Vec<Effect>) -> Said {
    effects.push(effect);
    None
}

/// A count as a number of steps: one, unless a number was typed.
fn times(count: Option<usize>) -> isize {
    count.map_or(1, |count| isize::try_from(count).unwrap_or(isize::MAX))
}
