//! The walk through a page: elements become blocks and stretches, their text goes into the extract.
//!
//! The walk keeps its own stack, so that nesting costs memory and nothing else. What is the site's, what is a note and what
//! is a fact has been found before; here it is only looked up.

use std::collections::HashMap;

use super::inline;
use super::notes::Notes;
use super::tree::{Content, Dom, MarkupKind, NodeId, Stretch, is_block};
use crate::document::{BlockKind, Kind, Property, Span};
use crate::source::extract::{Extract, NoteId, StretchId, of_kind};
use crate::source::ledger::Class;
use crate::source::lists;
use crate::source::recognise::transcript::Paragraph;

/// What is known of some nodes before the walk.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Nodes that are not text, with all below them: what they are instead.
    pub(super) apart: HashMap<NodeId, (Class, &'static str)>,
    /// Inside of these parts is the document; outside is the site's frame.
    pub(super) notes: Notes,
    /// The language of the whole.
    pub(super) language: String,
}

/// Walks through a page and extracts its text.
pub(super) fn walk<'a>(tree: &mut Dom, source: &'a str, plan: &Plan, extract: &mut Extract<'a>) {
    let notes = plan
        .notes
        .labels
        .iter()
        .zip(&plan.notes.starts)
        .map(|(label, &start)| {
            let annotation = of_kind(Kind::Note).with(Property::Label, label);
            let tag = tree.element(start).and_then(|element| element.tag);
            let place = tag.map(|tag| tree.markup[tag].span).unwrap_or_default();
            extract.note(annotation, place)
        })
        .collect();
    let taken = {
        let mut walk = Walk {
            tree,
            source,
            plan,
            extract,
            notes,
            lists: Vec::new(),
            tables: Vec::new(),
            quotes: 0,
            keeps_lines: 0,
            open_note: None,
            in_sign: 0,
            wants_rule: false,
            item: None,
            taken: Vec::new(),
        };
        walk.run();
        walk.taken
    };
    for tag in taken {
        tree.markup[tag].kind = MarkupKind::Taken;
    }
}

