//! Lines that say from where and to whom: `from Sochi    to Cde. MOLOTOV`.

use super::Line;
use super::parts::{at_place, moment, named};
use super::phrases::{names, number_in};
use crate::document::{Field, Party};

/// `from Sochi    to Cde. MOLOTOV`, `To: Comrade …`, `Destination: PEKING  To Whom: SovAmbassador`
pub(super) fn addressing(printed: &str, text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    let is_labelled = lower.starts_with("from:");
    if let Some(rest) = lower
        .starts_with("destination:")
        .then(|| text.get("destination:".len()..))
        .flatten()
    {
        let (place, whom) = rest
            .split_once("To Whom:")
            .map_or((rest, ""), |(place, whom)| (place, whom.trim()));
        line.facts.to.push(Party {
            name: Some(whom.to_owned()).filter(|whom| !whom.is_empty()),
            place: Some(place.trim().to_owned()),
        });
        return Some(line);
    }
    if let Some(rest) = after_word(text, lower, "from") {
        return from_line(printed, rest, is_labelled, line);
    }
    if let Some(rest) = text
        .strip_prefix("Из ")
        .filter(|rest| rest.starts_with(char::is_uppercase))
    {
        return from_line(printed, rest, is_labelled, line);
    }
    if let Some(rest) = after_memorandum(text, lower) {
        // The record and the files are nobody.
        let is_nobody = matches!(
            rest.to_lowercase().as_str(),
            "record" | "the record" | "the file" | "the files" | "file" | "files"
        );
        if is_nobody {
            line.genre = Some("memorandum".to_owned());
        } else {
            line.facts.to = addressees(rest);
        }
        return Some(line);
    }
    if let Some(routed) = routing(text) {
        return Some(routed);
    }
    if let Some(rest) = labelled(
        text,
        lower,
        &[
            "subject:",
            "re:",
            "тема:",
            "betr.:",
            "betreff:",
            "objet:",
            "objet :",
        ],
    ) {
        line.other.push(Field {
            name: "subject".to_owned(),
            value: rest.to_owned(),
        });
        return Some(line);
    }
    if let Some(line) = for_from(text).or_else(|| for_with_level(text)) {
        return Some(line);
    }
    if begins_with_addressee(lower) {
        return in_dative(text, line);
    }
    for head in ["to", "[to]"] {
        if let Some(rest) = after_word(text, lower, head) {
            return to_line(rest, text.as_bytes().get(head.len()) == Some(&b':'), line);
        }
    }
    for_whom(text, lower)
}

/// Whether a line begins with the word for an addressee in Russian, French or German.
fn begins_with_addressee(lower: &str) -> bool {
    const WORDS: [&str; 6] = [
        "тов. ",
        "товарищу ",
        "à monsieur ",
        "an den ",
        "an das ",
        "an die ",
    ];
    WORDS.iter().any(|word| lower.starts_with(word))
}

/// `Товарищу Лебедеву И.И.`, `An das Auswärtige Amt`: the addressee with the word before it.
fn in_dative(text: &str, mut line: Line) -> Option<Line> {
    // The stop of initials ends no sentence.
    let last = text.rsplit(' ').next().unwrap_or_default();
    let is_initials = last.len() <= 9 && last.ends_with('.') && !last.contains(char::is_lowercase);
    let is_short = text.split_whitespace().count() <= 6 && (!text.ends_with('.') || is_initials);
    line.facts.to.push(named(text.trim_end_matches([',', ':'])));
    is_short.then_some(line)
}

/// `for the five`, `for immediate report to …`, alone on its line.
fn for_whom(text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
    if (lower.starts_with("for the ") && text.len() < 24)
        || lower.starts_with("for immediate report to ")
    {
        let whom = text.get("for ".len()..)?.trim_end_matches('.');
        let whom = whom.strip_prefix("immediate report to ");
        match whom {
            Some(whom) => line.facts.to.push(named(whom)),
            None => line
                .facts
                .copies_to
                .push(named(text.get(4..)?.trim_end_matches('.'))),
        }
        return Some(line);
    }
    None
}

/// `FM AMEMBASSY HAVN`, `TO SECSTATE WASHDC IMMEDIATE 4412`: the routing lines of a cable, in capitals, with the haste and the
/// number behind the addressee.
fn routing(text: &str) -> Option<Line> {
    const LONGEST: usize = 70;
    if text.contains(char::is_lowercase) || text.len() > LONGEST {
        return None;
    }
    let mut line = Line::default();
    if let Some(sender) = text.strip_prefix("FM ") {
        line.facts.from.push(named(sender));
        return Some(line);
    }
    let rest = text.strip_prefix("TO ")?;
    let words: Vec<&str> = rest.split(' ').collect();
    // Only with its haste or number it is one: `TO THE RIVER` is none.
    let number = words
        .last()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let end = words.len() - usize::from(number);
    let (haste, level) = (1..end).find_map(|at| {
        let level = super::levels::line(&words[at..end].join(" "))?;
        level.facts.urgency.is_some().then_some((at, level))
    })?;
    line.facts = level.facts;
    line.facts.to.push(named(&words[..haste].join(" ")));
    Some(line)
}

