//! Each kind of markup: the elements that the source has, and the annotations that the program made of them.
//!
//! An element and an annotation are the same if their words are: they are compared by their letters and figures. What has no
//! words is counted.

use std::collections::HashMap;

use manicule::document::{BlockKind, Document, Kind};

use super::xml::{Child, Tree, letters};

/// What was found of one kind of markup.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) elements: usize,
    pub(crate) annotations: usize,
    pub(crate) matched: usize,
    /// Annotations that stand for brackets in the text, which no element marks.
    pub(crate) brackets: usize,
}

impl Score {
    pub(crate) fn recall(self) -> f64 {
        share(self.matched, self.elements)
    }

    pub(crate) fn precision(self) -> f64 {
        share(self.matched, self.annotations - self.brackets)
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.elements += other.elements;
        self.annotations += other.annotations;
        self.matched += other.matched;
        self.brackets += other.brackets;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let of = |number: usize| f64::from(u32::try_from(number).expect("a count"));
    if whole == 0 {
        1.0
    } else {
        of(part) / of(whole)
    }
}

/// The row of the table that an element belongs to.
fn row_of(tree: &Tree, id: usize) -> Option<&'static str> {
    let of = |name| tree.attribute(id, name).unwrap_or_default();
    let is_type = |kinds: &[&str]| kinds.contains(&of("type"));
    let parent = tree.name(tree.parent(id));
    Some(match tree.name(id) {
        "add" | "ins" if is_type(&["endorsement", "inscription", "resolution"]) => "inscription",
        "add" | "ins" | "addSpan" => "add",
        "del" | "delSpan" => "del",
        "unclear" | "gap" | "space" | "supplied" | "sic" | "corr" | "orig" | "reg" | "lem"
        | "rdg" | "foreign" | "damage" | "surplus" | "retrace" | "handShift" | "metamark"
        | "milestone" => known(tree.name(id)),
        "abbr" | "am" => "abbr",
        "ex" if parent != "choice" => "ex",
        "expan" | "ex" => "expan",
        "note" if of("rend") == "inline" => return None,
        "note" | "annotation" | "witDetail" => "note",
        "persName" | "person" | "author" | "role" => "person",
        "rs" | "name" if is_type(&["person", "pers", "people"]) => "person",
        "placeName" | "geogName" | "settlement" | "region" | "country" | "place" => "place",
        "rs" | "name" if is_type(&["place", "pla"]) => "place",
        "orgName" | "org" => "organisation",
        "rs" | "name" if is_type(&["org", "organisation", "organization", "institution"]) => {
            "organisation"
        }
        "rs" | "name" | "objectName" => "name",
        "date" | "time" | "origDate" => "date",
        "term" | "gloss" => "term",
        "stamp" | "postmark" => "stamp",
        "fw" if is_type(&["letterhead"]) => "letterhead",
        "fw" => "fw",
        "restore" | "redo" | "undo" => "restore",
        "pb" | "surface" => "pb",
        "cb" | "gb" => "cb",
        "lb" => "lb",
        "ref" | "ptr" => "ref",
        "head" if !matches!(parent, "list" | "table" | "figure") && !tree.is_in(id, &["row"]) => {
            "head"
        }
        "l" if !tree.is_in(id, &["row"]) => "l",
        "speaker" => "speaker",
        "hi" if is_struck(of("rend")) => "del",
        _ => return None,
    })
}

/// The rows of how the words of an element look. What stands apart, breaks and holders of other elements have no words.
fn looks_of(tree: &Tree, id: usize) -> Vec<&'static str> {
    const LOOKS: &[(&str, &[&str])] = &[
        ("italic", &["italic", "italics", "it", "ital"]),
        ("small capitals", &["smallcaps", "sc"]),
        ("bold", &["bold", "strong", "bo"]),
        ("underlined", &["underline", "underlined", "u", "uu", "ul"]),
    ];
    const WORDLESS: &[&str] = &[
        "note",
        "div",
        "list",
        "table",
        "group",
        "text",
        "milestone",
        "lb",
        "pb",
        "cb",
        "row",
        "lg",
        "witDetail",
        "annotation",
    ];
    let name = tree.name(id);
    if WORDLESS.contains(&name) || name.ends_with("Span") {
        return Vec::new();
    }
    let values = ["rend", "rendition", "style"]
        .iter()
        .filter_map(|name| tree.attribute(id, name));
    let words: Vec<&str> = values
        .flat_map(|value| value.split([' ', '#', ',', ';', ':']))
        .collect();
    let is_in = |look: &[&str]| {
        look.iter().any(|look| words.contains(look)) || name == "emph" && look[0] == "italic"
    };
    let rows = LOOKS.iter().filter(|(_, look)| is_in(look));
    rows.map(|(row, _)| *row).collect()
}

