//! A document written in the native format reads back to the same document: whatever page it came from, and whatever is in it.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::path::{Path, PathBuf};

use manicule::document::{
    Annotation, BlockKind, Certainty, Document, Draft, FlowId, Kind, Metadata, Party, Property,
    Span, is_same,
};
use manicule::export::{NativeOptions, native};
use manicule::source::{self, Alone, Decoded};
use proptest::prelude::*;
use strum::IntoEnumIterator;

/// The options under which a document reads back, the friendliest first.
fn faithful(document: &Document) -> Vec<NativeOptions> {
    let options = NativeOptions::FRIENDLIEST_FIRST.into_iter();
    options
        .filter(|&options| is_same(&read(document, options), document))
        .collect()
}

fn read(document: &Document, options: NativeOptions) -> Document {
    let written = native(document, options);
    source::native::read(&document.id, Decoded::utf8(written), &Alone, Vec::new())
        .documents
        .remove(0)
}

fn documents_of(path: &Path) -> Vec<Document> {
    let bytes = std::fs::read(path).expect("a file");
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    source::read(&name, bytes, &Alone).map_or_else(|_| Vec::new(), |reading| reading.documents)
}

#[track_caller]
fn check(path: &Path) {
    for document in documents_of(path) {
        if faithful(&document).is_empty() {
            let [.., last] = NativeOptions::FRIENDLIEST_FIRST;
            let back = read(&document, last);
            let difference = difference(&document, &back);
            panic!(
                "{} ({}) does not read back: {difference}",
                path.display(),
                document.id
            );
        }
    }
}

/// Where two documents part.
fn difference(one: &Document, other: &Document) -> String {
    if one.metadata != other.metadata {
        return format!("metadata {:#?}\n{:#?}", one.metadata, other.metadata);
    }
    if one.text() != other.text() {
        let at = one
            .text()
            .bytes()
            .zip(other.text().bytes())
            .position(|(a, b)| a != b);
        let at = at.unwrap_or(one.text().len().min(other.text().len()));
        let round = |text: &str| {
            let start = (0..=at.saturating_sub(40))
                .rev()
                .find(|&at| text.is_char_boundary(at))
                .unwrap_or(0);
            text.get(start..)
                .unwrap_or_default()
                .chars()
                .take(90)
                .collect::<String>()
        };
        return format!(
            "text at {at}:\n{:?}\n{:?}",
            round(one.text()),
            round(other.text())
        );
    }
    let first = |a: String, b: String| (a != b).then_some(format!("{a}\n{b}"));
    let blocks = one.blocks().iter().zip(other.blocks());
    let points = one.points().iter().zip(other.points());
    let annotations = one.annotations().iter().zip(other.annotations());
    blocks
        .map(|(a, b)| first(format!("{a:?}"), format!("{b:?}")))
        .chain(points.map(|(a, b)| first(format!("{a:?}"), format!("{b:?}"))))
        .chain(annotations.map(|(a, b)| first(format!("{a:?}"), format!("{b:?}"))))
        .flatten()
        .next()
        .unwrap_or_else(|| {
            format!(
                "{} and {} blocks, {} and {} points, {} and {} annotations, hands {:?} and {:?}",
                one.blocks().len(),
                other.blocks().len(),
                one.points().len(),
                other.points().len(),
                one.annotations().len(),
                other.annotations().len(),
                one.hands,
                other.hands
            )
        })
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_source_at_hand_reads_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    if !folder.is_dir() {
        assert!(
            std::env::var("CI").is_err(),
            "the sources are not at {}",
            folder.display()
        );
        eprintln!("skipped: there are no sources at {}", folder.display());
        return;
    }
    let files = ["pasted", "shapes", "tei"].map(|part| files_below(&folder.join(part)));
    for file in files.concat() {
        check(&file);
    }
}

#[test]
fn the_corpus_reads_back() {
    for file in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")) {
        if file.extension().is_some_and(|ending| ending == "txt") {
            check(&file);
        }
    }
}

#[test]
fn the_telegram_is_the_same_pasted_and_native_and_needs_no_braces() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pasted =
        documents_of(&root.join("tests/fixtures/stalin-molotov-telegram.pasted.txt")).remove(0);
    let mut native_form = documents_of(&root.join("corpus/stalin-molotov-telegram.txt")).remove(0);
    // Its editor knows more of it than the page says, and nothing that the page says otherwise.
    let editor = std::mem::replace(&mut native_form.metadata, pasted.metadata.clone());
    let mut stated = Metadata {
        languages: Vec::new(),
        other: Vec::new(),
        ..editor
    };
    stated.edition.publisher = None;
    if let Some(archive) = &mut stated.archive {
        archive.parts.retain(|step| step.name != "settlement");
    }
    assert_eq!(stated, pasted.metadata);
    for hand in &mut native_form.hands {
        (hand.key, hand.description) = (None, None);
    }
    assert!(
        is_same(&pasted, &native_form),
        "{}",
        difference(&pasted, &native_form)
    );
    let [friendliest, ..] = NativeOptions::FRIENDLIEST_FIRST;
    assert!(is_same(&read(&pasted, friendliest), &pasted));
    let written = native(&pasted, friendliest);
    assert!(
        !written.contains('{') && !written.contains('\\'),
        "{written}"
    );
}

