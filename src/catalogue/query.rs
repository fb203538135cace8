//! What is asked of the catalogue, as it is typed in one line.
//!
//! ```text
//! control body            both words, anywhere in a document
//! "control body"          the words beside each other
//! japan*                  words that begin so
//! soviet ~5 objection     with at most five words between
//! molotov|molotoff        either
//! -draft                  not this
//! in:handwriting          look in this part only: text, notes, metadata, handwriting, supplied, …
//! from:stalin to:molotov  facts: from, to, place, archive, genre, title, lang, hand, has, file
//! date:1945-11/1946-02    dated, or possibly dated, within; date:none for the undated
//! ```
//!
//! Words are whole words, folded as the search folds them; a capital asks for a capital. A mistake is a [`Problem`] with its
//! place in the line; the rest of the line holds.

use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

use super::facets::FacetName;
use super::regions::{EVERYWHERE, TextField};
use super::words::words;
use crate::document::Span;
use crate::problem::{Problem, nearest};

/// A query: what a document must say, and what must be known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What its text must say; a document answers that answers all.
    pub clauses: Vec<Clause>,
    /// What must be known of it.
    pub filters: Vec<Filter>,
    /// Where to look; empty for everywhere.
    pub fields: Vec<TextField>,
}

/// One demand on the text: one of several terms must stand there, or none may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The terms, of which one suffices.
    pub any_of: Vec<Term>,
    /// Whether none of them may stand there.
    pub is_excluded: bool,
}

/// What may stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Words beside each other.
    Phrase(Phrase),
    /// Two phrases with at most so many words between them, in either order.
    Near(Phrase, usize, Phrase),
}

/// Words beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As typed, without quotation marks and star.
    pub typed: String,
    /// The words, folded.
    pub words: Vec<String>,
    /// Whether the last may go on.
    pub is_prefix: bool,
}

/// A demand on what is known of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What is asked for.
    pub what: Wanted,
    /// Whether it must not be so.
    pub is_excluded: bool,
}

/// What a filter asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A fact holds these words.
    Fact(FactName, String),
    /// A facet has a value that holds these words.
    Facet(FacetName, String),
    /// The date touches these days, as `YYYYMMDD`, both included; an open end is none.
    Between(Option<i64>, Option<i64>),
    /// There is no date.
    Undated,
}

/// Facts that are not facets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum FactName {
    /// The title.
    Title,
    /// The path of the file.
    File,
    /// The document's identifier.
    Id,
}

/// The names before a colon that are neither facts nor facets.
pub(super) const IN: &str = "in";
pub(super) const DATE: &str = "date";
const UNDATED: &str = "none";

impl Query {
    /// Reads a query as typed; the mistakes in it, each with its place and what to do.
    pub fn parse(line: &str) -> (Self, Vec<Problem>) {
        let mut parser = Parser {
            query: Self::default(),
            problems: Vec::new(),
            near: None,
        };
        let pieces = pieces(line, &mut parser.problems);
        for piece in pieces {
            parser.take(line, &piece);
        }
        if let Some((_, _, span)) = parser.near.take() {
            parser.problems.push(
                Problem::new(span, "nothing stands behind `~`")
                    .hint("write `soviet ~5 objection`: at most five words between"),
            );
        }
        (parser.query, parser.problems)
    }

    /// The fields to look in.
    pub fn fields(&self) -> &[TextField] {
        if self.fields.is_empty() {
            EVERYWHERE
        } else {
            &self.fields
        }
    }

    /// Whether nothing is asked: every document answers.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.filters.is_empty()
    }

    /// The phrases whose hits are shown.
    pub fn wanted_terms(&self) -> impl Iterator<Item = &Term> {
        self.clauses
            .iter()
            .filter(|clause| !clause.is_excluded)
            .flat_map(|clause| &clause.any_of)
    }

    /// Every name that may stand before a colon.
    pub fn names() -> Vec<&'static str> {
        let other = FactName::iter().map(Into::into);
        let facets = FacetName::iter().map(FacetName::name);
        [IN, DATE].into_iter().chain(facets).chain(other).collect()
    }
}

