//! How lists count: figures, letters, Roman numerals, as the readers of several formats print them before items.

/// The number of a list's item in the list's style: `1`, `a`, `A`, `i`, `I`.
pub(super) fn number(number: i64, style: char) -> String {
    match (style, u32::try_from(number)) {
        ('a', Ok(number @ 1..)) => letters(number),
        ('A', Ok(number @ 1..)) => letters(number).to_uppercase(),
        ('i', Ok(number @ 1..4000)) => roman(number),
        ('I', Ok(number @ 1..4000)) => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// `a` to `z`, then `aa`.
fn letters(number: u32) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'a' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_in_figures_letters_and_numerals() {
        let shown = [
            (3, '1'),
            (3, 'a'),
            (28, 'A'),
            (49, 'i'),
            (4, 'I'),
            (-1, 'a'),
        ]
        .map(|(value, style)| number(value, style));
        assert_eq!(shown, ["3", "c", "AB", "xlix", "IV", "-1"]);
    }
}
