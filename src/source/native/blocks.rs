//! Parting the text into paragraphs and notes, by how their lines begin.

use crate::document::{BlockKind, Span};
use crate::source::recognise::transcript::Paragraph;

/// The text below the front matter.
#[derive(Default)]
pub(super) struct Body {
    /// The paragraphs of the main text.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The notes, in the order in which they are written.
    pub(super) notes: Vec<NoteBody>,
    /// The signs at the beginnings of lines, and what they are.
    pub(super) signs: Vec<(Span, &'static str)>,
}

/// The body of a note: `[^1]: …`.
pub(super) struct NoteBody {
    /// Its name.
    pub(super) name: String,
    /// `[^1]:`.
    pub(super) sign: Span,
    /// Its paragraphs.
    pub(super) paragraphs: Vec<Paragraph>,
}

/// Further paragraphs of a note are set in by this.
const NOTE_INDENT: &str = "    ";

/// Parts `body` of `text`.
pub(super) fn parse(text: &str, body: Span) -> Body {
    let mut parser = Parser {
        text,
        body: Body::default(),
        is_after_blank: true,
        in_note: false,
        open: None,
    };
    let mut at = body.start;
    for line in body.of(text).split_inclusive(['\n', '\u{c}']) {
        let bare = line.trim_end_matches(['\n', '\r', '\u{c}']);
        let ends_page = line.ends_with('\u{c}');
        // A form feed at the start of a line ends no paragraph.
        if !(ends_page && bare.is_empty()) {
            parser.line(Span::new(at, at + bare.len()));
        }
        at += line.len();
        if ends_page {
            parser.form_feed(Span::new(at - 1, at));
        }
    }
    parser.close();
    parser.body
}

struct Parser<'a> {
    text: &'a str,
    body: Body,
    is_after_blank: bool,
    /// Whether the last paragraph belongs to a note.
    in_note: bool,
    /// The paragraph being read.
    open: Option<Paragraph>,
}

/// How a line begins.
struct Beginning {
    kind: BlockKind,
    level: u8,
    /// The bytes of the sign, white space after it included.
    sign: usize,
    detail: &'static str,
    /// Whether it opens a group by saying so.
    opens_group: bool,
    /// Whether lines below it go on with it.
    goes_on: bool,
}

