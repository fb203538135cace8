//! Tests of the reader of web pages: places of characters, broken markup, notes in other shapes, MHTML.

use proptest::prelude::*;

use super::parse::parse;
use super::tree::{Content, Stretch};
use crate::source::{Alone, read};

/// All characters of a page with the places where they were found, in document order.
fn stretches(source: &str) -> Vec<Stretch> {
    let tree = parse(source);
    let mut found = Vec::new();
    for id in tree.below(0) {
        if let Content::Text(stretches) = &tree.nodes[id].content {
            found.extend(stretches.iter().cloned());
        }
    }
    found
}

#[test]
fn text_is_found_where_it_stands_in_broken_markup_too() {
    let source = "<title>a &amp; b</title><table>loose<tr><td>cell</table>a<b>b<p>c</b>d<svg><![CDATA[e<f]]></svg>\r\n<pre>\ng\n</pre>";
    for stretch in stretches(source) {
        let text = stretch.text(source);
        if let Stretch::Decoded(span, text) = &stretch {
            let raw = span.of(source);
            assert!(
                matches!((raw, text.as_str()), ("&amp;", "&") | ("\r\n", "\n")),
                "{raw:?} {text:?}"
            );
        }
        assert!(!text.is_empty());
    }
    let all: String = stretches(source)
        .iter()
        .map(|stretch| stretch.text(source))
        .collect();
    for word in ["loose", "cell", "e<f", "g\n"] {
        assert!(all.contains(word), "{word}: {all}");
    }
}

proptest! {
    #[test]
    fn no_character_has_the_place_of_another(parts in prop::collection::vec(prop::sample::select(&[
        "a", " ", "\n", "\r\n", "&amp;", "&lt", "&notit;", "&#x41;", "<p>", "</p>", "<b>", "</b>", "<table>", "<tr>",
        "<td>", "</table>", "<svg>", "</svg>", "<![CDATA[", "]]>", "<!-- c -->", "<", ">", "\0", "ж", "<pre>\n", "</pre>",
        "<script>", "</script>", "<select>", "<textarea>", "<template>", "<!DOCTYPE html>", "<a href='x>y'>",
    ][..]), 0..40)) {
        let source = parts.concat();
        let mut spans: Vec<_> = stretches(&source).iter().map(Stretch::span).filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start, "{source:?}: {pair:?}");
        }
        for stretch in stretches(&source) {
            prop_assert!(source.get(stretch.span().range()).is_some());
        }
    }
}

/// The notes of a page as `label: body`.
#[track_caller]
fn check_notes(body: &str, expected: &[&str]) {
    let page = format!("<html><body>{body}</body></html>");
    let reading = read("page.html", page.into_bytes(), &Alone).expect("a page");
    let document = &reading.documents[0];
    let notes: Vec<String> = document
        .annotations()
        .iter()
        .filter_map(|annotation| {
            let body = document
                .flow_text(annotation.body()?)
                .trim_end()
                .replace('\n', " / ");
            Some(format!("{}: {body}", annotation.label().unwrap_or("-")))
        })
        .collect();
    assert_eq!(notes, expected, "{body}");
}

#[test]
fn notes_in_the_shapes_of_other_programs() {
    // pandoc
    check_notes(
        "<p>Text.<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a></p>\
         <section id='footnotes' role='doc-endnotes'><hr><ol><li id='fn1'><p>One.</p><p>Two.<a href='#fnref1' role='doc-backlink'>↩︎</a></p></li></ol></section>",
        &["1: One. / Two."],
    );
    // Word
    check_notes(
        "<p>Text.<a href='#_ftn1' name='_ftnref1' title=''><span class=MsoFootnoteReference><sup>[1]</sup></span></a></p>\
         <div><br clear=all><hr align=left><div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'><sup>[1]</sup></a> A note.</p></div></div>",
        &["1: A note."],
    );
    // Definitions
    check_notes(
        "<p>Text<sup><a href='#n1' id='r1'>a</a></sup></p><dl><dt id='n1'><a href='#r1'>a</a></dt><dd>A note.</dd></dl>",
        &["a: A note."],
    );
    // A table of notes
    check_notes(
        "<p>Text<a href='#n1' id='r1'>1</a></p><table><tr><td><a id='n1' href='#r1'>1</a></td><td>A note.</td></tr></table>",
        &["1: A note."],
    );
    // No links back, one after the other in one block
    check_notes(
        "<p>Text<a href='#n1'>(1)</a> and<a href='#n2'>(2)</a></p><p><a name='n1'></a>(1) One.<br><a name='n2'></a>(2) Two.</p>",
        &["1: One.", "2: Two."],
    );
    // Links that are no notes: a table of contents, a cross-reference, a way back to the top
    check_notes(
        "<ul><li><a href='#one'>One</a></li></ul><h2 id='one'>One</h2><p>See <a href='#one'>the first part</a>. <a href='#top'>Back</a></p>",
        &[],
    );
}

#[test]
fn a_page_in_a_mail_is_read() {
    let mail = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/letter\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b\"\r\n\r\n\r\n------b\r\nContent-Type: text/html\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/letter\r\n\r\n\
        <html><body><p>The lamp =E2=80=94 broken<a href=3D\"https://example.org/letter#n\" id=3Dr>1</a>.</p>=\r\n<p id=3Dn><a href=3D\"#r\">1</a> A note.</p></body></html>\r\n\
        ------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------b--\r\n";
    let reading = read("letter.mhtml", mail.as_bytes().to_vec(), &Alone).expect("a page");
    let document = &reading.documents[0];
    assert_eq!(
        document.slice(document.main_flow().span),
        "The lamp — broken.\n"
    );
    assert_eq!(
        document
            .annotations()
            .iter()
            .filter(|note| note.body().is_some())
            .count(),
        1
    );
    assert!(
        document
            .metadata
            .other
            .iter()
            .any(|field| field.value == "https://example.org/letter")
    );
}
