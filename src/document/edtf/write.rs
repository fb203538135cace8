//! EDTF as text.

use std::fmt::{Display, Formatter, Result, Write as _};

use super::{
    CalendarDate, Clock, Digits, Doubt, Edtf, End, Form, Member, Qualified, SetKind, YearNumber,
    Zone,
};

impl Display for Edtf {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match &self.0 {
            Form::One(date, None) => write!(formatter, "{date}"),
            Form::One(date, Some(clock)) => write!(formatter, "{date}T{clock}"),
            Form::Interval(start, end) => write!(formatter, "{start}/{end}"),
            Form::Set(kind, members) => {
                let (open, close) = match kind {
                    SetKind::OneOf => ('[', ']'),
                    SetKind::AllOf => ('{', '}'),
                };
                formatter.write_char(open)?;
                for (number, member) in members.iter().enumerate() {
                    let separator = if number == 0 { "" } else { "," };
                    write!(formatter, "{separator}{member}")?;
                }
                formatter.write_char(close)
            }
        }
    }
}

impl Display for End {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Date(date) => write!(formatter, "{date}"),
            Self::Open => formatter.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl Display for Member {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Date(date) => write!(formatter, "{date}"),
            Self::Range(start, end) => {
                for (separator, side) in [("", start), ("..", end)] {
                    formatter.write_str(separator)?;
                    if let Some(date) = side {
                        write!(formatter, "{date}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl Display for CalendarDate {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        write!(formatter, "{}", self.year)?;
        for part in [&self.month, &self.day].into_iter().flatten() {
            write!(formatter, "-{part}")?;
        }
        Ok(())
    }
}

impl<T: Display> Display for Qualified<T> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        if let Some(doubt) = self.before {
            write!(formatter, "{doubt}")?;
        }
        write!(formatter, "{}", self.part)?;
        match self.after {
            Some(doubt) => write!(formatter, "{doubt}"),
            None => Ok(()),
        }
    }
}

impl Display for YearNumber {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let significant = match *self {
            Self::Four {
                is_negative,
                digits,
                significant,
            } => {
                let sign = if is_negative { "-" } else { "" };
                write!(formatter, "{sign}{digits}")?;
                significant
            }
            Self::Long {
                number,
                exponent,
                significant,
            } => {
                write!(formatter, "Y{number}")?;
                if let Some(exponent) = exponent {
                    write!(formatter, "E{exponent}")?;
                }
                significant
            }
        };
        match significant {
            Some(count) => write!(formatter, "S{count}"),
            None => Ok(()),
        }
    }
}

impl<const N: usize> Display for Digits<N> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        for digit in self.0 {
            match digit {
                Some(digit) => write!(formatter, "{digit}")?,
                None => formatter.write_char('X')?,
            }
        }
        Ok(())
    }
}

impl Display for Doubt {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_char(match self {
            Self::Uncertain => '?',
            Self::Approximate => '~',
            Self::Both => '%',
        })
    }
}

impl Display for Clock {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let Self {
            hour,
            minute,
            second,
            zone,
        } = self;
        write!(formatter, "{hour:02}:{minute:02}:{second:02}")?;
        match zone {
            None => Ok(()),
            Some(Zone::Utc) => formatter.write_char('Z'),
            Some(Zone::Offset {
                is_negative,
                hours,
                minutes,
            }) => {
                let sign = if *is_negative { '-' } else { '+' };
                write!(formatter, "{sign}{hours:02}")?;
                match minutes {
                    Some(minutes) => write!(formatter, ":{minutes:02}"),
                    None => Ok(()),
                }
            }
        }
    }
}
