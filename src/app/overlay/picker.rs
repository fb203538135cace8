//! A list filtered by typing: the outline, the documents, the commands, the problems.
//!
//! Knows nothing of what its entries stand for beyond their [`Target`].

use ratatui::layout::Rect;

use crate::citation::{Exchange, Style};
use crate::command::Command;
use crate::document::{AnnotationId, DocumentId, Place};
use crate::export::Form;

use super::super::areas::Areas;
use super::{Typing, height_of};

/// The width of a list.
const WIDTH: u16 = 84;

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Points and headings of the document.
    Outline,
    /// The open documents.
    Documents,
    /// All commands.
    Palette,
    /// The keys.
    Help,
    /// What could not be read as it stands.
    Problems,
    /// The reader's own notes.
    Notes,
    /// The citations of the document and place, in every form.
    Citations,
    /// The forms that the document can be written in.
    Forms,
    /// What the form that was written could not carry.
    Losses,
}

impl Purpose {
    /// The list's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Outline => "Outline",
            Self::Documents => "Documents",
            Self::Palette => "Commands",
            Self::Help => "Keys",
            Self::Problems => "Problems",
            Self::Notes => "Notes",
            Self::Citations => "Citations",
            Self::Forms => "Write as",
            Self::Losses => "Not carried",
        }
    }
}

/// What choosing an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Goes to a place of the document.
    Place(Place),
    /// Goes to a document and a place in it.
    Document(DocumentId, Place),
    /// Goes to the point of this number.
    Point(usize),
    /// Puts an annotation in focus.
    Annotation(AnnotationId),
    /// Does a command.
    Command(Command),
    /// Copies a note.
    Note(Style),
    /// Copies an entry for a reference manager.
    Reference(Exchange),
    /// Writes the document in a form.
    Form(Form),
    /// Nothing: the entry is only to be read.
    Nothing,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What is typed to find it straight away: a point's number.
    pub address: String,
    /// What it says.
    pub label: String,
    /// What stands at the right: a key, a date.
    pub aside: String,
    /// How far it is set in.
    pub depth: usize,
    /// What choosing it does.
    pub target: Target,
}

impl Entry {
    /// An entry that is only to be read.
    pub fn to_read(address: String, label: String, aside: String) -> Self {
        Self {
            address,
            label,
            aside,
            depth: 0,
            target: Target::Nothing,
        }
    }
}

impl Entry {
    /// How far from what an entry is called the words typed are: its name begins with them, has them, or only what is said
    /// of it has them.
    fn distance(&self, words: &[String]) -> usize {
        let name = self.label.split(NAME_ENDS).next().unwrap_or_default();
        let name = name.to_lowercase();
        match words {
            [] => 0,
            [first, ..] if name.starts_with(first) => 0,
            words if words.iter().all(|word| name.contains(word)) => 1,
            _ => 2,
        }
    }
}

/// What parts the name of a command from what is said of it.
pub const NAME_ENDS: &str = " — ";

/// A list, what is typed to filter it, and the entry selected.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What it is a list of.
    pub purpose: Purpose,
    /// What was typed.
    pub typed: String,
    entries: Vec<Entry>,
    /// The entries that match, by number.
    matching: Vec<usize>,
    /// Which of the matching entries is selected.
    selected: usize,
}

impl Picker {
    /// A list with the entry numbered `selected` selected.
    pub fn new(purpose: Purpose, entries: Vec<Entry>, selected: usize) -> Self {
        let matching = (0..entries.len()).collect();
        let selected = selected.min(entries.len().saturating_sub(1));
        Self {
            purpose,
            typed: String::new(),
            entries,
            matching,
            selected,
        }
    }

