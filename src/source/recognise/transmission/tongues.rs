//! Titles in other languages than English: `Botschafter Holm, Moskau, an das Auswärtige Amt`, `Carta de Holm a Lund`,
//! `外務大臣発在ストランド公使宛電報`.
//!
//! Only forms are read in which a word parts sender and addressee that can do nothing else there. Knows nothing of lines.

use super::sorts::first_genre;
use crate::document::Party;
use crate::source::recognise::dates;

/// Sender and addressee as a title prints them.
pub(super) type Parties<'t> = (&'t str, &'t str);

/// The parties that a title in German, French, Spanish, Italian or Polish names.
pub(super) fn parties(title: &str) -> Option<(Party, Party)> {
    let german = german(title);
    let is_german = german.is_some();
    let (sender, addressee) = german.or_else(|| romance(title))?;
    let names = [sender, addressee];
    let are_parties = names.iter().all(|name| is_party(name));
    are_parties.then(|| (party(sender, is_german), party(addressee, is_german)))
}

/// `Botschafter Holm, Moskau, an das Auswärtige Amt`, `Ministerialdirektor Lund an Botschafter Strand, Paris`
fn german(title: &str) -> Option<Parties<'_>> {
    const ARTICLES: [&str; 7] = [
        "das ",
        "den ",
        "die ",
        "Herrn ",
        "Frau ",
        "alle ",
        "sämtliche ",
    ];
    const OFFICES: [&str; 24] = [
        "Botschafter",
        "Gesandter",
        "Gesandten",
        "Gesandte",
        "Minister",
        "Bundesminister",
        "Bundeskanzler",
        "Staatssekretär",
        "Ministerialdirektor",
        "Ministerialdirigent",
        "Vortragender",
        "Legationsrat",
        "Botschaftsrat",
        "Generalkonsul",
        "Konsul",
        "Präsident",
        "Ministerpräsident",
        "Außenminister",
        "Reichskanzler",
        "Reichsminister",
        "Reichsaußenminister",
        "Geschäftsträger",
        "Unterstaatssekretär",
        "General",
    ];
    let behind = behind_sort_of(title, &["von ", "des ", "der "]).unwrap_or(title);
    let at = behind.match_indices(" an ").map(|(at, _)| at).find(|&at| {
        let addressee = behind.get(at + 4..).unwrap_or_default();
        let is_addressee = ARTICLES
            .iter()
            .chain(&OFFICES)
            .any(|word| addressee.starts_with(word));
        let first = behind.split([' ', ',']).next().unwrap_or_default();
        let is_sender = OFFICES.contains(&first.trim_end_matches('s'))
            || OFFICES.contains(&first)
            || behind.len() < title.len()
            || behind.get(..at).is_some_and(|sender| sender.ends_with(','));
        is_addressee && is_sender || behind.len() < title.len()
    })?;
    Some((behind.get(..at)?, behind.get(at + 4..)?))
}

/// `M. Roche, ambassadeur de France, à M. Dumont`, `Carta de Holm a Lund`, `L’ambasciatore Holm, al ministro Lund`
fn romance(title: &str) -> Option<Parties<'_>> {
    /// Behind a comma these lead to the addressee; `à` and `a` lead to places as well.
    const PARTING: [&str; 9] = [
        ", au ", ", aux ", ", à la ", ", al ", ", a la ", ", ai ", ", alla ", ", ao ", ", do ",
    ];
    const PREPOSITIONS: [(&[&str], &[&str]); 4] = [
        (&["de ", "du ", "d’", "d'"], &[" à ", " au ", " aux "]),
        (
            &["de ", "del ", "de la "],
            &[" a ", " al ", " a la ", " para "],
        ),
        (
            &["di ", "del ", "dell’", "dell'", "da "],
            &[" a ", " al ", " ad ", " alla "],
        ),
        (&["od ", "z "], &[" do "]),
    ];
    const PERSONS: [&str; 16] = [
        "M. ",
        "MM. ",
        "Mme ",
        "Mlle ",
        "Monsieur ",
        "Madame ",
        "Son Excellence",
        "S. E. ",
        "S.E. ",
        "Sr. ",
        "Don ",
        "Sir ",
        "Lord ",
        "le ",
        "la ",
        "l’",
    ];
    let stripped = |of: &[&str]| behind_sort_of(title, of);
    let is_sort = first_genre(title).is_some();
    for (of, to) in PREPOSITIONS {
        let behind = stripped(of);
        let Some(rest) = behind.or((!is_sort).then_some(title)) else {
            continue;
        };
        let person = [", à ", ", a "].iter().find_map(|word| {
            let parted = rest.split_once(word)?;
            PERSONS
                .iter()
                .any(|person| parted.1.starts_with(person))
                .then_some(parted)
        });
        let parted = person.or_else(|| PARTING.iter().find_map(|word| rest.split_once(word)));
        let found = parted.or_else(|| to.iter().find_map(|word| behind?.split_once(word)));
        if found.is_some() {
            return found;
        }
    }
    // `Il Ministro, Neri, all’Ambasciatore, Corti`
    let elided = [", all'", ", all’", ", allo ", ", agli "];
    (!is_sort)
        .then(|| elided.iter().find_map(|word| title.split_once(word)))
        .flatten()
}

/// What stands behind the sort of a document and one of these words.
fn behind_sort_of<'t>(title: &'t str, words: &[&str]) -> Option<&'t str> {
    let (start, end, _) = first_genre(title)?;
    let rest = title.get(end..).filter(|_| start == 0)?.trim_start();
    words.iter().find_map(|word| rest.strip_prefix(word))
}

