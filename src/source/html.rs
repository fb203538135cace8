//! The reader of saved web pages: HTML as sites serve it and browsers save it, pages saved into a single file, MHTML.
//!
//! [`mod@parse`] makes a tree whose tags and characters know their places; [`chrome`] finds the site's frame, [`notes`] the
//! notes, [`facts`] and [`labels`] what the page says of its document; [`walk`] extracts the text, over which the
//! recognisers of the plain-text formats run. [`websites`] is a table of sites, which users extend. Nothing is fetched, and
//! scripts and styles are never text.

mod align;
mod chrome;
mod facts;
mod inline;
mod labels;
mod mhtml;
mod notes;
mod parse;
mod select;
mod tree;
mod walk;
mod websites;

pub use websites::Websites;

use std::collections::HashMap;

use super::extract::Extract;
use super::ledger::Class;
use super::{Decoded, Reading, Surroundings};
use crate::document::Metadata;
use crate::problem::Problem;
use tree::MarkupKind;
use walk::Plan;
use websites::Website;

pub(super) use inline::kinds_of;
pub(super) use mhtml::page as page_in_mhtml;
pub(super) use parse::parse;
pub(super) use tree::{Content, Dom, NodeId, Stretch, is_block};

/// Reads a saved page into one document. `problems` are those of its decoding; `address` is where it was saved from, if
/// the file round it says that.
pub(super) fn read(
    id: &str,
    decoded: Decoded,
    surroundings: &dyn Surroundings,
    problems: Vec<Problem>,
    address: Option<String>,
) -> Reading {
    let source = decoded.text.as_str();
    let mut tree = parse(source);
    let mut extract = Extract::new(source);
    extract.prints_labels = true;
    let mut metadata = Metadata::default();
    let address = address.or_else(|| own_address(&tree));
    let built_in = Websites::built_in();
    let host = address.as_deref().map(host).unwrap_or_default();
    let own = surroundings.tables().websites();
    let site = own
        .and_then(|own| own.of_host(host))
        .or_else(|| built_in.of_host(host));
    let page = Page {
        source,
        id,
        site,
        address: address.as_deref(),
    };
    let plan = page.plan(&mut tree, &mut metadata, &mut extract);
    walk::walk(&mut tree, source, &plan, &mut extract);
    for markup in &tree.markup {
        let detail = match markup.kind {
            MarkupKind::Tag => "tag",
            MarkupKind::Taken => continue,
            MarkupKind::Comment(_) => "comment",
            MarkupKind::Declaration => "document type",
        };
        extract.claim(markup.span, Class::Mark, detail);
    }
    let conventions = surroundings.tables().conventions();
    let extracted = extract.finish(id, metadata, conventions);
    extracted.into_reading(decoded, problems)
}

/// The address that a page says it was saved from, or says is its own.
fn own_address(tree: &Dom) -> Option<String> {
    let said = tree.markup.iter().find_map(|markup| {
        let MarkupKind::Comment(text) = &markup.kind else {
            return None;
        };
        // Internet Explorer and Chrome: `saved from url=(0042)https://…`; SingleFile: `url: https://…`.
        let text = text.trim();
        let rest = match text.strip_prefix("saved from url=(") {
            Some(rest) => rest.split_once(')')?.1,
            None if text.contains("SingleFile") => text.split_once("url:")?.1,
            None => return None,
        };
        rest.split_whitespace().next().map(str::to_owned)
    });
    said.or_else(|| {
        tree.below(0).find_map(|id| {
            let value = match tree.name(id) {
                "link" if tree.attribute(id, "rel") == Some("canonical") => {
                    tree.attribute(id, "href")
                }
                "meta" if tree.attribute(id, "property") == Some("og:url") => {
                    tree.attribute(id, "content")
                }
                _ => None,
            };
            value
                .filter(|value| value.contains("://"))
                .map(str::to_owned)
        })
    })
}

