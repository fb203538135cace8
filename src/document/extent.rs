//! How much of a text an annotation speaks of: `3 lines`, `about 20 characters`, `half a page`.
//!
//! What the source says is kept in its words; what can be counted in them is read once, here, so that nobody else has to.
//! Knows nothing of why the text is missing.

use std::fmt;

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// An amount of text or of room on the page (TEI `att.dimensions`).
///
/// Invariant: everything but the words follows from the words, so that reading them again gives the same extent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    words: String,
    least: Option<Quantity>,
    most: Option<Quantity>,
    unit: Option<Unit>,
    precision: Precision,
}

/// A number of units: finite and not negative. Halves occur.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Quantity(f64);

// A quantity is never NaN.
impl Eq for Quantity {}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Unit {
    /// Letters and other characters.
    Character,
    /// Words.
    Word,
    /// Lines.
    Line,
    /// Sentences.
    Sentence,
    /// Paragraphs.
    Paragraph,
    /// Columns.
    Column,
    /// Pages.
    Page,
    /// Leaves, folios.
    Leaf,
    /// Whole documents.
    Document,
    /// Lines of verse in groups.
    Stanza,
    /// Room on the page.
    Millimetre,
    /// Room on the page.
    Centimetre,
    /// Room on the page.
    Inch,
}

/// Whether the source counted or estimated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Precision {
    /// The source gives the numbers without reserve.
    #[default]
    Exact,
    /// "About", "some", "nearly".
    Approximate,
}

impl Quantity {
    /// A quantity; `None` for what is no number of units.
    pub fn new(value: f64) -> Option<Self> {
        (value.is_finite() && value >= 0.0).then_some(Self(value))
    }

    /// The number.
    pub fn value(self) -> f64 {
        self.0
    }

    /// The number, if it is whole and small enough to be counted out.
    pub fn whole(self) -> Option<usize> {
        const MOST: f64 = 1_000_000.0;
        if self.0.fract() != 0.0 || self.0 > MOST {
            return None;
        }
        format!("{:.0}", self.0).parse().ok()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Extent {
    /// The extent that these words give. Words that give no number are kept all the same.
    pub fn read(words: impl Into<String>) -> Self {
        let words = words.into();
        let lower = words.trim().to_lowercase();
        let mut rest: Vec<&str> = lower.split_whitespace().collect();
        let precision = take_estimate(&mut rest);
        let bound = take_bound(&mut rest);
        let unit = rest.last().and_then(|word| Unit::named(word));
        if unit.is_some() {
            rest.pop();
        }
        let numbers = range(&rest);
        let (least, most) = match (numbers, bound) {
            (None, _) => (None, None),
            (Some((least, _)), Bound::AtLeast) => (Some(least), None),
            (Some((_, most)), Bound::AtMost) => (None, Some(most)),
            (Some((least, most)), Bound::None) => (Some(least), Some(most)),
        };
        Self {
            words,
            least,
            most,
            unit,
            precision,
        }
    }

    /// The extent of so many units, put into words: `3 lines`, `at least 2 pages`, `about 3–5 words`. The unit may be any
    /// word: it stands as it is where it is none of [`Unit`]. `None` without a number.
    pub fn counted(
        least: Option<Quantity>,
        most: Option<Quantity>,
        unit: &str,
        precision: Precision,
    ) -> Option<Self> {
        let (bound, number, is_one) = match (least, most) {
            (None, None) => return None,
            (Some(least), Some(most)) if least == most => {
                ("", least.to_string(), least.whole() == Some(1))
            }
            (Some(least), Some(most)) => ("", format!("{least}–{most}"), false),
            (Some(least), None) => ("at least ", least.to_string(), least.whole() == Some(1)),
            (None, Some(most)) => ("at most ", most.to_string(), most.whole() == Some(1)),
        };
        let about = match precision {
            Precision::Exact => "",
            Precision::Approximate => "about ",
        };
        let unit = counted_unit(unit, is_one);
        Some(Self::read(format!("{about}{bound}{number} {unit}")))
    }

    /// The extent in the source's words.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// How many units it is at least.
    pub fn least(&self) -> Option<Quantity> {
        self.least
    }

    /// How many units it is at most.
    pub fn most(&self) -> Option<Quantity> {
        self.most
    }

    /// What is counted, if it is one of the usual units.
    pub fn unit(&self) -> Option<Unit> {
        self.unit
    }

    /// Whether the source counted or estimated.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// How many there are of `unit`, where the source counted them and they are a whole number.
    pub fn count_of(&self, unit: Unit) -> Option<usize> {
        let is_exact = self.precision == Precision::Exact && self.least == self.most;
        self.least
            .filter(|_| is_exact && self.unit == Some(unit))
            .and_then(Quantity::whole)
    }
}

impl fmt::Display for Extent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words)
    }
}

