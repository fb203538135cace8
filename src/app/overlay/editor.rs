//! The editor of a note: a few lines of text with a caret, by what readers take for one character.
//!
//! Knows nothing of where notes are kept: what was written comes back as an [`Answer`].

use std::ops::Range;

use ratatui::layout::Rect;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use crate::command::Editing;
use crate::document::{NoteId, Span};

use super::super::areas::Areas;
use super::{Answer, LIST_FOOT, LIST_HEADING, Typing, rows_inside};

/// The widest line of a note being written.
const WIDTH: u16 = 84;
/// The fewest lines that the editor shows.
const FEWEST_ROWS: u16 = 3;
/// The most changes that can be taken back.
const MOST_UNDONE: usize = 500;

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// A new note on these words.
    On(Span),
    /// A new note on the document as a whole.
    OnDocument,
    /// A note that is there.
    Again(NoteId),
}

/// The editor.
#[derive(Debug, Clone)]
pub struct Editor {
    /// What is being written.
    pub writing: Writing,
    /// What stands above it.
    pub title: String,
    /// The text as it was.
    before: String,
    text: String,
    /// Where the caret stands, in bytes.
    caret: usize,
    undo: Vec<(String, usize)>,
    redo: Vec<(String, usize)>,
    /// Whether the last change was a character typed, so that words are taken back whole.
    is_typing: bool,
}

impl Editor {
    /// An editor of `text`, which was `before` when it was last kept.
    pub fn new(writing: Writing, title: String, before: String, text: String) -> Self {
        Self {
            writing,
            title,
            before,
            caret: text.len(),
            text,
            undo: Vec::new(),
            redo: Vec::new(),
            is_typing: false,
        }
    }

    /// What is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether anything was changed.
    pub fn is_changed(&self) -> bool {
        self.text != self.before
    }

    /// Where it stands: at the foot of the text.
    pub fn area(&self, areas: &Areas) -> Rect {
        let width = WIDTH.min(areas.text.width + areas.margin.map_or(0, |margin| margin.width));
        let rows = u16::try_from(self.rows(inner_width(width)).len()).unwrap_or(u16::MAX);
        let height = rows
            .max(FEWEST_ROWS)
            .saturating_add(LIST_HEADING + LIST_FOOT);
        let height = height.min(areas.text.height);
        Rect {
            y: areas.text.bottom().saturating_sub(height),
            width: width.min(areas.screen.width.saturating_sub(areas.text.x)),
            height,
            ..areas.text
        }
    }

    /// The rows shown in an area: the text of each, and where the caret is among them, as row and column.
    pub fn shown(&self, area: Rect) -> (Vec<&str>, (usize, usize)) {
        let rows = self.rows(inner_width(area.width));
        let (row, column) = self.position(&rows);
        let height = rows_inside(area).max(1);
        let first = (row + 1).saturating_sub(height);
        let shown = rows.iter().skip(first).take(height);
        let shown = shown.map(|row| self.text.get(row.clone()).unwrap_or_default());
        (shown.collect(), (row - first, column))
    }

    /// Types.
    pub fn type_in(&mut self, typing: Typing, width: u16) {
        match typing {
            Typing::Push(c) => {
                let ends_word = !c.is_alphanumeric();
                if !self.is_typing || ends_word {
                    self.remember();
                }
                self.is_typing = !ends_word;
                self.put(c.encode_utf8(&mut [0; 4]));
            }
            Typing::Pop => self.delete(self.before_caret()),
            Typing::Clear => self.delete(0..self.text.len()),
            Typing::Edit(editing) => self.edit(editing, width),
        }
    }

    /// Takes in a text that was pasted.
    pub fn paste(&mut self, text: &str) {
        self.remember();
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let is_text = |c: &char| *c == '\n' || !c.is_control();
        let text: String = text.replace('\t', " ").chars().filter(is_text).collect();
        self.put(&text);
    }

    /// Keeps what is written.
    pub fn accept(&self) -> Answer {
        Answer::Write(self.writing, self.text.clone())
    }

