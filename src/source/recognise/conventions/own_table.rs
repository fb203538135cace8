//! The program's own table of conventions, read as a plain table. A test holds that a reader of TOML finds the same in it.

use std::borrow::Cow;

use super::{Capture, Content, Rule};
use crate::document::Kind;
use crate::source::plain_table::{self, Item};

/// The name of a table and its rules.
pub(super) fn read(table: &'static str) -> (&'static str, Vec<Rule>) {
    let mut own_name = "";
    let mut rules: Vec<Rule> = Vec::new();
    for item in plain_table::items(table) {
        match (item, rules.last_mut()) {
            (Item::Row(_), _) => rules.push(empty()),
            (Item::Field(field, strings), Some(rule)) => set(rule, field, strings),
            (Item::Field(_, mut strings), None) => {
                if let Some(Cow::Borrowed(name)) = strings.pop() {
                    own_name = name;
                }
            }
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
