//! The program's own table of conventions, read as it stands in the binary: lines, names and strings, no more of TOML than it
//! uses, so that nothing is copied and the start of the program costs little.
//!
//! A test holds that a reader of TOML finds the same in it.

use std::borrow::Cow;

use super::{Capture, Content, Rule};
use crate::document::Kind;

/// The name of a table and its rules.
pub(super) fn read(table: &'static str) -> (&'static str, Vec<Rule>) {
    let mut own_name = "";
    let mut rules: Vec<Rule> = Vec::new();
    let mut lines = table.lines();
    while let Some(line) = lines.next() {
        if line == "[[rule]]" {
            rules.push(empty());
            continue;
        }
        let Some((field, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let mut strings: Vec<Cow<'static, str>> = strings(value).collect();
        if value.starts_with('[') {
            let mut last = value;
            while !last.trim_end().ends_with(']') {
                let Some(next) = lines.next() else { break };
                strings.extend(self::strings(next));
                last = next;
            }
        }
        match rules.last_mut() {
            Some(rule) => set(rule, field, strings),
            None => own_name = value.trim_matches('"'),
        }
    }
    for rule in &mut rules {
        // A kind that is not given is the first.
        let kind = rule.kind;
        [&mut rule.alone, &mut rule.bare]
            .into_iter()
            .filter(|own| **own == UNSET)
            .for_each(|own| *own = kind);
    }
    (own_name, rules)
}

/// Stands for a kind that is not given. No convention makes a comment.
const UNSET: Kind = Kind::Comment;

fn empty() -> Rule {
    Rule {
        name: Cow::Borrowed(""),
        labels: Vec::new(),
        whole: Vec::new(),
        tags: Vec::new(),
        kind: UNSET,
        alone: UNSET,
        bare: UNSET,
        content: None,
        hand: None,
        reason: None,
        capture: None,
    }
}

/// The strings of a line, in double quotes and without escapes.
fn strings(line: &'static str) -> impl Iterator<Item = Cow<'static, str>> {
    line.split('"').skip(1).step_by(2).map(Cow::Borrowed)
}

fn unstopped(pattern: Cow<'static, str>) -> Cow<'static, str> {
    match pattern {
        Cow::Borrowed(pattern) => Cow::Borrowed(super::unstopped(pattern)),
        Cow::Owned(pattern) => Cow::Owned(super::unstopped(&pattern).to_owned()),
    }
}

fn set(rule: &mut Rule, field: &str, mut strings: Vec<Cow<'static, str>>) {
    match field {
        "labels" => rule.labels = strings,
        "tags" => rule.tags = strings,
        "whole" => rule.whole = strings.into_iter().map(unstopped).collect(),
        _ => {
            let Some(value) = strings.pop() else { return };
            let kind = || value.parse().unwrap_or(UNSET);
            match field {
                "kind" => rule.kind = kind(),
                "alone" => rule.alone = kind(),
                "bare" => rule.bare = kind(),
                "content" => {
                    rule.content = match &*value {
                        "text" => Some(Content::Text),
                        "note" => Some(Content::Note),
                        "nothing" => Some(Content::Nothing),
                        _ => None,
                    };
                }
                "capture" => {
                    rule.capture = match &*value {
                        "extent" => Some(Capture::Extent),
                        "detail" => Some(Capture::Detail),
                        "label" => Some(Capture::Label),
                        "hand" => Some(Capture::Hand),
                        _ => None,
                    };
                }
                "name" => rule.name = value,
                "hand" => rule.hand = Some(value),
                "reason" => rule.reason = Some(value),
                _ => {}
            }
        }
    }
}
