//! Files on disk: a document, and what stands beside it.

use std::io::{IsTerminal, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::{fs, io, iter};

use crate::app::NewFile;
use crate::document::Document;
use crate::layout::shown;
use crate::library::{Commentary, Opened, Part, State};
use crate::problem::nearest;
use crate::source::{Surroundings, Tables, decode};

use super::output::warn;
use super::pages;

/// The name that stands for standard input.
pub(super) const STANDARD_INPUT: &str = "-";

/// A document that comes with the program.
pub(super) struct Embedded {
    pub(super) name: &'static str,
    text: &'static str,
    commentary: Option<(&'static str, &'static str)>,
}

/// The documents that come with the program, in the order in which they open.
pub(super) const CORPUS: &[Embedded] = &[
    Embedded {
        name: "stalin-molotov-telegram.txt",
        text: include_str!("../../corpus/stalin-molotov-telegram.txt"),
        commentary: Some((
            "stalin-molotov-telegram.notes.toml",
            include_str!("../../corpus/stalin-molotov-telegram.notes.toml"),
        )),
    },
    Embedded {
        name: "guide.txt",
        text: include_str!("../../corpus/guide.txt"),
        commentary: Some((
            "guide.notes.toml",
            include_str!("../../corpus/guide.notes.toml"),
        )),
    },
];

impl Embedded {
    /// Reads it.
    pub(super) fn open(&self) -> State {
        let beside = self.commentary.map(|(name, text)| Commentary {
            name: name.to_owned(),
            text: text.to_owned(),
        });
        match Opened::read(
            self.name,
            self.text.as_bytes().to_vec(),
            beside,
            &crate::source::Alone,
        ) {
            Ok(opened) => State::Open(Box::new(opened)),
            Err(error) => State::Failed(error.to_string()),
        }
    }
}

/// The most bytes of a file that are read at once before anything is shown: a hundred pages, which take a few milliseconds.
const FIRST_PART: usize = 1 << 16;

/// How many times as long each part of a file is as the one before. The parts before the whole then cost a thirtieth more.
const GROWTH: usize = 32;

/// The most files of one name that are written beside each other.
const MOST_OF_A_NAME: usize = 999;

/// Reads a file and the commentary beside it.
pub(super) fn open(path: &Path, tables: &Arc<Tables>) -> Result<Opened, String> {
    Source::of(path, commentary_beside(path), tables)?.read()
}

/// Reads a file by itself, without the commentary beside it.
pub(super) fn open_alone(path: &Path, tables: &Arc<Tables>) -> Result<Opened, String> {
    Source::of(path, None, tables)?.read()
}

/// Writes a file that was not there before, in a folder; its name. A number goes behind a stem that is taken.
pub(super) fn write_new(folder: &Path, file: &NewFile) -> Result<String, String> {
    let numbered = (2..=MOST_OF_A_NAME).map(|number| format!("{}-{number}", file.stem));
    for stem in iter::once(file.stem.clone()).chain(numbered) {
        let name = format!("{stem}.{}", file.ending);
        match fs::File::create_new(folder.join(&name)) {
            Ok(mut out) => {
                let written = out.write_all(file.text.as_bytes());
                return match written.and_then(|()| out.sync_all()) {
                    Ok(()) => Ok(name),
                    Err(error) => {
                        // Half a document would pass for a whole one.
                        let _ = fs::remove_file(folder.join(&name));
                        Err(format!("{name}: {error}"))
                    }
                };
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{name}: {error}")),
        }
    }
    Err(format!(
        "every name like {}.{} is taken",
        file.stem, file.ending
    ))
}

/// Whether reading this may wait for someone outside: standard input, a pipe, a device.
pub(super) fn may_wait(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
        || fs::metadata(path).is_ok_and(|file| !file.is_file() && !file.is_dir())
}

/// Reads a file of any size: its beginning, then ever more of it, then the whole.
pub(super) fn states(path: PathBuf, tables: Arc<Tables>) -> impl Iterator<Item = State> {
    let mut most = FIRST_PART;
    let mut reading = Some(Err(path));
    iter::from_fn(move || {
        let source = match reading.take()? {
            Ok(source) => source,
            Err(path) => match Source::of(&path, commentary_beside(&path), &tables) {
                Ok(source) => source,
                Err(reason) => return Some(State::Failed(reason)),
            },
        };
        // A part of more than half the file saves nothing.
        while source.bytes.len() / 2 > most {
            let part = source.read_part(most);
            most = most.saturating_mul(GROWTH);
            // What looks like no text at its beginning may be text as a whole.
            if let Ok(part) = part {
                reading = Some(Ok(source));
                return Some(State::Open(Box::new(part)));
            }
        }
        let whole = source.read();
        Some(whole.map_or_else(State::Failed, |opened| State::Open(Box::new(opened))))
    })
}

/// Reads what is typed on the terminal, up to where it ends.
pub(super) fn typed() -> Result<Vec<u8>, String> {
    bytes_of(Path::new(STANDARD_INPUT))
}

/// The document that was typed.
pub(super) fn state_of_typed(bytes: Vec<u8>, tables: &Arc<Tables>) -> State {
    let path = Path::new(STANDARD_INPUT);
    let source = Source {
        name: STANDARD_INPUT.to_owned(),
        bytes,
        beside: None,
        folder: Folder::round(path, tables),
    };
    (source.read()).map_or_else(State::Failed, |opened| State::Open(Box::new(opened)))
}

/// A file as bytes, and what stands beside it.
struct Source {
    name: String,
    bytes: Vec<u8>,
    beside: Option<Commentary>,
    folder: Folder,
}

impl Source {
    fn of(path: &Path, beside: Option<Commentary>, tables: &Arc<Tables>) -> Result<Self, String> {
        let name = path.display().to_string();
        let bytes = bytes_of(path).map_err(|reason| format!("{}: {reason}", shown(&name)))?;
        Ok(Self {
            name,
            bytes,
            beside,
            folder: Folder::round(path, tables),
        })
    }

    /// Reads the whole.
    fn read(self) -> Result<Opened, String> {
        Opened::read(&self.name, self.bytes, self.beside, &self.folder)
            .map_err(|error| format!("{}: {error}", shown(&self.name)))
    }

    /// Reads the first `most` bytes, or a little less, up to where a line ends.
    fn read_part(&self, most: usize) -> Result<Opened, String> {
        let bytes = decode::cut(&self.bytes, most);
        let of = self.bytes.len();
        let beginning = self.bytes.get(..bytes).unwrap_or_default().to_vec();
        Opened::read(&self.name, beginning, self.beside.clone(), &self.folder)
            .map(|opened| opened.part(Part { bytes, of }))
            .map_err(|error| format!("{}: {error}", shown(&self.name)))
    }
}

/// Whether standard input is a pipe, a file or a socket: something that somebody meant to be read. The null device, as
/// programs have it that are started from no shell, is none of them.
pub(super) fn is_piped_in() -> bool {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return false;
    }
    #[cfg(unix)]
    {
        use std::os::fd::AsFd as _;
        use std::os::unix::fs::FileTypeExt as _;
        let duplicate = stdin.as_fd().try_clone_to_owned().map(fs::File::from);
        let kind = duplicate.and_then(|file| file.metadata());
        kind.is_ok_and(|found| !found.file_type().is_char_device())
    }
    #[cfg(not(unix))]
    {
        true
    }
}

/// The bytes of a file or of standard input, or why they cannot be had and what to do.
fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    if path.as_os_str() == STANDARD_INPUT {
        if io::stdin().is_terminal() {
            warn(
                "manicule: type or paste the text; Ctrl-D on a line of its own ends it, Ctrl-C leaves\n",
            );
        }
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        return Ok(bytes);
    }
    if path.is_dir() {
        if let Some(bytes) = pages::bytes_of(path) {
            return Ok(bytes);
        }
        return Err("this is a folder; name the documents in it".to_owned());
    }
    fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "this file may not be read; its permissions forbid it".to_owned()
        }
        _ => error.to_string(),
    })
}

