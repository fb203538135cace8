//! The guide is true at every size: the keys that it prints are pressed here as it prints them, and do what it promises.

use std::collections::BTreeMap;

use super::session::{GUIDE, Session, TELEGRAM, opened};
use manicule::command::Command;
use manicule::keymap::{Context, Keymap};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// What each point promises of the keys that it prints, in their order.
const PROMISES: &[(&str, &[&str])] = &[
    ("1", &["line-down", "line-up", "page-up"]),
    ("1.a", &["line-down", "line-up"]),
    ("1.b", &["narrower", "wider"]),
    ("2", &["next-point", "previous-point", "previous-point"]),
    ("3", &["go-to-point", "go-to-point", "go-to-point"]),
    ("4", &["next-annotation", "previous-annotation"]),
    ("4.a", &["next-annotation"]),
    ("4.b", &["back", "forward"]),
    ("6", &["next-view"]),
    ("7.a", &["toggle-handwriting"]),
    ("7.b", &["toggle-supplied"]),
    ("7.c", &["toggle-uncertain"]),
    ("7.d", &["toggle-notes"]),
    ("7.e", &["toggle-regularised"]),
    ("7.f", &["toggle-variants"]),
    ("7.g", &["toggle-form"]),
    (
        "7.h",
        &[
            "toggle-breaks",
            "toggle-names",
            "toggle-commentary",
            "toggle-own",
        ],
    ),
    ("8", &["metadata"]),
    ("9", &["search", "next-hit", "previous-hit", "next-hit"]),
    ("11", &["documents", "next-document", "previous-document"]),
    ("13", &["copy-citation", "copy-passage"]),
    ("16", &["help", "palette", "quit", "documents"]),
];

/// The keys that the guide prints, by the address of the point in which they stand, as the keymap writes them.
fn printed() -> BTreeMap<String, Vec<String>> {
    let mut keys: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut point, mut address) = (String::new(), String::new());
    for paragraph in GUIDE.split("\n\n") {
        let mark = paragraph.split(' ').next().unwrap_or_default();
        if let Some(number) = mark.strip_suffix('.').filter(|mark| is_number(mark)) {
            number.clone_into(&mut point);
            number.clone_into(&mut address);
        } else if let Some(letter) = mark.strip_suffix(')').filter(|mark| mark.len() == 1) {
            address = format!("{point}.{letter}");
        }
        keys.entry(address.clone())
            .or_default()
            .extend(bold(paragraph));
    }
    keys
}

fn is_number(mark: &str) -> bool {
    !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands in bold, with a blank between key and key.
fn bold(paragraph: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in paragraph.split("{bold: ").skip(1) {
        let mut key = String::new();
        let mut signs = part.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '}' => break,
                '\\' => key.extend(signs.next()),
                sign => key.push(sign),
            }
        }
        let is_named = key.contains('-') && key.len() > 1;
        found.push(if is_named {
            key.to_lowercase()
        } else {
            key.chars().map(String::from).collect::<Vec<_>>().join(" ")
        });
    }
    found
}

/// A key sequence without the count before it.
fn uncounted(keys: &str) -> &str {
    keys.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
}

fn guide((width, height): (u16, u16)) -> Session {
    let files = vec![
        opened("guide.txt", GUIDE, None),
        opened("stalin-molotov-telegram.txt", TELEGRAM, None),
    ];
    Session::of(files).size(width, height)
}

/// The screen without the line of messages.
fn page(session: &Session) -> String {
    let screen = session.screen();
    screen
        .rsplit_once('\n')
        .map(|(page, _)| page.to_owned())
        .unwrap_or_default()
}

#[track_caller]
fn key(point: &str, number: usize) -> String {
    printed()[point][number].clone()
}

#[test]
fn every_key_is_bound_to_what_its_point_promises() {
    let keymap = Keymap::built_in();
    let printed = printed();
    for (point, promises) in PROMISES {
        let keys: Vec<&str> = (printed[*point].iter())
            .map(|keys| uncounted(keys))
            .collect();
        assert_eq!(keys.len(), promises.len(), "{point}: {keys:?}");
        for (keys, promise) in keys.iter().zip(*promises) {
            let command = Command::named(promise).expect("a command");
            let bound = keymap.keys_of(Context::Reader, command);
            assert!(
                bound.iter().any(|known| known == keys),
                "point {point} prints {keys}; {promise} has {bound:?}"
            );
        }
    }
}

