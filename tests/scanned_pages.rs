//! Transcriptions and recognised text with places on images: PAGE XML, ALTO, hOCR, and METS files that list such pages, in the
//! shapes in which their producers write them. The words are our own.

use std::collections::HashMap;
use std::fmt::Write as _;

use manicule::document::facsimile::{Zone, ZoneKind};
use manicule::document::{Document, Kind};
use manicule::source::{self, Alone, Reading, Surroundings};
use proptest::prelude::*;

#[track_caller]
fn read(text: &str) -> Reading {
    source::read("page.xml", text.as_bytes().to_vec(), &Alone).expect("a page is read")
}

/// The main text, and each annotation but line breaks as `kind by whom: words`, with what else it says.
fn shown(document: &Document) -> String {
    let mut shown = document.slice(document.main_flow().span).to_owned();
    for annotation in document.annotations() {
        if annotation.kind() == Kind::LineBreak {
            continue;
        }
        let words = document.slice(annotation.span);
        let _ = write!(shown, "{}: {words}", annotation.kind());
        if let Some(body) = annotation.body() {
            let body = document.flow_text(body).trim_end().replace('\n', " / ");
            let _ = write!(shown, "{} = {body}", annotation.label().unwrap_or("-"));
        } else if let Some(said) = annotation.said() {
            let _ = write!(shown, " ({said})");
        }
        shown.push('\n');
    }
    shown
}

#[track_caller]
fn check_reading(reading: &Reading, expected: &str, problems: &[&str]) {
    assert_eq!(shown(&reading.documents[0]), expected.trim_start());
    let said: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(said, problems);
    check_ledger(reading);
}

#[track_caller]
fn check(text: &str, expected: &str) -> Document {
    let mut reading = read(text);
    check_reading(&reading, expected, &[]);
    reading.documents.remove(0)
}

#[track_caller]
fn check_ledger(reading: &Reading) {
    let mut end = 0;
    for entry in reading.ledger.entries() {
        assert_eq!(entry.span.start, end, "a hole or a fold");
        assert!(reading.decoded.text.get(entry.span.range()).is_some());
        end = entry.span.end;
    }
    assert_eq!(end, reading.decoded.text.len());
}

fn page_xml(inside: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15"><Metadata><Creator>harbour transcriber</Creator><Created>2024-05-03T10:00:00Z</Created></Metadata>
<Page imageFilename="0007.jpg" imageWidth="1000" imageHeight="1500">{inside}</Page></PcGts>"#
    )
}

/// A line as Transkribus writes it: the words once more in elements of their own.
fn transkribus_line(index: usize, top: usize, custom: &str, text: &str) -> String {
    let bottom = top + 40;
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            format!("<Word id=\"w\"><TextEquiv><Unicode>{word}</Unicode></TextEquiv></Word>")
        })
        .collect();
    let words = words.concat();
    format!(
        r#"<TextLine id="l{index}" custom="readingOrder {{index:{index};}} {custom}"><Coords points="100,{top} 800,{top} 800,{bottom} 100,{bottom}"/><Baseline points="100,{bottom} 800,{bottom}"/>{words}<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"#
    )
}