/// Text with everything in it that the format gives a meaning to.
fn any_text() -> impl Strategy<Value = String> {
    "([a-zéж ]|[0-9][.)] |[\\[\\]{}|:^#>@*\\\\?+-]|\u{a0}|\\[\\^1\\]| \\| bold: |\\{italic: |\\[body\\]|עב|\t){0,24}"
}

#[derive(Debug, Clone)]
struct Recipe {
    blocks: Vec<(BlockKind, u8, bool, String)>,
    annotations: Vec<(Kind, usize, usize, Option<String>, bool)>,
    notes: Vec<(usize, Option<String>, Vec<String>)>,
    title: Option<String>,
}

fn any_kind() -> impl Strategy<Value = Kind> {
    let kinds: Vec<Kind> = Kind::iter()
        .filter(|kind| *kind != Kind::OrphanReference)
        .collect();
    prop::sample::select(kinds)
}

fn any_recipe() -> impl Strategy<Value = Recipe> {
    let kinds: Vec<BlockKind> = BlockKind::iter().collect();
    let block = (
        prop::sample::select(kinds),
        0u8..4,
        any::<bool>(),
        any_text(),
    );
    let annotation = (
        any_kind(),
        0usize..200,
        0usize..60,
        prop::option::of(any_text()),
        any::<bool>(),
    );
    let note = (
        0usize..200,
        prop::option::of("[1-9a-z*]{1,2}"),
        prop::collection::vec(any_text(), 1..3),
    );
    let title = prop::option::of(any_text());
    (
        prop::collection::vec(block, 1..6),
        prop::collection::vec(annotation, 0..8),
        prop::collection::vec(note, 0..3),
        title,
    )
        .prop_map(|(blocks, annotations, notes, title)| Recipe {
            blocks,
            annotations,
            notes,
            title,
        })
}

fn cook(recipe: &Recipe) -> Document {
    let mut draft = Draft::new("test");
    draft.metadata = Metadata {
        title: recipe.title.clone(),
        ..Metadata::default()
    };
    draft.metadata.transmission.from = vec![Party {
        name: recipe.title.clone(),
        place: None,
    }];
    for (kind, level, opens_group, text) in &recipe.blocks {
        let block = draft.begin_block(*kind);
        (block.level, block.opens_group) = (*level, *opens_group);
        draft.push_str(text);
    }
    draft.end_block();
    let text = draft.text_of(FlowId::MAIN).to_owned();
    let place = |wanted: usize| {
        let most = text.trim_end_matches('\n').len();
        (0..=wanted.min(most))
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0)
    };
    for (kind, start, length, detail, is_by_hand) in &recipe.annotations {
        let mut annotation =
            Annotation::new(*kind, Span::new(place(*start), place(start + length)));
        if let Some(detail) = detail {
            annotation.say(detail);
        }
        annotation.by.certainty = detail.as_ref().map(|_| Certainty::Medium);
        annotation.by.hand = is_by_hand.then(|| draft.hand("red pencil"));
        draft.annotate_in(FlowId::MAIN, annotation);
    }
    let mut anchors: Vec<_> = recipe
        .notes
        .iter()
        .map(|note| (place(note.0), note))
        .collect();
    anchors.sort_by_key(|(place, _)| *place);
    for (place, (_, label, paragraphs)) in anchors {
        let mut annotation = Annotation::new(Kind::Note, Span::at(place));
        if let Some(label) = label {
            annotation.content.set(Property::Label, label.clone());
        }
        let flow = draft.open_flow();
        for paragraph in paragraphs {
            draft.begin_block(BlockKind::Paragraph);
            draft.push_str(paragraph);
        }
        draft.close_flow();
        annotation.set_body(flow);
        draft.annotate_in(FlowId::MAIN, annotation);
    }
    draft.finish().document
}

#[test]
fn a_quotation_may_begin_with_the_sign_of_one() {
    let block = |level, text: &str| (BlockKind::Quotation, level, false, text.to_owned());
    let (annotations, notes, title) = (Vec::new(), Vec::new(), None);
    let blocks = vec![block(1, ">"), block(2, "> a"), block(1, " > b")];
    let document = cook(&Recipe {
        blocks,
        annotations,
        notes,
        title,
    });
    let [.., last] = NativeOptions::FRIENDLIEST_FIRST;
    assert!(
        is_same(&read(&document, last), &document),
        "{}",
        native(&document, last)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_reads_back(recipe in any_recipe()) {
        let document = cook(&recipe);
        let [.., last] = NativeOptions::FRIENDLIEST_FIRST;
        let back = read(&document, last);
        prop_assert!(is_same(&back, &document), "{}\n{}", difference(&document, &back), native(&document, last));
    }
}
