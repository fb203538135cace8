//! How a block begins in the native format.

use crate::document::{Block, BlockKind};

/// What stands round a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbours<'a> {
    /// The block before it in its flow.
    pub(super) before: Option<&'a Block>,
    /// Whether its flow is a note's.
    pub(super) is_in_note: bool,
}

/// Writes a block whose text is `text`, marks and escapes in it: one line.
pub(super) fn write(written: &mut String, block: &Block, text: &str, neighbours: Neighbours<'_>) {
    let before = neighbours.before;
    // A block that stands right under one of its kind goes on with its group.
    let is_joined = before.is_some_and(|before| goes_on(before, block)) && !block.opens_group;
    if !is_joined {
        written.push('\n');
    }
    written.push_str(&line(
        block,
        text,
        is_joined,
        before.is_none() && neighbours.is_in_note,
    ));
    written.push('\n');
    if block.kind == BlockKind::TableHeading && as_row(block, text, is_joined).is_some() {
        let cells = text.split('\t').count();
        written.push('|');
        written.push_str(&"---|".repeat(cells));
        written.push('\n');
    }
}

/// Whether a block may stand right under another without an empty line.
fn goes_on(before: &Block, block: &Block) -> bool {
    match block.kind {
        BlockKind::Verse | BlockKind::ListItem => before.kind == block.kind,
        BlockKind::TableRow => matches!(before.kind, BlockKind::TableRow | BlockKind::TableHeading),
        _ => false,
    }
}

fn line(block: &Block, text: &str, is_joined: bool, is_first_of_note: bool) -> String {
    let is_plain = block.level == 0 && !block.opens_group;
    // The short forms open a group where they begin one.
    let opens_as_it_would = block.opens_group != is_joined;
    match block.kind {
        BlockKind::Paragraph if is_plain && !text.is_empty() => escaped_start(text),
        BlockKind::Separator if is_plain && text == "***" => text.to_owned(),
        BlockKind::Heading if (1..=6).contains(&block.level) && !block.opens_group => {
            format!("{} {text}", "#".repeat(usize::from(block.level)))
        }
        BlockKind::Verse if block.level == 0 && opens_as_it_would => format!("| {text}"),
        BlockKind::TableRow | BlockKind::TableHeading => {
            // Beside a block's kind a tab is a blank like any other, and is kept by a backslash.
            let by_name = || named(block, &text.replace('\t', "\\\t"));
            as_row(block, text, is_joined).unwrap_or_else(by_name)
        }
        BlockKind::ListItem if block.level > 0 && opens_as_it_would && !is_first_of_note => {
            format!("{}- {text}", "  ".repeat(usize::from(block.level - 1)))
        }
        BlockKind::Quotation if block.level > 0 && !block.opens_group => {
            // A quotation that itself begins with the sign would lie one level deeper.
            let escape = if text.starts_with('>') { "\\" } else { "" };
            let signs = "> ".repeat(usize::from(block.level));
            format!("{signs}{escape}{text}")
        }
        _ => named(block, text),
    }
}

/// `| a | b |`, if a row can be written so.
fn as_row(block: &Block, text: &str, is_joined: bool) -> Option<String> {
    let opens_as_it_would = block.level == 0 && block.opens_group != is_joined;
    let looks_like_a_rule = text.chars().all(|c| matches!(c, '-' | ' ' | ':' | '\t'));
    let can_be = opens_as_it_would && !looks_like_a_rule;
    can_be.then(|| format!("| {} |", text.replace('\t', " | ")))
}

/// `@kind/level+ text`.
fn named(block: &Block, text: &str) -> String {
    let level = if block.level == 0 {
        String::new()
    } else {
        format!("/{}", block.level)
    };
    let plus = if block.opens_group { "+" } else { "" };
    format!("@{}{level}{plus} {text}", block.kind)
}

/// A paragraph whose first character would begin another block, with a backslash before it.
fn escaped_start(text: &str) -> String {
    let begins_a_block = text.starts_with(['#', '-', '>', '@', '*', '|', '+']);
    if begins_a_block {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}
