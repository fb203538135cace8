//! Numbered points: the numbering that best explains a document.
//!
//! [`marks`] finds everything that could be the mark of a point; [`search`] chooses among them the runs that explain the
//! document at the least cost, so that serial numbers of telegrams, dates, initials and distribution lists stay text; here
//! the chosen ones get their paths and the stretches that they govern. It runs over blocks of a text, whatever their
//! format. Knows nothing of sources or drafts.

mod forms;
mod marks;
mod search;
mod values;

use crate::document::{Block, BlockKind, Place, Point, Span};

pub use forms::heads_article;
use marks::Candidate;

/// The points of a flow, in reading order; `blocks` are its blocks, whose spans lie in `text`.
pub fn find(text: &str, blocks: &[Block]) -> Vec<Point> {
    let candidates = marks::candidates(text, blocks);
    let chosen = search::best(&candidates);
    let spans = governed(text, blocks, &candidates, &chosen);
    (chosen.iter().zip(spans))
        .map(|(chosen, span)| {
            let candidate = &candidates[chosen.candidate];
            Point {
                label: candidate.mark.of(text).to_owned(),
                mark: candidate.mark,
                path: chosen.path.clone(),
                span,
            }
        })
        .collect()
}

/// A candidate that was taken for a point.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chosen {
    /// Which of the candidates.
    candidate: usize,
    /// Its path.
    path: Vec<String>,
    /// The run to which it belongs: points that count on from each other.
    run: usize,
}

/// What each chosen point governs: up to the next of its level or above; the last of a run, its own paragraph, and what
/// follows it where that paragraph only announces it.
fn governed(
    text: &str,
    blocks: &[Block],
    candidates: &[Candidate],
    chosen: &[Chosen],
) -> Vec<Span> {
    let mut spans = vec![Span::default(); chosen.len()];
    // The start and level of the points behind the one looked at, the nearest last, none of a lower level before a higher.
    let mut behind: Vec<(usize, usize)> = Vec::new();
    for index in (0..chosen.len()).rev() {
        let depth = chosen[index].path.len();
        let candidate = &candidates[chosen[index].candidate];
        let mut inside = candidate.mark.end;
        while let Some(&(deeper, at)) = behind.last().filter(|&&(deeper, _)| deeper > depth) {
            let _ = deeper;
            inside = inside.max(spans[at].end);
            behind.pop();
        }
        let next = behind.last().map(|&(_, at)| at);
        let limit = next.map_or(text.len(), |at| {
            start_of(blocks, &candidates[chosen[at].candidate])
        });
        let continues = next.is_some_and(|at| chosen[at].run == chosen[index].run);
        let end = if continues {
            limit
        } else {
            own_end(text, blocks, candidate, limit)
                .max(inside)
                .min(limit)
        };
        spans[index] = Span::new(candidate.mark.start, end.max(candidate.mark.end));
        behind.push((depth, index));
    }
    // A point ends where the one round it ends.
    let mut round: Vec<(usize, Place)> = Vec::new();
    for (index, chosen) in chosen.iter().enumerate() {
        while round
            .last()
            .is_some_and(|&(depth, _)| depth >= chosen.path.len())
        {
            round.pop();
        }
        if let Some(&(_, end)) = round.last() {
            spans[index].end = spans[index]
                .end
                .min(end)
                .max(candidates[chosen.candidate].mark.end);
        }
        round.push((chosen.path.len(), spans[index].end));
    }
    spans
}

/// Where what stands before a point ends: before the point's paragraph if it opens it, quotation marks included.
fn start_of(blocks: &[Block], candidate: &Candidate) -> Place {
    if candidate.opens_block {
        blocks[candidate.block].span.start
    } else {
        candidate.mark.start
    }
}

