//! The first step of layout: pieces of text become one row of clusters, each with its width.
//!
//! A cluster is what a reader takes for one character (UAX #29). Knows nothing of lines.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::document::{AnnotationId, Document, Place, Span};
use crate::view::{Matter, Piece};

use super::Origin;
use crate::text::sanitise::{Treatment, is_blank, symbol, treatment, width};

/// A stretch of text of one look, on its way into lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strand<'a> {
    pub(super) text: &'a str,
    /// Where it stands in the buffer; empty for what is not in the buffer.
    pub(super) span: Span,
    pub(super) origin: Origin,
    pub(super) annotations: &'a [AnnotationId],
}

impl<'a> Strand<'a> {
    /// A piece of a view.
    pub(super) fn new(document: &'a Document, piece: &'a Piece) -> Self {
        let origin = match piece.matter {
            Matter::Text => Origin::Text,
            Matter::Stand(_) => Origin::Stand,
            Matter::Mark(_) => Origin::Mark,
            Matter::Reference(_) => Origin::Reference,
            Matter::Sign(_) => Origin::Sign,
            Matter::Tie(_) => Origin::Tie,
        };
        Self {
            text: piece.text(document),
            span: piece.span,
            origin,
            annotations: &piece.annotations,
        }
    }

    /// Words that are not a document's.
    pub(super) fn words(text: &'a str) -> Self {
        Self {
            text,
            span: Span::default(),
            origin: Origin::Words,
            annotations: &[],
        }
    }

    /// As much of it as goes into so many bytes.
    pub(super) fn cut(mut self, bytes: usize) -> Self {
        let mut end = bytes.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        if self.origin == Origin::Text {
            self.span.end = self.span.start + end;
        }
        self.text = self.text.get(..end).unwrap_or_default();
        self
    }

    /// Takes the spaces off its beginning.
    pub(super) fn trim_start(&mut self) {
        let text = self.text.trim_start_matches(is_blank);
        if self.origin == Origin::Text {
            self.span.start += self.text.len() - text.len();
        }
        self.text = text;
    }

    /// Takes the spaces off its end.
    pub(super) fn trim_end(&mut self) {
        let text = self.text.trim_end_matches(is_blank);
        if self.origin == Origin::Text {
            self.span.end -= self.text.len() - text.len();
        }
        self.text = text;
    }
}

/// What the reader takes for one character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster {
    /// Where it begins in [`Galley::text`].
    pub(super) at: usize,
    /// Its width in columns.
    pub(super) width: u16,
    /// The strand in which it begins.
    pub(super) strand: usize,
    pub(super) look: Look,
}

/// How a cluster is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As it is.
    Plain,
    /// As it is; dropped at the end of a line.
    Space,
    /// As a symbol of its own.
    Symbol,
    /// As a replacement, because there is no room for it.
    Replaced,
    /// Not at all.
    Nothing,
    /// Only at the end of a line, as a hyphen.
    SoftHyphen,
}

/// All of a block's text in one row.
///
/// Invariant: the clusters lie one behind the other and cover `text`.
#[derive(Debug)]
pub(super) struct Galley<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) strands: Vec<Strand<'a>>,
    /// Where each strand begins in `text`.
    pub(super) starts: Vec<usize>,
    pub(super) clusters: Vec<Cluster>,
}

