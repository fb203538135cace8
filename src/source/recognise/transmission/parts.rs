//! What lines of transmission are made of: parties, dates, moments.

use crate::document::edtf::Doubt;
use crate::document::{Date, Party};
use crate::source::recognise::dates;

pub(super) fn named(name: &str) -> Party {
    Party {
        name: Some(name.to_owned()),
        place: None,
    }
}

pub(super) fn at_place(place: &str) -> Party {
    Party {
        name: None,
        place: Some(place.to_owned()),
    }
}

pub(super) fn date_of(text: &str, found: &dates::Found) -> Date {
    Date {
        edtf: Some(found.edtf.clone()),
        printed: Some(found.span.of(text).trim_matches(['“', '"', ' ']).to_owned()),
    }
}

/// Date and time of a line as one moment: `1950-10-14T03:15`.
pub(super) fn moment(text: &str) -> Option<String> {
    let date = dates::find(text)?;
    // A day without its year waits for that of the document; see `settle_years`.
    if date.edtf.date().is_none() || date.edtf.is_doubted(Doubt::Approximate) {
        return None;
    }
    Some(match dates::time(text) {
        Some((_, time)) => format!("{}T{time}", date.edtf),
        None => date.edtf.to_string(),
    })
}
