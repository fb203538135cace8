//! Whether words are English: by a list of the words of diplomatic papers, and by the letters that follow each other in
//! them.
//!
//! The list, `english.txt`, holds the five thousand commonest words of volumes of *Foreign Relations of the United States* (in
//! the public domain), the commonest first. It
//! answers for a bracket whether it holds the original's wording (`your note [zhaohui]`) or words that the translator put in
//! (`control [body]`); so it errs on the side of English:
//! of words that are English and not in the list one in eleven is taken for another language, of others three in four.

use std::collections::HashSet;
use std::sync::OnceLock;

/// How many sequences of letters must be such as no English word has: many a rare word has one.
const STRANGE: usize = 2;
/// Shorter words tell too little: `rye`.
const SHORTEST: usize = 4;

/// The list, the commonest first.
fn list() -> impl Iterator<Item = &'static str> {
    include_str!("english.txt").split_ascii_whitespace()
}

fn is_listed(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| list().collect()).contains(word)
}

/// Three letters that follow each other, the edges of a word counted as one.
type Three = [u8; 3];

/// Whether three letters follow each other in some word of the list.
fn is_spelt(three: Three) -> bool {
    /// A bit for each: five bits a letter, which its code in ASCII ends with.
    const SIZE: usize = 1 << 15;
    static SPELLINGS: OnceLock<Vec<bool>> = OnceLock::new();
    let index = |three: Three| {
        let codes = three.map(|letter| usize::from(letter & 31));
        codes[0] << 10 | codes[1] << 5 | codes[2]
    };
    let spellings = SPELLINGS.get_or_init(|| {
        let mut spellings = vec![false; SIZE];
        for three in list().flat_map(spelling) {
            spellings[index(three)] = true;
        }
        spellings
    });
    spellings[index(three)]
}

fn spelling(word: &str) -> impl Iterator<Item = Three> {
    let letter = |at: usize| at.checked_sub(1).and_then(|at| word.as_bytes().get(at));
    let edged = move |at: usize| {
        letter(at)
            .copied()
            .unwrap_or(if at == 0 { b'^' } else { b'_' })
    };
    (0..word.len()).map(move |at| [edged(at), edged(at + 1), edged(at + 2)])
}

/// Whether words in small letters are plainly of another language: none of them is known, and they are spelt as no English
/// words are.
pub(super) fn is_another_language(words: &str) -> bool {
    const ENDINGS: [&str; 32] = [
        "ing", "tion", "sion", "ment", "ments", "ness", "ity", "able", "ible", "ous", "ive", "ful",
        "less", "ence", "ance", "ated", "ized", "ised", "ally", "ly", "ship", "ed", "ers", "ist",
        "ists", "ism", "est", "ary", "ial", "ual", "our", "ours",
    ];
    let is_known = |word: &str| {
        is_listed(word)
            || word.strip_suffix('s').is_some_and(is_listed)
            || ENDINGS.iter().any(|ending| word.ends_with(ending))
    };
    let mut strange = 0;
    // A name is a name in any language: some word begins with a small letter.
    if words.len() < SHORTEST
        || !words
            .split(' ')
            .any(|word| word.starts_with(char::is_lowercase))
    {
        return false;
    }
    for word in words.split(|c: char| !c.is_ascii_alphabetic()) {
        if word.len() < 2 {
            continue;
        }
        let lower = word.to_ascii_lowercase();
        let word = lower.as_str();
        if is_known(word) {
            return false;
        }
        strange += spelling(word).filter(|&three| !is_spelt(three)).count();
    }
    strange >= STRANGE
}

/// Whether most of the words round a bracket are English, so that others between them stand out.
pub(super) fn is_english(before: &str, after: &str) -> bool {
    let words = [before, after].into_iter().flat_map(|text| {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| word.len() > 1)
    });
    let (mut all, mut english) = (0, 0);
    for word in words {
        all += 1;
        english += usize::from(is_listed(word.to_lowercase().as_str()));
    }
    english * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_language() {
        for words in [
            "zujie",
            "yikou tongsheng",
            "esli sderzhit slovo",
            "zongguo zhengfu",
            "waijiaobu",
            "bratskaia pomoshch",
            "gosudarstvo",
            "chinh tri",
            "Severnyi kooperativ",
            "nguoi",
            "khu uy",
        ] {
            assert!(is_another_language(words), "{words}");
        }
    }

    #[test]
    fn words_that_may_be_english() {
        for words in [
            "body",
            "people",
            "he",
            "of herring",
            "to do so",
            "that",
            "dredgers",
            "members",
            "the month of",
            "gay go",
            "dura",
            "seldom",
            "suda",
            "rye",
            "Severnyi",
            "Pham Cuong",
            "fishing",
            "harbour",
            "twice",
            "No. 3",
            "had",
            "are there",
            "N.",
        ] {
            assert!(!is_another_language(words), "{words}");
        }
    }
}
