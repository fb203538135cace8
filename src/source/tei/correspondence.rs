//! `correspDesc`: who sent a letter to whom, from where, when, and which letters stand before and after it.
//!
//! Follows TEI P5, chapter 2.4.6; the same elements make up the lists of letters of CMIF.

use super::dating;
use super::header::{label, push};
use crate::document::{Date, Field, Metadata, Party};
use crate::source::xml::{NodeId, Tree};

/// The `@role` of those who handle a letter on its way and are neither its sender nor its addressee.
const CLERKS: [&str; 8] = [
    RECEIVING_CLERK,
    "sending-clerk",
    "clerk",
    "operator",
    "telegraphist",
    "decipherer",
    "encipherer",
    "courier",
];

/// The `@role` of the clerk who takes a message in, among those who transmit it.
const RECEIVING_CLERK: &str = "receiving-clerk";

/// The `@subtype` of a `correspAction` of receiving that names for whom else a letter is.
const FOR_OTHERS: [&str; 4] = ["cc", "bcc", "copy", "for"];

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

/// What a `correspAction` says, by what it is in the model.
struct Action {
    parties: Vec<Party>,
    /// Who handled the letter.
    clerk: Option<String>,
    /// Who took it in, if that is said apart.
    receiving_clerk: Option<String>,
    dates: Vec<Date>,
    /// By what way it went.
    channel: Option<String>,
    rest: Vec<String>,
}

impl Action {
    fn read(tree: &Tree, id: NodeId) -> Self {
        const NAMES: [&str; 6] = ["persName", "orgName", "name", "rs", "person", "org"];
        const PLACES: [&str; 4] = ["placeName", "settlement", "geogName", "place"];
        let mut action = Self {
            parties: Vec::new(),
            clerk: None,
            receiving_clerk: None,
            dates: Vec::new(),
            channel: None,
            rest: Vec::new(),
        };
        let mut places = Vec::new();
        for child in tree.children(id) {
            let name = tree.node(child).name.as_str();
            let text = tree.text_without(child, &["idno"]);
            for idno in tree.below(child, &["idno"]) {
                action.rest.push(tree.text(idno));
            }
            if name == "date" || text.is_empty() {
                continue;
            }
            let role = tree.attribute(child, "role").unwrap_or_default();
            if role == RECEIVING_CLERK && action.receiving_clerk.is_none() {
                action.receiving_clerk = Some(text);
            } else if CLERKS.contains(&role) && action.clerk.is_none() {
                action.clerk = Some(text);
            } else if NAMES.contains(&name) {
                let name = Some(qualified(tree, child, &text));
                action.parties.push(Party { name, place: None });
            } else if PLACES.contains(&name) {
                places.push(qualified(tree, child, &text));
            } else if tree.attribute(child, "type") == Some("channel") {
                action.channel = Some(text);
            } else {
                action.rest.push(text);
            }
        }
        if !places.is_empty() {
            let place = places.join(", ");
            if action.parties.is_empty() {
                action.parties.push(Party::default());
            }
            for party in &mut action.parties {
                party.place = Some(place.clone());
            }
        }
        action.dates = (tree.below(id, &["date"]))
            .map(|date| Date {
                edtf: dating::edtf(|name| tree.attribute(date, name)),
                printed: dating::printed(|name| tree.attribute(date, name), tree.text(date)),
            })
            .filter(|date| *date != Date::default())
            .collect();
        action
    }
}

/// A name with what the edition says of it: the role in which somebody acts, and its doubts.
fn qualified(tree: &Tree, id: NodeId, name: &str) -> String {
    let role = tree
        .attribute(id, "role")
        .map(|role| label(role.trim_start_matches('#')));
    let said = role.filter(|role| {
        !matches!(
            role.as_str(),
            "sender" | "addressee" | "recipient" | "author"
        )
    });
    let is_doubtful = matches!(
        tree.attribute(id, "cert"),
        Some("low" | "medium" | "unknown")
    ) || tree.attribute(id, "evidence") == Some("conjecture");
    let role = said.map(|role| format!(" ({role})")).unwrap_or_default();
    let doubt = if is_doubtful { " [?]" } else { "" };
    format!("{name}{role}{doubt}")
}

fn action(tree: &Tree, id: NodeId, letter: &mut Letter) {
    let kind = tree.attribute(id, "type").unwrap_or("action");
    let subtype = tree.attribute(id, "subtype").unwrap_or_default();
    let mut action = Action::read(tree, id);
    letter.received_by = (action.receiving_clerk.take()).or_else(|| letter.received_by.take());
    match kind {
        "received" | "addressee" if FOR_OTHERS.contains(&subtype) => {
            letter.copies_to.append(&mut action.parties);
        }
        "sent" | "sender" => {
            letter.from.append(&mut action.parties);
            letter.dates.append(&mut action.dates);
            letter.sent_by = action.clerk.take();
        }
        "received" | "addressee" => {
            letter.to.append(&mut action.parties);
            letter.received_by = action.clerk.take().or_else(|| letter.received_by.take());
            letter.received_at = (action.dates.first()).and_then(|date| {
                let moment = date.edtf.as_ref().map(dating::to_the_minute);
                moment.or_else(|| date.printed.clone())
            });
            // The field holds what a computer reads; what a reader sees may be more cautious.
            action.dates.retain(|date| {
                let machine = date.edtf.as_ref().map(ToString::to_string);
                machine.is_some() && date.printed.is_some() && machine != date.printed
            });
        }
        "copied" | "copy" => letter.copies_to.append(&mut action.parties),
        "transmitted" => letter.sent_by = action.clerk.take().or_else(|| letter.sent_by.take()),
        _ => {}
    }
    letter.channel = action.channel.take().or_else(|| letter.channel.take());
    // What the model has no place for stands under the action's own name, in one line.
    let parties = action
        .parties
        .into_iter()
        .flat_map(|party| [party.name, party.place]);
    let dates = action
        .dates
        .into_iter()
        .map(|date| Some(date.shown()?.into_owned()));
    let said: Vec<String> = (parties.chain([action.clerk]).chain(dates).flatten())
        .chain(action.rest)
        .collect();
    if !said.is_empty() {
        letter.other.push(Field {
            name: kind.to_owned(),
            value: said.join(", "),
        });
    }
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
