//! Archival references and credits: `RGASPI, f. 558, op. 11, d. 98, ll. 0102-0105. Contributed by … and translated by ….`
//!
//! Reads one line of a source's description. Knows nothing of documents or pages.

mod shelf_mark;
mod steps;

use crate::document::{ArchivalReference, ReferencePart};

use shelf_mark::is_mark;
use steps::steps;

use crate::text::phrases::Phrases;

/// What a line on the source says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceLine {
    /// Where the original and its copies lie, in order.
    pub references: Vec<ArchivalReference>,
    /// Who found or gave the document.
    pub contributor: Option<String>,
    /// Who translated it.
    pub translator: Option<String>,
    /// Who transcribed it.
    pub transcriber: Option<String>,
    /// Where it was printed.
    pub published: Option<String>,
}

impl SourceLine {
    /// Whether the line says anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads a line that describes a source. What it does not understand stays in the references as printed.
pub fn source_line(line: &str) -> SourceLine {
    let line = line.trim();
    let (reference, credits) = parted(line);
    let mut said = SourceLine::default();
    for part in alternatives(reference) {
        let reference = reference_of(part);
        if reference != ArchivalReference::default() {
            said.references.push(reference);
        }
    }
    read_credits(credits, &mut said);
    said
}

/// Whether a line is the description of a source rather than prose: an archive's name at its start, or steps of a
/// reference, or credits.
pub fn is_source_line(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['[', '_', ' ']);
    if line.len() > 600 || line.is_empty() {
        return false;
    }
    says_source(parted(line))
}

/// The same of a line whose reference and credits are told apart.
fn says_source((reference, credits): (&str, &str)) -> bool {
    let is_known = is_repository(reference);
    if is_mark(reference) || (!credits.is_empty() && (is_known || reference.len() < 160)) {
        return true;
    }
    // A reference counts something, or names it by a letter: `Box A`.
    let has_figures = reference.contains(|c: char| c.is_ascii_digit());
    (is_known && has_figures) || steps(reference).len() >= if is_known { 1 } else { 2 }
}

/// Whether a line is a reference from its first word on: an archive's name, or the first of several steps.
pub fn is_reference(line: &str) -> bool {
    let (reference, _) = parted(line.trim());
    let begins =
        is_repository(reference) || steps(reference).first().is_some_and(|step| step.start == 0);
    begins && is_source_line(line)
}

/// Whether a line says who gave, translated or printed a document.
pub fn has_credits(line: &str) -> bool {
    !parted(line).1.is_empty()
}

static CREDITS: Phrases<20> = Phrases::new([
    "Contributed by ",
    "Contributed to ",
    "Obtained by ",
    "Obtained for ",
    "Obtained and ",
    "obtained by ",
    "Translated by ",
    "Translated for ",
    "Translation by ",
    "Provided by ",
    "Donated by ",
    "Published in ",
    "Compiled by ",
    "compiled by ",
    "Document obtained ",
    "Document provided ",
    "Transcribed by ",
    "Contributed, ",
    "Obtained, ",
    "Edited by ",
]);

/// A line's reference and its credits.
fn parted(line: &str) -> (&str, &str) {
    let at = CREDITS.find(line).next().map_or(line.len(), |(at, _)| at);
    let (reference, credits) = line.split_at(at);
    (reference.trim_end().trim_end_matches([',', ';']), credits)
}

/// The references of one line: parted by `;` or by `and` before another archive.
fn alternatives(reference: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let cuts = reference
        .match_indices("; ")
        .chain(reference.match_indices(" and "))
        .map(|(at, sign)| (at, sign.len()));
    let mut cuts: Vec<(usize, usize)> = cuts.collect();
    cuts.sort_unstable();
    for (at, length) in cuts {
        let Some(rest) = reference.get(at + length..) else {
            continue;
        };
        let after = rest.strip_prefix("and ").unwrap_or(rest);
        if at >= start && (is_abbreviation(after) || short_name(after).is_some()) {
            parts.extend(reference.get(start..at));
            start = at + length + (rest.len() - after.len());
        }
    }
    parts.extend(reference.get(start..));
    parts
}

/// Whether a stretch begins with an archive's abbreviation.
fn is_abbreviation(text: &str) -> bool {
    let word = text.split([' ', ',', '.', ':']).next().unwrap_or_default();
    word.len() >= 3
        && word.chars().filter(|c| c.is_uppercase()).count() * 2 > word.len()
        && word.chars().all(char::is_alphabetic)
}

