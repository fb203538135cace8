//! Lines that say from where and to whom: `from Sochi    to Cde. MOLOTOV`.

use super::Line;
use super::phrases::{at_place, moment, named, names, number_in};
use crate::document::Party;

/// `from Sochi    to Cde. MOLOTOV`, `To: Comrade …`, `Destination: PEKING  To Whom: SovAmbassador`
pub(super) fn addressing(printed: &str, text: &str, lower: &str) -> Option<Line> {
    let mut line = Line::default();
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
        return from_line(printed, rest, line);
    }
    for head in ["to", "[to]"] {
        if let Some(rest) = after_word(text, lower, head) {
            return to_line(rest, line);
        }
    }
    // `for the five`, alone on its line.
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

/// What stands behind `from`, `From:`, `FROM` at the start of a line.
fn after_word<'a>(text: &'a str, lower: &str, word: &str) -> Option<&'a str> {
    let rest = lower.strip_prefix(word)?;
    if !rest.starts_with([' ', ':']) {
        return None;
    }
    let rest = text.get(word.len()..)?;
    Some(rest.trim_start_matches([':', ' ']))
}

fn from_line(printed: &str, rest: &str, mut line: Line) -> Option<Line> {
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
        .map_or((rest, None), |(sender, to)| (sender, Some(to)));
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
        None if is_person || lower.starts_with("the ") => named(name),
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

fn to_line(rest: &str, mut line: Line) -> Option<Line> {
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
        && !(rest.ends_with(':')
            || rest
                .split_whitespace()
                .nth(1)
                .is_some_and(|word| word.starts_with(char::is_uppercase)));
    if is_sentence || the || !(is_titled || is_capitals || is_name && words <= 6) {
        return None;
    }
    line.facts.to = addressees(rest);
    (!line.facts.to.is_empty()).then_some(line)
}

/// The addressees of a line: one, or several parted by commas.
fn addressees(list: &str) -> Vec<Party> {
    let list = list.trim().trim_end_matches(['.', ':', ',']);
    let list = list.split(" for decipherment").next().unwrap_or(list);
    let list = list.split(" (").next().unwrap_or(list);
    if list.contains(',')
        && (list.contains(" and ") || list.starts_with("Cdes") || list.starts_with("Comrades"))
    {
        names(list)
    } else if list.is_empty() {
        Vec::new()
    } else {
        vec![named(list)]
    }
}
