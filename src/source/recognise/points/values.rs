//! What the mark of a point may stand for: a number of a series, and the signs round it.

/// The series to which a mark may belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Series {
    Figure,
    Small,
    Capital,
    SmallRoman,
    CapitalRoman,
    Ordinal,
    /// `а)`, `б)`: letters of the Russian order.
    Cyrillic,
    /// `3.1.`, `3.2.`: the sections of a point, with its number.
    Section(u32),
    /// `Article 1`: the articles of a treaty, over all other points.
    Article,
    /// `一、`, `（二）`
    Han,
    /// `甲、`, `乙、`
    Stem,
    /// `イ、`, `ロ、`
    Iroha,
    /// `①`, `②`
    Circled,
}

/// What stands round the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Dress {
    /// `1.`
    Stop,
    /// `1)`
    Closed,
    /// `(1)`
    Round,
    /// `6 General`, where a stop was lost.
    Bare,
}

/// What a mark may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) series: Series,
    pub(super) number: u32,
}

/// The number that a Roman numeral writes, up to 39.
pub(super) fn roman(name: &str) -> Option<u32> {
    let upper = name.to_ascii_uppercase();
    let mut total = 0;
    let mut last = 0;
    for c in upper.chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            _ => return None,
        };
        if value < last {
            total -= value;
        } else {
            total += value;
        }
        last = value.max(last);
    }
    (1..=39)
        .contains(&total)
        .then(|| u32::try_from(total).ok())
        .flatten()
        .filter(|&total| as_roman(total) == upper)
}

fn as_roman(mut number: u32) -> String {
    let mut roman = String::new();
    for (value, sign) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while number >= value {
            roman.push_str(sign);
            number -= value;
        }
    }
    roman
}
