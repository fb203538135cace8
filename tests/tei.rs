//! TEI files as editors made them: every one opens, nothing of it is lost, what is broken in it is said.
//!
//! The sources lie outside of the project; where they are absent, those tests say so and pass, except under CI.

#![expect(clippy::print_stderr, reason = "what a test leaves out is said")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use manicule::document::{Content, Document, FileId, Target};
use manicule::library::{Library, Opened, State};
use manicule::source::{self, Alone, Class, Decoded, Reading, Surroundings, tei};

/// A folder's files for `xi:include`.
struct Folder(PathBuf);

impl Surroundings for Folder {
    fn fetch(&self, relative: &str) -> Result<Vec<u8>, String> {
        if relative.starts_with('/') || relative.split('/').any(|part| part == "..") {
            return Err("it lies outside of the folder opened".to_owned());
        }
        std::fs::read(self.0.join(relative)).map_err(|error| error.to_string())
    }
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources/tei");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        assert!(
            std::env::var_os("CI").is_none(),
            "no TEI sources at {}",
            root.display()
        );
        eprintln!("skipped: no TEI sources at {}", root.display());
    }
    found
}

fn open(path: &Path) -> Reading {
    let bytes = std::fs::read(path).expect("readable");
    let folder = Folder(path.parent().expect("a folder").to_owned());
    let name = path.file_name().expect("a name").to_string_lossy();
    source::read(&name, bytes, &folder).expect("text")
}

fn read(text: &str) -> Reading {
    tei::read("test", Decoded::utf8(text), &Alone, Vec::new())
}

/// What a plain pass finds outside of tags, comments and instructions: its spans. Faults are text.
fn character_data(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let until = |sign: &str| rest.find(sign).map(|found| at + found + sign.len());
        let second = rest.chars().nth(1);
        let end = if rest.starts_with("<!--") {
            until("-->")
        } else if rest.starts_with("<![CDATA[") {
            let end = until("]]>");
            spans.extend(end.map(|end| (at + 9, end - 3)));
            end
        } else if rest.starts_with("<?") {
            until("?>")
        } else if rest.starts_with("<!DOCTYPE") {
            let bracket = rest
                .find('[')
                .filter(|&at| rest.find('>').is_some_and(|end| at < end));
            bracket.map_or_else(|| until(">"), |_| until("]>").or_else(|| until("]\n>")))
        } else if rest.starts_with('<') && second.is_some_and(|c| c.is_alphabetic() || c == '/') {
            until(">")
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest
                .get(first..)
                .and_then(|rest| rest.find('<'))
                .map_or(rest.len(), |found| found + first);
            spans.push((at, at + length));
            Some(at + length)
        };
        at = end.unwrap_or(text.len());
    }
    spans
}

fn check_ledger(name: &str, reading: &Reading) {
    let text = &reading.decoded.text;
    let mut at = 0;
    for entry in reading.ledger.entries() {
        assert_eq!(
            entry.span.start, at,
            "{name}: the ledger has a hole or an overlap"
        );
        at = entry.span.end;
        assert_ne!(
            entry.detail,
            "not understood",
            "{name}: {:?}",
            entry.span.of(text)
        );
    }
    assert_eq!(at, text.len(), "{name}: the ledger ends early");
}

#[test]
fn every_file_opens_and_nothing_of_it_is_lost() {
    for path in files() {
        let name = path.display().to_string();
        let reading = open(&path);
        check_ledger(&name, &reading);
        assert!(!reading.documents.is_empty(), "{name}");
        check_character_data(&name, &reading);
    }
}

/// Every character of the character data was taken for text, a note or metadata.
fn check_character_data(name: &str, reading: &Reading) {
    let text = &reading.decoded.text;
    let mut entries = reading.ledger.entries().iter().peekable();
    for (start, end) in character_data(text) {
        let data = text.get(start..end).expect("a span");
        for (at, c) in data.char_indices() {
            if c.is_whitespace() || c == '\u{feff}' {
                continue;
            }
            while entries
                .next_if(|entry| entry.span.end <= start + at)
                .is_some()
            {}
            let entry = entries.peek().expect("the ledger partitions");
            let class = entry.class;
            // The break behind such a hyphen keeps it.
            let is_hyphen = entry.detail == "hyphen at the end of a line"
                && matches!(c, '-' | '¬' | '⸗')
                && (data.get(at + c.len_utf8()..))
                    .is_some_and(|after| after.trim().is_empty() || after.starts_with('\n'));
            assert!(
                is_hyphen || matches!(class, Class::Text | Class::Note | Class::Metadata),
                "{name}: `{c}` at {} is {class} in `{}`",
                start + at,
                data.trim()
            );
        }
    }
}

