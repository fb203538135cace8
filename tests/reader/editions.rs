//! The first screen of every TEI file at hand, narrow and wide: what holds of each, and what stands on it in short.
//!
//! `MANICULE_UPDATE=1 cargo test --test reader editions` writes `tests/data/first_screens.toml` anew; read the difference
//! before keeping it. The screens themselves are the editions' and stay out of the project.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::session::Session;
use manicule::library::{Opened, State};
use manicule::source::Surroundings;

/// The sizes of the terminals looked at.
const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// The folder of a file, for what it includes.
struct Folder<'a>(&'a Path);

impl Surroundings for Folder<'_> {
    fn fetch(&self, relative: &str) -> Result<Vec<u8>, String> {
        if relative.split('/').any(|part| part == "..") {
            return Err("it lies outside of the folder opened".to_owned());
        }
        std::fs::read(self.0.join(relative)).map_err(|error| error.to_string())
    }
}

/// What stands on a first screen, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Screen {
    file: String,
    columns: u16,
    /// The title line's first words.
    title: String,
    /// The text's first words.
    begins: String,
    /// How many rows of the text's column are not empty.
    rows: usize,
    /// The signs in the margin, from above.
    signs: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Screens {
    screen: Vec<Screen>,
}

fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources/tei");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
        {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                let name = path
                    .strip_prefix(&root)
                    .expect("below it")
                    .display()
                    .to_string();
                found.push((name, path));
            }
        }
    }
    found.sort();
    found
}

/// The first so many characters, up to the end of a word.
fn in_short(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().take(4).collect();
    words.join(" ")
}

/// The margin of a document is true on every screen that one scrolls to, also in the view of the edition.
fn walk(mut session: Session) {
    for view in ["V a", "V e"] {
        session.press(view);
        for keys in [
            "g", "space", "j j j", "space", "5 0 g", ")", ") )", "esc", "G",
        ] {
            session.press(keys);
            super::properties::check_margin(&session);
        }
    }
}

fn look(name: &str, path: &Path, (width, height): (u16, u16)) -> Screen {
    let bytes = std::fs::read(path).expect("a file");
    let folder = Folder(path.parent().expect("a folder"));
    let opened = Opened::read(name, bytes, None, &folder).expect("text");
    let session = Session::of(vec![State::Open(Box::new(opened))]).size(width, height);
    let screen = session.screen();
    for row in screen.lines() {
        assert!(
            unicode_width::UnicodeWidthStr::width(row) <= usize::from(width),
            "{name}: {row:?}"
        );
        assert!(!row.contains(char::is_control), "{name}: {row:?}");
        assert!(
            !row.contains("&amp;") && !row.contains("xml:id"),
            "{name}: {row:?}"
        );
    }
    let areas = *session.app.pane.areas().expect("large enough");
    let buffer = session.buffer();
    let row = |area: ratatui::layout::Rect, y: u16| {
        let cells = (area.left()..area.right()).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>()
    };
    let text: Vec<String> = (areas.text.top()..areas.text.bottom())
        .map(|y| row(areas.text, y))
        .collect();
    let signs = areas.margin.map(|margin| {
        let column = ratatui::layout::Rect {
            width: session.app.pane.setting.sign_width,
            ..margin
        };
        let rows = (margin.top()..margin.bottom()).map(|y| row(column, y));
        let signs = rows.map(|row| {
            row.trim_matches(|c: char| !c.is_alphanumeric() && c != '*')
                .to_owned()
        });
        signs
            .filter(|sign| !sign.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    let rows = text.iter().filter(|row| !row.trim().is_empty()).count();
    assert!(
        rows > 0 || areas.metadata.is_some(),
        "{name}: nothing stands on the first screen\n{screen}"
    );
    if width >= 120 {
        walk(session);
    }
    let title = in_short(screen.lines().next().unwrap_or_default());
    assert!(!title.is_empty(), "{name}: no title\n{screen}");
    Screen {
        file: name.to_owned(),
        columns: width,
        title,
        begins: in_short(
            text.iter()
                .find(|row| !row.trim().is_empty())
                .map_or("", String::as_str),
        ),
        rows,
        signs: signs.unwrap_or_default(),
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "what a test leaves out is said")]
fn first_screens_are_as_they_were() {
    let files = files();
    if files.is_empty() {
        assert!(
            std::env::var_os("CI").is_none(),
            "the TEI sources are not there"
        );
        eprintln!("skipped: the TEI sources are not there");
        return;
    }
    let screens = files
        .iter()
        .flat_map(|(name, path)| SIZES.map(|size| look(name, path, size)));
    let found = Screens {
        screen: screens.collect(),
    };
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/first_screens.toml");
    if std::env::var_os("MANICULE_UPDATE").is_some() {
        let text = toml::to_string(&found).expect("plain values");
        std::fs::write(&data, text).expect("the data can be written");
        return;
    }
    let known: Screens =
        toml::from_str(&std::fs::read_to_string(&data).expect("the data")).expect("screens");
    for screen in found.screen {
        let is_same =
            |known: &&Screen| known.file == screen.file && known.columns == screen.columns;
        let known = known.screen.iter().find(is_same);
        assert_eq!(Some(&screen), known, "MANICULE_UPDATE=1 writes it");
    }
}
