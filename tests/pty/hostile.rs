//! Hostile documents and file names: whatever they hold, what reaches the terminal is text and the program's own drawing.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use super::audit::audit;
use super::harness::Setup;

/// What a document may hold that a terminal would act on: each as it would be written to attack.
const ATTACKS: [&str; 27] = [
    "\x1b[7777;7777H",
    "\x1b[38;5;7777m",
    "\x1b[?7777h",
    "\x1b[2J",
    "\x1b[>0q",
    "\x1b[?1003h\x1b[7777m",
    "\x1b]0;7777\x07",
    "\x1b]52;c;Nzc3Nw==\x07",
    "\x1b]8;;http://7777.example\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q7777\x1b\\",
    "\x1b_7777\x1b\\",
    "\x1b^7777\x1b\\",
    "\x1bc",
    "\x1b(0",
    "\u{9b}7777H",
    "\u{9d}0;7777\u{9c}",
    "\u{90}7777\u{9c}",
    "\u{85}\u{84}\u{8d}",
    "\u{202e}7777\u{202c}",
    "\u{2066}\u{2067}\u{2068}7777\u{2069}",
    "\u{200b}\u{200e}\u{200f}\u{feff}\u{2060}\u{e0001}\u{e0041}",
    "\0\x01\x07\x08\x0b\x0c\x0e\x0f\x1a\x7f",
    "tab\there",
    "re\rturn",
    "a\u{301}\u{302}\u{303}\u{fe0f}\u{fe0e}",
    "\u{206a}\u{206f}\u{fff9}7777\u{fffa}\u{fffb}",
    "\u{fff0}\u{1bca0}\u{1d173}\u{e0080}\u{e0fff}\u{180e}",
];

/// The same attacks in every format, in every part of it that is shown; and once more among Hebrew letters, where the layout
/// puts words in another order.
fn documents() -> Vec<(String, String)> {
    let hebrew = ATTACKS.map(|attack| format!("\u{5d0}\u{5d1} {attack} \u{5d2}"));
    let plain = documents_of(&ATTACKS.join(" and ")).map(|(name, text)| (name.to_owned(), text));
    let reversed = documents_of(&hebrew.join(" \u{5d3} "));
    let reversed = reversed.map(|(name, text)| (format!("reversed-{name}"), text));
    plain.into_iter().chain(reversed).collect()
}

fn documents_of(attacks: &str) -> [(&'static str, String); 5] {
    let escaped = attacks
        .chars()
        .map(|c| format!("\\U{:08X}", u32::from(c)))
        .collect::<Vec<_>>()
        .concat();
    let entities = attacks
        .chars()
        .map(|c| format!("&#{};", u32::from(c)))
        .collect::<Vec<_>>()
        .concat();
    [
        ("plain.txt", attacks.to_owned()),
        ("lines.txt", attacks.replace(" and ", "\n\n")),
        (
            "native.txt",
            format!(
                "+++\ntitle = \"{escaped}\"\nsummary = \"{escaped}\"\n[transmission]\nchannel = \"{escaped}\"\n\
                 [[transmission.from]]\nname = \"{escaped}\"\n[[other]]\nname = \"{escaped}\"\nvalue = \"{escaped}\"\n+++\n\n\
                 # {attacks}\n\n1. Text{{note: {attacks}}} [handwritten: {attacks}] [{attacks}][^1]\n\n| {attacks} | b |\n\n\
                 {{supplied hand=\"{attacks}\" resp=\"{attacks}\": word}}\n\n[^1]: {attacks}\n"
            ),
        ),
        (
            "broken.txt",
            format!("+++\ntitle = {attacks}\n+++\n\n{attacks} {{kind{attacks}: x}}\n"),
        ),
        (
            "tei.xml",
            format!(
                "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>{entities}</title></titleStmt>\
                 </fileDesc></teiHeader><text><body><p>Text<note>{entities}</note> <add hand=\"{entities}\">{entities}</add> \
                 {entities}</p></body></text></TEI>"
            ),
        ),
    ]
}

/// Goes through a document with every pane and list opened, and checks all that was written.
#[track_caller]
fn check(arguments: Vec<OsString>) {
    let what = format!("{arguments:?}");
    let mut session = Setup::new(arguments).start();
    session.wait_for("a screen", vt100::Screen::alternate_screen);
    session.wait_for_rest();
    for keys in [
        "m", "o", "\x1b", "d", "\x1b", "e", "\x1b", "x", "\x1b", "?", "\x1b", "T", "\x1b", "\t\r",
        "\x1b", "G", "vvv", "/7777\r", "n",
    ] {
        session.send(keys);
        session.wait_for_rest();
    }
    session.resize(60, 12);
    session.wait_for_rest();
    session.signal("TERM");
    session.wait_for_end();
    session.check_terminal_is_as_found();
    let offences = audit(&session.raw());
    assert!(
        offences.is_empty(),
        "{what} brought to the terminal: {offences:#?}"
    );
}

#[test]
fn the_programs_own_documents_are_drawn_with_drawing_only() {
    check(Vec::new());
}

#[test]
fn no_byte_of_a_document_acts_on_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in documents() {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        check(vec![path.into_os_string()]);
    }
}

