//! manicule reads annotated primary sources in a terminal.

pub mod document;
pub mod layout;
pub mod problem;
pub mod source;
pub mod view;
