//! What a query line may be completed to, and what each part of it asks for, in a few words.

use strum::IntoEnumIterator;

use super::facets::FacetName;
use super::query::{DATE, FactName, IN, Query};
use super::regions::TextField;

impl Query {
    /// What the beginning of a word, the last of a line, may be completed to: names before a colon, and fields behind `in:`.
    /// Each comes with what it asks for.
    pub fn completions(line: &str) -> Vec<(String, &'static str)> {
        let word = line
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default()
            .trim_start_matches('-');
        match word.split_once(':') {
            Some((IN, part)) => {
                let fields = TextField::iter().filter(|field| field.name().starts_with(part));
                fields
                    .map(|field| (format!("{IN}:{field}"), of_field(field)))
                    .collect()
            }
            Some((DATE, "")) => vec![(format!("{DATE}:none"), "documents without a date")],
            Some(_) => Vec::new(),
            None if word.is_empty() => Vec::new(),
            None => Self::names()
                .into_iter()
                .filter(|name| name.starts_with(word))
                .map(|name| (format!("{name}:"), of_name(name)))
                .collect(),
        }
    }
}

fn of_name(name: &str) -> &'static str {
    match (name, name.parse::<FacetName>(), name.parse::<FactName>()) {
        (IN, ..) => "words in one part only: text, notes, handwriting, …",
        (DATE, ..) => "1945, 1945-11, 1945-11-09/1946-02, none",
        (_, Ok(facet), _) => of_facet(facet),
        (_, _, Ok(fact)) => match fact {
            FactName::Title => "words of the title",
            FactName::File => "a part of the file’s path",
            FactName::Id => "the document’s identifier, whole",
        },
        _ => "",
    }
}

fn of_facet(facet: FacetName) -> &'static str {
    match facet {
        FacetName::From => "who sent or wrote it",
        FacetName::To => "whom it is addressed to",
        FacetName::Place => "where a sender or addressee is",
        FacetName::Archive => "the archive, and the reference in it",
        FacetName::Genre => "letter, telegram, memorandum, …",
        FacetName::Language => "the language",
        FacetName::Hand => "a hand told apart in it",
        FacetName::Has => "annotations of a layer: handwriting, supplied, …",
        FacetName::Tag => "a tag of your own",
    }
}

fn of_field(field: TextField) -> &'static str {
    match field {
        TextField::Text => "the main text",
        TextField::Notes => "footnotes, source notes",
        TextField::Metadata => "title, parties, archive, every fact",
        TextField::Handwriting => "what a hand added, struck out or wrote beside",
        TextField::Supplied => "words put in by the editor",
        TextField::Uncertain => "doubtful readings",
        TextField::Regularised => "corrected, regularised, expanded words",
        TextField::Variants => "what other witnesses read",
        TextField::Form => "stamps, letterheads, classification",
        TextField::Names => "names of persons and places, dates, terms",
        TextField::Commentary => "commentary beside the document",
        TextField::Own => "your own notes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completions_follow_what_is_typed() {
        let words = |line| -> Vec<String> {
            let completions = Query::completions(line).into_iter();
            completions.map(|(words, _)| words).collect()
        };
        assert_eq!(words("soviet fr"), ["from:"]);
        assert_eq!(words("in:ha"), ["in:handwriting"]);
        assert_eq!(words("soviet "), Vec::<String>::new());
    }

    #[test]
    fn everything_that_can_be_asked_for_is_explained() {
        for name in Query::names() {
            assert!(!of_name(name).is_empty(), "{name}");
        }
    }
}
