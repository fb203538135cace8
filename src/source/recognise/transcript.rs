//! The text conventions that all formats share: from paragraphs of a source to running text with annotations.
//!
//! A reader that has the source's text gives it as [`Paragraph`]s, lists of stretches of the decoded text. Then:
//!
//! 1. [`brackets`] finds the archives' bracket conventions and answers [`Mark`]s. What the reader knows by itself (braces,
//!    escapes, references to notes) it adds to the same list, and gives those places as `masked`, so that no bracket in
//!    them is looked at. A mark drops its signs from the text and lays an annotation over what stands between them.
//! 2. [`Writer::write`] writes paragraphs with their marks into the draft, and remembers what every byte became.
//! 3. The recognisers of points and quotations run over the draft ([`recognise`]).
//! 4. [`Writer::settle`] enters everything in the ledger when the draft is finished, with the places in the document.
//!
//! A reader that has no text for it but a draft already built (TEI) calls [`mark_draft`] instead of 1 and 2: brackets stay
//! in the text there, and the annotations lie over them.
//!
//! Marks may overlap freely; those whose words become a note's body must nest. Everything is linear in the text.

mod classify;
mod declared;
mod drafted;
mod english;
mod guess;
mod scan;
mod write;

use std::borrow::Cow;

use crate::document::{Annotation, BlockKind, Kind, Span};

pub use declared::Declared;
pub use drafted::{mark_draft, recognise};
pub use scan::brackets;
pub use write::Writer;

/// A paragraph of the source: stretches of the decoded text that are joined by one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What block it becomes.
    pub kind: BlockKind,
    /// See [`Block::level`](crate::document::Block::level).
    pub level: u8,
    /// See [`Block::opens_group`](crate::document::Block::opens_group).
    pub opens_group: bool,
    /// Its lines, without the white space round them, in order. No line feed lies in one.
    pub lines: Vec<Span>,
    /// Whether the lines are the cells of a table's row: they are joined by tabs, also the empty ones.
    pub is_row: bool,
    /// Whether it is a block even if nothing but marks is in it.
    pub is_kept: bool,
    /// What it is, for the ledger; empty if the block's kind says enough.
    pub detail: Cow<'static, str>,
}

impl Paragraph {
    /// A paragraph of one line.
    pub fn line(kind: BlockKind, line: Span) -> Self {
        Self {
            kind,
            level: 0,
            opens_group: false,
            lines: vec![line],
            is_row: false,
            is_kept: false,
            detail: Cow::Borrowed(""),
        }
    }

    /// From its first byte to its last.
    pub fn span(&self) -> Span {
        match (self.lines.first(), self.lines.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }
}

/// Where the words between a mark's signs go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Words {
    /// They stay in the running text.
    #[default]
    Text,
    /// They become the body of the annotation.
    Body,
}

/// A mark in the source: signs that leave the text, and what they say of the words between them.
///
/// Invariant: `before` ends at or before the start of `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The signs before the words; all of the mark where it has no words.
    pub before: Span,
    /// The signs after the words; empty at the end of `before` where it has no words.
    pub after: Span,
    /// Where the words go.
    pub words: Words,
    /// What is said of the words; its span is not read. None for signs that only leave the text (an escape); where their
    /// words came to stand, [`Writer::stretch`] tells.
    pub annotation: Option<Annotation>,
    /// Whose hand it is, by name.
    pub hand: Option<String>,
    /// What it is, for the ledger.
    pub detail: Cow<'static, str>,
}

impl Mark {
    /// A mark of two signs with words between them.
    pub fn around(
        before: Span,
        after: Span,
        annotation: Annotation,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            before,
            after,
            words: Words::Text,
            annotation: Some(annotation),
            hand: None,
            detail: detail.into(),
        }
    }

    /// A mark without words: `[sic]`, a note's reference.
    pub fn alone(sign: Span, annotation: Annotation, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::around(sign, Span::at(sign.end), annotation, detail)
    }

    /// Signs that leave the text and say nothing: a backslash before a bracket.
    pub fn dropped(sign: Span, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            before: sign,
            after: Span::at(sign.end),
            words: Words::Text,
            annotation: None,
            hand: None,
            detail: detail.into(),
        }
    }

    /// The words between the signs.
    pub fn content(&self) -> Span {
        Span::new(self.before.end, self.after.start)
    }

    /// From its first byte to its last.
    pub fn span(&self) -> Span {
        Span::new(self.before.start, self.after.end)
    }
}

/// The form feeds that are lines of paragraphs: a page of the original ends there.
pub fn form_feeds(text: &str, paragraphs: &[Paragraph]) -> Vec<Mark> {
    let lines = paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    lines
        .filter(|line| line.of(text) == "\u{c}")
        .map(|&line| {
            let annotation = Annotation::new(Kind::PageBreak, Span::default());
            Mark::alone(line, annotation, "page break")
        })
        .collect()
}
