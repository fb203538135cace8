//! Text: made safe to be shown, and measured. One copy of each for the whole program.
//!
//! Knows nothing of documents, files or terminals.
//!
//! A control character is shown and never acted on:
//!
//! ```
//! assert_eq!(manicule::text::shown("a\u{1b}[31mb"), "a\u{241b}[31mb");
//! ```

pub mod sanitise;

pub use sanitise::{escaped_json, shown, shown_in_lines, spelt_out, width};
