//! Everything in a text that could be the mark of a point, with all that it could stand for.

use super::forms::{article, cyrillic, east_asian, east_asian_values, ordinal, section};
use super::values::{Dress, Series, Value, roman};
use crate::document::{Block, BlockKind, Span};
use crate::source::recognise::dates;

/// Something that could be the mark of a point.
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent answers about one mark"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The mark as printed, its punctuation included.
    pub(super) mark: Span,
    /// The number without punctuation: `5`, `b`; `1` for `First`.
    pub(super) name: String,
    /// What it may stand for.
    pub(super) values: Vec<Value>,
    pub(super) dress: Dress,
    /// The block it stands in.
    pub(super) block: usize,
    /// How many headings stand before it.
    pub(super) section: usize,
    /// Whether nothing but quotation marks stands before it in its block.
    pub(super) opens_block: bool,
    /// Whether nothing stands behind it in its block.
    pub(super) is_alone: bool,
    /// Whether what stands before it announces a list: a colon or dash.
    pub(super) is_announced: bool,
    /// Whether other things look the same: initials, references.
    pub(super) is_weak: bool,
    /// Whether the next two marks that open a paragraph count on from it.
    pub(super) counts_on: bool,
}

/// All candidates of a text, in reading order.
pub(super) fn candidates(text: &str, blocks: &[Block]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut distribution = false;
    let mut section = 0;
    for (number, block) in blocks.iter().enumerate() {
        let words = block.content().of(text);
        let heads_article = article(words).is_some();
        let is_heading = block.kind == BlockKind::Heading;
        section += usize::from(!heads_article && (is_heading || is_capital_heading(words)));
        distribution = opens_distribution(words) || distribution && is_addressee(words);
        let may_hold_points = !matches!(
            block.kind,
            BlockKind::Transmission
                | BlockKind::Dateline
                | BlockKind::Address
                | BlockKind::Inscription
                | BlockKind::Separator
                | BlockKind::Figure
        );
        let is_other = is_heading && !heads_article || is_addressee_of_copy(words);
        if !may_hold_points || distribution || is_other {
            continue;
        }
        let announced = number
            .checked_sub(1)
            .is_some_and(|before| announces(blocks[before].content().of(text)));
        let before = candidates.len();
        if let Some(mut candidate) = at_start(words, block.span.start, number) {
            candidate.is_announced = announced;
            candidates.push(candidate);
        }
        let from = candidates
            .get(before)
            .map_or(block.span.start, |first| first.mark.end);
        inside(
            text,
            Span::new(from, block.content().end),
            number,
            block.span.start,
            &mut candidates,
        );
        for candidate in &mut candidates[before..] {
            candidate.section = section;
        }
    }
    mark_runs(&mut candidates);
    candidates
}

/// Finds the numbers that the next two paragraphs with marks count on from: as high as they are, they number something.
fn mark_runs(candidates: &mut [Candidate]) {
    let opening: Vec<(usize, u32, Dress)> = (candidates.iter().enumerate())
        .filter(|(_, candidate)| candidate.opens_block)
        .filter_map(|(at, candidate)| {
            let value = candidate.values.first()?;
            (value.series == Series::Figure).then_some((at, value.number, candidate.dress))
        })
        .collect();
    for three in opening.windows(3) {
        let &[(first, number, dress), second, third] = three else {
            continue;
        };
        let follows = |(_, other, of): (usize, u32, Dress), by| other == number + by && of == dress;
        if follows(second, 1) && follows(third, 2) {
            for at in [first, second.0, third.0] {
                candidates[at].counts_on = true;
            }
        }
    }
}

/// `CONCLUSIONS`, `Annex 2`: a line in capitals that is no sentence, or the name of a part, heads what follows it.
fn is_capital_heading(words: &str) -> bool {
    const LONGEST: usize = 80;
    const PARTS: [&str; 6] = [
        "annex",
        "enclosure",
        "appendix",
        "attachment",
        "anlage",
        "приложение",
    ];
    let lower = words.trim_start_matches(['[', '(']).to_lowercase();
    if words.len() <= LONGEST / 2
        && PARTS.iter().any(|part| lower.starts_with(part))
        && !words.ends_with('.')
    {
        return true;
    }
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && words.len() <= LONGEST
        && !words.contains(char::is_lowercase)
        && words.contains(char::is_uppercase)
        && !words.ends_with(['.', ',', ';', ':'])
}

