//! Everything that can be asked of the reader, by name.
//!
//! One enum: its documentation comments are the help, the palette, the hint after a prefix and the key table in the README.
//! A view or a layer is the payload of one variant; counts are arguments. A new command is one variant here, one arm in
//! [`App::perform`](crate::app::App::perform) and a line in `keymap.toml`. Knows nothing of keys.
//!
//! ```
//! use manicule::command::Command;
//! use manicule::document::Layer;
//!
//! assert_eq!(Command::named("toggle-notes"), Some(Command::Toggle(Layer::Notes)));
//! assert_eq!(Command::Quit.help(), "Quit");
//! ```

use std::borrow::Cow;
use std::{fmt, iter};

use strum::{EnumIter, EnumMessage, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::document::Layer;
use crate::view::NamedView;

/// Something that can be asked of the reader.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Command {
    // Moving.
    /// Down a line
    LineDown,
    /// Up a line
    LineUp,
    /// Down half a screen
    HalfPageDown,
    /// Up half a screen
    HalfPageUp,
    /// Down a screen
    PageDown,
    /// Up a screen
    PageUp,
    /// To the start; with a count, to that per cent of the text
    Start,
    /// To the end; with a count, to that per cent of the text
    End,
    // Points.
    /// To the next numbered point
    NextPoint,
    /// To the previous numbered point
    PreviousPoint,
    /// To the point of this number (`3 p`); without a number, the outline
    GoToPoint,
    /// Outline of the points and headings; type a number (`5b`) or words
    Outline,
    // Annotations.
    /// To the next annotation
    NextAnnotation,
    /// To the previous annotation
    PreviousAnnotation,
    /// Open the annotation in focus, or follow its reference
    OpenNote,
    /// Mark this place by a letter
    SetMark,
    /// To the place marked by a letter
    GoToMark,
    /// Back to where you were
    Back,
    /// Forward again
    Forward,
    // Views.
    /// The next view: annotated, reading, as written, as first written, as edited
    NextView,
    /// A named view
    #[strum(disabled)]
    Show(NamedView),
    /// The view before this one
    LastView,
    /// Layers: what is shown, and how
    Layers,
    /// A layer on or off
    #[strum(disabled)]
    Toggle(Layer),
    /// All annotations on or off
    ToggleAll,
    /// Signs of layers shown in the text: as printed, or Leiden
    ToggleNotation,
    // Searching.
    /// Search in the text and its notes
    Search,
    /// Search in all files and folders that were opened: words, "a phrase", from:stalin, in:handwriting, date:1945
    SearchEverywhere,
    /// To the next hit
    NextHit,
    /// To the previous hit
    PreviousHit,
    // Documents.
    /// The open documents; type to filter
    Documents,
    /// What is done in the reading room
    #[strum(disabled)]
    Room(RoomCommand),
    /// The next document
    NextDocument,
    /// The previous document
    PreviousDocument,
    // Screen.
    /// Metadata on or off
    Metadata,
    /// Where notes stand: as fits, beside the text, at the foot, under their paragraphs
    NotesPlacement,
    /// A wider text column
    Wider,
    /// A narrower text column
    Narrower,
    /// Words divided at the end of a line, or whole
    ToggleHyphenation,
    /// The next colours: the terminal’s own, light, dark, none
    NextTheme,
    /// What could not be read as it stands; choosing one goes there
    Problems,
    /// The source as it stands, by what it was taken for
    Source,
    /// Something to the clipboard
    #[strum(disabled)]
    Copy(Copied),
    /// Copies: with the edition’s brackets, plain, with the notes, with a citation
    NextCopying,
    /// Citations in every form; choosing one copies it
    Citations,
    /// Write the document in another form: native, TEI, Markdown, HTML, JSON
    Export,
    // The program.
    /// Help: every key
    Help,
    /// Every command by name; type to filter
    Palette,
    /// Where you are: document, point, place, file
    Position,
    /// Close what is open, forget the search
    Cancel,
    /// Suspend to the shell
    Suspend,
    /// Redraw the screen
    Redraw,
    /// Quit
    Quit,
    /// What is done in a list, a prompt or a panel
    #[strum(disabled)]
    Within(Within),
}

/// What is copied.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Copied {
    /// Copy the point or paragraph to the clipboard, nothing left out without a sign
    Passage,
    /// Copy from the place marked last to here
    FromMark,
    /// Copy a citation of the document and place: the full note
    Citation,
    /// Copy the short note, for later mentions
    ShortCitation,
}

/// What is done in a list, a prompt or a panel.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Within {
    /// In a list or prompt: choose
    Accept,
    /// In a list: to the next entry
    NextEntry,
    /// In a list: to the previous entry
    PreviousEntry,
    /// In a list: down a screen
    NextEntries,
    /// In a list: up a screen
    PreviousEntries,
    /// In a list or prompt: delete the last character typed
    DeleteBack,
    /// In a prompt: delete what was typed
    DeleteAll,
    /// In the query line: complete the word
    Complete,
    /// In the layers panel: the next way of showing
    NextShowing,
    /// In the layers panel: the previous way of showing
    PreviousShowing,
}