/// How far the last point of a run reaches by itself.
fn own_end(text: &str, blocks: &[Block], candidate: &Candidate, limit: Place) -> Place {
    /// A paragraph as short as this under a number is its heading.
    const HEADING: usize = 60;
    let own = blocks[candidate.block].content();
    let words = Span::new(candidate.mark.end, own.end).of(text).trim();
    let announces =
        words.len() <= HEADING && !words.ends_with([';', ',']) || words.ends_with([':', '-', '—']);
    if !announces || !candidate.opens_block {
        return own.end;
    }
    // Not beyond the next point, so that each block is looked at for one point only.
    let following = blocks[candidate.block + 1..].iter().take_while(|block| {
        block.span.start < limit
            && !closes_treaty(block.content().of(text))
            && matches!(
                block.kind,
                BlockKind::Paragraph
                    | BlockKind::ListItem
                    | BlockKind::Quotation
                    | BlockKind::Verse
                    | BlockKind::TableRow
            )
    });
    let is_short_list_item =
        !words.is_empty() && !words.ends_with([':', '-', '—']) && !candidate.is_alone;
    let mut end = own.end;
    for (number, block) in following.enumerate() {
        // A short item that is a sentence of a list announces nothing; a heading is followed by a long paragraph.
        if number == 0 && is_short_list_item && block.content().len() < 2 * HEADING {
            break;
        }
        end = block.content().end;
    }
    end
}

