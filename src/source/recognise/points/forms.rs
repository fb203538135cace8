//! Marks of points that are neither a Latin letter nor a figure alone: ordinals in words, sections of a point, articles,
//! letters of the Russian order, and the numerals of Japanese and Chinese documents.
//!
//! Knows the forms of marks, and no places.

use super::values::{Dress, Series, Value, roman};
use crate::source::recognise::numerals;

/// A mark at the start of a stretch: its length in bytes, its name, what it may stand for, and its dress.
pub(super) type Form = (usize, String, Vec<Value>, Dress);

/// `Article 1`, `ARTICLE II. Text`, `Artikel 3`, `Статья 4`, `§ 5`, `第一条`: an article of a treaty or law, over its points or
/// before its text. In a sentence an article is only mentioned: `Article 5 of the Charter provides …`.
pub(super) fn article(rest: &str) -> Option<Form> {
    let (length, name, number) = numbered_article(rest).or_else(|| east_asian_article(rest))?;
    let behind = rest.get(length..)?;
    let sign = behind.trim_start_matches(['.', ':', '：', '—', '–', '-', ' ', '\u{3000}']);
    let is_parted = behind.is_empty()
        || sign.is_empty()
        || behind.starts_with(['.', ':', '：', '\u{3000}'])
        || behind.starts_with([' ', '\u{a0}'])
            && (is_title(behind) || sign.len() + 2 < behind.len());
    if !is_parted {
        return None;
    }
    let stop = usize::from(behind.starts_with(['.', ':']));
    let value = Value {
        series: Series::Article,
        number,
    };
    Some((length + stop, name, vec![value], Dress::Stop))
}

/// Whether a line is the heading of an article and holds no sentence of it.
pub fn heads_article(line: &str) -> bool {
    article(line).is_some_and(|(length, ..)| {
        let behind = line.get(length..).unwrap_or_default();
        behind.trim_matches(['.', ' ', '—', '–', '-']).is_empty() || is_title(behind)
    })
}

/// A title behind the number of an article: `Article 3 Scope of the Convention`.
fn is_title(behind: &str) -> bool {
    const LONGEST: usize = 80;
    let words = behind.trim_start_matches(['.', ':', '—', '–', '-', ' ', '(', '\u{a0}']);
    words.starts_with(char::is_uppercase)
        && behind.len() <= LONGEST
        && !behind.ends_with(['.', ';', ',', ':'])
        && words
            .split_whitespace()
            .filter(|word| word.len() > 4)
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()))
}

/// The length of the word and number of an article, the number as printed, and what it counts.
fn numbered_article(rest: &str) -> Option<(usize, String, u32)> {
    const WORDS: [&str; 16] = [
        "Article",
        "ARTICLE",
        "Art.",
        "ART.",
        "Artikel",
        "ARTIKEL",
        "Artículo",
        "ARTÍCULO",
        "Articolo",
        "ARTICOLO",
        "Artigo",
        "ARTIGO",
        "Artykuł",
        "Статья",
        "СТАТЬЯ",
        "§",
    ];
    const NAMED: [(&str, u32); 12] = [
        ("premier", 1),
        ("PREMIER", 1),
        ("primero", 1),
        ("First", 1),
        ("FIRST", 1),
        ("One", 1),
        ("ONE", 1),
        ("Two", 2),
        ("TWO", 2),
        ("Three", 3),
        ("THREE", 3),
        ("первая", 1),
    ];
    let word = WORDS.iter().find(|word| rest.starts_with(**word))?;
    let behind = rest.get(word.len()..)?;
    let numeral = behind.trim_start_matches([' ', '\u{a0}']);
    let space = behind.len() - numeral.len();
    (space > 0).then_some(())?;
    let length = numeral
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(numeral.len());
    let name = numeral.get(..length)?;
    let is_figures = name.len() <= 3 && name.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_figures {
        name.parse().ok().filter(|number| *number > 0)
    } else if name.bytes().all(|byte| byte.is_ascii_uppercase()) {
        roman(name).or_else(|| named(&NAMED, name))
    } else {
        named(&NAMED, name)
    };
    Some((word.len() + space + length, name.to_owned(), number?))
}

fn named(names: &[(&str, u32)], name: &str) -> Option<u32> {
    let found = names.iter().find(|(known, _)| *known == name);
    found.map(|&(_, number)| number)
}

/// `第一条`, `第十二條`
fn east_asian_article(rest: &str) -> Option<(usize, String, u32)> {
    let behind = rest.strip_prefix('第')?;
    let end = behind.find(['条', '條'])?;
    let name = behind.get(..end)?;
    let number = numerals::parse(name)?;
    Some((
        '第'.len_utf8() + end + '条'.len_utf8(),
        name.to_owned(),
        number,
    ))
}

