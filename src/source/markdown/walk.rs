//! The walk through the events of a Markdown file: blocks and stretches begin and end, text goes into the extract.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::Placed;
use super::html::{Inline, Piece};
use super::inline_notes::InlineNote;
use crate::document::{BlockKind, Kind, Place, Property, Span};
use crate::source::extract::{Extract, NoteId, StretchId, of_kind};
use crate::source::ledger::Class;
use crate::source::recognise::transcript::Paragraph;

/// Walks through the events, then through those of the notes that stood in the line.
pub(super) fn walk<'a>(
    source: &'a str,
    events: Vec<Placed<'a>>,
    notes: Vec<InlineNote<'a>>,
    extract: &mut Extract<'a>,
) {
    let mut walk = Markdown {
        source,
        blocks: Blocks::default(),
        notes: HashMap::new(),
        stretches: Vec::new(),
        inline: Inline::default(),
        picture: None,
        extract,
    };
    for (event, span) in events {
        walk.event(event, span);
    }
    walk.end_block();
    for note in notes {
        let id = walk.note(&note.label, Span::default());
        walk.extract.begin_note(id);
        for (event, span) in note.events {
            walk.event(event, span);
        }
        walk.end_block();
        walk.extract.end_note();
    }
}

/// An item of a list of which nothing has been written yet.
#[derive(Debug)]
struct Item {
    kind: BlockKind,
    level: u8,
    /// Its number and the sign behind that, where they stand, and how they are counted.
    number: Option<(Span, String)>,
}

/// The blocks round the place.
#[derive(Debug, Default)]
struct Blocks {
    /// Lists: the number of the next item, for numbered ones.
    lists: Vec<Option<u64>>,
    quotes: u8,
    item: Option<Item>,
    /// Whether a rule stands before what follows.
    wants_rule: bool,
    /// How many cells of the row being read have begun.
    cells: usize,
    /// Whether lines end where they end in the source.
    keeps_lines: bool,
}

struct Markdown<'w, 'a> {
    source: &'a str,
    extract: &'w mut Extract<'a>,
    blocks: Blocks,
    notes: HashMap<String, NoteId>,
    /// What inline elements laid over their words, the innermost last.
    stretches: Vec<StretchId>,
    inline: Inline,
    /// Whether a picture is being described that stands by itself.
    picture: Option<bool>,
}

