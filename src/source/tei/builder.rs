//! The walk through the XML: tags open and close frames, text goes into the document being made or into a tree.
//!
//! Closing tags that match nothing, and elements never closed, are problems and change no text. Frames are kept in a list,
//! so depth costs memory and nothing else. What elements mean is in [`elements`](super::elements) and
//! [`closing`](super::closing).

use std::collections::{HashMap, HashSet};

use super::apart::Apart;
use super::division::is_divided;
use super::doubts::{Pointers, UnknownLooks};
pub(super) use super::frames::{Closing, Fact, Frame, Frames, Listed, Missing, NoteFrame, Space};
use super::header::Header;
use super::mapping::Mapping;
use super::sheet::{Origin, Sheet};
use crate::document::draft::DraftPlace;
use crate::document::{Annotation, Field, Kind, Metadata, Span};
use crate::problem::Problem;
use crate::source::Surroundings;
use crate::source::ledger::Class;
use crate::source::xml::{Attributes, Entities, Lexer, Token, Tree, local};

/// The most problems of one file that are told one by one.
const MOST_PROBLEMS: usize = 200;

/// A stretch of source claimed for the ledger, its place still that of the draft.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) span: Span,
    pub(super) class: Class,
    pub(super) detail: &'static str,
    pub(super) target: Option<(usize, DraftPlace)>,
}

/// What is said of the opened file: what its stretches were taken for, and its problems. What files that it includes hold is
/// told at the place of their inclusion.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) claims: Vec<Claim>,
    pub(super) problems: Vec<Problem>,
    /// The files that the text being read was included by, the innermost last.
    pub(super) included: Vec<String>,
}

impl Account {
    /// Reports a problem of the opened file; those of included files are told at the place of their inclusion.
    pub(super) fn problem(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS && self.included.is_empty() {
            self.problems.push(problem);
        }
    }

    /// Claims a stretch of the opened file.
    pub(super) fn claim(&mut self, span: Span, class: Class, detail: &'static str) {
        if !self.included.is_empty() || span.is_empty() {
            return;
        }
        match self.claims.last_mut() {
            Some(last)
                if last.span.end == span.start
                    && last.detail == detail
                    && last.target.is_none()
                    && last.class == class =>
            {
                last.span.end = span.end;
            }
            _ => self.claims.push(Claim {
                span,
                class,
                detail,
                target: None,
            }),
        }
    }
}

