//! Dates and times of Japanese, Chinese and Korean documents: `昭和二十年十一月四日`, `1945年11月4日`, `午後三時`.

use super::Found;
use crate::document::Span;
use crate::document::edtf::CalendarDate;
use crate::source::recognise::numerals;

/// The eras by which years are counted, and the year before the first of each.
const ERAS: [(&str, u32); 22] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("慶応", 1864),
    ("慶應", 1864),
    ("中華民國", 1911),
    ("中华民国", 1911),
    ("中華民国", 1911),
    ("民國", 1911),
    ("民国", 1911),
    ("宣統", 1908),
    ("宣统", 1908),
    ("光緒", 1874),
    ("光绪", 1874),
    ("同治", 1861),
    ("咸豐", 1850),
    ("咸丰", 1850),
    ("道光", 1820),
    ("康徳", 1933),
    ("康德", 1933),
];

/// The dates with a month and a day, or with a year and a month, in order.
pub(super) fn find_all(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((at, sign)) = next_month(text, from) {
        let behind = at + sign.len_utf8();
        from = behind;
        let (month, start) = figures_before(text, at);
        let Some(month) = month.filter(|month| (1..=12).contains(month)) else {
            continue;
        };
        let (year, start) = year_before(text, start);
        let (day, end) = day_behind(text, behind);
        let Some(date) = date(year, month, day) else {
            continue;
        };
        let span = Span::new(start, end);
        from = end;
        let edtf = date.into();
        found.push(Found { span, edtf });
    }
    found
}

/// A month of a year or a day; none if there is no such day.
fn date(year: Option<u32>, month: u32, day: Option<u32>) -> Option<CalendarDate> {
    let year = match year {
        Some(year) => Some(i16::try_from(year).ok()?),
        None => None,
    };
    let day = match day {
        Some(day) => Some(u8::try_from(day).ok()?),
        None => None,
    };
    // A month alone may be any number of months.
    if year.is_none() && day.is_none() {
        return None;
    }
    CalendarDate::new(year, Some(u8::try_from(month).ok()?), day)
}

/// The first time of day: `午後三時三十分`, `下午3时`, `後2時`.
pub(super) fn time(text: &str) -> Option<(Span, String)> {
    text.match_indices(['時', '时', '點', '点', '시'])
        .find_map(|(at, sign)| time_at(text, at, at + sign.len()))
}

/// The words for the halves of a day, and whether it is the later.
const HALVES: [(&str, bool); 10] = [
    ("午後", true),
    ("午后", true),
    ("下午", true),
    ("晚上", true),
    ("오후", true),
    ("後", true),
    ("午前", false),
    ("上午", false),
    ("오전", false),
    ("前", false),
];

/// The time whose sign for the hour stands from `at` to `end`.
fn time_at(text: &str, at: usize, mut end: usize) -> Option<(Span, String)> {
    let (hour, start) = figures_before(text, at);
    let mut hour = hour.filter(|hour| *hour <= 24)?;
    let rest = text.get(end..)?;
    let figures = figures_length(rest);
    let mut minute = 0;
    if rest.starts_with('半') {
        minute = 30;
        end += '半'.len_utf8();
    } else if let Some(sign) = rest.get(figures..)?.chars().next()
        && figures > 0
        && matches!(sign, '分' | '분')
    {
        minute = numerals::parse(rest.get(..figures)?)?;
        end += figures + sign.len_utf8();
    }
    let before = text.get(..start)?.trim_end();
    let half = HALVES.iter().find(|(word, _)| before.ends_with(word));
    let start = half.map_or(start, |(word, _)| before.len() - word.len());
    if half.is_some_and(|&(_, is_later)| is_later) && hour < 12 {
        hour += 12;
    }
    (hour < 24 && minute < 60).then(|| (Span::new(start, end), format!("{hour:02}:{minute:02}")))
}

fn next_month(text: &str, from: usize) -> Option<(usize, char)> {
    let rest = text.get(from..)?;
    let at = rest.find(['月', '월'])?;
    Some((from + at, rest.get(at..)?.chars().next()?))
}

/// How many bytes of figures a stretch begins with.
fn figures_length(text: &str) -> usize {
    text.find(|c: char| !numerals::is_figure(c))
        .unwrap_or(text.len())
}

/// The number that ends before a place, and where it begins.
fn figures_before(text: &str, at: usize) -> (Option<u32>, usize) {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let stem = before.trim_end_matches(numerals::is_figure);
    let number = before.get(stem.len()..).and_then(numerals::parse);
    (number, stem.len())
}

/// The year that ends before a place, and where it begins, its era included; the place itself where no year stands there.
fn year_before(text: &str, at: usize) -> (Option<u32>, usize) {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let Some(stem) = before.strip_suffix(['年', '년']) else {
        return (None, at);
    };
    let (number, start) = figures_before(text, stem.len());
    let Some(number) = number else {
        return (None, at);
    };
    let before = text.get(..start).unwrap_or_default().trim_end();
    let era = ERAS.iter().find(|(name, _)| before.ends_with(name));
    match era {
        Some(&(name, first)) => (Some(first + number), before.len() - name.len()),
        None if (1000..=2099).contains(&number) => (Some(number), start),
        None => (None, at),
    }
}

/// The day behind a month, and where it ends.
fn day_behind(text: &str, at: usize) -> (Option<u32>, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let space = rest.len() - rest.trim_start_matches(' ').len();
    let rest = rest.trim_start_matches(' ');
    let length = figures_length(rest);
    let day = rest.get(..length).and_then(numerals::parse);
    let sign = rest
        .get(length..)
        .and_then(|behind| behind.chars().next())
        .filter(|c| matches!(c, '日' | '號' | '号' | '일'));
    match (day.filter(|day| (1..=31).contains(day)), sign) {
        (Some(day), Some(sign)) => (Some(day), at + space + length + sign.len_utf8()),
        _ => (None, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_printed() {
        for (text, expected) in [
            ("昭和二十年十一月四日", &["1945-11-04"][..]),
            ("大正元年八月一日附", &["1912-08-01"]),
            ("民國三十四年十月十日", &["1945-10-10"]),
            ("一九五〇年十月十四日", &["1950-10-14"]),
            ("1950年10月14日，2月3日", &["1950-10-14", "XXXX-02-03"]),
            ("１９４６年１月", &["1946-01"]),
            ("1945년 11월 4일", &["1945-11-04"]),
            ("二十三月末", &[]),
            ("三ヶ月", &[]),
        ] {
            let found = find_all(text);
            let found: Vec<String> = found.iter().map(|found| found.edtf.to_string()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn times_as_printed() {
        for (text, expected) in [
            ("十一月四日後2時30分発", Some("14:30")),
            ("午前九時", Some("09:00")),
            ("下午3时半", Some("15:30")),
            ("同時に", None),
        ] {
            assert_eq!(
                time(text).map(|(_, time)| time).as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
