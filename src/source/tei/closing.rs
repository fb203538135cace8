//! What the ends of elements bring about: annotations over their text, notes, facts, what was kept as a tree.

use super::builder::{Builder, Closing, Fact, Frame};
use super::mapping::Role;
use super::sheet::{Origin, PendingNote};
use super::{dating, frus, header};
use crate::document::{Annotation, Date, Field, FlowId, Kind, Party, Property, Span};
use crate::problem::Problem;
use crate::source::xml::{NodeId, Tree};

/// A heading after more text than this is not its document's title, in bytes.
const TITLE_WITHIN: usize = 120;

impl Builder<'_> {
    /// Takes the end of an element whose frame has been taken off.
    pub(super) fn close_element(&mut self, mut frame: Frame) {
        if let (Some(id), Some(current)) =
            (frame.id.take(), self.current.filter(|_| !self.is_in_tree))
        {
            let end = self.place();
            if frame.sheet == Some(current) && end.flow == frame.start.flow {
                self.sheets[current].ends.entry(id).or_insert(end);
            }
        }
        match std::mem::take(&mut frame.closing) {
            Closing::Plain => self.annotate_frame(frame),
            Closing::Block => {
                self.annotate_frame(frame);
                self.end_part();
            }
            Closing::Fact(fact) => {
                let text = self.text_since(&frame);
                self.learn(fact, text, frame.span);
                self.annotate_frame(frame);
                self.end_part();
            }
            Closing::InlineFact(fact) => {
                let text = self.text_since(&frame);
                self.learn(fact, text, frame.span);
                self.annotate_frame(frame);
            }
            Closing::Note(_) | Closing::Tree(..) | Closing::Reference(..)
                if frame.sheet != self.current =>
            {
                self.is_in_tree = false;
            }
            Closing::Note(note) => self.close_note(&frame, *note),
            Closing::Tree(role, annotation) => self.close_tree(role, annotation, frame.span),
            Closing::Reference(note, label) => self.close_note_reference(note, label, frame.start),
            Closing::Node => self.tree.close(),
            Closing::Word => {
                self.annotate_frame(frame);
                self.space.is_pending = true;
            }
            Closing::Missing(what) => self.miss(&what.0, &what.1, frame.span),
            Closing::Document => {
                self.end_block();
                self.current = None;
            }
        }
    }

    fn end_part(&mut self) {
        if self.frames.context().is_in_row {
            self.space.is_pending = true;
        } else {
            self.end_block();
        }
    }

    /// The text that a frame's element has in the running text or the note it stands in.
    fn text_since(&self, frame: &Frame) -> String {
        let draft = match self.current {
            Some(current) if frame.sheet == Some(current) => &self.sheets[current].draft,
            _ => return String::new(),
        };
        let text = draft
            .text_of(frame.start.flow)
            .get(frame.start.offset..)
            .unwrap_or_default();
        text.trim().replace('\n', " ")
    }

    fn annotate_frame(&mut self, frame: Frame) {
        let is_here = frame.sheet == self.current && frame.start.flow == self.place().flow;
        if frame.annotations.is_empty() || !is_here {
            return;
        }
        if self.place() == frame.start {
            // A reference without words is a sign by itself, with space round it.
            for mut annotation in frame.annotations {
                if annotation.kind() == Kind::Reference {
                    self.space_round(&mut annotation);
                }
                self.annotate(annotation);
            }
            return;
        }
        let text = self.sheet().draft.flow_text();
        let start = frame.start.offset.min(text.len());
        let inner = text.get(start..).unwrap_or_default();
        let trimmed = inner.trim_start_matches([' ', '\n', '\t']);
        let start = if trimmed.is_empty() {
            start
        } else {
            start + inner.len() - trimmed.len()
        };
        let span = Span::new(
            start,
            start + trimmed.trim_end_matches([' ', '\n', '\t']).len(),
        );
        for annotation in frame.annotations {
            // A character without a code that the edition gives is that character.
            if annotation.kind() == Kind::Glyph && !span.is_empty() {
                continue;
            }
            self.annotate(Annotation { span, ..annotation });
        }
    }

    /// Adds an annotation to the document being written, and remembers whom it names.
    pub(super) fn annotate(&mut self, annotation: Annotation) {
        let identity = annotation.content.property(Property::Identity);
        let is_key = identity
            .is_some_and(|identity| identity.starts_with('#') || !identity.contains([' ', '/']));
        let sheet = self.sheet();
        let id = sheet.draft.annotate(annotation);
        if is_key {
            sheet.keys.push(id);
        }
    }

    fn close_note(&mut self, frame: &Frame, note: super::builder::NoteFrame) {
        self.end_block();
        let draft = &mut self.sheet().draft;
        let body = draft.flow();
        draft.close_flow();
        let flow = draft.flow();
        let text = draft.text_of(body).trim_end().to_owned();
        self.space = note.space;
        (self.opens_group, self.opens_item) = note.opens;
        let mut annotation = note.annotation;
        annotation.set_body(body);
        annotation.span = Span::at(frame.start.offset);
        if annotation.kind() == Kind::SourceNote && flow == FlowId::MAIN {
            self.learn(Fact::Source, text, frame.span);
        }
        self.sheet().notes.push(PendingNote {
            annotation,
            flow: frame.start.flow,
            id: note.id,
            target: note
                .target
                .map(|target| target.trim_start_matches('#').to_owned()),
            target_end: (note.target_end).map(|target| target.trim_start_matches('#').to_owned()),
            tag: frame.span,
        });
        // Before a note stands its word; the space between them stands behind it.
        self.space.is_indent |= self.space.is_pending;
    }

    fn close_tree(&mut self, role: Role, annotation: Option<Box<Annotation>>, tag: Span) {
        let tree = self.end_tree();
        match role {
            Role::Header => self.take_header(&tree),
            Role::Register => self.take_register(&tree, tag),
            Role::Apparatus => {
                let rest = self.apart.take_apparatus(&tree, tag);
                let name = "apparatus".to_owned();
                self.entries.extend(rest.map(|value| Field { name, value }));
            }
            Role::Described => {
                if let Some(mut annotation) = annotation {
                    let text = tree.text(0);
                    if !text.is_empty() {
                        annotation.say(text);
                    }
                    self.annotate(*annotation);
                }
            }
            Role::Fallback => {}
            Role::Remark => {
                let marked = self.frames.innermost();
                if let Some(annotation) = marked.and_then(|frame| frame.annotations.first_mut()) {
                    annotation.remark = Some(tree.text(0)).filter(|text| !text.is_empty());
                }
            }
            _ => {
                let value = tree.text(0);
                if !value.is_empty() {
                    self.entries.push(Field {
                        name: "note of the encoding".to_owned(),
                        value,
                    });
                }
            }
        }
    }

    fn take_header(&mut self, tree: &Tree) {
        let header = header::read(tree);
        match self.current.map(|current| &mut self.sheets[current]) {
            Some(sheet) if sheet.origin == Origin::File => {
                sheet.header.clone_from(&header.metadata);
            }
            _ => self.outer.push(header.metadata.clone()),
        }
        self.header = header;
    }

    /// Takes the entries of a register: whom an identifier names, and everything as metadata.
    fn take_register(&mut self, tree: &Tree, tag: Span) {
        const ENTRIES: [&str; 9] = [
            "person",
            "personGrp",
            "place",
            "org",
            "event",
            "object",
            "bibl",
            "nym",
            "item",
        ];
        let header = &self.header;
        let taken = (self.apart).take_stand_off(tree, tag, |keys| header.editors_of(keys));
        let mut at: NodeId = 1;
        while at < tree.len() {
            let node = tree.node(at);
            if taken[at] {
                at = node.end.max(at + 1);
                continue;
            }
            if ENTRIES.contains(&node.name.as_str())
                && let Some(id) = tree.attribute(at, "id")
            {
                let known = self.register.entry(id.to_owned());
                known.or_insert_with(|| entry(tree, at));
            }
            let is_entry = ENTRIES.contains(&node.name.as_str())
                || tree.has_own_text(at)
                || node.name.is_empty();
            if !is_entry {
                at += 1;
                continue;
            }
            let value = tree.parts(at).join(" · ");
            if !value.trim().is_empty() {
                let name = if node.name.is_empty() {
                    "register".to_owned()
                } else {
                    header::label(&node.name)
                };
                self.entries.push(Field { name, value });
            }
            at = node.end.max(at + 1);
        }
    }

    /// Takes what a document's own text says of it. What is known of it already holds.
    fn learn(&mut self, fact: Fact, text: String, tag: Span) {
        if let Fact::Entry(id) = fact {
            self.learn_entry(id, text);
            return;
        }
        if text.is_empty() || self.current.is_none() {
            return;
        }
        let sheet = self.sheet();
        let before = sheet.draft.flow_text().trim_end().len();
        let opens = match sheet.origin {
            // An address or `[Enclosure]` may stand before it, but no title page.
            Origin::Part => before <= text.len() + TITLE_WITHIN,
            Origin::Between => before <= text.len(),
            // Its header says it.
            Origin::File => false,
        };
        let metadata = &mut sheet.draft.metadata;
        let party = |text: String| Party {
            name: Some(text),
            place: None,
        };
        match fact {
            Fact::Heading if metadata.title.is_none() && opens => metadata.title = Some(text),
            // A heading further down is that of a part; it names the document if nothing better does.
            Fact::Heading => {
                sheet.heading.get_or_insert(text);
            }
            Fact::From => metadata.transmission.from.push(party(text)),
            Fact::To => metadata.transmission.to.push(party(text)),
            Fact::Place => {
                sheet.place.get_or_insert(text);
            }
            Fact::Date(edtf) if metadata.dates.is_empty() => {
                let edtf = edtf.map(|edtf| dating::with_printed_zone(edtf, &text));
                let what = (edtf.as_ref()).and_then(|edtf| dating::contradiction(edtf, &text));
                metadata.dates.push(Date {
                    edtf,
                    printed: Some(text),
                });
                if let Some(what) = what {
                    self.account.problem(Problem::new(tag, what).hint(
                        "the encoded one is given in the metadata; correct the one that is wrong",
                    ));
                }
            }
            Fact::Dateline => frus::receipt(&text, metadata),
            Fact::Participant => header::push(metadata, "participant".to_owned(), text),
            Fact::Subject if !text.trim_end_matches(':').eq_ignore_ascii_case("subject") => {
                header::push(metadata, "subject".to_owned(), text);
            }
            Fact::Source => frus::source(&text, metadata),
            Fact::Classification => frus::classification(&text, metadata),
            _ => {}
        }
    }

    /// A name with an identifier in a list of persons or terms; the item's end gives what is said of it.
    fn learn_entry(&mut self, id: Option<String>, text: String) {
        let Some(current) = self.current else {
            return;
        };
        match id {
            Some(id) => self.sheets[current].entry = Some(id),
            None => {
                if let Some(id) = self.sheets[current].entry.take() {
                    self.register.entry(id).or_insert(text);
                }
            }
        }
    }
}

/// What a register's entry says in short: names, then the rest but for numbers and coordinates.
fn entry(tree: &Tree, id: NodeId) -> String {
    let mut parts: Vec<String> = Vec::new();
    for child in tree.children(id) {
        let name = tree.node(child).name.as_str();
        if matches!(
            name,
            "idno" | "location" | "sex" | "linkGrp" | "listBibl" | "ptr"
        ) {
            continue;
        }
        let text = match name {
            "birth" => format!("born {}", tree.text(child)),
            "death" => format!("died {}", tree.text(child)),
            _ => tree.text(child),
        };
        if !text.is_empty() && !parts.contains(&text) && parts.len() < 6 {
            parts.push(text);
        }
    }
    if parts.is_empty() {
        tree.text(id)
    } else {
        parts.join("; ")
    }
}
