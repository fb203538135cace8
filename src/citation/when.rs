//! Dates in a citation: from EDTF into the words and figures of each style.

use crate::document::Date;
use crate::document::edtf::{CalendarDate, Doubt, Edtf, Precision, month_name};

/// A date of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The date as it can be written in any style; none where EDTF says less or more than days, months and years.
    pub days: Option<Days>,
    /// The date as printed, else its EDTF.
    pub printed: String,
    /// The EDTF, if there is one.
    pub edtf: Option<Edtf>,
}

/// One day, month or year, or a stretch from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub start: Day,
    /// The last, of a stretch.
    pub end: Option<Day>,
    /// Whether it is approximate (EDTF `~`, `%`).
    pub is_approximate: bool,
    /// Whether it is doubtful (EDTF `?`, `%`).
    pub is_doubtful: bool,
}

/// A day, or only its month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub of_month: Option<u8>,
}

impl When {
    /// A date as the metadata give it; none if they give neither its EDTF nor its printed form.
    pub(super) fn new(date: &Date) -> Option<Self> {
        Some(Self {
            days: date.edtf.as_ref().and_then(Days::of),
            printed: date.shown()?.trim().to_owned(),
            edtf: date.edtf.clone(),
        })
    }

    /// `November 11, 1945`, as Chicago writes it.
    pub(super) fn american(&self) -> String {
        self.in_words(
            |day| match (day.month_name(), day.of_month) {
                (Some(month), Some(number)) => format!("{month} {number}, {}", day.year),
                (Some(month), None) => format!("{month} {}", day.year),
                _ => day.year.to_string(),
            },
            |month, first, last, year| format!("{month} {first}–{last}, {year}"),
        )
    }

    /// `11 November 1945`.
    pub(super) fn british(&self) -> String {
        self.in_words(
            |day| match (day.month_name(), day.of_month) {
                (Some(month), Some(number)) => format!("{number} {month} {}", day.year),
                (Some(month), None) => format!("{month} {}", day.year),
                _ => day.year.to_string(),
            },
            |month, first, last, year| format!("{first}–{last} {month} {year}"),
        )
    }

    /// `11.11.1945`, which Russian and other journals read alike.
    pub(super) fn figures(&self) -> String {
        let write = |day: Day| match (day.month, day.of_month) {
            (Some(month), Some(number)) => format!("{number:02}.{month:02}.{}", day.year),
            (Some(month), None) => format!("{month:02}.{}", day.year),
            _ => day.year.to_string(),
        };
        self.with_doubts(|days| match days.end {
            None => write(days.start),
            Some(end) => format!("{}–{}", write(days.start), write(end)),
        })
    }

    /// The date by a style's way of writing a day, and of writing two days of one month.
    fn in_words(
        &self,
        one: impl Fn(Day) -> String,
        two: impl Fn(&str, u8, u8, i32) -> String,
    ) -> String {
        self.with_doubts(|days| {
            let start = days.start;
            let Some(end) = days.end else {
                return one(start);
            };
            let is_one_month = (start.year, start.month) == (end.year, end.month);
            match (start.month_name(), start.of_month, end.of_month) {
                (Some(month), Some(first), Some(last)) if is_one_month => {
                    two(month, first, last, start.year)
                }
                _ => format!("{}–{}", one(start), one(end)),
            }
        })
    }

    fn with_doubts(&self, write: impl Fn(Days) -> String) -> String {
        let Some(days) = self.days else {
            return self.printed.clone();
        };
        let circa = if days.is_approximate { "ca. " } else { "" };
        let doubt = if days.is_doubtful { "?" } else { "" };
        format!("{circa}{}{doubt}", write(days))
    }
}

impl Days {
    /// The days of a date without unspecified digits, open ends or seasons; clock times are passed over.
    fn of(edtf: &Edtf) -> Option<Self> {
        // One date of those between two: to a reader the same as a time from one to the other.
        let (start, end) = match (edtf.date(), edtf.ends().or(edtf.between())) {
            (Some(date), _) => (date, None),
            (None, Some((start, end))) => (start, Some(end)),
            (None, None) => return None,
        };
        let end = match end {
            Some(end) => Some(Day::of(end)?),
            None => None,
        };
        Some(Self {
            start: Day::of(start)?,
            end,
            is_approximate: edtf.is_doubted(Doubt::Approximate),
            is_doubtful: edtf.is_doubted(Doubt::Uncertain),
        })
    }
}

impl Day {
    /// A date by its numbers; none where digits are unspecified, for seasons, and for years of more than four digits, which no
    /// form of a citation takes.
    fn of(date: &CalendarDate) -> Option<Self> {
        let year = date.year().filter(|year| (-9999..=9999).contains(year))?;
        let month = match date.precision() {
            Precision::Year => None,
            Precision::Month | Precision::Day => Some(date.month().filter(|month| *month <= 12)?),
        };
        let of_month = match date.precision() {
            Precision::Year | Precision::Month => None,
            Precision::Day => Some(date.day()?),
        };
        Some(Self {
            year: i32::try_from(year).ok()?,
            month,
            of_month,
        })
    }

    fn month_name(self) -> Option<&'static str> {
        month_name(self.month?)
    }
}