/// The text of a file that was not named by the user but looked for. Only a regular file is opened: to open a pipe, or to
/// read a device, may take for ever.
pub(super) fn text_found(path: &Path) -> Option<String> {
    is_regular(path)
        .then(|| fs::read_to_string(path).ok())
        .flatten()
}

fn is_regular(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

/// `NAME.notes.toml` beside `NAME.*`, if it is there.
fn commentary_beside(path: &Path) -> Option<Commentary> {
    let beside = path.with_extension("notes.toml");
    let text = text_found(&beside)?;
    Some(Commentary {
        name: beside.display().to_string(),
        text,
    })
}

/// The folder of a document, from which other files may be fetched, never from outside it; and the tables to read by.
pub(super) struct Folder {
    root: PathBuf,
    tables: Arc<Tables>,
}

impl Folder {
    /// The folder that a file lies in.
    pub(super) fn round(path: &Path, tables: &Arc<Tables>) -> Self {
        Self {
            // A folder of pages is read as the list of its files.
            root: if path.is_dir() {
                path.to_path_buf()
            } else {
                path.parent().map(Path::to_path_buf).unwrap_or_default()
            },
            tables: Arc::clone(tables),
        }
    }
}

impl Surroundings for Folder {
    fn tables(&self) -> &Tables {
        &self.tables
    }

    fn fetch(&self, relative: &str) -> Result<Vec<u8>, String> {
        let inside = Path::new(relative)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside {
            return Err("it lies outside the document’s folder".to_owned());
        }
        let root = if self.root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.root
        };
        let path = root.join(relative);
        let is_within = |root: PathBuf, path: PathBuf| path.starts_with(root);
        match (root.canonicalize(), path.canonicalize()) {
            (Ok(root), Ok(path)) if !is_within(root.clone(), path.clone()) => {
                Err("it lies outside the document’s folder".to_owned())
            }
            (_, Err(_)) => Err("there is no such file".to_owned()),
            (_, Ok(path)) if !is_regular(&path) => Err("it is not a regular file".to_owned()),
            (_, Ok(path)) => bytes_of(&path),
        }
    }
}

