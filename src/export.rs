//! Writing documents: as text for people, as JSON for programs.
//!
//! Pure: values in, a string out. Knows nothing of files, of the terminal or of arguments.
//!
//! ```
//! use manicule::export::{self, TextOptions};
//! use manicule::source::{self, Alone};
//! use manicule::view::{NamedView, View};
//!
//! let reading = source::read("letter.txt", b"Come [soon].".to_vec(), &Alone)?;
//! let view = View::from(NamedView::AsEdited);
//! let text = export::text(&reading.documents[0], &view, TextOptions::default());
//! assert!(text.ends_with("Come [soon].\n"));
//! # Ok::<(), manicule::source::NotText>(())
//! ```

mod form;
mod html;
mod json;
mod loss;
mod markdown;
mod markup;
pub mod native;
mod tei;
mod text;

pub use form::Form;
pub use html::html;
pub use json::{LocatedProblem, json};
pub use loss::{Export, Loss};
pub use markdown::markdown;
pub use native::{NativeOptions, native};
pub use tei::tei;
pub use text::{NotesPlacement, TextOptions, text};
