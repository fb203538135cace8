//! Who may use whom: between the modules, within a folder, and towards the outside world; and how much a type may do.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::source::{Complaints, sources, words};

/// Who may use whom: each module, and the modules of this crate that it uses. Nothing uses what stands below it, and no line
/// allows what nobody needs.
const IMPORTS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("document", &[]),
    ("problem", &["text", "document"]),
    ("source", &["text", "document", "problem", "notes"]),
    ("library", &["document", "problem", "source", "notes"]),
    ("view", &["document"]),
    ("layout", &["text", "document", "view"]),
    ("citation", &["document"]),
    (
        "export",
        &["text", "document", "view", "layout", "citation"],
    ),
    ("conversion", &["document", "source", "view", "export"]),
    ("search", &["document"]),
    ("notes", &["document", "search"]),
    ("catalogue", &["document", "problem", "search"]),
    ("command", &["document", "view"]),
    ("key", &[]),
    ("keymap", &["document", "problem", "command", "key"]),
    ("settings", &["document", "problem", "view"]),
    (
        "app",
        &[
            "document",
            "problem",
            "source",
            "library",
            "view",
            "layout",
            "citation",
            "export",
            "conversion",
            "search",
            "notes",
            "catalogue",
            "command",
            "key",
            "keymap",
            "settings",
        ],
    ),
    (
        "screen",
        &[
            "document",
            "source",
            "library",
            "view",
            "layout",
            "catalogue",
            "key",
            "keymap",
            "settings",
            "app",
        ],
    ),
    ("terminal", &["key", "app"]),
    (
        "cli",
        &[
            "text",
            "document",
            "problem",
            "source",
            "library",
            "view",
            "layout",
            "citation",
            "export",
            "notes",
            "conversion",
            "catalogue",
            "keymap",
            "settings",
            "app",
            "terminal",
        ],
    ),
];

/// The most methods of a type over all its `impl` blocks, those of traits left out. A type with more is two.
const MOST_METHODS: usize = 25;

/// Types that had more when the rule came, and how many they have; they may only lose some.
const LARGER_TYPES: &[(&str, usize)] = &[("source::Builder", 66)];

/// Files that lead back to themselves since before the rule came; the list may only become shorter.
const CIRCLES: &[&str] = &[
    "src/source/pasted/fields",
    "src/source/pasted/labels",
    "src/source/pasted/page",
    "src/source/recognise/transcript/classify",
    "src/source/recognise/transcript/scan",
    "src/view/close_up",
    "src/view/visible",
];

/// Packages of the outside world, and the only modules that may know them.
const WORLD: &[(&str, &[&str])] = &[
    ("ratatui", &["app", "screen", "terminal"]),
    ("crossterm", &["key", "terminal", "cli"]),
    ("rustix", &["terminal"]),
    ("signal_hook", &["terminal"]),
    ("clap", &["cli"]),
    ("quick_xml", &["source"]),
    ("chardetng", &["source"]),
    ("encoding_rs", &["source"]),
    ("hypher", &["layout"]),
    ("rusqlite", &["catalogue"]),
    ("flate2", &["catalogue"]),
    ("ignore", &["catalogue"]),
    ("siphasher", &["catalogue", "cli", "notes"]),
    ("toml_edit", &["notes"]),
    ("etcetera", &["cli", "terminal"]),
];

#[test]
fn modules_use_only_what_stands_above_them() {
    let table: BTreeMap<&str, &[&str]> = IMPORTS.iter().copied().collect();
    let mut complaints = Complaints::default();
    for file in sources() {
        let Some(module) = file.module() else {
            continue;
        };
        let Some(allowed) = table.get(module.as_str()) else {
            complaints.add(&file, 1, &format!("module `{module}` is not in the import table of tests/tidy.rs; add a line for it"));
            continue;
        };
        for (line, used) in file.uses_of_this_crate() {
            if used != module
                && table.contains_key(used.as_str())
                && !allowed.contains(&used.as_str())
            {
                let may = if allowed.is_empty() {
                    "nothing".to_owned()
                } else {
                    allowed.join(", ")
                };
                complaints.add(
                    &file,
                    line,
                    &format!("`{module}` uses `{used}`, but may use {may} of this crate"),
                );
            }
        }
    }
    complaints.check("the modules' import table (tests/tidy/architecture.rs) does not hold");
}

