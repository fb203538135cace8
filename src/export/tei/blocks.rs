//! The blocks of a document as elements of TEI: divisions under headings, lists, tables, stanzas, paragraphs.
//!
//! Datelines, signatures and the like are `ab` with their kind as type: as such they may stand anywhere, where TEI's own
//! elements for them stand only at the edges of a division.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::document::{AnnotationId, Block, BlockId, BlockKind, Document, FlowId, GroupId, Span};
use crate::export::loss::Loss;

use super::write::is_forbidden;
use crate::document::names::Names;

/// How deep notes may stand in notes, and divisions in divisions.
const DEEPEST: usize = 8;

/// A document's text in the making.
pub(super) struct Body<'a> {
    pub(super) document: &'a Document,
    pub(super) hands: &'a [String],
    pub(super) names: &'a mut Names,
    pub(super) losses: Vec<Loss>,
    /// The anchors at which added and deleted stretches end.
    pub(super) anchors: HashMap<AnnotationId, String>,
    /// The annotations written so far, of those that stand at a place.
    pub(super) done: HashSet<AnnotationId>,
    /// The elements round groups of alternatives, of those asked for so far.
    pub(super) groups: HashMap<GroupId, Option<(AnnotationId, Span, &'static str)>>,
    /// How deep the note lies that is being written.
    pub(super) depth: usize,
    pub(super) written: String,
}

/// What is open round the blocks of a flow.
#[derive(Default)]
struct Open {
    divisions: usize,
    lists: usize,
    container: Option<&'static str>,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: &'a Document, hands: &'a [String], names: &'a mut Names) -> Self {
        Self {
            document,
            hands,
            names,
            losses: Vec::new(),
            anchors: HashMap::new(),
            done: HashSet::new(),
            groups: HashMap::new(),
            depth: 0,
            written: String::new(),
        }
    }

    /// Writes the main text.
    pub(super) fn main(&mut self) {
        let main = self.document.main_flow().span;
        if self.document.slice(main).contains(is_forbidden) {
            let what = "characters that XML forbids stand as U+FFFD";
            self.losses.push(Loss::new(super::elements::WHOLE, what));
        }
        self.written = self.flow(FlowId::MAIN);
        self.losses.sort_by_key(|loss| loss.span);
    }

    /// The blocks of a flow.
    pub(super) fn flow(&mut self, flow: FlowId) -> String {
        let mut written = String::new();
        let mut open = Open::default();
        for id in self.document.flow_blocks(flow) {
            self.block(&mut written, &mut open, id, flow == FlowId::MAIN);
        }
        open.close(&mut written);
        written.push_str(&"</div>\n".repeat(open.divisions));
        written
    }

    fn block(&mut self, written: &mut String, open: &mut Open, id: BlockId, is_main: bool) {
        let document = self.document;
        let block = document.block(id);
        let kind = block.kind;
        let space = space(document.slice(block.content()));
        open.go_on(written, block);
        // Writing into a string cannot fail.
        let _ = match kind {
            BlockKind::Heading if is_main => {
                let level = usize::from(block.level).clamp(1, DEEPEST);
                while open.divisions >= level {
                    written.push_str("</div>\n");
                    open.divisions -= 1;
                }
                while open.divisions < level {
                    written.push_str("<div>");
                    open.divisions += 1;
                }
                let text = self.text(block.content());
                writeln!(written, "<head{space}>{text}</head>")
            }
            BlockKind::Paragraph => {
                let text = self.text(block.content());
                writeln!(written, "<p{space}>{text}</p>")
            }
            BlockKind::Verse => {
                let text = self.text(block.content());
                writeln!(written, "<l{space}>{text}</l>")
            }
            BlockKind::TableRow | BlockKind::TableHeading => {
                let role = if kind == BlockKind::TableHeading {
                    " role=\"label\""
                } else {
                    ""
                };
                let cells = self.cells(block);
                writeln!(written, "<row{role}>{cells}</row>")
            }
            BlockKind::ListItem => {
                open.item(written, usize::from(block.level).clamp(1, DEEPEST));
                written.push_str(&self.text(block.content()));
                Ok(())
            }
            BlockKind::Quotation => {
                let level = usize::from(block.level).clamp(1, DEEPEST);
                let text = self.text(block.content());
                let (begin, end) = ("<quote>".repeat(level), "</quote>".repeat(level));
                writeln!(written, "{begin}<p{space}>{text}</p>{end}")
            }
            kind => {
                let text = self.text(block.content());
                writeln!(written, "<ab type=\"{kind}\"{space}>{text}</ab>")
            }
        };
    }

    /// The cells of a row, which tabs part.
    fn cells(&mut self, block: &Block) -> String {
        let content = block.content();
        let mut cells = String::new();
        let mut start = content.start;
        for cell in self.document.slice(content).split('\t') {
            let span = Span::new(start, start + cell.len());
            let text = self.text(span);
            // Writing into a string cannot fail.
            let _ = write!(cells, "<cell>{text}</cell>");
            start = span.end + 1;
        }
        cells
    }

    /// The body of a note: text alone if it is one paragraph, else its blocks.
    pub(super) fn note(&mut self, flow: FlowId) -> String {
        if self.depth >= DEEPEST {
            return String::new();
        }
        self.depth += 1;
        let blocks: Vec<BlockId> = self.document.flow_blocks(flow).collect();
        let body = match blocks.as_slice() {
            [one] if self.document.block(*one).kind == BlockKind::Paragraph => {
                self.text(self.document.block(*one).content())
            }
            _ => self.flow(flow),
        };
        self.depth -= 1;
        body
    }
}

impl Open {
    /// Closes what a block does not stand in, and opens what it does.
    fn go_on(&mut self, written: &mut String, block: &Block) {
        let wanted = match block.kind {
            BlockKind::Verse => Some("lg"),
            BlockKind::TableRow | BlockKind::TableHeading => Some("table"),
            BlockKind::ListItem => Some("list"),
            _ => None,
        };
        if self.container != wanted || block.opens_group {
            self.close(written);
        }
        if self.container.is_none() && wanted.is_some() {
            self.container = wanted;
            match wanted {
                Some("lg") => written.push_str("<lg>\n"),
                Some("table") => written.push_str("<table>\n"),
                _ => {}
            }
        }
    }

    /// Begins an item at a level of nesting; items of lower levels stand in the item before.
    fn item(&mut self, written: &mut String, level: usize) {
        while self.lists > level {
            written.push_str("</item></list>\n");
            self.lists -= 1;
        }
        if self.lists == level {
            written.push_str("</item>\n<item>");
            return;
        }
        while self.lists < level {
            written.push_str("<list><item>");
            self.lists += 1;
        }
    }

    fn close(&mut self, written: &mut String) {
        match self.container.take() {
            Some("lg") => written.push_str("</lg>\n"),
            Some("table") => written.push_str("</table>\n"),
            _ => {}
        }
        written.push_str(&"</item></list>\n".repeat(self.lists));
        self.lists = 0;
    }
}

/// The attribute that keeps blanks which a reader of TEI would close up.
fn space(text: &str) -> &'static str {
    let is_kept =
        text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") || text.contains('\t');
    if is_kept {
        " xml:space=\"preserve\""
    } else {
        ""
    }
}