/// The host of an address.
fn host(address: &str) -> &str {
    let behind = address.split_once("://").map_or(address, |(_, rest)| rest);
    behind
        .split(['/', '?', '#', ':'])
        .next()
        .unwrap_or_default()
}

/// What is known of a page as a whole.
struct Page<'p> {
    source: &'p str,
    /// The name of its file.
    id: &'p str,
    site: Option<&'p Website>,
    address: Option<&'p str>,
}

impl Page<'_> {
    /// Finds what of the page is not text, and reads what it says of its document.
    fn plan(&self, tree: &mut Dom, metadata: &mut Metadata, extract: &mut Extract<'_>) -> Plan {
        let mains = chrome::mains(tree, self.site);
        let mut plan = Plan {
            apart: self.frames(tree, &mains),
            ..Plan::default()
        };
        plan.language = language(tree, mains.first().copied());
        if !plan.language.is_empty() {
            metadata.languages.push(plan.language.clone());
        }
        labels::read(tree, self.source, self.site, &mut plan.apart, metadata);
        let is_text = |id| {
            !std::iter::once(id)
                .chain(tree.above(id))
                .any(|at| plan.apart.contains_key(&at))
        };
        plan.notes = notes::find(tree, self.source, is_text, |address| self.fragment(address));
        if metadata.title.is_none() {
            metadata.title = self.heading(tree, &mains, &plan);
        }
        self.head(tree, metadata, extract);
        if metadata.title.is_none() {
            metadata.title = self.window(tree);
        }
        plan
    }

    /// The fragment of this page that an address leads to.
    fn fragment<'t>(&self, address: &'t str) -> Option<&'t str> {
        let (base, fragment) = address.split_once('#')?;
        let plain = |address: &'t str| -> &'t str {
            let behind = address.split_once("://").map_or(address, |(_, rest)| rest);
            behind.trim_end_matches('/')
        };
        let own = self.address.map(|address| {
            let address = address.split('#').next().unwrap_or_default();
            let behind = address.split_once("://").map_or(address, |(_, rest)| rest);
            behind.trim_end_matches('/')
        });
        let name = base.rsplit('/').next().unwrap_or_default();
        let is_own = base.is_empty()
            || own == Some(plain(base))
            || !base.contains("://") && super::stem(name) == self.id;
        (is_own && !fragment.is_empty()).then_some(fragment)
    }

    /// The parts of the page that are not text, outermost first: the site's frame, code, what lies outside of the document.
    fn frames(&self, tree: &Dom, mains: &[NodeId]) -> HashMap<NodeId, (Class, &'static str)> {
        let mut leading = std::collections::HashSet::new();
        for &main in mains {
            leading.extend(tree.above(main));
        }
        let mut apart = HashMap::new();
        let mut inside: Option<NodeId> = None;
        let mut walk = tree.below(0);
        while let Some(id) = walk.next() {
            if inside.is_some_and(|main| !tree.is_within(id, main)) {
                inside = None;
            }
            if mains.contains(&id) {
                inside = Some(id);
            }
            let is_title =
                tree.name(id) == "title" && tree.namespace(id) == "http://www.w3.org/1999/xhtml";
            let what = if is_title {
                Some((Class::Metadata, "title of the page"))
            } else if let Some(what) = chrome::frame(tree, id, self.site, inside.is_some()) {
                Some((Class::Furniture, what))
            } else {
                let is_outside = inside.is_none() && !leading.contains(&id) && !mains.is_empty();
                let is_head = matches!(tree.name(id), "head" | "html") || id == 0;
                let is_in_head = tree.above(id).any(|at| tree.name(at) == "head");
                (is_outside && !is_head && !is_in_head)
                    .then_some((Class::Furniture, "outside of the page’s main part"))
            };
            if let Some(what) = what {
                apart.insert(id, what);
                walk.leave_out(id);
            }
        }
        apart
    }

    /// The title where the site has it, else the page's first heading of the highest level.
    fn heading(&self, tree: &Dom, mains: &[NodeId], plan: &Plan) -> Option<String> {
        let headings = |wanted: &dyn Fn(NodeId) -> bool| {
            let mut found = Vec::new();
            for &main in mains {
                let mut walk = tree.below(main);
                while let Some(id) = walk.next() {
                    if plan.apart.contains_key(&id) {
                        walk.leave_out(id);
                    } else if wanted(id) {
                        let is_sign = |at| plan.notes.signs.contains_key(&at);
                        found.push(tree.text_without(id, self.source, is_sign));
                    }
                }
            }
            found.retain(|title| !title.is_empty());
            found
        };
        let own = self
            .site
            .map(|site| headings(&|id| site.title.matches(tree, id)))
            .filter(|found| !found.is_empty())
            .unwrap_or_else(|| headings(&|id| tree.name(id) == "h1"));
        // Of several, the document's own stands in the title of the window as well.
        let window = self.window(tree).unwrap_or_default();
        let named = own.iter().find(|title| window.contains(*title));
        let outside = || {
            let mut headings = tree.below(0).filter(|&id| tree.name(id) == "h1");
            headings.find_map(|id| {
                let title = tree.text(id, self.source);
                (!title.is_empty() && window.starts_with(&title)).then_some(title)
            })
        };
        named.or(own.first()).cloned().or_else(outside)
    }

    /// The title of the page's window, without the site's name behind it.
    fn window(&self, tree: &Dom) -> Option<String> {
        let id = tree.below(0).find(|&id| tree.name(id) == "title")?;
        let window = tree.text(id, self.source);
        let title = window.split(" | ").next().unwrap_or_default().trim();
        Some(title.to_owned()).filter(|title| !title.is_empty())
    }

    /// Reads what stands in the page's head, and the JSON-LD anywhere.
    fn head(&self, tree: &mut Dom, metadata: &mut Metadata, extract: &mut Extract<'_>) {
        let mut taken = Vec::new();
        let mut json = Vec::new();
        for id in tree.below(0) {
            match tree.name(id) {
                "meta" => {
                    let name = tree
                        .attribute(id, "name")
                        .or(tree.attribute(id, "property"));
                    if let (Some(name), Some(content)) = (name, tree.attribute(id, "content"))
                        && facts::meta(metadata, name, content)
                    {
                        taken.extend(tree.element(id).and_then(|element| element.tag));
                    }
                }
                "script" if tree.attribute(id, "type") == Some("application/ld+json") => {
                    json.push(id);
                }
                _ => {}
            }
        }
        for tag in taken {
            extract.claim(
                tree.markup[tag].span,
                Class::Metadata,
                "metadata of the page",
            );
            tree.markup[tag].kind = MarkupKind::Taken;
        }
        for id in json {
            let text = raw_text(tree, id, self.source);
            facts::json_ld(metadata, &text);
        }
        if let Some(address) = self.address {
            facts::enter(metadata, facts::Meaning::Other, "address", address);
        }
    }
}

/// The text of a script as it stands.
fn raw_text(tree: &Dom, id: NodeId, source: &str) -> String {
    let mut text = String::new();
    for &child in &tree.nodes[id].children {
        if let Content::Text(stretches) = &tree.nodes[child].content {
            text.extend(
                stretches
                    .iter()
                    .map(|stretch: &Stretch| stretch.text(source)),
            );
        }
    }
    text
}

/// The language of the document: that of its main part, or the nearest round it.
fn language(tree: &Dom, main: Option<NodeId>) -> String {
    let mut nodes = main
        .into_iter()
        .chain(main.into_iter().flat_map(|main| tree.above(main)));
    nodes
        .find_map(|id| {
            tree.attribute(id, "lang")
                .or(tree.attribute(id, "xml:lang"))
        })
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests;