fn announces(words: &str) -> bool {
    words.trim_end().ends_with([':', '-', '—', '–'])
}

/// `5 copies`, `Copies:`, `Distribution list`: the lines that follow name addressees.
fn opens_distribution(words: &str) -> bool {
    let words = words.trim();
    if words.len() >= 60 {
        return false;
    }
    let words = words.to_lowercase();
    words.starts_with("copies")
        || words.starts_with("distribution")
        || words.starts_with("sent to:")
        || words.ends_with("copies printed")
        || words.ends_with("copies")
        || words.ends_with("copies printed.")
}

/// A line that names who gets a copy: short, and no sentence.
fn is_addressee(words: &str) -> bool {
    words.len() < 60 && !words.trim_end().ends_with(['.', ';', ':']) || is_addressee_of_copy(words)
}

/// `1. Comr. Stalin`, `2 - Cde. Molotov`, `3rd copy to file`
fn is_addressee_of_copy(words: &str) -> bool {
    const FORMS: [&str; 10] = [
        "comr. ",
        "cde. ",
        "cdes. ",
        "com. ",
        "to cde",
        "to com",
        "to file",
        "to the ussr",
        "copy",
        "to comr",
    ];
    if words.len() >= 70 || !words.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let rest = words
        .trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '-' | '–')
        })
        .to_lowercase();
    FORMS.iter().any(|form| rest.starts_with(form))
}

/// The candidate at the start of a block, behind quotation marks and a dash.
fn at_start(words: &str, start: usize, block: usize) -> Option<Candidate> {
    let opening =
        |c: char| c.is_whitespace() || matches!(c, '“' | '‘' | '"' | '\'' | '«' | '„' | '…');
    let lead = words.len() - words.trim_start_matches(opening).len();
    let mut rest = words.get(lead..)?;
    let dash = rest
        .strip_prefix("- ")
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    rest = dash.unwrap_or(rest);
    let offset = words.len() - rest.len();
    let (length, name, values, dress) = article(rest)
        .or_else(|| section(rest))
        .or_else(|| mark(rest))?;
    if dates::find(rest.get(..floor(rest, 40))?).is_some_and(|date| date.span.start == 0) {
        return None;
    }
    let behind = rest.get(length..)?;
    if dress == Dress::Bare {
        let next = behind.trim_start();
        (behind.starts_with(' ') && next.starts_with(char::is_uppercase) && next.len() > 20)
            .then_some(())?;
    }
    let is_capital_letter = matches!(dress, Dress::Stop)
        && values
            .iter()
            .any(|value| matches!(value.series, Series::Capital | Series::CapitalRoman));
    if is_capital_letter && is_persons_name(behind) {
        return None;
    }
    Some(Candidate {
        mark: Span::new(start + offset, start + offset + length),
        name,
        values,
        dress,
        block,
        section: 0,
        opens_block: true,
        is_alone: behind.trim().is_empty(),
        is_announced: false,
        is_weak: is_capital_letter || dress == Dress::Bare,
        counts_on: false,
    })
}

/// Whether what stands behind an initial is the rest of a name: `E. DUNK`, `Lamidey`.
fn is_persons_name(behind: &str) -> bool {
    let words: Vec<&str> = behind.split_whitespace().take(5).collect();
    let is_initial = |word: &str| {
        word.chars().count() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase)
    };
    words.first().is_some_and(|word| is_initial(word))
        || words.len() == 1 && !words[0].ends_with('.')
}

