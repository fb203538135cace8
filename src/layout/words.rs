//! What the program says of each kind of annotation: `“functions” added by hand`, `3 lines not declassified`.
//!
//! Knows nothing of where it stands. A new kind of annotation is one arm in [`words`].

use strum::EnumMessage;
use unicode_width::UnicodeWidthStr;

use crate::document::{Annotation, AnnotationId, Certainty, Document, Kind};
use crate::view::View;

/// Quoted words up to this many columns are quoted whole.
const WHOLE: usize = 30;
/// Of longer ones, as many words as fit into this many columns at the beginning, and at the end.
const BEGINNING: usize = 12;
const END: usize = 8;

/// What is said of an annotation; empty for a note that speaks for itself.
pub(super) fn words(document: &Document, view: &View, id: AnnotationId) -> String {
    let annotation = document.annotation(id);
    let quote = quoted(document, view, id);
    let subject = if quote.is_empty() {
        String::new()
    } else {
        format!("{quote} ")
    };
    let what = match annotation.kind {
        Kind::Addition | Kind::Deletion => replacement(document, view, id).unwrap_or_else(|| {
            let done = if annotation.kind == Kind::Addition {
                "added"
            } else {
                "deleted"
            };
            format!("{subject}{done} by hand{}", hand(document, annotation))
        }),
        Kind::Inscription
        | Kind::Handwriting
        | Kind::Signature
        | Kind::Retrace
        | Kind::Restoration
        | Kind::Highlight => {
            format!(
                "{subject}{}{}",
                done_by_hand(annotation),
                hand(document, annotation)
            )
        }
        Kind::Supplied => format!("{subject}supplied"),
        Kind::Identification | Kind::OriginalWording => {
            format!("{quote}{}{}", colon(&quote), named(annotation.kind))
        }
        Kind::Completion => format!("{subject}completed by the editor"),
        Kind::Unclear => unclear(document, view, id),
        Kind::Gap | Kind::Withheld | Kind::Omission | Kind::Damage => {
            return missing(annotation, &subject);
        }
        Kind::Sic
        | Kind::Correction
        | Kind::Original
        | Kind::Regularised
        | Kind::Abbreviation
        | Kind::Expansion => spelling(document, view, id),
        Kind::Surplus => format!("{subject}superfluous"),
        Kind::Lemma | Kind::Reading => readings(document, view, id),
        Kind::PageBreak => numbered("p.", "new page", annotation),
        Kind::ColumnBreak => numbered("col.", "new column", annotation),
        Kind::LineBreak => numbered("l.", "new line", annotation),
        Kind::TranslatorsNote | Kind::EditorsNote | Kind::SourceNote => {
            format!("{}:", named(annotation.kind))
        }
        Kind::OrphanReference => "the note is not in the source".to_owned(),
        Kind::Comment => return annotation.detail.as_deref().map(field).unwrap_or_default(),
        Kind::Note | Kind::OwnNote => String::new(),
        Kind::Milestone
        | Kind::Person
        | Kind::Place
        | Kind::Organisation
        | Kind::Name
        | Kind::Date
        | Kind::Term => {
            return annotation
                .detail
                .clone()
                .unwrap_or_else(|| named(annotation.kind));
        }
        kind => named(kind),
    };
    what + &circumstances(annotation)
}

/// The name of a kind, as its documentation gives it.
fn named(kind: Kind) -> String {
    kind.get_documentation()
        .map_or_else(|| kind.to_string(), str::to_owned)
}

/// The words that an annotation covers, in quotation marks; empty if it covers none.
fn quoted(document: &Document, view: &View, id: AnnotationId) -> String {
    let annotation = document.annotation(id);
    let text = if view.hides(document, id) {
        document.slice(annotation.span).to_owned()
    } else {
        let mut place = annotation.span.start;
        let mut text = String::new();
        for hidden in view.hidden(document, annotation.span) {
            text.push_str(document.slice((place..hidden.start).into()));
            place = hidden.end;
        }
        text + document.slice((place..annotation.span.end.max(place)).into())
    };
    quote(&text)
}

