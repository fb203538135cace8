//! What TEI says is what is shown, mark by mark: small texts, what each view has of them, and what the margin says.
//!
//! One row for each thing that once was shown wrongly; the texts are made up.

#[path = "support/shown.rs"]
mod seen;

use manicule::document::Kind;
use manicule::source::{Alone, Decoded, Reading, tei};
use manicule::view::NamedView;

use seen::{margin, shown};

fn read(text: &str) -> Reading {
    tei::read("harbour", Decoded::utf8(text), &Alone, Vec::new())
}

/// A text with this body, and a header that names two hands and an editor.
fn body(body: &str) -> Reading {
    read(&format!(
        "<TEI><teiHeader><fileDesc><titleStmt><title>T</title><editor xml:id='ed'>Ada Lind</editor></titleStmt></fileDesc>\
         <profileDesc><handNotes><handNote xml:id='p'>the pilot in pencil</handNote></handNotes></profileDesc></teiHeader>\
         <text><body>{body}</body></text></TEI>"
    ))
}

#[track_caller]
fn reads(words: &str, annotated: &str, reading: &str) {
    let reading_of = body(&format!("<p>{words}</p>"));
    let document = &reading_of.documents[0];
    assert_eq!(
        shown(document, NamedView::Annotated),
        annotated,
        "annotated: {words}"
    );
    assert_eq!(
        shown(document, NamedView::Reading),
        reading,
        "reading: {words}"
    );
}

#[track_caller]
fn says(words: &str, expected: &[&str]) {
    let reading = body(&format!("<p>{words}</p>"));
    assert_eq!(margin(&reading.documents[0]), expected, "{words}");
}

#[track_caller]
fn complains(text: &str, expected: &[&str]) {
    let reading = read(text);
    let said: Vec<&str> = reading
        .problems
        .iter()
        .map(|it| it.message.as_str())
        .collect();
    assert_eq!(said, expected, "{text}");
}

#[test]
fn gaps_say_what_they_are_and_keep_their_blanks() {
    let same = |words: &str, text: &str| reads(words, text, text);
    same(
        "the <gap reason='illegible'/> light",
        "the [illegible] light",
    );
    same("the<gap reason='illegible'/> light", "the[illegible] light");
    same("a <gap/>.", "a [missing].");
    same(
        "<gap quantity='3' unit='line' reason='withheld'/> then",
        "[3 lines withheld] then",
    );
    same("so <gap reason='omitted'/> on", "so […] on");
    same(
        "<gap reason='lost'/> <gap reason='omitted'/> <gap reason='illegible'/> end",
        "[lost] […] [illegible] end",
    );
    same("one<space unit='chars' quantity='1'/>two", "one two");
    same("one. <space/> Two", "one. Two");
    same(
        "one <space quantity='2' unit='lines'/> two",
        "one [2 lines blank] two",
    );
    same(
        "alpha <gap quantity='3' unit='line'/><lb break='no'/>beta",
        "alpha [3 lines missing] beta",
    );
    says(
        "<gap atLeast='2' atMost='4' unit='character' reason='lost'/>",
        &["u 2–4 characters lost"],
    );
    says(
        "<gap quantity='3' unit='line' precision='low'/>",
        &["u about 3 lines missing"],
    );
    says(
        "<gap extent='unknown' unit='line'/>",
        &["u an unknown number of lines missing"],
    );
    says("one<space unit='chars' quantity='1'/>two", &[]);
}

#[test]
fn words_are_whole() {
    let same = |words: &str, text: &str| reads(words, text, text);
    same("beac-<lb break='no'/>on", "beacon");
    same("beac¬<lb/>on", "beacon");
    same("beac<lb type='hyphenInWord'/>on", "beacon");
    same("beac<g ref='char:EOLhyphen'/>on", "beacon");
    reads("beac-<pb n='2' break='no'/>on", "beac|on", "beacon");
    same("<g ref='char:dot'>▪</g> on", "▪ on");
    same(
        "<sic>beecon<desc>so in both copies</desc></sic> on",
        "beecon on",
    );
}

#[test]
fn a_substitution_keeps_the_blanks_between_its_additions() {
    let words = "<subst><del>the lamp</del> <add>both</add> <add>lamps</add></subst>";
    reads(words, "[the lamp] both lamps", "both lamps");
    let words = "<subst><del>race</del><add>origin</add></subst>";
    reads(words, "[race] origin", "origin");
    reads("par<del> </del>mi", "par[ ]mi", "parmi");
    // Letters of one word stay one word.
    let words = "li<subst><del>g</del> <add>f</add></subst>t";
    reads(words, "li[g]ft", "lift");
}