impl Parser<'_> {
    fn line(&mut self, line: Span) {
        let trimmed = self.trim(line);
        if trimmed.is_empty() {
            self.close();
            self.is_after_blank = true;
            return;
        }
        let is_set_in = line.of(self.text).starts_with(NOTE_INDENT);
        if self.is_after_blank && !is_set_in && self.open.is_none() {
            self.in_note = false;
        }
        if let Some((name, sign)) = note_sign(self.text, trimmed) {
            self.close();
            self.in_note = true;
            self.body.signs.push((sign, "note’s mark"));
            self.body.notes.push(NoteBody {
                name,
                sign,
                paragraphs: Vec::new(),
            });
            self.is_after_blank = true;
            let rest = self.trim(Span::new(sign.end, trimmed.end));
            if !rest.is_empty() {
                self.block(rest, line);
            }
        } else {
            self.block(trimmed, line);
        }
        self.is_after_blank = false;
    }

    /// A form feed: a page ends in the paragraph that is open, or before the next.
    fn form_feed(&mut self, sign: Span) {
        match &mut self.open {
            Some(paragraph) => paragraph.lines.push(sign),
            None => self.open = Some(Paragraph::line(BlockKind::Paragraph, sign)),
        }
    }

    /// A line of a block: a beginning, or more of the paragraph above.
    fn block(&mut self, trimmed: Span, line: Span) {
        let text = trimmed.of(self.text);
        if text.starts_with('|') {
            return self.verse_or_row(trimmed);
        }
        let indent = trimmed.start
            - line.start
            - if self.in_note {
                NOTE_INDENT.len().min(trimmed.start - line.start)
            } else {
                0
            };
        let Some(beginning) = beginning(text, indent) else {
            match &mut self.open {
                Some(paragraph) => paragraph.lines.push(trimmed),
                None => self.open = Some(Paragraph::line(BlockKind::Paragraph, trimmed)),
            }
            return;
        };
        let quotes_on = self.open.as_ref().is_some_and(|open| {
            beginning.kind == BlockKind::Quotation
                && open.kind == BlockKind::Quotation
                && open.level == beginning.level
        });
        let sign = Span::new(trimmed.start, trimmed.start + beginning.sign);
        if beginning.sign > 0 {
            self.body.signs.push((sign, beginning.detail));
        }
        let rest = self.trim(Span::new(sign.end, trimmed.end));
        if quotes_on {
            if let Some(open) = &mut self.open {
                open.lines.push(rest);
            }
            return;
        }
        let opens_group = beginning.opens_group
            || beginning.kind == BlockKind::ListItem
                && beginning.detail == "list item"
                && self.opens_group(BlockKind::ListItem);
        self.close();
        let mut paragraph = Paragraph::line(beginning.kind, rest);
        (paragraph.level, paragraph.opens_group) = (beginning.level, opens_group);
        self.open = Some(paragraph);
        if !beginning.goes_on {
            self.close();
        }
    }

    /// `| a line of verse`, `| a | row |`, or the line under a row of headings.
    fn verse_or_row(&mut self, line: Span) {
        let text = line.of(self.text);
        let is_row = text.len() > 1 && text.ends_with('|') && !text.ends_with("\\|");
        if !is_row {
            let opens_group = self.opens_group(BlockKind::Verse);
            self.close();
            let sign = Span::new(line.start, line.start + 1);
            self.body.signs.push((sign, "verse"));
            let rest = self.trim(Span::new(sign.end, line.end));
            let mut paragraph = Paragraph::line(BlockKind::Verse, rest);
            paragraph.opens_group = opens_group;
            self.open = Some(paragraph);
            return self.close();
        }
        let is_under_headings =
            text.contains('-') && text.chars().all(|c| matches!(c, '|' | '-' | ' ' | ':'));
        if is_under_headings && !self.is_after_blank {
            self.body.signs.push((line, "line under the headings"));
            if let Some(row) = self.paragraphs().last_mut().filter(|row| row.is_row) {
                row.kind = BlockKind::TableHeading;
            }
            return;
        }
        let opens_group = self.opens_group(BlockKind::TableRow);
        self.close();
        let mut row = Paragraph::line(BlockKind::TableRow, Span::at(line.start));
        (row.is_row, row.opens_group) = (true, opens_group);
        row.lines = self.cells(line);
        self.open = Some(row);
        self.close();
    }

    /// The cells of a row, each without the white space round it; the bars between them are signs.
    fn cells(&mut self, line: Span) -> Vec<Span> {
        let mut cells = Vec::new();
        let mut start = None;
        let mut is_escaped = false;
        let mut depth = 0usize;
        let mut is_quoted = false;
        for (at, c) in line.of(self.text).char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' if depth > 0 => is_quoted = !is_quoted,
                _ if is_quoted => {}
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                '|' if depth == 0 => {
                    let bar = Span::new(line.start + at, line.start + at + 1);
                    self.body.signs.push((bar, "cell"));
                    if let Some(start) = start {
                        cells.push(self.trim(Span::new(start, bar.start)));
                    }
                    start = Some(bar.end);
                }
                _ => {}
            }
        }
        if let Some(rest) = start
            .map(|start| self.trim(Span::new(start, line.end)))
            .filter(|rest| !rest.is_empty())
        {
            cells.push(rest);
        }
        cells
    }

    /// Whether a block of this kind begins a group: a blank line or another kind stands before it.
    fn opens_group(&mut self, kind: BlockKind) -> bool {
        let before = self.open.as_ref().map(|open| open.kind);
        let before = before.or_else(|| self.paragraphs().last().map(|last| last.kind));
        let is_same = before.is_some_and(|before| {
            before == kind || before == BlockKind::TableHeading && kind == BlockKind::TableRow
        });
        self.is_after_blank || !is_same
    }

    fn close(&mut self) {
        if let Some(mut paragraph) = self.open.take() {
            paragraph.is_kept = true;
            self.paragraphs().push(paragraph);
        }
    }

    /// The paragraphs that are being added to: the main text's, or the last note's.
    fn paragraphs(&mut self) -> &mut Vec<Paragraph> {
        match self.body.notes.last_mut() {
            Some(note) if self.in_note => &mut note.paragraphs,
            _ => &mut self.body.paragraphs,
        }
    }

    /// A stretch without blanks at its ends. A blank after a backslash stays, and so does every no-break space.
    fn trim(&self, span: Span) -> Span {
        const BLANKS: [char; 2] = [' ', '\t'];
        let text = span.of(self.text);
        let start = span.start + (text.len() - text.trim_start_matches(BLANKS).len());
        let text = Span::new(start, span.end).of(self.text);
        let mut end = start + text.trim_end_matches(BLANKS).len();
        let before = Span::new(start, end).of(self.text);
        let is_escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
        if is_escaped && end < span.end {
            end += 1;
        }
        Span::new(start, end)
    }
}

