//! Folding: what of a text counts when it is searched.
//!
//! Character by character: compatibility decomposition (ligatures, full width, superscripts), full case folding, a table of
//! letters and signs that Unicode does not decompose ([`plain`]), and accents dropped. Marks that make a letter of another
//! script what it is (kana voicing, nukta, virama, Indic vowels) stay, for they are not accents; in Cyrillic, й, ў, ї, ѓ and
//! ќ stay as well, while ё is found by е and stress marks count for nothing, as Russian readers expect. The Turkish
//! dotless ı and dotted İ are both found by i. Knows nothing of documents.

use std::cell::RefCell;
use std::collections::HashMap;

use icu_casemap::CaseMapper;
use icu_normalizer::properties::{
    CanonicalCombiningClassMap, CanonicalCombiningClassMapBorrowed, CanonicalComposition,
    CanonicalCompositionBorrowed,
};
use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// Whether letters of either case are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// They are.
    Folded,
    /// They are not.
    Kept,
}

/// A text folded by itself.
pub(super) fn fold(text: &str, case: Case) -> Vec<u8> {
    Folder::new(case).fold(text)
}

/// What [`Folder::push`] did with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pushed {
    /// It wrote the start of a unit: something that a hit may begin with, or that may follow one.
    Unit,
    /// It wrote nothing, or changed the end of what was written: the character belongs to the unit before it.
    Continuation,
}

/// What becomes of a character wherever it stands.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// Not looked up yet.
    Unknown,
    /// One space, if none stands before it.
    Space,
    /// Nothing: invisible.
    Nothing,
    /// One character.
    One(char),
    /// A combining mark, which counts or not by the letter before it.
    Mark,
    /// Several characters, at this position of `Memory::several`.
    Several(usize),
}

/// Below this the fate of a character is looked up once: up to the kana, where alphabets end.
const REMEMBERED: usize = 0x3100;

/// Decompositions longer than this are of whole phrases (U+FDFA has 18 letters) and are left alone, so that the folded text
/// cannot be many times the text.
const LONGEST_DECOMPOSITION: usize = 4;

/// The fates of characters looked up so far. They depend on nothing but the case, so a folder hands them on to the next: a
/// library folds a hundred thousand short texts, and looking its letters up anew for each would cost more than the folding.
#[derive(Default)]
struct Memory {
    /// The fates of the characters below [`REMEMBERED`]; empty until the first.
    fates: Vec<Fate>,
    /// The fates of those above that were met.
    rare_fates: HashMap<char, Fate>,
    several: Vec<String>,
}

thread_local! {
    /// Memories of folders that are gone, by case.
    static SPARE: RefCell<[Vec<Memory>; 2]> = RefCell::default();
}

/// More memories than a search uses at once are not kept.
const MOST_SPARE: usize = 4;

/// A memory with more characters than this is let go: a text of all of Unicode must not fill it for ever.
const LARGEST_SPARE: usize = 4096;

impl Memory {
    fn recall(case: Case) -> Self {
        SPARE
            .with_borrow_mut(|spare| spare[case as usize].pop())
            .unwrap_or_default()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let memory = std::mem::take(&mut self.memory);
        if memory.fates.is_empty() || memory.rare_fates.len() + memory.several.len() > LARGEST_SPARE
        {
            return;
        }
        // While a thread ends there is nothing left to hand on to.
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && spare[self.case as usize].len() < MOST_SPARE
            {
                spare[self.case as usize].push(memory);
            }
        });
    }
}

/// Folds a text character by character.
pub(super) struct Folder {
    case: Case,
    /// The last character written; `None` at the start.
    last: Option<char>,
    memory: Memory,
    compatibility: DecomposingNormalizerBorrowed<'static>,
    canonical: DecomposingNormalizerBorrowed<'static>,
    composition: CanonicalCompositionBorrowed<'static>,
    classes: CanonicalCombiningClassMapBorrowed<'static>,
}

