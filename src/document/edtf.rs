//! EDTF dates: days, months and years, uncertain or approximate, with unspecified digits, intervals and sets.
//!
//! Follows ISO 8601-2:2019, annex A, in the wording of the Library of Congress (`www.loc.gov/standards/datetime`), levels 0 to 2.
//! An [`Edtf`] is always valid: it is parsed from text that follows these rules or made of parts that can be. Knows nothing of
//! how sources print dates.

mod bounds;
mod read;
#[cfg(test)]
mod tests;
mod words;
mod write;

use serde::{Deserialize, Serialize};

pub use bounds::Day;
pub use read::NotEdtf;
pub use words::month_name;

/// A date in EDTF.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Edtf(Form);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// One date, perhaps with the time of day: `1945-11~`, `1945-11-11T22:40:00Z`. Invariant: a date with a time is a plain day.
    One(CalendarDate, Option<Clock>),
    /// From one date to another: `1945-11/1946-02`. Invariant: one end is a date at least, and they are in order.
    Interval(End, End),
    /// Some dates: one of them (`[1816,1819]`) or all of them (`{1816..1819}`). Invariant: it is not empty.
    Set(SetKind, Vec<Member>),
}

/// An end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum End {
    Date(CalendarDate),
    /// There is none: `..`.
    Open,
    /// It is not known: nothing is written.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum SetKind {
    OneOf,
    AllOf,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Member {
    Date(CalendarDate),
    /// All dates from one to another, or on or before one, or on or after one. Invariant: both are of one precision.
    Range(Option<CalendarDate>, Option<CalendarDate>),
}

/// A year, month or day. Digits may be unspecified, and each part may be qualified as doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CalendarDate {
    year: Qualified<YearNumber>,
    month: Option<Qualified<Digits<2>>>,
    day: Option<Qualified<Digits<2>>>,
}

/// A part of a date and the qualifiers beside it: the one before it is about the part alone, the one behind it about all of the
/// date as far as that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Qualified<T> {
    before: Option<Doubt>,
    part: T,
    after: Option<Doubt>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum YearNumber {
    /// Four digits: `1945`, `-0043`, `19XX`, and how many of them are significant: `1950S2`.
    Four {
        is_negative: bool,
        digits: Digits<4>,
        significant: Option<u8>,
    },
    /// A year of more digits: `Y170000002`, `Y-17E7`, `Y171010000S3`.
    Long {
        number: i64,
        exponent: Option<u8>,
        significant: Option<u8>,
    },
}

/// Digits, of which some may be unspecified (`X`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Digits<const N: usize>([Option<u8>; N]);

/// What makes a date doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The source of the date is not certain: `?`.
    Uncertain,
    /// The date is about right: `~`.
    Approximate,
    /// Both: `%`.
    Both,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    zone: Option<Zone>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Zone {
    Utc,
    Offset {
        is_negative: bool,
        hours: u8,
        minutes: Option<u8>,
    },
}

/// How exactly a date is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A year.
    Year,
    /// A month or a season.
    Month,
    /// A day.
    Day,
}

impl Edtf {
    /// One date with its time of day. `None` unless the date is a plain day, which alone may have a time.
    pub fn moment(date: CalendarDate, clock: Clock) -> Option<Self> {
        let is_day = date.is_plain() && date.precision() == Precision::Day;
        is_day.then_some(Self(Form::One(date, Some(clock))))
    }

    /// From one date to another, open where one is missing. The same date twice is that date. `None` if there is neither, or
    /// if the end lies before the start.
    pub fn interval(start: Option<CalendarDate>, end: Option<CalendarDate>) -> Option<Self> {
        if start.is_some() && start == end {
            return start.map(Self::from);
        }
        let end_of = |date: Option<CalendarDate>| date.map_or(End::Open, End::Date);
        Self::checked(Form::Interval(end_of(start), end_of(end)))
    }

