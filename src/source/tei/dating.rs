//! Dates as attributes give them, in EDTF (ISO 8601-2), and what is shown of a date that they alone give.
//!
//! TEI's `notBefore` and `notAfter` bound one date that is not known (P5, chapter 3.6.4): in EDTF a set, `[a..b]`. `from` and
//! `to` are the ends of a time that lasted: an interval, `a/b`. Neither holds clock times. Knows nothing of prose.

use crate::source::recognise::dates;

/// A date in EDTF from the attributes of an element, looked up by their names.
pub(super) fn edtf<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let of = |names: &[&str]| names.iter().find_map(|name| value(name)).map(str::trim);
    let doubt = doubt(&value);
    if let Some(when) = of(&["when", "when-iso", "value"]) {
        return match when.split_once('/') {
            Some((start, end)) => interval(Some(start), Some(end), doubt),
            None => moment(when, doubt),
        };
    }
    let (from, to) = (of(&["from", "from-iso"]), of(&["to", "to-iso"]));
    if from.is_some() || to.is_some() {
        return interval(from, to, doubt);
    }
    let not_before = of(&["notBefore", "notBefore-iso"]);
    let not_after = of(&["notAfter", "notAfter-iso"]);
    set(not_before, not_after, doubt)
}

/// What is shown of a date: its text, or what attributes alone say; with the calendar, where that is not our own.
pub(super) fn printed<'a>(value: impl Fn(&str) -> Option<&'a str>, text: String) -> Option<String> {
    let calendar = ["calendar", "datingMethod"]
        .iter()
        .find_map(|name| value(name))
        .map(|calendar| {
            calendar
                .rsplit(['#', '/'])
                .next()
                .unwrap_or_default()
                .trim()
        })
        .filter(|calendar| !calendar.is_empty() && !calendar.to_lowercase().contains("gregorian"));
    let text = if text.is_empty() {
        let of = |name: &str| value(name).map(str::to_owned);
        let bounds = match (of("from-custom"), of("to-custom")) {
            (None, None) => None,
            (from, to) => Some(format!(
                "{}–{}",
                from.unwrap_or_default(),
                to.unwrap_or_default()
            )),
        };
        let custom = of("when-custom").or(bounds);
        custom
            .or_else(|| calendar.and_then(|_| edtf(&value)))
            .unwrap_or_default()
    } else {
        text
    };
    match calendar {
        _ if text.is_empty() => None,
        Some(calendar) if !text.to_lowercase().contains(&calendar.to_lowercase()) => {
            Some(format!("{text} ({calendar} calendar)"))
        }
        _ => Some(text),
    }
}

/// The sign of an editor's doubt: `?` where he is not sure, `~` where the date is about right, `%` for both.
fn doubt<'a>(value: &impl Fn(&str) -> Option<&'a str>) -> &'static str {
    let is_low = |name| matches!(value(name), Some("low" | "medium" | "unknown"));
    let is_unsure = is_low("cert") || value("evidence") == Some("conjecture");
    match (is_unsure, is_low("precision")) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    }
}

/// A date as its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Dated {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl Dated {
    /// Reads `1945`, `1945-11`, `1945-11-11`, with a zone that days do not need.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('Z');
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let mut parts = digits.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?;
        let year = sign * year.parse::<i32>().ok()?;
        let mut two = || match parts.next() {
            Some(part) if part.len() == 2 => part.parse::<u8>().map(Some).map_err(|_| ()),
            Some(_) => Err(()),
            None => Ok(None),
        };
        let (month, day) = (two().ok()?, two().ok()?);
        let is_month = month.is_none_or(|month| (1..=12).contains(&month));
        let is_day = day.is_none_or(|day| day >= 1 && day <= last_day(year, month.unwrap_or(1)));
        (is_month && is_day && parts.next().is_none()).then_some(Self { year, month, day })
    }

    /// The first day that it may mean.
    fn first(self) -> Self {
        Self {
            month: self.month.or(Some(1)),
            day: self.day.or(Some(1)),
            ..self
        }
    }

    /// The last day that it may mean.
    fn last(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self {
            month: Some(month),
            day: self.day.or_else(|| Some(last_day(self.year, month))),
            ..self
        }
    }

    fn precision(self) -> usize {
        usize::from(self.month.is_some()) + usize::from(self.day.is_some())
    }

    fn text(self) -> String {
        let sign = if self.year < 0 { "-" } else { "" };
        let part = |part: Option<u8>| part.map(|part| format!("-{part:02}")).unwrap_or_default();
        format!(
            "{sign}{:04}{}{}",
            self.year.abs(),
            part(self.month),
            part(self.day)
        )
    }
}

