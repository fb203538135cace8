//! What the titles of documents say: of what sort they are, from whom and to whom.
//!
//! Knows nothing of lines of transmission.

use super::sorts::first_genre;
use super::tongues;
use crate::document::{Party, Transmission};
use crate::source::recognise::dates;

/// The sort of document that a title or a head line names.
pub fn genre(title: &str) -> Option<String> {
    let east_asian = || tongues::east_asian(title).sort;
    (first_genre(title).map(|(_, _, sort)| sort))
        .or_else(east_asian)
        .map(str::to_owned)
}

/// The sorts of documents that go from somebody to somebody.
const SENT: [&str; 13] = [
    "telegram",
    "cable",
    "cablegram",
    "letter",
    "memo",
    "memorandum",
    "minute",
    "note",
    "message",
    "despatch",
    "dispatch",
    "telex",
    "airgram",
];

/// The line over a document of *Foreign Relations of the United States*: its file's number and its sort, as in
/// `740.00119 Council/10–1145: Telegram`.
pub fn file_number(line: &str) -> Option<(&str, String)> {
    let (number, sort) = line.rsplit_once(": ")?;
    let is_sort = sort.len() < 24 && !sort.ends_with(['.', ',', ';']);
    let is_number = number.len() < 90
        && number.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase())
        && (number.contains(|c: char| c.is_ascii_digit()) || number.ends_with("Papers"));
    let sort = genre(sort).filter(|_| is_sort && is_number)?;
    Some((number, sort))
}

/// Whether a document of this sort goes from somebody to somebody.
pub fn is_sent(sort: &str) -> bool {
    SENT.iter().any(|sent| sort.ends_with(sent))
}

/// What a title says: `Telegram via VcH from Stalin to Cde. Molotov`, `Watt to Ball`, `To Thorne from Reed`.
pub fn title(title: &str) -> Transmission {
    let mut facts = Transmission::default();
    let title = behind_edition_number(title.trim());
    let lower = title.to_lowercase();
    if lower.len() != title.len() {
        return facts;
    }
    let genre = first_genre(title);
    if !genre.is_none_or(|(.., sort)| is_sent(sort)) {
        return facts;
    }
    // `Letter, Dexter to Holloway`: what is behind the sort reads like a title without it.
    if let Some((0, end, _)) = genre
        && let Some(rest) = behind_sort(title.get(end..).unwrap_or_default())
        && rest.contains(" to ")
    {
        return self::title(rest);
    }
    let is_english = lower.contains(" to ");
    let east_asian = || tongues::east_asian(title).parties;
    if let Some((from, to)) = (tongues::parties(title).filter(|_| !is_english)).or_else(east_asian)
    {
        facts.from.push(from);
        facts.to.push(to);
        return facts;
    }
    // `To Peter Vik, 4 June 1857`: without a date it may be any words.
    if let Some(to) = addressed_and_dated(title) {
        facts.to.extend(party(to));
        return facts;
    }
    if let Some((to, from)) = turned(title, &lower) {
        facts.to.extend(party(to));
        facts.from.extend(party(from));
        return facts;
    }
    let behind_from = sender_at(&lower, genre);
    // `Migration from the Netherlands to Australia` is no letter: without a sort of document only `From A to B` names both.
    if genre.is_none() && behind_from.is_some_and(|from| from > "from ".len()) {
        return facts;
    }
    facts.channel = channel(title, &lower, behind_from);
    // Without `from` the title is `A to B`, and A has no verb; a report or letter `to B` has no A.
    let start = behind_from.unwrap_or(0);
    let to = lower.get(start..).and_then(|rest| {
        let french = behind_from
            .is_some_and(|from| title.get(..from).is_some_and(|of| of.ends_with(" de ")));
        let word = if french { " à " } else { " to " };
        rest.find(word).map(|at| (at, word.len()))
    });
    let to = to.map(|(at, length)| (at + start, length));
    // `Permanent Representative to United Nations to Secretary of State`: the first `to` belongs to the office.
    let to = to.map(|(at, length)| (behind_office(title, &lower, at), length));
    let Some((to, length)) = to else {
        if let Some(from) = behind_from.and_then(|from| title.get(from..)) {
            facts.from.extend(party(from));
        }
        return facts;
    };
    let sender = title.get(start..to).unwrap_or_default();
    let addressee = title.get(to + length..).unwrap_or_default();
    if genre.is_none() && !(is_party(sender) && is_party(addressee)) {
        return facts;
    }
    if behind_from.is_some()
        || (genre.is_none() && sender.split_whitespace().count() <= 12 && title.len() < 160)
    {
        facts.from.extend(party(sender));
    }
    if behind_from.is_some() || genre.is_some() || !facts.from.is_empty() {
        facts
            .to
            .extend(party(title.get(to + length..).unwrap_or_default()));
    }
    facts
}

