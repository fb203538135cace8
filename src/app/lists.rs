//! The lists laid over the text: what is in them, moving in them, and what choosing does.

use super::mouse::{LIST_FOOT, LIST_HEADING};
use super::picker::{Entry, Picker, Purpose, Target};
use super::{App, Effect, Overlay};
use crate::command::Command;
use crate::document::{BlockKind, Document, FlowId, Party};
use crate::keymap::Context;
use crate::layout;
use crate::problem::in_lines;
use strum::IntoEnumIterator;

/// The first words of a point or paragraph in a list: enough for the widest list.
const WORDS_IN_A_LIST: usize = 160;

impl App {
    /// The points and headings of the document, in order.
    pub(super) fn open_outline(&mut self) {
        let here = self.place();
        let Some(document) = self.document() else {
            return;
        };
        let mut entries = outline(document);
        if entries.is_empty() {
            return self.say("this document has no points or headings");
        }
        entries.sort_by_key(|(place, _)| *place);
        let selected = entries
            .partition_point(|(place, _)| *place <= here)
            .saturating_sub(1);
        let entries = entries.into_iter().map(|(_, entry)| entry).collect();
        self.overlay = Some(Overlay::List(Picker::new(
            Purpose::Outline,
            entries,
            selected,
        )));
    }

    pub(super) fn open_documents(&mut self) {
        let entries = (0..self.library.len()).filter_map(|number| {
            let document = self.library.document(number)?;
            Some(Entry {
                address: (number + 1).to_string(),
                label: document_label(document),
                aside: aside(document),
                depth: 0,
                target: Target::Document(number, self.desks.get(number)?.top.place),
            })
        });
        let mut entries: Vec<Entry> = entries.collect();
        for file in self.library.files() {
            let aside = match &file.state {
                super::State::Waiting => "being read".to_owned(),
                super::State::Failed(reason) => reason.clone(),
                super::State::Open(_) => continue,
            };
            let (address, label) = (String::new(), file.name.clone());
            entries.push(Entry {
                address,
                label,
                aside,
                depth: 0,
                target: Target::Nothing,
            });
        }
        self.overlay = Some(Overlay::List(Picker::new(
            Purpose::Documents,
            entries,
            self.number,
        )));
    }

    /// Every command by name, with its key.
    pub(super) fn open_palette(&mut self) {
        let in_lists =
            |command: &Command| self.keymap.keys_of(Context::Reader, *command).is_empty();
        let entries = Command::all()
            .filter(|command| !in_lists(command))
            .map(|command| Entry {
                address: String::new(),
                label: format!("{} — {}", command.name(), command.help()),
                aside: self
                    .keymap
                    .keys_of(Context::Reader, command)
                    .first()
                    .cloned()
                    .unwrap_or_default(),
                depth: 0,
                target: Target::Command(command),
            });
        self.overlay = Some(Overlay::List(Picker::new(
            Purpose::Palette,
            entries.collect(),
            0,
        )));
    }

    /// Every key of every context, with what it does.
    pub(super) fn open_help(&mut self) {
        let mut entries = Vec::new();
        for context in Context::iter() {
            let label = context_title(context).to_owned();
            let (address, aside) = (String::new(), String::new());
            entries.push(Entry {
                address,
                label,
                aside,
                depth: 0,
                target: Target::Nothing,
            });
            for command in Command::all() {
                let keys = self.keymap.keys_of(context, command);
                if keys.is_empty() {
                    continue;
                }
                let target = if context == Context::Reader {
                    Target::Command(command)
                } else {
                    Target::Nothing
                };
                let (address, label) = (keys.join("  "), command.help().to_owned());
                entries.push(Entry {
                    address,
                    label,
                    aside: String::new(),
                    depth: 1,
                    target,
                });
            }
        }
        self.overlay = Some(Overlay::List(Picker::new(Purpose::Help, entries, 0)));
    }

