//! Braces, escapes and references inside paragraphs, as marks.

use std::collections::HashMap;

use crate::document::{Annotation, Content, Draft, GroupId, Note, Span};
use crate::problem::Problem;
use crate::source::recognise::transcript::{Mark, Paragraph, Words};

use super::braces::{self, Brace, Opening, Subject};

/// What was found in paragraphs.
#[derive(Default)]
pub(super) struct Inline {
    /// The marks.
    pub(super) marks: Vec<Mark>,
    /// The signs, in order: no bracket in them is looked at.
    pub(super) masked: Vec<Span>,
    /// The names of the bodies that marks ask for, by the mark's number.
    pub(super) bodies: HashMap<usize, String>,
    /// The points that are marked.
    pub(super) points: Vec<PointMark>,
}

/// A point that is marked: its words are what it governs.
pub(super) struct PointMark {
    /// The sign before it.
    pub(super) sign: Span,
    pub(super) label: String,
    pub(super) path: Vec<String>,
}

/// A brace whose end has not been met.
struct Frame {
    opening: Opening,
    group: Option<GroupId>,
}

struct Scanner<'a> {
    text: &'a str,
    draft: &'a mut Draft,
    names: &'a HashMap<String, String>,
    problems: &'a mut Vec<Problem>,
    found: Inline,
    /// The braces open in the paragraph, the innermost last.
    frames: Vec<Frame>,
    /// The spans open by name, over all paragraphs.
    named: HashMap<String, Opening>,
}

impl Inline {
    /// Finds what is marked in paragraphs that are written together.
    pub(super) fn scan(
        text: &str,
        paragraphs: &[Paragraph],
        draft: &mut Draft,
        names: &HashMap<String, String>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let (frames, spans) = (Vec::new(), HashMap::new());
        let mut scanner = Scanner {
            text,
            draft,
            names,
            problems,
            found: Self::default(),
            frames,
            named: spans,
        };
        for paragraph in paragraphs {
            scanner.paragraph(paragraph);
        }
        for (name, opening) in std::mem::take(&mut scanner.named) {
            let problem = Problem::new(opening.sign, format!("the span `{name}` never ends"));
            scanner
                .problems
                .push(problem.hint(format!("write {{-{name}}} where it ends")));
            scanner.drop_sign(opening.sign);
        }
        let mut found = scanner.found;
        found.masked.sort_unstable();
        found
    }
}

