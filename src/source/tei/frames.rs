//! The open elements: what holds for their content, and what their ends bring about.
//!
//! Knows nothing of what elements mean.

use crate::document::Edtf;
use std::collections::HashMap;

use super::describe::{self, identifier, value};
use super::mapping::Role;
use crate::document::draft::DraftPlace;
use crate::document::{Annotation, AnnotationId, BlockKind, GroupId, Kind, Span};
use crate::problem::Problem;
use crate::source::xml::Attributes;

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
    /// Whether it stands in a text, where nothing is said of the file.
    pub(super) is_in_text: bool,
    /// Whether it stands after the text.
    pub(super) is_in_back: bool,
    /// Whether it is a heading or place and date, where sender and addressee are named.
    pub(super) names_parties: bool,
    /// Whom a list names.
    pub(super) list: Listed,
}

impl Context {
    /// What a name in a heading, a date or a small-capital word in an opener says of the document.
    pub(super) fn fact_of(
        self,
        name: &str,
        kind: Kind,
        attributes: Attributes<'_>,
    ) -> Option<Fact> {
        let is_listed = self.list == Listed::Register || self.block == BlockKind::ListItem;
        let is_name = matches!(
            kind,
            Kind::Person | Kind::Place | Kind::Organisation | Kind::Name | Kind::Term
        );
        if let Some(id) = identifier(attributes).filter(|_| is_listed && is_name) {
            return Some(Fact::Entry(Some(id.to_owned())));
        }
        if !self.names_parties {
            return None;
        }
        match (kind, value(attributes, "type")) {
            (_, Some("from")) => Some(Fact::From),
            (_, Some("to")) => Some(Fact::To),
            (Kind::Place, _) if self.block == BlockKind::Dateline => Some(Fact::Place),
            (Kind::Date, _) if name == "date" => Some(Fact::Date(describe::date(attributes))),
            _ => None,
        }
    }
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
    /// The reference to an endnote ends: the note's identifier, and its figure where the element has no text.
    Reference(String, Option<String>),
    /// A word ends.
    Word,
    /// The inclusion of a file ends that is not at hand and for which nothing else stands: its address, and why.
    Missing(Box<(String, String)>),
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
    Date(Option<Edtf>),
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
    /// Its identifier.
    pub(super) id: Option<String>,
    /// The element it belongs to, and the one up to which, if it says so.
    pub(super) target: Option<String>,
    pub(super) target_end: Option<String>,
    /// The white space round it.
    pub(super) space: Space,
    /// Whether a group and an item waited for their first block.
    pub(super) opens: (bool, bool),
}

/// White space that has been read and not written.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub(super) struct Space {
    /// Whether a space stands before the next word.
    pub(super) is_pending: bool,
    /// Whether it is only the indentation of a tag, which before a comma or after a bracket is none of the text.
    pub(super) is_indent: bool,
    /// Whether the next word is joined to the last.
    pub(super) is_joined: bool,
    /// Whether the sign of something missing stands before it; and whether lines are missing there.
    pub(super) is_after_sign: bool,
    pub(super) is_after_lines: bool,
    /// How many spaces of its own stand before it.
    pub(super) kept: usize,
    /// The hyphen at which the last word was divided, for the break behind it.
    pub(super) divided_by: Option<char>,
}

impl Space {
    /// Joins the next word to the last.
    pub(super) fn join(&mut self) {
        *self = Self {
            is_joined: true,
            ..Self::default()
        };
    }
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
    /// Its identifier.
    pub(super) id: Option<String>,
    /// How many items or versions have been opened directly in it; whether its items are numbered.
    pub(super) children: usize,
    pub(super) is_numbered: bool,
    /// In a substitution: what the last of its parts was, and whether white space stands behind it.
    pub(super) last: Option<Kind>,
    pub(super) has_blank: bool,
}

/// A gap of files that are not at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Missing {
    pub(super) annotation: AnnotationId,
    /// In which document, and where.
    pub(super) sheet: Option<usize>,
    pub(super) place: DraftPlace,
    /// How many they are.
    pub(super) files: usize,
}

