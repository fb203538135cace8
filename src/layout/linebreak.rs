//! The second step of layout: where the lines end.
//!
//! Breaks are allowed where UAX #14 allows them and chosen so that the right edge of the whole paragraph is as even as it
//! can be (Knuth and Plass's total fit). Knows nothing of what stands on the lines.

use std::ops::Range;

use hypher::Lang;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::collect::{Galley, Look};

/// A paragraph of more words than this is set line by line: the best breaks for all of it would cost more than a frame.
const MOST_FRAGMENTS: usize = 20_000;

/// Words shorter than this are not divided.
const SHORTEST_DIVIDED: usize = 6;

/// No gap at the end of a line is worth a line that is too wide; one of more than eight columns is worth a hyphen.
const PENALTIES: Penalties = Penalties {
    nline_penalty: 1000,
    overflow_penalty: 1_000_000_000,
    short_last_line_fraction: 4,
    short_last_line_penalty: 25,
    hyphen_penalty: 64,
};

/// The clusters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// The clusters that are shown, without the space at the line's end.
    pub(super) shown: Range<usize>,
    /// Whether a word is divided at its end, so that a hyphen follows.
    pub(super) is_divided: bool,
}

/// A stretch of clusters that stays on one line, with the space after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    clusters: Range<usize>,
    width: usize,
    space: usize,
    /// The width of the hyphen if the line ends here: 1 or 0.
    hyphen: usize,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a line is never so wide that a column is lost"
)]
impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.space as f64
    }

    fn penalty_width(&self) -> f64 {
        self.hyphen as f64
    }
}

/// Breaks a galley into lines: the first of at most `first` columns, the others of `rest`. At least one line, perhaps empty.
pub(super) fn break_lines(
    galley: &mut Galley<'_>,
    first: usize,
    rest: usize,
    language: Option<Lang>,
) -> Vec<Broken> {
    let narrowest = first.min(rest).max(1);
    galley.fit(narrowest);
    if galley.width_of(0..galley.clusters.len()) <= first {
        let end = galley.clusters.len();
        let spaces = galley
            .clusters
            .iter()
            .rev()
            .take_while(|cluster| cluster.look == Look::Space)
            .count();
        return vec![Broken {
            shown: 0..end - spaces,
            is_divided: false,
        }];
    }
    let words = words(galley, narrowest, language);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a line is never so wide that a column is lost"
    )]
    let widths = [first.max(1) as f64, rest.max(1) as f64];
    let optimal = if words.len() <= MOST_FRAGMENTS {
        wrap_optimal_fit(&words, &widths, &PENALTIES)
            .ok()
            .filter(|lines| all_fit(lines, &widths))
    } else {
        None
    };
    let lines = optimal.unwrap_or_else(|| wrap_first_fit(&words, &widths));
    lines.into_iter().filter_map(broken).collect()
}

fn all_fit(lines: &[&[Word]], widths: &[f64]) -> bool {
    lines.iter().enumerate().all(|(number, line)| {
        let Some((last, before)) = line.split_last() else {
            return true;
        };
        let before: f64 = before
            .iter()
            .map(|word| word.width() + word.whitespace_width())
            .sum();
        let limit = widths
            .get(number)
            .or(widths.last())
            .copied()
            .unwrap_or_default();
        before + last.width() + last.penalty_width() <= limit
    })
}

fn broken(line: &[Word]) -> Option<Broken> {
    let (first, last) = (line.first()?, line.last()?);
    Some(Broken {
        shown: first.clusters.start..last.clusters.end,
        is_divided: last.hyphen > 0,
    })
}

/// The words of a galley, none wider than `widest`.
fn words(galley: &Galley<'_>, widest: usize, language: Option<Lang>) -> Vec<Word> {
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    let mut words = Vec::new();
    let mut start = 0;
    for place in segmenter.segment_str(&galley.text).skip(1) {
        let mut end = start;
        while galley
            .clusters
            .get(end)
            .is_some_and(|cluster| cluster.at < place)
        {
            end += 1;
        }
        if end > start {
            add_word(galley, start..end, widest, language, &mut words);
        }
        start = end;
    }
    words
}