impl Folder {
    /// A folder at the start of a text.
    pub(super) fn new(case: Case) -> Self {
        Self {
            case,
            last: None,
            memory: Memory::recall(case),
            compatibility: DecomposingNormalizer::new_nfkd(),
            canonical: DecomposingNormalizer::new_nfd(),
            composition: CanonicalComposition::new(),
            classes: CanonicalCombiningClassMap::new(),
        }
    }

    /// A text folded by itself.
    pub(super) fn fold(&mut self, text: &str) -> Vec<u8> {
        self.restart();
        let mut folded = Vec::with_capacity(text.len());
        for c in text.chars() {
            self.push(c, &mut folded);
        }
        folded
    }

    /// Goes on as at the start of a text.
    pub(super) fn restart(&mut self) {
        self.last = None;
    }

    /// Goes on behind `c`, which was written by other means.
    pub(super) fn go_on_after(&mut self, c: char) {
        self.last = Some(c);
    }

    /// Writes what `c` becomes to the end of `folded`.
    pub(super) fn push(&mut self, c: char, folded: &mut Vec<u8>) -> Pushed {
        match self.fate(c) {
            Fate::Space if self.last == Some(' ') => Pushed::Continuation,
            Fate::Space => self.write(' ', folded),
            Fate::One(one) => self.write(one, folded),
            Fate::Several(index) => {
                let several = &self.memory.several[index];
                folded.extend_from_slice(several.as_bytes());
                self.last = several.chars().next_back();
                Pushed::Unit
            }
            Fate::Mark => self.mark(c, folded),
            Fate::Nothing | Fate::Unknown => Pushed::Continuation,
        }
    }

    fn write(&mut self, c: char, folded: &mut Vec<u8>) -> Pushed {
        folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        self.last = Some(c);
        Pushed::Unit
    }

    /// Joins a mark to the letter before it, if it counts there. A mark without a letter counts for nothing.
    fn mark(&mut self, mark: char, folded: &mut Vec<u8>) -> Pushed {
        let Some(base) = self.last.filter(|&base| self.counts(mark, base)) else {
            return Pushed::Continuation;
        };
        if let Some(composed) = self.composition.compose(base, mark) {
            folded.truncate(folded.len() - base.len_utf8());
            self.write(composed, folded);
        } else {
            self.write(mark, folded);
        }
        Pushed::Continuation
    }

