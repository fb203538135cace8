//! RIS records, with the tags as reference managers take them.

use std::fmt::Write as _;

use super::when::When;
use super::{Citation, Name, keys};

/// The citations as one file. Lines end with a carriage return and a line feed, as the format asks for.
pub fn ris(citations: &[Citation]) -> String {
    let records = citations.iter().zip(keys(citations));
    records
        .map(|(citation, key)| record(citation, &key))
        .collect()
}

fn record(citation: &Citation, key: &str) -> String {
    let has_parties = !citation.senders.is_empty() || !citation.recipients.is_empty();
    // Zotero takes a personal communication for a letter, whose second authors are its recipients.
    let kind = if has_parties { "PCOMM" } else { "GEN" };
    let mut record = Record(String::new());
    record.line("TY", kind);
    record.line("ID", key);
    record.names("AU", &citation.senders);
    record.names("A2", &citation.recipients);
    record.names("A4", &citation.translators);
    record.names("ED", &citation.edition.editors);
    record.optional("TI", citation.title.as_deref());
    record.optional("M3", citation.genre.as_deref());
    if let Some(date) = &citation.date {
        record.date(date);
    }
    record.optional("PP", citation.place.as_deref());
    if let Some(holding) = citation.holdings.first() {
        record.optional(
            "DB",
            holding
                .repository
                .as_deref()
                .or(holding.institution.as_deref()),
        );
        record.optional("AV", holding.shelf_mark().as_deref());
    }
    record.optional("T2", citation.edition.title.as_deref());
    record.optional("PB", citation.edition.publisher.as_deref());
    record.optional("CY", citation.edition.place.as_deref());
    record.optional("M1", citation.edition.number.as_deref());
    record.optional("AN", citation.record.as_deref());
    record.optional("LA", citation.language.as_deref());
    record.optional("UR", citation.url.as_deref());
    if let Some(serial) = &citation.serial {
        record.line("N1", &format!("no. {serial}"));
    }
    for name in &citation.contributors {
        record.line("N1", &format!("contributed by {}", name.literal));
    }
    for holding in citation.holdings.iter().skip(1) {
        record.line("N1", &format!("also {}", holding.note(None)));
    }
    if let Some(year) = &citation.edition.year {
        record.line("N1", &format!("published {year}"));
    }
    record.line("ER", "");
    record.0
}

/// A record in the making.
struct Record(String);

impl Record {
    fn line(&mut self, tag: &str, value: &str) {
        let value = value.replace(['\r', '\n'], " ");
        // Writing into a string cannot fail.
        let _ = write!(self.0, "{tag}  - {value}\r\n");
    }

    fn optional(&mut self, tag: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(tag, value);
        }
    }

    fn names(&mut self, tag: &str, names: &[Name]) {
        for name in names {
            match &name.parts {
                Some((family, given)) => self.line(tag, &format!("{family}, {given}")),
                None => self.line(tag, &name.literal),
            }
        }
    }

    /// `PY` for the year, `DA` for the day as `1945/11/11/`, with the printed form behind it where a day does not say all.
    fn date(&mut self, when: &When) {
        let Some(days) = when.days else {
            self.line("DA", &format!("///{}", when.printed));
            return;
        };
        let start = days.start;
        self.line("PY", &start.year.to_string());
        let month = start
            .month
            .map_or(String::new(), |month| format!("{month:02}"));
        let day = start
            .of_month
            .map_or(String::new(), |day| format!("{day:02}"));
        let is_plain = days.end.is_none() && !days.is_approximate && !days.is_doubtful;
        let rest = if is_plain {
            String::new()
        } else {
            when.british()
        };
        self.line("DA", &format!("{:04}/{month}/{day}/{rest}", start.year));
    }
}
