//! What the program says of each kind of annotation: `“functions” added by hand`, `3 lines not declassified`.
//!
//! Which kind says what stands in the table of kinds. Knows nothing of where the words stand.

use unicode_width::UnicodeWidthStr;

use crate::document::traits::Margin;
use crate::document::{
    Annotation, AnnotationId, Certainty, Document, FieldName, Kind, MOST_ASKED, Place, Property,
    Span, TextEffect,
};
use crate::view::{View, shift};

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
    let by = || hand(document, annotation);
    let traits = annotation.kind().traits();
    let name = traits.name;
    let what = match traits.margin {
        Margin::Name => name.to_owned(),
        Margin::Words(words) => words.to_owned(),
        Margin::Quoted(words) => format!("{subject}{words}"),
        Margin::Explained => format!("{quote}{}{name}", colon(&quote)),
        Margin::Done(_, bare) if annotation.span.is_empty() => {
            let said: Vec<String> = (annotation.remark.iter().cloned())
                .chain(annotation.content.property(Property::Medium))
                .collect();
            let bare = if said.is_empty() {
                bare.to_owned()
            } else {
                said.join(", ")
            };
            format!("{subject}{bare}{}", by())
        }
        Margin::Done(done, _) => format!("{subject}{done}{}", by()),
        Margin::Called(usual) => {
            let called = annotation.remark.as_deref().unwrap_or(usual);
            format!("{subject}{called}{}", by())
        }
        Margin::Shift => match shift(document, annotation) {
            who if who.is_empty() => name.to_owned(),
            who => format!("{name}: {who}"),
        },
        Margin::Exchange(done) => replacement(document, view, id)
            .unwrap_or_else(|| format!("{subject}{done} by hand{}", by())),
        Margin::Doubt => unclear(document, view, id),
        Margin::Loss(usual) => return missing(annotation, &subject, usual),
        Margin::Spelling { alone, from } => {
            let remark = annotation.remark.as_ref();
            let remark = remark.map(|remark| format!(" ({remark})"));
            spelling(document, view, id, alone, from) + &remark.unwrap_or_default()
        }
        Margin::Readings => readings(document, view, id),
        Margin::Numbered(short, unnumbered) => {
            match annotation.content.property(Property::Number) {
                Some(number) => format!("{short} {number}"),
                None => unnumbered.to_owned(),
            }
        }
        Margin::Said => return annotation.said().unwrap_or_else(|| name.to_owned()),
        Margin::Picture => {
            let source = annotation.said();
            return source.map_or_else(|| name.to_owned(), |source| format!("{name}: {source}"));
        }
        Margin::Body => return heading(document, annotation, ""),
        Margin::NamedBody => return heading(document, annotation, name),
        Margin::About => {
            let about = annotation.content.about();
            let remark = || annotation.remark.as_deref().map(colonised);
            return about.map(field).or_else(remark).unwrap_or_default();
        }
    };
    what + &circumstances(annotation)
}

/// Words with a colon behind them, unless a sign stands there.
fn colonised(words: &str) -> String {
    let colon = if words.ends_with(char::is_alphanumeric) {
        ":"
    } else {
        ""
    };
    format!("{words}{colon}")
}

/// What stands before a note's body: what it is, where it stands, whose hand it is, who answers for it, and a colon.
fn heading(document: &Document, annotation: &Annotation, name: &str) -> String {
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0));
    let hand = hand.map(|hand| hand.name.clone());
    let said: Vec<String> = std::iter::once(name.to_owned())
        .chain(annotation.placement.clone())
        .chain(hand)
        .chain(circumstances_without_place(annotation))
        .filter(|said| !said.is_empty())
        .collect();
    if said.is_empty() {
        String::new()
    } else {
        said.join(", ") + ":"
    }
}

/// The words that an annotation covers, in quotation marks; empty if it covers none.
fn quoted(document: &Document, view: &View, id: AnnotationId) -> String {
    quote(&covered(document, view, id))
}

/// The words that an annotation covers, also those that the view leaves out for its sake. Of alternatives within it, those
/// that the view shows. Of many words the beginning and the end, which is all that is quoted of them.
fn covered(document: &Document, view: &View, id: AnnotationId) -> String {
    let span = document.annotation(id).span;
    if span.len() <= 2 * LONGEST_PART {
        return covered_part(document, view, id, span);
    }
    let boundary = |place: Place| {
        let mut places = place..=span.end;
        places.find(|&place| document.text().is_char_boundary(place))
    };
    let until = |place| boundary(place).unwrap_or(span.end);
    let beginning = Span::new(span.start, until(span.start + LONGEST_PART));
    let end = Span::new(until(span.end - LONGEST_PART), span.end);
    let part = |part| covered_part(document, view, id, part);
    format!("{} {}", part(beginning), part(end))
}

