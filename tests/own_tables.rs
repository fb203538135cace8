//! A user's own tables: what brackets mean to another archive, and what another edition's elements are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A folder of configuration with a document beside it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("manicule")).expect("a folder");
        Self { folder }
    }

    fn configured(self, name: &str, text: &str) -> Self {
        self.write(&format!("manicule/{name}"), text);
        self
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    }

    fn run(&self, action: &str, path: &Path, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_manicule"))
            .arg(action)
            .arg(path)
            .args(arguments)
            .env("XDG_CONFIG_HOME", self.folder.path())
            .output()
            .expect("the program starts")
    }

    /// The kinds of the annotations in a document, each with the words that it covers.
    fn kinds(&self, name: &str, text: &str) -> Vec<(String, String)> {
        let path = self.write(name, text);
        let output = self.run("print", &path, &["--format", "json"]);
        let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let document = &printed["documents"][0];
        let text = document["text"].as_str().expect("a text");
        let words = |annotation: &Value, side: &str| {
            usize::try_from(annotation[side].as_u64().expect("a place")).expect("a place")
        };
        let annotations = document["annotations"].as_array().expect("annotations");
        let kinds = annotations.iter().map(|annotation| {
            let kind = annotation["kind"].as_str().expect("a kind").to_owned();
            let span = words(annotation, "start")..words(annotation, "end");
            (kind, text.get(span).expect("a span").to_owned())
        });
        kinds.collect()
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |&(kind, words): &(&str, &str)| (kind.to_owned(), words.to_owned());
    expected.iter().map(owned).collect()
}

const CONVENTIONS: &str = r#"name = "harbour"

[[rule]]
name = "anchor mark"
labels = ["anchor mark", "anchor mark of *"]
kind = "stamp"
"#;

#[test]
fn own_conventions_hold_for_pasted_pages_and_native_files() {
    let page = "Report on the harbour\n\nThe ships came in. [anchor mark of the harbour master: Lübeck 1712] They left at night.\n";
    let plain = Desk::new().kinds("page.txt", page);
    assert!(!plain.iter().any(|(kind, _)| kind == "stamp"), "{plain:?}");
    let desk = Desk::new().configured("conventions.toml", CONVENTIONS);
    assert_eq!(
        desk.kinds("page.txt", page),
        pairs(&[("stamp", "Lübeck 1712")])
    );
    let native = |front: &str| {
        format!("+++\ntitle = \"Report\"\n{front}+++\n\nIt came in. [anchor mark: Lübeck]\n")
    };
    for (front, expected) in [
        ("", &[("stamp", "Lübeck")][..]),
        ("conventions = \"harbour\"\n", &[("stamp", "Lübeck")]),
        ("conventions = \"none\"\n", &[]),
    ] {
        assert_eq!(
            desk.kinds("native.txt", &native(front)),
            pairs(expected),
            "{front}"
        );
    }
    let archive = desk.kinds("native.txt", &native("conventions = \"archive\"\n"));
    assert!(
        !archive.iter().any(|(_, words)| words == "Lübeck"),
        "{archive:?}"
    );
}

#[test]
fn an_own_mapping_says_what_another_editions_elements_are() {
    let letter = "<TEI><text><body><p>The <blot>drowned</blot> word.</p></body></text></TEI>";
    assert_eq!(Desk::new().kinds("letter.xml", letter), []);
    let mapping = "[[element]]\nnames = [\"blot\"]\ninline = \"unclear\"\n";
    let desk = Desk::new().configured("tei.toml", mapping);
    assert_eq!(
        desk.kinds("letter.xml", letter),
        pairs(&[("unclear", "drowned")])
    );
}

#[test]
fn a_mistake_in_an_own_table_names_its_place_and_the_document_opens() {
    let desk = Desk::new().configured("conventions.toml", &CONVENTIONS.replace("stamp", "stemp"));
    let path = desk.write("page.txt", "The ships came in.\n");
    let output = desk.run("print", &path, &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("conventions.toml:3:1: `stemp` is no kind of annotation"),
        "{said}"
    );
    assert!(said.contains("did you mean `stamp`?"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("The ships came in."));
}

#[test]
fn one_document_of_a_file_is_printed_and_converted() {
    let volume = "<TEI><text><group><text xml:id='first'><body><p>One.</p></body></text>\
        <text xml:id='second'><body><p>Two.</p></body></text></group></text></TEI>";
    let desk = Desk::new();
    let path = desk.write("volume.xml", volume);
    for wanted in ["second", "2"] {
        for action in ["print", "convert"] {
            let output = desk.run(action, &path, &["--document", wanted]);
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(
                output.status.success() && said.contains("Two.") && !said.contains("One."),
                "{said}"
            );
        }
    }
    let output = desk.run("print", &path, &["--document", "secund"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains(
            "there is no document `secund` among the 2 of this file; did you mean `second`?"
        ),
        "{said}"
    );
}

#[test]
fn a_users_site_is_known_by_its_address() {
    const PAGE: &str = "<!-- saved from url=(0027)https://briefe.example/b/7.html -->\n<html><body><div id=top>Letters</div>\
        <div id=letter><b>Shelf</b> <i>Box 7</i><p>Sir, the lamp is broken.</p></div></body></html>";
    const SITE: &str =
        "[[site]]\nhosts = [\"briefe.example\"]\nbody = \"#letter\"\nlabels = \"b\"\n";
    let printed = |desk: Desk| {
        let path = desk.write("page.html", PAGE);
        let output = desk.run("print", &path, &[]);
        String::from_utf8(output.stdout).expect("text")
    };
    assert!(printed(Desk::new()).contains("Letters"));
    let known = printed(Desk::new().configured("websites.toml", SITE));
    assert!(
        !known.contains("Letters") && known.contains("Sir, the lamp is broken."),
        "{known}"
    );
    assert!(known.contains("Box 7"), "{known}");
}