#[test]
fn a_transcription_of_transkribus() {
    let lines = [
        transkribus_line(1, 160, "unclear {offset:4; length:5;reason:faded;} textStyle {offset:15; length:2;strikethrough:true;} gap {offset:17; length:0;reason:torn;}", "the north mole is gone"),
        transkribus_line(0, 100, "abbrev {offset:0; length:3;expansion:Mister\\u0020Warden;} person {offset:4; length:4;firstname:Ada;lastname:Orde;} place {offset:12; length:6;placeName:Halden;continued:true;}", "Mr. Orde at Halden"),
        transkribus_line(2, 220, "supplied {offset:0; length:2;} comment {offset:3; length:4;comment:So the log &amp; the clerk;} ship {offset:8; length:4;}", "of lamp Anna the dark¬"),
        transkribus_line(3, 280, "sic {offset:5; length:3;correction:was;} textStyle {offset:0; length:4;bold:true;underlined:true;}", "ness wos north-"),
        transkribus_line(4, 340, "", "east."),
    ]
    .concat();
    let document = check(
        &page_xml(&format!(
            r#"<TextRegion type="paragraph" id="r2" custom="readingOrder {{index:1;}}"><Coords points="90,90 810,400"/>{lines}<TextEquiv><Unicode>Mr. Orde at Halden
the north mole is gone
of lamp Anna the dark¬
ness wos north-
east.</Unicode></TextEquiv></TextRegion>
<TextRegion type="heading" id="r1" custom="readingOrder {{index:0;}} structure {{type:heading;}}"><TextLine id="h"><TextEquiv><Unicode>On the lamp</Unicode></TextEquiv></TextLine></TextRegion>"#
        )),
        "
On the lamp
Mr.Mister Warden Orde at Halden the north mole is gone of lamp Anna the darkness woswas north-east.
abbreviation: Mr.
expansion: Mister Warden
person: Orde (Ada Orde)
place: Halden (Halden)
unclear: north
deletion: is
gap: 
supplied: of
editors-note: lamp- = So the log & the clerk
term: Anna (tagged “ship”)
bold: ness
underlined: ness
sic: wos
correction: was
",
    );
    let place = document.text().find("mole").expect("the word");
    let facsimile = &document.facsimile;
    assert_eq!(facsimile.surfaces[0].image.as_deref(), Some("0007.jpg"));
    let line = facsimile
        .zone_at(place, ZoneKind::Line)
        .and_then(Zone::bounds);
    assert_eq!(line, Some((100, 160, 800, 200)));
    let region = facsimile
        .zone_at(place, ZoneKind::Region)
        .and_then(Zone::bounds);
    assert_eq!(region, Some((90, 90, 810, 400)));
    assert_eq!(document.metadata.title.as_deref(), Some("On the lamp"));
}

#[test]
fn a_tag_goes_on_from_line_to_line() {
    let lines = [
        transkribus_line(
            0,
            100,
            "person {offset:5; length:4;lastname:Orde;continued:true;}",
            "says Nath",
        ),
        transkribus_line(
            1,
            160,
            "person {offset:0; length:4;continued:true;}",
            "Orde today",
        ),
    ]
    .concat();
    check(
        &page_xml(&format!("<TextRegion id=\"r\">{lines}</TextRegion>")),
        "
says Nath Orde today
person: Nath Orde (Orde)
",
    );
}

#[test]
fn a_transcription_of_escriptorium() {
    let line = |id: &str, kind: &str, top: usize, text: &str| {
        format!(
            r#"<TextLine id="{id}" custom="structure {{type:{kind};}}"><Coords points="200,{top} 900,{top} 900,{} 200,{}"/><Baseline points="200,{top}"/><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"#,
            top + 40,
            top + 40
        )
    };
    let reading = read(&page_xml(&format!(
        r#"<TextRegion id="a" custom="structure {{type:RunningTitleZone;}}">{}</TextRegion>
<TextRegion id="b" custom="structure {{type:NumberingZone;}}">{}</TextRegion>
<TextRegion id="c" custom="structure {{type:MarginTextZone;}}"><Coords points="10,205 150,205 150,260 10,260"/>{}</TextRegion>
<TextRegion id="d" custom="structure {{type:MainZone;}}">{}{}{}</TextRegion>
<TextRegion id="e" custom="structure {{type:MarginTextZone:note#1;}}"><Coords points="10,160 150,160"/></TextRegion>"#,
        line("a1", "DefaultLine", 20, "ON LAMPS"),
        line("b1", "DefaultLine", 20, "iv"),
        line("c1", "DefaultLine", 205, "so he"),
        line("d1", "HeadingLine", 100, "Of the mole"),
        line("d2", "DefaultLine", 150, "The lamp is dim,"),
        line("d3", "DefaultLine", 200, "the stair is dark."),
    )));
    check_reading(
        &reading,
        "
ON LAMPS
iv
Of the mole
The lamp is dim, the stair is dark.
form-work: ON LAMPS
page-break:  (iv)
form-work: iv
note: - = so he
",
        &[],
    );
    let document = &reading.documents[0];
    let note = document
        .annotations()
        .iter()
        .find(|annotation| annotation.kind() == Kind::Note)
        .expect("the note");
    assert!(
        document
            .slice((0..note.span.start).into())
            .ends_with("the stair is dark.")
    );
}

