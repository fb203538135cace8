//! A document as plain text, as `manicule print` shows it: metadata, the text at a measure, its notes.
//!
//! Knows nothing of whether its reader is a terminal; it is told.

pub(super) mod heading;
mod style;

use std::collections::HashSet;
use std::rc::Rc;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::document::{AnnotationId, BlockId, BlockKind, Document, FlowId};
use crate::layout::page::{self, BlockRows, MarginNote, Notes, Setting};
use crate::layout::{Line, Measure, NoteLayout, lay_out_note};
use crate::view::{Signs, View};

use style::Ink;

/// How a document is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// The widest line in columns, notes beside it included; none for lines as long as their paragraphs.
    pub width: Option<u16>,
    /// Where notes stand.
    pub notes: NotesPlacement,
    /// Whether layers are told apart by ANSI styles.
    pub colour: bool,
    /// Whether right-to-left text is put into visual order, for a terminal that does not do so itself. Never for a file:
    /// what is stored stays in logical order.
    pub reorder: bool,
}

/// Where notes stand.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum NotesPlacement {
    /// In a column to the right, each beside its line.
    Margin,
    /// Under the paragraph that they belong to.
    #[default]
    Below,
    /// After the text.
    End,
    /// Nowhere.
    None,
}

/// The measure of text with notes beside it where none is given.
const WIDTH_WITH_MARGIN: u16 = 100;
/// A page narrower than this has no room for notes beside the text; they go below their paragraph.
const NARROWEST_WITH_MARGIN: u16 = 60;
/// Empty columns between the text and the notes beside it.
const GUTTER: u16 = 3;
/// How far in notes stand that are not beside the text.
const NOTE_INDENT: usize = 4;
/// The narrowest page.
const NARROWEST: u16 = 8;

/// The document as text, ending with a line feed.
pub fn text(document: &Document, view: &View, options: TextOptions) -> String {
    let mut page = Page::new(document, view, options);
    let above = heading::above_text(document);
    page.fields(&above);
    page.blank(1);
    let first_row = page.rows.len();
    for block in document.flow_blocks(FlowId::MAIN) {
        page.block(block);
    }
    page.flush_notes();
    page.notes_at_the_end();
    // The fields above and below the text are as wide as the page, so the notes have their places between them.
    page.place_notes(first_row);
    page.fields_below(&heading::below(document));
    page.finish()
}

/// A page in the making: rows of text, and the notes that want to stand beside them.
struct Page<'a> {
    document: &'a Document,
    view: &'a View,
    /// How blocks are set.
    setting: Setting,
    placement: NotesPlacement,
    ink: Ink,
    /// The measure of the text; the whole page's if no notes stand beside it.
    text_width: u16,
    whole_width: u16,
    /// Whether lines are as long as their paragraphs.
    is_endless: bool,
    rows: Vec<Row>,
    /// The notes that wait for the end of their paragraph, or of the text; or all that stand beside it, with their rows.
    notes: Vec<(AnnotationId, usize)>,
    /// The notes placed so far, so that a note in a note that leads back to itself ends.
    met: HashSet<AnnotationId>,
}

/// The view with the signs of the printed notes in the text. Lines as long as their paragraphs are for other programs, which
/// look for the words as they are.
fn tied(view: &View, placement: NotesPlacement, is_endless: bool) -> View {
    let mut view = view.clone();
    view.signs = match placement {
        _ if is_endless => Signs::Nobodys,
        NotesPlacement::None => Signs::Nobodys,
        NotesPlacement::Margin | NotesPlacement::Below | NotesPlacement::End => Signs::All,
    };
    view
}

/// A row of the page.
#[derive(Debug, Default)]
struct Row {
    text: String,
    width: usize,
}

