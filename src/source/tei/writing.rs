//! Text: white space collapsed as TEI means it, written into the document, claimed in the ledger.
//!
//! White space between words is one space, none at the ends of blocks; where `xml:space` keeps it, only line feeds with
//! their indentation are collapsed, since a block is one line. After `lb break="no"` the word goes on.

use super::builder::{Builder, Claim, Space};
use crate::document::{BlockKind, FlowId, Kind, Span};
use crate::problem::Problem;
use crate::source::ledger::Class;
use crate::source::xml::Attributes;

impl Builder<'_> {
    /// Takes character data.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        if self.is_in_tree {
            self.tree.push_str(text);
            let inner = text.trim();
            if !inner.is_empty() {
                let start = span.start + (text.len() - text.trim_start().len());
                self.claim(
                    Span::new(start, start + inner.len()),
                    Class::Metadata,
                    "metadata",
                );
            }
            return;
        }
        let context = self.context();
        if context.drops_space && is_blank(text) {
            return;
        }
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let word = rest.trim_start_matches(is_space);
            let blank = rest.len() - word.len();
            if blank > 0 {
                self.space.is_indent =
                    word.is_empty() && at == 0 && text.contains('\n') && !self.space.is_pending;
                self.blank(rest.get(..blank).unwrap_or_default(), context.keeps_space);
                at += blank;
            }
            let length = piece(word);
            if let Some(piece) = word.get(..length).filter(|piece| !piece.is_empty()) {
                self.write(piece, Span::new(span.start + at, span.start + at + length));
            }
            at += length;
        }
    }

    /// Takes the text of a CDATA section; the signs round it are a mark.
    pub(super) fn verbatim(&mut self, text: &str, span: Span) {
        let start = span.start + "<![CDATA[".len();
        let inner = Span::new(start, start + text.len());
        self.claim(Span::new(span.start, start), Class::Mark, "CDATA");
        self.text(text, inner);
        self.claim(Span::new(inner.end, span.end), Class::Mark, "CDATA");
    }

    /// Takes a reference to a character or entity; an unknown one is shown as it stands.
    pub(super) fn reference(&mut self, name: &str, span: Span) {
        let Some(text) = self.entities.resolve(name) else {
            let what = format!("the entity `&{name};` is not known");
            self.problem(
                Problem::new(span, what)
                    .hint("it is shown as it stands; declare it in the document type"),
            );
            let shown = format!("&{name};");
            self.write_resolved(&shown, span);
            return;
        };
        self.write_resolved(&text, span);
    }

    fn write_resolved(&mut self, text: &str, span: Span) {
        if self.is_in_tree {
            self.tree.push_str(text);
            self.claim(span, Class::Metadata, "metadata");
        } else if is_blank(text) {
            self.blank(text, self.context().keeps_space);
            self.claim(span, Class::Blank, "blank");
        } else if text.starts_with(is_space) || text.contains(['\n', '\r', '\t']) {
            self.space.is_pending |= text.starts_with(is_space);
            let words: Vec<&str> = text.split_ascii_whitespace().collect();
            self.write(&words.join(" "), span);
            self.space.is_pending |= text.ends_with(is_space);
        } else {
            self.write(text, span);
        }
    }

    /// Remembers white space until the next word.
    fn blank(&mut self, blank: &str, is_kept: bool) {
        let is_in_block = self
            .current
            .is_some_and(|current| self.sheets[current].draft.is_in_block());
        if is_kept && is_in_block && !blank.contains(['\n', '\r']) && !self.space.is_joined {
            self.space.kept = self.space.kept.saturating_add(blank.len());
        } else if !self.space.is_joined {
            self.space.is_pending = true;
        }
    }

    /// Writes words that hold no white space but single spaces.
    fn write(&mut self, words: &str, span: Span) {
        if !self.sheet().draft.is_in_block() {
            self.begin_context_block();
        }
        let Space {
            is_pending,
            is_indent,
            is_joined,
            kept,
        } = std::mem::take(&mut self.space);
        let number = self.current.unwrap_or_default();
        let is_included = !self.included.is_empty();
        let draft = &mut self.sheets[number].draft;
        let written = draft.flow_text();
        let is_inside = !is_joined && !written.is_empty() && !written.ends_with(['\n', ' ', '\t']);
        let is_tight = is_indent
            && (words.starts_with([',', '.', ';', ':', ')', ']', '!', '?', '’', '”'])
                || written.ends_with(['(', '[', '“', '‘', '—', '/']));
        if is_inside && (is_pending && !is_tight || kept > 0) {
            draft.push_str(&" ".repeat(kept.max(1)));
        }
        let place = draft.place();
        draft.push_str(words);
        if is_included {
            return;
        }
        let (class, detail) = if place.flow == FlowId::MAIN {
            (Class::Text, "text")
        } else {
            (Class::Note, "note")
        };
        self.claims.push(Claim {
            span,
            class,
            detail,
            target: Some((number, place)),
        });
    }

    /// Begins the block that text outside of a block stands in.
    pub(super) fn begin_context_block(&mut self) {
        let kind = match self.context().block {
            BlockKind::ListItem if !self.opens_item => BlockKind::Paragraph,
            kind => kind,
        };
        self.begin_block(kind);
    }

    /// Begins a block.
    pub(super) fn begin_block(&mut self, kind: BlockKind) {
        let context = self.context();
        let opens_group = matches!(
            kind,
            BlockKind::Verse | BlockKind::TableRow | BlockKind::TableHeading | BlockKind::ListItem
        ) && std::mem::take(&mut self.opens_group);
        self.opens_item = false;
        self.space = Space::default();
        let block = self.sheet().draft.begin_block(kind);
        block.opens_group = opens_group;
        block.level = match kind {
            BlockKind::Heading => context.depth.max(1),
            BlockKind::ListItem | BlockKind::Quotation | BlockKind::Paragraph => context.level,
            _ => 0,
        };
    }

    /// Ends the block being written, if one is.
    pub(super) fn end_block(&mut self) {
        self.space = Space::default();
        if let Some(current) = self.current {
            self.sheets[current].draft.end_block();
        }
    }

    /// Takes the break of a line: white space, or nothing where the word goes on.
    pub(super) fn line_break(&mut self, attributes: Attributes<'_>) {
        let joins = super::describe::value(attributes, "break")
            .is_some_and(|value| value == "no" || value == "maybe");
        let context = self.context();
        let is_in_block = self
            .current
            .is_some_and(|current| self.sheets[current].draft.is_in_block());
        let parts_lines = matches!(
            context.block,
            BlockKind::Dateline
                | BlockKind::Address
                | BlockKind::Closer
                | BlockKind::Signature
                | BlockKind::Salutation
        );
        if parts_lines && is_in_block && !joins && !context.is_in_row {
            self.end_block();
        }
        let annotation = self.mark(Kind::LineBreak, attributes);
        self.annotate(annotation);
        if joins {
            self.join();
        } else {
            self.space.is_pending = true;
        }
    }

    /// Joins the next word to the last.
    fn join(&mut self) {
        self.space = Space {
            is_joined: true,
            ..Space::default()
        };
    }
}

/// XML's white space. No-break spaces are characters like others.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn is_blank(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
}

/// How far a text goes without white space other than single spaces between words.
fn piece(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = bytes.get(from..).and_then(|rest| {
        rest.iter()
            .position(|&byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
    }) {
        let at = from + found;
        let goes_on = bytes[at] == b' '
            && bytes
                .get(at + 1)
                .is_some_and(|&next| !matches!(next, b' ' | b'\t' | b'\n' | b'\r'));
        if !goes_on {
            return at;
        }
        from = at + 1;
    }
    bytes.len()
}
