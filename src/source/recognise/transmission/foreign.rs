//! Lines of transmission in other languages than English: `Aufgabe: 14. Februar 1968, 17.30 Uhr`, `Кому: тов. Молотову`,
//! `昭和二十年十一月四日 後5時着`.
//!
//! Knows one line, and nothing of where it stands.

use super::parts::{at_place, moment, named};
use super::{Line, Moment, genre, levels, merge, number};
use crate::document::Date;
use crate::source::recognise::{dates, numerals};

/// What a line begins with, and what it says.
pub(super) fn line(text: &str) -> Option<Line> {
    labelled_moment(text)
        .or_else(|| labelled_party(text))
        .or_else(|| east_asian_moment(text))
        .or_else(|| east_asian_number(text))
        .or_else(|| french_number(text))
        .or_else(|| number_from(text))
}

/// `Aufgabe: …`, `Ankunft: …`, `Reçu le …`, `Получено …`
fn labelled_moment(text: &str) -> Option<Line> {
    const LABELS: [(&str, Moment); 24] = [
        ("aufgabe", Moment::Sent),
        ("abgang", Moment::Sent),
        ("abgesandt", Moment::Sent),
        ("abgegangen", Moment::Sent),
        ("ankunft", Moment::Received),
        ("eingang", Moment::Received),
        ("eingegangen", Moment::Received),
        ("angekommen", Moment::Received),
        ("reçu", Moment::Received),
        ("reçue", Moment::Received),
        ("arrivée", Moment::Received),
        ("parti", Moment::Sent),
        ("départ", Moment::Sent),
        ("expédié", Moment::Sent),
        ("recibido", Moment::Received),
        ("recibida", Moment::Received),
        ("enviado", Moment::Sent),
        ("expedido", Moment::Sent),
        ("ricevuto", Moment::Received),
        ("spedito", Moment::Sent),
        ("partenza", Moment::Sent),
        ("arrivo", Moment::Received),
        ("передано", Moment::Sent),
        ("поступила", Moment::Received),
    ];
    let (label, moment_of) = LABELS.iter().find(|(label, _)| begins(text, label))?;
    let rest = text.get(label.len()..)?;
    rest.starts_with([' ', ':']).then_some(())?;
    let when = rest.trim_start_matches([':', ' ']);
    let moment = moment(when)?;
    (when.chars().count() < 60).then_some(())?;
    let mut line = Line::default();
    *(match moment_of {
        Moment::Sent => &mut line.facts.sent_at,
        Moment::Received => &mut line.facts.received_at,
    }) = Some(moment);
    Some(line)
}

/// `Кому: тов. Молотову`, `An: Auswärtiges Amt`, `De: Londres`
fn labelled_party(text: &str) -> Option<Line> {
    const SENDERS: [&str; 8] = [
        "von:",
        "absender:",
        "de:",
        "de :",
        "expéditeur:",
        "remitente:",
        "откуда:",
        "от кого:",
    ];
    const ADDRESSEES: [&str; 11] = [
        "an:",
        "empfänger:",
        "à:",
        "à :",
        "destinataire:",
        "destinataire :",
        "para:",
        "destinatario:",
        "кому:",
        "адресат:",
        "куда:",
    ];
    let behind = |labels: &[&str]| {
        let label = labels.iter().find(|label| begins(text, label))?;
        let rest = text.get(label.len()..)?.trim().trim_end_matches([',', '.']);
        (rest.starts_with(char::is_alphabetic) && rest.chars().count() <= 90).then_some(rest)
    };
    let mut line = Line::default();
    if let Some(name) = behind(&SENDERS) {
        line.facts.from.push(named(name));
    } else {
        line.facts.to.push(named(behind(&ADDRESSEES)?));
    }
    Some(line)
}

/// What stands before the date of a document, and before the moments of sending and receipt.
const HEADS: [&str; 9] = [
    "",
    "日付",
    "日期",
    "时间",
    "時間",
    "发信日期",
    "本省",
    "発信日",
    "文书日期",
];
const SENT: [&str; 7] = [
    "发电时间",
    "发报时间",
    "發電時間",
    "発信",
    "発電",
    "発",
    "发电",
];
const RECEIVED: [&str; 6] = ["收到时间", "收电时间", "着電", "着信", "受信", "收电"];

