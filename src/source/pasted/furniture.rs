//! What a web page puts round a document: lines that are never part of it, and the labels of its fields.

/// The field that a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// `Document Information`: the fields follow.
    Information,
    Source,
    Rights,
    Uploaded,
    RecordId,
    Genre,
    Language,
    Classification,
    Donors,
    Summary,
    /// `Citation:`, with the source in it.
    Citation,
    Credits,
    /// `Contents:`, with the text behind it.
    Contents,
    /// A field without a place of its own in the model.
    Other,
}

/// The labels of archives' pages, in lower case without their colon.
const LABELS: [(&str, Label); 36] = [
    ("document information", Label::Information),
    ("document informatio", Label::Information),
    ("source", Label::Source),
    ("original archive", Label::Source),
    ("rights", Label::Rights),
    ("original uploaded date", Label::Uploaded),
    ("record id", Label::RecordId),
    ("type", Label::Genre),
    ("language", Label::Language),
    ("original language", Label::Language),
    ("original classification", Label::Classification),
    ("donors", Label::Donors),
    ("summary", Label::Summary),
    ("citation", Label::Citation),
    ("credits", Label::Credits),
    ("contents", Label::Contents),
    ("author(s)", Label::Other),
    ("author", Label::Other),
    ("authors", Label::Other),
    ("associated places", Label::Other),
    ("associated topics", Label::Other),
    ("associated people & organizations", Label::Other),
    ("associated people", Label::Other),
    ("subjects discussed", Label::Other),
    ("related documents", Label::Other),
    ("related collections", Label::Other),
    ("collections", Label::Other),
    ("document date", Label::Other),
    ("crrc record number", Label::RecordId),
    ("record number", Label::RecordId),
    ("document number", Label::RecordId),
    ("archive/file", Label::Other),
    ("last-modified", Label::Other),
    ("creator", Label::Other),
    ("place", Label::Other),
    ("publisher", Label::Other),
];

/// The label that a line is, or begins with a colon behind it, and where its value begins in the line.
pub(super) fn label(line: &str) -> Option<(Label, &'static str, usize)> {
    let lower = line.to_lowercase();
    let lower = lower.trim_start_matches(['•', ' ', '*']);
    LABELS.iter().find_map(|&(name, label)| {
        let rest = lower.strip_prefix(name)?;
        let value = match rest.strip_prefix(':') {
            // `Source: Department of State` in a note is no field; a label with its value names a field of a page.
            Some(value) => line.len() - value.trim_start().len(),
            None if rest.trim().is_empty() => line.len(),
            None => return None,
        };
        Some((label, name, value.min(line.len())))
    })
}

/// Lines that are furniture as a whole, in lower case, and what each is.
const WHOLE: [(&str, &str); 38] = [
    ("skip to content", "link of the page"),
    ("skip to main content", "link of the page"),
    ("search in", "search form"),
    ("add search filter cancel search filter", "search form"),
    ("add search filter", "search form"),
    ("cancel search filter", "search form"),
    (
        "digital archive international history declassified",
        "site's name",
    ),
    (
        "digital archive digitalarchive.wilsoncenter.org international history declassified",
        "site's name",
    ),
    ("digital archive", "site's name"),
    ("international history declassified", "site's name"),
    ("citation share download", "share buttons"),
    ("get citation", "share buttons"),
    ("share document", "share buttons"),
    ("share", "share buttons"),
    ("download", "share buttons"),
    ("print", "share buttons"),
    ("view document in", "choice of language"),
    ("english html", "choice of language"),
    ("english pdf", "choice of language"),
    ("russian pdf", "choice of language"),
    ("pdf", "choice of language"),
    ("see document in english", "choice of language"),
    ("results:", "search result"),
    ("documents", "search result"),
    ("(see also)", "link of the page"),
    (
        "placeholder image for when a portrait image is not available",
        "picture’s description",
    ),
    ("quick viewing(text mode)", "site’s frame"),
    ("[show full text]", "site’s frame"),
    ("<<", "link of the page"),
    (">>", "link of the page"),
    ("posted in", "site’s frame"),
    ("↩", "link of the page"),
    ("back to top", "link of the page"),
    ("home", "link of the page"),
    ("previous document", "link of the page"),
    ("next document", "link of the page"),
    ("footnote", "site’s frame"),
    ("view more", "link of the page"),
];

