//! What holds of every text and every query.

use proptest::prelude::*;

use super::fold::{Case, fold};
use super::{Folded, Query};
use crate::document::Span;

/// Letters of many scripts, marks loose and composed, ligatures, signs, invisible characters and white space.
fn text() -> impl Strategy<Value = String> {
    let letters = "aabcdeEIsSSoO0'\"-.`éÉüßẞæÆœŁłøıİſﬁﬃςσΣάᾳи\u{306}ийЙеёЁіїгѓअकक़\u{93c}किかが각가\u{1112}\u{1161}ﷺ¨１№…";
    let others = "’“—\u{301}\u{308}\u{323}\u{345}\u{3099}\u{ad}\u{200d}\u{feff}\u{fe0f}   \n\t\u{a0}\u{2028}😀\u{1b}\u{9b}";
    let chars: Vec<char> = letters.chars().chain(others.chars()).collect();
    prop::collection::vec(prop::sample::select(chars), 0..24).prop_map(String::from_iter)
}

/// The hits in a flow that holds `text` and its final line feed.
fn hits(text: &str, typed: &str) -> Vec<Span> {
    let buffer = format!("{text}\n");
    let folded = Folded::of_flows(&buffer, std::iter::once(Span::new(0, buffer.len())));
    let query = Query::new(typed);
    query
        .iter()
        .flat_map(|query| folded.find_in(&buffer, query).collect::<Vec<_>>())
        .collect()
}

/// The hits found by trying every stretch of the text: the longest at the first place that is cut cleanly out of it.
fn naive_hits(text: &str, typed: &str, case: Case) -> Vec<Span> {
    let whole = fold(text, Case::Folded);
    let wanted = fold(typed, case);
    let places: Vec<usize> = (0..=text.len())
        .filter(|&place| text.is_char_boundary(place))
        .collect();
    let part = |start: usize, end: usize| Span::new(start, end).of(text);
    let is_clean = |start: usize, end: usize| {
        let parts = [part(0, start), part(start, end), part(end, text.len())];
        parts.map(|part| fold(part, Case::Folded)).concat() == whole
    };
    let begins = |start: usize| {
        let first = part(start, text.len()).chars().next();
        first.is_some_and(|c| !fold(&c.to_string(), Case::Folded).is_empty())
    };
    let mut hits: Vec<Span> = Vec::new();
    for &start in places.iter().filter(|&&start| begins(start)) {
        if hits.last().is_some_and(|hit| hit.end > start) {
            continue;
        }
        let ends = places.iter().rev().filter(|&&end| end > start);
        let end = ends
            .copied()
            .find(|&end| fold(part(start, end), case) == wanted && is_clean(start, end));
        hits.extend(end.map(|end| Span::new(start, end)));
    }
    hits
}

proptest! {
    #[test]
    fn trying_every_stretch_finds_the_same(
        text in text(),
        other in text(),
        from_text in any::<bool>(),
        start in 0_usize..20,
        length in 1_usize..6,
    ) {
        let source = if from_text { &text } else { &other };
        let typed: String = source.chars().skip(start).take(length).collect();
        if Query::new(&typed).is_some() {
            let case = if typed.chars().any(char::is_uppercase) { Case::Kept } else { Case::Folded };
            prop_assert_eq!(hits(&text, &typed), naive_hits(&text, &typed, case));
        }
    }

    #[test]
    fn long_texts_are_found_in_to_the_end(text in text(), copies in 1_usize..80) {
        let long = format!("{} needle", text.repeat(copies));
        let found: Vec<&str> = hits(&long, "needle").iter().map(|hit| hit.of(&long)).collect();
        prop_assert_eq!(found, ["needle"]);
    }

    #[test]
    fn flows_are_searched_each_by_itself(flows in prop::collection::vec(text(), 1..6), typed in text(), length in 1_usize..4) {
        let typed: String = typed.chars().take(length).collect();
        let mut buffer = String::new();
        let mut spans = Vec::new();
        let mut expected = Vec::new();
        for flow in &flows {
            let start = buffer.len();
            buffer.push_str(flow);
            buffer.push('\n');
            expected.extend(hits(flow, &typed).into_iter().map(|hit| hit.shifted(start)));
            spans.push(Span::new(start, buffer.len()));
        }
        let folded = Folded::of_flows(&buffer, spans.into_iter());
        let query = Query::new(&typed);
        let found: Vec<Span> = query.iter().flat_map(|query| folded.find_in(&buffer, query).collect::<Vec<_>>()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = String::from_utf8(fold(&text, Case::Folded)).expect("UTF-8");
        prop_assert_eq!(fold(&once, Case::Folded), once.as_bytes());
    }

    #[test]
    fn any_two_strings_can_be_searched(text in any::<String>(), typed in any::<String>()) {
        for hit in hits(&text, &typed) {
            prop_assert_eq!(fold(hit.of(&text), Case::Folded), fold(&typed, Case::Folded));
        }
    }
}
