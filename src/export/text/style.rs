//! The ANSI styles of printed text, by layer; nothing at all where they are not wanted.
//!
//! Knows nothing of themes: these are the terminal's own colours and attributes, each layer with an attribute, so that
//! colour is never the only sign.

use crate::document::{AnnotationId, BlockKind, Document, Look};
use crate::layout::{Line, Origin, Run};

// Select Graphic Rendition (ECMA-48, 8.3.117).
const BOLD: u8 = 1;
const DIM: u8 = 2;
const ITALIC: u8 = 3;
const UNDERLINED: u8 = 4;
const STRUCK: u8 = 9;
const CYAN: u8 = 36;

/// What a page is printed with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    /// Whether styles are written.
    pub(super) is_on: bool,
}

impl Ink {
    /// A line without its indentation, each run in its style.
    pub(super) fn line(self, document: &Document, line: &Line, kind: Option<BlockKind>) -> String {
        line.runs
            .iter()
            .map(|run| self.styled(&run.text, &codes(document, run, kind)))
            .collect()
    }

    /// A sign or a label, quieter than the text.
    pub(super) fn sign(self, sign: &str) -> String {
        self.styled(sign, &[DIM])
    }

    fn styled(self, text: &str, codes: &[u8]) -> String {
        if !self.is_on || codes.is_empty() || text.is_empty() {
            return text.to_owned();
        }
        let codes: Vec<String> = codes.iter().map(u8::to_string).collect();
        format!("\u{1b}[{}m{text}\u{1b}[0m", codes.join(";"))
    }
}

fn codes(document: &Document, run: &Run, kind: Option<BlockKind>) -> Vec<u8> {
    let of_block = match kind {
        Some(BlockKind::Heading | BlockKind::TableHeading) => Some(BOLD),
        Some(BlockKind::Stage) => Some(ITALIC),
        _ => None,
    };
    let of_origin = match run.origin {
        Origin::Mark | Origin::Sign | Origin::Tie => Some(DIM),
        Origin::Text | Origin::Stand | Origin::Reference | Origin::Words => None,
    };
    let of_annotations = run
        .annotations
        .iter()
        .flat_map(|&id| of_annotation(document, id));
    let mut codes: Vec<u8> = of_block
        .into_iter()
        .chain(of_origin)
        .chain(of_annotations.copied())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The same looks as on the screen, in the terminal's own colours.
fn of_annotation(document: &Document, id: AnnotationId) -> &'static [u8] {
    match document.annotation(id).kind().traits().look {
        Look::Plain => &[],
        Look::Handwriting => &[CYAN, ITALIC],
        Look::Deletion => &[CYAN, STRUCK],
        Look::Highlight => &[CYAN, UNDERLINED],
        Look::Editorial | Look::Form | Look::Break => &[DIM],
        Look::Questioned | Look::Underlined => &[UNDERLINED],
        Look::Italic => &[ITALIC],
        Look::Bold => &[BOLD],
    }
}
