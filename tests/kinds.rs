//! That kinds, layers and properties of annotations are told apart in one place: the tables of `src/document`, and what is
//! documented of them.

use std::fs;
use std::path::{Path, PathBuf};

use manicule::document::{Kind, Layer, TextEffect};
use strum::IntoEnumIterator;

/// Where kinds may be told apart with a rest: what defines them.
const DEFINITIONS: &[&str] = &["src/document/content.rs"];

/// Enums whose matches name every variant, so that the compiler asks for a new one.
const EXHAUSTIVE: &[&str] = &["Kind", "Content", "Layer", "Property"];

#[test]
fn the_list_of_kinds_is_the_table_of_kinds() {
    let readme = read("corpus/README.md");
    let list = readme
        .split_once("## All kinds")
        .and_then(|(_, rest)| rest.split_once("\n## "))
        .map(|(list, _)| list)
        .expect("the list of kinds");
    let mut listed = Vec::new();
    for row in list.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, names, layer, words, sign, _] = cells.as_slice() else {
            panic!("a row of the list of kinds has four cells: {row}");
        };
        let names: Vec<&str> = names.split('`').skip(1).step_by(2).collect();
        for name in names {
            let kind: Kind = name.parse().unwrap_or_else(|_| panic!("no kind: {name}"));
            let traits = kind.traits();
            let letter = traits.layer.map_or('–', Layer::letter);
            assert!(layer.starts_with(letter), "{name} is in layer {letter}");
            assert_eq!(*sign, expected_sign(traits.effect), "the sign of {name}");
            let main = traits.main_property.map(|property| format!("`{property}`"));
            assert!(
                main.as_ref().is_none_or(|main| words.contains(main)),
                "{name} does not name {main:?}"
            );
            listed.push(kind);
        }
    }
    assert_eq!(listed, Kind::iter().collect::<Vec<_>>());
}

fn expected_sign(effect: TextEffect) -> &'static str {
    match effect {
        TextEffect::Adds | TextEffect::Replaces => "+",
        TextEffect::Removes | TextEffect::Replaced | TextEffect::Varies => "−",
        TextEffect::Beside => "○",
        TextEffect::Rivals | TextEffect::Marks => "",
    }
}

#[test]
fn no_match_over_kinds_has_a_rest() {
    let mut complaints = Vec::new();
    for path in rust_files(Path::new("src")) {
        let name = path.to_string_lossy().into_owned();
        if !DEFINITIONS.contains(&name.as_str()) {
            let text = read(&name);
            let program = text.split("\nmod tests {").next().unwrap_or_default();
            complaints.extend(rests(program).map(|line| format!("{name}:{line}")));
        }
    }
    assert!(
        complaints.is_empty(),
        "a `match` over {EXHAUSTIVE:?} ends with `_ =>`; put the question into the table of kinds, or name every \
         variant: {complaints:#?}"
    );
}

/// The lines of `_ =>` in matches whose other arms at the same depth begin with a variant of an exhaustive enum.
fn rests(text: &str) -> impl Iterator<Item = usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        if !code.starts_with("_ =>") && !code.starts_with("_ if") {
            continue;
        }
        let depth = line.len() - code.len();
        // Back to the line that opens the match, over the arms of the same depth.
        let arms = lines.get(..number).unwrap_or_default().iter().rev();
        let inside = arms.take_while(|line| {
            line.trim().is_empty() || line.len() - line.trim_start().len() >= depth
        });
        let is_arm = |line: &&&str| line.len() - line.trim_start().len() == depth;
        let names = |line: &str| {
            let pattern = line.trim_start().trim_start_matches("| ");
            EXHAUSTIVE.iter().any(|name| {
                let rest = pattern.strip_prefix(name);
                rest.is_some_and(|rest| rest.starts_with("::"))
            })
        };
        if code.starts_with("_ =>") && inside.filter(is_arm).any(|line| names(line)) {
            found.push(number + 1);
        }
    }
    found.into_iter()
}

#[test]
fn the_rule_finds_what_it_should() {
    let text = "match kind {\n    Kind::Gap => 1,\n    // Why.\n    _ => 2,\n}\nmatch word {\n    \"gap\" => Kind::Gap,\n    _ => Kind::Note,\n}\n";
    assert_eq!(rests(text).collect::<Vec<_>>(), [4]);
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(folder)).expect("a folder of the project") {
        let path = folder.join(entry.expect("an entry").file_name());
        if root.join(&path).is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
