//! Writing pages into an extract: regions become blocks, their lines are joined, tags become annotations, notes stand at the
//! words that refer to them.

use std::collections::HashMap;

use super::notes::{self, PageNote};
use super::sheet::{Line, Piece, Region, RegionKind, Sheet, Tag};
use crate::document::facsimile::{Surface, ZoneKind};
use crate::document::{BlockKind, Kind, Printed, Property, Span};
use crate::source::extract::{Extract, NoteId, StretchId, of_kind};
use crate::source::ledger::Class;
use crate::source::tei::{Hyphen, division};

/// Writes the pages of a document.
pub(super) fn write<'a>(sheets: Vec<Sheet>, source: &'a str, extract: &mut Extract<'a>) {
    let is_numbered = sheets.iter().any(|sheet| sheet.number.is_some());
    let has_breaks = sheets.len() > 1 || is_numbered;
    let mut writer = SheetWriter {
        source,
        extract,
        surface: 0,
        continued: HashMap::new(),
        comments: Vec::new(),
        divided_by: None,
    };
    for (number, sheet) in sheets.into_iter().enumerate() {
        writer.surface = number;
        writer.sheet(sheet, has_breaks);
    }
}

/// What is written before a line: how its first words follow those of the line before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// It is the first of its block.
    First,
    /// A blank parts the two.
    Blank,
    /// A word goes on.
    Word,
}

/// Something that happens at a place of a line's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// Stretches end before others begin.
    Close(usize),
    CloseSign(usize),
    /// A place without words: a gap.
    Point(usize),
    Open(usize),
    OpenSign(usize),
    /// A note without a sign of its own.
    Refer(usize),
}

/// What is open in a line.
struct Open {
    /// Of each tag its stretch.
    tags: Vec<Option<StretchId>>,
    /// The signs of references, by their notes.
    signs: HashMap<usize, StretchId>,
    /// Where the line's words end.
    end: usize,
}

struct SheetWriter<'w, 'a> {
    source: &'a str,
    extract: &'w mut Extract<'a>,
    /// The page being written.
    surface: usize,
    /// Stretches that go on in the next line, by the names of their tags.
    continued: HashMap<String, StretchId>,
    /// Comments of the block being written, which follow it.
    comments: Vec<(NoteId, Piece)>,
    /// The hyphen at which the last word was divided.
    divided_by: Option<char>,
}

impl SheetWriter<'_, '_> {
    fn sheet(&mut self, sheet: Sheet, has_breaks: bool) {
        self.extract.surface(Surface {
            image: sheet.image.clone(),
            size: sheet.size,
            unit: sheet.unit,
        });
        let is_blank = sheet
            .regions
            .iter()
            .all(|region| region.is_blank(self.source));
        if is_blank && has_breaks {
            // An empty page is a page.
            self.extract.text.begin_block(BlockKind::Paragraph).is_kept = true;
        }
        if has_breaks {
            let mut page = of_kind(Kind::PageBreak);
            if let Some(number) = sheet.number {
                page.content.set(Property::Number, number);
            }
            page.remark = sheet.image;
            self.extract.mark_here(page, "page");
        }
        let (regions, notes) = notes::take(sheet.regions, self.source);
        let ids: Vec<NoteId> = notes.iter().map(|note| self.enter(note)).collect();
        for (number, region) in regions.iter().enumerate() {
            self.region(region, number, &notes, &ids);
        }
        self.extract.text.end_block();
        for (note, id) in notes.iter().zip(ids) {
            self.extract.begin_note(id);
            self.lines(&note.region, BlockKind::Paragraph, usize::MAX, &[], &[]);
            self.extract.end_note();
            self.write_comments();
        }
    }