/// The same of a part of its words.
fn covered_part(document: &Document, view: &View, id: AnnotationId, part: Span) -> String {
    let span = document.annotation(id).span;
    let mut place = part.start;
    let mut text = String::new();
    for other in document.annotations_in(part).take(MOST_ASKED) {
        let inner = document.annotation(other).span;
        let is_within = span.covers(inner) && (inner != span || other > id);
        if other == id || !is_within || inner.end <= place || !view.hides(document, other) {
            continue;
        }
        text.push_str(document.slice((place..inner.start.max(place)).into()));
        place = inner.end.min(part.end);
    }
    text + document.slice((place..part.end.max(place)).into())
}

/// More bytes of a long stretch than are ever quoted of its beginning or its end.
const LONGEST_PART: usize = 1024;

/// The words of a version that the view leaves out, and behind them in brackets what they have within: the other sides of
/// alternatives, and notes. Nowhere else would these be said.
fn version(document: &Document, view: &View, id: AnnotationId) -> String {
    let quote = quoted(document, view, id);
    if !view.hides(document, id) {
        return quote;
    }
    let annotation = document.annotation(id);
    let inner = document
        .annotations_in(annotation.span)
        .take(MOST_ASKED)
        .filter(|&other| {
            let other_span = document.annotation(other).span;
            other != id && annotation.span.covers(other_span)
        });
    let mut said: Vec<String> = Vec::new();
    // What lies in a version within says that itself.
    let mut until = annotation.span.start;
    for other in inner {
        let span = document.annotation(other).span;
        if span.start >= until
            && let Some(words) = within(document, view, id, other)
        {
            until = span.end;
            said.push(words);
        }
    }
    if said.is_empty() {
        quote
    } else {
        format!("{quote} ({})", said.join("; "))
            .trim_start()
            .to_owned()
    }
}

/// What one annotation says within a version that is left out: the other side of an alternative, or a note's body.
fn within(
    document: &Document,
    view: &View,
    outer: AnnotationId,
    id: AnnotationId,
) -> Option<String> {
    let annotation = document.annotation(id);
    let (outer, span) = (document.annotation(outer), annotation.span);
    if let Some(body) = annotation.body().filter(|_| annotation.is_edition_note()) {
        let is_inside = outer.span.start < span.start && span.start < outer.span.end;
        return is_inside.then(|| document.flow_text(body).trim().replace('\n', " "));
    }
    let is_other_side = annotation.group.is_some()
        && annotation.group != outer.group
        && !span.is_empty()
        && view.hides(document, id);
    if !is_other_side {
        return None;
    }
    let words = version(document, view, id);
    let witnesses = annotation.content.property(Property::Witnesses);
    Some(match (annotation.kind().traits().margin, witnesses) {
        (Margin::Spelling { from, .. }, _) if span != outer.span => format!("{words} {from}"),
        (_, Some(witnesses)) => format!("{witnesses}: {words}"),
        _ => words,
    })
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
    let hand = annotation
        .by
        .hand
        .and_then(|hand| document.hands.get(hand.0));
    hand.filter(|hand| hand.name != "handwritten")
        .map(|hand| format!(" ({})", hand.name))
        .unwrap_or_default()
}

