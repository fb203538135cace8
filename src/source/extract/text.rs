//! The text of an extract, as far as it is written: its blocks, its white space, and where each piece came from.

use super::NoteId;
use super::places::Places;
use crate::document::{BlockKind, Place, Span};
use crate::source::recognise::transcript::Paragraph;

/// What writes extracted text.
#[derive(Debug)]
pub(in crate::source) struct TextWriter<'a> {
    source: &'a str,
    pub(super) text: String,
    pub(super) places: Places,
    /// Paragraphs in reading order, each with the note that it belongs to.
    pub(super) paragraphs: Vec<(Option<NoteId>, Paragraph)>,
    /// The note being written.
    pub(super) within: Option<NoteId>,
    /// Where each stretch begins, once its first character is written.
    starts: Vec<Option<Place>>,
    /// The stretches that wait for their first character.
    waiting: Vec<usize>,
    block: Option<Block>,
    /// White space that is not written yet, because nothing followed it; its place in the source.
    space: Option<Span>,
}

/// A block being written.
#[derive(Debug)]
struct Block {
    paragraph: Paragraph,
    /// Where its current line or cell began.
    line: Place,
}

impl<'a> TextWriter<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            text: String::new(),
            places: Places::default(),
            paragraphs: Vec::new(),
            within: None,
            starts: Vec::new(),
            waiting: Vec::new(),
            block: None,
            space: None,
        }
    }

    /// Begins a block, ending the one before it. A block without text is dropped, unless [`Paragraph::is_kept`] is set.
    pub(in crate::source) fn begin_block(&mut self, kind: BlockKind) -> &mut Paragraph {
        self.end_block();
        let line = self.text.len();
        let mut paragraph = Paragraph::line(kind, Span::at(line));
        paragraph.lines.clear();
        &mut self.block.insert(Block { paragraph, line }).paragraph
    }

    /// Ends the block being written, if one is.
    pub(in crate::source) fn end_block(&mut self) {
        self.space = None;
        let Some(mut block) = self.block.take() else {
            return;
        };
        let line = Span::new(block.line, self.text.len());
        if !line.is_empty() || block.paragraph.is_row || block.paragraph.is_kept {
            block.paragraph.lines.push(line);
        }
        let has_words = block.paragraph.lines.iter().any(|line| !line.is_empty());
        if has_words || block.paragraph.is_kept {
            self.text.push('\n');
            self.paragraphs.push((self.within, block.paragraph));
        }
    }

    /// Whether a block with text in it is being written.
    pub(in crate::source) fn is_in_text(&self) -> bool {
        self.block
            .as_ref()
            .is_some_and(|block| self.text.len() > block.line || !block.paragraph.lines.is_empty())
    }

    /// Whether anything but notes has been written.
    pub(in crate::source) fn has_text(&self) -> bool {
        self.is_in_text() || self.paragraphs.iter().any(|(note, _)| note.is_none())
    }

    /// The kind and level of the block being written, if one is.
    pub(in crate::source) fn block_kind(&self) -> Option<(BlockKind, u8)> {
        let paragraph = &self.block.as_ref()?.paragraph;
        Some((paragraph.kind, paragraph.level))
    }

    /// Begins the next cell of a table's row.
    pub(in crate::source) fn next_cell(&mut self) {
        self.space = None;
        let end = self.text.len();
        if let Some(block) = &mut self.block {
            block.paragraph.lines.push(Span::new(block.line, end));
            self.text.push('\t');
            block.line = self.text.len();
        }
    }

    /// Pushes text of the source, its white space collapsed as HTML does it.
    pub(in crate::source) fn words(&mut self, span: Span) {
        let words = span.of(self.source);
        let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if is_space(bytes[at]) {
                let place = span.start + at;
                self.want_space(Span::new(place, place + 1));
                at += 1;
                continue;
            }
            let length = bytes[at..]
                .iter()
                .position(|&byte| is_space(byte))
                .unwrap_or(bytes.len() - at);
            self.exact(Span::new(span.start + at, span.start + at + length));
            at += length;
        }
    }

    /// Pushes text of the source as it stands; it must not hold line feeds.
    pub(in crate::source) fn exact(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        self.before_text();
        self.places.push(self.text.len(), span.len(), span, true);
        self.text.push_str(span.of(self.source));
    }

    /// Pushes what a stretch of the source stands for: a character reference, an escape. White space in it is kept, line
    /// feeds become spaces.
    pub(in crate::source) fn decoded(&mut self, span: Span, text: &str) {
        if text.is_empty() {
            return;
        }
        if matches!(text, " " | "\n" | "\t" | "\r") {
            self.want_space(span);
            return;
        }
        self.before_text();
        self.places.push(self.text.len(), text.len(), span, false);
        self.text
            .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }

    /// Pushes text that stands nowhere in the source: the number of a list's item.
    pub(in crate::source) fn generated(&mut self, text: &str) {
        if !text.is_empty() {
            self.before_text();
            self.text.push_str(text);
        }
    }

    /// Parts what follows from what stands before it by one space.
    pub(in crate::source) fn part(&mut self) {
        self.want_space(Span::default());
    }

    /// A new stretch, which begins with the next character.
    pub(super) fn begin_stretch(&mut self) -> usize {
        self.starts.push(None);
        self.waiting.push(self.starts.len() - 1);
        self.starts.len() - 1
    }

    /// What a stretch has come to cover; nothing if no character was written since.
    pub(super) fn end_stretch(&mut self, stretch: usize) -> Span {
        self.waiting.retain(|&waiting| waiting != stretch);
        // The line feed of a block that has ended is none of the words.
        let end = self.text.trim_end_matches('\n').len();
        let start = self.starts[stretch].unwrap_or(end);
        Span::new(start, end.max(start))
    }

    /// What is needed before a character is written: a block, the space before it, the starts of stretches.
    pub(super) fn before_text(&mut self) {
        if self.block.is_none() {
            self.begin_block(BlockKind::Paragraph);
        }
        if let Some(space) = self.space.take() {
            let is_plain = space.of(self.source) == " ";
            self.places.push(self.text.len(), 1, space, is_plain);
            self.text.push(' ');
        }
        for stretch in self.waiting.drain(..) {
            self.starts[stretch].get_or_insert(self.text.len());
        }
    }

    fn want_space(&mut self, source: Span) {
        let line = self.block.as_ref().map(|block| block.line);
        let is_at_start = line.is_none_or(|line| line == self.text.len());
        if !is_at_start && self.space.is_none() && !self.text.ends_with(' ') {
            self.space = Some(source);
        }
    }
}
