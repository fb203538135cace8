//! Word files: what of their markup becomes text, notes, changes by a hand, points, metadata.
//!
//! The files are put together here from parts in the shapes that word processors write.

#[path = "support/letters.rs"]
mod letters;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use letters::Part::{Comment, Deleted, Endnote, Footnote, Inserted, Paragraph, Text};
use letters::{LETTERS, Part, expected};
use manicule::document::Document;
use manicule::source::{self, Alone, Reading};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const OPEN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
const CLOSE: &str = "<w:sectPr/></w:body></w:document>";

fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

#[track_caller]
fn read(body: &str, parts: &[(&str, &str)]) -> Reading {
    let document = format!("{OPEN}{body}{CLOSE}");
    let mut all = vec![("word/document.xml", document.as_str())];
    all.extend_from_slice(parts);
    source::read("letter.docx", docx(&all), &Alone).expect("a Word file is read")
}

/// The main text, and each annotation as `kind by whom: words` with its note's body.
fn shown(document: &Document) -> String {
    let mut shown = document.slice(document.main_flow().span).to_owned();
    for annotation in document.annotations() {
        let kind = annotation.kind();
        let hand = annotation
            .by
            .hand
            .map(|hand| document.hands[hand.0].name.as_str());
        let by = hand
            .or(annotation.by.responsibility.as_deref())
            .unwrap_or("-");
        let words = document.slice(annotation.span);
        let _ = write!(shown, "{kind} by {by}: {words}");
        if let Some(body) = annotation.body() {
            let body = document.flow_text(body).trim_end().replace('\n', " / ");
            let _ = write!(shown, " {} = {body}", annotation.label().unwrap_or("-"));
        }
        shown.push('\n');
    }
    shown
}

#[track_caller]
fn check(body: &str, parts: &[(&str, &str)], expected: &str) {
    let reading = read(body, parts);
    assert_eq!(shown(&reading.documents[0]), expected.trim_start());
    let said: Vec<_> = reading
        .problems
        .iter()
        .map(|problem| &problem.message)
        .collect();
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn notes_stand_at_their_references_and_changes_have_hands() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">The lamp </w:t></w:r><w:del w:id="1" w:author="A. Holm" w:date="2024-01-02T10:00:00Z"><w:r><w:delText>was</w:delText></w:r></w:del><w:ins w:id="2" w:author="A. Holm"><w:r><w:t>is</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> broken</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r><w:r><w:endnoteReference w:id="5"/></w:r></w:p>
<w:p><w:commentRangeStart w:id="0"/><w:r><w:rPr><w:i/><w:b w:val="0"/></w:rPr><w:t>The stair</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:t xml:space="preserve"> is &amp; stays dark [illegible].</w:t></w:r></w:p>"#,
        &[
            (
                "word/footnotes.xml",
                r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Since May.</w:t></w:r></w:p><w:p><w:r><w:t>Or June.</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
            ),
            (
                "word/endnotes.xml",
                r#"<w:endnotes><w:endnote w:id="5"><w:p><w:r><w:t>An endnote.</w:t></w:r></w:p></w:endnote></w:endnotes>"#,
            ),
            (
                "word/comments.xml",
                r#"<w:comments><w:comment w:id="0" w:author="E. Varga" w:date="2024-03-01T00:00:00Z"><w:p><w:r><w:t>Which one?</w:t></w:r></w:p></w:comment></w:comments>"#,
            ),
        ],
        "
The lamp wasis broken.
The stair is & stays dark.
deletion by A. Holm: was
addition by A. Holm: is
note by -:  1 = Since May. / Or June.
note by -:  i = An endnote.
editors-note by E. Varga: The stair - = Which one?
italic by -: The stair
gap by -: 
",
    );
}

