//! What is shown of TEI sources is what they say: every kind of markup, every text node, the words of the reading view, the
//! notes at their references; a table of it for `--nocapture`.
//!
//! The sources lie outside of the project; where they are absent, the tests say so and pass, except under CI.

#![expect(clippy::print_stderr, reason = "what was measured is said")]

mod brackets;
mod kinds;
mod words;
mod xml;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use manicule::document::{Block, BlockId, BlockKind, Document, FlowId};
use manicule::source::{self, Alone, Reading};
use manicule::view::{Matter, NamedView, View};

use kinds::Score;
use xml::{Tree, letters};

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources/tei");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        assert!(
            std::env::var_os("CI").is_none(),
            "no TEI sources at {}",
            root.display()
        );
        eprintln!("skipped: no TEI sources at {}", root.display());
    }
    found
}

/// A source, read twice.
struct Source {
    name: String,
    tree: Tree,
    reading: Reading,
}

/// Every source, read once for all tests, on as many threads as there are processors.
fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let mut paths = files();
        // The largest first, so that no thread waits for one at the end.
        paths.sort_by_key(|path| std::fs::metadata(path).map_or(0, |it| it.len()));
        spread(paths, |path| open(&path))
    })
}

/// Asks something of every source.
fn each<T: Send>(ask: impl Fn(&Source) -> T + Sync) -> Vec<T> {
    spread(sources().iter().rev().collect(), ask)
}

/// Does something with every item, the last first, on as many threads as there are processors.
fn spread<I: Send, T: Send>(items: Vec<I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    let (left, done) = (Mutex::new(items), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let item = left.lock().expect("no thread panics here").pop();
                    let Some(item) = item else { return };
                    let answer = work(item);
                    done.lock().expect("no thread panics here").push(answer);
                }
            });
        }
    });
    done.into_inner().expect("no thread panics here")
}

fn open(path: &Path) -> Source {
    let bytes = std::fs::read(path).expect("readable");
    let name = path
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let reading = source::read(&name, bytes, &Alone).expect("text");
    let tree = Tree::read(&reading.decoded.text);
    Source {
        name,
        tree,
        reading,
    }
}

