//! ALTO: recognised text of libraries, of ABBYY `FineReader`, Tesseract, Kraken and eScriptorium.
//!
//! Source: ALTO 2.0 to 4.4. A word divided at the end of a line is written in two parts, whose whole (`SUBS_CONTENT`) is not
//! taken a third time.

use std::collections::HashMap;

use super::order;
use super::segments;
use super::sheet::{Line, Page, Piece, Region, RegionKind, Sheet, Tag};
use super::tags::style_tag;
use super::tree::{ElementId, Elements};
use crate::document::facsimile::MeasuringUnit;
use crate::document::{Field, Kind, Property, Span};
use crate::source::extract::of_kind;
use crate::source::ledger::Class;

/// Reads a file.
pub(super) fn read(source: &str, part: Span) -> Page {
    let tree = Elements::read(source, part);
    let reader = Alto {
        tree: &tree,
        styles: styles(&tree),
        names: names(&tree),
        unit: unit(&tree),
    };
    let mut page = Page {
        fields: fields(&tree),
        claims: claims(&tree),
        ..Page::default()
    };
    let image = tree
        .first("fileName")
        .map(|id| tree.text(id).trim().to_owned());
    for id in tree.all().filter(|&id| tree.name(id) == "Page") {
        page.sheets.push(reader.sheet(id, image.as_deref()));
    }
    let blocks = tree
        .all()
        .filter(|&id| matches!(tree.name(id), "TextBlock" | "Page"));
    for id in blocks {
        let language = ["LANG", "language"]
            .into_iter()
            .find_map(|name| tree.value(id, name));
        if let Some(language) =
            language.filter(|language| page.languages.iter().all(|known| known != *language))
        {
            page.languages.push(language.to_owned());
        }
    }
    page
}

/// What the file says of its making: the programs, each once.
fn fields(tree: &Elements<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for id in tree.all() {
        let name = match tree.name(id) {
            "softwareName" => "software",
            "processingDateTime" => "processed",
            _ => continue,
        };
        let value = tree.text(id).trim().to_owned();
        let field = Field {
            name: name.to_owned(),
            value,
        };
        if !field.value.is_empty() && !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// What stands between tags: all text is in attributes.
fn claims(tree: &Elements<'_>) -> Vec<(Span, Class, &'static str)> {
    let leaves = tree.all().filter(|&id| tree.get(id).children.is_empty());
    let said = leaves.filter(|&id| !tree.get(id).inside.of(tree.source).trim().is_empty());
    said.map(|id| {
        let inside = tree.get(id).inside;
        match tree.name(id) {
            "ALTERNATIVE" => (inside, Class::Mark, "another reading"),
            _ => (inside, Class::Metadata, "metadata of the file"),
        }
    })
    .collect()
}

fn unit(tree: &Elements<'_>) -> MeasuringUnit {
    let said = tree.first("MeasurementUnit").map(|id| tree.text(id));
    match said.as_deref().map(str::trim) {
        Some("mm10") => MeasuringUnit::TenthOfMillimetre,
        Some("inch1200") => MeasuringUnit::Inch1200,
        _ => MeasuringUnit::Pixel,
    }
}

/// The styles of text by their identifiers.
fn styles<'a>(tree: &Elements<'a>) -> HashMap<&'a str, Vec<Kind>> {
    let styles = tree.all().filter(|&id| tree.name(id) == "TextStyle");
    let said = styles.filter_map(|id| {
        let style = tree.value(id, "FONTSTYLE")?;
        Some((tree.value(id, "ID")?, kinds(style)))
    });
    said.collect()
}

/// What a style says: `bold italics`.
fn kinds(style: &str) -> Vec<Kind> {
    let words = style.split_ascii_whitespace();
    let kinds = words.filter_map(|word| {
        Some(match word.to_ascii_lowercase().as_str() {
            "bold" => Kind::Bold,
            "italics" | "italic" => Kind::Italic,
            "underline" => Kind::Underlined,
            "superscript" => Kind::Superscript,
            "subscript" => Kind::Subscript,
            "smallcaps" => Kind::SmallCapitals,
            "strikethrough" | "strike" => Kind::Deletion,
            _ => return None,
        })
    });
    kinds.collect()
}

