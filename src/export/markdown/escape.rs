//! Characters that Markdown would act on, with a backslash before them (the `CommonMark` specification 0.31, 2.4).

/// Text within a line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let is_acted_on = match c {
            '\\' | '*' | '`' | '~' | '<' => true,
            // Within a word an underscore stays, as Obsidian and pandoc read it.
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // A bracket is text unless it would be a note or a link.
            '[' => after == '^',
            '(' => before == ']',
            '&' => after == '#' || after.is_alphabetic(),
            _ => false,
        };
        if is_acted_on {
            escaped.push('\\');
        }
        // What is no text, and a line break, which no block has within it, would end the line.
        escaped.push(if c == '\n' || c == '\r' { ' ' } else { c });
        before = c;
    }
    escaped
}

/// A line of text that would begin another sort of block with its first signs, with a backslash before them.
pub(super) fn escaped_start(text: &str) -> String {
    let trimmed = text.trim_start_matches(' ');
    let digits = trimmed.len()
        - trimmed
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let (number, after) = trimmed.split_at(digits);
    let is_numbered = !number.is_empty()
        && number.len() <= 9
        && after.starts_with(['.', ')'])
        && after
            .get(1..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    if is_numbered {
        return format!("{number}\\{after}");
    }
    if trimmed.starts_with(['#', '>', '+', '-', '=', '|', ':']) {
        return format!("\\{trimmed}");
    }
    // Four spaces would make it code.
    trimmed.to_owned()
}
