//! Notes for people: Chicago, GOST, The National Archives, plain.

use super::name::listed;
use super::{Citation, Holding, Style, sentence};

/// What editions call a letter.
const LETTERS: &[&str] = &["letter", "brief", "lettre", "lettera", "carta", "письмо"];

impl Citation {
    /// The note in one form, ending with a full stop.
    pub fn note(&self, style: Style) -> String {
        let note = match style {
            Style::Chicago => self.chicago(),
            Style::ChicagoShort => self.chicago_short(),
            Style::Gost => self.gost(),
            Style::Tna => self.tna(),
            Style::Plain => self.plain(),
        };
        if note.is_empty() {
            format!("{}.", self.id)
        } else {
            note
        }
    }

    /// Chicago Manual of Style, 17th edition: 14.111 (letters in collections), 14.221–231 (manuscripts), and its advice on
    /// Foreign Relations of the United States.
    fn chicago(&self) -> String {
        let mut parts = vec![
            self.heading(),
            self.sort(),
            self.place.clone(),
            self.american_date(),
        ];
        if let Some(title) = &self.edition.title {
            parts.extend(self.in_edition(title));
        } else {
            parts.push(self.archive(Holding::note));
            parts.push(self.page_apart());
        }
        parts.push(self.point());
        parts.push(listed(&self.translators).map(|names| format!("trans. {names}")));
        parts.push(listed(&self.contributors).map(|names| format!("contributed by {names}")));
        if self.edition.title.is_none() {
            parts.push(listed(&self.edition.editors).map(|names| format!("ed. {names}")));
            parts.push(self.edition.publisher.clone());
        }
        parts.push(
            self.record
                .as_ref()
                .map(|record| format!("record {record}")),
        );
        parts.push(self.url.clone());
        american(&sentence(parts, ", "))
    }

    /// The parts of a note on a document in a printed edition: `in …, ed. … (place: publisher, year), doc. 196, p. 942`.
    fn in_edition(&self, title: &str) -> [Option<String>; 3] {
        let edition = &self.edition;
        let editors =
            listed(&edition.editors).map_or(String::new(), |names| format!(", ed. {names}"));
        let house = match (&edition.place, &edition.publisher) {
            (Some(place), Some(publisher)) => Some(format!("{place}: {publisher}")),
            (place, publisher) => place.clone().or(publisher.clone()),
        };
        let imprint: Vec<String> = house.into_iter().chain(edition.year.clone()).collect();
        let imprint = if imprint.is_empty() {
            String::new()
        } else {
            format!(" ({})", imprint.join(", "))
        };
        [
            Some(format!("in {title}{editors}{imprint}")),
            edition
                .number
                .as_ref()
                .map(|number| format!("doc. {number}")),
            self.locator.page.as_ref().map(|page| format!("p. {page}")),
        ]
    }

    fn chicago_short(&self) -> String {
        let is_in_edition = self.edition.title.is_some();
        let number = self.edition.number.as_ref().filter(|_| is_in_edition);
        let leaf = if is_in_edition { None } else { self.leaf() };
        let page = if is_in_edition {
            self.locator.page.as_ref().map(|page| format!("p. {page}"))
        } else {
            self.page_apart()
        };
        let parts = [
            self.heading(),
            self.american_date(),
            number.map(|number| format!("doc. {number}")),
            leaf.map(|leaf| format!("l. {leaf}")),
            page,
            self.point(),
        ];
        american(&american(&sentence(parts, ", ")))
    }

    /// GOST R 7.0.5-2008, 7.5 and 9: the document, two slashes, archive, fond, opis, delo, leaf, each ending with a stop.
    fn gost(&self) -> String {
        let heading = self.title.clone().or_else(|| self.parties());
        let date = self.date.as_ref().map(super::When::figures);
        let document: Vec<String> = heading.into_iter().chain(date).collect();
        let document = (!document.is_empty()).then(|| document.join(", "));
        let place = match &self.edition.title {
            Some(title) if self.holdings.iter().all(|holding| !holding.is_russian()) => {
                let mut place = title.clone();
                for part in [
                    self.edition.place.clone(),
                    self.edition.year.clone(),
                    self.edition
                        .number
                        .as_ref()
                        .map(|number| format!("Док. {number}")),
                ]
                .into_iter()
                .flatten()
                {
                    place.push_str(". ");
                    place.push_str(&part);
                }
                Some(place)
            }
            _ => self.archive(Holding::gost),
        };
        sentence([document, place], " // ")
    }

    /// The National Archives (UK), "Citing records": institution and reference, then the document, its date, its folio.
    fn tna(&self) -> String {
        let parts = [
            self.holdings.first().map(Holding::tna),
            self.heading(),
            self.date.as_ref().map(super::When::british),
            self.locator.page.as_ref().map(|page| format!("f. {page}")),
            self.point(),
        ];
        sentence(parts, ", ")
    }

