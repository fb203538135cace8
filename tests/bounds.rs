//! What a small file may cost and bring about: bounds on what it makes the program read, and what is written can be read again.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn a_bomb_of_includes_is_cut_short() {
    let folder = tempfile::tempdir().expect("a folder");
    for level in 0..4 {
        let next = level + 1;
        let include =
            format!("<xi:include href=\"l{next}.xml\"/>").repeat(if level < 3 { 60 } else { 0 });
        let text = format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"><text><body><p>{}</p>{include}</body></text></TEI>",
            "harbour ".repeat(500)
        );
        fs::write(folder.path().join(format!("l{level}.xml")), text).expect("a file");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_manicule"))
        .arg("check")
        .arg(folder.path().join("l0.xml"))
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("the same files are included too often"),
        "{}",
        said.get(..2000).unwrap_or(&said)
    );
}

fn manicule(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manicule"));
    command
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn what_is_converted_is_text_and_can_be_read_again() {
    let bell = "<p rend=\"plain\">x\u{7}\u{1b}[\u{7}</p>".repeat(24);
    let spoilt = format!("<TEI><text><body>{bell}</body></text></TEI>");
    let picture = "<TEI><text><body><p>GIF89a is a format</p></body></text></TEI>";
    for (text, status) in [(spoilt.as_str(), 1), (picture, 2)] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("spoilt.xml");
        fs::write(&path, text).expect("a file");
        for form in ["native", "tei", "markdown", "html", "json"] {
            let output = manicule(&["convert", shown(&path), "--to", form]);
            if output.status.code() == Some(2) {
                assert_eq!(
                    (status, &*String::from_utf8_lossy(&output.stdout)),
                    (2, ""),
                    "{form}"
                );
                continue;
            }
            let written = folder.path().join(format!("written.{form}"));
            fs::write(&written, &output.stdout).expect("a file");
            let read = manicule(&["check", shown(&written)]);
            assert_ne!(
                read.status.code(),
                Some(2),
                "{form}: {}{}",
                String::from_utf8_lossy(&read.stderr),
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
}

#[test]
fn no_more_is_read_of_a_file_than_may_be() {
    for file in ["/dev/zero", "corpus/guide.txt"] {
        let output = Command::new(env!("CARGO_BIN_EXE_manicule"))
            .args(["print", file])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("MANICULE_LARGEST_FILE", "0")
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("larger than 0 MB"), "{said}");
    }
}
