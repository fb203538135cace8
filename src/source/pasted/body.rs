//! The document inside a page: its archival reference, notes, paragraphs and marks, written into a draft.

use std::borrow::Cow;

use super::apparatus::{self, Apparatus};
use super::blocks;
use super::fields;
use super::page::Page;
use super::sites::Furniture;
use super::title;
use crate::document::{Annotation, BlockKind, Draft, FlowId, Kind, Metadata, Place, Span};
use crate::problem::Problem;
use crate::source::ledger::Class;
use crate::source::recognise::conventions::Conventions;
use crate::source::recognise::notes::{self, Body, Reference};
use crate::source::recognise::transcript::{self, Declared, Mark, Paragraph, Writer};
use crate::source::recognise::{archive, transmission};

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
    let lines = source_lines(text, lines, conventions, page, &mut draft.metadata);
    let notes = notes::bodies(text, &lines, |line| is_by_hand(line, conventions));
    let mut bodies = notes.bodies;
    for rule in notes.rules {
        page.furniture(rule, Furniture::Rule);
    }
    let mut paragraphs = blocks::paragraphs(text, &notes.text, &page.form_feeds);
    signed_notes(text, &mut paragraphs, &mut bodies);
    if draft.metadata.title.is_none() {
        let labels: Vec<&str> = bodies.iter().map(|body| body.label.as_str()).collect();
        title::in_text(text, &mut paragraphs, &labels, &mut draft.metadata);
    }
    notes_before(text, &mut paragraphs, &mut bodies);
    let references = notes::find_references(text, &paragraphs, &bodies);
    let mut marks: Vec<Mark> = references
        .iter()
        .map(|reference| apparatus::reference_mark(text, reference, &bodies))
        .collect();
    marks.extend(escapes(text, &paragraphs));
    marks.extend(omitted_rows(text, &paragraphs));
    marks.extend(transcript::form_feeds(text, &paragraphs));
    marks.extend(page_breaks(text, &paragraphs));
    marks.sort_by_key(|mark| mark.before.start);
    let masked: Vec<Span> = marks.iter().map(Mark::span).collect();
    let (declared, kept) = declared(text, &paragraphs, &bodies, &references);
    let mut found = transcript::brackets(
        text,
        &mut paragraphs,
        &masked,
        conventions,
        &declared,
        problems,
    );
    for reference in kept {
        let before = found.iter().filter(|mark| mark.span().end <= reference);
        let nearest = before.map(Mark::span).max_by_key(|span| span.end);
        found.retain(|mark| Some(mark.span()) != nearest);
    }
    marks.append(&mut found);
    marks.sort_by_key(|mark| (mark.before.start, std::cmp::Reverse(mark.after.end)));
    blocks::read_head_and_foot(text, &mut paragraphs, &marks, &mut draft.metadata);
    let written = writer.write(draft, &paragraphs, &marks, Class::Text);
    transmission_spans(draft);
    transcript::recognise(draft, FlowId::MAIN);
    let apparatus = Apparatus {
        text,
        conventions,
        bodies: &bodies,
        references: &references,
    };
    let anchors = apparatus::by_place(&marks, &written).collect();
    apparatus.write(anchors, draft, writer, problems);
    apparatus::source_notes(text, &bodies, draft);
}

/// Whether a line begins with what a hand wrote or a stamp, as its bracket says: the document's, under the notes as well.
fn is_by_hand(line: &str, conventions: &Conventions) -> bool {
    let inside = [('[', ']'), ('〔', '〕'), ('［', '］')]
        .iter()
        .find_map(|&(open, close)| line.strip_prefix(open)?.split(close).next());
    let meaning = inside.and_then(|inside| conventions.explain(inside));
    meaning.is_some_and(|meaning| {
        matches!(
            meaning.alone,
            Kind::Inscription | Kind::Handwriting | Kind::Stamp | Kind::Signature
        )
    })
}

