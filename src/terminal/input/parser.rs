//! The bytes of a terminal, told apart: keys, pastes, the mouse; everything else is dropped.
//!
//! A state machine after the one for a terminal's output (Paul Williams, `vt100.net/emu/dec_ansi_parser`), turned round for its
//! input. Each byte is looked at once, however the bytes are cut into reads; nothing is kept without a bound. Pure: it knows
//! no clock, and is told when nothing came for a while.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};

use super::sequence::{self, Meaning};
use crate::key::{Key, Pointing};

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Something done with the mouse.
    Mouse(Pointing),
    /// A pasted text, or the beginning of a long one.
    Paste(String),
}

/// How long nothing must come behind an escape before it is the key: longer than the bytes of one sequence are apart in a
/// slow line, shorter than anybody notices.
const AFTER_ESCAPE: Duration = Duration::from_millis(40);

/// How long nothing must come before a sequence, string or paste is taken to have broken off.
const AFTER_PART: Duration = Duration::from_millis(150);

/// The most bytes of a control sequence that are kept. The longest that means something here is a mouse report of 17 bytes.
const LONGEST_SEQUENCE: usize = 64;

/// The most bytes of a paste that are kept: more than any search; the rest is dropped.
pub(super) const LONGEST_PASTE: usize = 4096;

/// The most bytes that one key takes.
const LONGEST_KEY: usize = 16;

/// What ends a paste (xterm's bracketed paste).
const PASTE_END: &[u8] = b"\x1b[201~";

const ETX: u8 = 0x03;
const BEL: u8 = 0x07;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;
const ESC: u8 = 0x1b;

/// Where in what is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum State {
    /// Between keys.
    #[default]
    Ground,
    /// In a character of several bytes.
    Character(Vec<u8>),
    /// Behind an escape.
    Escape,
    /// In a control sequence, behind `ESC [`; its bytes so far.
    Sequence(Vec<u8>),
    /// Behind `ESC O`.
    SingleShift,
    /// In the three bytes of an old mouse report; how many are to come.
    OldMouse(u8),
    /// In a string that a terminal reports (DCS, OSC, SOS, PM, APC): behind its introducer, of which this is the second byte.
    Text(u8),
    /// Further in such a string.
    LongText,
    /// Behind an escape in such a string, which may be the first byte of its end.
    TextEscape,
    /// In a paste.
    Paste(Paste),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Paste {
    bytes: Vec<u8>,
    /// How many bytes of [`PASTE_END`] were seen last.
    ended: usize,
}

/// Tells the bytes of a terminal apart.
#[derive(Debug, Clone, Default)]
pub struct Parser {
    state: State,
    /// Whether a string or paste has broken off: what comes next goes on with it, unless it is one key by itself.
    is_broken_off: bool,
}

