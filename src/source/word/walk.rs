//! The walk through the parts of a Word file: paragraphs, words with their formatting, notes, changes, tables.

use std::collections::HashMap;

use super::parts::{Parts, value};
use super::styles::{Numbered, Styles, is_on, note_numbering, written};
use crate::document::{BlockKind, Kind, Property, Span};
use crate::source::extract::{Extract, NoteId, StretchId, of_kind};
use crate::source::ledger::Class;
use crate::source::xml::{Attributes, Entities, Lexer, Token, local};

/// Walks through the document, its notes and comments, and its running heads.
pub(super) fn walk(parts: &Parts, extract: &mut Extract<'_>) {
    let mut walk = Docx {
        parts,
        extract,
        styles: Styles::read(parts),
        notes: HashMap::new(),
        authors: authors(parts),
        numbering: ["footnote", "endnote"].map(|sort| {
            let (format, start) = note_numbering(parts, &format!("{sort}Pr"));
            Numbering {
                sort,
                format,
                next: start,
            }
        }),
        own_sign: None,
        ranges: HashMap::new(),
        changes: Vec::new(),
        links: Vec::new(),
        shapes: Vec::new(),
        paragraph: Paragraph::default(),
        run: Run::default(),
        open: Vec::new(),
        tables: Vec::new(),
        skipped: 0,
    };
    for name in [
        "word/document.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
        "word/comments.xml",
    ] {
        walk.part(parts.span(name));
    }
    for name in &parts.running {
        walk.running(parts.span(name));
    }
}

/// What is known of the paragraph being read.
#[derive(Debug, Default)]
struct Paragraph {
    is_begun: bool,
    style: String,
    list: Option<String>,
    level: usize,
}

/// What is known of the run being read.
#[derive(Debug, Default)]
struct Run {
    kinds: Vec<Kind>,
    is_hidden: bool,
}

/// How notes of one sort are counted.
#[derive(Debug)]
struct Numbering {
    sort: &'static str,
    format: Option<String>,
    next: i64,
}