/// What a numeral or sign of Japanese and Chinese lists may stand for: `一`, `甲`, `イ`.
pub(super) fn east_asian_values(name: &str) -> Option<Vec<Value>> {
    const ORDERS: [(Series, &str); 2] = [
        (Series::Stem, "甲乙丙丁戊己庚辛壬癸"),
        (Series::Iroha, "イロハニホヘトチリヌルヲ"),
    ];
    if name.chars().all(numerals::is_han)
        && let Some(number) = numerals::parse(name)
    {
        let series = Series::Han;
        return Some(vec![Value { series, number }]);
    }
    let mut letters = name.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    ORDERS.iter().find_map(|&(series, order)| {
        let number = (1_u32..)
            .zip(order.chars())
            .find(|(_, known)| *known == letter);
        number.map(|(number, _)| vec![Value { series, number }])
    })
}

/// `一、`, `甲、`, `①`: a mark of Japanese and Chinese lists that needs no space behind it.
pub(super) fn east_asian(rest: &str) -> Option<Form> {
    const CIRCLED: &str = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
    let first = rest.chars().next()?;
    if let Some((number, _)) = (1_u32..).zip(CIRCLED.chars()).find(|(_, c)| *c == first) {
        let series = Series::Circled;
        let values = vec![Value { series, number }];
        return Some((first.len_utf8(), number.to_string(), values, Dress::Round));
    }
    let length = rest
        .find(['、', '．', '.', '：'])
        .filter(|&length| length <= 9)?;
    let name = rest.get(..length)?;
    let values = east_asian_values(name)?;
    let sign = rest.get(length..)?.chars().next()?;
    Some((
        length + sign.len_utf8(),
        name.to_owned(),
        values,
        Dress::Stop,
    ))
}

/// `3.1. Text`: a section of point 3. Without its second stop it is as often a sum or the number of a paragraph elsewhere.
pub(super) fn section(rest: &str) -> Option<Form> {
    let figures = |text: &str| {
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        let is_number = (1..=2).contains(&length) && !text.starts_with('0');
        is_number.then_some(length)
    };
    let first = figures(rest)?;
    let second = rest.get(first..)?.strip_prefix('.')?;
    let length = figures(second)?;
    let behind = second.get(length..)?.strip_prefix('.')?;
    behind.starts_with(char::is_whitespace).then_some(())?;
    let parent = rest.get(..first)?.parse().ok()?;
    let name = second.get(..length)?;
    let value = Value {
        series: Series::Section(parent),
        number: name.parse().ok()?,
    };
    let whole = first + 1 + length + 1;
    Some((whole, name.to_owned(), vec![value], Dress::Stop))
}

/// `First.`, `Secondly,`
pub(super) fn ordinal(rest: &str) -> Option<Form> {
    const WORDS: [&str; 10] = [
        "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth",
        "Tenth",
    ];
    let (number, word) = (1_u32..)
        .zip(WORDS)
        .find(|(_, word)| rest.starts_with(word))?;
    let adverb = rest.get(word.len()..)?;
    let length = word.len() + if adverb.starts_with("ly") { 2 } else { 0 };
    let sign = rest.get(length..)?.chars().next()?;
    let behind = rest.get(length + sign.len_utf8()..)?;
    let is_one = matches!(sign, '.' | ':' | ')') || sign == ',';
    (is_one && (behind.is_empty() || behind.starts_with(char::is_whitespace))).then(|| {
        let dress = if sign == ',' {
            Dress::Closed
        } else {
            Dress::Stop
        };
        (
            length + 1,
            number.to_string(),
            vec![Value {
                series: Series::Ordinal,
                number,
            }],
            dress,
        )
    })
}

/// `а) суда стоят`: one letter of the Russian order with a bracket behind it.
pub(super) fn cyrillic(rest: &str) -> Option<Form> {
    const ORDER: [char; 20] = [
        'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т',
        'у', 'ф',
    ];
    let letter = rest.chars().next()?;
    let behind = rest.get(letter.len_utf8()..)?.strip_prefix(')')?;
    let number = (1_u32..)
        .zip(ORDER)
        .find(|(_, known)| *known == letter)
        .map(|(number, _)| number)
        .filter(|_| behind.is_empty() || behind.starts_with(char::is_whitespace))?;
    let value = Value {
        series: Series::Cyrillic,
        number,
    };
    Some((
        letter.len_utf8() + 1,
        letter.to_string(),
        vec![value],
        Dress::Closed,
    ))
}
