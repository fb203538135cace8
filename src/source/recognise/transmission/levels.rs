//! Degrees of secrecy and haste, and the serial number that stands before them.

use super::Line;

/// The words for degrees of secrecy, the longer before the shorter, in lower case.
const SECRECY: [&str; 97] = [
    "réservé",
    "très réservé",
    "personnel",
    "top secret",
    "strictly secret",
    "most secret",
    "very secret",
    "secret",
    "strictly confidential",
    "confidential",
    "restricted",
    "official use only",
    "for official use only",
    "unclassified",
    "personal",
    "strictly personal",
    "eyes only",
    "special importance",
    "absolutely secret",
    "absolute secret",
    "special folder",
    "sensitive",
    "exclusively eyes only",
    "limited official use",
    "limited distribution",
    "nodis",
    "exdis",
    "limdis",
    "noforn",
    "совершенно секретно",
    "сов. секретно",
    "сов.секретно",
    "строго секретно",
    "секретно",
    "особая папка",
    "особой важности",
    "для служебного пользования",
    "geheim",
    "streng geheim",
    "vertraulich",
    "streng vertraulich",
    "secret défense",
    "très secret",
    "confidentiel",
    "ściśle tajne",
    "private",
    "austeo",
    "guard",
    "極秘",
    "絶密",
    "绝密",
    "机密",
    "部外秘",
    "verschlusssache",
    "verschlußsache",
    "vs-vertraulich",
    "vs-nur für den dienstgebrauch",
    "nur für den dienstgebrauch",
    "geheime reichssache",
    "ganz geheim",
    "secreto",
    "muy secreto",
    "confidencial",
    "estrictamente confidencial",
    "reservado",
    "muy reservado",
    "très confidentiel",
    "secret absolu",
    "strictement confidentiel",
    "diffusion réservée",
    "segreto",
    "segretissimo",
    "riservato",
    "riservatissimo",
    "confidenziale",
    "strettamente confidenziale",
    "tajne",
    "poufne",
    "tajné",
    "přísně tajné",
    "strict secret",
    "strogo pov.",
    "極機密",
    "機密",
    "厳秘",
    "嚴秘",
    "秘",
    "秘密",
    "館長符号扱",
    "軍機",
    "絕密",
    "内部",
    "비밀",
    "극비",
    "в. секретно",
    "не подлежит оглашению",
    "с. секретно",
];

/// The words for degrees of haste.
const HASTE: [&str; 50] = [
    "top priority",
    "triple priority",
    "triple pri0rity",
    "most immediate",
    "immediate",
    "extremely urgent",
    "very urgent",
    "ultra urgent & prior",
    "ultra urgent",
    "most urgent",
    "urgent",
    "operational immediate",
    "priority",
    "routine",
    "niact",
    "special",
    "flash",
    "important",
    "emergency",
    "out of turn",
    "without delay",
    "вне очереди",
    "весьма срочно",
    "срочно",
    "eilt",
    "citissime",
    "très urgent",
    "immédiat",
    "cito",
    "dringend",
    "sehr dringend",
    "eilt sehr",
    "sofort",
    "urgente",
    "muy urgente",
    "urgentissimo",
    "prioritaire",
    "extrême urgence",
    "urgence",
    "молния",
    "至急",
    "大至急",
    "緊急",
    "特急",
    "加急",
    "特提",
    "pilne",
    "bardzo pilne",
    "citissime nachts",
    "deferred",
];