/// Attributes with the characters in the place of the references to them; `None` where there are none. A quotation mark stays
/// as it is written, since it would end the value.
fn resolved(attributes: Attributes<'_>, entities: &mut Entities) -> Option<String> {
    let mut rest = attributes.0;
    rest.contains('&').then_some(())?;
    let mut out = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after.split_once(';').map(|(name, _)| name);
        let text = name.and_then(|name| entities.resolve(name));
        let text = text.filter(|text| !text.contains(['"', '\'', '<', '>']));
        if let (Some(name), Some(text)) = (name, text) {
            out.push_str(&text);
            rest = after.get(name.len() + 1..).unwrap_or_default();
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Some(out)
}

/// Everything that is known while a file is read.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(super) struct Builder<'s> {
    pub(super) mapping: &'s Mapping,
    pub(super) surroundings: &'s dyn Surroundings,
    pub(super) id: &'s str,
    pub(super) entities: Entities,
    pub(super) sheets: Vec<Sheet>,
    /// The document being written.
    pub(super) current: Option<usize>,
    pub(super) frames: Frames,
    pub(super) space: Space,
    /// Whether the next block opens a group.
    pub(super) opens_group: bool,
    /// Whether the next block is a list's item.
    pub(super) opens_item: bool,
    /// Whether the next cell is the first of its row.
    pub(super) opens_row: bool,
    /// The number of the item being opened, which the list does not have as text.
    pub(super) item_number: Option<String>,
    /// Whether a label waits for its item.
    pub(super) has_label: bool,
    /// The tree being read.
    pub(super) tree: Tree,
    /// Whether there is one.
    pub(super) is_in_tree: bool,
    pub(super) header: Header,
    /// What headers outside of a file say: that of a corpus.
    pub(super) outer: Vec<Metadata>,
    /// The names of elements that were opened between two documents, which lead to the next.
    pub(super) waiting: Vec<String>,
    /// Persons, places, terms by their identifiers.
    pub(super) register: HashMap<String, String>,
    /// The entries of registers, for the metadata.
    pub(super) entries: Vec<Field>,
    pub(super) account: Account,
    /// The gap of files that are not at hand, if nothing was written since: where, and how many.
    pub(super) missing: Option<Missing>,
    /// What stands apart from the text.
    pub(super) apart: Apart,
    /// How many bytes of other files have been read.
    pub(super) fetched: usize,
    /// The names of the other files that were read.
    pub(super) files_known: HashSet<String>,
    /// How many bytes were read of files that had been read before.
    pub(super) repeated: usize,
    /// How many other files were read, each time counted.
    pub(super) files_included: usize,
    /// Whether the last `include` was read, so that its fallback is not.
    pub(super) has_included: bool,
    /// Whether the text being taken ends within a word, at a break.
    pub(super) is_divided: bool,
    /// Whether page breaks between letters end the word.
    pub(super) pages_part_words: bool,
    /// The places of the same file that references lead to.
    pub(super) pointers: Pointers,
    /// The values of `rend` that no table has.
    pub(super) unknown_looks: UnknownLooks,
    /// The headings over what is being read that stand in no document: of the parts and chapters of a volume, each with the
    /// number of elements open round it.
    pub(super) chapters: Vec<(usize, String)>,
    /// Whether the file is a volume, some of whose divisions are documents.
    pub(super) is_volume: bool,
}

impl<'s> Builder<'s> {
    /// A builder before the first tag.
    pub(super) fn new(id: &'s str, surroundings: &'s dyn Surroundings) -> Self {
        Self {
            mapping: surroundings.tables().mapping(),
            surroundings,
            id,
            entities: Entities::default(),
            sheets: Vec::new(),
            current: None,
            frames: Frames::default(),
            space: Space::default(),
            opens_group: false,
            opens_item: false,
            opens_row: false,
            item_number: None,
            has_label: false,
            tree: Tree::default(),
            is_in_tree: false,
            header: Header::default(),
            outer: Vec::new(),
            waiting: Vec::new(),
            register: HashMap::new(),
            entries: Vec::new(),
            account: Account::default(),
            missing: None,
            apart: Apart::default(),
            fetched: 0,
            files_known: HashSet::new(),
            repeated: 0,
            files_included: 0,
            has_included: false,
            is_divided: false,
            pages_part_words: false,
            pointers: Pointers::default(),
            unknown_looks: UnknownLooks::default(),
            chapters: Vec::new(),
            is_volume: false,
        }
    }

