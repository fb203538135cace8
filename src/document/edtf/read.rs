//! Parsing of EDTF.

use std::fmt;
use std::str::FromStr;

use super::{
    CalendarDate, Clock, Digits, Doubt, Edtf, End, Form, Member, Qualified, SetKind, YearNumber,
    Zone,
};

/// A text is no date in EDTF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotEdtf(String);

impl fmt::Display for NotEdtf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is no date in EDTF, like 1945-11-11, 1945-11~, 194X, 1945-11/1946-02 or [1816..1819]",
            self.0
        )
    }
}

impl std::error::Error for NotEdtf {}

impl FromStr for Edtf {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Self, NotEdtf> {
        form(text)
            .and_then(Self::checked)
            .ok_or_else(|| NotEdtf(text.to_owned()))
    }
}

impl TryFrom<String> for Edtf {
    type Error = NotEdtf;

    fn try_from(text: String) -> Result<Self, NotEdtf> {
        text.parse()
    }
}

impl FromStr for CalendarDate {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Self, NotEdtf> {
        date(text).ok_or_else(|| NotEdtf(text.to_owned()))
    }
}

impl FromStr for Clock {
    type Err = NotEdtf;

    /// Reads `22:40:10`, with or without a zone (`Z`, `+01`, `-03:30`).
    fn from_str(text: &str) -> Result<Self, NotEdtf> {
        clock(text).ok_or_else(|| NotEdtf(text.to_owned()))
    }
}

fn form(text: &str) -> Option<Form> {
    let set = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    if let Some(members) = set('[', ']') {
        return self::set(SetKind::OneOf, members);
    }
    if let Some(members) = set('{', '}') {
        return self::set(SetKind::AllOf, members);
    }
    if let Some((start, end)) = text.split_once('/') {
        return Some(Form::Interval(self::end(start)?, self::end(end)?));
    }
    if let Some((day, time)) = text.split_once('T') {
        return Edtf::moment(date(day)?, clock(time)?).map(|moment| moment.0);
    }
    Some(Form::One(date(text)?, None))
}

fn set(kind: SetKind, members: &str) -> Option<Form> {
    let member = |text: &str| match text.split_once("..") {
        None => date(text).map(Member::Date),
        Some((start, end)) => {
            let side = |text: &str| match text {
                "" => Some(None),
                text => date(text).map(Some),
            };
            Some(Member::Range(side(start)?, side(end)?))
        }
    };
    let members: Vec<Member> = members.split(',').map(member).collect::<Option<_>>()?;
    // On or before a date is said first, on or after one last.
    let last = members.len() - 1;
    let is_in_place = |(at, member): (usize, &Member)| match member {
        Member::Range(None, _) => at == 0,
        Member::Range(_, None) => at == last,
        Member::Date(_) | Member::Range(Some(_), Some(_)) => true,
    };
    let are_in_place = members.iter().enumerate().all(is_in_place);
    are_in_place.then_some(Form::Set(kind, members))
}

fn end(text: &str) -> Option<End> {
    match text {
        "" => Some(End::Unknown),
        ".." => Some(End::Open),
        text => date(text).map(End::Date),
    }
}

fn date(text: &str) -> Option<CalendarDate> {
    let mut rest = text;
    let year = qualified(&mut rest, year)?;
    let mut part = || match rest.strip_prefix('-') {
        None => Some(None),
        Some(after) => {
            rest = after;
            qualified(&mut rest, digits::<2>).map(Some)
        }
    };
    let (month, day) = (part()?, part()?);
    let is_month = month.is_none_or(|month| {
        let number = month.part.number();
        number.is_none_or(|number| matches!(number, 1..=12 | 21..=41))
    });
    let date = CalendarDate { year, month, day };
    (rest.is_empty() && is_month)
        .then_some(date)
        .and_then(CalendarDate::checked)
}

/// Reads a part of a date with its qualifiers, and moves on behind them.
fn qualified<T>(rest: &mut &str, read: impl Fn(&mut &str) -> Option<T>) -> Option<Qualified<T>> {
    Some(Qualified {
        before: doubt(rest),
        part: read(rest)?,
        after: doubt(rest),
    })
}