    /// The entries that match what was typed.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.matching.iter().map(|&entry| &self.entries[entry])
    }

    /// How many entries there are in all.
    pub fn total(&self) -> usize {
        self.entries.len()
    }

    /// Which of the matching entries is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// What choosing the selected entry does.
    pub fn target(&self) -> Target {
        if let Some(number) = self.point() {
            return Target::Point(number);
        }
        let selected = self.matching.get(self.selected);
        selected.map_or(Target::Nothing, |&entry| self.entries[entry].target)
    }

    /// The point whose number is typed where commands are: a number is no command.
    pub fn point(&self) -> Option<usize> {
        let is_palette = self.purpose == Purpose::Palette;
        self.typed.trim().parse().ok().filter(|_| is_palette)
    }

    /// Selects the matching entry of this number, if there is one.
    pub fn select(&mut self, number: usize) {
        if number < self.matching.len() {
            self.selected = number;
        }
    }

    /// Moves the selection, stopping at the ends.
    pub fn step(&mut self, by: isize) {
        let last = self.matching.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Types, and filters by it.
    pub fn type_in(&mut self, typing: Typing) {
        typing.change(&mut self.typed);
        self.filter();
    }

    /// Types all of what was typed into an earlier list of the same things, and selects the same line.
    pub fn retype(&mut self, typed: &str, selected: usize) {
        typed.clone_into(&mut self.typed);
        self.filter();
        self.select(selected);
    }

    /// Where it stands.
    pub fn area(&self, areas: &Areas) -> Rect {
        areas.overlay(WIDTH, height_of(self.total()))
    }

    /// Selects the entry on a row of `height`; says whether there is one.
    pub fn click(&mut self, row: usize, height: usize) -> bool {
        let entry = self.first_shown(height) + row;
        self.select(entry);
        entry < self.matching.len()
    }

    /// The first matching entry that shows when `height` do, the selected one among them.
    pub fn first_shown(&self, height: usize) -> usize {
        let most = self.matching.len().saturating_sub(height);
        self.selected.saturating_sub(height / 2).min(most)
    }

    /// An entry matches if its address begins with what was typed, or if all words typed occur in it. Addresses come first.
    fn filter(&mut self) {
        let address = folded_address(&self.typed);
        let words: Vec<String> = self
            .typed
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let mut by_address = Vec::new();
        let mut by_words = Vec::new();
        for (number, entry) in self.entries.iter().enumerate() {
            let own = folded_address(&entry.address);
            if !address.is_empty() && own == address {
                by_address.insert(0, number);
            } else if !address.is_empty() && own.starts_with(&address) {
                by_address.push(number);
            } else {
                let text =
                    format!("{} {} {}", entry.address, entry.label, entry.aside).to_lowercase();
                if words.iter().all(|word| text.contains(word)) {
                    by_words.push(number);
                }
            }
        }
        by_words.sort_by_key(|&number| self.entries[number].distance(&words));
        by_address.extend(by_words);
        self.matching = by_address;
        self.selected = 0;
    }
}

/// An address without its punctuation, so that `5b` finds `5.b`.
fn folded_address(address: &str) -> String {
    address
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(address: &str, label: &str) -> Entry {
        let (address, label) = (address.to_owned(), label.to_owned());
        Entry {
            address,
            label,
            aside: String::new(),
            depth: 0,
            target: Target::Nothing,
        }
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let entries = vec![
            entry("1", "As is evident"),
            entry("5", "Five bodies"),
            entry("5.a", "to seek"),
            entry("5.b", "to ensure"),
        ];
        let mut picker = Picker::new(Purpose::Outline, entries, 0);
        typed.chars().for_each(|c| picker.type_in(Typing::Push(c)));
        let found: Vec<&str> = picker
            .entries()
            .map(|entry| entry.address.as_str())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn typing_finds_by_number_and_by_words() {
        check("", &["1", "5", "5.a", "5.b"]);
        check("5b", &["5.b"]);
        check("5", &["5", "5.a", "5.b"]);
        check("5.A", &["5.a"]);
        check("TO ens", &["5.b"]);
        check("zzz", &[]);
    }
}
