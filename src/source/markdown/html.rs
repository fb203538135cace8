//! Tags of HTML in a Markdown file: formatting, line breaks, places by name. What is text between them stays text; scripts and
//! styles are none.

use crate::document::{Annotation, Kind, Span};
use crate::source::extract::{Extract, StretchId, of_kind};
use crate::source::html::{is_block, kinds_of};
use crate::source::ledger::Class;
use crate::source::xml::{Attributes, Entities, Lexer, Token};

/// What a piece of HTML does.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text as it stands.
    Text(Span),
    /// What a character reference or a picture's description stands for.
    Decoded(Span, String),
    /// An element begins that lies over its words.
    Open(Opening),
    /// The end of an element.
    Close(String),
    /// A line ends.
    Break,
    /// A block ends or begins.
    Block,
    /// A place has a name.
    Anchor(String),
}

/// An element that begins.
#[derive(Debug)]
pub(super) struct Opening {
    name: String,
    /// What it says of its words, and whether a hand did that.
    said: Vec<(Annotation, bool)>,
}

/// The elements of HTML round the place.
#[derive(Debug, Default)]
pub(super) struct Inline {
    open: Vec<(String, Vec<StretchId>)>,
    /// The element whose words are no text: a script.
    apart: Option<String>,
}

impl Inline {
    /// The pieces of a stretch of HTML. What is no text is claimed.
    pub(super) fn read(
        &mut self,
        span: Span,
        source: &str,
        extract: &mut Extract<'_>,
    ) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut entities = Entities::default();
        for (token, at) in Lexer::new(span.of(source)) {
            let at = at.shifted(span.start);
            match token {
                Token::Open {
                    name,
                    attributes,
                    is_empty,
                } => {
                    let name = name.to_ascii_lowercase();
                    if is_code(&name) && !is_empty {
                        self.apart.get_or_insert(name);
                    } else {
                        element(name, Attributes(attributes), at, is_empty, &mut pieces);
                    }
                }
                Token::Close(name) => {
                    let name = name.to_ascii_lowercase();
                    if self.apart.as_ref() == Some(&name) {
                        self.apart = None;
                    } else {
                        pieces.push(if is_block(&name) {
                            Piece::Block
                        } else {
                            Piece::Close(name)
                        });
                    }
                }
                Token::Aside => extract.claim(at, Class::Mark, "comment"),
                _ if self.claims(at, extract) => {}
                Token::Reference(name) => pieces.push(match entities.resolve(name) {
                    Some(text) => Piece::Decoded(at, text),
                    None => Piece::Text(at),
                }),
                Token::Text(_) | Token::Verbatim(_) | Token::Fault(..) | Token::Doctype(_) => {
                    pieces.push(Piece::Text(at));
                }
            }
        }
        pieces
    }

    /// Claims text that is none, within a script; whether it is.
    pub(super) fn claims(&self, span: Span, extract: &mut Extract<'_>) -> bool {
        if self.apart.is_some() {
            extract.claim(span, Class::Furniture, "script or style");
        }
        self.apart.is_some()
    }

    /// Begins an element.
    pub(super) fn open(&mut self, opening: Opening, extract: &mut Extract<'_>) {
        let stretches = opening.said.into_iter().map(|(annotation, is_by_hand)| {
            if is_by_hand {
                extract.open_by(annotation, "handwritten")
            } else {
                extract.open(annotation)
            }
        });
        let stretches = stretches.collect();
        self.open.push((opening.name, stretches));
    }

    /// Ends the innermost element of this name, with those in it.
    pub(super) fn close(&mut self, name: &str, extract: &mut Extract<'_>) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        let stretches = self.open.drain(at..).flat_map(|(_, stretches)| stretches);
        for stretch in stretches.collect::<Vec<_>>().into_iter().rev() {
            extract.close(stretch);
        }
    }

    /// Ends what is open at the end of a block.
    pub(super) fn close_all(&mut self, extract: &mut Extract<'_>) {
        self.apart = None;
        let stretches = self.open.drain(..).flat_map(|(_, stretches)| stretches);
        for stretch in stretches.collect::<Vec<_>>().into_iter().rev() {
            extract.close(stretch);
        }
    }
}

/// What the beginning of an element does.
fn element(
    name: String,
    attributes: Attributes<'_>,
    span: Span,
    is_empty: bool,
    pieces: &mut Vec<Piece>,
) {
    let value = |wanted: &str| {
        let mut attributes = attributes;
        let found = attributes.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        let value = found.map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    };
    if is_block(&name) {
        pieces.push(Piece::Block);
    }
    let anchor = value("id").or_else(|| value("name").filter(|_| name == "a"));
    pieces.extend(anchor.map(|name| Piece::Anchor(name.to_owned())));
    match name.as_str() {
        "br" => pieces.push(Piece::Break),
        "img" => {
            let words = value("alt").map(|words| words.replace(['\n', '\r'], " "));
            pieces.extend(words.map(|words| Piece::Decoded(span, words)));
        }
        "hr" | "wbr" | "input" => {}
        _ if is_block(&name) || is_empty => {}
        _ => {
            let said = said(&name, &value);
            pieces.push(Piece::Open(Opening { name, said }));
        }
    }
}

/// What an element says of its words, and whether a hand did it.
fn said<'v>(name: &str, value: &dyn Fn(&str) -> Option<&'v str>) -> Vec<(Annotation, bool)> {
    let of_words = |kind, words: &str| {
        let mut annotation = of_kind(kind);
        annotation.say(words);
        (annotation, false)
    };
    let kinds = kinds_of(name, value("style")).into_iter();
    let shapes = kinds.map(|kind| {
        let is_by_hand = matches!(kind, Kind::Addition | Kind::Deletion);
        (of_kind(kind), is_by_hand)
    });
    let own = match name {
        "a" => value("href").map(|address| of_words(Kind::Reference, address)),
        "abbr" => value("title").map(|title| of_words(Kind::Abbreviation, title)),
        _ => None,
    };
    shapes.chain(own).collect()
}

/// Whether an element's words are code.
fn is_code(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}
