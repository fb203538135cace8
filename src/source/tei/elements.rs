//! What opening tags bring about, by what the mapping table says of them.

use super::builder::{Builder, Closing, Fact, Listed, NoteFrame};
use super::describe::{self, identifier, value};
use super::mapping::{Mapped, Meaning, Role};
use super::rendering;
use super::sheet::{Origin, PendingSpan};
use crate::document::{Annotation, BlockKind, Content, FlowId, HandId, Kind, Property};
use crate::source::xml::{Attributes, Tree};

impl Builder<'_> {
    /// Takes the opening of an element whose frame has been pushed.
    pub(super) fn open_element(&mut self, name: &str, attributes: Attributes<'_>) {
        let mapped = self.mapping.explain(name, attributes);
        self.frames.top().context.is_in_text |= matches!(name, "text" | "body" | "egXML");
        if let Some(space) =
            value(attributes, "space").filter(|_| attributes.0.contains("xml:space"))
        {
            self.frames.top().context.keeps_space = space == "preserve";
        }
        if matches!(name, "ref" | "ptr")
            && self.place().flow == FlowId::MAIN
            && !self.frames.context().is_in_back
            && let Some(note) = self.apart.endnote_of(attributes)
        {
            self.open_note_reference(note, attributes);
            self.name_place(name, attributes);
            return;
        }
        match mapped.meaning {
            // Stages of a substitution, told apart by `varSeq`: what is deleted and what is added in them says itself.
            Meaning::Inline(Kind::Reading | Kind::Lemma) if self.frames.is_directly_in("subst") => {
                self.open_mark("rdgGrp", Role::Plain, mapped, attributes);
            }
            Meaning::Block(kind, is_soft) => self.open_block(name, kind, is_soft, attributes),
            Meaning::Container(kind, is_soft) => {
                self.open_container(name, kind, is_soft, mapped, attributes);
            }
            Meaning::Inline(kind) => self.open_inline(name, kind, attributes),
            Meaning::Empty(kind @ (Kind::PageBreak | Kind::ColumnBreak)) => {
                self.open_break(kind, attributes);
            }
            Meaning::Empty(kind) => {
                self.pointers.meet(attributes, self.frames.top().span);
                let mut annotation = self.mark(kind, attributes);
                if kind == Kind::Reference {
                    self.space_round(&mut annotation);
                }
                self.annotate(annotation);
            }
            Meaning::As(role) => self.open_role(name, role, mapped, attributes),
            Meaning::Unknown => self.open_unknown(),
        }
        rendering::render(self, name, mapped.meaning, attributes);
        self.name_place(name, attributes);
    }

    /// Remembers the place of an element that has an identifier, and of a passage that has a number.
    fn name_place(&mut self, name: &str, attributes: Attributes<'_>) {
        const PASSAGES: [&str; 8] = ["p", "ab", "l", "lg", "s", "seg", "div", "line"];
        let number = value(attributes, "n").filter(|_| PASSAGES.contains(&name));
        if let (Some(number), Some(current)) = (number, self.current.filter(|_| !self.is_in_tree)) {
            let place = self.place();
            self.sheets[current]
                .numbers
                .push((number.to_owned(), place));
        }
        let Some(id) = identifier(attributes) else {
            return;
        };
        if self.is_in_tree {
            return;
        }
        let place = self.place();
        self.frames.top().id = Some(id.to_owned());
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
        if self.frames.context().is_in_row {
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
        let context = self.frames.context();
        if context.is_in_row || is_soft && context.is_in_block {
            self.space.is_pending |= !is_soft;
            self.frames.top().closing = Closing::Plain;
            return;
        }
        self.end_block();
        let closing = match (kind, name) {
            (BlockKind::Dateline, _) => Closing::Fact(Fact::Dateline),
            _ => Closing::Block,
        };
        let place = self.place();
        let is_neutral = kind == BlockKind::Paragraph && matches!(name, "p" | "ab");
        let top = self.frames.top();
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
        let context = self.frames.context();
        if is_soft && (context.is_in_block || context.is_in_row) {
            if let Some(kind) = mapped.kind {
                self.open_inline(name, kind, attributes);
            }
            return;
        }
        self.part();
        let top = self.frames.top();
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

    fn open_inline(&mut self, name: &str, kind: Kind, attributes: Attributes<'_>) {
        self.sheet();
        self.space.is_pending |= self.frames.parts_from_its_like(kind);
        let place = self.place();
        let current = self.current;
        // Beside the sign of an abbreviation the letters that it stands for are its expansion.
        let kind = if kind == Kind::Completion && self.frames.is_directly_in("choice") {
            Kind::Expansion
        } else {
            kind
        };
        let mut annotation = self.mark(kind, attributes);
        annotation.by.hand = self.hand(attributes, "hand");
        annotation.remark = describe::called(kind, attributes);
        let parent = self.frames.holder().map(|frame| frame.context.group);
        annotation.group = parent.flatten();
        if kind == Kind::Reference {
            self.pointers.meet(attributes, self.frames.top().span);
        }
        let fact = self.frames.context().fact_of(name, kind, attributes);
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.annotations.push(annotation);
        if let Some(fact) = fact {
            top.closing = Closing::InlineFact(fact);
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
            Role::Text if self.frames.is_directly_in("group") => {
                self.open_document(identifier(attributes), Origin::Part);
            }
            Role::Collection
                if matches!(name, "TEI" | "TEI.2") && !self.frames.context().is_in_text =>
            {
                let id = identifier(attributes).filter(|_| !self.sheets.is_empty());
                self.open_document(id, Origin::File);
                self.frames.top().context.is_in_text = false;
            }
            Role::Text | Role::Collection => self.open_plain_container(),
            Role::Register if name.starts_with("list") && !self.frames.context().is_in_back => {
                self.open_plain_container();
            }
            // A header quoted in the text is text.
            Role::Header if self.frames.context().is_in_text => self.open_plain_container(),
            // Entries that say nowhere where they belong are a text of their own.
            Role::Apparatus if !self.apart.is_apparatus_located => self.open_plain_container(),
            Role::Header | Role::Register | Role::Apparatus | Role::DescribedSilently => {
                self.open_tree(role, None);
            }
            Role::Described => {
                let mut annotation = self.mark(mapped.kind.unwrap_or(Kind::Gap), attributes);
                annotation.by.hand = self.hand(attributes, "hand");
                if let Some(reason) = mapped.reason.filter(|_| annotation.reason.is_none()) {
                    annotation.give_reason(reason);
                }
                self.sheet();
                self.space_round(&mut annotation);
                self.open_tree(role, Some(Box::new(annotation)));
            }
            Role::Remark
                if self
                    .frames
                    .holder()
                    .is_some_and(|it| !it.annotations.is_empty()) =>
            {
                self.open_tree(role, None);
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
            Role::LineBreak => self.open_break(Kind::LineBreak, attributes),
            Role::Fallback if self.has_included => self.open_tree(role, None),
            Role::Fallback => {
                if let Some(include) = self.frames.holder() {
                    include.closing = Closing::Plain;
                }
            }
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
            Role::Graphic if !self.frames.is_directly_in("surface") => {
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
                if self.frames.is_directly_in("listApp") {
                    self.part();
                    self.frames.top().closing = Closing::Block;
                }
                let group = self.sheet().draft.group();
                let top = self.frames.top();
                top.context.group = Some(group);
                top.context.drops_space = true;
            }
            Role::HandShift => {
                let mut annotation = self.mark(Kind::HandShift, attributes);
                annotation.by.hand = self.hand(attributes, "new");
                annotation.content = Content::HandShift {
                    medium: value(attributes, "medium")
                        .map(|medium| medium.trim_start_matches('#').to_owned()),
                };
                self.annotate(annotation);
            }
            Role::Glyph => self.open_glyph(attributes),
            Role::Plain if name == "rdgGrp" => {
                let group = self.frames.holder().and_then(|frame| frame.context.group);
                self.frames.top().context.group = group;
                self.frames.top().context.drops_space = group.is_some();
            }
            Role::Plain
                if self.frames.is_directly_in("choice") && !matches!(name, "choice" | "app") =>
            {
                self.open_version(attributes);
            }
            Role::Plain if name == "seg" => self.open_segment(attributes),
            _ => {}
        }
    }

    /// Takes a character that has no code.
    fn open_glyph(&mut self, attributes: Attributes<'_>) {
        let of = ["ref", "type", "n"]
            .iter()
            .find_map(|name| value(attributes, name));
        if of.is_some_and(|name| name.contains("EOLhyphen")) {
            self.space.divided_by = Some('-');
            self.space.is_joined = true;
            return;
        }
        let of = of.map(describe::in_words);
        let mut annotation = self.mark(Kind::Glyph, attributes);
        annotation.content = Content::Glyph { name: of };
        self.sheet();
        let current = self.current;
        let top = self.frames.top();
        top.sheet = current;
        top.annotations.push(annotation);
    }

    /// A version of words that says not what it is: the first of a `choice` is read, the others are variants.
    fn open_version(&mut self, attributes: Attributes<'_>) {
        let is_first = self.frames.holder().is_some_and(|frame| {
            frame.children += 1;
            frame.children == 1
        });
        let kind = if is_first { Kind::Lemma } else { Kind::Reading };
        self.open_inline("seg", kind, attributes);
    }

    /// A `seg` in an opener stands for itself: an address, a classification.
    fn open_segment(&mut self, attributes: Attributes<'_>) {
        let context = self.frames.context();
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
        let top = self.frames.top();
        top.start = place;
        top.closing = Closing::Fact(Fact::Classification);
        top.context.is_in_block = true;
    }

    fn open_plain_container(&mut self) {
        let is_in_row = self.frames.context().is_in_row;
        self.part();
        let top = self.frames.top();
        top.closing = Closing::Block;
        top.context.is_in_block = is_in_row;
    }

    fn open_unknown(&mut self) {
        let is_open = self
            .current
            .is_some_and(|current| self.sheets[current].draft.is_in_block());
        if !self.frames.context().is_in_block && !is_open {
            self.frames.top().closing = Closing::Block;
        }
    }

    fn open_document(&mut self, id: Option<&str>, origin: Origin) {
        let is_in_note = self.place().flow != FlowId::MAIN;
        self.open_plain_container();
        if is_in_note {
            return;
        }
        let number = self.begin_document(id, origin);
        let place = self.place();
        let top = self.frames.top();
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
        } else if self.is_volume
            && ["front", "back"]
                .iter()
                .any(|name| self.frames.is_directly_in(name))
        {
            // Each part of what stands before and after the documents of a volume is read by itself.
            self.open_document(identifier(attributes), Origin::Between);
        } else {
            self.open_plain_container();
        }
        let top = self.frames.top();
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
        let tag = self.frames.top().span;
        self.sheet().spans.push(PendingSpan {
            annotation,
            start,
            target,
            tag,
        });
    }

    /// Takes a note that the edition prints in the line, or as a paragraph of its own.
    fn open_inline_note(&mut self, attributes: Attributes<'_>) {
        if self.frames.context().is_in_block || self.frames.context().is_in_row {
            // It is another sentence than the words beside it.
            self.space.is_pending = true;
            self.frames.top().closing = Closing::Word;
            return;
        }
        self.end_block();
        let place = self.place();
        let current = self.current;
        let is_source = value(attributes, "type") == Some("source");
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.context.is_in_block = true;
        top.closing = if is_source {
            Closing::Fact(Fact::Source)
        } else {
            Closing::Block
        };
    }

    fn open_note(&mut self, mapped: Mapped<'_>, attributes: Attributes<'_>) {
        if value(attributes, "rend") == Some("inline") {
            self.open_inline_note(attributes);
            return;
        }
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
            id: identifier(attributes).map(str::to_owned),
            target: target.filter(|target| target.starts_with('#')),
            target_end: value(attributes, "targetEnd").map(str::to_owned),
            space: std::mem::take(&mut self.space),
            opens: (
                std::mem::take(&mut self.opens_group),
                std::mem::take(&mut self.opens_item),
            ),
        };
        self.sheet().draft.open_flow();
        let current = self.current;
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.closing = Closing::Note(Box::new(note));
        top.context.block = BlockKind::Paragraph;
        top.context.level = 0;
        top.context.is_in_block = false;
        top.context.is_in_row = false;
        top.context.names_parties = false;
        top.context.list = Listed::Things;
    }

    fn open_tree(&mut self, role: Role, annotation: Option<Box<Annotation>>) {
        self.start_tree();
        let place = self.place();
        let current = self.current;
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.closing = Closing::Tree(role, annotation);
    }

    /// Begins to keep the content of an element as a tree.
    pub(super) fn start_tree(&mut self) {
        self.tree = Tree::default();
        self.tree.open("", Attributes(""));
        self.is_in_tree = true;
    }

    /// Ends it.
    pub(super) fn end_tree(&mut self) -> Tree {
        self.tree.close();
        self.is_in_tree = false;
        std::mem::take(&mut self.tree)
    }

    /// The hand that an attribute names, as the header describes it.
    pub(super) fn hand(&mut self, attributes: Attributes<'_>, wanted: &str) -> Option<HandId> {
        let key = value(attributes, wanted)?.split_whitespace().next()?;
        let key = key
            .rsplit(['#', '/'])
            .next()
            .filter(|key| !key.is_empty())?;
        let known = self.header.hands.get(key).cloned();
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