#[test]
fn headings_lists_and_tables_are_what_they_are() {
    let reading = read(
        r#"<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>On lamps</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>The lamp is broken.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>So is the glass.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>The stair is dark.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Halden</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>"#,
        &[
            (
                "word/styles.xml",
                r#"<w:styles><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>"#,
            ),
            (
                "word/numbering.xml",
                r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
            ),
            (
                "docProps/core.xml",
                "<cp:coreProperties><dc:title>Lamps</dc:title><dc:creator>A. Holm</dc:creator></cp:coreProperties>",
            ),
        ],
    );
    let document = &reading.documents[0];
    assert_eq!(
        document.slice(document.main_flow().span),
        "On lamps\n3. The lamp is broken.\na) So is the glass.\n4. The stair is dark.\nHalden\t12\none\ntwo\nIn a box.\n"
    );
    let points: Vec<String> = document
        .points()
        .iter()
        .map(manicule::document::Point::address)
        .collect();
    assert_eq!(points, ["3", "3.a", "4"]);
    assert_eq!(document.blocks()[0].level, 2);
    assert_eq!(document.metadata.title.as_deref(), Some("Lamps"));
}

#[test]
fn what_is_no_word_file_is_refused_and_so_is_a_bomb() {
    let odt = docx(&[("content.xml", "<a/>")]);
    let error = source::read("a.odt", odt, &Alone).expect_err("refused");
    assert!(error.reason.contains("OpenDocument"), "{}", error.reason);
    let bomb = format!("{OPEN}{}{CLOSE}", " ".repeat(64 << 20));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive
        .start_file("word/document.xml", packed)
        .expect("a part");
    archive.write_all(bomb.as_bytes()).expect("a part");
    let bytes = archive.finish().expect("an archive").into_inner();
    let error = source::read("a.docx", bytes, &Alone).expect_err("refused");
    assert!(error.reason.contains("unpacks to more"), "{}", error.reason);
}

/// Whose markup a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Producer {
    Word,
    LibreOffice,
    Pandoc,
    GoogleDocs,
}

/// The parts of a file that say what stands in a letter, in a producer's markup.
struct Written {
    producer: Producer,
    body: String,
    footnotes: String,
    endnotes: String,
    comments: String,
    /// Numbers of notes, comments and changes.
    next: usize,
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

impl Written {
    fn new(producer: Producer) -> Self {
        let (footnotes, endnotes) = match producer {
            Producer::Word => (
                r#"<w:footnote w:type="separator" w:id="-1"><w:p w:rsidR="00A1"><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#,
                r#"<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>"#,
            ),
            Producer::LibreOffice => (
                r#"<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="1" w:type="continuationSeparator"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"#,
                "",
            ),
            Producer::Pandoc => (
                r#"<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator /></w:r></w:p></w:footnote>"#,
                "",
            ),
            Producer::GoogleDocs => ("", ""),
        };
        let mut written = Self {
            producer,
            body: String::new(),
            footnotes: footnotes.to_owned(),
            endnotes: endnotes.to_owned(),
            comments: String::new(),
            next: match producer {
                Producer::Pandoc => 20,
                Producer::GoogleDocs => 0,
                _ => 2,
            },
        };
        written.begin_paragraph();
        written
    }

    fn begin_paragraph(&mut self) {
        self.body.push_str(match self.producer {
            Producer::Word => r#"<w:p w14:paraId="1A2B" w:rsidR="00C3" w:rsidRDefault="00C3"><w:pPr><w:rPr><w:ins w:id="900" w:author="nobody"/><w:lang w:val="en-GB"/></w:rPr></w:pPr><w:proofErr w:type="spellStart"/>"#,
            Producer::LibreOffice => r#"<w:p><w:pPr><w:pStyle w:val="Normal"/><w:bidi w:val="0"/><w:jc w:val="left"/><w:rPr></w:rPr></w:pPr>"#,
            Producer::Pandoc => r#"<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr>"#,
            Producer::GoogleDocs => r#"<w:p w:rsidR="00000000"><w:pPr><w:pageBreakBefore w:val="0"/><w:rPr/></w:pPr>"#,
        });
    }

