//! A problem as people read it: where, what, the line with the place marked, what to do.
//!
//! Nothing of the file goes out as a control character: they are replaced by visible signs here too.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{LineIndex, Problem};
use crate::document::Span;

/// The longest part of a line that is shown, in characters.
const LONGEST_EXCERPT: usize = 96;

impl Problem {
    /// The problem in lines, each ended: `FILE:LINE:COLUMN: what is wrong`, the line, carets under the place, the hint.
    pub fn render(&self, name: &str, lines: &LineIndex<'_>) -> String {
        let at = lines.position(self.span.start);
        let line = lines.line(self.span.start);
        let mut shown = String::new();
        let _ = writeln!(
            shown,
            "{}:{}:{}: {}",
            visible(name),
            at.line,
            at.column,
            visible(&self.message)
        );
        let marked = self
            .span
            .intersection(line)
            .unwrap_or(Span::at(self.span.start.min(line.end)));
        let excerpt = excerpt(lines.text(), line, marked);
        if !excerpt.line.trim().is_empty() {
            let number = at.line.to_string();
            let _ = writeln!(shown, " {number} | {}", excerpt.line);
            let _ = writeln!(
                shown,
                " {:blank$} | {:before$}{:^<carets$}",
                "",
                "",
                "",
                blank = number.len(),
                before = excerpt.before,
                carets = excerpt.carets
            );
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(shown, "   = {}", visible(hint));
        }
        shown
    }
}

/// A part of a line, with the columns before its marked part and the columns of that.
struct Excerpt {
    line: String,
    before: usize,
    carets: usize,
}

fn excerpt(text: &str, line: Span, marked: Span) -> Excerpt {
    let before = Span::new(line.start, marked.start).of(text);
    let kept = before
        .chars()
        .rev()
        .take(LONGEST_EXCERPT / 2)
        .map(char::len_utf8)
        .sum::<usize>();
    let is_cut_before = kept < before.len();
    let before = before.get(before.len() - kept..).unwrap_or_default();
    let rest = Span::new(marked.start, line.end).of(text);
    let length = rest
        .char_indices()
        .nth(LONGEST_EXCERPT - before.chars().count())
        .map_or(rest.len(), |(at, _)| at);
    let is_cut_after = length < rest.len();
    let rest = rest.get(..length).unwrap_or_default();
    let within = marked.of(text);
    let within = if within.len() > rest.len() {
        rest
    } else {
        within
    };
    let start = if is_cut_before { "…" } else { "" };
    let before = format!("{start}{}", visible(before));
    let end = if is_cut_after { "…" } else { "" };
    Excerpt {
        before: before.width(),
        carets: visible(within).width().max(1),
        line: format!("{before}{}{end}", visible(rest)),
    }
}

/// A text in which every control character, and every character that changes the direction of others, is a visible sign.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            '\t' => shown.push(' '),
            // Control Pictures stand at the same distance from their characters.
            '\0'..='\x1f' => {
                shown.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'));
            }
            '\x7f' => shown.push('\u{2421}'),
            _ if is_hidden(c) => {
                let _ = write!(shown, "‹U+{:04X}›", u32::from(c));
            }
            _ => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

fn is_hidden(c: char) -> bool {
    let is_bidi = matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || is_bidi || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(problem: &Problem, text: &str, expected: &str) {
        assert_eq!(
            problem.render("letter.txt", &LineIndex::new(text)),
            expected
        );
    }

    #[test]
    fn a_problem_shows_its_line_with_the_place_marked() {
        let problem =
            Problem::new(Span::new(23, 28), "`[body` is never closed").hint("close it with `]`");
        check(
            &problem,
            "one\na контроль [body\n",
            "letter.txt:2:12: `[body` is never closed\n 2 | a контроль [body\n   |            ^^^^^\n   = close it with `]`\n",
        );
    }

    #[test]
    fn a_long_line_is_cut_round_the_place() {
        let text = format!("{}!{}", "a".repeat(500), "b".repeat(500));
        let shown = Problem::new(Span::new(500, 501), "wrong").render("x", &LineIndex::new(&text));
        assert!(shown.lines().all(|line| line.width() < 110), "{shown}");
        let mut lines = shown.lines().skip(1);
        let (line, carets) = (
            lines.next().expect("the line"),
            lines.next().expect("the carets"),
        );
        assert_eq!(
            line.find('!')
                .map(|at| line.get(..at).map(UnicodeWidthStr::width)),
            carets
                .find('^')
                .map(|at| carets.get(..at).map(UnicodeWidthStr::width))
        );
    }

    #[test]
    fn no_control_character_goes_out() {
        let shown = Problem::new(Span::new(2, 3), "a \u{1b}[2J").render(
            "na\u{1b}me\u{202e}",
            &LineIndex::new("ab\u{1b}]0;x\u{7}\u{9b}"),
        );
        assert!(
            !shown.chars().any(|c| c != '\n' && is_hidden(c)),
            "{shown:?}"
        );
    }

    #[test]
    fn a_place_behind_the_end_and_an_empty_file_show_no_line() {
        check(
            &Problem::new(Span::at(0), "this file is empty"),
            "",
            "letter.txt:1:1: this file is empty\n",
        );
        check(
            &Problem::new(Span::at(99), "cut off"),
            "ab\n",
            "letter.txt:2:1: cut off\n",
        );
    }
}
