//! Source notes as the volumes *Foreign Relations of the United States* print them: where the original lies, step by step, and
//! how secret it was.
//!
//! Two forms: `Source: Library of Congress, Manuscript Division, Kissinger Papers, Box CL 101. Secret; Immediate.`, and before
//! 1952 a file number alone, `501.BB Interim/1–348: Telegram`. Only steps whose kind the note itself names become parts; the
//! whole reference stays as it is printed.

use crate::document::{ArchivalReference, ReferencePart};

/// What a source note says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct SourceNote<'a> {
    /// What the editors say the document is about.
    pub(super) summary: Option<&'a str>,
    /// The reference as printed.
    pub(super) reference: &'a str,
    /// The sentences behind the reference.
    pub(super) rest: &'a str,
}

const SOURCE: &str = "Source: ";
const SUMMARY: &str = "Summary: ";

/// Words before a full stop that ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "Vol", "Vols", "No", "Nos", "Dept", "Gen", "St", "Pt", "Part", "Ser", "fol", "p", "pp", "Jr",
    "Sr", "Dr", "Mr", "Mrs",
];

/// Parts a source note. A summary may stand before the source.
pub(super) fn read(text: &str) -> SourceNote<'_> {
    let (summary, source) = match text.strip_prefix(SUMMARY) {
        Some(rest) => match rest.split_once(SOURCE) {
            Some((summary, source)) => (Some(summary.trim()), source),
            None => (Some(rest.trim()), ""),
        },
        None => (None, text.strip_prefix(SOURCE).unwrap_or(text)),
    };
    let end = sentence_end(source);
    SourceNote {
        summary,
        reference: source
            .get(..end)
            .unwrap_or(source)
            .trim()
            .trim_end_matches('.'),
        rest: source.get(end..).unwrap_or_default().trim(),
    }
}

/// The sentences of a text.
pub(super) fn sentences(mut text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    while !text.is_empty() {
        let (sentence, rest) = text.split_at(sentence_end(text));
        sentences.push(sentence.trim().trim_end_matches('.'));
        text = rest.trim_start();
    }
    sentences
}

/// Where the first sentence ends, its full stop included.
fn sentence_end(text: &str) -> usize {
    for (at, _) in text.match_indices(". ") {
        let before = text.get(..at).unwrap_or_default();
        let word = before.rsplit([' ', ',', '(']).next().unwrap_or_default();
        // `U.S.`, an initial, or an abbreviation.
        let is_initial =
            word.chars().count() == 1 || word.contains('.') && word.len() <= "U.S.A".len();
        if !is_initial && !ABBREVIATIONS.contains(&word) {
            return at + 1;
        }
    }
    text.len()
}

/// A reference with its repository and its steps.
pub(super) fn reference(printed: &str) -> ArchivalReference {
    let mut steps = printed.split(", ").map(str::trim).peekable();
    let first = steps.peek().copied().unwrap_or_default();
    let repository = is_repository(first).then(|| first.to_owned());
    if repository.is_some() {
        steps.next();
    }
    let parts = match repository {
        None => file_number(printed),
        Some(_) => None,
    };
    ArchivalReference {
        parts: parts.unwrap_or_else(|| steps.filter_map(part).collect()),
        repository,
        reference: Some(printed.to_owned()),
    }
}

/// Whether words name an archive, a library, an agency that keeps its records.
fn is_repository(words: &str) -> bool {
    const ENDS: &[&str] = &[
        "Archives",
        "Archive",
        "Library",
        "Records Center",
        "Records Administration",
        "Agency",
        "Department of State",
        "Department of Defense",
        "Department of the Treasury",
        "National Security Council",
        "Library of Congress",
        "Institute",
        "University",
    ];
    words.starts_with(char::is_uppercase) && ENDS.iter().any(|end| words.ends_with(end))
}

/// A step of a reference that says what it is: `RG 59`, `Box CL 101`, `Lot 63 D 75`, `Kissinger Papers`.
fn part(step: &str) -> Option<ReferencePart> {
    const NAMED: &[(&str, &str)] = &[
        ("RG", "record group"),
        ("Record Group", "record group"),
        ("Box", "box"),
        ("Folder", "folder"),
        ("Lot File", "lot"),
        ("Lot", "lot"),
        ("Job", "job"),
        ("Reel", "reel"),
        ("Vol.", "volume"),
        ("Volume", "volume"),
        ("Entry", "entry"),
    ];
    const COLLECTIONS: &[&str] = &["Papers", "Materials", "Collection", "Collections"];
    const FILES: &[&str] = &["Files", "files", "File", "Records"];
    let named = NAMED.iter().find_map(|(word, name)| {
        let start = step.get(..word.len())?;
        let rest = step.get(word.len()..)?;
        let rest = start.eq_ignore_ascii_case(word).then_some(rest)?;
        let value = rest.strip_prefix([' ', '–', '-'])?.trim();
        value
            .contains(|c: char| c.is_ascii_digit() || c.is_uppercase())
            .then_some((*name, value))
    });
    let ends = |words: &[&str]| words.iter().any(|word| step.ends_with(word));
    // `Central Files 1964–66`, `OSD Files: FRC 330–780038`.
    let head = step.split_once(':').map_or(step, |(head, _)| head);
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '–' | '-'));
    let (name, value) = match named {
        Some(named) => named,
        None if ends(COLLECTIONS) => ("collection", step),
        None if FILES.iter().any(|word| head.ends_with(word)) => ("files", step),
        None => return None,
    };
    Some(ReferencePart {
        name: name.to_owned(),
        value: value.to_owned(),
    })
}