/// A line of nothing but degrees of secrecy and haste, with a serial number before them perhaps.
pub(super) fn line(text: &str) -> Option<Line> {
    let mut line = Line {
        is_classification: true,
        ..Line::default()
    };
    let mut rest = text;
    if let Some(number) = serial(text) {
        line.facts.number = Some(number.to_owned());
        rest = text
            .get(number.len()..)?
            .trim_start_matches(['.', '\\', ' ']);
    }
    for label in ["Grade: ", "Classification: ", "Precedence: ", "Priority: "] {
        rest = rest.strip_prefix(label).unwrap_or(rest);
    }
    let mut secrecy: Option<(usize, usize)> = None;
    let mut haste: Option<(usize, usize)> = None;
    let mut any = false;
    loop {
        rest = rest.trim_start_matches([
            ' ', '.', ',', '!', '·', '、', '-', '—', '–', '(', ')', '/', ';', ':',
        ]);
        if rest.is_empty() {
            break;
        }
        // `PERSONAL AND CONFIDENTIAL`
        if let Some(behind) = rest
            .strip_prefix("AND ")
            .or_else(|| rest.strip_prefix("and "))
        {
            rest = behind;
        }
        let at = text.len() - rest.len();
        let length = if let Some(length) = phrase(rest, &SECRECY) {
            secrecy = Some((secrecy.map_or(at, |(start, _)| start), at + length));
            length
        } else {
            let length = phrase(rest, &HASTE)?;
            haste = Some((haste.map_or(at, |(start, _)| start), at + length));
            length
        };
        any = true;
        rest = rest.get(length..)?;
    }
    let taken = |span: Option<(usize, usize)>| {
        span.and_then(|(start, end)| text.get(start..end))
            .map(str::to_owned)
    };
    line.facts.classification = taken(secrecy);
    line.facts.urgency = taken(haste);
    any.then_some(line)
}

/// `NATO SECRET`, `COSMIC TOP SECRET`: a degree with the name of those whose it is, all in capitals. It is printed as one.
pub(super) fn of_alliance(text: &str) -> Option<Line> {
    /// More words are a sentence.
    const MOST: usize = 5;
    let words: Vec<&str> = text.split(' ').collect();
    let is_capital = !text.contains(char::is_lowercase) && !text.starts_with("FOR ");
    if words.len() > MOST || !is_capital || text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let level = (1..words.len().min(3)).find_map(|at| {
        let level = line(&words[at..].join(" "))?;
        (level.facts.classification.is_some() && level.facts.urgency.is_none()).then_some(level)
    })?;
    let classification = Some(text.to_owned());
    Some(Line {
        facts: crate::document::Transmission {
            classification,
            ..level.facts
        },
        ..level
    })
}

/// The length of the phrase that a stretch begins with, to the end of a word.
fn phrase(rest: &str, phrases: &[&str]) -> Option<usize> {
    let lower: String = (rest.chars().take(28))
        .flat_map(char::to_lowercase)
        .collect();
    let fits = |phrase: &&&str| {
        lower.starts_with(**phrase)
            && !rest
                .get(phrase.len()..)
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    phrases.iter().filter(fits).map(|phrase| phrase.len()).max()
}

/// The serial number of a telegram at the start of its text: `1824. IMMEDIATE`, `802-804. …`, `205. Eyes only`. Points never
/// begin as high.
pub fn serial(text: &str) -> Option<&str> {
    // The series of a delegation: `Secto 31.`
    const SERIES: [&str; 10] = [
        "Secto ", "Tosec ", "Dulte ", "Tedul ", "Cahto ", "Polto ", "Usun ", "Delga ", "Gadel ",
        "Ecato ",
    ];
    if let Some(series) = SERIES.iter().find(|series| text.starts_with(**series)) {
        let end = text.find(". ").filter(|&end| end <= series.len() + 5)?;
        let is_number = text
            .get(series.len()..end)?
            .bytes()
            .all(|byte| byte.is_ascii_digit());
        return text.get(..end).filter(|_| is_number);
    }
    let digits = text.len()
        - text
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
            .len();
    let number = text.get(..digits)?;
    let first = number.split('-').next()?;
    let is_serial = (3..=5).contains(&first.len()) && number.len() <= 11 && !number.ends_with('-');
    let rest = text.get(digits..)?.trim_start_matches('\\');
    (is_serial && rest.starts_with(". ")).then_some(number)
}
