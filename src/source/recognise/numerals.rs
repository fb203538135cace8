//! Numbers as East Asian documents write them: `二十`, `一九四五`, `元`, full-width figures.
//!
//! Knows nothing of what is counted.

/// Whether a character is a figure of any of these scripts: `7`, `７`, `七`, `十`, `〇`.
pub fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || unit(c).is_some() || c == '元'
}

/// Whether a character is a numeral of Chinese writing.
pub fn is_han(c: char) -> bool {
    !is_wide_digit(c) && (digit(c).is_some() || unit(c).is_some())
}

/// The number that these figures write; `None` where they write none. `元` is the first year of an era.
pub fn parse(text: &str) -> Option<u32> {
    /// Longer ones are no number of a page, point or year.
    const LONGEST: usize = 9;
    if text == "元" {
        return Some(1);
    }
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let has_units = text.chars().any(|c| unit(c).is_some());
    let (mut total, mut last): (u32, Option<u32>) = (0, None);
    for c in text.chars() {
        let value = c.to_digit(10).or_else(|| digit(c));
        match (value, unit(c)) {
            // `一九四五` is written by place, `千九百四十五` by units.
            (Some(value), _) if !has_units => total = total.checked_mul(10)?.checked_add(value)?,
            (Some(value), _) => last = Some(last.map_or(value, |last| last * 10 + value)),
            (None, Some(unit)) => total = total.checked_add(last.take().unwrap_or(1) * unit)?,
            (None, None) => return None,
        }
    }
    total.checked_add(last.unwrap_or(0))
}

fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}

fn digit(c: char) -> Option<u32> {
    if is_wide_digit(c) {
        return Some(u32::from(c) - u32::from('０'));
    }
    let value = "〇一二三四五六七八九".chars().position(|known| known == c);
    let formal = "零壱弐参肆伍陸柒捌玖".chars().position(|known| known == c);
    let other = "零壹貳叁肆伍陆柒捌玖".chars().position(|known| known == c);
    value
        .or(formal)
        .or(other)
        .and_then(|value| u32::try_from(value).ok())
        .or(match c {
            '贰' => Some(2),
            '參' => Some(3),
            _ => None,
        })
}

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '廿' => 20,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_printed() {
        for (text, expected) in [
            ("二十", Some(20)),
            ("十一", Some(11)),
            ("一九四五", Some(1945)),
            ("千九百四十五", Some(1945)),
            ("１２", Some(12)),
            ("34", Some(34)),
            ("元", Some(1)),
            ("二〇", Some(20)),
            ("百二十三", Some(123)),
            ("三月", None),
            ("", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
