//! The README is true: its key table is made from the keymap, and its screen is what the reader shows.
//!
//! `MANICULE_UPDATE=1 cargo test --test reader readme` writes both anew; read the difference before keeping it.

use std::fmt::Write as _;
use std::path::Path;

use super::session::Session;
use manicule::app::lists::context_title;
use manicule::command::Command;
use manicule::keymap::{Context, Keymap};
use strum::IntoEnumIterator;

const README: &str = "README.md";

#[test]
fn the_key_table_is_made_from_the_keymap() {
    hold("<!-- keys -->", "<!-- end of keys -->", &key_table());
}

#[test]
fn the_screen_is_what_the_reader_shows() {
    let screen = Session::corpus().size(118, 26).keys("3 p").screen();
    hold(
        "<!-- screen -->",
        "<!-- end of screen -->",
        &format!("```text\n{screen}\n```"),
    );
}

fn key_table() -> String {
    let keymap = Keymap::built_in();
    let mut table = String::new();
    for context in Context::iter() {
        let _ = write!(
            table,
            "**{}**\n\n| keys | what it does |\n|---|---|\n",
            context_title(context)
        );
        for command in Command::all() {
            let keys = keymap.keys_of(context, command);
            if !keys.is_empty() {
                let keys: Vec<String> = keys
                    .iter()
                    .map(|key| format!("`{}`", key.replace('|', "\\|")))
                    .collect();
                let _ = writeln!(
                    table,
                    "| {} | {} |",
                    keys.join(" "),
                    command.help().replace('|', "\\|")
                );
            }
        }
        table.push('\n');
    }
    table.trim_end().to_owned()
}

/// Holds the part of the README between two marks to what it should be.
#[track_caller]
fn hold(begin: &str, end: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(README);
    let readme = std::fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme
        .split_once(begin)
        .expect("the mark where the part begins");
    let (found, after) = rest.split_once(end).expect("the mark where the part ends");
    if std::env::var_os("MANICULE_UPDATE").is_some() {
        let text = format!("{before}{begin}\n{expected}\n{end}{after}");
        std::fs::write(&path, text).expect("the README can be written");
        return;
    }
    assert!(
        found.trim() == expected,
        "{README} is not true between {begin} and {end}; it should say:\n{expected}\n(MANICULE_UPDATE=1 writes it)"
    );
}
