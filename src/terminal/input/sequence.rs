//! What single control sequences of a terminal mean: the keys of xterm, rxvt, the Linux console and of `CSI u`, and clicks.
//!
//! Sources: xterm's ctlseqs ("PC-Style Function Keys", "Extended coordinates"), fixterms and the kitty keyboard protocol for
//! `CSI u`. Knows nothing of how sequences are found.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::key::{Gesture, Key, Pointing};

/// What a control sequence means here.
pub(super) enum Meaning {
    /// A key.
    Key(Key),
    /// A click or the wheel.
    Mouse(Pointing),
    /// A mouse report in the old form: three bytes follow.
    OldMouse,
    /// A paste begins.
    PasteStart,
    /// Nothing: a report that was not asked for, or that came late.
    Nothing,
}

/// The key of one byte of ASCII. Ctrl takes the upper three bits of a letter away.
pub(super) fn typed(byte: u8, modifiers: KeyModifiers) -> Key {
    let ctrl = |c: u8| {
        (
            KeyCode::Char(char::from(c)),
            modifiers | KeyModifiers::CONTROL,
        )
    };
    let (code, modifiers) = match byte {
        b'\r' => (KeyCode::Enter, modifiers),
        b'\t' => (KeyCode::Tab, modifiers),
        0x7f => (KeyCode::Backspace, modifiers),
        0 => ctrl(b' '),
        0x01..=0x1a => ctrl(byte - 1 + b'a'),
        0x1b => (KeyCode::Esc, modifiers),
        // Ctrl with \ ] ^ _ by the digits on the same keys, as terminals of the VT220's kind send them.
        0x1c..=0x1f => ctrl(byte - 0x1c + b'4'),
        _ => (KeyCode::Char(char::from(byte)), modifiers),
    };
    Key::new(code, modifiers)
}

/// The key of the byte behind `ESC O`: arrows and function keys, and the number pad in its application mode.
pub(super) fn single_shift(byte: u8) -> Option<Key> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        // The number pad: `j` is `*`, `p` is 0.
        b'j'..=b'y' => KeyCode::Char(char::from(byte - b'j' + b'*')),
        _ => letter(byte)?,
    };
    Some(Key::new(code, KeyModifiers::NONE))
}

/// What a control sequence means: the bytes between `ESC [` and its last, and its last.
pub(super) fn meaning(bytes: &[u8], last: u8) -> Meaning {
    if bytes == b"[" {
        return match last {
            b'A'..=b'E' => of_key(Some(KeyCode::F(last - b'A' + 1)), KeyModifiers::NONE),
            _ => Meaning::Nothing,
        };
    }
    if let Some(bytes) = bytes.strip_prefix(b"<") {
        let parameters = Parameters::new(bytes);
        return match last {
            b'M' => mouse(parameters.at(0), parameters.at(1), parameters.at(2)),
            _ => Meaning::Nothing,
        };
    }
    // A private report, or one with intermediate bytes.
    if !(bytes.iter()).all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) {
        return Meaning::Nothing;
    }
    let parameters = Parameters::new(bytes);
    match last {
        b'M' if bytes.is_empty() => Meaning::OldMouse,
        // rxvt's form adds 32 to the button.
        b'M' => {
            let button = parameters.at(0).and_then(|button| button.checked_sub(32));
            mouse(button, parameters.at(1), parameters.at(2))
        }
        b'~' => tilde(&parameters),
        b'u' => unicode(&parameters),
        b'Z' => of_key(Some(KeyCode::BackTab), KeyModifiers::NONE),
        // With parameters it is the answer to a question for the cursor's place.
        b'R' if !bytes.is_empty() => Meaning::Nothing,
        _ => of_key(letter(last), parameters.modifiers()),
    }
}

/// The numbers of a sequence: parameters parted by `;`, each of them with parts parted by `:`.
struct Parameters<'a>(&'a [u8]);