/// Whether words can name somebody: few, and some of them with a capital.
fn is_party(words: &str) -> bool {
    let words = words.trim();
    (1..=16).contains(&words.split_whitespace().count())
        && words.contains(char::is_uppercase)
        && !words.ends_with([';', ':', '?'])
        && !words.contains([';', ':'])
}

/// A party. In German its place stands behind its name, as in `Botschafter Holm, Moskau`; elsewhere the name stands behind the
/// office.
fn party(printed: &str, is_german: bool) -> Party {
    let printed = printed.trim().trim_end_matches([',', '.']);
    let printed = dates::find(printed).map_or(printed, |date| {
        let before = printed
            .get(..date.span.start)
            .unwrap_or_default()
            .trim_end();
        // `Nils Vik (Paris, 4 juin 1950)`
        let before = before
            .rsplit_once(" (")
            .map_or(before, |(before, _)| before);
        if before.is_empty() {
            printed
        } else {
            before.trim_end_matches([',', '('])
        }
    });
    let figures = printed.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_note = printed.len() <= figures.len() + 2 && figures.ends_with(char::is_alphabetic);
    let printed = if is_note { figures } else { printed };
    let is_place = |place: &str| {
        let mut letters = place.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '’'))
    };
    let parted = printed
        .rsplit_once(", ")
        .filter(|(_, place)| is_german && is_place(place));
    let (name, place) = match parted {
        Some((name, place)) => (name, Some(place.to_owned())),
        None => (printed, None),
    };
    Party {
        name: Some(name.to_owned()),
        place,
    }
}

/// The sorts of documents at the end of a Japanese or Chinese title, the longer before the shorter.
const EAST_ASIAN_SORTS: [(&str, &str); 44] = [
    ("议事录", "minutes"),
    ("議事録", "minutes"),
    ("决定", "decision"),
    ("決定", "decision"),
    ("决议", "resolution"),
    ("決議", "resolution"),
    ("条約", "treaty"),
    ("条约", "treaty"),
    ("協定", "agreement"),
    ("协定", "agreement"),
    ("声明", "declaration"),
    ("通知", "notice"),
    ("指示", "instruction"),
    ("訓令", "instruction"),
    ("训令", "instruction"),
    ("演説", "speech"),
    ("讲话", "speech"),
    ("日記", "diary"),
    ("日记", "diary"),
    ("命令", "order"),
    ("電信", "telegram"),
    ("往電", "telegram"),
    ("電報", "telegram"),
    ("电报", "telegram"),
    ("公電", "telegram"),
    ("電文", "telegram"),
    ("电文", "telegram"),
    ("会談記録", "record of conversation"),
    ("會談記錄", "record of conversation"),
    ("谈话记录", "record of conversation"),
    ("談話記録", "record of conversation"),
    ("会谈纪要", "minutes"),
    ("覚書", "memorandum"),
    ("備忘録", "memorandum"),
    ("备忘录", "memorandum"),
    ("書簡", "letter"),
    ("書翰", "letter"),
    ("的信", "letter"),
    ("信函", "letter"),
    ("报告", "report"),
    ("報告", "report"),
    ("照会", "note"),
    ("電", "telegram"),
    ("电", "telegram"),
];

/// What a Japanese or Chinese title says.
#[derive(Debug, Default)]
pub(super) struct EastAsian {
    /// Sender and addressee.
    pub(super) parties: Option<(Party, Party)>,
    /// The sort of document.
    pub(super) sort: Option<&'static str>,
}

/// What a Japanese or Chinese title says; nothing of a line that is none.
pub(super) fn east_asian(title: &str) -> EastAsian {
    /// Longer ones are sentences.
    const LONGEST: usize = 60;
    let is_title = title.chars().count() <= LONGEST
        && !title.contains(['。', '，', '；', '？'])
        && title
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if !is_title {
        return EastAsian::default();
    }
    let bare = title.trim_end_matches(['（', '）', '(', ')']).trim_end();
    let sort = EAST_ASIAN_SORTS
        .iter()
        .find(|(form, _)| bare.ends_with(form))
        .map(|&(_, sort)| sort);
    let parties = japanese(title).or_else(|| chinese(title).filter(|_| sort.is_some()));
    EastAsian { parties, sort }
}

/// `外務大臣発在ストランド公使宛電報`, `外務大臣ヨリ在英大使宛`
fn japanese(title: &str) -> Option<(Party, Party)> {
    let (before, _) = title.split_once('宛')?;
    let (sender, addressee) = ["ヨリ", "より", "から", "発", "發"]
        .iter()
        .find_map(|word| before.split_once(word))?;
    let parties = (named(sender)?, named(addressee)?);
    Some(parties)
}

/// `毛泽东致斯大林电`
fn chinese(title: &str) -> Option<(Party, Party)> {
    let (sender, rest) = title.split_once('致')?;
    let end = EAST_ASIAN_SORTS
        .iter()
        .filter_map(|(form, _)| rest.rfind(form))
        .min()?;
    let addressee = rest.get(..end)?.trim_end_matches(['的', '之']);
    Some((named(sender)?, named(addressee)?))
}

/// A party of a Japanese or Chinese title: few letters, and none that part words.
fn named(name: &str) -> Option<Party> {
    const LONGEST: usize = 20;
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '「' | '」'));
    let is_name = !name.is_empty()
        && name.chars().count() <= LONGEST
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, 'ー' | '・' | '·' | '（' | '）'));
    is_name.then(|| Party {
        name: Some(name.to_owned()),
        place: None,
    })
}
