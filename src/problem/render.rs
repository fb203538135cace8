//! A problem as people read it: where, what, the line with the place marked, what to do.
//!
//! Nothing of the file goes out as it stands if a terminal would act on it or not show it.

use std::fmt::Write as _;

use super::{LineIndex, Problem};
use crate::document::Span;
use crate::text::{spelt_out, width};

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
            spelt_out(name),
            at.line,
            at.column,
            spelt_out(&self.message)
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
            let _ = writeln!(shown, "   = {}", spelt_out(hint));
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
    let before = format!("{start}{}", spelt_out(before));
    let end = if is_cut_after { "…" } else { "" };
    Excerpt {
        before: width(&before),
        carets: width(&spelt_out(within)).max(1),
        line: format!("{before}{}{end}", spelt_out(rest)),
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

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
            &LineIndex::new("ab\u{1b}]0;x\u{7}\u{9b}\u{200b}\u{e0041}"),
        );
        assert!(
            shown.lines().all(|line| spelt_out(line) == line),
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
