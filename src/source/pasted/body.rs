//! The document inside a page: its archival reference, notes, paragraphs and marks, written into a draft.

use super::blocks;
use super::declared;
use super::fields;
use super::page::Page;
use crate::document::{
    Annotation, AnnotationId, ArchivalReference, BlockKind, Draft, Field, FlowId, Kind, Metadata,
    Span,
};
use crate::problem::Problem;
use crate::source::conventions::Conventions;
use crate::source::ledger::Class;
use crate::source::notes::{self, Body, Reference};
use crate::source::transcript::{self, Mark, Paragraph, Writer};
use crate::source::{archive, transmission};

/// Reads the lines of the document into the draft.
pub(super) fn read(
    text: &str,
    conventions: &Conventions,
    page: &mut Page,
    draft: &mut Draft,
    writer: &mut Writer<'_>,
    problems: &mut Vec<Problem>,
) {
    let lines = std::mem::take(&mut page.body);
    let lines = source_lines(text, lines, conventions, page, draft);
    let (mut bodies, count, rules) = notes::bodies(text, &lines);
    for rule in rules {
        page.claim(rule, Class::Furniture, "rule");
    }
    let mut paragraphs = blocks::paragraphs(text, lines.get(..count).unwrap_or_default());
    signed_notes(text, &mut paragraphs, &mut bodies);
    title_in_text(text, page, &mut paragraphs, draft);
    notes_before(text, &mut paragraphs, &mut bodies);
    let references = notes::find_references(text, &paragraphs, &bodies);
    let mut marks: Vec<Mark> = references
        .iter()
        .map(|reference| reference_mark(text, reference, &bodies))
        .collect();
    marks.extend(escapes(text, &paragraphs));
    marks.extend(omitted_rows(text, &paragraphs));
    marks.sort_by_key(|mark| mark.before.start);
    let masked: Vec<Span> = marks.iter().map(Mark::span).collect();
    let mut found = transcript::brackets(text, &mut paragraphs, &masked, conventions, problems);
    declared_hand(text, &bodies, &mut found);
    declared::brackets_of_the_original(text, &bodies, &references, &mut found);
    declared::key(text, &paragraphs, &mut found);
    marks.append(&mut found);
    marks.sort_by_key(|mark| (mark.before.start, std::cmp::Reverse(mark.after.end)));
    blocks::read_head_and_foot(text, &mut paragraphs, &marks, &mut draft.metadata);
    let written = writer.write(draft, &paragraphs, &marks, Class::Text);
    transmission_spans(draft);
    transcript::recognise(draft, FlowId::MAIN);
    write_bodies(
        text,
        conventions,
        &bodies,
        &references,
        &marks,
        &written,
        draft,
        writer,
        problems,
    );
    source_notes(text, &bodies, draft);
}

/// Takes the lines out that say where the original lies.
fn source_lines(
    text: &str,
    lines: Vec<Span>,
    conventions: &Conventions,
    page: &mut Page,
    draft: &mut Draft,
) -> Vec<Span> {
    let total = lines.len();
    let mut after_source = false;
    let mut kept = Vec::with_capacity(total);
    for (number, line) in lines.into_iter().enumerate() {
        let words = line.of(text).trim_matches(['_', ' ']);
        let is_bracketed = words.starts_with('[') && words.ends_with(']') && words.len() < 200;
        let inner = words.trim_matches(['[', ']']);
        let is_last = number + 5 > total && !page.has_frame;
        let may_be_source = is_bracketed && !inner.contains('[')
            || is_last
                && line.len() < 300
                && !words.starts_with(|c: char| c.is_ascii_digit() || c == '*');
        let is_labelled = || !inner.starts_with("Source") && conventions.explain(inner).is_some();
        let is_source = may_be_source && archive::is_source_line(inner) && !is_labelled();
        if is_source {
            let rest = inner.strip_prefix("Source: ").unwrap_or(inner);
            fields::source(rest, &mut draft.metadata);
            page.metadata(line, "source");
            after_source = true;
        } else if std::mem::take(&mut after_source) && is_description(words) {
            page.metadata(line, "description of the original");
        } else {
            kept.push(line);
        }
    }
    kept
}

/// `Original. Typewritten text.`: what the original looks like, behind its reference.
fn is_description(words: &str) -> bool {
    [
        "Original.",
        "Copy.",
        "Typewritten",
        "Autograph",
        "Manuscript",
    ]
    .iter()
    .any(|start| words.starts_with(start))
        && words.len() < 160
}

