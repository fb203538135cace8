//! Whether a paragraph is a site's account of a document: who does what in it, told in the present.
//!
//! Knows one paragraph and the title, nothing of where it stands.

/// What documents do, or people in them, in accounts: in the third person, singular and plural.
const VERBS: [&str; 97] = [
    "asks",
    "ask",
    "reports",
    "report",
    "discusses",
    "discuss",
    "describes",
    "describe",
    "informs",
    "inform",
    "states",
    "explains",
    "explain",
    "requests",
    "proposes",
    "propose",
    "recommends",
    "recommend",
    "outlines",
    "outline",
    "notes",
    "expresses",
    "express",
    "summarizes",
    "summarises",
    "exchange",
    "exchanges",
    "agrees",
    "agree",
    "meets",
    "meet",
    "tells",
    "tell",
    "thanks",
    "instructs",
    "urges",
    "urge",
    "warns",
    "complains",
    "advises",
    "advise",
    "gives",
    "give",
    "provides",
    "provide",
    "sends",
    "send",
    "replies",
    "reply",
    "criticizes",
    "criticises",
    "analyzes",
    "analyses",
    "argues",
    "argue",
    "says",
    "suggests",
    "claims",
    "relates",
    "recounts",
    "conveys",
    "transmits",
    "forwards",
    "presents",
    "congratulates",
    "invites",
    "refuses",
    "rejects",
    "accepts",
    "announces",
    "confirms",
    "denies",
    "details",
    "lists",
    "lays",
    "calls",
    "talk",
    "talks",
    "speaks",
    "speak",
    "contains",
    "concerns",
    "covers",
    "examines",
    "reviews",
    "assesses",
    "comments",
    "responds",
    "answers",
    "appeals",
    "writes",
    "orders",
    "offers",
    "shows",
    "decides",
    "demands",
    "tries",
];

/// How accounts begin that name no one.
const OPENINGS: [&str; 14] = [
    "this document",
    "the document",
    "this letter",
    "this telegram",
    "this report",
    "this memorandum",
    "this cable",
    "summary of",
    "report on",
    "discussion of",
    "a report",
    "a letter",
    "a memorandum",
    "an account",
];

/// Words of somebody who speaks himself.
const OWN: [&str; 10] = [
    "i", "we", "my", "our", "us", "me", "you", "your", "mine", "ours",
];

/// Whether the paragraph is such an account of the document of this title.
pub(super) fn is_one(words: &str, title: Option<&str>) -> bool {
    if words.starts_with('‹') {
        return true;
    }
    let words = words.trim_end_matches("(see also)").trim_end();
    let is_sentence = words.len() >= 20 && words.ends_with(['.', '…', '”', '›', '?', '"', ')']);
    if !is_sentence
        || words.starts_with(|c: char| !c.is_uppercase() && !matches!(c, '“' | '"' | '\'' | '‘'))
    {
        return false;
    }
    let tokens: Vec<String> = unquoted(words)
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|token| !token.is_empty())
        .map(str::to_lowercase)
        .collect();
    if tokens.iter().any(|token| OWN.contains(&token.as_str())) {
        return false;
    }
    let tells = tokens.iter().any(|token| VERBS.contains(&token.as_str()));
    let lower = words.to_lowercase();
    let opens = OPENINGS.iter().any(|opening| lower.starts_with(opening));
    tells && (opens || names_title(words, title))
}

/// Whether a word of the paragraph's beginning stands in the title: a name, or who has the office.
fn names_title(words: &str, title: Option<&str>) -> bool {
    /// How far in an account the one of whom it speaks is named.
    const NEAR: usize = 12;
    let Some(title) = title.map(str::to_lowercase) else {
        return false;
    };
    let title: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .take(NEAR)
        .any(|word| title.contains(&word.to_lowercase().as_str()))
}

/// The words without what stands in quotation marks.
fn unquoted(words: &str) -> String {
    let mut is_quoted = false;
    words
        .chars()
        .filter(|c| {
            match c {
                '“' | '«' => is_quoted = true,
                '”' | '»' => is_quoted = false,
                '"' => is_quoted = !is_quoted,
                _ => return !is_quoted,
            }
            false
        })
        .collect()
}
