//! Inputs that grow in one respect only: whatever a reader does too often for it shows as soon as the input is doubled.
//!
//! Every shape that was ever found to cost the square of its size stands here, and whatever is like it.

/// An input that can be made in any size.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// What it has many of.
    pub(crate) name: &'static str,
    /// The file's name, whose ending and beginning tell its format.
    pub(crate) file: &'static str,
    /// Makes it of about so many bytes.
    make: fn(usize) -> String,
}

impl Shape {
    /// The input, of about `size` bytes.
    pub(crate) fn of(&self, size: usize) -> String {
        (self.make)(size)
    }
}

macro_rules! shapes {
    ($($file:literal: $name:literal => $make:expr;)*) => {
        /// All shapes.
        pub(crate) const SHAPES: &[Shape] = &[$(Shape { name: $name, file: $file, make: $make },)*];
    };
}

const NATIVE: &str = "+++\n+++\n\n";
const TEI: &str = "<TEI><text><body><p>";
const TEI_END: &str = "</p></body></text></TEI>";

/// So many bytes of one part after the other, each made from its number.
fn run(size: usize, start: &str, part: impl Fn(usize) -> String, end: &str) -> String {
    let mut text = start.to_owned();
    let mut number = 0;
    while text.len() < size {
        text.push_str(&part(number));
        number += 1;
    }
    text + end
}

/// The same part over and over.
fn same(size: usize, start: &str, part: &str, end: &str) -> String {
    run(size, start, |_| part.to_owned(), end)
}

/// Openings, something in the middle, and as many closings.
fn nest(size: usize, start: &str, open: &str, middle: &str, close: &str, end: &str) -> String {
    let deep = size / (open.len() + close.len());
    let (open, close) = (open.repeat(deep), close.repeat(deep));
    format!("{start}{open}{middle}{close}{end}")
}

/// The body of a TEI text of one paragraph.
fn tei(size: usize, part: &str) -> String {
    same(size, TEI, part, TEI_END)
}

/// The same with parts made from their numbers.
fn tei_run(size: usize, part: impl Fn(usize) -> String) -> String {
    run(size, TEI, part, TEI_END)
}

