//! Names of people and offices in a citation.

/// The name of a person or body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As a note writes it: given name first.
    pub literal: String,
    /// Family and given name, where the source itself parts them.
    pub parts: Option<(String, String)>,
}

/// Words in capitals that are abbreviations, and stay so where a name or place in capitals is written small.
const ABBREVIATIONS: &[&str] = &[
    "CC", "CPSU", "DPRK", "FRG", "GDR", "NKVD", "PRC", "ROK", "RSFSR", "TASS", "UAR", "UK", "UN",
    "US", "USA", "USSR",
];
/// A name or place in capitals is written small only if it has so many letters: shorter ones are as often abbreviations.
const LONG: usize = 5;

impl Name {
    /// A name as the source prints it. `Family, Given` is turned round only where something says that it is that: the
    /// title has the name in its natural order, years of life follow it, or a particle stands at its end.
    pub(super) fn read(printed: &str, evidence: &str) -> Self {
        let (printed, has_years) = without_years(printed.trim());
        if let Some((family, given)) = printed.split_once(", ")
            && !given.contains(',')
        {
            let natural = format!("{given} {family}");
            let ends_with_particle = given
                .split_whitespace()
                .next_back()
                .is_some_and(|word| matches!(word, "von" | "van" | "de" | "du" | "zu" | "af"));
            if has_years || ends_with_particle || evidence.contains(&natural) {
                return Self {
                    literal: natural,
                    parts: Some((family.to_owned(), given.to_owned())),
                };
            }
        }
        Self {
            literal: without_capitals(printed),
            parts: None,
        }
    }
}

/// The names in a field that may hold several, parted by semicolons.
pub(super) fn names_in(field: Option<&str>) -> Vec<Name> {
    let names = field.into_iter().flat_map(|field| field.split(';'));
    names
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| Name::read(name, ""))
        .collect()
}

/// A name without years of life after it: `Hooker, Joseph Dalton (1817-1911)`; and whether there were any.
fn without_years(name: &str) -> (&str, bool) {
    let Some((before, years)) = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("))
    else {
        return (name, false);
    };
    let is_years = years.contains(|c: char| c.is_ascii_digit())
        && years
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '?' | ' '));
    if is_years {
        (before.trim_end(), true)
    } else {
        (name, false)
    }
}

/// Words all in capitals as prose writes them: telegrams print places and names so. Abbreviations stay.
pub(super) fn without_capitals(text: &str) -> String {
    let is_capital = |word: &str| {
        let rest = word
            .strip_prefix("Mc")
            .or(word.strip_prefix("Mac"))
            .unwrap_or(word);
        let mut letters = rest.chars().filter(|c| c.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(char::is_uppercase)
    };
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_abbreviation = |word: &str| ABBREVIATIONS.contains(&bare(word).as_str());
    let capitals = text
        .split(' ')
        .filter(|word| is_capital(word) && !is_abbreviation(word));
    if capitals.map(letters).sum::<usize>() < LONG {
        return text.to_owned();
    }
    let written = text.split(' ').map(|word| {
        let is_initials = word.contains('.');
        if !is_capital(word) || letters(word) < 2 || is_initials || is_abbreviation(word) {
            word.to_owned()
        } else {
            capitalised(word)
        }
    });
    written.collect::<Vec<_>>().join(" ")
}

/// A word with its first letter, and each after a hyphen or apostrophe, large; `Mc` keeps its own.
fn capitalised(word: &str) -> String {
    let prefix = ["Mc", "Mac"]
        .into_iter()
        .find(|prefix| word.starts_with(prefix));
    let rest = prefix.map_or(word, |prefix| word.strip_prefix(prefix).unwrap_or(word));
    let mut written = prefix.unwrap_or_default().to_owned();
    let mut is_first = true;
    for c in rest.chars() {
        if is_first {
            written.push(c);
        } else {
            written.extend(c.to_lowercase());
        }
        is_first = !c.is_alphabetic();
    }
    written
}

/// Names as a note lists them: up to three, of more the first and "et al." (Chicago 14.76).
pub(super) fn listed(names: &[Name]) -> Option<String> {
    let literal = |name: &Name| name.literal.clone();
    match names {
        [] => None,
        [one] => Some(literal(one)),
        [one, two] => Some(format!("{} and {}", one.literal, two.literal)),
        [one, two, three] => Some(format!(
            "{}, {}, and {}",
            one.literal, two.literal, three.literal
        )),
        [first, ..] => Some(format!("{} et al.", first.literal)),
    }
}
