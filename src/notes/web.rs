//! Notes as W3C Web Annotations (JSON-LD), and back: as Recogito, Hypothesis and other tools read and write them.
//!
//! The model is <https://www.w3.org/TR/annotation-model/>: a `TextQuoteSelector` for the words, a `TextPositionSelector` for the
//! place, which counts characters (code points) where the program counts bytes. Knows nothing of files.

use serde_json::{Map, Value, json};

use super::anchor::Quotation;
use super::note::{Note, Subject};
use crate::document::{Pen, Span};

/// What the names of notes are called outside.
const NAME: &str = "urn:manicule:note:";
/// What the style classes of pens begin with.
const PEN: &str = "pen-";
/// What stands before the name of a field in a fragment.
const FIELD: &str = "field=";

/// A note that was read, and the document that it says it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The note; where its words stand in the text is not known yet.
    pub note: Note,
    /// The address or name of what it is on.
    pub on: Option<String>,
    /// Where its words stand, in characters.
    pub characters: Option<(usize, usize)>,
}

/// A collection of annotations: the notes on some documents, each document by the name of its source and its text.
pub fn write<'a>(
    label: &str,
    notes: impl IntoIterator<Item = (&'a str, &'a str, &'a Note)>,
) -> String {
    let items: Vec<Value> = notes
        .into_iter()
        .map(|(source, text, note)| annotation(source, text, note))
        .collect();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": label,
        "total": items.len(),
        "first": { "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    // Values that were just made can be written.
    serde_json::to_string_pretty(&collection).unwrap_or_default() + "\n"
}

fn annotation(source: &str, text: &str, note: &Note) -> Value {
    let mut bodies = Vec::new();
    let mut body = |purpose: &str, value: &str| {
        bodies.push(json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value }));
    };
    if !note.text.is_empty() {
        body("commenting", &note.text);
    }
    note.tags.iter().for_each(|tag| body("tagging", tag));
    if let Some(rests_on) = &note.source {
        body("linking", rests_on);
    }
    let motivation = match note {
        Note { text, .. } if !text.is_empty() => "commenting",
        Note { pen: Some(_), .. } => "highlighting",
        _ => "tagging",
    };
    let mut annotation = Map::new();
    annotation.insert("id".to_owned(), format!("{NAME}{}", note.id).into());
    annotation.insert("type".to_owned(), "Annotation".into());
    annotation.insert("motivation".to_owned(), motivation.into());
    let times = [("created", &note.created), ("modified", &note.changed)];
    for (key, time) in times {
        if let Some(time) = time {
            annotation.insert(key.to_owned(), time.as_str().into());
        }
    }
    if let Some(author) = &note.author {
        annotation.insert(
            "creator".to_owned(),
            json!({ "type": "Person", "name": author }),
        );
    }
    annotation.insert("body".to_owned(), bodies.into());
    annotation.insert("target".to_owned(), target(source, text, note));
    annotation.into()
}

fn target(source: &str, text: &str, note: &Note) -> Value {
    let source = match &note.document {
        Some(document) => format!("{source}#{document}"),
        None => source.to_owned(),
    };
    let mut target = Map::new();
    target.insert("source".to_owned(), source.into());
    match &note.subject {
        Subject::Quotation(quotation) => {
            let mut selectors = vec![json!({
                "type": "TextQuoteSelector",
                "exact": quotation.exact,
                "prefix": quotation.before,
                "suffix": quotation.after,
            })];
            let before = quotation.place.and_then(|place| text.get(..place));
            if let Some(before) = before {
                let start = before.chars().count();
                let end = start + quotation.exact.chars().count();
                selectors
                    .push(json!({ "type": "TextPositionSelector", "start": start, "end": end }));
            }
            target.insert("selector".to_owned(), selectors.into());
        }
        Subject::Field(field) => {
            let fragment =
                json!({ "type": "FragmentSelector", "value": format!("{FIELD}{field}") });
            target.insert("selector".to_owned(), fragment);
        }
        Subject::Document => {}
    }
    if let Some(pen) = note.pen {
        target.insert("styleClass".to_owned(), format!("{PEN}{pen}").into());
    }
    target.into()
}