/// The archive or library that a reference begins with: one known by its short name, or words that end as such names do.
fn repository(reference: &str) -> Option<&str> {
    const NOUNS: [&str; 9] = [
        "Archive",
        "Archives",
        "Library",
        "Museum",
        "Records Center",
        "Central Files",
        "Papers",
        "Central Decimal Files",
        "Files",
    ];
    if let Some(name) = short_name(reference) {
        return Some(name);
    }
    let start = reference.split([',', '.', ';']).next().unwrap_or_default();
    // A printed calendar of papers is no archive.
    if start.starts_with("Calendar of ") {
        return None;
    }
    let is_named = NOUNS
        .iter()
        .any(|noun| start.len() < 120 && start.ends_with(noun));
    is_named.then_some(start)
}

/// The short name of an archive with which a reference begins.
fn short_name(reference: &str) -> Option<&str> {
    const NAMES: [&str; 52] = [
        "RGASPI",
        "RGANI",
        "AVPRF",
        "AVP RF",
        "APRF",
        "AP RF",
        "TsKhSD",
        "TsAMO",
        "GARF",
        "RGAE",
        "GAPPOD",
        "HDA SBU",
        "PRC FMA",
        "BArch",
        "SAPMO",
        "NAA",
        "AA:",
        "AA :",
        "UKNA",
        "TNA",
        "NARA",
        "NAI",
        "NLA",
        "NLA :",
        "CRRC",
        "MOL",
        "PA AA",
        "FCO",
        "PREM",
        "AMVR",
        "TsDA",
        "AAN",
        "ANIC",
        "PAAA",
        "АВП РФ",
        "АВПРФ",
        "АП РФ",
        "АПРФ",
        "РГАСПИ",
        "РГАНИ",
        "ГАРФ",
        "РГАЭ",
        "РГВА",
        "ЦАМО",
        "ЦХСД",
        "AMAE",
        "MAE",
        "AdsD",
        "AMSZ",
        "ASMAE",
        "LHCMA",
        "IISH",
    ];
    let name = NAMES.iter().find(|name| {
        reference
            .strip_prefix(**name)
            .is_some_and(|rest| name.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
    });
    name.and_then(|name| reference.get(..name.len()))
}

fn is_repository(reference: &str) -> bool {
    repository(reference).is_some()
}

/// One archive's reference.
fn reference_of(printed: &str) -> ArchivalReference {
    let printed = printed.trim().trim_matches('_').trim();
    let printed = printed.strip_prefix('[').map_or(printed, |inner| {
        inner
            .trim_end_matches('.')
            .strip_suffix(']')
            .unwrap_or(inner)
    });
    let printed = printed.trim_end_matches(['.', ',', ';']).trim();
    if printed.is_empty() {
        return ArchivalReference::default();
    }
    let mut reference = ArchivalReference {
        reference: Some(printed.to_owned()),
        ..ArchivalReference::default()
    };
    if let Some((repository, parts)) = by_series(printed).or_else(|| by_file(printed)) {
        reference.repository = Some(repository.to_owned());
        reference.parts = parts;
        return reference;
    }
    let steps = steps(printed);
    let named = printed.split([',', ';', '/']).find_map(|part| {
        let at = part
            .find("Archives ")
            .or_else(|| part.find("Library of "))?;
        part.get(at..).filter(|name| name.len() > "Archives ".len())
    });
    let colon = printed.split_once(':').map(|(name, _)| name.trim_end());
    let head = match steps.first() {
        _ if is_mark(printed) => named.or(colon).or(printed.split(' ').next()),
        _ if repository(printed).is_some() => repository(printed),
        Some(step) => printed.get(..step.start),
        None => printed.split(',').next().map(|head| {
            head.split_once(|c: char| c.is_ascii_digit())
                .map_or(head, |(head, _)| head)
        }),
    };
    reference.repository = head
        .map(|head| {
            head.trim()
                .trim_end_matches([',', '.', ':', ';'])
                .trim()
                .to_owned()
        })
        .filter(|head| !head.is_empty());
    reference.parts = steps
        .into_iter()
        .map(|step| ReferencePart {
            name: step.name.to_owned(),
            value: step.value,
        })
        .collect();
    reference
}

/// References of archives that put a colon behind their name: `NAA: A1838, 3107/38/18, xix`.
fn by_series(printed: &str) -> Option<(&str, Vec<ReferencePart>)> {
    let (repository, rest) = printed.split_once(':')?;
    let repository = repository.trim();
    let names = match repository {
        "NAA" | "AA" | "UKNA" | "TNA" => ["series", "control symbol", "part"],
        "NLA" => ["papers", "volume", "part"],
        _ => return None,
    };
    let part = |(value, name): (&str, &str)| ReferencePart {
        name: name.to_owned(),
        value: value.trim().trim_start_matches("VOLUME ").to_owned(),
    };
    let parts = rest
        .split(',')
        .zip(names)
        .map(part)
        .filter(|part| !part.value.is_empty());
    Some((repository, parts.collect()))
}

/// References of archives that number their files: `PRC FMA 106-01403-02, 35`, and the pages behind.
fn by_file(printed: &str) -> Option<(&str, Vec<ReferencePart>)> {
    let rest = printed.strip_prefix("PRC FMA")?.trim_start();
    let (file, pages) = rest.split_once(", ").unwrap_or((rest, ""));
    let is_number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'))
    };
    is_number(file).then_some(())?;
    let mut parts = vec![ReferencePart {
        name: "file".to_owned(),
        value: file.to_owned(),
    }];
    if is_number(pages) {
        parts.push(ReferencePart {
            name: "pages".to_owned(),
            value: pages.replace('-', "–"),
        });
    }
    Some(("PRC FMA", parts))
}