/// Adds the clusters of a word and the space after it: whole, by syllables, or, where even that is too wide, cut anywhere.
fn add_word(
    galley: &Galley<'_>,
    clusters: Range<usize>,
    widest: usize,
    language: Option<Lang>,
    words: &mut Vec<Word>,
) {
    let all = galley.clusters.get(clusters.clone()).unwrap_or_default();
    let spaces = all
        .iter()
        .rev()
        .take_while(|cluster| cluster.look == Look::Space)
        .count();
    let end = clusters.end - spaces;
    let divisions = language
        .map(|language| divisions(galley, clusters.start..end, language))
        .unwrap_or_default();
    let mut start = clusters.start;
    for division in divisions.into_iter().chain([end]) {
        let is_last = division == end;
        let ends_soft = division > start
            && galley
                .clusters
                .get(division - 1)
                .is_some_and(|last| last.look == Look::SoftHyphen);
        add_cut(galley, start..division, widest, words);
        if let Some(word) = words
            .last_mut()
            .filter(|word| word.clusters.end == division)
        {
            let hyphen = usize::from(!is_last || ends_soft);
            word.hyphen = if word.width + hyphen <= widest {
                hyphen
            } else {
                0
            };
        }
        start = division;
    }
    if let Some(word) = words.last_mut().filter(|word| word.clusters.end == end) {
        word.space = galley.width_of(end..clusters.end);
    }
}

/// Adds clusters as one word, or as several if they are too wide for a line.
fn add_cut(galley: &Galley<'_>, clusters: Range<usize>, widest: usize, words: &mut Vec<Word>) {
    let mut word = Word {
        clusters: clusters.start..clusters.start,
        width: 0,
        space: 0,
        hyphen: 0,
    };
    for cluster in clusters.clone() {
        let width = galley.width_of(cluster..cluster + 1);
        if word.width + width > widest && word.width > 0 {
            let next = Word {
                clusters: cluster..cluster,
                width: 0,
                space: 0,
                hyphen: 0,
            };
            words.push(std::mem::replace(&mut word, next));
        }
        word.width += width;
        word.clusters.end = cluster + 1;
    }
    words.push(word);
}

/// Where a word may be divided by the patterns of its language, as clusters.
fn divisions(galley: &Galley<'_>, clusters: Range<usize>, language: Lang) -> Vec<usize> {
    let text_from = |cluster: usize| {
        galley
            .clusters
            .get(cluster)
            .map_or(galley.text.len(), |cluster| cluster.at)
    };
    let (start, end) = (text_from(clusters.start), text_from(clusters.end));
    let text = galley.text.get(start..end).unwrap_or_default();
    let is_letter = |c: char| c.is_alphabetic();
    let bare = text.trim_matches(|c| !is_letter(c));
    if bare.chars().count() < SHORTEST_DIVIDED || !bare.chars().all(is_letter) {
        return Vec::new();
    }
    let mut at = start + text.find(bare).unwrap_or_default();
    let mut divisions = Vec::new();
    for syllable in hypher::hyphenate(bare, language) {
        at += syllable.len();
        // A division falls between clusters: an accent stays on its letter.
        if let Ok(cluster) = galley
            .clusters
            .binary_search_by_key(&at, |cluster| cluster.at)
            && clusters.contains(&cluster)
            && at < start + text.trim_end_matches(|c| !is_letter(c)).len()
        {
            divisions.push(cluster);
        }
    }
    divisions
}

/// The patterns of a language, given as a BCP 47 tag or by its English name.
pub(super) fn patterns(language: &str) -> Option<Lang> {
    let language = language.trim().to_ascii_lowercase();
    let code = match language.as_str() {
        "english" => "en",
        "french" => "fr",
        "german" => "de",
        "italian" => "it",
        "latin" => "la",
        "polish" => "pl",
        "russian" => "ru",
        "spanish" => "es",
        "ukrainian" => "uk",
        tag => tag.split('-').next().unwrap_or_default(),
    };
    let code: [u8; 2] = code.as_bytes().try_into().ok()?;
    Lang::from_iso(code)
}