impl Parser {
    /// How long nothing must come before [`silence`](Self::silence) is to be called; `None` if it need not be.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            _ if self.is_broken_off => None,
            State::Escape | State::SingleShift => Some(AFTER_ESCAPE),
            _ => Some(AFTER_PART),
        }
    }

    /// Takes in bytes that were read at once.
    pub fn feed(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        let is_typed_alone = bytes == [ETX] || (self.is_broken_off && is_one_key(bytes));
        if is_typed_alone && self.is_in_text() {
            self.end_paste(inputs);
            self.state = State::Ground;
        }
        self.is_broken_off = false;
        for &byte in bytes {
            self.take(byte, inputs);
        }
    }

    /// Takes in that nothing came for as long as [`patience`](Self::patience) says.
    pub fn silence(&mut self, inputs: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Escape => inputs.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            // Typed with Alt: a terminal would have sent the rest of a sequence at once.
            State::SingleShift => inputs.push(key(KeyCode::Char('O'), KeyModifiers::ALT)),
            State::Text(introducer) => {
                inputs.push(key(
                    KeyCode::Char(char::from(introducer)),
                    KeyModifiers::ALT,
                ));
            }
            State::Sequence(bytes) if bytes.is_empty() => {
                inputs.push(key(KeyCode::Char('['), KeyModifiers::ALT));
            }
            state @ (State::LongText | State::TextEscape | State::Paste(_)) => {
                self.state = state;
                self.is_broken_off = true;
            }
            State::Ground | State::Character(_) | State::Sequence(_) | State::OldMouse(_) => {}
        }
    }

    fn is_in_text(&self) -> bool {
        matches!(
            self.state,
            State::Text(_) | State::LongText | State::TextEscape | State::Paste(_)
        )
    }

    fn take(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match std::mem::take(&mut self.state) {
            State::Ground => self.take_in_ground(byte, inputs),
            State::Character(bytes) => self.take_in_character(bytes, byte, inputs),
            State::Escape => self.take_behind_escape(byte, inputs),
            State::Sequence(bytes) => self.take_in_sequence(bytes, byte, inputs),
            State::SingleShift => match byte {
                ESC => self.state = State::Escape,
                _ => inputs.extend(sequence::single_shift(byte).map(Input::Key)),
            },
            State::OldMouse(left) => {
                if left > 1 {
                    self.state = State::OldMouse(left - 1);
                }
            }
            State::Text(_) | State::LongText => self.take_in_text(byte, inputs),
            State::TextEscape => match byte {
                b'\\' => {}
                // The string was cut off by another sequence.
                _ => self.take_behind_escape(byte, inputs),
            },
            State::Paste(paste) => self.take_in_paste(paste, byte, inputs),
        }
    }

    fn take_in_ground(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            ESC => self.state = State::Escape,
            0..0x80 => inputs.push(Input::Key(sequence::typed(byte, KeyModifiers::NONE))),
            0xc2..=0xf4 => self.state = State::Character(vec![byte]),
            // No character begins so.
            _ => {}
        }
    }

    fn take_in_character(&mut self, mut bytes: Vec<u8>, byte: u8, inputs: &mut Vec<Input>) {
        if !matches!(byte, 0x80..=0xbf) {
            self.take_in_ground(byte, inputs);
            return;
        }
        bytes.push(byte);
        match std::str::from_utf8(&bytes) {
            Ok(character) => {
                let typed = character.chars().filter(|c| !c.is_control());
                inputs.extend(typed.map(|c| key(KeyCode::Char(c), KeyModifiers::NONE)));
            }
            // It may go on.
            Err(error) if error.error_len().is_none() => self.state = State::Character(bytes),
            Err(_) => {}
        }
    }

    fn take_behind_escape(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            ESC => {
                inputs.push(key(KeyCode::Esc, KeyModifiers::NONE));
                self.state = State::Escape;
            }
            b'[' => self.state = State::Sequence(Vec::new()),
            b'O' => self.state = State::SingleShift,
            b'P' | b']' | b'_' | b'^' | b'X' => self.state = State::Text(byte),
            // The end of a string that was given up.
            b'\\' => {}
            0..0x80 => inputs.push(Input::Key(sequence::typed(byte, KeyModifiers::ALT))),
            _ => self.take_in_ground(byte, inputs),
        }
    }

    fn take_in_sequence(&mut self, mut bytes: Vec<u8>, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            ESC => self.state = State::Escape,
            ETX => self.take_in_ground(byte, inputs),
            // Function keys of the Linux console: `ESC [ [ A`.
            b'[' if bytes.is_empty() => self.state = State::Sequence(vec![b'[']),
            0x20..=0x3f => {
                if bytes.len() < LONGEST_SEQUENCE {
                    bytes.push(byte);
                }
                self.state = State::Sequence(bytes);
            }
            0x40..=0x7e => match sequence::meaning(&bytes, byte) {
                // One that was cut means nothing.
                _ if bytes.len() == LONGEST_SEQUENCE => {}
                Meaning::Key(key) => inputs.push(Input::Key(key)),
                Meaning::Mouse(pointing) => inputs.push(Input::Mouse(pointing)),
                Meaning::OldMouse => self.state = State::OldMouse(3),
                Meaning::PasteStart => self.state = State::Paste(Paste::default()),
                Meaning::Nothing => {}
            },
            // Other controls are not part of it.
            0..0x20 => self.state = State::Sequence(bytes),
            0x7f.. => {}
        }
    }

    fn take_in_text(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        match byte {
            ESC => self.state = State::TextEscape,
            BEL | CAN | SUB => {}
            ETX => self.take_in_ground(byte, inputs),
            _ => self.state = State::LongText,
        }
    }

    fn take_in_paste(&mut self, mut paste: Paste, byte: u8, inputs: &mut Vec<Input>) {
        if PASTE_END.get(paste.ended) == Some(&byte) {
            paste.ended += 1;
        } else {
            // Only its first byte is an escape: what looked like the end can only begin anew.
            let seen = PASTE_END.get(..paste.ended).unwrap_or_default();
            paste.keep(seen);
            paste.ended = usize::from(byte == ESC);
            if paste.ended == 0 {
                paste.keep(&[byte]);
            }
        }
        let is_at_end = paste.ended == PASTE_END.len();
        self.state = State::Paste(paste);
        if is_at_end {
            self.end_paste(inputs);
        }
    }

    /// Hands a paste over, as far as it came.
    fn end_paste(&mut self, inputs: &mut Vec<Input>) {
        if let State::Paste(paste) = std::mem::take(&mut self.state) {
            inputs.push(Input::Paste(paste.text()));
        }
    }
}

