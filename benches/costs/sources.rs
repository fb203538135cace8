//! Documents made for measuring: a letter, a volume, an enormous text. The same every time.

use manicule::document::{Annotation, BlockKind, Document, Draft, Kind, Span};

/// The sizes measured, by what they are like: a letter of 7 KB, a volume of 4 MB, a text of 100 MB.
pub(crate) const SIZES: &[(&str, usize)] = &[
    ("7 KB", 7_000),
    ("4 MB", 4_000_000),
    ("100 MB", 100_000_000),
];

/// A paragraph of prose has about as many bytes as this.
const PARAGRAPH: usize = 600;

const ENGLISH: &str = "the control commission which will consist of military people has been named by the Soviet \
    government for an advisable council whose functions and substance correctly reflect this body’s work in Japan";
const RUSSIAN: &str = "контрольная комиссия которая будет состоять из военных людей названа советским правительством ещё для \
    совета чьи функции и существо верно отражают работу этого органа в Японии";

/// The language of a made document.
#[derive(Clone, Copy)]
pub(crate) enum Language {
    /// One byte a letter, but for an apostrophe.
    English,
    /// Two bytes a letter.
    Russian,
}

/// A document of about `size` bytes, with a supplied word, an addition and a note in each paragraph, and the word “needle”
/// once, at its end.
pub(crate) fn document(size: usize, language: Language) -> Document {
    let mut draft = Draft::new("made");
    let mut words = Words::new(language);
    let mut written = 0;
    while written < size {
        draft.begin_block(BlockKind::Paragraph);
        let start = draft.offset();
        while draft.offset() - start < PARAGRAPH.min(size) {
            paragraph_part(&mut draft, &mut words);
        }
        let anchor = draft.offset();
        let body = draft.open_flow();
        draft.push_str(&words.some(12));
        draft.close_flow();
        let mut note = Annotation::new(Kind::Note, Span::at(anchor));
        note.set_body(body);
        draft.annotate(note);
        written += draft.offset() - start + 100;
        draft.end_block();
    }
    draft.push_str("needle");
    draft.finish().document
}

fn paragraph_part(draft: &mut Draft, words: &mut Words) {
    draft.push_str(&words.some(15));
    for kind in [Kind::Supplied, Kind::Addition] {
        let start = draft.offset();
        draft.push_str(&words.some(1));
        draft.annotate(Annotation::new(kind, Span::new(start, draft.offset())));
    }
}

/// A page as pasted from an archive's site, of about `size` bytes: editorial brackets, numbered points, metadata at the end.
pub(crate) fn page(size: usize) -> String {
    let mut text = "Skip to content\n\nNovember 11, 1945\n\nA Made Telegram\n\n".to_owned();
    push_paragraphs(&mut text, size, |words, number| {
        format!(
            "{number}. {}[handwritten: {}] {}control [{}] ?{}? {}\n\n",
            words.some(30),
            words.some(1).trim_end(),
            words.some(30),
            words.some(1).trim_end(),
            words.some(1).trim_end(),
            words.some(20),
        )
    });
    text.push_str(
        "Document Information\n\nSource\n\nRGASPI, f. 558, op. 11, d. 98, ll. 0102-0105.\n",
    );
    text
}

/// A saved web page of about `size` bytes: a paragraph and a linked note by turns.
pub(crate) fn html(size: usize) -> String {
    let mut text = "<!DOCTYPE html><html lang=en><head><title>A made page</title></head><body><nav>Menu</nav><main>\n"
        .to_owned();
    push_paragraphs(&mut text, size, |words, number| {
        format!(
            "<p>{}<sup><a href=\"#fn{number}\" id=\"r{number}\">{number}</a></sup> <em>{}</em> &amp; {}</p>\n<p id=\"fn{number}\"><a href=\"#r{number}\">{number}</a>. {}</p>\n",
            words.some(40),
            words.some(10),
            words.some(20),
            words.some(12),
        )
    });
    text.push_str("</main></body></html>\n");
    text
}

/// The same in the native format, with a footnote to each paragraph.
pub(crate) fn native(size: usize) -> String {
    let mut text = "+++\ntitle = \"A made telegram\"\n+++\n\n".to_owned();
    push_paragraphs(&mut text, size, |words, number| {
        format!(
            "{number}. {}[handwritten: {}] {}control [{}][^{number}] {}\n\n[^{number}]: {}\n\n",
            words.some(30),
            words.some(1).trim_end(),
            words.some(30),
            words.some(1).trim_end(),
            words.some(10),
            words.some(12),
        )
    });
    text
}

/// The same as TEI.
pub(crate) fn tei(size: usize) -> String {
    let mut text = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A made volume</title>\
        </titleStmt></fileDesc></teiHeader><text><body>\n"
        .to_owned();
    push_paragraphs(&mut text, size, |words, number| {
        format!(
            "<p n=\"{number}\">{}<add hand=\"#pencil\">{}</add> {}control <supplied>{}</supplied><note>{}</note> {}</p>\n",
            words.some(30),
            words.some(1).trim_end(),
            words.some(30),
            words.some(1).trim_end(),
            words.some(12),
            words.some(10),
        )
    });
    text.push_str("</body></text></TEI>\n");
    text
}

fn push_paragraphs(
    text: &mut String,
    size: usize,
    paragraph: impl Fn(&mut Words, usize) -> String,
) {
    let mut words = Words::new(Language::English);
    let mut number = 1;
    while text.len() < size {
        text.push_str(&paragraph(&mut words, number));
        number += 1;
    }
}

/// Words in an order without an end, by the linear congruence of Numerical Recipes.
struct Words {
    words: Vec<&'static str>,
    state: u32,
}

impl Words {
    fn new(language: Language) -> Self {
        let text = match language {
            Language::English => ENGLISH,
            Language::Russian => RUSSIAN,
        };
        Self {
            words: text.split_whitespace().collect(),
            state: 1945,
        }
    }

    /// So many words, each with its space.
    fn some(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            self.state = self
                .state
                .wrapping_mul(1_664_525)
                .wrapping_add(1_013_904_223);
            let word = (self.state >> 16) as usize % self.words.len();
            text.push_str(self.words[word]);
            text.push(' ');
        }
        text
    }
}