/// What the text and its notes declare of the brackets; and the references of notes that say of the one bracket before
/// them that it is the original's, as `Brackets in the original.` does where it does not speak of all.
fn declared(
    text: &str,
    paragraphs: &[Paragraph],
    bodies: &[Body],
    references: &[Reference],
) -> (Declared, Vec<Place>) {
    let mut declared = Declared::in_paragraphs(text, paragraphs);
    let mut kept = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        let said = Declared::in_paragraphs(text, &body.paragraphs);
        if said == Declared::default() {
            continue;
        }
        let words = body.span().of(text).to_lowercase();
        let is_about_all = ["all ", "throughout"]
            .iter()
            .any(|word| words.contains(word));
        let signs: Vec<Place> = (references.iter())
            .filter(|reference| reference.body == Some(index))
            .map(|reference| reference.sign.start)
            .filter(|&sign| stands_behind_bracket(text, sign))
            .collect();
        if said.keeps_single() && !is_about_all && !signs.is_empty() {
            kept.extend(signs);
        } else {
            declared = declared.or(said);
        }
    }
    (declared, kept)
}

/// Whether a bracket was closed on the same line before a place.
fn stands_behind_bracket(text: &str, place: Place) -> bool {
    let before = text.get(..place).unwrap_or_default().as_bytes();
    let line = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    memchr::memrchr(b']', &before[line..]).is_some()
}

/// How many lines at the head may say where the original lies.
const FIRST: usize = 4;

/// `No. 98 NAI DFA/5/305/57`: a reference behind the document's number in its series.
fn behind_number(line: &str) -> &str {
    let rest = line
        .strip_prefix("No. ")
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.and_then(|rest| rest.strip_prefix(' ')).unwrap_or(line)
}

