//! The index outlives the program being killed at any moment, and several programs at once: never a lost or a wrong hit.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use manicule::catalogue::{Catalogue, Order, Query};

/// How many times the program is killed.
const KILLS: usize = 100;

/// The files of the folder, and how many letters a file holds.
const FILES: usize = 12;
const LETTERS: usize = 20;

/// A folder of files, each with a word of its own that says which edition of it this is, and the cache beside it.
struct Folder {
    place: tempfile::TempDir,
    editions: [usize; FILES],
}

impl Folder {
    fn new() -> Self {
        let place = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(place.path().join("letters")).expect("a folder");
        let mut folder = Self {
            place,
            editions: [0; FILES],
        };
        for file in 0..FILES {
            folder.rewrite(file);
        }
        folder
    }

    /// Writes a file anew: each of its letters has the word of the edition once.
    fn rewrite(&mut self, file: usize) {
        self.editions[file] += 1;
        let word = word(file, self.editions[file]);
        let mut text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>\n".to_owned();
        for letter in 0..LETTERS {
            let _ = writeln!(
                text,
                "<div type=\"document\" xml:id=\"d{letter}\"><head>Letter {letter}</head><p>The harbour {word} is \
                 <add>closed</add> since the ice came, and nobody knows for how long.</p></div>"
            );
        }
        text.push_str("</body></text></TEI>\n");
        // As editors do: the file is never half there.
        let half = self.place.path().join("half");
        fs::write(&half, text).expect("a file");
        fs::rename(half, self.path(file)).expect("a file");
    }

    fn path(&self, file: usize) -> PathBuf {
        self.letters().join(format!("{file}.xml"))
    }

    fn letters(&self) -> PathBuf {
        self.place.path().join("letters")
    }

    fn index(&self) -> PathBuf {
        self.place.path().join("cache/manicule/library.sqlite")
    }

    /// Starts the program, which brings the index up to date.
    fn start(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_manicule"))
            .args(["search", "--count", "harbour"])
            .arg(self.letters())
            .env("XDG_CACHE_HOME", self.place.path().join("cache"))
            .env("XDG_CONFIG_HOME", self.place.path().join("none"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    }

    /// How many letters of each edition of each file the index has now, as it was left.
    fn found(&self) -> BTreeMap<(usize, usize), usize> {
        let catalogue = Catalogue::open(&self.index()).expect("an index");
        assert_eq!(catalogue.notice, None, "the index was not damaged");
        let (query, _) = Query::parse("harbour");
        let mut found = BTreeMap::new();
        let asked = catalogue.answers(&[], &query, Order::File, &mut |answer| {
            let file = stem(&answer.card.file);
            let context = &answer.hits.first().expect("a hit").context.right;
            let edition = context.split_whitespace().next().and_then(edition_of);
            *found
                .entry((file, edition.expect("the word of an edition")))
                .or_default() += 1;
            ControlFlow::Continue(())
        });
        asked.expect("an index that can be asked");
        found
    }
}

/// The word of an edition: letters only, so that it is one word.
fn word(file: usize, edition: usize) -> String {
    let digits = edition.to_string();
    let letters: String = digits
        .bytes()
        .map(|digit| char::from(b'a' + digit - b'0'))
        .collect();
    let first = char::from(b'a' + u8::try_from(file).expect("few files"));
    format!("{first}q{letters}")
}

fn edition_of(word: &str) -> Option<usize> {
    let (_, letters) = word.split_once('q')?;
    let digits = letters
        .bytes()
        .map(|letter| char::from(letter - b'a' + b'0'));
    digits.collect::<String>().parse().ok()
}

fn stem(path: &str) -> usize {
    let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str());
    stem.and_then(|stem| stem.parse().ok())
        .expect("a numbered file")
}

/// Numbers in no order that anyone would see, the same each time (the linear congruence of Numerical Recipes).
struct Chance(u32);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % end.max(1)
    }
}

#[test]
fn killed_at_any_moment_the_index_has_all_of_a_file_or_nothing_of_it() {
    let mut folder = Folder::new();
    let begun = Instant::now();
    assert!(folder.start().wait().expect("an end").success());
    let whole = begun.elapsed();
    let mut chance = Chance(16);
    for _ in 0..KILLS {
        for _ in 0..=chance.below(FILES) {
            folder.rewrite(chance.below(FILES));
        }
        let micros = usize::try_from(whole.as_micros()).expect("a short time");
        // Some are killed at once, some after they have ended; sometimes two write at the same time.
        let mut others = (chance.below(3) == 0).then(|| folder.start());
        let mut killed = folder.start();
        std::thread::sleep(Duration::from_micros(chance.below(micros) as u64));
        killed.kill().expect("it can be killed");
        killed.wait().expect("an end");
        if let Some(other) = &mut others {
            other.kill().expect("it can be killed");
            other.wait().expect("an end");
        }
        let found = folder.found();
        let mut seen = BTreeMap::new();
        for (&(file, edition), &letters) in &found {
            assert_eq!(letters, LETTERS, "file {file} is there in part");
            assert!(edition <= folder.editions[file]);
            assert_eq!(
                seen.insert(file, edition),
                None,
                "file {file} is there twice"
            );
        }
    }
    // Two programs at once finish what was begun.
    let mut programs = [folder.start(), folder.start()];
    for program in &mut programs {
        assert!(program.wait().expect("an end").success());
    }
    let expected = folder.editions.iter().enumerate();
    let expected = expected.map(|(file, &edition)| ((file, edition), LETTERS));
    assert_eq!(folder.found(), expected.collect());
}