#[test]
fn the_import_table_allows_nothing_that_nobody_needs() {
    let mut used = BTreeSet::new();
    for file in sources() {
        let module = file.module();
        let found = file.uses_of_this_crate();
        used.extend(found.filter_map(|(_, name)| Some((module.clone()?, name))));
    }
    let is_used = |module: &str, other: &str| used.contains(&(module.to_owned(), other.to_owned()));
    let unused: Vec<String> = IMPORTS
        .iter()
        .flat_map(|(module, others)| others.iter().map(move |other| (*module, *other)))
        .filter(|(module, other)| !is_used(module, other))
        .map(|(module, other)| format!("{module} → {other}"))
        .collect();
    assert!(
        unused.is_empty(),
        "take these out of the import table: {unused:?}"
    );
}

#[test]
fn no_two_files_of_a_folder_lead_to_each_other() {
    let mut leads: BTreeMap<PathBuf, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for file in sources() {
        for (folder, from, to) in file.siblings_used() {
            let folder = leads.entry(folder).or_default();
            folder.entry(from).or_default().insert(to);
        }
    }
    let mut circles = Vec::new();
    for (folder, leads) in &leads {
        for from in leads.keys() {
            let mut reached = BTreeSet::new();
            let mut open = vec![from];
            while let Some(at) = open.pop() {
                let next = leads.get(at).into_iter().flatten();
                open.extend(next.filter(|next| reached.insert(*next)));
            }
            if reached.contains(from) {
                circles.push(format!("{}/{from}", folder.display()));
            }
        }
    }
    circles.retain(|circle| !CIRCLES.contains(&circle.as_str()));
    assert!(
        circles.is_empty(),
        "these lead back to themselves through other files of their folder: {circles:#?}"
    );
}

#[test]
fn no_type_does_everything() {
    let mut methods: BTreeMap<String, usize> = BTreeMap::new();
    for file in sources() {
        let Some(module) = file.module() else {
            continue;
        };
        for name in file.methods() {
            *methods.entry(format!("{module}::{name}")).or_default() += 1;
        }
    }
    let most = |name: &str| {
        let larger = LARGER_TYPES.iter().find(|(known, _)| *known == name);
        larger.map_or(MOST_METHODS, |(_, most)| *most)
    };
    let too_many: Vec<_> = methods
        .iter()
        .filter(|(name, count)| **count > most(name))
        .collect();
    assert!(
        too_many.is_empty(),
        "these types have too many methods: {too_many:?}"
    );
    let fewer: Vec<_> = LARGER_TYPES
        .iter()
        .filter(|(name, most)| methods.get(*name).is_none_or(|count| count < most))
        .collect();
    assert!(
        fewer.is_empty(),
        "these have fewer methods by now, say so in LARGER_TYPES: {fewer:?}"
    );
}

#[test]
fn nothing_climbs_out_of_its_module() {
    let mut complaints = Complaints::default();
    for file in sources().filter(|file| file.module().is_some()) {
        let way_out = "super::".repeat(file.depth());
        for (line, code) in file.program() {
            if code.contains(&way_out) {
                complaints.add(
                    &file,
                    line,
                    "`super::` leaves the module; write `crate::` so that the import table sees it",
                );
            }
        }
    }
    complaints.check("a path hides what it uses");
}

#[test]
fn the_outside_world_is_known_to_few() {
    let mut complaints = Complaints::default();
    for file in sources() {
        let Some(module) = file.module() else {
            continue;
        };
        for (line, code) in file.program() {
            for (package, modules) in WORLD {
                if words(code).any(|word| word == *package) && !modules.contains(&module.as_str()) {
                    let known = modules.join(", ");
                    complaints.add(
                        &file,
                        line,
                        &format!("`{module}` uses `{package}`, which only {known} should know"),
                    );
                }
            }
        }
    }
    complaints.check("a package is used where it should not be known");
}