/// `[^name]:` at the beginning of a line.
fn note_sign(text: &str, line: Span) -> Option<(String, Span)> {
    let rest = line.of(text).strip_prefix("[^")?;
    let end = rest.find(']')?;
    let name = rest.get(..end)?;
    let is_name = !name.is_empty() && !name.contains(char::is_whitespace);
    let is_definition = rest.get(end + 1..)?.starts_with(':');
    (is_name && is_definition).then(|| {
        (
            name.to_owned(),
            Span::new(line.start, line.start + 2 + end + 2),
        )
    })
}

/// How a line begins, if not as a paragraph's does.
fn beginning(text: &str, indent: usize) -> Option<Beginning> {
    let plain = |kind, level, sign, detail, goes_on| {
        Some(Beginning {
            kind,
            level,
            sign,
            detail,
            opens_group: false,
            goes_on,
        })
    };
    if text == "***" {
        return plain(BlockKind::Separator, 0, 0, "separator", false);
    }
    let after = |sign: usize| {
        text.get(sign..)
            .is_some_and(|rest| rest.starts_with(' ') || rest.is_empty())
    };
    let hashes = text.len() - text.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && after(hashes) {
        return plain(
            BlockKind::Heading,
            u8::try_from(hashes).unwrap_or(1),
            hashes,
            "heading",
            false,
        );
    }
    if text.starts_with('-') && after(1) {
        let level = u8::try_from(indent / 2 + 1).unwrap_or(u8::MAX);
        return plain(BlockKind::ListItem, level, 1, "list item", true);
    }
    if text.starts_with('>') {
        let sign = text.len() - text.trim_start_matches(['>', ' ']).len();
        let signs = text.get(..sign).unwrap_or_default();
        let level = u8::try_from(signs.matches('>').count()).unwrap_or(u8::MAX);
        return plain(
            BlockKind::Quotation,
            level,
            signs.trim_end().len(),
            "quotation",
            true,
        );
    }
    named(text)
}

/// `@kind`, `@kind/2` at a level, `@kind+` opening a group.
fn named(text: &str) -> Option<Beginning> {
    let word = text.strip_prefix('@')?.split(' ').next()?;
    let (bare, opens_group) = word
        .strip_suffix('+')
        .map_or((word, false), |bare| (bare, true));
    let (name, level) = match bare.split_once('/') {
        Some((name, level)) => (name, level.parse().ok()?),
        None => (bare, 0),
    };
    let kind: BlockKind = name.parse().ok()?;
    Some(Beginning {
        kind,
        level,
        sign: 1 + word.len(),
        detail: "block’s kind",
        opens_group,
        goes_on: true,
    })
}