    fn run(&self, text: &str, element: &str) -> String {
        let words = escaped(text);
        let properties = match self.producer {
            Producer::Word => r#"<w:rPr><w:lang w:val="en-GB"/></w:rPr>"#,
            Producer::LibreOffice => "<w:rPr></w:rPr>",
            Producer::Pandoc => "",
            Producer::GoogleDocs => r#"<w:rPr><w:rtl w:val="0"/></w:rPr>"#,
        };
        // Word parts a run wherever its proofing or its layout has looked at it.
        let middle = words.find(' ').filter(|_| self.producer == Producer::Word);
        let Some(middle) = middle else {
            return format!(
                r#"<w:r>{properties}<w:{element} xml:space="preserve">{words}</w:{element}></w:r>"#
            );
        };
        let (before, behind) = words.split_at(middle);
        format!(
            r#"<w:r w:rsidRPr="00D4">{properties}<w:{element}>{before}</w:{element}></w:r><w:proofErr w:type="gramEnd"/><w:r>{properties}<w:lastRenderedPageBreak/><w:{element} xml:space="preserve">{behind}</w:{element}></w:r>"#
        )
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next - 1
    }

    fn note(&mut self, sort: &str, text: &str) {
        let id = self.number();
        let style = match self.producer {
            Producer::Word | Producer::Pandoc => "FootnoteReference",
            _ => "FootnoteAnchor",
        };
        let own = match self.producer {
            Producer::GoogleDocs => r#" w:customMarkFollows="0""#,
            _ => "",
        };
        let _ = write!(
            self.body,
            r#"<w:r><w:rPr><w:rStyle w:val="{style}"/><w:vertAlign w:val="superscript"/></w:rPr><w:{sort}Reference{own} w:id="{id}"/></w:r>"#
        );
        let sign = match self.producer {
            Producer::LibreOffice => {
                format!("<w:r><w:rPr></w:rPr><w:{sort}Ref/></w:r><w:r><w:tab/></w:r>")
            }
            _ => format!(
                r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{sort}Ref/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>"#
            ),
        };
        let words = self.run(text, "t");
        let note = format!(
            r#"<w:{sort} w:id="{id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{sign}{words}</w:p></w:{sort}>"#
        );
        match sort {
            "footnote" => self.footnotes.push_str(&note),
            _ => self.endnotes.push_str(&note),
        }
    }

    fn part(&mut self, part: Part) {
        match part {
            Text(text) => {
                let run = self.run(text, "t");
                self.body.push_str(&run);
            }
            Footnote(text) => self.note("footnote", text),
            Endnote(text) => self.note("endnote", text),
            Comment(words, author, text) => {
                let id = self.number();
                let run = self.run(words, "t");
                let _ = write!(
                    self.body,
                    r#"<w:commentRangeStart w:id="{id}"/>{run}<w:commentRangeEnd w:id="{id}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{id}"/></w:r>"#
                );
                let run = self.run(text, "t");
                let _ = write!(
                    self.comments,
                    r#"<w:comment w:id="{id}" w:author="{author}" w:date="2024-05-03T10:00:00Z" w:initials="x"><w:p><w:r><w:annotationRef/></w:r>{run}</w:p></w:comment>"#
                );
            }
            Inserted(words, author) | Deleted(words, author) => {
                let id = self.number();
                let (name, element) = match part {
                    Inserted(..) => ("ins", "t"),
                    _ => ("del", "delText"),
                };
                let run = self.run(words, element);
                let _ = write!(
                    self.body,
                    r#"<w:{name} w:id="{id}" w:author="{author}" w:date="2024-05-03T10:00:00Z">{run}</w:{name}>"#
                );
            }
            Paragraph => {
                self.body.push_str("</w:p>");
                self.begin_paragraph();
            }
        }
    }

