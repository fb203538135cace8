//! `correspDesc`: who sent a letter to whom, from where, when, and which letters stand before and after it.
//!
//! Follows TEI P5, chapter 2.4.6; the same elements make up the lists of letters of CMIF.

use super::describe;
use super::header::{label, push};
use super::tree::{NodeId, Tree};
use crate::document::{Date, Field, Metadata, Party};

/// The `@role` of those who handle a letter on its way and are neither its sender nor its addressee.
const CLERKS: [&str; 6] = [
    "clerk",
    "operator",
    "telegraphist",
    "decipherer",
    "encipherer",
    "courier",
];

/// What a `correspDesc` says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Letter {
    from: Vec<Party>,
    to: Vec<Party>,
    dates: Vec<Date>,
    copies_to: Vec<Party>,
    channel: Option<String>,
    sent_by: Option<String>,
    received_by: Option<String>,
    received_at: Option<String>,
    other: Vec<Field>,
}

impl Letter {
    /// Puts it into a document's metadata, before what is there.
    pub(super) fn apply(self, metadata: &mut Metadata) {
        metadata.transmission.from.splice(0..0, self.from);
        metadata.transmission.to.splice(0..0, self.to);
        metadata.dates.splice(0..0, self.dates);
        let transmission = &mut metadata.transmission;
        transmission.copies_to.splice(0..0, self.copies_to);
        for (field, value) in [
            (&mut transmission.channel, self.channel),
            (&mut transmission.sent_by, self.sent_by),
            (&mut transmission.received_by, self.received_by),
            (&mut transmission.received_at, self.received_at),
        ] {
            *field = value.or_else(|| field.take());
        }
        metadata.other.splice(0..0, self.other);
    }

