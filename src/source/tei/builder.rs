//! The walk through the XML: tags open and close frames, text goes into the document being made or into a tree.
//!
//! Closing tags that match nothing, and elements never closed, are problems and change no text. Frames are kept in a list,
//! so depth costs memory and nothing else. What elements mean is in [`elements`](super::elements) and
//! [`closing`](super::closing).

use std::collections::HashMap;

use super::header::Header;
use super::mapping::{Mapping, Role};
use super::sheet::{Origin, Sheet};
use crate::document::draft::DraftPlace;
use crate::document::{Annotation, BlockKind, Field, GroupId, Kind, Metadata, Span};
use crate::problem::Problem;
use crate::source::Surroundings;
use crate::source::ledger::Class;
use crate::source::xml::{Attributes, Entities, Lexer, Token, Tree, local};

/// The most problems of one file that are told one by one.
const MOST_PROBLEMS: usize = 200;

/// What holds for the content of an element, inherited by the elements in it.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(super) struct Context {
    /// What text becomes that stands outside of a block.
    pub(super) block: BlockKind,
    /// The nesting of lists.
    pub(super) level: u8,
    /// The nesting of divisions.
    pub(super) depth: u8,
    /// Whether spaces are the text's own.
    pub(super) keeps_space: bool,
    /// Whether white space between elements is none of the text.
    pub(super) drops_space: bool,
    /// The alternatives that elements in it are of.
    pub(super) group: Option<GroupId>,
    /// Whether a block is held open by an element, so that soft ones in it are inline.
    pub(super) is_in_block: bool,
    /// Whether it is the row of a table.
    pub(super) is_in_row: bool,
    /// Whether it is an apparatus apart from its text.
    pub(super) is_in_apparatus: bool,
    /// Whether it stands after the text.
    pub(super) is_in_back: bool,
    /// Whether it is a heading or place and date, where sender and addressee are named.
    pub(super) names_parties: bool,
    /// Whom a list names.
    pub(super) list: Listed,
}

/// Whom a list names, by its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// Anything.
    Things,
    /// The senders.
    From,
    /// The addressees.
    To,
    /// Who took part.
    Participants,
    /// What it is about.
    Subject,
    /// Persons or terms explained.
    Register,
}

/// What the end of an element brings about.
#[derive(Debug, Clone, Default)]
pub(super) enum Closing {
    /// Nothing but its annotations.
    #[default]
    Plain,
    /// Its block ends.
    Block,
    /// Its block ends and gives the document a fact.
    Fact(Fact),
    /// Its text gives the document a fact.
    InlineFact(Fact),
    /// A note's body ends, and the text goes on with the white space that it had.
    Note(Box<NoteFrame>),
    /// A part kept as a tree ends.
    Tree(Role, Option<Box<Annotation>>),
    /// An element of a tree ends.
    Node,
    /// A document ends.
    Document,
}

/// What a document's own text says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fact {
    /// Its heading.
    Heading,
    /// Its sender.
    From,
    /// Its addressee.
    To,
    /// Where it was written.
    Place,
    /// When, in EDTF.
    Date(Option<String>),
    /// Place and date, and the receipt.
    Dateline,
    /// Someone who took part.
    Participant,
    /// What it is about.
    Subject,
    /// Where it lies; for FRUS.
    Source,
    /// Its classification.
    Classification,
    /// A register's entry under its identifier.
    Entry(Option<String>),
}

/// A note being read.
#[derive(Debug, Clone)]
pub(super) struct NoteFrame {
    /// The note, without its place.
    pub(super) annotation: Annotation,
    /// The element it belongs to, if it says so.
    pub(super) target: Option<String>,
    /// The white space round it.
    pub(super) space: Space,
    /// Whether a group and an item waited for their first block.
    pub(super) opens: (bool, bool),
}

/// White space that has been read and not written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Space {
    /// Whether a space stands before the next word.
    pub(super) is_pending: bool,
    /// Whether it is only the indentation of a tag, which before a comma or after a bracket is none of the text.
    pub(super) is_indent: bool,
    /// Whether the next word is joined to the last.
    pub(super) is_joined: bool,
    /// How many spaces of its own stand before it.
    pub(super) kept: usize,
}

/// An open element.
#[derive(Debug)]
pub(super) struct Frame {
    /// Its name, by number.
    pub(super) name: usize,
    /// Which document it was opened in.
    pub(super) sheet: Option<usize>,
    /// Where its text begins.
    pub(super) start: DraftPlace,
    /// The annotations over its text.
    pub(super) annotations: Vec<Annotation>,
    /// Its end.
    pub(super) closing: Closing,
    /// What holds for its content.
    pub(super) context: Context,
    /// Where its tag stands.
    pub(super) span: Span,
}

