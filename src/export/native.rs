//! Writing a document in the native format, so that a person can correct it and keep it.
//!
//! What is written reads back to the same document. Where the archives' brackets or the recogniser of points would read
//! something else, the [options](NativeOptions) say so in the front matter, and braces stand for everything. Choosing among
//! them needs a reader and is not done here.

mod blocks;
mod inline;

use std::fmt::Write as _;

use serde::Serialize;

use crate::document::{BlockId, Document, FlowId, Hand, Metadata};
use blocks::Neighbours;
use inline::{Marked, Notation};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NativeOptions {
    /// How points are told.
    pub points: Points,
    /// How annotations are written that had signs in their source.
    pub brackets: Brackets,
}

/// How points are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// By their numbers: the reader finds them.
    Recognised,
    /// Each is marked.
    Marked,
}

/// How annotations are written that had signs in their source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brackets {
    /// With those signs, by the archives' conventions.
    Archive,
    /// With braces, like all others.
    None,
}

impl NativeOptions {
    /// All ways of writing, the one that is easiest on the eye first; the last reads back to any document.
    pub const FRIENDLIEST_FIRST: [Self; 4] = [
        Self {
            points: Points::Recognised,
            brackets: Brackets::Archive,
        },
        Self {
            points: Points::Marked,
            brackets: Brackets::Archive,
        },
        Self {
            points: Points::Recognised,
            brackets: Brackets::None,
        },
        Self {
            points: Points::Marked,
            brackets: Brackets::None,
        },
    ];
}

/// Further paragraphs of a note are set in by this.
const NOTE_INDENT: &str = "    ";

/// A document in the native format.
pub fn native(document: &Document, options: NativeOptions) -> String {
    let mut written = format!("+++\n{}+++\n", front_matter(document, options));
    let notation = Notation::of(document, options);
    write_flow(&mut written, document, FlowId::MAIN, &notation);
    for flow in notation.defined(document) {
        let mut body = String::new();
        write_flow(&mut body, document, flow, &notation);
        let _ = write!(written, "\n[^{}]:", notation.name(flow));
        let mut indent = " ";
        for line in body.trim_matches('\n').split('\n') {
            if !line.is_empty() {
                written.push_str(indent);
                written.push_str(line);
            }
            written.push('\n');
            indent = NOTE_INDENT;
        }
    }
    written
}

#[derive(Serialize)]
struct FrontMatter<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    conventions: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<&'static str>,
    #[serde(flatten)]
    metadata: &'a Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hands: Vec<FrontHand<'a>>,
}

#[derive(Serialize)]
struct FrontHand<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

impl<'a> FrontHand<'a> {
    fn of(hand: &'a Hand) -> Self {
        Self {
            key: hand.key.as_deref(),
            name: &hand.name,
            description: hand.description.as_deref(),
        }
    }
}

fn front_matter(document: &Document, options: NativeOptions) -> String {
    let is_told = |hand: &Hand| hand.key.is_some() || hand.description.is_some();
    // Hands known only by the names that brackets give them need no declaration, unless there is an order to keep.
    let hands = if options.brackets == Brackets::Archive
        && !document.hands.iter().any(is_told)
        && document.hands.len() < 2
    {
        Vec::new()
    } else {
        document.hands.iter().map(FrontHand::of).collect()
    };
    let front = FrontMatter {
        id: &document.id,
        conventions: (options.brackets == Brackets::None).then_some("none"),
        points: (options.points == Points::Marked).then_some("marked"),
        metadata: &document.metadata,
        hands,
    };
    // Metadata holds nothing but strings, so that it can always be written.
    toml::to_string(&front).unwrap_or_default()
}

/// Writes the blocks of a flow, each after an empty line unless it goes on with the one before.
fn write_flow(written: &mut String, document: &Document, flow: FlowId, notation: &Notation) {
    let marked = Marked::of(document, flow, notation);
    let blocks: Vec<BlockId> = document.flow_blocks(flow).collect();
    for (index, &id) in blocks.iter().enumerate() {
        let neighbours = Neighbours {
            before: index
                .checked_sub(1)
                .map(|before| document.block(blocks[before])),
            is_in_note: flow != FlowId::MAIN,
        };
        let text = marked.write(document, notation, document.block(id));
        blocks::write(written, document.block(id), &text, neighbours);
    }
}