/// A piece of a line: a word, a phrase, or a name with its value.
struct Piece {
    span: Span,
    is_excluded: bool,
    /// The name before a colon.
    name: Option<Span>,
    /// What is asked, its alternatives parted by `|`; whether each stood in quotation marks, and whether a star follows.
    values: Vec<(Span, bool, bool)>,
}

/// Cuts a line into pieces. A quotation mark that never closes ends with the line, and is said.
fn pieces(line: &str, problems: &mut Vec<Problem>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(c) = char_at(line, at) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let start = at;
        let is_excluded =
            c == '-' && char_at(line, at + 1).is_some_and(|next| !next.is_whitespace());
        at += usize::from(is_excluded);
        let name = name_at(line, at);
        at = name.map_or(at, |name| name.end + 1);
        let mut values = Vec::new();
        loop {
            let (value, end) = value_at(line, at, problems);
            values.push(value);
            at = end;
            if char_at(line, at) != Some('|') {
                break;
            }
            at += 1;
        }
        pieces.push(Piece {
            span: Span::new(start, at),
            is_excluded,
            name,
            values,
        });
    }
    pieces
}

fn char_at(line: &str, at: usize) -> Option<char> {
    line.get(at..)?.chars().next()
}

/// A name followed by a colon: ASCII letters only, so that `10:30` and `Moscow: report` are words.
fn name_at(line: &str, at: usize) -> Option<Span> {
    let rest = line.get(at..)?;
    let length = rest
        .find(|c: char| !c.is_ascii_lowercase())
        .filter(|&length| length > 0)?;
    let after = rest.get(length..)?;
    let has_value = after
        .strip_prefix(':')
        .is_some_and(|value| !value.starts_with(char::is_whitespace));
    has_value.then_some(Span::new(at, at + length))
}

fn value_at(line: &str, at: usize, problems: &mut Vec<Problem>) -> ((Span, bool, bool), usize) {
    let rest = line.get(at..).unwrap_or_default();
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '„');
    let opening = rest.chars().next().filter(|&c| is_quote(c));
    let (span, mut end) = if let Some(open) = opening {
        let start = at + open.len_utf8();
        let inside = line.get(start..).unwrap_or_default();
        if let Some((length, close)) = inside.char_indices().find(|&(_, c)| is_quote(c)) {
            (
                Span::new(start, start + length),
                start + length + close.len_utf8(),
            )
        } else {
            let span = Span::new(at, line.len());
            problems.push(
                Problem::new(span, "the quotation mark is not closed").hint("add `\"` at its end"),
            );
            (Span::new(start, line.len()), line.len())
        }
    } else {
        let length = rest
            .find(|c: char| c.is_whitespace() || c == '|')
            .unwrap_or(rest.len());
        (Span::new(at, at + length), at + length)
    };
    if opening.is_some() {
        let has_star = char_at(line, end) == Some('*');
        end += usize::from(has_star);
        return ((span, true, has_star), end);
    }
    let has_star = span.of(line).ends_with('*');
    let span = Span::new(span.start, span.end - usize::from(has_star));
    ((span, false, has_star), end)
}

struct Parser {
    query: Query,
    problems: Vec<Problem>,
    /// A phrase before `~5`, and how many words may stand between it and the next.
    near: Option<(Phrase, usize, Span)>,
}

impl Parser {
    fn take(&mut self, line: &str, piece: &Piece) {
        let text = piece.span.of(line);
        if let Some(distance) = text.strip_prefix('~').filter(|_| piece.name.is_none()) {
            return self.take_distance(distance, piece.span);
        }
        if let Some(name) = piece.name
            && self.take_filter(line, name.of(line), piece)
        {
            return;
        }
        let mut any_of = Vec::new();
        for &(span, _, has_star) in &piece.values {
            // A name that is none of ours is part of the words, as in `report:`.
            let span = piece
                .name
                .map_or(span, |name| Span::new(name.start, span.end));
            let typed = span.of(line).to_owned();
            let words = words(&typed);
            if words.is_empty() {
                self.problems.push(Problem::new(
                    piece.span,
                    format!("there is no word in `{text}`"),
                ));
                continue;
            }
            any_of.push(Phrase {
                typed,
                words,
                is_prefix: has_star,
            });
        }
        self.add(any_of, piece.is_excluded);
    }

