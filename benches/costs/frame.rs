//! A keystroke's whole frame: from the key to the cells that a terminal would be sent. The cost must not grow with the
//! document.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use manicule::app::{App, Event};
use manicule::document::{Document, FileId};
use manicule::key;
use manicule::keymap::Keymap;
use manicule::library::{Library, Opened, State};
use manicule::settings::Settings;
use manicule::source::Alone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::sources::{Language, SIZES, document};

/// Keys pressed in turn, so that each frame differs from the one before, by what they do.
const KEYS: &[(&str, &str)] = &[
    ("a line down and up", "j k"),
    ("a page down and up", "space b"),
    ("next and previous annotation", "tab backtab"),
    ("a layer off and on", "t h t h"),
    ("the next view, five times", "v v v v v"),
    ("the end and the start", "G g"),
];

/// Measures frames.
pub(crate) fn costs(criterion: &mut Criterion) {
    for (name, size) in SIZES {
        let document = document(*size, Language::English);
        let mut reader = Reader::of(document);
        for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
            let mut group = criterion.benchmark_group(format!("frames {columns}x{rows}"));
            group.sample_size(10);
            reader.resize(columns, rows);
            // Into the middle of the document, where nothing is cheap for being at an edge.
            reader.press("G");
            reader.press("ctrl-u ctrl-u ctrl-u ctrl-u ctrl-u ctrl-u");
            for (what, keys) in KEYS {
                group.bench_function(BenchmarkId::new(*what, name), |bencher| {
                    bencher.iter(|| reader.press(black_box(keys)));
                });
            }
            group.bench_function(
                BenchmarkId::new("a narrower window and back", name),
                |bencher| {
                    bencher.iter(|| {
                        reader.resize(columns - 10, rows);
                        reader.resize(columns, rows);
                    });
                },
            );
            group.finish();
        }
    }
}

/// A reader with a terminal in memory.
struct Reader {
    app: App,
    terminal: Terminal<TestBackend>,
}

impl Reader {
    fn of(document: Document) -> Self {
        let mut opened =
            Opened::read("made.txt", b"Text.\n".to_vec(), None, &Alone).expect("text can be read");
        opened.reading.documents = vec![document];
        let mut library = Library::of(["made".to_owned()]);
        library.arrive(FileId(0), State::Open(Box::new(opened)));
        let app = App::new(library, Settings::default(), Keymap::built_in());
        let terminal = Terminal::new(TestBackend::new(80, 24)).expect("memory can be drawn on");
        Self { app, terminal }
    }

    fn press(&mut self, keys: &str) {
        for key in key::sequence(keys).expect("keys as the keymap writes them") {
            self.app.handle(Event::Key(key));
            self.draw();
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.app.handle(Event::Resize(columns, rows));
        self.terminal.backend_mut().resize(columns, rows);
        self.draw();
    }

    fn draw(&mut self) {
        let app = &self.app;
        self.terminal
            .draw(|frame| frame.render_widget(app, frame.area()))
            .expect("memory can be drawn on");
    }
}
