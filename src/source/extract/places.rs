//! Which stretch of the source each stretch of an extracted text came from.

use crate::document::{Place, Span};

/// A stretch of extracted text and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// Where it stands in the extracted text.
    text: Span,
    source: Span,
    /// Whether the source says it byte for byte; else the whole of `source` stands for the whole of `text`.
    is_verbatim: bool,
}

/// The pieces of an extracted text, in its order. Text that stands nowhere in the source has no piece.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pieces: Vec<Piece>,
}

impl Places {
    /// Adds the piece of `length` bytes at `at`, behind all others.
    pub(super) fn push(&mut self, at: Place, length: usize, source: Span, is_verbatim: bool) {
        if source.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last)
                if is_verbatim
                    && last.is_verbatim
                    && last.text.end == at
                    && last.source.end == source.start =>
            {
                last.text.end += length;
                last.source.end = source.end;
            }
            _ => self.pieces.push(Piece {
                text: Span::new(at, at + length),
                source,
                is_verbatim,
            }),
        }
    }

    /// The stretches of source that a stretch of text came from, each with the place in the text where it begins.
    pub(super) fn sources(&self, span: Span) -> impl Iterator<Item = (Span, Place)> + '_ {
        let first = self
            .pieces
            .partition_point(|piece| piece.text.end <= span.start);
        self.pieces[first..]
            .iter()
            .take_while(move |piece| piece.text.start < span.end)
            .filter_map(move |piece| {
                let shared = piece.text.intersection(span)?;
                if piece.is_verbatim {
                    let start = piece.source.start + (shared.start - piece.text.start);
                    Some((Span::new(start, start + shared.len()), shared.start))
                } else {
                    // What stands for several characters belongs to the first of them.
                    (shared.start == piece.text.start).then_some((piece.source, shared.start))
                }
            })
    }

    /// From the first to the last byte of source that a stretch of text came from; for an empty stretch, the place of
    /// what stands before it.
    pub(super) fn source_of(&self, span: Span) -> Span {
        let mut sources = self.sources(span).map(|(source, _)| source);
        if let Some(first) = sources.next() {
            let end = sources.fold(first.end, |end, source| end.max(source.end));
            return Span::new(first.start, end);
        }
        let before = self
            .pieces
            .partition_point(|piece| piece.text.start <= span.start);
        before.checked_sub(1).map_or(Span::default(), |at| {
            let piece = self.pieces[at];
            let end = if piece.is_verbatim {
                let within = (span.start - piece.text.start).min(piece.source.len());
                piece.source.start + within
            } else {
                piece.source.end
            };
            Span::at(end)
        })
    }
}
