//! Facts that a page prints among its text, as labels with values: lists of definitions, tables with headed rows, and what
//! the table of sites names.

use std::collections::HashMap;

use super::facts::{self, Meaning};
use super::tree::{Content, Dom, NodeId};
use super::websites::Website;
use crate::document::Metadata;
use crate::source::ledger::Class;

/// A label and where its value stands.
struct Fact {
    label: NodeId,
    values: Vec<NodeId>,
}

/// Reads the facts of a page, and marks where they stand so that they are not text.
pub(super) fn read(
    tree: &Dom,
    source: &str,
    site: Option<&Website>,
    apart: &mut HashMap<NodeId, (Class, &'static str)>,
    metadata: &mut Metadata,
) {
    let mut found = Vec::new();
    let mut walk = tree.below(0);
    let mut of_site: Vec<NodeId> = Vec::new();
    let mut values: Vec<NodeId> = Vec::new();
    while let Some(id) = walk.next() {
        if apart.contains_key(&id) {
            walk.leave_out(id);
        } else if site.is_some_and(|site| site.labels.matches(tree, id)) {
            of_site.push(id);
        } else if site.is_some_and(|site| site.values.matches(tree, id)) {
            values.push(id);
            walk.leave_out(id);
        } else if matches!(tree.name(id), "dl" | "table") {
            let pairs = if tree.name(id) == "dl" {
                definitions(tree, id)
            } else {
                rows(tree, id)
            };
            let known = |fact: &&Fact| facts::label(&tree.text(fact.label, source)).is_some();
            let count = pairs.iter().filter(known).count();
            // Of most labels it is known that they label facts: then the others do as well.
            if count >= 2 && count * 2 >= pairs.len() {
                found.extend(pairs);
                walk.leave_out(id);
            }
        }
    }
    for (number, &label) in of_site.iter().enumerate() {
        let next = of_site.get(number + 1).copied();
        let own = values_of(tree, label, next, &values);
        found.push(Fact { label, values: own });
    }
    for fact in found {
        let name = tree.text(fact.label, source);
        let words: Vec<String> = fact
            .values
            .iter()
            .map(|&value| tree.text(value, source))
            .filter(|value| !value.is_empty())
            .collect();
        let value = words.join(" ");
        let value = value
            .trim_start_matches([':', ' '])
            .trim_end_matches([';', ' ']);
        if value.is_empty() && !fact.values.is_empty() {
            continue;
        }
        let meaning = facts::label(&name).unwrap_or(Meaning::Other);
        facts::enter(metadata, meaning, &name, value);
        apart.insert(fact.label, (Class::Furniture, "label"));
        for value in fact.values {
            apart.insert(value, (Class::Metadata, "fact of the page"));
        }
    }
}

/// The pairs of `dt` and `dd`.
fn definitions(tree: &Dom, list: NodeId) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let items = tree
        .below(list)
        .filter(|&id| matches!(tree.name(id), "dt" | "dd"));
    for id in items {
        if tree.name(id) == "dt" {
            facts.push(Fact {
                label: id,
                values: Vec::new(),
            });
        } else if let Some(fact) = facts.last_mut() {
            fact.values.push(id);
        }
    }
    facts
}

/// The rows of a heading and one cell; none if the table has others.
fn rows(tree: &Dom, table: NodeId) -> Vec<Fact> {
    let mut facts = Vec::new();
    for row in tree.below(table).filter(|&id| tree.name(id) == "tr") {
        let children = tree.nodes[row].children.iter();
        let cells: Vec<NodeId> = children
            .copied()
            .filter(|&cell| matches!(tree.name(cell), "td" | "th"))
            .collect();
        match cells.as_slice() {
            [label, value] if tree.name(*label) == "th" && tree.name(*value) == "td" => {
                facts.push(Fact {
                    label: *label,
                    values: vec![*value],
                });
            }
            _ => return Vec::new(),
        }
    }
    facts
}

/// Where the value of a label is: the values that the site names up to the next label, else what follows the label in its
/// own element, else the next element.
fn values_of(tree: &Dom, label: NodeId, next: Option<NodeId>, values: &[NodeId]) -> Vec<NodeId> {
    let start = tree.order(label);
    let end = next.map_or(usize::MAX, |next| tree.order(next));
    let named: Vec<NodeId> = values
        .iter()
        .copied()
        .filter(|&value| (start..end).contains(&tree.order(value)))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let Some(parent) = tree.parent(label) else {
        return Vec::new();
    };
    let behind = tree.nodes[parent]
        .children
        .iter()
        .copied()
        .skip_while(|&child| child != label)
        .skip(1);
    let behind: Vec<NodeId> = behind
        .take_while(|&child| tree.order(child) < end)
        .collect();
    let is_text = |&&child: &&NodeId| {
        matches!(tree.nodes[child].content, Content::Text(_)) && tree.weight(child) > 0
    };
    if behind.iter().any(|child| is_text(&child)) {
        return behind;
    }
    let element = behind.into_iter().find(|&child| tree.weight(child) > 0);
    element.into_iter().collect()
}