#[test]
fn no_command_prints_what_acts_on_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in documents() {
        let path = folder.path().join(&name);
        fs::write(&path, text).expect("a file");
        for words in [
            &["print"][..],
            &["print", "--view", "as-edited", "--width", "40"],
            &["print", "--notes", "end", "--color", "always"],
            &["print", "--format", "json"],
            &["check", "--explain"],
            &["check", "--format", "json"],
            &["convert"],
        ] {
            let arguments = words.iter().map(OsString::from);
            check_printed(arguments.chain([path.clone().into_os_string()]).collect());
        }
    }
}

#[test]
fn no_argument_acts_on_the_terminal() {
    let attack = "\x1b[7777;7777H\u{9b}2J\u{202e}\u{200b}";
    for words in [
        &["print", "--document", attack, "corpus/guide.txt"][..],
        &["print", "--view", attack, "corpus/guide.txt"],
        &["print", "--format", attack, "corpus/guide.txt"],
        &["print", "--width", attack, "corpus/guide.txt"],
        &["print", &format!("--{attack}"), "corpus/guide.txt"],
        &["convert", "--document", attack, "corpus/guide.txt"],
        &["check", attack],
    ] {
        check_printed(words.iter().map(OsString::from).collect());
    }
}

/// Checks what a command that ends writes to a terminal.
#[track_caller]
fn check_printed(arguments: Vec<OsString>) {
    let what = format!("{arguments:?}");
    let mut session = Setup::new(arguments).start();
    session.wait_for_end();
    session.wait_until_read();
    let written = session.raw();
    // Tabs and line feeds are the document's own lines.
    let text: Vec<u8> = written.into_iter().filter(|&byte| byte != b'\t').collect();
    let offences = audit(&text);
    assert!(
        !text.is_empty() && offences.is_empty(),
        "{what} printed: {offences:#?}"
    );
}

#[test]
fn no_file_name_acts_on_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let names = [
        "\x1b[7777;7777H.txt",
        "\x1b]0;7777\x07.txt",
        "a\nb\u{202e}txt.7777",
        "\u{9b}7777H\x1bc",
        "-\x1b[2J",
    ];
    let paths: Vec<PathBuf> = names.map(|name| folder.path().join(name)).into();
    for path in &paths {
        fs::write(path, "Some text.\n").expect("a file");
    }
    check(paths.into_iter().map(PathBuf::into_os_string).collect());
}

#[test]
fn no_name_of_a_missing_file_acts_on_the_terminal() {
    let mut session = Setup::new(["\x1b[7777;7777H\x1b]0;7777\x07\u{202e}"]).start();
    let status = session.wait_for_end();
    assert_eq!(status.exit_code(), 2);
    session.check_terminal_is_as_found();
    let offences = audit(&session.raw());
    assert!(offences.is_empty(), "{offences:#?}");
}
