//! Readers of transcriptions and recognised text that know the lines on the image: PAGE XML, ALTO, hOCR, and METS files that
//! list the pages of a document.
//!
//! Each of [`page_xml`], [`alto`] and [`hocr`] reads its format into [`Sheet`]s, which are the same for all: regions in reading
//! order, their lines, what is said of words in them. [`mod@write`] writes sheets into an extract, over which the recognisers of
//! the plain-text formats run. [`mets`] fetches pages and has them read in their order. Lines of a region are joined, with
//! a line break noted at each, and the places of lines and regions on the image are kept as the document's facsimile.

mod alto;
mod custom;
mod hocr;
mod mets;
mod notes;
mod order;
mod page_xml;
mod segments;
mod sheet;
mod tags;
mod tree;
mod write;

use super::extract::Extract;
use super::ledger::Class;
use super::{Decoded, Format, NotText, Reading, Surroundings};
use crate::document::{BlockKind, Metadata, Span};
use crate::problem::Problem;
use sheet::{Line, Page, RegionKind, Sheet};

pub(super) use hocr::is_hocr;
pub use mets::listing;

/// Reads a file of one of these formats into one document. `problems` are those of its decoding.
///
/// # Errors
/// When a METS file lists no page that can be read.
pub(super) fn read(
    id: &str,
    decoded: Decoded,
    format: Format,
    surroundings: &dyn Surroundings,
    problems: Vec<Problem>,
) -> Result<Reading, NotText> {
    if format == Format::Mets {
        return mets::read(id, &decoded, surroundings, problems);
    }
    let source = decoded.text.as_str();
    let whole = Span::new(0, source.len());
    let page = read_page(source, whole, format);
    Ok(assemble(
        id,
        vec![page],
        Metadata::default(),
        Vec::new(),
        surroundings,
        (decoded, problems),
    ))
}

/// Reads the page or pages that stand in a part of the source.
fn read_page(source: &str, part: Span, format: Format) -> Page {
    match format {
        Format::Alto => alto::read(source, part),
        Format::Hocr => hocr::read(source, part),
        _ => page_xml::read(source, part),
    }
}

/// The words of a heading that the text begins with, behind running heads and page numbers.
fn title(sheets: &[Sheet], source: &str) -> Option<String> {
    let mut regions = sheets.iter().flat_map(|sheet| &sheet.regions);
    let first = regions.find(|region| {
        let is_text = matches!(region.kind, RegionKind::Text(_) | RegionKind::Lines);
        is_text && !region.is_blank(source)
    })?;
    let is_heading = |line: &&Line| {
        let kind = line.kind.map_or(first.kind, RegionKind::Text);
        kind == RegionKind::Text(BlockKind::Heading)
    };
    let lines = first.lines.iter().filter(|line| !line.is_blank(source));
    let words: Vec<String> = lines
        .take_while(is_heading)
        .map(|line| line.text(source))
        .collect();
    let title = words.join(" ");
    Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
}

/// Makes a document of pages. `claims` are stretches of the source that a METS file has beside them.
fn assemble(
    id: &str,
    pages: Vec<Page>,
    metadata: Metadata,
    claims: Vec<(Span, Class, &'static str)>,
    surroundings: &dyn Surroundings,
    (decoded, mut problems): (Decoded, Vec<Problem>),
) -> Reading {
    let source = decoded.text.as_str();
    let mut extract = Extract::new(source);
    extract.prints_labels = true;
    for (span, class, detail) in claims {
        extract.claim(span, class, detail);
    }
    let mut known = metadata;
    let mut sheets: Vec<Sheet> = Vec::new();
    for page in pages {
        for (span, class, detail) in page.claims {
            extract.claim(span, class, detail);
        }
        problems.extend(page.problems);
        for language in page.languages {
            if !known.languages.contains(&language) {
                known.languages.push(language);
            }
        }
        for field in page.fields {
            if !known.other.contains(&field) {
                known.other.push(field);
            }
        }
        sheets.extend(page.sheets);
    }
    if known.title.is_none() {
        known.title = title(&sheets, source);
    }
    write::write(sheets, source, &mut extract);
    extract.claim_rest(Class::Mark, "markup");
    let conventions = surroundings.tables().conventions();
    let extracted = extract.finish(id, known, conventions);
    extracted.into_reading(decoded, problems)
}