    /// One date that is not known, between two, both included; on or after the one or on or before the other where one is
    /// missing. Dates of two precisions become days. `None` if there is neither, or if they are not in order.
    pub fn one_between(start: Option<CalendarDate>, end: Option<CalendarDate>) -> Option<Self> {
        let (start, end) = match (start, end) {
            (Some(start), Some(end)) if start == end => return Some(start.into()),
            (Some(start), Some(end)) if start.precision() != end.precision() => (
                CalendarDate::of(start.first()?),
                CalendarDate::of(end.last()?),
            ),
            ends => ends,
        };
        Self::checked(Form::Set(SetKind::OneOf, vec![Member::Range(start, end)]))
    }

    /// The date, if it is one and no interval or set; without its time of day.
    pub fn date(&self) -> Option<&CalendarDate> {
        match &self.0 {
            Form::One(date, _) => Some(date),
            Form::Interval(..) | Form::Set(..) => None,
        }
    }

    /// The time of day.
    pub fn clock(&self) -> Option<Clock> {
        match &self.0 {
            Form::One(_, clock) => *clock,
            Form::Interval(..) | Form::Set(..) => None,
        }
    }

    /// The start and the end of an interval between two dates.
    pub fn ends(&self) -> Option<(&CalendarDate, &CalendarDate)> {
        match &self.0 {
            Form::Interval(End::Date(start), End::Date(end)) => Some((start, end)),
            Form::Interval(..) | Form::One(..) | Form::Set(..) => None,
        }
    }

    /// The first and the last of the dates between which one that is not known lies.
    pub fn between(&self) -> Option<(&CalendarDate, &CalendarDate)> {
        match &self.0 {
            Form::Set(SetKind::OneOf, members) => match &members[..] {
                [Member::Range(Some(start), Some(end))] => Some((start, end)),
                _ => None,
            },
            Form::Set(SetKind::AllOf, _) | Form::Interval(..) | Form::One(..) => None,
        }
    }

    /// The date, or the one that an interval starts with.
    pub fn start(&self) -> Option<&CalendarDate> {
        match &self.0 {
            Form::One(date, _) | Form::Interval(End::Date(date), _) => Some(date),
            Form::Interval(..) | Form::Set(..) => None,
        }
    }

    /// Whether it is a day or month of a year that is not known, or starts with one.
    pub fn lacks_year(&self) -> bool {
        self.start().is_some_and(CalendarDate::lacks_year)
    }

    /// Whether any digit of it is unspecified.
    pub fn has_unspecified_digits(&self) -> bool {
        let mut dates = self.dates().into_iter();
        dates.any(CalendarDate::has_unspecified_digits)
    }

    /// Whether any part of it is doubted in this way.
    pub fn is_doubted(&self, doubt: Doubt) -> bool {
        let mut doubts = self.dates().into_iter().flat_map(CalendarDate::doubts);
        doubts.any(|found| found == doubt || found == Doubt::Both)
    }

    /// The same with a time of day in UTC, where it has one whose zone is not named.
    #[must_use]
    pub fn in_utc(mut self) -> Self {
        if let Form::One(_, Some(clock)) = &mut self.0 {
            clock.zone.get_or_insert(Zone::Utc);
        }
        self
    }

    /// All dates that it is made of.
    fn dates(&self) -> Vec<&CalendarDate> {
        match &self.0 {
            Form::One(date, _) => vec![date],
            Form::Interval(start, end) => {
                [of_end(start), of_end(end)].into_iter().flatten().collect()
            }
            Form::Set(_, members) => members.iter().flat_map(of_member).flatten().collect(),
        }
    }

    /// An interval or a set, if its dates are in order and it has any.
    fn checked(form: Form) -> Option<Self> {
        let are_in_order = |start: &CalendarDate, end: &CalendarDate| {
            start.first().zip(end.last()).is_none_or(|(a, b)| a <= b)
        };
        let is_valid = match &form {
            Form::One(..) => true,
            Form::Interval(End::Date(start), End::Date(end)) => are_in_order(start, end),
            Form::Interval(start, end) => {
                matches!(start, End::Date(_)) || matches!(end, End::Date(_))
            }
            Form::Set(_, members) => {
                let is_valid = |member: &Member| match member {
                    Member::Date(_)
                    | Member::Range(Some(_), None)
                    | Member::Range(None, Some(_)) => true,
                    Member::Range(None, None) => false,
                    Member::Range(Some(start), Some(end)) => {
                        start.precision() == end.precision() && are_in_order(start, end)
                    }
                };
                !members.is_empty() && members.iter().all(is_valid)
            }
        };
        is_valid.then_some(Self(form))
    }
}