    /// Reads all of a text, of the opened file or an included one.
    pub(super) fn walk(&mut self, text: &str) {
        let floor = self.frames.len();
        let mut lexer = Lexer::new(text);
        while let Some((token, span)) = lexer.next() {
            match token {
                Token::Text(text) => {
                    self.is_divided = is_divided(text, &lexer);
                    self.text(text, span);
                }
                Token::Verbatim(text) => self.verbatim(text, span),
                Token::Reference(name) => self.reference(name, span),
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    self.account.claim(span, Class::Mark, "tag");
                    let attributes = Attributes(attributes);
                    self.open(name, attributes, span);
                    if is_empty {
                        self.close_frame();
                    }
                }
                Token::Close(name) => {
                    self.account.claim(span, Class::Mark, "tag");
                    self.close(name, span, floor);
                }
                Token::Aside => self
                    .account
                    .claim(span, Class::Mark, "comment or instruction"),
                Token::Doctype(text) => {
                    self.entities.declare(text);
                    self.account.claim(span, Class::Mark, "document type");
                }
                Token::Fault(text, what) => {
                    self.account.problem(Problem::new(span, format!("not well-formed: {what}")).hint(
                        "it is shown as text; in XML write `&lt;` for `<` and `&amp;` for `&`, and close what is opened",
                    ));
                    self.text(text, span);
                }
            }
        }
        while self.frames.len() > floor {
            if let Some(problem) = self.frames.unclosed() {
                self.account.problem(problem);
            }
            self.close_frame();
        }
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>, span: Span) {
        let name = local(name);
        let (sheet, place) = (self.current, self.place());
        self.frames.open(name, span, sheet, place);
        let resolved = resolved(attributes, &mut self.entities);
        let attributes = resolved.as_deref().map_or(attributes, Attributes);
        if self.is_in_tree {
            self.frames.top().closing = Closing::Node;
            self.open_in_tree(name, attributes);
        } else {
            self.open_element(name, attributes);
        }
    }

    fn open_in_tree(&mut self, name: &str, attributes: Attributes<'_>) {
        if name == "include" {
            self.include(attributes);
        }
        self.tree.open(name, attributes);
    }

    fn close(&mut self, name: &str, span: Span, floor: usize) {
        let name = local(name);
        let Some(number) = self.frames.number_of(name) else {
            let what = format!("`</{name}>` closes nothing");
            self.account.problem(
                Problem::new(span, what)
                    .hint("the tag is passed over; take it out, or open what it closes"),
            );
            return;
        };
        while self.frames.len() > floor {
            let found = self.frames.top().name == number;
            if !found && let Some(problem) = self.frames.unclosed() {
                self.account.problem(problem);
            }
            self.close_frame();
            if found {
                return;
            }
        }
    }

    fn close_frame(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.close_element(frame);
            let open = self.frames.len();
            self.chapters.retain(|(depth, _)| *depth <= open);
        }
    }

    /// Where the next character will stand, in the document being written.
    pub(super) fn place(&self) -> DraftPlace {
        let sheet = self.current.and_then(|current| self.sheets.get(current));
        sheet.map_or(
            DraftPlace {
                flow: crate::document::FlowId::MAIN,
                offset: 0,
            },
            |sheet| sheet.draft.place(),
        )
    }

    /// The document being written; a new one where none is.
    pub(super) fn sheet(&mut self) -> &mut Sheet {
        let current = match self.current {
            Some(current) => current,
            None => self.begin_document(None, Origin::Between),
        };
        &mut self.sheets[current]
    }

    /// Begins a document.
    pub(super) fn begin_document(&mut self, id: Option<&str>, origin: Origin) -> usize {
        let number = self.sheets.len();
        let id = match (id, number) {
            (Some(id), _) => id.to_owned(),
            (None, 0) => self.id.to_owned(),
            (None, number) => format!("{}-{}", self.id, number + 1),
        };
        let mut sheet = Sheet::new(id, origin);
        if origin == Origin::Part {
            let headings = self.chapters.iter().map(|(_, heading)| heading.clone());
            sheet.chapters = headings.collect();
        }
        let start = sheet.draft.place();
        let waiting = self.waiting.drain(..).map(|name| (name, start));
        sheet.ids.extend(waiting);
        self.sheets.push(sheet);
        self.current = Some(number);
        self.space = Space::default();
        number
    }

    /// Adds an annotation without text where the walk stands.
    pub(super) fn mark(&mut self, kind: Kind, attributes: Attributes<'_>) -> Annotation {
        let place = self.place();
        let mut annotation = Annotation::new(kind, Span::at(place.offset));
        super::describe::describe(&mut annotation, attributes);
        if let Some(keys) = annotation.by.responsibility.take() {
            annotation.by.responsibility = Some(self.header.editors_of(&keys));
        }
        annotation
    }
}
