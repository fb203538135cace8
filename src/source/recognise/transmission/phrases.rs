//! The forms of lines at the head and foot of telegrams and letters, one function for each.
//!
//! Each gets the line with single spaces and the same in lower case, of the same length, and answers nothing if the line
//! is of another form.

use super::series::{series_number, without_remarks};
use super::titles::GENRES;
use super::{Line, Moment, genre};
use crate::document::edtf::Doubt;
use crate::document::{Date, Field, Party};
use crate::source::recognise::dates;

pub(super) fn named(name: &str) -> Party {
    Party {
        name: Some(name.to_owned()),
        place: None,
    }
}

pub(super) fn at_place(place: &str) -> Party {
    Party {
        name: None,
        place: Some(place.to_owned()),
    }
}

fn field(name: &str, value: &str) -> Field {
    Field {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn date_of(text: &str, found: &dates::Found) -> Date {
    Date {
        edtf: Some(found.edtf.clone()),
        printed: Some(found.span.of(text).trim_matches(['“', '"', ' ']).to_owned()),
    }
}

/// Date and time of a line as one moment: `1950-10-14T03:15`.
pub(super) fn moment(text: &str) -> Option<String> {
    let date = dates::find(text)?;
    // A day without its year waits for that of the document; see `settle_years`.
    if date.edtf.date().is_none() || date.edtf.is_doubted(Doubt::Approximate) {
        return None;
    }
    Some(match dates::time(text) {
        Some((_, time)) => format!("{}T{time}", date.edtf),
        None => date.edtf.to_string(),
    })
}

/// `Copies: Stalin (2), Molotov, Copy.`, `Distribution list - 9 copies: Stalin - 2, …`, `sent to: Cdes. …`
pub(super) fn distribution(text: &str, lower: &str) -> Option<Line> {
    let heads = [
        "copies:",
        "distribution list",
        "distribution:",
        "sent to:",
        "sent to cdes",
        "sent to cde",
        "copies to:",
        "cc:",
    ];
    let head = heads.iter().find(|head| lower.starts_with(**head))?;
    let list = match text.find(':') {
        Some(colon) if colon < 40 => text.get(colon + 1..)?,
        _ if head.starts_with("sent to") => text.get("sent to".len()..)?,
        _ => return Some(Line::default()),
    };
    let mut line = Line::default();
    line.facts.copies_to = names(list);
    Some(line)
}

/// The names of a list, without the number of copies and the file copy.
pub(super) fn names(list: &str) -> Vec<Party> {
    let mut parties = Vec::new();
    let list = list.trim().trim_end_matches('.');
    for part in list.split([',', ';']).flat_map(|part| part.split(" and ")) {
        let mut name = part.trim().trim_start_matches("and ").trim();
        if let Some((before, _)) = name.split_once(" (") {
            name = before;
        }
        name = name
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–'))
            .trim_matches(['[', ']', ' ']);
        if !name.is_empty()
            && name.len() < 80
            && !name.eq_ignore_ascii_case("copy")
            && !name.contains(':')
        {
            parties.push(named(name));
        }
    }
    parties
}

/// `Cablegram 84 CANBERRA, 20 August 1946`, `Letter BATAVIA, 5 December 1947`
pub(super) fn headline(text: &str, lower: &str) -> Option<Line> {
    let &(form, sort) = GENRES.iter().find(|(form, _)| lower.starts_with(*form))?;
    let rest = text.get(form.len()..)?;
    if text.len() > 100 || rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let mut line = Line {
        genre: Some(sort.to_owned()),
        ..Line::default()
    };
    let found = dates::find(rest);
    let before_date = found.as_ref().map_or(rest, |found| {
        rest.get(..found.span.start).unwrap_or_default()
    });
    let words = before_date.trim_matches([' ', ',', ':', '#', '.']);
    let words = words.trim_start_matches("No. ").trim_start_matches("Nº ");
    let words = without_remarks(words);
    let mut words = words.trim_matches([' ', ',']);
    let length = series_number(words);
    let is_number = length > 0;
    if is_number {
        let number = words.get(..length).unwrap_or_default();
        line.facts.number = Some(number.trim_matches(['[', ']']).to_owned());
        words = words
            .get(length..)
            .unwrap_or_default()
            .trim_matches([' ', ',']);
    }
    words = words
        .trim_end_matches([' ', ',', '[', 'c', '.'])
        .trim_end_matches("n.d")
        .trim_end_matches([' ', ',']);
    let is_place = words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 4;
    if !words.is_empty() && !is_place || found.is_none() && !is_number && !words.is_empty() {
        return None;
    }
    if is_place {
        line.facts.from.push(at_place(words));
    }
    if let Some(found) = found {
        line.date = Some(date_of(rest, &found));
        if dates::time(rest.get(found.span.end..).unwrap_or_default()).is_some() {
            line.facts.sent_at = moment(rest);
        }
    }
    Some(line)
}

/// `Sent by Poskrebyshev.`, `Received in Moscow on 10/14/50 at 01:38 a.m.`, `Deciphered by …`
pub(super) fn movement(text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    let rest_of = |head: &str| text.get(head.len()..).map(str::trim).unwrap_or_default();
    if let Some(head) = ["sent by ", "received by ", "dispatched by "]
        .iter()
        .find(|head| lower.starts_with(**head))
    {
        let rest = rest_of(head);
        let until = [" on ", " at ", " in "]
            .iter()
            .filter_map(|word| rest.find(word))
            .min()
            .unwrap_or(rest.len());
        let who = rest.get(..until)?.trim_end_matches(['.', ',']);
        (who.split_whitespace().count() <= 5).then_some(())?;
        let is_received = head.starts_with("received");
        if matches!(
            who,
            "wire"
                | "telegraph"
                | "telephone"
                | "radio"
                | "courier"
                | "post"
                | "VCh"
                | "HF"
                | "cable"
        ) {
            line.facts.channel = Some(who.to_owned());
        } else if is_received {
            line.facts.received_by = Some(who.to_owned());
        } else {
            line.facts.sent_by = Some(who.to_owned());
        }
        let moment = moment(rest.get(until..)?);
        if moment.is_none() {
            line.awaits = Some(if is_received {
                Moment::Received
            } else {
                Moment::Sent
            });
        }
        *(if is_received {
            &mut line.facts.received_at
        } else {
            &mut line.facts.sent_at
        }) = moment;
        return Some(line);
    }
    arrival(text, lower)
        .or_else(|| clerk(text, lower))
        .or_else(|| channel(text, lower))
}

/// `Received in Moscow on 10/14/50 at 01:38 a.m.`, `sent at 0120 4 November 1945`
fn arrival(text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    let is_arrival = [
        "received in ",
        "received on ",
        "received at ",
        "received ",
        "arrived at ",
        "[received ",
        "reçu le ",
        "reçu à ",
        "reçue ",
        "получено ",
        "получена ",
        "принята ",
        "eingegangen ",
        "eingang: ",
    ]
    .iter()
    .any(|head| lower.starts_with(head));
    let is_sending = [
        "sent on ",
        "sent at ",
        "sent: ",
        "dispatched ",
        "sent ",
        "отправлено ",
        "отправлена ",
        "envoyé le ",
        "expédié le ",
        "abgegangen ",
    ]
    .iter()
    .any(|head| lower.starts_with(head));
    if (is_arrival || is_sending) && text.len() < 100 {
        let moment = moment(text);
        let time = dates::time(text);
        let mut words = text.split([' ', '\u{a0}']);
        let names_day = words.any(|word| dates::month(word).is_some())
            && lower.contains(|c: char| c.is_ascii_digit());
        (moment.is_some() || time.is_some() || names_day).then_some(())?;
        // Without a year it stays as it is printed: `[Received July 21—8:55 a.m.]`
        let printed = || {
            let when = text.trim_matches(['[', ']']).get("received ".len()..)?;
            is_arrival.then(|| when.trim().to_owned())
        };
        let moment = moment.or_else(|| printed().filter(|_| names_day));
        if lower.contains("arrived") {
            line.other.push(field("arrived", text));
        }
        *(if is_arrival {
            &mut line.facts.received_at
        } else {
            &mut line.facts.sent_at
        }) = moment;
        return Some(line);
    }
    None
}

/// `Deciphered by Morozov on …`, `Typed by …`
fn clerk(text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    for (head, name) in [
        ("deciphered ", "deciphered"),
        ("decoded ", "deciphered"),
        ("typed by ", "typed"),
        ("typed on ", "typed"),
        ("printed by ", "typed"),
        ("enciphered by ", "enciphered"),
    ] {
        if lower.starts_with(head) && text.len() < 160 {
            line.other.push(field(name, text));
            return Some(line);
        }
    }
    None
}

/// `Cabled by VTCH to the South for Stalin`, `By telegraph`
fn channel(text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    let rest_of = |head: &str| text.get(head.len()..).map(str::trim).unwrap_or_default();
    if let Some(rest) = lower
        .strip_prefix("cabled by ")
        .map(|_| rest_of("cabled by "))
    {
        let channel = rest.split(' ').next()?;
        line.facts.channel = Some(channel.to_owned());
        if let Some((_, whom)) = rest.split_once(" for ") {
            line.facts.to.push(named(whom.trim_end_matches('.')));
        }
        return Some(line);
    }
    if lower.starts_with("by telegraph")
        || lower.starts_with("by wire")
        || lower.starts_with("by vch")
        || lower.starts_with("via ") && text.len() < 30
    {
        line.facts.channel = text
            .split_once(' ')
            .map(|(_, channel)| channel.trim_end_matches('.').to_owned());
        return Some(line);
    }
    None
}

/// `Copy Nº 6`, `Five copies printed`, `Making copies is prohibited`
pub(super) fn copying(text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    if text.len() > 60 {
        return None;
    }
    let handling = [
        "making copies is",
        "reproduction prohibited",
        "only copy",
        "working transcript",
        "special file",
        "return to ",
        "not for publication",
    ];
    if handling.iter().any(|head| lower.starts_with(head)) {
        line.other.push(field("handling", text));
    } else if let Some(rest) = ["copy nº", "copy no.", "copy no", "copy #", "ex. no."]
        .iter()
        .find_map(|head| {
            lower
                .starts_with(head)
                .then(|| text.get(head.len()..))
                .flatten()
        })
    {
        line.other.push(field("copy", rest.trim()));
    } else if lower.starts_with("copy ") && lower.contains(" of ") {
        line.other.push(field("copy", text.get(5..)?));
    } else if lower.trim_end_matches('.').ends_with(" copies printed")
        || is_count_of_copies(lower)
        || lower.starts_with("no. ") && lower.ends_with(" copies")
    {
        line.other
            .push(field("copies printed", text.trim_end_matches('.')));
    } else {
        return None;
    }
    Some(line)
}

/// Who gets a copy, in a line under `Four copies printed`: `1. Comr. Stalin`, `2 - Cde. Molotov`, `1st - to Cde. …`. The file
/// and the clerk's own copy are nobody.
pub fn copy_for(text: &str) -> Option<Option<&str>> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == text.len() || text.len() > 70 {
        return None;
    }
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| rest.strip_prefix(ending))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(['.', ')', ' ', '-', '–', '—']);
    let rest = rest
        .strip_prefix("to ")
        .unwrap_or(rest)
        .trim_end_matches(['.', ',', ';']);
    let lower = rest.to_lowercase();
    let is_nobody = lower.ends_with("file") || lower.ends_with("copy") || rest.is_empty();
    let is_name = rest.starts_with(char::is_uppercase);
    (is_nobody || is_name).then(|| Some(rest).filter(|_| !is_nobody))
}

