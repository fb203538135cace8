//! A folder as a library: how long it takes to index it, to open it again, to find words in it; how large the index is.
//!
//! `cargo bench --bench library` measures on made volumes of 40 MB. `cargo bench --bench library -- 325 FILE…` makes 325 MB of
//! volumes of the files named, which are best real ones, and measures on those. Where ripgrep is installed the same words are
//! counted by it beside.

mod multiply;
#[path = "../costs/sources.rs"]
#[expect(
    dead_code,
    reason = "the other benches measure what is not needed here"
)]
mod sources;

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

use manicule::catalogue::{Catalogue, Order, Query};
use manicule::document::Document;
use manicule::source::{self, Alone};

const MEGABYTE: usize = 1_000_000;

/// The size of the library where none is asked for, in megabytes.
const USUAL_SIZE: usize = 40;

/// The size of a made volume.
const VOLUME: usize = 3 * MEGABYTE;

fn main() {
    // Cargo itself adds `--bench`.
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let size = arguments.first().and_then(|size| size.parse().ok());
    let files: Vec<PathBuf> = arguments
        .iter()
        .skip(usize::from(size.is_some()))
        .map(PathBuf::from)
        .collect();
    let place = tempfile::tempdir().expect("a folder");
    let library = Library {
        folder: place.path().join("volumes"),
        index: place.path().join("library.sqlite"),
    };
    fs::create_dir_all(&library.folder).expect("a folder");
    let sources = sources_of(&files);
    let (count, bytes) = multiply::multiply(
        &sources,
        &library.folder,
        size.unwrap_or(USUAL_SIZE) * MEGABYTE,
    )
    .expect("volumes that can be written");
    say(
        "volumes",
        &format!("{count} of {} MB together", bytes / MEGABYTE),
    );
    library.measure(bytes, &sources[0].1);
}

/// The files named, or a made one.
fn sources_of(files: &[PathBuf]) -> Vec<(String, String)> {
    if files.is_empty() {
        return vec![("made.xml".to_owned(), sources::tei(VOLUME))];
    }
    let read = |path: &PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Some((name?, fs::read_to_string(path).expect("a text")))
    };
    files.iter().filter_map(read).collect()
}

struct Library {
    folder: PathBuf,
    index: PathBuf,
}

impl Library {
    fn measure(&self, bytes: usize, sample: &str) {
        let (documents, whole) = timed(|| self.refresh());
        say(
            "indexed",
            &format!("{documents} documents in {}", seconds(whole)),
        );
        say("processor time so far", &processor_time());
        say("peak memory so far", &peak_memory());
        let index = fs::metadata(&self.index).map_or(0, |file| file.len());
        #[expect(clippy::cast_precision_loss, reason = "a ratio to two places")]
        let share = index as f64 / bytes as f64;
        say(
            "index",
            &format!("{} MB, {share:.2} of the volumes", index / MEGABYTE as u64),
        );
        let catalogue = Catalogue::open(&self.index).expect("an index");
        let ((), first) = timed(|| {
            let catalogue = Catalogue::open(&self.index).expect("an index");
            let listing = catalogue.listing(&[], &mut |_| ControlFlow::Break(()));
            listing.expect("a list");
        });
        say("opened again, first screen", &seconds(first));
        let ((), all) = timed(|| {
            let listing = catalogue.listing(&[], &mut |_| ControlFlow::Continue(()));
            listing.expect("a list");
        });
        say("opened again, all listed", &seconds(all));
        let (_, unchanged) = timed(|| self.refresh());
        say("looked whether anything has changed", &seconds(unchanged));
        for query in queries(sample) {
            self.ask(&catalogue, &query);
        }
        self.change_one();
    }

    /// Brings the index up to date, as the program does; how many documents were read.
    fn refresh(&self) -> usize {
        let mut catalogue = Catalogue::open(&self.index).expect("an index");
        let mut documents = 0;
        let read = |path: &Path, bytes: Vec<u8>| -> Result<Vec<Document>, String> {
            let reading = source::read(&path.to_string_lossy(), bytes, &Alone);
            reading
                .map(|reading| reading.documents)
                .map_err(|error| error.to_string())
        };
        let roots = [self.folder.clone()];
        let refreshed = catalogue.refresh(&roots, "", &read, &mut |progress| {
            documents = progress.documents;
            ControlFlow::Continue(())
        });
        refreshed.expect("an index that can be written");
        documents
    }

