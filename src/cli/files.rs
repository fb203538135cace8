//! Files on disk: a document and what stands beside it, the user's own settings and keymap.

use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use etcetera::BaseStrategy;

use crate::app::library::{Commentary, Opened, State};
use crate::document::Document;
use crate::source::Siblings;

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

/// Reads a file and the commentary beside it.
pub(super) fn open(path: &Path) -> Result<Opened, String> {
    open_with(path, commentary_beside(path))
}

/// Reads a file by itself, without the commentary beside it.
pub(super) fn open_alone(path: &Path) -> Result<Opened, String> {
    open_with(path, None)
}

fn open_with(path: &Path, beside: Option<Commentary>) -> Result<Opened, String> {
    let name = path.display().to_string();
    let shown = crate::layout::shown(&name).into_owned();
    let bytes = bytes_of(path).map_err(|reason| format!("{shown}: {reason}"))?;
    let folder = Folder {
        root: path.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    let opened =
        Opened::read(&name, bytes, beside, &folder).map_err(|error| format!("{shown}: {error}"))?;
    Ok(opened)
}

/// The same, as the state of a file in the library.
pub(super) fn open_state(path: &Path) -> State {
    open(path).map_or_else(State::Failed, |opened| State::Open(Box::new(opened)))
}

/// The bytes of a file or of standard input, or why they cannot be had and what to do.
fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    if path.as_os_str() == STANDARD_INPUT {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        return Ok(bytes);
    }
    if path.is_dir() {
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

/// `NAME.notes.toml` beside `NAME.*`, if it is there.
fn commentary_beside(path: &Path) -> Option<Commentary> {
    let beside = path.with_extension("notes.toml");
    let text = fs::read_to_string(&beside).ok()?;
    Some(Commentary {
        name: beside.display().to_string(),
        text,
    })
}

/// The folder of a document, from which other files may be fetched; never from outside it.
struct Folder {
    root: PathBuf,
}

impl Siblings for Folder {
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
            (_, Ok(path)) => bytes_of(&path),
        }
    }
}

/// One of the user's own files: its name and its text, if it is there.
pub(super) fn configuration(name: &str) -> Option<(String, String)> {
    let folder = etcetera::choose_base_strategy()
        .ok()?
        .config_dir()
        .join("manicule");
    let path = folder.join(name);
    let text = fs::read_to_string(&path).ok()?;
    Some((path.display().to_string(), text))
}

/// The documents of an opened file.
pub(super) fn documents(opened: &Opened) -> Vec<&Document> {
    opened.reading.documents.iter().collect()
}
