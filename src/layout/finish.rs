//! The third step of layout: the clusters of each line become runs, in the order in which they are seen.
//!
//! Knows nothing of why a line ends where it ends.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::document::{AnnotationId, Place, Span};

use super::collect::{Galley, Look, Strand};
use super::linebreak::Broken;
use super::{Line, Origin, Run};
use crate::text::sanitise::{REPLACEMENT, symbol};

/// The order in which a galley's clusters are seen.
#[derive(Debug)]
pub(super) enum Order {
    /// From left to right, as they are stored.
    Stored,
    /// By the levels of UAX #9, one for each byte of the galley's text.
    Levels {
        /// The level of the paragraph.
        base: Level,
        /// The level of each byte.
        levels: Vec<Level>,
    },
}

impl Order {
    /// The order of a galley's text by UAX #9, if it is to be put in order at all. The explicit controls in it have no
    /// effect, because they are shown.
    pub(super) fn of(galley: &Galley<'_>, reorder: bool) -> Self {
        // Nothing below U+0590 is written from right to left.
        if !reorder || galley.text.chars().all(|c| c < '\u{590}') {
            return Self::Stored;
        }
        let neutral = |c: char| match c {
            // Three bytes for three bytes, so that places stay.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2029}' => '\u{fffc}',
            c if c.is_control() && c.len_utf8() == 1 => '!',
            '\u{80}'..='\u{9f}' => '\u{a1}',
            c => c,
        };
        let text: String = galley.text.chars().map(neutral).collect();
        let info = BidiInfo::new(&text, None);
        match info.paragraphs.first() {
            Some(paragraph) if info.has_rtl() => Self::Levels {
                base: paragraph.level,
                levels: info.levels,
            },
            _ => Self::Stored,
        }
    }

    /// Whether the paragraph as a whole is read from right to left.
    pub(super) fn is_right_to_left(&self) -> bool {
        matches!(self, Self::Levels { base, .. } if base.is_rtl())
    }
}

/// The lines of a galley. Each line's span reaches to the next line's; the first begins and the last ends with `whole`.
pub(super) fn finish(
    galley: &Galley<'_>,
    broken: &[Broken],
    order: &Order,
    whole: Span,
) -> Vec<Line> {
    let mut lines: Vec<Line> = broken
        .iter()
        .map(|line| finish_line(galley, line, order))
        .collect();
    let mut start = whole.start;
    for (number, line) in lines.iter_mut().enumerate() {
        let next = broken
            .get(number + 1)
            .and_then(|next| place_from(galley, next.shown.clone(), whole));
        let end = next
            .unwrap_or(if number + 1 < broken.len() {
                start
            } else {
                whole.end
            })
            .max(start);
        line.span = Span::new(start, end);
        start = end;
    }
    lines
}

/// The first place of the block that these clusters show.
fn place_from(galley: &Galley<'_>, clusters: Range<usize>, whole: Span) -> Option<Place> {
    clusters
        .filter_map(|cluster| galley.place_of(cluster))
        .find(|&place| whole.contains(place))
}

fn finish_line(galley: &Galley<'_>, line: &Broken, order: &Order) -> Line {
    let mut runs = Vec::new();
    match order {
        Order::Stored => add_runs(galley, line.shown.clone(), &mut runs),
        Order::Levels { levels, .. } => {
            add_in_visual_order(galley, line.shown.clone(), levels, &mut runs);
        }
    }
    if line.is_divided {
        let last = line.shown.end.saturating_sub(1);
        let is_soft = galley
            .clusters
            .get(last)
            .is_some_and(|last| last.look == Look::SoftHyphen);
        let (span, origin) = if is_soft {
            (galley.span_of(last), Origin::Stand)
        } else {
            (Span::at(galley.span_of(last).end), Origin::Sign)
        };
        let annotations = annotations_of(galley, last).to_vec();
        runs.push(Run {
            text: "-".to_owned(),
            width: 1,
            span,
            origin,
            annotations,
        });
    }
    Line {
        indent: 0,
        runs,
        span: Span::default(),
    }
}

/// Adds clusters in the order in which they are stored, those of one look as one run.
fn add_runs(galley: &Galley<'_>, clusters: Range<usize>, runs: &mut Vec<Run>) {
    let mut start = clusters.start;
    while start < clusters.end {
        let end = (start + 1..clusters.end)
            .find(|&next| !goes_on(galley, next))
            .unwrap_or(clusters.end);
        add_run(galley, start..end, runs);
        start = end;
    }
}

/// Whether a cluster continues the run of the cluster before it.
fn goes_on(galley: &Galley<'_>, cluster: usize) -> bool {
    let (Some(before), Some(here)) = (
        galley.clusters.get(cluster - 1),
        galley.clusters.get(cluster),
    ) else {
        return false;
    };
    let is_plain = |look| matches!(look, Look::Plain | Look::Space);
    before.strand == here.strand
        && is_plain(before.look)
        && is_plain(here.look)
        && lies_in_its_strand(galley, cluster - 1)
        && lies_in_its_strand(galley, cluster)
}

/// Whether a cluster ends in the strand in which it begins; an accent may be of another hand than its letter.
fn lies_in_its_strand(galley: &Galley<'_>, cluster: usize) -> bool {
    let strand = galley
        .clusters
        .get(cluster)
        .map_or(0, |cluster| cluster.strand);
    galley
        .starts
        .get(strand + 1)
        .is_none_or(|&next| galley.end_of(cluster) <= next)
}

