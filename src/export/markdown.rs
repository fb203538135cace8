//! A document as Markdown with footnotes and YAML front matter, as Obsidian and pandoc read it.
//!
//! Written as a view shows it; what Markdown has no sign for is a [`Loss`].

mod escape;
mod front;

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::document::{AnnotationId, Block, BlockId, BlockKind, Document, FlowId, Kind, Layer};
use crate::layout::{explain, speaks};
use crate::view::{Matter, Piece, View};

use super::loss::{Export, Loss};
use escape::{escaped, escaped_start};

/// A document in Markdown, as a view shows it. Notes whose layer is shown stand as footnotes.
pub fn markdown(document: &Document, view: &View) -> Export {
    let mut writer = Writer {
        document,
        view,
        names: HashMap::new(),
        waiting: Vec::new(),
        losses: Vec::new(),
    };
    let mut text = front::front_matter(document);
    text.push_str(&writer.flow(FlowId::MAIN));
    // A note may have notes of its own, which then wait at the end.
    let mut next = 0;
    while let Some(&id) = writer.waiting.get(next) {
        next += 1;
        let note = writer.footnote(id);
        text.push_str(&note);
    }
    writer.losses.sort_by_key(|loss| loss.span);
    writer.losses.dedup();
    Export {
        text,
        losses: writer.losses,
    }
}

struct Writer<'a> {
    document: &'a Document,
    view: &'a View,
    /// The names of the footnotes.
    names: HashMap<AnnotationId, String>,
    /// The footnotes in the order of their references.
    waiting: Vec<AnnotationId>,
    losses: Vec<Loss>,
}

impl Writer<'_> {
    fn flow(&mut self, flow: FlowId) -> String {
        let document = self.document;
        let mut written = String::new();
        let mut before: Option<&Block> = None;
        for id in document.flow_blocks(flow) {
            let block = document.block(id);
            let text = self.line(id);
            if text.is_empty() && !block.content().is_empty() {
                continue;
            }
            if !before.is_some_and(|before| goes_on(before, block)) {
                written.push('\n');
            }
            self.block(&mut written, block, &text, before);
            before = Some(block);
        }
        written
    }

    /// Writes a block with what Markdown begins one of its kind with.
    fn block(&mut self, written: &mut String, block: &Block, text: &str, before: Option<&Block>) {
        let level = usize::from(block.level);
        // Writing into a string cannot fail.
        let _ = match block.kind {
            BlockKind::Heading => {
                if level > 6 {
                    self.lose(
                        block,
                        "a heading deeper than the sixth level stands on the sixth",
                    );
                }
                writeln!(written, "{} {text}", "#".repeat(level.clamp(1, 6)))
            }
            BlockKind::ListItem => {
                writeln!(written, "{}- {text}", "  ".repeat(level.saturating_sub(1)))
            }
            BlockKind::Quotation => {
                writeln!(
                    written,
                    "{}{}",
                    "> ".repeat(level.max(1)),
                    escaped_start(text)
                )
            }
            // Two spaces at its end keep a line from being run on.
            BlockKind::Verse | BlockKind::Line | BlockKind::Address => {
                writeln!(written, "{}  ", escaped_start(text))
            }
            BlockKind::TableRow | BlockKind::TableHeading => {
                let cells = text.replace('|', "\\|");
                let row = format!("| {} |", cells.replace('\t', " | "));
                let is_first = !before.is_some_and(|before| goes_on(before, block));
                let rule = format!("|{}\n", "---|".repeat(cells.split('\t').count()));
                match (is_first, block.kind) {
                    // A table of pandoc and Obsidian has a heading, if an empty one.
                    (true, BlockKind::TableRow) => {
                        let empty = "   |".repeat(cells.split('\t').count());
                        writeln!(written, "|{empty}\n{rule}{row}")
                    }
                    (true, _) => write!(written, "{row}\n{rule}"),
                    (false, _) => writeln!(written, "{row}"),
                }
            }
            BlockKind::Separator if text.trim_matches(['*', ' ', '-', '_', '\\']).is_empty() => {
                writeln!(written, "* * *")
            }
            BlockKind::Paragraph => writeln!(written, "{}", escaped_start(text)),
            kind => {
                self.lose(
                    block,
                    format!("Markdown has no {kind}; it stands as a paragraph"),
                );
                writeln!(written, "{}", escaped_start(text))
            }
        };
    }

    fn lose(&mut self, block: &Block, what: impl Into<String>) {
        self.losses.push(Loss::new(block.content(), what));
    }

    /// A block's text on one line, its notes as references.
    fn line(&mut self, id: BlockId) -> String {
        let document = self.document;
        let pieces = self.view.visible(document, id);
        let mut text = String::new();
        let mut emphasis = Emphasis::default();
        for piece in &pieces {
            if matches!(piece.matter, Matter::Reference(_)) {
                let note = piece.annotations.last().copied();
                if let Some(note) = note.filter(|&note| speaks(document, self.view, note)) {
                    emphasis.turn(&mut text, Emphasis::default());
                    let name = self.refer(note);
                    // Writing into a string cannot fail.
                    let _ = write!(text, "[^{name}]");
                    continue;
                }
            }
            emphasis.turn(&mut text, Emphasis::of(document, self.view, piece));
            text.push_str(&escaped(piece.text(document)));
        }
        emphasis.turn(&mut text, Emphasis::default());
        self.unsaid(&mut text, id, &pieces);
        text
    }

    /// What the margin says of the annotations of a block that have no figure, as footnotes at its end: each quotes its words.
    fn unsaid(&mut self, text: &mut String, id: BlockId, pieces: &[Piece]) {
        let document = self.document;
        let content = document.block(id).content();
        let notes: Vec<AnnotationId> = document
            .annotations_in(content)
            .filter(|&id| !self.names.contains_key(&id))
            .filter(|&id| {
                let span = document.annotation(id).span;
                content.start <= span.start + 1 && span.start <= content.end
            })
            .filter(|&id| speaks(document, self.view, id))
            .filter(|&id| is_told_by_note(document, id) && !pieces.is_empty())
            .collect();
        for note in notes {
            let name = self.refer(note);
            // Writing into a string cannot fail.
            let _ = write!(text, "[^{name}]");
        }
    }

    /// The name of a footnote, which then waits to be written: its own figure where that is free.
    fn refer(&mut self, id: AnnotationId) -> String {
        if let Some(name) = self.names.get(&id) {
            return name.clone();
        }
        let annotation = self.document.annotation(id);
        let letter = annotation.layer().map_or('n', Layer::letter);
        let label = annotation.label().unwrap_or_default();
        let is_name =
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let is_taken = |name: &String| self.names.values().any(|taken| taken == name);
        let own = Some(label.to_owned()).filter(|name| is_name && !is_taken(name));
        let name = own.unwrap_or_else(|| {
            let free = (1..).map(|number| format!("{letter}{number}"));
            free.into_iter()
                .find(|name| !is_taken(name))
                .unwrap_or_default()
        });
        self.names.insert(id, name.clone());
        self.waiting.push(id);
        name
    }

    /// A footnote: what the margin says, then the body, further paragraphs set in.
    fn footnote(&mut self, id: AnnotationId) -> String {
        let explanation = explain(self.document, self.view, id);
        let name = self.names.get(&id).cloned().unwrap_or_default();
        let words = escaped(&explanation.words);
        let body = explanation
            .body
            .map(|flow| self.flow(flow))
            .unwrap_or_default();
        let space = if words.is_empty() || body.is_empty() {
            ""
        } else {
            " "
        };
        let mut written = format!("\n[^{name}]: {words}{space}");
        for (index, line) in body.trim_matches('\n').split('\n').enumerate() {
            if index > 0 && !line.is_empty() {
                written.push_str("    ");
            }
            written.push_str(line);
            written.push('\n');
        }
        written
    }
}

