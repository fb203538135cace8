//! What `&name;` stands for: characters by number, the names of HTML and the ISO sets, what the document type declares.
//!
//! Declared entities may refer to others; how deep and how long is bounded, so that no bomb goes off. Nothing is fetched:
//! an entity declared by the address of a file, or not at all, is unknown.

use std::collections::{HashMap, HashSet};

use quick_xml::escape::resolve_html5_entity;

/// The most characters that one reference may become.
const LONGEST: usize = 64 * 1024;
/// The most characters that all declared entities of a file together may become.
const LONGEST_SUM: usize = 4 * 1024 * 1024;
/// The deepest that declared entities may refer to each other.
const DEEPEST: usize = 8;
/// The most references followed for one.
const MOST_STEPS: usize = 4096;

/// The entities of one file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entities {
    declared: HashMap<String, String>,
    /// Those declared by the address of a file.
    external: HashSet<String>,
    spent: usize,
}

impl Entities {
    /// Takes the entities that a document type declaration declares with their text.
    pub(crate) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1) {
            let Some((name, rest)) = declaration.trim_start().split_once(char::is_whitespace)
            else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                if rest.starts_with("SYSTEM") || rest.starts_with("PUBLIC") {
                    self.external.insert(name.to_owned());
                }
                continue;
            };
            let inside = rest.get(1..).unwrap_or_default();
            if let Some((text, _)) = inside.split_once(quote) {
                let known = self.declared.entry(name.to_owned());
                known.or_insert_with(|| text.to_owned());
            }
        }
    }

    /// Why a reference could not be resolved, and what can be done about it.
    pub(crate) fn fault(&self, name: &str) -> (String, &'static str) {
        let shown = "it is shown as it stands";
        if self.external.contains(name) {
            let what =
                format!("the entity `&{name};` stands in another file, which is not fetched");
            return (what, shown);
        }
        if self.declared.contains_key(name) {
            let what = format!("the entity `&{name};` refers to itself or becomes too long");
            return (what, shown);
        }
        let what = format!("the entity `&{name};` is not known");
        (
            what,
            "it is shown as it stands; declare it in the document type",
        )
    }

    /// What a reference stands for; `None` if it is unknown or would become too long.
    pub(crate) fn resolve(&mut self, name: &str) -> Option<String> {
        if let Some(number) = name.strip_prefix('#') {
            return character(number).map(String::from);
        }
        if let Some(text) = predefined(name) {
            return Some(text.to_owned());
        }
        if self.declared.contains_key(name) {
            let expanded = self.expand(name)?;
            self.spent += expanded.len();
            return Some(expanded);
        }
        resolve_html5_entity(name)
            .or_else(|| iso(name))
            .map(str::to_owned)
    }

    /// The text of a declared entity with the references in it resolved, its tags left out.
    fn expand(&self, name: &str) -> Option<String> {
        let mut out = String::new();
        let mut open: Vec<&str> = vec![self.declared.get(name)?];
        let mut steps = 0;
        while let Some(text) = open.pop() {
            steps += 1;
            let Some(at) = text.find(['&', '<']) else {
                out.push_str(text);
                continue;
            };
            let (before, rest) = text.split_at(at);
            out.push_str(before);
            if out.len() > LONGEST || self.spent + out.len() > LONGEST_SUM || steps > MOST_STEPS {
                return None;
            }
            let sign = if rest.starts_with('<') { '>' } else { ';' };
            let Some((inside, after)) = rest.split_once(sign) else {
                out.push_str(rest);
                continue;
            };
            open.push(after);
            let Some(inner) = inside.strip_prefix('&') else {
                continue;
            };
            match inner.strip_prefix('#').map(character) {
                Some(found) => out.extend(found),
                None => match self.declared.get(inner) {
                    Some(text) if open.len() < DEEPEST => open.push(text),
                    Some(_) => return None,
                    None => {
                        out.push_str(predefined(inner).or_else(|| resolve_html5_entity(inner))?);
                    }
                },
            }
        }
        (out.len() <= LONGEST && self.spent + out.len() <= LONGEST_SUM).then_some(out)
    }
}

fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|&c| c != '\0')
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

/// Names of the ISO sets that HTML does not have, as Perseus and the old TEI use them.
fn iso(name: &str) -> Option<&'static str> {
    Some(match name {
        "stigma" => "ϛ",
        "sampi" => "ϡ",
        "koppa" => "ϟ",
        "dagger" => "†",
        "thinsp" => "\u{2009}",
        "lsquor" => "‚",
        "ldquor" => "„",
        "emacr" => "ē",
        "amacr" => "ā",
        "imacr" => "ī",
        "omacr" => "ō",
        "umacr" => "ū",
        "abreve" => "ă",
        "ebreve" => "ĕ",
        "ibreve" => "ĭ",
        "obreve" => "ŏ",
        "ubreve" => "ŭ",
        "aemacr" => "ǣ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(doctype: &str, name: &str, expected: Option<&str>) {
        let mut entities = Entities::default();
        entities.declare(doctype);
        assert_eq!(entities.resolve(name).as_deref(), expected);
    }

    #[test]
    fn references() {
        check("", "#x2014", Some("—"));
        check("", "#8212", Some("—"));
        check("", "#xD800", None);
        check("", "mdash", Some("—"));
        check("", "stigma", Some("ϛ"));
        check("", "responsibility", None);
        check(
            "<!ENTITY a 'x &b; y'> <!ENTITY b \"<hi>&amp;&#233;</hi>\">",
            "a",
            Some("x &é y"),
        );
        check("<!ENTITY f SYSTEM 'secret.txt'>", "f", None);
    }

    #[test]
    fn no_bomb_goes_off() {
        let mut doctype = String::from("<!ENTITY a0 'ha ha ha ha ha ha ha ha '>");
        for level in 1..12 {
            let inner = format!("&a{};", level - 1).repeat(10);
            doctype.extend(["<!ENTITY a", &level.to_string(), " '", &inner, "'>"]);
        }
        check(&doctype, "a11", None);
        check("<!ENTITY a '&b;'><!ENTITY b '&a;'>", "a", None);
    }
}