    fn add(&mut self, any_of: Vec<Phrase>, is_excluded: bool) {
        let terms = match self.near.take() {
            Some((before, distance, _)) => any_of
                .into_iter()
                .map(|phrase| Term::Near(before.clone(), distance, phrase))
                .collect(),
            None => any_of.into_iter().map(Term::Phrase).collect::<Vec<_>>(),
        };
        if !terms.is_empty() {
            self.query.clauses.push(Clause {
                any_of: terms,
                is_excluded,
            });
        }
    }

    /// `~5`: the phrase before it is to stand near the next.
    fn take_distance(&mut self, distance: &str, span: Span) {
        let hint = "write `soviet ~5 objection`: at most five words between";
        let Ok(distance) = distance.parse() else {
            self.problems
                .push(Problem::new(span, "a number of words is wanted behind `~`").hint(hint));
            return;
        };
        let is_phrase = |clause: &Clause| {
            !clause.is_excluded && matches!(clause.any_of.as_slice(), [Term::Phrase(_)])
        };
        match self
            .query
            .clauses
            .pop_if(|clause| is_phrase(clause))
            .map(|clause| clause.any_of)
        {
            Some(terms) => {
                if let Some(Term::Phrase(phrase)) = terms.into_iter().next() {
                    self.near = Some((phrase, distance, span));
                }
            }
            None => self
                .problems
                .push(Problem::new(span, "one word or phrase is wanted before `~`").hint(hint)),
        }
    }

    /// Takes `name:value` for a filter; whether the name is one of ours, or meant to be.
    fn take_filter(&mut self, line: &str, name: &str, piece: &Piece) -> bool {
        let values: Vec<&str> = piece
            .values
            .iter()
            .map(|(span, ..)| span.of(line))
            .collect();
        let value = values.join("|");
        let is_excluded = piece.is_excluded;
        let what = match name {
            IN => return self.take_fields(&values, piece.span),
            DATE => {
                let Some(what) = date(&value) else {
                    let hint = "write `date:1945`, `date:1945-11`, `date:1945-11-09/1946-02` or `date:none`";
                    self.problems
                        .push(Problem::new(piece.span, format!("`{value}` is no date")).hint(hint));
                    return true;
                };
                what
            }
            _ => match (name.parse::<FacetName>(), name.parse::<FactName>()) {
                (Ok(facet), _) => Wanted::Facet(facet, value),
                (_, Ok(fact)) => Wanted::Fact(fact, value),
                _ => return self.is_misspelt(name, piece.span),
            },
        };
        self.query.filters.push(Filter { what, is_excluded });
        true
    }

    fn take_fields(&mut self, values: &[&str], span: Span) -> bool {
        for value in values {
            if let Ok(field) = value.parse() {
                self.query.fields.push(field);
                continue;
            }
            let names: Vec<&str> = TextField::iter().map(TextField::name).collect();
            let near = nearest(value, names.iter().copied());
            let hint = near.map_or_else(
                || format!("it is one of {}", names.join(", ")),
                |near| format!("did you mean `in:{near}`?"),
            );
            self.problems
                .push(Problem::new(span, format!("`{value}` is no part of a document")).hint(hint));
        }
        true
    }

    /// Whether a name before a colon is one of ours with a slip in it, which is said. `report:` is a word.
    fn is_misspelt(&mut self, name: &str, span: Span) -> bool {
        let Some(near) = nearest(name, Query::names()) else {
            return false;
        };
        self.problems.push(
            Problem::new(span, format!("`{name}:` is not known")).hint(format!(
                "did you mean `{near}:`? In quotation marks it is searched as it stands"
            )),
        );
        true
    }
}

/// `1945`, `1945-11`, `1945-11-09`, two of them with `/` between, either of which may be missing; `none`.
fn date(value: &str) -> Option<Wanted> {
    if value == UNDATED {
        return Some(Wanted::Undated);
    }
    let (from, until) = value.split_once('/').unwrap_or((value, value));
    if from.is_empty() && until.is_empty() {
        return None;
    }
    let first = if from.is_empty() {
        None
    } else {
        Some(days(from)?.0)
    };
    let last = if until.is_empty() {
        None
    } else {
        Some(days(until)?.1)
    };
    Some(Wanted::Between(first, last))
}

