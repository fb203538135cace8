//! The reading text of a source, by its own rules: what an edition prints when nothing is marked.
//!
//! TEI P5, chapters 3.5 (choice), 11.3 (additions, deletions), 12 (apparatus), 3.11.3 (breaks). Knows nothing of the program's
//! model or views.

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;

use super::xml::{Child, Tree};

/// Elements that are lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "ab",
    "head",
    "l",
    "lg",
    "lg1",
    "div",
    "div0",
    "div1",
    "div2",
    "div3",
    "div4",
    "div5",
    "div6",
    "div7",
    "list",
    "item",
    "table",
    "row",
    "opener",
    "closer",
    "postscript",
    "sp",
    "speaker",
    "trailer",
    "titlePart",
    "byline",
    "docAuthor",
    "docDate",
    "docImprint",
    "docEdition",
    "argument",
    "epigraph",
    "text",
    "body",
    "front",
    "back",
    "group",
    "TEI",
    "titlePage",
    "docTitle",
    "castList",
    "castGroup",
    "listBibl",
    "floatingText",
    "surface",
    "zone",
    "sourceDoc",
    "attachment",
    "performance",
    "set",
    "egXML",
    "divGen",
    "label",
    "u",
    "incipit",
    "explicit",
];

/// Elements that are lines of their own unless they stand within one.
const SOFT: &[&str] = &[
    "dateline",
    "salute",
    "signed",
    "address",
    "addrLine",
    "quote",
    "cit",
    "q",
    "bibl",
    "biblStruct",
    "castItem",
    "line",
    "stage",
    "figure",
    "figDesc",
    "msDesc",
    "caption",
    "camera",
    "move",
];

/// Elements that hold text in a line.
const LINES: &[&str] = &[
    "p",
    "ab",
    "head",
    "l",
    "item",
    "row",
    "dateline",
    "salute",
    "signed",
    "addrLine",
    "speaker",
    "stage",
    "line",
    "bibl",
    "biblStruct",
    "label",
    "titlePart",
    "byline",
    "docAuthor",
    "docDate",
    "docImprint",
    "trailer",
    "castItem",
    "figDesc",
    "u",
];

/// The reading text, its lines ended by line feeds.
pub(crate) fn reading(tree: &Tree) -> String {
    let mut reader = Text {
        tree,
        endnotes: tree.endnotes(),
        out: String::new(),
        until: Vec::new(),
    };
    reader.children(0);
    reader.out
}

struct Text<'t> {
    tree: &'t Tree,
    endnotes: Vec<&'t str>,
    out: String,
    /// The ends of the deletions that are open (TEI `delSpan`).
    until: Vec<&'t str>,
}