    /// "X to Y", for a letter of which nothing else is there.
    pub(super) fn title(&self) -> Option<String> {
        let names = |parties: &[Party]| {
            let names: Vec<&str> = parties
                .iter()
                .filter_map(|party| party.name.as_deref())
                .collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        match (names(&self.from), names(&self.to)) {
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(format!("from {from}")),
            (None, Some(to)) => Some(format!("to {to}")),
            (None, None) => None,
        }
    }
}

/// Reads the `correspDesc` at `id`.
pub(super) fn read(tree: &Tree, id: NodeId) -> Letter {
    let mut letter = Letter::default();
    for child in tree.children(id) {
        match tree.node(child).name.as_str() {
            "correspAction" => action(tree, child, &mut letter),
            "correspContext" => {
                let targets: Vec<NodeId> =
                    tree.below(child, &["ref", "ptr", "note", "p"]).collect();
                for id in targets {
                    context(tree, id, &mut letter);
                }
            }
            name => {
                let value = tree.text(child);
                if !value.is_empty() {
                    let name = format!("correspondence {}", label(name));
                    letter.other.push(Field { name, value });
                }
            }
        }
    }
    letter
}

fn action(tree: &Tree, id: NodeId, letter: &mut Letter) {
    let kind = tree.attribute(id, "type").unwrap_or("action");
    let names = ["persName", "orgName", "name", "rs", "person", "org"];
    let is_clerk = |child: NodeId| {
        let role = tree.attribute(child, "role");
        role.is_some_and(|role| CLERKS.contains(&role))
    };
    let clerk = (tree.children(id).find(|&child| is_clerk(child)))
        .map(|child| tree.text(child))
        .filter(|text| !text.is_empty());
    let texts = |wanted: &[&str]| -> Vec<String> {
        let children = tree
            .children(id)
            .filter(|&child| wanted.contains(&tree.node(child).name.as_str()) && !is_clerk(child));
        children
            .map(|child| tree.text(child))
            .filter(|text| !text.is_empty())
            .collect()
    };
    let place = Some(texts(&["placeName", "settlement", "geogName", "place"]).join(", "))
        .filter(|text| !text.is_empty());
    let mut parties: Vec<Party> = (texts(&names).into_iter())
        .map(|name| Party {
            name: Some(name),
            place: place.clone(),
        })
        .collect();
    if parties.is_empty() && place.is_some() {
        parties.push(Party { name: None, place });
    }
    let dates: Vec<Date> = (tree.below(id, &["date"]))
        .map(|date| Date {
            edtf: describe::date_of(|name| tree.attribute(date, name)),
            printed: Some(tree.text(date)).filter(|text| !text.is_empty()),
        })
        .filter(|date| *date != Date::default())
        .collect();
    let left_over: Vec<String> = (tree.children(id))
        .filter(|&child| {
            let name = tree.node(child).name.as_str();
            !names.contains(&name)
                && !matches!(
                    name,
                    "placeName" | "settlement" | "geogName" | "place" | "date"
                )
        })
        .map(|child| tree.text(child))
        .filter(|text| !text.is_empty())
        .collect();
    match kind {
        "sent" | "sender" => {
            letter.from.append(&mut parties);
            letter.dates.extend(dates);
            letter.sent_by = clerk;
        }
        "received" | "addressee" => {
            letter.to.append(&mut parties);
            letter.received_by = clerk;
            let first = dates.first();
            letter.received_at =
                first.and_then(|date| date.edtf.clone().or_else(|| date.printed.clone()));
            // The field holds what a computer reads; what a reader sees may be more cautious.
            let printed = dates.into_iter().filter(|date| date.edtf.is_some());
            let printed = printed
                .filter_map(|date| date.printed.filter(|text| date.edtf.as_ref() != Some(text)));
            letter.other.extend(printed.map(|value| Field {
                name: "date of receipt".to_owned(),
                value,
            }));
        }
        "copied" | "copy" => letter.copies_to.append(&mut parties),
        "transmitted" if clerk.is_some() || channel(tree, id).is_some() => {
            letter.sent_by = clerk.or_else(|| letter.sent_by.take());
            letter.channel = channel(tree, id);
            letter.other.extend(parties.into_iter().map(|party| Field {
                name: kind.to_owned(),
                value: [party.name, party.place].into_iter().flatten().collect::<Vec<_>>().join(", "),
            }));
            return;
        }
        kind => {
            let value = tree.parts(id).join(", ");
            if !value.is_empty() {
                letter.other.push(Field {
                    name: kind.to_owned(),
                    value,
                });
            }
            return;
        }
    }
    letter
        .other
        .extend(left_over.into_iter().map(|value| Field {
            name: kind.to_owned(),
            value,
        }));
}

/// By what way a letter went: the `note` of type `channel` in an action.
fn channel(tree: &Tree, id: NodeId) -> Option<String> {
    let is_channel = |&child: &NodeId| tree.attribute(child, "type") == Some("channel");
    let found = tree.children(id).find(is_channel)?;
    Some(tree.text(found)).filter(|text| !text.is_empty())
}

fn context(tree: &Tree, id: NodeId, letter: &mut Letter) {
    let text = tree.text(id);
    let target = tree.attribute(id, "target");
    if tree.node(id).name == "p" || text.is_empty() && target.is_none() {
        return;
    }
    let kind = tree
        .attribute(id, "subtype")
        .or_else(|| tree.attribute(id, "type"))
        .unwrap_or("see");
    let name = match kind {
        "prev" | "previous" | "previous_letter" => "previous letter".to_owned(),
        "next" | "next_letter" => "next letter".to_owned(),
        kind => label(kind),
    };
    let value = match target {
        Some(target) if text.is_empty() => target.to_owned(),
        Some(target) => format!("{text} ({target})"),
        None => text,
    };
    letter.other.push(Field { name, value });
}

/// The documents of a list of letters without texts: title and metadata for each.
pub(super) fn listed(letter: &Letter, base: &Metadata) -> Metadata {
    let mut metadata = Metadata {
        edition: base.edition.clone(),
        title: letter.title(),
        ..Metadata::default()
    };
    if let Some(title) = &base.title {
        push(&mut metadata, "listed in".to_owned(), title.clone());
    }
    letter.clone().apply(&mut metadata);
    metadata
}
