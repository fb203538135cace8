//! Blocks with their signs, one to a line, and the text in them with what must be escaped. Paragraphs are not wrapped, so
//! that a change of a word is a change of one line's one word.

use super::events::{Event, body_names, events};
use super::{Escapes, Plan};
use crate::document::{Block, BlockKind, Document, FlowId, Place, Span};

/// Writes all flows: the main text, then each note under its name.
pub(super) fn write(document: &Document, plan: &Plan, out: &mut String) {
    let names = body_names(document);
    let events = events(document, plan, &names);
    let mut writer = Writer {
        document,
        escapes: plan.escapes,
        events: &events,
        out,
    };
    for (number, flow) in document.flows().iter().enumerate() {
        let name = names.get(number).and_then(Option::as_deref);
        let blocks = document.blocks().get(flow.blocks.clone());
        writer.flow(FlowId(number), blocks.unwrap_or_default(), name);
    }
}

struct Writer<'a> {
    document: &'a Document,
    escapes: Escapes,
    /// The signs not yet written.
    events: &'a [Event],
    out: &'a mut String,
}

/// What stands before and after a block's text.
struct Signs {
    before: String,
    after: &'static str,
    /// Whether the block is one of the block before it, with no blank line between.
    goes_on: bool,
}

impl Writer<'_> {
    fn flow(&mut self, flow: FlowId, blocks: &[Block], name: Option<&str>) {
        let indent = if flow == FlowId::MAIN { "" } else { "    " };
        let mut before: Option<&Block> = None;
        for (number, block) in blocks.iter().enumerate() {
            let is_first = number == 0;
            let is_last = number + 1 == blocks.len();
            let signs = self.signs(block, before, is_first && name.is_some());
            if !signs.goes_on {
                self.out.push('\n');
            }
            match name.filter(|_| is_first) {
                Some(name) => self.out.extend(["[^", name, "]: "]),
                None => self.out.push_str(indent),
            }
            self.out.push_str(&signs.before);
            self.block(block, flow, is_last, signs.before.is_empty());
            self.out.push_str(signs.after);
            self.out.push('\n');
            if block.kind == BlockKind::TableHeading && !signs.after.is_empty() {
                let columns = self.document.slice(block.content()).matches('\t').count() + 1;
                self.out.push_str(indent);
                self.out.push('|');
                self.out.push_str(&"---|".repeat(columns));
                self.out.push('\n');
            }
            before = Some(block);
        }
        // What is left of this flow has no block to stand in.
        while self.events.first().is_some_and(|event| event.flow <= flow) {
            self.sign();
        }
    }

    fn signs(&self, block: &Block, before: Option<&Block>, is_first_of_note: bool) -> Signs {
        let text = self.document.slice(block.content());
        let is_alike = before.is_some_and(|before| {
            before.kind == block.kind
                || before.kind == BlockKind::TableHeading && block.kind == BlockKind::TableRow
        });
        let groups = block.opens_group || is_alike;
        let plain = |before: String, after| Signs {
            before,
            after,
            goes_on: !block.opens_group && is_alike,
        };
        match block.kind {
            BlockKind::Paragraph if block.level == 0 && !block.opens_group => Signs {
                before: String::new(),
                after: "",
                goes_on: false,
            },
            BlockKind::Heading if (1..=6).contains(&block.level) && !block.opens_group => Signs {
                before: format!("{} ", "#".repeat(block.level.into())),
                after: "",
                goes_on: false,
            },
            BlockKind::Quotation if (1..=9).contains(&block.level) && !block.opens_group => Signs {
                before: "> ".repeat(block.level.into()),
                after: "",
                goes_on: false,
            },
            BlockKind::Separator if text == "***" && block.level == 0 && !block.opens_group => {
                Signs {
                    before: String::new(),
                    after: "",
                    goes_on: false,
                }
            }
            BlockKind::Verse if block.level == 0 && groups && !text.ends_with('|') => {
                plain("| ".to_owned(), "")
            }
            BlockKind::TableRow | BlockKind::TableHeading if block.level == 0 && groups => {
                plain("| ".to_owned(), " |")
            }
            BlockKind::ListItem
                if (1..=20).contains(&block.level) && groups && !is_first_of_note =>
            {
                plain(
                    format!("{}- ", "  ".repeat(usize::from(block.level) - 1)),
                    "",
                )
            }
            _ => Signs {
                before: named(block),
                after: "",
                goes_on: false,
            },
        }
    }

    /// The text of a block with the signs in it.
    fn block(&mut self, block: &Block, flow: FlowId, is_last: bool, is_plain: bool) {
        let content = block.content();
        let is_row = matches!(block.kind, BlockKind::TableRow | BlockKind::TableHeading);
        let text = self.document.slice(content);
        let is_rule = block.kind == BlockKind::Separator && is_plain;
        let is_dashes = is_row && text.chars().all(|c| matches!(c, '-' | ':' | ' ' | '\t'));
        let line_start = self.out.len();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            self.signs_at(flow, content.start + at);
            let next = chars.peek().map(|&(_, next)| next);
            let is_first = is_plain && self.out.len() == line_start;
            let is_edge = at == 0
                || next.is_none()
                || is_row && (next == Some('\t') || self.out.ends_with("| "));
            if is_row && c == '\t' {
                self.out.push_str(" | ");
                continue;
            }
            let opens_block = is_first && matches!(c, '#' | '-' | '>' | '|' | '@' | '*' | '[')
                || at == 0 && matches!(c, '>' | '#');
            let escapes = !is_rule
                && (opens_block
                    || c == ' ' && is_edge
                    || c == '-' && is_dashes
                    || is_escaped(self.escapes, c, next));
            if escapes {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.signs_at(flow, content.end);
        if is_last {
            self.signs_at(flow, block.span.end);
        }
    }

    /// Writes the signs up to a place of a flow.
    fn signs_at(&mut self, flow: FlowId, place: Place) {
        while self
            .events
            .first()
            .is_some_and(|event| (event.flow, event.place) <= (flow, place))
        {
            self.sign();
        }
    }

    fn sign(&mut self) {
        if let Some((event, rest)) = self.events.split_first() {
            self.out.push_str(&event.sign);
            self.events = rest;
        }
    }
}

/// `@kind`, with its level and whether it opens a group.
fn named(block: &Block) -> String {
    let level = match block.level {
        0 => String::new(),
        level => format!("/{level}"),
    };
    let group = if block.opens_group { "+" } else { "" };
    format!("@{}{level}{group} ", block.kind)
}

/// Whether a character of the text would be read as a mark.
fn is_escaped(escapes: Escapes, c: char, next: Option<char>) -> bool {
    match c {
        '\\' | '{' | '}' | '|' => true,
        '[' if next == Some('^') => true,
        _ if escapes == Escapes::Braces => false,
        '[' | ']' => true,
        '?' => escapes == Escapes::Everything || next.is_some_and(char::is_alphanumeric),
        _ => escapes == Escapes::Everything && c.is_ascii_punctuation(),
    }
}

/// A stretch of text, escaped.
pub(super) fn escaped(document: &Document, span: Span) -> String {
    let text = document.slice(span);
    let mut chars = text.chars().peekable();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        if is_escaped(Escapes::Brackets, c, chars.peek().copied()) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