impl<'a> Page<'a> {
    fn new(document: &'a Document, view: &'a View, options: TextOptions) -> Self {
        let is_endless = options.width.is_none() && options.notes != NotesPlacement::Margin;
        let page_width = match options.width {
            Some(width) => width.max(NARROWEST),
            None if is_endless => u16::MAX,
            None => WIDTH_WITH_MARGIN,
        };
        let has_margin =
            options.notes == NotesPlacement::Margin && page_width >= NARROWEST_WITH_MARGIN;
        let placement = match options.notes {
            NotesPlacement::Margin if !has_margin => NotesPlacement::Below,
            placement => placement,
        };
        let text_width = if has_margin {
            page_width - margin_width(page_width) - GUTTER
        } else {
            page_width
        };
        Self {
            document,
            view,
            setting: Setting {
                view: tied(view, placement, is_endless),
                measure: Measure {
                    reorder: options.reorder,
                    ..Measure::new(text_width)
                },
                notes: Notes::Elsewhere,
                sign_width: 0,
            },
            placement,
            ink: Ink {
                is_on: options.colour,
            },
            text_width,
            whole_width: page_width,
            is_endless,
            rows: Vec::new(),
            notes: Vec::new(),
            met: HashSet::new(),
        }
    }

    fn measure(&self, width: u16) -> Measure {
        Measure {
            width,
            ..self.setting.measure
        }
    }

    /// A block with the empty rows before it, and with its notes remembered.
    fn block(&mut self, id: BlockId) {
        let set = self.set(id);
        let gap = set.gap();
        if gap > 0 {
            self.flush_notes();
        }
        self.blank(gap);
        // Empty rows at the top of the page are left out.
        let first_row = self.rows.len();
        let kind = self.document.block(id).kind;
        for row in &set.rows {
            if let page::Row::Text(line) = row {
                self.line(line, Some(kind));
            }
        }
        if self.placement != NotesPlacement::None {
            for note in set.notes {
                self.remember(note.annotation, first_row + note.row - gap);
            }
        }
    }

    /// The rows of a block.
    fn set(&self, id: BlockId) -> BlockRows {
        BlockRows::set(self.document, id, &self.setting)
    }