/// Names of elements that are the names of their rows.
fn known(name: &str) -> &'static str {
    const ROWS: &[&str] = &[
        "unclear",
        "gap",
        "space",
        "supplied",
        "sic",
        "corr",
        "orig",
        "reg",
        "lem",
        "rdg",
        "foreign",
        "damage",
        "surplus",
        "retrace",
        "handShift",
        "metamark",
        "milestone",
    ];
    ROWS.iter().find(|row| **row == name).expect("a row")
}

fn is_struck(rend: &str) -> bool {
    let rend = rend.to_lowercase();
    ["strik", "line-through", "cross", "cancel"]
        .iter()
        .any(|word| rend.contains(word))
}

/// The row of an annotation's kind.
fn row_of_kind(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Addition => "add",
        Kind::Inscription => "inscription",
        Kind::Deletion => "del",
        Kind::Unclear => "unclear",
        Kind::Gap | Kind::Withheld | Kind::Omission => "gap",
        Kind::Space => "space",
        Kind::Supplied => "supplied",
        Kind::Completion => "ex",
        Kind::Sic => "sic",
        Kind::Correction => "corr",
        Kind::Original => "orig",
        Kind::Regularised => "reg",
        Kind::Abbreviation => "abbr",
        Kind::Expansion => "expan",
        Kind::Lemma => "lem",
        Kind::Reading => "rdg",
        Kind::Foreign => "foreign",
        Kind::Damage => "damage",
        Kind::Surplus => "surplus",
        Kind::Retrace => "retrace",
        Kind::Restoration => "restore",
        Kind::HandShift => "handShift",
        Kind::Metamark => "metamark",
        Kind::Milestone => "milestone",
        Kind::Note
        | Kind::SourceNote
        | Kind::TranslatorsNote
        | Kind::EditorsNote
        | Kind::HandwrittenNote => "note",
        Kind::Person => "person",
        Kind::Place => "place",
        Kind::Organisation => "organisation",
        Kind::Name => "name",
        Kind::Date => "date",
        Kind::Term => "term",
        Kind::Stamp => "stamp",
        Kind::Letterhead => "letterhead",
        Kind::FormWork => "fw",
        Kind::PageBreak => "pb",
        Kind::ColumnBreak => "cb",
        Kind::LineBreak => "lb",
        Kind::Reference => "ref",
        Kind::Italic => "italic",
        Kind::SmallCapitals => "small capitals",
        Kind::Bold => "bold",
        Kind::Underlined => "underlined",
        _ => return None,
    })
}

type Found = HashMap<&'static str, HashMap<String, usize>>;

fn count(found: &mut Found, row: &'static str, key: String) {
    *found.entry(row).or_default().entry(key).or_default() += 1;
}

/// What the source has.
fn in_source(tree: &Tree) -> Found {
    let endnotes = tree.endnotes();
    let mut found = Found::new();
    for id in 1..tree.nodes.len() {
        let is_of_apparatus = matches!(tree.name(id), "lem" | "rdg" | "note" | "witDetail")
            && tree.is_in(id, &["listApp"])
            && !tree.is_in(id, &["teiHeader"]);
        if tree.is_aside(id) && !is_of_apparatus {
            continue;
        }
        for look in looks_of(tree, id)
            .into_iter()
            .filter(|_| !tree.is_aside(id))
        {
            let mut words = String::new();
            words_of(tree, id, &endnotes, &mut words);
            count(&mut found, look, letters(&words));
        }
        let is_chapter = tree.name(id) == "head" && tree.is_of_chapter(id);
        let is_stage = tree.name(id) == "rdg" && tree.name(tree.parent(id)) == "subst";
        let Some(row) = row_of(tree, id).filter(|_| !is_chapter && !is_stage) else {
            continue;
        };
        if tree.is_aside(id) {
            count(&mut found, row, SPAN.to_owned());
            continue;
        }
        let leads = tree
            .attribute(id, "target")
            .and_then(|target| target.strip_prefix('#'));
        let is_notes_figure = row == "ref" && leads.is_some_and(|key| endnotes.contains(&key));
        if is_notes_figure {
            continue;
        }
        let key = match row {
            "gap" | "space" | "handShift" => String::new(),
            "pb" | "cb" | "lb" | "milestone" if tree.name(id) != "surface" => {
                tree.attribute(id, "n").unwrap_or_default().to_owned()
            }
            // Its end is another element; see `spans`.
            _ if tree.name(id).ends_with("Span") => SPAN.to_owned(),
            "pb" => SPAN.to_owned(),
            _ => {
                let mut words = String::new();
                words_of(tree, id, &endnotes, &mut words);
                letters(&words)
            }
        };
        count(&mut found, row, key);
    }
    found
}

