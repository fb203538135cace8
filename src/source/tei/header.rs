//! The header as metadata: titles, hands, archive, edition, correspondence; and every other field as it stands.
//!
//! Whatever of the header's text is not put where the model has a place for it becomes a field of its own name, so that
//! none of it disappears. Knows nothing of the text.

use std::collections::HashMap;

use super::correspondence::{self, Letter};
use super::dating;
use super::named::{label, push};
use crate::document::{ArchivalReference, Date, Hand, Metadata, ReferencePart};
use crate::source::xml::{NodeId, Tree};

/// What a header says.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// What holds for the file as a whole, or its only document.
    pub(super) metadata: Metadata,
    /// Its letters by their identifiers, if it lists any.
    pub(super) letters: Vec<(Option<String>, Letter)>,
    /// The hands that it names, by their keys.
    pub(super) hands: HashMap<String, Hand>,
    /// Those who answer for the edition, by their identifiers.
    pub(super) editors: HashMap<String, String>,
}

impl Header {
    /// Who is meant by the pointers of a `@resp`: names where the header has them, else the keys as they stand.
    pub(super) fn editors_of(&self, keys: &str) -> String {
        if !keys.contains('#') && !self.editors.contains_key(keys) {
            return keys.to_owned();
        }
        let names = keys.split_whitespace().map(|key| {
            let key = key.trim_start_matches('#');
            self.editors.get(key).map_or(key, String::as_str)
        });
        names.collect::<Vec<_>>().join(", ")
    }
}

/// Reads a header.
pub(super) fn read(tree: &Tree) -> Header {
    let mut header = Header::default();
    if tree.len() == 0 {
        return header;
    }
    let mut reader = Reader {
        tree,
        taken: vec![false; tree.len()],
    };
    let metadata = &mut header.metadata;
    reader.titles(metadata);
    reader.edition(metadata);
    reader.archives(metadata);
    reader.description(metadata);
    header.editors = reader.editors();
    for hand in reader.hands() {
        // A document keeps the hands that write in it; what the header says of all of them stands here.
        if let Some(description) = &hand.description {
            push(metadata, "hand".to_owned(), description.clone());
        }
        if let Some(key) = hand.key.clone() {
            header.hands.entry(key).or_insert(hand);
        }
    }
    for id in tree.below(0, &["correspDesc"]) {
        let letter = correspondence::read(tree, id);
        header
            .letters
            .push((tree.attribute(id, "id").map(str::to_owned), letter));
        reader.take(id);
    }
    reader.dates(metadata);
    reader.rest(metadata);
    if let [(_, letter)] = header.letters.as_slice() {
        letter.clone().apply(metadata);
    }
    header
}

struct Reader<'t> {
    tree: &'t Tree,
    taken: Vec<bool>,
}

