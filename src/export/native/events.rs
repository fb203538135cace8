//! The signs of annotations and points, and where in the buffer each is written. Knows nothing of blocks' own signs.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::Plan;
use crate::document::{Annotation, AnnotationId, BlockKind, Document, FlowId, Kind, Place, Span};

/// A sign to be written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// The place.
    pub(super) place: Place,
    /// The flow, because one flow ends where the next begins.
    pub(super) flow: FlowId,
    order: Order,
    /// The sign.
    pub(super) sign: String,
}

/// Of signs at one place, which comes first: ends, the inner first; then what is empty; then beginnings, the outer first.
/// Annotations of one stretch close in their order, which is how the reader orders them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    End(Reverse<Place>, usize),
    Empty(usize),
    Start(Reverse<Place>, Reverse<usize>),
}

/// How a stretch is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As the source printed it.
    Printed,
    /// `{kind: words}`.
    Brace,
    /// `{+a1 kind}words{-a1}`.
    Named,
}

/// The names under which the bodies of notes are written, by the flow's number.
pub(super) fn body_names(document: &Document) -> Vec<Option<String>> {
    let mut taken = HashSet::new();
    let mut names = vec![None; document.flows().len()];
    let bodies = document.annotations().iter().filter_map(|annotation| {
        let flow = annotation.body?;
        Some((flow, annotation))
    });
    for (number, (flow, annotation)) in bodies.enumerate() {
        let printed = annotation.label.clone().filter(|label| is_name(label));
        let name = printed
            .filter(|label| !taken.contains(label))
            .unwrap_or_else(|| free(&taken, number + 1));
        taken.insert(name.clone());
        if let Some(slot) = names.get_mut(flow.0) {
            *slot = Some(name);
        }
    }
    names
}

/// Whether a label can name a note.
fn is_name(label: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '*' | '†' | '‡' | '-' | '.');
    !label.is_empty() && label.chars().all(is_plain)
}

fn free(taken: &HashSet<String>, number: usize) -> String {
    let mut name = format!("note-{number}");
    while taken.contains(&name) {
        name.push('-');
    }
    name
}

/// Every sign of a document, in order.
pub(super) fn events(document: &Document, plan: &Plan, bodies: &[Option<String>]) -> Vec<Event> {
    let mut events = Vec::new();
    let forms = forms(document, plan);
    for (index, annotation) in document.annotations().iter().enumerate() {
        let (before, after) = signs(document, annotation, index, forms[index], bodies);
        push(
            &mut events,
            document,
            annotation.span,
            index,
            (before, after),
        );
    }
    if plan.marks_points {
        for (index, point) in document.points().iter().enumerate() {
            let (path, label) = (quoted(&point.path.join(".")), quoted(&point.label));
            let before = format!("{{+p{index} point path={path} label={label}}}");
            let order = document.annotations().len() + index;
            let after = format!("{{-p{index}}}");
            push(&mut events, document, point.span, order, (before, after));
        }
    }
    events.sort_by_key(|event| (event.flow, event.place, event.order));
    events
}

fn push(
    events: &mut Vec<Event>,
    document: &Document,
    span: Span,
    index: usize,
    (before, after): (String, String),
) {
    let flow = document.flow_at(span.start);
    let mut add = |place, order, sign| {
        events.push(Event {
            place,
            flow,
            order,
            sign,
        });
    };
    if span.is_empty() {
        add(span.start, Order::Empty(index), before + &after);
        return;
    }
    add(
        span.start,
        Order::Start(Reverse(span.end), Reverse(index)),
        before,
    );
    add(span.end, Order::End(Reverse(span.start), index), after);
}

