//! Words as the index knows them: folded, and parted where the search parts them.
//!
//! The index must find every word that a bare search of the text would find. So both sides part words by this one rule: a
//! word is a run of letters, figures and combining marks; in scripts that write no spaces each character is a word of its own.

use crate::search::fold_text;

/// Stands between two stretches of a field, so that no phrase reaches from one into the next. It is a word that no text has:
/// a private-use character, which folding keeps and [`is_word_char`] does not take for a letter.
pub const GAP: &str = "\u{e000}";

/// Whether a character belongs to a word. Combining marks do: folding keeps only those that make another letter.
pub fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (c.is_alphanumeric() || is_mark(c))
}

/// Marks that folding keeps: kana voicing, virama and vowel signs of Indic scripts.
fn is_mark(c: char) -> bool {
    use icu_properties::props::{EnumeratedProperty, GeneralCategory};
    !c.is_ascii()
        && matches!(
            GeneralCategory::for_char(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
        )
}

/// Whether a character is a word of its own, because its script writes no spaces between words: Han, kana, Thai, Lao, Khmer,
/// Burmese (UAX #29, section 4, names these as the scripts that need a dictionary).
pub fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The words of a text, folded.
pub fn words(text: &str) -> Vec<String> {
    let mut line = String::new();
    add_words(text, &mut line);
    line.split_ascii_whitespace()
        .map(ToOwned::to_owned)
        .collect()
}

/// Adds the words of a stretch to a field of the index, each with a space before it.
pub fn add_words(stretch: &str, field: &mut String) {
    let mut before = None;
    for c in fold_text(stretch).chars() {
        if !is_word_char(c) {
            before = None;
            continue;
        }
        // A vowel sign goes with the letter before it, also where letters stand alone.
        let goes_on =
            before.is_some_and(|before| is_mark(c) || !stands_alone(before) && !stands_alone(c));
        if !goes_on {
            field.push(' ');
        }
        field.push(c);
        before = Some(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected, "{text}");
    }

    #[test]
    fn words_are_folded_and_parted() {
        check(
            "The Control Commission’s 2nd",
            &["the", "control", "commission", "s", "2nd"],
        );
        check(
            "Café well‑known 0102–0105",
            &["cafe", "well", "known", "0102", "0105"],
        );
        check("мой Ещё", &["мой", "еще"]);
        check("Straße ﬁnal", &["strasse", "final"]);
        check("", &[]);
    }

    #[test]
    fn scripts_without_spaces_are_parted_at_each_character() {
        check("佐藤大使宛", &["佐", "藤", "大", "使", "宛"]);
        check("1945年8月", &["1945", "年", "8", "月"]);
    }

    #[test]
    fn the_gap_is_no_word() {
        check(GAP, &[]);
    }
}