#[test]
fn the_stages_of_a_substitution_are_what_is_deleted_and_added_in_them() {
    let words = "the <subst><rdg varSeq='1'><del>old</del></rdg> <rdg varSeq='2'><add>new</add></rdg></subst> lamp";
    reads(words, "the [old] new lamp", "the new lamp");
}

#[test]
fn a_short_blank_stands_behind_any_sign() {
    let words = "»Lamp«<space unit='chars' quantity='1'/>so";
    reads(words, "»Lamp« so", "»Lamp« so");
}

#[test]
fn what_alternatives_have_within_is_said_with_them() {
    says(
        "<app><lem>and</lem><rdg wit='#B'><app><lem>or</lem><rdg wit='#C'>nor</rdg></app></rdg></app>",
        &["v and ] B: “or” (C: “nor”)"],
    );
    says(
        "<choice><orig><choice><abbr>Y.</abbr><expan>Youre</expan></choice></orig><reg>Your</reg></choice>",
        &["r Your ] “Youre” (“Y.” as written) in the source"],
    );
    says(
        "<app><lem>and</lem><rdg wit='#B'>or<note>in the margin</note> so</rdg></app>",
        &["v and ] B: “or so” (in the margin)"],
    );
    says(
        "<choice><abbr>M</abbr><expan>Mr</expan><expan>Master</expan></choice>",
        &["r Mr ] “M” as written; or “Master”"],
    );
    // A word that was marked and not expanded is said once, and is read.
    says(
        "<choice><expan/><abbr>Aug.</abbr></choice>",
        &["r “Aug.” as written"],
    );
    reads(
        "on <choice><expan/><abbr>Aug.</abbr></choice> 21",
        "on Aug. 21",
        "on Aug. 21",
    );
    reads(
        "<choice><seg>one</seg><seg>two</seg></choice>",
        "one",
        "one",
    );
}

#[test]
fn a_note_between_readings_is_not_hidden_with_them() {
    let words = "<app><lem>lamp</lem><rdg wit='#B'>light</rdg><witDetail wit='#B'>over an erasure</witDetail><rdg wit='#C'>glow</rdg></app>";
    says(
        words,
        &[
            "v lamp ] B: “light”; C: “glow”",
            "* editor’s note: over an erasure",
        ],
    );
    reads(words, "lamp*", "lamp");
}

#[test]
fn notes_are_told_apart_and_say_who_wrote_them_where() {
    says(
        "a<note place='margin' hand='#p'>me</note> b<note place='foot' resp='#ed'>them</note>",
        &[
            "1 margin, the pilot in pencil: me",
            "2 editor’s note, foot, Ada Lind: them",
        ],
    );
    // Running figures are none of those that the edition gives.
    says(
        "a<note n='a'>one</note> b<note>two</note>",
        &["a one", "* two"],
    );
    let three = "a<note n='1'>one</note> b<note>two</note> c<note>three</note>";
    says(three, &["1 one", "a two", "b three"]);
    let three = "a<note n='a'>one</note> b<note>two</note> c<note>three</note>";
    says(three, &["a one", "1 two", "2 three"]);
    says("a<note/>", &["* (empty)"]);
    reads("a<note>x</note><note>y</note> b", "a¹\u{a0}² b", "a b");
    reads("a\n <note>x</note>. b", "a*. b", "a. b");
}

#[test]
fn a_note_by_a_hand_is_handwriting() {
    let reading = body(
        "<p>a<note place='margin' hand='#p'>me</note> b<note type='editorial' hand='#p'>ed</note></p>",
    );
    let document = &reading.documents[0];
    let kinds: Vec<Kind> = document
        .annotations()
        .iter()
        .map(manicule::document::Annotation::kind)
        .collect();
    assert_eq!(kinds, [Kind::HandwrittenNote, Kind::EditorsNote]);
    assert_eq!(
        shown(document, NamedView::AsEdited),
        "a[handwritten by the pilot in pencil: me] b[2]"
    );
}