/// Whether the closing formula of a treaty begins here, which no article holds.
fn closes_treaty(words: &str) -> bool {
    const STARTS: [&str; 12] = [
        "in witness whereof",
        "in faith whereof",
        "in testimony whereof",
        "done at ",
        "done in ",
        "en foi de quoi",
        "fait à ",
        "zu urkund ",
        "geschehen zu ",
        "en fe de lo cual",
        "в удостоверение ",
        "совершено в ",
    ];
    let start: String = words
        .chars()
        .take(24)
        .flat_map(char::to_lowercase)
        .collect();
    STARTS.iter().any(|words| start.starts_with(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The points of paragraphs parted by line feeds, as `path label` with the first and last words they govern.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let text = format!("{text}\n");
        let mut start = 0;
        let blocks: Vec<Block> = text
            .split_inclusive('\n')
            .map(|line| {
                let span = Span::new(start, start + line.len());
                start = span.end;
                Block::new(BlockKind::Paragraph, span)
            })
            .collect();
        let points = find(&text, &blocks);
        let found: Vec<String> = points
            .iter()
            .map(|point| format!("{} {}", point.address(), point.label))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn check_governed(text: &str, expected: &[&str]) {
        let text = format!("{text}\n");
        let mut start = 0;
        let blocks: Vec<Block> = text
            .split_inclusive('\n')
            .map(|line| {
                let span = Span::new(start, start + line.len());
                start = span.end;
                Block::new(BlockKind::Paragraph, span)
            })
            .collect();
        let points = find(&text, &blocks);
        let found: Vec<&str> = points
            .iter()
            .map(|point| point.span.of(&text).trim_end())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn plain_runs() {
        check(
            "1. One thing is so.\n2. Another is not.\n3.Third.",
            &["1 1.", "2 2.", "3 3."],
        );
        check(
            "Lead.\n2. Second point here.\n3. Third point here.",
            &["2 2.", "3 3."],
        );
        check(
            "72. Mr. A said so.\nMore.\n73. Mr. B said no.\n75. Mr. C.",
            &["72 72.", "73 73.", "75 75."],
        );
        check("No numbers here.\nNone at all.", &[]);
        check("1. Only one point here.", &["1 1."]);
        check("(1) One\n(2) Two\nThat is all.", &["1 (1)", "2 (2)"]);
        check("１", &[]);
        check("1．One\n2．Two", &["1 1．", "2 2．"]);
    }

    #[test]
    fn nested_runs() {
        check(
            "1. One thing: a) first; b) second; and c) third.\n2. Two.",
            &["1 1.", "1.a a)", "1.b b)", "1.c c)", "2 2."],
        );
        check(
            "(A) One\n(i) sub\n(ii) sub\n(B) Two",
            &["A (A)", "A.i (i)", "A.ii (ii)", "B (B)"],
        );
        check(
            "3. Consideration a. Japan must.\nb. Australia should.\nc. It must.\n4. Effects a. Most.\nb. Not.",
            &[
                "3 3.", "3.a a.", "3.b b.", "3.c c.", "4 4.", "4.a a.", "4.b b.",
            ],
        );
        check(
            "3. Agenda follows:\n4. With this:\n1. On budget. 2. Regarding code. 3. Regarding more.\n5. End.",
            &["3 3.", "4 4.", "4.1 1.", "4.2 2.", "4.3 3.", "5 5."],
        );
    }

    #[test]
    fn articles_hold_their_points() {
        check(
            "Article 1\n1. The river is free.\n2. Tolls are fixed:\n(a) for goods;\n(b) for men.\nArticle 2\nEach party shall:\n(a) mend;\n(b) light.\nArticle 3\n1. It meets.\n2. It reports.",
            &[
                "1 Article 1",
                "1.1 1.",
                "1.2 2.",
                "1.2.a (a)",
                "1.2.b (b)",
                "2 Article 2",
                "2.a (a)",
                "2.b (b)",
                "3 Article 3",
                "3.1 1.",
                "3.2 2.",
            ],
        );
        check(
            "ARTICLE I. The river is free.\nARTICLE II. It is lit.",
            &["I ARTICLE I.", "II ARTICLE II."],
        );
        check("Article 5 of the Charter provides for it.", &[]);
        check(
            "第一条\n川は自由とする。\n第二条\n港を開く。",
            &["一 第一条", "二 第二条"],
        );
    }

    #[test]
    fn japanese_and_chinese_lists() {
        check(
            "一、渡船ノ件\n(一) 通行税\n(二) 水門\n二、回電アリタシ",
            &["一 一、", "一.一 (一)", "一.二 (二)", "二 二、"],
        );
        check(
            "一、条件如下：（一）降税；（二）修闸。\n二、请复。",
            &["一 一、", "一.一 （一）", "一.二 （二）", "二 二、"],
        );
        check("甲、渡船\n乙、水門", &["甲 甲、", "乙 乙、"]);
        check("1、渡船\n2、水門", &["1 1、", "2 2、"]);
    }

    #[test]
    fn a_heading_ends_a_nesting() {
        check(
            "1. One:\n(a) x\n(b) y\nCONCLUSIONS\n(a) u\n(b) v",
            &["1 1.", "1.a (a)", "1.b (b)", "a (a)", "b (b)"],
        );
    }

    #[test]
    fn the_russian_order_of_letters() {
        check(
            "a) one\nb) two\nc) three\ng) four\nd) five",
            &["a a)", "b b)", "c c)", "g g)", "d d)"],
        );
        check(
            "a) one\nb) two\nv) three\ng) four\nd) five",
            &["a a)", "b b)", "v v)", "g g)", "d d)"],
        );
    }

    #[test]
    fn ordinals_in_words() {
        check(
            "First. We must go.\nSecond. We must stay.\nThird. We must wait.",
            &["1 First.", "2 Second.", "3 Third."],
        );
    }

    #[test]
    fn what_only_looks_like_a_point() {
        check(
            "1824. IMMEDIATE TOP SECRET\nYour 1944.\n1. I asked.\n2. They said.",
            &["1 1.", "2 2."],
        );
        check("205. Eyes only for him.\nText.", &[]);
        check("11 November 1945\n3.7.29\n10.10.55 received", &[]);
        check("W. E. DUNK\nA. REPARATIONS of war.", &[]);
        check("1. Comr. Stalin\n2. Comr. Molotov\n3. Comr. Vyshinsky", &[]);
        check("1956 (Re: Point IV of Protocol)\nThe text.", &[]);
        check(
            "See Recommendation (a)(iii) on page 12, and (a)(ii) too.",
            &[],
        );
        check("It was 3.30 p.m. at that time. Five men.", &[]);
    }

    #[test]
    fn a_point_governs_what_follows_until_the_next() {
        check_governed(
            "1. One.\nMore of one.\n2. Two: a) x; b) y.\nNot of two, but after the list.",
            &[
                "1. One.\nMore of one.",
                "2. Two: a) x; b) y.",
                "a) x;",
                "b) y.",
            ],
        );
    }

    #[test]
    fn lists_that_lost_their_numbers() {
        check(
            "With respect:\n1. To various members of it.\nMore of it.\n1. And the second thing.",
            &["1 1.", "2 1."],
        );
    }
}