    fn edit(&mut self, editing: Editing, width: u16) {
        self.is_typing = false;
        match editing {
            Editing::Left => self.caret = self.before_caret().start,
            Editing::Right => self.caret = self.after_caret().end,
            Editing::WordLeft => self.caret = self.word_before(),
            Editing::WordRight => self.caret = self.word_after(),
            Editing::Up => self.go_to_row(-1, width),
            Editing::Down => self.go_to_row(1, width),
            Editing::LineStart => self.caret = self.row_of_caret(width).start,
            Editing::LineEnd => self.caret = self.row_of_caret(width).end,
            Editing::NewLine => {
                self.remember();
                self.put("\n");
            }
            Editing::Delete => self.delete(self.after_caret()),
            Editing::DeleteWord => self.delete(self.word_before()..self.caret),
            Editing::Undo => {
                if let Some(before) = self.undo.pop() {
                    self.redo
                        .push((std::mem::replace(&mut self.text, before.0), self.caret));
                    self.caret = before.1;
                }
            }
            Editing::Redo => {
                if let Some(after) = self.redo.pop() {
                    self.undo
                        .push((std::mem::replace(&mut self.text, after.0), self.caret));
                    self.caret = after.1;
                }
            }
        }
    }

    /// Remembers the text, for it is about to be changed.
    fn remember(&mut self) {
        self.redo.clear();
        self.undo.push((self.text.clone(), self.caret));
        if self.undo.len() > MOST_UNDONE {
            self.undo.remove(0);
        }
    }

    fn put(&mut self, text: &str) {
        self.redo.clear();
        self.text.insert_str(self.caret, text);
        self.caret += text.len();
    }

    fn delete(&mut self, range: Range<usize>) {
        self.is_typing = false;
        if range.is_empty() {
            return;
        }
        self.remember();
        self.caret = range.start;
        self.text.replace_range(range, "");
    }

    /// The character before the caret.
    fn before_caret(&self) -> Range<usize> {
        let mut cursor = GraphemeCursor::new(self.caret, self.text.len(), true);
        let start = cursor.prev_boundary(&self.text, 0).ok().flatten();
        start.unwrap_or(self.caret)..self.caret
    }

    /// The character behind the caret.
    fn after_caret(&self) -> Range<usize> {
        let mut cursor = GraphemeCursor::new(self.caret, self.text.len(), true);
        let end = cursor.next_boundary(&self.text, 0).ok().flatten();
        self.caret..end.unwrap_or(self.caret)
    }

    /// Where the word before the caret begins.
    fn word_before(&self) -> usize {
        let words = self.text.unicode_word_indices();
        let starts = words.map(|(at, _)| at).take_while(|&at| at < self.caret);
        starts.last().unwrap_or(0)
    }

    /// Where the word behind the caret ends.
    fn word_after(&self) -> usize {
        let mut words = self.text.unicode_word_indices();
        let end =
            words.find_map(|(at, word)| Some(at + word.len()).filter(|&end| end > self.caret));
        end.unwrap_or(self.text.len())
    }

    fn row_of_caret(&self, width: u16) -> Range<usize> {
        let rows = self.rows(inner_width(width));
        let (row, _) = self.position(&rows);
        rows.get(row).cloned().unwrap_or_default()
    }

    /// Goes up or down so many rows, to the same column as near as can be.
    fn go_to_row(&mut self, by: isize, width: u16) {
        let rows = self.rows(inner_width(width));
        let (row, column) = self.position(&rows);
        let Some(wanted) = row.checked_add_signed(by).and_then(|row| rows.get(row)) else {
            self.caret = if by < 0 { 0 } else { self.text.len() };
            return;
        };
        let mut columns = 0;
        let text = self.text.get(wanted.clone()).unwrap_or_default();
        let passed = text.grapheme_indices(true).take_while(|(_, grapheme)| {
            columns += grapheme.width();
            columns <= column
        });
        let end = passed
            .last()
            .map_or(0, |(at, grapheme)| at + grapheme.len());
        self.caret = wanted.start + end;
    }

    /// The row and the column that the caret stands in.
    fn position(&self, rows: &[Range<usize>]) -> (usize, usize) {
        let row = rows
            .iter()
            .rposition(|row| row.start <= self.caret)
            .unwrap_or(0);
        let start = rows.get(row).map_or(0, |row| row.start);
        let before = self.text.get(start..self.caret).unwrap_or_default();
        (row, before.width())
    }

    /// The text in rows of so many columns, broken between words where that is possible. The line feeds belong to none.
    fn rows(&self, width: usize) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.text.split('\n') {
            wrap(line, start, width, &mut rows);
            start += line.len() + 1;
        }
        rows
    }
}

