//! Search: where a document says what was typed, in its main text and in the bodies of its notes.
//!
//! Both are folded before they are compared ([`mod@fold`]): case unless a capital was typed, accents, ligatures, curly
//! quotation marks and dashes, and any white space, so that a phrase is found over the end of a line. The document is
//! folded once ([`Folded`]); after that a query costs no more than a scan of bytes. Knows nothing of views and layers: what
//! is hidden is found as well.
//!
//! ```
//! use manicule::search::{Query, find};
//! use manicule::source::{self, Alone};
//!
//! let reading = source::read("letter.txt", "Déjà vu.".as_bytes().to_vec(), &Alone)?;
//! let query = Query::new("deja").expect("it asks for something");
//! let hits = find(&reading.documents[0], &query);
//! assert_eq!(reading.documents[0].slice(hits[0]), "Déjà");
//! # Ok::<(), manicule::source::NotText>(())
//! ```

mod fold;
mod folded;
mod placed;
#[cfg(test)]
mod properties;

pub use folded::{Folded, Hits};
pub use placed::Placed;

use memchr::memmem::Finder;

use crate::document::{Document, Span};
use fold::{Case, Folder, fold};

/// What is searched for.
///
/// Invariant: something is left of it when it is folded, and not only a space.
#[derive(Debug, Clone)]
pub struct Query {
    finder: Finder<'static>,
    /// The query with its case kept, where a capital was typed.
    exact: Option<Vec<u8>>,
}

impl Query {
    /// The query for what was typed; `None` if that is nothing, or white space and the like alone.
    pub fn new(typed: &str) -> Option<Self> {
        let folded = fold(typed, Case::Folded);
        if folded.trim_ascii().is_empty() {
            return None;
        }
        let has_capital = typed.chars().any(char::is_uppercase);
        Some(Self {
            finder: Finder::new(&folded).into_owned(),
            exact: has_capital.then(|| fold(typed, Case::Kept)),
        })
    }

    /// The query for words whatever their case; `None` if there are none.
    pub fn in_any_case(words: &str) -> Option<Self> {
        let query = Self::new(words)?;
        Some(Self {
            exact: None,
            ..query
        })
    }

    /// The number of bytes of the folded query.
    fn len(&self) -> usize {
        self.finder.needle().len()
    }

    /// Whether a stretch that agrees when it is folded agrees in its case as well, if that matters. The folder is one that
    /// keeps case.
    fn agrees_in_case(&self, stretch: &str, folder: &mut Folder) -> bool {
        (self.exact.as_ref()).is_none_or(|exact| folder.fold(stretch) == *exact)
    }
}

/// A text folded by itself, case included: what two texts share that a search takes for the same.
pub fn fold_text(text: &str) -> String {
    let folded = fold(text, Case::Folded);
    // Folding writes whole characters.
    String::from_utf8(folded).unwrap_or_default()
}