/// Takes the lines out that say where the original lies.
fn source_lines(
    text: &str,
    lines: Vec<Span>,
    conventions: &Conventions,
    page: &mut Page,
    metadata: &mut Metadata,
) -> Vec<Span> {
    let total = lines.len();
    let mut after_source = false;
    let mut kept = Vec::with_capacity(total);
    for (number, line) in lines.into_iter().enumerate() {
        let words = line.of(text).trim_matches(['_', ' ']);
        let is_bracketed = words.starts_with('[') && words.ends_with(']') && words.len() < 200;
        let inner = words.trim_matches(['[', ']']);
        let is_last = number + 5 > total && !page.has_source;
        let may_be_source = is_bracketed && !inner.contains('[')
            || is_last
                && line.len() < 300
                && !words.starts_with(|c: char| c.is_ascii_digit() || c == '*')
            || number < FIRST
                && !page.has_source
                && line.len() < 120
                && !words.starts_with(|c: char| c.is_ascii_digit());
        let inner = behind_number(inner);
        let is_labelled = || !inner.starts_with("Source") && conventions.explain(inner).is_some();
        let is_reference = || {
            // A sentence that names a file is no shelf mark: `A copy is on file AA:A1066.`
            let has_credits = || archive::is_source_line(inner) && archive::has_credits(inner);
            if is_bracketed {
                archive::is_source_line(inner)
            } else {
                archive::is_reference(inner) || number + 5 > total && has_credits()
            }
        };
        let is_source = may_be_source && is_reference() && !is_labelled();
        if is_source {
            let rest = inner.strip_prefix("Source: ").unwrap_or(inner);
            fields::source(rest, metadata);
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

/// Takes the paragraphs out that say where the original lies, from a document of another format. Answers what they were.
pub(in crate::source) fn take_sources(
    text: &str,
    paragraphs: &mut Vec<Paragraph>,
    conventions: &Conventions,
    metadata: &mut Metadata,
) -> Vec<(Span, Class, Cow<'static, str>)> {
    let lines: Vec<Span> = paragraphs.iter().map(Paragraph::span).collect();
    let mut page = Page::default();
    let kept = source_lines(text, lines, conventions, &mut page, metadata);
    let mut kept = kept.into_iter().peekable();
    paragraphs.retain(|paragraph| kept.next_if(|line| *line == paragraph.span()).is_some());
    page.claims
}

/// `Original. Typewritten text.`: what the original looks like, behind its reference.
pub(super) fn is_description(words: &str) -> bool {
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

/// How many signs of Markdown's emphasis stand round a whole line.
fn emphasis(words: &str) -> usize {
    ["**", "*"]
        .into_iter()
        .find(|sign| {
            let inner = words
                .strip_prefix(sign)
                .and_then(|rest| rest.strip_suffix(sign));
            inner.is_some_and(|inner| {
                !inner.is_empty()
                    && !inner.contains('*')
                    && !inner.starts_with(' ')
                    && !inner.ends_with(' ')
            })
        })
        .map_or(0, str::len)
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
        let hashes = words.len() - words.trim_start_matches('#').len();
        let is_marked = words
            .get(hashes..)
            .is_some_and(|rest| rest.starts_with(' '));
        if paragraph.kind == BlockKind::Heading && hashes > 0 && is_marked {
            let sign = Span::new(first.start, first.start + hashes + 1);
            marks.push(Mark::dropped(sign, "heading"));
        }
        let length = emphasis(words);
        if length > 0 && paragraph.lines.len() == 1 {
            let signs = [
                Span::new(first.start, first.start + length),
                Span::new(first.end - length, first.end),
            ];
            marks.extend(signs.map(|sign| Mark::dropped(sign, "emphasis")));
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
        annotation.give_reason("left out");
        Mark::alone(line, annotation, "left out")
    })
    .collect()
}

/// The lines that are the number of a page in brackets: a page of the original or of the printed edition begins there.
fn page_breaks(text: &str, paragraphs: &[Paragraph]) -> Vec<Mark> {
    let lines = || paragraphs.iter().flat_map(|paragraph| &paragraph.lines);
    let in_brackets: Vec<(Span, u32)> = lines()
        .filter_map(|&line| {
            let inner = line.of(text).strip_prefix('[')?.strip_suffix(']')?;
            Some((line, inner.parse().ok()?))
        })
        .collect();
    // `[1]` and further down `[2]`, each alone on its line.
    let count_up = in_brackets.len() >= 2
        && in_brackets
            .windows(2)
            .all(|pair| pair[1].1 == pair[0].1 + 1);
    lines()
        .filter_map(|&line| {
            let bracketed = in_brackets.binary_search_by_key(&line.start, |(known, _)| known.start);
            let is_numbered = count_up && bracketed.is_ok();
            let number = page_number(line.of(text))
                .or_else(|| is_numbered.then(|| line.of(text).trim_matches(['[', ']'])))?;
            let mut annotation = Annotation::new(Kind::PageBreak, Span::default());
            annotation.say(number.to_owned());
            Some(Mark::alone(line, annotation, "page break"))
        })
        .collect()
}

/// `(p. 1)`, `(page 1042)`, `(transcript) Page 12`, `- 34 -`: the number of a page alone on its line.
fn page_number(words: &str) -> Option<&str> {
    const LONGEST: usize = 30;
    const WORDS: [&str; 12] = [
        "p",
        "pp",
        "pg",
        "page",
        "transcript",
        "s",
        "seite",
        "с",
        "стр",
        "л",
        "fol",
        "folio",
    ];
    let is_marked = words.contains('(') && words.contains(')')
        || words.starts_with("- ") && words.ends_with(" -");
    if words.len() > LONGEST || !is_marked {
        return None;
    }
    let mut parts = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let number = parts.next_back()?;
    let is_number = number.len() <= 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    let has_word = words.starts_with("- ") || words.contains(char::is_alphabetic);
    let are_words = parts.all(|part| WORDS.contains(&part.to_lowercase().as_str()));
    (is_number && has_word && are_words).then_some(number)
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