    fn ask(&self, catalogue: &Catalogue, line: &str) {
        let (query, _) = Query::parse(line);
        let begun = Instant::now();
        let (mut hits, mut documents, mut first) = (0, 0, None);
        let asked = catalogue.answers(&[], &query, Order::Date, &mut |answer| {
            first.get_or_insert_with(|| begun.elapsed());
            hits += answer.hits.len();
            documents += 1;
            ControlFlow::Continue(())
        });
        asked.expect("an answer");
        let first = first.map_or("none".to_owned(), seconds);
        say(
            line,
            &format!(
                "{hits} hits in {documents} documents: first {first}, all {}",
                seconds(begun.elapsed())
            ),
        );
        let words = line.trim_matches('"');
        let mut ripgrep = Command::new("rg");
        ripgrep
            .args([
                "--count-matches",
                "--ignore-case",
                "--word-regexp",
                "--no-filename",
                words,
            ])
            .arg(&self.folder);
        let (output, taken) = timed(|| ripgrep.output());
        if let Ok(output) = output {
            let count: usize = String::from_utf8_lossy(&output.stdout)
                .lines()
                .filter_map(|line| line.parse::<usize>().ok())
                .sum();
            say(
                "  ripgrep",
                &format!(
                    "{count} matches, marks and metadata included: {}",
                    seconds(taken)
                ),
            );
        }
    }

    /// Changes one volume and brings the index up to date.
    fn change_one(&self) {
        let first = fs::read_dir(&self.folder)
            .expect("a folder")
            .next()
            .expect("a file")
            .expect("a file")
            .path();
        let text = fs::read_to_string(&first).expect("a text");
        fs::write(&first, multiply::copy(&text, 17)).expect("a file");
        let (documents, taken) = timed(|| self.refresh());
        say(
            "a changed volume",
            &format!("{documents} documents in {}", seconds(taken)),
        );
    }
}

/// A frequent word of the sample, a rare one, and two that often stand together.
fn queries(sample: &str) -> Vec<String> {
    let text = sample.get(sample.len() / 4..).unwrap_or(sample);
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &words {
        *counts.entry(word).or_default() += 1;
    }
    let frequent = counts
        .iter()
        .filter(|(word, _)| word.len() > 6)
        .max_by_key(|(word, count)| (**count, **word));
    let rare = counts
        .iter()
        .filter(|(word, _)| word.len() > 6)
        .min_by_key(|(word, count)| (**count, **word));
    let mut pairs: HashMap<(&str, &str), usize> = HashMap::new();
    for pair in words
        .windows(2)
        .filter(|pair| text.contains(&pair.join(" ")))
        .take(2_000)
    {
        *pairs.entry((pair[0], pair[1])).or_default() += 1;
    }
    let pair = pairs.iter().max_by_key(|(pair, count)| (**count, **pair));
    let words = [frequent, rare]
        .into_iter()
        .flatten()
        .map(|(word, _)| (*word).to_owned());
    words
        .chain(pair.map(|((one, other), _)| format!("\"{one} {other}\"")))
        .collect()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed())
}

fn seconds(duration: Duration) -> String {
    if duration < Duration::from_secs(2) {
        format!("{:.1} ms", duration.as_secs_f64() * 1_000.0)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// The most memory that this program has had, where the system says it.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("not known here".to_owned(), |line| line.trim().to_owned())
}

/// The time that this program has had of all processors, where the system says it: of use where others work beside.
fn processor_time() -> String {
    /// Ticks of `/proc` in a second, on every Linux in use.
    const TICKS: f64 = 100.0;
    let status = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = status
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = fields.get(11..13).map(|times| {
        times
            .iter()
            .filter_map(|time| time.parse::<f64>().ok())
            .sum::<f64>()
    });
    ticks.map_or("not known here".to_owned(), |ticks| {
        format!("{:.1} s", ticks / TICKS)
    })
}

#[expect(clippy::print_stdout, reason = "a bench says what it measured")]
fn say(what: &str, found: &str) {
    println!("{what:>36}  {found}");
}
