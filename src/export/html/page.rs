//! The blocks of a document as HTML elements: lists, tables and quotations opened and closed round their blocks.

use std::fmt::Write as _;

use crate::document::{Block, BlockKind, Document, FlowId};
use crate::view::View;

use super::block::Inline;

/// A document's text in the making.
pub(super) struct Page<'a> {
    document: &'a Document,
    written: String,
    /// The element that consecutive blocks of one kind stand in.
    open: Option<Container>,
    inline: Inline<'a>,
}

/// An element round several blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    List,
    Table,
    Stanza,
}

impl Container {
    fn of(kind: BlockKind) -> Option<Self> {
        match kind {
            BlockKind::ListItem => Some(Self::List),
            BlockKind::TableRow | BlockKind::TableHeading => Some(Self::Table),
            BlockKind::Verse => Some(Self::Stanza),
            _ => None,
        }
    }

    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::List => ("<ul>\n", "</ul>\n"),
            Self::Table => ("<div class=\"table\"><table>\n", "</table></div>\n"),
            Self::Stanza => ("<div class=\"stanza\">\n", "</div>\n"),
        }
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Document, view: &'a View, number: usize) -> Self {
        Self {
            document,
            written: String::new(),
            open: None,
            inline: Inline::new(document, view, number),
        }
    }

    /// Writes the blocks of a flow.
    pub(super) fn flow(&mut self, flow: FlowId) {
        for id in self.document.flow_blocks(flow) {
            let block = self.document.block(id);
            let text = self.inline.block(id);
            let is_hidden = text.is_empty() && !block.content().is_empty();
            if is_hidden {
                continue;
            }
            self.contain(block);
            self.block(block, &text);
        }
    }

    /// The text.
    pub(super) fn finish(mut self) -> String {
        self.close();
        self.written
    }

    /// Opens the element that a block stands in, and closes the one that it does not.
    fn contain(&mut self, block: &Block) {
        let wanted = Container::of(block.kind);
        if self.open != wanted || block.opens_group {
            self.close();
        }
        if self.open.is_none()
            && let Some(container) = wanted
        {
            self.written.push_str(container.tags().0);
            self.open = Some(container);
        }
    }

    fn close(&mut self) {
        if let Some(container) = self.open.take() {
            self.written.push_str(container.tags().1);
        }
    }

    fn block(&mut self, block: &Block, text: &str) {
        let level = block.level;
        let set_in = match level {
            0 => String::new(),
            level => format!(" style=\"--level: {level}\""),
        };
        let kind = block.kind;
        // Writing into a string cannot fail.
        let _ = match kind {
            BlockKind::Paragraph => writeln!(self.written, "<p dir=\"auto\"{set_in}>{text}</p>"),
            BlockKind::Heading => {
                // The document's own title is the first level.
                let rank = (level.max(1) + 1).min(6);
                writeln!(self.written, "<h{rank} dir=\"auto\">{text}</h{rank}>")
            }
            BlockKind::Separator if text.trim_matches(['*', ' ', '-', '_']).is_empty() => {
                writeln!(self.written, "<hr>")
            }
            BlockKind::ListItem => writeln!(self.written, "<li dir=\"auto\"{set_in}>{text}</li>"),
            BlockKind::TableRow | BlockKind::TableHeading => {
                let cell = if kind == BlockKind::TableHeading {
                    "th"
                } else {
                    "td"
                };
                // A tab never stands within an element of a row's text.
                let cells = text.replace('\t', &format!("</{cell}><{cell} dir=\"auto\">"));
                writeln!(
                    self.written,
                    "<tr><{cell} dir=\"auto\">{cells}</{cell}></tr>"
                )
            }
            BlockKind::Quotation => {
                writeln!(
                    self.written,
                    "<blockquote{set_in}><p dir=\"auto\">{text}</p></blockquote>"
                )
            }
            _ => writeln!(
                self.written,
                "<p class=\"{kind}\" dir=\"auto\"{set_in}>{text}</p>"
            ),
        };
    }
}
