//! The forms of lines at the head and foot of telegrams and letters, one function for each.
//!
//! Each gets the line with single spaces and the same in lower case, of the same length, and answers nothing if the line
//! is of another form.

use super::dateline::dateline;
use super::parts::{at_place, date_of, moment, named};
use super::series::{series_number, without_remarks};
use super::sorts::GENRES;
use super::{Line, Moment, genre, levels, merge};
use crate::document::{Field, Party};
use crate::source::recognise::dates;

fn field(name: &str, value: &str) -> Field {
    Field {
        name: name.to_owned(),
        value: value.to_owned(),
    }
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
    // An agendum is an item of a cabinet's business, not a sort of text: its name belongs to its number.
    let is_series = sort == "agendum";
    let mut line = Line {
        genre: (!is_series).then(|| sort.to_owned()),
        ..Line::default()
    };
    let found = dates::find(rest);
    let before_date = found.as_ref().map_or(rest, |found| {
        rest.get(..found.span.start).unwrap_or_default()
    });
    let words = before_date.trim_matches([' ', ',', ':', '#', '.']);
    let words = without_remarks(without_sign(words));
    let mut words = words.trim_matches([' ', ',']);
    let length = series_number(words);
    let is_number = length > 0;
    if is_number {
        let number = words.get(..length).unwrap_or_default();
        let number = number.trim_matches(['[', ']']);
        let series = text.get(..form.len()).filter(|_| is_series);
        line.facts.number = Some(match series {
            Some(series) => format!("{series} {number}"),
            None => number.to_owned(),
        });
        words = words
            .get(length..)
            .unwrap_or_default()
            .trim_matches([' ', ',']);
    }
    // `Telegram no. 212, secret`
    if let Some(level) = (is_number && found.is_none())
        .then(|| levels::line(words))
        .flatten()
    {
        merge(&mut line.facts, level.facts);
        words = "";
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

/// What stands behind the sign of a number: `No. 84`, `Nr. 256`, `n° 12`, `№ 7`.
fn without_sign(words: &str) -> &str {
    const SIGNS: [&str; 14] = [
        "No. ", "No ", "No.", "Nº ", "N° ", "nº ", "n° ", "no. ", "Nr. ", "Nr ", "nos ", "№ ", "№",
        "núm. ",
    ];
    SIGNS
        .iter()
        .find_map(|sign| {
            let start = words.get(..sign.len())?;
            (start.to_lowercase() == sign.to_lowercase()).then(|| words.get(sign.len()..))?
        })
        .unwrap_or(words)
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
    let sign = ["nº", "n°", "no.", "nr.", "nr ", "nos ", "núm.", "#", "№"]
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
        "our ref",
        "t",
        "d",
        "tel",
        "tél",
        "télégramme",
        "dépêche",
        "fernschreiben",
        "drahtbericht",
        "drahterlaß",
        "drahterlass",
        "telegramm",
        "bericht",
        "telegrama",
        "despacho",
        "telegramma",
        "телеграмма",
        "шифртелеграмма",
        "шифротелеграмма",
        "исх",
        "исходящий",
        "спецсообщение",
        "depesza",
        "szyfrogram",
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
    let (at, sign) = [
        "nº", "n°", "no.", "nr.", "nr ", "no ", "nos ", "núm.", "#", "№",
    ]
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