impl<'a> Markdown<'_, 'a> {
    fn event(&mut self, event: Event<'a>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.code(&code, span);
            }
            Event::FootnoteReference(label) => {
                self.begin_text();
                let note = self.note(&label, span);
                self.extract.refer(note);
            }
            Event::SoftBreak => self.extract.text.part(),
            Event::HardBreak => self.break_line(),
            Event::Rule => {
                self.end_block();
                let rule = span.of(self.source).trim_end().len();
                let rule = Span::new(span.start, span.start + rule);
                self.extract.claim(rule, Class::Mark, "rule");
                self.blocks.wants_rule = self.extract.text.has_text();
            }
            Event::TaskListMarker(is_done) => {
                self.begin_text();
                let sign = if is_done { "☑" } else { "☐" };
                self.extract.text.decoded(span, sign);
                self.extract.text.part();
            }
            Event::Html(_) | Event::InlineHtml(_) => self.html(span),
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Span) {
        match tag {
            Tag::Heading { level, id, .. } => {
                self.end_block();
                self.begin(BlockKind::Heading).level = depth(level);
                if let Some(id) = id {
                    self.extract.anchor(&id);
                }
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.blocks.quotes = self.blocks.quotes.saturating_add(1);
            }
            Tag::CodeBlock(_) => {
                self.end_block();
                self.blocks.keeps_lines = true;
            }
            Tag::List(first) => {
                self.end_block();
                self.blocks.lists.push(first);
            }
            Tag::Item => self.item(span),
            Tag::FootnoteDefinition(label) => {
                self.end_block();
                let note = self.note(&label, span);
                self.extract.begin_note(note);
            }
            Tag::DefinitionList => {
                self.end_block();
                self.blocks.lists.push(None);
            }
            Tag::DefinitionListTitle => self.described(BlockKind::Paragraph),
            Tag::DefinitionListDefinition => self.described(BlockKind::ListItem),
            Tag::Paragraph | Tag::HtmlBlock | Tag::Table(_) | Tag::MetadataBlock(_) => {
                self.end_block();
            }
            Tag::TableHead => self.row(BlockKind::TableHeading),
            Tag::TableRow => self.row(BlockKind::TableRow),
            Tag::TableCell => {
                if self.blocks.cells > 0 {
                    self.extract.text.next_cell();
                }
                self.blocks.cells += 1;
            }
            Tag::Emphasis => self.open(Kind::Italic),
            Tag::Strong => self.open(Kind::Bold),
            Tag::Superscript => self.open(Kind::Superscript),
            Tag::Subscript => self.open(Kind::Subscript),
            Tag::Strikethrough => {
                let deletion = of_kind(Kind::Deletion);
                self.stretches
                    .push(self.extract.open_by(deletion, "handwritten"));
            }
            Tag::Link {
                dest_url, title, ..
            } => self.link(&dest_url, &title),
            Tag::Image { .. } => self.start_picture(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Strikethrough
            | TagEnd::Link => {
                if let Some(stretch) = self.stretches.pop() {
                    self.extract.close(stretch);
                }
            }
            TagEnd::Image => {
                if self.picture.take() == Some(true) {
                    self.extract.text.end_block();
                }
            }
            TagEnd::TableCell => self.inline.close_all(self.extract),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.blocks.quotes = self.blocks.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_block();
                self.blocks.keeps_lines = false;
            }
            TagEnd::List(_) | TagEnd::DefinitionList => {
                self.end_block();
                self.blocks.item = None;
                self.blocks.lists.pop();
            }
            TagEnd::FootnoteDefinition => {
                self.end_block();
                self.extract.end_note();
            }
            _ => self.end_block(),
        }
    }

    fn end_block(&mut self) {
        self.blocks.cells = 0;
        self.inline.close_all(self.extract);
        self.extract.text.end_block();
    }

    fn open(&mut self, kind: Kind) {
        self.stretches.push(self.extract.open(of_kind(kind)));
    }

    /// A link: what it says beside its address is kept with it.
    fn link(&mut self, address: &CowStr<'_>, title: &CowStr<'_>) {
        let mut annotation = of_kind(Kind::Reference);
        annotation.say(address.to_string());
        if !title.trim().is_empty() {
            annotation.remark = Some(title.to_string());
        }
        self.stretches.push(self.extract.open(annotation));
    }

    /// A picture is its description, by itself if nothing stands before it in its block.
    fn start_picture(&mut self) {
        let is_own = !self.extract.text.is_in_text() && self.blocks.cells == 0;
        if is_own {
            self.begin(BlockKind::Figure);
        }
        self.picture = Some(is_own);
    }

    /// The note of this label, new or met before.
    fn note(&mut self, label: &str, place: Span) -> NoteId {
        if let Some(&note) = self.notes.get(label) {
            return note;
        }
        let annotation = of_kind(Kind::Note).with(Property::Label, label);
        let note = self.extract.note(annotation, place);
        self.notes.insert(label.to_owned(), note);
        note
    }

    fn item(&mut self, span: Span) {
        self.end_block();
        let level = self.level();
        let next = self.blocks.lists.last_mut().and_then(Option::as_mut);
        let number = next.map(|next| {
            let counted = *next;
            *next = next.saturating_add(1);
            number_of(span.start, counted, self.source)
        });
        let kind = if number.is_some() {
            BlockKind::Paragraph
        } else {
            BlockKind::ListItem
        };
        self.blocks.item = Some(Item {
            kind,
            level,
            number,
        });
    }

    /// A term of a list of definitions, or what is said of it.
    fn described(&mut self, kind: BlockKind) {
        self.end_block();
        let level = self.level();
        self.blocks.item = Some(Item {
            kind,
            level,
            number: None,
        });
    }

    /// How deep the innermost list lies.
    fn level(&self) -> u8 {
        u8::try_from(self.blocks.lists.len().saturating_sub(1)).unwrap_or(u8::MAX)
    }

    fn row(&mut self, kind: BlockKind) {
        self.end_block();
        self.blocks.cells = 0;
        let row = self.begin(kind);
        (row.is_row, row.opens_group) = (true, kind == BlockKind::TableHeading);
    }

    /// Begins a block, with the rule and the number that stand before it.
    fn begin(&mut self, kind: BlockKind) -> &mut Paragraph {
        if std::mem::take(&mut self.blocks.wants_rule) && !self.extract.is_in_note() {
            self.extract.text.begin_block(BlockKind::Separator);
            self.extract.text.generated("* * *");
            self.extract.text.end_block();
        }
        self.blocks.cells = 0;
        self.extract.text.begin_block(kind)
    }

    /// Begins the block that the next text is in, unless it has begun.
    fn begin_text(&mut self) {
        if let Some(item) = self.blocks.item.take() {
            // A heading in an item has begun its block already.
            if self.extract.text.block_kind().is_none() {
                self.begin(item.kind).level = item.level;
            }
            if let Some((place, number)) = item.number {
                if place.of(self.source) == number {
                    self.extract.text.exact(place);
                } else {
                    self.extract.text.decoded(place, &number);
                }
                self.extract.text.part();
            }
        }
        if self.extract.text.block_kind().is_some() {
            return;
        }
        if self.blocks.keeps_lines {
            self.begin(BlockKind::Line);
        } else if self.blocks.quotes > 0 {
            let level = self.blocks.quotes - 1;
            self.begin(BlockKind::Quotation).level = level;
        } else {
            self.begin(BlockKind::Paragraph);
        }
    }

    fn break_line(&mut self) {
        match self.extract.text.block_kind() {
            Some((kind, level)) if self.blocks.cells == 0 && kind != BlockKind::Heading => {
                let next = self.extract.text.begin_block(kind);
                next.level = level;
                if kind == BlockKind::Paragraph {
                    next.detail = "line".into();
                }
            }
            _ => self.extract.text.part(),
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.blocks.keeps_lines {
            self.lines(text, span);
            return;
        }
        if self.inline.claims(span, self.extract) {
            return;
        }
        if !text.trim().is_empty() {
            self.begin_text();
        }
        if span.of(self.source) == text {
            self.extract.text.words(span);
        } else {
            self.extract.text.decoded(span, text);
        }
    }

    /// Text whose line ends are its own.
    fn lines(&mut self, text: &str, span: Span) {
        let is_verbatim = span.of(self.source) == text;
        let mut at = span.start;
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            if !words.trim().is_empty() {
                self.begin_text();
                if is_verbatim {
                    self.extract.text.exact(Span::new(at, at + words.len()));
                } else {
                    // The place is that of all lines, which the first of them takes.
                    let place = if at == span.start {
                        span
                    } else {
                        Span::default()
                    };
                    self.extract.text.decoded(place, words);
                }
            }
            if line.ends_with('\n') {
                self.extract.text.end_block();
            }
            at += line.len();
        }
    }

    /// Code within a line, without the signs round it.
    fn code(&mut self, code: &str, span: Span) {
        self.begin_text();
        let inside = span.of(self.source).find(code).map(|at| {
            let start: Place = span.start + at;
            Span::new(start, start + code.len())
        });
        match inside {
            Some(inside) if !code.is_empty() => self.extract.text.words(inside),
            _ => self.extract.text.decoded(span, code),
        }
    }

    fn html(&mut self, span: Span) {
        let pieces = self.inline.read(span, self.source, self.extract);
        for piece in pieces {
            match piece {
                Piece::Text(span) => {
                    if !span.of(self.source).trim().is_empty() {
                        self.begin_text();
                    }
                    self.extract.text.words(span);
                }
                Piece::Decoded(span, text) => {
                    self.begin_text();
                    self.extract.text.decoded(span, &text);
                }
                Piece::Open(opening) => self.inline.open(opening, self.extract),
                Piece::Close(name) => self.inline.close(&name, self.extract),
                Piece::Break => self.break_line(),
                Piece::Block if self.blocks.cells > 0 => self.extract.text.part(),
                Piece::Block => self.end_block(),
                Piece::Anchor(name) => self.extract.anchor(&name),
            }
        }
    }
}

/// Where the number of an item stands with the sign behind it, and how it is counted: Markdown counts on from the first,
/// whatever the others say (`CommonMark` 0.31, 5.3).
fn number_of(start: Place, counted: u64, source: &str) -> (Span, String) {
    let rest = source.get(start..).unwrap_or_default();
    let indent = rest.len() - rest.trim_start().len();
    let marker = rest.trim_start();
    let digits = marker.len()
        - marker
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let sign = marker
        .get(digits..)
        .and_then(|behind| behind.chars().next());
    let sign = sign.filter(|sign| matches!(sign, '.' | ')')).unwrap_or('.');
    let place = start + indent;
    let span = Span::new(place, place + digits + sign.len_utf8());
    (span, format!("{counted}{sign}"))
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