/// By what way, behind `via` and before the sender: `Telegram via VcH from Stalin`.
fn channel(title: &str, lower: &str, behind_from: Option<usize>) -> Option<String> {
    let at = lower.find(" via ")? + " via ".len();
    let until = behind_from
        .and_then(|from| title.get(..from)?.trim_end().rfind(' '))
        .filter(|&from| from > at)
        .unwrap_or(title.len());
    title
        .get(at..until)
        .map(|channel| channel.trim().to_owned())
}

/// `182 Mr L. Holm to Mr P. Strand`, `57. Holm to Strand`: a title without the number that its edition gives the document.
pub fn behind_edition_number(title: &str) -> &str {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = title.len() - rest.len();
    let behind = rest.strip_prefix('.').unwrap_or(rest);
    // `131 – The Prime Minister to the High Commissioner`
    let behind = [" –", " —", " -"]
        .iter()
        .find_map(|dash| behind.strip_prefix(dash))
        .unwrap_or(behind);
    let is_number = (1..=4).contains(&digits)
        && behind
            .strip_prefix(' ')
            .is_some_and(|behind| behind.starts_with(char::is_uppercase));
    if is_number {
        behind.trim_start()
    } else {
        title
    }
}

/// Whether words of a title without a sort of document can name somebody: they begin as names do, and tell of nothing done.
fn is_party(words: &str) -> bool {
    /// With these a title says what it is or is about, not who wrote.
    const SUBJECTS: [&str; 30] = [
        "petition",
        "introduction",
        "address",
        "appeal",
        "opposition",
        "contribution",
        "guide",
        "approach",
        "access",
        "return",
        "visit",
        "answer",
        "response",
        "reply",
        "remarks",
        "road",
        "preface",
        "invitation",
        "objection",
        "objections",
        "attitude",
        "policy",
        "relations",
        "prelude",
        "welcome",
        "amendment",
        "amendments",
        "submission",
        "jump",
        "skip",
    ];
    let words = words.trim();
    let words = words.strip_prefix("the ").unwrap_or(words);
    let first = words
        .split([' ', ','])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is_told = [
        " on ", " by ", " that ", " which ", " who ", " is ", " was ", " are ", " were ", " has ",
        " had ", " will ",
    ]
    .iter()
    .any(|word| words.contains(word))
        || words
            .match_indices(" to ")
            .any(|(at, _)| !is_accredited(words.get(..at).unwrap_or_default()));
    let is_subject = SUBJECTS.contains(&first.as_str())
        || matches!(first.as_str(), "an" | "a" | "extracts" | "coming");
    words.starts_with(|c: char| c.is_uppercase() || c == '[') && !is_told && !is_subject
}

/// Whether words end in the name of an office that is held `to` somebody: `Ambassador`, `Permanent Representative`.
fn is_accredited(words: &str) -> bool {
    const OFFICES: [&str; 16] = [
        "representative",
        "ambassador",
        "minister",
        "delegation",
        "delegate",
        "mission",
        "adviser",
        "advisor",
        "assistant",
        "envoy",
        "observer",
        "commissioner",
        "counsellor",
        "counselor",
        "secretary",
        "nuncio",
    ];
    let last = words.trim_end().rsplit(' ').next().unwrap_or_default();
    OFFICES.contains(&last.to_lowercase().as_str())
}

/// The ` to ` that parts sender and addressee, where the one at `at` may belong to the sender's office.
fn behind_office(title: &str, lower: &str, at: usize) -> usize {
    let before = title.get(..at).unwrap_or_default();
    let behind = lower.get(at + 1..).unwrap_or_default();
    match behind.find(" to ") {
        Some(next) if is_accredited(before) => at + 1 + next,
        _ => at,
    }
}