fn add_run(galley: &Galley<'_>, clusters: Range<usize>, runs: &mut Vec<Run>) {
    let (Some(first), Some(last)) = (
        galley.clusters.get(clusters.start),
        clusters.end.checked_sub(1),
    ) else {
        return;
    };
    let strand = &galley.strands[first.strand];
    let origin = strand.origin;
    let (text, origin) = match first.look {
        Look::Nothing | Look::SoftHyphen => return,
        Look::Replaced | Look::Symbol => (
            shown(galley, clusters.start).into_owned(),
            stand_for(origin),
        ),
        Look::Plain | Look::Space => {
            let text = galley
                .text
                .get(first.at..galley.end_of(last))
                .unwrap_or_default()
                .to_owned();
            (
                text,
                if lies_in_its_strand(galley, last) {
                    origin
                } else {
                    stand_for(origin)
                },
            )
        }
    };
    let span = match origin {
        Origin::Words => Span::default(),
        Origin::Text | Origin::Stand => Span::new(
            galley.span_of(clusters.start).start,
            galley.span_of(last).end,
        ),
        Origin::Mark | Origin::Reference | Origin::Sign | Origin::Tie => strand.span,
    };
    let width = u16::try_from(galley.width_of(clusters)).unwrap_or(u16::MAX);
    runs.push(Run {
        text,
        width,
        span,
        origin,
        annotations: strand.annotations.to_vec(),
    });
}

/// What is shown of a cluster: the only way by which its text gets into a run, wherever it comes from and whatever its order.
fn shown<'a>(galley: &'a Galley<'_>, cluster: usize) -> Cow<'a, str> {
    let text = galley.text_of(cluster);
    match galley.clusters.get(cluster).map(|cluster| cluster.look) {
        Some(Look::Plain | Look::Space) => Cow::Borrowed(text),
        Some(Look::Symbol) => Cow::Owned(symbol(text)),
        Some(Look::Replaced) => Cow::Borrowed(REPLACEMENT),
        Some(Look::Nothing | Look::SoftHyphen) | None => Cow::Borrowed(""),
    }
}

/// The origin of something that is shown otherwise than it stands.
fn stand_for(origin: Origin) -> Origin {
    if origin == Origin::Text {
        Origin::Stand
    } else {
        origin
    }
}

fn annotations_of<'a>(galley: &'a Galley<'_>, cluster: usize) -> &'a [AnnotationId] {
    let strand = galley
        .clusters
        .get(cluster)
        .and_then(|cluster| galley.strands.get(cluster.strand));
    strand.map_or(&[], |strand: &Strand<'_>| strand.annotations)
}

/// Adds clusters in the order in which they are seen: what is read from right to left word by word, each reversed.
fn add_in_visual_order(
    galley: &Galley<'_>,
    clusters: Range<usize>,
    levels: &[Level],
    runs: &mut Vec<Run>,
) {
    let level_of = |cluster: usize| {
        let at = galley.clusters.get(cluster).map_or(0, |cluster| cluster.at);
        levels.get(at).copied().unwrap_or_else(Level::ltr)
    };
    // Stretches of one level, then these in visual order.
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for cluster in clusters {
        match stretches.last_mut() {
            Some(last) if level_of(last.start) == level_of(cluster) => last.end = cluster + 1,
            _ => stretches.push(cluster..cluster + 1),
        }
    }
    let stretch_levels: Vec<Level> = stretches
        .iter()
        .map(|stretch| level_of(stretch.start))
        .collect();
    for index in BidiInfo::reorder_visual(&stretch_levels) {
        let stretch = stretches[index].clone();
        if stretch_levels[index].is_ltr() {
            add_runs(galley, stretch, runs);
        } else {
            add_reversed(galley, stretch, runs);
        }
    }
}

/// Adds clusters from the last to the first, one run for each word.
fn add_reversed(galley: &Galley<'_>, clusters: Range<usize>, runs: &mut Vec<Run>) {
    let is_space = |cluster: usize| {
        galley
            .clusters
            .get(cluster)
            .is_some_and(|cluster| cluster.look == Look::Space)
    };
    let mut end = clusters.end;
    while end > clusters.start {
        let goes_back = |&at: &usize| goes_on(galley, at) && is_space(at) == is_space(at - 1);
        let start = (clusters.start + 1..end)
            .rev()
            .take_while(goes_back)
            .last()
            .map_or(end - 1, |at| at - 1);
        let before = runs.len();
        add_run(galley, start..end, runs);
        if let Some(run) = runs.get_mut(before)
            && (run.origin == Origin::Text || run.origin == Origin::Words)
        {
            run.text = (start..end)
                .rev()
                .map(|cluster| shown(galley, cluster))
                .map(|cluster| mirrored(&cluster).to_owned())
                .collect();
            run.origin = stand_for(run.origin);
        }
        end = start;
    }
}

/// A cluster as it is seen from right to left: brackets turn round (UAX #9, L4).
fn mirrored(cluster: &str) -> &str {
    match cluster {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "«" => "»",
        "»" => "«",
        "‹" => "›",
        "›" => "‹",
        "⟨" => "⟩",
        "⟩" => "⟨",
        "⟦" => "⟧",
        "⟧" => "⟦",
        "⸢" => "⸣",
        "⸣" => "⸢",
        other => other,
    }
}