/// How each annotation is marked: a brace where it nests with the braces round it and stays in its block or cell.
fn forms(document: &Document, plan: &Plan) -> Vec<Form> {
    let annotations = document.annotations();
    let mut forms = vec![Form::Named; annotations.len()];
    let mut order: Vec<usize> = (0..annotations.len()).collect();
    order.sort_by_key(|&index| {
        let span = annotations[index].span;
        (span.start, Reverse(span.end), Reverse(index))
    });
    let mut round: Vec<Place> = Vec::new();
    for index in order {
        let annotation = &annotations[index];
        let span = annotation.span;
        let is_printed = plan.friendly.contains(&AnnotationId(index));
        let form = if is_printed {
            Form::Printed
        } else {
            Form::Brace
        };
        if span.is_empty() {
            forms[index] = form;
            continue;
        }
        while round.last().is_some_and(|&end| end <= span.start) {
            round.pop();
        }
        let nests = round.last().is_none_or(|&end| span.end <= end);
        let would_be_body = annotation.kind.is_note() && annotation.body.is_none();
        if nests && !would_be_body && is_inside_block(document, span) {
            forms[index] = form;
            round.push(span.end);
        }
    }
    forms
}

fn is_inside_block(document: &Document, span: Span) -> bool {
    document.block_at(span.start).is_some_and(|id| {
        let block = document.block(id);
        let is_row = matches!(block.kind, BlockKind::TableRow | BlockKind::TableHeading);
        block.content().covers(span) && !(is_row && document.slice(span).contains('\t'))
    })
}

fn signs(
    document: &Document,
    annotation: &Annotation,
    index: usize,
    form: Form,
    bodies: &[Option<String>],
) -> (String, String) {
    let body = annotation
        .body
        .and_then(|flow| bodies.get(flow.0))
        .and_then(Option::as_deref);
    if let (Form::Printed, Some(printed)) = (form, &annotation.printed) {
        return (printed.before.clone(), printed.after.clone());
    }
    if let Some(body) = body.filter(|body| is_reference(annotation, body)) {
        return (format!("[^{body}]"), String::new());
    }
    let said = said(document, annotation, body);
    match form {
        _ if annotation.span.is_empty() => (format!("{{{said}}}"), String::new()),
        Form::Named => (format!("{{+a{index} {said}}}"), format!("{{-a{index}}}")),
        Form::Brace | Form::Printed => (format!("{{{said}: "), "}".to_owned()),
    }
}

/// Whether `[^1]` says all that there is to say.
fn is_reference(annotation: &Annotation, body: &str) -> bool {
    let mut plain = Annotation::new(Kind::Note, Span::at(annotation.span.start));
    plain.label = Some(body.to_owned());
    plain.body = annotation.body;
    plain == *annotation
}

/// The kind and the attributes.
fn said(document: &Document, annotation: &Annotation, body: Option<&str>) -> String {
    let hand = annotation.hand.and_then(|hand| document.hands.get(hand.0));
    let certainty = annotation.certainty.map(|certainty| certainty.to_string());
    let group = annotation.group.map(|group| group.0.to_string());
    let printed = annotation.printed.as_ref();
    let after = printed.filter(|printed| !printed.after.is_empty());
    let attributes = [
        ("hand", hand.map(|hand| hand.name.as_str())),
        ("resp", annotation.responsibility.as_deref()),
        ("place", annotation.placement.as_deref()),
        ("cert", certainty.as_deref()),
        ("reason", annotation.reason.as_deref()),
        ("extent", annotation.extent.as_deref()),
        ("label", annotation.label.as_deref()),
        ("detail", annotation.detail.as_deref()),
        ("group", group.as_deref()),
        ("before", printed.map(|printed| printed.before.as_str())),
        ("after", after.map(|printed| printed.after.as_str())),
        ("body", body),
    ];
    let mut said = annotation.kind.to_string();
    for (name, value) in attributes {
        if let Some(value) = value {
            said.extend([" ", name, "=", &quoted(value)]);
        }
    }
    said
}

/// A value: bare if it is a word, else in quotation marks. Braces and bars are escaped for the sake of tables' cells.
fn quoted(value: &str) -> String {
    if !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || c == '-') {
        return value.to_owned();
    }
    let mut quoted = "\"".to_owned();
    for c in value.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '"' | '\\' | '{' | '}' | '|' => quoted.extend(['\\', c]),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
