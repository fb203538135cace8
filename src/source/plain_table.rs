//! The program's own tables, read as they stand in the binary: headings, names and strings, no more of TOML than they use, so
//! that nothing is copied and the start of the program costs little.
//!
//! Beside each table a test holds that a reader of TOML finds the same in it. Tables of users are read as TOML.

use std::borrow::Cow;

/// A string of a table.
pub(super) type Text = Cow<'static, str>;

/// A line of a table, or a list over several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// `[[rule]]`: another row of the list of this name begins.
    Row(&'static str),
    /// A field and its strings: one, or those of a list; a value without quotes as it stands.
    Field(&'static str, Vec<Text>),
}

/// The items of a table, in order.
pub(super) fn items(table: &'static str) -> impl Iterator<Item = Item> {
    let mut lines = table.lines();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            if line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix("[[") {
                return Some(Item::Row(name.trim_end_matches(']')));
            }
            let Some((field, value)) = line.split_once(" = ") else {
                continue;
            };
            let mut found = Vec::new();
            push_strings(value, &mut found);
            if value.starts_with('[') {
                let mut last = value;
                while !last.trim_end().ends_with(']') {
                    let Some(next) = lines.next() else { break };
                    push_strings(next, &mut found);
                    last = next;
                }
            } else if found.is_empty() {
                found.push(Cow::Borrowed(value));
            }
            return Some(Item::Field(field, found));
        }
    })
}

/// Adds the strings of a line, which stand in double quotes; a double quote in them is escaped, and nothing else.
fn push_strings(line: &'static str, found: &mut Vec<Text>) {
    let mut open: Option<usize> = None;
    let mut before = 0;
    for (at, byte) in line.bytes().enumerate() {
        let before = std::mem::replace(&mut before, byte);
        match open {
            _ if byte != b'"' => {}
            None => open = Some(at + 1),
            Some(_) if before == b'\\' => {}
            Some(start) => {
                let string = line.get(start..at).unwrap_or_default();
                found.push(if string.contains('\\') {
                    Cow::Owned(string.replace("\\\"", "\""))
                } else {
                    Cow::Borrowed(string)
                });
                open = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_tables_use() {
        let table = "# A comment.\nname = \"n\"\n\n[[row]]\nopens = true\nlines = [\"a\", \"b \\\"\"]\nmore = [\n  \"c\",\n  \"d\", \"]\",\n]\n";
        let field = |name, strings: &[&'static str]| {
            let strings = strings.iter().map(|&string| Cow::Borrowed(string));
            Item::Field(name, strings.collect())
        };
        let expected = [
            field("name", &["n"]),
            Item::Row("row"),
            field("opens", &["true"]),
            field("lines", &["a", "b \""]),
            field("more", &["c", "d", "]"]),
        ];
        assert_eq!(items(table).collect::<Vec<_>>(), expected);
    }
}