fn is_count_of_copies(lower: &str) -> bool {
    lower
        .strip_suffix(" copies")
        .is_some_and(|number| !number.contains(' ') && number.len() < 8)
}

/// `Nº 1291/sh`, `Incoming Nº 3523/sh`, `Special no. 550`, `Ciphered Telegram # 600428/sh`
pub(super) fn numbering(text: &str, lower: &str) -> Option<Line> {
    let number = number_in(text)?;
    let sign = ["nº", "n°", "no.", "nr.", "#", "№"]
        .iter()
        .filter_map(|sign| lower.find(sign))
        .min()?;
    let before = lower.get(..sign)?.trim_end_matches([' ', ':', '.']);
    let heads = [
        "",
        "incoming",
        "outgoing",
        "issuing",
        "special",
        "spets",
        "ciphered telegram",
        "cipher telegram",
        "telegram",
        "cable",
        "ref",
        "m",
        "our",
        "foreign ministry",
    ];
    let at = text.find(number)? + number.len();
    let rest = text.get(at..)?.trim_matches([' ', '.', ',', '-', '–']);
    let rest_is_date =
        rest.is_empty() || dates::whole(rest).is_some() || rest.to_lowercase().starts_with("copy ");
    // `No. 66 of May 4 HAVN, May 4, 1939—4:10 p.m.`: the day of the number, and a dateline.
    if let Some(line) = (before.is_empty() && !rest_is_date)
        .then(|| behind_number(number, rest))
        .flatten()
    {
        return Some(line);
    }
    if !heads.contains(&before) || !rest_is_date || text.len() > 80 {
        return None;
    }
    let mut line = Line {
        genre: genre(before),
        ..Line::default()
    };
    line.facts.number = Some(number.to_owned());
    if let Some(found) = dates::whole(rest) {
        line.date = Some(date_of(rest, &found));
    }
    if rest.to_lowercase().starts_with("copy ") {
        line.other.extend(
            copying(rest, &rest.to_lowercase())
                .into_iter()
                .flat_map(|line| line.other),
        );
    }
    Some(line)
}