/// What stands behind the sort of a title and its number: `, Dexter to Holloway`, ` No. 69, A to B`.
fn behind_sort(rest: &str) -> Option<&str> {
    if let Some(rest) = rest.strip_prefix([',', ':']) {
        return Some(rest);
    }
    let number = (rest.strip_prefix(" No. ")).or_else(|| rest.strip_prefix(" Nº "))?;
    let (number, rest) = number.split_once(", ")?;
    number
        .contains(|c: char| c.is_ascii_digit())
        .then_some(rest)
}

/// Whether a title is nothing but `To` somebody, and a date.
pub fn is_addressed_and_dated(title: &str) -> bool {
    addressed_and_dated(title).is_some()
}

/// The addressee of a title that is nothing but `To` somebody, and a date.
fn addressed_and_dated(title: &str) -> Option<&str> {
    let rest = title.strip_prefix("To ")?;
    let found = dates::find(rest)?;
    let name = rest
        .get(..found.span.start)?
        .trim_end_matches([' ', ',', '[', '(']);
    let behind = rest
        .get(found.span.end..)?
        .trim_matches([' ', ']', ')', '.']);
    let is_name = (1..=5).contains(&name.split_whitespace().count())
        && name
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase));
    (is_name && behind.is_empty()).then_some(name)
}

/// Addressee and sender of `To Abel Thorne from Josiah Reed`.
fn turned<'t>(title: &'t str, lower: &str) -> Option<(&'t str, &'t str)> {
    lower.starts_with("to ").then_some(())?;
    let from = lower.find(" from ")?;
    Some((title.get(3..from)?, title.get(from + 6..)?))
}

/// Where the sender begins: behind `from`, or behind the `of` or `de` of a letter.
fn sender_at(lower: &str, genre: Option<(usize, usize, &str)>) -> Option<usize> {
    if lower.starts_with("from ") {
        return Some(5);
    }
    if let Some(at) = lower.find(" from ") {
        return Some(at + 6);
    }
    let (_, end, _) = genre?;
    let rest = lower.get(end..)?;
    // `Note given by the Ministry to the Embassy`
    let given = [
        " given by ",
        " presented by ",
        " handed by ",
        " addressed by ",
        " sent by ",
        " delivered by ",
    ]
    .iter()
    .find(|given| rest.starts_with(**given) && rest.contains(" to "));
    if let Some(given) = given {
        return Some(end + given.len());
    }
    let of = [(" of ", " to "), (" de ", " à ")]
        .iter()
        .find(|(of, to)| rest.starts_with(of) && rest.contains(to))?;
    Some(end + of.0.len())
}

/// One party as printed, without a date behind it and without the mark of a note.
fn party(printed: &str) -> Option<Party> {
    let mut name = printed.trim().trim_end_matches(['.', ':', ',']);
    if let Some(date) = dates::find(name).filter(|date| date.span.start > 0) {
        name = name
            .get(..date.span.start)?
            .trim_end_matches([' ', ',', '(', '[']);
    }
    if let Some((before, _)) = name
        .split_once(" concerning ")
        .or_else(|| name.split_once(" regarding "))
    {
        name = before;
    }
    name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let name = name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( ", "(")
        .replace(" )", ")")
        .trim_end_matches(',')
        .to_owned();
    if let Some((person, place)) = with_place(&name) {
        return Some(Party {
            name: Some(person.to_owned()),
            place: Some(place.to_owned()),
        });
    }
    (!name.is_empty() && name.len() < 160).then_some(Party {
        name: Some(name),
        place: None,
    })
}

/// `Eoin Farrelly (Dublin)`: a person's name with a place. Behind an office the brackets hold who has it.
fn with_place(name: &str) -> Option<(&str, &str)> {
    let (person, place) = name.strip_suffix(')')?.split_once(" (")?;
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() || c == '.')
    };
    let words = person.split_whitespace().count();
    let is_person = (2..=3).contains(&words)
        && person.split_whitespace().all(is_name)
        && !person.starts_with("The ");
    (is_person && is_name(place)).then_some((person, place))
}