/// Who gave, translated and printed it.
fn read_credits(credits: &str, said: &mut SourceLine) {
    // `Contributed, transcribed, and translated by N`: one name for all.
    if let Some((verbs, rest)) = credits.split_once(" by ")
        && verbs.contains(", ")
        && verbs.len() < 80
    {
        let name = name_of(rest).to_owned();
        let verbs = verbs.to_lowercase();
        for (verbs_of, field) in [
            (&["contributed", "obtained"][..], &mut said.contributor),
            (&["translated"], &mut said.translator),
            (&["transcribed"], &mut said.transcriber),
        ] {
            if verbs_of.iter().any(|verb| verbs.contains(verb)) && !name.is_empty() {
                field.get_or_insert_with(|| name.clone());
            }
        }
        return;
    }
    for (verb, taken) in [
        ("ontributed by ", 0),
        ("btained by ", 0),
        ("rovided by ", 0),
        ("onated by ", 0),
        ("ontributed to ", 3),
        ("btained for ", 3),
        ("ranslated by ", 1),
        ("ranslation by ", 1),
        ("ranslated for ", 4),
        ("ublished in ", 2),
    ] {
        let Some(at) = credits.find(verb) else {
            continue;
        };
        let mut rest = credits.get(at + verb.len()..).unwrap_or_default();
        if taken >= 3 {
            // `Obtained for CWIHP by N`
            let Some((_, behind)) = rest.split_once(" by ") else {
                continue;
            };
            rest = behind;
        }
        let name = name_of(rest);
        let field = match taken {
            0 | 3 => &mut said.contributor,
            1 | 4 => &mut said.translator,
            _ => &mut said.published,
        };
        if !name.is_empty() && field.is_none() {
            *field = Some(name.to_owned());
        }
    }
}

