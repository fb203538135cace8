//! A citation of a document: title, date, archival reference, who gave and translated it, and the point.

use crate::document::{Document, PointId};

/// The citation, in the order in which archives and FRUS ask for it. Parts that the source does not give are left out.
pub fn citation(document: &Document, point: Option<PointId>) -> String {
    let metadata = &document.metadata;
    let title = metadata
        .title
        .as_ref()
        .map(|title| format!("“{}”", title.trim()));
    let date = metadata
        .dates
        .first()
        .and_then(|date| date.printed.clone().or_else(|| date.edtf.clone()));
    let archive = metadata
        .archive
        .as_ref()
        .and_then(|archive| archive.reference.clone());
    let contributor = metadata
        .edition
        .contributor
        .as_ref()
        .map(|name| format!("contributed by {name}"));
    let translator = metadata
        .edition
        .translator
        .as_ref()
        .map(|name| format!("translated by {name}"));
    let editor = metadata
        .edition
        .editor
        .as_ref()
        .map(|name| format!("edited by {name}"));
    let record = metadata
        .record_id
        .as_ref()
        .map(|record| format!("record {record}"));
    let point = point.map(|id| format!("point {}", document.points()[id.0].address()));
    let parts = [
        title,
        date,
        archive,
        record,
        editor,
        contributor,
        translator,
        point,
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .map(|part| part.trim_end_matches('.').to_owned())
        .collect();
    if parts.is_empty() {
        format!("{}.", document.id)
    } else {
        format!("{}.", parts.join(", "))
    }
}
