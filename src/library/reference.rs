//! Where a reference leads that stands in one file: to a document of this or another file, and a place in it.

use crate::document::{Document, DocumentId, FileId, Place};
use crate::source;

use super::Library;

impl Library {
    /// Where a reference leads that stands in a file, among the files that are loaded. It is written as TEI writes it:
    /// `#d12fn1` in the same file, `volume.xml#d12fn1` or `volume#d12fn1` in another, `d12` for a document of any.
    pub fn find(&self, file: FileId, reference: &str) -> Option<(DocumentId, Place)> {
        let (of, name) = match reference.split_once('#') {
            Some(("", name)) => (Some(file), name),
            Some((other, name)) => (Some(self.file_named(other)?), name),
            None if self.file_named(reference).is_some() => (self.file_named(reference), ""),
            None => (None, reference),
        };
        let loaded = self
            .documents()
            .filter(|id| of.is_none_or(|of| of == id.file));
        let mut candidates = loaded.filter_map(|id| Some((id, self.document(id)?)));
        if name.is_empty() {
            return candidates.map(|(id, _)| (id, 0)).next();
        }
        candidates.find_map(|(id, document)| Some((id, place_in(document, name, of.is_some())?)))
    }

    /// The file of this name, whatever its folder and ending.
    fn file_named(&self, name: &str) -> Option<FileId> {
        let wanted = source::stem(name);
        let mut files = self.files();
        files.find_map(|(id, file)| (source::stem(&file.name) == wanted).then_some(id))
    }
}

/// The place of a document that a name stands for. A bare word, without a file, is a document's name and nothing less.
fn place_in(document: &Document, name: &str, is_of_file: bool) -> Option<Place> {
    if document.id == name {
        return Some(0);
    }
    document.anchor(name).filter(|_| is_of_file)
}