/// The columns for text in an editor: one is left for the caret.
fn inner_width(width: u16) -> usize {
    usize::from(width.saturating_sub(5).max(4))
}

/// Breaks a line, which begins at `start`, into rows of so many columns.
fn wrap(line: &str, start: usize, width: usize, rows: &mut Vec<Range<usize>>) {
    let (mut row, mut columns) = (0, 0);
    for (at, word) in line.split_word_bound_indices() {
        let is_blank = word.trim().is_empty();
        // Blanks hang over the end of a row.
        if columns + word.width() > width && columns > 0 && !is_blank {
            rows.push(start + row..start + at);
            (row, columns) = (at, 0);
        }
        for (within, grapheme) in word.grapheme_indices(true) {
            if columns + grapheme.width() > width && columns > 0 && !is_blank {
                rows.push(start + row..start + at + within);
                (row, columns) = (at + within, 0);
            }
            columns += grapheme.width();
        }
    }
    rows.push(start + row..start + line.len());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    use super::*;

    fn editor(text: &str) -> Editor {
        let text = text.to_owned();
        Editor::new(Writing::OnDocument, String::new(), text.clone(), text)
    }

    #[track_caller]
    fn check(text: &str, edits: &[Editing], expected: &str) {
        let mut editor = editor(text);
        for &editing in edits {
            editor.type_in(Typing::Edit(editing), 30);
        }
        let (before, after) = editor.text.split_at(editor.caret);
        assert_eq!(format!("{before}|{after}"), expected, "{edits:?}");
    }

    #[test]
    fn the_caret_goes_by_characters_words_and_lines() {
        use Editing as E;
        check("one two", &[E::Left], "one tw|o");
        check("e\u{301}👩‍🌾", &[E::Left], "e\u{301}|👩‍🌾");
        check("e\u{301}👩‍🌾", &[E::Left, E::Left], "|e\u{301}👩‍🌾");
        check("one two", &[E::WordLeft], "one |two");
        check(
            "one two",
            &[E::WordLeft, E::WordLeft, E::WordLeft],
            "|one two",
        );
        check("one two", &[E::LineStart, E::WordRight], "one| two");
        check("one\ntwo", &[E::Up], "one|\ntwo");
        check("one\ntwo", &[E::Left, E::Up, E::Down, E::Down], "one\ntwo|");
        check("one two", &[E::DeleteWord], "one |");
        check("one two", &[E::DeleteWord, E::Undo], "one two|");
        check("one two", &[E::DeleteWord, E::Undo, E::Redo], "one |");
        check("one", &[E::LineStart, E::Delete], "|ne");
        check("one", &[E::NewLine], "one\n|");
    }

    #[test]
    fn a_paste_keeps_its_lines_and_nothing_else_that_controls() {
        let mut editor = editor("");
        editor.paste("a\r\nb\tc\u{1b}[31m\rd");
        assert_eq!(editor.text(), "a\nb c[31m\nd");
    }

    proptest! {
        /// Whatever is typed, the caret stands between characters, the rows show all of the text, and taking everything back
        /// leaves what was there.
        #[test]
        fn any_typing_can_be_taken_back(
            text in "[a-c é👩‍🌾\n]{0,20}",
            steps in proptest::collection::vec((0..16_usize, "[a-b 日\n]"), 0..40),
            width in 8..40_u16,
        ) {
            let mut editor = editor(&text);
            for (step, typed) in &steps {
                let motions: Vec<Editing> = Editing::iter()
                    .filter(|editing| !matches!(editing, Editing::Undo | Editing::Redo)).collect();
                match motions.get(*step) {
                    Some(&editing) => editor.type_in(Typing::Edit(editing), width),
                    None => typed.chars().for_each(|c| editor.type_in(Typing::Push(c), width)),
                }
                prop_assert!(editor.text.is_char_boundary(editor.caret));
                let rows = editor.rows(inner_width(width));
                let shown: String = rows.iter().filter_map(|row| editor.text.get(row.clone())).collect();
                prop_assert_eq!(shown, editor.text.replace('\n', ""));
            }
            for _ in 0..=steps.len() {
                editor.type_in(Typing::Edit(Editing::Undo), width);
            }
            prop_assert_eq!(editor.text, text);
        }
    }
}