/// `“new” for “old”, by hand`: for an addition that stands for a deletion, and for that deletion.
fn replacement(document: &Document, view: &View, id: AnnotationId) -> Option<String> {
    let annotation = document.annotation(id);
    let other_kind = if annotation.kind() == Kind::Addition {
        Kind::Deletion
    } else {
        Kind::Addition
    };
    let other = document
        .alternatives(id)
        .find(|&other| document.annotation(other).kind() == other_kind)?;
    let (new, old) = if annotation.kind() == Kind::Addition {
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
        .filter(|&other| document.annotation(other).kind() == Kind::Unclear);
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
fn missing(annotation: &Annotation, subject: &str, usual: &str) -> String {
    let why = annotation.reason.as_deref().unwrap_or(usual);
    let extent = (annotation.extent.as_ref())
        .map(|extent| format!("{extent} "))
        .unwrap_or_default();
    let said = (annotation.said())
        .map(|said| format!(": {said}"))
        .unwrap_or_default();
    // The edition's own bracket says it already.
    let subject = if subject.starts_with("“[") {
        ""
    } else {
        subject
    };
    format!("{subject}{extent}{why}{said}")
}

/// What the source has where the text has been corrected, regularised or expanded, as an apparatus says it: the word of the
/// text, `]`, the source's word and the editor's other proposals. `alone` is said where no other word stands beside the
/// source's, `from` behind the source's word.
fn spelling(
    document: &Document,
    view: &View,
    id: AnnotationId,
    alone: Option<&str>,
    from: &str,
) -> String {
    let kind_of = |id| document.annotation(id).kind().traits();
    let is_source = |id| kind_of(id).effect == TextEffect::Replaced;
    let others = || {
        document
            .alternatives(id)
            .filter(|&other| is_source(other) != is_source(id))
    };
    let source = if is_source(id) {
        Some(id)
    } else {
        others().next()
    };
    let quote = source
        .map(|source| version(document, view, source))
        .unwrap_or_default();
    let own = quoted(document, view, id);
    if source.is_none() {
        return format!("{own} {} by the editor", kind_of(id).name)
            .trim_start()
            .to_owned();
    }
    let read = if is_source(id) {
        others().next()
    } else {
        Some(id)
    };
    let Some(read) = read else {
        return match alone {
            Some(alone) => format!("{quote} {alone}").trim_start().to_owned(),
            None => format!("{from} {quote}"),
        };
    };
    let proposals: Vec<String> = document
        .alternatives(read)
        .take(MOST_ASKED)
        .filter(|&other| !is_source(other))
        .map(|other| format!("; or {}", version(document, view, other)))
        .filter(|proposal| proposal != "; or ")
        .collect();
    let source = if quote.is_empty() {
        "nothing".to_owned()
    } else {
        quote
    };
    let lemma = lemma(document, view, read);
    format!("{lemma}{source} {from}{}", proposals.concat())
}

/// The words of the text before what else they are, as an apparatus prints them: `functions of ] `.
fn lemma(document: &Document, view: &View, id: AnnotationId) -> String {
    let quote = quoted(document, view, id);
    let said = document.annotation(id).remark.as_deref();
    let words = match quote.trim_matches(['“', '”']) {
        "" => said.unwrap_or_default(),
        words => words,
    };
    if words.is_empty() {
        String::new()
    } else {
        format!("{words} ] ")
    }
}

/// What the other witnesses read, behind the words of the text: `functions of ] B: “functions and”; C: omitted`.
fn readings(document: &Document, view: &View, id: AnnotationId) -> String {
    let shown = document.annotation(id).kind();
    let others = document
        .alternatives(id)
        .filter(|&other| document.annotation(other).kind() == Kind::Reading);
    let own = (shown == Kind::Reading).then_some(id);
    let readings: Vec<String> = own
        .into_iter()
        .chain(others)
        .map(|reading| {
            let quote = version(document, view, reading);
            // The reading of an apparatus apart from its text stands nowhere in the text.
            let said = document.annotation(reading).remark.as_deref();
            let quote = if quote.is_empty() {
                said.map(self::quote).unwrap_or_default()
            } else {
                quote
            };
            let quote = if quote.is_empty() {
                "omitted".to_owned()
            } else {
                quote
            };
            match document
                .annotation(reading)
                .content
                .property(Property::Witnesses)
            {
                Some(witnesses) => format!("{witnesses}: {quote}"),
                None => quote,
            }
        })
        .collect();
    if readings.is_empty() {
        shown.traits().name.to_owned()
    } else {
        let lemma = if shown == Kind::Lemma {
            lemma(document, view, id)
        } else {
            String::new()
        };
        format!("{lemma}{}", readings.join("; "))
    }
}

/// The metadata field that a comment is about: `transmission.channel` is said as `channel:`.
fn field(field: FieldName) -> String {
    let path: &str = field.into();
    let name = path.rsplit('.').next().unwrap_or(path);
    format!("{}:", name.replace('_', " "))
}

/// Where it stands, why, how sure it is and who says so, as far as the source tells.
fn circumstances(annotation: &Annotation) -> String {
    let editor = annotation.by.responsibility.as_deref();
    let editor = editor.map(|editor| format!(" – {}", editor.replace('#', "")));
    let said = annotation.placement.clone().into_iter();
    let said = said.chain(why_and_how_surely(annotation));
    said.map(|said| format!(", {said}")).chain(editor).collect()
}

/// Why, how sure it is and who says so, each by itself.
fn circumstances_without_place(annotation: &Annotation) -> impl Iterator<Item = String> {
    let editor = annotation.by.responsibility.as_deref();
    let editor = editor.map(|editor| editor.replace('#', ""));
    why_and_how_surely(annotation).chain(editor)
}

fn why_and_how_surely(annotation: &Annotation) -> impl Iterator<Item = String> + use<> {
    let certainty = match annotation.by.certainty {
        // That is what the kind says.
        _ if annotation.kind() == Kind::Unclear => None,
        Some(Certainty::Low) => Some("doubtful".to_owned()),
        Some(Certainty::Medium) => Some("probably".to_owned()),
        Some(Certainty::High) | None => None,
    };
    annotation.reason.clone().into_iter().chain(certainty)
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