impl Text<'_> {
    fn children(&mut self, id: usize) {
        let drops_blanks = matches!(self.tree.name(id), "choice" | "app" | "subst" | "rdgGrp");
        for child in &self.tree.nodes[id].children {
            match child {
                Child::Text(text) if drops_blanks && text.trim().is_empty() => {}
                Child::Text(text) if self.until.is_empty() => self.out.push_str(text),
                Child::Text(_) => {}
                Child::Element(id) => self.element(*id),
            }
        }
    }

    fn element(&mut self, id: usize) {
        let tree = self.tree;
        let name = tree.name(id);
        let id_here = tree.attribute(id, "id");
        self.until.retain(|end| Some(*end) != id_here);
        if name == "delSpan" {
            let end = tree.attribute(id, "spanTo");
            self.until
                .extend(end.map(|end| end.trim_start_matches('#')));
        }
        if name == "head" && tree.is_of_chapter(id) {
            return;
        }
        if matches!(name, "lb" | "pb" | "cb" | "gb") {
            self.line_ends(id);
            return;
        }
        if name == "space" && self.is_short_space(id) {
            self.out.push(' ');
            return;
        }
        let unit = tree.attribute(id, "unit").unwrap_or_default();
        let is_set_apart = ["rend", "rendition"].iter().any(|name| {
            let look = tree.attribute(id, name).unwrap_or_default();
            ["left", "right", "center"]
                .iter()
                .any(|side| look.contains(side))
        });
        // Behind lines or pages that are not there no word goes on; what is set at another side of the page is another word.
        if name == "gap" && (unit.starts_with("page") || unit.starts_with("line"))
            || name == "seg" && is_set_apart
        {
            self.out.push(' ');
        }
        if self.is_left_out(id) {
            return;
        }
        let is_in_line = self.tree.is_in(id, LINES);
        let is_line = BLOCKS.contains(&name) || SOFT.contains(&name) && !is_in_line;
        let is_inline_note = name == "note";
        if is_line || is_inline_note && !is_in_line {
            self.out.push('\n');
        } else if is_inline_note || name == "cell" {
            self.out.push(' ');
        }
        if name == "item"
            && let Some(number) = self.number_of(id)
        {
            let _ = write!(self.out, "{number} ");
        }
        self.children(id);
        if is_line || is_inline_note && !is_in_line {
            self.out.push('\n');
        } else if is_inline_note || name == "cell" {
            self.out.push(' ');
        }
    }

    /// A break is white space, unless it says that the word goes on, or a sign does that is nothing but a hyphen at the end of
    /// a line.
    fn line_ends(&mut self, id: usize) {
        let goes_on = matches!(self.tree.attribute(id, "break"), Some("no" | "maybe"))
            || matches!(
                self.tree.attribute(id, "type"),
                Some("hyphenInWord" | "inWord")
            );
        let before = self.out.trim_end();
        let is_sign = before.ends_with(['¬', '⸗', '\u{ad}']);
        if goes_on || is_sign {
            let length = before.len();
            self.out.truncate(length);
            if self
                .out
                .ends_with(['-', '¬', '⸗', '\u{ad}', '\u{2010}', '='])
            {
                self.out.pop();
            }
            self.out.push(GLUE);
        } else if self.tree.name(id) == "lb" || self.tree.attribute(id, "break") == Some("yes") {
            self.out.push(' ');
        }
    }

    fn is_short_space(&self, id: usize) -> bool {
        let of = |name| self.tree.attribute(id, name);
        let unit = of("unit").unwrap_or("chars");
        let number: f64 = of("quantity")
            .or(of("extent"))
            .and_then(|it| it.parse().ok())
            .unwrap_or(1.0);
        unit.starts_with("char") || unit.starts_with("word") && number <= 10.0
    }

    fn number_of(&self, id: usize) -> Option<String> {
        let list = self.tree.parent(id);
        let items = self
            .tree
            .elements(list)
            .filter(|&it| self.tree.name(it) == "item");
        let has_labels = self
            .tree
            .elements(list)
            .any(|it| self.tree.name(it) == "label");
        if self.tree.name(list) != "list" || has_labels {
            return None;
        }
        let style = |name| self.tree.attribute(list, name).unwrap_or_default();
        let is_numbered = ["type", "rend"]
            .iter()
            .any(|name| matches!(style(name), "ordered" | "numbered" | "decimal"));
        let mut number = 0;
        let mut own = None;
        for item in items {
            number += 1;
            own = self.tree.attribute(item, "n");
            if let Some(figure) =
                own.and_then(|own| own.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok())
            {
                number = figure;
            }
            if item == id {
                break;
            }
        }
        let text = own.map_or_else(
            || is_numbered.then(|| number.to_string()),
            |own| Some(own.to_owned()),
        )?;
        let is_bare = text.ends_with(char::is_alphanumeric);
        Some(if is_bare { format!("{text}.") } else { text })
    }

    /// Whether an element is none of the reading text.
    fn is_left_out(&self, id: usize) -> bool {
        let of = |name| self.tree.attribute(id, name);
        let leads = of("target").and_then(|target| target.strip_prefix('#'));
        match self.tree.name(id) {
            "listApp" => self.tree.has_located_apparatus(),
            "teiHeader" | "facsimile" | "standOff" | "xenoData" | "spanGrp" | "linkGrp"
            | "joinGrp" | "altGrp" | "listTranspose" | "particDesc" | "settingDesc" | "gap"
            | "space" | "metamark" | "surplus" | "witDetail" | "index" | "certainty"
            | "listRelation" | "relation" | "listPerson" | "listPlace" | "listOrg"
            | "listEvent" | "transpose" | "annotation" | "param" => true,
            "note" => of("rend") != Some("inline"),
            "fw" => of("type") != Some("letterhead"),
            "del" => !self.is_let_stand(id),
            "hi" => of("rend").is_some_and(|rend| rend.contains("strik")),
            "ref" | "ptr" => leads.is_some_and(|key| self.endnotes.contains(&key)),
            "desc" => matches!(
                self.tree.name(self.tree.parent(id)),
                "sic" | "stamp" | "add" | "del"
            ),
            "sic" => self.has_rival(id, &["corr"], true),
            "orig" => self.has_rival(id, &["reg"], false),
            "abbr" | "am" => self.has_rival(id, &["expan", "ex"], false),
            "corr" | "reg" | "expan" | "ex" | "unclear" | "seg" => {
                self.follows(id, self.tree.name(id))
            }
            "rdg" => self.is_not_adopted(id),
            _ => false,
        }
    }

    fn is_let_stand(&self, id: usize) -> bool {
        let is_restore = |id: usize| self.tree.name(id) == "restore";
        is_restore(self.tree.parent(id)) || self.tree.elements(id).any(is_restore)
    }

    /// The `choice` that an element is directly in.
    fn choice(&self, id: usize) -> Option<usize> {
        let parent = self.tree.parent(id);
        (self.tree.name(parent) == "choice").then_some(parent)
    }

    fn has_rival(&self, id: usize, names: &[&str], empty_counts: bool) -> bool {
        let Some(choice) = self.choice(id) else {
            return false;
        };
        let mut rivals = self
            .tree
            .elements(choice)
            .filter(|&it| names.contains(&self.tree.name(it)));
        rivals.any(|it| empty_counts || !self.tree.is_blank(it))
    }

    /// Whether another of this name stands before an element in its `choice`.
    fn follows(&self, id: usize, name: &str) -> bool {
        let Some(choice) = self.choice(id) else {
            return false;
        };
        let mut before = self.tree.elements(choice).take_while(|&it| it != id);
        before.any(|it| self.tree.name(it) == name)
    }

    fn is_not_adopted(&self, id: usize) -> bool {
        let Some(app) = self
            .tree
            .ancestors(id)
            .find(|&it| self.tree.name(it) == "app")
        else {
            return false;
        };
        let versions = (app + 1..self.tree.nodes.len())
            .take_while(|&it| self.tree.ancestors(it).any(|it| it == app));
        let own = versions.filter(|&it| {
            matches!(self.tree.name(it), "lem" | "rdg")
                && self
                    .tree
                    .ancestors(it)
                    .find(|&it| self.tree.name(it) == "app")
                    == Some(app)
        });
        let own: Vec<usize> = own.collect();
        let has_lemma = own.iter().any(|&it| self.tree.name(it) == "lem");
        has_lemma || own.first() != Some(&id)
    }
}