#[test]
fn how_words_look_stands_beside_what_they_mean() {
    let kinds = |words: &str| -> Vec<Kind> {
        let reading = body(&format!("<p>{words}</p>"));
        let document = &reading.documents[0];
        document
            .annotations()
            .iter()
            .map(manicule::document::Annotation::kind)
            .collect()
    };
    assert_eq!(
        kinds("<persName rend='italic'>Ada</persName>"),
        [Kind::Person, Kind::Italic]
    );
    assert_eq!(
        kinds("<placeName rend='bold'>Visby</placeName>"),
        [Kind::Place, Kind::Bold]
    );
    assert_eq!(
        kinds("<foreign rend='italics'>ciao</foreign>"),
        [Kind::Foreign, Kind::Italic]
    );
    assert_eq!(
        kinds("<add rend='underline'>so</add>"),
        [Kind::Addition, Kind::Underlined]
    );
    assert_eq!(
        kinds("<del rend='strikethrough'>so</del>"),
        [Kind::Deletion]
    );
    assert_eq!(kinds("<hi rend='crossed out'>so</hi>"), [Kind::Deletion]);
    assert_eq!(
        kinds("<emph rend='strike'>so</emph>"),
        [Kind::Italic, Kind::Deletion]
    );
}

#[test]
fn what_is_struck_out_is_not_read() {
    for rend in [
        "strikethrough",
        "str",
        "line-through",
        "strikethrough:true;",
        "textStrike:true;",
        "Struck_Out",
    ] {
        reads(
            &format!("the <hi rend='{rend}'>old</hi> lamp"),
            "the [old] lamp",
            "the lamp",
        );
    }
    let reading = body("<ab rend='strikethrough'>gone</ab><p>here</p>");
    assert_eq!(shown(&reading.documents[0], NamedView::Reading), "here");
}

#[test]
fn unknown_looks_are_named_once() {
    complains(
        "<TEI><text><body><p><hi rend='wavy'>a</hi> <hi rend='wavy bold'>b</hi> <hi rend='dotty'>c</hi></p></body></text></TEI>",
        &["no look is known for `wavy`, `dotty` in `rend`"],
    );
}

#[test]
fn signs_for_the_reader_and_running_heads_are_called_what_they_are() {
    says(
        "a<metamark function='insertion'>^</metamark>b",
        &["h “^” sign: insertion"],
    );
    says("a <metamark/> b", &["h sign"]);
    says(
        "a <handShift new='#p' medium='pencil'/> b",
        &["h another hand begins: the pilot in pencil, pencil"],
    );
    says("a <fw type='catch'>har</fw> b", &["f “har” catchword"]);
    says("a <fw type='pageNum'>12</fw> b", &["f “12” page number"]);
    reads(
        "the har<fw type='catch'>bour</fw> <pb/>bour",
        "the harbour | bour",
        "the har bour",
    );
    reads("in<metamark>^</metamark>side", "in^side", "inside");
    says("a <pb/>b <pb n='3'/>c", &["b p. 3"]);
    says("a <reg>,</reg> b", &["r “,” regularised by the editor"]);
}

#[test]
fn a_reference_without_words_leaves_a_sign() {
    reads(
        "taken from <ref corresp='EMML6938'/>.",
        "taken from [→ EMML6938].",
        "taken from.",
    );
    reads(
        "see <ptr target='https://light.example/a/b'/> now",
        "see [→ light.example] now",
        "see now",
    );
}

#[test]
fn references_that_lead_nowhere_are_named_once() {
    complains(
        "<TEI><text><body><p xml:id='a'><ref target='#a'>x</ref> <ref target='#b'>y</ref> <ptr target='#c'/> <ref target='#b'>z</ref></p></body></text></TEI>",
        &["3 references lead to places that are not in the file: `b`, `c`"],
    );
}

#[test]
fn endnotes_stand_at_their_references_in_either_direction() {
    let reading = read(
        "<TEI><text><body><p>lamp<ref target='#n1'>1</ref> door<ptr target='#n2'/> <seg xml:id='s'>the cat</seg> sat</p></body>\
         <back><div type='notes'><note xml:id='n1'>One.</note><note xml:id='n2'>Two.</note><note target='#s'>Three.</note></div></back>\
         </text><standOff><note target='#s'>Four.</note></standOff></TEI>",
    );
    let document = &reading.documents[0];
    assert_eq!(
        shown(document, NamedView::Annotated),
        "lamp¹ doorᵃ the catᵇ\u{a0}ᶜ sat"
    );
    assert_eq!(
        margin(document),
        ["1 One.", "a Two.", "b Three.", "c Four."]
    );
}

