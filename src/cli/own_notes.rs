//! Where the reader's own notes are kept: beside a document, in a `NAME.notes.toml` that says it is the reader's own, else in
//! the data folder of the system.
//!
//! In the data folder a document is known by its title and text, so that a renamed file keeps its notes; and by where it
//! lies, so that a corrected file keeps them too. A file that cannot be read is never written: new notes go beside it.

use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

use etcetera::BaseStrategy;
use siphasher::sip::SipHasher13;

use crate::app::own::{Held, Keeping, When};
use crate::layout::shown;
use crate::library::{Commentary, Opened};
use crate::notes::{Edit, Note, edit, identity, title_of};
use crate::source::commentary;

use super::files::{STANDARD_INPUT, text_found};
use super::keep::{lock, now, write_whole};
use super::output::warn;

/// How long to wait before what could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(3);

/// What a document is called that is the only one of its file: the file may be renamed, and the document with it.
const ALONE: &str = "";

/// Letters of a title in the name of a file: enough to know it by.
const LETTERS_OF_A_TITLE: usize = 40;

/// The files of own notes.
pub(super) struct Store {
    /// The folder for documents that have none beside them.
    folder: Option<PathBuf>,
}

impl Store {
    /// The files of whoever runs the program.
    pub(super) fn of_user() -> Self {
        let folders = etcetera::choose_base_strategy().ok();
        Self {
            folder: folders.map(|folders| folders.data_dir().join("manicule").join("notes")),
        }
    }

    /// Lays the notes of the data folder beside the documents of a file that was read whole.
    pub(super) fn add_to(&self, path: Option<&Path>, opened: &mut Opened) {
        if !self.folder.as_ref().is_some_and(|folder| folder.is_dir()) {
            return;
        }
        let mut found: Vec<(u32, Commentary)> = Vec::new();
        let is_one_of_several = opened.reading.documents.len() > 1;
        for (number, document) in (0..).zip(&opened.reading.documents) {
            let name = if is_one_of_several {
                document.id.as_str()
            } else {
                ALONE
            };
            let file = self.file_of(path, name, &identity(document), title_of(document));
            let files = file.into_iter().flat_map(|file| [unread(&file), file]);
            let files = files.filter_map(|file| {
                let text = text_found(&file)?;
                let name = file.display().to_string();
                Some((number, Commentary { name, text }))
            });
            found.extend(files);
        }
        for (number, file) in found {
            opened.add_own(number, file);
        }
    }

    /// Writes changes to the file that the notes on a document are in, and says what it holds then.
    pub(super) fn keep(&self, path: Option<&Path>, keeping: &Keeping) -> Result<Held, String> {
        if keeping.when == When::InAWhile {
            thread::sleep(AGAIN);
        }
        let held = self.write(path, keeping);
        if let (When::AtLast, Err(reason)) = (keeping.when, &held) {
            let notes = edit::apply(&edit::new_file(&keeping.title), &keeping.edits);
            warn(&format!(
                "manicule: {reason}; these changes of your notes are in no file:\n{}",
                notes.unwrap_or_default()
            ));
        }
        held
    }

