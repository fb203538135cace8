//! manicule reads annotated primary sources in a terminal.

pub mod app;
pub mod command;
pub mod document;
pub mod export;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod problem;
pub mod screen;
pub mod settings;
pub mod source;
pub mod view;
