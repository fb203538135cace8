//! Documents as one HTML file without scripts: margin notes beside their lines, layers switched by CSS alone, legible on a
//! telephone and on paper.
//!
//! Everything a view shows is there. What a layer hides is there too where the layer can be switched off, so that switching
//! gives the text that the program gives.

mod block;
mod page;

use std::collections::HashSet;
use std::fmt::Write as _;

use strum::{EnumMessage, IntoEnumIterator};

use crate::citation::{Citation, Style};
use crate::document::{Annotation, Document, FlowId, Layer};
use crate::view::{Showing, View};

use super::markup;
use super::text::heading;
use page::Page;

/// The style sheet, which the file carries in itself.
const STYLE: &str = include_str!("html/style.css");

/// Documents as one HTML file.
pub fn html(documents: &[&Document], view: &View) -> String {
    let title = documents
        .iter()
        .find_map(|document| document.metadata.title.as_deref())
        .or(documents.first().map(|document| document.id.as_str()))
        .unwrap_or_default();
    let mut written =
        String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    written.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    // Writing into a string cannot fail.
    let _ = write!(
        written,
        "<meta name=\"generator\" content=\"manicule {}\">\n<title>{}</title>\n<style>\n{STYLE}",
        env!("CARGO_PKG_VERSION"),
        escaped(title)
    );
    let layers = switched(documents, view);
    for layer in &layers {
        let letter = layer.letter();
        let off = format!("body:has(#layer-{letter}:not(:checked))");
        let _ = write!(
            written,
            "{off} .{letter} {{ all: unset; }}\n{off} :is(.note, .ref, .sign, .mark).{letter} {{ display: none; }}\n\
             {off} .o{letter} {{ display: none; }}\n{off} .i{letter} {{ display: inline; }}\n"
        );
    }
    written.push_str("</style>\n</head>\n<body>\n");
    switches(&mut written, &layers);
    for (number, document) in documents.iter().enumerate() {
        article(&mut written, document, view, number);
    }
    written.push_str("</body>\n</html>\n");
    written
}

/// The layers that the documents have and that the view shows, in the order of their keys.
fn switched(documents: &[&Document], view: &View) -> Vec<Layer> {
    let present: HashSet<Layer> = documents
        .iter()
        .flat_map(|document| document.annotations())
        .filter_map(Annotation::layer)
        .collect();
    Layer::iter()
        .filter(|layer| present.contains(layer))
        .filter(|&layer| matches!(view.showing(layer), Showing::Margin | Showing::Inline))
        .collect()
}

fn switches(written: &mut String, layers: &[Layer]) {
    if layers.is_empty() {
        return;
    }
    written.push_str("<nav aria-label=\"Layers\">\n");
    for layer in layers {
        let letter = layer.letter();
        let what = layer.get_documentation().unwrap_or_default();
        let _ = writeln!(
            written,
            "<label title=\"{}\"><input type=\"checkbox\" id=\"layer-{letter}\" checked> {layer}</label>",
            escaped(what)
        );
    }
    written.push_str("</nav>\n");
}

fn article(written: &mut String, document: &Document, view: &View, number: usize) {
    let language = document.metadata.languages.first();
    let tag = language.filter(|tag| is_language_tag(tag));
    let _ = writeln!(
        written,
        "<article id=\"document-{}\" lang=\"{}\">",
        number + 1,
        tag.map_or("", String::as_str)
    );
    let above = heading::above(document);
    written.push_str("<header lang=\"en\">\n");
    if let Some(title) = above.iter().find(|field| field.label.is_empty()) {
        let _ = writeln!(written, "<h1 dir=\"auto\">{}</h1>", escaped(&title.value));
    }
    facts(
        written,
        above.iter().filter(|field| !field.label.is_empty()),
    );
    written.push_str("</header>\n");
    let mut page = Page::new(document, view, number);
    page.flow(FlowId::MAIN);
    written.push_str(&page.finish());
    written.push_str("<footer lang=\"en\">\n");
    facts(written, heading::below(document).iter());
    let citation = Citation::of(document).note(Style::Chicago);
    let _ = writeln!(
        written,
        "<p class=\"citation\">{}</p>\n</footer>\n</article>",
        escaped(&citation)
    );
}

fn facts<'a>(written: &mut String, fields: impl Iterator<Item = &'a heading::Field>) {
    let mut is_open = false;
    for field in fields {
        if !is_open {
            written.push_str("<dl>\n");
            is_open = true;
        }
        let _ = writeln!(
            written,
            "<dt>{}</dt><dd dir=\"auto\">{}</dd>",
            escaped(&field.label),
            escaped(&field.value)
        );
    }
    if is_open {
        written.push_str("</dl>\n");
    }
}

/// Whether a language is named by a tag (BCP 47) rather than by a word.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_language =
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    is_language
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Text with the characters escaped that HTML acts on; control characters, which HTML forbids, as a sign.
fn escaped(text: &str) -> String {
    markup::escaped(text, char::is_control)
}

#[cfg(test)]
mod tests;
