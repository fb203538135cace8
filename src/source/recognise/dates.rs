//! Dates and times as documents print them, to EDTF (ISO 8601-2) and ISO 8601.
//!
//! Knows nothing of documents; what a date in a line means is decided by who asks.

mod east_asian;
mod months;

use crate::document::Span;
use crate::document::edtf::{CalendarDate, Doubt, Edtf};

use months::{foreign_month, roman_month};
pub use months::{is_month, month};

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where in the text.
    pub span: Span,
    /// The date in EDTF.
    pub edtf: Edtf,
}

/// A date as its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date {
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
    /// The last day, where the days from one to another are printed.
    until: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Sign(char),
}

/// The first date in a text.
pub fn find(text: &str) -> Option<Found> {
    find_all(text).into_iter().next()
}

/// All dates in a text, in order.
pub fn find_all(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_at(text, &tokens, at) {
            Some((edtf, used)) => {
                let span = Span::new(tokens[at].0.start, tokens[at + used - 1].0.end);
                found.push(Found { span, edtf });
                at += used;
            }
            None => at += 1,
        }
    }
    let others = east_asian::find_all(text);
    if !others.is_empty() {
        found.extend(others);
        found.sort_by_key(|found| found.span.start);
    }
    found
}

/// The date that is all of a text, but for punctuation and brackets round it.
pub fn whole(text: &str) -> Option<Found> {
    let found = find(text)?;
    let before = text.get(..found.span.start)?;
    let after = text.get(found.span.end..)?;
    let is_padding = |c: char| {
        c.is_whitespace()
            || matches!(c, '.' | ',' | '[' | ']' | '(' | ')' | '“' | '”' | '"')
            || matches!(
                c,
                '。' | '（' | '）' | '〔' | '〕' | '［' | '］' | '附' | '付'
            )
    };
    (before.chars().all(is_padding) && after.chars().all(is_padding)).then_some(found)
}

/// The first time of day in a text, as `22:40`, and where it stands.
pub fn time(text: &str) -> Option<(Span, String)> {
    let tokens = tokens(text);
    (0..tokens.len())
        .find_map(|at| {
            let (hour, minute, used) = time_at(&tokens, at)?;
            let span = Span::new(tokens[at].0.start, tokens[at + used - 1].0.end);
            // `1100Z`: in Greenwich.
            let zone = if span.of(text).ends_with('Z') {
                "Z"
            } else {
                ""
            };
            Some((span, format!("{hour:02}:{minute:02}{zone}")))
        })
        .or_else(|| east_asian::time(text))
}

fn tokens(text: &str) -> Vec<(Span, Token<'_>)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let same = |next: char| {
            if c.is_ascii_digit() {
                next.is_ascii_digit()
            } else {
                next.is_alphabetic()
            }
        };
        let mut end = start + c.len_utf8();
        if c.is_ascii_digit() || c.is_alphabetic() {
            while let Some((at, next)) = chars.next_if(|&(_, next)| same(next)) {
                end = at + next.len_utf8();
            }
        }
        let span = Span::new(start, end);
        let token = match c {
            _ if c.is_ascii_digit() => Token::Number(span.of(text)),
            _ if c.is_alphabetic() => Token::Word(span.of(text)),
            _ => Token::Sign(c),
        };
        tokens.push((span, token));
    }
    tokens
}

/// Reads one token after another.
#[derive(Clone, Copy)]
struct Cursor<'t, 'a> {
    tokens: &'t [(Span, Token<'a>)],
    at: usize,
}

impl<'a> Cursor<'_, 'a> {
    fn number(
        &mut self,
        range: std::ops::RangeInclusive<u32>,
        digits: std::ops::RangeInclusive<usize>,
    ) -> Option<u32> {
        let (_, Token::Number(digits_of)) = self.tokens.get(self.at)? else {
            return None;
        };
        let number = digits_of
            .parse()
            .ok()
            .filter(|number| range.contains(number))?;
        digits.contains(&digits_of.len()).then(|| self.at += 1)?;
        Some(number)
    }

    fn word(&mut self) -> Option<&'a str> {
        let (_, Token::Word(word)) = self.tokens.get(self.at)? else {
            return None;
        };
        self.at += 1;
        Some(word)
    }

    fn sign(&mut self, signs: &[char]) -> Option<char> {
        let (_, Token::Sign(sign)) = self.tokens.get(self.at)? else {
            return None;
        };
        signs.contains(sign).then(|| self.at += 1)?;
        Some(*sign)
    }

    /// Whether no space stands before the token to come.
    fn is_glued(&self) -> bool {
        let end = self
            .at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .map(|(span, _)| span.end);
        self.tokens
            .get(self.at)
            .is_some_and(|(span, _)| Some(span.start) == end)
    }

    fn maybe<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let value = read(&mut ahead)?;
        self.at = ahead.at;
        Some(value)
    }
}