/// What the tags of a file name, by their identifiers: the sort of a name or of a part, and the label.
fn names<'a>(tree: &Elements<'a>) -> HashMap<&'a str, (&'a str, String)> {
    let tags = tree.all().filter(|&id| {
        matches!(
            tree.name(id),
            "LayoutTag" | "StructureTag" | "RoleTag" | "NamedEntityTag" | "OtherTag"
        )
    });
    let said = tags.filter_map(|id| {
        let sort = match tree.name(id) {
            "NamedEntityTag" => tree.value(id, "TYPE").unwrap_or("name"),
            _ => "",
        };
        Some((tree.value(id, "ID")?, (sort, tree.value_text(id, "LABEL")?)))
    });
    said.collect()
}

struct Alto<'t, 'a> {
    tree: &'t Elements<'a>,
    styles: HashMap<&'a str, Vec<Kind>>,
    names: HashMap<&'a str, (&'a str, String)>,
    unit: MeasuringUnit,
}

impl<'a> Alto<'_, 'a> {
    fn sheet(&self, page: ElementId, image: Option<&str>) -> Sheet {
        let tree = self.tree;
        let size = (tree.length(page, "WIDTH"), tree.length(page, "HEIGHT"));
        let whole = |length: Option<i32>| length.and_then(|length| u32::try_from(length).ok());
        let mut sheet = Sheet {
            number: tree.value_text(page, "PRINTED_IMG_NR"),
            image: image.map(str::to_owned),
            size: whole(size.0).zip(whole(size.1)),
            unit: self.unit,
            regions: Vec::new(),
        };
        let ranks = order::ranks(tree, page);
        // The schema has the margins stand before the print space, but the foot of a page is read last.
        for space in [
            "TopMargin",
            "LeftMargin",
            "PrintSpace",
            "RightMargin",
            "BottomMargin",
        ] {
            for space in tree.children(page, space) {
                let mut blocks: Vec<ElementId> = tree
                    .below(space)
                    .filter(|&id| tree.name(id) == "TextBlock")
                    .collect();
                if ranks.is_empty() {
                    blocks = order::follow_next(blocks, tree);
                } else {
                    order::sort_by_rank(&mut blocks, tree, "ID", &ranks);
                }
                let is_head_or_foot = matches!(tree.name(space), "TopMargin" | "BottomMargin");
                for block in blocks {
                    let mut region = self.region(block);
                    if is_head_or_foot && region.kind == RegionKind::default() {
                        region.kind = RegionKind::FormWork;
                    }
                    sheet.push(region, tree.source);
                }
            }
        }
        sheet
    }

    fn region(&self, block: ElementId) -> Region {
        let tree = self.tree;
        let named = self
            .labels(block)
            .find_map(|(_, label)| segments::region_kind(label));
        let typed = || tree.value(block, "TYPE").and_then(segments::region_kind);
        Region {
            kind: named.or_else(typed).unwrap_or_default(),
            outline: self.outline(block),
            lines: tree
                .children(block, "TextLine")
                .map(|line| self.line(line))
                .collect(),
            rows: Vec::new(),
        }
    }

    /// What the tags say that an element refers to.
    fn labels(&self, id: ElementId) -> impl Iterator<Item = &(&'a str, String)> {
        let names = self.tree.value(id, "TAGREFS").unwrap_or_default();
        names
            .split_ascii_whitespace()
            .filter_map(|name| self.names.get(name))
    }

    /// The corners of a polygon, else of a box.
    fn outline(&self, id: ElementId) -> Vec<(i32, i32)> {
        let tree = self.tree;
        let polygon = tree
            .child(id, "Shape")
            .and_then(|shape| tree.child(shape, "Polygon"));
        if let Some(polygon) = polygon {
            let points = tree.points(polygon, "POINTS");
            if !points.is_empty() {
                return points;
            }
            // Before version 4 numbers stood one after the other.
            let numbers = tree
                .value(polygon, "POINTS")
                .unwrap_or_default()
                .split_ascii_whitespace();
            let numbers: Vec<i32> = numbers
                .filter_map(|number| number.split('.').next()?.parse().ok())
                .collect();
            let pairs: Vec<(i32, i32)> = numbers
                .chunks_exact(2)
                .map(|pair| (pair[0], pair[1]))
                .collect();
            if !pairs.is_empty() {
                return pairs;
            }
        }
        let lengths = ["HPOS", "VPOS", "WIDTH", "HEIGHT"].map(|name| tree.length(id, name));
        let [Some(left), Some(top), Some(width), Some(height)] = lengths else {
            return Vec::new();
        };
        vec![
            (left, top),
            (left.saturating_add(width), top.saturating_add(height)),
        ]
    }

    fn line(&self, id: ElementId) -> Line {
        let tree = self.tree;
        let mut line = Line {
            outline: self.outline(id),
            kind: self
                .labels(id)
                .find_map(|(_, label)| segments::line_kind(label)),
            ..Line::default()
        };
        let has_blanks = tree.child(id, "SP").is_some();
        let mut length = 0;
        for &child in &tree.get(id).children {
            match tree.name(child) {
                "SP" if length > 0 => {
                    line.pieces.push(Piece::blank());
                    length += 1;
                }
                "String" => {
                    // Programs that write no blanks mean one between two words.
                    if !has_blanks && length > 0 {
                        line.pieces.push(Piece::blank());
                        length += 1;
                    }
                    let start = length;
                    for piece in self.words(child) {
                        length += piece.of(tree.source).len();
                        line.pieces.push(piece);
                    }
                    line.tags.extend(self.tags(child, start..length));
                    line.is_divided = tree.value(child, "SUBS_TYPE") == Some("HypPart1");
                }
                "HYP" => {
                    for piece in tree.value_pieces(child, "CONTENT") {
                        length += piece.of(tree.source).len();
                        line.pieces.push(piece);
                    }
                    line.is_divided = true;
                }
                _ => {}
            }
        }
        line.tags = joined(std::mem::take(&mut line.tags));
        for kind in self.kinds_of(id) {
            line.tags.push(style_tag(kind.into(), kind, 0..length));
        }
        line
    }

    /// The text of a string, or of its glyphs.
    fn words(&self, id: ElementId) -> Vec<Piece> {
        let own = self.tree.value_pieces(id, "CONTENT");
        if !own.is_empty() {
            return own;
        }
        let glyphs = self.tree.children(id, "Glyph");
        glyphs
            .flat_map(|glyph| self.tree.value_pieces(glyph, "CONTENT"))
            .collect()
    }

    /// The formatting that an element has of its own or by the styles that it refers to.
    fn kinds_of(&self, id: ElementId) -> Vec<Kind> {
        let own = self.tree.value(id, "STYLE").map(kinds).unwrap_or_default();
        let refers = self.tree.value(id, "STYLEREFS").unwrap_or_default();
        let styles = refers
            .split_ascii_whitespace()
            .filter_map(|name| self.styles.get(name));
        let mut kinds = own;
        for &kind in styles.flatten() {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }

    /// What is said of a string: its formatting, the names that it is of.
    fn tags(&self, id: ElementId, range: std::ops::Range<usize>) -> Vec<Tag> {
        let shapes = self.kinds_of(id).into_iter();
        let mut tags: Vec<Tag> = shapes
            .map(|kind| style_tag(kind.into(), kind, range.clone()))
            .collect();
        for (sort, label) in self.labels(id).filter(|(sort, _)| !sort.is_empty()) {
            let kind = match sort.to_ascii_lowercase().as_str() {
                "person" | "per" | "persname" => Kind::Person,
                "place" | "location" | "loc" | "placename" => Kind::Place,
                "organisation" | "organization" | "org" | "corporation" => Kind::Organisation,
                "date" => Kind::Date,
                _ => Kind::Name,
            };
            let mut annotation = of_kind(kind);
            annotation.content.set(Property::Identity, label.clone());
            tags.push(Tag::new(label.clone(), range.clone(), annotation));
        }
        tags
    }
}

/// Tags of words that follow each other and say the same are one.
fn joined(tags: Vec<Tag>) -> Vec<Tag> {
    let mut joined: Vec<Tag> = Vec::new();
    for tag in tags {
        // Between two words stands a blank.
        let before = joined.iter_mut().rev().take(8).find(|before| {
            before.annotation == tag.annotation && before.range.end + 1 >= tag.range.start
        });
        match before {
            Some(before) => before.range.end = tag.range.end,
            None => joined.push(tag),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_lists_of_words() {
        assert_eq!(kinds("bold italics"), [Kind::Bold, Kind::Italic]);
        assert_eq!(kinds("none"), []);
    }
}