impl Unit {
    /// The unit that a word names, in the singular or the plural, as editions write it: `chars`, `lines`, `folios`.
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim_end_matches(['.', ',']);
        Some(match word {
            "character" | "characters" | "char" | "chars" | "charcter" | "charcters" | "letter"
            | "letters" | "graphemes" | "grapheme" => Self::Character,
            "word" | "words" => Self::Word,
            "line" | "lines" => Self::Line,
            "sentence" | "sentences" => Self::Sentence,
            "paragraph" | "paragraphs" => Self::Paragraph,
            "column" | "columns" => Self::Column,
            "page" | "pages" | "pp" => Self::Page,
            "leaf" | "leaves" | "folio" | "folios" | "sheet" | "sheets" => Self::Leaf,
            "document" | "documents" => Self::Document,
            "stanza" | "stanzas" => Self::Stanza,
            "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => Self::Millimetre,
            "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => Self::Centimetre,
            "in" | "inch" | "inches" => Self::Inch,
            _ => return None,
        })
    }
}

/// Whether and from which side a number bounds the amount.
#[derive(Clone, Copy)]
enum Bound {
    None,
    AtLeast,
    AtMost,
}

/// Takes the words of an estimate off the front.
fn take_estimate(words: &mut Vec<&str>) -> Precision {
    const ABOUT: [&str; 14] = [
        "about",
        "approximately",
        "approx",
        "approx.",
        "around",
        "c.",
        "ca.",
        "ca",
        "circa",
        "nearly",
        "perhaps",
        "roughly",
        "some",
        "~",
    ];
    let is_estimate = words.first().is_some_and(|word| ABOUT.contains(word));
    if is_estimate {
        words.remove(0);
        return Precision::Approximate;
    }
    // "several lines", "a few words": an amount, and no number.
    match words.as_slice() {
        ["several" | "few" | "many", ..] | ["a", "few", ..] => Precision::Approximate,
        _ => Precision::Exact,
    }
}

/// Takes the words of a bound off the front.
fn take_bound(words: &mut Vec<&str>) -> Bound {
    let (count, bound) = match words.as_slice() {
        ["at", "least", ..] => (2, Bound::AtLeast),
        ["at", "most", ..] | ["up", "to", ..] => (2, Bound::AtMost),
        _ => (0, Bound::None),
    };
    words.drain(..count);
    bound
}

/// The least and the most that words of number give: `3`, `3-5`, `3 or 4`, `2½`, `half a`.
fn range(words: &[&str]) -> Option<(Quantity, Quantity)> {
    let quantity = |words: &[&str]| number(words).and_then(Quantity::new);
    if let [one] = words
        && let Some((least, most)) = one.split_once(['-', '–'])
    {
        return Some((quantity(&[least])?, quantity(&[most])?))
            .filter(|(least, most)| least <= most);
    }
    let between = words
        .iter()
        .position(|word| matches!(*word, "or" | "to" | "–" | "-"));
    if let Some(at) = between {
        let (least, most) = (quantity(words.get(..at)?)?, quantity(words.get(at + 1..)?)?);
        return Some((least, most)).filter(|(least, most)| least <= most);
    }
    quantity(words).map(|quantity| (quantity, quantity))
}

/// The number that words give: figures, a fraction, `one` to `twelve`, `half a`.
fn number(words: &[&str]) -> Option<f64> {
    const NAMES: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match words {
        ["half" | "½"] | ["half", "a" | "an"] => Some(0.5),
        ["a" | "an"] => Some(1.0),
        [one] => {
            let named = (1_u32..).zip(NAMES).find(|(_, name)| name == one);
            let halved = one.strip_suffix('½').and_then(figures);
            figures(one)
                .or(named.map(|(number, _)| f64::from(number)))
                .or(halved.map(|whole| whole + 0.5))
        }
        [whole, "½" | "1/2"] => figures(whole).map(|whole| whole + 0.5),
        _ => None,
    }
}

/// A number in figures alone: no sign, no exponent.
fn figures(word: &str) -> Option<f64> {
    let is_plain = word.chars().all(|c| c.is_ascii_digit() || c == '.') && word.len() <= 9;
    if word == "1/2" {
        return Some(0.5);
    }
    word.parse().ok().filter(|_| is_plain)
}

