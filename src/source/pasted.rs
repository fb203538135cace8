//! The reader of pasted archive pages: text with page furniture round it, recognised and not configured.

use super::conventions::Conventions;
use super::ledger::{Class, Ledger};
use super::transcript::{self, Paragraph, Writer};
use super::{Decoded, Reading};
use crate::document::{BlockKind, Draft, FlowId, Span};
use crate::problem::Problem;

/// Reads a pasted page.
pub fn read(id: &str, decoded: Decoded, mut problems: Vec<Problem>) -> Reading {
    let text = decoded.text.as_str();
    let mut draft = Draft::new(id);
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !trimmed.is_empty() {
            let at = start + (trimmed.as_ptr() as usize - line.as_ptr() as usize);
            paragraphs.push(Paragraph::line(
                BlockKind::Paragraph,
                Span::new(at, at + trimmed.len()),
            ));
        }
        start += line.len();
    }
    let marks = transcript::brackets(
        text,
        &mut paragraphs,
        &[],
        Conventions::archive(),
        &mut problems,
    );
    let mut writer = Writer::new(text);
    writer.write(&mut draft, &paragraphs, &marks, Class::Text);
    transcript::recognise(&mut draft, FlowId::MAIN);
    let finished = draft.finish();
    let mut ledger = Ledger::default();
    writer.settle(&finished, &mut ledger, 0);
    problems.append(&mut ledger.finish(text));
    problems.sort_by_key(|problem| problem.span.start);
    Reading {
        documents: vec![finished.document],
        problems,
        ledger,
        decoded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn look() {
        let Ok(text) = std::fs::read_to_string(std::env::var("LOOK").unwrap_or_default()) else {
            return;
        };
        let reading = read("x", Decoded::utf8(text), Vec::new());
        let document = &reading.documents[0];
        for block in document.blocks() {
            eprintln!("{:?}: {}", block.kind, document.slice(block.content()));
        }
        for annotation in document.annotations() {
            eprintln!(
                "{} `{}` {:?} label={:?} detail={:?} hand={:?} ext={:?} body={:?}",
                annotation.kind,
                document.slice(annotation.span),
                annotation.printed,
                annotation.label,
                annotation.detail,
                annotation.hand,
                annotation.extent,
                annotation.body.map(|body| document.flow_text(body))
            );
        }
        for point in document.points() {
            eprintln!(
                "{} {} {}",
                point.address(),
                point.label,
                document
                    .slice(point.span)
                    .chars()
                    .take(60)
                    .collect::<String>()
            );
        }
        eprintln!("{:#?}", document.metadata);
        for problem in &reading.problems {
            eprintln!(
                "PROBLEM {} {:?} {:?}",
                problem.message,
                problem.span,
                problem.span.of(&reading.decoded.text)
            );
        }
        if std::env::var("LEDGER").is_ok() {
            for entry in reading.ledger.entries() {
                eprintln!(
                    "{:?} {} {:?}",
                    entry.class,
                    entry.detail,
                    entry
                        .span
                        .of(&reading.decoded.text)
                        .chars()
                        .take(60)
                        .collect::<String>()
                );
            }
        }
    }
}
