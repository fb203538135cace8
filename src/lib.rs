//! manicule (☞) reads annotated primary sources in a terminal: telegrams, letters, memoranda, inscriptions, and the editions
//! that archives and scholars publish of them. It shows at once what is the document's and what is the editor's.
//!
//! This page is the project's map.
//!
//! # How a document flows through the program
//!
//! ```text
//! bytes ── source ──▶ Reading { documents, problems, ledger }
//!                         │
//!                         ▼
//!                     Document   running text once, everything else as spans of it
//!                         │
//!             View ───────┤      which layers are shown, and how; what text is visible
//!                         ▼
//!                     layout     a block, a view and a measure in; lines and margin notes out
//!                         │
//!   Key ─▶ keymap ─▶ Command ─▶ App ─▶ Effect, work included; what comes of work is an Event
//!                         │
//!                         ▼
//!                     screen     draws the App; changes nothing
//!                         │
//!                     terminal   the event loop, and the effects that touch the outside
//! ```
//!
//! # Modules, in reading order
//!
//! | module | holds |
//! |---|---|
//! | [`text`] | text made safe to be shown, and measured |
//! | [`document`] | the model: text, blocks, annotations, points, metadata; plain values |
//! | [`problem`] | what is wrong in a file, where, and what to do |
//! | [`source`] | decoding, recognising the format, one reader for each format, the recognisers they share |
//! | [`library`] | the files as read, by identities that never change; loading them and letting them go |
//! | [`view`] | layers, named views, what of a block is visible |
//! | [`layout`] | lines, optimal line breaking, what the margin says and where it stands; the page for screen and print |
//! | [`notes`] | notes beside a text: where their quotations stand, changing a file of them, the reader's own on one document |
//! | [`search`] | finding words whatever their case and accents |
//! | [`catalogue`] | the facts and words of all documents of some folders, in an index; what is asked of it |
//! | [`citation`] | what a footnote says of a document, in the forms of journals and reference managers |
//! | [`export`] | writers: plain text, the native format, TEI, HTML, Markdown, JSON |
//! | [`conversion`] | a document in another form, and what that form could not carry |
//! | [`command`], [`key`], [`keymap`] | what can be asked, and how it is typed |
//! | [`settings`] | what a user sets once |
//! | [`app`] | all state between two keystrokes: the [pane](app::pane) being read, the [overlays](app::overlay); an event in, effects out |
//! | [`screen`] | drawing, and the themes |
//! | [`terminal`] | raw mode, the event loop, signals, the threads that do the [work](terminal::work) asked for |
//! | [`cli`] | arguments, the commands that print, exit statuses |
//!
//! Nothing imports what stands below it; `tests/tidy` holds that.
//!
//! # Invariants
//!
//! - A [file](document::FileId) and a [document](document::DocumentId) keep their identities while others come and go.
//! - A place in a document is a byte offset, never a row. Scroll position, hits, jumps are places; so they outlive any width,
//!   view or resize.
//! - Annotations are ranges that may overlap and nest freely. Nothing models them as a tree.
//! - Reading cannot fail on text that could be decoded, and nothing in a file silently disappears: the
//!   [ledger](source::Ledger) names what every byte was taken for.
//! - Everything above [`terminal`] is values in, values out: no terminal, no clock, no environment. Only [`terminal`] knows
//!   that there is a terminal, and only [`cli`] that there are files.
//! - A layout knows no colours; [`screen`] knows no formats; [`source`] knows no widths.
//! - No byte of a document reaches the terminal as a control character: [`text`] resolves them to visible signs, in
//!   layouts as in whatever else is shown (titles, messages, file names, arguments).
//! - Only blocks in or near the window are laid out, so a keystroke costs the same in a telegram and in a volume.
//! - Every reader reads the beginning of a file as it reads the whole, so that a long file is shown from its beginning while
//!   the rest is read; [`app`] then moves what was being read to where it is.
//!
//! # Where new things go
//!
//! - A kind of annotation: a variant of [`document::Kind`], with its layer.
//! - A format: a module in [`source`], and its line in [`source::read`].
//! - A command: a variant of [`command::Command`], its arm in [`app::App::perform`], its line in `keymap.toml`.
//! - Something laid over the text: a type in [`app::overlay`] with its keys, scrolling, clicks and area; a variant of
//!   [`app::overlay::Overlay`] makes the compiler name the rest.
//! - Work that takes time: a variant of [`app::Job`] and of [`app::Outcome`].
//! - What is written of own notes: [`notes::edit`], and [`source::commentary`] to read it again.
//! - A view: a variant of [`view::NamedView`].
//! - What a bracket means: a rule in `src/source/recognise/conventions.toml`; what an element of TEI is: a row in
//!   `src/source/tei/mapping.toml`; what is known of a site's pages: an entry in `src/source/html/websites.toml`. Users lay
//!   their own over all three.

pub mod app;
pub mod catalogue;
pub mod citation;
pub mod cli;
pub mod command;
pub mod conversion;
pub mod document;
pub mod export;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod library;
pub mod notes;
pub mod problem;
pub mod screen;
pub mod search;
pub mod settings;
pub mod source;
pub mod terminal;
pub mod text;
pub mod view;
