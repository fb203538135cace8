//! A folder of pages of one document: PAGE XML, ALTO or hOCR, with or without the METS file that lists them.
//!
//! Looks at the beginnings of files, and knows nothing of what stands in them.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::catalogue::walk;
use crate::source::{self, Format};

/// How much of a file says what it is.
const BEGINNING: u64 = 4096;

/// Whether a folder holds nothing but the pages of one document.
pub(super) fn is_document(folder: &Path) -> bool {
    document(folder).is_some()
}

/// The METS file of a folder that is one document, or the names of its pages.
enum Document {
    Mets(PathBuf),
    Pages(Vec<String>),
}

/// What a folder is as one document. Its METS file lies in it, since the pages lie where that says; pages without one lie in
/// one folder.
fn document(folder: &Path) -> Option<Document> {
    let folder = folder.canonicalize().ok()?;
    let files = walk::walk(std::slice::from_ref(&folder)).files;
    let mut mets = Vec::new();
    let mut pages = Vec::new();
    for path in files.into_iter().map(|found| found.path) {
        match format(&path)? {
            Format::Mets => mets.push(path),
            Format::PageXml | Format::Alto | Format::Hocr => pages.push(path),
            _ => return None,
        }
    }
    let is_here = |path: &PathBuf| path.parent() == Some(&folder);
    match (mets.as_slice(), pages.as_slice()) {
        ([mets], [_, ..]) if is_here(mets) => Some(Document::Mets(mets.clone())),
        ([], [_, _, ..]) if pages.iter().all(is_here) => {
            let names = pages.iter().filter_map(|path| path.file_name()?.to_str());
            let mut names: Vec<String> = names.map(str::to_owned).collect();
            names.sort_by_cached_key(|name| numbered(name));
            Some(Document::Pages(names))
        }
        _ => None,
    }
}

fn format(path: &Path) -> Option<Format> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    let name = path.file_name().map(OsStr::to_string_lossy)?;
    Format::of(&name, &String::from_utf8_lossy(&bytes)).ok()
}

/// The bytes of a folder that is one document: its METS file, or the list of its pages as a METS file has it, in the order of
/// their numbers.
pub(super) fn bytes_of(folder: &Path) -> Option<Vec<u8>> {
    match document(folder)? {
        Document::Mets(path) => fs::read(path).ok(),
        Document::Pages(names) => Some(source::listing_of_pages(&names).into_bytes()),
    }
}

/// A name in parts, so that page 2 stands before page 10.
fn numbered(name: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    for part in name.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let words = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = part.strip_suffix(words).unwrap_or_default();
        parts.push((digits.parse().unwrap_or(0), words.to_lowercase()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_the_order_of_their_numbers() {
        let mut names = ["p10.xml", "p2.xml", "p1b.xml", "P1.xml"];
        names.sort_by_key(|name| numbered(name));
        assert_eq!(names, ["P1.xml", "p1b.xml", "p2.xml", "p10.xml"]);
    }
}