#[test]
fn recognised_text_of_ocr_d() {
    let text = page_xml(
        r#"<pc:ReadingOrder><pc:OrderedGroup id="g"><pc:RegionRefIndexed index="1" regionRef="r1"/><pc:RegionRefIndexed index="0" regionRef="r2"/><pc:UnorderedGroupIndexed index="2"><pc:RegionRef regionRef="r3"/></pc:UnorderedGroupIndexed></pc:OrderedGroup></pc:ReadingOrder>
<pc:TextRegion id="r9"><pc:TextEquiv><pc:PlainText>last</pc:PlainText><pc:Unicode></pc:Unicode></pc:TextEquiv></pc:TextRegion>
<pc:TextRegion id="r1"><pc:TextLine><pc:Word><pc:Glyph><pc:TextEquiv><pc:Unicode>D</pc:Unicode></pc:TextEquiv></pc:Glyph><pc:TextEquiv index="1" conf="0.4"><pc:Unicode>Bear</pc:Unicode></pc:TextEquiv><pc:TextEquiv index="0" conf="0.9"><pc:Unicode>Dear</pc:Unicode></pc:TextEquiv></pc:Word><pc:Word><pc:Glyph><pc:TextEquiv><pc:Unicode>S</pc:Unicode></pc:TextEquiv></pc:Glyph><pc:Glyph><pc:TextEquiv><pc:Unicode>ir</pc:Unicode></pc:TextEquiv></pc:Glyph></pc:Word></pc:TextLine></pc:TextRegion>
<pc:TextRegion id="r2"><pc:TextEquiv><pc:Unicode>one line
two &lt;lines&gt;</pc:Unicode></pc:TextEquiv></pc:TextRegion>
<pc:TextRegion id="r3"><pc:TextLine><pc:TextEquiv><pc:Unicode>after</pc:Unicode></pc:TextEquiv></pc:TextLine></pc:TextRegion>
<pc:TableRegion id="t"><pc:TextRegion id="t2"><pc:TextEquiv><pc:Unicode>12</pc:Unicode></pc:TextEquiv><pc:Roles><pc:TableCellRole rowIndex="0" columnIndex="2"/></pc:Roles></pc:TextRegion><pc:TextRegion id="t1"><pc:TextLine><pc:TextEquiv><pc:Unicode>Halden</pc:Unicode></pc:TextEquiv></pc:TextLine><pc:Roles><pc:TableCellRole rowIndex="0" columnIndex="0"/></pc:Roles></pc:TextRegion></pc:TableRegion>"#,
    );
    check(
        &text,
        "
one line two <lines>
Dear Sir
after
last
Halden\t\t12
",
    );
}

#[test]
fn a_text_of_a_region_that_differs_from_its_lines_is_reported() {
    let reading = read(&page_xml(
        "<TextRegion><TextLine><TextEquiv><Unicode>The lamp</Unicode></TextEquiv></TextLine><TextEquiv><Unicode>The lamp is dim</Unicode></TextEquiv></TextRegion>",
    ));
    check_reading(
        &reading,
        "The lamp\n",
        &["the text of 1 regions or words differs from that of their lines, which is shown"],
    );
}

#[test]
fn a_note_at_the_foot_of_a_page_stands_at_its_sign() {
    let text = page_xml(
        r#"<TextRegion type="page-number"><TextLine><TextEquiv><Unicode>12</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion type="paragraph"><TextLine custom="textStyle {offset:8; length:1;superscript:true;}"><TextEquiv><Unicode>The lamp1 is dim, the stair* dark.</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion type="footnote"><TextLine><TextEquiv><Unicode>1) 3 May, says</Unicode></TextEquiv></TextLine><TextLine><TextEquiv><Unicode>the log.</Unicode></TextEquiv></TextLine><TextLine><TextEquiv><Unicode>* As ever.</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion type="catch-word"><TextLine><TextEquiv><Unicode>and</Unicode></TextEquiv></TextLine></TextRegion>"#,
    );
    check(
        &text,
        "
12
The lamp is dim, the stair dark.
and
form-work: 12
page-break:  (12)
note: 1 = 3 May, says the log.
note: * = As ever.
form-work: and
",
    );
}

