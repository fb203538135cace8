//! One source made into many volumes: the same structure, other words, dates and so other documents.
//!
//! An index of copies would be smaller and faster than one of real volumes: their words would be the same. So in each copy a
//! quarter of the words is another one, and every year is moved.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// Writes copies of the sources, taken in turn, until they come to so many bytes. How many files and bytes were written.
pub(crate) fn multiply(
    sources: &[(String, String)],
    folder: &Path,
    bytes: usize,
) -> io::Result<(usize, usize)> {
    let mut written = (0, 0);
    while written.1 < bytes {
        let Some((name, text)) = sources.get(written.0 % sources.len().max(1)) else {
            break;
        };
        let copy = copy(text, written.0);
        fs::write(folder.join(format!("{:04}-{name}", written.0)), &copy)?;
        written = (written.0 + 1, written.1 + copy.len());
    }
    Ok(written)
}

/// A copy of a source. The first is the source itself.
pub(crate) fn copy(text: &str, number: usize) -> String {
    if number == 0 {
        return text.to_owned();
    }
    let mut copy = String::with_capacity(text.len() + text.len() / 16);
    let mut is_tag = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_word = c.is_ascii_alphanumeric();
        let end = rest
            .find(|c: char| c.is_ascii_alphanumeric() != is_word)
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        if !is_word {
            for c in piece.chars() {
                is_tag = c == '<' || is_tag && c != '>';
            }
            copy.push_str(piece);
        } else if let Some(year) = year(piece) {
            let _ = write!(
                copy,
                "{}",
                year + i32::try_from(number % 40).unwrap_or(0) - 20
            );
        } else if !is_tag && is_changed(piece, number) {
            copy.push_str(piece);
            // Two letters behind it make another word of the same kind.
            let letter = |by: usize| char::from(b'a' + u8::try_from(number / by % 26).unwrap_or(0));
            copy.extend([letter(1), letter(26)]);
        } else {
            copy.push_str(piece);
        }
    }
    copy
}

fn year(word: &str) -> Option<i32> {
    let year: i32 = word.parse().ok().filter(|_| word.len() == 4)?;
    (1850..2000).contains(&year).then_some(year)
}

/// Whether a word is another one in this copy: a quarter of those that are long enough to be no particle.
fn is_changed(word: &str, number: usize) -> bool {
    let sum: usize = word.bytes().map(usize::from).sum();
    word.len() > 4
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && (sum + number).is_multiple_of(4)
}
