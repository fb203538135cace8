//! The ledger: what every stretch of a source was taken for. Nothing is lost that it does not name.
//!
//! A reader claims stretches in any order; [`Ledger::finish`] puts them in order, fills what was left with blanks, and
//! reports what is neither claimed nor blank. Knows nothing of formats.

use std::borrow::Cow;

use strum::{Display, EnumCount, EnumIter, EnumString, IntoStaticStr};

use super::decode::Decoded;
use crate::document::{Place, Span};
use crate::problem::Problem;

/// What a stretch of source was taken for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumCount, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Class {
    /// Running text.
    Text,
    /// The body of a note.
    Note,
    /// An editorial mark: brackets, labels, tags; what shows in the text only as annotation.
    Mark,
    /// Metadata.
    Metadata,
    /// Page furniture: what the web page put round the document.
    Furniture,
    /// White space that only parts other things.
    Blank,
}

/// One stretch of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where, in the decoded text.
    pub span: Span,
    /// What it was taken for.
    pub class: Class,
    /// The same more closely, for `check --explain`: "handwriting", "rights", "point 5.a".
    pub detail: Cow<'static, str>,
    /// Which document of the file it went into, and where its text stands there; none for what is in no document.
    pub target: Option<(usize, Place)>,
}

/// The ledger of one source: entries that partition its decoded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: Vec<Entry>,
    left_out: LeftOut,
}

/// How many bytes of the source were taken for what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Bytes of running text.
    pub text: usize,
    /// Bytes of notes.
    pub note: usize,
    /// Bytes of editorial marks.
    pub mark: usize,
    /// Bytes of metadata.
    pub metadata: usize,
    /// Bytes of page furniture.
    pub furniture: usize,
    /// Bytes of white space.
    pub blank: usize,
}

/// How much of a source is left out of its documents: letters and figures taken for furniture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The letters and figures left out.
    pub letters: usize,
    /// All letters and figures of the source.
    pub of: usize,
    /// Where the longest stretch that is left out begins.
    pub first: Place,
}

impl LeftOut {
    /// How much that is, for a reader: `12 %`.
    pub fn percent(self) -> String {
        let percent = (self.letters * 100).checked_div(self.of).unwrap_or(0);
        format!("{percent} %")
    }

    /// Whether it is so much that the reader must be told: more than a tenth.
    pub fn is_much(self) -> bool {
        self.letters * 10 > self.of
    }
}

impl Ledger {
    /// How much is left out of the documents, where that was measured.
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// Measures how much is left out of the documents. The labels of fields are not counted, since the fields are shown.
    pub fn measure(&mut self, text: &str) -> LeftOut {
        let letters = |span: Span| {
            span.of(text)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .count()
        };
        let mut left = LeftOut::default();
        let mut longest = 0;
        for entry in &self.entries {
            let count = letters(entry.span);
            left.of += count;
            if entry.class == Class::Furniture && entry.detail != "label" {
                left.letters += count;
                if count > longest {
                    (longest, left.first) = (count, entry.span.start);
                }
            }
        }
        self.left_out = left;
        left
    }

    /// Claims a stretch. Empty stretches are ignored.
    pub fn claim(&mut self, span: Span, class: Class, detail: impl Into<Cow<'static, str>>) {
        self.push(Entry {
            span,
            class,
            detail: detail.into(),
            target: None,
        });
    }

    /// Claims a stretch whose text stands at `place` of the document numbered `document`.
    pub fn claim_text(
        &mut self,
        span: Span,
        class: Class,
        detail: impl Into<Cow<'static, str>>,
        document: usize,
        place: Place,
    ) {
        self.push(Entry {
            span,
            class,
            detail: detail.into(),
            target: Some((document, place)),
        });
    }

    /// The entries as claimed so far, to move targets when a draft is finished.
    pub fn entries_mut(&mut self) -> &mut Vec<Entry> {
        &mut self.entries
    }

