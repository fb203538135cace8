//! The number of a telegram in its series, as head lines print it.

/// A head line without what an edition says of the copy: `276 (extract) PARIS`, `unnumbered LONDON, [`.
pub(super) fn without_remarks(words: &str) -> String {
    const REMARKS: [&str; 8] = [
        "(extract)",
        "(extracts)",
        "[extract]",
        "[extracts]",
        "unnumbered",
        "extract",
        "extracts",
        "(draft)",
    ];
    let kept: Vec<&str> = words
        .split(' ')
        .filter(|word| !REMARKS.contains(&word.trim_end_matches(',').to_lowercase().as_str()))
        .collect();
    kept.join(" ")
}

/// How long the number is with which a stretch begins, the name of its series before it: `84`, `UN441`, `Winch 9`. A place in
/// capitals is no series.
pub(super) fn series_number(words: &str) -> usize {
    const LONGEST: usize = 16;
    let has_figure = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let mut parts = words.split([' ', ',']);
    let first = parts.next().unwrap_or_default();
    if has_figure(first) {
        return if first.len() < LONGEST {
            first.len()
        } else {
            0
        };
    }
    let second = parts.next().unwrap_or_default();
    let is_series = first.chars().skip(1).any(char::is_lowercase)
        && first.starts_with(char::is_uppercase)
        && words
            .get(first.len()..)
            .is_some_and(|rest| rest.starts_with(' '))
        && second.starts_with(|c: char| c.is_ascii_digit())
        && second.bytes().all(|byte| byte.is_ascii_digit());
    if is_series {
        first.len() + 1 + second.len()
    } else {
        0
    }
}
