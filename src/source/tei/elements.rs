//! What opening tags bring about, by what the mapping table says of them.

use super::builder::{Builder, Closing, Fact, Listed, NoteFrame};
use super::describe::{self, value};
use super::mapping::{Mapped, Meaning, Role};
use super::sheet::{Origin, PendingSpan};
use crate::document::{Annotation, BlockKind, Content, HandId, Kind, Property, Span};
use crate::source::xml::{Attributes, Tree, local};

impl Builder<'_> {
    /// Takes the opening of an element whose frame has been pushed.
    pub(super) fn open_element(&mut self, name: &str, attributes: Attributes<'_>) {
        let mapped = self.mapping.explain(name, attributes);
        if let Some(space) =
            value(attributes, "space").filter(|_| attributes.0.contains("xml:space"))
        {
            self.top().context.keeps_space = space == "preserve";
        }
        match mapped.meaning {
            Meaning::Block(kind, is_soft) => self.open_block(name, kind, is_soft, attributes),
            Meaning::Container(kind, is_soft) => {
                self.open_container(name, kind, is_soft, mapped, attributes);
            }
            Meaning::Inline(kind) => self.open_inline(name, kind, mapped, attributes),
            Meaning::Empty(kind) => {
                let annotation = self.mark(kind, attributes);
                self.annotate(annotation);
            }
            Meaning::As(role) => self.open_role(name, role, mapped, attributes),
            Meaning::Unknown => self.open_unknown(),
        }
        self.name_place(attributes);
    }

    /// Remembers the place of an element that has an identifier.
    fn name_place(&mut self, attributes: Attributes<'_>) {
        let Some(id) = identifier(attributes) else {
            return;
        };
        if self.is_in_tree {
            return;
        }
        let place = self.place();
        match self.current {
            Some(current) => {
                let ids = &mut self.sheets[current].ids;
                ids.entry(id.to_owned()).or_insert(place);
            }
            None => self.waiting.push(id.to_owned()),
        }
    }

    /// Parts what comes from what was: a block ends, or in the row of a table a word.
    fn part(&mut self) {
        if self.context().is_in_row {
            self.space.is_pending = true;
        } else {
            self.end_block();
        }
    }

    fn open_block(
        &mut self,
        name: &str,
        kind: BlockKind,
        is_soft: bool,
        attributes: Attributes<'_>,
    ) {
        let context = self.context();
        if context.is_in_row || is_soft && context.is_in_block {
            self.space.is_pending |= !is_soft;
            self.top().closing = Closing::Plain;
            return;
        }
        self.end_block();
        let closing = match (kind, name) {
            (BlockKind::Dateline, _) => Closing::Fact(Fact::Dateline),
            _ => Closing::Block,
        };
        let place = self.place();
        let is_neutral = kind == BlockKind::Paragraph && matches!(name, "p" | "ab");
        let top = self.top();
        top.start = place;
        top.closing = closing;
        top.context.is_in_block = true;
        top.context.names_parties |= kind == BlockKind::Dateline;
        if !is_neutral {
            top.context.block = kind;
        }
        let _ = attributes;
    }

    fn open_container(
        &mut self,
        name: &str,
        kind: BlockKind,
        is_soft: bool,
        mapped: Mapped<'_>,
        attributes: Attributes<'_>,
    ) {
        let context = self.context();
        if is_soft && (context.is_in_block || context.is_in_row) {
            if let Some(kind) = mapped.kind {
                self.open_inline(name, kind, mapped, attributes);
            }
            return;
        }
        self.part();
        let top = self.top();
        top.closing = Closing::Block;
        if kind != BlockKind::Paragraph {
            top.context.block = kind;
        }
        if kind == BlockKind::Quotation {
            top.context.level = top.context.level.saturating_add(1);
        }
        top.context.is_in_block = context.is_in_row;
        top.context.is_in_back |= name == "back";
        if name == "opener" {
            top.context.names_parties = true;
        }
    }

    fn open_inline(
        &mut self,
        name: &str,
        kind: Kind,
        mapped: Mapped<'_>,
        attributes: Attributes<'_>,
    ) {
        if self.context().is_in_apparatus && matches!(kind, Kind::Lemma | Kind::Reading) {
            self.space.is_pending = true;
            return;
        }
        self.sheet();
        let place = self.place();
        let current = self.current;
        let mut annotation = self.mark(kind, attributes);
        annotation.by.hand = self.hand(attributes, "hand");
        let parent = self
            .frames
            .len()
            .checked_sub(2)
            .map(|at| self.frames[at].context.group);
        annotation.group = parent.flatten();
        let fact = self.inline_fact(name, kind, attributes);
        let top = self.top();
        top.sheet = current;
        top.start = place;
        top.annotations.push(annotation);
        let further = mapped.further.into_iter().flatten();
        top.annotations
            .extend(further.map(|kind| Annotation::new(kind, Span::at(place.offset))));
        if let Some(fact) = fact {
            top.closing = Closing::InlineFact(fact);
        }
    }

    /// What a name in a heading, a date or a small-capital word in an opener says of the document.
    fn inline_fact(&self, name: &str, kind: Kind, attributes: Attributes<'_>) -> Option<Fact> {
        let context = self.context();
        let is_listed = context.list == Listed::Register || context.block == BlockKind::ListItem;
        let is_name = matches!(
            kind,
            Kind::Person | Kind::Place | Kind::Organisation | Kind::Name | Kind::Term
        );
        if let Some(id) = identifier(attributes).filter(|_| is_listed && is_name) {
            return Some(Fact::Entry(Some(id.to_owned())));
        }
        if !context.names_parties {
            return None;
        }
        match (kind, value(attributes, "type")) {
            (_, Some("from")) => Some(Fact::From),
            (_, Some("to")) => Some(Fact::To),
            (Kind::Place, _) if context.block == BlockKind::Dateline => Some(Fact::Place),
            (Kind::Date, _) if name == "date" => Some(Fact::Date(describe::date(attributes))),
            _ => None,
        }
    }

    fn open_role(
        &mut self,
        name: &str,
        role: Role,
        mapped: Mapped<'_>,
        attributes: Attributes<'_>,
    ) {
        match role {
            Role::Division => self.open_division(attributes),
            Role::Text if self.is_directly_in("group") => {
                self.open_document(identifier(attributes), Origin::Part);
            }
            Role::Collection if matches!(name, "TEI" | "TEI.2") => {
                let id = identifier(attributes).filter(|_| !self.sheets.is_empty());
                self.open_document(id, Origin::File);
            }
            Role::Text | Role::Collection => self.open_plain_container(),
            Role::Register if name.starts_with("list") && !self.context().is_in_back => {
                self.open_plain_container();
            }
            Role::Header | Role::Register | Role::DescribedSilently => self.open_tree(role, None),
            Role::Described => {
                let mut annotation = self.mark(mapped.kind.unwrap_or(Kind::Gap), attributes);
                annotation.by.hand = self.hand(attributes, "hand");
                if let Some(reason) = mapped.reason.filter(|_| annotation.reason.is_none()) {
                    annotation.give_reason(reason);
                }
                self.sheet();
                self.open_tree(role, Some(Box::new(annotation)));
            }
            Role::Note => self.open_note(mapped, attributes),
            Role::Heading
            | Role::Stanza
            | Role::Table
            | Role::Row
            | Role::Cell
            | Role::List
            | Role::Item
            | Role::Label => {
                self.open_group(role, attributes);
            }
            Role::LineBreak => self.line_break(attributes),
            Role::Fallback if self.has_included => self.open_tree(role, None),
            Role::Include => self.include(attributes),
            _ => self.open_mark(name, role, mapped, attributes),
        }
    }

    fn open_mark(
        &mut self,
        name: &str,
        role: Role,
        mapped: Mapped<'_>,
        attributes: Attributes<'_>,
    ) {
        match role {
            Role::Graphic if !self.is_directly_in("surface") => {
                let mut annotation = self.mark(Kind::Graphic, attributes);
                if let Some(url) = value(attributes, "url") {
                    annotation.content.set(Property::Source, url.to_owned());
                }
                self.annotate(annotation);
            }
            Role::Surface => {
                self.open_plain_container();
                self.sheet();
                let mut annotation = self.mark(Kind::PageBreak, attributes);
                let folio = ["n", "folio", "id"]
                    .iter()
                    .find_map(|name| value(attributes, name));
                if let Some(folio) = folio {
                    annotation.content.set(Property::Number, folio.to_owned());
                }
                self.annotate(annotation);
            }
            Role::Span => self.open_span(mapped, attributes),
            Role::Alternatives => {
                if self.context().is_in_apparatus {
                    self.part();
                    self.top().closing = Closing::Block;
                    return;
                }
                let group = self.sheet().draft.group();
                let top = self.top();
                top.context.group = Some(group);
                top.context.drops_space = true;
            }
            Role::Apparatus => {
                self.open_plain_container();
                self.top().context.is_in_apparatus = true;
            }
            Role::HandShift => {
                let mut annotation = self.mark(Kind::Handwriting, attributes);
                annotation.by.hand = self.hand(attributes, "new");
                annotation.content = Content::Handwriting {
                    medium: value(attributes, "medium")
                        .map(|medium| medium.trim_start_matches('#').to_owned()),
                };
                self.annotate(annotation);
            }
            Role::Glyph => {
                let of = ["ref", "type", "n"]
                    .iter()
                    .find_map(|name| value(attributes, name));
                let mut annotation = self.mark(Kind::Glyph, attributes);
                annotation.content = Content::Glyph {
                    name: of.map(|glyph| glyph.trim_start_matches('#').to_owned()),
                };
                self.sheet();
                let current = self.current;
                let top = self.top();
                top.sheet = current;
                top.annotations.push(annotation);
            }
            Role::Plain if name == "rdgGrp" => {
                let group = self
                    .frames
                    .len()
                    .checked_sub(2)
                    .and_then(|at| self.frames[at].context.group);
                self.top().context.group = group;
                self.top().context.drops_space = group.is_some();
            }
            Role::Plain if name == "seg" => self.open_segment(attributes),
            _ => {}
        }
    }

    /// A `seg` in an opener stands for itself: an address, a classification.
    fn open_segment(&mut self, attributes: Attributes<'_>) {
        let context = self.context();
        let is_set_apart = ["rend", "rendition", "style"]
            .iter()
            .filter_map(|name| value(attributes, name))
            .any(|value| {
                ["left", "right", "center", "centre"]
                    .iter()
                    .any(|side| value.contains(side))
            });
        // What stands at another side of the page is another word at least.
        self.space.is_pending |= is_set_apart;
        if context.is_in_block || !context.names_parties {
            return;
        }
        self.end_block();
        let place = self.place();
        let top = self.top();
        top.start = place;
        top.closing = Closing::Fact(Fact::Classification);
        top.context.is_in_block = true;
    }

    fn open_plain_container(&mut self) {
        let is_in_row = self.context().is_in_row;
        self.part();
        let top = self.top();
        top.closing = Closing::Block;
        top.context.is_in_block = is_in_row;
    }

    fn open_unknown(&mut self) {
        let is_open = self
            .current
            .is_some_and(|current| self.sheets[current].draft.is_in_block());
        if !self.context().is_in_block && !is_open {
            self.top().closing = Closing::Block;
        }
    }

    fn open_document(&mut self, id: Option<&str>, origin: Origin) {
        let is_in_note = self.place().flow != crate::document::FlowId::MAIN;
        self.open_plain_container();
        if is_in_note {
            return;
        }
        let number = self.begin_document(id, origin);
        let place = self.place();
        let top = self.top();
        top.sheet = Some(number);
        top.start = place;
        top.closing = Closing::Document;
        top.context.depth = 0;
        top.context.block = BlockKind::Paragraph;
    }

    fn open_division(&mut self, attributes: Attributes<'_>) {
        let kind = value(attributes, "type").unwrap_or_default();
        let letter = value(attributes, "decls").and_then(|decls| {
            let mut ids = decls
                .split_whitespace()
                .map(|id| id.trim_start_matches('#').to_owned());
            ids.find_map(|id| {
                self.header
                    .letters
                    .iter()
                    .position(|(known, _)| known.as_ref() == Some(&id))
            })
        });
        let letter = letter.filter(|_| self.header.letters.len() > 1);
        if kind == "document" || letter.is_some() {
            self.open_document(identifier(attributes), Origin::Part);
            if let Some(letter) = letter {
                let letter = self.header.letters[letter].1.clone();
                letter.apply(&mut self.sheet().draft.metadata);
            }
        } else {
            self.open_plain_container();
        }
        let top = self.top();
        top.context.depth = top.context.depth.saturating_add(1);
        if matches!(kind, "persons" | "terms" | "abbreviations") {
            top.context.list = Listed::Register;
        }
    }

    fn open_span(&mut self, mapped: Mapped<'_>, attributes: Attributes<'_>) {
        let mut annotation = self.mark(mapped.kind.unwrap_or(Kind::Deletion), attributes);
        annotation.by.hand = self.hand(attributes, "hand");
        let target = value(attributes, "spanTo")
            .unwrap_or_default()
            .trim_start_matches('#')
            .to_owned();
        self.sheet();
        let start = self.place();
        let tag = self.top().span;
        self.sheet().spans.push(PendingSpan {
            annotation,
            start,
            target,
            tag,
        });
    }

    fn open_note(&mut self, mapped: Mapped<'_>, attributes: Attributes<'_>) {
        self.sheet();
        let place = self.place();
        let kind = match mapped.kind {
            Some(Kind::Note) | None => describe::note_kind(attributes),
            Some(kind) => kind,
        };
        let mut annotation = self.mark(kind, attributes);
        annotation.by.hand = self.hand(attributes, "hand");
        let target = value(attributes, "target").map(|target| {
            target
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        });
        let note = NoteFrame {
            annotation,
            target: target.filter(|target| target.starts_with('#')),
            space: std::mem::take(&mut self.space),
            opens: (
                std::mem::take(&mut self.opens_group),
                std::mem::take(&mut self.opens_item),
            ),
        };
        self.sheet().draft.open_flow();
        let current = self.current;
        let top = self.top();
        top.sheet = current;
        top.start = place;
        top.closing = Closing::Note(Box::new(note));
        top.context.block = BlockKind::Paragraph;
        top.context.level = 0;
        top.context.is_in_block = false;
        top.context.is_in_row = false;
        top.context.names_parties = false;
        top.context.is_in_apparatus = false;
        top.context.list = Listed::Things;
    }

    fn open_tree(&mut self, role: Role, annotation: Option<Box<Annotation>>) {
        self.tree = Tree::default();
        self.tree.open("", Attributes(""));
        self.is_in_tree = true;
        let place = self.place();
        let current = self.current;
        let top = self.top();
        top.sheet = current;
        top.start = place;
        top.closing = Closing::Tree(role, annotation);
    }

    /// The hand that an attribute names, as the header describes it.
    fn hand(&mut self, attributes: Attributes<'_>, wanted: &str) -> Option<HandId> {
        let key = value(attributes, wanted)?.split_whitespace().next()?;
        let key = key
            .rsplit(['#', '/'])
            .next()
            .filter(|key| !key.is_empty())?;
        let known = self
            .header
            .hands
            .iter()
            .find(|hand| hand.key.as_deref() == Some(key))
            .cloned();
        let draft = &mut self.sheet().draft;
        let name = known.as_ref().map_or(key, |hand| hand.name.as_str());
        let id = draft.hand(name);
        if let Some(hand) = draft.hands_mut().get_mut(id.0) {
            hand.key.get_or_insert_with(|| key.to_owned());
            hand.description = known
                .and_then(|hand| hand.description)
                .or(hand.description.take());
        }
        Some(id)
    }
}

/// An element's identifier: `xml:id`, in TEI P4 `id`.
pub(super) fn identifier(attributes: Attributes<'_>) -> Option<&str> {
    let mut attributes = attributes;
    let (_, id) = attributes.find(|(name, _)| local(name) == "id")?;
    Some(id.trim()).filter(|id| !id.is_empty())
}