/// The dateline behind a telegram's number, which may have its day.
fn behind_number(number: &str, rest: &str) -> Option<Line> {
    let rest = match rest.strip_prefix("of ") {
        Some(day) => day.get(
            dates::find(day)
                .filter(|date| date.span.start == 0)?
                .span
                .end..,
        )?,
        None => rest,
    };
    let mut line = dateline(rest.trim_start_matches([',', ' ']))?;
    line.facts.number = Some(number.to_owned());
    line.is_dateline = false;
    Some(line)
}

/// The number behind `No.`, `Nº`, `#`.
pub fn number_in(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let (at, sign) = ["nº", "n°", "no.", "nr.", "no ", "#", "№"]
        .iter()
        .filter_map(|sign| lower.find(sign).map(|at| (at, sign)))
        .min()?;
    let before = lower.get(..at)?.chars().next_back();
    if before.is_some_and(char::is_alphabetic) {
        return None;
    }
    let rest = text.get(at + sign.len()..)?.trim_start_matches([' ', ':']);
    let number = rest
        .split([' ', ',', ';'])
        .next()?
        .trim_end_matches(['.', ':']);
    (number.contains(|c: char| c.is_ascii_digit()) && number.len() < 24).then_some(number)
}

/// A place without the article of the day behind it: `Bonn, den`, `Havn, the`, `LA HAVANE, LE`; a line may begin with it.
fn without_article(before: &str) -> &str {
    const ARTICLES: [&str; 7] = ["den", "the", "le", "am", "done at", "dated", "date:"];
    let lower = before.to_lowercase();
    if lower.len() != before.len() {
        return before;
    }
    if ARTICLES.contains(&lower.as_str()) {
        return "";
    }
    let before = ARTICLES
        .iter()
        .find(|article| {
            lower.ends_with(&format!(", {article}")) || lower.ends_with(&format!(" {article}"))
        })
        .and_then(|article| before.get(..before.len() - article.len()))
        .unwrap_or(before)
        .trim_end_matches([' ', ',']);
    ["Done at ", "Done in ", "Signed at ", "Given at "]
        .iter()
        .find_map(|act| before.strip_prefix(act))
        .unwrap_or(before)
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// `11 November 1945 for the five`, `Washington, January 3, 1955.`
pub(super) fn dateline(text: &str) -> Option<Line> {
    let found = dates::find(text)?;
    if text.len() > 90 || found.edtf.lacks_year() && found.span.len() + 3 < text.len() {
        return None;
    }
    let before = text
        .get(..found.span.start)?
        .trim_matches([' ', ',', '.', '“', '"', '(', '[', '*', '_']);
    let before = without_article(before);
    // `Friday, 19 September`: a day of the week is no place.
    let before = if WEEKDAYS.contains(&before.to_lowercase().as_str()) {
        ""
    } else {
        before
    };
    let after = text.get(found.span.end..)?;
    let mut line = Line {
        date: Some(date_of(text, &found)),
        is_dateline: true,
        ..Line::default()
    };
    let is_place = !before.contains(['.', ':', ';'])
        && before.split_whitespace().count() <= 4
        && before
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase) || matches!(word, "," | "de" | "of"));
    if !before.is_empty() {
        is_place.then_some(())?;
        line.facts
            .from
            .push(at_place(before.trim_end_matches([' ', ','])));
    }
    let rest = after.trim_matches([
        ' ', ',', '.', '—', '–', '-', ')', ']', '”', '"', ':', '*', '_',
    ]);
    // `4 мая 1950 г.`: the year’s sign.
    let rest = rest
        .strip_prefix("г")
        .map_or(rest, |rest| rest.trim_start_matches(['.', ' ', ',']));
    if rest.is_empty() || rest.chars().all(|c| c.is_ascii_digit()) && rest.len() <= 2 {
        return Some(line);
    }
    if let Some(whom) = rest
        .strip_prefix("for ")
        .or_else(|| rest.strip_prefix("to "))
        .filter(|whom| whom.starts_with("the ") && whom.len() < 20)
    {
        line.facts.copies_to.push(named(whom));
        line.is_dateline = false;
        return Some(line);
    }
    let (span, _) = dates::time(rest)?;
    let left = rest.get(span.end..)?.trim_matches(['.', ' ', ',', ']']);
    // `1:25–3:10 p.m.`: a talk from one hour to another; the half of the day stands behind the second.
    if let Some(until) = left.strip_prefix(['–', '-', '—'])
        && span.start <= 3
        && let Some((end, _)) = dates::time(until.trim_start())
        && end.start == 0
        && until.trim_start().len() <= end.len() + 2
    {
        return Some(line);
    }
    if span.start > 3 || left.len() > 4 {
        return None;
    }
    line.facts.sent_at = moment(text).filter(|_| !found.edtf.has_unspecified_digits());
    Some(line)
}