/// The documents of a file whose bytes are known, its commentary attached.
pub(super) fn documents_of(
    path: &Path,
    bytes: Vec<u8>,
    tables: &Arc<Tables>,
) -> Result<Vec<Document>, String> {
    let name = path.display().to_string();
    let folder = Folder::round(path, tables);
    Opened::read(&name, bytes, commentary_beside(path), &folder)
        .map(|opened| opened.reading.documents)
        .map_err(|error| error.to_string())
}

/// The documents of an opened file: all, or the one wanted, by its identifier or its number.
pub(super) fn documents<'a>(
    opened: &'a Opened,
    wanted: Option<&str>,
) -> Result<Vec<&'a Document>, String> {
    let documents = &opened.reading.documents;
    let Some(wanted) = wanted else {
        return Ok(documents.iter().collect());
    };
    let by_number = || {
        let number: usize = wanted.parse().ok()?;
        documents.get(number.checked_sub(1)?)
    };
    let by_name = documents.iter().find(|document| document.id == wanted);
    if let Some(document) = by_name.or_else(by_number) {
        return Ok(vec![document]);
    }
    let names = documents.iter().map(|document| document.id.as_str());
    let hint =
        nearest(wanted, names).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Err(format!(
        "there is no document `{}` among the {} of this file{hint}",
        shown(wanted),
        documents.len()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_takes_no_name_that_is_taken() {
        let folder = tempfile::tempdir().expect("a folder for a test");
        let file = NewFile {
            stem: "telegram".to_owned(),
            ending: "md",
            text: "First.".to_owned(),
        };
        assert_eq!(
            write_new(folder.path(), &file).as_deref(),
            Ok("telegram.md")
        );
        let second = NewFile {
            text: "Second.".to_owned(),
            ..file
        };
        assert_eq!(
            write_new(folder.path(), &second).as_deref(),
            Ok("telegram-2.md")
        );
        let read = |name| fs::read_to_string(folder.path().join(name)).ok();
        assert_eq!(read("telegram.md").as_deref(), Some("First."));
        assert_eq!(read("telegram-2.md").as_deref(), Some("Second."));
    }
}
