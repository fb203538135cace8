//! EDTF in words, as people write dates.

use super::{CalendarDate, Digits, Doubt, Edtf, End, Form, YearNumber};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, counted from 1. `None` for a season.
pub fn month_name(month: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(month).checked_sub(1)?).copied()
}

impl Edtf {
    /// The date as people write it: `1895-10-08/1895-10-12` is "8 October 1895 – 12 October 1895". What has no such form stays
    /// in EDTF: years alone, sets, moments, and dates of which a part is doubted by itself.
    pub fn in_words(&self) -> String {
        match &self.0 {
            Form::One(date, None) => date.in_words(),
            Form::Interval(start, end) => format!("{} – {}", start.in_words(), end.in_words()),
            Form::One(_, Some(_)) | Form::Set(..) => self.to_string(),
        }
    }
}

impl End {
    fn in_words(&self) -> String {
        match self {
            Self::Date(date) => date.in_words(),
            Self::Open | Self::Unknown => self.to_string(),
        }
    }
}

impl CalendarDate {
    fn in_words(&self) -> String {
        self.words().unwrap_or_else(|| self.to_string())
    }

    fn words(&self) -> Option<String> {
        let doubt = self.day.or(self.month)?.after;
        if self.doubts().count() != usize::from(doubt.is_some()) {
            return None;
        }
        let doubt = match doubt {
            None => "",
            Some(Doubt::Approximate) => "about ",
            Some(Doubt::Uncertain | Doubt::Both) => "probably ",
        };
        let year = match self.year.part {
            YearNumber::Four {
                is_negative: false,
                digits,
                significant: None,
            } => match (digits, digits.number()) {
                (_, Some(year)) => format!(" {year:04}"),
                (Digits([None, None, None, None]), None) => ", year unknown".to_owned(),
                (_, None) => return None,
            },
            YearNumber::Four { .. } | YearNumber::Long { .. } => return None,
        };
        let month = month_name(self.month()?)?;
        let day = match self.day {
            None => String::new(),
            Some(_) => format!("{} ", self.day()?),
        };
        Some(format!("{doubt}{day}{month}{year}"))
    }
}
