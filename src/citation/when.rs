//! Dates in a citation: from EDTF into the words and figures of each style.

/// A date of writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The date as it can be written in any style; none where EDTF says less or more than days, months and years.
    pub days: Option<Days>,
    /// The date as printed, else its EDTF.
    pub printed: String,
    /// The EDTF, if there is one.
    pub edtf: Option<String>,
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

impl When {
    /// A date by its EDTF and its printed form; none if there is neither.
    pub(super) fn new(edtf: Option<&str>, printed: Option<&str>) -> Option<Self> {
        let shown = printed.or(edtf)?.trim();
        Some(Self {
            days: edtf.and_then(Days::read),
            printed: shown.to_owned(),
            edtf: edtf.map(str::to_owned),
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
    /// A date of EDTF levels 0 and 1 without unspecified digits, open ends or seasons; clock times are passed over.
    fn read(edtf: &str) -> Option<Self> {
        // One date of those between two: to a reader the same as a time from one to the other.
        let plain = edtf.trim_matches(['[', ']']).replace("..", "/");
        let (first, last) = match plain.split_once('/') {
            Some((first, last)) => (first, Some(last)),
            None => (plain.as_str(), None),
        };
        let has = |signs: [char; 2]| edtf.contains(signs);
        Some(Self {
            start: Day::read(first)?,
            end: match last {
                Some(last) => Some(Day::read(last)?),
                None => None,
            },
            is_approximate: has(['~', '%']),
            is_doubtful: has(['?', '%']),
        })
    }
}

impl Day {
    fn read(text: &str) -> Option<Self> {
        let date = text.split('T').next()?;
        let date = date.trim_end_matches(['?', '~', '%']);
        let (sign, digits) = date
            .strip_prefix('-')
            .map_or((1, date), |digits| (-1, digits));
        let mut steps = digits.split('-');
        let year = steps.next()?;
        if year.len() != 4 {
            return None;
        }
        let number = |step: Option<&str>, most: u8| match step {
            None => Some(None),
            Some(step) => {
                let number: u8 = step.parse().ok()?;
                (1..=most).contains(&number).then_some(Some(number))
            }
        };
        let day = Self {
            year: sign * year.parse::<i32>().ok()?,
            month: number(steps.next(), 12)?,
            of_month: number(steps.next(), 31)?,
        };
        steps.next().is_none().then_some(day)
    }

    fn month_name(self) -> Option<&'static str> {
        let month = self.month?;
        MONTHS.get(usize::from(month).checked_sub(1)?).copied()
    }
}
