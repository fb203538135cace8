//! Names of files and of what is in them, made of what a source calls things: plain, and each used once.

use std::collections::HashSet;

/// A text as a name of ASCII letters, digits, full stops, hyphens and underscores; a hyphen for whatever else is in it.
pub fn plain(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    (text.chars())
        .map(|c| if is_plain(c) { c } else { '-' })
        .collect()
}

/// Names, each unlike those before it.
#[derive(Debug, Default)]
pub struct Names(HashSet<String>);

impl Names {
    /// The name wanted, or the first of `wanted-2`, `wanted-3` and so on that is not taken.
    pub fn claim(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.0.insert(name.clone()) {
            name = format!("{wanted}-{number}");
            number += 1;
        }
        name
    }
}
