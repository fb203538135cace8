//! A note on a text: what it is about, what it says, its tags and dates. The same for a commentary and for the reader's own.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::anchor::Quotation;
use crate::document::{Pen, Span};

/// A note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// A name that no other note of its file has; empty for a note written by hand, which is known by its words.
    pub id: String,
    /// What it is about.
    pub subject: Subject,
    /// What it says, as written; empty lines part its paragraphs.
    pub text: String,
    /// The words that it is filed under, without a `#`.
    pub tags: Vec<String>,
    /// The pen that its words are highlighted with.
    pub pen: Option<Pen>,
    /// When it was made (RFC 3339).
    pub created: Option<String>,
    /// When it was last changed (RFC 3339).
    pub changed: Option<String>,
    /// What it rests on: the works and documents cited for it.
    pub source: Option<String>,
    /// Who wrote it, if not the author of the whole.
    pub author: Option<String>,
    /// When it was written, in EDTF, if that is to be said of this note alone.
    pub date: Option<String>,
    /// Which document of a file that holds several, by its identifier; the first if it is not said.
    pub document: Option<String>,
    /// Where its subject stands in the file of notes.
    pub span: Span,
}

/// What a note is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Subject {
    /// Words of the text.
    Quotation(Quotation),
    /// A field of the metadata: `transmission.channel`.
    Field(String),
    /// The document as a whole.
    #[default]
    Document,
}

impl Note {
    /// The words that it is about, if it is about words.
    pub fn quotation(&self) -> Option<&Quotation> {
        match &self.subject {
            Subject::Quotation(quotation) => Some(quotation),
            Subject::Field(_) | Subject::Document => None,
        }
    }

    /// What a reader is shown: its paragraphs, what they rest on, and the tags.
    pub fn body(&self) -> Vec<String> {
        let source = self.source.iter().map(|source| format!("Source: {source}"));
        let tags = (!self.tags.is_empty()).then(|| self.tag_line());
        (paragraphs(&self.text).into_iter().chain(source).chain(tags)).collect()
    }

    /// The note as it is typed: its text, and its tags in a line below.
    pub fn typed(&self) -> String {
        match (self.text.is_empty(), self.tags.is_empty()) {
            (_, true) => self.text.clone(),
            (true, false) => self.tag_line(),
            (false, false) => format!("{}\n{}", self.text, self.tag_line()),
        }
    }

    /// Takes in what was typed: a last line of nothing but `#words` is its tags.
    pub fn write(&mut self, typed: &str) {
        let typed = typed.trim_end();
        let (text, last) = typed.rsplit_once('\n').unwrap_or(("", typed));
        let tags: Option<Vec<String>> = last.split_whitespace().map(tag).collect();
        match tags {
            Some(tags) if !tags.is_empty() => {
                text.trim_end().clone_into(&mut self.text);
                self.tags = tags;
                self.tags.dedup();
            }
            _ => {
                typed.clone_into(&mut self.text);
                self.tags.clear();
            }
        }
    }

    fn tag_line(&self) -> String {
        let tags: Vec<String> = self.tags.iter().map(|tag| format!("#{tag}")).collect();
        tags.join(" ")
    }

    /// The name by which a note without one is known: made of its words, so that it is the same whenever they are read.
    pub fn known_by_its_words(&self) -> String {
        let mut hasher = SipHasher13::new();
        let quoted = self.quotation();
        let parts = [
            quoted.map(|quotation| quotation.exact.as_str()),
            quoted.map(|quotation| quotation.before.as_str()),
            Some(self.text.as_str()),
        ];
        for part in parts {
            hasher.write(part.unwrap_or_default().as_bytes());
            hasher.write_u8(0);
        }
        format!("~{:x}", hasher.finish())
    }
}

/// A word as a tag, if it is written as one.
fn tag(word: &str) -> Option<String> {
    let tag = word.strip_prefix('#')?;
    let is_tag = !tag.is_empty() && tag.chars().all(|c| c != '#' && !c.is_control());
    is_tag.then(|| tag.to_owned())
}

/// Paragraphs, parted by empty lines, each in one line.
pub fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            Some(last) if !last.is_empty() => paragraphs.push(String::new()),
            _ => {}
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, text: &str, tags: &[&str]) {
        let mut note = Note::default();
        note.write(typed);
        assert_eq!(
            (note.text.as_str(), note.tags.as_slice()),
            (
                text,
                &*tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>()
            )
        );
        let mut again = Note::default();
        again.write(&note.typed());
        assert_eq!(again, note);
    }

    #[test]
    fn a_last_line_of_tags_is_the_tags() {
        check("", "", &[]);
        check("Two words.", "Two words.", &[]);
        check("Two words.\n#tea #1945", "Two words.", &["tea", "1945"]);
        check("#tea", "", &["tea"]);
        check("On #tea and more", "On #tea and more", &[]);
        check("One.\n\nTwo.\n\n#tea\n", "One.\n\nTwo.", &["tea"]);
        check("# A heading", "# A heading", &[]);
    }
}