/// A mark at the start of a stretch: its length in bytes, its name, its values and its dress.
fn mark(rest: &str) -> Option<(usize, String, Vec<Value>, Dress)> {
    if let Some(inner) = rest.strip_prefix(['(', '（']) {
        let open = rest.len() - inner.len();
        let end = inner.find([')', '）']).filter(|&end| end <= 9)?;
        let name = inner.get(..end)?;
        let close = inner.get(end..)?.chars().next()?.len_utf8();
        let values = values(name)?;
        return Some((open + end + close, name.to_owned(), values, Dress::Round));
    }
    if let Some(found) = ordinal(rest) {
        return Some(found);
    }
    let length = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    if length == 0 {
        return cyrillic(rest).or_else(|| east_asian(rest));
    }
    let name = rest.get(..length).filter(|name| name.len() <= 5)?;
    let sign = rest.get(length..)?.chars().next();
    // Most words end here, before anything is made of them.
    let may_close = matches!(sign, Some(')' | '）' | '.' | '．' | '、' | '°' | 'º'));
    if !may_close && (sign != Some(' ') || name.len() > 2) {
        return None;
    }
    let values = values(name)?;
    let behind = sign.map_or("", |sign| {
        rest.get(length + sign.len_utf8()..).unwrap_or_default()
    });
    let is_figure = values[0].series == Series::Figure;
    match sign {
        Some(sign @ (')' | '）')) => Some((
            length + sign.len_utf8(),
            name.to_owned(),
            values,
            Dress::Closed,
        )),
        // French: `1° La récolte`.
        Some(sign @ ('°' | 'º')) => {
            let is_one = is_figure && behind.starts_with(char::is_whitespace);
            is_one.then(|| {
                (
                    length + sign.len_utf8(),
                    name.to_owned(),
                    values,
                    Dress::Closed,
                )
            })
        }
        // German: `1.) Text`.
        Some('.') if behind.starts_with(')') => {
            Some((length + 2, name.to_owned(), values, Dress::Closed))
        }
        // `7.01` and `3.7.29` are no points; `2.Text` is one, but `U.S.` is none.
        Some(sign @ ('.' | '．' | '、')) => {
            let next = behind.chars().next();
            let parts = next.is_none_or(|c| {
                c.is_whitespace() || matches!(c, '“' | '‘' | '"' | '\'' | '(' | '[')
            });
            let is_glued_text =
                is_figure && (sign == '、' || next.is_some_and(char::is_alphabetic));
            (parts || is_glued_text).then(|| {
                (
                    length + sign.len_utf8(),
                    name.to_owned(),
                    values,
                    Dress::Stop,
                )
            })
        }
        Some(' ') if is_figure && name.len() <= 2 => {
            Some((length, name.to_owned(), values, Dress::Bare))
        }
        _ => None,
    }
}

/// What a number or letter may stand for.
fn values(name: &str) -> Option<Vec<Value>> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = name
            .parse()
            .ok()
            .filter(|_| name.len() <= 4 && !name.starts_with('0'))?;
        return Some(vec![Value {
            series: Series::Figure,
            number,
        }]);
    }
    let is_small = name.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_small && !name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return east_asian_values(name);
    }
    let mut values = Vec::new();
    if let Some(number) = roman(name) {
        values.push(Value {
            series: if is_small {
                Series::SmallRoman
            } else {
                Series::CapitalRoman
            },
            number,
        });
    }
    if let [byte] = name.as_bytes() {
        let number = u32::from(byte.to_ascii_lowercase() - b'a') + 1;
        values.push(Value {
            series: if is_small {
                Series::Small
            } else {
                Series::Capital
            },
            number,
        });
    }
    if name == "zh" {
        values.push(Value {
            series: Series::Small,
            number: ZH,
        });
    }
    (!values.is_empty()).then_some(values)
}

/// `zh`, the Russian ж: no letter of the Latin order.
pub(super) const ZH: u32 = 100;

