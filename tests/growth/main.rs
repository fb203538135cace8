//! What a document costs grows with its size and no faster, in time and in memory, whatever its shape.
//!
//! Nothing is timed. Here the memory is counted that a step asks for, in all and at its peak, which is the same on every
//! machine. What costs time and asks for no memory is counted in instructions, by `.ci/instructions`.

mod shapes;

use allocation_counter::{AllocationInfo, measure};
use manicule::app::{App, Event};
use manicule::document::{Document, FileId};
use manicule::export::{self, NativeOptions, NotesPlacement, TextOptions};
use manicule::key;
use manicule::keymap::Keymap;
use manicule::library::{Library, Opened, State};
use manicule::settings::Settings;
use manicule::source::{self, Alone, Reading};
use manicule::view::{NamedView, View};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use shapes::{SHAPES, Shape};

/// The smaller of the two sizes compared, in bytes: large enough that what the program needs for any document is little
/// beside it.
const SIZE: usize = 4 << 10;

/// The steepest growth, as the power of the size.
const STEEPEST: f64 = 1.2;

/// What is done with a document.
struct Step {
    name: &'static str,
    /// The most memory that it may take at a time, in bytes for each byte of the file.
    most_memory: u64,
    /// Does it with a file; says what it took.
    cost: fn(&str, &str) -> AllocationInfo,
}

const STEPS: &[Step] = &[
    Step {
        name: "read",
        most_memory: 100,
        cost: |name, text| {
            let bytes = text.as_bytes().to_vec();
            measure(|| drop(read(name, bytes)))
        },
    },
    Step {
        name: "print beside",
        most_memory: 100,
        cost: |name, text| print(name, text, NotesPlacement::Margin, NamedView::Annotated),
    },
    Step {
        name: "print at the end",
        most_memory: 100,
        cost: |name, text| print(name, text, NotesPlacement::End, NamedView::AsEdited),
    },
    Step {
        name: "convert",
        most_memory: 100,
        cost: |name, text| {
            let documents = read(name, text.into()).documents;
            measure(|| {
                for document in &documents {
                    drop(export::native(
                        document,
                        NativeOptions::FRIENDLIEST_FIRST[0],
                    ));
                    drop(export::markdown(document, &View::default()));
                    drop(export::tei(&[document]));
                }
                let all: Vec<&Document> = documents.iter().collect();
                drop(export::json(&all, &[]));
                drop(export::html(&all, &View::default()));
            })
        },
    },
    Step {
        name: "look at",
        most_memory: 100,
        cost: look_at,
    },
];

fn read(name: &str, bytes: Vec<u8>) -> Reading {
    source::read(name, bytes, &Alone).expect("text")
}

fn print(name: &str, text: &str, notes: NotesPlacement, view: NamedView) -> AllocationInfo {
    let documents = read(name, text.into()).documents;
    let (view, options) = (
        View::from(view),
        TextOptions {
            width: Some(100),
            notes,
            ..TextOptions::default()
        },
    );
    measure(|| {
        for document in &documents {
            drop(export::text(document, &view, options));
        }
    })
}

/// Opens a file in the reader, goes to its end and back, opens what can be opened.
fn look_at(name: &str, text: &str) -> AllocationInfo {
    let opened = Opened::read(name, text.into(), None, &Alone).expect("text");
    let mut library = Library::of([name.to_owned()]);
    library.arrive(FileId(0), State::Open(Box::new(opened)));
    let keys = key::sequence("j ) ) space v v G b g ] enter q i").expect("keys");
    measure(|| {
        let mut app = App::new(library, Settings::default(), Keymap::built_in());
        app.handle(Event::Resize(120, 40));
        for &key in keys.iter() {
            app.handle(Event::Key(key));
            (&app).render(
                Rect::new(0, 0, 120, 40),
                &mut Buffer::empty(Rect::new(0, 0, 120, 40)),
            );
        }
    })
}

/// Holds every so many-th shape to its bounds: the tests run beside each other.
fn check(part: usize, parts: usize) {
    // What is made once and kept is no cost of the first shape's.
    for step in STEPS {
        (step.cost)("a.txt", "+++\n+++\n\nWarm.\n");
        (step.cost)("a.xml", "<TEI><text><body><p>Warm.</p></body></text></TEI>");
    }
    let mut faults = String::new();
    for shape in SHAPES.iter().skip(part).step_by(parts) {
        for step in STEPS {
            faults.extend(fault(shape, step));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// What is wrong with the growth of a step over a shape.
#[expect(clippy::cast_precision_loss, reason = "a ratio need not be exact")]
fn fault(shape: &Shape, step: &Step) -> Option<String> {
    let (small, large) = (shape.of(SIZE), shape.of(2 * SIZE));
    let at = |text: &str| (step.cost)(shape.file, text);
    let (before, after) = (at(&small), at(&large));
    let slope = |before: u64, after: u64| (after.max(1) as f64 / before.max(1) as f64).log2();
    let slopes = [
        slope(before.bytes_total, after.bytes_total),
        slope(before.count_total, after.count_total),
    ];
    let factor = after.bytes_max / large.len() as u64;
    let is_steep = slopes.iter().any(|&slope| slope > STEEPEST);
    if std::env::var_os("MANICULE_SHOW_GROWTH").is_some() {
        println!(
            "{:>6.2} {:>6.2} {factor:>5} ×  {}: {} ({} bytes in all)",
            slopes[0], slopes[1], step.name, shape.name, after.bytes_total
        );
    }
    (is_steep || factor > step.most_memory).then(|| {
        let [bytes, count] = slopes;
        format!("{}: {}: bytes grow by {bytes:.2}, allocations by {count:.2}, at most {factor} × the file\n", shape.name, step.name)
    })
}

#[test]
fn what_shapes_cost_grows_with_their_size_1() {
    check(0, 2);
}

#[test]
fn what_shapes_cost_grows_with_their_size_2() {
    check(1, 2);
}