impl<'a> Parameters<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The part of a parameter, if it is there and small enough to mean something.
    fn part(&self, parameter: usize, part: usize) -> Option<u32> {
        let parameter = self.0.split(|&byte| byte == b';').nth(parameter)?;
        let part = parameter.split(|&byte| byte == b':').nth(part)?;
        std::str::from_utf8(part).ok()?.parse().ok()
    }

    fn at(&self, parameter: usize) -> Option<u32> {
        self.part(parameter, 0)
    }

    /// The modifiers of the second parameter.
    fn modifiers(&self) -> KeyModifiers {
        modifiers(self.at(1))
    }
}

/// Modifiers as a parameter: one more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl.
fn modifiers(parameter: Option<u32>) -> KeyModifiers {
    let bits = parameter.unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

fn of_key(code: Option<KeyCode>, modifiers: KeyModifiers) -> Meaning {
    code.map_or(Meaning::Nothing, |code| {
        Meaning::Key(Key::new(code, modifiers))
    })
}

fn letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

fn tilde(parameters: &Parameters<'_>) -> Meaning {
    let code = match parameters.at(0) {
        Some(1 | 7) => KeyCode::Home,
        Some(2) => KeyCode::Insert,
        Some(3) => KeyCode::Delete,
        Some(4 | 8) => KeyCode::End,
        Some(5) => KeyCode::PageUp,
        Some(6) => KeyCode::PageDown,
        // The numbers leave one out after every fifth key, as on the VT220.
        Some(number @ 11..=15) => function(number - 10),
        Some(number @ 17..=21) => function(number - 11),
        Some(number @ 23..=26) => function(number - 12),
        // xterm's modifyOtherKeys: the modifiers, then the character.
        Some(27) => return character(parameters.at(2), parameters.modifiers()),
        Some(200) => return Meaning::PasteStart,
        _ => return Meaning::Nothing,
    };
    of_key(Some(code), parameters.modifiers())
}

fn function(number: u32) -> KeyCode {
    KeyCode::F(u8::try_from(number).unwrap_or_default())
}

/// A key by the character that it types. The third event of the kitty protocol is a key let go.
fn unicode(parameters: &Parameters<'_>) -> Meaning {
    if parameters.part(1, 1) == Some(3) {
        return Meaning::Nothing;
    }
    character(parameters.at(0), parameters.modifiers())
}

fn character(code: Option<u32>, modifiers: KeyModifiers) -> Meaning {
    let key = match code.and_then(char::from_u32) {
        Some('\t') if modifiers.contains(KeyModifiers::SHIFT) => {
            Key::new(KeyCode::BackTab, modifiers)
        }
        Some(c @ ('\r' | '\t' | '\x1b' | '\x7f')) => typed(c as u8, modifiers),
        // The kitty protocol has keys without characters in the private use area.
        Some('\u{e000}'..='\u{f8ff}') | None => return Meaning::Nothing,
        Some(c) if c.is_control() => return Meaning::Nothing,
        Some(c) => Key::new(KeyCode::Char(c), modifiers),
    };
    Meaning::Key(key)
}

/// A click or a turn of the wheel; columns and rows are counted from 1.
fn mouse(button: Option<u32>, column: Option<u32>, row: Option<u32>) -> Meaning {
    // 4, 8 and 16 are Shift, Alt and Ctrl; 32 is a movement; 64 is the wheel.
    let gesture = match button.map(|button| button & !(4 | 8 | 16)) {
        Some(0) => Gesture::Click,
        Some(32) => Gesture::Drag,
        Some(64) => Gesture::WheelUp,
        Some(65) => Gesture::WheelDown,
        _ => return Meaning::Nothing,
    };
    let from_one = |place: Option<u32>| u16::try_from(place?.checked_sub(1)?).ok();
    match (from_one(column), from_one(row)) {
        (Some(column), Some(row)) => Meaning::Mouse(Pointing {
            column,
            row,
            gesture,
        }),
        _ => Meaning::Nothing,
    }
}
