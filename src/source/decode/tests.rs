//! What bytes are decoded to, in every encoding told apart.

use proptest::prelude::*;

use super::*;

const RUSSIAN: &str =
    "Советское правительство рассмотрело ответ правительства Соединённых Штатов Америки.";

#[track_caller]
fn check(bytes: &[u8], encoding: &str, text: &str, problems: &[&str]) {
    let (decoded, found) = decode(bytes.to_vec()).expect("text");
    assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    let found: Vec<&str> = found
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(found, problems);
    assert_eq!(
        decoded.source_offsets().offset_of(decoded.text.len()),
        bytes.len()
    );
}

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if big_endian {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

#[test]
fn unicode_forms() {
    check(b"Sochi", "UTF-8", "Sochi", &[]);
    check("\u{feff}Sochi".as_bytes(), "UTF-8", "\u{feff}Sochi", &[]);
    check(
        &utf16("\u{feff}Сочи 😀", false),
        "UTF-16LE",
        "\u{feff}Сочи 😀",
        &[],
    );
    check(
        &utf16("\u{feff}Сочи", true),
        "UTF-16BE",
        "\u{feff}Сочи",
        &[],
    );
    check(&utf16("from Sochi", true), "UTF-16BE", "from Sochi", &[]);
    check(
        b"\xff\xfea\0\x00\xd8b\0c",
        "UTF-16LE",
        "\u{feff}a\u{fffd}b\u{fffd}",
        &["2 places cannot be read as `UTF-16LE`"],
    );
    check(b"", "UTF-8", "", &["the file is empty"]);
}

#[test]
fn legacy_encodings_are_detected_and_said() {
    for encoding in [
        encoding_rs::WINDOWS_1251,
        encoding_rs::KOI8_U,
        encoding_rs::IBM866,
    ] {
        let (bytes, ..) = encoding.encode(RUSSIAN);
        check(
            &bytes,
            encoding.name(),
            RUSSIAN,
            &[&format!(
                "not UTF-8: read as `{}`, by the look of its letters",
                encoding.name()
            )],
        );
    }
    let (bytes, ..) =
        encoding_rs::WINDOWS_1252.encode("Le général a été reçu à l’hôtel “Métropole”.");
    check(
        &bytes,
        "windows-1252",
        "Le général a été reçu à l’hôtel “Métropole”.",
        &["not UTF-8: read as `windows-1252`, by the look of its letters"],
    );
}

#[test]
fn the_sound_part_of_a_file_of_two_encodings_is_kept() {
    check(
        b"caf\xc3\xa9 and caf\xe9 in one file\n\nna\xefve again\n",
        "UTF-8",
        "café and café in one file\n\nnaïve again\n",
        &["not all UTF-8: 2 bytes read as `windows-1252`, by the look of the letters"],
    );
    let bytes = b"Mr. caf\xc3\xa9 wrote na\xc3\xafve r\xe9sum\xe9 to Z\xc3\xbcrich.\n";
    let (decoded, _) = decode(bytes.to_vec()).expect("text");
    assert_eq!(decoded.text, "Mr. café wrote naïve résumé to Zürich.\n");
    let mut offsets = decoded.source_offsets();
    for word in ["wrote", "naïve", "sum", "to", "Z", "rich"] {
        let place = decoded.text.find(word).expect("the word");
        let there = offsets.offset_of(place);
        let start = word.as_bytes()[0];
        assert_eq!(bytes[there], start, "{word}");
    }
}

#[test]
fn utf32_is_read() {
    let utf32 = |text: &str, big_endian: bool| -> Vec<u8> {
        let unit = |c: char| {
            let unit = u32::from(c);
            if big_endian {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.chars().flat_map(unit).collect()
    };
    check(
        &utf32("\u{feff}Сочи 😀", false),
        "UTF-32LE",
        "\u{feff}Сочи 😀",
        &[],
    );
    check(
        &utf32("\u{feff}Сочи", true),
        "UTF-32BE",
        "\u{feff}Сочи",
        &[],
    );
    check(&utf32("from Sochi", false), "UTF-32LE", "from Sochi", &[]);
    assert_eq!(cut(&utf32("one\ntwo\nthree", true), 36), 32);
}

#[test]
fn a_broken_place_does_not_make_utf8_something_else() {
    let bytes = [RUSSIAN.as_bytes(), b"\xff\xfe", RUSSIAN.as_bytes()].concat();
    check(
        &bytes,
        "UTF-8",
        &format!("{RUSSIAN}\u{fffd}\u{fffd}{RUSSIAN}"),
        &["2 places cannot be read as `UTF-8`"],
    );
    let (decoded, _) = decode(bytes).expect("text");
    let mut offsets = decoded.source_offsets();
    let first = RUSSIAN.len();
    assert_eq!(
        [first, first + 3, first + 6].map(|place| offsets.offset_of(place)),
        [first, first + 1, first + 2]
    );
}

#[test]
fn what_was_spoilt_before_is_reported_and_kept() {
    check(
        "Aikenâ€™s and Daltonâ€™s".as_bytes(),
        "UTF-8",
        "Aikenâ€™s and Daltonâ€™s",
        &["`â€™` looks like a letter that was decoded wrongly before, 2 places"],
    );
    check(
        b"a\x1b[31mb\x07",
        "UTF-8",
        "a\u{1b}[31mb\u{7}",
        &["2 control characters in the text, the first `U+001B`"],
    );
}

#[test]
fn binary_files_are_refused_with_a_reason() {
    #[track_caller]
    fn check(bytes: &[u8], reason: &str) {
        assert_eq!(
            decode(bytes.to_vec()).expect_err("no text").to_string(),
            reason
        );
    }
    check(
        b"%PDF-1.4\n",
        "this is a PDF file, not text: save its text (`pdftotext FILE`) and open that",
    );
    check(
        b"\x01\0\0\0abc\0",
        "this is a binary file, not text: 4 of its 8 bytes are NUL",
    );
}

proptest! {
    #[test]
    fn offsets_ascend_to_the_end_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let length = bytes.len();
        if let Ok((decoded, _)) = decode(bytes) {
            let mut offsets = decoded.source_offsets();
            let mut last = 0;
            for (place, _) in decoded.text.char_indices().chain([(decoded.text.len(), ' ')]) {
                let offset = offsets.offset_of(place);
                prop_assert!(offset >= last);
                last = offset;
            }
            prop_assert_eq!(last, length);
        }
    }
}

#[test]
fn an_xml_declaration_is_believed_where_the_bytes_are_not_utf_8() {
    check(
        b"<?xml version=\"1.0\" encoding='ISO-8859-2'?><p>\xb3\xb1</p>",
        "ISO-8859-2",
        "<?xml version=\"1.0\" encoding='ISO-8859-2'?><p>\u{142}\u{105}</p>",
        &[],
    );
}

/// Checks that the beginning of a file, cut off, decodes to the beginning of its text, and is nearly as long as asked for.
#[track_caller]
fn check_cut(bytes: &[u8], most: usize, longest_line: usize) {
    let end = cut(bytes, most);
    assert!(end <= most && most - end <= longest_line, "{end} of {most}");
    let whole = decode(bytes.to_vec()).expect("text").0.text;
    let part = decode(bytes[..end].to_vec()).expect("text").0.text;
    assert!(whole.starts_with(&part), "{part:?}");
}

#[test]
fn a_beginning_decodes_to_the_beginning_of_the_text() {
    let lines = "Строка первая.\nСтрока вторая: “не более”.\n".repeat(9);
    let line = "не более одной строки ".repeat(9);
    let as_utf16 = |text: &str, order: fn(u16) -> [u8; 2]| {
        let marked = std::iter::once(0xfeff).chain(text.encode_utf16());
        marked.flat_map(order).collect::<Vec<u8>>()
    };
    for most in 40..90 {
        check_cut(lines.as_bytes(), most, 60);
        check_cut(line.as_bytes(), most, 1);
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            check_cut(&as_utf16(&lines, order), most, 60);
            check_cut(&as_utf16(&line, order), most, 1);
        }
    }
    assert_eq!(cut(b"short", 100), 5);
}

#[test]
fn a_web_page_names_its_encoding() {
    let mut page = b"<html><head><title>".to_vec();
    page.extend(
        b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'></head>",
    );
    page.extend([0xcb, 0xe0, 0xec, 0xef, 0xe0]);
    let (decoded, problems) = decode(page).expect("text");
    assert!(decoded.text.ends_with("Лампа") && problems.is_empty());
}
