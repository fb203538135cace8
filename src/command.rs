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

use crate::document::{Layer, Pen};
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
    // Own notes.
    /// Selecting a stretch of the text
    #[strum(disabled)]
    Select(Selecting),
    /// A highlight in one of four pens
    #[strum(disabled)]
    Highlight(Pen),
    /// Something done with own notes
    #[strum(disabled)]
    Own(Noting),
    /// What is done to a text being typed
    #[strum(disabled)]
    Edit(Editing),
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

/// How a stretch of the text is selected.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Selecting {
    /// Select a word; from there words, sentences, points, or back to a mark
    Word,
    /// Select the sentence
    Sentence,
    /// Select the point, or the paragraph
    Point,
    /// Select from the place marked last to here
    FromMark,
    /// While selecting: the next word, sentence or paragraph
    Next,
    /// While selecting: the previous word, sentence or paragraph
    Previous,
    /// While selecting: one more
    More,
    /// While selecting: one less
    Less,
}

/// What is done with own notes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Noting {
    /// Write a note on what is selected or in focus, or on the sentence; on an own note, change it
    Write,
    /// Write a note in your editor (`$VISUAL`, `$EDITOR`)
    WriteLong,
    /// Write a note on the document as a whole
    OnDocument,
    /// Delete the own note in focus
    Delete,
    /// Take back the last change of your notes
    Undo,
    /// Confirm the place of a note whose words have changed
    Confirm,
    /// Your notes on this document; type to filter
    List,
    /// In the list of notes: by place, by time, by tag
    Order,
}

/// What is done to a text that is being typed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumMessage, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Editing {
    /// In the editor of a note: left
    Left,
    /// In the editor of a note: right
    Right,
    /// In the editor of a note: a word to the left
    WordLeft,
    /// In the editor of a note: a word to the right
    WordRight,
    /// In the editor of a note: a line up
    Up,
    /// In the editor of a note: a line down
    Down,
    /// In the editor of a note: to the start of the line
    LineStart,
    /// In the editor of a note: to the end of the line
    LineEnd,
    /// In the editor of a note: a new line
    NewLine,
    /// In the editor of a note: delete the character under the caret
    Delete,
    /// In the editor of a note: delete the word before the caret
    DeleteWord,
    /// In the editor of a note: take the last change back
    Undo,
    /// In the editor of a note: make it again
    Redo,
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
            let selecting = Selecting::iter().filter(move |_| command == Self::Forward);
            let pens = Pen::iter().filter(move |_| command == Self::Forward);
            let notes = Noting::iter().filter(move |_| command == Self::Forward);
            let views = NamedView::iter().filter(move |_| command == Self::NextView);
            let layers = Layer::iter().filter(move |_| command == Self::Layers);
            let room = RoomCommand::iter().filter(move |_| command == Self::Documents);
            let copied = Copied::iter().filter(move |_| command == Self::Source);
            let within = Within::iter().filter(move |_| command == Self::Quit);
            let edits = Editing::iter().filter(move |_| command == Self::Quit);
            iter::once(command)
                .chain(selecting.map(Self::Select))
                .chain(pens.map(Self::Highlight))
                .chain(notes.map(Self::Own))
                .chain(views.map(Self::Show))
                .chain(layers.map(Self::Toggle))
                .chain(room.map(Self::Room))
                .chain(copied.map(Self::Copy))
                .chain(within.map(Self::Within))
                .chain(edits.map(Self::Edit))
        })
    }

    /// The command of this name.
    pub fn named(name: &str) -> Option<Self> {
        let after = |prefix| name.strip_prefix(prefix);
        let view = after(VIEW).and_then(|view| view.parse().ok());
        let layer = after(TOGGLE).and_then(|layer| layer.parse().ok());
        let selecting = after(SELECT).and_then(|selecting| selecting.parse().ok());
        let pen = after(PEN).and_then(|pen| pen.parse().ok());
        let noting = after(NOTE).and_then(|noting| noting.parse().ok());
        let editing = after(EDIT).and_then(|editing| editing.parse().ok());
        (view.map(Self::Show))
            .or(layer.map(Self::Toggle))
            .or(selecting.map(Self::Select))
            .or(pen.map(Self::Highlight))
            .or(noting.map(Self::Own))
            .or(editing.map(Self::Edit))
            .or(after(COPY)
                .and_then(|what| what.parse().ok())
                .map(Self::Copy))
            .or_else(|| name.parse().ok().map(Self::Within))
            .or_else(|| name.parse().ok().map(Self::Room))
            .or_else(|| name.parse().ok())
    }

    /// The name in the keymap: `next-point`, `view-reading`, `toggle-notes`.
    pub fn name(self) -> Cow<'static, str> {
        match self {
            Self::Show(view) => format!("{VIEW}{view}").into(),
            Self::Toggle(layer) => format!("{TOGGLE}{layer}").into(),
            Self::Select(selecting) => format!("{SELECT}{}", <&str>::from(selecting)).into(),
            Self::Own(noting) => format!("{NOTE}{}", <&str>::from(noting)).into(),
            Self::Highlight(pen) => format!("{PEN}{pen}").into(),
            Self::Edit(editing) => format!("{EDIT}{}", <&str>::from(editing)).into(),
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
            Self::Select(selecting) => selecting.get_documentation().unwrap_or_default(),
            Self::Own(noting) => noting.get_documentation().unwrap_or_default(),
            Self::Highlight(pen) => highlight_help(pen),
            Self::Edit(editing) => editing.get_documentation().unwrap_or_default(),
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

/// What the names of the commands that select begin with.
const SELECT: &str = "select-";
/// What the names of the commands for own notes begin with.
const NOTE: &str = "note-";
/// What the names of the commands that highlight begin with.
const PEN: &str = "highlight-";
/// What the names of the commands that change a text being typed begin with.
const EDIT: &str = "edit-";

fn highlight_help(pen: Pen) -> &'static str {
    match pen {
        Pen::A => "Highlight with pen a: what is selected or in focus, or the sentence",
        Pen::B => "Highlight with pen b",
        Pen::C => "Highlight with pen c",
        Pen::D => "Highlight with pen d",
    }
}

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
