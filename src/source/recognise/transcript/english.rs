//! Whether words are English: by a list of the words of diplomatic papers, and by the letters that follow each other in
//! them.
//!
//! The list, `english.txt`, holds the five thousand commonest words of volumes of *Foreign Relations of the United States* (in
//! the public domain), in the order of the alphabet: it is searched as it stands, and what is made of it is made by the
//! compiler, so that it costs nothing at the start. It
//! answers for a bracket whether it holds the original's wording (`your note [zhaohui]`) or words that the translator put in
//! (`control [body]`); so it errs on the side of English:
//! of words that are English and not in the list one in eleven is taken for another language, of others three in four.

use std::cmp::Ordering;

/// How many sequences of letters must be such as no English word has: many a rare word has one.
const STRANGE: usize = 2;
/// Shorter words tell too little: `rye`.
const SHORTEST: usize = 4;

/// The list: words parted by single spaces or line feeds.
const LIST: &str = include_str!("english.txt");

/// Whether a word is in the list, by bisection.
fn is_listed(word: &str) -> bool {
    let list = LIST.as_bytes();
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = list.get(low..middle).unwrap_or_default();
        let start = before.iter().rposition(u8::is_ascii_whitespace);
        let start = start.map_or(low, |at| low + at + 1);
        let rest = list.get(start..).unwrap_or_default();
        let length = rest.iter().position(u8::is_ascii_whitespace);
        let length = length.unwrap_or(rest.len());
        let listed = rest.get(..length).unwrap_or_default();
        match word.as_bytes().cmp(listed) {
            Ordering::Equal => return true,
            Ordering::Less => high = start,
            Ordering::Greater => low = start + length + 1,
        }
    }
    false
}

/// Three letters that follow each other, the edges of a word counted as one.
type Three = [u8; 3];

/// A bit for each three letters, five bits a letter: that they follow each other in some word of the list.
static SPELLINGS: [u64; 1 << 9] = spellings();

const fn spellings() -> [u64; 1 << 9] {
    let list = LIST.as_bytes();
    let mut spellings = [0; 1 << 9];
    let mut three = [b'^'; 3];
    let mut at = 0;
    while at < list.len() {
        let is_edge = list[at].is_ascii_whitespace();
        let letter = if is_edge { b'_' } else { list[at] };
        three = [three[1], three[2], letter];
        // The first letter of a word has only one before it.
        if three[1] != b'^' {
            let index = index(three);
            spellings[index / 64] |= 1 << (index % 64);
        }
        if is_edge {
            three = [b'^'; 3];
        }
        at += 1;
    }
    spellings
}

/// The number of three letters: of each the five bits that its code in ASCII ends with.
const fn index(three: Three) -> usize {
    let [first, second, third] = three;
    (first as usize & 31) << 10 | (second as usize & 31) << 5 | (third as usize & 31)
}

/// Whether three letters follow each other in some word of the list.
fn is_spelt(three: Three) -> bool {
    let index = index(three);
    SPELLINGS[index / 64] >> (index % 64) & 1 == 1
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
    fn the_list_is_in_order_and_its_words_and_spellings_are_found() {
        let words: Vec<&str> = LIST
            .split([' ', '\n'])
            .filter(|word| !word.is_empty())
            .collect();
        assert!(words.is_sorted() && words.len() == 5000);
        for word in words {
            assert!(is_listed(word) && spelling(word).all(is_spelt), "{word}");
            let longer = format!("{word}qq");
            assert!(
                !is_listed(&longer) && !spelling(&longer).all(is_spelt),
                "{longer}"
            );
        }
        assert!(!is_listed("") && !is_listed(" ") && !is_listed("zz") && !is_listed("a\nb"));
    }

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