#[test]
fn walking_comes_back_and_a_count_means_so_many_times() {
    for size in SIZES {
        // A line further, the point that was gone to is no longer marked.
        let mut session = guide(size).keys("4 p").keys(&key("1", 0));
        let before = page(&session);
        for (there, back) in [(key("1", 0), key("1", 1)), (key("1.a", 0), key("1.a", 1))] {
            session.press(&there);
            assert_ne!(page(&session), before, "{size:?} {there}");
            session.press(&back);
            assert_eq!(page(&session), before, "{size:?} {back}");
        }
    }
}

#[test]
fn the_lines_get_shorter_by_pressing_several_times() {
    for size in SIZES {
        let mut session = guide(size);
        let before = page(&session);
        let narrower = key("1.b", 0);
        let times = (1..=12).find(|_| {
            session.press(&narrower);
            page(&session) != before
        });
        assert!(times.is_some(), "{size:?}");
    }
}

#[test]
fn points_are_gone_to_by_number_and_by_outline() {
    for size in SIZES {
        let session = guide(size).keys(&key("3", 0));
        assert!(session.status().contains("point 3"), "{}", session.status());
        let outline = format!("{} {} enter", key("5", 0), key("5", 1));
        let session = guide(size).keys(&outline);
        assert!(session.status().contains("point 5"), "{}", session.status());
        assert!(session.screen().contains("Exactly here"));
    }
}

#[test]
fn the_fifth_press_brings_back_the_first_view() {
    for size in SIZES {
        let mut session = guide(size).keys("6 p");
        let before = page(&session);
        for press in 1..=5 {
            session.press(&key("6", 0));
            assert_eq!(page(&session) == before, press == 5, "{size:?} {press}");
        }
    }
}

#[test]
fn each_layer_is_hidden_and_shown_again_where_it_is_named() {
    for size in SIZES {
        for (point, promises) in PROMISES.iter().filter(|(point, _)| point.starts_with("7.")) {
            for (number, _) in promises.iter().enumerate() {
                let place = point.replace('.', " ");
                let mut session = guide(size).keys(&format!("o {place} enter"));
                let before = page(&session);
                let keys = key(point, number);
                session.press(&keys);
                let hidden = page(&session);
                session.press(&keys);
                assert_eq!(page(&session), before, "{size:?} {point} {keys}");
                // On the smallest screen the last marks of a long point may lie below its foot.
                assert!(hidden != before || size.1 < 40, "{size:?} {point} {keys}");
            }
        }
    }
}

#[test]
fn the_record_stands_at_the_right_or_comes_when_it_is_asked_for() {
    for size in SIZES {
        let mut session = guide(size).keys("8 p");
        if !session.screen().contains("MARGINS-0041") {
            session.press(&key("8", 0));
            assert!(session.screen().contains("The Reading Room"), "{size:?}");
            session.press("esc");
        }
        assert!(session.screen().contains("The record"), "{size:?}");
    }
}

#[test]
fn words_are_found_as_they_are_typed_with_and_without_accents() {
    for size in SIZES {
        let search = key("9", 0);
        for word in ["p e n c i l", "χ ε ι ρ", "р у к а"] {
            let mut session = guide(size).keys(&format!("{search} {word} enter"));
            session.press(&key("9", 1));
            let status = session.status();
            assert!(!status.contains("is not in"), "{size:?} {word}: {status}");
        }
    }
}

#[test]
fn other_papers_help_and_commands_open_and_close() {
    for size in SIZES {
        let mut session = guide(size);
        let before = page(&session);
        session.press(&key("11", 0));
        assert!(session.screen().contains("Stalin"), "{size:?}");
        session.press("esc");
        session.press(&key("11", 1));
        assert!(session.screen().contains("Molotov"), "{size:?}");
        session.press(&key("11", 2));
        assert_eq!(page(&session), before, "{size:?}");
        for opens in [key("16", 0), key("16", 1)] {
            session.press(&opens);
            assert_ne!(page(&session), before, "{size:?} {opens}");
            session.press("esc");
            assert_eq!(page(&session), before, "{size:?} {opens}");
        }
    }
}
