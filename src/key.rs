//! Keys and clicks. Keys as people write them: `ctrl-o`, `space`, `G`, `t h`; read and shown.
//!
//! Knows nothing of commands.
//!
//! ```
//! use manicule::key;
//!
//! let keys = key::sequence("3 p ctrl-o")?;
//! assert_eq!(key::written(&keys), "3 p ctrl-o");
//! # Ok::<(), manicule::key::NotAKey>(())
//! ```

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyModifiers};

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Something done with the mouse, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointing {
    /// The column of the screen, counted from 0.
    pub column: u16,
    /// The row of the screen, counted from 0.
    pub row: u16,
    /// What was done.
    pub gesture: Gesture,
}

/// What is done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The left button was pressed.
    Click,
    /// The mouse was moved while the left button was down.
    Drag,
    /// The wheel was turned towards the reader.
    WheelDown,
    /// The wheel was turned away.
    WheelUp,
}

/// The keys that have names instead of characters, each by the name that is shown first.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

impl Key {
    /// A key with the modifiers held. Shift is left out where the character already shows it, because terminals disagree on
    /// reporting it.
    pub fn new(code: KeyCode, mut modifiers: KeyModifiers) -> Self {
        if matches!(code, KeyCode::Char(_) | KeyCode::BackTab) {
            modifiers -= KeyModifiers::SHIFT;
        }
        Self { code, modifiers }
    }

    /// The key that types this character.
    pub fn char(c: char) -> Self {
        Self {
            code: KeyCode::Char(c),
            modifiers: KeyModifiers::NONE,
        }
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// The digit that the key types.
    pub fn digit(self) -> Option<usize> {
        self.typed()
            .and_then(|c| c.to_digit(10))
            .map(|digit| digit as usize)
    }
}

/// A word that is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a key")]
pub struct NotAKey {
    /// The word.
    pub word: String,
}

impl FromStr for Key {
    type Err = NotAKey;

    fn from_str(word: &str) -> Result<Self, NotAKey> {
        let not_a_key = || NotAKey {
            word: word.to_owned(),
        };
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = word;
        while let Some((prefix, after)) = rest
            .split_once('-')
            .filter(|(prefix, after)| !prefix.is_empty() && !after.is_empty())
        {
            modifiers |= match prefix {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => return Err(not_a_key()),
            };
            rest = after;
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest)
                .or_else(|| function_key(rest))
                .ok_or_else(not_a_key)?,
        };
        Ok(Self { code, modifiers })
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "ctrl-"),
            (KeyModifiers::ALT, "alt-"),
            (KeyModifiers::SHIFT, "shift-"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "f{number}"),
            _ => f.write_str("?"),
        }
    }
}

fn named(word: &str) -> Option<KeyCode> {
    NAMED
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, code)| *code)
}

fn function_key(word: &str) -> Option<KeyCode> {
    let number = word.strip_prefix('f')?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

/// A sequence of keys as written in the keymap: `t h`, `ctrl-o`. Keys are parted by spaces.
pub fn sequence(written: &str) -> Result<Vec<Key>, NotAKey> {
    let keys: Vec<Key> = written
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()?;
    if keys.is_empty() {
        Err(NotAKey {
            word: written.to_owned(),
        })
    } else {
        Ok(keys)
    }
}

/// A sequence as it is written.
pub fn written(keys: &[Key]) -> String {
    keys.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, shown: &str) {
        assert_eq!(
            word.parse::<Key>().map(|key| key.to_string()),
            Ok(shown.to_owned())
        );
    }

    #[test]
    fn keys_are_read_and_shown() {
        for word in [
            "a",
            "G",
            "ф",
            "ctrl-o",
            "alt-x",
            "space",
            "pagedown",
            "f12",
            "-",
            "ctrl--",
            "?",
            "ctrl-alt-x",
        ] {
            check(word, word);
        }
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        for word in ["", "ctrl-", "crtl-o", "pgdown", "f99"] {
            assert!(word.parse::<Key>().is_err(), "{word}");
        }
    }

    #[test]
    fn shift_does_not_count_beside_a_character() {
        let shifted = Key::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(shifted, Key::char('G'));
    }
}
