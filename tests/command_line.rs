//! The command line as programs and people use it: what is printed, and the exit status (0 all well, 1 something found
//! wrong, 2 could not).

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const PASTED: &str = "tests/fixtures/stalin-molotov-telegram.pasted.txt";

fn manicule(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program starts")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manicule"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR");
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

#[track_caller]
fn json(output: &Output) -> Value {
    serde_json::from_str(&out(output)).expect("JSON")
}

/// A file of the test's own, in a folder that goes with it.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    (folder, path)
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn the_metadata_of_the_pasted_page_is_all_there() {
    let output = manicule(&["print", PASTED, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let printed = json(&output);
    assert_eq!(printed["problems"], Value::Array(Vec::new()));
    let metadata = &printed["documents"][0]["metadata"];
    let transmission = &metadata["transmission"];
    for (found, expected) in [
        (
            &metadata["title"],
            "Telegram via VcH from Stalin to Cde. Molotov",
        ),
        (&metadata["genre"], "telegram"),
        (&metadata["dates"][0]["edtf"], "1945-11-11"),
        (&metadata["dates"][0]["printed"], "November 11, 1945"),
        (&metadata["dates"][1]["printed"], "11 November 1945"),
        (&transmission["from"][0]["place"], "Sochi"),
        (&transmission["to"][0]["name"], "Cde. Molotov"),
        (&transmission["copies_to"][0]["name"], "the five"),
        (&transmission["channel"], "VcH"),
        (&transmission["sent_by"], "Poskrebyshev"),
        (&transmission["received_by"], "Petrova"),
        (&transmission["received_at"], "1945-11-11T22:40"),
        (&metadata["archive"]["repository"], "RGASPI"),
        (&metadata["edition"]["contributor"], "Sergey Radchenko"),
        (&metadata["edition"]["translator"], "Gary Goldberg"),
        (
            &metadata["edition"]["funder"],
            "Blavatnik Family Foundation",
        ),
    ] {
        assert_eq!(found, expected, "{metadata:#}");
    }
    let parts: Vec<(&str, &str)> = (metadata["archive"]["parts"]
        .as_array()
        .expect("parts")
        .iter())
    .map(|part| {
        (
            part["name"].as_str().unwrap_or_default(),
            part["value"].as_str().unwrap_or_default(),
        )
    })
    .collect();
    assert_eq!(
        parts,
        [
            ("fond", "558"),
            ("opis", "11"),
            ("delo", "98"),
            ("listy", "0102–0105")
        ]
    );
    for absent in ["record_id", "uploaded"] {
        assert_eq!(metadata.get(absent), None, "{absent}");
    }
}

#[test]
fn offsets_point_into_the_text() {
    let printed = json(&manicule(&["print", PASTED, "--format", "json"]));
    let document = &printed["documents"][0];
    let text = document["text"].as_str().expect("a text");
    let slice = |of: &Value| {
        let place =
            |name: &str| usize::try_from(of[name].as_u64().expect("an offset")).expect("small");
        text.get(place("start")..place("end"))
            .expect("a stretch of the text")
            .to_owned()
    };
    let annotations: Vec<(String, String, String)> = (document["annotations"]
        .as_array()
        .expect("annotations")
        .iter())
    .map(|of| {
        (
            of["layer"].as_str().unwrap_or_default().to_owned(),
            of["kind"].as_str().unwrap_or_default().to_owned(),
            slice(of),
        )
    })
    .collect();
    for (layer, kind, words) in [
        (
            "handwriting",
            "inscription",
            "store (in the classified archive). M. Mayorov",
        ),
        ("uncertain", "unclear", "M. Mayorov"),
        ("handwriting", "addition", "functions"),
        ("supplied", "supplied", "body"),
        ("supplied", "supplied", "people"),
    ] {
        let wanted = (layer.to_owned(), kind.to_owned(), words.to_owned());
        assert!(
            annotations.contains(&wanted),
            "{wanted:?} is not among {annotations:#?}"
        );
    }
    let points: Vec<(String, String)> = (document["points"].as_array().expect("points").iter())
        .map(|point| {
            let path = point["path"]
                .as_array()
                .expect("a path")
                .iter()
                .filter_map(Value::as_str);
            (path.collect::<Vec<_>>().join("."), slice(point))
        })
        .collect();
    let paths: Vec<&str> = points.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["1", "2", "3", "4", "5", "5.a", "5.b", "5.c"]);
    assert_eq!(
        points[1].1.trim_end().lines().count(),
        5,
        "2 governs its four unnumbered paragraphs"
    );
    assert!(points[6].1.starts_with("b) to ensure"), "{}", points[6].1);
    assert!(!text.contains("email") && !text.contains("Skip to content"));
}

#[test]
fn the_ledger_figures_add_up() {
    let checked = json(&manicule(&["check", PASTED, "--format", "json"]));
    let file = &checked["files"][0];
    let ledger = file["ledger"].as_object().expect("a ledger");
    let sum: u64 = ledger.values().filter_map(Value::as_u64).sum();
    assert_eq!(
        (file["bytes"].as_u64(), sum, ledger.len()),
        (Some(6797), 6797, 6)
    );
}

#[test]
fn what_was_left_out_is_listed_line_by_line() {
    let output = manicule(&["check", PASTED]);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    for left_out in [
        "Skip to content",
        "Document Information",
        "Original Uploaded Date",
        "Record ID",
        "[email",
    ] {
        assert!(
            out(&output).contains(left_out),
            "{left_out} is not in\n{}",
            out(&output)
        );
    }
}

#[test]
fn print_shows_the_views_and_places_the_notes() {
    let written = out(&manicule(&[
        "print",
        PASTED,
        "--view",
        "as-written",
        "--notes",
        "none",
        "--width",
        "60",
    ]));
    assert!(
        written.contains("as a control.") && !written.contains("[body]"),
        "{written}"
    );
    assert!(
        written
            .lines()
            .all(|line| unicode_width::UnicodeWidthStr::width(line) <= 60),
        "{written}"
    );
    let edited = out(&manicule(&[
        "print",
        PASTED,
        "--view",
        "as-edited",
        "--notes",
        "none",
    ]));
    assert!(
        edited.contains("the [handwritten: functions] and substance"),
        "{edited}"
    );
    for notes in ["margin", "below", "end"] {
        let printed = out(&manicule(&[
            "print", PASTED, "--notes", notes, "--width", "100",
        ]));
        assert!(printed.contains("added by hand"), "{notes}:\n{printed}");
    }
}

#[test]
fn colours_are_printed_only_on_request() {
    assert!(!out(&manicule(&["print", PASTED])).contains('\u{1b}'));
    assert!(out(&manicule(&["print", PASTED, "--color", "always"])).contains("\u{1b}["));
}

#[test]
fn standard_output_that_is_no_terminal_gets_plain_text() {
    let output = manicule(&[PASTED]);
    assert_eq!(output.status.code(), Some(0));
    let text = out(&output);
    assert!(
        text.contains("I am sending you a draft reply") && !text.contains('\u{1b}'),
        "{text}"
    );
    let corpus = out(&manicule(&[]));
    assert!(
        corpus.contains("I am sending you a draft reply"),
        "{corpus}"
    );
}

#[test]
fn standard_input_is_a_document() {
    let mut child = command(&["print", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all("1. One.\n\n2. Two.\n".as_bytes())
        .expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(out(&output).contains("2. Two."), "{}", out(&output));
}

#[test]
fn a_broken_pipe_is_no_error() {
    let mut child = command(&["print", PASTED])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let status = child.wait().expect("it ends");
    let mut complaint = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut complaint)
        .expect("UTF-8");
    assert_eq!((status.code(), complaint.as_str()), (Some(0), ""));
}

#[track_caller]
fn fails(arguments: &[&str], wanted: &str) {
    let output = manicule(arguments);
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    assert!(err(&output).contains(wanted), "{}", err(&output));
}

#[test]
fn what_cannot_be_read_says_why() {
    fails(
        &["print", "no-such-letter.txt"],
        "no-such-letter.txt: there is no such file",
    );
    fails(&["print", "tests"], "tests: this is a folder");
    let (_folder, binary) = file(
        "picture.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0",
    );
    fails(&["print", shown(&binary)], "not text");
    fails(
        &["print", PASTED, "--view", "redaing"],
        "did you mean `reading`",
    );
    fails(&["print"], "FILE");
}

#[test]
fn an_empty_file_is_a_problem_and_opens() {
    let (_folder, empty) = file("empty.txt", b"");
    let output = manicule(&["check", shown(&empty)]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("empty"), "{}", out(&output));
    assert_eq!(manicule(&["print", shown(&empty)]).status.code(), Some(0));
}

#[test]
fn other_encodings_are_read_and_said() {
    // “Товарищ Молотов. Прошу вас срочно ответить на мою телеграмму.” in CP1251 and KOI8-R.
    let russian = "Товарищ Молотов. Прошу вас срочно ответить на мою телеграмму о контрольной комиссии в Японии.\n";
    for (encoding, name) in [
        (encoding_rs::WINDOWS_1251, "windows-1251"),
        (encoding_rs::KOI8_R, "KOI8"),
    ] {
        let (bytes, _, _) = encoding.encode(russian);
        let (_folder, path) = file("letter.txt", &bytes);
        assert!(
            out(&manicule(&["print", shown(&path)])).contains("Товарищ Молотов"),
            "{name}"
        );
        let output = manicule(&["check", shown(&path)]);
        assert_eq!(output.status.code(), Some(1), "{}", out(&output));
        assert!(out(&output).contains(name), "{}", out(&output));
        let checked = json(&manicule(&["check", shown(&path), "--format", "json"]));
        let sum: u64 = checked["files"][0]["ledger"]
            .as_object()
            .expect("a ledger")
            .values()
            .filter_map(Value::as_u64)
            .sum();
        assert_eq!(sum, bytes.len() as u64, "{name}");
    }
}

#[test]
fn front_matter_with_a_mistake_names_its_place_and_the_text_opens() {
    let (_folder, path) = file(
        "letter.txt",
        b"+++\ntitle = \"A letter\"\ngenre = letter\n+++\n\n1. One.\n",
    );
    let output = manicule(&["check", shown(&path)]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(
        out(&output).contains("letter.txt:3:") && out(&output).contains('^'),
        "{}",
        out(&output)
    );
    assert!(out(&manicule(&["print", shown(&path)])).contains("1. One."));
}

#[test]
fn an_unclosed_bracket_is_literal_and_said() {
    let (_folder, path) = file(
        "letter.txt",
        b"Dear [handwritten: friend, this is never closed.\n\nAnother paragraph.\n",
    );
    let output = manicule(&["check", shown(&path)]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    assert!(out(&output).contains("letter.txt:1:6:"), "{}", out(&output));
    assert!(out(&manicule(&["print", shown(&path)])).contains("[handwritten: friend"));
}

#[test]
fn no_control_character_of_a_document_is_printed() {
    let hostile =
        "A\u{1b}[2Jletter\u{7}\u{9b}31m with \u{202e}signs\u{0}\u{8}.\r\n\r\nNext\tline\u{7f}.\n";
    let (_folder, path) = file("letter.txt", hostile.as_bytes());
    let path = shown(&path);
    for arguments in [
        vec!["print", path],
        vec!["check", path],
        vec!["check", "--explain", path],
        vec![path],
    ] {
        let printed = out(&manicule(&arguments));
        let is_hostile = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(
            !printed.chars().any(is_hostile),
            "{arguments:?}: {printed:?}"
        );
        assert!(printed.contains("letter"), "{arguments:?}: {printed:?}");
    }
}

#[test]
fn convert_writes_what_reads_back() {
    let output = manicule(&["convert", PASTED]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let native = out(&output);
    assert!(
        native.starts_with("+++\n") && native.contains("[handwritten: functions]"),
        "{native}"
    );
    let (_folder, path) = file("stalin-molotov-telegram.pasted.txt", native.as_bytes());
    let mut first = json(&manicule(&["print", PASTED, "--format", "json"]));
    let mut second = json(&manicule(&["print", shown(&path), "--format", "json"]));
    for printed in [&mut first, &mut second] {
        printed["documents"][0]["id"] = Value::Null;
    }
    assert_eq!(first, second);
}

#[test]
fn a_commentary_beside_the_file_is_read() {
    let (folder, path) = file("letter.txt", b"We met at Sochi.\n");
    fs::write(
        folder.path().join("letter.notes.toml"),
        "[[notes]]\nquote = \"Sochi\"\ntext = \"A town.\"\n",
    )
    .expect("a file");
    let printed = json(&manicule(&["print", shown(&path), "--format", "json"]));
    assert_eq!(printed["documents"][0]["annotations"][0]["note"], "A town.");
    fs::write(
        folder.path().join("letter.notes.toml"),
        "[[notes]]\nquote = \"Soci\"\ntext = \"A town.\"\n",
    )
    .expect("a file");
    let output = manicule(&["check", shown(&path)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        out(&output).contains("letter.notes.toml:2:9: `Soci` is not in the document"),
        "{}",
        out(&output)
    );
}

#[test]
fn what_is_printed_into_a_file_is_in_logical_order() {
    let hebrew = "The word שלום עולם.\n";
    let (_folder, path) = file("hebrew.txt", hebrew.as_bytes());
    for arguments in [
        vec!["print", shown(&path)],
        vec!["print", shown(&path), "--width", "40", "--notes", "margin"],
        vec![shown(&path)],
    ] {
        let output = manicule(&arguments);
        assert!(out(&output).contains("שלום עולם"), "{arguments:?}");
    }
}

#[test]
fn files_of_other_formats_in_markup_are_refused_with_advice() {
    for (name, text, expected) in [
        (
            "a.xml",
            "<feed xmlns='http://www.w3.org/2005/Atom'/>",
            "Atom",
        ),
        ("a.rss", "<rss><channel/></rss>", "RSS"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    ] {
        let (_folder, path) = file(name, text.as_bytes());
        let output = manicule(&["print", shown(&path)]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(
            out(&output).is_empty() && err(&output).contains(expected),
            "{name}: {}",
            err(&output)
        );
    }
}

#[test]
fn help_that_cannot_be_written_is_an_error() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let output = command(&["--help"])
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("standard output cannot be written"),
        "{}",
        err(&output)
    );
}

#[test]
fn a_problem_shows_what_nobody_sees() {
    let (_folder, path) = file(
        "letter.txt",
        "+++\ntitel = \"a\u{200b}b\u{e0041}\u{206a}\"\n+++\n\nText.\n".as_bytes(),
    );
    let output = manicule(&["check", shown(&path)]);
    let said = out(&output);
    for sign in ["‹U+200B›", "‹U+E0041›", "‹U+206A›"] {
        assert!(said.contains(sign), "{sign}: {said}");
    }
}

#[test]
fn the_man_page_and_the_completions_say_what_the_program_can_do() {
    for what in ["man", "bash", "zsh", "fish", "nushell", "powershell"] {
        let output = manicule(&["generate", what]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let made = out(&output);
        for known in ["check", "cite", "convert", "print", "search", "list"] {
            assert!(
                made.to_lowercase().contains(known),
                "{what} does not know {known}"
            );
        }
        for option in ["explain", "document", "format", "style"] {
            assert!(made.contains(option), "{what} does not know --{option}");
        }
    }
    let page = out(&manicule(&["generate", "man"]));
    let keymap = manicule::keymap::Keymap::built_in();
    for command in manicule::command::Command::all() {
        let is_bound = !(keymap.keys_of(manicule::keymap::Context::Reader, command)).is_empty();
        let help = command.help().replace('-', "\\-");
        assert!(
            !is_bound || page.contains(&help),
            "the man page does not say: {help}"
        );
    }
    let help = out(&manicule(&["--help"]));
    assert!(!help.contains("generate"), "{help}");
}

#[test]
fn check_says_each_problem_in_a_line_as_editors_take_it() {
    let (_folder, path) = file("wrong.txt", b"+++\ntitel = \"x\"\n+++\n\nText.\n");
    let output = manicule(&["check", "--format", "short", shown(&path)]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    let lines = out(&output);
    let start = format!("{}:2:1: ", shown(&path));
    assert!(lines.starts_with(&start), "{lines}");
    assert_eq!(lines.lines().count(), 1, "{lines}");
    let (_folder, path) = file("right.txt", b"Text.\n");
    let output = manicule(&["check", "--format", "short", shown(&path)]);
    assert_eq!(
        (output.status.code(), out(&output)),
        (Some(0), String::new())
    );
}

#[test]
fn what_is_piped_in_is_read_with_or_without_a_hyphen() {
    for arguments in [&[][..], &["-"][..]] {
        let mut child = command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = child.stdin.take().expect("a pipe");
        input
            .write_all(b"A letter of two words.\n")
            .expect("the pipe is read");
        drop(input);
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(out(&output), "A letter of two words.\n", "{arguments:?}");
    }
    let output = command(&[])
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    assert!(out(&output).contains("from Sochi"));
}
