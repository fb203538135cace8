//! What a small file may cost: bounds on what it makes the program read.

use std::fs;
use std::process::Command;

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