/// A text in quotation marks, a long one shortened to its beginning and end; empty for an empty one.
fn quote(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return String::new();
    }
    let whole = words.join(" ");
    if whole.width() <= WHOLE {
        return format!("“{whole}”");
    }
    let beginning = fitting(words.iter().copied(), BEGINNING);
    let end = fitting(words.iter().rev().copied(), END);
    let (Some(first), Some(last)) = (
        words.get(..beginning),
        words.get(words.len() - end.min(words.len() - beginning)..),
    ) else {
        return format!("“{whole}”");
    };
    let ellipsis = if last.is_empty() { "…" } else { "… " };
    format!("“{} {ellipsis}{}”", first.join(" "), last.join(" "))
}

/// How many of these words fit into so many columns; at least one.
fn fitting<'a>(words: impl Iterator<Item = &'a str>, columns: usize) -> usize {
    let mut width = 0;
    let fits = |word: &&str| {
        width += word.width() + 1;
        width <= columns + 1
    };
    words.take_while(fits).count().max(1)
}

fn colon(quote: &str) -> &'static str {
    if quote.is_empty() { "" } else { ": " }
}

/// Whose hand, if it has a name.
fn hand(document: &Document, annotation: &Annotation) -> String {
    let hand = annotation.hand.and_then(|hand| document.hands.get(hand.0));
    hand.filter(|hand| hand.name != "handwritten")
        .map(|hand| format!(" ({})", hand.name))
        .unwrap_or_default()
}

fn done_by_hand(annotation: &Annotation) -> &'static str {
    match annotation.kind {
        Kind::Inscription => "handwritten",
        Kind::Signature if annotation.span.is_empty() => "signature",
        Kind::Signature => "signed",
        Kind::Retrace => "written over again",
        Kind::Restoration => "restored after deletion",
        Kind::Highlight => "highlighted",
        _ if annotation.span.is_empty() => "handwriting; how far it goes is not said",
        _ => "handwritten",
    }
}

/// `“new” for “old”, by hand`: for an addition that stands for a deletion, and for that deletion.
fn replacement(document: &Document, view: &View, id: AnnotationId) -> Option<String> {
    let annotation = document.annotation(id);
    let other_kind = if annotation.kind == Kind::Addition {
        Kind::Deletion
    } else {
        Kind::Addition
    };
    let other = document
        .alternatives(id)
        .find(|&other| document.annotation(other).kind == other_kind)?;
    let (new, old) = if annotation.kind == Kind::Addition {
        (id, other)
    } else {
        (other, id)
    };
    let new_words = quoted(document, view, new);
    let old_words = quoted(document, view, old);
    Some(format!(
        "{new_words} for {old_words}, by hand{}",
        hand(document, document.annotation(new))
    ))
}

fn unclear(document: &Document, view: &View, id: AnnotationId) -> String {
    let rivals = document
        .alternatives(id)
        .filter(|&other| document.annotation(other).kind == Kind::Unclear);
    let quotes: Vec<String> = std::iter::once(id)
        .chain(rivals)
        .map(|id| quoted(document, view, id))
        .filter(|quote| !quote.is_empty())
        .collect();
    if quotes.is_empty() {
        "doubtful".to_owned()
    } else {
        format!("doubtful: {}", quotes.join(" or "))
    }
}

/// What is not there, how much of it and why: `3 lines not declassified`.
fn missing(annotation: &Annotation, subject: &str) -> String {
    let why = annotation
        .reason
        .as_deref()
        .unwrap_or(match annotation.kind {
            Kind::Withheld => "withheld",
            Kind::Omission => "left out",
            Kind::Damage => "damaged",
            _ => "lost or illegible",
        });
    let extent = annotation
        .extent
        .as_deref()
        .map(|extent| format!("{extent} "))
        .unwrap_or_default();
    let detail = annotation
        .detail
        .as_deref()
        .map(|detail| format!(": {detail}"))
        .unwrap_or_default();
    format!("{subject}{extent}{why}{detail}")
}