    /// The entries: after [`Ledger::finish`] in the order of the source, partitioning it.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Puts the entries in order and makes them partition `text`: what is unclaimed is blank if it is white space, else
    /// furniture with a problem, so that it is seen. Where two claims overlap, the earlier start holds, then the first made.
    pub fn finish(&mut self, text: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut claimed = std::mem::take(&mut self.entries);
        claimed.sort_by_key(|entry| entry.span.start);
        let mut at = 0;
        for mut entry in claimed {
            debug_assert!(
                entry.span.start >= at,
                "{entry:?} overlaps what ends at {at}"
            );
            let end = entry.span.end.min(text.len());
            if end <= at {
                continue;
            }
            if let Some((_, place)) = entry.target.as_mut().filter(|_| entry.span.start < at) {
                *place += at - entry.span.start;
            }
            self.fill(text, at, entry.span.start, &mut problems);
            entry.span = Span::new(entry.span.start.max(at), end);
            at = end;
            self.push(entry);
        }
        self.fill(text, at, text.len(), &mut problems);
        self.entries.shrink_to_fit();
        problems
    }

    /// How many bytes of the source (not of the decoded text) were taken for what.
    pub fn tally(&self, decoded: &Decoded) -> Tally {
        let mut tally = Tally::default();
        let mut offsets = decoded.source_offsets();
        let mut start = 0;
        for entry in &self.entries {
            let end = offsets.offset_of(entry.span.end);
            let bytes = end - start;
            start = end;
            match entry.class {
                Class::Text => tally.text += bytes,
                Class::Note => tally.note += bytes,
                Class::Mark => tally.mark += bytes,
                Class::Metadata => tally.metadata += bytes,
                Class::Furniture => tally.furniture += bytes,
                Class::Blank => tally.blank += bytes,
            }
        }
        tally
    }

    /// The stretch of source from which the text at `place` of a document came, or the nearest before it.
    pub fn source_of(&self, document: usize, place: Place) -> Option<Place> {
        let mut best: Option<(Place, Place)> = None;
        for entry in &self.entries {
            let Some((_, start)) = entry
                .target
                .filter(|&(of, start)| of == document && start <= place)
            else {
                continue;
            };
            if best.is_none_or(|(known, _)| start >= known) {
                best = Some((
                    start,
                    entry.span.start + (place - start).min(entry.span.len()),
                ));
            }
        }
        best.map(|(_, source)| source)
    }

    /// What the source at `place` was taken for. Entries must be in order: after [`Ledger::finish`].
    pub fn class_at(&self, place: Place) -> Class {
        let after = self
            .entries
            .partition_point(|entry| entry.span.start <= place);
        after
            .checked_sub(1)
            .map_or(Class::Blank, |at| self.entries[at].class)
    }

    /// The document, by its number in the file, and the place in its text that came from the source at `place`, or the
    /// nearest before it. Entries must be in order: after [`Ledger::finish`].
    pub fn place_of(&self, place: Place) -> Option<(usize, Place)> {
        let after = self
            .entries
            .partition_point(|entry| entry.span.start <= place);
        let before = self.entries.get(..after)?.iter().rev();
        before
            .chain(self.entries.iter().skip(after))
            .find_map(|entry| entry.target.map(|target| (entry, target)))
            .map(|(entry, (document, start))| {
                let within = place.saturating_sub(entry.span.start).min(entry.span.len());
                (document, start + within)
            })
    }

    fn push(&mut self, entry: Entry) {
        if !entry.span.is_empty() {
            self.entries.push(entry);
        }
    }

    /// Enters what lies unclaimed between `start` and `end`.
    fn fill(&mut self, text: &str, start: Place, end: Place, problems: &mut Vec<Problem>) {
        let span = Span::new(start, end);
        if span.is_empty() {
            return;
        }
        if span
            .of(text)
            .chars()
            .all(|c| c.is_whitespace() || c == '\u{feff}')
        {
            self.claim(span, Class::Blank, "blank");
        } else {
            self.claim(span, Class::Furniture, "not understood");
            problems.push(Problem::new(
                span,
                "not understood, and left out of the text",
            ));
        }
    }
}