#[test]
fn what_the_ledger_calls_text_stands_in_the_document_at_its_place() {
    for path in files() {
        let reading = open(&path);
        let text = &reading.decoded.text;
        for entry in reading.ledger.entries() {
            let source = entry.span.of(text);
            let Some((number, place)) = entry.target.filter(|_| !source.contains('&')) else {
                continue;
            };
            let document = reading.documents[number].text();
            let written = document.get(place..place + source.len());
            assert_eq!(written, Some(source), "{}", path.display());
        }
        for document in &reading.documents {
            check_document(&path.display().to_string(), document);
        }
    }
}

/// Every span lies in the buffer on character boundaries.
fn check_document(name: &str, document: &Document) {
    for annotation in document.annotations() {
        let range = annotation.span.range();
        assert!(
            document.text().get(range.clone()).is_some(),
            "{name}: {annotation:?}"
        );
    }
    for block in document.blocks() {
        assert!(
            document.slice(block.span).ends_with('\n'),
            "{name}: {block:?}"
        );
    }
}

#[test]
fn notes_in_the_model_are_the_notes_of_the_text() {
    for path in files() {
        let reading = open(&path);
        let bodies: usize = reading
            .documents
            .iter()
            .map(|document| document.flows().len() - 1)
            .sum();
        let expected = notes_of_text(&reading.decoded.text);
        let includes = reading.decoded.text.contains(":include");
        assert!(
            bodies == expected || includes && bodies > expected,
            "{}: {bodies} bodies, {expected} notes",
            path.display()
        );
        for document in &reading.documents {
            let anchored = document
                .annotations()
                .iter()
                .filter(|annotation| annotation.body().is_some())
                .count();
            assert_eq!(anchored, document.flows().len() - 1, "{}", path.display());
        }
    }
}

/// The `note` elements that stand neither in a header nor in a register.
fn notes_of_text(text: &str) -> usize {
    const ASIDE: [&str; 13] = [
        "teiHeader",
        "facsimile",
        "standOff",
        "gap",
        "space",
        "spanGrp",
        "linkGrp",
        "joinGrp",
        "listTranspose",
        "relation",
        "person",
        "place",
        "org",
    ];
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let (mut notes, mut aside, mut back, mut lists) = (0, 0, 0, 0);
    while let Ok(event) = reader.read_event() {
        let (name, is_empty, change) = match &event {
            quick_xml::events::Event::Start(tag) => {
                (tag.local_name().as_ref().to_owned(), false, 1)
            }
            quick_xml::events::Event::Empty(tag) => (tag.local_name().as_ref().to_owned(), true, 0),
            quick_xml::events::Event::End(tag) => (tag.local_name().as_ref().to_owned(), false, -1),
            quick_xml::events::Event::Eof => break,
            _ => continue,
        };
        let name = name.as_str();
        // A note that the edition prints in the line stays there.
        let is_inline = match &event {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                tag.attributes().flatten().any(|attribute| {
                    attribute.key.local_name().as_ref() == "rend"
                        && attribute.value.as_ref() == "inline"
                })
            }
            _ => false,
        };
        let is_register = name.starts_with("list")
            && matches!(
                name,
                "listPerson" | "listPlace" | "listOrg" | "listEvent" | "listRelation"
            );
        if name == "back" && !is_empty {
            back += change;
        } else if ASIDE.get(..9).expect("nine").contains(&name) {
            aside += change;
        } else if is_register && (back > 0 || lists > 0) {
            lists += change;
        } else if matches!(name, "note" | "witDetail" | "annotation")
            && aside == 0
            && lists == 0
            && change >= 0
            && !is_inline
        {
            notes += 1;
        }
    }
    notes
}