/// The first and the last day of a year, month or day, as `YYYYMMDD`. A month is taken to have 31 days: no date lies between.
fn days(value: &str) -> Option<(i64, i64)> {
    let mut parts = value.split('-');
    let mut part = |digits: usize, most: i64| match parts.next() {
        None => Some(None),
        Some(part) => {
            let is_whole = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            let number: i64 = part
                .parse()
                .ok()
                .filter(|number| is_whole && (1..=most).contains(number))?;
            Some(Some(number))
        }
    };
    let (year, month, day) = (part(4, 9999)??, part(2, 12)?, part(2, 31)?);
    if parts.next().is_some() {
        return None;
    }
    let first = year * 10_000 + month.unwrap_or(1) * 100 + day.unwrap_or(1);
    let last = year * 10_000 + month.unwrap_or(12) * 100 + day.unwrap_or(31);
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(typed: &str) -> Phrase {
        Phrase {
            typed: typed.to_owned(),
            words: words(typed),
            is_prefix: false,
        }
    }

    #[track_caller]
    fn parse(line: &str) -> Query {
        let (query, problems) = Query::parse(line);
        assert_eq!(problems, [], "{line}");
        query
    }

    #[track_caller]
    fn check_problem(line: &str, marked: &str, message: &str) {
        let (_, problems) = Query::parse(line);
        let problem = problems.first().expect("a problem");
        assert!(problem.message.contains(message), "{}", problem.message);
        assert_eq!(problem.span.of(line), marked);
    }

    #[test]
    fn words_and_phrases_are_clauses() {
        let query = parse("control \"control body\" japan* molotov|molotoff -draft");
        let terms: Vec<_> = query
            .clauses
            .iter()
            .map(|clause| (clause.any_of.clone(), clause.is_excluded))
            .collect();
        let japan = Phrase {
            is_prefix: true,
            ..phrase("japan")
        };
        assert_eq!(
            terms,
            [
                (vec![Term::Phrase(phrase("control"))], false),
                (vec![Term::Phrase(phrase("control body"))], false),
                (vec![Term::Phrase(japan)], false),
                (
                    vec![
                        Term::Phrase(phrase("molotov")),
                        Term::Phrase(phrase("molotoff"))
                    ],
                    false
                ),
                (vec![Term::Phrase(phrase("draft"))], true),
            ]
        );
    }

    #[test]
    fn near_takes_the_phrase_before_and_the_one_behind() {
        let query = parse("soviet ~5 \"far east\"");
        assert_eq!(
            query.clauses[0].any_of,
            [Term::Near(phrase("soviet"), 5, phrase("far east"))]
        );
    }

    #[test]
    fn names_before_a_colon_are_filters() {
        let query = parse(
            "in:notes in:handwriting from:\"cde. molotov\" -genre:telegram date:1945-11/1946 title:reply",
        );
        assert_eq!(query.fields, [TextField::Notes, TextField::Handwriting]);
        let filters: Vec<_> = query
            .filters
            .iter()
            .map(|filter| (filter.what.clone(), filter.is_excluded))
            .collect();
        assert_eq!(
            filters,
            [
                (
                    Wanted::Facet(FacetName::From, "cde. molotov".to_owned()),
                    false
                ),
                (Wanted::Facet(FacetName::Genre, "telegram".to_owned()), true),
                (Wanted::Between(Some(19_451_101), Some(19_461_231)), false),
                (Wanted::Fact(FactName::Title, "reply".to_owned()), false),
            ]
        );
    }

    #[test]
    fn a_time_and_an_unknown_name_are_words() {
        assert_eq!(parse("10:30").clauses.len(), 1);
        assert_eq!(
            parse("report:draft").clauses[0].any_of,
            [Term::Phrase(phrase("report:draft"))]
        );
    }

    #[test]
    fn mistakes_name_their_place_and_the_rest_holds() {
        check_problem("a frmo:stalin b", "frmo:stalin", "`frmo:` is not known");
        check_problem("a in:hand", "in:hand", "no part of a document");
        check_problem("date:yesterday", "date:yesterday", "no date");
        check_problem("a ~5", "~5", "nothing stands behind");
        check_problem("~5 a", "~5", "wanted before");
        check_problem("a \"b", "\"b", "not closed");
        check_problem("a …", "…", "no word");
        assert_eq!(Query::parse("a frmo:stalin b").0.clauses.len(), 2);
    }
}