#[test]
fn recognised_text_of_fine_reader_in_alto() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Description><MeasurementUnit>mm10</MeasurementUnit><sourceImageInformation><fileName>0012.tif</fileName></sourceImageInformation><OCRProcessing ID="o"><ocrProcessingStep><processingSoftware><softwareName>Reader of pages</softwareName></processingSoftware></ocrProcessingStep></OCRProcessing></Description>
<Styles><TextStyle ID="F0" FONTSIZE="10"/><TextStyle ID="F1" FONTSTYLE="italics"/></Styles>
<Layout><Page ID="P" PHYSICAL_IMG_NR="12" PRINTED_IMG_NR="xii" WIDTH="2000" HEIGHT="3000">
<TopMargin ID="tm"><TextBlock ID="b0" LANG="en"><TextLine><String CONTENT="GAZETTE"/></TextLine></TextBlock></TopMargin>
<BottomMargin ID="bm"><TextBlock ID="b9"><TextLine><String CONTENT="printed"/><SP/><String CONTENT="here"/></TextLine></TextBlock></BottomMargin>
<PrintSpace ID="ps"><ComposedBlock ID="c"><TextBlock ID="b2" HPOS="100" VPOS="400" WIDTH="800" HEIGHT="80"><TextLine HPOS="100" VPOS="400" WIDTH="800" HEIGHT="40"><String CONTENT="and" STYLEREFS="F1"/><SP WIDTH="5"/><String CONTENT="north-"/></TextLine><TextLine><String CONTENT="east"/></TextLine></TextBlock></ComposedBlock>
<TextBlock ID="b1" IDNEXT="b2" HPOS="100" VPOS="200"><TextLine HPOS="100" VPOS="200" WIDTH="800" HEIGHT="40.5"><String CONTENT="&quot;The" STYLE="bold" WC="0.9"/><SP/><String CONTENT="lamp&quot;" STYLE="bold"/><SP/><String CONTENT="is" SUBS_TYPE="x"><ALTERNATIVE>it</ALTERNATIVE></String><SP/><String CONTENT="bro" SUBS_TYPE="HypPart1" SUBS_CONTENT="broken"/><HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="ken" SUBS_TYPE="HypPart2" SUBS_CONTENT="broken"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"#;
    let document = check(
        text,
        "
GAZETTE
\"The lamp\" is broken
and north-east
printed here
form-work: GAZETTE
page-break:  (xii)
bold: \"The lamp\"
italic: and
form-work: printed here
",
    );
    let place = document.text().find("lamp").expect("the word");
    let line = document.facsimile.zone_at(place, ZoneKind::Line);
    assert_eq!(line.and_then(Zone::bounds), Some((100, 200, 900, 240)));
    assert_eq!(document.metadata.languages, ["en"]);
}

#[test]
fn text_of_escriptorium_in_alto() {
    let text = r#"<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Tags><OtherTag ID="BT1" LABEL="MainZone"/><OtherTag ID="BT2" LABEL="MarginTextZone"/><OtherTag ID="LT1" LABEL="HeadingLine"/><NamedEntityTag ID="N1" TYPE="person" LABEL="Ada Orde"/></Tags>
<Layout><Page ID="p" WIDTH="900" HEIGHT="1200"><PrintSpace><TextBlock ID="b1" TAGREFS="BT1"><Shape><Polygon POINTS="10 10 890 10 890 200"/></Shape><TextLine ID="l1" TAGREFS="LT1"><Shape><Polygon POINTS="10,10 890,10"/></Shape><String CONTENT="Of the lamp"/></TextLine><TextLine ID="l2"><Shape><Polygon POINTS="10 60 890 60 890 100"/></Shape><String CONTENT="Ada Orde" TAGREFS="N1"/><String CONTENT="lit it."/></TextLine></TextBlock><TextBlock ID="b2" TAGREFS="BT2"><TextLine><Shape><Polygon POINTS="0 70 5 70 5 90"/></Shape><String CONTENT="in May"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"#;
    check(
        text,
        "
Of the lamp
Ada Orde lit it.
person: Ada Orde (Ada Orde)
note: - = in May
",
    );
}

#[test]
fn recognised_text_of_tesseract_in_alto() {
    let text = r#"<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page><PrintSpace><ComposedBlock><TextBlock><TextLine><String CONTENT="Dear"/><String CONTENT="Sir,"/></TextLine></TextBlock><TextBlock><TextLine><String CONTENT="the"/><SP/><String CONTENT="lamp"/><String CONTENT="."/></TextLine></TextBlock></ComposedBlock></PrintSpace></Page></Layout></alto>"#;
    check(text, "Dear Sir,\nthe lamp.\n");
}