fn last_day(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of a date that may have a clock time.
fn day(when: &str) -> Option<Dated> {
    let day = when.split_once('T').map_or(when, |(day, _)| day);
    // A zone behind a day: `1945-11-11+01:00`.
    let day = day.split_once('+').map_or(day, |(day, _)| day);
    Dated::read(day)
}

/// One date, perhaps with a clock time.
fn moment(when: &str, doubt: &str) -> Option<String> {
    // A day that comes every year: `--11-11`.
    if let Some(rest) = when.strip_prefix("--") {
        let dated = Dated::read(&format!("2000-{}", rest.trim_start_matches('-')))?;
        return (!rest.starts_with('-')).then(|| dated.text().replacen("2000", "XXXX", 1));
    }
    let found = day(when)?;
    let time = when.split_once('T').map(|(_, time)| time);
    match time.and_then(clock) {
        // EDTF qualifies days only; the clock time stays with what is printed.
        Some(time) if found.precision() == 2 && doubt.is_empty() => {
            Some(format!("{}T{time}", found.text()))
        }
        _ => Some(format!("{}{doubt}", found.text())),
    }
}

/// A clock time with its seconds, without parts of them, with its zone.
fn clock(time: &str) -> Option<String> {
    let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at_checked(end)?;
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let parts: Vec<u8> = time
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() == 2))
        .collect::<Option<_>>()?;
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let is_time = hour < 24 && minute < 60 && second < 60;
    is_time.then(|| format!("{hour:02}:{minute:02}:{second:02}{zone}"))
}

/// A time that lasted.
fn interval(start: Option<&str>, end: Option<&str>, doubt: &str) -> Option<String> {
    let side = |side: Option<&str>| match side.map(str::trim) {
        None | Some("" | "..") => Some(None),
        Some(side) => day(side).map(Some),
    };
    let (start, end) = (side(start)?, side(end)?);
    let text = |side: Option<Dated>| side.map_or_else(|| "..".to_owned(), |day| day.text() + doubt);
    match (start, end) {
        (None, None) => None,
        (Some(start), Some(end)) if start == end => Some(start.text() + doubt),
        (Some(start), Some(end)) if start.first() > end.last() => None,
        (start, end) => Some(format!("{}/{}", text(start), text(end))),
    }
}

/// One date of those between two.
fn set(start: Option<&str>, end: Option<&str>, doubt: &str) -> Option<String> {
    let side = |side: Option<&str>| match side {
        None => Some(None),
        Some(side) => day(side).map(Some),
    };
    let (start, end) = (side(start)?, side(end)?);
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) if start == end => return Some(start.text() + doubt),
        (Some(start), Some(end)) if start.first() > end.last() => return None,
        // The members of a set are of one precision.
        (Some(start), Some(end)) if start.precision() != end.precision() => {
            (Some(start.first()), Some(end.last()))
        }
        (None, None) => return None,
        sides => sides,
    };
    let text = |side: Option<Dated>| side.map(Dated::text).unwrap_or_default();
    Some(format!("[{}..{}]", text(start), text(end)))
}

/// A moment in ISO 8601 as precise as clocks are read: without seconds that are none.
pub(super) fn to_the_minute(edtf: &str) -> String {
    let is_moment = edtf.contains('T') && edtf.matches(':').count() == 2;
    let minute = edtf.strip_suffix(":00").filter(|_| is_moment);
    minute.unwrap_or(edtf).to_owned()
}

/// The date of a dateline with the zone that is printed behind its clock time: `1448Z`.
pub(super) fn with_printed_zone(edtf: String, printed: &str) -> String {
    let has_time = edtf.contains('T') && edtf.ends_with(|c: char| c.is_ascii_digit());
    let is_zulu = printed.match_indices('Z').any(|(at, _)| {
        let before = printed.get(..at).unwrap_or_default();
        let digits = before
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .count();
        (3..=4).contains(&digits)
    });
    if has_time && is_zulu {
        edtf + "Z"
    } else {
        edtf
    }
}