impl Paste {
    fn keep(&mut self, bytes: &[u8]) {
        let room = LONGEST_PASTE - self.bytes.len();
        let kept = bytes.get(..bytes.len().min(room));
        self.bytes.extend_from_slice(kept.unwrap_or_default());
    }

    /// The pasted text. What was cut off in a character is left out.
    fn text(&self) -> String {
        let chunks = self.bytes.utf8_chunks();
        chunks.map(|chunk| chunk.valid()).collect()
    }
}

/// Whether these bytes are one key, typed by itself.
fn is_one_key(bytes: &[u8]) -> bool {
    if bytes.len() > LONGEST_KEY {
        return false;
    }
    let mut parser = Parser::default();
    let mut inputs = Vec::new();
    for &byte in bytes {
        parser.take(byte, &mut inputs);
    }
    match parser.state {
        State::Ground => matches!(inputs.as_slice(), [Input::Key(_)]),
        // The Esc key itself, or the first byte of anything else.
        State::Escape => inputs.is_empty(),
        _ => false,
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(Key::new(code, modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What comes of reads, with a silence behind the last.
    fn inputs(reads: &[&[u8]]) -> Vec<Input> {
        let mut parser = Parser::default();
        let mut inputs = Vec::new();
        for read in reads {
            parser.feed(read, &mut inputs);
        }
        while parser.patience().is_some() {
            parser.silence(&mut inputs);
        }
        inputs
    }

    /// Keys as the keymap writes them, pastes in quotes, the mouse by place.
    fn said(inputs: &[Input]) -> String {
        let said = inputs.iter().map(|input| match input {
            Input::Key(key) => key.to_string(),
            Input::Paste(text) => format!("“{text}”"),
            Input::Mouse(pointing) => format!("{}:{}", pointing.column, pointing.row),
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(bytes: &str, expected: &str) {
        assert_eq!(said(&inputs(&[bytes.as_bytes()])), expected, "{bytes:?}");
    }

    #[test]
    fn keys_are_read() {
        check("aGф日", "a G ф 日");
        check(
            "\r\t\x7f\x03\x0f\x1a ",
            "enter tab backspace ctrl-c ctrl-o ctrl-z space",
        );
        check("\x1b", "esc");
        check("\x1b\x1b", "esc esc");
        check("\x1bx\x1b\r", "alt-x alt-enter");
        check(
            "\x1b[A\x1bOA\x1b[1;5C\x1b[1;2D",
            "up up ctrl-right shift-left",
        );
        check(
            "\x1b[H\x1b[4~\x1b[5~\x1b[6~\x1b[3~\x1b[2~",
            "home end pageup pagedown delete insert",
        );
        check(
            "\x1bOP\x1b[15~\x1b[24~\x1b[[B\x1b[1;5Q",
            "f1 f5 f12 f2 ctrl-f2",
        );
        check("\x1b[Z", "backtab");
        check(
            "\x1b[97;5u\x1b[27;5;111~\x1b[13u\x1b[97;1:3u",
            "ctrl-a ctrl-o enter",
        );
        check("\x1b[", "alt-[");
        check("\x1bO", "alt-O");
        check("\x1bP", "alt-P");
    }

    #[test]
    fn clicks_and_the_wheel_are_read_and_other_movements_are_not() {
        check(
            "\x1b[<0;11;21M\x1b[<0;11;21m\x1b[<65;1;2M\x1b[<35;1;2M",
            "10:20 0:1",
        );
        check("\x1b[M abq", "q");
        check("\x1b[32;5;6M", "4:5");
        check("\x1b[<0;0;0M\x1b[<0;99999999999;1M\x1b[<M\x1b[<0;1Mq", "q");
    }

    #[test]
    fn reports_are_dropped_and_the_next_key_is_heard() {
        for report in [
            "\x1b[?2026;2$y",
            "\x1b[?997;1n",
            "\x1b[?1;0;256S",
            "\x1b[?62;22c",
            "\x1b[>1;95;0c",
            "\x1b[12;40R",
            "\x1b[8;24;80t",
            "\x1b[?0u",
            "\x1b[I\x1b[O",
            "\x1bP>|quux term 1.0\x1b\\",
            "\x1bP1+r544e=787465726d\x1b\\",
            "\x1b]11;rgb:1e1e/1e1e/2e2e\x07",
            "\x1b]52;c;cXVpdA==\x1b\\",
            "\x1b_Gi=1;quota\x1b\\",
            "\x1b^quit\x1b\\",
            "\x1bXquit\x1b\\",
            "\x1b[999999999999999999999999999999999999999999999999999999999999999999999999999999A",
            "\u{9b}",
        ] {
            check(&format!("{report}q"), "q");
            check(&format!("{report}{report}\x03"), "ctrl-c");
        }
    }

    #[test]
    fn a_report_that_never_ends_is_ended_by_a_key() {
        for begun in [
            "\x1b[?2026;2$",
            "\x1bP>|quux",
            "\x1b]11;rgb",
            "\x1b_Gi=1;q",
            "\x1b[200~abc",
        ] {
            for (typed, expected) in [("q", "q"), ("\x03", "ctrl-c"), ("\x1b[A", "up")] {
                let mut parser = Parser::default();
                let mut found = Vec::new();
                parser.feed(begun.as_bytes(), &mut found);
                parser.silence(&mut found);
                parser.feed(typed.as_bytes(), &mut found);
                let last = found.pop().expect("the key");
                assert_eq!(said(&[last]), expected, "{begun:?}");
                assert_eq!(parser.state, State::Ground);
            }
        }
    }

    #[test]
    fn what_broke_off_and_goes_on_is_not_read_as_keys() {
        let mut parser = Parser::default();
        let mut found = Vec::new();
        for part in [
            "\x1bP>|qu",
            "ux ter",
            "m\x1b",
            "\\",
            "\x1b[200~one q",
            " two q",
            "\x1b[201",
            "~x",
        ] {
            parser.feed(part.as_bytes(), &mut found);
            if part.len() > 1 && !part.starts_with("m\x1b") && !part.starts_with("\x1b[201") {
                parser.silence(&mut found);
            }
        }
        assert_eq!(said(&found), "“one q two q” x");
    }

    #[test]
    fn ctrl_c_is_heard_in_everything() {
        check("\x1b[1;\x03", "ctrl-c");
        check("\x1b]0;title\x03", "ctrl-c");
        assert_eq!(
            said(&inputs(&[b"\x1b[200~ab", b"\x03", b"q"])),
            "“ab” ctrl-c q"
        );
    }

    #[test]
    fn a_paste_is_one_and_bounded() {
        check("\x1b[200~a\x1b[201b\x03q\x1b[201~j", "“a\x1b[201b\x03q” j");
        let long = format!("\x1b[200~{}\x1b[201~q", "ж".repeat(1_000_000));
        let inputs = inputs(&[long.as_bytes()]);
        let [Input::Paste(text), Input::Key(_)] = inputs.as_slice() else {
            panic!("{} inputs", inputs.len());
        };
        assert_eq!(text.len(), LONGEST_PASTE);
        check("\x1b[201~q", "q");
    }

    proptest! {
        #[test]
        fn how_the_bytes_are_cut_changes_nothing(
            parts in proptest::collection::vec(part(), 0..8),
            cuts in proptest::collection::vec(1_usize..5, 0..60),
        ) {
            let bytes = parts.concat();
            let whole = inputs(&[&bytes]);
            let mut reads: Vec<&[u8]> = Vec::new();
            let mut rest = bytes.as_slice();
            for cut in cuts {
                let (read, after) = rest.split_at(cut.min(rest.len()));
                // One byte alone may be Ctrl-C, typed.
                if read != [ETX] {
                    reads.push(read);
                    rest = after;
                }
            }
            reads.push(rest);
            prop_assert_eq!(inputs(&reads), whole);
        }

        #[test]
        fn whatever_came_a_key_is_heard_after_a_moment(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut parser = Parser::default();
            let mut found = Vec::new();
            parser.feed(&bytes, &mut found);
            while parser.patience().is_some() {
                parser.silence(&mut found);
            }
            parser.feed(b"q", &mut found);
            prop_assert_eq!(found.last(), Some(&Input::Key(Key::char('q'))));
        }
    }

    /// Parts of what a terminal sends.
    fn part() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            Just(b"\x1b[A".to_vec()),
            Just(b"\x1b[<0;3;4M".to_vec()),
            Just(b"\x1b[?2026;2$y".to_vec()),
            Just(b"\x1bP>|term\x1b\\".to_vec()),
            Just(b"\x1b]11;rgb:0/0/0\x07".to_vec()),
            Just(b"\x1b[200~pasted \x1b[2 q\x1b[201~".to_vec()),
            Just("жq日".as_bytes().to_vec()),
            proptest::collection::vec(any::<u8>(), 0..6),
        ]
    }
}
