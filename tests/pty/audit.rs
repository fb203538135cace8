//! Every byte that the program wrote to its terminal, held to a grammar of what a reader may write: text, and the sequences
//! that draw a screen. Nothing else.
//!
//! What a document brings along is recognised by the number in it ([`MARK`]): a sequence that the grammar allows, with that
//! number in it, is not the program's own.

/// The number that hostile test files have in their sequences, and that no screen has reason for.
pub(crate) const MARK: &str = "7777";

/// The private modes that the program may set: the cursor, the mouse, focus, the other screen, bracketed paste, synchronised
/// frames.
const MODES: &[&str] = &["?25", "?1002", "?1004", "?1006", "?1049", "?2004", "?2026"];

/// The last bytes of the control sequences that draw: movements, erasing, attributes, the cursor's form.
const DRAWING: &str = "ABCDEFGHJKSTXdfm";

/// What is wrong with what was written; empty if nothing is.
pub(crate) fn audit(written: &[u8]) -> Vec<String> {
    let text = match std::str::from_utf8(written) {
        Ok(text) => text,
        Err(error) => return vec![format!("byte {} is not UTF-8", error.valid_up_to())],
    };
    let mut offences = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '\x1b' {
            escape(rest, &mut offences)
        } else {
            character(c, &mut offences)
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    offences
}

fn character(c: char, offences: &mut Vec<String>) -> usize {
    let is_allowed = match c {
        '\r' | '\n' => true,
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{feff}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => false,
        c => !c.is_control(),
    };
    if !is_allowed {
        offences.push(format!("U+{:04X}", u32::from(c)));
    }
    c.len_utf8()
}

/// Checks the sequence at the start of `rest` and returns its length.
fn escape(rest: &str, offences: &mut Vec<String>) -> usize {
    let Some(body) = rest.strip_prefix("\x1b[") else {
        let start: String = rest.chars().skip(1).take(12).collect();
        offences.push(format!("ESC followed by `{}`", start.escape_debug()));
        return 1;
    };
    let end = body.find(|c: char| !matches!(c, ' '..='?'));
    let Some((parameters, last)) =
        end.and_then(|end| Some((body.get(..end)?, body.get(end..)?.chars().next()?)))
    else {
        offences.push("a control sequence that does not end".to_owned());
        return rest.len();
    };
    let is_numbers = parameters
        .chars()
        .all(|c| matches!(c, '0'..='9' | ';' | ':'));
    let is_allowed = match last {
        'h' | 'l' => parameters.split(';').all(|mode| MODES.contains(&mode)),
        'q' => parameters
            .strip_suffix(' ')
            .is_some_and(|form| form.len() == 1),
        last => is_numbers && DRAWING.contains(last),
    };
    if !is_allowed || parameters.contains(MARK) {
        offences.push(format!("ESC [ {parameters}{last}"));
    }
    2 + parameters.len() + last.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &[u8], offences: &[&str]) {
        assert_eq!(audit(written), offences);
    }

    #[test]
    fn a_reader_draws() {
        check(
            "\x1b[?1049h\x1b[?25l\x1b[1;1H\x1b[38;5;4mж “x” …\x1b[0m\x1b[58:2::1:2:3m\x1b[2 q\r\n"
                .as_bytes(),
            &[],
        );
    }

    #[test]
    fn what_does_not_draw_is_found() {
        check(b"a\x07b\x0e", &["U+0007", "U+000E"]);
        check(
            b"\x1b]0;title\x07",
            &["ESC followed by `]0;title\\u{7}`", "U+0007"],
        );
        check(b"\x1bc", &["ESC followed by `c`"]);
        check(b"\x1b[7777;1Hx", &["ESC [ 7777;1H"]);
        check(
            b"\x1b[?1001h\x1b[6n\x1b[>0q",
            &["ESC [ ?1001h", "ESC [ 6n", "ESC [ >0q"],
        );
        check("\u{9b}1m\u{202e}".as_bytes(), &["U+009B", "U+202E"]);
        check(b"\x9b", &["byte 0 is not UTF-8"]);
        check(b"\x1b[12", &["a control sequence that does not end"]);
    }
}