/// `MEMORANDUM FOR: The President`, `MEMORANDUM FOR THE PRESIDENT`
fn after_memorandum<'a>(text: &'a str, lower: &str) -> Option<&'a str> {
    let heads = [
        "memorandum for:",
        "memorandum for ",
        "memorandum to:",
        "memo for:",
    ];
    let head = heads.iter().find(|head| lower.starts_with(**head))?;
    let rest = text.get(head.len()..)?.trim();
    (!rest.is_empty() && rest.len() < 80 && !rest.ends_with('.')).then_some(rest)
}

/// What stands behind one of these labels.
fn labelled<'a>(text: &'a str, lower: &str, labels: &[&str]) -> Option<&'a str> {
    let label = labels.iter().find(|label| lower.starts_with(**label))?;
    let rest = text.get(label.len()..)?.trim();
    (!rest.is_empty()).then_some(rest)
}

/// `For Prime Minister from Resident Minister.`
fn for_from(text: &str) -> Option<Line> {
    let rest = text
        .strip_prefix("For ")
        .or_else(|| text.strip_prefix("FOR "))?;
    let (to, from) = rest
        .split_once(" from ")
        .or_else(|| rest.split_once(" FROM "))?;
    let is_party = |name: &str| {
        let name = name.strip_prefix("the ").unwrap_or(name);
        (1..=5).contains(&name.split_whitespace().count()) && name.starts_with(char::is_uppercase)
    };
    let from = from.trim_end_matches(['.', ':', ',']);
    if !is_party(to) || !is_party(from) || from.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut line = Line::default();
    line.facts.to.push(named(to));
    line.facts.from.push(named(from));
    Some(line)
}

/// `FOR PRIME MINISTER MOST SECRET`: for whom, and how secret.
fn for_with_level(text: &str) -> Option<Line> {
    let rest = text.strip_prefix("FOR ")?;
    (text.len() < 80 && !text.contains(char::is_lowercase)).then_some(())?;
    let mut cuts = rest.match_indices(' ').map(|(at, _)| at);
    let (at, level) = cuts.find_map(|at| {
        let level = super::levels::line(rest.get(at..)?.trim_start())?;
        level.facts.number.is_none().then_some((at, level))
    })?;
    let mut line = Line {
        facts: level.facts,
        ..Line::default()
    };
    line.facts.copies_to.push(named(rest.get(..at)?));
    Some(line)
}

/// What stands behind `from`, `From:`, `FROM` at the start of a line.
fn after_word<'a>(text: &'a str, lower: &str, word: &str) -> Option<&'a str> {
    let rest = lower.strip_prefix(word)?;
    if !rest.starts_with([' ', ':']) {
        return None;
    }
    let rest = text.get(word.len()..)?;
    Some(rest.trim_start_matches([':', ' ']))
}