impl Scanner<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let end = paragraph.span().end;
        let mut at = 0;
        for line in &paragraph.lines {
            at = line.start.max(at);
            while at < line.end {
                at = self.step(at, end);
            }
        }
        for frame in std::mem::take(&mut self.frames) {
            let problem = Problem::new(frame.opening.sign, "this brace is never closed");
            self.problems
                .push(problem.hint("close it with `}`, or write `\\{` for a brace that is text"));
        }
    }

    /// Looks at the character at `at`; answers where to go on.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let rest = Span::new(at, end).of(self.text);
        let Some(c) = rest.chars().next() else {
            return end;
        };
        let next = at + c.len_utf8();
        match c {
            '\\' => self.escape(at, rest),
            '[' if rest.starts_with("[^") => self.reference(at, rest).unwrap_or(next),
            '{' => self.brace(at, end).unwrap_or(next),
            '}' if !self.frames.is_empty() => {
                self.close(Span::new(at, next));
                next
            }
            '|' if !self.frames.is_empty() => self.alternative(at, end).unwrap_or(next),
            _ => next,
        }
    }

    /// `\` makes the punctuation mark or the blank after it text.
    fn escape(&mut self, at: usize, rest: &str) -> usize {
        let Some(escaped) = rest
            .chars()
            .nth(1)
            .filter(|c| c.is_ascii_punctuation() || matches!(c, ' ' | '\t'))
        else {
            return at + 1;
        };
        let sign = Span::new(at, at + 1);
        self.found.marks.push(Mark::dropped(sign, "escape"));
        let end = at + 1 + escaped.len_utf8();
        self.found.masked.push(Span::new(at, end));
        end
    }

    /// `[^1]`.
    fn reference(&mut self, at: usize, rest: &str) -> Option<usize> {
        let close = rest.find(']')?;
        let name = rest
            .get(2..close)
            .filter(|name| !name.is_empty() && !name.contains(char::is_whitespace))?;
        let sign = Span::new(at, at + close + 1);
        let note = Note {
            label: Some(name.to_owned()),
            body: None,
        };
        let annotation = Annotation::new(Content::Note(note), Span::default());
        self.found
            .bodies
            .insert(self.found.marks.len(), name.to_owned());
        self.found
            .marks
            .push(Mark::alone(sign, annotation, "reference"));
        self.found.masked.push(sign);
        Some(sign.end)
    }

    fn brace(&mut self, at: usize, end: usize) -> Option<usize> {
        let brace = braces::read(self.text, at, end, self.problems)?;
        Some(match brace {
            Brace::Whole(opening) if opening.has_words => {
                let next = opening.sign.end;
                self.found.masked.push(opening.sign);
                self.frames.push(Frame {
                    opening,
                    group: None,
                });
                next
            }
            Brace::Whole(opening) => {
                let sign = opening.sign;
                self.found.masked.push(sign);
                self.add(opening, Span::at(sign.end), None);
                sign.end
            }
            Brace::Begin(name, opening) => {
                let sign = opening.sign;
                self.found.masked.push(sign);
                if let Some(known) = self.named.insert(name.clone(), opening) {
                    let problem = Problem::new(sign, format!("the span `{name}` is already open"));
                    self.problems.push(
                        problem.hint(format!("write {{-{name}}} before it, or take another name")),
                    );
                    self.drop_sign(known.sign);
                }
                sign.end
            }
            Brace::End(name, sign) => {
                self.found.masked.push(sign);
                if let Some(opening) = self.named.remove(&name) {
                    self.add(opening, sign, None);
                } else {
                    let problem = Problem::new(sign, format!("no span `{name}` is open here"));
                    self.problems
                        .push(problem.hint(format!("write {{+{name} kind}} where it begins")));
                    self.drop_sign(sign);
                }
                sign.end
            }
        })
    }

    /// ` | kind: ` ends the words of one alternative and begins those of the next.
    fn alternative(&mut self, at: usize, end: usize) -> Option<usize> {
        let mut unheard = Vec::new();
        let opening = braces::alternative(self.text, at + 1, end, &mut unheard)?;
        self.problems.append(&mut unheard);
        let frame = self.frames.pop()?;
        let group = frame.group.unwrap_or_else(|| self.draft.group());
        let before = Span::new(frame.opening.sign.end, at).of(self.text);
        let words_end = frame.opening.sign.end + before.trim_end().len();
        self.add(frame.opening, Span::at(words_end), Some(group));
        let sign = Span::new(words_end, opening.sign.end);
        self.found.masked.push(sign);
        let opening = Opening { sign, ..opening };
        self.frames.push(Frame {
            opening,
            group: Some(group),
        });
        Some(sign.end)
    }

    fn close(&mut self, sign: Span) {
        if let Some(frame) = self.frames.pop() {
            self.found.masked.push(sign);
            self.add(frame.opening, sign, frame.group);
        }
    }

    /// Adds the mark of a brace whose words end before `after`.
    fn add(&mut self, opening: Opening, after: Span, group: Option<GroupId>) {
        match opening.subject {
            Subject::Point { label, path } => {
                self.found.points.push(PointMark {
                    sign: opening.sign,
                    label,
                    path,
                });
                let mut mark = Mark::dropped(opening.sign, "point");
                mark.after = after;
                self.found.marks.push(mark);
            }
            Subject::Annotation(mut annotation, hand, body) => {
                annotation.group = annotation.group.or(group);
                let detail = annotation.kind().to_string();
                let is_body = annotation.kind().is_note() && opening.has_words && body.is_none();
                let mut mark = Mark::around(opening.sign, after, *annotation, detail);
                mark.words = if is_body { Words::Body } else { Words::Text };
                mark.hand = hand.map(|hand| self.names.get(&hand).cloned().unwrap_or(hand));
                if let Some(body) = body {
                    self.found.bodies.insert(self.found.marks.len(), body);
                }
                self.found.marks.push(mark);
            }
        }
    }

    /// A sign that leaves the text and says nothing.
    fn drop_sign(&mut self, sign: Span) {
        self.found.marks.push(Mark::dropped(sign, "brace"));
    }
}