    fn enter(&mut self, note: &PageNote) -> NoteId {
        let mut annotation = of_kind(Kind::Note);
        if let Some(label) = &note.label {
            annotation.content.set(Property::Label, label.clone());
        }
        if note.region.kind == RegionKind::Marginal {
            annotation.placement = Some("margin".to_owned());
        }
        let first = note
            .region
            .lines
            .first()
            .and_then(|line| line.pieces.first());
        let place = first.map_or(Span::default(), |piece| piece.span);
        self.extract.note(annotation, place)
    }

    fn region(&mut self, region: &Region, number: usize, notes: &[PageNote], ids: &[NoteId]) {
        let over = match region.kind {
            RegionKind::FormWork | RegionKind::PageNumber => Some(Kind::FormWork),
            RegionKind::Stamp => Some(Kind::Stamp),
            _ => None,
        };
        let over = over.map(|kind| self.extract.open(of_kind(kind)));
        match region.kind {
            RegionKind::Table => self.table(region),
            RegionKind::Lines => self.lines(region, BlockKind::Line, number, notes, ids),
            RegionKind::Text(kind) => self.lines(region, kind, number, notes, ids),
            _ => self.lines(region, BlockKind::Paragraph, number, notes, ids),
        }
        if let Some(over) = over {
            self.extract.close(over);
        }
        self.extract.text.end_block();
        self.write_comments();
    }

