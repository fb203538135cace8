//! The front matter: TOML between two lines `+++`. Its good fields hold whatever else is wrong in it.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::document::{Edtf, Hand, Metadata, Span};
use crate::problem::{self, Problem};
use crate::source::Tables;
use crate::source::recognise::conventions::Conventions;

/// The line before and after the front matter.
const FENCE: &str = "+++";

/// The fields that front matter may have: those of the metadata, and those of the format.
const FIELDS: &[&str] = &[
    "id",
    "conventions",
    "points",
    "hands",
    "title",
    "genre",
    "summary",
    "record_id",
    "uploaded",
    "languages",
    "dates",
    "transmission",
    "archive",
    "other_archives",
    "edition",
    "other",
];

/// Where the front matter lies.
pub(super) struct Front {
    /// The fences.
    pub(super) signs: Vec<Span>,
    /// What stands between them.
    pub(super) matter: Span,
    /// What stands after them.
    pub(super) body: Span,
    /// What is wrong with the fences.
    pub(super) problem: Option<Problem>,
}

/// What the front matter says.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) id: Option<String>,
    pub(super) metadata: Metadata,
    pub(super) hands: Vec<Hand>,
    /// The set of bracket conventions, if it is named.
    pub(super) conventions: Option<Conventions>,
    /// Whether points are recognised, not only those marked.
    pub(super) is_recognised: bool,
    pub(super) problems: Vec<Problem>,
}

/// Parts a text into front matter and body.
pub(super) fn split(text: &str) -> Front {
    let start = text.find(FENCE).unwrap_or_default();
    let mut signs = Vec::new();
    let mut matter = Span::at(0);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end;
        if span.end <= start
            || line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}') != FENCE
        {
            continue;
        }
        let sign = line.find(FENCE).map_or(span, |within| {
            Span::new(span.start + within, span.start + within + FENCE.len())
        });
        signs.push(sign);
        if let [first, last] = signs.as_slice() {
            matter = Span::new(first.end, last.start);
            return Front {
                signs,
                matter,
                body: Span::new(span.end, text.len()),
                problem: None,
            };
        }
    }
    let opened = signs.first().copied().unwrap_or_default();
    let problem = Problem::new(opened, "the front matter that begins here never ends")
        .hint("write a line `+++` after its last field");
    matter.start = matter.start.max(matter.end);
    Front {
        signs,
        matter,
        body: Span::new(opened.end, text.len()),
        problem: Some(problem),
    }
}

/// Reads the front matter. What is wrong is told all at once, each with its place.
pub(super) fn parse(text: &str, matter: Span, tables: &Tables) -> Parsed {
    let mut parsed = Parsed {
        is_recognised: true,
        ..Parsed::default()
    };
    let source = matter.of(text);
    let moved = |range: std::ops::Range<usize>| Span::from(range).shifted(matter.start);
    let (table, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let span = moved(error.span().unwrap_or_default());
        let problem = Problem::new(span, error.message().replace('\n', ", "));
        parsed
            .problems
            .push(problem.hint("fields have the form name = \"value\""));
    }
    let mut metadata = DeTable::new();
    for (key, value) in table.into_inner() {
        let span = moved(key.span());
        match key.get_ref().as_ref() {
            "id" => parsed.id = string(&key, &value, matter, &mut parsed.problems),
            "points" => match string(&key, &value, matter, &mut parsed.problems).as_deref() {
                Some("marked") => parsed.is_recognised = false,
                Some("recognised") | None => {}
                Some(other) => parsed.problems.push(
                    Problem::new(
                        moved(value.span()),
                        format!("`{other}` is no way of finding points"),
                    )
                    .hint("write \"recognised\" or \"marked\""),
                ),
            },
            "conventions" => {
                if let Some(name) = string(&key, &value, matter, &mut parsed.problems) {
                    match tables.named_conventions(&name) {
                        Some(set) => parsed.conventions = Some(set.into_owned()),
                        None => parsed.problems.push(
                            Problem::new(
                                moved(value.span()),
                                format!("there is no set of conventions `{name}`"),
                            )
                            .hint("write \"archive\", \"none\" or the name in your own `conventions.toml`"),
                        ),
                    }
                }
            }
            "hands" => parsed.hands = hands(source, &value, matter, &mut parsed.problems),
            name if FIELDS.contains(&name) => {
                metadata.insert(key, value);
            }
            name => parsed.problems.push(unknown(name, span)),
        }
    }
    parsed.metadata = deserialize(metadata, matter, &mut parsed.problems);
    parsed.problems.sort_by_key(|problem| problem.span);
    parsed
}

type Key<'a> = Spanned<Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

