//! Keys on their way to a command: counts and sequences.

use crate::command::Command;
use crate::key::{self, Key};
use crate::keymap::{Context, Keymap, Lookup};

use super::message::{Said, say};
use super::{App, Effect, Overlay, Typing, waiting};

/// More than this is not counted: no document has as many points.
const MOST: usize = 1_000_000;

/// What has been typed towards a command.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// The number typed first.
    pub(super) count: Option<usize>,
    /// The keys of a sequence that is not complete.
    pub(super) keys: Vec<Key>,
}

impl App {
    pub(super) fn press(&mut self, key: Key, effects: &mut Vec<Effect>) {
        self.message = None;
        waiting::give_up(self);
        let context = self.context();
        if let Some(digit) = key
            .digit()
            .filter(|_| context.takes_counts() && self.input.keys.is_empty())
            && (digit > 0 || self.input.count.is_some())
        {
            self.input.count = Some((self.input.count.unwrap_or(0) * 10 + digit).min(MOST));
            return;
        }
        let is_letter_wanted = self
            .overlay
            .as_ref()
            .is_some_and(Overlay::takes_any_character);
        if let Some(c) = key.typed().filter(|_| is_letter_wanted) {
            self.message = self.type_in(Typing::Push(c));
            return;
        }
        self.input.keys.push(key);
        match self.keymap.look_up(context, &self.input.keys) {
            Lookup::Prefix => {}
            Lookup::Command(command) => {
                let count = self.input.count.take();
                self.input.keys.clear();
                self.perform(command, count, effects);
            }
            Lookup::Nothing => {
                let keys = std::mem::take(&mut self.input.keys);
                let was_counting = self.input.count.take().is_some();
                match key.typed().filter(|_| keys.len() == 1) {
                    Some(c) if self.overlay.is_some() => drop(self.type_in(Typing::Push(c))),
                    _ if keys.len() > 1 || !was_counting => {
                        self.message = unbound(&self.keymap, context, &keys);
                    }
                    _ => {}
                }
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(Overlay::Editor(editor)) = &mut self.overlay {
            return editor.paste(text);
        }
        for c in text.chars().filter(|c| !c.is_control()) {
            self.type_in(Typing::Push(c));
        }
    }
}

/// Says that keys are bound to nothing here.
fn unbound(keymap: &Keymap, context: Context, keys: &[Key]) -> Said {
    let key = key::written(keys);
    match keymap.key_of(context, Command::Help) {
        Some(help) => say(format!("{key} does nothing here; {help} lists the keys")),
        None => say(format!("{key} does nothing here")),
    }
}