/// What the source has where the text has been corrected, regularised or expanded.
fn spelling(document: &Document, view: &View, id: AnnotationId) -> String {
    let annotation = document.annotation(id);
    let is_source = |kind| matches!(kind, Kind::Sic | Kind::Original | Kind::Abbreviation);
    let others = || {
        document.alternatives(id).filter(|&other| {
            is_source(document.annotation(other).kind) != is_source(annotation.kind)
        })
    };
    let source = if is_source(annotation.kind) {
        Some(id)
    } else {
        others().next()
    };
    let quote = source
        .map(|source| quoted(document, view, source))
        .unwrap_or_default();
    let is_paired = others().next().is_some();
    match annotation.kind {
        Kind::Sic if !is_paired => format!("{quote} so in the source"),
        Kind::Original if !is_paired => format!("{quote} original spelling"),
        Kind::Abbreviation if !is_paired => format!("{quote} abbreviation"),
        _ if quote.is_empty() => format!("{} by the editor", named(annotation.kind)),
        Kind::Abbreviation | Kind::Expansion => format!("written {quote}"),
        _ => format!("printed {quote}"),
    }
}

/// What the other witnesses read: `B: “functions and”; C: omitted`.
fn readings(document: &Document, view: &View, id: AnnotationId) -> String {
    let shown = document.annotation(id).kind;
    let others = document
        .alternatives(id)
        .filter(|&other| document.annotation(other).kind == Kind::Reading);
    let own = (shown == Kind::Reading).then_some(id);
    let readings: Vec<String> = own
        .into_iter()
        .chain(others)
        .map(|reading| {
            let quote = quoted(document, view, reading);
            let quote = if quote.is_empty() {
                "omitted".to_owned()
            } else {
                quote
            };
            match &document.annotation(reading).detail {
                Some(witnesses) => format!("{witnesses}: {quote}"),
                None => quote,
            }
        })
        .collect();
    if readings.is_empty() {
        named(shown)
    } else {
        readings.join("; ")
    }
}

fn numbered(short: &str, unnumbered: &str, annotation: &Annotation) -> String {
    annotation.detail.as_deref().map_or_else(
        || unnumbered.to_owned(),
        |number| format!("{short} {number}"),
    )
}

/// The metadata field that a comment is about: `transmission.channel` is said as `channel:`.
fn field(detail: &str) -> String {
    let name = detail.rsplit('.').next().unwrap_or(detail);
    format!("{}:", name.replace('_', " "))
}

/// Where it stands, why, how sure it is and who says so, as far as the source tells.
fn circumstances(annotation: &Annotation) -> String {
    let reason = annotation
        .reason
        .as_deref()
        .map(|reason| format!(", {reason}"));
    let placement = annotation
        .placement
        .as_deref()
        .map(|placement| format!(", {placement}"));
    let certainty = match annotation.certainty {
        // That is what the kind says.
        _ if annotation.kind == Kind::Unclear => None,
        Some(Certainty::Low) => Some(", doubtful".to_owned()),
        Some(Certainty::Medium) => Some(", probably".to_owned()),
        Some(Certainty::High) | None => None,
    };
    let responsibility = annotation
        .responsibility
        .as_deref()
        .map(|editor| format!(" – {}", editor.trim_start_matches('#')));
    [placement, reason, certainty, responsibility]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(quote(text), expected);
    }

    #[test]
    fn long_quotations_are_shortened() {
        check("functions", "“functions”");
        check("", "");
        check("  a\nb ", "“a b”");
        check(
            "store (in the classified archive). M. Mayorov",
            "“store (in … Mayorov”",
        );
        check(
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "“Donaudampfschifffahrtsgesellschaftskapitän …”",
        );
    }
}
