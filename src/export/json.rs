//! Documents as JSON: metadata, the document's text, and everything else as offsets into it: `start` and `end` in bytes of
//! UTF-8, `start_char` and `end_char` in characters (Unicode code points).
//!
//! Knows nothing of views: all that is known of a document is written. What a source does not give is left out.

mod offsets;

use serde::Serialize;
use std::collections::BTreeMap;

use offsets::{JsonSpan, Offsets};

use crate::document::{
    Annotation, Block, Document, Extent, Layer, Metadata, Point, Property, Span,
};
use crate::text::escaped_json;

/// A problem with the line and the column, both from 1, where it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LocatedProblem {
    /// The file as the user named it.
    pub path: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// The version of the form, which `corpus/manicule.schema.json` describes. Members may be added within a version; whatever
/// would make a program that reads it misread is another version.
const VERSION: u32 = 1;

/// The documents and the problems met in reading them as one JSON object, ending with a line feed.
pub fn json(documents: &[&Document], problems: &[LocatedProblem]) -> String {
    let documents = documents
        .iter()
        .map(|document| JsonDocument::new(document))
        .collect();
    let json = serde_json::to_string(&JsonOutput {
        format: "manicule",
        version: VERSION,
        documents,
        problems,
    });
    // Only a map with keys that are not strings, or a type that refuses, could fail.
    escaped_json(
        &json.unwrap_or_else(|error| format!("{{\"problems\":[{{\"message\":\"{error}\"}}]}}")),
    )
    .into_owned()
        + "\n"
}

#[derive(Serialize)]
struct JsonOutput<'a> {
    format: &'static str,
    version: u32,
    documents: Vec<JsonDocument<'a>>,
    problems: &'a [LocatedProblem],
}

#[derive(Serialize)]
struct JsonDocument<'a> {
    id: &'a str,
    metadata: &'a Metadata,
    text: &'a str,
    blocks: Vec<JsonBlock>,
    annotations: Vec<JsonAnnotation<'a>>,
    points: Vec<JsonPoint<'a>>,
}

#[derive(Serialize)]
struct JsonBlock {
    kind: &'static str,
    #[serde(flatten)]
    span: JsonSpan,
    #[serde(skip_serializing_if = "is_zero")]
    level: u8,
}

#[derive(Serialize)]
struct JsonAnnotation<'a> {
    layer: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    span: JsonSpan,
    #[serde(skip_serializing_if = "Option::is_none")]
    hand: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    properties: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extent: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placement: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    responsibility: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<JsonPrinted<'a>>,
}

#[derive(Serialize)]
struct JsonPrinted<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct JsonPoint<'a> {
    label: &'a str,
    path: &'a [String],
    #[serde(flatten)]
    span: JsonSpan,
}

impl<'a> JsonDocument<'a> {
    fn new(document: &'a Document) -> Self {
        let text = own_text(document);
        let offsets = Offsets::new(text);
        let blocks = document.blocks().iter();
        let own_blocks = blocks.filter(|block| block.span.start < text.len() || text.is_empty());
        Self {
            id: &document.id,
            metadata: &document.metadata,
            text,
            blocks: own_blocks
                .map(|block| JsonBlock::new(&offsets, block))
                .collect(),
            annotations: document
                .annotations()
                .iter()
                .map(|annotation| JsonAnnotation::new(document, &offsets, annotation))
                .collect(),
            points: document
                .points()
                .iter()
                .map(|point| JsonPoint::new(document, &offsets, point))
                .collect(),
        }
    }
}

/// The document's own text: the main text and the notes of its edition. The bodies of commentary and of the reader's notes
/// stand behind them in the buffer, and in JSON among the annotations only.
fn own_text(document: &Document) -> &str {
    let is_beside = |owner| {
        let layer = document.annotation(owner).layer();
        matches!(layer, Some(Layer::Commentary | Layer::Own))
    };
    let beside = document
        .flows()
        .iter()
        .filter(|flow| flow.owner.is_some_and(is_beside))
        .map(|flow| flow.span.start)
        .min();
    let end = beside.unwrap_or(document.text().len());
    document.text().get(..end).unwrap_or_default()
}

impl JsonBlock {
    fn new(offsets: &Offsets<'_>, block: &Block) -> Self {
        Self {
            kind: block.kind.into(),
            span: offsets.span(block.content()),
            level: block.level,
        }
    }
}

impl<'a> JsonAnnotation<'a> {
    fn new(document: &'a Document, offsets: &Offsets<'_>, annotation: &'a Annotation) -> Self {
        let hand = annotation
            .by
            .hand
            .and_then(|hand| document.hands.get(hand.0));
        Self {
            layer: annotation.layer().map_or("text", Layer::into),
            kind: annotation.kind().into(),
            span: offsets.span(without_line_feed(document, annotation.span)),
            hand: hand.map(|hand| hand.name.as_str()),
            note: annotation.body().map(|flow| document.flow_text(flow)),
            label: annotation.label(),
            detail: annotation.said(),
            // Where the detail says it, once is enough.
            remark: (annotation.remark.as_deref())
                .filter(|remark| annotation.said().as_deref() != Some(*remark)),
            properties: properties(annotation),
            reason: annotation.reason.as_deref(),
            extent: annotation.extent.as_ref().map(Extent::words),
            placement: annotation.placement.as_deref(),
            responsibility: annotation.by.responsibility.as_deref(),
            certainty: annotation.by.certainty.map(Into::into),
            group: annotation.group.map(|group| group.0),
            printed: annotation.printed.as_ref().map(|printed| JsonPrinted {
                before: &printed.before,
                after: &printed.after,
            }),
        }
    }
}

