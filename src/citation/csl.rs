//! CSL-JSON, the exchange form of the Citation Style Language (schema `csl-data.json`, version 1.0.2).

use serde_json::{Map, Value, json};

use super::when::{Day, When};
use super::{Citation, Name, keys};

/// The citations as one array, ending with a line feed.
pub fn csl_json(citations: &[Citation]) -> String {
    let items = citations.iter().zip(keys(citations));
    let items: Vec<Value> = items.map(|(citation, key)| item(citation, &key)).collect();
    format!("{:#}\n", Value::Array(items))
}

fn item(citation: &Citation, key: &str) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |value: &Option<String>| value.clone().map(Value::String);
    let has_parties = !citation.senders.is_empty() || !citation.recipients.is_empty();
    put("id", Some(json!(key)));
    put(
        "type",
        Some(json!(if has_parties {
            "personal_communication"
        } else {
            "document"
        })),
    );
    put("title", text(&citation.title));
    put("author", names(&citation.senders));
    put("recipient", names(&citation.recipients));
    put("translator", names(&citation.translators));
    put("contributor", names(&citation.contributors));
    put("editor", names(&citation.edition.editors));
    put("genre", text(&citation.genre));
    // CSL has one `number`: a document's in its edition is its own, a telegram's goes to the note.
    put("number", text(&citation.edition.number));
    put("issued", citation.date.as_ref().map(date));
    put("event-place", text(&citation.place));
    if let Some(holding) = citation.holdings.first() {
        put(
            "archive",
            text(&holding.repository).or_else(|| text(&holding.institution)),
        );
        put(
            "archive_collection",
            holding.collection_name().map(Value::String),
        );
        put("archive_location", holding.shelf_mark().map(Value::String));
        put("archive-place", text(&holding.settlement));
    }
    put("container-title", text(&citation.edition.title));
    put("publisher", text(&citation.edition.publisher));
    put("publisher-place", text(&citation.edition.place));
    put("language", text(&citation.language));
    put("URL", text(&citation.url));
    put("note", note(citation).map(Value::String));
    Value::Object(item)
}

/// What CSL has no variable for.
fn note(citation: &Citation) -> Option<String> {
    let serial = citation.serial.iter().map(|serial| format!("no. {serial}"));
    let record = citation
        .record
        .iter()
        .map(|record| format!("record {record}"));
    let others = citation.holdings.iter().skip(1);
    let others = others.map(|holding| format!("also {}", holding.note(None)));
    let year = citation
        .edition
        .year
        .iter()
        .map(|year| format!("published {year}"));
    let said: Vec<String> = serial.chain(record).chain(others).chain(year).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn names(names: &[Name]) -> Option<Value> {
    let name = |name: &Name| match &name.parts {
        Some((family, given)) => json!({ "family": family, "given": given }),
        None => json!({ "literal": name.literal }),
    };
    (!names.is_empty()).then(|| Value::Array(names.iter().map(name).collect()))
}

fn date(when: &When) -> Value {
    let Some(days) = when.days else {
        return json!({ "literal": when.printed });
    };
    let parts = |day: Day| {
        let mut parts = vec![json!(day.year)];
        parts.extend(day.month.map(Value::from));
        parts.extend(day.of_month.map(Value::from));
        Value::Array(parts)
    };
    let mut parts_of_all = vec![parts(days.start)];
    parts_of_all.extend(days.end.map(parts));
    let mut date = json!({ "date-parts": parts_of_all });
    if days.is_approximate || days.is_doubtful {
        date["circa"] = json!(true);
    }
    date
}