/// A unit's word in the number that is wanted.
fn counted_unit(unit: &str, is_one: bool) -> String {
    let unit = match unit.trim_end_matches('s') {
        "char" | "charcter" => "character",
        "leave" => "leaf",
        unit => unit,
    };
    if is_one || !unit.is_ascii() || unit.len() < 3 {
        unit.to_owned()
    } else if unit == "leaf" {
        "leaves".to_owned()
    } else {
        format!("{unit}s")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(words: &str, least: Option<f64>, most: Option<f64>, unit: Option<Unit>) -> Extent {
        let extent = Extent::read(words);
        assert_eq!(extent.words(), words);
        assert_eq!(extent.least().map(Quantity::value), least, "{words}");
        assert_eq!(extent.most().map(Quantity::value), most, "{words}");
        assert_eq!(extent.unit(), unit, "{words}");
        extent
    }

    #[test]
    fn amounts_are_read_from_words() {
        check("3 lines", Some(3.0), Some(3.0), Some(Unit::Line));
        check("one page", Some(1.0), Some(1.0), Some(Unit::Page));
        check("1½ lines", Some(1.5), Some(1.5), Some(Unit::Line));
        check("2 1/2 pages", Some(2.5), Some(2.5), Some(Unit::Page));
        check("half a page", Some(0.5), Some(0.5), Some(Unit::Page));
        check("3–5 letters", Some(3.0), Some(5.0), Some(Unit::Character));
        check(
            "three or four words",
            Some(3.0),
            Some(4.0),
            Some(Unit::Word),
        );
        check("at least 2 folios", Some(2.0), None, Some(Unit::Leaf));
        check("up to 2 mm", None, Some(2.0), Some(Unit::Millimetre));
        check("4 ems", None, None, None);
        check("a good deal", None, None, None);
        check("5-3 lines", None, None, Some(Unit::Line));
        check("1e9 lines", None, None, Some(Unit::Line));
        check("", None, None, None);
    }

    #[test]
    fn an_estimate_is_no_count() {
        let extent = check(
            "about 3 letters",
            Some(3.0),
            Some(3.0),
            Some(Unit::Character),
        );
        assert_eq!(extent.precision(), Precision::Approximate);
        assert_eq!(extent.count_of(Unit::Character), None);
        let extent = check("several lines", None, None, Some(Unit::Line));
        assert_eq!(extent.precision(), Precision::Approximate);
        let extent = Extent::read("3 letters");
        assert_eq!(extent.count_of(Unit::Character), Some(3));
        assert_eq!(extent.count_of(Unit::Line), None);
        assert_eq!(Extent::read("2.5 letters").count_of(Unit::Character), None);
    }

    #[test]
    fn counts_are_put_into_words() {
        #[track_caller]
        fn check(numbers: (f64, f64), unit: &str, expected: &str) {
            let (least, most) = (Quantity::new(numbers.0), Quantity::new(numbers.1));
            let extent = Extent::counted(least, most, unit, Precision::Exact);
            assert_eq!(extent.as_ref().map(Extent::words), Some(expected));
        }
        check((3.0, 3.0), "lines", "3 lines");
        check((1.0, 1.0), "chars", "1 character");
        check((2.5, 2.5), "leaf", "2.5 leaves");
        check((2.0, f64::NAN), "page", "at least 2 pages");
        check((f64::NAN, 1.0), "page", "at most 1 page");
        check((2.0, 4.0), "cm", "2–4 cm");
        assert_eq!(Extent::counted(None, None, "page", Precision::Exact), None);
    }

    proptest! {
        #[test]
        fn what_was_counted_is_read_back(
            least in 0_u32..2000,
            more in 0_u32..50,
            unit in prop::sample::select(vec!["character", "word", "line", "page", "leaf", "cm"]),
            is_estimate: bool,
        ) {
            let precision = if is_estimate { Precision::Approximate } else { Precision::Exact };
            let (least, most) = (Quantity::new(f64::from(least)), Quantity::new(f64::from(least + more)));
            for (least, most) in [(least, most), (least, None), (None, most)] {
                let extent = Extent::counted(least, most, unit, precision).expect("there is a number");
                prop_assert_eq!((extent.least(), extent.most()), (least, most));
                prop_assert_eq!(extent.unit(), Unit::named(unit));
                prop_assert_eq!(extent.precision(), precision);
            }
        }
    }
}