/// What belongs to an annotation's kind, by name: `number`, `witnesses`, `target`. The label stands by itself.
fn properties(annotation: &Annotation) -> BTreeMap<&'static str, String> {
    let properties = annotation.content.properties().into_iter();
    properties
        .filter(|(property, _)| *property != Property::Label)
        .map(|(property, value)| (property.into(), value))
        .collect()
}

impl<'a> JsonPoint<'a> {
    fn new(document: &Document, offsets: &Offsets<'_>, point: &'a Point) -> Self {
        Self {
            label: &point.label,
            path: &point.path,
            span: offsets.span(without_line_feed(document, point.span)),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(level: &u8) -> bool {
    *level == 0
}

/// A span without the line feed of the block that it ends with.
fn without_line_feed(document: &Document, span: Span) -> Span {
    let end = if document.slice(span).ends_with('\n') {
        span.end - 1
    } else {
        span.end
    };
    Span::new(span.start, end)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::document::{BlockKind, Content, Draft, Kind, Note, fixture};

    fn written(document: &Document, problems: &[LocatedProblem]) -> Value {
        let json = super::json(&[document], problems);
        assert!(json.ends_with("}\n"));
        serde_json::from_str(&json).expect("it is JSON")
    }

    #[test]
    fn a_document_is_written_with_what_is_known_of_it() {
        let mut draft = Draft::new("telegram");
        draft.metadata.title = Some("Telegram".to_owned());
        let stalin = draft.hand("Stalin");
        draft.begin_block(BlockKind::Paragraph);
        let mut addition = Annotation::new(Kind::Addition, Span::default());
        addition.by.hand = Some(stalin);
        let note = Note {
            label: Some("1".to_owned()),
            body: None,
        };
        let note = Annotation::new(Content::Note(note), Span::default());
        fixture::write(
            &mut draft,
            "3. <0>é</0> two<1:One.|Two.>",
            &[addition, note],
        );
        let flow = draft.flow();
        draft.add_point(
            flow,
            Point {
                label: "3.".to_owned(),
                mark: Span::new(0, 2),
                path: vec!["3".to_owned()],
                span: Span::new(0, 10),
            },
        );
        let document = draft.finish().document;
        assert_eq!(
            written(&document, &[]),
            json!({
                "format": "manicule",
                "version": 1,
                "documents": [{
                    "id": "telegram",
                    "metadata": { "title": "Telegram" },
                    "text": "3. é two\nOne.\nTwo.\n",
                    "blocks": [
                        { "kind": "paragraph", "start": 0, "end": 9, "start_char": 0, "end_char": 8 },
                        { "kind": "paragraph", "start": 10, "end": 14, "start_char": 9, "end_char": 13 },
                        { "kind": "paragraph", "start": 15, "end": 19, "start_char": 14, "end_char": 18 },
                    ],
                    "annotations": [
                        { "layer": "handwriting", "kind": "addition", "start": 3, "end": 5, "start_char": 3, "end_char": 4, "hand": "Stalin" },
                        { "layer": "notes", "kind": "note", "start": 9, "end": 9, "start_char": 8, "end_char": 8, "note": "One.\nTwo.", "label": "1" },
                    ],
                    "points": [{ "label": "3.", "path": ["3"], "start": 0, "end": 9, "start_char": 0, "end_char": 8 }],
                }],
                "problems": [],
            })
        );
    }

    #[test]
    fn kinds_of_the_text_itself_are_in_the_layer_text() {
        let document = fixture::prose(
            "<0>a</0>",
            &[Annotation::new(Kind::SmallCapitals, Span::default())],
        );
        let annotation = &written(&document, &[])["documents"][0]["annotations"][0];
        assert_eq!(
            annotation,
            &json!({ "layer": "text", "kind": "small-capitals", "start": 0, "end": 1, "start_char": 0, "end_char": 1 })
        );
    }

    #[test]
    fn problems_say_where_they_are() {
        let problem = LocatedProblem {
            path: "a.txt".to_owned(),
            line: 3,
            column: 7,
            message: "`[` is never closed".to_owned(),
            hint: None,
        };
        assert_eq!(
            written(&fixture::prose("a", &[]), &[problem])["problems"],
            json!([{ "path": "a.txt", "line": 3, "column": 7, "message": "`[` is never closed" }])
        );
    }

    #[test]
    fn nothing_in_it_acts_on_a_terminal() {
        let document = fixture::prose("a\u{1b}[0m\u{9b}31m\u{7f}\u{202e}b", &[]);
        let json = super::json(&[&document], &[]);
        assert!(
            json.trim_end()
                .chars()
                .all(|c| !c.is_control() && c != '\u{202e}')
        );
        assert_eq!(
            written(&document, &[])["documents"][0]["text"],
            "a\u{1b}[0m\u{9b}31m\u{7f}\u{202e}b\n"
        );
    }
}