    fn fate(&mut self, c: char) -> Fate {
        if matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') {
            return Fate::One(c);
        }
        let position = c as usize;
        if position >= REMEMBERED {
            return self.rare_fate(c);
        }
        if self.memory.fates.is_empty() {
            self.memory.fates = vec![Fate::Unknown; REMEMBERED];
        }
        if matches!(self.memory.fates[position], Fate::Unknown) {
            self.memory.fates[position] = self.find_fate(c);
        }
        self.memory.fates[position]
    }

    fn rare_fate(&mut self, c: char) -> Fate {
        if let Some(&fate) = self.memory.rare_fates.get(&c) {
            return fate;
        }
        let fate = self.find_fate(c);
        self.memory.rare_fates.insert(c, fate);
        fate
    }

    fn find_fate(&mut self, c: char) -> Fate {
        if c.is_whitespace() {
            return Fate::Space;
        }
        if CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c) {
            return Fate::Nothing;
        }
        if self.classes.get_u8(c) != 0 {
            return Fate::Mark;
        }
        let folded = self.fold_starter(c);
        let mut chars = folded.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Fate::Nothing,
            (Some(one), None) => Fate::One(one),
            (Some(_), Some(_)) => {
                self.memory.several.push(folded);
                Fate::Several(self.memory.several.len() - 1)
            }
        }
    }

    /// The folded form of a character that is not a mark.
    fn fold_starter(&self, c: char) -> String {
        let mut letters = String::new();
        for part in self.decompose(c) {
            self.join(part, &mut letters);
        }
        if self.case == Case::Folded {
            letters = CaseMapper::new().fold_string(&letters).into_owned();
        }
        let mut folded = String::new();
        for letter in letters.chars() {
            match plain(letter, self.case) {
                Some(plain) => folded.push_str(&plain),
                None => self
                    .decompose(letter)
                    .into_iter()
                    .for_each(|part| self.join(part, &mut folded)),
            }
        }
        folded
    }

    /// The parts of a character; itself, if it is one of the signs of the table or its parts are too many or begin with a
    /// space (a spacing accent).
    fn decompose(&self, c: char) -> Vec<char> {
        let mut buffer = [0; 4];
        let text: &str = c.encode_utf8(&mut buffer);
        if plain(c, self.case).is_some() {
            return vec![c];
        }
        let parts: Vec<char> = self.compatibility.normalize(text).chars().collect();
        if parts.first() == Some(&' ') {
            return vec![c];
        }
        if parts.len() > LONGEST_DECOMPOSITION {
            return self.canonical.normalize(text).chars().collect();
        }
        parts
    }

    /// Writes a part of a character: a mark is joined to the letter before it if it counts there, else left out.
    fn join(&self, part: char, letters: &mut String) {
        if self.classes.get_u8(part) == 0 {
            // The parts of a Hangul syllable are letters and go together again.
            if let Some(syllable) = letters
                .chars()
                .next_back()
                .and_then(|last| self.composition.compose(last, part))
            {
                letters.pop();
                letters.push(syllable);
            } else {
                letters.push(part);
            }
            return;
        }
        let Some(base) = letters
            .chars()
            .next_back()
            .filter(|&base| self.counts(part, base))
        else {
            return;
        };
        if let Some(composed) = self.composition.compose(base, part) {
            letters.pop();
            letters.push(composed);
        } else {
            letters.push(part);
        }
    }

    /// Whether a mark makes another letter of the one before it: any mark but the accents (of the combining classes of Hebrew,
    /// Arabic and Syriac points, 10 to 36, and of marks above, below and through, from 200; UAX #44, table 15), and in
    /// Cyrillic some accents.
    fn counts(&self, mark: char, base: char) -> bool {
        let is_accent = matches!(self.classes.get_u8(mark), 10..=36 | 200..);
        !is_accent
            || matches!(
                (base, mark),
                ('и' | 'И' | 'у' | 'У', '\u{306}')
                    | ('і' | 'І', '\u{308}')
                    | ('г' | 'Г' | 'к' | 'К', '\u{301}')
            )
    }
}

/// The plain letters or signs that find a character which Unicode does not decompose. A capital gives a capital followed by
/// small letters, so that `Oeuvre` finds `Œuvre`.
fn plain(c: char, case: Case) -> Option<String> {
    if let Some(sign) = plain_sign(c) {
        return Some(sign.to_owned());
    }
    if let Some(letters) = plain_letters(c) {
        return Some(letters.to_owned());
    }
    let small = c
        .to_lowercase()
        .next()
        .filter(|&small| small != c && case == Case::Kept)?;
    let letters = plain_letters(small)?;
    let mut letters = letters.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' | 'ƚ' => "l",
        'đ' | 'ð' | 'ɖ' => "d",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ħ' => "h",
        'ı' | 'ɨ' => "i",
        'ĸ' => "k",
        'ŋ' => "ng",
        'ŧ' => "t",
        'ƀ' | 'ɓ' => "b",
        'ǥ' => "g",
        'ƒ' => "f",
        'ƶ' => "z",
        'ȷ' => "j",
        'ς' => "σ",
        _ => return None,
    })
}

fn plain_sign(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' | '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' => {
            "'"
        }
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '〝' | '〞' | '〟' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⸺' | '⸻' | '﹘' => "-",
        _ => return None,
    })
}
