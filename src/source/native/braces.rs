//! What stands inside a brace: `{kind attribute=value …: words}`.

use crate::document::{Annotation, Extent, GroupId, Kind, Printed, Property, Span, Taken};
use crate::problem::{self, Problem};
use strum::IntoEnumIterator;

/// What a brace says before its words.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    /// What it is.
    pub(super) subject: Subject,
    /// From the brace to the colon and the blank after it, or to the closing brace.
    pub(super) sign: Span,
    /// Whether words follow.
    pub(super) has_words: bool,
}

/// What a brace is about.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    /// An annotation; whose hand it is; the name of its body.
    Annotation(Box<Annotation>, Option<String>, Option<String>),
    /// A point.
    Point {
        /// Its label as printed.
        label: String,
        /// Its path.
        path: Vec<String>,
    },
}

/// The beginning or the end of a span that has a name: `{+x kind …}`, `{-x}`.
#[derive(Debug, Clone)]
pub(super) enum Brace {
    /// `{kind …: ` or `{kind …}`.
    Whole(Opening),
    /// `{+x kind …}`.
    Begin(String, Opening),
    /// `{-x}`, with its sign.
    End(String, Span),
}

/// The names of the attributes that every kind may have; each kind's own are its [`Property`]s.
const ATTRIBUTES: &[&str] = &[
    "hand", "resp", "place", "cert", "reason", "extent", "detail", "remark", "group", "before",
    "after", "body",
];

/// Reads the brace that opens at `at`, before `end`. `None` where it is no brace of the format: it is then text.
pub(super) fn read(
    text: &str,
    at: usize,
    end: usize,
    problems: &mut Vec<Problem>,
) -> Option<Brace> {
    let inside = Span::new(at + 1, end);
    let mut cursor = Cursor {
        text,
        at: inside.start,
        end,
    };
    if cursor.take('-') {
        let name = cursor.word();
        return (!name.is_empty() && cursor.take('}'))
            .then(|| Brace::End(name, Span::new(at, cursor.at)));
    }
    if cursor.take('+') {
        let name = cursor.word();
        cursor.blanks();
        let opening = opening(&mut cursor, at, problems)?;
        return (!name.is_empty() && !opening.has_words).then_some(Brace::Begin(name, opening));
    }
    opening(&mut cursor, at, problems).map(Brace::Whole)
}

/// Reads `kind attribute=value …:` after a bar between alternatives.
pub(super) fn alternative(
    text: &str,
    at: usize,
    end: usize,
    problems: &mut Vec<Problem>,
) -> Option<Opening> {
    let mut cursor = Cursor { text, at, end };
    cursor.blanks();
    opening(&mut cursor, at, problems).filter(|opening| opening.has_words)
}

fn opening(cursor: &mut Cursor<'_>, start: usize, problems: &mut Vec<Problem>) -> Option<Opening> {
    let kind_at = cursor.at;
    let word = cursor.word();
    if word.is_empty() {
        return None;
    }
    let mut attributes = Vec::new();
    let has_words = loop {
        cursor.blanks();
        if cursor.take('}') {
            break false;
        }
        if cursor.take(':') {
            cursor.take(' ');
            break true;
        }
        let name_at = cursor.at;
        let name = cursor.word();
        if name.is_empty() || !cursor.take('=') {
            return None;
        }
        attributes.push((name, cursor.value()?, Span::new(name_at, cursor.at)));
    };
    let sign = Span::new(start, cursor.at);
    let kind_span = Span::new(kind_at, kind_at + word.len());
    let subject = if word == "point" {
        point(&attributes, kind_span, problems)
    } else {
        let Ok(kind) = word.parse::<Kind>() else {
            problems.push(unknown(
                "kind",
                &word,
                kind_span,
                Kind::iter().map(Into::into).collect(),
            ));
            return None;
        };
        annotation(kind, attributes, problems)
    };
    Some(Opening {
        subject,
        sign,
        has_words,
    })
}

type Attributes = Vec<(String, String, Span)>;

fn point(attributes: &Attributes, sign: Span, problems: &mut Vec<Problem>) -> Subject {
    let of = |wanted: &str| {
        attributes
            .iter()
            .find(|(name, ..)| name == wanted)
            .map(|(_, value, _)| value.clone())
    };
    let path: Vec<String> = of("path")
        .unwrap_or_default()
        .split('.')
        .map(str::to_owned)
        .collect();
    if path.iter().any(String::is_empty) {
        problems.push(
            Problem::new(sign, "this point has no path")
                .hint("write {point path=5.b label=\"b)\"}"),
        );
    }
    Subject::Point {
        label: of("label").unwrap_or_default(),
        path,
    }
}

