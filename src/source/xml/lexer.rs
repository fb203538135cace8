//! XML as tags, text and references, whatever state it is in: what is not well-formed becomes text, with the fault's place.
//!
//! Works on bytes in one pass, so that no input makes it slow: an unclosed quotation mark, tag or comment ends at the next
//! sign that cannot belong to it, and is never looked for twice. Knows nothing of TEI, and does not match tags.

use memchr::{memchr, memchr2, memmem};

use crate::document::Span;

/// One piece of XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Character data.
    Text(&'a str),
    /// `&name;`: its name.
    Reference(&'a str),
    /// The text of a CDATA section.
    Verbatim(&'a str),
    /// An opening tag, or an empty one.
    Open {
        /// The name as written, with its prefix.
        name: &'a str,
        /// What stands between the name and the end of the tag.
        attributes: &'a str,
        /// Whether it closes itself.
        is_empty: bool,
    },
    /// A closing tag: its name.
    Close(&'a str),
    /// A comment, a processing instruction.
    Aside,
    /// The document type declaration.
    Doctype(&'a str),
    /// Something that is not well-formed, shown as the text that it is.
    Fault(&'a str, &'static str),
}

/// The pieces of an XML text, one after the other; their spans partition it.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Openings for which no end was found once, so that it is not looked for again.
    endless: [bool; 3],
}

const COMMENT: usize = 0;
const VERBATIM: usize = 1;
const INSTRUCTION: usize = 2;

impl<'a> Lexer<'a> {
    /// A lexer at the start of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            endless: [false; 3],
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn between(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The place of `sign` at or behind `from`.
    fn find_sign(&self, from: usize, sign: &str) -> Option<usize> {
        let rest = self.text.as_bytes().get(from..)?;
        memmem::find(rest, sign.as_bytes()).map(|found| from + found)
    }

    fn markup(&mut self) -> (Token<'a>, usize) {
        let rest = self.rest();
        let second = rest.as_bytes().get(1).copied().unwrap_or_default();
        match second {
            b'!' if rest.starts_with("<!--") => {
                self.ended(COMMENT, 4, "-->", "this comment is never closed", |_| {
                    Token::Aside
                })
            }
            b'!' if rest.starts_with("<![CDATA[") => {
                let what = "this CDATA section is never closed";
                self.ended(VERBATIM, 9, "]]>", what, Token::Verbatim)
            }
            b'!' if rest.starts_with("<!DOCTYPE") || rest.starts_with("<!doctype") => {
                self.doctype()
            }
            b'?' => {
                let what = "this processing instruction is never closed";
                self.ended(INSTRUCTION, 2, "?>", what, |_| Token::Aside)
            }
            b'/' => self.close(),
            _ if starts_name(rest.get(1..).unwrap_or_default()) => self.open(),
            _ => self.fault(self.at + 1, "a bare `<`"),
        }
    }

    fn fault(&self, end: usize, what: &'static str) -> (Token<'a>, usize) {
        (Token::Fault(self.between(self.at, end), what), end)
    }

    fn ended(
        &mut self,
        which: usize,
        opening: usize,
        sign: &str,
        what: &'static str,
        token: impl Fn(&'a str) -> Token<'a>,
    ) -> (Token<'a>, usize) {
        let from = self.at + opening;
        let found = if self.endless[which] {
            None
        } else {
            self.find_sign(from, sign)
        };
        if let Some(end) = found {
            (token(self.between(from, end)), end + sign.len())
        } else {
            self.endless[which] = true;
            self.fault(from, what)
        }
    }

    fn close(&self) -> (Token<'a>, usize) {
        let bytes = self.text.as_bytes();
        let from = self.at + 2;
        let end = memchr2(b'<', b'>', &bytes[from..]).map(|found| from + found);
        match end {
            Some(end) if bytes[end] == b'>' => {
                (Token::Close(self.between(from, end).trim()), end + 1)
            }
            end => self.fault(end.unwrap_or(bytes.len()), "this closing tag has no end"),
        }
    }

    fn open(&self) -> (Token<'a>, usize) {
        let bytes = self.text.as_bytes();
        let from = self.at + 1;
        let length = self
            .between(from, bytes.len())
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '<' | '/' | '"' | '\'' | '='))
            .unwrap_or(bytes.len() - from);
        let name_end = from + length;
        let mut first_end = None;
        let mut quote = None;
        let mut at = name_end;
        while let Some(&byte) = bytes.get(at) {
            match (byte, quote) {
                (b'<', _) => break,
                (b'>', None) => return self.tag(from, name_end, at),
                (b'>', Some(_)) => first_end = first_end.or(Some(at)),
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(open)) if open == byte => quote = None,
                _ => {}
            }
            at += 1;
        }
        // A quotation mark that is never closed: the tag ends where it would without it.
        match first_end {
            Some(end) => self.tag(from, name_end, end),
            None => self.fault(at, "this tag has no end"),
        }
    }

    fn tag(&self, from: usize, name_end: usize, end: usize) -> (Token<'a>, usize) {
        let name = self.between(from, name_end);
        let attributes = self.between(name_end, end).trim_end();
        let (attributes, is_empty) = match attributes.strip_suffix('/') {
            Some(attributes) => (attributes, true),
            None => (attributes, false),
        };
        let open = Token::Open {
            name,
            attributes,
            is_empty,
        };
        (open, end + 1)
    }

    fn doctype(&self) -> (Token<'a>, usize) {
        let bytes = self.text.as_bytes();
        let mut quote = None;
        let mut is_inside = false;
        let mut at = self.at + 9;
        while let Some(&byte) = bytes.get(at) {
            match (byte, quote) {
                (_, Some(open)) if open == byte => {
                    quote = None;
                }
                (b'"' | b'\'', None) => quote = Some(byte),
                (b'<', None) if bytes[at..].starts_with(b"<!--") => {
                    match self.find_sign(at + 4, "-->") {
                        Some(end) => at = end + 2,
                        None => break,
                    }
                }
                (b'[', None) => is_inside = true,
                (b']', None) => is_inside = false,
                (b'>', None) if !is_inside => {
                    return (Token::Doctype(self.between(self.at, at)), at + 1);
                }
                _ => {}
            }
            at += 1;
        }
        self.fault(self.at + 9, "this document type declaration has no end")
    }

    fn reference(&self) -> (Token<'a>, usize) {
        const LONGEST: usize = 64;
        let bytes = self.text.as_bytes();
        let from = self.at + 1;
        let name = bytes[from..].iter().take(LONGEST);
        let length = name
            .take_while(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'.' | b'-' | b'_' | b':')
            })
            .count();
        let end = from + length;
        if length > 0 && bytes.get(end) == Some(&b';') {
            (Token::Reference(self.between(from, end)), end + 1)
        } else {
            self.fault(from, "a bare `&`")
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = (Token<'a>, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let (token, end) = match bytes.get(start)? {
            b'<' => self.markup(),
            b'&' => self.reference(),
            _ => {
                let length = memchr2(b'<', b'&', &bytes[start..]).unwrap_or(bytes.len() - start);
                (
                    Token::Text(self.between(start, start + length)),
                    start + length,
                )
            }
        };
        self.at = end;
        Some((token, Span::new(start, end)))
    }
}

fn starts_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'))
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    match memchr(b':', name.as_bytes()) {
        Some(at) => name
            .get(at + 1..)
            .filter(|local| !local.is_empty())
            .unwrap_or(name),
        None => name,
    }
}