impl Frame {
    /// The number of an item: its `n`, or in a numbered list the next.
    pub(super) fn number_of_item(&mut self, attributes: Attributes<'_>) -> Option<String> {
        self.children += 1;
        let number = match value(attributes, "n") {
            Some(number) => {
                let figures: String = number.chars().filter(char::is_ascii_digit).collect();
                self.children = figures.parse().unwrap_or(self.children);
                number.to_owned()
            }
            None if self.is_numbered => self.children.to_string(),
            None => return None,
        };
        let is_bare = number.ends_with(char::is_alphanumeric);
        Some(if is_bare {
            format!("{number}.")
        } else {
            number
        })
    }
}

/// The open elements, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Frames {
    list: Vec<Frame>,
    /// Each name's number, and how many elements of it are open.
    names: HashMap<String, usize>,
    counts: Vec<usize>,
}

impl Frames {
    /// How many are open.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The one that holds the innermost.
    pub(super) fn holder(&mut self) -> Option<&mut Frame> {
        let at = self.list.len().checked_sub(2)?;
        self.list.get_mut(at)
    }

    /// Whether white space parts the element that has just been opened from the one before it in a substitution. Between two
    /// additions, or two deletions, it is text; between a deletion and what replaces it, it is none.
    pub(super) fn parts_from_its_like(&mut self, kind: Kind) -> bool {
        if !self.is_directly_in("subst") {
            return false;
        }
        let Some(holder) = self.holder() else {
            return false;
        };
        let has_blank = std::mem::take(&mut holder.has_blank);
        has_blank && holder.last.replace(kind) == Some(kind)
    }

    /// The innermost, if any is open.
    pub(super) fn innermost(&mut self) -> Option<&mut Frame> {
        self.list.last_mut()
    }

    /// Opens one.
    pub(super) fn open(&mut self, name: &str, span: Span, sheet: Option<usize>, start: DraftPlace) {
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
        self.list.push(Frame {
            name: number,
            sheet,
            start,
            annotations: Vec::new(),
            closing: Closing::Plain,
            context,
            span,
            id: None,
            children: 0,
            is_numbered: false,
            last: None,
            has_blank: false,
        });
    }

    /// What holds where the walk stands.
    pub(super) fn context(&self) -> Context {
        self.list.last().map_or(
            Context {
                block: BlockKind::Paragraph,
                level: 0,
                depth: 0,
                keeps_space: false,
                drops_space: false,
                group: None,
                is_in_block: false,
                is_in_row: false,
                is_in_text: false,
                is_in_back: false,
                names_parties: false,
                list: Listed::Things,
            },
            |frame| frame.context,
        )
    }

    /// Whether the element that has just been opened stands directly in one of this name.
    pub(super) fn is_directly_in(&self, name: &str) -> bool {
        let parent = self.list.len().checked_sub(2).map(|at| self.list[at].name);
        parent.is_some() && parent == self.names.get(name).copied()
    }

    /// The frame of the element that has just been opened.
    pub(super) fn top(&mut self) -> &mut Frame {
        self.list.last_mut().expect("an element is open")
    }

    /// The number of an element's name, if one of it is open.
    pub(super) fn number_of(&self, name: &str) -> Option<usize> {
        let number = self.names.get(name).copied();
        number.filter(|&number| self.counts[number] > 0)
    }

    /// Takes the innermost off.
    pub(super) fn pop(&mut self) -> Option<Frame> {
        let frame = self.list.pop()?;
        self.counts[frame.name] -= 1;
        Some(frame)
    }

    /// What is to be said of the innermost element, which is never closed.
    pub(super) fn unclosed(&self) -> Option<Problem> {
        let frame = self.list.last()?;
        let name = self.names.iter().find(|(_, number)| **number == frame.name);
        let name = name.map(|(name, _)| name.as_str()).unwrap_or_default();
        let what = format!("not well-formed: `<{name}>` is not closed where it should be");
        Some(Problem::new(frame.span, what).hint(format!("close it with `</{name}>`")))
    }
}
