//! The second step of layout: where the lines end.
//!
//! Breaks are allowed where UAX #14 allows them and chosen so that the right edge of the whole paragraph is as even as it
//! can be (Knuth and Plass's total fit). Knows nothing of what stands on the lines.

use std::ops::Range;

use hypher::Lang;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::collect::{Galley, Look};

/// No line begins with one of these, also where UAX #14 allows a break because another space stands before it: archives'
/// pages are full of such pairs.
const NO_BREAK_SPACES: [char; 2] = ['\u{a0}', '\u{202f}'];

/// Words shorter than this are not divided.
const SHORTEST_DIVIDED: usize = 6;

/// What a line costs: more than any reasonable unevenness, so that no paragraph is longer than it must be.
const LINE: u64 = 1000;
/// What a divided word costs: as much as eight columns left empty.
const HYPHEN: u64 = 64;
/// What a single word on the last line costs.
const LONELY_WORD: u64 = 25;
/// More words than this are not tried on one line. No line that is read has as many; text without width could.
const MOST_WORDS_ON_A_LINE: usize = 512;

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
    let starts = best_starts(&words, first.max(1), rest.max(1));
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let lines = starts
        .iter()
        .zip(ends)
        .filter_map(|(&start, end)| words.get(start..end));
    lines.filter_map(broken).collect()
}

fn broken(line: &[Word]) -> Option<Broken> {
    let (first, last) = (line.first()?, line.last()?);
    Some(Broken {
        shown: first.clusters.start..last.clusters.end,
        is_divided: last.hyphen > 0,
    })
}

/// The first word of each line, so that the squares of what is left empty at the ends of all lines but the last are least
/// together (Knuth and Plass, *Breaking Paragraphs into Lines*, 1981). For each word the cheapest line that ends with it is
/// sought among the few words that have room before it, which is linear in the text.
fn best_starts(words: &[Word], first: usize, rest: usize) -> Vec<usize> {
    // What the lines up to a word cost at best, and where the last of them begins.
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for (number, last) in words.iter().enumerate() {
        let is_end = number + 1 == words.len();
        let mut cheapest = (u64::MAX, number);
        let mut width = last.width + last.hyphen;
        for start in (0..=number).rev().take(MOST_WORDS_ON_A_LINE) {
            if let Some(before) = words.get(start).filter(|_| start < number) {
                width += before.width + before.space;
            }
            if width > first.max(rest) {
                break;
            }
            let room = if start == 0 { first } else { rest };
            let (Some(left), Some(&(before, _))) = (room.checked_sub(width), best.get(start))
            else {
                continue;
            };
            let hyphen = HYPHEN * last.hyphen as u64;
            let cost = before
                .saturating_add(LINE + hyphen + unevenness(left, is_end, start == number, room));
            if cost < cheapest.0 {
                cheapest = (cost, start);
            }
        }
        best.push(cheapest);
    }
    let mut starts = Vec::new();
    let mut end = words.len();
    while let Some(&(_, start)) = best.get(end).filter(|_| end > 0) {
        starts.push(start);
        end = start;
    }
    starts.reverse();
    starts
}

/// What the empty columns at the end of a line cost.
fn unevenness(left: usize, is_last_line: bool, is_single_word: bool, room: usize) -> u64 {
    if !is_last_line {
        return (left as u64).pow(2);
    }
    if is_single_word && left > room / 4 * 3 {
        LONELY_WORD
    } else {
        0
    }
}

/// The words of a galley, none wider than `widest`.
fn words(galley: &Galley<'_>, widest: usize, language: Option<Lang>) -> Vec<Word> {
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    let mut words = Vec::new();
    let mut start = 0;
    let is_kept_together = |place: &usize| {
        let after = galley.text.get(*place..).unwrap_or_default();
        after.starts_with(NO_BREAK_SPACES)
    };
    let breaks = segmenter.segment_str(&galley.text).skip(1);
    for place in breaks.filter(|place| !is_kept_together(place)) {
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
    let empty_at = |at: usize| Word {
        clusters: at..at,
        width: 0,
        space: 0,
        hyphen: 0,
    };
    let mut word = empty_at(clusters.start);
    let all = galley.clusters.get(clusters.clone()).unwrap_or_default();
    for (at, cluster) in clusters.zip(all) {
        let width = usize::from(cluster.width);
        if word.width + width > widest && word.width > 0 {
            words.push(std::mem::replace(&mut word, empty_at(at)));
        }
        word.width += width;
        word.clusters.end = at + 1;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cost(words: &[Word], starts: &[usize], first: usize, rest: usize) -> u64 {
        let ends = starts.iter().skip(1).copied().chain([words.len()]);
        let line = |(number, (&start, end)): (usize, (&usize, usize))| {
            let line = &words[start..end];
            let last = line.last().expect("a line has a word");
            let width = line
                .iter()
                .map(|word| word.width + word.space)
                .sum::<usize>()
                - last.space
                + last.hyphen;
            let room = if number == 0 { first } else { rest };
            let left = room.checked_sub(width).expect("a line fits");
            LINE + HYPHEN * last.hyphen as u64
                + unevenness(left, end == words.len(), line.len() == 1, room)
        };
        starts.iter().zip(ends).enumerate().map(line).sum()
    }

    /// The least cost by trying every way to break.
    fn least(words: &[Word], first: usize, rest: usize) -> u64 {
        let ways = 0..1_u32 << (words.len() - 1);
        let starts = |way: u32| -> Vec<usize> {
            (0..words.len())
                .filter(|&start| start == 0 || way & (1 << (start - 1)) != 0)
                .collect()
        };
        let fits = |starts: &Vec<usize>| {
            let ends = starts.iter().skip(1).copied().chain([words.len()]);
            starts
                .iter()
                .zip(ends)
                .enumerate()
                .all(|(number, (&start, end))| {
                    let line = &words[start..end];
                    let last = &line[line.len() - 1];
                    let width = line
                        .iter()
                        .map(|word| word.width + word.space)
                        .sum::<usize>()
                        - last.space
                        + last.hyphen;
                    width <= if number == 0 { first } else { rest }
                })
        };
        ways.map(starts)
            .filter(fits)
            .map(|starts| cost(words, &starts, first, rest))
            .min()
            .unwrap_or_default()
    }

    proptest! {
        #[test]
        fn no_other_lines_are_more_even(
            words in proptest::collection::vec((0..9_usize, 0..3_usize, 0..2_usize), 1..11),
            first in 10..24_usize,
            rest in 10..24_usize,
        ) {
            let words: Vec<Word> = words
                .into_iter()
                .map(|(width, space, hyphen)| Word { clusters: 0..0, width, space, hyphen })
                .collect();
            let starts = best_starts(&words, first, rest);
            prop_assert_eq!(cost(&words, &starts, first, rest), least(&words, first, rest));
        }
    }
}
