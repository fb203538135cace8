//! What bracketed words mean: a table of conventions, built in and extended by the user, because archives differ.
//!
//! [`Conventions::explain`] answers what the words in one pair of brackets are; where they have no label of their own,
//! nothing is answered, and the words round them decide (see [`transcript`](super::transcript)). Knows nothing of
//! documents.

mod own_table;
mod patterns;

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Deserialize;

use patterns::{Patterns, Side};

use crate::document::{Kind, Span};
use crate::problem::Problem;

/// A set of bracket conventions: rules of which the first that fits holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conventions {
    /// The name by which front matter asks for it: `conventions = "archive"`.
    pub name: String,
    /// Whether square brackets mean anything at all.
    is_silent: bool,
    rules: Vec<Rule>,
    patterns: Patterns,
}

/// What becomes of the words of a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// They stay in the running text.
    Text,
    /// They become a note's body.
    Note,
    /// The mark stands for them.
    Nothing,
}

/// Which field of the annotation the first `*` of a pattern gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Capture {
    Extent,
    Detail,
    Label,
    Hand,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    name: Cow<'static, str>,
    labels: Vec<Cow<'static, str>>,
    whole: Vec<Cow<'static, str>>,
    tags: Vec<Cow<'static, str>>,
    kind: Kind,
    alone: Kind,
    bare: Kind,
    content: Option<Content>,
    hand: Option<Cow<'static, str>>,
    reason: Option<Cow<'static, str>>,
    capture: Option<Capture>,
}

/// What the table says of one bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// The rule's name, for the ledger: `handwriting`.
    pub name: Cow<'static, str>,
    /// What the words become inside a paragraph.
    pub kind: Kind,
    /// What they become where they are a paragraph.
    pub alone: Kind,
    /// What becomes of the words.
    pub content: Content,
    /// Whether the bracket holds a label and nothing else, so that its extent is not given.
    pub is_bare: bool,
    /// How many bytes of the bracket's inside belong to the label: its colon and the space behind it included.
    pub label_len: usize,
    /// Whose hand.
    pub hand: Option<String>,
    /// Where on the page, if the label says.
    pub placement: Option<String>,
    /// Why the text is missing.
    pub reason: Option<String>,
    /// How much.
    pub extent: Option<String>,
    /// What else.
    pub detail: Option<String>,
    /// A mark.
    pub label: Option<String>,
}

/// The file as written; kinds are names until they are checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    rule: Vec<toml::Spanned<Row>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    whole: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    kind: String,
    alone: Option<String>,
    bare: Option<String>,
    content: Option<Content>,
    hand: Option<String>,
    reason: Option<String>,
    capture: Option<Capture>,
}

/// The table of the archives' conventions.
const ARCHIVE_TABLE: &str = include_str!("conventions.toml");

/// The longest label that is looked for, in bytes: longer ones are sentences that happen to hold a colon.
const LONGEST_LABEL: usize = 160;