#[test]
fn recognised_text_of_tesseract_in_hocr() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title></title><meta name='ocr-system' content='a reader 5.0'/></head><body>
<div class='ocr_page' id='page_1' title='image "0001.png"; bbox 0 0 800 1200; ppageno 0'>
 <div class='ocr_carea'><p class='ocr_par' lang='eng'>
  <span class='ocr_header' title="bbox 10 5 700 20"><span class='ocrx_word'>GAZETTE</span></span>
 </p><p class='ocr_par'>
  <span class='ocr_line' title="bbox 10 40 700 60; baseline 0 0"><span class='ocrx_word' title='bbox 10 40 60 60; x_wconf 95'>The</span> <span class='ocrx_word'><em>lamp</em></span>
  <span class='ocrx_word'>is &amp; stays</span></span>
  <span class='ocr_line' title="bbox 10 70 700 90"><span class='ocrx_word'>dark.</span></span>
 </p></div>
</div>
<div class='ocr_page' id='page_2' title='image "0002.png"; bbox 0 0 800 1200; ppageno 1'><p class='ocr_par'><span class='ocr_line' title='bbox 1 2 3 4'><span class='ocrx_word'>So</span> <span class='ocrx_word'>it</span> is.</span></p></div>
</body></html>"#;
    let document = check(
        text,
        "
GAZETTE
The lamp is & stays dark.
So it is.
form-work: GAZETTE
page-break:  (0001.png)
italic: lamp
page-break:  (0002.png)
",
    );
    let place = document.text().find("dark").expect("the word");
    let line = document.facsimile.zone_at(place, ZoneKind::Line);
    assert_eq!(line.and_then(Zone::bounds), Some((10, 70, 700, 90)));
    assert_eq!(document.metadata.languages, ["en"]);
}

#[test]
fn recognised_text_of_the_internet_archive_in_hocr() {
    // A sign to an element; the title is quoted otherwise.
    let signs = |word: &str| -> String {
        let signs = word
            .chars()
            .map(|c| format!("<span class=\"ocrx_cinfo\" title=\"x_bboxes 1 2 3 4\">{c}</span>"));
        signs.collect::<Vec<_>>().concat()
    };
    let text = format!(
        "<html><head><title>x</title></head><body><div class=\"ocr_page\" title='image x.jp2; bbox 0 0 10 10; lpageno 4'><div class=\"ocr_carea\"><p class=\"ocr_par\"><span class=\"ocr_line\" title=\"bbox 0 0 5 5\"><span class=\"ocrx_word\">{}</span>\n<span class=\"ocrx_word\">{}</span>\n</span><span class=\"ocr_line\"><span class=\"ocrx_word\">{}</span></span></p></div></div></body></html>",
        signs("The"),
        signs("dark¬"),
        signs("ness")
    );
    check(&text, "The darkness\npage-break:  (4)\n");
}

#[test]
fn recognised_text_of_ocropus_in_hocr() {
    let text = "<!DOCTYPE html><html><body><div class=ocr_page title='bbox 0 0 10 10'>Loose words<br>and more\n<span class='ocr_line'>The lamp</span><br><span class='ocr_line'>is dim.</span><p>A paragraph</p></div>after all</body></html>";
    check(
        text,
        "Loose words and more The lamp is dim.\nA paragraph\nafter all\n",
    );
}