#[test]
fn broken_files_name_their_fault() {
    let reading = read("<TEI><text><body><p>one <hi>two</p><p>three</p></foo></body></text></TEI>");
    let said: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "not well-formed: `<hi>` is not closed where it should be",
            "`</foo>` closes nothing"
        ]
    );
    assert_eq!(reading.documents[0].text(), "one two\nthree\n");
}

mod hostile {
    use proptest::prelude::*;

    use super::{check_document, check_ledger, read};

    fn check(text: &str) {
        let reading = read(text);
        check_ledger("hostile", &reading);
        for document in &reading.documents {
            check_document("hostile", document);
        }
    }

    #[test]
    fn depth_bombs_and_crowds_are_read() {
        check(&"<div>".repeat(100_000));
        check(&format!("<p>{}", "<hi rend='italic'>x".repeat(20_000)));
        check(&format!("<p>{}</p>", "<note>n</note>".repeat(20_000)));
        check(&"<note>n".repeat(5_000));
        check(&"<a '>'".repeat(50_000));
        check(&"<!--".repeat(50_000));
        check(&"</p>".repeat(50_000));
        check("<!DOCTYPE a [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]><p>&a;</p>");
    }

    #[test]
    fn a_missing_file_may_be_included_twice_and_within_what_bears_its_name() {
        check("<xi:include href='d'/><div type='document' xml:id='d'><xi:include href='d'/>");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            check(&text);
        }

        #[test]
        fn no_crowd_of_tags_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(vec![
            "<TEI>", "</TEI>", "<teiHeader>", "</teiHeader>", "<text>", "<group>", "<div type='document' xml:id='d'>", "</div>", "<p>", "</p>",
            "<note target='#d'>", "</note>", "<app>", "<lem>", "</lem>", "<rdg>", "</app>", "<choice>", "</choice>", "<table>", "<row>", "<cell>",
            "</cell>", "</row>", "<list>", "<label>", "</label>", "<item>", "</item>", "<head>", "</head>", "<lb break='no'/>", "<delSpan spanTo='#d'/>",
            "<gap>", "</gap>", "<listPerson>", "<person xml:id='d'>", "<back>", "</back>", "<q>", "</q>", "<hi rend='sup bold'>", "</hi>", " ", "\n ",
            "é[x]", "1. b", "&amp;", "&nix;", "<![CDATA[ c ]]>", "<xi:include href='d'/>", "<ab xml:space='preserve'>", "<opener>", "<seg>", "<", "&",
        ]), 0..60)) {
            check(&pieces.concat());
        }
    }
}