fn doubt(rest: &mut &str) -> Option<Doubt> {
    let first = rest.chars().next()?;
    let doubt = match first {
        '?' => Doubt::Uncertain,
        '~' => Doubt::Approximate,
        '%' => Doubt::Both,
        _ => return None,
    };
    *rest = rest.get(1..).unwrap_or_default();
    Some(doubt)
}

fn digits<const N: usize>(rest: &mut &str) -> Option<Digits<N>> {
    let (text, after) = rest.split_at_checked(N)?;
    let mut digits = [None; N];
    for (digit, byte) in digits.iter_mut().zip(text.bytes()) {
        *digit = match byte {
            b'X' => None,
            b'0'..=b'9' => Some(byte - b'0'),
            _ => return None,
        };
    }
    *rest = after;
    Some(Digits(digits))
}

fn year(rest: &mut &str) -> Option<YearNumber> {
    if let Some(after) = rest.strip_prefix('Y') {
        *rest = after;
        return long_year(rest);
    }
    let is_negative = take(rest, '-');
    let digits = digits::<4>(rest)?;
    let significant = significant(rest).ok()?;
    let is_given = digits.number().is_some();
    let fits = significant.is_none_or(|count| is_given && count <= 4);
    fits.then_some(YearNumber::Four {
        is_negative,
        digits,
        significant,
    })
}

/// `170000002`, `-17E7`, `3388E2S3`: behind the `Y`. Without an exponent it has more than four digits.
fn long_year(rest: &mut &str) -> Option<YearNumber> {
    let is_negative = take(rest, '-');
    let written = figures(rest);
    let exponent = if take(rest, 'E') {
        Some(counted(figures(rest))?)
    } else {
        None
    };
    let significant = significant(rest).ok()?;
    let is_long = !written.starts_with('0') && (written.len() > 4 || exponent.is_some());
    let number: i64 = written.parse().ok().filter(|_| is_long)?;
    let year = number.checked_mul(10_i64.checked_pow(exponent.unwrap_or_default().into())?)?;
    let length = year.checked_ilog10()? + 1;
    significant
        .is_none_or(|count| u32::from(count) <= length)
        .then_some(YearNumber::Long {
            number: if is_negative { -number } else { number },
            exponent,
            significant,
        })
}

/// `2` of `S2`, if that stands there. An error if the sign stands there without a number.
fn significant(rest: &mut &str) -> Result<Option<u8>, ()> {
    if !take(rest, 'S') {
        return Ok(None);
    }
    counted(figures(rest)).map(Some).ok_or(())
}

/// A number above zero without zeros before it.
fn counted(figures: &str) -> Option<u8> {
    figures.parse().ok().filter(|_| !figures.starts_with('0'))
}

/// The figures that a text begins with.
fn figures<'t>(rest: &mut &'t str) -> &'t str {
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (figures, after) = rest.split_at(end);
    *rest = after;
    figures
}

fn take(rest: &mut &str, sign: char) -> bool {
    match rest.strip_prefix(sign) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

fn clock(text: &str) -> Option<Clock> {
    let zone_at = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(zone_at);
    let parts: Vec<u8> = time.split(':').map(two).collect::<Option<_>>()?;
    let [hour, minute, second] = parts[..] else {
        return None;
    };
    let clock = Clock::new(hour, minute, second)?;
    let zone = match zone {
        "" => None,
        "Z" => Some(Zone::Utc),
        offset => Some(self::offset(offset)?),
    };
    Some(Clock { zone, ..clock })
}

/// `+01`, `-03:30`.
fn offset(text: &str) -> Option<Zone> {
    let is_negative = text.starts_with('-');
    let written = text.get(1..)?;
    let (hours, minutes) = match written.split_once(':') {
        Some((hours, minutes)) => (two(hours)?, Some(two(minutes)?)),
        None => (two(written)?, None),
    };
    // ISO 8601 knows no offset of a day or more, and a zero one is not negative.
    let is_zero = hours == 0 && minutes.is_none_or(|minutes| minutes == 0);
    let fits = hours < 24 && minutes.is_none_or(|minutes| minutes < 60);
    (fits && !(is_zero && is_negative)).then_some(Zone::Offset {
        is_negative,
        hours,
        minutes,
    })
}

/// A number of two figures.
fn two(text: &str) -> Option<u8> {
    let is_two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_two.then(|| text.parse().ok()).flatten()
}