/// Stands where a word goes on behind a break: white space after it is none.
const GLUE: char = '\u{1}';

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut joined = String::with_capacity(text.len());
    let mut pieces = text.split(GLUE);
    joined.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let kept = joined.trim_end().len();
        joined.truncate(kept);
        joined.push_str(piece.trim_start());
    }
    joined.unicode_words().map(str::to_owned).collect()
}

/// How many words of two texts are not in both, in order; and some of them with what stands there in the other.
pub(crate) fn differences(source: &[String], shown: &[String]) -> (usize, Vec<String>) {
    /// How far the texts may run apart before they are no longer compared.
    const FURTHEST: usize = 400;
    let (mut at, mut to) = (0, 0);
    let (mut count, mut examples) = (0, Vec::new());
    while at < source.len() || to < shown.len() {
        if source.get(at) == shown.get(to) {
            (at, to) = (at + 1, to + 1);
            continue;
        }
        // Two equal words in a row are the same place again.
        let meets = |skipped: usize, ahead: usize| {
            let same =
                |more: usize| source.get(at + skipped + more) == shown.get(to + ahead + more);
            same(0) && same(1)
        };
        let mut found = None;
        'search: for sum in 1..FURTHEST {
            for skipped in 0..=sum {
                if at + skipped <= source.len()
                    && to + (sum - skipped) <= shown.len()
                    && meets(skipped, sum - skipped)
                {
                    found = Some((skipped, sum - skipped));
                    break 'search;
                }
            }
        }
        let (skipped, ahead) = found.unwrap_or((source.len() - at, shown.len() - to));
        count += skipped.max(ahead);
        if examples.len() < 12 {
            let of = |words: &[String], from: usize, number: usize| {
                let start = from.saturating_sub(2);
                words
                    .get(start..(from + number.min(8) + 1).min(words.len()))
                    .unwrap_or_default()
                    .join(" ")
            };
            examples.push(format!(
                "“{}” shown “{}”",
                of(source, at, skipped),
                of(shown, to, ahead)
            ));
        }
        (at, to) = (at + skipped, to + ahead);
    }
    (count, examples)
}
