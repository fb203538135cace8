//! Footnotes and endnotes in plain text: which lines are the bodies of notes, and where their references stand.
//!
//! [`mod@bodies`] looks for the notes behind a text, [`find_references`] for their marks in it. A figure in brackets is a reference
//! only if a note can answer to it; years, corrected dates and supplied numbers are left to the
//! [bracket conventions](super::transcript). Knows nothing of pages.

mod bodies;
mod earlier;
mod labels;
mod references;
mod signs;

use crate::document::{Annotation, Kind, Property, Span};

pub use bodies::{Notes, begins, bodies};
pub use references::{Reference, references as find_references, references_in_notes};

use super::numerals;
use super::transcript::Paragraph;

/// How a note's mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `[1]`, `[i]`, `[^1]:`
    Bracketed,
    /// `1 Lord Halifax.`
    Plain,
    /// `1. Source: …`
    Stopped,
    /// `(1) …`
    Round,
    /// `¹ Wade to Pym.`
    Superscript,
    /// `* …`, `*. …`, `x/ …`
    Sign,
}

/// The body of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Its mark without brackets and stops: `1`, `*`, `x/`.
    pub label: String,
    /// The mark as it stands, with the space behind it.
    pub mark: Span,
    /// How the mark is written.
    pub style: Style,
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
    /// What sort of note it is.
    pub kind: Kind,
}

impl Body {
    /// From the first byte of its mark to the last of its words.
    pub fn span(&self) -> Span {
        let end = self
            .paragraphs
            .last()
            .map_or(self.mark.end, |last| last.span().end);
        Span::new(self.mark.start, end)
    }

    /// The annotation that its reference becomes.
    pub fn annotation(&self) -> Annotation {
        let mut annotation = Annotation::new(self.kind, Span::default());
        annotation.content.set(Property::Label, self.label.clone());
        annotation
    }
}

/// The number of a label, if it counts: figures, small Roman numerals, or those of Chinese writing.
fn number(label: &str) -> Option<u32> {
    const NUMERALS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let numeral = (1..).zip(NUMERALS).find(|(_, numeral)| *numeral == label);
    let parsed = label.parse().ok().or(numeral.map(|(number, _)| number));
    // `［一］`
    parsed.or_else(|| {
        let is_wide = !label.is_ascii();
        is_wide.then(|| numerals::parse(label)).flatten()
    })
}