    fn read(mut self) -> Reading {
        self.body.push_str("</w:p>");
        let namespace = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
        let [footnotes, endnotes, comments] = [
            ("footnotes", &self.footnotes),
            ("endnotes", &self.endnotes),
            ("comments", &self.comments),
        ]
        .map(|(name, inside)| {
            format!(
                r#"<?xml version="1.0" encoding="UTF-8"?><w:{name} {namespace}>{inside}</w:{name}>"#
            )
        });
        read(
            &self.body,
            &[
                ("word/footnotes.xml", &footnotes),
                ("word/endnotes.xml", &endnotes),
                ("word/comments.xml", &comments),
            ],
        )
    }
}

#[test]
fn every_note_comment_and_change_of_twenty_files_has_its_place_and_author() {
    let producers = [
        Producer::Word,
        Producer::LibreOffice,
        Producer::Pandoc,
        Producer::GoogleDocs,
    ];
    for (number, letter) in LETTERS.iter().enumerate() {
        for producer in producers {
            let mut written = Written::new(producer);
            for &part in *letter {
                written.part(part);
            }
            let reading = written.read();
            let document = &reading.documents[0];
            let kinds = ["note", "editors-note", "addition", "deletion"];
            let annotations = document.annotations().iter();
            let wanted = annotations
                .filter(|annotation| kinds.contains(&annotation.kind().to_string().as_str()));
            let mut found: Vec<String> = wanted
                .map(|annotation| {
                    let hand = annotation
                        .by
                        .hand
                        .map(|hand| document.hands[hand.0].name.as_str());
                    let by = hand
                        .or(annotation.by.responsibility.as_deref())
                        .unwrap_or("-");
                    let words = document.slice(annotation.span);
                    let mut shown = format!(
                        "{} by {by}: {words}@{}",
                        annotation.kind(),
                        annotation.span.start
                    );
                    if let Some(body) = annotation.body() {
                        let body = document.flow_text(body);
                        let _ = write!(shown, " {} = {body}", annotation.label().unwrap_or("-"));
                    }
                    shown
                })
                .collect();
            found.sort();
            let (text, said) = expected(letter);
            let main = document.slice(document.main_flow().span).trim_end();
            assert_eq!(main, text, "letter {number} of {producer:?}");
            assert_eq!(found, said, "letter {number} of {producer:?}");
            let problems: Vec<_> = reading
                .problems
                .iter()
                .map(|problem| &problem.message)
                .collect();
            assert!(problems.is_empty(), "{problems:?}");
        }
    }
}

#[test]
fn notes_are_counted_as_their_file_says() {
    check(
        r#"<w:p><w:r><w:t>One</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> two</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>(a)</w:t></w:r><w:r><w:t xml:space="preserve"> three</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p><w:sectPr><w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr></w:sectPr>"#,
        &[(
            "word/footnotes.xml",
            r#"<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>First.</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>(a) Second.</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>Third.</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        )],
        "
One two three
note by -:  * = First.
note by -:  (a) = (a) Second.
note by -:  † = Third.
",
    );
}

const PIECES: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>a</w:t>",
    "<w:t>",
    "<w:ins w:author=\"x\">",
    "</w:ins>",
    "<w:del>",
    "<w:footnoteReference w:id=\"1\"/>",
    "<w:footnote w:id=\"1\">",
    "</w:footnote>",
    "<w:commentRangeStart w:id=\"1\"/>",
    "<w:commentRangeEnd w:id=\"1\"/>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tbl>",
    "<w:br/>",
    "<w:pPr>",
    "</w:pPr>",
    "<w:rPr>",
    "<mc:Fallback>",
    "&amp;",
    "&",
    "<",
    "text",
    "\n",
    "<w:hyperlink w:anchor=\"b\">",
    "<w:bookmarkStart w:name=\"b\"/>",
];

proptest! {
    #[test]
    fn any_markup_is_read_and_the_ledger_partitions_it(
        body in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        notes in prop::collection::vec(prop::sample::select(PIECES), 0..10),
    ) {
        let reading = read(&body.concat(), &[("word/footnotes.xml", &notes.concat())]);
        let mut end = 0;
        for entry in reading.ledger.entries() {
            prop_assert_eq!(entry.span.start, end);
            prop_assert!(reading.decoded.text.get(entry.span.range()).is_some());
            end = entry.span.end;
        }
        prop_assert_eq!(end, reading.decoded.text.len());
    }

    #[test]
    fn any_bytes_in_an_archive(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut file = docx(&[("word/document.xml", OPEN)]);
        let at = file.len() / 2;
        file.splice(at..at, bytes);
        let _ = source::read("a.docx", file, &Alone);
    }
}