    /// What could not be read as it stands, in the document's file, its commentary and the user's own files.
    pub(super) fn open_problems(&mut self) {
        let Some((file, _)) = self.library.shelf(self.number) else {
            return;
        };
        let Some(opened) = self.library.opened(file) else {
            return;
        };
        let name = &self.library.files()[file].name;
        let mut entries: Vec<Entry> = Vec::new();
        let configuration = self
            .configuration_problems
            .iter()
            .map(|of| (of.file.as_str(), of.text.as_str(), &of.problem));
        for (name, lines, problem) in in_lines(opened.problems(name).chain(configuration)) {
            let at = lines.position(problem.span.start);
            let hint = problem
                .hint
                .as_ref()
                .map(|hint| format!(" — {hint}"))
                .unwrap_or_default();
            let is_of_file = std::ptr::eq(lines.text(), opened.reading.decoded.text.as_str());
            let place = opened
                .reading
                .ledger
                .place_of(problem.span.start)
                .filter(|_| is_of_file);
            entries.push(Entry {
                address: format!("{}:{}", at.line, at.column),
                label: format!("{}{hint}", problem.message),
                aside: name.rsplit('/').next().unwrap_or(name).to_owned(),
                depth: 0,
                target: place
                    .and_then(|(document, place)| {
                        Some(Target::Document(
                            self.library.number(file, document)?,
                            place,
                        ))
                    })
                    .unwrap_or(Target::Nothing),
            });
        }
        if entries.is_empty() {
            return self.say("nothing is wrong in this file");
        }
        self.overlay = Some(Overlay::List(Picker::new(Purpose::Problems, entries, 0)));
    }

    /// Chooses: the selected entry, the layer, what was searched for.
    pub(super) fn accept(&mut self, effects: &mut Vec<Effect>) {
        match self.overlay.take() {
            Some(Overlay::List(picker)) => {
                if let Some(target) = picker.target() {
                    self.choose(target, effects);
                }
            }
            Some(Overlay::Layers(panel)) => {
                self.overlay = Some(Overlay::Layers(panel));
                self.toggle_layer(panel.layer());
            }
            Some(Overlay::Search) => self.accept_search(),
            Some(Overlay::Source(top)) => self.close_source(top),
            Some(Overlay::Metadata(_)) | None => {}
        }
    }

    fn choose(&mut self, target: Target, effects: &mut Vec<Effect>) {
        match target {
            Target::Command(command) => self.perform(command, None, effects),
            Target::Nothing => {}
            Target::Place(_) | Target::Document(..) => {
                self.leave();
                self.go_to_target(target);
            }
        }
    }

    /// Goes to a place of this or another document, without remembering where one was.
    pub(super) fn go_to_target(&mut self, target: Target) {
        match target {
            Target::Place(place) => self.show_place(place),
            Target::Document(number, place) => {
                let was = self.number;
                self.go_to_document(number);
                if number == was || place > 0 && self.desk().top.place != place {
                    self.show_place(place);
                }
            }
            Target::Command(_) | Target::Nothing => {}
        }
    }

    /// Closes what is open; with nothing open, forgets the focus, then the search.
    pub(super) fn cancel(&mut self) {
        match self.overlay {
            Some(Overlay::Search) => self.give_up_search(),
            Some(Overlay::Source(top)) => self.close_source(top),
            Some(_) => self.overlay = None,
            None if self.desk().note.is_some() => self.close_note(),
            None if self.desk().focus.is_some() => {
                if let Some(desk) = self.desk_mut() {
                    desk.focus = None;
                }
            }
            None => self.finding = None,
        }
    }

    pub(super) fn step_entries(&mut self, by: isize) {
        let lines = self.metadata_overlay_lines();
        match &mut self.overlay {
            Some(Overlay::List(picker)) => picker.step(by),
            Some(Overlay::Layers(panel)) => panel.step(by),
            Some(Overlay::Metadata(top)) => *top = top.saturating_add_signed(by).min(lines),
            Some(Overlay::Source(_)) => self.scroll_source(by),
            Some(Overlay::Search) | None => {}
        }
    }

