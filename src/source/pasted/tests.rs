//! The reader of pasted pages, seen whole: the telegram, and any bytes.

use proptest::prelude::*;

use super::*;
use crate::source::{Alone, read as read_source};

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
            "@ {} `{}` {:?} label={:?} detail={:?} hand={:?} ext={:?} body={:?}",
            annotation.kind,
            document.slice(annotation.span),
            annotation.printed.as_ref().map(|p| (&p.before, &p.after)),
            annotation.label,
            annotation.detail,
            annotation.hand,
            annotation.extent,
            annotation.body.map(|body| document.flow_text(body))
        );
    }
    for point in document.points() {
        eprintln!(
            "# {} {} {} … {}",
            point.address(),
            point.label,
            document
                .slice(point.span)
                .chars()
                .take(60)
                .collect::<String>(),
            document
                .slice(point.span)
                .chars()
                .rev()
                .take(30)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<String>()
        );
    }
    eprintln!(
        "{}",
        serde_json::to_string_pretty(&document.metadata).expect("json")
    );
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

proptest! {
    #[test]
    fn the_ledger_partitions_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let length = bytes.len();
        if let Ok(reading) = read_source("x.txt", bytes, &Alone) {
            let tally = reading.ledger.tally(&reading.decoded);
            prop_assert_eq!(tally.text + tally.note + tally.mark + tally.metadata + tally.furniture + tally.blank, length);
        }
    }
}