/// What is wrong between a date as printed and as encoded, if they are two dates.
pub(super) fn contradiction(edtf: &str, printed: &str) -> Option<String> {
    let [found] = &dates::find_all(printed)[..] else {
        return None;
    };
    let is_full = |date: &str| Dated::read(date).is_some_and(|day| day.precision() == 2);
    let (encoded, time) = match edtf.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (edtf, None),
    };
    if is_full(encoded) && is_full(&found.edtf) && encoded != found.edtf {
        return Some(format!(
            "the date printed is `{printed}`, the one encoded {encoded}"
        ));
    }
    let said = dates::time(printed).map(|(_, time)| time);
    let is_noon =
        printed.to_lowercase().contains("noon") && !printed.to_lowercase().contains("afternoon");
    let said = if is_noon {
        Some("12:00".to_owned())
    } else {
        said
    };
    let time = time.filter(|time| time.len() == 8)?;
    let is_other = said.is_some_and(|said| !time.starts_with(said.as_str()));
    is_other.then(|| format!("the time printed is `{printed}`, the one encoded {time}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::tei::describe::value;
    use crate::source::xml::Attributes;

    #[track_caller]
    fn check(attributes: &str, expected: Option<&str>) {
        let found = edtf(|name| value(Attributes(attributes), name));
        assert_eq!(found.as_deref(), expected, "{attributes}");
    }

    #[test]
    fn single_dates() {
        check(" when='1945-11-11'", Some("1945-11-11"));
        check(" when='1945-11-11+01:00'", Some("1945-11-11"));
        check(" when='1945-11' cert='low'", Some("1945-11?"));
        check(" when='1911' precision='low'", Some("1911~"));
        check(" when='1911' precision='low' cert='medium'", Some("1911%"));
        check(" when='1911' evidence='conjecture'", Some("1911?"));
        check(" when-iso='1945-11-11T22:40'", Some("1945-11-11T22:40:00"));
        check(" when='1945-11-11T22:40:10Z'", Some("1945-11-11T22:40:10Z"));
        check(" when='1945-11-11T22:40' cert='low'", Some("1945-11-11?"));
        check(" when='-0043-03-15'", Some("-0043-03-15"));
        check(" when='--11-11'", Some("XXXX-11-11"));
        for no_date in ["1945-13", "1945-02-30", "in May", "22:40:00", "---11"] {
            check(&format!(" when='{no_date}'"), None);
        }
        check(" when-custom='AUC 709'", None);
        check("", None);
    }

    #[test]
    fn a_date_between_two_is_a_set_and_a_time_that_lasted_an_interval() {
        check(" notBefore='1816' notAfter='1817'", Some("[1816..1817]"));
        check(
            " notBefore='1911-05' notAfter='1911-07-02'",
            Some("[1911-05-01..1911-07-02]"),
        );
        check(" notBefore='1932-12-20'", Some("[1932-12-20..]"));
        check(" notAfter='1932-02-29'", Some("[..1932-02-29]"));
        check(" notBefore='1816' notAfter='1815'", None);
        check(
            " notBefore='1816-05-01' notAfter='1816-05-01'",
            Some("1816-05-01"),
        );
        check(" from='1816'", Some("1816/.."));
        check(" to='1816-05'", Some("../1816-05"));
        check(
            " from='1816-05-01' to='1816-05-03' cert='low'",
            Some("1816-05-01?/1816-05-03?"),
        );
        check(
            " from='1973-04-16T10:03:00' to='1973-04-16T11:45:00'",
            Some("1973-04-16"),
        );
        check(
            " when-iso='1816-05-01/1816-05-03'",
            Some("1816-05-01/1816-05-03"),
        );
    }

    #[test]
    fn other_calendars_are_shown() {
        #[track_caller]
        fn check(attributes: &str, text: &str, expected: Option<&str>) {
            let found = printed(|name| value(Attributes(attributes), name), text.to_owned());
            assert_eq!(found.as_deref(), expected, "{attributes}");
        }
        check(" when='1752-09-14'", "", None);
        check(
            " when='1752-09-14' calendar='#julian'",
            "",
            Some("1752-09-14 (julian calendar)"),
        );
        check(
            " when='1752-09-14' calendar='#Julian'",
            "3 September",
            Some("3 September (Julian calendar)"),
        );
        check(
            " when='1752-09-14' calendar='#gregorian'",
            "14 September",
            Some("14 September"),
        );
        check(
            " when-custom='a.d. iii Non. Sept.'",
            "",
            Some("a.d. iii Non. Sept."),
        );
    }

    #[test]
    fn what_is_printed_is_held_against_what_is_encoded() {
        #[track_caller]
        fn check(edtf: &str, printed: &str, is_contradiction: bool) {
            assert_eq!(
                contradiction(edtf, printed).is_some(),
                is_contradiction,
                "{printed}"
            );
        }
        check("1948-03-23T13:00:00", "March 25, 1948—1 p. m.", true);
        check("1948-03-25T13:00:00", "March 25, 1948—1 p. m.", false);
        check("1948-03-25T00:00:00", "March 25, 1948—noon", true);
        check("1948-03-25T20:05:00", "March 25, 1948, 8:05 a.m.", true);
        check("1948-03-25", "March 1948", false);
        check("1948-03-25", "March 25 [26?], 1948", false);
        assert_eq!(
            with_printed_zone("1974-05-21T14:48:00".to_owned(), "May 21, 1974, 1448Z"),
            "1974-05-21T14:48:00Z"
        );
        assert_eq!(
            with_printed_zone("1974-05-21".to_owned(), "May 21, 1974, 1448Z"),
            "1974-05-21"
        );
    }
}
