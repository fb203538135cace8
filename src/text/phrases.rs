//! Looking for many phrases at once: the words for sorts of documents, the credits of an archive's page.
//!
//! Knows nothing of what the phrases mean.

/// A list of phrases, none of them empty, sorted by the bytes that they begin with.
///
/// At each place of a text only those are compared that begin with its byte, so that a search for seventy phrases costs about
/// as much as for one. Made when the program is compiled.
#[derive(Debug)]
pub struct Phrases<const N: usize> {
    all: [&'static str; N],
    /// The numbers of the phrases by their first bytes, in their order.
    sorted: [usize; N],
    /// Where in `sorted` the phrases of each first byte begin; those of the next byte begin where they end.
    firsts: [usize; 257],
}

impl<const N: usize> Phrases<N> {
    /// A list of phrases.
    pub const fn new(phrases: [&'static str; N]) -> Self {
        let mut sorted = [0; N];
        let mut firsts = [0; 257];
        let mut count = 0;
        let mut byte = 0;
        while byte < 256 {
            firsts[byte] = count;
            let mut number = 0;
            while number < N {
                if phrases[number].as_bytes()[0] as usize == byte {
                    sorted[count] = number;
                    count += 1;
                }
                number += 1;
            }
            byte += 1;
        }
        firsts[256] = count;
        Self {
            all: phrases,
            sorted,
            firsts,
        }
    }

    /// Every place of `text` where a phrase stands, from left to right, with the phrase's number; at one place, in the order
    /// of the list.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        text.bytes().enumerate().flat_map(move |(at, byte)| {
            let byte = usize::from(byte);
            let likely = self.sorted.get(self.firsts[byte]..self.firsts[byte + 1]);
            // No phrase begins inside a character, because none of their first bytes continues one.
            let fits = move |number: usize| {
                let phrase = self.all.get(number).copied().unwrap_or_default();
                let rest = text.as_bytes().get(at..).unwrap_or_default();
                // A look at the second byte spares most comparisons.
                rest.get(1) == phrase.as_bytes().get(1) && rest.starts_with(phrase.as_bytes())
            };
            let likely = likely.unwrap_or_default().iter().copied();
            likely
                .filter(move |&number| fits(number))
                .map(move |number| (at, number))
        })
    }

    /// The length of a phrase in bytes.
    pub fn len_of(&self, number: usize) -> usize {
        self.all.get(number).map_or(0, |phrase| phrase.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static PHRASES: Phrases<4> = Phrases::new(["letter", "let", "телеграмма", "cable "]);

    #[track_caller]
    fn check(text: &str, expected: &[(usize, usize)]) {
        assert_eq!(PHRASES.find(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn finds_every_phrase_where_it_stands() {
        check("", &[]);
        check("a cable", &[]);
        check(
            "a letter, a cable to let",
            &[(2, 0), (2, 1), (12, 3), (21, 1)],
        );
        check("шифртелеграмма le", &[(8, 2)]);
    }
}