/// A note in the middle of the text, cut in there by the end of a page: `* On the first page …` behind a `*`.
fn signed_notes(text: &str, paragraphs: &mut Vec<Paragraph>, bodies: &mut Vec<Body>) {
    let mut at = 0;
    let mut is_referred_to = false;
    while at < paragraphs.len() {
        let first = paragraphs[at].span();
        let is_note = first.of(text).starts_with("* ")
            && first
                .of(text)
                .chars()
                .nth(2)
                .is_some_and(char::is_uppercase);
        if !(is_note && is_referred_to && bodies.iter().all(|body| body.label != "*")) {
            is_referred_to = is_referred_to || has_asterisk(&paragraphs[at], text);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while paragraphs.get(end).is_some_and(|next| {
            Span::new(paragraphs[end - 1].span().end, next.span().start)
                .of(text)
                .matches('\n')
                .count()
                == 1
        }) {
            end += 1;
        }
        let mut own: Vec<Paragraph> = paragraphs.drain(at..end).collect();
        let mark = Span::new(first.start, first.start + 2);
        if let Some(line) = own
            .first_mut()
            .and_then(|paragraph| paragraph.lines.first_mut())
        {
            line.start = mark.end;
        }
        for paragraph in &mut own {
            paragraph.kind = BlockKind::Line;
        }
        bodies.push(Body {
            label: "*".to_owned(),
            mark,
            style: notes::Style::Sign,
            paragraphs: own,
            kind: Kind::Note,
        });
    }
}

/// Whether an asterisk stands behind a word of a paragraph.
fn has_asterisk(paragraph: &Paragraph, text: &str) -> bool {
    paragraph.lines.iter().any(|line| {
        let line = line.of(text);
        line.match_indices('*').any(|(place, _)| {
            let before = line.get(..place).unwrap_or_default();
            before.ends_with(|c: char| c.is_alphanumeric() || c == ')')
        })
    })
}

/// Notes that stand before the text, as those of the column in the original's language do: their labels have bodies or
/// references further on.
fn notes_before(text: &str, paragraphs: &mut Vec<Paragraph>, bodies: &mut Vec<Body>) {
    while let Some(first) = paragraphs.first() {
        let line = first.span();
        let words = line.of(text);
        let label = words
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .filter(|(label, rest)| {
                label.len() <= 2
                    && label.bytes().all(|byte| byte.is_ascii_digit())
                    && !rest.trim().is_empty()
            });
        let Some((label, rest)) =
            label.filter(|(label, _)| bodies.iter().any(|body| body.label == *label))
        else {
            return;
        };
        let mark = Span::new(line.start, line.end - rest.trim_start().len());
        let mut own = paragraphs.remove(0);
        if let Some(line) = own.lines.first_mut() {
            line.start = mark.end;
        }
        bodies.push(Body {
            label: label.to_owned(),
            mark,
            style: notes::Style::Bracketed,
            paragraphs: vec![own],
            kind: Kind::Note,
        });
    }
}

/// A title that stands in the text, as in volumes of diplomatic papers: a heading, and the document's title.
fn title_in_text(text: &str, page: &Page, paragraphs: &mut [Paragraph], draft: &mut Draft) {
    if page.has_frame || draft.metadata.title.is_some() {
        return;
    }
    let is_page_mark = |paragraph: &Paragraph| paragraph.span().of(text).starts_with("[Page ");
    let is_number = |paragraph: &Paragraph| {
        paragraph.span().of(text).starts_with("No. ") && paragraph.span().len() < 10
    };
    let Some(at) = paragraphs.iter().position(|paragraph| {
        !is_page_mark(paragraph)
            && !is_number(paragraph)
            && transmission::file_number(paragraph.span().of(text)).is_none()
    }) else {
        return;
    };
    let words: String = paragraphs[at]
        .lines
        .iter()
        .map(|line| line.of(text))
        .collect::<Vec<_>>()
        .join(" ");
    let numbered = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = numbered.len() < words.len() && numbered.starts_with(". ");
    let plain = if is_numbered {
        numbered.trim_start_matches(". ")
    } else {
        words.as_str()
    };
    let said = transmission::title(plain);
    let names_both = !said.from.is_empty() && !said.to.is_empty();
    let is_sort = transmission::genre(
        plain
            .split(' ')
            .take(3)
            .collect::<Vec<_>>()
            .join(" ")
            .as_str(),
    )
    .is_some();
    let before_is_number = at > 0 && is_number(&paragraphs[at - 1]);
    let ends_well = !words.ends_with(['.', ':', ';', '?']);
    if words.len() > 400
        || !ends_well
        || !(names_both || is_sort && (is_numbered || before_is_number))
        || transmission::line(&words)
            .is_some_and(|line| !line.is_dateline && !names_both && !before_is_number)
    {
        return;
    }
    paragraphs[at].kind = BlockKind::Heading;
    paragraphs[at].level = 1;
    read_file_numbers(text, &mut paragraphs[..at], &mut draft.metadata);
    let title = plain
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end();
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    draft.metadata.title = Some(title.replace("( ", "(").replace(" )", ")"));
    let number = if is_numbered {
        words.get(..words.len() - numbered.len()).map(str::to_owned)
    } else if before_is_number {
        paragraphs[at - 1].kind = BlockKind::Heading;
        paragraphs[at - 1].level = 2;
        paragraphs[at - 1]
            .span()
            .of(text)
            .strip_prefix("No. ")
            .map(str::to_owned)
    } else {
        None
    };
    draft.metadata.other.extend(number.map(|value| Field {
        name: "document number".to_owned(),
        value,
    }));
}

/// Takes the numbers of the files that stand over a title.
fn read_file_numbers(text: &str, over: &mut [Paragraph], metadata: &mut Metadata) {
    for paragraph in over {
        let Some((number, sort)) = transmission::file_number(paragraph.span().of(text)) else {
            continue;
        };
        paragraph.kind = BlockKind::Transmission;
        paragraph.detail = "source".into();
        metadata.genre.get_or_insert(sort);
        let reference = ArchivalReference {
            reference: Some(number.to_owned()),
            ..ArchivalReference::default()
        };
        metadata.archive.get_or_insert(reference);
    }
}

fn reference_mark(text: &str, reference: &Reference, bodies: &[Body]) -> Mark {
    let mut annotation = match reference.body {
        Some(index) => bodies[index].annotation(),
        None => Annotation::new(Kind::OrphanReference, Span::default()),
    };
    annotation.label = Some(reference.label.clone());
    Mark::alone(
        reference.sign,
        annotation.printed(reference.sign.of(text), ""),
        "reference to a note",
    )
}

/// Markdown's signs: the backslash of `1\.`, and the stars round a heading.
fn escapes(text: &str, paragraphs: &[Paragraph]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for paragraph in paragraphs {
        let Some(&first) = paragraph.lines.first() else {
            continue;
        };
        let words = first.of(text);
        let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0
            && words
                .get(digits..)
                .is_some_and(|rest| rest.starts_with("\\."))
        {
            marks.push(Mark::dropped(
                Span::new(first.start + digits, first.start + digits + 1),
                "escape",
            ));
        }
        if paragraph.kind == BlockKind::Heading
            && words.starts_with("**")
            && words.ends_with("**")
            && words.len() > 4
        {
            marks.push(Mark::dropped(
                Span::new(first.start, first.start + 2),
                "emphasis",
            ));
            marks.push(Mark::dropped(
                Span::new(first.end - 2, first.end),
                "emphasis",
            ));
        }
    }
    marks
}

/// A paragraph of nothing but stops: something is left out there.
fn omitted_rows(text: &str, paragraphs: &[Paragraph]) -> Vec<Mark> {
    let is_row = |words: &str| {
        words.matches('.').count() >= 3
            && words
                .chars()
                .all(|c| matches!(c, '.' | ' ' | '…' | '\u{a0}'))
    };
    (paragraphs
        .iter()
        .filter(|paragraph| paragraph.lines.len() == 1))
    .filter_map(|paragraph| {
        paragraph
            .lines
            .first()
            .filter(|line| is_row(line.of(text)) || line.of(text) == "…")
    })
    .map(|&line| {
        let mut annotation =
            Annotation::new(Kind::Omission, Span::default()).printed(line.of(text), "");
        annotation.reason = Some("left out".to_owned());
        Mark::alone(line, annotation, "left out")
    })
    .collect()
}

/// `Words in square brackets were added by Kirby by hand`: a note that says what every bracket without a label is.
fn declared_hand(text: &str, bodies: &[Body], marks: &mut [Mark]) {
    let said = bodies
        .iter()
        .flat_map(|body| &body.paragraphs)
        .find_map(|paragraph| {
            let words = paragraph.span().of(text);
            let lower = words.to_lowercase();
            let speaks_of_brackets =
                lower.contains("square brackets") || lower.contains("words in brackets");
            (speaks_of_brackets && lower.contains("by hand")).then_some(words)
        });
    let Some(words) = said else { return };
    let hand = words
        .split(" by ")
        .nth(1)
        .and_then(|rest| rest.split([' ', '.', ',']).next())
        .filter(|name| name.starts_with(char::is_uppercase))
        .unwrap_or("handwritten");
    for mark in marks {
        let content = mark.content();
        let Some(annotation) = mark
            .annotation
            .as_mut()
            .filter(|_| mark.hand.is_none() && content.len() > 2)
        else {
            continue;
        };
        let is_plain = matches!(annotation.kind, Kind::Supplied | Kind::Omission)
            && annotation.reason.is_none();
        if is_plain {
            annotation.kind = Kind::Addition;
            mark.hand = Some(hand.to_owned());
            mark.detail = "handwriting".into();
        }
    }
}

/// Lays annotations over the lines of transmission that stand in the text, one over each run of them.
pub(in crate::source) fn transmission_spans(draft: &mut Draft) {
    let mut spans: Vec<(Kind, Span)> = Vec::new();
    let mut run: Option<Span> = None;
    for block in draft.blocks_of(FlowId::MAIN) {
        if block.kind == BlockKind::Transmission {
            run = Some(Span::new(
                run.map_or(block.span.start, |run| run.start),
                block.content().end,
            ));
        } else if let Some(span) = run.take() {
            spans.push((Kind::Transmission, span));
        }
        if block.kind == BlockKind::Transmission
            && transmission::line(block.content().of(draft.text_of(FlowId::MAIN)))
                .is_some_and(|line| line.is_classification)
        {
            spans.push((Kind::Classification, block.content()));
        }
    }
    spans.extend(run.map(|span| (Kind::Transmission, span)));
    for (kind, span) in spans {
        draft.annotate_in(FlowId::MAIN, Annotation::new(kind, span));
    }
}

/// Writes the bodies of the notes and joins them to their references. What has no other half is a problem.
#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one reading, which have no other home"
)]
fn write_bodies(
    text: &str,
    conventions: &Conventions,
    bodies: &[Body],
    references: &[Reference],
    marks: &[Mark],
    written: &[Option<AnnotationId>],
    draft: &mut Draft,
    writer: &mut Writer<'_>,
    problems: &mut Vec<Problem>,
) {
    let mut joined = vec![false; bodies.len()];
    let by_place: std::collections::HashMap<usize, AnnotationId> = marks
        .iter()
        .zip(written)
        .filter_map(|(mark, id)| Some((mark.before.start, (*id)?)))
        .collect();
    for (index, body) in bodies.iter().enumerate() {
        let mut paragraphs = body.paragraphs.clone();
        let found = transcript::brackets(text, &mut paragraphs, &[], conventions, problems);
        writer.claim(body.mark, Class::Mark, "label of a note");
        let flow = draft.open_flow();
        writer.write(draft, &paragraphs, &found, Class::Note);
        draft.close_flow();
        let reference = references
            .iter()
            .find(|reference| reference.body == Some(index));
        let anchor = reference.and_then(|reference| by_place.get(&reference.sign.start).copied());
        let id = anchor.unwrap_or_else(|| {
            let mut annotation = body.annotation();
            annotation.span = Span::at(if body.kind == Kind::SourceNote {
                0
            } else {
                draft.flow_text().trim_end().len()
            });
            draft.annotate_in(FlowId::MAIN, annotation)
        });
        draft.annotation_mut(id).body = Some(flow);
        joined[index] = anchor.is_some() || body.kind == Kind::SourceNote;
    }
    for (body, _) in bodies.iter().zip(&joined).filter(|(_, joined)| !**joined) {
        problems.push(
            Problem::new(
                body.mark,
                format!("no reference to note `{}` in the text", body.label),
            )
            .hint("the note stands at the end of the text; write its mark where it belongs"),
        );
    }
    for reference in references
        .iter()
        .filter(|reference| reference.body.is_none())
    {
        problems.push(
            Problem::new(
                reference.sign,
                format!("note `{}` is not there", reference.label),
            )
            .hint("the page may have lost it; its mark is kept"),
        );
    }
}