    /// Remembers a note of a row, and the notes in that note.
    fn remember(&mut self, id: AnnotationId, row: usize) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !self.met.insert(id) {
                continue;
            }
            self.notes.push((id, row));
            let Some(body) = self.document.annotation(id).body() else {
                continue;
            };
            for block in self.document.flow_blocks(body).rev() {
                let set = self.set(block);
                open.extend(set.notes.iter().rev().map(|note| note.annotation));
            }
        }
    }

    fn line(&mut self, line: &Line, kind: Option<BlockKind>) {
        // What stands at the right of a line without an end would never be seen.
        let indent = if self.is_endless {
            usize::from(line.indent).min(NOTE_INDENT)
        } else {
            usize::from(line.indent)
        };
        let width = indent + line.width() - usize::from(line.indent);
        let text = format!(
            "{}{}",
            " ".repeat(indent),
            self.ink.line(self.document, line, kind)
        );
        self.rows.push(Row { text, width });
    }

    fn blank(&mut self, rows: usize) {
        if self.rows.last().is_some_and(|last| last.width > 0) {
            self.rows.extend((0..rows).map(|_| Row::default()));
        }
    }

    /// Puts the notes of the last paragraph under it, if that is where they go.
    fn flush_notes(&mut self) {
        if self.placement == NotesPlacement::Below {
            self.list_notes();
        }
    }

    fn notes_at_the_end(&mut self) {
        if self.placement == NotesPlacement::End && !self.notes.is_empty() {
            self.rule();
            self.list_notes();
        }
    }

    /// Puts the notes that wait under what is there.
    fn list_notes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        self.blank(1);
        let signs = self.signs_width(&notes);
        let indent = NOTE_INDENT.min(usize::from(self.text_width / 8));
        let width = columns(usize::from(self.text_width).saturating_sub(indent + signs)).max(2);
        for (id, _) in notes {
            let note = lay_out_note(self.document, self.view, id, self.measure(width), None);
            for row in self.note_rows(&note, signs) {
                self.rows.push(Row {
                    text: format!("{}{}", " ".repeat(indent), row.text),
                    width: row.width + indent,
                });
            }
        }
    }

    /// A note's rows: its sign, then its lines behind the widest sign.
    fn note_rows(&self, note: &NoteLayout, signs: usize) -> Vec<Row> {
        let sign = crate::layout::shown(&note.sign).into_owned();
        let mut rows: Vec<Row> = Vec::with_capacity(note.lines.len());
        for (number, line) in note.lines.iter().enumerate() {
            let lead = if number == 0 { sign.as_str() } else { "" };
            let gap = " ".repeat(
                (signs + usize::from(line.indent)).saturating_sub(crate::layout::width(lead)),
            );
            let text = format!(
                "{}{gap}{}",
                self.ink.sign(lead),
                self.ink.line(self.document, line, None)
            );
            rows.push(Row {
                text,
                width: signs + line.width(),
            });
        }
        rows
    }

    fn signs_width(&self, notes: &[(AnnotationId, usize)]) -> usize {
        let sign = |&(id, _): &(AnnotationId, usize)| {
            crate::layout::width(&crate::layout::explain(self.document, self.view, id).sign)
        };
        // A sign longer than that is a word; its note stands further in than the others.
        notes.iter().map(sign).max().unwrap_or_default().clamp(1, 6) + 2
    }

    fn fields(&mut self, fields: &[heading::Field]) {
        let longest = fields
            .iter()
            .map(|field| crate::layout::width(&field.label))
            .max()
            .unwrap_or_default();
        let labels = (longest + 2).min(usize::from(self.whole_width) / 3);
        let width = columns(usize::from(self.whole_width) - labels).max(2);
        for field in fields {
            if field.label.is_empty() {
                for line in
                    crate::layout::lay_out_text(&field.value, self.measure(self.whole_width))
                {
                    self.line(&line, Some(BlockKind::Heading));
                }
                self.blank(1);
                continue;
            }
            let label_measure = self.measure(columns(labels.saturating_sub(1)));
            let label = crate::layout::lay_out_text(&field.label, label_measure);
            let value = crate::layout::lay_out_text(&field.value, self.measure(width));
            for number in 0..label.len().max(value.len()) {
                let name = label.get(number).map(Line::text).unwrap_or_default();
                let gap = " ".repeat(labels.saturating_sub(crate::layout::width(&name)));
                let line = value.get(number);
                let text = line.map(Line::text).unwrap_or_default();
                let width = labels + line.map_or(0, Line::width);
                self.rows.push(Row {
                    text: format!("{}{gap}{text}", self.ink.sign(&name)),
                    width,
                });
            }
        }
    }

    fn fields_below(&mut self, fields: &[heading::Field]) {
        if !fields.is_empty() {
            self.rule();
            self.fields(fields);
        }
    }

    fn rule(&mut self) {
        self.blank(1);
        let rule = "─".repeat(usize::from(self.whole_width.min(24)));
        self.rows.push(Row {
            width: rule.chars().count(),
            text: self.ink.sign(&rule),
        });
        self.blank(1);
    }

    /// The page as one string.
    fn finish(self) -> String {
        let mut page = String::new();
        for row in &self.rows {
            page.push_str(row.text.trim_end());
            page.push('\n');
        }
        page
    }

    /// Puts the notes beside the text, none of them above `first_row`.
    fn place_notes(&mut self, first_row: usize) {
        if self.placement != NotesPlacement::Margin {
            return;
        }
        let notes = std::mem::take(&mut self.notes);
        let signs = self.signs_width(&notes);
        let width =
            columns(usize::from(margin_width(self.whole_width)).saturating_sub(signs)).max(2);
        let set = |&(id, row): &(AnnotationId, usize)| {
            let note = lay_out_note(self.document, self.view, id, self.measure(width), None);
            MarginNote::at(id, row.cast_signed(), Rc::new(note))
        };
        let mut set: Vec<MarginNote> = notes.iter().map(set).collect();
        page::settle(&mut set, None, first_row.cast_signed());
        let column = usize::from(self.text_width + GUTTER);
        for placed in set {
            let lines = self.note_rows(&placed.note, signs);
            for (row, line) in (placed.row.unsigned_abs()..).zip(lines) {
                if row >= self.rows.len() {
                    self.rows.resize_with(row + 1, Row::default);
                }
                let beside = &mut self.rows[row];
                beside
                    .text
                    .push_str(&" ".repeat(column.saturating_sub(beside.width).max(1)));
                beside.text.push_str(&line.text);
            }
        }
    }
}

/// The width of the column of notes on a page.
fn margin_width(page: u16) -> u16 {
    (page / 3).clamp(20, 40)
}

fn columns(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
