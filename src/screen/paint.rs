//! Putting words and runs into cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::app::App;
use crate::document::{AnnotationId, Document, Span};
use crate::layout::{self, Line, Origin, Run};

use super::theme::Palette;

/// Writes words at a column and row of `area`, cut at its edge with `…`; says at which column they end.
pub(super) fn put(
    buffer: &mut Buffer,
    area: Rect,
    x: u16,
    y: u16,
    words: &str,
    style: Style,
) -> u16 {
    let words = layout::shown(words);
    if y >= area.height || x >= area.width {
        return x;
    }
    let room = usize::from(area.width - x);
    let is_simple = |c: char| matches!(c, ' '..='~') || layout::is_letter_by_itself(c);
    if words.len() <= room && words.chars().all(is_simple) {
        let mut end = x;
        for (column, c) in (area.x + x..).zip(words.chars()) {
            if let Some(cell) = buffer.cell_mut((column, area.y + y)) {
                cell.set_char(c).set_style(style);
            }
            end += 1;
        }
        return end;
    }
    let cut = cut(&words, room);
    let (end, _) = buffer.set_stringn(area.x + x, area.y + y, &cut, room, style);
    end - area.x
}

/// Words that fit into a width, ending with `…` if some do not.
pub(super) fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for grapheme in words.graphemes(true) {
        let more = grapheme.width();
        if taken + more + 1 > width {
            break;
        }
        taken += more;
        kept.push_str(grapheme);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// The width of words in columns.
pub(super) fn width(words: &str) -> u16 {
    u16::try_from(words.width()).unwrap_or(u16::MAX)
}

/// Blanks out a part of the screen.
pub(super) fn clear(buffer: &mut Buffer, area: Rect, palette: Palette) {
    ratatui::widgets::Widget::render(ratatui::widgets::Clear, area, buffer);
    buffer.set_style(area, palette.ground());
}

/// What a line is drawn with.
#[derive(Clone, Copy)]
pub(super) struct Ink<'a> {
    pub(super) app: &'a App,
    pub(super) document: &'a Document,
    pub(super) palette: Palette,
    /// What is neither annotated nor anything else.
    pub(super) base: Style,
    /// The annotation in focus.
    pub(super) focus: Option<AnnotationId>,
}

impl<'a> Ink<'a> {
    /// The ink of plain text, in which nothing is in focus.
    pub(super) fn new(app: &'a App, document: &'a Document, palette: Palette) -> Self {
        Self {
            app,
            document,
            palette,
            base: palette.text(),
            focus: None,
        }
    }

    /// Draws a line of the layout at a column and row of `area`.
    pub(super) fn line(&self, buffer: &mut Buffer, area: Rect, x: u16, y: u16, line: &Line) {
        let mut x = x + line.indent;
        for run in &line.runs {
            if x >= area.width || y >= area.height {
                break;
            }
            let style = self.style(run);
            match run.origin {
                Origin::Text => self.pieces(buffer, area, x, y, run, style),
                _ => {
                    put(buffer, area, x, y, &run.text, self.found(run.span, style));
                }
            }
            x += run.width;
        }
    }

    /// Draws a run of text, the hits in it marked.
    fn pieces(&self, buffer: &mut Buffer, area: Rect, x: u16, y: u16, run: &Run, style: Style) {
        let end = put(buffer, area, x, y, &run.text, style);
        // A part of the run in its own look.
        let mut mark = |part: Span, look: Style| {
            let before = Span::new(0, part.start - run.span.start).of(&run.text);
            let within =
                Span::new(part.start - run.span.start, part.end - run.span.start).of(&run.text);
            let start = x + width(before);
            let columns = width(within).min(end.saturating_sub(start));
            buffer.set_style(Rect::new(area.x + start, area.y + y, columns, 1), look);
        };
        let selection = self.app.pane.desk().selection;
        let selected = selection.and_then(|selection| selection.span.intersection(run.span));
        if let Some(part) = selected {
            mark(part, self.palette.selection());
        }
        let Some(finding) = self
            .app
            .pane
            .finding
            .as_ref()
            .filter(|finding| finding.document == self.app.pane.id())
        else {
            return;
        };
        for (hit, is_current) in finding.in_span(run.span) {
            let Some(part) = hit.intersection(run.span) else {
                continue;
            };
            mark(part, self.palette.hit(is_current));
        }
    }

    fn style(&self, run: &Run) -> Style {
        let annotations = run
            .annotations
            .iter()
            .map(|&id| (id, self.document.annotation(id)));
        let mut style = self.base;
        for (_, annotation) in annotations.clone() {
            style = style.patch(self.palette.annotation(annotation, &self.app.pane.view));
        }
        style = match run.origin {
            Origin::Mark | Origin::Sign => style.patch(self.palette.mark()),
            Origin::Tie => self.palette.tie(),
            Origin::Reference => style.patch(self.palette.accent()),
            Origin::Stand => style.patch(self.palette.stand()),
            Origin::Text | Origin::Words => style,
        };
        if self.is_point_mark(run) {
            style = style.patch(self.palette.number());
        }
        if annotations
            .into_iter()
            .any(|(id, _)| self.focus == Some(id))
        {
            style = style.patch(self.palette.focus());
        }
        style
    }

    fn found(&self, span: Span, style: Style) -> Style {
        let finding = self
            .app
            .pane
            .finding
            .as_ref()
            .filter(|finding| finding.document == self.app.pane.id());
        let hit = finding
            .and_then(|finding| finding.in_span(span).next())
            .filter(|_| !span.is_empty());
        hit.map_or(style, |(_, is_current)| {
            style.patch(self.palette.hit(is_current))
        })
    }

    /// Whether a run is the number of a point.
    fn is_point_mark(&self, run: &Run) -> bool {
        if run.origin != Origin::Text || run.span.is_empty() {
            return false;
        }
        let points = self.document.points();
        let after = points.partition_point(|point| point.mark.start <= run.span.start);
        after
            .checked_sub(1)
            .is_some_and(|at| points[at].mark.covers(run.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_they_do_not_fit_with_a_sign() {
        #[track_caller]
        fn check(words: &str, width: usize, expected: &str) {
            let found = cut(words, width);
            assert_eq!(found, expected, "{words} in {width}");
            assert!(found.width() <= width);
        }
        check("Molotov", 7, "Molotov");
        check("Molotov", 8, "Molotov");
        check("Molotov", 6, "Molot…");
        check("Molotov", 2, "M…");
        check("Molotov", 1, "…");
        check("Molotov", 0, "");
        check("", 0, "");
        // A sign of two columns is not halved, and an accent stays with its letter.
        check("電報電報", 5, "電報…");
        check("電報電報", 4, "電…");
        check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…");
    }
}
