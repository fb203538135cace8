//! The front matter of a written document. Knows nothing of the text below it.

use serde::Serialize;

use super::{Escapes, Plan};
use crate::document::{Document, Hand};

/// The fields of the format itself.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    conventions: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<&'static str>,
}

#[derive(Serialize)]
struct Hands<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hands: Vec<HandFields<'a>>,
}

#[derive(Serialize)]
struct HandFields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

impl<'a> From<&'a Hand> for HandFields<'a> {
    fn from(hand: &'a Hand) -> Self {
        Self {
            key: hand.key.as_deref(),
            name: &hand.name,
            description: hand.description.as_deref(),
        }
    }
}

/// Writes the front matter with its fences.
pub(super) fn front(document: &Document, plan: &Plan) -> String {
    let head = Head {
        id: &document.id,
        conventions: (plan.escapes == Escapes::Braces).then_some("none"),
        points: plan.marks_points.then_some("marked"),
    };
    let hands = Hands {
        hands: document.hands.iter().map(HandFields::from).collect(),
    };
    // The single fields stand first: a table governs all lines up to the next.
    let mut text = "+++\n".to_owned();
    text.push_str(&toml(&head));
    text.push_str(&toml(&document.metadata));
    let hands = toml(&hands);
    if !hands.is_empty() {
        text.push('\n');
        text.push_str(&hands);
    }
    text.push_str("+++\n");
    text
}

/// A value as TOML. Strings, lists of strings and tables of them can always be written.
fn toml(value: &impl Serialize) -> String {
    toml::to_string(value).unwrap_or_default()
}