/// `Source: Department of State, Central Files, 511.604/10–3056. Secret; Priority.`: where the original lies, in a note.
fn source_notes(text: &str, bodies: &[Body], draft: &mut Draft) {
    let metadata = &mut draft.metadata;
    for body in bodies.iter().filter(|body| body.kind == Kind::SourceNote) {
        let Some(first) = body.paragraphs.first() else {
            continue;
        };
        let words = first.span().of(text);
        let words = words.strip_prefix("Source: ").unwrap_or(words);
        let (reference, rest) = words
            .split_once(". ")
            .unwrap_or((words.trim_end_matches('.'), ""));
        let (reference, sort) = reference
            .split_once(": Telegram")
            .map_or((reference, None), |(reference, _)| {
                (reference, Some("telegram"))
            });
        if metadata.genre.is_none() {
            metadata.genre = sort.map(str::to_owned);
        }
        if metadata.archive.is_none() {
            let mut references = archive::source_line(reference).references;
            if let Some(first) = references.first_mut().filter(|_| sort.is_some()) {
                first.repository = None;
            }
            metadata.archive = references.into_iter().next();
        }
        if let Some(line) = rest
            .split(". ")
            .next()
            .and_then(transmission::line)
            .filter(|line| line.is_classification)
        {
            transmission::merge(&mut metadata.transmission, line.facts);
        }
    }
}