/// Every hit in a document, in the order of its text; none overlaps another, and none goes from one flow into the next.
/// For more than one query, keep a [`Folded`].
pub fn find(document: &Document, query: &Query) -> Vec<Span> {
    Folded::new(document).find(document, query).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Annotation, BlockKind, Draft, Kind};

    fn document(paragraphs: &[&str]) -> Document {
        let mut draft = Draft::new("test");
        for paragraph in paragraphs {
            draft.begin_block(BlockKind::Paragraph);
            draft.push_str(paragraph);
        }
        draft.finish().document
    }

    /// Checks what stands in the text where `typed` is found.
    #[track_caller]
    fn check(text: &str, typed: &str, expected: &[&str]) {
        let document = document(&[text]);
        let hits = Query::new(typed).map(|query| find(&document, &query));
        let hits = hits.unwrap_or_default();
        let found: Vec<&str> = hits.iter().map(|&hit| document.slice(hit)).collect();
        assert_eq!(found, expected, "`{typed}` in `{text}`");
    }

    #[test]
    fn ignores_case_unless_a_capital_is_typed() {
        check(
            "Soviet, SOVIET, soviet",
            "soviet",
            &["Soviet", "SOVIET", "soviet"],
        );
        check("Soviet, SOVIET, soviet", "Soviet", &["Soviet"]);
        check("Soviet, SOVIET, soviet", "SOV", &["SOV"]);
        check("Émigré, émigré", "Emigre", &["Émigré"]);
        check("МОСКВА, Москва", "москва", &["МОСКВА", "Москва"]);
        check("МОСКВА, Москва", "Москва", &["Москва"]);
    }

    #[test]
    fn ignores_accents_composed_or_not() {
        check(
            "Café, cafe\u{301}, cafe",
            "cafe",
            &["Café", "cafe\u{301}", "cafe"],
        );
        check(
            "Café, cafe\u{301}, cafe",
            "café",
            &["Café", "cafe\u{301}", "cafe"],
        );
        check("Việt Nam", "viet nam", &["Việt Nam"]);
        check("τῷ λόγῳ, ΛΌΓΟΣ", "λογ", &["λόγ", "ΛΌΓ"]);
        check("καλῶς, ΚΑΛΩΣ", "καλωσ", &["καλῶς", "ΚΑΛΩΣ"]);
        check("за́мок", "замок", &["за́мок"]);
        check("שָׁלוֹם", "שלום", &["שָׁלוֹם"]);
        check("كِتَاب", "كتاب", &["كِتَاب"]);
    }

    #[test]
    fn a_mark_that_makes_another_letter_stays() {
        check("мой май, мои", "мои", &["мои"]);
        check("мои\u{306} май, мой", "мой", &["мои\u{306}", "мой"]);
        check("ещё, еще", "еще", &["ещё", "еще"]);
        check("ещё, еще", "ещё", &["ещё", "еще"]);
        check("їжак, іжак, i\u{308}", "їжак", &["їжак"]);
        check("かが", "か", &["か"]);
        check("か\u{3099}が", "が", &["か\u{3099}", "が"]);
        check("각 가", "가", &["가"]);
    }

    #[test]
    fn letters_without_a_decomposition_are_found_by_plain_ones() {
        check("Łódź", "lodz", &["Łódź"]);
        check("Øresund, Ærø", "oresund", &["Øresund"]);
        check("Øresund, Ærø", "aero", &["Ærø"]);
        check("Œuvre", "Oeuvre", &["Œuvre"]);
        check("Straße, STRASSE", "strasse", &["Straße", "STRASSE"]);
        check("Straße, STRASSE", "straße", &["Straße", "STRASSE"]);
        check("Þórr, ðat", "thorr", &["Þórr"]);
        check("ﬁnal, oﬃce", "office", &["oﬃce"]);
        check("ﬁnal, oﬃce", "final", &["ﬁnal"]);
        check(
            "ISTANBUL, İstanbul, ıstanbul",
            "istanbul",
            &["ISTANBUL", "İstanbul", "ıstanbul"],
        );
        check("ſenſe", "sense", &["ſenſe"]);
        check("１９４５ год, № 7", "1945", &["１９４５"]);
        check("１９４５ год, № 7", "no 7", &["№ 7"]);
    }

    #[test]
    fn half_a_character_is_no_hit() {
        check("Straße", "stras", &[]);
        check("ﬁ", "f", &[]);
        check("ﬁ i", "i", &["i"]);
        check("ßss", "ss", &["ß", "ss"]);
        check("sß", "ss", &["ß"]);
    }

    #[test]
    fn quotation_marks_and_dashes_match_straight_ones() {
        check("“Don’t”, «no»", "\"don't\"", &["“Don’t”"]);
        check("“Don’t”, «no»", "\"no\"", &["«no»"]);
        check("Don't", "don’t", &["Don't"]);
        check("0102–0105, 1—2, well‑known", "0102-0105", &["0102–0105"]);
        check("0102–0105, 1—2, well‑known", "well-known", &["well‑known"]);
        check("and so on…", "on...", &["on…"]);
    }

    #[test]
    fn any_white_space_is_one_space() {
        check(
            "Far\u{a0}Eastern  \t Commission",
            "far eastern commission",
            &["Far\u{a0}Eastern  \t Commission"],
        );
        check("a  b", "a ", &["a  "]);
        check("a  b", "a   b", &["a  b"]);
        check(
            "some\u{ad}thing, some\u{200b}thing",
            "something",
            &["some\u{ad}thing", "some\u{200b}thing"],
        );
    }

    #[test]
    fn hits_stand_at_the_edges_and_do_not_overlap() {
        check("abcab", "ab", &["ab", "ab"]);
        check("aaaa", "aaa", &["aaa"]);
        check("aaaa", "aa", &["aa", "aa"]);
        check("", "a", &[]);
        check("a", "", &[]);
        check("a b", " ", &[]);
        check("\u{feff}abc", "abc", &["abc"]);
        check("e\u{301}", "e", &["e\u{301}"]);
    }

    #[test]
    fn a_phrase_is_found_over_the_end_of_a_paragraph() {
        let document = document(&["the Far Eastern", "Commission"]);
        let query = Query::new("eastern commission").expect("a query");
        let hits = find(&document, &query);
        assert_eq!(
            hits.iter()
                .map(|&hit| document.slice(hit))
                .collect::<Vec<_>>(),
            ["Eastern\nCommission"]
        );
    }

    #[test]
    fn notes_are_searched_and_no_phrase_goes_from_the_text_into_a_note() {
        let mut draft = Draft::new("test");
        draft.push_str("the control body");
        let anchor = draft.offset();
        let body = draft.open_flow();
        draft.push_str("body supplied; the control");
        draft.close_flow();
        let mut note = Annotation::new(Kind::Note, Span::at(anchor));
        note.set_body(body);
        draft.annotate(note);
        let document = draft.finish().document;
        let found = |typed: &str| find(&document, &Query::new(typed).expect("a query"));
        assert_eq!(found("body"), [Span::new(12, 16), Span::new(17, 21)]);
        assert_eq!(found("body body"), []);
        assert_eq!(found("control"), [Span::new(4, 11), Span::new(36, 43)]);
    }
}
