//! The words for sorts of documents, in the languages of archives.

use crate::text::phrases::Phrases;

/// The words for sorts of documents, as they occur in titles, the longer before the shorter, and what each is called.
pub(super) const GENRES: [(&str, &str); 121] = [
    ("ciphered telegram", "ciphered telegram"),
    ("cipher telegram", "cipher telegram"),
    ("enciphered telegram", "enciphered telegram"),
    ("enciphered cable", "enciphered cable"),
    ("memorandum of conversation", "memorandum of conversation"),
    ("memorandum of a conversation", "memorandum of conversation"),
    (
        "memorandum of telephone conversation",
        "memorandum of conversation",
    ),
    ("record of conversation", "record of conversation"),
    ("record of a conversation", "record of conversation"),
    ("record of meeting", "record of meeting"),
    ("telephone conversation", "telephone conversation"),
    ("telegram", "telegram"),
    ("cablegram", "cablegram"),
    ("cable", "cable"),
    ("telex", "telex"),
    ("airgram", "airgram"),
    ("despatch", "despatch"),
    ("dispatch", "dispatch"),
    ("letter", "letter"),
    ("memorandum", "memorandum"),
    ("memo", "memo"),
    ("minute", "minute"),
    ("minutes", "minutes"),
    ("note verbale", "note verbale"),
    ("aide-mémoire", "aide-mémoire"),
    ("note", "note"),
    ("notes", "notes"),
    ("message", "message"),
    ("report", "report"),
    ("diary", "diary"),
    ("journal", "journal"),
    ("resolution", "resolution"),
    ("decree", "decree"),
    ("decision", "decision"),
    ("order", "order"),
    ("directive", "directive"),
    ("protocol", "protocol"),
    ("treaty", "treaty"),
    ("agreement", "agreement"),
    ("convention", "convention"),
    ("declaration", "declaration"),
    ("proclamation", "proclamation"),
    ("transcript", "transcript"),
    ("stenogram", "transcript"),
    ("speech", "speech"),
    ("statement", "statement"),
    ("instructions", "instructions"),
    ("instruction", "instruction"),
    ("шифртелеграмма", "ciphered telegram"),
    ("шифротелеграмма", "ciphered telegram"),
    ("телеграмма", "telegram"),
    ("письмо", "letter"),
    ("докладная записка", "memorandum"),
    ("записка", "note"),
    ("постановление", "resolution"),
    ("протокол", "protocol"),
    ("доклад", "report"),
    ("дневник", "diary"),
    ("запись беседы", "record of conversation"),
    ("brief", "letter"),
    ("fernschreiben", "telex"),
    ("telegramm", "telegram"),
    ("drahtbericht", "telegram"),
    ("aufzeichnung", "memorandum"),
    ("vermerk", "note"),
    ("bericht", "report"),
    ("niederschrift", "minutes"),
    ("protokoll", "minutes"),
    ("lettre", "letter"),
    ("télégramme", "telegram"),
    ("dépêche", "despatch"),
    ("rapport", "report"),
    ("procès-verbal", "minutes"),
    ("compte rendu", "minutes"),
    ("depesza", "telegram"),
    ("cabinet submission", "submission"),
    ("submission", "submission"),
    ("agendum", "agendum"),
    ("paper", "paper"),
    ("remarks", "remarks"),
    ("circular cablegram", "cablegram"),
    ("circular telegram", "telegram"),
    ("circular letter", "letter"),
    ("circular dispatch", "dispatch"),
    ("communiqué", "communiqué"),
    ("drahterlass", "telegram"),
    ("drahterlaß", "telegram"),
    ("schreiben", "letter"),
    ("runderlass", "circular"),
    ("runderlaß", "circular"),
    ("gesprächsaufzeichnung", "record of conversation"),
    ("vertrag", "treaty"),
    ("compte-rendu", "minutes"),
    ("traité", "treaty"),
    ("note de dossier", "note"),
    ("carta", "letter"),
    ("telegrama", "telegram"),
    ("despacho", "despatch"),
    ("oficio", "letter"),
    ("informe", "report"),
    ("memorándum", "memorandum"),
    ("memorandum di conversazione", "memorandum of conversation"),
    ("nota", "note"),
    ("acta", "minutes"),
    ("lettera", "letter"),
    ("telegramma", "telegram"),
    ("appunto", "memorandum"),
    ("verbale", "minutes"),
    ("rapporto", "report"),
    ("справка", "memorandum"),
    ("отчет", "report"),
    ("нота", "note"),
    ("договор", "treaty"),
    ("беседа", "record of conversation"),
    ("gespräch", "record of conversation"),
    ("unterredung", "record of conversation"),
    ("notiz", "note"),
    ("entretien", "record of conversation"),
    ("szyfrogram", "ciphered telegram"),
    ("notatka", "note"),
    (
        "memorandum of a telephone conversation",
        "memorandum of conversation",
    ),
];

/// The words alone.
static FORMS: Phrases<{ GENRES.len() }> = Phrases::new({
    let mut forms = [""; GENRES.len()];
    let mut number = 0;
    while number < GENRES.len() {
        forms[number] = GENRES[number].0;
        number += 1;
    }
    forms
});

/// Where the first word for a sort of document begins and ends, in lower case, and what the sort is called.
pub(super) fn first_genre(title: &str) -> Option<(usize, usize, &'static str)> {
    let lower = title.to_lowercase();
    let is_word = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic() && c != '\'' && c != '’');
    let found = FORMS.find(&lower).filter_map(|(at, number)| {
        let end = at + FORMS.len_of(number);
        let before = lower.get(..at)?.chars().next_back();
        let after = lower.get(end..)?.chars().next();
        let (_, sort) = GENRES.get(number)?;
        (is_word(before) && is_word(after)).then_some((at, end, *sort))
    });
    found.min_by_key(|&(at, end, _)| (at, std::cmp::Reverse(end)))
}