fn from_line(printed: &str, rest: &str, is_labelled: bool, mut line: Line) -> Option<Line> {
    let starts_well = rest.starts_with(char::is_uppercase) || rest.starts_with("the ");
    let wide = printed.contains("\u{a0}") || printed.contains("   ");
    let is_sentence = rest.split_whitespace().count() > 14
        || rest.trim_end().ends_with('.')
            && rest.split_whitespace().count() > 6
            && !rest.contains(|c: char| c.is_ascii_digit());
    let only_name = rest.split_whitespace().count() <= 5 && !rest.ends_with(',');
    let has_figures = rest.contains(|c: char| c.is_ascii_digit());
    if !starts_well || is_sentence || !(only_name || wide || has_figures || rest.contains(" to ")) {
        return None;
    }
    let (sender, addressee) = rest
        .split_once(" to ")
        .or_else(|| rest.split_once(" TO "))
        .map_or((rest, None), |(sender, to)| (sender, Some(to)));
    // `From: Dahl, Havn`
    if let Some((name, place)) = sender.split_once(", ").filter(|_| is_labelled) {
        let is_word = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | ' ' | '’');
        let is_place = place.starts_with(char::is_uppercase) && place.split(' ').count() <= 2;
        if is_place && name.chars().all(is_word) && place.chars().all(is_word) {
            line.facts.from.push(Party {
                name: Some(name.to_owned()),
                place: Some(place.to_owned()),
            });
            line.facts.to = addressee.map(addressees).unwrap_or_default();
            return Some(line);
        }
    }
    let until = ["No.", "Nº", "sent ", "Time:", "Date:"]
        .iter()
        .filter_map(|sign| sender.find(sign))
        .chain(sender.find(|c: char| c.is_ascii_digit() || c == ','))
        .min();
    let name = sender
        .get(..until.unwrap_or(sender.len()))?
        .trim_end_matches([' ', ',', '.']);
    if name.is_empty() || name.split_whitespace().count() > 9 {
        return None;
    }
    let lower = name.to_lowercase();
    let is_person = ["cde", "comrade", "ambassador", "com.", "mr"]
        .iter()
        .any(|title| lower.starts_with(title));
    let party = match lower
        .rfind(" in ")
        .filter(|_| lower.starts_with("the "))
        .and_then(|at| name.get(at + 4..))
    {
        Some(place) => Party {
            name: Some(name.to_owned()),
            place: Some(place.to_owned()),
        },
        None if is_person
            || lower.starts_with("the ")
            || is_persons(name, addressee, is_labelled) =>
        {
            named(name)
        }
        None => at_place(name),
    };
    line.facts.from.push(party);
    if let Some(number) = number_in(sender) {
        line.facts.number = Some(number.to_owned());
    }
    let when = moment(sender).filter(|moment| moment.contains('T'));
    if sender.to_lowercase().contains("received") {
        line.facts.received_at = when;
    } else {
        line.facts.sent_at = when;
    }
    if let Some(addressee) = addressee {
        line.facts.to = addressees(addressee);
    }
    Some(line)
}

/// Whether a sender is a person: a name of several words, or one word to another such: `from Holm to Strand`.
fn is_persons(name: &str, addressee: Option<&str>, is_labelled: bool) -> bool {
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    };
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() == 2;
    let words = name.split_whitespace().count();
    let one_to_one = addressee.is_some_and(|whom| {
        whom.split_whitespace().count() == 1 && is_name(whom) && !whom.contains('.')
    });
    match addressee {
        None => {
            is_labelled
                && (2..=4).contains(&words)
                && (name.split_whitespace()).all(|word| is_name(word) || is_initial(word))
        }
        Some(_) => one_to_one && words == 1 && is_name(name),
    }
}

fn to_line(rest: &str, is_labelled: bool, mut line: Line) -> Option<Line> {
    const TITLES: [&str; 17] = [
        "cde",
        "com",
        "comr",
        "comrade",
        "mr",
        "mrs",
        "dr",
        "the",
        "gen",
        "general",
        "marshal",
        "minister",
        "president",
        "ambassador",
        "chairman",
        "his",
        "central",
    ];
    let first = rest.split([' ', '.', ',']).next().unwrap_or_default();
    let lower_first = first.to_lowercase();
    let is_titled = TITLES
        .iter()
        .any(|title| lower_first == *title || lower_first == format!("{title}s"));
    let is_capitals = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    let is_name = first.starts_with(char::is_uppercase);
    let words = rest.split_whitespace().count();
    let is_sentence = rest.ends_with('.') && words > 8 || words > 24;
    // `To the Chairman and Comrades …:` addresses; `to the conference of powers` does not.
    let the = lower_first == "the"
        && !is_labelled
        && !(rest.ends_with(':')
            || rest
                .split_whitespace()
                .nth(1)
                .is_some_and(|word| word.starts_with(char::is_uppercase)));
    let is_whom = is_titled || is_capitals || is_name && (words <= 6 || is_labelled);
    if is_sentence || the || !is_whom {
        return None;
    }
    line.facts.to = addressees(rest);
    // `To Holm (for the Council)`
    if let Some((_, inner)) = rest.split_once(" (for ") {
        let whom = inner.trim_end_matches([')', '.', ':']);
        line.facts.copies_to.push(named(whom));
    }
    (!line.facts.to.is_empty()).then_some(line)
}

/// The addressees of a line: one, or several parted by commas.
fn addressees(list: &str) -> Vec<Party> {
    let list = list.trim().trim_end_matches(['.', ':', ',']);
    let list = list.split(" for decipherment").next().unwrap_or(list);
    let list = list.split(" (").next().unwrap_or(list);
    // `the embassies in Norland, Southland, and Havn` are one party.
    let is_one = list.starts_with("the ")
        && list
            .split(',')
            .next()
            .is_some_and(|first| first.contains(" in ") || first.contains(" of "));
    if list.contains(',')
        && !is_one
        && (list.contains(" and ") || list.starts_with("Cdes") || list.starts_with("Comrades"))
    {
        names(list)
    } else if list.is_empty() {
        Vec::new()
    } else {
        vec![named(list)]
    }
}