/// A stretch of source claimed for the ledger, its place still that of the draft.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) span: Span,
    pub(super) class: Class,
    pub(super) detail: &'static str,
    pub(super) target: Option<(usize, DraftPlace)>,
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
    pub(super) frames: Vec<Frame>,
    pub(super) space: Space,
    /// Whether the next block opens a group.
    pub(super) opens_group: bool,
    /// Whether the next block is a list's item.
    pub(super) opens_item: bool,
    /// Whether the next cell is the first of its row.
    pub(super) opens_row: bool,
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
    pub(super) claims: Vec<Claim>,
    pub(super) problems: Vec<Problem>,
    /// How many files deep the text being read was included; only the opened file is in the ledger.
    pub(super) included: Vec<String>,
    /// How many bytes of other files have been read.
    pub(super) fetched: usize,
    /// Whether the last `include` was read, so that its fallback is not.
    pub(super) has_included: bool,
    names: HashMap<String, usize>,
    counts: Vec<usize>,
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
            frames: Vec::new(),
            space: Space::default(),
            opens_group: false,
            opens_item: false,
            opens_row: false,
            has_label: false,
            tree: Tree::default(),
            is_in_tree: false,
            header: Header::default(),
            outer: Vec::new(),
            waiting: Vec::new(),
            register: HashMap::new(),
            entries: Vec::new(),
            claims: Vec::new(),
            problems: Vec::new(),
            included: Vec::new(),
            fetched: 0,
            has_included: false,
            names: HashMap::new(),
            counts: Vec::new(),
        }
    }

    /// Reads all of a text, of the opened file or an included one.
    pub(super) fn walk(&mut self, text: &str) {
        let floor = self.frames.len();
        for (token, span) in Lexer::new(text) {
            match token {
                Token::Text(text) => self.text(text, span),
                Token::Verbatim(text) => self.verbatim(text, span),
                Token::Reference(name) => self.reference(name, span),
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    self.claim(span, Class::Mark, "tag");
                    let attributes = Attributes(attributes);
                    self.open(name, attributes, span);
                    if is_empty {
                        self.close_frame();
                    }
                }
                Token::Close(name) => {
                    self.claim(span, Class::Mark, "tag");
                    self.close(name, span, floor);
                }
                Token::Aside => self.claim(span, Class::Mark, "comment or instruction"),
                Token::Doctype(text) => {
                    self.entities.declare(text);
                    self.claim(span, Class::Mark, "document type");
                }
                Token::Fault(text, what) => {
                    self.problem(Problem::new(span, format!("not well-formed: {what}")).hint(
                        "it is shown as text; in XML write `&lt;` for `<` and `&amp;` for `&`, and close what is opened",
                    ));
                    self.text(text, span);
                }
            }
        }
        while self.frames.len() > floor {
            self.unclosed();
            self.close_frame();
        }
    }

    fn open(&mut self, name: &str, attributes: Attributes<'_>, span: Span) {
        let name = local(name);
        let frame = self.frame(name, span);
        self.frames.push(frame);
        if self.is_in_tree {
            self.frames.last_mut().expect("just pushed").closing = Closing::Node;
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

    fn frame(&mut self, name: &str, span: Span) -> Frame {
        let number = if let Some(&number) = self.names.get(name) {
            number
        } else {
            self.names.insert(name.to_owned(), self.counts.len());
            self.counts.push(0);
            self.counts.len() - 1
        };
        self.counts[number] += 1;
        let mut context = self.context();
        context.drops_space = false;
        context.group = None;
        Frame {
            name: number,
            sheet: self.current,
            start: self.place(),
            annotations: Vec::new(),
            closing: Closing::Plain,
            context,
            span,
        }
    }

    /// What holds where the walk stands.
    pub(super) fn context(&self) -> Context {
        self.frames.last().map_or(
            Context {
                block: BlockKind::Paragraph,
                level: 0,
                depth: 0,
                keeps_space: false,
                drops_space: false,
                group: None,
                is_in_block: false,
                is_in_row: false,
                is_in_apparatus: false,
                is_in_back: false,
                names_parties: false,
                list: Listed::Things,
            },
            |frame| frame.context,
        )
    }

    /// Whether the element that has just been opened stands directly in one of this name.
    pub(super) fn is_directly_in(&self, name: &str) -> bool {
        let parent = self
            .frames
            .len()
            .checked_sub(2)
            .map(|at| self.frames[at].name);
        parent.is_some() && parent == self.names.get(name).copied()
    }

    /// The frame of the element that has just been opened.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("an element is open")
    }

    fn close(&mut self, name: &str, span: Span, floor: usize) {
        let name = local(name);
        let number = self.names.get(name).copied();
        let Some(number) = number.filter(|&number| self.counts[number] > 0) else {
            let what = format!("`</{name}>` closes nothing");
            self.problem(
                Problem::new(span, what)
                    .hint("the tag is passed over; take it out, or open what it closes"),
            );
            return;
        };
        while self.frames.len() > floor {
            let found = self.top().name == number;
            if !found {
                self.unclosed();
            }
            self.close_frame();
            if found {
                return;
            }
        }
    }

    /// Reports that the innermost element is never closed.
    fn unclosed(&mut self) {
        let (number, span) = {
            let frame = self.top();
            (frame.name, frame.span)
        };
        if self.problems.len() < MOST_PROBLEMS {
            let name = self.names.iter().find(|(_, known)| **known == number);
            let name = name.map(|(name, _)| name.as_str()).unwrap_or_default();
            let what = format!("not well-formed: `<{name}>` is not closed where it should be");
            self.problem(Problem::new(span, what).hint(format!("close it with `</{name}>`")));
        }
    }

    fn close_frame(&mut self) {
        if let Some(frame) = self.frames.pop() {
            self.counts[frame.name] -= 1;
            self.close_element(frame);
        }
    }

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
            annotation.by.responsibility = Some(self.editors(&keys));
        }
        annotation
    }

    /// Who is meant by the pointers of a `@resp`: names where the header has them, else the keys as they stand.
    fn editors(&self, keys: &str) -> String {
        let names = keys.split_whitespace().map(|key| {
            let key = key.trim_start_matches('#');
            let name = self.header.editors.get(key);
            name.map_or(key, String::as_str)
        });
        names.collect::<Vec<_>>().join(", ")
    }
}
