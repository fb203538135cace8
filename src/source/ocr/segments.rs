//! What the names say that producers give to regions and lines: the types of PAGE XML, the zones and lines of the `SegmOnto`
//! vocabulary that eScriptorium uses, the words that Transkribus users write.

use super::sheet::RegionKind;
use crate::document::BlockKind;

/// What a region of this type is; none for a type that says nothing of its text.
pub(super) fn region_kind(name: &str) -> Option<RegionKind> {
    // `MarginTextZone:commentary#1`: the vocabulary's own words come first.
    let name = name.split([':', '#']).next().unwrap_or_default().trim();
    Some(match name.to_ascii_lowercase().as_str() {
        "heading" | "headline" | "title" => RegionKind::Text(BlockKind::Heading),
        "caption" => RegionKind::Text(BlockKind::Figure),
        "toc-entry" | "list-label" | "list" | "index" | "tablezone" | "table" => RegionKind::Lines,
        "header"
        | "footer"
        | "signature-mark"
        | "catch-word"
        | "runningtitlezone"
        | "quiremarkszone"
        | "digitizationartefactzone" => RegionKind::FormWork,
        "page-number" | "numberingzone" | "pagenumber" => RegionKind::PageNumber,
        "footnote" | "footnote-continued" | "endnote" | "footnotes" => RegionKind::Footnote,
        "marginalia" | "margintextzone" | "margin" => RegionKind::Marginal,
        "stampzone" | "sealzone" | "stamp" | "seal" => RegionKind::Stamp,
        name => RegionKind::Text(line_kind(name)?),
    })
}

/// What block a line of this type makes by itself.
pub(super) fn line_kind(name: &str) -> Option<BlockKind> {
    Some(match name.to_ascii_lowercase().as_str() {
        "heading" | "headingline" | "headline" => BlockKind::Heading,
        "salutation" | "salute" => BlockKind::Salutation,
        "signature" | "signed" => BlockKind::Signature,
        "closer" | "closing" => BlockKind::Closer,
        "date" | "dateline" => BlockKind::Dateline,
        "address" => BlockKind::Address,
        "verse" | "poem" => BlockKind::Verse,
        "speaker" => BlockKind::Speaker,
        "postscript" => BlockKind::Postscript,
        "quote" | "quotation" => BlockKind::Quotation,
        _ => return None,
    })
}