/// How lines of furniture begin.
const STARTS: [(&str, &str); 14] = [
    ("approved for release", "running head"),
    ("approved for public release", "running head"),
    ("declassified in part - sanitized copy", "running head"),
    ("declassified and approved for release", "running head"),
    ("sanitized copy approved for release", "running head"),
    ("reproduced from the unclassified", "running head"),
    ("total page:", "site’s frame"),
    ("file type:", "site’s frame"),
    ("load more", "link of the page"),
    ("tagged ", "site’s frame"),
    ("continuecontinue reading", "link of the page"),
    ("http://", "address"),
    ("https://", "address"),
    ("[continues to page", "site’s frame"),
];

/// What a line of page furniture is, for the ledger; `None` if it is not one.
pub(super) fn furniture(line: &str) -> Option<&'static str> {
    let lower = line
        .trim_start_matches(['•', '*', ' '])
        .trim()
        .to_lowercase();
    if lower.len() > 160 {
        return None;
    }
    // `1 - 10 of 45`
    let is_count = lower.contains(" of ")
        && lower.contains(" - ")
        && lower.len() < 20
        && lower.starts_with(|c: char| c.is_ascii_digit());
    if is_count
        && lower
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | 'o' | 'f'))
    {
        return Some("search result");
    }
    let whole = WHOLE
        .iter()
        .find(|(words, _)| *words == lower)
        .map(|(_, what)| *what);
    whole
        .or_else(|| {
            STARTS
                .iter()
                .find(|(start, _)| {
                    lower.starts_with(start) && (!start.starts_with("http") || !lower.contains(' '))
                })
                .map(|(_, what)| *what)
        })
        .or_else(|| running_head(line))
}

/// `50Signal Copy`, `60[Signal copy]`: a sheet number joined to the mark of a copy.
pub(super) fn running_head(line: &str) -> Option<&'static str> {
    let start = line.get(..9).unwrap_or_default();
    if ["approved ", "declassif", "sanitized", "reproduce"]
        .iter()
        .any(|word| start.eq_ignore_ascii_case(word))
    {
        let lower = line.to_lowercase();
        let is_stamp = STARTS
            .iter()
            .any(|(start, what)| *what == "running head" && lower.starts_with(start));
        if is_stamp && line.len() < 160 {
            return Some("running head");
        }
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && line.len() - rest.len() <= 4;
    let rest = rest.trim_matches(['[', ']']).to_lowercase();
    // `Page 111`, between two sentences of a frame of film.
    let page = line.strip_prefix("Page").map(str::trim);
    if page
        .is_some_and(|number| number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Some("running head");
    }
    (is_numbered
        && matches!(
            rest.as_str(),
            "signal copy" | "special copy" | "signed copy" | "copy"
        ))
    .then_some("running head")
}

/// Who paid, in `This document was made possible with support from Blavatnik Family Foundation`: where the name begins.
pub(super) fn donor(line: &str) -> Option<usize> {
    let heads = [
        "This document was made possible with support from the ",
        "This document was made possible with support from ",
    ];
    heads
        .iter()
        .find(|head| line.starts_with(**head))
        .map(|head| head.len())
}

/// Whether a line is one of the sentences on rights that stand under every document.
pub(super) fn is_rights(line: &str) -> bool {
    let starts = [
        "The History and Public Policy Program welcomes reuse",
        "When possible, rights holders have been contacted",
        "To enquire about this document",
        "To inquire about this document",
        "Some documents may be subject to copyright",
        "© ",
    ];
    // Other programmes of such archives say the same of themselves.
    let welcomes = line.find(" welcomes reuse of ");
    starts.iter().any(|start| line.starts_with(start)) || welcomes.is_some_and(|at| at < 80)
}
