//! The recognisers that readers share: what brackets, points, notes, dates, archival references and transmission lines look
//! like in plain text.
//!
//! They take words or paragraphs and answer what these say. They know no page, no site and no format.

pub mod archive;
pub mod conventions;
pub mod dates;
pub mod notes;
pub mod numerals;
pub mod points;
pub mod transcript;
pub mod transmission;