    /// Everything that is known, in the source's own words.
    fn plain(&self) -> String {
        let holdings = self.holdings.iter().map(|holding| holding.note(None));
        let holdings: Vec<String> = holdings.collect();
        let edition = &self.edition;
        let listing = |word: &str, names| listed(names).map(|names| format!("{word} {names}"));
        let parts = [
            self.title.as_ref().map(|title| format!("“{title}”")),
            self.parties().filter(|_| self.title.is_none()),
            self.place.clone(),
            self.date.as_ref().map(|date| date.printed.clone()),
            (!holdings.is_empty()).then(|| holdings.join("; ")),
            edition.title.clone(),
            edition
                .number
                .as_ref()
                .map(|number| format!("document {number}")),
            self.record
                .as_ref()
                .map(|record| format!("record {record}")),
            listing("edited by", &edition.editors),
            listing("contributed by", &self.contributors),
            listing("translated by", &self.translators),
            edition.publisher.clone(),
            self.url.clone(),
            self.locator
                .page
                .as_ref()
                .map(|page| format!("page {page}")),
            self.point(),
        ];
        sentence(parts, ", ")
    }

    /// Who wrote to whom; where only one of them is known, the title, which says more; without a title, that one.
    fn heading(&self) -> Option<String> {
        let knows_both = !self.senders.is_empty() && !self.recipients.is_empty();
        let title = self.title.as_ref().map(|title| format!("“{title}”"));
        if knows_both {
            self.parties()
        } else {
            title.or_else(|| self.parties())
        }
    }

    /// `Stalin to Cde. Molotov`.
    fn parties(&self) -> Option<String> {
        match (listed(&self.senders), listed(&self.recipients)) {
            // A name with an office after it ends with a comma: "A. Smith, Prime Minister, to …".
            (Some(from), Some(to)) if self.senders.len() == 1 && from.contains(", ") => {
                Some(format!("{from}, to {to}"))
            }
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(from),
            (None, Some(to)) => Some(format!("to {to}")),
            (None, None) => None,
        }
    }

    /// What sort of document, with its serial number: `telegram 931`. Not said again where a title says it, nor of a letter,
    /// which is what is sent where nothing else is said (Chicago 14.111).
    fn sort(&self) -> Option<String> {
        let heading = self.heading().unwrap_or_default();
        let is_said = |genre: &String| {
            LETTERS.contains(&genre.to_lowercase().as_str()) && !heading.starts_with('“')
                || heading.starts_with('“')
                    && heading.to_lowercase().contains(&genre.to_lowercase())
        };
        let genre = self.genre.clone().filter(|genre| !is_said(genre));
        match (genre, &self.serial) {
            (Some(genre), Some(serial)) => Some(format!("{genre} {serial}")),
            (Some(genre), None) => Some(genre),
            (None, Some(serial)) => Some(format!("no. {serial}")),
            (None, None) => None,
        }
    }

    fn american_date(&self) -> Option<String> {
        self.date.as_ref().map(super::When::american)
    }

    fn point(&self) -> Option<String> {
        self.locator
            .point
            .as_ref()
            .map(|point| format!("point {point}"))
    }

    /// The leaf at the place, if its number is one of the archive's leaves.
    fn leaf(&self) -> Option<&str> {
        let page = self.locator.page.as_deref()?;
        let holding = self.holdings.first()?;
        holding.has_leaf(page).then_some(page)
    }

    /// The page at the place, if it is no leaf of the archive's reference.
    fn page_apart(&self) -> Option<String> {
        let page = self.locator.page.as_ref()?;
        self.leaf().is_none().then(|| format!("p. {page}"))
    }

    /// All archives that hold it, the leaf in the first.
    fn archive(&self, write: fn(&Holding, Option<&str>) -> String) -> Option<String> {
        let leaf = self.locator.page.as_deref();
        let written = self
            .holdings
            .iter()
            .enumerate()
            .map(|(index, holding)| write(holding, leaf.filter(|_| index == 0)));
        let written: Vec<String> = written.filter(|text| !text.is_empty()).collect();
        (!written.is_empty()).then(|| written.join("; "))
    }
}

/// American usage: a comma or full stop stands inside the quotation marks of the title that a note begins with, and the note
/// begins with a capital.
fn american(note: &str) -> String {
    let signs = ["”,", "”."];
    let end = signs.iter().filter_map(|sign| note.find(sign)).min();
    let note = match end.filter(|_| note.starts_with('“')) {
        Some(end) => {
            let (title, rest) = note.split_at(end);
            let (sign, rest) = rest.split_at("”,".len());
            let sign = sign.trim_start_matches('”');
            // A title's own question mark serves for both.
            let sign = if title.ends_with(['?', '!']) {
                ""
            } else {
                sign
            };
            format!("{title}{sign}”{rest}")
        }
        None => note.to_owned(),
    };
    let mut letters = note.chars();
    match letters.next() {
        Some(first) if begins_with_common_word(&note) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => note,
    }
}

/// Whether a note begins with a word that is no name: "the Embassy …", "to Cde. …", "telegram 12".
fn begins_with_common_word(note: &str) -> bool {
    let first = note.split(' ').next().unwrap_or_default();
    // The particle of a name stays small.
    !matches!(
        first,
        "von" | "van" | "de" | "du" | "zu" | "af" | "da" | "di"
    )
}
