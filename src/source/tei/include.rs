//! `xi:include`: other files of the same folder, read in place.
//!
//! How deep, how many and how large is bounded, and a file does not include itself. What cannot be had leaves a mark in
//! the text and a problem. The files' names are judged by [`Surroundings`](crate::source::Surroundings), which holds the folder.

use super::builder::{Builder, Closing, Missing};
use super::describe::value;
use crate::document::{Extent, Kind, Property, Span};
use crate::problem::Problem;
use crate::source::decode;
use crate::source::xml::Attributes;

/// The deepest that files may include each other.
const DEEPEST: usize = 4;
/// The most bytes of other files read for one: four times the largest volume known, of 16 MB.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// The most files read for one, each time counted: more than any volume has letters.
const MOST_FILES: usize = 4096;
/// The most bytes read again of files that were read before. An edition may repeat its list of persons with every letter; a
/// bomb repeats a few small files thousands of times.
const MOST_REPEATED: usize = 4 * 1024 * 1024;

/// Whether an address is that of the file opened, of whose name only what stands before its ending is known.
fn is_name_of(stem: &str, name: &str) -> bool {
    let name = name.trim_start_matches("./");
    let ending = name.strip_prefix(stem);
    ending.is_some_and(|ending| ending.starts_with('.') && !ending.contains('/'))
}

fn not_read(href: &str, reason: &str, tag: Span) -> Problem {
    let what = format!("`{href}` is to be included and cannot be read: {reason}");
    Problem::new(tag, what).hint("put the file where the address says, in the folder opened")
}

impl Builder<'_> {
    /// Reads the file that an `include` names.
    pub(super) fn include(&mut self, attributes: Attributes<'_>) {
        self.has_included = false;
        let Some(href) = value(attributes, "href") else {
            return;
        };
        let is_text = value(attributes, "parse") == Some("text");
        match self.fetch(href) {
            Ok(text) => {
                self.has_included = true;
                let name = self.resolved(href);
                self.account.included.push(name);
                if is_text {
                    self.text(&text, Span::default());
                } else {
                    self.walk(&text);
                }
                self.account.included.pop();
            }
            Err(reason) if self.is_in_tree => {
                let span = self.frames.top().span;
                self.account.problem(not_read(href, &reason, span));
            }
            // Whether something stands for it is known at its end (XInclude 1.0, chapter 4.4).
            Err(reason) => {
                self.frames.top().closing = Closing::Missing(Box::new((href.to_owned(), reason)));
            }
        }
    }

    /// Marks the place of a file that is not at hand. Files that should follow each other are one gap, which says how many.
    pub(super) fn miss(&mut self, href: &str, reason: &str, tag: Span) {
        self.account.problem(not_read(href, reason, tag));
        self.sheet();
        let place = self.place();
        if let Some(mut gap) = self
            .missing
            .filter(|gap| gap.place == place && gap.sheet == self.current)
        {
            gap.files += 1;
            let annotation = self.sheet().draft.annotation_mut(gap.annotation);
            annotation.extent = Some(Extent::read(format!("{} files", gap.files)));
            annotation.give_reason("not at hand");
            annotation.remark = Some("this one and those that follow it".to_owned());
            self.missing = Some(gap);
            return;
        }
        let mut annotation = self.mark(Kind::Gap, Attributes(""));
        annotation.give_reason("file not at hand");
        annotation.content.set(Property::File, href.to_owned());
        self.space_round(&mut annotation);
        self.missing = Some(Missing {
            annotation: self.sheet().draft.annotate(annotation),
            sheet: self.current,
            place: self.place(),
            files: 1,
        });
    }

    fn fetch(&mut self, href: &str) -> Result<String, String> {
        let name = self.resolved(href);
        if self.account.included.len() >= DEEPEST {
            return Err("files include each other too deep".to_owned());
        }
        if self.account.included.contains(&name) || is_name_of(self.id, &name) {
            return Err("it includes itself".to_owned());
        }
        if self.files_included >= MOST_FILES {
            return Err("too many files are included".to_owned());
        }
        self.files_included += 1;
        if self.repeated > MOST_REPEATED {
            return Err("the same files are included too often".to_owned());
        }
        let bytes = self.surroundings.fetch(&name)?;
        if !self.files_known.insert(name) {
            self.repeated += bytes.len();
        }
        self.fetched += bytes.len();
        if self.fetched > MOST_BYTES {
            return Err("the files included are too large".to_owned());
        }
        decode::decode(bytes)
            .map(|(decoded, _)| decoded.text)
            .map_err(|error| error.reason)
    }

    /// The address relative to the opened file: an included file's own addresses are relative to it.
    fn resolved(&self, href: &str) -> String {
        let folder = self
            .account
            .included
            .last()
            .and_then(|name| name.rsplit_once('/'));
        folder.map_or_else(|| href.to_owned(), |(folder, _)| format!("{folder}/{href}"))
    }
}