/// A number of the Department of State's central decimal file: `740.00119 Control (Korea)/1–2749` is the file and the number of
/// the document in it.
fn file_number(printed: &str) -> Option<Vec<ReferencePart>> {
    let (file, document) = printed.rsplit_once('/')?;
    let digits = file.chars().take_while(char::is_ascii_digit).count();
    let is_number = !document.is_empty()
        && document
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '–' | '-' | '½' | '.' | ' '));
    let behind = file.get(digits..)?.chars().next()?;
    if digits != 3 || !is_number || !(behind == '.' || behind == ' ' || behind.is_ascii_uppercase())
    {
        return None;
    }
    let part = |name: &str, value: &str| ReferencePart {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    Some(vec![part("decimal file", file), part("document", document)])
}

/// The serial number of a telegram: from its heading, `2. Telegram 828/Secto 574 From …`, or from the beginning of its text,
/// `1633. 1. It has been …`. Paragraphs that are numbered from 1 on are no serial number.
pub(super) fn telegram_number(title: &str, paragraphs: &[&str]) -> Option<String> {
    let in_title = title.split_once("elegram ").and_then(|(_, rest)| {
        let (number, _) = rest
            .split_once(" From ")
            .or_else(|| rest.split_once(" from "))?;
        (number.len() < 40 && number.contains(|c: char| c.is_ascii_digit())).then_some(number)
    });
    if let Some(number) = in_title {
        return Some(number.to_owned());
    }
    let (number, _) = paragraphs.first()?.split_once(". ")?;
    let digits = number.rsplit(' ').next()?;
    let value: u32 = digits.parse().ok()?;
    // `Secto 574.`, `No. 12.`: a name of the series before it.
    let series = number.strip_suffix(digits)?.trim_end();
    let is_series = series.chars().all(char::is_alphabetic) && series.len() <= "Delsec Telac".len();
    let next = format!("{}. ", value.checked_add(1)?);
    let goes_on = paragraphs
        .iter()
        .skip(1)
        .any(|text| text.starts_with(&next));
    (is_series && !(series.is_empty() && goes_on)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, repository: Option<&str>, parts: &[(&str, &str)]) {
        let reference = reference(printed);
        assert_eq!(reference.repository.as_deref(), repository, "{printed}");
        let found: Vec<(&str, &str)> = reference
            .parts
            .iter()
            .map(|part| (part.name.as_str(), part.value.as_str()))
            .collect();
        assert_eq!(found, parts, "{printed}");
        assert_eq!(reference.reference.as_deref(), Some(printed));
    }

    #[test]
    fn a_reference_is_parted_where_it_says_what_its_steps_are() {
        check(
            "State Archives, RG 59, Central Files 1964–66, POL 27. North",
            Some("State Archives"),
            &[("record group", "59"), ("files", "Central Files 1964–66")],
        );
        check(
            "Library of Congress, Manuscript Division, Holm Papers, Box CL 101, Harbours",
            Some("Library of Congress"),
            &[("collection", "Holm Papers"), ("box", "CL 101")],
        );
        check(
            "Secretary’s Meetings, lot 63 D 75, Notes",
            None,
            &[("lot", "63 D 75")],
        );
        check(
            "740.00119 Control (Norway)/1–2749",
            None,
            &[
                ("decimal file", "740.00119 Control (Norway)"),
                ("document", "1–2749"),
            ],
        );
        check(
            "894A.00/7–1849",
            None,
            &[("decimal file", "894A.00"), ("document", "7–1849")],
        );
        check("Box office receipts, 1948", None, &[]);
    }

    #[test]
    fn a_note_is_parted_into_summary_source_and_what_is_said_of_it() {
        let note = read(
            "Summary: Holm asked for U.S. help. Source: Johnson Library, Country File, Vol. XIV. Secret; Immediate. Drafted by Dahl.",
        );
        assert_eq!(note.summary, Some("Holm asked for U.S. help."));
        assert_eq!(note.reference, "Johnson Library, Country File, Vol. XIV");
        assert_eq!(
            sentences(note.rest),
            ["Secret; Immediate", "Drafted by Dahl"]
        );
        let note = read("894.00B/1–349");
        assert_eq!(
            (note.summary, note.reference, note.rest),
            (None, "894.00B/1–349", "")
        );
    }

    #[test]
    fn a_telegram_has_the_number_that_it_begins_with_unless_its_paragraphs_are_numbered() {
        let title = "The Consul in Bergen to the Minister";
        let number = |title: &str, paragraphs: &[&str]| telegram_number(title, paragraphs);
        assert_eq!(
            number(title, &["1633. 1. It is.", "2. It was."]).as_deref(),
            Some("1633")
        );
        assert_eq!(
            number(title, &["Secto 574. It is."]).as_deref(),
            Some("Secto 574")
        );
        assert_eq!(number(title, &["1. It is.", "2. It was."]), None);
        assert_eq!(number(title, &["1. It is."]).as_deref(), Some("1"));
        assert_eq!(number(title, &["It is 5. No."]), None);
        assert_eq!(
            number("2. Telegram 828/Secto 574 From Bergen to Oslo", &[]).as_deref(),
            Some("828/Secto 574")
        );
    }
}
