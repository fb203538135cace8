//! Shelf marks that begin with the letters of an archive whatever it is.

/// `CSIRO ARCHIVES: SERIES 3, PH/4`, `ABHS 950/Box 1228, 40/4/2 Part 1 Archives Northland`: an archive's letters, and the
/// figures of a file behind them.
pub(super) fn is_mark(reference: &str) -> bool {
    const LONGEST: usize = 200;
    let letters = reference.len()
        - reference
            .trim_start_matches(|c: char| c.is_uppercase() && c.is_ascii())
            .len();
    let Some(behind) = reference
        .get(letters..)
        .filter(|_| (2..=6).contains(&letters))
    else {
        return false;
    };
    let has_file = |rest: &str| {
        let first = rest
            .trim_start()
            .split([',', ' '])
            .next()
            .unwrap_or_default();
        first.contains(|c: char| c.is_ascii_digit())
            || rest.contains('/') && rest.contains(|c: char| c.is_ascii_digit())
    };
    let behind = behind.strip_prefix(" ARCHIVES").unwrap_or(behind);
    let is_colon = behind.trim_start().strip_prefix(':').is_some_and(has_file);
    let numbered = behind.strip_prefix(' ').is_some_and(|rest| {
        let first = rest.split([' ', ',']).next().unwrap_or_default();
        first.starts_with(|c: char| c.is_ascii_digit()) && first.contains('/')
    });
    reference.len() < LONGEST && (is_colon || numbered)
}
