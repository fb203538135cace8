//! What a bracket without a label is, guessed from its words and those beside it on its line.
//!
//! The guesses follow how translators of Soviet, Chinese and diplomatic papers use brackets; where nothing speaks for
//! another kind, the words are supplied.

use super::english;
use crate::document::Kind;
use crate::source::recognise::dates;

/// The kind of an unlabelled bracket, from its words and those beside it.
pub(super) fn guess(inside: &str, before: &str, after: &str) -> (Kind, &'static str) {
    let is_glued_before = before.ends_with(|c: char| c.is_alphanumeric());
    let is_glued_after = after.starts_with(|c: char| c.is_alphanumeric());
    let has_letters = inside.chars().any(char::is_alphabetic);
    // Words of Japanese and Chinese have no spaces between them: whether a bracket is glued to one cannot be seen.
    if inside.chars().any(is_east_asian) {
        return (Kind::Supplied, "supplied");
    }
    if is_glued_before || is_glued_after {
        let completes = is_glued_before && !is_glued_after && has_letters;
        return if completes {
            (Kind::Completion, "completed")
        } else {
            (Kind::Supplied, "supplied")
        };
    }
    // A whole date stands where the original has none.
    if dates::whole(inside).is_some() {
        return (Kind::Supplied, "supplied");
    }
    let previous = before
        .trim_end()
        .rsplit([' ', '\u{a0}', '(', '“', '—'])
        .next()
        .unwrap_or_default();
    let next = after
        .trim_start()
        .split([' ', '\u{a0}', ',', '.', ';', ':'])
        .next()
        .unwrap_or_default();
    let is_next_to = |word: &str| !word.is_empty();
    if corrects_date(inside, before, after) {
        return (Kind::Correction, "corrected date");
    }
    if looks_foreign(inside, before, after) {
        return (Kind::OriginalWording, "wording of the original");
    }
    if corrects_word(inside, previous) {
        return (Kind::Correction, "corrected");
    }
    if english::is_another_language(inside) && english::is_english(before, after) {
        return (Kind::OriginalWording, "wording of the original");
    }
    if is_next_to(previous) && completes(inside, previous) {
        return (Kind::Completion, "completed");
    }
    let is_name = is_name(inside);
    if is_name && starts_upper(next) && after.starts_with(' ') {
        let says_who = inside
            .split_whitespace()
            .any(|word| TITLES.contains(&word) || is_nationality(word));
        return if says_who {
            (Kind::Identification, "identified")
        } else {
            (Kind::Completion, "completed")
        };
    }
    let identifies = is_name && names_the_noun(inside, before, previous)
        || is_name
            && starts_upper(previous)
            && dates::month(previous).is_none()
            && !before.trim_end().ends_with(['.', ':', ';', '!', '?'])
        || PRONOUNS.contains(&previous.to_lowercase().as_str())
            && (is_name || inside.starts_with("the "))
        || TITLES.contains(&previous)
            && ["in ", "to ", "of ", "at "]
                .iter()
                .any(|word| inside.starts_with(word));
    if identifies {
        (Kind::Identification, "identified")
    } else {
        (Kind::Supplied, "supplied")
    }
}

/// Whether a letter is of Japanese, Chinese or Korean.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// `the company’s manager [Osk. Lund]`, `chairman of the union [Jens Dahl]`: a name behind a noun that has its article
/// says who is meant; behind a verb, preposition or conjunction it is a word that the original lacks.
fn names_the_noun(inside: &str, before: &str, previous: &str) -> bool {
    const JOINING: [&str; 58] = [
        "to", "by", "with", "that", "of", "and", "for", "in", "from", "at", "on", "or", "but",
        "as", "than", "when", "where", "if", "whether", "because", "then", "while", "which", "who",
        "told", "met", "saw", "gave", "sent", "said", "asked", "is", "was", "were", "be", "has",
        "had", "have", "will", "would", "may", "can", "not", "also", "see", "tell", "ask", "let",
        "between", "under", "through", "until", "after", "before", "against", "about", "the", "a",
    ];
    const ARTICLES: [&str; 16] = [
        "the", "a", "an", "our", "their", "his", "her", "its", "my", "your", "this", "that",
        "these", "those", "another", "new",
    ];
    let is_noun = previous.chars().all(|c| c.is_lowercase() || c == '-')
        && previous.len() > 2
        && !JOINING.contains(&previous)
        && !previous.ends_with("ed")
        && !previous.ends_with("ly");
    let says_who = inside.split_whitespace().count() >= 2;
    let has_article = || {
        let words = before.split_whitespace().rev().skip(1).take(4);
        let mut nearest = words.map(str::to_lowercase);
        nearest.any(|word| {
            ARTICLES.contains(&word.as_str()) || word.ends_with("’s") || word.ends_with("'s")
        })
    };
    is_noun && says_who && has_article()
}

const PRONOUNS: [&str; 16] = [
    "he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "us", "we", "our",
    "you", "this", "these",
];

const TITLES: [&str; 20] = [
    "Chairman",
    "Comrade",
    "Comrades",
    "Cde.",
    "Cdes.",
    "Com.",
    "President",
    "Premier",
    "Minister",
    "Ambassador",
    "General",
    "Secretary",
    "Mr.",
    "Mrs.",
    "Dr.",
    "Marshal",
    "Counselor",
    "Counsellor",
    "Consul",
    "Director",
];