fn annotation(kind: Kind, attributes: Attributes, problems: &mut Vec<Problem>) -> Subject {
    let mut annotation = Annotation::new(kind, Span::default());
    let (mut hand, mut body) = (None, None);
    let mut printed: Option<Printed> = None;
    for (name, value, span) in attributes {
        match name.as_str() {
            "hand" => hand = Some(value),
            "body" => body = Some(value),
            "resp" => annotation.by.responsibility = Some(value),
            "place" => annotation.placement = Some(value),
            "reason" => annotation.give_reason(value),
            "extent" => annotation.extent = Some(Extent::read(value)),
            "remark" => annotation.remark = Some(value),
            "detail" => annotation.say(value),
            "before" => printed.get_or_insert_default().before = value,
            "after" => printed.get_or_insert_default().after = value,
            "cert" => {
                if let Ok(certainty) = value.parse() {
                    annotation.by.certainty = Some(certainty);
                } else {
                    let problem = Problem::new(span, format!("`{value}` is no certainty"));
                    problems.push(problem.hint("write high, medium or low"));
                }
            }
            "group" => match value.parse() {
                Ok(group) => annotation.group = Some(GroupId(group)),
                Err(_) => {
                    problems.push(
                        Problem::new(span, format!("`{value}` is no group"))
                            .hint("a group is a number"),
                    );
                }
            },
            other => {
                let taken = (other.parse::<Property>().ok())
                    .map(|property| (property, annotation.content.set(property, value)));
                match taken {
                    Some((_, Taken::In)) => {}
                    Some((property, Taken::NotCarried)) => {
                        problems.push(foreign(property, kind, span));
                    }
                    Some((_, Taken::Malformed(malformed))) => {
                        problems.push(Problem::new(span, malformed.to_string()));
                    }
                    None => {
                        let properties = kind.properties().map(Into::into);
                        let valid = ATTRIBUTES.iter().copied().chain(properties).collect();
                        problems.push(unknown("attribute", other, span, valid));
                    }
                }
            }
        }
    }
    annotation.printed = printed;
    Subject::Annotation(Box::new(annotation), hand, body)
}

/// An attribute that belongs to other kinds.
fn foreign(property: Property, kind: Kind, span: Span) -> Problem {
    let problem = Problem::new(span, format!("`{kind}` has no `{property}`"));
    let properties: Vec<String> = kind
        .properties()
        .map(|property| format!("`{property}`"))
        .collect();
    problem.hint(if properties.is_empty() {
        "write what there is to say of it as `remark`".to_owned()
    } else {
        format!(
            "it has {}, and `remark` for all else",
            properties.join(", ")
        )
    })
}

fn unknown(what: &str, word: &str, span: Span, valid: Vec<&'static str>) -> Problem {
    let problem = Problem::new(span, format!("there is no {what} `{word}`"));
    match problem::nearest(word, valid) {
        Some(near) => problem.hint(format!(
            "did you mean `{near}`? write `\\{{` for a brace that is text"
        )),
        None => problem.hint(format!(
            "corpus/README.md lists every {what}; write `\\{{` for a brace that is text"
        )),
    }
}

/// A place in the text from which words are taken.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        Span::new(self.at, self.end).of(self.text).chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.at += wanted.len_utf8();
        }
        is_there
    }

    fn blanks(&mut self) {
        while self.take(' ') || self.take('\n') || self.take('\r') || self.take('\t') {}
    }

    /// Letters, digits, `-` and `_`.
    fn word(&mut self) -> String {
        let rest = Span::new(self.at, self.end).of(self.text);
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default().to_owned()
    }

    /// A value: bare up to a blank, a colon or the end, or in double quotes with `\"` and `\\` inside.
    fn value(&mut self) -> Option<String> {
        let rest = Span::new(self.at, self.end).of(self.text);
        if !self.take('"') {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, ':' | '}' | '|'))
                .unwrap_or(rest.len());
            self.at += end;
            return rest.get(..end).map(str::to_owned);
        }
        let mut value = String::new();
        let mut is_escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if is_escaped => {
                    value.push(match c {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        other => other,
                    });
                    is_escaped = false;
                }
                '\\' => is_escaped = true,
                '"' => {
                    self.at += at;
                    return Some(value);
                }
                _ => value.push(c),
            }
        }
        None
    }
}
