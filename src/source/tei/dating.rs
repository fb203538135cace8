//! Dates as attributes give them, in EDTF (ISO 8601-2), and what is shown of a date that they alone give.
//!
//! TEI's `notBefore` and `notAfter` bound one date that is not known (P5, chapter 3.6.4): in EDTF a set, `[a..b]`. `from` and
//! `to` are the ends of a time that lasted: an interval, `a/b`. Neither holds clock times. Knows nothing of prose.

use crate::document::edtf::{CalendarDate, Clock, Doubt, Edtf, Precision};
use crate::source::recognise::dates;

/// A date in EDTF from the attributes of an element, looked up by their names.
pub(super) fn edtf<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Option<Edtf> {
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
            .or_else(|| calendar.and_then(|_| Some(edtf(&value)?.to_string())))
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

/// An editor's doubt: where he is not sure, where the date is about right, or both.
fn doubt<'a>(value: &impl Fn(&str) -> Option<&'a str>) -> Option<Doubt> {
    let is_low = |name| matches!(value(name), Some("low" | "medium" | "unknown"));
    let is_unsure = is_low("cert") || value("evidence") == Some("conjecture");
    match (is_unsure, is_low("precision")) {
        (true, true) => Some(Doubt::Both),
        (true, false) => Some(Doubt::Uncertain),
        (false, true) => Some(Doubt::Approximate),
        (false, false) => None,
    }
}

/// Reads `1945`, `1945-11`, `1945-11-11`, with a zone that days do not need, and a day with a clock time without that.
fn day(when: &str) -> Option<CalendarDate> {
    let day = when.split_once('T').map_or(when, |(day, _)| day);
    // A zone behind a day: `1945-11-11+01:00`.
    let day = day.split_once('+').map_or(day, |(day, _)| day);
    let day: CalendarDate = day.trim().trim_end_matches('Z').parse().ok()?;
    Some(day).filter(CalendarDate::is_plain)
}

/// One date, perhaps with a clock time.
fn moment(when: &str, doubt: Option<Doubt>) -> Option<Edtf> {
    // A day that comes every year: `--11-11`.
    if let Some(rest) = when.strip_prefix("--") {
        let every_year: CalendarDate = format!("XXXX-{rest}").parse().ok()?;
        let is_plain = rest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
        return is_plain.then(|| every_year.into());
    }
    let day = day(when)?;
    let clock = when.split_once('T').and_then(|(_, time)| clock(time));
    // EDTF qualifies days only; the clock time stays with what is printed.
    let moment = clock
        .filter(|_| doubt.is_none())
        .and_then(|clock| Edtf::moment(day.clone(), clock));
    Some(moment.unwrap_or_else(|| day.doubted(doubt).into()))
}

/// A clock time with its seconds, which may be missing, without parts of them, with its zone.
fn clock(time: &str) -> Option<Clock> {
    let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at_checked(end)?;
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let seconds = if time.matches(':').count() == 1 {
        ":00"
    } else {
        ""
    };
    format!("{time}{seconds}{zone}").parse().ok()
}

/// A time that lasted.
fn interval(start: Option<&str>, end: Option<&str>, doubt: Option<Doubt>) -> Option<Edtf> {
    let side = |side: Option<&str>| match side.map(str::trim) {
        None | Some("" | "..") => Some(None),
        Some(side) => day(side).map(|day| Some(day.doubted(doubt))),
    };
    Edtf::interval(side(start)?, side(end)?)
}

/// One date of those between two. A doubt is said by the bounds already, unless they are one date.
fn set(start: Option<&str>, end: Option<&str>, doubt: Option<Doubt>) -> Option<Edtf> {
    let side = |side: Option<&str>| match side {
        None => Some(None),
        Some(side) => day(side).map(Some),
    };
    let found = Edtf::one_between(side(start)?, side(end)?)?;
    match found.date() {
        Some(date) => Some(date.clone().doubted(doubt).into()),
        None => Some(found),
    }
}

/// A moment in ISO 8601 as precise as clocks are read: without seconds that are none.
pub(super) fn to_the_minute(edtf: &Edtf) -> String {
    let minute = edtf.clock().and_then(Clock::full_minute);
    match (edtf.date(), minute) {
        (Some(date), Some((hour, minute))) => format!("{date}T{hour:02}:{minute:02}"),
        _ => edtf.to_string(),
    }
}

/// The date of a dateline with the zone that is printed behind its clock time: `1448Z`.
pub(super) fn with_printed_zone(edtf: Edtf, printed: &str) -> Edtf {
    let is_zulu = printed.match_indices('Z').any(|(at, _)| {
        let before = printed.get(..at).unwrap_or_default();
        let digits = before
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .count();
        (3..=4).contains(&digits)
    });
    if is_zulu { edtf.in_utc() } else { edtf }
}

/// What is wrong between a date as printed and as encoded, if they are two dates.
pub(super) fn contradiction(edtf: &Edtf, printed: &str) -> Option<String> {
    let [found] = &dates::find_all(printed)[..] else {
        return None;
    };
    let whole_day = |date: &Edtf| {
        let day = date.date().filter(|day| day.is_plain())?.clone();
        (day.precision() == Precision::Day).then_some(day)
    };
    if let (Some(encoded), Some(found)) = (whole_day(edtf), whole_day(&found.edtf))
        && encoded != found
    {
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
    // A zone makes it another time than the one printed.
    let time = (edtf.clock().filter(|clock| clock.has_no_zone())?).to_string();
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
        let found = found.map(|found| found.to_string());
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
                contradiction(&edtf.parse().expect("EDTF"), printed).is_some(),
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
        let zoned = |edtf: &str| {
            let edtf = edtf.parse().expect("EDTF");
            with_printed_zone(edtf, "May 21, 1974, 1448Z").to_string()
        };
        assert_eq!(zoned("1974-05-21T14:48:00"), "1974-05-21T14:48:00Z");
        assert_eq!(zoned("1974-05-21"), "1974-05-21");
    }
}
