//! What the opening of headings, lists and tables brings about, and of what is in them.

use super::builder::{Builder, Closing, Fact, Listed};
use super::describe::value;
use super::mapping::Role;
use crate::document::BlockKind;
use crate::source::xml::Attributes;

impl Builder<'_> {
    /// Takes the opening of a heading, stanza, list or table, or of a part of one.
    pub(super) fn open_group(&mut self, role: Role, attributes: Attributes<'_>) {
        let context = self.frames.context();
        match role {
            Role::Cell if context.is_in_row => self.open_cell(),
            Role::Row if !context.is_in_row => {
                self.end_block();
                self.opens_row = true;
                let is_label = value(attributes, "role") == Some("label");
                let top = self.frames.top();
                top.closing = Closing::Block;
                top.context.block = if is_label {
                    BlockKind::TableHeading
                } else {
                    BlockKind::TableRow
                };
                top.context.is_in_row = true;
                top.context.is_in_block = true;
            }
            _ if context.is_in_row => self.space.is_pending = true,
            Role::Heading => self.open_heading(),
            Role::List => self.open_list(attributes),
            Role::Item => self.open_item(attributes),
            Role::Label if self.frames.is_directly_in("list") => {
                self.end_block();
                self.opens_item = true;
                self.has_label = true;
                let top = self.frames.top();
                top.context.block = BlockKind::ListItem;
                top.context.is_in_block = true;
            }
            Role::Stanza | Role::Table => {
                self.end_block();
                self.opens_group = true;
                self.frames.top().closing = Closing::Block;
                self.frames.top().context.is_in_block = false;
            }
            _ => {}
        }
    }

    fn open_cell(&mut self) {
        let is_in_block = self.sheet().draft.is_in_block();
        if std::mem::take(&mut self.opens_row) || !is_in_block {
            self.begin_context_block();
        } else {
            self.sheet().draft.push_str("\t");
        }
        self.space = super::builder::Space::default();
    }

    fn open_heading(&mut self) {
        let is_of_group = ["list", "table", "figure"]
            .iter()
            .any(|name| self.frames.is_directly_in(name));
        self.end_block();
        self.sheet();
        let place = self.place();
        let current = self.current;
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.context.is_in_block = true;
        if is_of_group {
            top.context.block = BlockKind::Paragraph;
            top.closing = Closing::Block;
        } else {
            top.context.block = BlockKind::Heading;
            top.context.names_parties = true;
            top.closing = Closing::Fact(Fact::Heading);
        }
    }

    fn open_list(&mut self, attributes: Attributes<'_>) {
        self.end_block();
        self.opens_group = true;
        self.has_label = false;
        let top = self.frames.top();
        top.closing = Closing::Block;
        if top.context.block == BlockKind::ListItem {
            top.context.level = top.context.level.saturating_add(1);
        }
        let is_numbered = ["type", "rend", "rendition"]
            .iter()
            .filter_map(|name| value(attributes, name))
            .flat_map(|value| value.split([' ', '#', ';', ':']))
            .any(|word| matches!(word, "ordered" | "numbered" | "decimal" | "ol"));
        top.is_numbered = is_numbered;
        let listed = match value(attributes, "type") {
            Some("from") => Listed::From,
            Some("to") => Listed::To,
            Some("participants") => Listed::Participants,
            Some("subject") => Listed::Subject,
            _ => top.context.list,
        };
        top.context.list = listed;
        top.context.is_in_block = false;
    }

    fn open_item(&mut self, attributes: Attributes<'_>) {
        if std::mem::take(&mut self.has_label) {
            self.space.is_pending = true;
        } else {
            self.end_block();
            self.opens_item = true;
            self.item_number = self
                .frames
                .holder()
                .and_then(|list| list.number_of_item(attributes));
        }
        let place = self.place();
        let current = self.current;
        let top = self.frames.top();
        top.sheet = current;
        top.start = place;
        top.closing = match top.context.list {
            Listed::From => Closing::Fact(Fact::From),
            Listed::To => Closing::Fact(Fact::To),
            Listed::Participants => Closing::Fact(Fact::Participant),
            Listed::Subject => Closing::Fact(Fact::Subject),
            // An item that begins with a name of its own explains that name.
            Listed::Register | Listed::Things => Closing::Fact(Fact::Entry(None)),
        };
        top.context.block = BlockKind::ListItem;
        top.context.is_in_block = true;
    }
}