#[test]
fn an_apparatus_apart_from_the_text_is_variants_at_the_place() {
    let reading = read(
        "<TEI><text><body><lg><l n='1'>Of lamps <seg xml:id='w'>and men</seg> I sing</l></lg></body><back><listApp>\
         <app from='#w'><lem>and men</lem><rdg wit='#B'>and ships</rdg></app><app loc='1'><lem>sing</lem><rdg wit='#C'>sang</rdg></app>\
         </listApp></back></text></TEI>",
    );
    let document = &reading.documents[0];
    assert_eq!(
        shown(document, NamedView::Reading),
        "Of lamps and men I sing"
    );
    assert_eq!(
        margin(document),
        ["v and men ] B: “and ships”", "v sing ] C: “sang”"]
    );
}

#[test]
fn an_inline_note_is_a_sentence_of_its_own() {
    let text = "<div type='document'><head>1. X</head><p>Words.<note rend='inline'>Tab A</note></p><note rend='inline'>[Source: file 12.]</note><p>z</p></div>";
    let reading = body(text);
    let document = &reading.documents[0];
    assert_eq!(
        shown(document, NamedView::Reading),
        "1. X\nWords. Tab A\n[Source: file 12.]\nz"
    );
    assert_eq!(margin(document), [""; 0]);
}

#[test]
fn a_fallback_stands_for_a_missing_file() {
    let include = |fallback: &str| {
        format!(
            "<TEI><text><body><p>a</p><xi:include href='x.xml'>{fallback}</xi:include><p>b</p></body></text></TEI>"
        )
    };
    let with = read(&include("<xi:fallback><p>instead</p></xi:fallback>"));
    assert_eq!(
        shown(&with.documents[0], NamedView::Annotated),
        "a\ninstead\nb"
    );
    assert!(with.problems.is_empty(), "{:?}", with.problems);
    let without = read(&include(""));
    assert_eq!(
        shown(&without.documents[0], NamedView::Annotated),
        "a\n[file missing]\nb"
    );
    assert_eq!(without.problems.len(), 1);
    let many = "<xi:include href='x.xml'/>\n<xi:include href='y.xml'/><xi:include href='z.xml'/>";
    let many = read(&format!(
        "<TEI><text><body><p>a</p>{many}</body></text></TEI>"
    ));
    assert_eq!(
        shown(&many.documents[0], NamedView::Annotated),
        "a\n[3 files missing]"
    );
}

#[test]
fn a_file_does_not_include_itself() {
    complains(
        "<TEI><text><body><p>a</p><xi:include href='harbour.xml'/></body></text></TEI>",
        &["`harbour.xml` is to be included and cannot be read: it includes itself"],
    );
}

#[test]
fn entities_that_cannot_be_had_say_why() {
    complains(
        "<!DOCTYPE TEI [<!ENTITY x SYSTEM 'x.txt'><!ENTITY r '&s;'><!ENTITY s '&r;'>]><TEI><text><body><p>&x; &r; &u;</p></body></text></TEI>",
        &[
            "the entity `&x;` stands in another file, which is not fetched",
            "the entity `&r;` refers to itself or becomes too long",
            "the entity `&u;` is not known",
        ],
    );
}

#[test]
fn numbers_of_lists_are_text() {
    let reading = body(
        "<list type='ordered'><item n='13'>Lamps</item><item>Oil</item></list><list><item n='(a)'>wick</item></list>",
    );
    let document = &reading.documents[0];
    assert_eq!(
        shown(document, NamedView::Reading),
        "13. Lamps\n14. Oil\n(a) wick"
    );
}

#[test]
fn words_struck_out_and_let_stand_are_the_first_writers() {
    let words = "it is <restore><del>not</del></restore> lit";
    let reading = body(&format!("<p>{words}</p>"));
    for view in [
        NamedView::Reading,
        NamedView::AsWritten,
        NamedView::AsFirstWritten,
    ] {
        assert_eq!(
            shown(&reading.documents[0], view),
            "it is not lit",
            "{view}"
        );
    }
}

#[test]
fn a_header_quoted_in_the_text_is_text() {
    let reading = body("<p>a</p><egXML><encodingDesc><p>x</p></encodingDesc></egXML>");
    let document = &reading.documents[0];
    assert_eq!(shown(document, NamedView::Reading), "a\nx");
    assert_eq!(document.metadata.title.as_deref(), Some("T"));
}