/// `昭和二十年十一月四日 後2時発`, `十一月四日后五时到`: a date with what was done then. Without it, the line's date.
fn east_asian_moment(text: &str) -> Option<Line> {
    let found = dates::find(text)?;
    let before = text
        .get(..found.span.start)?
        .trim_end_matches([' ', ':', '：', '\u{3000}']);
    let mut rest = text
        .get(found.span.end..)?
        .trim_start_matches([' ', '\u{3000}', '附', '付', ',', '，']);
    let is_east_asian = found.span.of(text).contains(['月', '월']);
    let is_head = [&HEADS[..], &SENT, &RECEIVED]
        .iter()
        .any(|heads| heads.contains(&before));
    if !is_east_asian || !is_head {
        return None;
    }
    let mut line = Line::default();
    let time = dates::time(rest).filter(|(span, _)| span.start == 0);
    if let Some((span, _)) = &time {
        rest = rest.get(span.end..)?.trim_start();
    }
    let mut moment = found.edtf.to_string();
    if let Some((_, time)) = time {
        moment = format!("{moment}T{time}");
    }
    match rest.trim_end_matches(['。', ')', '）']) {
        // A telegram goes by the day on which it was sent.
        "" if SENT.contains(&before) => {
            line.is_dateline = true;
            line.facts.sent_at = Some(moment);
        }
        "" if RECEIVED.contains(&before) => line.facts.received_at = Some(moment),
        "" => line.is_dateline = true,
        "発" | "発信" | "発電" | "發" | "发" => line.facts.sent_at = Some(moment),
        "着" | "着信" | "着電" | "到" | "收" => line.facts.received_at = Some(moment),
        _ => return None,
    }
    if !found.edtf.lacks_year() && line.is_dateline {
        line.date = Some(Date {
            printed: Some(found.span.of(text).to_owned()),
            edtf: Some(found.edtf),
        });
    }
    Some(line)
}

/// `第一二三号`, `電報第45號（至急）`: the number of a document alone on its line, as printed, with secrecy and haste in brackets
/// perhaps. `往電第八五号ニ関シ` speaks of another.
fn east_asian_number(text: &str) -> Option<Line> {
    const KINDS: [&str; 12] = [
        "", "電報", "電", "電信", "公信", "普通", "暗", "機密", "極秘", "合", "文書", "编号",
    ];
    let at = text.find('第')?;
    let behind = text.get(at + '第'.len_utf8()..)?;
    let end = behind.find(['号', '號'])?;
    let number = behind.get(..end)?.trim();
    let is_number = !number.is_empty() && number.chars().all(numerals::is_figure);
    if !is_number || !KINDS.contains(&text.get(..at)?.trim()) {
        return None;
    }
    let rest = behind.get(end + '号'.len_utf8()..)?.trim();
    let inner = rest.trim_matches(['（', '）', '(', ')', '。']);
    let mut line = Line::default();
    if !inner.is_empty() {
        (inner.len() < rest.len()).then_some(())?;
        for part in inner.split(['、', '，', ' ']) {
            let level = levels::line(part)?;
            merge(&mut line.facts, level.facts);
        }
    }
    line.facts.number = text
        .get(at..at + '第'.len_utf8() + end + '号'.len_utf8())
        .map(str::to_owned);
    Some(line)
}

/// `T. nos 1204 à 1207. Réservé.`, `D. n° 345`: the number or numbers of a French telegram or despatch.
fn french_number(text: &str) -> Option<Line> {
    const SORTS: [(&str, &str); 4] = [
        ("T. ", "telegram"),
        ("D. ", "despatch"),
        ("Télégramme ", "telegram"),
        ("Dépêche ", "despatch"),
    ];
    const SIGNS: [&str; 6] = ["nos ", "n° ", "nº ", "n os ", "N° ", "n°s "];
    let (rest, sort) = SORTS
        .iter()
        .find_map(|(head, sort)| Some((text.strip_prefix(head)?, *sort)))?;
    let rest = SIGNS.iter().find_map(|sign| rest.strip_prefix(sign))?;
    let (number, rest) = rest
        .split_once(". ")
        .unwrap_or((rest.trim_end_matches('.'), ""));
    let is_number = number.len() <= 24
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | 'à' | '/' | ','));
    is_number.then_some(())?;
    let mut line = Line {
        genre: Some(sort.to_owned()),
        ..Line::default()
    };
    if !rest.is_empty() {
        merge(&mut line.facts, levels::line(rest)?.facts);
    }
    line.facts.number = Some(number.to_owned());
    Some(line)
}

/// `Szyfrogram nr 4412 z Havn`, `Телеграмма № 12 из Хавна`: sort, number and place of sending.
fn number_from(text: &str) -> Option<Line> {
    const FROM: [&str; 6] = [" z ", " из ", " aus ", " de ", " da ", " from "];
    let (before, place) = FROM.iter().find_map(|word| text.split_once(word))?;
    let sort = genre(before)?;
    let number = number(before)?;
    let is_place = place.starts_with(char::is_uppercase)
        && place.split(' ').count() <= 2
        && place
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'));
    let is_head = before.split(' ').count() <= 4 && before.ends_with(number);
    (is_place && is_head).then(|| {
        let mut line = Line {
            genre: Some(sort),
            ..Line::default()
        };
        line.facts.number = Some(number.to_owned());
        line.facts.from.push(at_place(place));
        line
    })
}

/// Whether a text begins with words given in lower case.
fn begins(text: &str, words: &str) -> bool {
    let start = text.get(..words.len());
    start.is_some_and(|start| start.to_lowercase() == words)
}
