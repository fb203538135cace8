//! The TEI’s own schema of all its elements, for tests that hold documents to it. `.ci/tei-schema` fetches it; without it such
//! tests say so and pass, in CI they fail.

use std::path::{Path, PathBuf};

use teixml::Schema;

/// Where `.ci/tei-schema` puts it.
const SCHEMA: &str = "target/tei/tei_all.rng";

/// The schema, if it is there.
pub(crate) fn tei_all() -> Option<Schema> {
    let path = std::env::var_os("MANICULE_TEI_SCHEMA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join(SCHEMA),
        PathBuf::from,
    );
    if !path.exists() {
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "{} is not there; .ci/tei-schema fetches it",
            path.display()
        );
        eprintln!("skipped: no {SCHEMA}; .ci/tei-schema fetches it");
        return None;
    }
    Some(Schema::from_file(&path).expect("tei_all is a schema"))
}

/// What the schema has against a document, each with its line and column.
pub(crate) fn faults(schema: &Schema, document: &str) -> Vec<String> {
    match schema.validate_str(document) {
        Ok(found) => found.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}