#[test]
fn every_kind_of_markup_is_annotated_and_nothing_else() {
    // Of a file that is not well-formed nobody can say what its elements are.
    let all = each(|source| {
        let documents = &source.reading.documents;
        let scores = (source.tree.is_sound).then(|| kinds::scores(&source.tree, documents));
        (source.name.clone(), scores.unwrap_or_default())
    });
    let mut table: BTreeMap<&str, Score> = BTreeMap::new();
    let mut lone: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, scores) in &all {
        for (row, score, rest) in scores {
            table.entry(row).or_default().add(*score);
            for (which, keys) in ["source", "shown"].iter().zip(rest) {
                for key in keys.iter().take(4) {
                    let key: String = key.chars().take(60).collect();
                    lone.entry(row)
                        .or_default()
                        .push(format!("  {name} only in {which}: {key}"));
                }
            }
        }
    }
    eprintln!(
        "{:14} {:>8} {:>11} {:>8} {:>6} {:>9}",
        "markup", "elements", "annotations", "brackets", "recall", "precision"
    );
    let mut poor = Vec::new();
    for (row, score) in &table {
        eprintln!(
            "{row:14} {:8} {:11} {:8} {:6.3} {:9.3}",
            score.elements,
            score.annotations,
            score.brackets,
            score.recall(),
            score.precision()
        );
        if score.recall() < 0.98 || score.precision() < 0.98 {
            let examples = lone.get(row).map(|it| it.join("\n")).unwrap_or_default();
            poor.push(format!(
                "{row}: recall {:.3}, precision {:.3}\n{examples}",
                score.recall(),
                score.precision()
            ));
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

#[test]
fn every_text_node_stands_in_a_document_whole_and_in_order() {
    let found = each(|source| {
        let (mut text, mut notes, mut rest) = (String::new(), String::new(), String::new());
        for document in &source.reading.documents {
            for number in 0..document.flows().len() {
                let flow = document.flow_text(FlowId(number));
                let to = if number == 0 { &mut text } else { &mut notes };
                to.push_str(&letters(flow));
            }
            let json = serde_json::to_value(&document.metadata).expect("plain values");
            strings(&json, &mut rest);
            for annotation in document.annotations() {
                rest.extend(annotation.remark.as_deref().map(letters));
                rest.push('\n');
                for (_, value) in annotation.content.properties() {
                    rest.push_str(&letters(&value));
                    rest.push('\n');
                }
            }
        }
        let mut places = [(text, 0), (notes, 0)];
        let (mut whole, mut elsewhere, mut lost) = (0_usize, Vec::new(), Vec::new());
        for (node, is_note) in text_nodes(&source.tree) {
            let Some(is_note) = is_note else {
                if places.iter().any(|(hay, _)| hay.contains(&node)) || rest.contains(&node) {
                    whole += 1;
                } else {
                    lost.push(node);
                }
                continue;
            };
            let (hay, at) = &mut places[usize::from(is_note)];
            let window = hay.get(*at..).unwrap_or_default();
            // The same words come again and again; a short one is in order only if it is the next but few.
            let furthest = if node.len() < 12 { 200 } else { 4_000 };
            let near = window.find(&node).filter(|&found| found < furthest);
            if let Some(found) = near {
                *at += found + node.len();
                whole += 1;
            } else if places.iter().any(|(hay, _)| hay.contains(&node)) || rest.contains(&node) {
                elsewhere.push(node);
            } else {
                lost.push(node);
            }
        }
        (source.name.clone(), whole, elsewhere, lost)
    });
    let (mut all, mut apart, mut complaints) = (0, 0, Vec::new());
    for (name, whole, elsewhere, lost) in found {
        all += whole + elsewhere.len() + lost.len();
        apart += elsewhere.len();
        if !elsewhere.is_empty() {
            let first: Vec<&String> = elsewhere.iter().take(5).collect();
            eprintln!(
                "{name}: {} of {} text nodes out of order: {first:?}",
                elsewhere.len(),
                whole
            );
        }
        if !lost.is_empty() {
            let first: Vec<&String> = lost.iter().take(8).collect();
            complaints.push(format!("{name}: {} lost: {first:?}", lost.len()));
        }
    }
    eprintln!("{all} text nodes, {apart} of them out of order");
    assert!(
        apart * 200 <= all,
        "{apart} of {all} text nodes out of order"
    );
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// The letters of a text node, and whether it stands in a note; none for what stands apart from the text and has no place in it.
type Node = (String, Option<bool>);

/// Every text node of a file but for those of its header.
fn text_nodes(tree: &Tree) -> Vec<Node> {
    let mut nodes = Vec::new();
    add_nodes(tree, 0, Some(false), &mut nodes);
    nodes
}

fn add_nodes(tree: &Tree, id: usize, of: Option<bool>, nodes: &mut Vec<Node>) {
    for child in &tree.nodes[id].children {
        match child {
            xml::Child::Text(text) => {
                let letters = letters(text);
                if !letters.is_empty() {
                    nodes.push((letters, of));
                }
            }
            xml::Child::Element(id) => {
                let name = tree.name(*id);
                let is_inline = tree.attribute(*id, "rend") == Some("inline");
                let opens = matches!(name, "note" | "witDetail" | "annotation") && !is_inline;
                let is_apart = tree.is_aside(*id) || matches!(name, "listApp" | "desc");
                let is_chapter = name == "head" && tree.is_of_chapter(*id);
                if is_apart || is_chapter {
                    add_nodes(tree, *id, None, nodes);
                } else if name != "teiHeader" {
                    add_nodes(tree, *id, of.map(|is_note| is_note || opens), nodes);
                }
            }
        }
    }
}

fn strings(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::String(text) => {
            out.push_str(&letters(text));
            out.push('\n');
        }
        serde_json::Value::Array(values) => {
            for value in values {
                strings(value, out);
            }
        }
        serde_json::Value::Object(fields) => {
            for value in fields.values() {
                strings(value, out);
            }
        }
        _ => {}
    }
}

#[test]
fn the_reading_view_has_the_words_of_the_reading_text() {
    let found = each(|source| {
        let expected = words::words(&words::reading(&source.tree));
        // What is only the heading of a chapter is compared in the table of kinds.
        let is_heading = |block: &Block| block.kind == BlockKind::Heading;
        let documents = source.reading.documents.iter();
        let documents = documents.filter(|it| {
            let main = it.flow_blocks(FlowId::MAIN).map(|id| it.block(id));
            !main.collect::<Vec<_>>().into_iter().all(is_heading)
        });
        let shown: String = documents.map(shown).collect();
        let shown = words::words(&shown);
        let (count, examples) = words::differences(&expected, &shown);
        if source.tree.is_sound {
            (source.name.clone(), expected.len(), count, examples)
        } else {
            (source.name.clone(), 0, 0, Vec::new())
        }
    });
    let (mut all, mut other) = (0, 0);
    let mut complaints = Vec::new();
    for (name, words, count, examples) in &found {
        all += words;
        other += count;
        if *count > 0 {
            complaints.push(format!(
                "{name}: {count} of {words}: {}",
                examples.join("\n    ")
            ));
        }
    }
    eprintln!("{other} of {all} words are not in both");
    assert!(other * 10_000 <= all, "{}", complaints.join("\n"));
}

/// The main text of a document as the reading view has it; signs for what is not there are not words.
fn shown(document: &Document) -> String {
    let view = View::from(NamedView::Reading);
    let mut text = String::new();
    for block in document.flow_blocks(FlowId::MAIN) {
        text.push_str(&block_shown(document, &view, block));
        text.push('\n');
    }
    text
}

fn block_shown(document: &Document, view: &View, block: BlockId) -> String {
    let pieces = view.visible(document, block);
    let words = pieces.iter().filter(|piece| piece.matter == Matter::Text);
    words.map(|piece| piece.text(document)).collect()
}

#[test]
fn what_is_taken_for_the_editors_in_diplomatic_papers_is_the_editors() {
    let found = each(|source| {
        let is_volume = source.name.starts_with("frus");
        is_volume.then(|| brackets::doubted(&source.tree, &source.reading.documents))
    });
    let (mut all, mut doubted) = (0, Vec::new());
    for (number, words) in found.into_iter().flatten() {
        all += number;
        doubted.extend(words);
    }
    eprintln!("{} of {all} brackets doubted", doubted.len());
    assert!(doubted.len() * 20 <= all, "{doubted:#?}");
}