/// The attributes of a tag, in order; values as written. What is no attribute is passed over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attributes<'a>(pub(crate) &'a str);

#[expect(
    clippy::copy_iterator,
    reason = "an element's attributes are walked from the start each time they are asked for"
)]
impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.0.trim_start();
            let stop = rest.find(|c: char| c == '=' || c.is_whitespace())?;
            let (name, after) = rest.split_at(stop);
            let Some(value) = after.trim_start().strip_prefix('=') else {
                self.0 = after;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, rest) = match quote {
                Some(quote) => {
                    let inside = value.get(1..).unwrap_or_default();
                    inside.split_once(quote).unwrap_or((inside, ""))
                }
                None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
            };
            self.0 = rest;
            return Some((name, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut at = 0;
        let tokens: Vec<String> = Lexer::new(text)
            .map(|(token, span)| {
                assert_eq!(span.start, at, "the tokens partition the text");
                at = span.end;
                match token {
                    Token::Text(text) => format!("text {text}"),
                    Token::Reference(name) => format!("ref {name}"),
                    Token::Verbatim(text) => format!("verbatim {text}"),
                    Token::Open {
                        name,
                        attributes,
                        is_empty,
                    } => {
                        let attributes: Vec<_> = Attributes(attributes)
                            .map(|(n, v)| format!(" {n}={v}"))
                            .collect();
                        format!(
                            "{} {name}{}",
                            if is_empty { "empty" } else { "open" },
                            attributes.concat()
                        )
                    }
                    Token::Close(name) => format!("close {name}"),
                    Token::Aside => "aside".to_owned(),
                    Token::Doctype(_) => "doctype".to_owned(),
                    Token::Fault(text, _) => format!("fault {text}"),
                }
            })
            .collect();
        assert_eq!(at, text.len());
        assert_eq!(tokens, expected);
    }

    #[test]
    fn sound_xml() {
        check(
            "<p n='1' b = \"a > b\">x&amp;y</p>",
            &[
                "open p n=1 b=a > b",
                "text x",
                "ref amp",
                "text y",
                "close p",
            ],
        );
        check(
            "<?xml version='1.0'?><!-- <p> --><lb/>",
            &["aside", "aside", "empty lb"],
        );
        check("<![CDATA[<&]]>", &["verbatim <&"]);
        check(
            "<!DOCTYPE t [ <!ENTITY a \"]>\"> %x; ]><t>",
            &["doctype", "open t"],
        );
    }

    #[test]
    fn faults_become_text() {
        check(
            "a < b & c",
            &["text a ", "fault <", "text  b ", "fault &", "text  c"],
        );
        check("<p n=\"1>x<b>", &["open p n=1", "text x", "open b"]);
        check("<p <b>", &["fault <p ", "open b"]);
        check("<!-- x", &["fault <!--", "text  x"]);
        check("<p", &["fault <p"]);
        check("</p <b/>", &["fault </p ", "empty b"]);
    }
}