    /// The lines of a region, as blocks of this kind.
    fn lines(
        &mut self,
        region: &Region,
        kind: BlockKind,
        number: usize,
        notes: &[PageNote],
        ids: &[NoteId],
    ) {
        let mut before: Option<BlockKind> = None;
        let mut joint = Joint::First;
        let mut is_region_placed = false;
        let lines: Vec<(usize, &Line)> = region
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_blank(self.source))
            .collect();
        for (position, &(index, line)) in lines.iter().enumerate() {
            let own = line.kind.unwrap_or(kind);
            if before != Some(own) || own == BlockKind::Line || own == BlockKind::Verse {
                joint = Joint::First;
                self.end_region_block();
                let block = self.extract.text.begin_block(own);
                block.level = u8::from(own == BlockKind::Heading);
            }
            before = Some(own);
            let next = lines.get(position + 1).map(|(_, next)| *next);
            let goes_on = next.filter(|next| next.kind.unwrap_or(kind) == own);
            let hyphen = goes_on.and_then(|next| self.division(line, next));
            self.end_continued(line);
            self.begin_line(joint);
            if !std::mem::replace(&mut is_region_placed, true) {
                self.zone(ZoneKind::Region, &region.outline);
            }
            self.zone(ZoneKind::Line, &line.outline);
            let here: Vec<(usize, &PageNote)> = (notes.iter().enumerate())
                .filter(|(_, note)| note.at == Some((number, index)))
                .collect();
            let dropped = hyphen.filter(|hyphen| hyphen.is_dropped);
            let end = self.end_of_words(line, hyphen);
            self.line(line, end, &here, ids);
            self.divided_by = dropped.map(|hyphen| hyphen.sign);
            joint = if hyphen.is_some() || goes_on.is_some() && line.is_divided {
                Joint::Word
            } else {
                Joint::Blank
            };
        }
        self.end_region_block();
    }

    /// Ends a block, and with it what goes on from line to line.
    fn end_region_block(&mut self) {
        for (_, stretch) in self.continued.drain() {
            self.extract.close(stretch);
        }
        self.divided_by = None;
        self.extract.text.end_block();
    }

    /// How the last word of a line is divided from the first of the next. A hyphen that never is part of a word, or that the
    /// source says to be none of it, is left out; any other stays, because it may be the word's own.
    fn division(&self, line: &Line, next: &Line) -> Option<Division> {
        let text = line.text(self.source);
        let Hyphen {
            sign,
            is_unambiguous,
        } = division(text.trim_end())?;
        let is_dropped = is_unambiguous || line.is_divided;
        let bare = text.trim_end().strip_suffix(sign).unwrap_or_default();
        let next = next.text(self.source);
        let are_letters = bare.ends_with(char::is_alphabetic)
            && next.trim_start().starts_with(char::is_alphabetic);
        (is_dropped || are_letters).then_some(Division { sign, is_dropped })
    }

    /// Ends what was to go on in the next line and does not.
    fn end_continued(&mut self, next: &Line) {
        let goes_on = |name: &String| {
            let mut tags = next.tags.iter();
            tags.any(|tag| tag.is_continued && tag.range.start == 0 && tag.name == *name)
        };
        let ended = self.continued.extract_if(|name, _| !goes_on(name));
        for (_, stretch) in ended {
            self.extract.close(stretch);
        }
    }

    /// Where the words of a line end, before its hyphen and the white space behind it.
    fn end_of_words(&self, line: &Line, hyphen: Option<Division>) -> usize {
        let text = line.text(self.source);
        match hyphen {
            Some(hyphen) if hyphen.is_dropped => text.trim_end().len() - hyphen.sign.len_utf8(),
            Some(_) => text.trim_end().len(),
            None => text.len(),
        }
    }

    fn begin_line(&mut self, joint: Joint) {
        if joint == Joint::Blank {
            self.extract.text.part();
        }
        let mut annotation = of_kind(Kind::LineBreak);
        annotation.printed = self.divided_by.take().map(|sign| Printed {
            before: sign.to_string(),
            after: String::new(),
        });
        self.extract.mark_here(annotation, "line");
    }

    fn zone(&mut self, kind: ZoneKind, outline: &[(i32, i32)]) {
        if !outline.is_empty() {
            self.extract.zone(self.surface, kind, outline);
        }
    }

    /// The words of a line up to `end`, with all that is said of them.
    fn line(&mut self, line: &Line, end: usize, notes: &[(usize, &PageNote)], ids: &[NoteId]) {
        let mut happenings = happenings(line, end, notes);
        happenings.reverse();
        let mut open = Open {
            tags: vec![None; line.tags.len()],
            signs: HashMap::new(),
            end: line
                .text(self.source)
                .get(..end)
                .unwrap_or_default()
                .trim_end()
                .len(),
        };
        let mut start = 0;
        for piece in &line.pieces {
            let words = piece.of(self.source);
            let mut from = 0;
            while from < words.len() {
                let at = start + from;
                while let Some((_, next)) = happenings.pop_if(|(place, _)| *place <= at) {
                    self.happen(next, line, &mut open, ids);
                }
                let next = happenings.last().map(|(place, _)| *place);
                let stops = next.into_iter().chain([end]).filter(|stop| *stop > at);
                // What stands for other characters is one piece.
                let to = stops
                    .map(|stop| stop - start)
                    .filter(|to| piece.text.is_none() && words.is_char_boundary(*to))
                    .fold(words.len(), usize::min);
                self.piece(piece, from, to, at >= end);
                from = to;
            }
            start += words.len();
        }
        while let Some((_, next)) = happenings.pop() {
            self.happen(next, line, &mut open, ids);
        }
    }

    fn happen(&mut self, happening: Happening, line: &Line, open: &mut Open, ids: &[NoteId]) {
        match happening {
            Happening::Open(index) => open.tags[index] = Some(self.open(&line.tags[index])),
            Happening::Close(index) => {
                if let Some(stretch) = open.tags[index].take() {
                    let tag = &line.tags[index];
                    self.close(tag, stretch, tag.range.end >= open.end);
                }
            }
            Happening::Point(index) => {
                let tag = &line.tags[index];
                self.extract.mark_here(tag.annotation.clone(), "tag");
            }
            Happening::OpenSign(note) => {
                open.signs.insert(note, self.extract.open_sign(ids[note]));
            }
            Happening::CloseSign(note) => {
                if let Some(sign) = open.signs.remove(&note) {
                    self.extract.close(sign);
                }
            }
            Happening::Refer(note) => self.extract.refer(ids[note]),
        }
    }

    fn open(&mut self, tag: &Tag) -> StretchId {
        if tag.is_continued
            && tag.range.start == 0
            && let Some(stretch) = self.continued.remove(&*tag.name)
        {
            return stretch;
        }
        if let Some(words) = &tag.note {
            let note = self.extract.note(tag.annotation.clone(), words.span);
            self.comments.push((note, words.clone()));
            return self.extract.open_noted(note);
        }
        let mut annotation = tag.annotation.clone();
        if tag.other.is_some() {
            annotation.group = Some(self.extract.group());
        }
        if tag.is_by_hand {
            self.extract.open_by(annotation, "handwritten")
        } else {
            self.extract.open(annotation)
        }
    }

    fn close(&mut self, tag: &Tag, stretch: StretchId, is_at_end: bool) {
        if tag.is_continued && is_at_end && !self.continued.contains_key(&*tag.name) {
            self.continued.insert(tag.name.to_string(), stretch);
            return;
        }
        self.extract.close(stretch);
        if let Some((annotation, words)) = &tag.other {
            let mut annotation = annotation.clone();
            annotation.group = self.extract.group_of(stretch);
            let other = self.extract.open(annotation);
            self.extract.text.decoded(words.span, words.of(self.source));
            self.extract.close(other);
        }
    }

    /// Writes a part of a piece; what lies behind the words of a line is its hyphen.
    fn piece(&mut self, piece: &Piece, from: usize, to: usize, is_behind: bool) {
        let span = match piece.text {
            Some(_) => piece.span,
            None => Span::new(piece.span.start + from, piece.span.start + to),
        };
        if is_behind {
            // White space behind the words is none of the text.
            if span.of(self.source).trim().is_empty() {
                return;
            }
            self.extract
                .claim(span, Class::Mark, "hyphen at the end of a line");
            return;
        }
        match &piece.text {
            Some(text) if piece.span.is_empty() && text == " " => self.extract.text.part(),
            Some(text) => self.extract.text.decoded(span, text),
            None => self.extract.text.words(span),
        }
    }

    fn write_comments(&mut self) {
        for (note, words) in std::mem::take(&mut self.comments) {
            self.extract.begin_note(note);
            self.extract.text.decoded(words.span, words.of(self.source));
            self.extract.end_note();
        }
    }

    /// A table: a row of cells to a block.
    fn table(&mut self, region: &Region) {
        let mut opens_group = true;
        for row in &region.rows {
            let block = self.extract.text.begin_block(BlockKind::TableRow);
            block.is_row = true;
            block.opens_group = std::mem::take(&mut opens_group);
            for (number, cell) in row.iter().enumerate() {
                if number > 0 {
                    self.extract.text.next_cell();
                }
                for line in cell {
                    self.extract.text.part();
                    self.line(line, self.end_of_words(line, None), &[], &[]);
                }
            }
            for (_, stretch) in self.continued.drain() {
                self.extract.close(stretch);
            }
            self.extract.text.end_block();
        }
    }
}

/// What happens in a line, in order.
fn happenings(line: &Line, end: usize, notes: &[(usize, &PageNote)]) -> Vec<(usize, Happening)> {
    let mut happenings = Vec::new();
    for (index, tag) in line.tags.iter().enumerate() {
        let range = tag.range.start.min(end)..tag.range.end.min(end);
        if range.is_empty() {
            happenings.push((range.start, Happening::Point(index)));
        } else {
            happenings.push((range.start, Happening::Open(index)));
            happenings.push((range.end, Happening::Close(index)));
        }
    }
    for (index, note) in notes {
        match &note.sign {
            Some(sign) => {
                happenings.push((sign.start, Happening::OpenSign(*index)));
                happenings.push((sign.end, Happening::CloseSign(*index)));
            }
            None => happenings.push((end, Happening::Refer(*index))),
        }
    }
    happenings.sort_unstable();
    happenings
}

/// How a word is divided at the end of a line.
#[derive(Debug, Clone, Copy)]
struct Division {
    sign: char,
    /// Whether the hyphen is none of the word.
    is_dropped: bool,
}