fn of_end(end: &End) -> Option<&CalendarDate> {
    match end {
        End::Date(date) => Some(date),
        End::Open | End::Unknown => None,
    }
}

fn of_member(member: &Member) -> [Option<&CalendarDate>; 2] {
    match member {
        Member::Date(date) => [Some(date), None],
        Member::Range(start, end) => [start.as_ref(), end.as_ref()],
    }
}

impl From<CalendarDate> for Edtf {
    fn from(date: CalendarDate) -> Self {
        Self(Form::One(date, None))
    }
}

impl From<Edtf> for String {
    fn from(date: Edtf) -> Self {
        date.to_string()
    }
}

impl CalendarDate {
    /// A date by its numbers; a year that is not known is `XXXX`. `None` if there is no such date.
    pub fn new(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let year = YearNumber::Four {
            is_negative: year.is_some_and(i16::is_negative),
            digits: match year {
                Some(year) => Digits::of(year.unsigned_abs())?,
                None => Digits([None; 4]),
            },
            significant: None,
        };
        let two = |number: Option<u8>| match number {
            Some(number) => Digits::of(number.into()).map(|digits| Some(Qualified::new(digits))),
            None => Some(None),
        };
        Self {
            year: Qualified::new(year),
            month: two(month)?,
            day: two(day)?,
        }
        .checked()
    }

    /// The date of a day; none for years of more than four digits.
    fn of(day: Day) -> Option<Self> {
        let year = i16::try_from(day.year).ok()?;
        Self::new(Some(year), Some(day.month), Some(day.day))
    }

    /// The same, all of it doubted in this way. A doubt of another part of it gives way.
    #[must_use]
    pub fn doubted(mut self, doubt: Option<Doubt>) -> Self {
        let last = self.day.as_mut().or(self.month.as_mut());
        let after = last.map_or(&mut self.year.after, |part| &mut part.after);
        *after = doubt.or(*after);
        self
    }