/// Something that can be asked of the reading room.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum RoomCommand {
    /// The reading room: all documents of the files and folders that were opened, to sort, narrow and search
    ReadingRoom,
    /// In the reading room: to the next part: list, facets, timeline
    NextPart,
    /// In the reading room: to the part before
    PreviousPart,
    /// In the reading room: to the first entry
    FirstEntry,
    /// In the reading room: to the last entry
    LastEntry,
    /// In the reading room: sort by the next column
    NextOrder,
    /// In the reading room: the other way round
    ReverseOrder,
    /// In the reading room: the documents, or the hits in them
    ToggleHits,
    /// In the reading room: preview on or off
    TogglePreview,
    /// In the reading room: to the next step of the timeline
    NextStep,
    /// In the reading room: to the step of the timeline before
    PreviousStep,
    /// In the reading room: narrow to the time from this step of the timeline on
    BrushFrom,
    /// In the reading room: narrow to the time up to this step of the timeline
    BrushTo,
    /// In the reading room: narrow to the undated documents, or no longer
    ToggleUndated,
    /// In the reading room: narrow no longer
    Widen,
}

impl Command {
    /// All commands, in the order of the help.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter().flat_map(|command| {
            let views = NamedView::iter().filter(move |_| command == Self::NextView);
            let layers = Layer::iter().filter(move |_| command == Self::Layers);
            let room = RoomCommand::iter().filter(move |_| command == Self::Documents);
            let copied = Copied::iter().filter(move |_| command == Self::Source);
            let within = Within::iter().filter(move |_| command == Self::Quit);
            iter::once(command)
                .chain(views.map(Self::Show))
                .chain(layers.map(Self::Toggle))
                .chain(room.map(Self::Room))
                .chain(copied.map(Self::Copy))
                .chain(within.map(Self::Within))
        })
    }

    /// The command of this name.
    pub fn named(name: &str) -> Option<Self> {
        let view = name.strip_prefix(VIEW).and_then(|view| view.parse().ok());
        let layer = name
            .strip_prefix(TOGGLE)
            .and_then(|layer| layer.parse().ok());
        let copied = name.strip_prefix(COPY).and_then(|what| what.parse().ok());
        view.map(Self::Show)
            .or(layer.map(Self::Toggle))
            .or(copied.map(Self::Copy))
            .or_else(|| name.parse().ok().map(Self::Within))
            .or_else(|| name.parse().ok().map(Self::Room))
            .or_else(|| name.parse().ok())
    }

    /// The name in the keymap: `next-point`, `view-reading`, `toggle-notes`.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::Show(view) => format!("{VIEW}{view}").into(),
            Self::Toggle(layer) => format!("{TOGGLE}{layer}").into(),
            Self::Copy(what) => format!("{COPY}{}", <&str>::from(what)).into(),
            Self::Within(what) => <&str>::from(what).into(),
            Self::Room(asked) => <&'static str>::from(asked).into(),
            plain => <&'static str>::from(plain).into(),
        }
    }

    /// What it does, as the help says it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Show(view) => view_help(view),
            Self::Toggle(layer) => toggle_help(layer),
            Self::Copy(what) => what.get_documentation().unwrap_or_default(),
            Self::Within(what) => what.get_documentation().unwrap_or_default(),
            Self::Room(asked) => asked.get_documentation().unwrap_or_default(),
            plain => plain.get_documentation().unwrap_or_default(),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// What the names of the commands that show a view begin with.
const VIEW: &str = "view-";
/// What the names of the commands that switch a layer begin with.
const TOGGLE: &str = "toggle-";
/// What the names of the commands that copy begin with.
const COPY: &str = "copy-";

fn view_help(view: NamedView) -> &'static str {
    match view {
        NamedView::Annotated => "View: all annotations in the margin",
        NamedView::Reading => "View: clean text without marks",
        NamedView::AsWritten => "View: as its writer left it, without the editor’s words",
        NamedView::AsFirstWritten => "View: before any hand touched it",
        NamedView::AsEdited => "View: everything in the text, as the edition prints it",
    }
}

fn toggle_help(layer: Layer) -> &'static str {
    match layer {
        Layer::Handwriting => "Handwriting on or off",
        Layer::Supplied => "Supplied words on or off",
        Layer::Uncertain => "Uncertain and missing text on or off",
        Layer::Notes => "Notes on or off",
        Layer::Regularised => "Regularised spellings on or off",
        Layer::Variants => "Variants on or off",
        Layer::Form => "Form (stamps, letterheads, classification) on or off",
        Layer::Breaks => "Breaks (pages, columns, lines) on or off",
        Layer::Names => "Names on or off",
        Layer::Commentary => "Commentary on or off",
        Layer::Own => "Own notes on or off",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_says_what_it_does_in_one_line() {
        for command in Command::all() {
            let help = command.help();
            assert!(
                !help.is_empty() && !help.contains('\n') && !help.ends_with('.'),
                "{command}: {help:?}"
            );
        }
    }

    #[test]
    fn every_view_and_layer_has_its_command_and_every_name_leads_back() {
        for command in Command::all() {
            assert_eq!(Command::named(&command.name()), Some(command));
        }
        let all: Vec<Command> = Command::all().collect();
        assert!(NamedView::iter().all(|view| all.contains(&Command::Show(view))));
        assert!(Layer::iter().all(|layer| all.contains(&Command::Toggle(layer))));
        assert!(Copied::iter().all(|what| all.contains(&Command::Copy(what))));
        assert!(Within::iter().all(|what| all.contains(&Command::Within(what))));
        assert_eq!(Command::named("toggle"), None);
        assert_eq!(Command::named("show"), None);
    }
}