impl Reader<'_> {
    fn take(&mut self, id: NodeId) -> String {
        let end = self.tree.node(id).end;
        if let Some(taken) = self.taken.get_mut(id..end) {
            taken.fill(true);
        }
        self.tree.text(id)
    }

    /// Takes every element of these names that lies directly in one of `within`.
    fn all(&mut self, within: &[&str], names: &[&str]) -> Vec<(NodeId, String)> {
        let found: Vec<NodeId> = (self.tree.below(0, names))
            .filter(|&id| within.contains(&self.tree.parent_name(id)) && !self.taken[id])
            .collect();
        let texts = found.into_iter().map(|id| (id, self.take(id)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }

    fn titles(&mut self, metadata: &mut Metadata) {
        let titles = self.all(&["titleStmt"], &["title"]);
        let is_main = |id: NodeId| {
            let of = |name| self.tree.attribute(id, name).unwrap_or_default();
            matches!(of("type"), "main" | "complete") || of("level") == "a"
        };
        let main = titles.iter().position(|&(id, _)| is_main(id)).unwrap_or(0);
        for (at, (id, text)) in titles.into_iter().enumerate() {
            if at == main {
                metadata.title = Some(text);
            } else {
                let kind = self.tree.attribute(id, "type").unwrap_or("title");
                let name = if kind == "title" {
                    "title".to_owned()
                } else {
                    format!("title ({kind})")
                };
                push(metadata, name, text);
            }
        }
        for (id, _) in self.all(&["titleStmt"], &["author"]) {
            for name in self.names(id, metadata) {
                push(metadata, "author".to_owned(), name);
            }
        }
    }

    /// The names in all elements of these names that lie directly in one of `within`.
    fn joined(
        &mut self,
        within: &[&str],
        names: &[&str],
        metadata: &mut Metadata,
    ) -> Option<String> {
        let found = self.all(within, names);
        let texts: Vec<String> = (found.into_iter())
            .flat_map(|(id, _)| self.names(id, metadata))
            .collect();
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    /// The names in an element that gives one or several, each with what stands beside it. Their identifiers are fields of
    /// their own.
    fn names(&self, id: NodeId, metadata: &mut Metadata) -> Vec<String> {
        const NAMES: [&str; 4] = ["persName", "orgName", "name", "rs"];
        let is_name = |child: &NodeId| NAMES.contains(&self.tree.node(*child).name.as_str());
        let several: Vec<NodeId> = self.tree.children(id).filter(is_name).collect();
        let parts = if several.len() > 1 && !self.tree.has_own_words(id) {
            self.tree.children(id).collect()
        } else {
            vec![id]
        };
        let mut names = Vec::new();
        for part in parts {
            let name = self.tree.text_without(part, &["idno"]);
            for idno in self.tree.below(part, &["idno"]) {
                push(
                    metadata,
                    format!("identifier of {name}"),
                    self.tree.text(idno),
                );
            }
            match self.tree.node(part).name.as_str() {
                "idno" => push(metadata, "identifier".to_owned(), self.tree.text(part)),
                _ if !name.is_empty() => names.push(name),
                _ => {}
            }
        }
        names
    }

    fn edition(&mut self, metadata: &mut Metadata) {
        let join = |found: Vec<(NodeId, String)>| {
            let texts: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        };
        let statements = &["titleStmt", "editionStmt"];
        metadata.edition.editor = self.joined(statements, &["editor", "principal"], metadata);
        metadata.edition.funder = self.joined(statements, &["funder", "sponsor"], metadata);
        let publishers = &["publisher", "authority", "distributor"];
        metadata.edition.publisher = self.joined(&["publicationStmt"], publishers, metadata);
        let terms = self.all(&["publicationStmt"], &["availability"]);
        let terms = terms.into_iter().map(|(id, text)| {
            let target = self
                .tree
                .below(id, &["licence", "ref"])
                .find_map(|licence| self.tree.attribute(licence, "target"));
            match target {
                Some(target) if !text.contains(target) => (id, format!("{text} ({target})")),
                _ => (id, text),
            }
        });
        let terms = terms.collect();
        metadata.edition.rights = join(terms);
        for (id, text) in self.all(&["titleStmt", "editionStmt", "seriesStmt"], &["respStmt"]) {
            let duties: Vec<String> = (self.tree.below(id, &["resp"]))
                .map(|id| self.tree.text(id))
                .filter(|text| !text.is_empty())
                .collect();
            let duty = (!duties.is_empty()).then(|| duties.join(", "));
            let names: Vec<String> = self
                .tree
                .children(id)
                .filter(|&child| self.tree.node(child).name != "resp")
                .flat_map(|child| self.names(child, metadata))
                .collect();
            match duty {
                Some(duty)
                    if duty.to_lowercase().starts_with("contribut")
                        && metadata.edition.contributor.is_none() =>
                {
                    metadata.edition.contributor = Some(names.join(", "));
                }
                Some(duty)
                    if duty.to_lowercase().contains("transl")
                        && metadata.edition.translator.is_none() =>
                {
                    metadata.edition.translator = Some(names.join(", "));
                    // Who has more to do than to translate is named under all of it.
                    if duty.contains([' ', ',']) {
                        push(metadata, duty, names.join(", "));
                    }
                }
                Some(duty) if !names.is_empty() => push(metadata, duty, names.join(", ")),
                _ => push(metadata, "responsibility".to_owned(), text),
            }
        }
        self.numbers(metadata);
    }

    /// The numbers and addresses under which the text is published.
    fn numbers(&mut self, metadata: &mut Metadata) {
        let pointers: Vec<NodeId> = (self.tree.below(0, &["ptr"]))
            .filter(|&id| self.tree.parent_name(id) == "publicationStmt")
            .collect();
        for id in pointers {
            if let Some(target) = self.tree.attribute(id, "target") {
                push(metadata, "address".to_owned(), target.to_owned());
            }
        }
        let numbers = self.all(&["publicationStmt"], &["idno"]);
        // Where the text is published is no number in a catalogue.
        let is_address = |&(id, _): &(NodeId, String)| {
            let kind = self.tree.attribute(id, "type").unwrap_or_default();
            kind.eq_ignore_ascii_case("uri") || kind.eq_ignore_ascii_case("url")
        };
        let (addresses, numbers): (Vec<_>, Vec<_>) = numbers.into_iter().partition(is_address);
        for (_, address) in addresses {
            push(metadata, "address".to_owned(), address);
        }
        let mut numbers = numbers.into_iter();
        metadata.record_id = numbers.next().map(|(_, text)| text);
        for (id, text) in numbers {
            let kind = self
                .tree
                .attribute(id, "type")
                .unwrap_or("identifier")
                .to_owned();
            push(metadata, kind, text);
        }
    }

    fn archives(&mut self, metadata: &mut Metadata) {
        let found: Vec<NodeId> = self.tree.below(0, &["msIdentifier"]).collect();
        for id in found {
            if self.taken[id] || self.take(id).is_empty() {
                continue;
            }
            let mut archive = ArchivalReference::default();
            let mut pieces = Vec::new();
            let mut has_series = false;
            let mut next = id + 1;
            for part in id + 1..self.tree.node(id).end {
                if part < next || !self.tree.has_own_text(part) {
                    continue;
                }
                let name = self.tree.node(part).name.as_str();
                next = self.tree.node(part).end;
                let value = self.tree.text(part);
                if value.is_empty() {
                    continue;
                }
                let steps = self.steps(part);
                if !steps.is_empty() {
                    pieces.push(value);
                    archive.parts.extend(steps);
                    continue;
                }
                let is_alternative = self.tree.parent_name(part) == "altIdentifier";
                if matches!(name, "collection" | "idno" | "msName" | "objectName")
                    && !is_alternative
                {
                    pieces.push(value.clone());
                }
                if name == "repository" || name == "institution" && archive.repository.is_none() {
                    // A repository in an institution: the nearer of them holds it.
                    if let Some(institution) = archive.repository.replace(value) {
                        archive.parts.push(ReferencePart {
                            name: label("institution"),
                            value: institution,
                        });
                    }
                    continue;
                }
                // The shelf marks of one series each: fond, opis, delo.
                has_series |= is_alternative;
                let series = is_alternative
                    .then(|| self.tree.attribute(self.tree.node(part).parent, "type"));
                archive.parts.push(ReferencePart {
                    name: series.flatten().map_or_else(|| label(name), str::to_owned),
                    value,
                });
            }
            if archive.parts.is_empty() && archive.repository.is_none() {
                pieces.push(self.tree.text(id));
            }
            archive.reference = (!pieces.is_empty()).then(|| pieces.join(", "));
            // Where each series has its mark, the whole reference is no part of itself.
            let whole = archive.reference.clone().filter(|_| has_series);
            archive
                .parts
                .retain(|part| Some(&part.value) != whole.as_ref());
            match metadata.archive {
                None => metadata.archive = Some(archive),
                Some(_) => metadata.other_archives.push(archive),
            }
        }
    }

    /// The steps of a reference that an `idno` has within it: `f. <idno type="fond">558</idno>, …`.
    fn steps(&self, id: NodeId) -> Vec<ReferencePart> {
        let nested = self.tree.below(id, &["idno"]);
        let steps = nested.filter(|&step| self.tree.below(step, &["idno"]).next().is_none());
        steps
            .map(|step| ReferencePart {
                name: label(self.tree.attribute(step, "type").unwrap_or("idno")),
                value: range(self.tree.text(step)),
            })
            .filter(|step| !step.value.is_empty())
            .collect()
    }

    fn description(&mut self, metadata: &mut Metadata) {
        let is_said = self.tree.below(0, &["language"]).next().is_some();
        for id in self
            .tree
            .below(0, &["language", "textLang"])
            .collect::<Vec<_>>()
        {
            let text = self.take(id);
            let tag = self
                .tree
                .attribute(id, "ident")
                .or_else(|| self.tree.attribute(id, "mainLang"));
            let language = tag.map_or_else(|| text.clone(), str::to_owned);
            // What was transcribed may be in another language than this text of it: an edition in translation.
            if is_said && self.tree.node(id).name == "textLang" {
                let of_source = [text, language].into_iter().find(|said| !said.is_empty());
                if let Some(said) = of_source {
                    push(metadata, "language of the source".to_owned(), said);
                }
                continue;
            }
            if !text.is_empty() && text != language {
                push(metadata, format!("language {language}"), text);
            }
            if !language.is_empty() && !metadata.languages.contains(&language) {
                metadata.languages.push(language);
            }
        }
        for (_, text) in self.all(
            &["profileDesc", "msContents", "msItem"],
            &["abstract", "summary"],
        ) {
            if metadata.summary.is_none() {
                metadata.summary = Some(text);
            } else {
                push(metadata, "summary".to_owned(), text);
            }
        }
        let objects: Vec<NodeId> = self.tree.below(0, &["objectType"]).collect();
        for id in objects {
            let text = self.take(id);
            let kind = Some(text)
                .filter(|text| !text.is_empty())
                .or_else(|| self.tree.attribute(id, "corresp").map(str::to_owned));
            if metadata.genre.is_none() {
                metadata.genre = kind;
            } else if let Some(kind) = kind.filter(|kind| metadata.genre.as_ref() != Some(kind)) {
                push(metadata, "object type".to_owned(), kind);
            }
        }
        let form =
            (self.tree.below(0, &["objectDesc"])).find_map(|id| self.tree.attribute(id, "form"));
        metadata.genre = metadata.genre.take().or(form.map(str::to_owned));
        for id in self.tree.below(0, &["measure"]).collect::<Vec<_>>() {
            let of = |name| self.tree.attribute(id, name);
            if let (Some(unit), Some(quantity), true) =
                (of("unit"), of("quantity"), self.tree.text(id).is_empty())
            {
                push(metadata, "extent".to_owned(), format!("{quantity} {unit}"));
            }
        }
    }

    /// Who answers for the edition, by the identifiers that `@resp` points to.
    fn editors(&self) -> HashMap<String, String> {
        const NAMES: [&str; 8] = [
            "editor",
            "author",
            "principal",
            "persName",
            "orgName",
            "name",
            "person",
            "respStmt",
        ];
        let found = self.tree.below(0, &NAMES).filter_map(|id| {
            let key = self.tree.attribute(id, "id")?;
            let parts = (self.tree.children(id))
                .filter(|&part| self.tree.node(part).name != "resp")
                .map(|part| self.tree.text(part))
                .filter(|part| !part.is_empty());
            let name = match self.tree.node(id).name.as_str() {
                "respStmt" => parts.collect::<Vec<_>>().join(", "),
                "person" => parts.take(1).collect(),
                _ => self.tree.text(id),
            };
            (!name.is_empty()).then(|| (key.to_owned(), name))
        });
        found.collect()
    }

    fn hands(&mut self) -> Vec<Hand> {
        let found: Vec<NodeId> = self.tree.below(0, &["handNote", "hand"]).collect();
        found
            .into_iter()
            .map(|id| {
                let of = |name: &str| {
                    self.tree
                        .attribute(id, name)
                        .map(|value| value.trim_start_matches('#').to_owned())
                };
                let description = self.take(id);
                let named = self
                    .tree
                    .below(id, &["persName", "name"])
                    .map(|name| self.tree.text(name));
                let qualities: Vec<String> = ["medium", "script", "style"]
                    .iter()
                    .filter_map(|name| of(name))
                    .collect();
                let quality = (!qualities.is_empty()).then(|| qualities.join(", "));
                let name = named
                    .into_iter()
                    .find(|name| !name.is_empty())
                    .or_else(|| of("scribe"))
                    .or_else(|| {
                        Some(description.clone())
                            .filter(|text| !text.is_empty() && text.chars().count() <= 32)
                    })
                    .or_else(|| of("corresp"))
                    .or_else(|| quality.clone())
                    .or_else(|| of("id"))
                    .unwrap_or_else(|| "hand".to_owned());
                let said: Vec<String> =
                    [Some(description).filter(|text| !text.is_empty()), quality]
                        .into_iter()
                        .flatten()
                        .collect();
                Hand {
                    name,
                    key: of("id"),
                    description: (!said.is_empty()).then(|| said.join("; ")),
                }
            })
            .collect()
    }

    fn dates(&mut self, metadata: &mut Metadata) {
        let found: Vec<NodeId> = self.tree.below(0, &["date", "origDate"]).collect();
        for id in found {
            let is_of_text =
                self.tree.node(id).name == "origDate" || self.tree.is_within(id, "creation");
            if self.taken[id] || !is_of_text {
                continue;
            }
            let printed = self.take(id);
            let edtf = dating::edtf(|name| self.tree.attribute(id, name));
            let printed = dating::printed(|name| self.tree.attribute(id, name), printed);
            if edtf.is_some() || printed.is_some() {
                metadata.dates.push(Date { edtf, printed });
            }
        }
    }

    /// Everything not taken yet, each under the name of the element in which it stands.
    fn rest(&mut self, metadata: &mut Metadata) {
        let mut at = 0;
        while at < self.tree.len() {
            let node = self.tree.node(at);
            let is_text = node.name.is_empty() && at > 0;
            if self.taken[at] || is_text || !self.tree.has_own_text(at) {
                at += 1;
                continue;
            }
            let is_parted = at == 0
                || self
                    .taken
                    .get(at..node.end)
                    .is_some_and(|below| below.contains(&true));
            let holder = match node.name.as_str() {
                "p" | "ab" | "item" | "desc" | "note" | "ref" | "head" | "label" | "name"
                | "persName" | "" => self.tree.parent_name(at),
                name => name,
            };
            let name = label(if holder.is_empty() { "text" } else { holder });
            let prefix: Vec<&str> = ["when", "who"]
                .iter()
                .filter_map(|name| self.tree.attribute(at, name))
                .collect();
            let text = if is_parted {
                self.tree.own_text(at)
            } else {
                self.tree.text(at)
            };
            let value = if node.name == "change" && !prefix.is_empty() {
                format!("{}: {text}", prefix.join(" "))
            } else {
                text
            };
            push(metadata, name, value);
            at = if is_parted {
                at + 1
            } else {
                node.end.max(at + 1)
            };
        }
    }
}

/// A range of leaves as the reader of plain references writes it, `0102–0105`; any other mark as it stands.
fn range(mark: String) -> String {
    let is_range = mark.split('-').count() == 2
        && (mark.split('-')).all(|end| !end.is_empty() && end.bytes().all(|b| b.is_ascii_digit()));
    if is_range {
        mark.replace('-', "–")
    } else {
        mark
    }
}