/// Stands for whatever words: those up to an anchor, or a number that the source writes elsewhere.
const SPAN: &str = "…";

/// The words that an element has in its own flow: without notes, and without what is said of it.
fn words_of(tree: &Tree, id: usize, endnotes: &[&str], out: &mut String) {
    for child in &tree.nodes[id].children {
        match child {
            Child::Text(text) => out.push_str(text),
            Child::Element(id) => {
                let is_inline = tree.attribute(*id, "rend") == Some("inline");
                let leads = tree
                    .attribute(*id, "target")
                    .and_then(|target| target.strip_prefix('#'));
                match tree.name(*id) {
                    "note" | "witDetail" | "annotation" if !is_inline => {}
                    "gap" | "space" | "desc" | "listApp" => {}
                    "ref" | "ptr" if leads.is_some_and(|key| endnotes.contains(&key)) => {}
                    _ => words_of(tree, *id, endnotes, out),
                }
            }
        }
    }
}

/// What the program made of it.
fn in_documents(documents: &[Document]) -> (Found, HashMap<&'static str, HashMap<String, usize>>) {
    let (mut found, mut brackets) = (Found::new(), Found::new());
    for document in documents {
        for annotation in document.annotations() {
            let Some(row) = row_of_kind(annotation.kind()) else {
                continue;
            };
            let words = document.slice(annotation.span);
            let key = match row {
                "gap" | "space" | "handShift" => String::new(),
                "pb" | "cb" | "lb" | "milestone" => {
                    let number = annotation
                        .content
                        .property(manicule::document::Property::Number);
                    number.unwrap_or_default()
                }
                "note" => annotation
                    .body()
                    .map(|body| letters(document.flow_text(body)))
                    .unwrap_or_default(),
                _ => letters(words),
            };
            let signs = annotation
                .printed
                .as_ref()
                .map(|signs| signs.before.as_str());
            if words.trim_start().starts_with('[')
                || signs.is_some_and(|signs| signs.trim_start().starts_with('['))
            {
                count(&mut brackets, row, key.clone());
            }
            count(&mut found, row, key);
        }
        for (id, block) in document.blocks().iter().enumerate() {
            let row = match block.kind {
                BlockKind::Heading => "head",
                BlockKind::Verse => "l",
                BlockKind::Speaker => "speaker",
                _ => continue,
            };
            count(
                &mut found,
                row,
                letters(document.block_text(manicule::document::BlockId(id))),
            );
        }
    }
    (found, brackets)
}

/// The scores of a file, by row, and for each row some of what has no counterpart: in the source, and in the documents.
pub(crate) fn scores(
    tree: &Tree,
    documents: &[Document],
) -> Vec<(&'static str, Score, [Vec<String>; 2])> {
    let source = in_source(tree);
    let (made, brackets) = in_documents(documents);
    let mut rows: Vec<&'static str> = source.keys().chain(made.keys()).copied().collect();
    rows.sort_unstable();
    rows.dedup();
    let none = HashMap::new();
    let score = |row: &'static str| {
        let (elements, annotations) = (
            source.get(row).unwrap_or(&none),
            made.get(row).unwrap_or(&none),
        );
        let printed = brackets.get(row).unwrap_or(&none);
        let of =
            |map: &HashMap<String, usize>, key: &str| map.get(key).copied().unwrap_or_default();
        let mut score = Score {
            elements: elements.values().sum(),
            annotations: annotations.values().sum(),
            ..Score::default()
        };
        let mut lone = [Vec::new(), Vec::new()];
        for (key, &number) in elements.iter().filter(|(key, _)| *key != SPAN) {
            let both = number.min(of(annotations, key));
            score.matched += both;
            if both < number {
                lone[0].push(format!("{key} ×{}", number - both));
            }
        }
        let mut left = 0;
        for (key, &number) in annotations {
            let more = number - number.min(of(elements, key));
            let bracketed = more.min(of(printed, key));
            score.brackets += bracketed;
            left += more - bracketed;
            if more > bracketed {
                lone[1].push(format!("{key} ×{}", more - bracketed));
            }
        }
        score.matched += left.min(of(elements, SPAN));
        (row, score, lone)
    };
    rows.into_iter().map(score).collect()
}
