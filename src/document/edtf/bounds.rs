//! The first and the last day that a date may mean.

use std::ops::RangeInclusive;

use super::{CalendarDate, Digits, Edtf, End, Form, Member, YearNumber};

/// A day of the proleptic Gregorian calendar, as ISO 8601 counts: the year 0 is before the year 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Edtf {
    /// The first and the last day that it may mean, or the days between which it lasted. An end that is open or not known is
    /// `None`. A doubt does not widen them: nobody says by how much.
    pub fn bounds(&self) -> (Option<Day>, Option<Day>) {
        let of_end = |end: &End, day: fn(&CalendarDate) -> Option<Day>| match end {
            End::Date(date) => day(date),
            End::Open | End::Unknown => None,
        };
        match &self.0 {
            Form::One(date, _) => (date.first(), date.last()),
            Form::Interval(start, end) => (
                of_end(start, CalendarDate::first),
                of_end(end, CalendarDate::last),
            ),
            Form::Set(_, members) => {
                let bounds = |member: &Member| match member {
                    Member::Date(date) => (date.first(), date.last()),
                    Member::Range(start, end) => (
                        start.as_ref().and_then(CalendarDate::first),
                        end.as_ref().and_then(CalendarDate::last),
                    ),
                };
                let members: Vec<_> = members.iter().map(bounds).collect();
                let firsts: Option<Vec<Day>> = members.iter().map(|(first, _)| *first).collect();
                let lasts: Option<Vec<Day>> = members.iter().map(|(_, last)| *last).collect();
                (
                    firsts.and_then(|days| days.into_iter().min()),
                    lasts.and_then(|days| days.into_iter().max()),
                )
            }
        }
    }
}

impl CalendarDate {
    /// The first day that it may mean. `None` only for a date that is not possible, which no [`Edtf`] holds.
    pub fn first(&self) -> Option<Day> {
        let of_year = |year| (1..=12).find_map(|month| self.days_in(year, month)?.next());
        match self.years() {
            Years::Range(years) => of_year(*years.start()),
            Years::Digits(true, digits) => {
                let mut years = (0..=9999).rev().filter(|&year| digits.may_be(year));
                years.find_map(|year| of_year(-i64::from(year)))
            }
            Years::Digits(false, digits) => {
                let mut years = (0..=9999).filter(|&year| digits.may_be(year));
                years.find_map(|year| of_year(i64::from(year)))
            }
        }
    }

    /// The last day that it may mean.
    pub fn last(&self) -> Option<Day> {
        let of_year = |year| {
            let mut months = (1..=12).rev();
            months.find_map(|month| self.days_in(year, month)?.next_back())
        };
        match self.years() {
            Years::Range(years) => of_year(*years.end()),
            Years::Digits(true, digits) => {
                let mut years = (0..=9999).filter(|&year| digits.may_be(year));
                years.find_map(|year| of_year(-i64::from(year)))
            }
            Years::Digits(false, digits) => {
                let mut years = (0..=9999).rev().filter(|&year| digits.may_be(year));
                years.find_map(|year| of_year(i64::from(year)))
            }
        }
    }

    fn years(&self) -> Years {
        match self.year.part {
            YearNumber::Four {
                is_negative,
                digits,
                significant: None,
            } => match digits.number() {
                Some(year) => {
                    let year = i64::from(year);
                    let year = if is_negative { -year } else { year };
                    Years::Range(year..=year)
                }
                None => Years::Digits(is_negative, digits),
            },
            YearNumber::Four {
                is_negative,
                digits,
                significant: Some(significant),
            } => {
                let year = i64::from(digits.number().unwrap_or_default());
                Years::Range(estimated(
                    if is_negative { -year } else { year },
                    significant,
                ))
            }
            YearNumber::Long {
                number,
                exponent,
                significant,
            } => {
                // The reader takes no number that does not fit.
                let power = 10_i64.saturating_pow(exponent.unwrap_or_default().into());
                let year = number.saturating_mul(power);
                Years::Range(significant.map_or(year..=year, |digits| estimated(year, digits)))
            }
        }
    }

    /// The days of a month that it may mean; none if it does not mean that month.
    fn days_in(&self, year: i64, month: u8) -> Option<impl DoubleEndedIterator<Item = Day>> {
        let is_meant = match &self.month {
            None => true,
            Some(given) => match given.part.number() {
                Some(number) if number > 12 => months_of_season(number).contains(&month),
                _ => given.part.may_be(month.into()),
            },
        };
        let days = 1..=last_day(year, month);
        let digits = self.day.map(|day| day.part);
        let is_day = move |day: &u8| digits.is_none_or(|digits| digits.may_be((*day).into()));
        let of_month = move |day| Day { year, month, day };
        is_meant.then(|| days.filter(is_day).map(of_month))
    }
}

/// The years that a date may lie in.
enum Years {
    Range(RangeInclusive<i64>),
    /// Those with these digits; whether before the year 0.
    Digits(bool, Digits<4>),
}

/// The years that a year with so many significant digits stands for: `1950S2` is some year from 1900 to 1999.
fn estimated(year: i64, significant: u8) -> RangeInclusive<i64> {
    let length = year
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |log| log + 1);
    let unit = 10_i64.saturating_pow(length.saturating_sub(significant.into()));
    let nearer = year / unit * unit;
    if year < 0 {
        nearer.saturating_sub(unit - 1)..=nearer
    } else {
        nearer..=nearer.saturating_add(unit - 1)
    }
}

/// The months of a season, quarter or half of a year, by its number in ISO 8601-2, 4.8. Where on earth a season is, and so
/// which months it has, is not said: it may be any.
fn months_of_season(number: u16) -> RangeInclusive<u8> {
    let nth = |first: u16, length: u16| {
        let start = super::to_u8((number - first) * length + 1);
        start..=start + super::to_u8(length) - 1
    };
    match number {
        33..=36 => nth(33, 3),
        37..=39 => nth(37, 4),
        40..=41 => nth(40, 6),
        _ => 1..=12,
    }
}

/// The number of days of a month, counted from 1.
fn last_day(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
