//! Selectors, as the table of sites writes them: the part of CSS that names elements by name, identifier, class, attribute
//! and what they lie in.
//!
//! `main .field-name`, `#toc`, `table.facts > tr`, `a[href^=http]`, several parted by commas.

use super::tree::{Dom, NodeId};

/// A selector of one or several alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Selector {
    alternatives: Vec<Vec<Step>>,
}

/// One step of a path, the outermost first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Step {
    /// Whether it lies directly in the step before.
    is_child: bool,
    tests: Vec<Test>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Test {
    Name(String),
    Id(String),
    Class(String),
    Attribute(String, Compare, String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Is,
    Begins,
    Holds,
    Exists,
}

impl Selector {
    /// Reads a selector; what is wrong with it, if it cannot be read.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let alternatives = text
            .split(',')
            .map(path)
            .collect::<Result<Vec<Vec<Step>>, String>>()?;
        Ok(Self { alternatives })
    }

    /// Whether it selects a node.
    pub(super) fn matches(&self, tree: &Dom, id: NodeId) -> bool {
        self.alternatives.iter().any(|path| {
            path.split_last().is_some_and(|(last, before)| {
                last.matches(tree, id) && leads_to(before, last.is_child, tree, id)
            })
        })
    }
}

/// Whether the steps before the last lead to a node: each to the nearest element that it fits, which is enough as long as
/// no two steps name the same kind of element.
fn leads_to(before: &[Step], is_child: bool, tree: &Dom, id: NodeId) -> bool {
    let Some((last, rest)) = before.split_last() else {
        return true;
    };
    let mut above = tree.above(id);
    let found = if is_child {
        above.next().filter(|&at| last.matches(tree, at))
    } else {
        above.find(|&at| last.matches(tree, at))
    };
    found.is_some_and(|found| leads_to(rest, last.is_child, tree, found))
}

impl Step {
    fn matches(&self, tree: &Dom, id: NodeId) -> bool {
        self.tests.iter().all(|test| match test {
            Test::Name(name) => tree.name(id) == name,
            Test::Id(wanted) => tree.attribute(id, "id") == Some(wanted),
            Test::Class(wanted) => tree.classes(id).any(|class| class == wanted),
            Test::Attribute(name, compare, wanted) => {
                tree.attribute(id, name).is_some_and(|value| match compare {
                    Compare::Is => value == wanted,
                    Compare::Begins => value.starts_with(wanted.as_str()),
                    Compare::Holds => value.contains(wanted.as_str()),
                    Compare::Exists => true,
                })
            }
        })
    }
}

fn path(text: &str) -> Result<Vec<Step>, String> {
    let mut steps: Vec<Step> = Vec::new();
    let mut is_child = false;
    for word in text.replace('>', " > ").split_whitespace() {
        if word == ">" {
            is_child = true;
            continue;
        }
        let tests = tests(word)?;
        steps.push(Step {
            is_child: std::mem::take(&mut is_child),
            tests,
        });
    }
    if steps.is_empty() || is_child {
        return Err(format!("`{}` selects nothing", text.trim()));
    }
    Ok(steps)
}

fn tests(word: &str) -> Result<Vec<Test>, String> {
    let mut tests = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let body = rest.trim_start_matches(['#', '.', '[']);
        let end = match first {
            '[' => body.find(']'),
            _ => Some(body.find(['#', '.', '[']).unwrap_or(body.len())),
        };
        let name = end.and_then(|end| body.get(..end)).unwrap_or_default();
        if name.is_empty() || name.contains([':', '+', '~', '*']) && first != '[' {
            return Err(format!("`{word}` is no selector that is understood here"));
        }
        tests.push(match first {
            '#' => Test::Id(name.to_owned()),
            '.' => Test::Class(name.to_owned()),
            '[' => attribute(name),
            _ => Test::Name(name.to_ascii_lowercase()),
        });
        let passed = (rest.len() - body.len()) + name.len() + usize::from(first == '[');
        rest = rest.get(passed..).unwrap_or_default();
    }
    Ok(tests)
}

fn attribute(text: &str) -> Test {
    let signs = [
        ("^=", Compare::Begins),
        ("*=", Compare::Holds),
        ("=", Compare::Is),
    ];
    for (sign, compare) in signs {
        if let Some((name, value)) = text.split_once(sign) {
            let value = value.trim_matches(['"', '\'']).to_owned();
            return Test::Attribute(name.to_owned(), compare, value);
        }
    }
    Test::Attribute(text.to_owned(), Compare::Exists, String::new())
}

#[cfg(test)]
mod tests {
    use super::super::parse::parse;
    use super::*;

    #[track_caller]
    fn check(selector: &str, expected: &[&str]) {
        let source = "<body><main id=m class='a b'><div class=x><p id=p1>one</p></div><p id=p2 role=note>two</p></main><p id=p3>";
        let tree = parse(source);
        let selector = Selector::parse(selector).expect("a selector");
        let found: Vec<&str> = (0..tree.nodes.len())
            .filter(|&id| selector.matches(&tree, id))
            .filter_map(|id| tree.attribute(id, "id"))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn elements_are_selected() {
        check("p", &["p1", "p2", "p3"]);
        check("#m p", &["p1", "p2"]);
        check("main.a.b > p", &["p2"]);
        check(".x p, [role=note]", &["p1", "p2"]);
        check("p[id^=p][id*=3]", &["p3"]);
        assert!(Selector::parse("p:hover").is_err() && Selector::parse("a >").is_err());
    }
}
