//! Fields that the model has no place for, named as the encoding names them.

use crate::document::{Field, Metadata};

/// Adds a field.
pub(super) fn push(metadata: &mut Metadata, name: String, value: String) {
    metadata.other.push(Field { name, value });
}

/// An element's name in words: `editorialDecl` is "editorial declaration".
pub(super) fn label(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    for (short, long) in [
        (" desc", " description"),
        (" stmt", " statement"),
        (" decl", " declaration"),
    ] {
        if let Some(stem) = out.strip_suffix(short) {
            return format!("{stem}{long}");
        }
    }
    match out.as_str() {
        "idno" => "identifier".to_owned(),
        "bibl" => "bibliography".to_owned(),
        "change" => "revision".to_owned(),
        _ => out,
    }
}