/// Reads annotations: a collection, a page, a list, one, or what Hypothesis answers.
///
/// # Errors
///
/// It is no JSON, or holds no annotations.
pub fn read(written: &str) -> Result<Vec<Read>, String> {
    let value: Value = serde_json::from_str(written).map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    collect(&value, &mut all);
    if all.is_empty() {
        return Err("there are no annotations in it".to_owned());
    }
    Ok(all)
}

/// Finds annotations wherever the forms in use have them.
fn collect(value: &Value, all: &mut Vec<Read>) {
    if let Value::Array(values) = value {
        for value in values {
            collect(value, all);
        }
        return;
    }
    let within = ["first", "items", "rows"];
    let lists: Vec<&Value> = within.iter().filter_map(|key| value.get(key)).collect();
    if lists.is_empty() && value.get("target").is_some() {
        all.push(one(value));
    }
    for list in lists {
        collect(list, all);
    }
}

fn one(value: &Value) -> Read {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut note = Note {
        id: text("id").map_or_else(String::new, |id| {
            id.strip_prefix(NAME).unwrap_or(&id).to_owned()
        }),
        created: text("created"),
        changed: text("modified").or_else(|| text("updated")),
        author: value
            .get("creator")
            .and_then(name_of)
            .or_else(|| text("user")),
        // Hypothesis has the words and the tags at the top.
        text: text("text").unwrap_or_default(),
        tags: strings(value.get("tags")),
        span: Span::default(),
        ..Note::default()
    };
    for body in list(value.get("body").or_else(|| value.get("bodyValue"))) {
        take_body(body, &mut note);
    }
    let is_highlight = value.get("motivation").is_some_and(|motivation| {
        list(Some(motivation)).any(|motivation| motivation == "highlighting")
    });
    let target = list(value.get("target")).next().unwrap_or(&Value::Null);
    let style = target.get("styleClass").and_then(Value::as_str);
    note.pen = style.and_then(|style| style.strip_prefix(PEN)?.parse().ok());
    let says_nothing = note.text.is_empty() && note.tags.is_empty();
    if note.pen.is_none() && (is_highlight || says_nothing) {
        note.pen = Some(Pen::A);
    }
    let mut read = Read {
        note,
        on: target
            .as_str()
            .or_else(|| target.get("source").and_then(Value::as_str))
            .map(str::to_owned),
        characters: None,
    };
    for selector in list(target.get("selector")) {
        take_selector(selector, &mut read);
    }
    read
}

fn take_body(body: &Value, note: &mut Note) {
    let purpose = body.get("purpose").and_then(Value::as_str);
    let value = body
        .as_str()
        .or_else(|| body.get("value").and_then(Value::as_str));
    let Some(value) = value.filter(|value| !value.trim().is_empty()) else {
        return;
    };
    match purpose {
        Some("tagging") => note
            .tags
            .push(value.split_whitespace().collect::<Vec<_>>().join("-")),
        Some("linking") => note.source = Some(value.to_owned()),
        _ if note.text.is_empty() => value.clone_into(&mut note.text),
        // An answer to the first.
        _ => note.text.extend(["\n\n", value]),
    }
}

