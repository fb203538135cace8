//! Writing documents: as text for people, as JSON for programs, in the native format to be corrected and kept.
//!
//! Pure: values in, a string out. Knows nothing of files, of the terminal or of arguments.

mod citation;
mod json;
mod native;
mod text;

pub use citation::citation;
pub use json::{LocatedProblem, json};
pub use native::native;
pub use text::{NotesPlacement, TextOptions, text};