    /// How many entries a screen of a list holds.
    pub(super) fn entries_of_a_screen(&self) -> isize {
        let height = self.areas.map_or(1, |areas| areas.text.height);
        isize::try_from(height.saturating_sub(LIST_HEADING + LIST_FOOT).max(1)).unwrap_or(1)
    }

    /// The last line that may come first in the metadata overlay.
    fn metadata_overlay_lines(&self) -> usize {
        let (Some(document), Some(areas)) = (self.document(), self.areas) else {
            return 0;
        };
        let width = areas
            .overlay(super::metadata::OVERLAY_WIDTH, u16::MAX)
            .width;
        let lines = super::metadata::lines(document, width.saturating_sub(4)).len();
        lines.saturating_sub(usize::from(
            areas.text.height.saturating_sub(LIST_HEADING + LIST_FOOT),
        ))
    }

    pub(super) fn delete_back(&mut self) {
        match &mut self.overlay {
            Some(Overlay::List(picker)) => picker.pop(),
            Some(Overlay::Search) => self.shorten_search(false),
            Some(Overlay::Layers(_) | Overlay::Metadata(_) | Overlay::Source(_)) | None => {}
        }
    }

    pub(super) fn delete_all(&mut self) {
        match &mut self.overlay {
            Some(Overlay::List(picker)) => picker.clear(),
            Some(Overlay::Search) => self.shorten_search(true),
            Some(Overlay::Layers(_) | Overlay::Metadata(_) | Overlay::Source(_)) | None => {}
        }
    }
}

/// A document's title; its name, if it has none.
pub(super) fn document_label(document: &Document) -> String {
    document
        .metadata
        .title
        .clone()
        .unwrap_or_else(|| document.id.clone())
}

/// Who wrote to whom, unless the title says so, and when.
fn aside(document: &Document) -> String {
    let metadata = &document.metadata;
    let title = metadata.title.as_deref().unwrap_or_default();
    let named = |parties: &[Party]| {
        let name = parties.first().and_then(|party| party.name.clone())?;
        Some(name).filter(|name| !title.contains(name.as_str()))
    };
    let from = named(&metadata.transmission.from);
    let to = named(&metadata.transmission.to).map(|to| format!("to {to}"));
    let date = metadata.dates.first();
    let date = date.and_then(|date| date.printed.clone().or_else(|| date.edtf.clone()));
    let parties: Vec<String> = [from, to].into_iter().flatten().collect();
    let parts = [parties.join(" "), date.unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    layout::shown(&parts.join(" · ")).into_owned()
}

/// What a context is called in the help.
pub fn context_title(context: Context) -> &'static str {
    match context {
        Context::Reader => "Reading",
        Context::Note => "In an open note",
        Context::List => "In a list",
        Context::Layers => "In the layers panel",
        Context::Search => "While searching",
    }
}

/// Points and headings, each with its place.
fn outline(document: &Document) -> Vec<(usize, Entry)> {
    let points = document.points().iter().map(|point| {
        let text = document.slice(point.span);
        let text = text.strip_prefix(point.label.as_str()).unwrap_or(text);
        let entry = Entry {
            address: point.address(),
            label: first_words(text),
            aside: String::new(),
            depth: point.depth(),
            target: Target::Place(point.place()),
        };
        (point.place(), entry)
    });
    let headings = document.flow_blocks(FlowId::MAIN).filter_map(|id| {
        let block = document.block(id);
        (block.kind == BlockKind::Heading).then(|| {
            let entry = Entry {
                address: String::new(),
                label: first_words(document.block_text(id)),
                aside: String::new(),
                depth: usize::from(block.level.saturating_sub(1)),
                target: Target::Place(block.span.start),
            };
            (block.span.start, entry)
        })
    });
    headings.chain(points).collect()
}

fn first_words(text: &str) -> String {
    let first: String = text.trim_start().chars().take(WORDS_IN_A_LIST).collect();
    layout::shown(first.lines().next().unwrap_or_default()).into_owned()
}
