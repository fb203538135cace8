//! XML for every reader whose format is written in it: tokens, entities, and trees of the parts that are looked up.
//!
//! [`Lexer`] parts a text into tokens, whatever state it is in; [`Attributes`] walks the attributes of a tag; [`Entities`]
//! resolves references; [`Tree`] keeps a part of a file whole. Knows no element of any format.

mod entities;
mod lexer;
mod tree;

pub(crate) use entities::Entities;
pub(crate) use lexer::{Attributes, Lexer, Token, local};
pub(crate) use tree::{NodeId, Tree};
