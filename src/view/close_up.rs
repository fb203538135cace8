//! Closing up the text where something was left out: no doubled spaces, no space before a comma, no comma after a comma,
//! no empty brackets.
//!
//! Knows nothing of why text is left out.

use crate::document::{Document, Span};

use super::visible::{Matter, Piece};

/// A part of a line of text in the making.
#[derive(Debug)]
pub(super) enum Part {
    /// Something that is shown.
    Shown(Piece),
    /// Text that is left out, or an empty place where a sign would stand in another view.
    LeftOut(Span),
}

/// The pieces that are shown, closed up wherever something is left out between them. What is dropped is always white space,
/// a separator beside a stronger one, or a pair of brackets round nothing.
pub(super) fn close_up(document: &Document, parts: Vec<Part>) -> Vec<Piece> {
    let mut closing = Closing {
        document,
        done: Vec::with_capacity(parts.len()),
        rest: parts.into_iter().rev().collect(),
    };
    while let Some(part) = closing.rest.pop() {
        match part {
            Part::Shown(piece) => closing.show(piece),
            Part::LeftOut(span) => {
                closing.keep_words_apart(span);
                while closing.drop_one() {}
            }
        }
    }
    closing.done
}

struct Closing<'a> {
    document: &'a Document,
    done: Vec<Piece>,
    /// What is still to come, the next part last.
    rest: Vec<Part>,
}

/// What stands on one side of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The end of the block.
    Edge,
    /// What is never dropped: a sign, or the next gap, which closes itself up in its turn.
    Opaque,
    /// A character of the text.
    Char(char),
}

impl Side {
    fn is_space(self) -> bool {
        matches!(self, Self::Char(c) if c.is_whitespace())
    }
}

impl Closing<'_> {
    /// Shows a piece. A note's raised figure follows its word without a space.
    fn show(&mut self, piece: Piece) {
        if matches!(piece.matter, Matter::Reference(ref figure) if !figure.starts_with('[')) {
            let next = self.right();
            if !matches!(next, Side::Char(_)) || next.is_space() || is_closing(next) {
                while self.left().is_space() {
                    self.drop_left();
                }
            }
        }
        self.done.push(piece);
    }

    /// Where the text left out took both its spaces along and two words would run together, shows the first of them.
    fn keep_words_apart(&mut self, left_out: Span) {
        let text = self.document.slice(left_out);
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
            return;
        };
        // A blank that was struck out parts nothing.
        let is_blank = text.trim().is_empty();
        if is_blank || !(first.is_whitespace() && last.is_whitespace()) {
            return;
        }
        let is_word = |side| matches!(side, Side::Char(c) if c.is_alphanumeric());
        if is_word(self.left()) && is_word(self.right()) {
            let span = Span::new(left_out.start, left_out.start + first.len_utf8());
            self.done.push(Piece {
                span,
                matter: Matter::Text,
                annotations: Vec::new(),
            });
        }
    }

    /// Drops one character beside the gap if one is out of place; whether one was.
    fn drop_one(&mut self) -> bool {
        let (left, right) = (self.left(), self.right());
        match (left, right) {
            (Side::Edge, Side::Char(c))
                if c.is_whitespace() || (is_separator(c) && self.stands_alone()) =>
            {
                self.drop_right();
            }
            (_, Side::Edge) if left.is_space() => self.drop_left(),
            (_, Side::Char(_)) if left.is_space() && (right.is_space() || is_closing(right)) => {
                self.drop_left();
            }
            (Side::Char(open), Side::Char(c))
                if closing_of(open).is_some() && c.is_whitespace() =>
            {
                self.drop_right();
            }
            (Side::Char(open), Side::Char(close)) if closing_of(open) == Some(close) => {
                self.drop_left();
                self.drop_right();
            }
            (Side::Char(first), Side::Char(second)) => match (strength(first), strength(second)) {
                (Some(first @ 0..3), Some(second)) if first <= second => self.drop_left(),
                (Some(0..3), Some(0..3)) => self.drop_right(),
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    fn left(&self) -> Side {
        let Some(piece) = self.done.last() else {
            return Side::Edge;
        };
        match piece.matter {
            Matter::Text => piece
                .text(self.document)
                .chars()
                .next_back()
                .map_or(Side::Edge, Side::Char),
            _ => Side::Opaque,
        }
    }

    fn right(&self) -> Side {
        match self.rest.last() {
            None => Side::Edge,
            Some(Part::Shown(piece)) if piece.matter == Matter::Text => piece
                .text(self.document)
                .chars()
                .next()
                .map_or(Side::Opaque, Side::Char),
            Some(_) => Side::Opaque,
        }
    }

    /// Whether the character after the gap is followed by a space or by nothing.
    fn stands_alone(&self) -> bool {
        let Some(Part::Shown(piece)) = self.rest.last() else {
            return false;
        };
        piece
            .text(self.document)
            .chars()
            .nth(1)
            .is_none_or(char::is_whitespace)
    }

    fn drop_left(&mut self) {
        let Some(piece) = self.done.last_mut() else {
            return;
        };
        let dropped = self.document.slice(piece.span).chars().next_back();
        piece.span.end -= dropped.map_or(0, char::len_utf8);
        if piece.span.is_empty() {
            self.done.pop();
        }
    }

    fn drop_right(&mut self) {
        let Some(Part::Shown(piece)) = self.rest.last_mut() else {
            return;
        };
        let dropped = self.document.slice(piece.span).chars().next();
        piece.span.start += dropped.map_or(0, char::len_utf8);
        if piece.span.is_empty() {
            self.rest.pop();
        }
    }
}

/// Whether a character belongs to the word before it.
fn is_closing(side: Side) -> bool {
    matches!(
        side,
        Side::Char(',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '”' | '’' | '»' | '…')
    )
}

fn is_separator(c: char) -> bool {
    strength(c).is_some()
}

/// How strongly a character parts what is before it from what is after it; `None` if it does not.
fn strength(c: char) -> Option<u8> {
    Some(match c {
        ',' => 0,
        ';' => 1,
        ':' => 2,
        '.' | '!' | '?' => 3,
        _ => return None,
    })
}

/// The bracket or quotation mark that closes what `open` opens.
fn closing_of(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '“' => '”',
        '‘' => '’',
        '„' => '“',
        _ => return None,
    })
}
