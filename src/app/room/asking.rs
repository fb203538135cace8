//! A query to all documents: its answer as it comes in, and what the query line may be completed to.

use std::collections::HashMap;

use crate::catalogue::words::words;
use crate::catalogue::{FacetName, Hit, Query, Shelf};
use crate::problem::Problem;

use super::areas::Sorting;
use super::news::Answers;

/// A query and what is known of its answer.
#[derive(Debug)]
pub struct Asked {
    /// Which question it is: answers to earlier ones are passed over.
    pub number: u64,
    /// As typed.
    pub line: String,
    /// As understood.
    pub query: Query,
    /// The hits, in the order in which they came: the document's number in the index, and the hit.
    pub hits: Vec<(i64, Hit)>,
    /// The documents that answer, each with the number of its hits.
    pub documents: HashMap<i64, usize>,
    /// How many documents have been looked at, of how many.
    pub searched: (usize, usize),
    /// Whether all have been.
    pub is_whole: bool,
    is_renewed: bool,
    /// The neighbours of the hits, by which they are sorted, as far as they were made.
    neighbours: (Option<Sorting>, Vec<Vec<String>>),
}

impl Asked {
    /// A query that has no answer yet.
    pub fn new(number: u64, line: &str, query: Query) -> Self {
        Self {
            number,
            line: line.to_owned(),
            query,
            hits: Vec::new(),
            documents: HashMap::new(),
            searched: (0, 0),
            is_whole: false,
            is_renewed: false,
            neighbours: (None, Vec::new()),
        }
    }

    /// Asks the same once more: what comes then takes the place of what has come.
    pub fn ask_again(&mut self, number: u64) {
        self.number = number;
        self.is_whole = false;
        self.is_renewed = true;
    }

    /// Whether it asks for words, which have hits.
    pub fn has_words(&self) -> bool {
        self.query.wanted_terms().next().is_some()
    }

    /// Takes a part of the answer.
    pub fn take(&mut self, answers: Answers) {
        if std::mem::take(&mut self.is_renewed) {
            self.hits.clear();
            self.documents.clear();
            self.neighbours = (None, Vec::new());
        }
        for (key, hits) in answers.answers {
            self.documents.insert(key, hits.len());
            self.hits.extend(hits.into_iter().map(|hit| (key, hit)));
        }
        self.searched = (answers.searched, answers.of);
        self.is_whole = answers.is_last;
    }

    /// Sorts hits, given by number, by the words at one side. Concordances are sorted by the neighbour: to the left by the last
    /// word first.
    pub fn sort_by_neighbours(&mut self, hits: &mut [usize], side: Sorting, is_reversed: bool) {
        if self.neighbours.0 != Some(side) {
            self.neighbours = (Some(side), Vec::new());
        }
        let known = self.neighbours.1.len();
        let more = self.hits.iter().skip(known).map(|(_, hit)| match side {
            Sorting::Left => {
                let mut words = words(&hit.context.left);
                words.reverse();
                words
            }
            Sorting::Right | Sorting::By(_) => words(&hit.context.right),
        });
        self.neighbours.1.extend(more);
        let neighbours = &self.neighbours.1;
        hits.sort_by(|&one, &other| {
            let by_words = neighbours[one].cmp(&neighbours[other]);
            if is_reversed {
                by_words.reverse()
            } else {
                by_words
            }
        });
    }
}

/// The query line while it is typed: what is wrong in it, where the cursor's word may go.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The mistakes; none while the last word is still being typed.
    pub problems: Vec<Problem>,
    /// What the last word may be completed to, and what is said of each.
    pub completions: Vec<(String, String)>,
}

/// So many completions are offered: what fits below the query line of a small screen.
const MOST_COMPLETIONS: usize = 6;

impl Line {
    /// Reads a line as typed so far.
    pub fn read(line: &str, shelf: &Shelf) -> Self {
        let completions = Query::completions(line).into_iter();
        let mut completions: Vec<(String, String)> = completions
            .map(|(completion, said)| (completion, said.to_owned()))
            .collect();
        completions.extend(values(line, shelf));
        completions.truncate(MOST_COMPLETIONS);
        let (_, mut problems) = Query::parse(line);
        // A quotation that is open, or a distance without a word behind it, is still being typed.
        problems.retain(|problem| problem.span.end < line.trim_end().len() || line.ends_with(' '));
        Self {
            problems,
            completions,
        }
    }
}

/// Values that begin as the last word of the line does, or have a word that does: `from:mol`.
fn values(line: &str, shelf: &Shelf) -> Vec<(String, String)> {
    let word = last_word(line);
    let Some((name, typed)) = word.trim_start_matches('-').split_once(':') else {
        return Vec::new();
    };
    let Ok(facet) = name.parse::<FacetName>() else {
        return Vec::new();
    };
    let typed = crate::search::fold_text(typed.trim_matches('"'));
    let mut found: Vec<(usize, &str)> = shelf
        .values_of(facet)
        .filter_map(|(_, value)| {
            let at = value.folded.find(&typed)?;
            let is_begun = value
                .folded
                .get(..at)
                .is_some_and(|before| !before.ends_with(char::is_alphanumeric));
            is_begun.then_some((at, value.value.as_str()))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    let completed = found.into_iter().map(|(_, value)| {
        let value = value.replace('"', "");
        let value = if value.contains(char::is_whitespace) {
            format!("\"{value}\"")
        } else {
            value
        };
        (format!("{name}:{value}"), String::new())
    });
    completed.take(MOST_COMPLETIONS).collect()
}

/// Where the last word of a line begins; a space within quotation marks ends none.
fn last_word(line: &str) -> &str {
    let mut start = 0;
    let mut is_quoted = false;
    for (at, c) in line.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c.is_whitespace() && !is_quoted {
            start = at + c.len_utf8();
        }
    }
    line.get(start..).unwrap_or_default()
}

/// The line with its last word completed.
pub fn complete(line: &str, completion: &str) -> String {
    let word = last_word(line);
    let before = line.strip_suffix(word).unwrap_or(line);
    let minus = if word.starts_with('-') { "-" } else { "" };
    let end = if completion.ends_with(':') { "" } else { " " };
    format!("{before}{minus}{completion}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_completed_and_quotation_marks_hold_it_together() {
        assert_eq!(complete("soviet fr", "from:"), "soviet from:");
        assert_eq!(complete("-fr", "from:"), "-from:");
        assert_eq!(complete("in:ha", "in:handwriting"), "in:handwriting ");
        assert_eq!(
            complete("a from:\"cde. mo", "from:\"Cde. Molotov\""),
            "a from:\"Cde. Molotov\" "
        );
    }

    #[test]
    fn a_mistake_is_said_when_the_word_is_done() {
        let shelf = Shelf::default();
        assert_eq!(Line::read("\"control bo", &shelf).problems.len(), 0);
        assert_eq!(Line::read("frmo:stalin", &shelf).problems.len(), 0);
        assert_eq!(Line::read("frmo:stalin ", &shelf).problems.len(), 1);
        assert_eq!(Line::read("frmo:stalin a", &shelf).problems.len(), 1);
    }
}