impl Conventions {
    /// The set that archives' pages follow, `archive`.
    pub fn archive() -> &'static Self {
        static ARCHIVE: OnceLock<Conventions> = OnceLock::new();
        ARCHIVE.get_or_init(|| {
            let (name, rules) = own_table::read(ARCHIVE_TABLE);
            Self::of_rules(name.to_owned(), false, rules)
        })
    }

    /// The set in which square brackets are text like any other, `none`.
    pub fn none() -> Self {
        Self {
            name: "none".to_owned(),
            is_silent: true,
            ..Self::default()
        }
    }

    /// The built-in set of this name.
    pub fn named(name: &str) -> Option<Cow<'static, Self>> {
        match name {
            "archive" => Some(Cow::Borrowed(Self::archive())),
            "none" => Some(Cow::Owned(Self::none())),
            _ => None,
        }
    }

    /// A set from a table as in `conventions.toml`.
    ///
    /// # Errors
    /// With every problem of the table, at its place in `source`.
    pub fn from_toml(source: &str) -> Result<Self, Vec<Problem>> {
        let table: Table = toml::from_str(source).map_err(|error| {
            let span = error.span().map_or(Span::at(0), Span::from);
            vec![Problem::new(
                span,
                format!(
                    "the table of conventions cannot be read: {}",
                    error.message()
                ),
            )]
        })?;
        let mut problems = Vec::new();
        let mut rules = Vec::new();
        for row in table.rule {
            let span = Span::from(row.span());
            match Rule::new(row.into_inner()) {
                Ok(rule) => rules.push(rule),
                Err(problem) => problems.push(Problem { span, ..problem }),
            }
        }
        let name = table.name.unwrap_or_else(|| "own".to_owned());
        if problems.is_empty() {
            Ok(Self::of_rules(name, false, rules))
        } else {
            Err(problems)
        }
    }

    /// This set with another's rules before its own, so that they hold where both fit.
    #[must_use]
    pub fn extended_by(&self, other: &Self) -> Self {
        let rules = other.rules.iter().chain(&self.rules).cloned().collect();
        Self::of_rules(other.name.clone(), self.is_silent && other.is_silent, rules)
    }

    fn of_rules(name: String, is_silent: bool, rules: Vec<Rule>) -> Self {
        let patterns = rules.iter().enumerate().flat_map(|(number, rule)| {
            let whole = rule.whole.iter().map(|pattern| (Side::Whole, pattern));
            let labels = rule.labels.iter().map(|pattern| (Side::Label, pattern));
            whole
                .chain(labels)
                .map(move |(side, pattern)| (number, side, pattern.clone()))
        });
        Self {
            patterns: Patterns::new(patterns),
            name,
            is_silent,
            rules,
        }
    }

    /// Whether square brackets are text like any other.
    pub fn is_silent(&self) -> bool {
        self.is_silent
    }

    /// What the words inside a bracket mean by a rule; `None` where no rule fits.
    pub fn explain(&self, inside: &str) -> Option<Meaning> {
        let whole = folded(inside);
        let whole = unstopped(&whole);
        let (label, label_len) = label_of(inside);
        let (rule, side, captured) = self.patterns.first(whole, label.as_deref())?;
        let label_len = if side == Side::Label { label_len } else { 0 };
        Some(self.rules[rule].meaning(captured, inside, label_len))
    }

    /// What the words between `[tag]` and `[/tag]` are, by the first rule that has the tag.
    pub fn explain_tag(&self, tag: &str) -> Option<Meaning> {
        let tag = folded(tag);
        let rule = self
            .rules
            .iter()
            .find(|rule| rule.tags.contains(&Cow::Borrowed(tag.as_str())))?;
        let meaning = rule.meaning("", "", 0);
        Some(Meaning {
            kind: rule.kind,
            alone: rule.alone,
            content: Content::Text,
            is_bare: false,
            placement: placement_of(&tag),
            detail: None,
            ..meaning
        })
    }
}

impl Rule {
    fn new(row: Row) -> Result<Self, Problem> {
        let kind_of = |name: &str| {
            name.parse::<Kind>().map_err(|_| {
                let nearest = nearest_kind(name);
                Problem::new(Span::at(0), format!("`{name}` is no kind of annotation"))
                    .hint(format!("did you mean `{nearest}`?"))
            })
        };
        let kind = kind_of(&row.kind)?;
        let or_kind = |name: Option<&String>| name.map_or(Ok(kind), |name| kind_of(name));
        Ok(Self {
            alone: or_kind(row.alone.as_ref())?,
            bare: or_kind(row.bare.as_ref())?,
            name: Cow::Owned(row.name),
            labels: (row.labels.iter())
                .map(|pattern| Cow::Owned(folded(pattern)))
                .collect(),
            whole: (row.whole.iter())
                .map(|pattern| Cow::Owned(unstopped(&folded(pattern)).to_owned()))
                .collect(),
            tags: (row.tags.iter())
                .map(|tag| Cow::Owned(folded(tag)))
                .collect(),
            kind,
            content: row.content,
            hand: row.hand.map(Cow::Owned),
            reason: row.reason.map(Cow::Owned),
            capture: row.capture,
        })
    }

    /// The rule as said of one bracket. `label_len` is 0 where the bracket has no label before a colon.
    fn meaning(&self, captured: &str, inside: &str, label_len: usize) -> Meaning {
        let label_text = if label_len > 0 {
            inside.get(..label_len).unwrap_or(inside)
        } else {
            inside
        };
        let is_label_rule = !self.labels.is_empty();
        let is_bare = is_label_rule
            && inside
                .get(label_len.max(1)..)
                .is_none_or(|rest| label_len == 0 || rest.trim().is_empty());
        let content = self.content.unwrap_or(if is_label_rule {
            Content::Text
        } else {
            Content::Nothing
        });
        let captured = original_case(inside, captured).unwrap_or_else(|| captured.to_owned());
        let captured = Some(captured).filter(|captured| !captured.is_empty());
        let take = |wanted| captured.clone().filter(|_| self.capture == Some(wanted));
        let named_hand = take(Capture::Hand).map(|hand| {
            hand.trim_end_matches("’s")
                .trim_end_matches("'s")
                .to_owned()
        });
        Meaning {
            name: self.name.clone(),
            kind: if is_bare { self.bare } else { self.kind },
            alone: if is_bare { self.bare } else { self.alone },
            content: if is_bare && content == Content::Text {
                Content::Nothing
            } else {
                content
            },
            is_bare,
            label_len: if is_bare { 0 } else { label_len },
            hand: named_hand.or_else(|| self.hand.as_deref().map(str::to_owned)),
            placement: is_label_rule.then(|| placement_of(label_text)).flatten(),
            reason: self.reason.as_deref().map(str::to_owned),
            extent: take(Capture::Extent),
            detail: take(Capture::Detail)
                .or_else(|| is_bare.then(|| inside.trim().trim_end_matches(':').to_owned())),
            label: take(Capture::Label),
        }
    }
}