/// Whether what the margin says of an annotation is told nowhere else: its text shows what emphasis can show.
fn is_told_by_note(document: &Document, id: AnnotationId) -> bool {
    let kind = document.annotation(id).kind();
    !matches!(kind, Kind::LineBreak | Kind::Transmission)
}

/// Whether a block stands right under another.
fn goes_on(before: &Block, block: &Block) -> bool {
    let is_row =
        |block: &Block| matches!(block.kind, BlockKind::TableRow | BlockKind::TableHeading);
    match block.kind {
        _ if block.opens_group => false,
        BlockKind::Verse | BlockKind::ListItem | BlockKind::Line | BlockKind::Address => {
            before.kind == block.kind
        }
        BlockKind::TableRow | BlockKind::TableHeading => is_row(before),
        _ => false,
    }
}

/// What Markdown can show of a piece's look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Emphasis {
    is_italic: bool,
    is_bold: bool,
    is_struck: bool,
}

impl Emphasis {
    fn of(document: &Document, view: &View, piece: &Piece) -> Self {
        let mut emphasis = Self::default();
        if piece.matter != Matter::Text || piece.text(document).trim().is_empty() {
            return emphasis;
        }
        for &id in &piece.annotations {
            let annotation = document.annotation(id);
            let kind = annotation.kind();
            emphasis.is_italic |= kind == Kind::Italic;
            emphasis.is_bold |= kind == Kind::Bold;
            if matches!(kind, Kind::Deletion | Kind::Surplus) {
                emphasis.is_struck = view.is_shown(annotation);
            }
        }
        emphasis
    }

    /// Ends one emphasis and begins another. Markdown has them begin and end at a word, so spaces are put outside.
    fn turn(&mut self, text: &mut String, next: Self) {
        if *self == next {
            return;
        }
        let end = self.signs(true);
        if !end.is_empty() {
            let trimmed = text.trim_end_matches(' ').len();
            let spaces = text.split_off(trimmed);
            text.push_str(&end);
            text.push_str(&spaces);
        }
        text.push_str(&next.signs(false));
        *self = next;
    }

    fn signs(self, is_end: bool) -> String {
        let mut signs = [
            if self.is_struck { "~~" } else { "" },
            if self.is_bold { "**" } else { "" },
            if self.is_italic { "*" } else { "" },
        ];
        if is_end {
            signs.reverse();
        }
        signs.concat()
    }
}

#[cfg(test)]
mod tests;
