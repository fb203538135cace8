//! The steps of an archival reference: `f. 558`, `op. 11`, `Box 711`, `Л. 44—45`.
//!
//! Knows what steps are called, in the languages of the archives; not what an archive is.

/// One step found in a reference.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) start: usize,
    pub(super) name: &'static str,
    pub(super) value: String,
}

/// What the steps of a reference are called, by how they are written, in lower case without the stop. Those that take
/// any value are marked; the others take figures.
const STEPS: [(&str, &str, bool); 59] = [
    ("f", "fond", false),
    ("fond", "fond", false),
    ("fonds", "fond", false),
    ("op", "opis", false),
    ("opis", "opis", false),
    ("d", "delo", false),
    ("delo", "delo", false),
    ("l", "listy", false),
    ("ll", "listy", false),
    ("list", "listy", false),
    ("listy", "listy", false),
    ("p", "listy", false),
    ("pp", "listy", false),
    ("papka", "papka", false),
    ("por", "por", false),
    ("pap", "papka", false),
    ("per", "perechen", false),
    ("dok", "dokument", false),
    ("doc", "dokument", false),
    ("sprava", "sprava", false),
    ("spr", "sprava", false),
    ("ark", "listy", false),
    ("arkushi", "listy", false),
    ("box", "box", true),
    ("folder", "folder", true),
    ("file", "file", true),
    ("vol", "volume", true),
    ("volume", "volume", true),
    ("rg", "record group", false),
    ("reel", "reel", false),
    ("frames", "frames", false),
    ("frame", "frame", false),
    ("serial", "serial", false),
    ("matter", "matter", false),
    ("lot", "lot", true),
    ("inv", "inventory", false),
    ("sygn", "signature", false),
    ("item", "item", false),
    ("bd", "volume", false),
    ("band", "volume", false),
    ("bl", "leaves", false),
    ("blatt", "leaves", false),
    ("fol", "leaves", false),
    ("fos", "leaves", false),
    ("ff", "leaves", false),
    ("carton", "carton", false),
    ("dossier", "dossier", false),
    ("ф", "fond", false),
    ("фонд", "fond", false),
    ("оп", "opis", false),
    ("опись", "opis", false),
    ("д", "delo", false),
    ("дело", "delo", false),
    ("л", "listy", false),
    ("лл", "listy", false),
    ("п", "papka", false),
    ("папка", "papka", false),
    ("пор", "por", false),
    ("спр", "sprava", false),
];

/// The steps of a reference in order. Linear: each word is looked at once.
pub(super) fn steps(reference: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    // Where the papka of `P. 72` or `p. 31` stands, which elsewhere counts pages.
    let mut pages: Option<usize> = None;
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = reference.get(at..).and_then(|rest| rest.chars().next()) {
        if !c.is_alphabetic() || before.is_alphanumeric() {
            before = c;
            at += c.len_utf8();
            continue;
        }
        let rest = reference.get(at..).unwrap_or_default();
        let length = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        before = 'x';
        match step(reference, at, word) {
            Some((step, end)) => {
                // Pages come last: what a file or leaf follows is a folder.
                if let Some(folder) = pages.filter(|_| matches!(step.name, "delo" | "listy")) {
                    steps[folder].name = "papka";
                    steps[folder].value = steps[folder].value.replace('–', "-");
                }
                pages =
                    (word.eq_ignore_ascii_case("p") && step.name == "listy").then_some(steps.len());
                steps.push(step);
                at = end;
            }
            None => at += length,
        }
    }
    steps
}

/// The step that begins with `word` at `start`, and where it ends.
fn step(reference: &str, start: usize, word: &str) -> Option<(Step, usize)> {
    let mut from = start + word.len();
    let mut rest = reference.get(from..)?;
    for skipped in [".", " ", "no.", "No.", "№", " ", "\u{a0}"] {
        if let Some(behind) = rest.strip_prefix(skipped) {
            from += skipped.len();
            rest = behind;
        }
    }
    // Most words of prose are told from steps by what follows them.
    if !rest.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()) {
        return None;
    }
    let lower = word.to_lowercase();
    let &(_, name, takes_any) = STEPS.iter().find(|(form, ..)| *form == lower)?;
    // `P. 72` is a papka, `p. 16` are pages.
    let name = if word == "P" { "papka" } else { name };
    let length = rest
        .find([',', ';', ' ', '.', ')', ']'])
        .unwrap_or(rest.len());
    let mut value = rest.get(..length)?.to_owned();
    // `R-5446`: the letter of a part of the archive.
    let mut parts = value.splitn(2, '-');
    let is_lettered = parts.next().is_some_and(|letter| {
        letter.chars().count() == 1 && letter.starts_with(char::is_uppercase)
    }) && parts
        .next()
        .is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
    // `Lot 61 D 385`: a lot has a letter among its figures.
    let mut length = length;
    if name == "lot"
        && let Some(behind) = rest.get(length..)
        && let [letter, number, ..] = behind
            .trim_start()
            .split(' ')
            .collect::<Vec<_>>()
            .as_slice()
        && letter.len() == 1
        && letter.starts_with(char::is_uppercase)
    {
        let digits = number.len()
            - number
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        if digits > 0 {
            length += 1 + letter.len() + 1 + digits;
            rest.get(..length)?.clone_into(&mut value);
        }
    }
    let is_value = value.starts_with(|c: char| c.is_ascii_digit())
        || is_lettered
        || takes_any && value.starts_with(|c: char| c.is_uppercase());
    if !is_value || value.len() > 40 {
        return None;
    }
    let mut end = from + length;
    // `2-2 ob`, `194, 196`: a range may go on behind a space.
    if let Some(more) = reference.get(end..).and_then(|rest| {
        rest.strip_prefix(" - ")
            .or_else(|| rest.strip_prefix(" – "))
    }) {
        let length = more.find([',', ';', ' ', '.', ')']).unwrap_or(more.len());
        if more.starts_with(|c: char| c.is_ascii_digit()) {
            value = format!("{value}-{}", more.get(..length)?);
            end += 3 + length;
        }
    }
    if matches!(name, "listy" | "frames" | "leaves") {
        value = value.replace(['-', '—'], "–");
    }
    Some((Step { start, name, value }, end))
}