/// The kind whose name is nearest to a mistyped one.
fn nearest_kind(name: &str) -> String {
    use strum::IntoEnumIterator;
    let distance = |kind: &Kind| strsim::damerau_levenshtein(&kind.to_string(), name);
    Kind::iter()
        .min_by_key(distance)
        .map(|kind| kind.to_string())
        .unwrap_or_default()
}

/// Lower case, straight apostrophes, single spaces: what patterns are compared with. Long insides are cut, since no
/// pattern is as long.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len().min(256));
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(
            word.chars()
                .map(|c| {
                    if matches!(c, '’' | '‘' | '`') {
                        '\''
                    } else {
                        c
                    }
                })
                .flat_map(char::to_lowercase),
        );
        if folded.len() > 4 * LONGEST_LABEL {
            break;
        }
    }
    folded
}

/// Without the stop that ends a sentence, unless there is nothing but stops.
fn unstopped(folded: &str) -> &str {
    let stem = folded.trim_end_matches(['.', '…', ' ']);
    if stem.is_empty() { folded } else { stem }
}

/// The label of a bracket, folded, and its length up to the words behind its colon; the whole inside where no colon is.
fn label_of(inside: &str) -> (Option<String>, usize) {
    let colon = inside
        .char_indices()
        .take_while(|&(at, c)| at < LONGEST_LABEL && !matches!(c, '[' | ']'))
        .find(|&(_, c)| matches!(c, ':' | '：'));
    match colon {
        Some((at, sign)) => {
            let end = at + sign.len_utf8();
            let behind = inside.get(end..).unwrap_or_default();
            let space = behind.len() - behind.trim_start().len();
            // `stamp, upper left corner:` is `stamp upper left corner:`.
            let label = inside.get(..at).map(|label| folded(label).replace(',', ""));
            (label, end + space)
        }
        None => (
            Some(inside)
                .filter(|inside| inside.len() <= LONGEST_LABEL)
                .map(folded),
            0,
        ),
    }
}

/// A captured, folded stretch as it was printed.
fn original_case(inside: &str, captured: &str) -> Option<String> {
    if captured.is_empty() {
        return None;
    }
    let words: Vec<&str> = inside.split_whitespace().collect();
    let wanted = captured.split(' ').count();
    (words.len() <= 64).then_some(())?;
    words
        .windows(wanted)
        .map(|window| window.join(" "))
        .find(|candidate| {
            folded(candidate).trim_end_matches([':', ',', ';', '.'])
                == captured.trim_end_matches([':', ',', ';', '.'])
        })
        .map(|found| found.trim_end_matches([':', ',', ';']).to_owned())
}