shapes! {
    // Notes.
    "a.xml": "notes in one paragraph" => |size| tei(size, "<note>a</note>");
    "a.xml": "words and notes in one paragraph" => |size| tei(size, "word <note>a note</note> ");
    "a.xml": "notes to one anchor" => |size| run(size, &format!("{TEI}<anchor xml:id=\"a\"/>word</p><p>"),
        |_| "<note target=\"#a\">n</note>".to_owned(), TEI_END);
    "a.xml": "notes that point to the next" => |size| tei_run(size,
        |i| format!("<note xml:id=\"n{i}\"><ptr target=\"#n{}\"/></note>", i + 1));
    "a.xml": "references and their notes" => |size| tei_run(size,
        |i| format!("w<ref target=\"#n{i}\"/> <note xml:id=\"n{i}\">n</note>"));
    "a.xml": "nested notes" => |size| nest(size, TEI, "<note>a", "b", "</note>", TEI_END);
    "a.txt": "one footnote defined often" => |size| same(size, NATIVE, "[^1]: note\n\n", "");
    "a.txt": "one footnote referred to often" => |size| same(size, NATIVE, "word[^1] ", "\n\n[^1]: note\n");
    "a.txt": "footnotes" => |size| run(size, NATIVE, |i| format!("word[^{i}]\n\n[^{i}]: note\n\n"), "");
    "a.txt": "references without notes" => |size| same(size, NATIVE, "[^1]", "");
    "a.txt": "notes in braces" => |size| same(size, NATIVE, "{note: a}", "");
    "a.txt": "nested notes in braces" => |size| nest(size, NATIVE, "{note: ", "a", "}", "\n");
    "a.txt": "pasted figures" => |size| same(size, "", "[1]", "");
    "a.txt": "pasted figures and notes" => |size| run(size, "",
        |i| format!("A word.[{i}] And more.\n\n"), "\n[1] A note.\n[2] Another.\n");
    // Deletions, additions, overlaps.
    "a.xml": "deletions to one anchor" => |size| run(size, TEI,
        |_| "<delSpan spanTo=\"#a\"/>".to_owned(), &format!("word<anchor xml:id=\"a\"/>{TEI_END}"));
    "a.xml": "deletions that overlap" => |size| tei_run(size,
        |i| format!("<delSpan spanTo=\"#a{}\"/>x<anchor xml:id=\"a{i}\"/>", i + 40));
    "a.xml": "nested deletions" => |size| nest(size, TEI, "<del>a", "b", "</del>", TEI_END);
    "a.xml": "deletions and restorations" => |size| tei(size, "<restore><del>a</del></restore> ");
    "a.xml": "misnested elements" => |size| tei(size, "<hi>a<add>b</hi>c</add>");
    "a.xml": "elements that never close" => |size| tei(size, "<hi>");
    "a.xml": "elements never opened" => |size| tei(size, "</hi>");
    "a.xml": "nested emphasis" => |size| nest(size, TEI, "<hi>", "a", "</hi>", TEI_END);
    "a.xml": "substitutions" => |size| tei(size, "<subst><del>a</del><add>b</add></subst> ");
    "a.xml": "corrections" => |size| tei(size, "<choice><sic>a</sic><corr>b</corr></choice> ");
    "a.xml": "alternatives of one choice" => |size| run(size, &format!("{TEI}<choice>"),
        |_| "<corr>a</corr>".to_owned(), &format!("</choice>{TEI_END}"));
    "a.xml": "witnesses of one apparatus" => |size| run(size, &format!("{TEI}<app><lem>a</lem>"),
        |i| format!("<rdg wit=\"#w{i}\">b</rdg>"), &format!("</app>{TEI_END}"));
    "a.xml": "apparatus entries" => |size| tei(size, "<app><lem wit=\"#A\">a</lem><rdg wit=\"#B\">b</rdg></app> ");
    "a.xml": "nested apparatus" => |size| nest(size, TEI, "<app><lem>a", "b", "</lem></app>", TEI_END);
    "a.xml": "gaps" => |size| tei(size, "<gap extent=\"999999999\" unit=\"chars\"/>");
    "a.xml": "gaps between words" => |size| tei(size, "a <gap reason=\"lost\" quantity=\"3\" unit=\"line\"/> b ");
    "a.xml": "spaces" => |size| tei(size, "<space/>");
    "a.xml": "line beginnings" => |size| tei(size, "<lb/>x");
    "a.xml": "page beginnings" => |size| tei(size, "<pb n=\"1\"/>word ");
    "a.txt": "supplied words" => |size| same(size, NATIVE, "{+x supplied}", "");
    "a.txt": "doubtful words" => |size| same(size, NATIVE, "{unclear: a} ", "");
    "a.txt": "nested doubtful words" => |size| nest(size, NATIVE, "{unclear: ", "a", "}", "\n");
    "a.txt": "braces that never close" => |size| same(size, NATIVE, "{unclear: ", "");
    // Hands, parties, people.
    "a.xml": "hands" => |size| tei_run(size, |i| format!("<add hand=\"#h{i}\">x</add> "));
    "a.xml": "changes of hand" => |size| tei_run(size, |i| format!("<handShift new=\"#h{i}\"/>x "));
    "a.xml": "hands of the header" => |size| run(size, "<TEI><teiHeader><profileDesc><handNotes>",
        |i| format!("<handNote xml:id=\"h{i}\">hand</handNote>"),
        "</handNotes></profileDesc></teiHeader><text><body><p>x</p></body></text></TEI>");
    "a.txt": "hands in braces" => |size| run(size, NATIVE, |i| format!("{{addition hand=h{i}: x}} "), "");
    "a.txt": "hands in brackets" => |size| run(size, "", |i| format!("A word [handwritten by Mr. A{i}: x] and\n"), "");
    "a.txt": "senders and recipients" => |size| run(size, "",
        |i| format!("From: Person {i}\nTo: Person {i}, Person {i}\n"), "");
    "a.txt": "recipients of one line" => |size| run(size, "Letter\n\nTo: ", |i| format!("Person {i}, "), "\n\nText.\n");
    "a.txt": "mails" => |size| run(size, "",
        |i| format!("From: a{i}@b.c\nTo: d{i}@e.f\nSubject: s{i}\nDate: 1 May 2001\n\nWords.\n\n"), "");
    "a.txt": "copies" => |size| run(size, "Letter\n\nText.\n\n", |i| format!("cc: Person {i}\n"), "");
    "a.xml": "names" => |size| tei_run(size, |i| format!("<persName key=\"p{i}\">A</persName> "));
    "a.xml": "persons of the header" => |size| run(size, "<TEI><teiHeader><profileDesc><particDesc><listPerson>",
        |i| format!("<person xml:id=\"p{i}\"><persName>A</persName></person>"),
        "</listPerson></particDesc></profileDesc></teiHeader><text><body><p>x</p></body></text></TEI>");
    "a.xml": "correspondents" => |size| run(size, "<TEI><teiHeader><profileDesc><correspDesc>",
        |i| format!("<correspAction type=\"sent\"><persName>P{i}</persName></correspAction>"),
        "</correspDesc></profileDesc></teiHeader><text><body><p>x</p></body></text></TEI>");
    // Brackets and writing.
    "a.txt": "open brackets" => |size| same(size, "", "[", "");
    "a.txt": "nested brackets" => |size| nest(size, "", "[", "a", "]", "\n");
    "a.txt": "escaped brackets" => |size| same(size, NATIVE, "\\[", "");
    "a.txt": "brackets" => |size| same(size, "", "[a] ", "");
    "a.txt": "labels in brackets" => |size| same(size, "", "a [handwritten: b] ", "");
    "a.txt": "open labels" => |size| same(size, "", "[handwritten: a ", "");
    "a.txt": "closed brackets" => |size| same(size, "", "]", "");
    "a.txt": "question marks" => |size| same(size, "", "?a ", "");
    "a.txt": "Arabic and brackets" => |size| same(size, "", "ا([", "");
    "a.txt": "Hebrew and English" => |size| same(size, "", "שלום word ", "");
    "a.txt": "Arabic in nested brackets" => |size| nest(size, "", "(ا", "a", ")", "\n");
    "a.txt": "combining marks on one letter" => |size| same(size, "a", "\u{301}", "");
    "a.txt": "letters with marks" => |size| same(size, "", "e\u{301}", "");
    "a.txt": "joined pictures" => |size| same(size, "", "\u{1f468}\u{200d}", "");
    "a.txt": "controls" => |size| same(size, "", "ab\u{7}", "");
    "a.txt": "characters of no width" => |size| same(size, "", "\u{200b}", "");
    // Markup of files.
    "a.xml": "open document types" => |size| same(size, "", "<!DOCTYPE [", "");
    "a.xml": "uses of one long entity" => |size| run(size,
        &format!("<!DOCTYPE TEI [<!ENTITY a \"{}\">]>{TEI}", "word ".repeat(size / 20)), |_| "&a;".to_owned(), TEI_END);
    "a.xml": "entities" => |size| run(size, "<!DOCTYPE TEI [", |i| format!("<!ENTITY a{i} \"b\">"),
        "]><TEI><text><body><p>&a0;</p></body></text></TEI>");
    "a.xml": "unknown entities" => |size| tei(size, "&nothing;");
    "a.xml": "tags that never end" => |size| tei(size, "<");
    "a.xml": "ampersands" => |size| tei(size, "&");
    "a.xml": "comments" => |size| tei(size, "<!--a-->");
    "a.xml": "open comments" => |size| tei(size, "<!--");
    "a.xml": "attributes" => |size| run(size, "<TEI><text><body><p", |i| format!(" a{i}=\"b\""), ">x</p></body></text></TEI>");
    "a.xml": "documents of a corpus" => |size| same(size, "<teiCorpus>", "<TEI><text><body><p>a</p></body></text></TEI>", "</teiCorpus>");
    "a.xml": "paragraphs" => |size| same(size, "<TEI><text><body>", "<p>a</p>", "</body></text></TEI>");
    "a.xml": "divisions" => |size| run(size, "<TEI><text><body>", |i| format!("<div n=\"{i}\"><head>H</head><p>a</p></div>"), "</body></text></TEI>");
    "a.xml": "nested divisions" => |size| nest(size, "<TEI><text><body>", "<div>", "<p>a</p>", "</div>", "</body></text></TEI>");
    "a.html": "open elements of a page" => |size| same(size, "<html><body>", "<div>a", "");
    "a.html": "notes of a page" => |size| run(size, "<html><body>",
        |i| format!("<p>a<a href=#n{i} id=r{i}>{i}</a></p><p id=n{i}><a href=#r{i}>{i}</a> b</p>"), "");
    "a.html": "formatting of a page" => |size| same(size, "<html><body>", "<b><i>a", "");
    // Lines, paragraphs, lists, tables.
    "a.txt": "words on one line" => |size| same(size, "", "word ", "");
    "a.txt": "one word" => |size| same(size, "", "w", "");
    "a.txt": "lines" => |size| same(size, "", "word\n", "");
    "a.txt": "paragraphs of one letter" => |size| same(size, "", "a\n\n", "");
    "a.txt": "blank lines" => |size| same(size, "a", "\n", "");
    "a.txt": "blanks" => |size| same(size, "a", "    ", "");
    "a.txt": "tabs" => |size| same(size, "a", "\t", "");
    "a.txt": "points" => |size| run(size, "", |i| format!("{}. A point.\n\n", i + 1), "");
    "a.txt": "points of one line" => |size| same(size, "", "a) a b) b ", "");
    "a.txt": "sub-points" => |size| same(size, "1. First\n\n", "a) sub\n\n", "");
    "a.txt": "list items" => |size| same(size, NATIVE, "- a\n", "");
    "a.txt": "dates" => |size| run(size, "", |i| format!("{} May 19{:02}\n\n", i % 28 + 1, i % 90 + 10), "");
    "a.txt": "shelf marks" => |size| run(size, "A title\n\n", |i| format!("RGASPI, f. {i}, op. 1, d. 2, l. 3.\n"), "");
    "a.txt": "headings" => |size| same(size, NATIVE, "# H\n\n", "");
    "a.txt": "rows of a table" => |size| same(size, NATIVE, "| a | b |\n", "");
    "a.txt": "cells of a row" => |size| same(size, NATIVE, "| a ", "|\n");
    "a.xml": "rows of a TEI table" => |size| run(size, "<TEI><text><body><table>",
        |_| "<row><cell>a</cell><cell>b</cell></row>".to_owned(), "</table></body></text></TEI>");
    "a.xml": "cells of a TEI row" => |size| run(size, "<TEI><text><body><table><row>",
        |_| "<cell>a</cell>".to_owned(), "</row></table></body></text></TEI>");
    "a.xml": "verses" => |size| same(size, "<TEI><text><body><lg>", "<l>a</l>", "</lg></body></text></TEI>");
    "a.xml": "items of a list" => |size| same(size, "<TEI><text><body><list>", "<item>a</item>", "</list></body></text></TEI>");
    "a.txt": "nested quotations" => |size| nest(size, NATIVE, ">", " a", "", "\n");
    "a.txt": "fields of front matter" => |size| run(size, "+++\n", |i| format!("field{i} = \"a\"\n"), "+++\n\nText.\n");
    "a.txt": "speakers" => |size| run(size, "", |i| format!("MR. A{i}: Words.\n\n"), "");
}