fn string(
    key: &Key<'_>,
    value: &Value<'_>,
    matter: Span,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    if let DeValue::String(text) = value.get_ref() {
        return Some(text.clone().into_owned());
    }
    let span = Span::from(value.span()).shifted(matter.start);
    problems.push(
        Problem::new(span, format!("`{}` must be a string", key.get_ref()))
            .hint("write it in double quotes"),
    );
    None
}

fn unknown(name: &str, span: Span) -> Problem {
    let problem = Problem::new(span, format!("there is no field `{name}`"));
    match problem::nearest(name, FIELDS.iter().copied()) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint("a field of your own goes into [[other]], with name and value"),
    }
}

/// The fields of the metadata, each by itself, so that one that is wrong takes no other with it.
fn deserialize(fields: DeTable<'_>, matter: Span, problems: &mut Vec<Problem>) -> Metadata {
    use serde::Deserialize;
    let mut metadata = Metadata::default();
    for (key, mut value) in fields {
        if key.get_ref() == "dates" {
            drop_malformed_dates(&mut value, matter, problems);
        }
        let mut one = DeTable::new();
        let name = key.get_ref().to_string();
        let whole = Span::from(value.span());
        one.insert(key, value);
        let read = toml::de::Deserializer::from(Spanned::new(whole.range(), one));
        match Metadata::deserialize(read) {
            Ok(of_field) => merge(&mut metadata, of_field),
            Err(error) => {
                let span = error.span().map_or(whole, Span::from).shifted(matter.start);
                let problem = Problem::new(span, error.message().replace('\n', ", "));
                problems
                    .push(problem.hint(format!("corpus/README.md says what `{name}` may hold")));
            }
        }
    }
    metadata
}

/// Takes the `edtf` that is none out of every date, so that the date as printed stays.
fn drop_malformed_dates(dates: &mut Value<'_>, matter: Span, problems: &mut Vec<Problem>) {
    let DeValue::Array(dates) = dates.get_mut() else {
        return;
    };
    for date in dates.iter_mut() {
        let DeValue::Table(fields) = date.get_mut() else {
            continue;
        };
        let Some((value, text)) = fields.get("edtf").and_then(|value| {
            let text = value.get_ref().as_str()?;
            Some((value, text))
        }) else {
            continue;
        };
        if let Err(malformed) = text.parse::<Edtf>() {
            let span = Span::from(value.span()).shifted(matter.start);
            let problem = Problem::new(span, malformed.to_string());
            problems.push(problem.hint("write what the source prints as `printed`"));
            fields.remove("edtf");
        }
    }
}

/// Takes over the one field that `of_field` has.
fn merge(metadata: &mut Metadata, of_field: Metadata) {
    let Metadata {
        title,
        genre,
        summary,
        record_id,
        uploaded,
        languages,
        dates,
        transmission,
        archive,
        other_archives,
        edition,
        other,
    } = of_field;
    metadata.title = title.or(metadata.title.take());
    metadata.genre = genre.or(metadata.genre.take());
    metadata.summary = summary.or(metadata.summary.take());
    metadata.record_id = record_id.or(metadata.record_id.take());
    metadata.uploaded = uploaded.or(metadata.uploaded.take());
    metadata.archive = archive.or(metadata.archive.take());
    metadata.languages.extend(languages);
    metadata.dates.extend(dates);
    metadata.other_archives.extend(other_archives);
    metadata.other.extend(other);
    if !transmission.is_empty() {
        metadata.transmission = transmission;
    }
    if !edition.is_empty() {
        metadata.edition = edition;
    }
}

fn hands(source: &str, value: &Value<'_>, matter: Span, problems: &mut Vec<Problem>) -> Vec<Hand> {
    let moved = |range: std::ops::Range<usize>| Span::from(range).shifted(matter.start);
    let DeValue::Array(tables) = value.get_ref() else {
        let problem = Problem::new(moved(value.span()), "`hands` must be tables");
        problems.push(problem.hint("begin each hand with [[hands]] on a line of its own"));
        return Vec::new();
    };
    let mut hands = Vec::new();
    for table in tables {
        let mut hand = Hand::default();
        let DeValue::Table(fields) = table.get_ref() else {
            continue;
        };
        for (key, value) in fields {
            let text = string(key, value, matter, problems);
            match key.get_ref().as_ref() {
                "name" => hand.name = text.unwrap_or_default(),
                "key" => hand.key = text,
                "description" => hand.description = text,
                other => {
                    let problem =
                        Problem::new(moved(key.span()), format!("a hand has no field `{other}`"));
                    problems.push(problem.hint("it has key, name and description"));
                }
            }
        }
        if hand.name.is_empty() {
            let span = moved(table.span());
            let shown = Span::new(span.start, span.end.min(matter.start + source.len()));
            problems.push(Problem::new(shown, "this hand has no name").hint("add name = \"…\""));
            hand.name = hand.key.clone().unwrap_or_else(|| "hand".to_owned());
        }
        hands.push(hand);
    }
    hands
}