/// The candidates in the middle of a block: `a) … b) …`, `(1) …`, and `4. ` behind the end of a sentence.
fn inside(
    text: &str,
    span: Span,
    block: usize,
    block_start: usize,
    candidates: &mut Vec<Candidate>,
) {
    let words = span.of(text);
    let mut previous = ' ';
    for (at, c) in words.char_indices() {
        let is_free = previous.is_whitespace() || matches!(previous, '—' | '“' | '‘' | '\'' | '"');
        let is_latin = c == '(' || c.is_ascii_alphanumeric() || ('а'..='я').contains(&c);
        // No space stands before `（一）` in Japanese and Chinese.
        let is_wide =
            matches!(c, '（' | '(') && matches!(previous, '：' | '；' | '。' | '，' | '、' | ':');
        let is_start = is_free && is_latin || is_wide;
        previous = c;
        let opens_block = at == 0 && span.start == block_start;
        if !is_start || opens_block || !may_be_mark(words.as_bytes().get(at..).unwrap_or_default())
        {
            continue;
        }
        let place = span.start + at;
        let Some((length, name, values, dress)) = words
            .get(at..)
            .and_then(|rest| mark(rest.get(..floor(rest, 24)).unwrap_or(rest)))
        else {
            continue;
        };
        let before = text.get(block_start..place).unwrap_or_default().trim_end();
        let behind = words.get(at + length..).unwrap_or_default();
        if !stands_free(before, behind, &values, dress) {
            continue;
        }
        candidates.push(Candidate {
            mark: Span::new(place, place + length),
            name,
            values,
            dress,
            block,
            section: 0,
            opens_block: false,
            is_alone: false,
            is_announced: announces(before),
            is_weak: true,
            counts_on: false,
        });
    }
}

/// Whether a mark may begin with these bytes, by a look at few of them: `(`, a short word before a stop or bracket, or an
/// ordinal's first letter.
fn may_be_mark(bytes: &[u8]) -> bool {
    if matches!(bytes.first(), Some(b'(' | b'F' | b'S' | b'T' | b'E' | b'N')) {
        return true;
    }
    if bytes.starts_with("（".as_bytes()) {
        return true;
    }
    // A letter of the Russian order has its bracket behind its two bytes.
    if bytes.first().is_some_and(|byte| !byte.is_ascii()) {
        return bytes.get(2) == Some(&b')');
    }
    let sign = bytes
        .iter()
        .take(6)
        .find(|byte| !byte.is_ascii_alphanumeric());
    // The wide forms of stop and bracket begin beyond ASCII.
    sign.is_some_and(|&sign| matches!(sign, b'.' | b')') || !sign.is_ascii())
}

/// Whether a mark in the middle of a line may begin a point there, by what stands before and behind it.
fn stands_free(before: &str, behind: &str, values: &[Value], dress: Dress) -> bool {
    const REFERRING: [&str; 22] = [
        "paragraph",
        "paragraphs",
        "para",
        "para.",
        "point",
        "points",
        "article",
        "articles",
        "section",
        "sections",
        "recommendation",
        "no.",
        "nº",
        "nos.",
        "page",
        "p.",
        "pp.",
        "document",
        "clause",
        "item",
        "chapter",
        "part",
    ];
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if values[0].series == Series::Han {
        return before.ends_with(['：', '；', '。', '，', '、', ':']) && !behind.is_empty();
    }
    if REFERRING.contains(&last.as_str()) || !behind.starts_with(char::is_whitespace) {
        return false;
    }
    let next = behind
        .trim_start()
        .trim_start_matches(['“', '‘', '"', '\'', '(']);
    let ends_sentence = before
        .ends_with(['.', ':', ';', '!', '?', '”', '’', '\'', '"', '—', '-', ')'])
        || before.is_empty();
    let starts_sentence = next.starts_with(char::is_uppercase);
    match (dress, values[0].series) {
        (Dress::Stop, Series::Figure | Series::Ordinal) => {
            let is_item = before.ends_with([':', ';']) && next.starts_with(char::is_alphabetic);
            ends_sentence && starts_sentence || is_item
        }
        (Dress::Stop, Series::Small | Series::SmallRoman) => starts_sentence,
        (Dress::Stop | Dress::Bare, _) => false,
        (_, Series::Ordinal) => ends_sentence,
        _ => next.starts_with(char::is_alphanumeric),
    }
}

/// The greatest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