/// Files in memory.
struct Folder(HashMap<&'static str, String>);

impl Surroundings for Folder {
    fn fetch(&self, relative: &str) -> Result<Vec<u8>, String> {
        let file = self.0.get(relative);
        file.map(|text| text.as_bytes().to_vec())
            .ok_or_else(|| "there is no such file".to_owned())
    }
}

const METS: &str = r#"<?xml version="1.0"?>
<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><mets:dmdSec ID="d"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>The log of the mole</mods:title></mods:titleInfo><mods:name><mods:namePart>Orde, Ada</mods:namePart></mods:name><mods:originInfo><mods:dateIssued>1911</mods:dateIssued></mods:originInfo><mods:location><mods:physicalLocation>Harbour Library</mods:physicalLocation><mods:shelfLocator>Ms. 12</mods:shelfLocator></mods:location></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>
<mets:fileSec><mets:fileGrp USE="IMAGE"><mets:file ID="i1" MIMETYPE="image/jpeg"><mets:FLocat xlink:href="0001.jpg"/></mets:file></mets:fileGrp>
<mets:fileGrp USE="FULLTEXT"><mets:file ID="a1" MIMETYPE="text/xml"><mets:FLocat LOCTYPE="OTHER" xlink:href="alto/0001.xml"/></mets:file><mets:file ID="a2" MIMETYPE="text/xml"><mets:FLocat xlink:href="https://example.org/0002.xml"/></mets:file></mets:fileGrp>
<mets:fileGrp USE="PAGEXML"><mets:file ID="p2" MIMETYPE="text/xml"><mets:FLocat xlink:href="page/0002.xml"/></mets:file><mets:file ID="p3" MIMETYPE="text/xml"><mets:FLocat xlink:href="page/0003.xml"/></mets:file></mets:fileGrp></mets:fileSec>
<mets:structMap TYPE="LOGICAL"><mets:div TYPE="monograph"/></mets:structMap>
<mets:structMap TYPE="PHYSICAL"><mets:div><mets:div ORDER="2" ORDERLABEL="ii"><mets:fptr FILEID="a2"/><mets:fptr FILEID="p2"/></mets:div><mets:div ORDER="1" ORDERLABEL="i"><mets:fptr FILEID="i1"/><mets:fptr FILEID="a1"/></mets:div><mets:div ORDER="3"><mets:fptr FILEID="p3"/></mets:div></mets:div></mets:structMap></mets:mets>"#;

fn folder() -> Folder {
    let alto = r#"<alto><Layout><Page><PrintSpace><TextBlock><TextLine HPOS="1" VPOS="2" WIDTH="3" HEIGHT="4"><String CONTENT="The lamp"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"#;
    let page = page_xml(
        "<TextRegion><TextLine><Coords points=\"5,5 6,6\"/><TextEquiv><Unicode>is dim.</Unicode></TextEquiv></TextLine></TextRegion>",
    );
    Folder(HashMap::from([
        ("alto/0001.xml", alto.to_owned()),
        ("page/0002.xml", page),
    ]))
}

#[test]
fn a_mets_file_is_its_pages_in_order() {
    let reading = source::read("mets.xml", METS.as_bytes().to_vec(), &folder()).expect("pages");
    check_reading(
        &reading,
        "
The lamp
is dim.
page-break:  (i)
page-break:  (ii)
",
        &["the page `page/0003.xml` cannot be read: there is no such file"],
    );
    let document = &reading.documents[0];
    let metadata = &document.metadata;
    assert_eq!(metadata.title.as_deref(), Some("The log of the mole"));
    let archive = metadata.archive.as_ref().expect("an archive");
    assert_eq!(archive.repository.as_deref(), Some("Harbour Library"));
    let place = document.text().find("dim").expect("the word");
    let zone = document
        .facsimile
        .zone_at(place, ZoneKind::Line)
        .expect("a zone");
    assert_eq!(zone.surface, 1);
    // The source of the words is their own file, which stands behind the METS file.
    let source = reading.ledger.source_of(0, place).expect("the source");
    assert!(
        reading
            .decoded
            .text
            .get(source..)
            .is_some_and(|text| text.starts_with("dim"))
    );
}

#[test]
fn what_lists_no_page_and_what_no_reader_has_is_refused() {
    let refused = |name: &str, text: &str| {
        let read = source::read(name, text.as_bytes().to_vec(), &Alone);
        read.expect_err("refused").reason
    };
    let mets = refused("mets.xml", METS);
    assert!(mets.contains("`alto/0001.xml` cannot be read"), "{mets}");
    assert!(refused("mets.xml", "<mets/>").contains("it names none"));
    assert!(refused("a.svg", "<svg><text>a</text></svg>").contains("a picture (SVG)"));
    assert!(refused("a.xml", "<rss><channel/></rss>").contains("a news feed"));
    // A page that speaks of the format is a web page.
    let page = "<!DOCTYPE html><p>The class ocr_page, as in <code>class</code>.</p>";
    assert_eq!(
        shown(&read(page).documents[0]),
        "The class ocr_page, as in class.\n"
    );
}

const PIECES: &[&str] = &[
    "<TextRegion>",
    "</TextRegion>",
    "<TextRegion type=\"footnote\">",
    "<TextRegion type=\"marginalia\">",
    "<TextRegion id=\"r\" custom=\"readingOrder {index:1;}\">",
    "<TextLine>",
    "</TextLine>",
    "<TextLine custom=\"abbrev {offset:1; length:2;expansion:x;} gap {offset:9;length:0;} person {offset:0;length:9;continued:true;}\">",
    "<Coords points=\"1,2 3,4\"/>",
    "<Word>",
    "</Word>",
    "<Glyph>",
    "<TextEquiv>",
    "</TextEquiv>",
    "<TextEquiv index=\"1\">",
    "<Unicode>",
    "</Unicode>",
    "<PlainText>",
    "1) ",
    "the lamp¹ ",
    "* ",
    "dark¬",
    "north-",
    "\n",
    "&amp;",
    "&",
    "<",
    "<TableRegion>",
    "<TableCell row=\"1\" col=\"3\">",
    "</TableRegion>",
    "<ReadingOrder>",
    "<RegionRef regionRef=\"r\"/>",
    "<TextBlock>",
    "<TextBlock ID=\"a\" IDNEXT=\"a\">",
    "</TextBlock>",
    "<String CONTENT=\"lamp\"/>",
    "<String CONTENT=\"a&lt;b\" STYLE=\"bold\"/>",
    "<SP/>",
    "<HYP CONTENT=\"-\"/>",
    "<PrintSpace>",
    "</PrintSpace>",
    "<TopMargin>",
    "<p class='ocr_par'>",
    "</p>",
    "<span class='ocr_line' title='bbox 1 2 3 4'>",
    "<span class='ocrx_word'>",
    "</span>",
    "<br>",
    "<div class='ocr_page' title='image \"x\"'>",
    "<span class='ocr_header'>",
    "<em>",
    "<script>",
];

proptest! {
    #[test]
    fn any_markup_is_read_and_the_ledger_partitions_it(
        frame in prop::sample::select(&[
            ("<PcGts><Page>", "</Page></PcGts>"),
            ("<alto><Layout><Page>", "</Page></Layout></alto>"),
            ("<html><div class='ocr_page'>", "</div></html>"),
        ][..]),
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
    ) {
        let text = format!("{}{}{}", frame.0, pieces.concat(), frame.1);
        check_ledger(&read(&text));
    }

    /// Each word of a line stands in the text, and once.
    #[test]
    fn words_stand_in_the_text_once(
        regions in prop::collection::vec(
            (
                prop::sample::select(&["paragraph", "heading", "footnote", "marginalia", "header", "TOC-entry"][..]),
                prop::collection::vec(prop::collection::vec("[a-z]{2,6}", 1..5), 1..4),
            ),
            1..5,
        ),
    ) {
        let mut page = String::new();
        let mut number = 0;
        let mut words = Vec::new();
        for (kind, lines) in &regions {
            let _ = write!(page, "<TextRegion type=\"{kind}\">");
            for line in lines {
                let own: Vec<String> = line.iter().map(|word| { number += 1; format!("{word}{number}x") }).collect();
                let text = own.join(" ");
                let _ = write!(page, "<TextLine><Word><TextEquiv><Unicode>{}</Unicode></TextEquiv></Word><TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>", own.concat());
                words.extend(own);
            }
            page.push_str("</TextRegion>");
        }
        let reading = read(&page_xml(&page));
        check_ledger(&reading);
        let text = reading.documents[0].text();
        for word in words {
            prop_assert_eq!(text.matches(word.as_str()).count(), 1, "{} in {}", word, text);
        }
    }

    #[test]
    fn mutated_files_are_read(
        at in any::<prop::sample::Index>(),
        length in 0usize..30,
        bytes in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let mut mets = METS.as_bytes().to_vec();
        let start = at.index(mets.len());
        let end = (start + length).min(mets.len());
        mets.splice(start..end, bytes);
        if let Ok(reading) = source::read("mets.xml", mets, &folder()) {
            check_ledger(&reading);
        }
    }
}