/// Family names so short and common that a name behind them is the rest of the name, not another person.
const FAMILY_NAMES: [&str; 30] = [
    "Liu", "Zhu", "Peng", "Li", "Zhou", "Mao", "Chen", "Lin", "Deng", "Wang", "Zhang", "Su", "Gao",
    "Ye", "Nie", "Luo", "Wu", "Xu", "Yang", "He", "Hu", "Kim", "Pak", "Yi", "Ho", "Nam", "Han",
    "Nguyen", "Pham", "Le",
];

/// Whether the bracketed words complete the name or abbreviation before them.
fn completes(inside: &str, previous: &str) -> bool {
    let letters: String = previous.chars().filter(|c| c.is_alphabetic()).collect();
    let is_capitals = letters.chars().all(char::is_uppercase) && !letters.is_empty();
    let is_initial = letters.chars().count() == 1 && previous.ends_with('.') && is_capitals;
    let is_abbreviation = is_capitals && (2..=6).contains(&letters.chars().count());
    let all_capitals = inside
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    let in_words = inside.split_whitespace().count() > 1 && !all_capitals;
    let is_whole_name = starts_upper(inside) && is_name(inside);
    is_initial && starts_upper(inside)
        || is_abbreviation && in_words
        || is_whole_name
            && (TITLES.contains(&previous) || FAMILY_NAMES.contains(&previous))
            && !inside.split_whitespace().any(|word| TITLES.contains(&word))
}

/// Whether the words are a name: each with a capital, save particles.
fn is_name(inside: &str) -> bool {
    const PARTICLES: [&str; 12] = [
        "of", "the", "and", "de", "da", "von", "van", "der", "for", "in", "la", "to",
    ];
    const NOT_NAMES: [&str; 24] = [
        "The", "A", "An", "We", "I", "He", "She", "It", "They", "You", "That", "This", "These",
        "Those", "If", "In", "On", "At", "And", "But", "Our", "His", "Their", "When",
    ];
    let mut words = inside.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let is_capital = |word: &str| {
        word.trim_start_matches(['(', '“', '"'])
            .starts_with(char::is_uppercase)
    };
    is_capital(first)
        && !NOT_NAMES.contains(&first)
        && words.all(|word| is_capital(word) || PARTICLES.contains(&word))
        && inside.split_whitespace().count() <= 8
}

fn starts_upper(word: &str) -> bool {
    word.trim_start_matches(['“', '"', '(', '\'', '‘'])
        .starts_with(char::is_uppercase)
}

fn is_nationality(word: &str) -> bool {
    word == "Soviet"
        || starts_upper(word)
            && ["ian", "ish", "ese", "ean", "can", "lav"]
                .iter()
                .any(|end| word.ends_with(end))
            && word.len() > 5
}

/// `September 28 [29]`, `27 [26] October`: a figure beside a date that it corrects.
fn corrects_date(inside: &str, before: &str, after: &str) -> bool {
    let is_day = |word: &str| {
        !word.is_empty() && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_day(inside.trim()) {
        return false;
    }
    let mut words = before.split_whitespace().rev();
    let (last, one_before) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let next = after.split_whitespace().next().unwrap_or_default();
    is_day(last)
        && (dates::month(one_before).is_some()
            || dates::month(next.trim_end_matches([',', '.'])).is_some())
}

/// `300 [350]`, `waggons [wagons]`: a figure as long as the one before it, or the same word in another spelling.
fn corrects_word(inside: &str, previous: &str) -> bool {
    let word = previous.trim_end_matches([',', '.', ';', ':']);
    let is_figure = |text: &str| text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_figure(inside) {
        return is_figure(word) && word.len() == inside.len();
    }
    let is_word = |text: &str| {
        text.chars().count() >= 4
            && text
                .chars()
                .all(|c| c.is_lowercase() || matches!(c, '-' | '’' | '\''))
    };
    is_word(inside)
        && is_word(word)
        && word != inside
        && strsim::normalized_damerau_levenshtein(word, inside) >= 0.75
}

/// Whether words are plainly not English: letters with signs, or clusters that only transliteration has. Nothing is
/// claimed without such evidence.
fn looks_foreign(inside: &str, before: &str, after: &str) -> bool {
    const CLUSTERS: [&str; 12] = [
        "shch", "iiu", "iia", "iie", "iya", "zh", "stv", "tsk", "etom", "skii", "skoi", "ogo ",
    ];
    if !inside.chars().any(char::is_lowercase) {
        return false;
    }
    let has_signs = |text: &str| text.chars().any(|c| c.is_lowercase() && !c.is_ascii());
    // Where the text round them has such letters, they say nothing.
    let has_sign = has_signs(inside) && !has_signs(before) && !has_signs(after);
    let has_cluster =
        starts_lower(inside) && CLUSTERS.iter().any(|cluster| inside.contains(cluster));
    // The soft sign: an apostrophe that no English ending follows.
    let soft = inside.char_indices().any(|(at, c)| {
        let rest = inside.get(at + c.len_utf8()..).unwrap_or_default();
        // A consonant alone before it is elided: `l’omnibus`.
        let word = inside
            .get(..at)
            .and_then(|before| before.rsplit(' ').next())
            .unwrap_or_default();
        let follows_consonant =
            word.len() > 1 && word.ends_with(['l', 's', 't', 'f', 'n', 'd', 'r', 'z']);
        let ending = rest
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        matches!(c, '’' | '\'')
            && starts_lower(inside)
            && follows_consonant
            && !["s", "t", "d", "ll", "re", "ve", "m"].contains(&ending)
            && (!ending.is_empty()
                || !inside.get(..at).is_some_and(|before| before.ends_with('s'))
                || inside.contains(". "))
    });
    has_sign || has_cluster || soft
}

fn starts_lower(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}