/// The superscript figures at the start of a stretch, as a label, and how many bytes they take.
fn superscript(text: &str) -> Option<(String, usize)> {
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut label = String::new();
    let mut length = 0;
    for c in text.chars() {
        let Some(figure) = FIGURES.iter().position(|figure| *figure == c) else {
            break;
        };
        label.push_str(&figure.to_string());
        length += c.len_utf8();
    }
    (!label.is_empty() && label.len() <= 3).then_some((label, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

    /// Bodies as `label: words`, and the text with its references marked as `{label}`.
    #[track_caller]
    fn check(text: &str, expected_bodies: &[&str], expected_text: &str) {
        let mut start = 0;
        let lines: Vec<Span> = text
            .split_inclusive('\n')
            .filter_map(|line| {
                let at = start + (line.len() - line.trim_start().len());
                start += line.len();
                (!line.trim().is_empty()).then(|| Span::new(at, at + line.trim().len()))
            })
            .collect();
        let Notes {
            bodies, text: kept, ..
        } = bodies(text, &lines, |_| false);
        let shown: Vec<String> = (bodies.iter())
            .map(|body| {
                format!(
                    "{}: {}",
                    body.label,
                    body.paragraphs
                        .iter()
                        .map(|paragraph| paragraph.span().of(text))
                        .collect::<Vec<_>>()
                        .join(" / ")
                )
            })
            .collect();
        assert_eq!(shown, expected_bodies, "{text}");
        let paragraphs: Vec<Paragraph> = kept
            .iter()
            .map(|&line| Paragraph::line(BlockKind::Paragraph, line))
            .collect();
        let found = find_references(text, &paragraphs, &bodies);
        let mut marked = String::new();
        let mut at = 0;
        for reference in &found {
            marked.push_str(Span::new(at, reference.sign.start).of(text));
            let doubt = if reference.body.is_some() { "" } else { "!" };
            marked.extend(["{", reference.label.as_str(), doubt, "}"]);
            at = reference.sign.end;
        }
        let end = paragraphs.last().map_or(0, |last| last.span().end);
        marked.push_str(Span::new(at, end).of(text));
        assert_eq!(marked, expected_text, "{text}");
    }

    #[test]
    fn notes_between_rules() {
        check(
            "One [1] two [2].\n_\n1 Lord Halifax.\n2 Document 18 3 See Document 7.\n_\n",
            &["1: Lord Halifax.", "2: Document 18 3 See Document 7."],
            "One{1} two{2}.",
        );
        check(
            "One [1] two [2] three [3].\n_\n1 Lord Halifax.\n2 Document 18 3 See Document 7.\n_\n",
            &["1: Lord Halifax.", "2: Document 18", "3: See Document 7."],
            "One{1} two{2} three{3}.",
        );
        check(
            "One.[1] Two[2]\n_[1] A mediator. (See it.) [2] The plan.\nMore of it.\n_\n",
            &["1: A mediator. (See it.)", "2: The plan. / More of it."],
            "One.{1} Two{2}",
        );
        check(
            "Your 1944.[1]\n_1 See note 4.\n_\n",
            &["1: See note 4."],
            "Your 1944.{1}",
        );
    }

    #[test]
    fn an_enclosure_has_notes_of_its_own() {
        let text =
            "One [1] two [2].\n1 Not printed.\n2 See below.\nEnclosure\nThree [1].\n1 By hand.\n";
        let lines: Vec<Span> = text
            .split_inclusive('\n')
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len();
                Some(Span::new(start, *at - 1))
            })
            .collect();
        let notes = bodies(text, &lines, |_| false);
        let labels: Vec<&str> = notes
            .bodies
            .iter()
            .map(|body| body.label.as_str())
            .collect();
        assert_eq!(labels, ["1", "2", "1"]);
        let paragraphs: Vec<Paragraph> = (notes.text.iter())
            .map(|&line| Paragraph::line(BlockKind::Paragraph, line))
            .collect();
        let found = find_references(text, &paragraphs, &notes.bodies);
        let answered: Vec<Option<usize>> = found.iter().map(|reference| reference.body).collect();
        assert_eq!(answered, [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn figures_glued_to_words() {
        check(
            "Telegram to the State1\nOrder of Oct. 242 was bad.3\n1. Source: files.\n2. Not sent.\n3. See it.\n",
            &["1: Source: files.", "2: Not sent.", "3: See it."],
            "Telegram to the State{1}\nOrder of Oct. 24{2} was bad.{3}",
        );
        check(
            "Seoul, July 26, 1949.1\nDeptel June 222 estimated.\n*. 895.30/7: Telegram\n1. Received.\n2. Not printed.\n",
            &["*: 895.30/7: Telegram", "1: Received.", "2: Not printed."],
            "Seoul, July 26, 1949.{1}\nDeptel June 22{2} estimated.",
        );
        check(
            "Nixon[1](#f1) and then.[2](#f2)\n1 Documents 183.\n2 A reference.\n",
            &["1: Documents 183.", "2: A reference."],
            "Nixon{1} and then.{2}",
        );
    }

    #[test]
    fn raised_figures_refer_to_raised_and_plain_ones() {
        check(
            "The pilots.¹ Nobody spoke.²\nThe river is 40 m² wide.\n¹ Kept in box 7.\n² See the letter.\n",
            &["1: Kept in box 7.", "2: See the letter."],
            "The pilots.{1} Nobody spoke.{2}\nThe river is 40 m² wide.",
        );
        check(
            "The pilots.¹ Nobody spoke.²\nNotes\n1. Kept in box 7.\n2. See the letter.\n",
            &["1: Kept in box 7.", "2: See the letter."],
            "The pilots.{1} Nobody spoke.{2}",
        );
        check(
            "Over 40 km² of it, and 10³ men.\n",
            &[],
            "Over 40 km² of it, and 10³ men.",
        );
    }

    #[test]
    fn figures_in_round_brackets_and_signs() {
        check(
            "1956 (Re: Point IV)(1)\nBalaton.(2)\nTranslator's Notes\n1 Protocol.\n2 A lake.\n",
            &["1: Protocol.", "2: A lake."],
            "1956 (Re: Point IV){1}\nBalaton.{2}",
        );
        check(
            "Filippov.x/\nClosing.\n——————\nx/ Pseudonym.\n",
            &["x/: Pseudonym."],
            "Filippov.{x/}\nClosing.",
        );
    }

    #[test]
    fn what_is_no_note() {
        check(
            "1. One point.\n2. Another.\n3. A third.\n",
            &[],
            "1. One point.\n2. Another.\n3. A third.",
        );
        check(
            "On September 28 [29] and in [1958] he [161] said.\n",
            &[],
            "On September 28 [29] and in [1958] he [161] said.",
        );
        check(
            "Copies printed v[i]\nMore.\n",
            &[],
            "Copies printed v{i!}\nMore.",
        );
        check("One [1] and two [2].\n", &[], "One{1!} and two{2!}.");
    }
}
