//! The names of months, in English and in the languages of archives.

/// The number of a month by its English name or abbreviation.
pub fn month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.len() < 3 || word.len() > 9 || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = word.to_lowercase();
    let is_it = |name: &str| {
        name == lower || (lower.len() == 3 || lower == "sept") && name.starts_with(lower.as_str())
    };
    (1_u32..)
        .zip(NAMES)
        .find(|(_, name)| is_it(name))
        .map(|(number, _)| number)
}

/// Whether a word is the name of a month in any of the languages.
pub fn is_month(word: &str) -> bool {
    month(word).or_else(|| foreign_month(word)).is_some()
}

/// The number of a month by its name in Russian (as behind a day), German, French, Spanish, Italian or Polish.
pub(super) fn foreign_month(word: &str) -> Option<u32> {
    if !(3..=20).contains(&word.len()) {
        return None;
    }
    Some(match word.to_lowercase().as_str() {
        "января" | "januar" | "jänner" | "janvier" | "enero" | "gennaio" | "stycznia" => 1,
        "февраля" | "februar" | "février" | "febrero" | "febbraio" | "lutego" => 2,
        "марта" | "märz" | "mars" | "marzo" | "marca" => 3,
        "апреля" | "april" | "avril" | "abril" | "aprile" | "kwietnia" => 4,
        "мая" | "mai" | "mayo" | "maggio" | "maja" => 5,
        "июня" | "juni" | "juin" | "junio" | "giugno" | "czerwca" => 6,
        "июля" | "juli" | "juillet" | "julio" | "luglio" | "lipca" => 7,
        "августа" | "august" | "août" | "aout" | "agosto" | "sierpnia" => 8,
        "сентября" | "september" | "septembre" | "septiembre" | "settembre" | "września" => {
            9
        }
        "октября" | "oktober" | "octobre" | "octubre" | "ottobre" | "października" => 10,
        "ноября" | "november" | "novembre" | "noviembre" | "listopada" => 11,
        "декабря" | "dezember" | "décembre" | "diciembre" | "dicembre" | "grudnia" => 12,
        _ => return None,
    })
}

pub(super) fn roman_month(word: &str) -> Option<u32> {
    const NUMERALS: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    (1_u32..)
        .zip(NUMERALS)
        .find(|(_, numeral)| *numeral == word)
        .map(|(number, _)| number)
}