/// A name up to the next credit or the end of the sentence; stops behind initials do not end it.
fn name_of(rest: &str) -> &str {
    let mut end = rest.len();
    for sign in [
        " and translated",
        ", translated",
        "; translated",
        " and obtained",
        ", obtained",
        ". Translated",
        ". Published",
        ". Obtained",
        ". Contributed",
        ". Edited",
        ". Transcribed",
        "; ",
        " for NKIDP",
        " for CWIHP",
        ". http",
        " and edited",
        ". Original",
        ". Subject",
        "]",
    ] {
        end = end.min(rest.find(sign).unwrap_or(end));
    }
    // A stop behind a whole word, before a capital, ends the sentence: `… Goldberg. The document`.
    for (at, _) in rest.match_indices(". ") {
        let word = rest
            .get(..at)
            .and_then(|before| before.rsplit(' ').next())
            .unwrap_or_default();
        if at < end && word.chars().count() > 3 {
            end = at;
        }
    }
    rest.get(..end)
        .unwrap_or(rest)
        .trim()
        .trim_end_matches(['.', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        assert!(is_source_line(line), "{line}");
        let said = source_line(line);
        let mut shown: Vec<String> = said
            .references
            .iter()
            .map(|reference| {
                let parts: Vec<String> = reference
                    .parts
                    .iter()
                    .map(|part| format!("{} {}", part.name, part.value))
                    .collect();
                format!(
                    "{}: {}",
                    reference.repository.as_deref().unwrap_or("-"),
                    parts.join(", ")
                )
            })
            .collect();
        for (name, value) in [
            ("contributor", said.contributor),
            ("translator", said.translator),
            ("published", said.published),
        ] {
            shown.extend(value.map(|value| format!("{name} {value}")));
        }
        assert_eq!(shown, expected, "{line}");
    }

    #[test]
    fn russian_archives() {
        check(
            "RGASPI, f. 558, op. 11, d. 98, ll. 0102-0105. Contributed by Sergey Radchenko and translated by Gary Goldberg.",
            &[
                "RGASPI: fond 558, opis 11, delo 98, listy 0102–0105",
                "contributor Sergey Radchenko",
                "translator Gary Goldberg",
            ],
        );
        check(
            "AP RF, f. 45, op. 1, d. 334, l. 141; and RGASPI, f. 558, op. 11, d. 334, ll. 0141.",
            &[
                "AP RF: fond 45, opis 1, delo 334, listy 141",
                "RGASPI: fond 558, opis 11, delo 334, listy 0141",
            ],
        );
        check(
            "APRF, Fond 45, Opis 1, Delo 336, List 122 and AVPRF, Fond 059a, Opis 5a, Delo 5, Papka 11, List 13",
            &[
                "APRF: fond 45, opis 1, delo 336, listy 122",
                "AVPRF: fond 059a, opis 5a, delo 5, papka 11, listy 13",
            ],
        );
        check(
            "AVPRF F. 0102, Op. 13, P. 72, Delo 5, Listy 165-192. Translated for NKIDP by Gary Goldberg.",
            &[
                "AVPRF: fond 0102, opis 13, papka 72, delo 5, listy 165–192",
                "translator Gary Goldberg",
            ],
        );
        check(
            "RGANI. F. 3. Op. 16. D. 350. L. 22. Original. Typewritten text.",
            &["RGANI: fond 3, opis 16, delo 350, listy 22"],
        );
        check(
            "TsKhSD, f. 89, per. 25, dok. 2",
            &["TsKhSD: fond 89, perechen 25, dokument 2"],
        );
        check(
            "GAPPOD, f.1, op.89, d.203.",
            &["GAPPOD: fond 1, opis 89, delo 203"],
        );
        check(
            "TsKhSD, F. 3, Op. 12, D. 1005, Ll. 2-2ob, compiled by V. N. Malin.",
            &["TsKhSD: fond 3, opis 12, delo 1005, listy 2–2ob"],
        );
        check(
            "HDA SBU, Fond 9, Sprava 73",
            &["HDA SBU: fond 9, sprava 73"],
        );
    }

    #[test]
    fn other_archives() {
        check(
            "[NAA: A1838, 3107/38/18, xix]",
            &["NAA: series A1838, control symbol 3107/38/18, part xix"],
        );
        check(
            "_[AA : A1838/283, 759/1/7, ii]_",
            &["AA: series A1838/283, control symbol 759/1/7, part ii"],
        );
        check(
            "PRC FMA 106-01403-02, 35. Obtained by N. N. Chen and translated by Y. Li.",
            &[
                "PRC FMA: file 106-01403-02, pages 35",
                "contributor N. N. Chen",
                "translator Y. Li",
            ],
        );
        check(
            "[AA:A1067, P46/10/10/3/1, i]",
            &["AA: series A1067, control symbol P46/10/10/3/1, part i"],
        );
        check(
            "[NLA : CASEY PAPERS MS6150/4/26, VOLUME 16]",
            &["NLA: papers CASEY PAPERS MS6150/4/26, volume 16"],
        );
        check("BArch, B 136/59748, 403-410.", &["BArch: "]);
        check(
            "BArch, DY 30/3682, Bl. 112-114.",
            &["BArch: leaves 112–114"],
        );
        check(
            "AMAE, série Amérique, vol. 31, fol. 112.",
            &["AMAE: volume 31, leaves 112"],
        );
        check(
            "АВП РФ. Ф. 0140. Оп. 8. П. 31. Д. 12. Л. 44—45.",
            &["АВП РФ: fond 0140, opis 8, papka 31, delo 12, listy 44–45"],
        );
        check(
            "AVPRF, f. 0140, op. 8, p. 31, d. 12, ll. 44-45ob.",
            &["AVPRF: fond 0140, opis 8, papka 31, delo 12, listy 44–45ob"],
        );
        check(
            "Nehru Memorial Museum and Library, File No. JNSG, vol. 21-1.",
            &["Nehru Memorial Museum and Library: file JNSG, volume 21-1"],
        );
    }

    #[test]
    fn prose_is_no_source_line() {
        for line in [
            "Stalin asks Molotov for edits on reply.",
            "The d. of the matter",
            "He went to the Library.",
            "11 November 1945",
            "On p. 5 he said.",
        ] {
            assert!(!is_source_line(line), "{line}");
        }
    }
}