struct Walk<'w, 'a> {
    tree: &'w Dom,
    source: &'a str,
    plan: &'w Plan,
    extract: &'w mut Extract<'a>,
    notes: Vec<NoteId>,
    /// The lists round the place: the number of the next item, for numbered ones.
    lists: Vec<Option<Numbering>>,
    /// The tables round the place: whether their rows are rows.
    tables: Vec<Table>,
    quotes: u8,
    /// How many elements round the place keep line ends.
    keeps_lines: usize,
    /// The block in whose middle a note began.
    open_note: Option<NodeId>,
    /// How many signs of notes are round the place.
    in_sign: usize,
    /// A rule stands before what follows.
    wants_rule: bool,
    /// The item of a list that begins with the next text, with its number.
    item: Option<Item>,
    /// Tags that were read as text.
    taken: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Numbering {
    next: i64,
    step: i64,
    style: char,
}

/// An item of a list of which nothing has been written yet.
#[derive(Debug)]
struct Item {
    kind: BlockKind,
    level: u8,
    number: Option<String>,
}

#[derive(Debug, Clone, Copy)]
struct Table {
    has_rows: bool,
    cells: usize,
    is_first_row: bool,
}

/// What is to be done next.
enum Step {
    Enter(NodeId),
    Leave(NodeId, Vec<Undo>),
}

/// What an element began and its end ends.
enum Undo {
    Stretch(StretchId),
    Block,
    List,
    Table,
    Quote,
    Lines,
    Note,
    /// The sign of a note.
    Sign(StretchId),
    /// Text that is written behind the element's own: a closing quotation mark.
    Text(&'static str),
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        let mut steps = vec![Step::Enter(0)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id) => {
                    if let Some(undo) = self.enter(id) {
                        steps.push(Step::Leave(id, undo));
                        let children = &self.tree.nodes[id].children;
                        steps.extend(children.iter().rev().map(|&child| Step::Enter(child)));
                    }
                }
                Step::Leave(id, undo) => self.leave(id, undo),
            }
        }
        self.end_open_note();
        self.extract.text.end_block();
    }

    /// Enters a node; none where what lies below has been dealt with.
    fn enter(&mut self, id: NodeId) -> Option<Vec<Undo>> {
        if let Some(&(class, detail)) = self.plan.apart.get(&id) {
            if is_block(self.tree.name(id)) {
                self.extract.text.end_block();
            }
            self.claim_all(id, class, detail);
            return None;
        }
        match &self.tree.nodes[id].content {
            Content::Text(stretches) => {
                self.text(stretches);
                None
            }
            Content::Other => Some(Vec::new()),
            Content::Element(_) => self.element(id),
        }
    }

    fn element(&mut self, id: NodeId) -> Option<Vec<Undo>> {
        let mut undo = Vec::new();
        let name = self.tree.name(id);
        if let Some(&note) = self.plan.notes.openings.get(&id) {
            self.end_open_note();
            self.extract.begin_note(self.notes[note]);
            self.open_note = Some(self.tree.block_of(id));
        }
        if self.plan.notes.back_links.contains(&id) {
            self.claim_all(id, Class::Mark, "link back to the text");
            return None;
        }
        if let Some(&note) = self.plan.notes.bodies.get(&id) {
            self.wants_rule = false;
            self.extract.begin_note(self.notes[note]);
            undo.push(Undo::Note);
        }
        let names = ["id", "name"].map(|name| self.tree.attribute(id, name));
        for name in names.into_iter().flatten() {
            self.extract.anchor(name);
        }
        if let Some(&note) = self.plan.notes.signs.get(&id) {
            self.in_sign += 1;
            undo.push(Undo::Sign(self.extract.open_sign(self.notes[note])));
        }
        if is_block(name) {
            self.block(id, &mut undo);
        } else {
            self.inline(id, &mut undo)?;
        }
        Some(undo)
    }

    /// Begins what a block element begins.
    fn block(&mut self, id: NodeId, undo: &mut Vec<Undo>) {
        let name = self.tree.name(id);
        let is_in_row = self.is_in_row();
        if is_in_row
            && !matches!(
                name,
                "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "table"
            )
        {
            self.extract.text.part();
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_open_note();
                let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                self.begin(BlockKind::Heading).level = level;
            }
            "hr" => {
                self.extract.text.end_block();
                self.end_open_note();
                self.wants_rule = self.extract.text.has_text();
                return;
            }
            "ul" | "ol" | "dir" | "menu" => {
                self.extract.text.end_block();
                self.lists.push(self.numbering(id));
                undo.push(Undo::List);
                return;
            }
            "dl" => {
                self.extract.text.end_block();
                self.lists.push(None);
                undo.push(Undo::List);
                return;
            }
            "li" | "dt" | "dd" => self.item(id),
            "blockquote" => {
                self.extract.text.end_block();
                self.quotes = self.quotes.saturating_add(1);
                undo.push(Undo::Quote);
            }
            "pre" => {
                self.extract.text.end_block();
                self.keeps_lines += 1;
                undo.push(Undo::Lines);
            }
            "table" => {
                self.extract.text.end_block();
                let table = self.table(id);
                self.tables.push(table);
                undo.push(Undo::Table);
            }
            "tr" if self.tables.last().is_some_and(|table| table.has_rows) => self.row(id),
            "td" | "th" if is_in_row => {
                if let Some(table) = self.tables.last_mut() {
                    if table.cells > 0 {
                        self.extract.text.next_cell();
                    }
                    table.cells += 1;
                }
                return;
            }
            "figcaption" => self.begin_plain(BlockKind::Figure),
            "address" => self.begin_plain(BlockKind::Address),
            _ => self.extract.text.end_block(),
        }
        undo.push(Undo::Block);
        self.formatting(id, undo);
    }

    /// Opens what an element's name and style do to its words.
    fn formatting(&mut self, id: NodeId, undo: &mut Vec<Undo>) {
        let language = &self.plan.language;
        inline::formatting(self.tree, id, language, self.extract, |stretch| {
            undo.push(Undo::Stretch(stretch));
        });
    }

    /// Begins a block, with the rule before it.
    fn begin(&mut self, kind: BlockKind) -> &mut Paragraph {
        self.rule();
        self.extract.text.begin_block(kind)
    }

    fn begin_plain(&mut self, kind: BlockKind) {
        self.begin(kind);
    }

    fn rule(&mut self) {
        if std::mem::take(&mut self.wants_rule) && !self.extract.is_in_note() {
            self.extract.text.begin_block(BlockKind::Separator);
            self.extract.text.generated("* * *");
            self.extract.text.end_block();
        }
    }

    fn is_in_row(&self) -> bool {
        self.tables.last().is_some_and(|table| table.has_rows)
    }

    fn row(&mut self, id: NodeId) {
        let cells = self.tree.nodes[id].children.iter();
        let mut names = cells
            .map(|&cell| self.tree.name(cell))
            .filter(|name| !name.is_empty())
            .peekable();
        let is_heading = names.peek().is_some() && names.all(|name| name == "th");
        let kind = if is_heading {
            BlockKind::TableHeading
        } else {
            BlockKind::TableRow
        };
        let opens = self.tables.last_mut().is_some_and(|table| {
            table.cells = 0;
            std::mem::take(&mut table.is_first_row)
        });
        let row = self.begin(kind);
        (row.is_row, row.opens_group) = (true, opens);
    }

    /// Whether a table is one, or only lays the page out: then its cells hold blocks, other tables, or one column.
    fn table(&self, id: NodeId) -> Table {
        let (mut rows, mut widest, mut cells, mut is_layout) = (0, 0, 0, false);
        let presentation = self.tree.attribute(id, "role") == Some("presentation");
        let mut blocks = 0;
        for at in self.tree.below(id).skip(1) {
            match self.tree.name(at) {
                "tr" => {
                    (rows, cells) = (rows + 1, 0);
                    // Notes are paragraphs, not rows.
                    is_layout |= self.plan.notes.bodies.contains_key(&at);
                }
                "td" | "th" => {
                    cells += 1;
                    blocks = 0;
                    widest = widest.max(cells);
                }
                "table" | "h1" | "h2" | "h3" | "ul" | "ol" | "blockquote" | "pre" => {
                    is_layout = true;
                }
                "p" | "div" => {
                    blocks += 1;
                    is_layout |= blocks > 1;
                }
                _ => {}
            }
        }
        Table {
            has_rows: rows > 0 && widest > 1 && !is_layout && !presentation,
            cells: 0,
            is_first_row: true,
        }
    }

    fn numbering(&self, id: NodeId) -> Option<Numbering> {
        if self.tree.name(id) != "ol" {
            return None;
        }
        let is_reversed = self.tree.element(id).is_some_and(|element| {
            element
                .attributes
                .iter()
                .any(|(name, _)| &**name == "reversed")
        });
        let items = self.tree.nodes[id].children.iter();
        let count = items.filter(|&&item| self.tree.name(item) == "li").count();
        let first = self
            .tree
            .attribute(id, "start")
            .and_then(|start| start.parse().ok());
        let style = self.tree.attribute(id, "type").unwrap_or("1");
        Some(Numbering {
            next: first.unwrap_or(if is_reversed {
                i64::try_from(count).unwrap_or(1)
            } else {
                1
            }),
            step: if is_reversed { -1 } else { 1 },
            style: style.chars().next().unwrap_or('1'),
        })
    }

    /// Begins an item, with its number.
    fn item(&mut self, id: NodeId) {
        let depth = u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX);
        let is_note = self.plan.notes.bodies.contains_key(&id);
        let name = self.tree.name(id);
        let own = self
            .tree
            .attribute(id, "value")
            .and_then(|value| value.parse().ok());
        let number = self
            .lists
            .last_mut()
            .and_then(Option::as_mut)
            .map(|numbering| {
                let number = own.unwrap_or(numbering.next);
                numbering.next = number.saturating_add(numbering.step);
                lists::number(number, numbering.style)
            });
        if is_note {
            self.extract.text.end_block();
            return;
        }
        let kind = if number.is_some() || name == "dt" {
            BlockKind::Paragraph
        } else {
            BlockKind::ListItem
        };
        self.extract.text.end_block();
        self.item = Some(Item {
            kind,
            level: if name == "dd" { depth } else { depth - 1 },
            number,
        });
    }

    /// Begins what an inline element begins; none where what lies below has been dealt with.
    fn inline(&mut self, id: NodeId, undo: &mut Vec<Undo>) -> Option<()> {
        match self.tree.name(id) {
            "br" => self.break_line(),
            "img" | "area" => {
                self.picture(id);
                return None;
            }
            "q" => {
                self.extract.text.generated("“");
                undo.push(Undo::Text("”"));
            }
            "wbr" | "head" | "html" | "title" => {}
            "rp" => {
                self.claim_all(id, Class::Mark, "sign of ruby");
                return None;
            }
            _ if self.in_sign > 0 => {}
            _ => self.formatting(id, undo),
        }
        Some(())
    }

    fn break_line(&mut self) {
        if self.is_in_row() || self.in_sign > 0 {
            self.extract.text.part();
        } else if let Some((kind, level)) = self.extract.text.block_kind() {
            if kind == BlockKind::Heading {
                self.extract.text.part();
                return;
            }
            let next = self.extract.text.begin_block(kind);
            next.level = level;
            if kind == BlockKind::Paragraph {
                next.detail = "line".into();
            }
        }
    }

    /// A picture is its description, if the page gives one.
    fn picture(&mut self, id: NodeId) {
        let Some(words) = self.tree.attribute(id, "alt") else {
            return;
        };
        let Some(tag) = self.tree.element(id).and_then(|element| element.tag) else {
            return;
        };
        let span = self.tree.markup[tag].span;
        let is_own = !self.extract.text.is_in_text() && !self.is_in_row();
        if is_own {
            self.begin(BlockKind::Figure);
        }
        self.extract.text.decoded(span, words);
        self.taken.push(tag);
        if is_own {
            self.extract.text.end_block();
        }
    }

    fn text(&mut self, stretches: &[Stretch]) {
        let is_blank = stretches
            .iter()
            .all(|stretch| stretch.text(self.source).trim_ascii().is_empty());
        if !is_blank {
            self.rule();
            if let Some(item) = self.item.take() {
                self.extract.text.begin_block(item.kind).level = item.level;
                if let Some(number) = item.number {
                    self.extract.text.generated(&format!("{number}. "));
                }
            }
            if self.quotes > 0 && self.extract.text.block_kind().is_none() {
                let level = self.quotes - 1;
                self.extract.text.begin_block(BlockKind::Quotation).level = level;
            }
        }
        for stretch in stretches {
            match stretch {
                Stretch::Verbatim(span) if self.keeps_lines > 0 => self.lines(*span),
                Stretch::Verbatim(span) => self.extract.text.words(*span),
                Stretch::Decoded(span, text) if self.keeps_lines > 0 && text == "\n" => {
                    let _ = span;
                    self.end_line();
                }
                Stretch::Decoded(span, text) => self.extract.text.decoded(*span, text),
            }
        }
    }

    /// Text whose line ends are its own.
    fn lines(&mut self, span: Span) {
        let mut at = span.start;
        for line in span.of(self.source).split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            if !words.trim().is_empty() {
                if self.extract.text.block_kind().is_none() {
                    self.extract.text.begin_block(BlockKind::Line);
                }
                self.extract.text.exact(Span::new(at, at + words.len()));
            }
            if line.ends_with('\n') {
                self.end_line();
            }
            at += line.len();
        }
    }

    fn end_line(&mut self) {
        self.extract.text.end_block();
    }

    fn leave(&mut self, id: NodeId, undo: Vec<Undo>) {
        for undo in undo.into_iter().rev() {
            match undo {
                Undo::Stretch(stretch) => self.extract.close(stretch),
                Undo::Sign(stretch) => {
                    self.in_sign -= 1;
                    self.extract.close(stretch);
                }
                Undo::Block => self.extract.text.end_block(),
                Undo::List => {
                    self.extract.text.end_block();
                    self.item = None;
                    self.lists.pop();
                }
                Undo::Table => {
                    self.extract.text.end_block();
                    self.tables.pop();
                }
                Undo::Quote => {
                    self.extract.text.end_block();
                    self.quotes -= 1;
                }
                Undo::Lines => {
                    self.extract.text.end_block();
                    self.keeps_lines -= 1;
                }
                Undo::Note => self.extract.end_note(),
                Undo::Text(text) => self.extract.text.generated(text),
            }
        }
        if self.open_note == Some(id) {
            self.end_open_note();
        }
    }

    fn end_open_note(&mut self) {
        if self.open_note.take().is_some() {
            self.extract.end_note();
        }
    }

    /// Claims all text below a node.
    fn claim_all(&mut self, id: NodeId, class: Class, detail: &'static str) {
        for at in self.tree.below(id) {
            if let Content::Text(stretches) = &self.tree.nodes[at].content {
                for stretch in stretches {
                    self.extract.claim(stretch.span(), class, detail);
                }
            }
        }
    }
}