/// Where on the page a label says that its words stand: `in the left margin`.
fn placement_of(label: &str) -> Option<String> {
    const OPENERS: [&str; 9] = [
        " in the ", " at the ", " on the ", " across ", " over ", " above ", " below ", " under ",
        " beside ",
    ];
    let padded = format!(" {}", folded(label));
    let at = OPENERS
        .iter()
        .filter_map(|opener| padded.find(opener))
        .min()
        .or_else(|| padded.ends_with("margin").then_some(0))?;
    let placement = padded.get(at + 1..)?.trim_end_matches([':', ' ']);
    let is_place = [
        "margin", "page", "top", "bottom", "line", "left", "right", "corner", "text", "sheet",
        "side",
    ];
    is_place
        .iter()
        .any(|word| placement.contains(word))
        .then(|| placement.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(inside: &str, expected: &str) {
        let shown = Conventions::archive().explain(inside).map_or_else(
            || "none".to_owned(),
            |meaning| {
                let words = inside.get(meaning.label_len..).unwrap_or_default();
                let mut shown = match (meaning.is_bare, meaning.content) {
                    (true, _) => format!("{}/{} bare", meaning.kind, meaning.alone),
                    (_, Content::Nothing) => format!("{}/{} nothing", meaning.kind, meaning.alone),
                    (_, Content::Note) => {
                        format!("{}/{} note `{words}`", meaning.kind, meaning.alone)
                    }
                    (_, Content::Text) => format!("{}/{} `{words}`", meaning.kind, meaning.alone),
                };
                let fields = [
                    ("hand", meaning.hand),
                    ("place", meaning.placement),
                    ("reason", meaning.reason),
                    ("extent", meaning.extent),
                    ("detail", meaning.detail),
                ];
                for (name, value) in fields {
                    if let Some(value) = value {
                        shown.extend([" ", name, "=", value.as_str()]);
                    }
                }
                shown
            },
        );
        assert_eq!(shown, expected, "{inside}");
    }

    #[test]
    fn labels_of_handwriting_and_stamps() {
        check(
            "handwritten: functions",
            "addition/inscription `functions` hand=handwritten",
        );
        check(
            "Handwritten in the left margin: “To Com. P.”",
            "addition/inscription `“To Com. P.”` hand=handwritten place=in the left margin",
        );
        check(
            "handwritten by Stalin: yes",
            "addition/inscription `yes` hand=Stalin",
        );
        check(
            "entered by hand:",
            "handwriting/handwriting bare hand=handwritten detail=entered by hand",
        );
        check(
            "added by hand",
            "handwriting/handwriting bare hand=handwritten detail=added by hand",
        );
        check(
            "handwriting; too illegible to read; followed by date",
            "handwriting/handwriting bare hand=handwritten detail=handwriting; too illegible to read; followed by date",
        );
        check(
            "stamp: Secret Department of TASS",
            "stamp/stamp `Secret Department of TASS`",
        );
        check(
            "Stamp at the bottom of the first page",
            "stamp/stamp bare place=at the bottom of the first page detail=Stamp at the bottom of the first page",
        );
        check("handwritten signature", "signature/signature nothing");
    }

    #[test]
    fn what_is_missing_and_why() {
        check(
            "7 words not declassified",
            "withheld/withheld nothing reason=not declassified extent=7 words",
        );
        check(
            "less than 1 line not declassified",
            "withheld/withheld nothing reason=not declassified extent=less than 1 line",
        );
        check("illegible", "gap/gap nothing reason=illegible");
        check(
            "source text illegible",
            "gap/gap nothing reason=illegible extent=source text",
        );
        check(
            "1 group garbled",
            "gap/gap nothing reason=garbled extent=1 group",
        );
        check("…", "omission/omission nothing reason=left out");
        check(
            "matter omitted",
            "omission/omission nothing reason=left out",
        );
        check(
            "Here follows discussion of Algeria.",
            "omission/omission `Here follows discussion of Algeria.` reason=left out",
        );
    }

    #[test]
    fn notes_breaks_and_the_rest() {
        check(
            "Translator’s note: undated",
            "translators-note/translators-note note `undated`",
        );
        check(
            "Ed. note: a pseudonym",
            "editors-note/editors-note note `a pseudonym`",
        );
        check("Page 233", "page-break/page-break nothing detail=233");
        check(
            "page one of ten",
            "page-break/page-break nothing detail=one of ten",
        );
        check("sic", "sic/sic nothing");
        check(
            "sic, R. Ya. is correct",
            "sic/sic nothing detail=R. Ya. is correct",
        );
        check("body", "none");
        check("the Chinese", "none");
    }

    #[test]
    fn the_built_in_table_says_what_its_toml_says() {
        let as_toml = Conventions::from_toml(ARCHIVE_TABLE).expect("TOML");
        let archive = Conventions::archive();
        for (own, toml) in archive.rules.iter().zip(&as_toml.rules) {
            assert_eq!(own, toml);
        }
        assert!(archive == &as_toml);
    }

    #[test]
    fn a_users_table_goes_before_the_built_in_one() {
        let own = Conventions::from_toml("name = 'ours'\n[[rule]]\nname = 'pencil'\nlabels = ['pencil']\nkind = 'addition'\nhand = 'pencil'\n").expect("a table");
        let both = Conventions::archive().extended_by(&own);
        assert_eq!(
            both.explain("pencil: yes").and_then(|meaning| meaning.hand),
            Some("pencil".to_owned())
        );
        assert_eq!(
            both.explain("sic").map(|meaning| meaning.kind),
            Some(Kind::Sic)
        );
        let problems =
            Conventions::from_toml("[[rule]]\nname = 'x'\nwhole = ['x']\nkind = 'adition'\n")
                .expect_err("no such kind");
        assert_eq!(problems[0].message, "`adition` is no kind of annotation");
        assert_eq!(
            problems[0].hint.as_deref(),
            Some("did you mean `addition`?")
        );
    }
}