    /// The same in a year, for a date without one. `None` if that year has no such day.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Option<Self> {
        if !self.lacks_year() {
            return Some(self.clone());
        }
        let with_year = Self::new(Some(year), None, None)?;
        let year = Qualified {
            part: with_year.year.part,
            ..self.year
        };
        Self {
            year,
            ..self.clone()
        }
        .checked()
    }

    /// The year, if all of its digits are given.
    pub fn year(&self) -> Option<i64> {
        match self.year.part {
            YearNumber::Four {
                is_negative,
                digits,
                significant: None,
            } => {
                let number = i64::from(digits.number()?);
                Some(if is_negative { -number } else { number })
            }
            YearNumber::Long {
                number,
                exponent: None,
                significant: None,
            } => Some(number),
            YearNumber::Four { .. } | YearNumber::Long { .. } => None,
        }
    }

    /// The month from 1, or a season from 21, if its digits are given.
    pub fn month(&self) -> Option<u8> {
        self.month.as_ref()?.part.number().map(to_u8)
    }

    /// The day of the month from 1, if its digits are given.
    pub fn day(&self) -> Option<u8> {
        self.day.as_ref()?.part.number().map(to_u8)
    }

    /// How exactly it is given, whatever digits are unspecified.
    pub fn precision(&self) -> Precision {
        match (&self.month, &self.day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, None) => Precision::Year,
        }
    }

    /// Whether it is a year, month or day and nothing is doubted or unspecified: what ISO 8601-1 calls a calendar date.
    pub fn is_plain(&self) -> bool {
        let is_four = matches!(
            self.year.part,
            YearNumber::Four {
                significant: None,
                ..
            }
        );
        is_four
            && self.doubts().next().is_none()
            && !self.has_unspecified_digits()
            && self.month().is_none_or(|month| month <= 12)
    }

    /// Whether no digit of its year is given.
    pub fn lacks_year(&self) -> bool {
        matches!(
            self.year.part,
            YearNumber::Four {
                digits: Digits([None, None, None, None]),
                ..
            }
        )
    }

    fn has_unspecified_digits(&self) -> bool {
        let is_unspecified = |part: &Option<Qualified<Digits<2>>>| {
            (part.as_ref()).is_some_and(|part| part.part.number().is_none())
        };
        let in_year = match self.year.part {
            YearNumber::Four { digits, .. } => digits.number().is_none(),
            YearNumber::Long { .. } => false,
        };
        in_year || is_unspecified(&self.month) || is_unspecified(&self.day)
    }

    fn doubts(&self) -> impl Iterator<Item = Doubt> {
        let of = |part: &Option<Qualified<Digits<2>>>| {
            part.map_or([None, None], |part| [part.before, part.after])
        };
        let year = [self.year.before, self.year.after];
        [year, of(&self.month), of(&self.day)]
            .into_iter()
            .flatten()
            .flatten()
    }

    /// Itself, if there is such a date.
    fn checked(self) -> Option<Self> {
        let is_four = matches!(self.year.part, YearNumber::Four { .. });
        // ISO 8601-1: the year 0000 has no sign.
        let is_zero = matches!(
            self.year.part,
            YearNumber::Four { is_negative: true, digits, .. } if digits.number() == Some(0)
        );
        let is_significant = match self.year.part {
            YearNumber::Four { significant, .. } | YearNumber::Long { significant, .. } => {
                significant
            }
        }
        .is_some();
        let may_have_months = is_four && !is_significant;
        let is_season = self.month().is_some_and(|month| month > 12);
        let is_possible = !is_zero
            && (may_have_months || self.month.is_none())
            && (self.month.is_some() || self.day.is_none())
            && !(is_season && self.day.is_some())
            && self.first().is_some();
        is_possible.then_some(self)
    }
}

impl Clock {
    /// A time of day by its numbers. `None` if there is no such time.
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let is_time = hour < 24 && minute < 60 && second < 60;
        is_time.then_some(Self {
            hour,
            minute,
            second,
            zone: None,
        })
    }

    /// Hour and minute, for a full minute in a zone that is not named.
    pub fn full_minute(self) -> Option<(u8, u8)> {
        (self.second == 0 && self.has_no_zone()).then_some((self.hour, self.minute))
    }

    /// Whether its zone, if it is named, is given to the minute, as W3C XML Schema demands.
    pub fn has_whole_zone(self) -> bool {
        !matches!(self.zone, Some(Zone::Offset { minutes: None, .. }))
    }

    /// Whether its zone is not named.
    pub fn has_no_zone(self) -> bool {
        self.zone.is_none()
    }
}

impl<T> Qualified<T> {
    fn new(part: T) -> Self {
        Self {
            before: None,
            part,
            after: None,
        }
    }
}

impl<const N: usize> Digits<N> {
    /// The digits of a number; none if it has more than there is room for.
    fn of(mut number: u16) -> Option<Self> {
        let mut digits = [Some(0); N];
        for digit in digits.iter_mut().rev() {
            *digit = Some(to_u8(number % 10));
            number /= 10;
        }
        (number == 0).then_some(Self(digits))
    }

    /// The number, if every digit is given.
    fn number(self) -> Option<u16> {
        (self.0.into_iter()).try_fold(0, |number, digit| Some(number * 10 + u16::from(digit?)))
    }

    /// Whether it may be this number.
    fn may_be(self, number: u16) -> bool {
        Self::of(number).is_some_and(|of| {
            let pairs = self.0.into_iter().zip(of.0);
            pairs
                .into_iter()
                .all(|(mine, its)| mine.is_none() || mine == its)
        })
    }
}

/// A number below 100, as all numbers of two digits are.
fn to_u8(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
