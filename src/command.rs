//! Everything that can be asked of the reader, by name.
//!
//! One enum without payloads: its documentation comments are the help, the palette, the hint after a prefix and the key
//! table in the README. Counts are arguments, not variants. A new command is one variant here, one arm in
//! [`App::perform`](crate::app::App::perform) and a line in `keymap.toml`. Knows nothing of keys.

use strum::{Display, EnumIter, EnumMessage, EnumString, IntoEnumIterator, IntoStaticStr};

use crate::document::Layer;

/// Something that can be asked of the reader.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Display,
    EnumIter,
    EnumMessage,
    EnumString,
    IntoStaticStr,
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
    /// Back to where you were
    Back,
    /// Forward again
    Forward,
    // Views.
    /// The next view: annotated, reading, as written, as first written, as edited
    NextView,
    /// View: all annotations in the margin
    ViewAnnotated,
    /// View: clean text without marks
    ViewReading,
    /// View: as its writer left it, without the editor’s words
    ViewAsWritten,
    /// View: before any hand touched it
    ViewAsFirstWritten,
    /// View: everything in the text, as the edition prints it
    ViewAsEdited,
    /// Layers: what is shown, and how
    Layers,
    /// Handwriting on or off
    ToggleHandwriting,
    /// Supplied words on or off
    ToggleSupplied,
    /// Uncertain and missing text on or off
    ToggleUncertain,
    /// Notes on or off
    ToggleNotes,
    /// Regularised spellings on or off
    ToggleRegularised,
    /// Variants on or off
    ToggleVariants,
    /// Form (stamps, letterheads, classification) on or off
    ToggleForm,
    /// Breaks (pages, columns, lines) on or off
    ToggleBreaks,
    /// Names on or off
    ToggleNames,
    /// Commentary on or off
    ToggleCommentary,
    /// Own notes on or off
    ToggleOwn,
    /// All annotations on or off
    ToggleAll,
    /// Signs of layers shown in the text: as printed, or Leiden
    ToggleNotation,
    // Searching.
    /// Search in the text and its notes
    Search,
    /// To the next hit
    NextHit,
    /// To the previous hit
    PreviousHit,
    // Documents.
    /// The open documents; type to filter
    Documents,
    /// The next document
    NextDocument,
    /// The previous document
    PreviousDocument,
    // Screen.
    /// Metadata on or off
    Metadata,
    /// Notes beside the text, or under their paragraphs
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
    /// Copy the point or paragraph to the clipboard
    CopyPassage,
    /// Copy a citation of the document to the clipboard
    CopyCitation,
    // The program.
    /// Help: every key
    Help,
    /// Every command by name; type to filter
    Palette,
    /// Close what is open, forget the search
    Cancel,
    /// Suspend to the shell
    Suspend,
    /// Redraw the screen
    Redraw,
    /// Quit
    Quit,
    // In lists and prompts.
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
    /// In the layers panel: the next way of showing
    NextShowing,
    /// In the layers panel: the previous way of showing
    PreviousShowing,
}

impl Command {
    /// All commands, in the order of the help.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The name in the keymap: `next-point`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it does, as the help says it.
    pub fn help(self) -> &'static str {
        self.get_documentation().unwrap_or_default()
    }

    /// The layer that it switches, if it switches one.
    pub fn toggled_layer(self) -> Option<Layer> {
        Some(match self {
            Self::ToggleHandwriting => Layer::Handwriting,
            Self::ToggleSupplied => Layer::Supplied,
            Self::ToggleUncertain => Layer::Uncertain,
            Self::ToggleNotes => Layer::Notes,
            Self::ToggleRegularised => Layer::Regularised,
            Self::ToggleVariants => Layer::Variants,
            Self::ToggleForm => Layer::Form,
            Self::ToggleBreaks => Layer::Breaks,
            Self::ToggleNames => Layer::Names,
            Self::ToggleCommentary => Layer::Commentary,
            Self::ToggleOwn => Layer::Own,
            _ => return None,
        })
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
    fn every_layer_has_its_toggle() {
        for layer in Layer::iter() {
            assert_eq!(
                Command::all()
                    .filter(|command| command.toggled_layer() == Some(layer))
                    .count(),
                1,
                "{layer}"
            );
        }
    }
}
