//! PAGE XML: transcriptions of Transkribus, eScriptorium, OCR-D, Aletheia.
//!
//! The same words may stand in it four times, for a region, its lines, their words and glyphs: the line's own text is taken,
//! else that of its words, else the region's. Several texts of one line are several readings of a program: the one of the
//! lowest index is taken.
//!
//! Source: PAGE XML, the schema `pagecontent` of 2013 to 2019.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::custom::{self, Custom};
use super::order;
use super::segments;
use super::sheet::{Line, Page, Piece, Region, RegionKind, Sheet};
use super::tags;
use super::tree::{ElementId, Elements, said};
use crate::document::{Field, Kind, Span};
use crate::problem::Problem;
use crate::source::ledger::Class;

/// Reads a file.
pub(super) fn read(source: &str, part: Span) -> Page {
    let tree = Elements::read(source, part);
    let mut reader = PageXml {
        tree: &tree,
        used: HashSet::new(),
        page: Page::default(),
        differing: Vec::new(),
    };
    if let Some(metadata) = tree.first("Metadata") {
        reader.metadata(metadata);
    }
    for id in tree.all().filter(|&id| tree.name(id) == "Page") {
        let sheet = reader.sheet(id);
        reader.page.sheets.push(sheet);
    }
    reader.claim_repeated();
    reader.page
}

struct PageXml<'t, 'a> {
    tree: &'t Elements<'a>,
    /// The elements whose text was taken.
    used: HashSet<ElementId>,
    page: Page,
    /// Texts of regions and words that differ from those of the lines.
    differing: Vec<Span>,
}

