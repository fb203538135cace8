//! What the root element says of a file in XML or HTML: its format, or what it is that nothing here reads.
//!
//! The one table of roots is [`ROOTS`]: a reader for one of them takes its line and names its [`Format`] there. Looks at
//! the first tag and no further, save for what a web page holds.

use super::Format;
use super::decode::NotText;
use super::ocr;
use super::tei::Mapping;
use super::xml::{Attributes, Lexer, Token, local};
use crate::document::Span;
use crate::problem::Problem;

/// The root of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Root<'a> {
    /// Its local name.
    name: &'a str,
    /// Its namespace, where it declares one for itself.
    namespace: &'a str,
    /// Where its tag stands.
    span: Span,
}

/// What a root is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A format with a reader.
    Read(Format),
    /// A format without one: what it is, and what to do instead.
    Refused(&'static str, &'static str),
}

/// Roots by their local names in lower case, since HTML is written in any case, and what they are.
const ROOTS: &[(&str, Meaning)] = &[
    ("tei", Meaning::Read(Format::Tei)),
    ("tei.2", Meaning::Read(Format::Tei)),
    ("teicorpus", Meaning::Read(Format::Tei)),
    ("html", Meaning::Read(Format::Html)),
    ("pcgts", Meaning::Read(Format::PageXml)),
    ("alto", Meaning::Read(Format::Alto)),
    ("mets", Meaning::Read(Format::Mets)),
    (
        "svg",
        Meaning::Refused("a picture (SVG)", "only its text can be read"),
    ),
    (
        "rss",
        Meaning::Refused("a news feed (RSS)", "open the pages that it lists"),
    ),
    (
        "feed",
        Meaning::Refused("a news feed (Atom)", "open the pages that it lists"),
    ),
];

/// Elements of HTML that TEI has not: a part of a page begins with them.
const HTML_OWN: [&str; 20] = [
    "meta",
    "link",
    "style",
    "script",
    "base",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "center",
    "font",
    "b",
    "i",
    "ul",
    "ol",
    "pre",
    "blockquote",
    "main",
];

/// TEI's namespace (TEI P5, chapter 1.1).
const TEI: &str = "http://www.tei-c.org/ns/1.0";

impl<'a> Root<'a> {
    /// The root of a text that begins with markup.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        for (token, span) in Lexer::new(text) {
            match token {
                Token::Open {
                    name, attributes, ..
                } => return Some(Self::new(name, Attributes(attributes), span)),
                Token::Doctype(doctype) if is_html(doctype) => {
                    let name = "html";
                    let namespace = "";
                    return Some(Self {
                        name,
                        namespace,
                        span,
                    });
                }
                Token::Aside | Token::Doctype(_) => {}
                Token::Text(text) if text.trim_start_matches('\u{feff}').trim().is_empty() => {}
                _ => return None,
            }
        }
        None
    }

    fn new(name: &'a str, mut attributes: Attributes<'a>, span: Span) -> Self {
        let prefix = name.split_once(':').map(|(prefix, _)| prefix);
        let namespace = attributes.find(|(name, _)| match prefix {
            Some(prefix) => name.strip_prefix("xmlns:") == Some(prefix),
            None => *name == "xmlns",
        });
        Self {
            name: local(name),
            namespace: namespace.map_or("", |(_, value)| value.trim()),
            span,
        }
    }

    fn meaning(self) -> Option<Meaning> {
        if self.namespace == TEI {
            return None;
        }
        let is_same = |name: &&str| self.name.eq_ignore_ascii_case(name);
        let found = (ROOTS.iter()).find(|(name, _)| is_same(name));
        let is_part = self.namespace.is_empty() && HTML_OWN.iter().any(is_same);
        found
            .map(|(_, meaning)| *meaning)
            .or(is_part.then_some(Meaning::Read(Format::Html)))
    }

    /// The format of the file `text`; TEI, or what is read by TEI's names, where the table does not know its root.
    ///
    /// # Errors
    /// When the table says that nothing reads it: what it is, and what to do.
    pub(super) fn format(self, text: &str) -> Result<Format, NotText> {
        let (what, hint) = match self.meaning() {
            None => return Ok(Format::Tei),
            Some(Meaning::Read(Format::Html)) if ocr::is_hocr(text) => return Ok(Format::Hocr),
            Some(Meaning::Read(format)) => return Ok(format),
            Some(Meaning::Refused(what, hint)) => (what, hint),
        };
        Err(NotText {
            reason: format!("this is {what}: {hint}"),
        })
    }

    /// What is to be said of a file that is read as TEI and may be none: its root is no element of TEI's.
    pub(super) fn doubt(self, mapping: &Mapping) -> Option<Problem> {
        let is_known =
            self.namespace == TEI || self.namespace.is_empty() && mapping.knows(self.name);
        if is_known {
            return None;
        }
        let what = format!("the root element `<{}>` is none of TEI’s", self.name);
        Some(Problem::new(self.span, what).hint(
            "elements with TEI’s names are read as TEI, of all others the text; check that nothing is missing",
        ))
    }
}

/// Whether a document type declaration is that of HTML.
fn is_html(doctype: &str) -> bool {
    let name = doctype.split_whitespace().nth(1).unwrap_or_default();
    name.trim_end_matches('>').eq_ignore_ascii_case("html")
}

#[cfg(test)]
mod tests {
    use crate::source::{Alone, read};

    #[track_caller]
    fn check(text: &str, expected: Result<&[&str], &str>) {
        let reading = read("a.xml", text.as_bytes().to_vec(), &Alone);
        let said = reading.as_ref().map(|reading| {
            let said = reading
                .problems
                .iter()
                .map(|problem| problem.message.as_str());
            said.collect::<Vec<_>>()
        });
        let said = said
            .as_ref()
            .map(Vec::as_slice)
            .map_err(|error| error.reason.as_str());
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn the_root_decides() {
        check(
            "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><p>a</p></text></TEI>",
            Ok(&[]),
        );
        check(
            "<?xml version='1.0'?>\n<!-- a -->\n<TEI.2><text><p>a</p></text></TEI.2>",
            Ok(&[]),
        );
        check("<div><p>a</p></div>", Ok(&[]));
        check("<!DOCTYPE html>\n<p>a</p>", Ok(&[]));
        check("<HTML><body>a</body></HTML>", Ok(&[]));
        check(
            "<h:html xmlns:h='http://www.w3.org/1999/xhtml'>a</h:html>",
            Ok(&[]),
        );
        check("<html><div class='ocr_page'>a</div></html>", Ok(&[]));
        check(
            "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'/>",
            Ok(&[]),
        );
        check(
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            Err("this is a picture (SVG): only its text can be read"),
        );
    }

    #[test]
    fn another_root_is_named() {
        check(
            "<inventory><p>a</p></inventory>",
            Ok(&["the root element `<inventory>` is none of TEI’s"]),
        );
        check(
            "<p xmlns='urn:x'>a</p>",
            Ok(&["the root element `<p>` is none of TEI’s"]),
        );
    }
}