struct Docx<'w, 'a> {
    parts: &'w Parts,
    extract: &'w mut Extract<'a>,
    styles: Styles,
    /// Notes and comments by what they are and their identifiers.
    notes: HashMap<(&'static str, String), NoteId>,
    /// Who wrote each comment, and when.
    authors: HashMap<String, (String, Option<String>)>,
    numbering: [Numbering; 2],
    /// The note whose sign is not counted but written in the text that follows.
    own_sign: Option<NoteId>,
    /// Stretches of words with a comment, by its identifier.
    ranges: HashMap<String, StretchId>,
    /// Tracked changes round the place.
    changes: Vec<StretchId>,
    links: Vec<Option<StretchId>>,
    /// The formatting of the run being read.
    shapes: Vec<StretchId>,
    paragraph: Paragraph,
    run: Run,
    /// The elements round the place, by their local names.
    open: Vec<&'w str>,
    /// Tables round the place: how many cells of the row have begun.
    tables: Vec<usize>,
    /// How many elements round the place are left out.
    skipped: usize,
}

impl<'w> Docx<'w, '_> {
    fn part(&mut self, part: Span) {
        let text: &'w str = part.of(&self.parts.text);
        let mut entities = Entities::default();
        for (token, span) in Lexer::new(text) {
            let span = span.shifted(part.start);
            match token {
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    self.open.push(local(name));
                    self.enter(local(name), Attributes(attributes), span);
                    if is_empty {
                        self.close();
                    }
                }
                // What is closed is what was opened last; damaged files are read as far as they go.
                Token::Close(_) => self.close(),
                Token::Text(_) | Token::Verbatim(_) => self.text(span),
                Token::Reference(name) => {
                    if let Some(text) = entities.resolve(name).filter(|_| self.is_text()) {
                        self.begin_text();
                        self.extract.text.decoded(span, &text);
                    }
                }
                _ => {}
            }
        }
        while !self.open.is_empty() {
            self.close();
        }
        self.extract.text.end_block();
    }

    /// A header or footer, which is form and not text; one of nothing but a page number is none.
    fn running(&mut self, part: Span) {
        let words = part.of(&self.parts.text);
        let has_words = Lexer::new(words).any(|(token, _)| {
            matches!(token, Token::Text(text) if text.chars().any(char::is_alphabetic) && !text.contains("PAGE"))
        });
        if !has_words {
            self.extract
                .claim(part, Class::Furniture, "running head or foot");
            return;
        }
        let form = self.extract.open(of_kind(Kind::FormWork));
        self.part(part);
        self.extract.close(form);
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.contains(&name)
    }

    /// Whether text here is the document's: words, deleted words, formulas.
    fn is_text(&self) -> bool {
        self.skipped == 0 && matches!(self.open.last(), Some(&("t" | "delText")))
    }

    fn text(&mut self, span: Span) {
        if !self.is_text() {
            return;
        }
        if self.run.is_hidden {
            self.extract.claim(span, Class::Furniture, "hidden text");
            return;
        }
        self.begin_text();
        let words = span.of(&self.parts.text);
        if let Some(note) = self.own_sign.take() {
            self.extract.label(note, words.trim());
            let sign = self.extract.open_sign(note);
            self.extract.text.exact(span);
            self.extract.close(sign);
            return;
        }
        let mut at = span.start;
        for piece in words.split_inclusive(['\n', '\r', '\t']) {
            let own = piece.trim_end_matches(['\n', '\r', '\t']);
            self.extract.text.exact(Span::new(at, at + own.len()));
            if own.len() < piece.len() {
                self.extract.text.part();
            }
            at += piece.len();
        }
    }

    fn enter(&mut self, name: &'w str, attributes: Attributes<'w>, span: Span) {
        let said = value(attributes, "val");
        if self.skipped > 0
            || matches!(
                name,
                "Fallback" | "sdtPr" | "sectPr" | "pPrChange" | "rPrChange"
            )
        {
            // The fallback says once more what the choice before it says.
            self.skipped += 1;
            return;
        }
        if self.is_in("pPr") && name != "pPr" {
            self.paragraph_property(name, said);
        } else if self.is_in("rPr") && name != "rPr" {
            self.run_property(name, said);
        } else {
            self.element(name, attributes, span);
        }
    }

    fn paragraph_property(&mut self, name: &str, said: Option<&str>) {
        match name {
            "pStyle" => said
                .unwrap_or_default()
                .clone_into(&mut self.paragraph.style),
            "numId" => self.paragraph.list = said.map(str::to_owned),
            "ilvl" => self.paragraph.level = said.and_then(|level| level.parse().ok()).unwrap_or(0),
            _ => {}
        }
    }

    fn run_property(&mut self, name: &str, said: Option<&str>) {
        let kind = match (name, said) {
            ("rStyle", Some(style)) => {
                let (is_italic, is_bold) = self.styles.shape(style);
                self.run.kinds.extend(is_italic.then_some(Kind::Italic));
                self.run.kinds.extend(is_bold.then_some(Kind::Bold));
                return;
            }
            ("vertAlign", Some("superscript")) => Kind::Superscript,
            ("vertAlign", Some("subscript")) => Kind::Subscript,
            _ if !is_on(said) => return,
            ("i", _) => Kind::Italic,
            ("b", _) => Kind::Bold,
            ("u", _) => Kind::Underlined,
            ("strike" | "dstrike", _) => Kind::Deletion,
            ("smallCaps", _) => Kind::SmallCapitals,
            ("highlight", _) => Kind::Highlight,
            ("vanish", _) => {
                self.run.is_hidden = true;
                return;
            }
            _ => return,
        };
        if !self.run.kinds.contains(&kind) {
            self.run.kinds.push(kind);
        }
    }

    fn element(&mut self, name: &'w str, attributes: Attributes<'w>, span: Span) {
        let id = || value(attributes, "id").unwrap_or_default().to_owned();
        match name {
            "p" => {
                if self.tables.is_empty() {
                    self.extract.text.end_block();
                } else {
                    self.extract.text.part();
                }
                self.paragraph = Paragraph::default();
            }
            "r" => self.run = Run::default(),
            "tbl" => self.tables.push(0),
            "tr" if self.tables.len() == 1 => {
                let row = self.extract.text.begin_block(BlockKind::TableRow);
                row.is_row = true;
                self.tables[0] = 0;
            }
            "tc" if self.tables.len() == 1 => {
                if self.tables[0] > 0 {
                    self.extract.text.next_cell();
                }
                self.tables[0] += 1;
            }
            "tab" | "ptab" => self.extract.text.part(),
            "br" | "cr" => self.break_line(value(attributes, "type")),
            "noBreakHyphen" => self.sign(span, "\u{2011}"),
            "softHyphen" => self.sign(span, "\u{ad}"),
            "sym" => {
                let code =
                    value(attributes, "char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let sign = code
                    .and_then(char::from_u32)
                    .unwrap_or(char::REPLACEMENT_CHARACTER);
                self.sign(span, sign.encode_utf8(&mut [0; 4]));
            }
            "ins" | "moveTo" => self.change(Kind::Addition, name, attributes),
            "del" | "moveFrom" => self.change(Kind::Deletion, name, attributes),
            "footnoteReference" => self.refer("footnote", &id(), attributes, span),
            "endnoteReference" => self.refer("endnote", &id(), attributes, span),
            "commentRangeStart" => {
                let note = self.note("comment", &id(), span, false);
                let stretch = self.extract.open_noted(note);
                self.ranges.insert(id(), stretch);
            }
            "commentRangeEnd" => {
                if let Some(stretch) = self.ranges.get(&id()) {
                    self.extract.close(*stretch);
                }
            }
            "commentReference" if !self.ranges.contains_key(&id()) => {
                self.refer("comment", &id(), attributes, span);
            }
            "footnote" | "endnote" | "comment" => self.body(name, &id(), attributes, span),
            "hyperlink" => self.link(attributes),
            "bookmarkStart" => {
                if let Some(name) = value(attributes, "name") {
                    self.extract.anchor(name);
                }
            }
            "docPr" => {
                if let Some(words) =
                    value(attributes, "descr").filter(|words| !words.trim().is_empty())
                {
                    self.sign(span, &words.replace(['\n', '\r'], " "));
                }
            }
            _ => {}
        }
    }

    fn sign(&mut self, span: Span, sign: &str) {
        self.begin_text();
        self.extract.text.decoded(span, sign);
    }

    /// Begins the paragraph and opens the formatting of its run, once there are words.
    fn begin_text(&mut self) {
        if self.tables.is_empty() && !std::mem::replace(&mut self.paragraph.is_begun, true) {
            self.begin_paragraph();
        }
        if self.shapes.is_empty() {
            for kind in std::mem::take(&mut self.run.kinds) {
                let annotation = of_kind(kind);
                let is_by_hand = matches!(kind, Kind::Deletion | Kind::Highlight);
                let stretch = if is_by_hand {
                    self.extract.open_by(annotation, "handwritten")
                } else {
                    self.extract.open(annotation)
                };
                self.shapes.push(stretch);
            }
        }
    }

    fn begin_paragraph(&mut self) {
        let style = self.paragraph.style.clone();
        let own = self
            .paragraph
            .list
            .take()
            .map(|list| (list, self.paragraph.level));
        let list = own.or_else(|| self.styles.list_of(&style));
        let number = list.and_then(|(list, level)| self.styles.count(&list, level));
        let heading = self.styles.heading(&style);
        let kind = match (heading, &number) {
            (Some(_), _) => BlockKind::Heading,
            (None, Some(Numbered::Bullet)) => BlockKind::ListItem,
            (None, _) if self.styles.is_quotation(&style) => BlockKind::Quotation,
            (None, _) => BlockKind::Paragraph,
        };
        let level = u8::try_from(self.paragraph.level).unwrap_or(u8::MAX);
        self.extract.text.begin_block(kind).level = heading.unwrap_or(level);
        if let Some(Numbered::Label(label)) = number
            && !label.is_empty()
        {
            self.extract.text.generated(&format!("{label} "));
        }
    }

    fn break_line(&mut self, kind: Option<&str>) {
        match self.extract.text.block_kind() {
            Some((kind, level)) if self.tables.is_empty() && kind != BlockKind::Heading => {
                let next = self.extract.text.begin_block(kind);
                next.level = level;
                if kind == BlockKind::Paragraph {
                    next.detail = "line".into();
                }
            }
            _ => self.extract.text.part(),
        }
        if kind == Some("page") && self.tables.is_empty() && self.extract.text.is_in_text() {
            self.extract
                .mark_here(of_kind(Kind::PageBreak), "page break");
        }
    }

    /// A tracked change, by its author as the hand.
    fn change(&mut self, kind: Kind, name: &str, attributes: Attributes<'_>) {
        let mut annotation = of_kind(kind);
        annotation.remark = value(attributes, "date").map(str::to_owned);
        if name.starts_with("move") {
            annotation.give_reason("moved");
        }
        let author = value(attributes, "author").unwrap_or("tracked change");
        self.changes.push(self.extract.open_by(annotation, author));
    }

    fn link(&mut self, attributes: Attributes<'_>) {
        let inside = value(attributes, "anchor").map(|anchor| format!("#{anchor}"));
        let outside = value(attributes, "id").and_then(|id| self.parts.links.get(id).cloned());
        let stretch = outside.or(inside).map(|target| {
            let mut annotation = of_kind(Kind::Reference);
            annotation.say(target);
            self.extract.open(annotation)
        });
        self.links.push(stretch);
    }

    /// The note of this sort and identifier, new or met before. Footnotes count in figures, endnotes in small Roman
    /// numerals, as Word does where a file does not say otherwise.
    fn note(&mut self, sort: &'static str, id: &str, place: Span, has_own_sign: bool) -> NoteId {
        if let Some(&note) = self.notes.get(&(sort, id.to_owned())) {
            return note;
        }
        let kind = if sort == "comment" {
            Kind::EditorsNote
        } else {
            Kind::Note
        };
        let mut annotation = of_kind(kind);
        if sort != "comment" {
            let own = self.numbering.iter_mut().find(|own| own.sort == sort);
            if let Some(own) = own.filter(|_| !has_own_sign) {
                let usual = if sort == "endnote" {
                    "lowerRoman"
                } else {
                    "decimal"
                };
                let label = written(own.next, own.format.as_deref().unwrap_or(usual));
                own.next = own.next.saturating_add(1);
                annotation = annotation.with(Property::Label, label);
            }
        } else if let Some((author, date)) = self.authors.get(id) {
            annotation.by.responsibility = Some(author.clone());
            annotation.remark.clone_from(date);
        }
        let note = self.extract.note(annotation, place);
        self.notes.insert((sort, id.to_owned()), note);
        note
    }

    fn refer(&mut self, sort: &'static str, id: &str, attributes: Attributes<'_>, span: Span) {
        let has_own_sign =
            value(attributes, "customMarkFollows").is_some_and(|said| is_on(Some(said)));
        let note = self.note(sort, id, span, has_own_sign);
        if self.tables.is_empty() && !std::mem::replace(&mut self.paragraph.is_begun, true) {
            self.begin_paragraph();
        }
        if has_own_sign {
            self.own_sign = Some(note);
            return;
        }
        self.extract.refer(note);
    }

    /// Begins the body of a note; rules between text and notes are none.
    fn body(&mut self, name: &'w str, id: &str, attributes: Attributes<'_>, span: Span) {
        if matches!(value(attributes, "type"), Some(kind) if kind != "normal") {
            self.skipped = 1;
            return;
        }
        let sort = match name {
            "footnote" => "footnote",
            "endnote" => "endnote",
            _ => "comment",
        };
        let note = self.note(sort, id, span, false);
        self.extract.begin_note(note);
    }

    fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if self.is_in("pPr") || self.is_in("rPr") {
            return;
        }
        match name {
            "p" if self.tables.is_empty() => {
                self.close_shapes();
                self.extract.text.end_block();
            }
            "r" => {
                // A sign that was promised and did not come.
                if let Some(note) = self.own_sign.take() {
                    self.extract.refer(note);
                }
                self.close_shapes();
            }
            "tr" if self.tables.len() == 1 => self.extract.text.end_block(),
            "tbl" => {
                self.tables.pop();
            }
            "ins" | "del" | "moveTo" | "moveFrom" => {
                if let Some(stretch) = self.changes.pop() {
                    self.extract.close(stretch);
                }
            }
            "hyperlink" => {
                if let Some(stretch) = self.links.pop().flatten() {
                    self.extract.close(stretch);
                }
            }
            "footnote" | "endnote" | "comment" => self.extract.end_note(),
            _ => {}
        }
    }

    fn close_shapes(&mut self) {
        for stretch in std::mem::take(&mut self.shapes).into_iter().rev() {
            self.extract.close(stretch);
        }
    }
}

/// Who wrote each comment, and when, by its identifier.
fn authors(parts: &Parts) -> HashMap<String, (String, Option<String>)> {
    let mut authors = HashMap::new();
    for (token, _) in Lexer::new(parts.span("word/comments.xml").of(&parts.text)) {
        if let Token::Open {
            name, attributes, ..
        } = token
            && local(name) == "comment"
        {
            let value = |wanted| value(Attributes(attributes), wanted).map(str::to_owned);
            if let (Some(id), Some(author)) = (value("id"), value("author")) {
                authors.insert(id, (author, value("date")));
            }
        }
    }
    authors
}
