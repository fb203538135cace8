//! The TEI’s own schema of all its elements, for tests that hold documents to it. `.ci/tei-schema` fetches it. Without it such
//! tests say that they are skipped and pass.

use std::path::{Path, PathBuf};

use teixml::Schema;

/// Where `.ci/tei-schema` puts it.
const SCHEMA: &str = "target/tei/tei_all.rng";

/// The schema, if it has been fetched. A schema that `MANICULE_TEI_SCHEMA` names must be there: `.ci/run` names it once it
/// has it, so that no later mistake makes these tests pass unread.
pub(crate) fn tei_all() -> Option<Schema> {
    let named = std::env::var_os("MANICULE_TEI_SCHEMA").map(PathBuf::from);
    let path = named
        .clone()
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(SCHEMA));
    if named.is_none() && !path.exists() {
        eprintln!("skipped: no {SCHEMA}; .ci/tei-schema fetches it");
        return None;
    }
    Some(Schema::from_file(&path).expect("tei_all is there and is a schema"))
}

/// What the schema has against a document, each with its line and column.
pub(crate) fn faults(schema: &Schema, document: &str) -> Vec<String> {
    match schema.validate_str(document) {
        Ok(found) => found.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}