/// Puts strands in one row.
pub(super) fn collect(strands: Vec<Strand<'_>>) -> Galley<'_> {
    let mut starts = Vec::with_capacity(strands.len());
    let mut end = 0;
    for strand in &strands {
        starts.push(end);
        end += strand.text.len();
    }
    let text = match strands.as_slice() {
        [] => Cow::Borrowed(""),
        [only] => Cow::Borrowed(only.text),
        several => Cow::Owned(several.iter().map(|strand| strand.text).collect()),
    };
    let mut galley = Galley {
        text,
        strands,
        starts,
        clusters: Vec::new(),
    };
    galley.clusters = galley.clusters();
    galley
}

impl Galley<'_> {
    fn clusters(&self) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> = Vec::with_capacity(self.text.len());
        let bytes = self.text.as_bytes();
        let mut strand = 0;
        let mut push = |at: usize, cluster: &str| {
            while self
                .starts
                .get(strand + 1)
                .is_some_and(|&start| start <= at)
            {
                strand += 1;
            }
            let (look, width) = look(cluster);
            clusters.push(Cluster {
                at,
                width,
                strand,
                look,
            });
        };
        let mut at = 0;
        while at < bytes.len() {
            // Only what is not ASCII can be joined to the character before it, so that most of a Latin text need not be
            // looked at cluster by cluster.
            let next_ascii = bytes
                .iter()
                .skip(at + 1)
                .position(u8::is_ascii)
                .map_or(bytes.len(), |skip| at + 1 + skip);
            let stretch = self.text.get(at..next_ascii).unwrap_or_default();
            if stretch.len() == 1 {
                push(at, stretch);
            } else {
                for (offset, cluster) in stretch.grapheme_indices(true) {
                    push(at + offset, cluster);
                }
            }
            at = next_ascii;
        }
        clusters
    }

    /// Where a cluster ends in the text; the text's end for one past the last.
    pub(super) fn end_of(&self, cluster: usize) -> usize {
        self.clusters
            .get(cluster + 1)
            .map_or(self.text.len(), |next| next.at)
    }

    /// The text of a cluster.
    pub(super) fn text_of(&self, cluster: usize) -> &str {
        self.clusters
            .get(cluster)
            .and_then(|first| self.text.get(first.at..self.end_of(cluster)))
            .unwrap_or_default()
    }

    /// The place in the buffer of a cluster's beginning, or of the text's end.
    pub(super) fn place_of(&self, cluster: usize) -> Option<Place> {
        let cluster = self.clusters.get(cluster)?;
        Some(self.place_in(cluster.strand, cluster.at))
    }

    /// The stretch of the buffer that a cluster shows.
    pub(super) fn span_of(&self, cluster: usize) -> Span {
        let Some(first) = self.clusters.get(cluster) else {
            return Span::default();
        };
        let end = self.end_of(cluster);
        let mut last = first.strand;
        while self.starts.get(last + 1).is_some_and(|&start| start < end) {
            last += 1;
        }
        Span::new(
            self.place_in(first.strand, first.at),
            self.place_in(last, end),
        )
    }

    fn place_in(&self, strand: usize, at: usize) -> Place {
        let (Some(start), Some(strand)) = (self.starts.get(strand), self.strands.get(strand))
        else {
            return 0;
        };
        match strand.origin {
            Origin::Text => strand.span.start + (at - start),
            _ if at == *start => strand.span.start,
            _ => strand.span.end,
        }
    }

    /// Shows as a replacement what has no room in `columns`: a hostile cluster of many letters, a symbol in a narrow cell.
    pub(super) fn fit(&mut self, columns: usize) {
        for cluster in &mut self.clusters {
            if usize::from(cluster.width) > columns.max(1) {
                (cluster.look, cluster.width) = (Look::Replaced, 1);
            }
        }
    }

    /// Whether nothing in it would be seen.
    pub(super) fn is_blank(&self) -> bool {
        self.clusters
            .iter()
            .all(|cluster| matches!(cluster.look, Look::Space | Look::Nothing | Look::SoftHyphen))
            || self.text.chars().all(is_blank)
    }

    /// The width of a stretch of clusters.
    pub(super) fn width_of(&self, clusters: std::ops::Range<usize>) -> usize {
        self.clusters
            .get(clusters)
            .unwrap_or_default()
            .iter()
            .map(|cluster| usize::from(cluster.width))
            .sum()
    }
}

/// How a cluster is shown, and its width.
fn look(cluster: &str) -> (Look, u16) {
    if let [byte @ b' '..=b'~'] = cluster.as_bytes() {
        return (
            if *byte == b' ' {
                Look::Space
            } else {
                Look::Plain
            },
            1,
        );
    }
    let mut treatments = cluster.chars().map(treatment);
    let columns = |text: &str| u16::try_from(width(text)).unwrap_or(u16::MAX);
    if treatments
        .clone()
        .all(|treatment| treatment == Treatment::Plain)
    {
        let columns = columns(cluster);
        let mut chars = cluster.chars();
        return match (chars.next(), chars.next()) {
            _ if columns == 0 => (Look::Symbol, columns_of_symbol(cluster)),
            // A no-break space is as good as a letter, and so is a space with an accent.
            (Some('\u{a0}' | '\u{2007}' | '\u{202f}'), _) => (Look::Plain, columns),
            (Some(c), None) if c.is_whitespace() => (Look::Space, columns),
            _ => (Look::Plain, columns),
        };
    }
    if cluster == "\t" {
        return (Look::Symbol, 1);
    }
    match treatments.next() {
        Some(Treatment::Nothing) if treatments.all(|rest| rest == Treatment::Nothing) => {
            (Look::Nothing, 0)
        }
        Some(Treatment::SoftHyphen) if treatments.next().is_none() => (Look::SoftHyphen, 0),
        _ => (Look::Symbol, columns_of_symbol(cluster)),
    }
}

fn columns_of_symbol(cluster: &str) -> u16 {
    u16::try_from(width(&symbol(cluster))).unwrap_or(u16::MAX)
}