fn take_selector(selector: &Value, read: &mut Read) {
    let text = |key: &str| {
        selector
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let number = |key: &str| usize::try_from(selector.get(key)?.as_u64()?).ok();
    match selector.get("type").and_then(Value::as_str) {
        Some("TextQuoteSelector") => {
            read.note.subject = Subject::Quotation(Quotation {
                exact: text("exact"),
                before: text("prefix"),
                after: text("suffix"),
                place: None,
            });
        }
        Some("TextPositionSelector") => {
            read.characters = number("start").zip(number("end"));
        }
        Some("FragmentSelector") => {
            if let Some(field) = text("value").strip_prefix(FIELD) {
                read.note.subject = Subject::Field(field.to_owned());
            }
        }
        _ => {}
    }
    if let Some(finer) = selector.get("refinedBy") {
        take_selector(finer, read);
    }
}

impl Read {
    /// The note with its place in a text: characters become bytes, and words that are not quoted are those at the place.
    #[must_use]
    pub fn in_text(mut self, text: &str) -> Note {
        let byte = |characters: usize| {
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.nth(characters)
        };
        let Some((start, end)) = self.characters else {
            return self.note;
        };
        match (&mut self.note.subject, byte(start), byte(end)) {
            (Subject::Quotation(quotation), Some(start), _) => quotation.place = Some(start),
            (subject @ Subject::Document, Some(start), Some(end)) if start < end => {
                *subject = Subject::Quotation(Quotation::of(text, Span::new(start, end)));
            }
            _ => {}
        }
        self.note
    }
}

/// A value as a list: each of an array, or itself.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (all, one) = match value {
        Some(Value::Array(values)) => (values.as_slice(), None),
        Some(Value::Null) | None => (&[][..], None),
        Some(value) => (&[][..], Some(value)),
    };
    all.iter().chain(one)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    list(value)
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Whoever made an annotation, by name.
fn name_of(creator: &Value) -> Option<String> {
    let name = creator.as_str().or_else(|| creator.get("name")?.as_str());
    name.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What is written is read again with every field, and the place is right whatever the characters are.
        #[test]
        fn nothing_is_lost_on_the_way_out_and_back(
            text in "[a-z 𝔄😀é\n]{20,60}",
            (start, length) in (0..10_usize, 1..8_usize),
            (words, tags) in ("[a-z é\n]{0,12}", proptest::collection::vec("[a-z]{1,6}", 0..3)),
            pen in proptest::option::of(0..4_usize),
        ) {
            use strum::IntoEnumIterator;
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let span = Span::new(places[start], places[start + length]);
            let note = Note {
                id: "n1".to_owned(),
                subject: Subject::Quotation(Quotation::of(&text, span)),
                text: words.trim().to_owned(),
                tags,
                pen: pen.and_then(|pen| Pen::iter().nth(pen)),
                created: Some("2026-11-25T08:12:30Z".to_owned()),
                changed: Some("2026-11-25T08:12:31Z".to_owned()),
                author: Some("A. Reader".to_owned()),
                source: Some("Inventory, p. 3".to_owned()),
                document: Some("d12".to_owned()),
                ..Note::default()
            };
            prop_assume!(!note.text.is_empty() || !note.tags.is_empty() || note.pen.is_some());
            let written = write("Notes", [("letter.xml", text.as_str(), &note)]);
            let read = read(&written).expect("annotations");
            prop_assert_eq!(read.len(), 1);
            prop_assert_eq!(read[0].on.as_deref(), Some("letter.xml#d12"));
            let again = read[0].clone().in_text(&text);
            prop_assert_eq!(Note { document: note.document.clone(), ..again }, note);
        }

        #[test]
        fn no_json_is_too_odd(written in "[\\[\\]{}\":, a-z0-9]{0,40}") {
            let _ = read(&written);
        }
    }

    #[test]
    fn the_forms_of_other_tools_are_read() {
        let hypothesis = r#"{"total": 1, "rows": [{"id": "x", "created": "2026-01-02T03:04:05Z", "uri": "https://example.org/a",
            "text": "A remark.", "tags": ["tea"], "target": [{"source": "https://example.org/a", "selector": [
            {"type": "RangeSelector"}, {"type": "TextPositionSelector", "start": 2, "end": 5},
            {"type": "TextQuoteSelector", "exact": "cat", "prefix": "😀 ", "suffix": "."}]}]}]}"#;
        let all = read(hypothesis).expect("annotations");
        let note = all[0].clone().in_text("😀 cat.");
        assert_eq!(
            (note.text.as_str(), note.tags.as_slice()),
            ("A remark.", &["tea".to_owned()][..])
        );
        assert_eq!(
            note.quotation()
                .map(|quotation| (quotation.exact.as_str(), quotation.place)),
            Some(("cat", Some(5)))
        );
        let recogito = r##"[{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "#a1", "type": "Annotation",
            "body": [{"type": "TextualBody", "value": "One"}, {"type": "TextualBody", "purpose": "tagging", "value": "big cat"}],
            "target": {"selector": {"type": "TextPositionSelector", "start": 0, "end": 1}}}]"##;
        let all = read(recogito).expect("annotations");
        let note = all[0].clone().in_text("😀 cat.");
        assert_eq!(
            note.quotation().map(|quotation| quotation.exact.as_str()),
            Some("😀")
        );
        assert_eq!(note.tags, ["big-cat"]);
        assert!(read("[]").is_err() && read("{").is_err());
    }
}
