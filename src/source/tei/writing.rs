//! Text: white space collapsed as TEI means it, written into the document, claimed in the ledger.
//!
//! White space between words is one space, none at the ends of blocks; where `xml:space` keeps it, only line feeds with
//! their indentation are collapsed, since a block is one line. Where a word goes on behind a break is decided in [`breaks`](super::breaks).

use super::builder::{Builder, Claim, Space};
use super::division::division;
use crate::document::extent::Unit;
use crate::document::{Annotation, BlockKind, Extent, FlowId, Span};
use crate::problem::Problem;
use crate::source::ledger::Class;

impl Builder<'_> {
    /// Takes character data.
    pub(super) fn text(&mut self, text: &str, span: Span) {
        if self.is_in_tree {
            self.tree.push_str(text);
            let inner = text.trim();
            if !inner.is_empty() {
                let start = span.start + (text.len() - text.trim_start().len());
                self.account.claim(
                    Span::new(start, start + inner.len()),
                    Class::Metadata,
                    "metadata",
                );
            }
            return;
        }
        let context = self.frames.context();
        if is_blank(text)
            && let Some(frame) = self.frames.innermost()
        {
            frame.has_blank |= !text.is_empty();
        }
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
                let after = word.get(length..).unwrap_or_default();
                self.write_piece(
                    piece,
                    Span::new(span.start + at, span.start + at + length),
                    after,
                );
            }
            at += length;
        }
    }

    /// Writes words before white space that is not one space. A sign that only ends a line within a word is left out, and
    /// the word goes on.
    fn write_piece(&mut self, piece: &str, span: Span, after: &str) {
        let blank = after.trim_start_matches(is_space);
        let is_last = blank.is_empty();
        let ends_line = after.len() > blank.len() && after.contains('\n') && !is_last;
        let hyphen = division(piece)
            .filter(|hyphen| is_last && self.is_divided || ends_line && hyphen.is_unambiguous);
        let Some(hyphen) = hyphen else {
            self.write(piece, span);
            return;
        };
        let written = piece.len() - hyphen.sign.len_utf8();
        if let Some(word) = piece.get(..written).filter(|word| !word.is_empty()) {
            self.write(word, Span::new(span.start, span.start + written));
        }
        self.account.claim(
            Span::new(span.start + written, span.end),
            Class::Mark,
            "hyphen at the end of a line",
        );
        self.space.divided_by = Some(hyphen.sign);
        if ends_line {
            self.space.join();
        }
    }

    /// Takes the text of a CDATA section; the signs round it are a mark.
    pub(super) fn verbatim(&mut self, text: &str, span: Span) {
        let start = span.start + "<![CDATA[".len();
        let inner = Span::new(start, start + text.len());
        self.account
            .claim(Span::new(span.start, start), Class::Mark, "CDATA");
        self.text(text, inner);
        self.account
            .claim(Span::new(inner.end, span.end), Class::Mark, "CDATA");
    }

    /// Takes a reference to a character or entity; an unknown one is shown as it stands.
    pub(super) fn reference(&mut self, name: &str, span: Span) {
        let Some(text) = self.entities.resolve(name) else {
            let (what, hint) = self.entities.fault(name);
            self.account.problem(Problem::new(span, what).hint(hint));
            let shown = format!("&{name};");
            self.write_resolved(&shown, span);
            return;
        };
        self.write_resolved(&text, span);
    }

    fn write_resolved(&mut self, text: &str, span: Span) {
        if self.is_in_tree {
            self.tree.push_str(text);
            self.account.claim(span, Class::Metadata, "metadata");
        } else if is_blank(text) {
            self.blank(text, self.frames.context().keeps_space);
            self.account.claim(span, Class::Blank, "blank");
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
            is_after_sign,
            kept,
            ..
        } = std::mem::take(&mut self.space);
        let number = self.current.unwrap_or_default();
        let is_included = !self.account.included.is_empty();
        let draft = &mut self.sheets[number].draft;
        let written = draft.text_of(draft.flow());
        let is_inside = !is_joined
            && (is_after_sign || !written.is_empty() && !written.ends_with(['\n', ' ', '\t']));
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
        self.account.claims.push(Claim {
            span,
            class,
            detail,
            target: Some((number, place)),
        });
    }

    /// Keeps the white space round something that is missing or blank where it is in the source: a word broken off is not a
    /// word before a gap. A short blank is a space itself.
    pub(super) fn space_round(&mut self, annotation: &mut Annotation) {
        if annotation.is_short_blank() {
            annotation.span = Span::at(self.place().offset);
            if !self.space.is_joined {
                self.space.is_pending = true;
                self.space.is_indent = false;
            }
            return;
        }
        if !self.sheet().draft.is_in_block() {
            let is_pending = self.space.is_pending;
            self.begin_context_block();
            self.space.is_pending = is_pending;
        }
        let space = std::mem::take(&mut self.space);
        let draft = &mut self.sheet().draft;
        let written = draft.text_of(draft.flow());
        let is_inside =
            space.is_after_sign || !written.is_empty() && !written.ends_with(['\n', ' ', '\t']);
        if is_inside && (space.is_pending || space.kept > 0) {
            draft.push_str(" ");
        }
        annotation.span = Span::at(self.place().offset);
        let of_text =
            |extent: &Extent| matches!(extent.unit(), None | Some(Unit::Character | Unit::Word));
        self.space.is_after_sign = true;
        // Behind lines that are lost no word goes on.
        self.space.is_after_lines = !annotation.extent.as_ref().is_none_or(of_text);
    }

    /// Begins the block that text outside of a block stands in.
    pub(super) fn begin_context_block(&mut self) {
        let kind = match self.frames.context().block {
            BlockKind::ListItem if !self.opens_item => BlockKind::Paragraph,
            kind => kind,
        };
        self.begin_block(kind);
    }

    /// Begins a block.
    pub(super) fn begin_block(&mut self, kind: BlockKind) {
        let context = self.frames.context();
        let opens_group = matches!(
            kind,
            BlockKind::Verse | BlockKind::TableRow | BlockKind::TableHeading | BlockKind::ListItem
        ) && std::mem::take(&mut self.opens_group);
        self.opens_item = false;
        self.space = Space::default();
        let number = self.item_number.take();
        let draft = &mut self.sheet().draft;
        let block = draft.begin_block(kind);
        block.opens_group = opens_group;
        block.level = match kind {
            BlockKind::Heading => context.depth.max(1),
            BlockKind::ListItem | BlockKind::Quotation | BlockKind::Paragraph => context.level,
            _ => 0,
        };
        if let Some(number) = number {
            draft.push_str(&format!("{number} "));
        }
    }

    /// Ends the block being written, if one is.
    pub(super) fn end_block(&mut self) {
        self.space = Space::default();
        if let Some(current) = self.current {
            self.sheets[current].draft.end_block();
        }
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