/// The date that begins at a token, and how many tokens it takes.
fn date_at(text: &str, tokens: &[(Span, Token<'_>)], at: usize) -> Option<(Edtf, usize)> {
    let start = Cursor { tokens, at };
    let glued_to_word = start.is_glued()
        && at > 0
        && !matches!(tokens[at - 1].1, Token::Sign(c) if !matches!(c, '/' | '.' | '-'));
    if glued_to_word && !matches!(tokens[at].1, Token::Word(_)) {
        return None;
    }
    let readers: [fn(&mut Cursor<'_, '_>) -> Option<Date>; 6] = [
        iso,
        in_words,
        month_first,
        in_figures,
        month_and_year,
        in_foreign_words,
    ];
    let before = text.get(..tokens[at].0.start).unwrap_or_default();
    let doubt = is_about(before).then_some(Doubt::Approximate);
    readers.iter().find_map(|read| {
        let mut cursor = start;
        let date = edtf(read(&mut cursor)?, doubt)?;
        Some((date, cursor.at - at))
    })
}

/// `1945-11-11`
fn iso(cursor: &mut Cursor<'_, '_>) -> Option<Date> {
    let year = cursor.number(1000..=2099, 4..=4)?;
    cursor.sign(&['-'])?;
    let month = cursor.number(1..=12, 2..=2)?;
    cursor.sign(&['-'])?;
    let day = cursor.number(1..=31, 2..=2)?;
    Some(Date {
        year: Some(year),
        month,
        day: Some(day),
        until: None,
    })
}

/// `11 November 1945`, `28 th September, 1955`, `“13” June 1956`, `12-18 August 1960`, `26 July`
fn in_words(cursor: &mut Cursor<'_, '_>) -> Option<Date> {
    let day = cursor.number(1..=31, 1..=2)?;
    cursor.maybe(|cursor| cursor.sign(&['”', '"', '»']));
    let until = cursor.maybe(|cursor| {
        cursor.sign(&['-', '–', '/'])?;
        cursor.number(1..=31, 1..=2)
    });
    let is_ordinal = |word: &str| matches!(word, "st" | "nd" | "rd" | "th");
    cursor.maybe(|cursor| cursor.word().filter(|word| is_ordinal(word)));
    cursor.maybe(|cursor| cursor.word().filter(|word| *word == "day"));
    cursor.maybe(|cursor| cursor.word().filter(|word| *word == "of"));
    let month = month(cursor.word()?)?;
    cursor.maybe(|cursor| cursor.sign(&['.']));
    let year = cursor.maybe(year);
    Some(Date {
        year,
        month,
        day: Some(day),
        until,
    })
}

/// `4 мая 1950 г.`, `14. März 1961`, `1er mai 1963`, `12 de enero de 1871`
fn in_foreign_words(cursor: &mut Cursor<'_, '_>) -> Option<Date> {
    let day = cursor.number(1..=31, 1..=2)?;
    cursor.maybe(|cursor| cursor.sign(&['.', '»', '”', '"']));
    cursor.maybe(|cursor| {
        cursor
            .word()
            .filter(|word| matches!(*word, "er" | "de" | "d"))
    });
    let month = foreign_month(cursor.word()?)?;
    cursor.maybe(|cursor| cursor.word().filter(|word| *word == "de"));
    let year = year(cursor)?;
    Some(Date {
        year: Some(year),
        month,
        day: Some(day),
        until: None,
    })
}

/// `, 1945`, `[1958]`, `(1958)`
fn year(cursor: &mut Cursor<'_, '_>) -> Option<u32> {
    cursor.maybe(|cursor| cursor.sign(&[',', '.']));
    let bracket = cursor.maybe(|cursor| cursor.sign(&['[']));
    let year = cursor.number(1000..=2099, 4..=4)?;
    if bracket.is_some() {
        cursor.sign(&[']'])?;
    }
    Some(year)
}

/// `November 11, 1945`, `Oct. 24`, `January 3rd, 1955`
fn month_first(cursor: &mut Cursor<'_, '_>) -> Option<Date> {
    let month = month(cursor.word()?)?;
    cursor.maybe(|cursor| cursor.sign(&['.']));
    let day = cursor.number(1..=31, 1..=2)?;
    let until = cursor.maybe(|cursor| {
        cursor.sign(&['-', '–', '/'])?;
        cursor.number(1..=31, 1..=2)
    });
    cursor.maybe(|cursor| {
        cursor
            .word()
            .filter(|word| matches!(*word, "st" | "nd" | "rd" | "th"))
    });
    let year = cursor.maybe(year);
    Some(Date {
        year,
        month,
        day: Some(day),
        until,
    })
}

/// `13.1.1951`, `24.III.50`, `10/14/50`, `13/5-50`, `7/X-1963`
fn in_figures(cursor: &mut Cursor<'_, '_>) -> Option<Date> {
    const SIGNS: [char; 3] = ['.', '/', '-'];
    let first = cursor.number(1..=31, 1..=2)?;
    let parted = cursor.sign(&SIGNS)?;
    let (second, is_roman) = match cursor.maybe(|cursor| cursor.number(1..=31, 1..=2)) {
        Some(number) => (number, false),
        None => (roman_month(cursor.word()?)?, true),
    };
    let glued = cursor.is_glued();
    cursor.sign(&SIGNS)?;
    let year = cursor
        .maybe(|cursor| cursor.number(1000..=2099, 4..=4))
        .or_else(|| cursor.number(17..=99, 2..=2).map(|year| 1900 + year))?;
    let mut ahead = *cursor;
    let runs_on = ahead.is_glued() && ahead.sign(&SIGNS).is_some() && ahead.is_glued();
    if !glued || runs_on {
        return None;
    }
    // Day before month, as in Europe, unless only the American order is possible.
    let american = !is_roman && parted == '/' && second > 12;
    let (day, month) = if american {
        (second, first)
    } else {
        (first, second)
    };
    (month <= 12).then_some(Date {
        year: Some(year),
        month,
        day: Some(day),
        until: None,
    })
}

/// `April 1952`
fn month_and_year(cursor: &mut Cursor<'_, '_>) -> Option<Date> {
    let month = month(cursor.word()?)?;
    let year = year(cursor)?;
    Some(Date {
        year: Some(year),
        month,
        day: None,
        until: None,
    })
}

/// Whether the words before a date say that it is not exact: `c.`, `ca.`, `about`.
fn is_about(before: &str) -> bool {
    let last = before
        .trim_end()
        .rsplit([' ', '[', '('])
        .next()
        .unwrap_or_default();
    matches!(
        last,
        "c." | "ca." | "circa" | "about" | "approximately" | "around"
    )
}

/// A date by its numbers; none if there is no such day.
fn edtf(date: Date, doubt: Option<Doubt>) -> Option<Edtf> {
    let year = match date.year {
        Some(year) => Some(i16::try_from(year).ok()?),
        None => None,
    };
    let month = u8::try_from(date.month).ok()?;
    let one = |day: Option<u32>| {
        let day = match day {
            Some(day) => Some(u8::try_from(day).ok()?),
            None => None,
        };
        Some(CalendarDate::new(year, Some(month), day)?.doubted(doubt))
    };
    match (date.day, date.until) {
        (Some(first), Some(last)) if last > first => {
            Edtf::interval(Some(one(date.day)?), Some(one(date.until)?))
        }
        _ => one(date.day).map(Edtf::from),
    }
}

fn time_at(tokens: &[(Span, Token<'_>)], at: usize) -> Option<(u32, u32, usize)> {
    let mut cursor = Cursor { tokens, at };
    let said = cursor.maybe(|cursor| {
        cursor
            .word()
            .filter(|word| matches!(word.to_lowercase().as_str(), "at" | "time" | "ore"))
    });
    let is_hour = said.is_some_and(|word| word == "ore");
    if said.is_some() {
        cursor.maybe(|cursor| cursor.sign(&[':']));
    }
    if let Some(hour) = cursor.maybe(named_hour) {
        return Some((hour, 0, cursor.at - at));
    }
    let (_, Token::Number(digits)) = *tokens.get(cursor.at)? else {
        return None;
    };
    cursor.at += 1;
    let (mut hour, minute) = if digits.len() == 4 {
        four_figures(&mut cursor, digits, said.is_some())?
    } else if digits.len() <= 2 {
        let hour = digits.parse().ok()?;
        let minute = cursor.maybe(|cursor| {
            let parts =
                cursor.sign(&[':', '.']).is_some() || cursor.word().is_some_and(|word| word == "h");
            // `20 h. 15`
            cursor.maybe(|cursor| cursor.sign(&['.']));
            if parts {
                cursor.number(0..=59, 2..=2)
            } else {
                None
            }
        });
        let hours = cursor.maybe(|cursor| cursor.word().filter(|word| is_hours(word)));
        let after = cursor.maybe(|cursor| {
            cursor.maybe(|cursor| cursor.sign(&['.']));
            let minute = cursor.number(0..=59, 1..=2)?;
            let is_minutes = |word: &&str| word.starts_with("min") || word.starts_with("мин");
            cursor.word().filter(is_minutes)?;
            Some(minute)
        });
        let half = half_of_day(&mut cursor.clone()).map(|(half, used)| {
            cursor.at = used;
            half
        });
        if minute.is_none() && hours.is_none() && half.is_none() && !is_hour {
            return None;
        }
        let is_said = said.is_some()
            || hours.is_some()
            || half.is_some()
            || tokens
                .get(at + 1)
                .is_some_and(|(_, token)| *token == Token::Sign(':') || *token == Token::Word("h"));
        let hour: u32 = match half {
            Some('p') if hour < 12 => hour + 12,
            Some('a') if hour == 12 => 0,
            _ => hour,
        };
        is_said.then_some((hour, minute.or(after).unwrap_or(0)))?
    } else {
        return None;
    };
    if hour == 24 && minute == 0 {
        hour = 0;
    }
    (hour < 24 && minute < 60).then_some((hour, minute, cursor.at - at))
}

/// `0155`, `1700hs`, `1100Z`: hours and minutes as one number, which without a word before or behind it must begin with 0.
fn four_figures(cursor: &mut Cursor<'_, '_>, digits: &str, is_said: bool) -> Option<(u32, u32)> {
    let (hour, minute) = (
        digits.get(..2)?.parse().ok()?,
        digits.get(2..)?.parse().ok()?,
    );
    let is_unit = |word: &&str| matches!(*word, "hs" | "hrs" | "hours" | "h" | "Z");
    let unit = cursor.maybe(|cursor| cursor.word().filter(is_unit));
    (is_said || unit.is_some() || digits.starts_with('0')).then_some((hour, minute))
}

/// `20 hours`, `17.30 Uhr`, `20 час. 05 мин.`
fn is_hours(word: &str) -> bool {
    const WORDS: [&str; 10] = [
        "hours",
        "hrs",
        "Uhr",
        "heures",
        "heure",
        "horas",
        "ore",
        "час",
        "часов",
        "часа",
    ];
    WORDS.contains(&word)
}

/// `noon`, `midnight`
fn named_hour(cursor: &mut Cursor<'_, '_>) -> Option<u32> {
    match cursor.word()?.to_lowercase().as_str() {
        "noon" => Some(12),
        "midnight" => Some(24),
        _ => None,
    }
}

/// `a.m.`, `p. m.`, `pm`: its letter, and the token behind it.
fn half_of_day(cursor: &mut Cursor<'_, '_>) -> Option<(char, usize)> {
    let word = cursor.word()?.to_lowercase();
    let half = match word.as_str() {
        "am" | "a" => 'a',
        "pm" | "p" => 'p',
        _ => return None,
    };
    if word.len() == 1 {
        cursor.sign(&['.'])?;
        cursor
            .word()
            .filter(|word| word.eq_ignore_ascii_case("m"))?;
        cursor.maybe(|cursor| cursor.sign(&['.']));
    }
    Some((half, cursor.at))
}

#[cfg(test)]
mod tests;
