//! Where a reference leads that stands in one file: to a document of this or another file, and a place in it.

use crate::document::{Document, DocumentId, FileId, Place, Target};
use crate::source;

use super::Library;

impl Library {
    /// Where a reference leads that stands in a file, among the files that are loaded.
    pub fn find(&self, file: FileId, reference: &Target) -> Option<(DocumentId, Place)> {
        let (of, name) = match reference {
            Target::Here(name) => (Some(file), name.as_str()),
            Target::File { file, name } => (
                Some(self.file_named(file)?),
                name.as_deref().unwrap_or_default(),
            ),
            Target::Named(name) => match self.file_named(name) {
                Some(file) => (Some(file), ""),
                None => (None, name.as_str()),
            },
            Target::Web(_) | Target::Unknown => return None,
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