impl<'a> PageXml<'_, 'a> {
    /// What the file says of its making.
    fn metadata(&mut self, id: ElementId) {
        for &child in &self.tree.get(id).children {
            let name = match self.tree.name(child) {
                "Creator" => "creator",
                "Created" => "created",
                "LastChange" => "last change",
                "Comments" => "comments",
                _ => continue,
            };
            let value = self.tree.text(child).trim().to_owned();
            if !value.is_empty() {
                let inside = self.tree.get(child).inside;
                let claim = (inside, Class::Metadata, "metadata of the file");
                self.page.claims.push(claim);
                self.page.fields.push(Field {
                    name: name.to_owned(),
                    value,
                });
            }
        }
    }

    fn sheet(&mut self, page: ElementId) -> Sheet {
        let tree = self.tree;
        let languages = ["primaryLanguage", "secondaryLanguage"];
        let languages = languages
            .into_iter()
            .filter_map(|name| tree.value(page, name));
        self.page.languages.extend(languages.map(str::to_owned));
        let size = (
            tree.number(page, "imageWidth"),
            tree.number(page, "imageHeight"),
        );
        let mut sheet = Sheet {
            image: tree.value_text(page, "imageFilename"),
            size: size.0.zip(size.1),
            ..Sheet::default()
        };
        let ranks = order::ranks(tree, page);
        for id in self.regions(page, &ranks) {
            sheet.push(self.region(id), tree.source);
        }
        if let Some(&first) = self.differing.first() {
            let what = format!(
                "the text of {} regions or words differs from that of their lines, which is shown",
                self.differing.len()
            );
            self.page.problems.push(
                Problem::new(first, what).hint("correct one of the two, or export the file anew"),
            );
            self.differing.clear();
        }
        sheet
    }

    /// The regions of a page in reading order, each before those in it. Cells of a table are none by themselves.
    fn regions(&self, page: ElementId, ranks: &HashMap<&str, usize>) -> Vec<ElementId> {
        let tree = self.tree;
        let inside = |id: ElementId| -> Vec<ElementId> {
            let children = tree.get(id).children.iter().copied();
            let mut regions: Vec<ElementId> = children
                .filter(|&id| tree.name(id).ends_with("Region"))
                .collect();
            if !ranks.is_empty() {
                order::sort_by_rank(&mut regions, tree, "id", ranks);
            } else if regions.iter().all(|&id| self.index(id).is_some()) {
                regions.sort_by_key(|&id| self.index(id));
            }
            regions
        };
        let mut ordered = Vec::new();
        let mut stack = inside(page);
        stack.reverse();
        while let Some(id) = stack.pop() {
            ordered.push(id);
            if tree.name(id) != "TableRegion" {
                stack.extend(inside(id).into_iter().rev());
            }
        }
        ordered
    }

    fn entries(&self, id: ElementId) -> Vec<Custom<'a>> {
        self.tree
            .value(id, "custom")
            .map(custom::read)
            .unwrap_or_default()
    }

    /// The place in the reading order that Transkribus writes into an element.
    fn index(&self, id: ElementId) -> Option<usize> {
        let entries = self.entries(id);
        let order = entries.iter().find(|entry| entry.name == "readingOrder")?;
        order.number("index")
    }

    /// The type that a person gave an element.
    fn structure(&self, id: ElementId) -> Option<&'a str> {
        let entries = self.entries(id);
        entries
            .iter()
            .find(|entry| entry.name == "structure")?
            .value("type")
    }

    fn region(&mut self, id: ElementId) -> Region {
        let tree = self.tree;
        let by_hand = self.structure(id).and_then(segments::region_kind);
        let by_type = || tree.value(id, "type").and_then(segments::region_kind);
        let mut region = Region {
            kind: by_hand.or_else(by_type).unwrap_or_default(),
            outline: self.outline(id),
            ..Region::default()
        };
        if tree.name(id) == "TableRegion" {
            region.kind = RegionKind::Table;
            region.rows = self.rows(id);
            return region;
        }
        region.lines = self.lines(id);
        let own = self.best(id);
        let has_text = !region.is_blank(tree.source);
        match own {
            Some(own) if !has_text => {
                region.lines = self.split(own);
            }
            Some(own) => {
                let lines: String = region
                    .lines
                    .iter()
                    .map(|line| line.text(tree.source))
                    .collect();
                self.compare(own, &lines);
            }
            None => {}
        }
        region
    }

    fn outline(&self, id: ElementId) -> Vec<(i32, i32)> {
        let coords = self.tree.child(id, "Coords");
        coords.map_or_else(Vec::new, |coords| {
            let points = self.tree.points(coords, "points");
            if !points.is_empty() {
                return points;
            }
            // The schema of 2010 has an element for each point.
            let points = self.tree.children(coords, "Point").filter_map(|point| {
                Some((self.tree.length(point, "x")?, self.tree.length(point, "y")?))
            });
            points.collect()
        })
    }

    fn lines(&mut self, region: ElementId) -> Vec<Line> {
        let mut ids: Vec<ElementId> = self.tree.children(region, "TextLine").collect();
        if ids.iter().all(|&id| self.index(id).is_some()) {
            ids.sort_by_key(|&id| self.index(id));
        }
        ids.into_iter().map(|id| self.line(id)).collect()
    }

    fn line(&mut self, id: ElementId) -> Line {
        let tree = self.tree;
        let words: Vec<ElementId> = tree.children(id, "Word").collect();
        let (pieces, is_own) = match self.best(id) {
            Some(own) if !tree.text(own).trim().is_empty() => {
                self.used.insert(own);
                (tree.pieces(own), true)
            }
            _ => (self.of_words(&words), false),
        };
        let mut line = Line {
            outline: self.outline(id),
            pieces,
            kind: self.structure(id).and_then(segments::line_kind),
            ..Line::default()
        };
        let text = line.text(tree.source);
        if is_own && !words.is_empty() {
            let found: Vec<ElementId> = words.iter().filter_map(|&word| self.best(word)).collect();
            let said: String = found.iter().map(|&word| tree.text(word)).collect();
            if let Some(&first) = found.first()
                && !is_same(&said, &text)
            {
                self.differing.push(tree.get(first).inside);
            }
        }
        line.tags = tags::read(&self.entries(id), &text, tree.source);
        if let Some(style) = tree.child(id, "TextStyle") {
            line.tags.extend(self.style(style, text.len()));
        }
        line
    }

    /// What PAGE's own element says of the style of a line.
    fn style(&self, id: ElementId, length: usize) -> Vec<super::sheet::Tag> {
        const STYLES: [(&str, Kind); 8] = [
            ("bold", Kind::Bold),
            ("italic", Kind::Italic),
            ("underlined", Kind::Underlined),
            ("superscript", Kind::Superscript),
            ("subscript", Kind::Subscript),
            ("strikethrough", Kind::Deletion),
            ("smallCaps", Kind::SmallCapitals),
            ("letterSpaced", Kind::Spaced),
        ];
        let said = STYLES
            .iter()
            .filter(|(name, _)| self.tree.value(id, name) == Some("true"));
        said.map(|&(name, kind)| tags::style_tag(name, kind, 0..length))
            .collect()
    }

    /// The text of words, or of their glyphs, with a blank between two.
    fn of_words(&mut self, words: &[ElementId]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for &word in words {
            let own = self.best(word);
            let glyphs = || {
                let glyphs = self.tree.children(word, "Glyph");
                glyphs
                    .filter_map(|glyph| self.best(glyph))
                    .collect::<Vec<_>>()
            };
            let found = own.map_or_else(glyphs, |own| vec![own]);
            if found.is_empty() {
                continue;
            }
            if !pieces.is_empty() {
                pieces.push(Piece::blank());
            }
            for id in found {
                self.used.insert(id);
                pieces.extend(self.tree.pieces(id));
            }
        }
        pieces
    }

    /// The element with an element's own text: of several the one of the lowest index.
    fn best(&self, id: ElementId) -> Option<ElementId> {
        let tree = self.tree;
        let mut equivalents: Vec<ElementId> = tree.children(id, "TextEquiv").collect();
        equivalents.sort_by_key(|&id| tree.number::<i64>(id, "index").unwrap_or(-1));
        let texts = equivalents.into_iter().filter_map(|id| {
            let unicode = tree.child(id, "Unicode");
            let is_said = |id: &ElementId| !tree.get(*id).inside.of(tree.source).trim().is_empty();
            unicode
                .filter(is_said)
                .or_else(|| tree.child(id, "PlainText").filter(is_said))
        });
        texts.into_iter().next()
    }

    /// The lines of a text that has its line ends in it.
    fn split(&mut self, id: ElementId) -> Vec<Line> {
        self.used.insert(id);
        let mut lines = vec![Line::default()];
        for piece in self.tree.pieces(id) {
            if piece.text.is_some() {
                if let Some(line) = lines.last_mut() {
                    line.pieces.push(piece);
                }
                continue;
            }
            let mut at = piece.span.start;
            for (number, part) in piece.span.of(self.tree.source).split('\n').enumerate() {
                if number > 0 {
                    lines.push(Line::default());
                    at += 1;
                }
                let span = Span::new(at, at + part.len());
                at = span.end;
                if let Some(line) = lines.last_mut().filter(|_| !span.is_empty()) {
                    line.pieces.push(Piece::verbatim(span));
                }
            }
        }
        lines
    }

    /// Remembers a text that differs from what is shown.
    fn compare(&mut self, id: ElementId, shown: &str) {
        let own = said(self.tree.source, &self.tree.pieces(id));
        if !is_same(&own, shown) {
            self.differing.push(self.tree.get(id).inside);
        }
    }

    /// The rows of a table: cells as Transkribus writes them, or regions with the role of a cell.
    fn rows(&mut self, table: ElementId) -> Vec<Vec<Vec<Line>>> {
        let tree = self.tree;
        let mut rows: BTreeMap<usize, BTreeMap<usize, Vec<Line>>> = BTreeMap::new();
        for &cell in &tree.get(table).children {
            let role = tree
                .child(cell, "Roles")
                .and_then(|roles| tree.child(roles, "TableCellRole"));
            let place = match (tree.name(cell), role) {
                ("TableCell", _) => (tree.number(cell, "row"), tree.number(cell, "col")),
                (_, Some(role)) => (
                    tree.number(role, "rowIndex"),
                    tree.number(role, "columnIndex"),
                ),
                (name, None) if name.ends_with("Region") => (None, None),
                _ => continue,
            };
            let lines = self.region(cell).lines;
            // A region in a table that is no cell is a row of its own.
            let last = rows.last_key_value().map_or(0, |(row, _)| row + 1);
            let row = rows.entry(place.0.unwrap_or(last)).or_default();
            row.entry(place.1.unwrap_or(0)).or_default().extend(lines);
        }
        rows.into_values()
            .map(|cells| {
                let mut row = Vec::new();
                for (column, lines) in cells {
                    /// No table on paper has more columns; a damaged number must not fill the memory.
                    const MOST: usize = 256;
                    while row.len() < column.min(MOST) {
                        row.push(Vec::new());
                    }
                    row.push(lines);
                }
                row
            })
            .collect()
    }

    /// Says of all texts that were not taken what they are.
    fn claim_repeated(&mut self) {
        let tree = self.tree;
        for id in tree.all() {
            if matches!(tree.name(id), "Unicode" | "PlainText")
                && !self.used.contains(&id)
                && tree.get(id).children.is_empty()
            {
                let what = "the same words again, or another reading of them";
                self.page
                    .claims
                    .push((tree.get(id).inside, Class::Mark, what));
            }
        }
    }
}

/// Whether two texts say the same but for white space.
fn is_same(one: &str, other: &str) -> bool {
    let signs = |text: &'_ str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    signs(one) == signs(other)
}