/// The whole text of a file's headers, word by word.
fn header_words(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let (mut depth, mut words) = (0, String::new());
    while let Ok(event) = reader.read_event() {
        match event {
            quick_xml::events::Event::Start(tag) if tag.local_name().as_ref() == "teiHeader" => {
                depth += 1;
            }
            quick_xml::events::Event::End(tag) if tag.local_name().as_ref() == "teiHeader" => {
                depth -= 1;
            }
            quick_xml::events::Event::Text(text) if depth > 0 => words.push_str(&text),
            quick_xml::events::Event::GeneralRef(_)
            | quick_xml::events::Event::Start(_)
            | quick_xml::events::Event::End(_)
                if depth > 0 =>
            {
                words.push(' ');
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    words.split_whitespace().map(str::to_owned).collect()
}

/// All strings in a value, one after the other.
fn add_strings(value: &serde_json::Value, strings: &mut String) {
    match value {
        serde_json::Value::String(text) => strings.extend([text, "\n"]),
        serde_json::Value::Array(values) => {
            for value in values {
                add_strings(value, strings);
            }
        }
        serde_json::Value::Object(fields) => {
            for value in fields.values() {
                add_strings(value, strings);
            }
        }
        _ => {}
    }
}

#[test]
fn every_word_of_a_header_is_metadata() {
    let mut missing = Vec::new();
    for path in files() {
        let reading = open(&path);
        let mut known = String::new();
        for document in &reading.documents {
            let metadata = serde_json::to_value(&document.metadata).expect("plain values");
            add_strings(&metadata, &mut known);
            for hand in &document.hands {
                known.extend([&hand.name, " "]);
                known.extend(hand.description.as_deref());
            }
        }
        let lost: Vec<String> = header_words(&reading.decoded.text)
            .into_iter()
            .filter(|word| !known.contains(word.as_str()))
            .collect();
        if !lost.is_empty() {
            missing.push(format!("{}: {}", path.display(), lost.join(" ")));
        }
    }
    assert!(
        missing.is_empty(),
        "{} files:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// Every identifier in a file, `xml:id` or `id`.
fn identifiers(text: &str) -> HashSet<&str> {
    let after = text.split(" xml:id=").chain(text.split(" id=")).skip(1);
    let values = after.filter_map(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    });
    values.collect()
}

#[test]
fn references_within_a_volume_lead_somewhere() {
    for path in files() {
        let bytes = std::fs::read(&path).expect("readable");
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let folder = Folder(path.parent().expect("a folder").to_owned());
        let mut library = Library::of([name.clone()]);
        let opened = Opened::read(&name, bytes, None, &folder).expect("text");
        library.arrive(FileId(0), State::Open(Box::new(opened)));
        let opened = library.opened(FileId(0)).expect("just opened");
        let known = identifiers(&opened.reading.decoded.text);
        let annotations = opened
            .reading
            .documents
            .iter()
            .flat_map(Document::annotations);
        let references: HashSet<&str> = annotations
            .filter_map(|annotation| match &annotation.content {
                Content::Reference(Target::Here(name)) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        for reference in references {
            let found = library.find(FileId(0), &Target::Here(reference.to_owned()));
            let is_here = known.contains(reference);
            assert!(found.is_some() || !is_here, "{name}: {reference}");
        }
    }
}

#[test]
fn a_volume_of_telegrams_gives_numbers_secrecy_and_where_the_originals_lie() {
    let text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>\
        <div type=\"document\" xml:id=\"d1\"><note rend=\"inline\" type=\"source\">894.00B/1–349: Telegram</note>\
        <head>The Consul at Bergen (<persName type=\"from\">Holm</persName>) to the Minister</head>\
        <opener><dateline><placeName>Bergen</placeName>, <date when=\"1949-01-03\">January 3, 1949</date>.</dateline>\
        <seg>confidential</seg></opener><p>1633. 1. The quay is closed.</p><p>2. The ships wait.</p></div>\
        <div type=\"document\" xml:id=\"d2\"><head>2. Telegram 828/Secto 574 From Bergen to Oslo<note n=\"1\" type=\"source\">\
        <p>Summary: Holm asked for help.</p><p>Source: State Archives, RG 59, Holm Papers, Box 12. Secret; Immediate. Drafted by \
        Dahl.</p></note></head><p>The quay is open.</p></div></body></text></TEI>";
    let reading = read(text);
    let [first, second] = reading.documents.as_slice() else {
        panic!("two documents");
    };
    let parts = |document: &Document| -> Vec<String> {
        let archive = document.metadata.archive.iter();
        let parts = archive.flat_map(|archive| &archive.parts);
        parts
            .map(|part| format!("{} {}", part.name, part.value))
            .collect()
    };
    let transmission = &first.metadata.transmission;
    assert_eq!(transmission.number.as_deref(), Some("1633"));
    assert_eq!(transmission.classification.as_deref(), Some("confidential"));
    assert_eq!(parts(first), ["decimal file 894.00B", "document 1–349"]);
    let transmission = &second.metadata.transmission;
    assert_eq!(transmission.number.as_deref(), Some("828/Secto 574"));
    assert_eq!(
        transmission.classification.as_deref(),
        Some("Secret; Immediate")
    );
    assert_eq!(transmission.urgency.as_deref(), Some("Immediate"));
    let archive = second.metadata.archive.as_ref();
    let repository = archive.and_then(|archive| archive.repository.as_deref());
    assert_eq!(repository, Some("State Archives"));
    assert_eq!(
        parts(second),
        ["record group 59", "collection Holm Papers", "box 12"]
    );
    assert_eq!(
        second.metadata.summary.as_deref(),
        Some("Holm asked for help.")
    );
}
