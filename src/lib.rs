//! manicule reads annotated primary sources in a terminal.

pub mod document;
pub mod export;
pub mod layout;
pub mod problem;
pub mod search;
pub mod source;
pub mod view;