    fn write(&self, path: Option<&Path>, keeping: &Keeping) -> Result<Held, String> {
        let name = keeping.name.as_deref().unwrap_or(ALONE);
        let _held = self.folder.as_ref().and_then(|folder| lock(folder));
        let in_folder = self.file_of(path, name, &keeping.identity, &keeping.title);
        let beside = path.and_then(own_beside);
        let file = beside.clone().or_else(|| in_folder.clone());
        let file = file.ok_or("there is no folder for your notes; HOME is not set")?;
        let edits: Vec<Edit> = keeping.edits.iter().map(stamped).collect();
        // Notes made while the file could not be read, or before there was one beside the document, move into it.
        let others = [Some(unread(&file)), beside.and(in_folder.clone())];
        let others: Vec<PathBuf> = others
            .into_iter()
            .flatten()
            .filter(|other| other.is_file())
            .collect();
        let mut all: Vec<Edit> = others
            .iter()
            .flat_map(|other| notes_of(other))
            .map(|note| Edit::Put(Box::new(note)))
            .collect();
        all.extend(edits.iter().cloned());
        let write = |file: &Path, edits: &[Edit]| {
            let before = match fs::read_to_string(file) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    edit::new_file(&keeping.title)
                }
                Err(error) => {
                    return Err(format!("{}: {error}", shown(&file.display().to_string())));
                }
            };
            let after = edit::apply(&before, edits).map_err(|_| String::new())?;
            write_whole(file, &after)
                .map_err(|error| format!("{}: {error}", shown(&file.display().to_string())))
        };
        let mut written = vec![file.clone()];
        match write(&file, &all) {
            Ok(()) => others.iter().for_each(|other| drop(fs::remove_file(other))),
            // It is damaged.
            Err(reason) if reason.is_empty() => {
                write(&unread(&file), &edits)?;
                written.push(unread(&file));
            }
            Err(reason) => return Err(reason),
        }
        self.remember_path(path, name, &file);
        let is_of_document = |note: &Note| match &note.document {
            Some(of) => Some(of) == keeping.name.as_ref(),
            None => keeping.document.number == 0 || keeping.name.is_none(),
        };
        Ok(Held {
            file: written
                .last()
                .map_or_else(String::new, |file| file.display().to_string()),
            notes: written
                .iter()
                .flat_map(|file| notes_of(file))
                .filter(is_of_document)
                .collect(),
        })
    }

    /// The file in the data folder of a document: the one of this title and text, or else the one that this file had before.
    fn file_of(
        &self,
        path: Option<&Path>,
        name: &str,
        identity: &str,
        title: &str,
    ) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let file = folder.join(format!("{}-{identity}.toml", plain(title)));
        if file.is_file() || unread(&file).is_file() {
            return Some(file);
        }
        let before = path.and_then(|path| text_found(&folder.join(by_path(path, name)?)));
        let before = before.map(|before| folder.join(before.trim()));
        let is_ours = |before: &PathBuf| before.parent() == Some(folder) && before.is_file();
        Some(before.filter(is_ours).unwrap_or(file))
    }

    /// Remembers which file the notes on what lies at a path are in.
    fn remember_path(&self, path: Option<&Path>, name: &str, file: &Path) {
        let (Some(folder), Some(path)) = (&self.folder, path) else {
            return;
        };
        let (Some(pointer), Some(target)) = (by_path(path, name), file.file_name()) else {
            return;
        };
        let (pointer, target) = (folder.join(pointer), target.to_string_lossy());
        if file.parent() == Some(folder) && text_found(&pointer).as_deref() != Some(&target) {
            // Without it the notes are still found by title and text.
            let _ = write_whole(&pointer, &target);
        }
    }
}

/// The own notes beside a document, if the file beside it says that it is the reader's own.
fn own_beside(path: &Path) -> Option<PathBuf> {
    let beside = path.with_extension("notes.toml");
    let text = text_found(&beside)?;
    commentary::read(&text).0.is_own.then_some(beside)
}

/// Where new notes go while a file of notes is damaged.
fn unread(file: &Path) -> PathBuf {
    file.with_extension("new.toml")
}

/// The good notes of a file.
fn notes_of(file: &Path) -> Vec<Note> {
    let text = text_found(file).unwrap_or_default();
    commentary::read(&text).0.notes
}

/// An edit with the time of now.
fn stamped(edit: &Edit) -> Edit {
    let Edit::Put(note) = edit else {
        return edit.clone();
    };
    let mut note = note.clone();
    note.created.get_or_insert_with(now);
    note.changed.get_or_insert_with(now);
    Edit::Put(note)
}

/// A title as part of a file's name: letters and figures, parted by hyphens.
fn plain(title: &str) -> String {
    let words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_lowercase();
    name.chars().take(LETTERS_OF_A_TITLE).collect()
}

/// The name of what remembers where the notes on a document at this path are.
fn by_path(path: &Path, name: &str) -> Option<PathBuf> {
    if path.as_os_str() == STANDARD_INPUT {
        return None;
    }
    let path = fs::canonicalize(path).ok()?;
    let mut hasher = SipHasher13::new();
    hasher.write(path.as_os_str().as_encoded_bytes());
    hasher.write_u8(0);
    hasher.write(name.as_bytes());
    Some(Path::new("by-path").join(format!("{:016x}", hasher.finish())))
}
