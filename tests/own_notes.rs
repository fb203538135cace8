//! Own notes as files and for other programs: two programs at once, damaged files, a program killed while it writes, renamed
//! and corrected documents, web annotations out and in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::thread;

use serde_json::{Value, json};

static LETTER: &str = "+++\ntitle = \"The clerk to the keeper\"\n+++\n\nThe lamp 𝔄 is out. I asked Cde. Petrova for oil. She has none.\n\n\
    1. The second lamp was ordered in the spring; it has been promised for the autumn.\n";

/// A folder with a letter, and a data folder, which go with the test.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("letter.txt"), LETTER).expect("a letter");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"));
        command
    }

    fn notes(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_manicule"));
        command
            .arg("notes")
            .args(arguments)
            .output()
            .expect("the program starts")
    }

    /// What is printed of the notes on the letter.
    fn printed(&self, format: &str) -> String {
        let output = self.notes(&["letter.txt", "--format", format]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Takes annotations in; the exit status.
    fn import(&self, name: &str, annotations: &[Value]) -> i32 {
        let file = self.path(name);
        fs::write(&file, Value::from(annotations.to_vec()).to_string()).expect("a file");
        let output = self.notes(&["letter.txt", "--import", name]);
        output.status.code().expect("an exit status")
    }

    /// The files of notes in the data folder.
    fn kept(&self) -> Vec<PathBuf> {
        let files = fs::read_dir(self.path("data/manicule/notes"))
            .into_iter()
            .flatten();
        let paths = files.filter_map(|file| Some(file.ok()?.path()));
        paths
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .collect()
    }
}

fn annotation(id: &str, exact: &str, text: &str) -> Value {
    json!({
        "id": format!("urn:manicule:note:{id}"), "type": "Annotation", "motivation": "commenting",
        "created": "2026-11-25T08:12:30Z",
        "body": [{ "type": "TextualBody", "purpose": "commenting", "value": text }],
        "target": { "source": "letter.txt", "selector": { "type": "TextQuoteSelector", "exact": exact } },
    })
}

#[test]
fn two_programs_that_write_a_thousand_notes_each_lose_none() {
    let desk = Desk::new();
    thread::scope(|scope| {
        for program in 0..2 {
            let desk = &desk;
            scope.spawn(move || {
                for part in 0..10 {
                    let annotations: Vec<Value> = (0..100)
                        .map(|number| {
                            annotation(&format!("p{program}-{part}-{number}"), "Petrova", "A note.")
                        })
                        .collect();
                    assert_eq!(
                        desk.import(&format!("{program}-{part}.json"), &annotations),
                        0
                    );
                }
            });
        }
    });
    assert_eq!(desk.printed("toml").matches("[[notes]]").count(), 2_000);
    assert_eq!(desk.kept().len(), 1);
}

#[test]
fn a_damaged_file_is_never_overwritten_and_takes_its_notes_back_when_it_is_mended() {
    let desk = Desk::new();
    let good = "own = true\n\n[[notes]]\nid = \"n1\"\nquote = \"out\"\ntext = \"Since when?\"\n";
    let damaged = format!("{good}\n[[notes]\nquote = 3\n");
    let file = desk.path("letter.notes.toml");
    fs::write(&file, &damaged).expect("a file");
    assert_eq!(
        desk.import("one.json", &[annotation("n2", "Petrova", "Who?")]),
        0
    );
    assert_eq!(fs::read_to_string(&file).expect("a file"), damaged);
    let beside = desk.path("letter.notes.new.toml");
    assert!(
        fs::read_to_string(&beside)
            .expect("a file")
            .contains("Who?")
    );
    fs::write(&file, good).expect("a file");
    assert_eq!(
        desk.import("two.json", &[annotation("n3", "oil", "How much?")]),
        0
    );
    let mended = fs::read_to_string(&file).expect("a file");
    for words in ["Since when?", "Who?", "How much?"] {
        assert!(mended.contains(words), "{mended}");
    }
    assert!(!beside.exists());
}

#[test]
fn a_program_that_dies_while_it_writes_leaves_the_old_file() {
    let desk = Desk::new();
    assert_eq!(
        desk.import("one.json", &[annotation("n1", "Petrova", "Who?")]),
        0
    );
    let before = fs::read_to_string(&desk.kept()[0]).expect("a file");
    let many: Vec<Value> = (0..200)
        .map(|number| annotation(&format!("m{number}"), "oil", "A long note, over and over."))
        .collect();
    fs::write(desk.path("many.json"), Value::from(many).to_string()).expect("a file");
    // No file may grow beyond a few blocks: whoever writes more is killed.
    let program = env!("CARGO_BIN_EXE_manicule");
    let script = format!("ulimit -f 4; exec '{program}' notes letter.txt --import many.json");
    let output = desk
        .command("sh")
        .args(["-c", &script])
        .output()
        .expect("a shell");
    assert!(!output.status.success());
    assert_eq!(fs::read_to_string(&desk.kept()[0]).expect("a file"), before);
    assert!(desk.printed("toml").contains("Who?"));
}

#[test]
fn a_renamed_and_a_corrected_document_keep_their_notes() {
    let desk = Desk::new();
    assert_eq!(
        desk.import("one.json", &[annotation("n1", "Petrova", "Who?")]),
        0
    );
    fs::rename(desk.path("letter.txt"), desk.path("clerk.txt")).expect("renamed");
    let output = desk.notes(&["clerk.txt", "--format", "toml"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("Who?"));
    fs::rename(desk.path("clerk.txt"), desk.path("letter.txt")).expect("renamed");
    fs::write(
        desk.path("letter.txt"),
        LETTER.replace("The lamp", "Sir, the lamp"),
    )
    .expect("a letter");
    assert!(
        desk.printed("markdown").contains("Who?"),
        "{}",
        desk.printed("markdown")
    );
}

#[test]
fn what_is_written_for_others_is_taken_in_again_with_every_field() {
    let desk = Desk::new();
    let notes = "own = true\n\n[[notes]]\nid = \"n1\"\nquote = \"Petrova\"\nbefore = \"I asked Cde. \"\nafter = \" for oil\"\npen = \"c\"\ntags = [\"oil\", \"people\"]\n\
        text = \"Who?\"\nauthor = \"A. Reader\"\nsource = \"Staff list, p. 3\"\ncreated = 2026-01-02T03:04:05Z\nchanged = 2026-01-02T03:04:05Z\n\n\
        [[notes]]\nid = \"n2\"\nfield = \"document\"\ntext = \"Read twice.\"\ncreated = 2026-01-02T03:04:06Z\nchanged = 2026-01-02T03:04:07Z\n";
    fs::write(desk.path("letter.notes.toml"), notes).expect("notes");
    let written = desk.printed("webannotation");
    let other = Desk::new();
    fs::write(other.path("in.json"), &written).expect("a file");
    let output = other.notes(&["letter.txt", "--import", "in.json"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut again: Value = serde_json::from_str(&other.printed("webannotation")).expect("JSON");
    let mut before: Value = serde_json::from_str(&written).expect("JSON");
    for all in [&mut before, &mut again] {
        for item in all["first"]["items"].as_array_mut().expect("items") {
            // Where its words were quoted is the copy's own.
            let item = item.as_object_mut().expect("an annotation");
            let target = item
                .get_mut("target")
                .and_then(Value::as_object_mut)
                .expect("a target");
            if let Some(selectors) = target.get_mut("selector").and_then(Value::as_array_mut) {
                selectors.retain(|selector| selector["type"] == "TextQuoteSelector");
            }
        }
    }
    assert_eq!(again["first"]["items"], before["first"]["items"]);
}

#[test]
fn places_count_characters_outside_and_bytes_inside() {
    let desk = Desk::new();
    let mut by_place = annotation("n1", "", "Off?");
    // Behind `The lamp 𝔄 is `: 14 characters, 17 bytes.
    by_place["target"]["selector"] =
        json!({ "type": "TextPositionSelector", "start": 14, "end": 17 });
    assert_eq!(desk.import("one.json", &[by_place]), 0);
    let written: Value = serde_json::from_str(&desk.printed("webannotation")).expect("JSON");
    let selectors = &written["first"]["items"][0]["target"]["selector"];
    assert_eq!(selectors[0]["exact"], "out");
    assert_eq!(
        (&selectors[1]["start"], &selectors[1]["end"]),
        (&json!(14), &json!(17))
    );
    assert!(desk.printed("toml").contains("place = 17"));
}

#[test]
fn what_cannot_be_placed_is_said_and_kept() {
    let desk = Desk::new();
    let gone = annotation("n1", "the moth in the margin", "Gone.");
    assert_eq!(desk.import("one.json", &[gone]), 1);
    let printed = desk.printed("markdown");
    assert!(
        printed.contains("> the moth in the margin")
            && printed.contains("not found in the text as it is now"),
        "{printed}"
    );
}

#[test]
fn notes_are_printed_with_quotation_point_and_citation() {
    let desk = Desk::new();
    let mut tagged = annotation("n1", "promised for the autumn", "It never came.");
    tagged["body"]
        .as_array_mut()
        .expect("bodies")
        .push(json!({ "type": "TextualBody", "purpose": "tagging", "value": "lamp" }));
    assert_eq!(desk.import("one.json", &[tagged]), 0);
    let printed = desk.printed("markdown");
    assert!(
        printed.starts_with("## The clerk to the keeper\n\n"),
        "{printed}"
    );
    assert!(
        printed.contains("> promised for the autumn\n\nIt never came.\n\n#lamp · point 1 · "),
        "{printed}"
    );
}

#[test]
fn commentaries_are_printed_too() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/guide.txt");
    let desk = Desk::new();
    let output = desk.notes(&[corpus.to_str().expect("UTF-8"), "--commentary"]);
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        printed.contains("> Tinea\n") && printed.contains("Latin for a gnawing worm"),
        "{printed}"
    );
}
